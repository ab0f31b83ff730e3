"""Which questions a game asks, and in what order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from random import Random

from quizzer.grading import fold
from quizzer.question import Question

__all__ = ["draw_questions"]

GAPS_IN = 10
"""At most one question in so many is an open gap."""

# Kinds whose answers are words that stand in any text.
_ANYWHERE = ("boolean", "choice")


def draw_questions(pool: Sequence[Question], count: int, *, seed: int, seen: Collection[str] = ()) -> list[Question]:
    """At most `count` questions out of `pool`, in the order to ask them; see `Bank.draw`."""
    chance = Random(seed)
    order = _shuffled(pool, chance)
    drawing = _Drawing(count // GAPS_IN)
    for candidates in ([q for q in order if q.id not in seen], [q for q in order if q.id in seen]):
        while len(drawing.chosen) < count and (question := drawing.next_of(candidates)):
            drawing.take(question)
    return drawing.chosen


class _Drawing:
    """The questions chosen so far, and what they rule out."""

    def __init__(self, gaps_left: int) -> None:
        self.chosen: list[Question] = []
        self.gaps_left = gaps_left
        self._ids: set[str] = set()
        self._facts: set[str] = set()
        self._told = " "
        self._categories: Counter[str] = Counter()
        self._films: Counter[str | None] = Counter()

    def next_of(self, candidates: Sequence[Question]) -> Question | None:
        """The first candidate that fits; those of films and categories that were asked least go before the others."""
        previous = self.chosen[-1].film if self.chosen else None
        best, least = None, (True, len(self.chosen) * 2 + 1)
        for question in candidates:
            same_film = question.film is not None and question.film == previous
            asked = (same_film, self._categories[question.category] + self._films[question.film])
            if asked < least and self._may_stand(question):
                best, least = question, asked
        return best

    def take(self, question: Question) -> None:
        self.chosen.append(question)
        self._ids.add(question.id)
        self._facts |= question.facts
        self._told += f"{fold(question.text)} {fold(question.explanation)} "
        self._categories[question.category] += 1
        self._films[question.film] += 1
        self.gaps_left -= question.is_open_gap

    def _may_stand(self, question: Question) -> bool:
        if question.id in self._ids or (question.is_open_gap and self.gaps_left <= 0):
            return False
        return self._facts.isdisjoint(question.facts) and not self._is_told(question) and not self._asks_again(question)

    def _is_told(self, question: Question) -> bool:
        """True if the answer stands in a text or an explanation that the players have read by then."""
        if question.key is None or question.kind in _ANYWHERE:
            return False
        return any(f" {fold(name)} " in self._told for item in question.key.items for name in item)


    def _asks_again(self, question: Question) -> bool:
        """True if a question about the same film had the same answer: hand-written, it may rest on the same fact."""
        return question.key is not None and any(
            before.key is not None
            and fold(before.key.answer) == fold(question.key.answer)
            and (_is_about(before, question.film) or _is_about(question, before.film))
            for before in self.chosen
        )


def _is_about(question: Question, film: str | None) -> bool:
    """True if a question is filed under a film (a title with its year) or mentions its title."""
    if film is None:
        return False
    title = film.rpartition(" (")[0] or film
    return question.film == film or f" {fold(title)} " in f" {fold(question.text)} "


def _shuffled(pool: Sequence[Question], chance: Random) -> list[Question]:
    """Fisher-Yates from `random()` alone: `shuffle` may change between versions of Python."""
    order = list(pool)
    for last in range(len(order) - 1, 0, -1):
        other = int(chance.random() * (last + 1))
        order[last], order[other] = order[other], order[last]
    return order
