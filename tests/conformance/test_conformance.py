"""Runs every case of the *.txt files beside it: key | given | outcome | reason | where the case comes from.

A key is an answer and its options, parted by " ; ": `Alien ; kind=title ; year=1979 ; reject=Aliens`. Names in
an option are parted by " / "; `about` is the film that the answer belongs to; `canon` lists the other names that
exist, each with what is known of it in braces: `Michael Douglas {kind=person, fame=900}`. An answer of kind list is
parted by " / ", the aliases of one name by " = ".
A reason may be followed by the message after a colon; "-" stands for any reason. `\\n` is a line break.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from quizzer.grading import AnswerKey, Canon, Name

HERE = Path(__file__).parent
SEVERAL = ("accept", "reject", "prompt", "choices")
NUMBERS = ("year", "need")


class Case(NamedTuple):
    place: str
    key: str
    given: str
    outcome: str
    reason: str
    source: str


def cases() -> list[Case]:
    found = []
    for file in sorted(HERE.glob("*.txt")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                columns = [column.strip() for column in line.split("|")]
                assert len(columns) == 5, f"{file.name}:{number}: five columns are wanted, here are {len(columns)}"
                found.append(Case(f"{file.name}:{number}", *columns))
    return found


def key_and_canon(written: str) -> tuple[AnswerKey, Canon | None]:
    answer, *options = (part.strip() for part in written.split(" ; "))
    settings: dict[str, Any] = {}
    canon = None
    for option in options:
        name, _, value = option.partition("=")
        if name == "canon":
            canon = Canon([named(text) for text in value.split(" / ")])
        elif name in SEVERAL:
            settings[name] = value.split(" / ")
        elif name == "about":
            settings[name] = about(value)
        else:
            settings[name] = int(value) if name in NUMBERS else value
    if settings.get("kind") == "list":
        return AnswerKey([tuple(item.split(" = ")) for item in answer.split(" / ")], **settings), canon
    return AnswerKey(answer, **settings), canon


def about(written: str) -> dict[str, Any]:
    """`title: Up, year: 2009, actors: Edward Asner + Jordan Nagai` as what a key is told of its film."""
    told: dict[str, Any] = dict(part.split(": ") for part in written.split(", "))
    people = {name: told[name].split(" + ") for name in ("directors", "actors") if name in told}
    return told | people | ({"year": int(told["year"])} if "year" in told else {})


def named(text: str) -> Name:
    """`Michael Douglas {kind=person, fame=900}` as a name."""
    bare, known = re.fullmatch(r"([^{]*?)\s*(?:\{(.*)\})?", text).groups()  # type: ignore[union-attr]
    details: dict[str, Any] = dict(detail.strip().split("=") for detail in (known or "").split(",") if detail)
    numbers = {
        name: float(details[name]) if name == "fame" else int(details[name])
        for name in ("fame", "year")
        if name in details
    }
    return Name(bare, **(details | numbers))


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.place} {case.given[:30]}")
def test_case(case: Case) -> None:
    key, canon = key_and_canon(case.key)
    verdict = key.grade(case.given.replace("\\n", "\n"), canon)
    reason, _, message = case.reason.partition(":")
    ruled = (verdict.outcome.value, verdict.reason.value if reason != "-" else "-", verdict.message if message else "")
    assert ruled == (case.outcome, reason, message.strip()), verdict.explain()


def test_every_case_says_where_it_comes_from() -> None:
    assert all(case.source for case in cases())


def test_no_message_of_an_open_question_names_its_answer() -> None:
    for case in cases():
        key, canon = key_and_canon(case.key)
        verdict = key.grade(case.given, canon)
        if not verdict.correct:
            for name in key.names:
                assert name.casefold() not in verdict.message.casefold() or name.casefold() in case.given.casefold(), (
                    case
                )
