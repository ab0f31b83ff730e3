"""The settings, on the full screen: each change is kept at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from quizzer.session import phrase
from quizzer.terminal.layout import Line
from quizzer.terminal.list_page import Item, ListPage, stepped
from quizzer.terminal.pages import help_of
from quizzer.terminal.safe import one_line
from quizzer.terminal.seats import seats_in, written
from quizzer.terminal.settings import CHOICES, Settings

_STEPS: dict[str, tuple[object, ...]] = CHOICES | {
    "new_a_day": (0, 5, 10, 15, 20, 30, 50, 100),
    "retention": (0.8, 0.85, 0.9, 0.93, 0.95, 0.97),
    "day_begins": tuple(range(24)),
    "quick_is_easy": (False, True),
}


@dataclass(eq=False)
class SettingsPage(ListPage):
    """`changed` is told of every change. It raises QuizzerError, which the page shows, if it cannot be kept."""

    settings: Settings
    file: str
    changed: Callable[[Settings], None]
    fill_in: Callable[[str], None]

    def head(self) -> list[Line]:
        return [[("class:title", phrase("menu.settings"))], []]

    def foot(self) -> list[Line]:
        return [[], [("class:quiet", phrase("settings.file", file=one_line(self.file)))]]

    def items(self) -> Sequence[Item]:
        return [
            self._item("name", lambda: self._type("name"), lambda by: self._type("name")),
            *(self._item(name, partial(self._turn, name, 1), partial(self._turn, name)) for name in CHOICES),
            self._item("questions", lambda: self._type("questions"), self._count),
            *(
                self._item(name, partial(self._type, name), partial(self._turn, name))
                for name in ("new_a_day", "retention", "day_begins")
            ),
            self._item("quick_is_easy", partial(self._turn, "quick_is_easy", 1), partial(self._turn, "quick_is_easy")),
            self._item("players", self._type_players, lambda by: self._type_players()),
            Item(lambda: [("", phrase("settings.back"))], self.leave, "go_back", gap=True),
        ]

    def help(self) -> Sequence[Line]:
        return help_of("settings")

    def _item(self, name: str, enter: Callable[[], None], change: Callable[[int], None]) -> Item:
        value = getattr(self.settings, name)
        if name == "players":
            shown = ", ".join(value) or phrase("settings.alone")
        elif isinstance(value, bool):
            shown = phrase("settings.yes" if value else "settings.no")
        else:
            shown = phrase(name, **{name: value}) if name in ("mode", "level") else str(value)
        words: Line = [("", f"{phrase(f'settings.{name}'):20}"), ("class:score", f"< {one_line(shown)} >")]
        return Item(lambda: words, enter, "change", change, is_text=name in ("name", "players"))

    def _turn(self, name: str, by: int) -> None:
        self._set(name, stepped(_STEPS[name], getattr(self.settings, name), by))

    def _count(self, by: int) -> None:
        self._set("questions", self.settings.questions + 5 * by)

    def _type_players(self) -> None:
        self.ask(f"{phrase('players.asked')}: ", self._take_players)
        self.fill_in(", ".join(self.settings.players))

    def _take_players(self, typed: str) -> None:
        self._set("players", tuple(map(written, seats_in(typed.split(",")))))

    def _type(self, name: str) -> None:
        self.ask(f"{phrase(f'settings.{name}')}: ", lambda typed: self._set(name, typed))
        self.fill_in(str(getattr(self.settings, name)))

    def _set(self, name: str, value: object) -> None:
        values = {**msgspec.structs.asdict(self.settings), name: value}
        try:
            self.settings = msgspec.convert(values, Settings, strict=False)
        except msgspec.ValidationError as trouble:
            words = str(trouble).partition(" - at ")[0]
            self.notice = [("class:prompt", f"{phrase(f'settings.{name}')}: {one_line(words)}.")]
            return
        self.changed(self.settings)
