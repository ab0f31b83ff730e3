"""A text that is not YAML, read as far as it goes: each slip is told, and what stands beside it is looked at too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import yaml

from quizzer.bank_files.faults import Fault, Fix, as_fault
from quizzer.bank_files.nodes import BrokenYamlError, parse_nodes

VALUED = re.compile(r"(?P<before> *(?:(?:- +)*(?:[A-Za-z_]+|\"[^\"]*\"|'[^']*'): +|(?:- +)+))(?P<value>\S.*)")
"""A line with a key and its value, or with an item of a list."""

_MOST_SLIPS = 20  # that are told of outside films and questions: each costs a reading of the file
_LISTS = re.compile(r"(?:films|questions):\s*(?:#.*)?")
_DASH = re.compile(r"(?P<depth> *)-(?: |$)")
_SIGNS = re.compile(r"[]\[{}\"'#&*!|>%@`:,?-]")
_WIDE_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"
_WIDE_INDENT = re.compile(rf"^[ \t]*[{_WIDE_SPACES}][ \t{_WIDE_SPACES}]*(?=(?:- +)*[a-z_]+:(?: |$))", re.MULTILINE)


@dataclass
class Around:
    """What can be read of a text around its slips: the `root` of that, None if nothing can; the `slips`; and the
    `blind` lines (from 1) of which nothing else is to be told, as they are not read as they stand."""

    root: yaml.Node | None = None
    slips: list[Fault] = field(default_factory=list)
    blind: set[int] = field(default_factory=set)


def parse_around(text: str, file: str = "") -> Around:
    """What can be read of a YAML text. Every value keeps its place in the text.

    Raises BankError as `parse_nodes` does for what is more than a slip: too many values, levels, documents.
    """
    found = Around(slips=list(_wide_indents(text, file)))
    text = _WIDE_INDENT.sub(lambda wide: " " * len(wide[0]), text)
    try:
        found.root = parse_nodes(text, file)
        return found
    except BrokenYamlError:
        lines = text.split("\n")
    entries = list(_entries(lines))
    for start, end in entries:
        _quieten(found, lines, start, end, file)
    for _ in range(_MOST_SLIPS):
        try:
            found.root = parse_nodes("\n".join(lines), file)
            break
        except BrokenYamlError as trouble:
            at = min(trouble.line or 1, len(lines)) - 1
            if at + 1 in found.blind:
                _blank(found, lines, at, len(lines))  # what stands above can be read all the same
                continue
            entry = next(((start, end) for start, end in entries if start <= at < end), (at, at + 1))
            is_entry = entry in entries
            if is_entry or at not in found.blind or not lines[at][:1].isspace():  # else it hangs on the slip above
                found.slips.append(as_fault(trouble, file))
            _blank(found, lines, *entry, is_entry=is_entry)
    return found


def _wide_indents(text: str, file: str) -> Iterator[Fault]:
    for wide in _WIDE_INDENT.finditer(text):
        line, column = text.count("\n", 0, wide.start()) + 1, len(wide[0]) - len(wide[0].lstrip(" ")) + 1
        fix = Fix(wide.start(), wide.end(), " " * len(wide[0]), "usual spaces stand in the indentation")
        message = "a no-break or wide space stands in the indentation, which YAML takes for text: write usual spaces"
        yield Fault(line, column, "error", message, file, 1, fix)


def _entries(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The lines of each film and question: from which, from 0, and before which."""
    start, depth, is_listed = -1, None, False
    for number, line in enumerate([*lines, "end:"]):
        dash = _DASH.match(line) if is_listed else None
        begins = dash is not None and (depth is None or len(dash["depth"]) <= depth)
        ends = line[:1].strip(" \t#-") != ""
        if (begins or ends) and start >= 0:
            yield start, number
            start = -1
        if ends:
            is_listed, depth = _LISTS.fullmatch(line) is not None, None
        if begins and dash is not None:
            start, depth = number, len(dash["depth"])


def _quieten(found: Around, lines: list[str], start: int, end: int, file: str) -> None:
    """Makes YAML of a film or a question: signs within a value become letters, or all of it becomes spaces."""
    while True:
        try:
            parse_nodes("\n".join(lines[start:end]), file)
            return
        except BrokenYamlError as trouble:
            if "undefined alias" in trouble.message:
                return  # it may stand above
            at = min(start + (trouble.line or 1), end) - 1
            keyed = VALUED.fullmatch(lines[at])
            if at + 1 not in found.blind:
                found.slips.append(replace(as_fault(trouble, file), line=at + 1))
            if keyed is None or at + 1 in found.blind:
                _blank(found, lines, start, end, is_entry=True)
                return
            found.blind.add(at + 1)
            lines[at] = keyed["before"] + _SIGNS.sub("x", keyed["value"])


def _blank(found: Around, lines: list[str], start: int, end: int, *, is_entry: bool = False) -> None:
    """Puts an entry without anything in it in the place of a film or a question, nothing in that of another line."""
    dash = _DASH.match(lines[start]) if is_entry else None
    found.blind.update(range(start + 1, end + 1))
    lines[start:end] = [" " * len(line) for line in lines[start:end]]
    if dash and dash.end() + 2 <= len(lines[start]):
        lines[start] = f"{dash[0]}{{}}".ljust(len(lines[start]))
