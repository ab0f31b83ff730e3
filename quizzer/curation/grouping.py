"""Players' words put together: the referee takes what it takes for the same as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from quizzer.errors import QuizzerError
from quizzer.grading import AnswerKey, fold
from quizzer.records.curating import Said

__all__ = ["Group", "grouped"]

MOST_COMPARED = 200
"""Different answers to one question that are compared with each other; further ones are grouped by their letters."""


class Group(NamedTuple):
    """Answers to one question that mean the same. `given` is what was typed most often, the first of those."""

    question: str
    given: str
    said: tuple[Said, ...]

    @property
    def players(self) -> int:
        """How many players said so."""
        return len({one.player.casefold() for one in self.said})


def grouped(said: Sequence[Said], kind_of: Callable[[str], str] = lambda _: "text") -> list[Group]:
    """The groups, question by question, those of most players first. `kind_of`: of a question's answer."""
    by_question: dict[str, dict[str, list[Said]]] = {}
    for one in said:
        by_question.setdefault(one.question, {}).setdefault(fold(one.given) or one.given, []).append(one)
    groups = [
        group for question, answers in by_question.items() for group in _groups(question, answers, kind_of(question))
    ]
    order = {question: place for place, question in enumerate(by_question)}
    return sorted(groups, key=lambda group: (order[group.question], -group.players, -len(group.said)))


def _groups(question: str, answers: dict[str, list[Said]], kind: str) -> list[Group]:
    piles: list[tuple[AnswerKey | None, list[Said]]] = []
    for said in sorted(answers.values(), key=len, reverse=True):
        pile = next((pile for key, pile in piles[:MOST_COMPARED] if key and key.grade(said[0].given).correct), None)
        if pile is not None:
            pile += said
        else:
            piles.append((_key(said[0].given, kind), list(said)))
    return [Group(question, pile[0].given, tuple(pile)) for _, pile in piles]


def _key(given: str, kind: str) -> AnswerKey | None:
    try:
        return AnswerKey(given[:1000], kind=kind, strictness="standard")
    except QuizzerError:
        return None
