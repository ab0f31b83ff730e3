"""Small changes to the text of a bank, its layout kept: comments, order, quotes, anchors and line ends stay.

Text in, text out. A path leads from the root by keys and by places in lists (from 0): ("questions", 3, "accept"). Each
change is read back before it is given out: what stands then is the old bank with just that change, or EditError says
that it can't be made in place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import msgspec

from quizzer.banks.editing_text import Value, is_plain, written
from quizzer.banks.editing_tree import Piece, Plain, plain, read_tree
from quizzer.banks.nodes import NotYaml
from quizzer.errors import QuizzerError

__all__ = ["EditError", "Path", "Value", "add_item", "add_reply", "remove", "set_value"]

Path: TypeAlias = Sequence[str | int]

WIDTH = 110
"""Columns from which a short form becomes a list of lines."""


class EditError(QuizzerError):
    """A change that can't be made in place; the text stands as it is."""


def add_item(text: str, path: Path, value: Value, *, after: Sequence[str] = ()) -> str:
    """Adds a value to the list at `path`, whether it is written as a list, as a single value, or not there at all.

    A new key goes behind the last of the keys `after`, else to the end. A value that is in the list changes nothing.
    """
    edit = _Edit(text)
    parent, rest = edit.deepest(path)
    if len(rest) > 1 or (rest and parent.kind == "map"):
        nested: Value = value
        for step in reversed(rest[1:]):
            nested = {str(step): nested}
        edit.add_pair(parent, str(rest[0]), nested, after)
    elif edit.says(parent) == value or (parent.kind == "list" and value in [edit.says(item) for item in parent.items]):
        return text
    elif parent.kind == "list":
        edit.append(parent, value)
    else:
        edit.listed(parent, [value])

    def changed(root: Plain) -> None:
        holder, last = _holder(root, path, make=True)
        before = holder.get(last) if isinstance(holder, dict) else holder[last]
        now = [*(before if isinstance(before, list) else [] if before is None else [before]), value]
        holder[last] = value if before is None else now

    return edit.result(changed)


def add_reply(text: str, path: Path, name: str, says: str = "", *, after: Sequence[str] = ()) -> str:
    """Adds a name, with what to say to it, to a table such as a question's `reject:` or `prompt:`, however written."""
    edit = _Edit(text)
    parent, rest = edit.deepest(path)
    table = edit.says(parent) if not rest else None
    if not rest and not isinstance(table, dict):
        if not says or name in (table if isinstance(table, list) else [table]):
            return add_item(text, path, name, after=after)
        edit.tabled(parent)
        edit.add_pair(parent, name, says, ())
    elif rest:
        if not says:
            return add_item(text, path, name, after=after)
        edit.add_pair(parent, str(rest[0]), {name: says}, after)
    elif isinstance(table, dict) and name in table:
        return text if table[name] == says or not says else set_value(text, (*path, name), says)
    else:
        edit.add_pair(parent, name, says, ())

    def changed(root: Plain) -> None:
        holder, last = _holder(root, path, make=True)
        before = holder.get(last, {})
        names = before if isinstance(before, list) else [before]
        holder[last] = {**(before if isinstance(before, dict) else dict.fromkeys(names, "")), name: says}

    return edit.result(changed)


def set_value(text: str, path: Path, value: str, *, after: Sequence[str] = ()) -> str:
    """Writes a single value at `path`, in place of what stands there or as a new key."""
    edit = _Edit(text)
    piece, rest = edit.deepest(path)
    if rest:
        edit.add_pair(piece, str(rest[0]), value, after)
    elif piece.kind != "scalar":
        raise EditError(f"{_shown(path)} is no single value: change it by hand")
    else:
        edit.replace(piece, value)

    def changed(root: Plain) -> None:
        holder, last = _holder(root, path, make=True)
        holder[last] = value

    return edit.result(changed)


def remove(text: str, path: Path) -> str:
    """Takes out a key with its value, or an item of a list; with the last item of a list its key goes too."""
    edit = _Edit(text)
    path = edit.whole_of(path)
    parent, _ = edit.deepest(path[:-1])
    edit.deepest(path, must_be=True)
    edit.take_out(parent, path[-1])

    def changed(root: Plain) -> None:
        holder, last = _holder(root, path)
        del holder[last]

    return edit.result(changed)


class _Splice(NamedTuple):
    start: int
    end: int
    text: str


class _Edit:
    """One change of a text, collected as splices."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._splices: list[_Splice] = []
        self._tail = ""  # what closes a bracket that this change has opened
        self._root = _read(text)
        self._line_end = "\r\n" if "\r\n" in text else "\n"

    def deepest(self, path: Path, *, must_be: bool = False) -> tuple[Piece, Path]:
        """The piece that a path leads to, or the deepest one on the way, and what is left of the path from there."""
        piece = self._root
        for place, step in enumerate(path):
            if piece.kind == "alias":
                raise EditError(f"{_shown(path[:place])} is written as *{piece.text}: change it where &{piece.text} is")
            inner = _inner(piece, step)
            if inner is None:
                if must_be or isinstance(step, int) or piece.kind != "map":
                    raise EditError(f"there is no {_shown(path[: place + 1])}")
                return piece, path[place:]
            piece = inner
        if piece.kind == "alias":
            raise EditError(f"{_shown(path)} is written as *{piece.text}: change it where &{piece.text} is")
        return piece, ()

    def says(self, piece: Piece) -> Plain:
        """What a piece says; an alias in it stands for its name."""
        if piece.kind == "list":
            return [self.says(item) for item in piece.items]
        return {key.text: self.says(value) for key, value in piece.pairs} if piece.kind == "map" else piece.text

    def whole_of(self, path: Path) -> Path:
        """The path of what goes with what is taken out: a list with its only item."""
        while len(path) > 1 and isinstance(path[-1], int):
            parent, _ = self.deepest(path[:-1], must_be=True)
            if parent.kind == "list" and len(parent.items) > 1:
                break
            path = path[:-1]
        return path

    def add_pair(self, owner: Piece, key: str, value: Value, after: Sequence[str]) -> None:
        """A new pair in a map."""
        if owner.kind != "map":
            raise EditError(f"{key!r} can only stand among keys: change this by hand")
        places = [place for one in after if (place := owner.find(one)) is not None]
        place = max(places) if places else len(owner.pairs) - 1
        pair = f"{written(key, flow=owner.flow)}: {written(value, flow=owner.flow)}"
        if owner.flow:
            self._insert_in_flow(owner, owner.pairs[place][1].end if owner.pairs else None, pair)
        else:
            self._insert_line(owner.pairs[place][1].end, self._column(owner.pairs[0][0].start), pair)

    def append(self, owner: Piece, value: Value) -> None:
        """A new item at the end of a list."""
        if owner.flow:
            self._insert_in_flow(owner, owner.items[-1].end if owner.items else None, written(value, flow=True))
        else:
            dash = self._dash(owner.items[0])
            self._insert_line(owner.items[-1].end, self._column(dash), f"- {written(value)}")

    def listed(self, piece: Piece, more: list[Value]) -> None:
        """A single value becomes the first of a list."""
        if piece.kind == "map" and not piece.flow:
            raise EditError("a single entry in lines of its own: put a dash before it, so that others can follow")
        source = self._text[piece.start : piece.end]
        if "\n" in source or "\r" in source or piece.style in ("|", ">"):
            if piece.style in ("|", ">") and "#" in source.splitlines()[0]:
                raise EditError("a comment stands where the value would be written: change this by hand")
            source = written(piece.text, flow=True) if piece.kind == "scalar" else source
        elif piece.kind == "scalar" and not piece.style and not is_plain(piece.text, flow=True):
            source = source.replace(piece.text, written(piece.text, flow=True))
        items = ", ".join([source, *(written(one, flow=True) for one in more)])
        if self._column(piece.start) + len(items) + 2 <= WIDTH or self._is_within_flow(piece):
            self._splice(piece.start, piece.end, f"[{items}]")
            return
        key = self._line_start(piece.start)
        dashes = re.match(r"[ ]*(?:-[ ]+)*", self._text[key : piece.start])
        indent = self._line_end + " " * (len(dashes[0] if dashes else "") + 2) + "- "
        space = len(self._text[: piece.start]) - len(self._text[: piece.start].rstrip(" "))
        lines = "".join(indent + one for one in (source, *(written(one) for one in more)))
        self._splice(piece.start - space, piece.end, lines)

    def tabled(self, piece: Piece) -> None:
        """A list of names, or a single one, becomes a table in which nothing is said to them; `piece` is it then."""
        if piece.kind == "scalar":
            if piece.style in ("|", ">") or piece.anchor:
                raise EditError("this name is written in an unusual way: change it by hand")
            self._splice(piece.start, piece.end, f'{{{written(piece.text, flow=True)}: ""')
            self._tail = "}"
        elif not piece.items or any(_is_unusual(item) for item in piece.items):
            raise EditError("this list is written in an unusual way: change it by hand")
        elif piece.flow:
            self._splice(piece.start, piece.start + 1, "{")
            self._splice(piece.end - 1, piece.end, "}")
            for item in piece.items:
                self._splice(item.end, item.end, ': ""')
        else:
            for item in piece.items:
                self._splice(self._dash(item), item.start, "")
                self._splice(item.end, item.end, ': ""')
        piece.pairs = [(item, Piece("scalar", item.end, item.end)) for item in piece.items or [piece]]
        if piece.kind == "scalar":
            piece.flow = True
        elif not piece.flow:
            first = piece.items[0]
            piece.pairs[0] = (Piece("scalar", self._dash(first), first.end), piece.pairs[0][1])
        piece.kind = "map"

    def replace(self, piece: Piece, value: str) -> None:
        """Another value in place of a scalar."""
        source = self._text[piece.start : piece.end]
        if piece.anchor is not None or source.startswith(("!", "&")):
            raise EditError("this value has a mark (& or !): change it by hand")
        if piece.style in ("|", ">") and "#" in source.splitlines()[0]:
            raise EditError("a comment stands in this value's first line: change it by hand")
        self._splice(piece.start, piece.end, written(value, flow=self._is_within_flow(piece)))

    def take_out(self, owner: Piece, step: str | int) -> None:
        """A pair of a map, or an item of a list."""
        if owner.kind == "list":
            assert isinstance(step, int)
            spans = [(item.start if owner.flow else self._dash(item), item.end) for item in owner.items]
            place = step
        else:
            spans = [(key.start, value.end) for key, value in owner.pairs]
            found = owner.find(str(step))
            assert found is not None
            place = found
        if len(spans) == 1:
            raise EditError(f"nothing would be left beside {step!r}: change this by hand")
        if owner.flow:
            self._take_out_of_flow(spans, place)
        else:
            self._take_out_lines(spans, place)

    def result(self, changed: Callable[[Plain], None]) -> str:
        """The new text, if it says what it should. `changed` makes the change to the plain values of the old one."""
        text, end = [], 0
        for splice in sorted(self._splices, key=lambda one: (one.start, one.end)):
            if splice.start < end:
                raise EditError("this is written in an unusual way: change it by hand")
            text += [self._text[end : splice.start], splice.text]
            end = splice.end
        new = "".join([*text, self._text[end:]])
        try:
            # Made anew, so that what an alias says no longer is the same value as what its anchor says.
            expected = msgspec.json.decode(msgspec.json.encode(plain(_read(self._text))))
            changed(expected)
            says = plain(_read(new))
        except (EditError, ValueError, KeyError, IndexError, TypeError) as trouble:
            raise EditError(f"this can't be changed in place ({trouble}): change it by hand") from None
        if says != expected:
            raise EditError("this is written in an unusual way, and can't be changed in place: change it by hand")
        return new

    def _splice(self, start: int, end: int, text: str) -> None:
        self._splices.append(_Splice(start, end, text))

    def _insert_in_flow(self, owner: Piece, behind: int | None, text: str) -> None:
        if behind is None:
            at = self._text.index("[" if owner.kind == "list" else "{", owner.start) + 1
            self._splice(at, at, text)
        else:
            self._splice(behind, behind, f", {text}{self._tail}")

    def _insert_line(self, behind: int, column: int, text: str) -> None:
        """A new line below the one that ends at `behind`, or that it begins."""
        if behind and self._text[behind - 1] in "\r\n":
            self._splice(behind, behind, " " * column + text + self._line_end)
            return
        stop = re.compile(r"[\r\n]|$").search(self._text, behind)
        at = stop.start() if stop else len(self._text)
        self._splice(at, at, self._line_end + " " * column + text)

    def _take_out_of_flow(self, spans: list[tuple[int, int]], place: int) -> None:
        if place + 1 < len(spans):
            start, end = spans[place][0], spans[place + 1][0]
            gap = self._text[spans[place][1] : end]
        else:
            start, end = spans[place - 1][1], spans[place][1]
            gap = self._text[start : spans[place][0]]
        if "#" in gap:
            raise EditError("a comment stands between the brackets here: change this by hand")
        self._splice(start, end, "")

    def _take_out_lines(self, spans: list[tuple[int, int]], place: int) -> None:
        start, end = spans[place]
        begin = self._line_start(start)
        if self._text[begin:start].strip(" "):
            # It stands behind a dash: what comes next takes its place.
            if place + 1 == len(spans) or "#" in self._text[end : spans[place + 1][0]]:
                raise EditError("this stands in a line with something else: change it by hand")
            self._splice(start, spans[place + 1][0], "")
            return
        found = re.compile(r"\r\n|\r|\n").search(self._text, end)
        if end and self._text[end - 1] in "\r\n":
            stop = end
        elif found:
            stop = found.end()
        else:
            # The last line, without an end: the one before it is then the last.
            stop = len(self._text)
            begin = len(self._text[:begin].removesuffix("\n").removesuffix("\r")) if begin else 0
        self._splice(begin, stop, "")

    def _dash(self, item: Piece) -> int:
        return self._text.rindex("-", 0, item.start)

    def _line_start(self, index: int) -> int:
        return max(self._text.rfind("\n", 0, index), self._text.rfind("\r", 0, index)) + 1

    def _column(self, index: int) -> int:
        return index - self._line_start(index) - (self._text.startswith("\ufeff") and self._line_start(index) == 0)

    def _is_within_flow(self, piece: Piece) -> bool:
        def within(owner: Piece, flow: bool) -> bool | None:
            if owner is piece:
                return flow
            parts = [*owner.items, *(part for pair in owner.pairs for part in pair)]
            inner = (part for part in parts if part.start <= piece.start <= part.end)
            return next((found for part in inner if (found := within(part, flow or owner.flow)) is not None), None)

        return bool(within(self._root, False))


def _read(text: str) -> Piece:
    try:
        root = read_tree(text)
    except NotYaml as trouble:
        raise EditError(str(trouble)) from None
    if root is None:
        raise EditError("there is nothing in this file")
    return root


def _inner(piece: Piece, step: str | int) -> Piece | None:
    if isinstance(step, int):
        if piece.kind != "list":
            return piece if step == 0 else None  # a single value stands for a list of one
        return piece.items[step] if 0 <= step < len(piece.items) else None
    place = piece.find(step) if piece.kind == "map" else None
    return piece.pairs[place][1] if place is not None else None


def _holder(root: Plain, path: Path, *, make: bool = False) -> tuple[Plain, str | int]:
    """What holds the last step of a path among plain values."""
    holder, last = root, path[0]
    for step in path[1:]:
        if make and isinstance(holder, dict):
            holder.setdefault(last, {})
        inner = holder[last]
        if isinstance(step, int) and not isinstance(inner, list):
            continue  # a single value stands for a list of one
        holder, last = inner, step
    return holder, last


def _is_unusual(item: Piece) -> bool:
    return item.kind != "scalar" or item.style in ("|", ">") or item.anchor is not None


def _shown(path: Path) -> str:
    return " → ".join(f"{step + 1}." if isinstance(step, int) else repr(step) for step in path) or "the file"
