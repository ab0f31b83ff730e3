"""The lines of a saved page, and what became of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

__all__ = ["Fate", "Ledger", "Line", "LineReport", "clean_text", "page_lines"]


class Fate(Enum):
    """What became of a line."""

    USED = "used"
    SKIPPED = "skipped"
    NOT_UNDERSTOOD = "not understood"


@dataclass(frozen=True)
class Line:
    """A line of the page: its place (from 1), its text without the bullet, and whether it had one."""

    number: int
    text: str
    bullet: bool


@dataclass(frozen=True)
class LineReport:
    """A line that is not empty, its fate, and for what it was used or why not."""

    number: int
    text: str
    fate: Fate
    why: str = ""


@dataclass
class Ledger:
    """What became of each line. A line that nobody notes was not understood; one that was used stays so."""

    _noted: dict[int, tuple[Fate, str]] = field(default_factory=dict)

    def use(self, lines: Iterable[Line], what: str) -> None:
        self._noted.update({line.number: (Fate.USED, what) for line in lines})

    def skip(self, lines: Iterable[Line], why: str) -> None:
        for line in lines:
            self._noted.setdefault(line.number, (Fate.SKIPPED, why))

    def report(self, lines: Iterable[Line]) -> list[LineReport]:
        return [
            LineReport(line.number, line.text, *self._noted.get(line.number, (Fate.NOT_UNDERSTOOD, "")))
            for line in lines
        ]


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BULLET = re.compile(r"[-–•·*‣◦▪]\s+")


def clean_text(text: str) -> str:
    """A text in one line with single spaces and composed letters, without what is not to be seen."""
    text = " ".join(_CONTROL.sub(" ", _INVISIBLE.sub("", text)).split())
    return unicodedata.normalize("NFC", text)


def page_lines(text: str) -> list[Line]:
    """The lines that are not empty, with single spaces and composed letters."""
    lines = []
    for number, raw in enumerate(text.split("\n"), 1):
        clean = clean_text(raw)
        bullet = _BULLET.match(clean)
        clean = clean[bullet.end() :] if bullet else clean
        if clean:
            lines.append(Line(number, clean, bool(bullet)))
    return lines
