"""Values as they are written into a YAML file: plain where they read back the same, else in double quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

__all__ = ["Value", "as_block", "as_flow", "as_scalar"]

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
"""What a bank file is made of."""

_NEVER_PLAIN = frozenset(':#,[]{}"`|\\')
_NEVER_FIRST = frozenset("-?!&*%@>'=<.~")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def as_scalar(text: str) -> str:
    """A text as a single value in one line, fit for every place in a file, also for one within brackets."""
    begins_plainly = text[:1] not in _NEVER_FIRST and text == text.strip()
    if text and begins_plainly and text.isprintable() and _NEVER_PLAIN.isdisjoint(text):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def as_flow(value: Value) -> str:
    """A value in one line: [lists], {keys: values}."""
    if isinstance(value, str):
        return as_scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{as_scalar(key)}: {as_flow(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(map(as_flow, value)) + "]"


def as_block(pairs: Mapping[str, Value], indent: int) -> str:
    """Keys with their values, a line each; `indent` is the column of all but the first, from 0."""
    return f"\n{' ' * indent}".join(f"{as_scalar(key)}: {as_flow(value)}" for key, value in pairs.items())


def _escaped(mark: str) -> str:
    if mark in _ESCAPES:
        return _ESCAPES[mark]
    if mark.isprintable():
        return mark
    code = ord(mark)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
