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
SHORTEST_TOLD = 3
"""Letters that a name must have for its mention to tell it: "2" and "It" stand in any text."""


@dataclass(frozen=True)
class Wishes:
    """What a game wants of its questions; see `Bank.draw`."""

    quotas: Mapping[str, int] = field(default_factory=dict)
    difficulty: Sequence[int] = ()
    films_may_follow: bool = False


def draw_questions(
    pool: Sequence[Question],
    count: int,
    *,
    seed: int,
    without: Collection[str] = (),
    last: Collection[str] = (),
    wishes: Wishes | None = None,
) -> list[Question]:
    """At most `count` questions out of `pool` in the order to ask them.

    None has an id in `without`; those with one in `last` are taken only where the others do not suffice.
    """
    excluded = frozenset(without)
    order = _shuffled([question for question in pool if question.id not in excluded], Random(seed))
    gaps_alone = all(question.is_open_gap for question in order)
    drawing = _Drawing(count, count if gaps_alone else count // GAPS_IN, wishes or Wishes())
    for candidates in ([one for one in order if one.id not in last], [one for one in order if one.id in last]):
        while len(drawing.chosen) < count and drawing.take_best(candidates):
            pass
    return drawing.chosen


class _Told:
    """What a question tells when it is asked and explained, and what tells its answer. All folded."""

    def __init__(self, question: Question) -> None:
        # Beside a question stands the year of its film.
        self.text = f" {fold(question.text)} {fold(question.explanation)} {question.year or ''} "
        key = question.key
        self.answer = fold(key.answer) if key is not None else ""
        hidden = [] if key is None or key.kind in _ANYWHERE else [*(n for item in key.items for n in item), *key.accept]
        self.names = [f" {folded} " for name in hidden if len(folded := fold(name)) >= SHORTEST_TOLD]
        title = (question.film or "").rpartition(" (")[0] or question.film or ""
        self.film = f" {fold(title)} " if title else ""

    def tells(self, other: _Told) -> bool:
        """True if who has seen this question knows the answer of the other."""
        return any(name in self.text for name in other.names)

    def asks_again(self, other: _Told) -> bool:
        """True if both have the same answer and are about the same film: hand-written, they may rest on one fact."""
        if not self.answer or self.answer != other.answer:
            return False
        same = bool(self.film) and self.film == other.film
        return same or bool(self.film and self.film in other.text) or bool(other.film and other.film in self.text)


class _Drawing:
    """The questions chosen so far, and what they rule out."""

    def __init__(self, count: int, gaps: int, wishes: Wishes) -> None:
        self.chosen: list[Question] = []
        self._count = count
        self._wishes = wishes
        self._gaps_left = gaps
        self._facts: set[str] = set()
        self._categories: Counter[str] = Counter()
        self._films: Counter[str | None] = Counter()
        self._told: dict[str, _Told] = {}

    def take_best(self, candidates: Sequence[Question]) -> bool:
        """Takes the best candidate that fits: as the wishes want it, then of a film and a category that were asked
        little, then the first. False if none fits."""
        difficulty, quotas = self._difficulty(), self._open_quotas()
        full = {category for category, quota in self._wishes.quotas.items() if self._categories[category] >= quota}
        quotas_must = self._count - len(self.chosen) <= sum(quotas.values())
        best: tuple[Question, int] | None = None
        least: tuple[int, ...] | None = None
        for question in candidates:
            if question.category in full:
                continue
            cost = (
                quotas_must and question.category not in quotas,
                abs(question.difficulty - difficulty) if difficulty else 0,
                self._categories[question.category] + self._films[question.film],
            )
            if (least is None or (*cost, 0) < least) and (place := self._place(question)) is not None:
                neighbours = 0 if self._wishes.films_may_follow else self._neighbours(question, place)
                if least is None or (*cost, neighbours) < least:
                    best, least = (question, place), (*cost, neighbours)
        if best is None:
            return False
        self._take(*best)
        return True

    def _take(self, question: Question, place: int) -> None:
        self.chosen.insert(place, question)
        self._facts |= question.facts
        self._categories[question.category] += 1
        self._films[question.film] += 1
        self._gaps_left -= question.is_open_gap

    def _place(self, question: Question) -> int | None:
        """Where a question may stand: behind all that do not tell its answer, before all whose answer it does not tell.

        The latest such place; where difficulty goes up in steps, only the end. None if there is none.
        """
        if question in self.chosen or (question.is_open_gap and self._gaps_left <= 0):
            return None
        if not self._facts.isdisjoint(question.facts):
            return None
        mine = self._know(question)
        others = [self._know(other) for other in self.chosen]
        if any(mine.asks_again(other) for other in others):
            return None
        latest = next((place for place, other in enumerate(others) if other.tells(mine)), len(others))
        if latest < len(others) and (self._wishes.difficulty or any(mine.tells(other) for other in others[latest:])):
            return None
        return latest

    def _neighbours(self, question: Question, place: int) -> int:
        """How many questions beside a place are about the same film."""
        beside = self.chosen[max(0, place - 1) : place + 1]
        return sum(question.film is not None and other.film == question.film for other in beside)

    def _know(self, question: Question) -> _Told:
        if question.id not in self._told:
            self._told[question.id] = _Told(question)
        return self._told[question.id]

    def _difficulty(self) -> int:
        """The wished difficulty of the next question, 0 for any; the last one wished holds for the rest."""
        wished = self._wishes.difficulty
        return wished[min(len(self.chosen), len(wished) - 1)] if wished else 0

    def _open_quotas(self) -> dict[str, int]:
        """How many questions each category still has coming."""
        coming = {category: quota - self._categories[category] for category, quota in self._wishes.quotas.items()}
        return {category: left for category, left in coming.items() if left > 0}


def _shuffled(pool: Sequence[Question], chance: Random) -> list[Question]:
    """Fisher-Yates from `random()` alone: `shuffle` may change between versions of Python."""
    order = list(pool)
    for last in range(len(order) - 1, 0, -1):
        other = int(chance.random() * (last + 1))
        order[last], order[other] = order[other], order[last]
    return order
