"""Text that YAML stumbles over and that a pair of quotation marks, or spaces for tabs, puts right."""

from __future__ import annotations

import re
from collections.abc import Callable

from quizzer.bank_files.faults import Fix
from quizzer.bank_files.nodes import NotYaml, in_quotes, parse_nodes

__all__ = ["mend_yaml"]

MOST_READ = 50_000_000
"""Characters that are read in all: each line that is mended costs a reading of the file."""
LOOKED_BACK = 2
"""Lines above the one that the parser stumbles in where the cause may stand."""

_KEYED = re.compile(r"(?P<before>[ ]*(?:- +)*(?:[A-Za-z_]+|\"[^\"]*\"|'[^']*'): +)(?P<value>\S.*)")
_ITEM = re.compile(r"(?P<before>[ ]*(?:- +)+)(?P<value>\S.*)")
# Two keys in one line are for the author to part, and so is a name with what is to be said to it.
_TWO_KEYS = re.compile(
    r"[ ,](?:actor|character|year|kind|answer|accept|category|difficulty|film|directors|writers|composers|country"
    r"|language): "
)
_WITH_WORDS = re.compile(r" *(?:- +)*(?:reject|prompt|aliases|difficulties): +")
_SPECIAL = "@`%&*!,]}['\""


def mend_yaml(text: str) -> tuple[list[Fix], list[tuple[int, str]]] | None:
    """The edits that make YAML of a text, or that get the parser further, and what was done in which line.

    None if it is YAML, or if nothing here helps.
    """
    lines = text.split("\n")
    mended: dict[int, str] = {}
    for _ in range(max(1, MOST_READ // (len(text) + 1))):
        stopped = _stopped_at(lines)
        if stopped is None:
            break
        better = next((one for one in _candidates(lines, stopped) if _is_further(lines, *one, stopped)), None)
        if better is None:
            break
        mended.setdefault(better[0], lines[better[0]])
        lines[better[0]] = better[1]
    if not mended:
        return None
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    edits, said = [], []
    for number in sorted(mended):
        start = starts[number]
        done = "spaces stand for tabs" if "\t" in mended[number] and "\t" not in lines[number] else "quoted"
        edits.append(Fix(start, start + len(mended[number]), lines[number], done))
        said.append((number + 1, done))
    return edits, said


def _stopped_at(lines: list[str]) -> int | None:
    """The line, from 0, in which the parser stops; None if the text is YAML."""
    try:
        parse_nodes("\n".join(lines))
    except NotYaml as trouble:
        return min(trouble.line, len(lines)) - 1
    return None


def _is_further(lines: list[str], number: int, line: str, stopped: int) -> bool:
    """Whether the parser gets beyond the place where it stopped when one line is another."""
    now = _stopped_at([*lines[:number], line, *lines[number + 1 :]])
    return now is None or now > stopped


def _candidates(lines: list[str], stopped: int) -> list[tuple[int, str]]:
    """What to try, line by line: the parser may notice a line or two later."""
    numbers = range(stopped, max(-1, stopped - LOOKED_BACK - 1), -1)
    return [(number, line) for number in numbers for mend in _MENDS if (line := mend(lines[number])) is not None]


def _without_tabs(line: str) -> str | None:
    indent = line[: len(line) - len(line.lstrip())]
    return indent.replace("\t", "  ") + line.lstrip() if "\t" in indent else None


def _quoted(line: str) -> str | None:
    """The line with quotation marks around its value; None where they cannot be what is missing."""
    found = _KEYED.fullmatch(line) or _ITEM.fullmatch(line)
    value = found["value"].rstrip() if found else ""
    if not found or " #" in value or value[0] in "|>":
        return None
    # What is opened and not closed is for its author to close.
    opened = value[0] == "{" or (value[0] == "[" and value[1:2] != "[")
    quoted = value[0] in "'\"" and (value.count(value[0]) < 2 or value.endswith(value[0]))
    if opened or quoted or not (": " in value or value.endswith(":") or value[0] in _SPECIAL):
        return None
    if _TWO_KEYS.search(value) or (": " in value and _WITH_WORDS.fullmatch(found["before"])):
        return None
    return found["before"] + in_quotes(value)


_MENDS: tuple[Callable[[str], str | None], ...] = (_without_tabs, _quoted)
