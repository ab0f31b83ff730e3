"""The start menu: which bank, which mode, how many questions, who plays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from quizzer.games import Wish
from quizzer.games.history import BankOffer, History
from quizzer.games.wish import LEVELS
from quizzer.session import PRESETS
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.layout import Line
from quizzer.terminal.list_page import Item, ListPage, stepped
from quizzer.terminal.pages import Key, help_rows
from quizzer.terminal.question_card import category_name
from quizzer.terminal.safe import one_line
from quizzer.terminal.seats import seats_in, written
from quizzer.terminal.settings import Settings

if TYPE_CHECKING:
    from quizzer.records import Unfinished

_MODES = {
    "classic": "everybody answers each question, no hurry",
    "blitz": "as many as you can in 60 seconds",
    "sudden_death": "the first miss ends it",
    "lives": "three misses end it",
    "party": "in turns; what one misses goes on to the next",
    "race": "the first right answer takes the point",
    "buzzer": "read out word by word: buzz when you know",
    "study": "two tries, no score",
    "host": "a person rules on the answers",
}
_LEVELS = {
    "easy": "what many people know",
    "mixed": "from easy to hard",
    "hard": "what film lovers know",
    "mine": "by your earlier games: about seven in ten right",
}
_COUNTS = (5, 10, 15, 20, 30, 50, 100)
_SECONDS = (None, 10, 20, 30, 60, 120)


class MenuPage(ListPage):
    """`play` starts what is wished for, `resume` resumes an unfinished game, `statistics` opens their page.

    Each may raise QuizzerError, which the menu shows.
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
        self._fill_in = fill_in
        self._leave = leave
        self._bank = 0
        self._unfinished: Unfinished | None = None
        self.refresh()

    def refresh(self) -> None:
        """Something was played since the menu was shown last."""
        before = self._unfinished
        self._history.refresh()
        self._unfinished = self._history.unfinished(self.wish.seats[0].name)
        if self._unfinished is not None and before is None:
            self.shift(-self.cursor)  # to go on is what most will want
        elif before is not None and self._unfinished is None:
            self.shift(-1)  # the cursor stays on its item

    def help(self) -> Sequence[Line]:
        return [
            *help_rows(
                "The menu",
                ("", "Enter on a bank plays it; the space bar only chooses it, and Enter on the mode then plays it."),
                ("", "Up and down move, left and right change a value. The mouse does all of it: the first click"),
                ("", "goes there, the second is Enter."),
            ),
            [],
            *help_rows("Modes", *((mode.replace("_", " "), told) for mode, told in _MODES.items())),
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
        banks = [self._bank_item(place) for place in range(len(self._offers))]
        if (game := self._unfinished) is not None:
            banks[0].gap = True
            told = self._of_game(game)
            words: Line = [("class:answer", "Go on where you stopped"), ("class:quiet", f"  {told}")]
            banks.insert(0, Item(lambda: words, lambda: self._resume(game), "go on", more=told))
        wish = self.wish
        limit = f"{wish.seconds:g} seconds" if wish.seconds else "no limit"
        return [
            *banks,
            self._value("Mode", wish.mode.replace("_", " "), self._mode, note=self._mode_note(), gap=True),
            self._value("Level", wish.level, self._level, note=_LEVELS[wish.level]),
            self._value("Questions", str(wish.usual), self._count),
            self._value("Time for each", limit, self._limit),
            Item(self._players_row, self._ask_players, "change them"),
            Item(lambda: [("", "Statistics")], self._statistics, "open", gap=True),
            Item(lambda: [("", "Settings")], self._settings, "open"),
            Item(lambda: [("", "Leave")], self._leave, "leave"),
        ]

    def foot(self) -> list[Line]:
        if self.is_narrow and self.item.more:
            return [[], [("class:quiet", self.item.more)]]
        at = self.cursor - (self._unfinished is not None)
        offer = self._offers[at if 0 <= at < len(self._offers) else self._bank]
        told = f" {self.glyphs.dot} ".join(
            f"{category_name(name)}\u00a0{count}".replace(" ", "\u00a0") for name, count in offer.categories.items()
        )
        details = [[("class:quiet", self._details(offer))]] if self.is_narrow else []
        return [[], [("class:head", one_line(offer.title))], *details, [("class:quiet", told)]]

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

    def _bank_item(self, place: int) -> Item:
        def start() -> None:
            self._choose(place)
            self._start()

        return Item(lambda: self._bank_row(place), start, "play it", pick=lambda: self._choose(place))

    def _of_game(self, game: Unfinished) -> str:
        titles = {offer.paths: offer.title for offer in self._offers}
        about = titles.get(game.banks) or ", ".join(Path(path).stem for path in game.banks)
        who = f", {', '.join(game.players)}" if len(game.players) > 1 else ""
        return one_line(f"question {game.asked} of {game.questions}, {about}{who}")

    def _bank_row(self, place: int) -> Line:
        offer = self._offers[place]
        mark = "(o) " if place == self._bank else "( ) "
        details = "" if self.is_narrow else f"  {self._details(offer)}"
        return [("", mark), ("class:answer", one_line(offer.title)), ("class:quiet", details)]

    def _details(self, offer: BankOffer) -> str:
        told = [f"{offer.questions} questions"]
        player = self.wish.seats[0].name
        standing = self._history.standing(player, offer)
        if standing is not None and standing.best_answered:
            told.append(f"best {standing.best_right} of {standing.best_answered}")
        if standing is not None and standing.questions:
            told.append(f"{standing.new / standing.questions:.0%} new")
        return ", ".join(told)

    def _value(
        self, name: str, value: str, change: Callable[[int], None], *, note: str = "", gap: bool = False
    ) -> Item:
        def words() -> Line:
            shown = f"< {value} >"
            return [("", f"{name:14}"), ("class:score", shown), ("class:quiet", f"  {note}" if note else "")]

        return Item(words, self._start, "play", change, gap=gap, more=note)

    def _players_row(self) -> Line:
        names = ", ".join(map(written, self.wish.seats))
        return [("", f"{'Players':14}"), ("class:score", one_line(names)), ("class:quiet", "  alone, or up to eight")]

    def _choose(self, place: int) -> None:
        self._bank = place
        self.wish = replace(self.wish, banks=self._offers[place].paths)

    def _mode(self, by: int) -> None:
        self.wish = replace(self.wish, mode=stepped(tuple(PRESETS), self.wish.mode, by))

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

    def _mode_note(self) -> str:
        state = self._history.study(self.wish.seats[0].name) if self.wish.mode == "study" else None
        if state is None or not state.cards:
            return _MODES.get(self.wish.mode, "")
        slipping = f", {len(state.leeches)} keep slipping" if state.leeches else ""
        return f"{state.due} due today of {state.cards} studied{slipping}"

    def _start(self) -> None:
        has_number = PRESETS[self.wish.mode].get("questions", self.wish.usual) is not None
        self._play(replace(self.wish, questions=self.wish.usual if has_number else None))
