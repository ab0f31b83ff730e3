"""What the full screen asks of a page: a menu, a game, a result, the settings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from quizzer.grading.wordlists import read_lines
from quizzer.session import phrase
from quizzer.terminal.layout import Glyphs, Line, Row, fit, wrap_all

NARROW = 60
"""Columns below which a row has no room for details."""

WIDEST = 100
"""Columns beyond which lines of prose are hard to read."""


class Key(NamedTuple):
    """A key of the footer: what it is called there, what it does, by its code, and its name for `Page.key`."""

    label: str
    does: str
    name: str

    @property
    def told(self) -> str:
        """What it does, in words."""
        return phrase(f"does.{self.does}")


class Page:
    """One page of the full screen: here, one on which nothing is typed, clicked or changed.

    A page is asked for its rows whenever something may have changed.
    """

    mouse = False
    """Whether clicks count; where they don't, the terminal's own selecting of text works."""
    cancels = False
    """Whether Esc gives up what is being typed: then the page gets it as a key."""
    helps = ""
    """What F1 tells here, by the name of its file; nothing where the page has a help of its own."""

    @property
    def prompt(self) -> str | None:
        """What stands before the input line; None where nothing is typed."""
        return None

    @property
    def topic(self) -> object:
        """What is typed for. When it has changed, what stands half typed is dropped."""
        return None

    def rows(self, width: int, height: int) -> list[Row]:
        """At most `height` rows of at most `width` cells. Where they stand on a wider screen is the screen's affair."""
        raise NotImplementedError

    def footer(self) -> Sequence[Key]:
        """The keys that do something now, the most wanted first."""
        raise NotImplementedError

    def key(self, name: str) -> None:
        """A key was pressed: "f1", "up", "pageup", "enter", or where nothing is typed a letter."""
        raise NotImplementedError

    def typed(self, text: str) -> str:
        """The line that is being typed has become `text`: how much of it may stay."""
        return text

    def line(self, text: str) -> None:
        """A line was typed."""

    def click(self, row: int, column: int) -> None:
        """The mouse was clicked on this row and column of what was drawn last."""

    def wakes_in(self) -> float | None:
        """In how many seconds the page changes by itself; None for never."""
        return None

    def wake(self) -> None:
        """The seconds that `wakes_in` told are over."""

    def help(self) -> Sequence[Line]:
        """What F1 tells here."""
        return help_of(self.helps) if self.helps else ()

    def away(self) -> None:
        """The game is about to be stopped by the shell (Ctrl-Z)."""

    def back(self) -> None:
        """The player is back."""


class Scroll:
    """Which part of too many rows is seen."""

    def __init__(self) -> None:
        self.top: int = 0  # the first of the rows that are seen
        self._room = 1  # rows that are seen, the one that tells of more left out
        self.last: int = 0  # the furthest that the top can go; 0 where all was seen

    def show(
        self, rows: Sequence[Row], width: int, height: int, glyphs: Glyphs, *, reveal: tuple[int, int] | None = None
    ) -> list[Row]:
        """The rows that are seen; where there are more, the last one says so.

        `reveal` are the first and the last of the rows that are to be seen; if they are too many, the first of them.
        """
        if len(rows) <= height:
            self.top = self.last = 0
            return list(rows)
        self._room = max(1, height - 1)
        self.last = len(rows) - self._room
        if reveal is not None:
            first, last = reveal
            self.top = min(first, last - self._room)
        self.top = max(0, min(self.top, self.last))
        below = self.last - self.top
        words = f"{glyphs.more} {phrase('more.below', count=below) if below else phrase('more.above')}"
        return [*rows[self.top : self.top + self._room], fit([("class:more", words)], width, glyphs)]

    def key(self, name: str) -> bool:
        """Moves for the keys that scroll; whether this was one of them."""
        page = max(1, self._room - 1)
        by = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}.get(name)
        if by is None:
            return False
        self.top = max(0, min(self.top + by, self.last))
        return True


@cache
def help_of(page: str) -> list[Line]:
    """The help of `words/help_PAGE.txt`: "== " stands before a title, " = " between a key or a name and words on it."""
    lines: list[Line] = []
    for line in read_lines(f"help_{page}", beside=__file__):
        head, _, words = line.rpartition(" = ")
        if line.startswith("== "):
            lines += [*([[]] if lines else []), [("class:title", line[3:])]]
        else:
            lines.append([("class:key", f"  {head:14}"), ("", words)] if head else [("", words)])
    return lines


def margin(width: int) -> tuple[int, int]:
    """How far in the text stands, and how wide it is."""
    wide = min(width, WIDEST)
    return (width - wide) // 2, wide


@dataclass(eq=False)
class HelpPage(Page):
    """Shows lines until `done`."""

    lines: Sequence[Line]
    glyphs: Glyphs
    done: Callable[[], None]

    def __post_init__(self) -> None:
        self._scroll = Scroll()

    def rows(self, width: int, height: int) -> list[Row]:
        return self._scroll.show(wrap_all(self.lines, width), width, height, self.glyphs)

    def footer(self) -> Sequence[Key]:
        more = [Key("PgDn", "more", "pagedown")] if self._scroll.last else []
        return [Key(phrase("key.any"), "back", "escape"), *more]

    def key(self, name: str) -> None:
        if not self._scroll.key(name):
            self.done()
