"""The pages of the full screen: their common interface, and pages that are a list."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass, field
from functools import cache, partial
from typing import NamedTuple, TypeVar

import msgspec

from quizzer.errors import QuizzerError
from quizzer.grading.wordlists import read_lines
from quizzer.session import phrase
from quizzer.terminal.layout import Glyphs, Line, Row, cells, fit, wrap_all
from quizzer.terminal.safe import one_line

T = TypeVar("T")

NARROW = 60
"""Columns below which a row leaves its details out."""

WIDEST = 100
"""Columns beyond which lines of prose are hard to read."""


class Key(NamedTuple):
    """A key of the footer: its label, the code of its action, and its name for `Page.key`."""

    label: str
    does: str
    name: str

    @property
    def told(self) -> str:
        """The action of the key, in words."""
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
    """The name of the file that F1 shows; empty for a page that makes its own help."""

    @property
    def prompt(self) -> str | None:
        """The prompt of the input line; None on a page without one."""
        return None

    @property
    def topic(self) -> object:
        """The purpose of the input line. When it changes, the screen drops a half-typed text."""
        return None

    def rows(self, width: int, height: int) -> list[Row]:
        """At most `height` rows of at most `width` cells. A wider screen centres them."""
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
        """The seconds of `wakes_in` are over."""

    def help(self) -> Sequence[Line]:
        """The help that F1 shows."""
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
    """The help of `words/help_PAGE.txt`: "== " begins a title, " = " separates a key or a name from its meaning."""
    lines: list[Line] = []
    for line in read_lines(f"help_{page}", beside=__file__):
        head, _, words = line.rpartition(" = ")
        if line.startswith("== "):
            lines += [*([[]] if lines else []), [("class:title", line[3:])]]
        else:
            lines.append([("class:key", f"  {head:14}"), ("", words)] if head else [("", words)])
    return lines


def margin(width: int) -> tuple[int, int]:
    """Return the left margin of the text, and its width."""
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


class Item(msgspec.Struct):
    """One row of the list: its words, its action for Enter (may raise QuizzerError), and its name in the footer.

    `change`, by -1 or 1, is for left and right, where they do something. Where Enter asks for a text, `is_text`, a
    letter does so too.
    """

    words: Line
    enter: Callable[[], None]
    does: str
    change: Callable[[int], None] | None = None
    is_text: bool = False
    gap: bool = False  # an empty row above
    more: str = ""  # what there is no room for on a narrow screen


@dataclass(eq=False)
class ListPage(Page):
    """The common part of the menu and the settings. A page gives `items`, `head` and `foot`; Esc is for `leave`."""

    glyphs: Glyphs
    _: KW_ONLY
    leave: Callable[[], None]

    mouse = cancels = True
    leaves = "back"  # what the footer calls that
    title = ""  # the code of its words
    prompt: str | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.notice: Line = []
        self._take: Callable[[str], None] | None = None
        self.is_narrow: bool = False  # too narrow for everything in one row
        self.cursor: int = 0  # the place of the item that it is on
        self._scroll = Scroll()
        self._lines: list[int | None] = []  # which item is on which row
        self._texts: list[str] = []  # the text of each row

    def items(self) -> Sequence[Item]:
        raise NotImplementedError

    def head(self) -> list[Line]:
        return [[("class:title", phrase(self.title))], []]

    def foot(self) -> list[Line]:
        return []

    @property
    def item(self) -> Item:
        """The item that the cursor is on."""
        items = self.items()
        return items[min(self.cursor, len(items) - 1)]

    def ask(self, prompt: str, take: Callable[[str], None]) -> None:
        """Opens the input line; `take` gets what is typed."""
        self.prompt, self._take = prompt, take

    def shift(self, by: int) -> None:
        """Items were put in above the chosen one, or taken out."""
        self.cursor = max(0, self.cursor + by)

    def rows(self, width: int, height: int) -> list[Row]:
        self.is_narrow = width < NARROW
        rows = [fit(line, width, self.glyphs) for line in self.head()]
        which: list[int | None] = [None] * len(rows)
        here = 0
        for place, item in enumerate(self.items()):
            if item.gap:
                rows.append([])
                which.append(None)
            at = place == self.cursor
            mark = f"{self.glyphs.chosen} " if at else "  "
            row = fit([("class:key", mark), *item.words], width, self.glyphs)
            if at:
                here = len(rows)
                row = [("class:chosen", text) for _, text in row]
            rows.append(row)
            which.append(place)
        foot = wrap_all([*([self.notice] if self.notice else []), *self.foot()], width)
        if len(rows) + len(foot) > height:
            # The list scrolls; a part of the foot always stays visible.
            foot = [row for row in foot if row][: max(height // 4, height - len(rows))]
        room = height - len(foot)
        seen = self._scroll.show(rows, width, room, self.glyphs, reveal=(max(0, here - room // 2), here + 1))
        self._lines = which[self._scroll.top : self._scroll.top + room]
        self._texts = ["".join(text for _, text in row) for row in seen]
        return [*seen, *foot]

    def footer(self) -> Sequence[Key]:
        if self.prompt is not None:
            return [Key("Enter", "take", ""), Key("Esc", "leave_it", "escape")]
        item = self.item
        changes = [Key(phrase("key.Left"), "change", "right")] if item.change is not None else []
        told = [Key("F1", "help", "f1")] if self.help() else []
        moves = [Key(self.glyphs.arrows, "move", "down"), *changes]
        return [Key("Enter", item.does, "enter"), *moves, *told, Key("Esc", self.leaves, "escape")]

    def key(self, name: str) -> None:
        self.notice = []
        if self.prompt is not None:
            if name == "escape":
                self.prompt = self._take = None
            return
        item = self.item
        if name in ("up", "down", "home", "end", "pageup", "pagedown", "tab", "s-tab"):
            by = {"up": -1, "s-tab": -1, "home": -999, "pageup": -5, "end": 999, "pagedown": 5}.get(name, 1)
            self._move(self.cursor + by)
        elif name in ("left", "right") and item.change is not None:
            self._try(partial(item.change, -1 if name == "left" else 1))
        elif name in ("enter", " ") or (item.is_text and len(name) == 1 and name.isalnum()):
            self._try(item.enter)
        elif name in ("escape", "q", "quit"):
            self.leave()

    def line(self, text: str) -> None:
        take, self._take, self.prompt, self.notice = self._take, None, None, []
        if take is not None:
            self._try(partial(take, text.strip()))

    def click(self, row: int, column: int) -> None:
        """The first click goes there, the next one is Enter; one on < or > changes the value."""
        place = self._lines[row] if row < len(self._lines) else None
        if place is None or self.prompt is not None:
            return
        before, _, value = self._texts[row].partition(" < ")
        arrows = {cells(before) + 1: -1, cells(f"{before} < {value.rpartition(' >')[0]} "): 1}
        was_here = place == self.cursor
        self._move(place)
        if (change := self.item.change) is not None and column in arrows:
            self._try(partial(change, arrows[column]))
        elif was_here:
            self.key("enter")

    def _try(self, act: Callable[[], None]) -> None:
        """Runs an action, or shows why it failed."""
        try:
            act()
        except QuizzerError as trouble:
            self.notice = [("class:prompt", one_line(str(trouble)))]

    def _move(self, place: int) -> None:
        self.cursor = max(0, min(len(self.items()) - 1, place))


def stepped(values: Sequence[T], value: T, by: int) -> T:
    """The value so many places further, round and round; from one that is not among them, the first."""
    return values[(values.index(value) + by) % len(values)] if value in values else values[0]
