"""`rulings.yaml` beside a bank: what people ruled on answers, kept so that a later referee can be held to it.

It is a list, written by `quizzer rulings` and by hand:

- question: scores-and-songs/composer/max-steiner   # the question's id
  given: Steiner, Max
  ruling: accept                                    # accept, reject or prompt
  when: 2026-11-24
  by: Ada                                           # who ruled, and why: as you like
  why: as it stands in the credits
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from quizzer.banks.checks.subject import Subject
from quizzer.banks.editing import EditError, set_value
from quizzer.banks.editing_text import written
from quizzer.banks.faults import Fault
from quizzer.banks.nodes import NotYaml, parse_nodes
from quizzer.banks.values import shortened
from quizzer.errors import BankError
from quizzer.files import read_text
from quizzer.grading import Canon, Outcome
from quizzer.question import Question

__all__ = ["OUTCOMES", "RULINGS_FILE", "Case", "add_case", "read_cases", "replay_faults", "rulings_beside"]

RULINGS_FILE = "rulings.yaml"
LARGEST = 20_000_000
OUTCOMES: Mapping[str, Outcome] = {
    "accept": Outcome.CORRECT,
    "reject": Outcome.INCORRECT,
    "prompt": Outcome.PROMPT,
}
"""What each ruling means."""

_HEAD = "# What people ruled on answers. `quizzer check` tells where the referee rules otherwise now.\n"
_KEYS = ("question", "given", "ruling", "when", "by", "why")


class Case(NamedTuple):
    """One ruling, with its place in the file (line and column from 1)."""

    question: str
    given: str
    ruling: str
    line: int = 1
    column: int = 1


def rulings_beside(bank: str) -> Path:
    """Where the rulings on a bank are."""
    return Path(bank).with_name(RULINGS_FILE)


def read_cases(text: str, file: str) -> tuple[list[Case], list[Fault]]:
    """The cases of a file, and what is wrong with those that cannot be read."""
    cases: list[Case] = []
    faults: list[Fault] = []
    try:
        root = parse_nodes(text, file)
    except NotYaml as trouble:
        return [], [trouble.fault(file)]
    if root is None:
        return [], []
    if not isinstance(root, yaml.SequenceNode):
        return [], [Fault(1, 1, "error", "rulings are a list, each with 'question', 'given' and 'ruling'", file)]
    for node in root.value:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        said = {key.value: value.value for key, value in pairs if isinstance(value, yaml.ScalarNode)}
        lacking = [key for key in _KEYS[:3] if not said.get(key)]
        if lacking:
            faults.append(Fault(line, column, "error", f"this ruling lacks {lacking[0]!r}", file))
        elif said["ruling"] not in OUTCOMES:
            what = shortened(said["ruling"])
            faults.append(Fault(line, column, "error", f"a ruling is accept, reject or prompt, not {what!r}", file))
        else:
            cases.append(Case(said["question"], said["given"], said["ruling"], line, column))
    return cases, faults


def add_case(text: str, case: Case, *, when: str, by: str = "", why: str = "") -> str:
    """The file with one more case; a case about the same answer is changed instead. Raises EditError."""
    cases, faults = read_cases(text, RULINGS_FILE)
    if faults:
        raise EditError(f"{RULINGS_FILE}:{faults[0].line}: {faults[0].message}")
    for place, known in enumerate(cases):
        if (known.question, known.given) == (case.question, case.given):
            return text if known.ruling == case.ruling else set_value(text, (place, "ruling"), case.ruling)
    values = dict(zip(_KEYS, (case.question, case.given, case.ruling, when, by, why), strict=True))
    lines = [f"{key}: {written(value)}" for key, value in values.items() if value]
    line_end = "\r\n" if "\r\n" in text else "\n"
    before = text if not text or text.endswith("\n") else text + line_end
    entry = "- " + f"{line_end}  ".join(lines) + line_end
    new = (before or _HEAD) + entry
    if len(read_cases(new, RULINGS_FILE)[0]) != len(cases) + 1:
        raise EditError(f"{RULINGS_FILE} is written in an unusual way: add the case by hand")
    return new


def replay_faults(bank: str, asked: Subject) -> tuple[list[Fault], dict[str, str]]:
    """The rulings on a bank's questions that the referee no longer shares, and the text they stand in by its path."""
    path = rulings_beside(bank)
    if not path.is_file():
        return [], {}
    file = str(path)
    try:
        text = read_text(file, at_most=LARGEST, error=BankError)
    except BankError as trouble:
        return [Fault(trouble.line or 1, trouble.column or 1, "error", trouble.message, file)], {}
    cases, faults = read_cases(text, file)
    return [*faults, *_flipped(cases, asked.bank.by_id, asked.canon, file)], {file: text}


def _flipped(
    cases: list[Case], questions: Mapping[str, Question], canon: Canon | None, file: str
) -> Iterator[Fault]:
    for case in cases:
        question = questions.get(case.question)
        if question is None or question.key is None:
            continue  # another bank's in the same folder, or one that is no more
        verdict = question.key.grade(case.given, canon)
        if verdict.outcome is not OUTCOMES[case.ruling]:
            now = f"the referee now says {verdict.outcome.value} to {shortened(case.given)!r}"
            message = f"{now}, where a person ruled {case.ruling!r}: {verdict.explain()}"
            yield Fault(case.line, case.column, "warning", message, file)
