"""A line of a file with marks below the place that is spoken of, as wide as a terminal."""

from __future__ import annotations

import re
from typing import NamedTuple

from quizzer.terminal.safe import one_line

__all__ = ["Excerpt", "excerpt", "split_lines"]

_BEFORE = 0.6
"""Which share of the room is for what stands before the place, where a line is cut."""
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Excerpt(NamedTuple):
    """The line as it is shown, and the marks for the line below it."""

    line: str
    marks: str


def split_lines(text: str) -> list[str]:
    """The lines of a text as a reader of YAML counts them."""
    return _LINE_END.split(text)


def excerpt(line: str, column: int, width: int, *, room: int, more: str = "…") -> Excerpt:
    """What to show of a line so that `width` characters from `column` on (from 1) are seen and marked.

    It takes at most `room` cells; `more` stands where the line was cut.
    """
    start = min(max(column - 1, 0), len(line))
    left_out = max(0, start - 4 * room)  # of a line that is longer than any screen only what is near is looked at
    shown = [one_line(character) for character in line[left_out : start + 4 * room]]
    start -= left_out
    first, last = 0, len(shown)
    if _cells("".join(shown)) > room:
        first, last = _window(shown, start, max(1, room - 2 * len(more)))
    before = more if first + left_out else ""
    behind = more if left_out + last < len(line) else ""
    indent = _cells(before + "".join(shown[first:start]))
    marked = _cells("".join(shown[start : min(last, start + max(1, width))]))
    return Excerpt(before + "".join(shown[first:last]) + behind, " " * indent + "^" * max(1, marked))


def _window(shown: list[str], start: int, room: int) -> tuple[int, int]:
    """The first and the last character of what fits into `room` cells around `start`."""
    first, left = start, int(room * _BEFORE)
    while first and _cells(shown[first - 1]) <= left:
        first -= 1
        left -= _cells(shown[first])
    last, left = start, room - _cells("".join(shown[first:start]))
    while last < len(shown) and _cells(shown[last]) <= left:
        left -= _cells(shown[last])
        last += 1
    return first, last


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    from prompt_toolkit.utils import get_cwidth  # most lines are plain ASCII

    return get_cwidth(text)
