"""Where a value stands in the file it came from, and the faults that are told there."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import Literal

import yaml

from quizzer.bank_files.faults import Fault, Fix
from quizzer.bank_files.nodes import fault_at, file_of

__all__ = [
    "error",
    "find_in",
    "items_at",
    "names_at",
    "place_of",
    "rewriting",
    "scalars_in",
    "value_at",
    "warning",
    "within",
]

Severity = Literal["error", "warning"]


def error(node: yaml.Node, message: str, *, fix: Fix | None = None) -> Fault:
    """An error about the value of a node, at the place where it begins."""
    return fault_at(node, message, fix=fix)


def warning(node: yaml.Node, message: str, *, fix: Fix | None = None) -> Fault:
    """The same for what is only unwise."""
    return replace(fault_at(node, message, fix=fix), severity="warning")


def within(
    severity: Severity, node: yaml.Node, text: str, part: str, message: str, *, width: int = 0, fix: Fix | None = None
) -> Fault:
    """A fault about a part of a node's value, at the place where that part is written in `text`, the node's file; about
    the whole value if it is written there otherwise than it reads. `width` is how much of the part is meant: all."""
    start = find_in(node, text, part)
    if start < 0:
        return replace(fault_at(node, message, fix=fix), severity=severity)
    line = node.start_mark.line + text.count("\n", node.start_mark.index, start) + 1
    column = start - text.rfind("\n", 0, start)
    return Fault(line, column, severity, message, file_of(node), width or len(part.partition("\n")[0]), fix)


def find_in(node: yaml.Node, text: str, part: str) -> int:
    """Where a part of a node's value begins in the text of its file; -1 if it is not written there as it reads, lines
    that go on in the next apart."""
    start, end = node.start_mark.index, node.end_mark.index
    found = text.find(part, start, end)
    if found < 0 and " " in part:
        folded = re.compile(r"\s+".join(map(re.escape, part.split(" "))))
        match = folded.search(text, start, end)
        found = match.start() if match else -1
    return found


def rewriting(node: yaml.Node, text: str, instead: str, done: str) -> Fix | None:
    """The fix that puts another value in the place of a single one; None if it is not written simply. `instead` must be
    a text that needs no quotes."""
    written, start = text[node.start_mark.index : node.end_mark.index], node.start_mark.index
    if not isinstance(node, yaml.ScalarNode) or written.strip("'\"") != node.value:
        return None
    start += written.index(node.value)
    return Fix(start, start + len(node.value), instead, done)


def place_of(node: yaml.Node, seen_from: yaml.Node) -> str:
    """Where a node stands, as a fault elsewhere names it: "line 12", or "line 12 of songs.yaml"."""
    line, file = node.start_mark.line + 1, file_of(node)
    if file == file_of(seen_from):
        return f"line {line}"
    return f"line {line} of {PurePath(file).name or 'the bank that includes this'}"


def value_at(node: yaml.Node, key: str) -> yaml.Node | None:
    """The value of a key, the first if it stands there twice. A bare text stands for a mapping with its first key."""
    if not isinstance(node, yaml.MappingNode):
        return node
    value: yaml.Node | None
    for name, value in node.value:
        if name.value == key:
            return value
    return None


def items_at(node: yaml.Node, key: str) -> list[yaml.Node]:
    """The values in the list of a key: a single value is a list of one."""
    value = value_at(node, key)
    if value is None:
        return []
    return list(value.value) if isinstance(value, yaml.SequenceNode) else [value]


def names_at(node: yaml.Node, key: str) -> list[yaml.Node]:
    """The names under a key that holds names, or names with what to say."""
    value = value_at(node, key)
    if isinstance(value, yaml.MappingNode):
        return [name for name, _ in value.value]
    return items_at(node, key)


def scalars_in(root: yaml.Node) -> list[yaml.ScalarNode]:
    """Every single value of a file, keys too, each once, however often an alias (*name) points at it."""
    found: list[yaml.ScalarNode] = []
    met: set[int] = set()
    open_ = [root]
    while open_:
        node = open_.pop()
        if isinstance(node, yaml.ScalarNode):
            found.append(node)
        elif id(node) not in met:
            met.add(id(node))
            for child in node.value:
                open_.extend(child if isinstance(child, tuple) else (child,))
    return found
