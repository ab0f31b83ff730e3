"""A page that is a list: arrow keys move, left and right change a value, Enter and the mouse choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.pages import Key, Scroll, StillPage, margin
from quizzer.terminal.rows import Row, fit, indented, wrap_all
from quizzer.terminal.words import Line

__all__ = ["Item", "ListPage", "stepped"]

T = TypeVar("T")


def _nothing(by: int) -> None:
    """What left and right do where there is nothing to change."""


@dataclass
class Item:
    """One row of the list: what stands there, what left and right (`change`, by -1 or 1) and Enter do."""

    words: Callable[[], Line]
    enter: Callable[[], None]
    change: Callable[[int], None] = field(default=_nothing)
    chosen: Callable[[], None] = field(default=lambda: None)
    gap: bool = False  # an empty row above


class ListPage(StillPage):
    """The common part of the menu and the settings. A page gives `items`, `head` and `foot`."""

    mouse = True

    def __init__(self, glyphs: Glyphs) -> None:
        self.glyphs = glyphs
        self.prompt: str | None = None
        self.notice: Line = []
        self._take: Callable[[str], None] | None = None
        self._place = 0
        self._scroll = Scroll()
        self._lines: list[int | None] = []  # which item stands on which row

    def items(self) -> Sequence[Item]:
        raise NotImplementedError

    def head(self) -> list[Line]:
        return []

    def foot(self) -> list[Line]:
        return []

    def leave(self) -> None:
        raise NotImplementedError

    def ask(self, prompt: str, take: Callable[[str], None]) -> None:
        """Opens the input line; `take` gets what is typed."""
        self.prompt, self._take = prompt, take

    def shift(self, by: int) -> None:
        """Items were put in above the chosen one, or taken out."""
        self._place = max(0, self._place + by)

    def rows(self, width: int, height: int) -> list[Row]:
        by, wide = margin(width)
        rows = [fit(line, wide, self.glyphs) for line in self.head()]
        which: list[int | None] = [None] * len(rows)
        here = 0
        for place, item in enumerate(self.items()):
            if item.gap:
                rows.append([])
                which.append(None)
            at = place == self._place
            mark = f"{self.glyphs.chosen} " if at else "  "
            row = fit([("class:key", mark), *item.words()], wide, self.glyphs)
            if at:
                here = len(rows)
                row = [(f"{style} class:chosen", text) for style, text in row]
            rows.append(row)
            which.append(place)
        foot = wrap_all([*([self.notice] if self.notice else []), *self.foot()], wide)
        if len(rows) + len(foot) > height:
            foot = wrap_all([self.notice], wide) if self.notice else []
        room = height - len(foot)
        seen = self._scroll.show(rows, wide, room, self.glyphs, reveal=(max(0, here - room // 2), here + 1))
        top = rows.index(seen[0]) if len(rows) > room else 0
        self._lines = which[top : top + room]
        return indented([*seen, *foot], by)

    @property
    def cancels(self) -> bool:  # type: ignore[override]
        return self.prompt is not None

    def footer(self) -> Sequence[Key]:
        if self.prompt is not None:
            return [Key("Enter", "take it", ""), Key("Esc", "leave it as it was", "escape")]
        arrows = self.glyphs.arrows
        return [Key("Enter", "choose", "enter"), Key(arrows, "move", ""), Key("Left/Right", "change", "right")]

    def key(self, name: str) -> None:
        self.notice = []
        if self.prompt is not None:
            if name == "escape":
                self.prompt = self._take = None
            return
        items = self.items()
        if name in ("up", "down", "home", "end", "pageup", "pagedown", "tab", "s-tab"):
            by = {"up": -1, "s-tab": -1, "home": -999, "pageup": -5, "end": 999, "pagedown": 5}.get(name, 1)
            self._move(self._place + by)
        elif name in ("left", "right"):
            items[self._place].change(-1 if name == "left" else 1)
        elif name in ("enter", " "):
            items[self._place].enter()
        elif name in ("escape", "q", "quit"):
            self.leave()

    def line(self, text: str) -> None:
        take, self._take, self.prompt, self.notice = self._take, None, None, []
        if take is not None:
            take(text.strip())

    def click(self, row: int, column: int) -> None:
        """The first click goes there, the next one is Enter."""
        place = self._lines[row] if row < len(self._lines) else None
        if place is None or self.prompt is not None:
            return
        if place == self._place:
            self.key("enter")
        else:
            self._move(place)

    def _move(self, place: int) -> None:
        items = self.items()
        self._place = max(0, min(len(items) - 1, place))
        items[self._place].chosen()


def stepped(values: Sequence[T], value: T, by: int) -> T:
    """The value so many places further, round and round; from one that is not among them, the first."""
    return values[(values.index(value) + by) % len(values)] if value in values else values[0]
