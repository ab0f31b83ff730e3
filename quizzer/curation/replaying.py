"""Old rulings put before the referee again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.pointing import value_at, warning
from quizzer.bank_files.values import shortened
from quizzer.banks.bank import Bank
from quizzer.banks.checks.checking import Report
from quizzer.banks.opening import load_bank
from quizzer.curation.rulings_file import OUTCOMES, RULINGS_FILE, RulingCase, read_rulings
from quizzer.errors import BankError

__all__ = ["with_rulings"]

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
    for node, case in mine if bank is not None else ():
        assert bank is not None
        trouble = _trouble(bank, case)
        if trouble:
            faults.append(warning(value_at(node, "given") or node, trouble))
    for node, case in file.cases:
        if case.bank and not path.with_name(Path(case.bank).name).exists():
            place = value_at(node, "bank") or node
            faults.append(warning(place, f"there is no bank {shortened(case.bank)!r} here any more"))
    files = {**report.files, file.path: file.text}
    return replace(report, faults=[*report.faults, *sorted(faults, key=_place)], files=files)


def _place(fault: Fault) -> tuple[int, int]:
    return fault.line, fault.column


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
