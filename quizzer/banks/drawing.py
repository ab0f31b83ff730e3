"""Which questions a game asks, and in what order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from quizzer.grading import fold
from quizzer.question import Question

__all__ = ["Wishes", "draw_questions"]

GAPS_IN = 10
"""At most one question in so many is an open gap."""

# Kinds whose answers are words that stand in any text.
_ANYWHERE = ("boolean", "choice")


@dataclass(frozen=True)
class Wishes:
    """What a game wants of its questions; see `Bank.draw`."""

    quotas: Mapping[str, int] = field(default_factory=dict)
    difficulty: Sequence[int] = ()
    films_may_follow: bool = False


def draw_questions(
    pool: Sequence[Question], count: int, *, seed: int, without: Collection[str] = (), wishes: Wishes | None = None
) -> list[Question]:
    """At most `count` questions out of `pool` in the order to ask them, none whose id is in `without`."""
    excluded = frozenset(without)
    order = _shuffled([question for question in pool if question.id not in excluded], Random(seed))
    drawing = _Drawing(count, wishes or Wishes())
    while len(drawing.chosen) < count and (question := drawing.next_of(order)):
        drawing.take(question)
    return drawing.chosen


class _Drawing:
    """The questions chosen so far, and what they rule out."""

    def __init__(self, count: int, wishes: Wishes) -> None:
        self.chosen: list[Question] = []
        self._count = count
        self._wishes = wishes
        self._gaps_left = count // GAPS_IN
        self._ids: set[str] = set()
        self._facts: set[str] = set()
        self._told = " "
        self._categories: Counter[str] = Counter()
        self._films: Counter[str | None] = Counter()

    def next_of(self, candidates: Sequence[Question]) -> Question | None:
        """The best candidate that fits: as the wishes want it, then of a film and a category that were asked little."""
        previous = self.chosen[-1].film if self.chosen and not self._wishes.films_may_follow else None
        difficulty, quotas = self._difficulty(), self._open_quotas()
        full = {category for category, quota in self._wishes.quotas.items() if self._categories[category] >= quota}
        quotas_must = self._count - len(self.chosen) <= sum(quotas.values())
        best: Question | None = None
        least: tuple[int, ...] | None = None
        for question in candidates:
            if question.category in full:
                continue
            cost = (
                quotas_must and question.category not in quotas,
                question.film is not None and question.film == previous,
                abs(question.difficulty - difficulty) if difficulty else 0,
                self._categories[question.category] + self._films[question.film],
            )
            if (least is None or cost < least) and self._may_stand(question):
                best, least = question, cost
        return best

    def take(self, question: Question) -> None:
        self.chosen.append(question)
        self._ids.add(question.id)
        self._facts |= question.facts
        self._told += f"{fold(question.text)} {fold(question.explanation)} "
        self._categories[question.category] += 1
        self._films[question.film] += 1
        self._gaps_left -= question.is_open_gap

    def _difficulty(self) -> int:
        """The wished difficulty of the next question, 0 for any; the last one wished holds for the rest."""
        wished = self._wishes.difficulty
        return wished[min(len(self.chosen), len(wished) - 1)] if wished else 0

    def _open_quotas(self) -> dict[str, int]:
        """How many questions each category still has coming."""
        coming = {category: quota - self._categories[category] for category, quota in self._wishes.quotas.items()}
        return {category: left for category, left in coming.items() if left > 0}

    def _may_stand(self, question: Question) -> bool:
        if question.id in self._ids or (question.is_open_gap and self._gaps_left <= 0):
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
