"""`rulings.yaml`: what people ruled on answers, kept beside the banks, and put before the referee again."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
import yaml

from quizzer.bank_files.documents import Document
from quizzer.bank_files.edits import normal
from quizzer.bank_files.faults import Fault, as_error, as_fault
from quizzer.bank_files.nodes import error, items_at, parse_nodes, value_at, warning
from quizzer.bank_files.placing import as_block
from quizzer.bank_files.values import ValueReader
from quizzer.banks.bank import Bank
from quizzer.banks.checks.inspection import Report
from quizzer.banks.loading import load_bank
from quizzer.errors import BankError, shortened
from quizzer.files import read_text
from quizzer.grading import Outcome, fold

RULINGS_FILE = "rulings.yaml"
"""Its name; it lies in the folder of the banks that it speaks of."""

_LARGEST_FILE = 10_000_000  # bytes that it may have

Ruling: TypeAlias = Literal["accept", "reject", "prompt"]

OUTCOMES = {"accept": Outcome.CORRECT, "reject": Outcome.INCORRECT, "prompt": Outcome.PROMPT}
"""What the referee is to say to an answer that was ruled on so."""

_HEAD = """\
# What people ruled on answers. "quizzer check" asks the referee again and tells where it would now rule otherwise.
"""


class RulingCase(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One ruling. `bank` is the name of a file in the same folder; without it the case is of every bank there that has
    the question. `when` is a day (year-month-day)."""

    bank: str | None = None
    question: str
    given: str
    ruling: str
    when: str | None = None
    by: str | None = None
    why: str | None = None

    def is_about(self, other: "RulingCase") -> bool:
        """Whether both rule on the same answer to the same question."""
        same = self.bank in (None, other.bank) and self.question == other.question
        return same and (self.given == other.given or fold(self.given) == fold(other.given) != "")


class _Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rulings: tuple[RulingCase, ...] = ()


@dataclass
class RulingsFile:
    """A file of rulings: its text as it is read, the `root` of what it says (None if that is nothing), the cases with
    their places, and what is wrong with it."""

    path: str
    text: str = ""
    root: yaml.Node | None = None
    cases: list[tuple[yaml.Node, RulingCase]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_rulings(path: Path) -> RulingsFile:
    """The rulings in a file; none if there is no such file. It does not raise for what the file holds."""
    file = RulingsFile(str(path))
    if not path.exists():
        return file
    try:
        file.text = read_text(path, at_most=_LARGEST_FILE, error=BankError, only_regular=True)
        file.root = parse_nodes(file.text, file.path)
        if file.root is not None:
            _read(file, file.root)
    except BankError as trouble:
        file.faults.append(as_fault(trouble, file.path))
    return file


def with_case(file: RulingsFile, written: str, case: RulingCase) -> str:
    """The file's text, byte for byte, with one more case. One about the same answer is ruled anew in its place.

    Raises BankError for a file that has errors, or that cannot be edited.
    """
    if file.faults:
        raise as_error(file.faults, file.path)
    if normal(written) != file.text:
        raise BankError("it was changed meanwhile; try again", file=file.path)
    values: dict[str, str] = msgspec.to_builtins(case)
    if file.root is None:
        head = written if not written or written.endswith("\n") else f"{written}\n"
        return f"{head or _HEAD}rulings:\n  -{as_block(values, 4, under_key=False)}\n"
    document = Document(written, file.path, file.root)
    for place, (_, old) in enumerate(file.cases):
        if old.is_about(case):
            if old.ruling == case.ruling:
                return written
            for key in ("ruling", "when", "by", "why"):
                if key in values:
                    document = document.put(["rulings", place, key], values[key], after=("given", "ruling", "when"))
            return document.written
    return document.append(["rulings"], values).written


def _read(file: RulingsFile, root: yaml.Node) -> None:
    values = ValueReader(file.faults).read_file(root, _Shape, "the file of rulings") or {}
    nodes: Sequence[yaml.Node] = items_at(root, "rulings") if isinstance(root, yaml.MappingNode) else ()
    for node, value in zip(nodes, values.get("rulings", ()), strict=False):
        try:
            case = msgspec.convert(value, RulingCase)
        except msgspec.ValidationError:
            continue  # what is wrong with it is told already
        if case.ruling not in OUTCOMES:
            place = value_at(node, "ruling") or node
            known = ", ".join(OUTCOMES)
            file.faults.append(error(place, f"a ruling is one of {known}, not {shortened(case.ruling)!r}"))
        else:
            file.cases.append((node, case))


_PAST = {"accept": "accepted", "reject": "rejected", "prompt": "asked for more"}


def with_rulings(report: Report) -> Report:
    """The report of a checked bank, with a warning for each ruling beside it that the referee would not make now, at
    its place in the file of rulings."""
    path = Path(report.path).with_name(RULINGS_FILE)
    try:
        if not path.is_file():
            return report
    except (OSError, ValueError):
        return report  # a bank of no name has nothing beside it
    file = read_rulings(path)
    faults = list(file.faults)
    mine = [(node, case) for node, case in file.cases if case.bank in (None, Path(report.path).name)]
    try:
        bank = load_bank(report.path) if mine else None
    except BankError:
        bank = None  # why not is told already
    for node, case in mine:
        if bank is not None and (trouble := _trouble(bank, case)):
            faults.append(warning(value_at(node, "given") or node, trouble))
    for node, case in file.cases:
        if case.bank and not path.with_name(Path(case.bank).name).exists():
            place = value_at(node, "bank") or node
            faults.append(warning(place, f"there is no bank {shortened(case.bank)!r} here any more"))
    files = {**report.files, file.path: file.text}
    return replace(
        report, faults=[*report.faults, *sorted(faults, key=lambda one: (one.line, one.column))], files=files
    )


def _trouble(bank: Bank, case: RulingCase) -> str:
    """How the referee rules otherwise on a case now; empty if it does not."""
    question = bank.by_id.get(case.question)
    if question is None or question.key is None:
        return f"the bank has no question {shortened(case.question)!r} any more" if case.bank else ""
    verdict = question.key.grade(case.given, bank.canon)
    if verdict.outcome is OUTCOMES[case.ruling]:
        return ""
    told = f" by {case.by}" if case.by else ""
    told += f" on {case.when}" if case.when else ""
    return f"{shortened(case.given)!r} was {_PAST[case.ruling]}{told}, and now is {verdict.explain()}"
