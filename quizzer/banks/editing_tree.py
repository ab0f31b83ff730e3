"""A YAML text as a tree in which each piece knows where it begins and ends in the text, aliases and anchors too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import yaml

from quizzer.banks.nodes import NotYaml, parse_nodes

try:
    from yaml.cyaml import CBaseLoader as _Loader
except ImportError:  # a PyYAML that was built without its C part: slower, and no other way
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

__all__ = ["Piece", "Plain", "plain", "read_tree"]

Plain: TypeAlias = Any
"""What YAML says, without how it is written: texts, lists, and dicts."""

MOST_PIECES = 3_000_000
"""Values that a text may unfold to, each alias counted as often as it stands."""


@dataclass
class Piece:
    """A scalar, list, map or alias from `start` to `end` (characters of the text, from 0; without comments behind it).

    `flow`: with brackets, in lines of its own otherwise; a scalar's `style` is its quotation mark, |, > or nothing.
    """

    kind: Literal["scalar", "list", "map", "alias"]
    start: int
    end: int
    flow: bool = False
    style: str = ""
    text: str = ""
    anchor: str | None = None
    items: list[Piece] = field(default_factory=list)
    pairs: list[tuple[Piece, Piece]] = field(default_factory=list)

    def find(self, key: str) -> int | None:
        """The place of a key of a map; None without one."""
        places = (place for place, (name, _) in enumerate(self.pairs) if name.kind == "scalar" and name.text == key)
        return next(places, None)


def read_tree(text: str) -> Piece | None:
    """The root of a text, None if there is nothing in it. Raises NotYaml."""
    if parse_nodes(text) is None:
        return None
    events = yaml.parse(text, _Loader)
    try:
        return next((_piece(text, event, events) for event in events if isinstance(event, yaml.NodeEvent)), None)
    except yaml.YAMLError as trouble:  # parse_nodes has read it, so there is none
        raise NotYaml(1, 1, str(trouble)) from None


def plain(piece: Piece) -> Plain:
    """What a tree says. An alias says what its anchor says. Raises ValueError if that is too much."""
    anchors: dict[str, Plain] = {}
    left = [MOST_PIECES]

    def say(one: Piece) -> Plain:
        left[0] -= 1
        if left[0] < 0:
            raise ValueError("its aliases unfold to more than can be read")
        if one.kind == "alias":
            return anchors[one.text]
        said: Plain = one.text
        if one.kind == "list":
            said = [say(item) for item in one.items]
        elif one.kind == "map":
            said = {}
            for key, value in one.pairs:
                # A key that stands twice stays a fault of the file: the first one counts, as a reader takes it.
                said.setdefault(say(key) if key.kind in ("scalar", "alias") else repr(say(key)), say(value))
        if one.anchor is not None:
            anchors[one.anchor] = said
        return said

    return say(piece)


def _piece(text: str, event: yaml.NodeEvent, events: Iterator[yaml.Event]) -> Piece:
    start, end = _place(event.start_mark), _place(event.end_mark)
    if isinstance(event, yaml.AliasEvent):
        return Piece("alias", start, end, text=event.anchor or "")
    if isinstance(event, yaml.ScalarEvent):
        style = event.style or ""
        return Piece("scalar", start, _scalar_end(text, start, end, style), False, style, event.value, event.anchor)
    assert isinstance(event, yaml.CollectionStartEvent)
    kind: Literal["list", "map"] = "list" if isinstance(event, yaml.SequenceStartEvent) else "map"
    piece = Piece(kind, start, end, bool(event.flow_style), anchor=event.anchor)
    parts: list[Piece] = []
    for inner in events:
        if isinstance(inner, yaml.CollectionEndEvent):
            if piece.flow:
                piece.end = _place(inner.end_mark)
            elif parts:
                piece.end = parts[-1].end
            break
        assert isinstance(inner, yaml.NodeEvent)
        parts.append(_piece(text, inner, events))
    if kind == "list":
        piece.items = parts
    else:
        piece.pairs = list(zip(parts[::2], parts[1::2], strict=True))
    return piece


def _place(mark: Any) -> int:
    index: int = mark.index
    return index


def _scalar_end(text: str, start: int, end: int, style: str) -> int:
    """Where a scalar's own characters end: a block one claims the empty lines behind it, and needs them only with +."""
    if style not in ("|", ">"):
        return end
    header = text[start:end].splitlines()[0].partition(" #")[0] if end > start else ""
    return end if "+" in header else start + len(text[start:end].rstrip())
