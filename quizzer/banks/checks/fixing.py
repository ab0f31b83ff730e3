"""Faults that a program can mend, mended in their files: nothing else there changes, comments and layout stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from quizzer.bank_files.edits import edited, rewrite_file
from quizzer.bank_files.faults import Fault, Fix
from quizzer.bank_files.nodes import NotYaml, parse_nodes
from quizzer.bank_files.reading import read_bank_text
from quizzer.banks.checks.checking import Report, inspect_bank
from quizzer.banks.checks.yaml_mending import mend_yaml
from quizzer.errors import QuizzerError

__all__ = ["Done", "Fixed", "fix_bank"]

MOST_ROUNDS = 10
"""What is mended may show more that can be: so often it is looked at again."""


class Done(NamedTuple):
    """What was mended, and where it stood (lines from 1)."""

    file: str
    line: int
    said: str


@dataclass
class Fixed:
    """What came of mending a bank: what was `done`, where the old files are `kept`, why a file was `left` as it is,
    and the `report` of what is still to be done by hand."""

    report: Report
    done: list[Done] = field(default_factory=list)
    kept: dict[str, Path] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)


def fix_bank(path: str) -> Fixed:
    """Mends what can be mended in a bank and in the files that it includes, and checks it again.

    A file that was there is kept, as `write_text` keeps it. It does not raise: what cannot be written is in `left`.
    """
    fixed = Fixed(inspect_bank(path))
    for _ in range(MOST_ROUNDS):
        changed = [_fix_file(fixed, file, text) for file, text in fixed.report.files.items()]
        if not any(changed):
            break
        fixed.report = inspect_bank(path)
    return fixed


def _fix_file(fixed: Fixed, file: str, text: str) -> bool:
    """Mends one file; False if nothing in it was."""
    if file in fixed.left:
        return False
    faults = [fault for fault in fixed.report.faults if (fault.file or fixed.report.path) == file]
    mended = mend_yaml(text) if any(fault.severity == "error" for fault in faults) else None
    if mended is None:
        mended = _mend_values(text, faults)
    if mended is None:
        return False
    edits, said = mended
    try:
        kept = rewrite_file(file, text, edits)
    except QuizzerError as trouble:
        fixed.left[file] = str(trouble)
        return False
    if kept is not None and fixed.kept.setdefault(file, kept) != kept:
        kept.unlink()  # between two rounds nobody has seen the file
    fixed.done += [Done(file, line, words) for line, words in said]
    return True


def _mend_values(text: str, faults: Iterable[Fault]) -> tuple[list[Fix], list[tuple[int, str]]] | None:
    """The fixes of faults, none within another; None if there are none, or if they would break the file."""
    chosen: list[tuple[Fix, int]] = []
    for fix, line in sorted((fault.fix, fault.line) for fault in faults if fault.fix is not None):
        if not chosen or fix.start >= chosen[-1][0].end:
            chosen.append((fix, line))
    if not chosen:
        return None
    # Each alone may be right and all together too much: of two names that are the same, both would go.
    if _errors(edited(text, [fix for fix, _ in chosen])) > _errors(text):
        del chosen[1:]
    edits = [fix for fix, _ in chosen]
    try:
        parse_nodes(edited(text, edits))
    except NotYaml:
        return None
    return edits, [(line, fix.done) for fix, line in chosen]


def _errors(text: str) -> int:
    return sum(fault.severity == "error" for fault in read_bank_text(text).faults)
