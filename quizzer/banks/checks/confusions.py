"""Warnings: answers to different questions that the referee takes for each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.pointing import place_of, warning
from quizzer.bank_files.values import shortened
from quizzer.banks.checks.subject import NAMES, Asked, Subject
from quizzer.grading import Canon, Name
from quizzer.grading.forms import same_words

__all__ = ["answers_confused"]

NEAR = 2
"""Letters in which two answers may differ to be tried against each other."""
MOST_TRIED = 5
"""Answers of other questions that are tried on one: what bounds the cost where many are alike."""


def answers_confused(subject: Subject) -> Iterator[Fault]:
    """Answers that would be right for another question too, of the same kind and about the same film or in the same
    category. Only answers that are spelt nearly alike are tried."""
    asked = [one for one in subject.asked if one.kind in NAMES and one.is_quick]
    near = _Near(asked)
    told: set[frozenset[str]] = set()
    for one in asked:
        for other in near.to(one):
            pair = frozenset((one.tight, other.tight))
            if pair in told or not _may_meet(one, other) or _is_meant(one, other):
                continue
            if one.key.grade(other.key.answer, subject.canon).correct:
                told.add(pair)
                place = one.answers[0][1]
                answer, where = shortened(other.key.answer), place_of(other.node, place)
                message = f"the referee takes {answer!r}, the answer of the question in {where}, for this one: "
                yield warning(place, message + "write it under 'reject', or spell them alike")


def _may_meet(one: Asked, other: Asked) -> bool:
    if one.kind != other.kind:
        return False
    same_film = one.question.film is not None and one.question.film == other.question.film
    return same_film or one.question.category == other.question.category


def _is_meant(one: Asked, other: Asked) -> bool:
    """Whether the author has said that both are names of one."""
    ours, theirs = ({same_words(name).tight for name in key.names} for key in (one.key, other.key))
    return other.tight in ours or one.tight in theirs


class _Near:
    """The questions by their answers, to find those whose answers are near one."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._by_answer: dict[str, list[Asked]] = {}
        for one in asked:
            self._by_answer.setdefault(one.key.answer, []).append(one)
        self._canon = Canon(Name(answer, kind="person") for answer in self._by_answer)

    def to(self, one: Asked) -> list[Asked]:
        canon = self._canon
        tights = [tight for _, tight in canon.near(one.tight, NEAR)]
        names = [canon.name(place).text for tight in tights[:MOST_TRIED] for place in canon.places(tight)]
        others = (other for name in names for other in self._by_answer[name] if other.tight != one.tight)
        return list(islice(others, MOST_TRIED))
