"""The start menu: which bank, which mode, how many questions, who plays; and the settings, each kept at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from quizzer.games import Wish
from quizzer.games.choosing import day_words
from quizzer.games.library import BankOffer, History
from quizzer.games.wish import LEVELS, STUDIES
from quizzer.records import Unfinished
from quizzer.session import PRESETS, phrase
from quizzer.terminal.game_summary import daily_words
from quizzer.terminal.layout import Line, cells, padded
from quizzer.terminal.pages import Item, ListPage, Page, help_of, stepped
from quizzer.terminal.safe import one_line
from quizzer.terminal.settings import CHOICES, Settings, must_be, seats_in, written

_MODES = tuple(mode for mode in PRESETS if mode != "study")
_COUNTS = (5, 10, 15, 20, 30, 50, 100)
_SECONDS = (None, 10, 20, 30, 60, 120)
_STEPS: dict[str, tuple[object, ...]] = CHOICES | {
    "new_a_day": (0, 5, 10, 15, 20, 30, 50, 100),
    "retention": (0.8, 0.85, 0.9, 0.93, 0.95, 0.97),
    "day_begins": tuple(range(24)),
    "quick_is_easy": (False, True),
}


@dataclass(eq=False)
class MenuPage(ListPage):
    """`play` starts what is wished for, `resume` resumes an unfinished game, `statistics` and `cards` open
    their pages: each may raise QuizzerError, which the menu shows. `show` shows another page in the place of the menu.
    """

    offers: Sequence[BankOffer]
    wish: Wish
    history: History
    play: Callable[[Wish], None]
    resume: Callable[[Unfinished], None]
    settings: Callable[[], None]
    statistics: Callable[[], None]
    cards: Callable[[str], None]
    show: Callable[[Page], None]
    fill_in: Callable[[str], None]

    leaves = "leave"

    def __post_init__(self) -> None:
        super().__post_init__()
        self._bank = 0
        self._unfinished: Unfinished | None = None
        self.shift(1)  # the daily is above
        self.refresh()

    def refresh(self) -> None:
        """Something was played since the menu was shown last."""
        before = self._unfinished
        self.history.refresh()
        self._unfinished = self.history.unfinished(self.wish.seats[0].name)
        if self._unfinished is not None and before is None:
            self.shift(1 - self.cursor)  # to go on is what most will want
        elif before is not None and self._unfinished is None and self.cursor > 1:
            self.shift(-1)  # the cursor stays on its item

    def help(self) -> Sequence[Line]:
        lines, place = help_of("menu"), help_of("menu").index([])  # after what the keys do
        told: list[Line] = []
        for name, values in ("mode", (*_MODES, "study")), ("level", LEVELS):
            told += [[], [("class:title", phrase(f"menu.{name}"))]]
            for value in values:
                about = phrase(f"{name}.about.{value}")
                told.append([("class:key", f"  {phrase(name, **{name: value}):14}"), ("", about)])
        return [*lines[:place], *told, *lines[place:]]

    def head(self) -> list[Line]:
        return [[("class:title", "quizzer"), ("class:quiet", f"  {phrase('menu.about')}")], []]

    def items(self) -> Sequence[Item]:
        wish, offer, study = self.wish, self.offers[self._bank], partial(self._turn, "study", STUDIES)
        mode, level = phrase("mode", mode=wish.mode), phrase("level", level=wish.level)
        limit = phrase("menu.limit", seconds=wish.seconds) if wish.seconds else phrase("menu.unlimited")
        bank = self._value("bank", one_line(offer.title), lambda by: self._take_bank(self._bank + by), gap=True)
        bank.enter, bank.does, bank.more = self._open_banks, "banks", one_line(offer.about)
        number = self._value("questions", str(wish.usual), partial(self._turn, "usual", _COUNTS))
        seconds = self._value("seconds", limit, partial(self._turn, "seconds", _SECONDS))
        names, company = one_line(", ".join(map(written, wish.seats))), f"  {phrase('menu.company')}"
        players: Line = [("", f"{phrase('menu.players'):14}"), ("class:score", names), ("class:quiet", company)]
        state = self.history.study(wish.seats[0].name)
        cards = Item([("", phrase("menu.cards"))], partial(self.cards, wish.seats[0].name), "open")
        rows = [
            Item(self._named("play", self._summary()), self._start, "play"),
            Item(self._named("study", self._due()), self._study, "study", study, more=self._due()),
            bank,
            self._value("mode", mode, partial(self._turn, "mode", _MODES), note=phrase(f"mode.about.{wish.mode}")),
            self._value("level", level, partial(self._turn, "level", LEVELS), note=phrase(f"level.about.{wish.level}")),
            *([number] if self._has_number else []),
            *([seconds] if self._has_limit else []),
            Item(players, self._ask_players, "change_them", is_text=True),
            Item([("", phrase("menu.statistics"))], self.statistics, "open", gap=True),
            *([cards] if state is not None and state.cards else []),
            Item([("", phrase("menu.settings"))], self.settings, "open"),
            Item([("", phrase("menu.leave"))], self.leave, "leave"),
        ]
        if (game := self._unfinished) is not None:
            told = self._of_game(game)
            words = [("class:title", phrase("menu.resume")), ("class:quiet", f"  {told}")]
            rows.insert(0, Item(words, lambda: self.resume(game), "go_on", more=told))
        return [self._daily(), *rows]

    def foot(self) -> list[Line]:
        told = self.item.more if self.is_narrow else one_line(self.offers[self._bank].about)
        return [[], [("class:quiet", told)]] if told else []

    def start_from(self, settings: Settings) -> None:
        """Take up what was set as the beginning of each game."""
        self.wish = replace(settings.wish, banks=self.wish.banks, seconds=self.wish.seconds)
        self.history.records.scheduling = settings.scheduling
        self.refresh()

    def _daily(self) -> Item:
        """Today's ten questions, and when they are over the film of the day."""
        standing = self.history.daily(self.wish.seats[0].name)
        ten = standing.tens.get(standing.number) if standing is not None else None
        film = standing.films.get(standing.number) if standing is not None else None
        is_film = ten is not None and ten.ended is not None
        is_over = is_film and film is not None and film.ended is not None
        told = daily_words(standing) if standing is not None else ""
        wish = replace(self.wish, daily="film" if is_film else "ten", players=self.wish.seats[:1])
        name = "daily_film" if is_film and not is_over else "daily"
        does = "over" if is_over else "play"
        return Item(self._named(name, told), lambda: self.play(wish), does, more=told)

    def _of_game(self, game: Unfinished) -> str:
        titles = {offer.paths: offer.title for offer in self.offers}
        about = titles.get(game.banks) or ", ".join(titles.get((path,)) or Path(path).stem for path in game.banks)
        who = f", {', '.join(game.players)}" if len(game.players) > 1 else ""
        mode = "" if game.mode == "classic" else f"{phrase('mode', mode=game.mode)}, "
        return one_line(f"{game.place}, {mode}{about}{who}")

    def _summary(self) -> str:
        wish = self.wish
        number = phrase("questions", count=wish.usual) if self._has_number else ""
        alone = "" if len(wish.seats) == 1 else phrase("players", count=len(wish.seats))
        mode, level = phrase("mode", mode=wish.mode), phrase("level", level=wish.level)
        parts = (one_line(self.offers[self._bank].title), mode, level, number, alone)
        return f" {self.glyphs.dot} ".join(part for part in parts if part)

    def _due(self) -> str:
        """Return today's study plan, or the other study that the player has chosen."""
        if self.wish.study != "due":
            return phrase(f"study.{self.wish.study}")
        state = self.history.study(self.wish.seats[0].name)
        if state is None or not state.cards:
            return phrase("mode.about.study")
        slipping = f", {phrase('study.slipping', count=len(state.leeches))}" if state.leeches else ""
        return f"{day_words(state, self.wish.new_a_day)}{slipping}"

    def _details(self, offer: BankOffer) -> str:
        told = [phrase("questions", count=len(offer.ids))]
        standing = self.history.standing(self.wish.seats[0].name, offer)
        if standing is not None and standing.best_answered:
            told.append(phrase("progress.best", right=standing.best_right, of=standing.best_answered))
        if standing is not None and standing.questions:
            told.append(phrase("menu.new", share=standing.new / standing.questions))
        return ", ".join(told)

    def _named(self, name: str, note: str) -> Line:
        return [("class:title", f"{phrase(f'menu.{name}'):14}"), ("class:quiet", note)]

    def _value(
        self, name: str, value: str, change: Callable[[int], None], *, note: str = "", gap: bool = False
    ) -> Item:
        shown = [("", f"{phrase(f'menu.{name}'):14}"), ("class:score", f"< {value} >"), ("class:quiet", f"  {note}")]
        return Item(shown, self._start, "play", change, gap=gap, more=note)

    def _open_banks(self) -> None:
        leave = partial(self.show, self)
        self.show(BankPage(self.glyphs, self.offers, self._bank, self._details, self._take_bank, leave=leave))

    def _take_bank(self, place: int) -> None:
        place %= len(self.offers)
        self._bank = place
        self.wish = replace(self.wish, banks=self.offers[place].paths)

    def _turn(self, what: str, values: Sequence[object], by: int) -> None:
        self.wish = replace(self.wish, **{what: stepped(values, getattr(self.wish, what), by)})

    def _ask_players(self) -> None:
        self.ask(f"{phrase('players.asked')}: ", self._take_players)
        self.fill_in(", ".join(map(written, self.wish.seats)))

    def _take_players(self, typed: str) -> None:
        if seats := seats_in(typed.split(",")):
            self.wish = replace(self.wish, players=seats)
            self.refresh()

    @property
    def _has_number(self) -> bool:
        """Whether the mode has as many questions as are wished for, and does not go on until it is lost."""
        return self.wish.mode != "study" and PRESETS[self.wish.mode].get("questions", self.wish.usual) is not None

    @property
    def _has_limit(self) -> bool:
        """Whether a question of the mode may have a time of its own: where no other clock runs."""
        return not {"game_seconds", "question_seconds"} & PRESETS[self.wish.mode].keys()

    def _start(self) -> None:
        wish = self.wish
        seconds = wish.seconds if self._has_limit else None
        self.play(replace(wish, questions=wish.usual if self._has_number else None, seconds=seconds))

    def _study(self) -> None:
        self.play(replace(self.wish, mode="study", questions=None, players=self.wish.seats[:1]))


@dataclass(eq=False)
class BankPage(ListPage):
    """All banks, each with a sentence of its own: `take` gets the place of the chosen bank,
    `details` returns more about a bank."""

    offers: Sequence[BankOffer]
    chosen: int
    details: Callable[[BankOffer], str]
    take: Callable[[int], None]

    title = "menu.banks"

    def __post_init__(self) -> None:
        super().__post_init__()
        self._titles = max(cells(one_line(offer.title)) for offer in self.offers) + 2
        self.shift(self.chosen)

    def items(self) -> Sequence[Item]:
        return [self._item(place, offer) for place, offer in enumerate(self.offers)]

    def foot(self) -> list[Line]:
        offer = self.offers[self.cursor]
        told: Line = [("class:head", one_line(offer.title)), ("", f"  {self.details(offer)}")]
        return [[], told, [("class:quiet", one_line(offer.about))]]

    def _item(self, place: int, offer: BankOffer) -> Item:
        title = padded(one_line(offer.title), self._titles)
        words: Line = [("class:title", title), ("class:quiet", "" if self.is_narrow else one_line(offer.about))]

        def enter() -> None:
            self.take(place)
            self.leave()

        return Item(words, enter, "take")


@dataclass(eq=False)
class SettingsPage(ListPage):
    """`changed` gets every change. It raises QuizzerError, which the page shows, if quizzer cannot save it."""

    settings: Settings
    file: str
    changed: Callable[[Settings], None]
    fill_in: Callable[[str], None]

    title, helps = "menu.settings", "settings"

    def foot(self) -> list[Line]:
        return [[], [("class:quiet", phrase("settings.file", file=one_line(self.file)))]]

    def items(self) -> Sequence[Item]:
        back = Item([("", phrase("settings.back"))], self.leave, "go_back", gap=True)
        steps = ("questions", "new_a_day", "retention", "day_begins", "quick_is_easy")
        return [*map(self._item, ("name", *CHOICES, *steps, "players")), back]

    def _item(self, name: str) -> Item:
        value, is_text = getattr(self.settings, name), name in ("name", "players")
        if name == "players":
            shown = ", ".join(value) or phrase("settings.alone")
        elif isinstance(value, bool):
            shown = phrase("settings.yes" if value else "settings.no")
        else:
            shown = phrase(name, **{name: value}) if name in ("mode", "level") else str(value)
        words: Line = [("", f"{phrase(f'settings.{name}'):20}"), ("class:score", f"< {one_line(shown)} >")]
        turn, type_it = partial(self._turn, name), partial(self._type, name)
        enter = partial(turn, 1) if name in CHOICES or isinstance(value, bool) else type_it
        return Item(words, enter, "change", (lambda by: type_it()) if is_text else turn, is_text=is_text)

    def _turn(self, name: str, by: int) -> None:
        value = getattr(self.settings, name)
        self._set(name, value + 5 * by if name == "questions" else stepped(_STEPS[name], value, by))

    def _type(self, name: str) -> None:
        value = getattr(self.settings, name)
        asked = phrase("players.asked" if name == "players" else f"settings.{name}")
        self.ask(f"{asked}: ", partial(self._take_typed, name))
        self.fill_in(", ".join(value) if name == "players" else str(value))

    def _take_typed(self, name: str, typed: str) -> None:
        self._set(name, tuple(map(written, seats_in(typed.split(",")))) if name == "players" else typed)

    def _set(self, name: str, value: object) -> None:
        values = {**msgspec.structs.asdict(self.settings), name: value}
        try:
            self.settings = msgspec.convert(values, Settings, strict=False)
        except msgspec.ValidationError as trouble:
            self.notice = [("class:prompt", f"{phrase(f'settings.{name}')}: {one_line(must_be(name, trouble))}.")]
            return
        self.changed(self.settings)
