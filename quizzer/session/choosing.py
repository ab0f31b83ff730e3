"""Which of the given questions a game asks, and in which order: decided by the seed alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from quizzer.question import Question

__all__ = ["choose", "shuffled"]

_OPEN_GAP_EVERY = 10  # at most one question in so many is an open gap


def choose(questions: Sequence[Question], count: int | None, seed: int) -> tuple[Question, ...]:
    """`count` of `questions`, or all of them in their order if there are no more than that.

    No two of those picked rest on a common fact, and at most one in ten is an open gap. Fewer than `count` come back
    when the rest would break that.
    """
    if count is None or len(questions) <= count:
        return tuple(questions)
    picked: list[Question] = []
    facts: set[str] = set()
    gaps = 0
    for place in shuffled(len(questions), seed):
        question = questions[place]
        if not facts.isdisjoint(question.facts):
            continue
        if question.is_open_gap:
            if gaps >= max(1, count // _OPEN_GAP_EVERY):
                continue
            gaps += 1
        facts |= question.facts
        picked.append(question)
        if len(picked) == count:
            break
    return tuple(picked)


def shuffled(count: int, seed: int | str) -> Iterator[int]:
    """The numbers below `count` in an order drawn with `seed`, each drawn when it is asked for.

    A Fisher-Yates shuffle that remembers only the places it has touched, so that twenty of a million cost twenty draws.
    """
    draw = Random(seed).random
    moved: dict[int, int] = {}
    for left in range(count, 0, -1):
        place = int(draw() * left)
        yield moved.get(place, place)
        moved[place] = moved.pop(left - 1, left - 1)
