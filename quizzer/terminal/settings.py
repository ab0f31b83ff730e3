"""Who sits at the keyboard, and the settings that last: one TOML file, to be edited in the menu or by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args, get_type_hints
from unicodedata import normalize

import msgspec

from quizzer.bounds import LARGEST_SETTINGS
from quizzer.errors import PlacedError, WishError, shown
from quizzer.files import read_text, write_text
from quizzer.games import Seat, Wish
from quizzer.games.wish import Level
from quizzer.session import PRESETS, phrase
from quizzer.terminal.safe import printable

if TYPE_CHECKING:
    from quizzer.records import Scheduling

_HEAD = "# quizzer's settings. The menu changes them too, and leaves comments as they are.\n"


MOST_AT_A_KEYBOARD = 8
"""How many players can share a keyboard."""


def seat(text: str) -> Seat:
    """The player of "Ada" or, in a team, "Ada@Reds"."""
    name, _, team = text.strip().partition("@")
    return Seat(name.strip(), team.strip())


def written(one: Seat) -> str:
    """The player as `seat` reads it."""
    return f"{one.name}@{one.team}" if one.team else one.name


def seats_in(names: Sequence[str]) -> tuple[Seat, ...]:
    """The players of these names, blank ones left out. Raises WishError for names that cannot play together."""
    seats = tuple(seat(name) for name in names if name.strip())
    compared = {normalize("NFKC", printable(one.name)).casefold() for one in seats}
    if any(not printable(one.name).strip() for one in seats):
        raise WishError(phrase("seats.nameless"))
    if len(compared) < len(seats):
        raise WishError(phrase("seats.same"))
    if len(seats) > MOST_AT_A_KEYBOARD:
        raise WishError(phrase("seats.many", most=MOST_AT_A_KEYBOARD))
    return seats


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of a player: a name, colours, how the input line is edited, and what a new game starts from.

    `screen` is "plain" for plain lines in every game, as for screen readers. With `motion` "reduced" no bar and no
    score moves. With `quips` "off" no verdict comes with a joke.
    A `language` of "auto" is that of the environment.

    In study a question comes back when it is still known with the chance `retention`; see `Scheduling`.
    """

    name: str = "you"
    theme: Literal["dark", "light", "contrast"] = "dark"
    keys: Literal["emacs", "vi"] = "emacs"
    screen: Literal["full", "plain"] = "full"
    motion: Literal["full", "reduced"] = "full"
    quips: Literal["on", "off"] = "on"
    language: Literal["auto", "en", "de"] = "auto"
    mode: str = "classic"
    level: Level = "mixed"
    questions: int = 10
    new_a_day: int = 10  # in study, like what follows up to `parameters`
    retention: float = 0.9
    quick_is_easy: bool = False
    day_begins: int = 4
    parameters: tuple[float, ...] = ()
    players: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.mode not in PRESETS:
            raise ValueError(must_be("mode"))
        for name, (lowest, highest) in _RANGES.items():
            if not lowest <= getattr(self, name) <= highest:
                raise ValueError(must_be(name))
        if self.parameters:
            from fsrs import Scheduler

            try:
                Scheduler(self.parameters)
            except (ValueError, ArithmeticError):
                raise ValueError(must_be("parameters")) from None
        if not self.name.strip() or len(self.name) > 64:
            raise ValueError(must_be("name"))
        try:
            seats = seats_in(self.players or (self.name,))
        except WishError as trouble:
            words = str(trouble)
            raise ValueError(words[:1].lower() + words[1:].rstrip(".")) from None
        if not seats:
            raise ValueError(must_be("players"))

    @property
    def scheduling(self) -> Scheduling:
        """The settings of study."""
        from quizzer.records import Scheduling  # not every game is kept

        return Scheduling(self.day_begins, self.retention, self.parameters, quick_is_easy=self.quick_is_easy)

    @property
    def wish(self) -> Wish:
        """The game that these settings begin by default."""
        seats = seats_in(self.players or (self.name,))
        return Wish(mode=self.mode, usual=self.questions, players=seats, new_a_day=self.new_a_day, level=self.level)


_RANGES = {"questions": (1, 100_000), "new_a_day": (0, 100_000), "retention": (0.7, 0.99), "day_begins": (0, 23)}
_TYPES = get_type_hints(Settings)
CHOICES: dict[str, tuple[str, ...]] = {
    name: tuple(PRESETS) if name == "mode" else get_args(_TYPES[name])
    for name in ("theme", "keys", "screen", "motion", "quips", "language", "mode", "level")
}
"""The values of settings that have few, in the order of the menu."""


def must_be(name: str, fault: Exception | None = None) -> str:
    """Say which values a setting takes; a `fault` among its players says more."""
    words = str(fault).partition(" - at ")[0]
    if fault is not None and name in ("name", "players") and not words.startswith("Expected"):
        return words
    return phrase(f"settings.must.{'choice' if name in CHOICES else name}", choices=", ".join(CHOICES.get(name, ())))


class SettingsError(PlacedError):
    """A fault in a settings file. `others` are the settings without a fault; the defaults if none can be read."""

    others: Settings = Settings()


def load_settings(file: Path) -> Settings:
    """Return the settings of a file, with the defaults for those that it leaves out.

    Raises SettingsError, with file and line, for a file with a fault.
    """
    if not file.exists():
        return Settings()
    import tomllib

    text = read_text(file, at_most=LARGEST_SETTINGS, error=SettingsError, only_regular=True)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        place = re.search(r"\(at line (\d+), column \d+\)", str(trouble))
        line = int(place[1]) if place else text.count("\n") + 1
        raise SettingsError(phrase("settings.must.line"), file=str(file), line=line) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets in brackets
        raise SettingsError(phrase("settings.must.small"), file=str(file)) from None
    return _checked(values, text, str(file))


def save_settings(settings: Settings, file: Path) -> None:
    """Write the settings; the rest of the file, comments too, stays.

    Raises QuizzerError if it cannot be written, or has a fault, which the player may want to mend.
    """
    import tomlkit

    load_settings(file)
    old = read_text(file, at_most=LARGEST_SETTINGS, error=SettingsError, only_regular=True) if file.exists() else _HEAD
    document = tomlkit.parse(old)
    defaults = msgspec.json.decode(msgspec.json.encode(Settings()))
    for name, value in msgspec.json.decode(msgspec.json.encode(settings)).items():
        if document.get(name, defaults[name]) != value:
            document[name] = value
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        words = phrase("settings.must.writable", why=trouble.strerror or str(trouble))
        raise SettingsError(words, file=str(file)) from None
    write_text(file, tomlkit.dumps(document), keep=False)


def _checked(values: dict[str, object], text: str, file: str) -> Settings:
    """Each value on its own, so that a fault has its line, and the others hold."""
    good: dict[str, object] = {}
    faults: list[SettingsError] = []
    for name, value in values.items():
        try:
            msgspec.convert({name: value}, Settings)
            good[name] = value
        except msgspec.ValidationError as trouble:
            known = Settings.__struct_fields__
            words = phrase("settings.must.key", name=shown(name), known=", ".join(known))
            if name in known:
                words = f"{name}: {must_be(name, trouble)}"
            found = re.search(rf"^\s*[\"']?\[?{re.escape(name)}\b", text, re.MULTILINE)
            line = text.count("\n", 0, found.end()) + 1 if found else 1
            faults.append(SettingsError(words, file=file, line=line))
    settings = msgspec.convert(good, Settings)
    if faults:
        faults[0].others = settings
        raise faults[0]
    return settings
