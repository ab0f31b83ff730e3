"""The start menu: which bank, which mode, how many questions, who plays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from quizzer.games import Wish
from quizzer.games.history import BankOffer, History
from quizzer.games.studying import day_words
from quizzer.games.wish import LEVELS, STUDIES
from quizzer.session import PRESETS
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.layout import Line, cells, padded
from quizzer.terminal.list_page import Item, ListPage, stepped
from quizzer.terminal.pages import Key, Page, help_rows
from quizzer.terminal.remarks import daily_words
from quizzer.terminal.safe import one_line
from quizzer.terminal.seats import seats_in, written
from quizzer.terminal.settings import Settings

if TYPE_CHECKING:
    from quizzer.records import Unfinished

_MODES = {
    "classic": "everybody answers each question, no hurry",
    "blitz": "as many as you can in 60 seconds, each right as it is typed",
    "sudden_death": "the first miss ends it",
    "lives": "three misses end it",
    "party": "in turns; what one misses goes on to the next",
    "race": "the first right answer takes the point",
    "buzzer": "read out word by word: buzz when you know",
    "host": "a person rules on the answers",
    "clues": "films, told clue by clue: a try for each",
}
_STUDY = "each question comes back when you are about to forget it"
_LEVELS = {
    "easy": "what many people know",
    "mixed": "from easy to hard",
    "hard": "what film lovers know",
    "mine": "by your earlier games: about seven in ten right",
}
_COUNTS = (5, 10, 15, 20, 30, 50, 100)
_SECONDS = (None, 10, 20, 30, 60, 120)


class MenuPage(ListPage):
    """`play` starts what is wished for, `resume` resumes an unfinished game, `statistics` opens their page: each may
    raise QuizzerError, which the menu shows. `show` shows another page in the place of the menu.
    """

    def __init__(
        self,
        glyphs: Glyphs,
        offers: Sequence[BankOffer],
        wish: Wish,
        *,
        history: History,
        play: Callable[[Wish], None],
        resume: Callable[[Unfinished], None],
        settings: Callable[[], None],
        statistics: Callable[[], None],
        show: Callable[[Page], None],
        fill_in: Callable[[str], None],
        leave: Callable[[], None],
    ) -> None:
        super().__init__(glyphs)
        self._offers = offers
        self.wish = wish
        self._history = history
        self._play = play
        self._resume = resume
        self._settings = settings
        self._statistics = statistics
        self._show = show
        self._fill_in = fill_in
        self._leave = leave
        self._bank = 0
        self._unfinished: Unfinished | None = None
        self.shift(1)  # the daily is above
        self.refresh()

    def refresh(self) -> None:
        """Something was played since the menu was shown last."""
        before = self._unfinished
        self._history.refresh()
        self._unfinished = self._history.unfinished(self.wish.seats[0].name)
        if self._unfinished is not None and before is None:
            self.shift(1 - self.cursor)  # to go on is what most will want
        elif before is not None and self._unfinished is None and self.cursor > 1:
            self.shift(-1)  # the cursor stays on its item

    def help(self) -> Sequence[Line]:
        return [
            *help_rows(
                "The menu",
                ("", "Enter plays what the menu says, whichever row of it you are on; on the bank it shows all banks."),
                ("", "Up and down move, left and right change a value. On Players a letter begins their names."),
                ("", "The mouse does all of it: the first click goes there, the second is Enter."),
            ),
            [],
            *help_rows(
                "Modes", *((mode.replace("_", " "), told) for mode, told in (*_MODES.items(), ("study", _STUDY)))
            ),
            [],
            *help_rows(
                "Players",
                ("", "One plays alone, or up to eight share the keyboard: their names, with commas between."),
                ("", "“Ada@Reds” plays for the team Reds. Everybody has figures of their own, under that name."),
            ),
            [],
            *help_rows(
                "What is kept",
                ("", "Every answer, at once: you can resume an unfinished game from here or by “quizzer resume”."),
                ("", "What you were asked lately comes last; “new” tells how much of a bank you have not seen yet."),
            ),
        ]

    def head(self) -> list[Line]:
        return [[("class:title", "quizzer"), ("class:quiet", "  a film quiz that is fair to what you type")], []]

    def items(self) -> Sequence[Item]:
        wish, offer = self.wish, self._offers[self._bank]
        limit = f"{wish.seconds:g} seconds" if wish.seconds else "no limit"
        bank = self._value("Bank", one_line(offer.title), self._choose, gap=True)
        bank.enter, bank.does, bank.more = self._open_banks, "all banks", one_line(offer.about)
        rows = [
            Item(lambda: self._named("Play", self._summary()), self._start, "play it"),
            Item(lambda: self._named("Study", self._due()), self._study, "study", self._what, more=self._due()),
            bank,
            self._value("Mode", wish.mode.replace("_", " "), self._mode, note=_MODES.get(wish.mode, "")),
            self._value("Level", wish.level, self._level, note=_LEVELS[wish.level]),
            self._value("Questions", str(wish.usual), self._count),
            self._value("Time for each", limit, self._limit),
            Item(self._players_row, self._ask_players, "change them", is_text=True),
            Item(lambda: [("", "Statistics")], self._statistics, "open", gap=True),
            Item(lambda: [("", "Settings")], self._settings, "open"),
            Item(lambda: [("", "Leave")], self._leave, "leave"),
        ]
        if (game := self._unfinished) is not None:
            told = self._of_game(game)
            words: Line = [("class:title", "Go on where you stopped"), ("class:quiet", f"  {told}")]
            rows.insert(0, Item(lambda: words, lambda: self._resume(game), "go on", more=told))
        return [self._daily(), *rows]

    def foot(self) -> list[Line]:
        told = self.item.more if self.is_narrow else one_line(self._offers[self._bank].about)
        return [[], [("class:quiet", told)]] if told else []

    def footer(self) -> Sequence[Key]:
        if self.prompt is not None:
            return super().footer()
        return [*super().footer(), Key("F1", "help", "f1"), Key("Esc", "leave", "escape")]

    def leave(self) -> None:
        self._leave()

    def start_from(self, settings: Settings) -> None:
        """Take up what was set as the beginning of each game."""
        self.wish = replace(settings.wish, banks=self.wish.banks, seconds=self.wish.seconds)
        self.refresh()

    def _daily(self) -> Item:
        """Today's ten questions, and when they are over the film of the day."""
        standing = self._history.daily(self.wish.seats[0].name)
        ten = standing.tens.get(standing.number) if standing is not None else None
        film = standing.films.get(standing.number) if standing is not None else None
        is_film = ten is not None and ten.ended is not None
        is_over = is_film and film is not None and film.ended is not None
        told = daily_words(standing) if standing is not None else ""
        wish = replace(self.wish, daily="film" if is_film else "ten", players=self.wish.seats[:1])
        name = "Daily film" if is_film and not is_over else "Daily"
        does = "done for today" if is_over else "play it"
        return Item(lambda: self._named(name, told), lambda: self._play(wish), does, more=told)

    def _of_game(self, game: Unfinished) -> str:
        titles = {offer.paths: offer.title for offer in self._offers}
        about = titles.get(game.banks) or ", ".join(Path(path).stem for path in game.banks)
        who = f", {', '.join(game.players)}" if len(game.players) > 1 else ""
        mode = "" if game.mode == "classic" else f"{game.mode.replace('_', ' ')}, "
        return one_line(f"{game.place}, {mode}{about}{who}")

    def _summary(self) -> str:
        wish = self.wish
        number = f"{wish.usual} questions" if self._has_number else ""
        alone = "" if len(wish.seats) == 1 else f"{len(wish.seats)} players"
        parts = (one_line(self._offers[self._bank].title), wish.mode.replace("_", " "), wish.level, number, alone)
        return f" {self.glyphs.dot} ".join(part for part in parts if part)

    def _due(self) -> str:
        """What there is to study today, or what else is chosen."""
        if self.wish.study != "due":
            return {"ahead": "what comes later, before its day", "missed": "what you missed today, once more"}[
                self.wish.study
            ]
        state = self._history.study(self.wish.seats[0].name)
        if state is None or not state.cards:
            return _STUDY
        slipping = f", {len(state.leeches)} keep slipping" if state.leeches else ""
        return f"{day_words(state, self.wish.new_a_day)}{slipping}"

    def _details(self, offer: BankOffer) -> str:
        told = [f"{len(offer.ids)} questions"]
        standing = self._history.standing(self.wish.seats[0].name, offer)
        if standing is not None and standing.best_answered:
            told.append(f"best {standing.best_right} of {standing.best_answered}")
        if standing is not None and standing.questions:
            told.append(f"{standing.new / standing.questions:.0%} new")
        return ", ".join(told)

    def _named(self, name: str, note: str) -> Line:
        return [("class:title", f"{name:14}"), ("class:quiet", note)]

    def _value(
        self, name: str, value: str, change: Callable[[int], None], *, note: str = "", gap: bool = False
    ) -> Item:
        shown = [("", f"{name:14}"), ("class:score", f"< {value} >"), ("class:quiet", f"  {note}")]
        return Item(lambda: shown, self._start, "play it", change, gap=gap, more=note)

    def _players_row(self) -> Line:
        names = one_line(", ".join(map(written, self.wish.seats)))
        return [("", f"{'Players':14}"), ("class:score", names), ("class:quiet", "  alone, or up to eight")]

    def _open_banks(self) -> None:
        def take(place: int) -> None:
            self._take_bank(place)
            self._show(self)

        self._show(BankPage(self.glyphs, self._offers, chosen=self._bank, details=self._details, take=take))

    def _take_bank(self, place: int) -> None:
        self._bank = place
        self.wish = replace(self.wish, banks=self._offers[place].paths)

    def _choose(self, by: int) -> None:
        self._take_bank((self._bank + by) % len(self._offers))

    def _mode(self, by: int) -> None:
        self.wish = replace(self.wish, mode=stepped(tuple(_MODES), self.wish.mode, by))

    def _level(self, by: int) -> None:
        self.wish = replace(self.wish, level=stepped(LEVELS, self.wish.level, by))

    def _count(self, by: int) -> None:
        self.wish = replace(self.wish, usual=stepped(_COUNTS, self.wish.usual, by))

    def _limit(self, by: int) -> None:
        self.wish = replace(self.wish, seconds=stepped(_SECONDS, self.wish.seconds, by))

    def _ask_players(self) -> None:
        self.ask("Players, with commas (Ada, Ben@Reds): ", self._take_players)
        self._fill_in(", ".join(map(written, self.wish.seats)))

    def _take_players(self, typed: str) -> None:
        if seats := seats_in(typed.split(",")):
            self.wish = replace(self.wish, players=seats)
            self.refresh()

    @property
    def _has_number(self) -> bool:
        """Whether the mode has as many questions as are wished for, and does not go on until it is lost."""
        return self.wish.mode != "study" and PRESETS[self.wish.mode].get("questions", self.wish.usual) is not None

    def _start(self) -> None:
        self._play(replace(self.wish, questions=self.wish.usual if self._has_number else None))

    def _study(self) -> None:
        self._play(replace(self.wish, mode="study", questions=None, players=self.wish.seats[:1]))

    def _what(self, by: int) -> None:
        self.wish = replace(self.wish, study=stepped(STUDIES, self.wish.study, by))


class BankPage(ListPage):
    """All banks, each with a sentence of its own: `take` gets the place of the one that is chosen, `details` tells more
    of it."""

    def __init__(
        self,
        glyphs: Glyphs,
        offers: Sequence[BankOffer],
        *,
        chosen: int,
        details: Callable[[BankOffer], str],
        take: Callable[[int], None],
    ) -> None:
        super().__init__(glyphs)
        self._offers = offers
        self._chosen = chosen
        self._details = details
        self._take_bank = take
        self._titles = max(cells(one_line(offer.title)) for offer in offers) + 2
        self.shift(chosen)

    def head(self) -> list[Line]:
        return [[("class:title", "All banks")], []]

    def items(self) -> Sequence[Item]:
        return [self._item(place, offer) for place, offer in enumerate(self._offers)]

    def foot(self) -> list[Line]:
        offer = self._offers[self.cursor]
        told: Line = [("class:head", one_line(offer.title)), ("", f"  {self._details(offer)}")]
        return [[], told, [("class:quiet", one_line(offer.about))]]

    def leave(self) -> None:
        self._take_bank(self._chosen)

    def footer(self) -> Sequence[Key]:
        return [*super().footer(), Key("Esc", "back", "escape")]

    def _item(self, place: int, offer: BankOffer) -> Item:
        title = padded(one_line(offer.title), self._titles)
        words: Line = [("class:title", title), ("class:quiet", "" if self.is_narrow else one_line(offer.about))]
        return Item(lambda: words, lambda: self._take_bank(place), "take it")
