"""`rulings.yaml`: people's rulings beside the banks, which quizzer tests again."""

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
"""The file of rulings in the folder of their banks."""

_LARGEST_FILE = 10_000_000  # the most bytes of the file

Ruling: TypeAlias = Literal["accept", "reject", "prompt"]

OUTCOMES = {"accept": Outcome.CORRECT, "reject": Outcome.INCORRECT, "prompt": Outcome.PROMPT}
"""The outcome that the referee should reach after each ruling."""

_HEAD = """\
# Rulings on answers. "quizzer check" tests them again, and warns if the referee would now rule otherwise.
"""


class RulingCase(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One ruling, of a day `when`. Without a `bank` (a file in the folder), it applies to every bank there."""

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
    """A file of rulings: its text, its `root` (None if it is empty), its cases with their places, and its faults."""

    path: str
    text: str = ""
    root: yaml.Node | None = None
    cases: list[tuple[yaml.Node, RulingCase]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_rulings(path: Path) -> RulingsFile:
    """Reads the rulings in a file; none if it does not exist. Never raises for its content."""
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
    """Returns the file's text with one more case, or a changed one. Raises BankError for a faulty file."""
    if file.faults:
        raise as_error(file.faults, file.path)
    if normal(written) != file.text:
        raise BankError("the file changed while quizzer was working; nothing was saved, try again", file=file.path)
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
            continue  # the reader has reported it
        if case.ruling not in OUTCOMES:
            place = value_at(node, "ruling") or node
            known = ", ".join(OUTCOMES)
            file.faults.append(error(place, f"a ruling must be one of {known}, not {shortened(case.ruling)!r}"))
        else:
            file.cases.append((node, case))


_PAST = {"accept": "right", "reject": "wrong", "prompt": "too vague"}


def with_rulings(report: Report) -> Report:
    """Adds a warning to a bank's report for each ruling beside it that the referee would not make now."""
    path = Path(report.path).with_name(RULINGS_FILE)
    try:
        if not path.is_file():
            return report
    except (OSError, ValueError):
        return report  # an impossible name has no file beside it
    file = read_rulings(path)
    faults = list(file.faults)
    mine = [(node, case) for node, case in file.cases if case.bank in (None, Path(report.path).name)]
    try:
        bank = load_bank(report.path) if mine else None
    except BankError:
        bank = None  # the report says why
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
    """Says how the referee now rules otherwise on a case; empty if it does not."""
    question = bank.by_id.get(case.question)
    if question is None or question.key is None:
        return f"the bank no longer has the question {shortened(case.question)!r}" if case.bank else ""
    verdict = question.key.grade(case.given, bank.canon)
    if verdict.outcome is OUTCOMES[case.ruling]:
        return ""
    told = f" by {case.by}" if case.by else ""
    told += f" on {case.when}" if case.when else ""
    return f"{shortened(case.given)!r} was ruled {_PAST[case.ruling]}{told}, but is now {verdict.explain()}"
