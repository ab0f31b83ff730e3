"""A page that is a list: arrow keys move, left and right change a value, Enter and the mouse choose."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import ParamSpec, TypeVar

import msgspec

from quizzer.errors import QuizzerError
from quizzer.session import phrase
from quizzer.terminal.layout import Glyphs, Line, Row, cells, fit, wrap_all
from quizzer.terminal.pages import NARROW, Key, Page, Scroll
from quizzer.terminal.safe import one_line

T = TypeVar("T")
P = ParamSpec("P")


class Item(msgspec.Struct):
    """One row of the list: what stands there, what Enter does (or raises QuizzerError) and how the footer calls that.

    `change`, by -1 or 1, is for left and right, `pick` for the space bar and the first click, where there are such.
    Where Enter asks for a text, `is_text`, a letter does so too.
    """

    words: Line
    enter: Callable[[], None]
    does: str
    change: Callable[[int], None] | None = None
    pick: Callable[[], None] | None = None
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
        self._lines: list[int | None] = []  # which item stands on which row
        self._texts: list[str] = []  # what stands there

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
            # The list scrolls; of what stands below it something is always seen.
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
        picks = [Key(phrase("key.Space"), "choose", " ")] if item.pick is not None else []
        changes = [Key(phrase("key.Left"), "change", "right")] if item.change is not None else []
        told = [Key("F1", "help", "f1")] if self.help() else []
        moves = [Key(self.glyphs.arrows, "move", "down"), *changes]
        return [Key("Enter", item.does, "enter"), *picks, *moves, *told, Key("Esc", self.leaves, "escape")]

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
            self._try(item.change, -1 if name == "left" else 1)
        elif name == " " and item.pick is not None:
            self._try(item.pick)
        elif name in ("enter", " ") or (item.is_text and len(name) == 1 and name.isalnum()):
            self._try(item.enter)
        elif name in ("escape", "q", "quit"):
            self.leave()

    def line(self, text: str) -> None:
        take, self._take, self.prompt, self.notice = self._take, None, None, []
        if take is not None:
            self._try(take, text.strip())

    def click(self, row: int, column: int) -> None:
        """The first click goes there and picks it, the next one is Enter; one on < or > changes the value."""
        place = self._lines[row] if row < len(self._lines) else None
        if place is None or self.prompt is not None:
            return
        before, _, value = self._texts[row].partition(" < ")
        arrows = {cells(before) + 1: -1, cells(f"{before} < {value.rpartition(' >')[0]} "): 1}
        was_here = place == self.cursor
        self._move(place)
        if (change := self.item.change) is not None and column in arrows:
            self._try(change, arrows[column])
            return
        if was_here:
            self.key("enter")
            return
        if (pick := self.item.pick) is not None:
            self._try(pick)

    def _try(self, act: Callable[P, None], *arguments: P.args, **named: P.kwargs) -> None:
        """Does what was chosen, or tells why it failed."""
        try:
            act(*arguments, **named)
        except QuizzerError as trouble:
            self.notice = [("class:prompt", one_line(str(trouble)))]

    def _move(self, place: int) -> None:
        self.cursor = max(0, min(len(self.items()) - 1, place))


def stepped(values: Sequence[T], value: T, by: int) -> T:
    """The value so many places further, round and round; from one that is not among them, the first."""
    return values[(values.index(value) + by) % len(values)] if value in values else values[0]
