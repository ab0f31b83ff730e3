"""The questions of a GIFT file as blocks of lines, with what the comments above them say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["BACK", "FOREIGN", "STAR", "Block", "blocks", "stand_ins"]

# What an escaped character is until the structure is read: a character that no text has.
_ESCAPED = {mark: chr(0xFDD0 + place) for place, mark in enumerate("\\:#={}~n")}
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
BACK = str.maketrans({stand_in: "\n" if mark == "n" else mark for mark, stand_in in _ESCAPED.items()})
"""Turns the characters that stand for escaped ones into those."""
STAR = chr(0xFDD8)
"""Stands for a star that is no wildcard."""
FOREIGN = re.compile("[\ufdd0-\ufdef]")
"""Characters that no text has; what does have one loses it."""

_IN_COMMENT = re.compile(r"\[(id|tag):((?:\\.|[^\]\\]){1,200})\]")
_CATEGORY = "$CATEGORY:"
_GOES_ON = ("~", "=", "}", "#")


@dataclass
class Block:
    """The lines of a question without its comments, the line (from 1) at which it begins, and the comments."""

    line: int = 0
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as one, with characters that stand for escaped ones."""
        return stand_ins(" ".join(self.lines))

    @property
    def category(self) -> str | None:
        """The category that this names for all that follow; None if it is a question."""
        if not self.lines[0].startswith(_CATEGORY):
            return None
        path = self.lines[0].removeprefix(_CATEGORY).replace("//", STAR)
        last = next((part.strip() for part in reversed(path.split("/")) if part.strip()), "").replace(STAR, "/")
        return "" if last in ("top", "$course$", "$system$") or last.startswith("Default for ") else last

    def notes(self, key: str) -> list[str]:
        """What the comments say in brackets: `// [id:7] [tag:easy]`."""
        found = _IN_COMMENT.findall("\n".join(self.comments))
        return [value for name, noted in found if name == key and (value := noted.replace("\\]", "]").strip())]


def stand_ins(text: str) -> str:
    """A text in which other characters stand for the escaped ones."""
    return _ESCAPE.sub(lambda found: _ESCAPED[found[1]], text)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a file. They are parted by blank lines, but one whose brace is still open goes on where the next
    begins with an answer."""
    waiting: Block | None = None
    for block in _between_blank_lines(FOREIGN.sub("", text)):
        told = stand_ins("\n".join(block.lines))
        if waiting is not None and block.lines[0].startswith(_GOES_ON):
            waiting.lines += block.lines
            waiting.comments += block.comments
            if "}" in told:
                yield waiting
                waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = block if "{" in told and "}" not in told and block.category is None else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting


def _between_blank_lines(text: str) -> Iterator[Block]:
    block = Block()
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if line.startswith("//"):
            block.comments.append(line)
        elif line and not line.startswith(_CATEGORY):
            block.line = block.line or number
            block.lines.append(line)
        else:
            if block.lines:
                yield block
            if line:
                yield Block(number, [line])
            block = Block()
    if block.lines:
        yield block
