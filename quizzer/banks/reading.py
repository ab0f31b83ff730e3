"""The text of a bank file, read against its shape: a `BankFile`, or every fault in it.

Two short forms hold everywhere: where a list is expected, a single value stands for a list of one; where a mapping is
expected of which only the first key must be there, a bare text stands for a mapping with that key.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
from dataclasses import dataclass, field
from typing import Any

import msgspec
import yaml
from msgspec import inspect

from quizzer.banks.faults import Fault
from quizzer.banks.nodes import NotYaml, parse_nodes
from quizzer.banks.schema import FORMAT, BankFile, QuestionEntry

__all__ = ["Reading", "read_bank_text"]

MOST_NODES = 2_000_000
"""How many values a file may hold, aliases counted as often as they stand."""

_YES, _NO = ("yes", "true", "on"), ("no", "false", "off")


@dataclass
class Reading:
    """What came of reading a text: its `faults`, and the `bank` unless an error is among them.

    `questions` are those that could be read, with their places, whatever is wrong elsewhere.
    """

    faults: list[Fault] = field(default_factory=list)
    bank: BankFile | None = None
    questions: list[tuple[yaml.Node, QuestionEntry]] = field(default_factory=list)


def read_bank_text(text: str) -> Reading:
    """Reads a bank. It never raises for what the text says: the faults are in the result, in the order of the file."""
    reading = Reading()
    try:
        root = parse_nodes(text)
    except NotYaml as trouble:
        reading.faults.append(trouble.fault)
        return reading
    if root is None:
        reading.faults.append(Fault(1, 1, "error", "this bank is empty: it needs films or questions"))
        return reading
    newer = _newer_format(root)
    if newer is not None:
        reading.faults.append(newer)
        return reading
    reader = _Reader(reading.faults)
    try:
        values = reader.read(root, _bank_type(), "the bank")
    except _TooMuch:
        reading.faults.append(fault_at(root, "its aliases (*name) unfold to more than can be read"))
        return reading
    for node, value in zip(_items(root, "questions"), values.get("questions", ()), strict=False):
        with contextlib.suppress(msgspec.ValidationError):  # its faults are told already
            reading.questions.append((node, msgspec.convert(value, QuestionEntry)))
    if not any(fault.severity == "error" for fault in reading.faults):
        reading.bank = msgspec.convert(values, BankFile)
    reading.faults.sort(key=lambda fault: (fault.line, fault.column))
    return reading


@functools.cache
def _bank_type() -> inspect.Type:
    return inspect.type_info(BankFile)


def fault_at(node: yaml.Node, message: str) -> Fault:
    """An error at the place where a node begins."""
    return Fault(node.start_mark.line + 1, node.start_mark.column + 1, "error", message)


class _TooMuch(Exception):  # noqa: N818 — it never leaves this module
    pass


class _Reader:
    """Walks nodes and types together. A value that is no use is left out, and said in `faults`."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self.nodes = 0
        self._shapes: dict[type, _Shape] = {}

    def read(self, node: yaml.Node, wanted: inspect.Type, name: str) -> Any:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _TooMuch
        if isinstance(wanted, inspect.UnionType):
            wanted = next(member for member in wanted.types if not isinstance(member, inspect.NoneType))
        if isinstance(wanted, inspect.StructType):
            return self._struct(node, wanted, name)
        if isinstance(wanted, inspect.VarTupleType):
            return self._list(node, wanted, name)
        if isinstance(wanted, inspect.DictType):
            return self._names_with_words(node, name)
        return self._scalar(node, wanted, name)

    def _shape(self, wanted: inspect.StructType) -> _Shape:
        if wanted.cls not in self._shapes:
            self._shapes[wanted.cls] = _Shape(wanted)
        return self._shapes[wanted.cls]

    def fault(self, node: yaml.Node, message: str) -> None:
        self.faults.append(fault_at(node, message))

    def _struct(self, node: yaml.Node, wanted: inspect.StructType, name: str) -> dict[str, Any]:
        shape = self._shape(wanted)
        if isinstance(node, yaml.ScalarNode) and shape.bare:
            return {shape.bare: self._scalar(node, shape.fields[shape.bare].type, shape.bare)}
        if not isinstance(node, yaml.MappingNode):
            keys = ", ".join(f"'{key}:'" for key in list(shape.fields)[:3])
            self.fault(node, f"{name} is made of keys such as {keys}, {_found(node)}")
            return {}
        pairs = self._pairs(node)
        meant = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(key, "a key must be a single word")
            elif key.value not in shape.fields:
                likely = difflib.get_close_matches(key.value[:60], shape.fields, n=1, cutoff=0.65)
                meant.update(likely)
                hint = f"did you mean {likely[0]!r}?" if likely else f"it may be one of {', '.join(shape.fields)}"
                self.fault(key, f"unknown key {shortened(key.value)!r} in {name}: {hint}")
        for required in shape.required:
            if required not in pairs and required not in meant:
                self.fault(node, f"{name} lacks {required!r}")
        known = {key: value for key, value in pairs.items() if key in shape.fields}
        return {key: self.read(value, shape.fields[key].type, key) for key, value in known.items()}

    def _pairs(self, node: yaml.MappingNode) -> dict[str, yaml.Node]:
        pairs: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in pairs:
                self.fault(key, f"{shortened(key.value)!r} stands here a second time; keep one")
            pairs.setdefault(key.value, value)
        return pairs

    def _list(self, node: yaml.Node, wanted: inspect.VarTupleType, name: str) -> list[Any]:
        if isinstance(node, yaml.SequenceNode):
            if not node.value:
                self.fault(node, f"{name!r} is empty: write its value, or take the key out")
            return [self.read(item, wanted.item_type, _one_of(name)) for item in node.value]
        return [self.read(node, wanted.item_type, name)]

    def _names_with_words(self, node: yaml.Node, name: str) -> dict[str, str]:
        """Names, or names with what to say: both come out as the latter."""
        if isinstance(node, yaml.MappingNode):
            pairs = self._pairs(node)
            return {
                key: "" if _is_blank(value) else self._scalar(value, None, f"what to say to {key!r}")
                for key, value in pairs.items()
            }
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return {self._scalar(item, None, _one_of(name)): "" for item in items}

    def _scalar(self, node: yaml.Node, wanted: inspect.Type | None, name: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            self.fault(node, f"{name!r} must be a single value, {_found(node)}")
            return ""
        text: str = node.value
        if not text.strip():
            self.fault(node, f"{name!r} is empty: write its value, or take the key out")
        elif isinstance(wanted, inspect.BoolType):
            return self._boolean(node, text, name)
        elif isinstance(wanted, inspect.IntType | inspect.FloatType):
            return self._number(node, text, wanted, name)
        return text

    def _boolean(self, node: yaml.Node, text: str, name: str) -> bool:
        if text.lower() not in _YES + _NO:
            self.fault(node, f"{name!r} must be yes or no, not {shortened(text)!r}")
        return text.lower() in _YES

    def _number(
        self, node: yaml.Node, text: str, wanted: inspect.IntType | inspect.FloatType, name: str
    ) -> float | int:
        whole = isinstance(wanted, inspect.IntType)
        try:
            number: float | int = int(text) if whole else float(text)
        except ValueError:
            self.fault(node, f"{name!r} must be a {'whole ' if whole else ''}number, not {shortened(text)!r}")
            return 0
        low, high = wanted.ge, wanted.le
        if (low is not None and not number >= low) or (high is not None and not number <= high):
            bounds = f"from {low:g} to {high:g}" if high is not None else f"at least {low:g}"
            self.fault(node, f"{name!r} must be {bounds}, not {shortened(text)}")
        return number


class _Shape:
    """The keys of a struct: all, those that must be there, and the first if a bare text may stand for it."""

    def __init__(self, wanted: inspect.StructType) -> None:
        self.fields = {one.encode_name: one for one in wanted.fields}
        self.required = [name for name, one in self.fields.items() if one.required]
        first = next(iter(self.fields))
        self.bare = first if self.required == [first] else None


def _newer_format(root: yaml.Node) -> Fault | None:
    """A newer format may have other keys and types: that is the one thing to say of it."""
    for value in _items(root, "format"):
        if isinstance(value, yaml.ScalarNode) and value.value.isdecimal() and int(value.value[:9]) > FORMAT:
            found, newer = shortened(value.value), "install a newer quizzer"
            return fault_at(value, f"this bank is in format {found}; this quizzer reads format {FORMAT}: {newer}")
    return None


def _items(root: yaml.Node, wanted: str) -> list[yaml.Node]:
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == wanted:
            return value.value if isinstance(value, yaml.SequenceNode) else [value]
    return []


def _is_blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value.strip()


def _one_of(name: str) -> str:
    """What a single item of a list is called: "films" holds films, "cast" holds cast."""
    return {"films": "a film", "questions": "a question"}.get(name, name)


def _found(node: yaml.Node) -> str:
    kinds = {yaml.ScalarNode: "not a single text", yaml.SequenceNode: "not a list", yaml.MappingNode: "not keys"}
    return kinds.get(type(node), "not this")


def shortened(text: str) -> str:
    """A text short enough to be quoted in a message."""
    return text if len(text) <= 40 else text[:39] + "…"
