"""Faults that a program can mend, mended in their files: nothing else there changes, comments and layout stay."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from quizzer.bank_files.broken import VALUED
from quizzer.bank_files.editing import EditedBank, EditedQuestion
from quizzer.bank_files.edits import edited, rewritten, written_as
from quizzer.bank_files.faults import Fault, Fix
from quizzer.bank_files.hand_written import read_hand_written
from quizzer.bank_files.nodes import in_quotes, parse_nodes
from quizzer.bank_files.reader import read_bank_file, read_bank_text
from quizzer.banks.checks.inspection import Report, inspect_bank
from quizzer.banks.former_ids import KnownQuestion, known_question, successors
from quizzer.banks.loading import bank_of
from quizzer.errors import BankError, QuizzerError
from quizzer.files import write_text
from quizzer.question import Question

_MOST_ROUNDS = 10  # what is mended may show more that can be: so often it is looked at again


@dataclass
class Fixed:
    """What came of mending a bank: what was `done`, each with its file and the line where it stood (from 1), where the
    old files are `kept`, why a file was `left` as it is, and the `report` of what is still to be done by hand."""

    report: Report
    done: list[tuple[str, int, str]] = field(default_factory=list)
    kept: dict[str, Path] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)


def fix_bank(path: str, known: Iterable[KnownQuestion] = ()) -> Fixed:
    """Mends what can be mended in a bank and in the files that it includes, and checks it again.

    What it changes may give a question another id, and so may what its author has changed: those that were `known`
    before tell their former ids then (`was`). A file that was there is kept, as `write_text` keeps it. It does not
    raise: what cannot be written is in `left`.
    """
    fixed = Fixed(inspect_bank(path))
    before = [known_question(one) for one in _questions(path).values()]
    _keep_former_ids(fixed, path, known)
    for _ in range(_MOST_ROUNDS):
        changed = [_fix_file(fixed, file, text) for file, text in fixed.report.files.items()]
        if not any(changed):
            break
        fixed.report = inspect_bank(path)
    _keep_former_ids(fixed, path, before)
    return fixed


def _questions(path: str) -> dict[str, Question]:
    """The questions of a bank by id, drafts too, as far as they can be read."""
    try:
        reading = read_bank_file(path)
    except BankError:
        return {}
    return {one.id: one for one in bank_of(reading, read_hand_written(reading)[0], drafts=True).questions}


def _keep_former_ids(fixed: Fixed, path: str, former: Iterable[KnownQuestion]) -> None:
    """Notes with each question under which ids it was known that no question has any more."""
    now = _questions(path)
    told = {old for question in now.values() for old in question.was}
    known = {one.id: one for one in former}
    found = successors([known[one] for one in known if one not in now and one not in told], now, known)
    if not found:
        return
    notes: dict[tuple[str, str], Question] = {}
    for old, new in found.items():
        (old_head, _, old_tail), (head, _, tail) = old.partition("/"), new.partition("/")
        is_of_film = now[new].origin is not None and tail == old_tail
        notes[(old_head, head) if is_of_film else (old, new)] = now[new]
    # A bank that has errors still is left as it is.
    with suppress(QuizzerError), EditedBank.alone(path) as bank:
        for (old, new), question in notes.items():
            entry = bank.question(new) if question.origin is None else bank.film(question.film or "")
            if isinstance(entry, EditedQuestion):
                entry.append(["was"], old, after=("ask", "answer"))
            elif isinstance(entry.at(["was"]), yaml.MappingNode):
                entry.append(["was", new], old)
            else:
                entry.put(["was"], {new: old})
            fixed.done.append((entry.file, entry.node.start_mark.line + 1, f"{new} was {old}: noted"))
        bank.save()
    fixed.report = inspect_bank(path)


def _fix_file(fixed: Fixed, file: str, text: str) -> bool:
    if file in fixed.left:
        return False
    faults = [fault for fault in fixed.report.faults if (fault.file or fixed.report.path) == file]
    is_broken = any(fault.severity == "error" for fault in faults)
    mended = (mend_yaml(text) if is_broken else []) or _mend_values(text, faults)
    if not mended:
        return False
    try:
        kept = write_text(file, rewritten(written_as(file, text), [fix for _, fix in mended]))
    except QuizzerError as trouble:
        fixed.left[file] = str(trouble)
        return False
    if kept is not None and fixed.kept.setdefault(file, kept) != kept:
        kept.unlink()  # between two rounds nobody has seen the file
    fixed.done += [(file, line, fix.done) for line, fix in mended]
    return True


def _mend_values(text: str, faults: Iterable[Fault]) -> list[tuple[int, Fix]]:
    """The fixes of faults, none within another, with their lines; none if they would break the file."""
    chosen: list[tuple[int, Fix]] = []
    for fix, line in sorted((fault.fix, fault.line) for fault in faults if fault.fix is not None):
        if not chosen or fix.start >= chosen[-1][1].end:
            chosen.append((line, fix))
    # Each alone may be right and all together too much: of two names that are the same, both would go.
    if len(chosen) > 1 and _errors(edited(text, [fix for _, fix in chosen])) > _errors(text):
        del chosen[1:]
    try:
        parse_nodes(edited(text, [fix for _, fix in chosen]))
    except BankError:
        return []
    return chosen


def _errors(text: str) -> int:
    return sum(fault.severity == "error" for fault in read_bank_text(text).faults)


_MOST_READ = 50_000_000  # characters that are read in all: each line that is mended costs a reading of the file
_LOOKED_UP = 20  # lines in which the item before another is looked for
_LOOKED_BACK = 2  # lines above the one that the parser stumbles in where the cause may stand

# Two keys in one line are for the author to part, and so is a name with what is to be said to it.
_TWO_KEYS = re.compile(
    r"[ ,](?:actor|character|year|kind|answer|accept|category|difficulty|film|directors|writers|composers|country"
    r"|language): "
)
_WITH_WORDS = re.compile(r" *(?:- +)*(?:reject|prompt|aliases|difficulties): +")
_SPECIAL = "@`%&*!,]}['\""


def mend_yaml(text: str) -> list[tuple[int, Fix]]:
    """The edits that make YAML of a text, or that get the parser further, each with its line from 1; none if it is
    YAML, or if nothing here helps."""
    written = lines = text.split("\n")
    stopped = _stopped_at(lines)
    for _ in range(max(1, _MOST_READ // (len(text) + 1))):
        if stopped == len(lines):
            break
        tries = (
            [*lines[:number], line, *lines[number + 1 :]]
            for number in range(stopped, max(-1, stopped - _LOOKED_BACK - 1), -1)
            for mend in (_without_tabs, _quoted)
            if number < len(lines) and (line := mend(lines, number)) is not None
        )
        further = next(((tried, at) for tried in tries if (at := _stopped_at(tried)) > stopped), None)
        if further is None:
            break
        lines, stopped = further
    faults = read_bank_text("\n".join(lines)).faults if lines is not written else ()
    unsure = {fault.line for fault in faults if fault.severity == "error"}
    fixes, start = [], 0
    for number, (before, after) in enumerate(zip(written, lines, strict=True), 1):
        tabbed = "\t" in before and "\t" not in after
        if tabbed and number in unsure:
            return []  # how deep the line belongs, only its author knows
        if before != after:
            done = "spaces stand for tabs" if tabbed else "quoted"
            fixes.append((number, Fix(start, start + len(before), after, done)))
        start += len(before) + 1
    return fixes


def _stopped_at(lines: list[str]) -> int:
    """The line, from 0, in which the parser stops: the one behind the last if the text is YAML."""
    try:
        parse_nodes("\n".join(lines))
    except BankError as trouble:
        return min(trouble.line or 1, len(lines)) - 1
    return len(lines)


def _without_tabs(lines: list[str], number: int) -> str | None:
    """The line, indented as what stands above it: below a key without a value, beside an item, or beside a key."""
    text = lines[number].lstrip()
    if "\t" not in lines[number][: -len(text) or None] or not text:
        return None
    above = [line for line in lines[max(0, number - _LOOKED_UP) : number] if line.strip()]
    last = above[-1] if above else ""
    items = [line for line in above if line.lstrip().startswith("- ")]
    if not last.rstrip().endswith(":") and text.startswith("- ") and items:
        return " " * (len(items[-1]) - len(items[-1].lstrip())) + text
    depth = len(last) - len(last.lstrip(" -"))
    return " " * (depth + 2 * last.rstrip().endswith(":")) + text


def _quoted(lines: list[str], number: int) -> str | None:
    """The line with quotation marks around its value; None where they cannot be what is missing."""
    line = lines[number]
    found = VALUED.fullmatch(line)
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
    is_curly = len(value) > 2 and value[0] in "“„«" and value[-1] in "”“»"
    return found["before"] + in_quotes(value[1:-1] if is_curly else value)
