"""Points: a fold over what players did. Playing adds one record at a time; a changed ruling folds all of them again."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import msgspec

from quizzer.grading import AnswerKey, Outcome, Verdict
from quizzer.session.events import Parts
from quizzer.session.rules import Rules

RecordKind = Literal["answer", "pass", "silence", "hint", "contribution", "adjustment"]

_NUMBERS = ("number", "year", "money", "duration")
_YEARS = Decimal(10)  # so many years off, and nothing is left
_HALF = Decimal("0.5")  # of the right number: so far off, and nothing is left


class Record(msgspec.Struct, gc=False):
    """One thing that a player did about one question. `outcome` is what stands; None waits for the host."""

    seq: int  # of the event that told of it
    number: int  # the question's place in the game, from 0; -1 for an adjustment
    player: str
    what: RecordKind
    difficulty: int = 3
    given: str = ""
    verdict: Verdict | None = None
    outcome: Outcome | None = None
    elapsed: float = 0.0
    seconds: float = 0.0  # the same, as events tell it
    at: float = 0.0
    message: str = ""
    power: bool = False  # a tossup, before its power mark
    interrupted: bool = False  # a tossup that was not read to its end
    bonus: bool = False
    worth: float = 1.0  # the share of the points that the clues told so far leave; of an adjustment all its points
    by_person: bool = False  # a person ruled, not the referee
    protested: bool = False
    points: float = 0.0
    parts: Parts | None = None
    streak: int = 0  # right answers of the player in a row, this one with it
    visit: int = 0  # how often the question was asked before


def tells_of_ability(record: Record) -> bool:
    """Whether `record` is a question met: answered and ruled on, passed, or let go by."""
    if record.what == "answer":
        return record.outcome in (Outcome.CORRECT, Outcome.INCORRECT)
    return record.what in ("pass", "silence")


class PlayerScore(msgspec.Struct, gc=False):
    """What one player has to show."""

    points: float = 0.0
    right: int = 0
    answered: int = 0
    misses: int = 0
    hints: int = 0
    streak: int = 0
    right_seconds: float = 0.0
    first_scored_at: float | None = None
    last_answered: int = -1  # the question that was counted last
    last_right: int = -1  # the question that was answered rightly last
    last_hinted: int = -1  # the question for which hints were taken last
    lowered: float = 0.0  # by how much they lower what it brings


class Scores(msgspec.Struct):
    """The running totals of a game, and just enough of the open question to go on from there."""

    rules: Rules
    tallies: dict[str, PlayerScore] = msgspec.field(default_factory=dict)
    number: int = -1
    settled: bool = False

    @classmethod
    def fold(cls, rules: Rules, records: Iterable[Record]) -> Scores:
        """The totals after `records`, whose points are set anew."""
        scores = cls(rules)
        for record in records:
            scores.add(record)
        return scores

    def tally(self, name: str) -> PlayerScore:
        """What `name` has scored so far."""
        tally = self.tallies.get(name)
        if tally is None:
            tally = self.tallies[name] = PlayerScore()
        return tally

    def add(self, record: Record) -> float:
        """Count `record`; its points, which are also noted in it, with their parts and the streak.

        Nothing counts after the question was settled: by the player's own right answer, or where only one can have it,
        by anybody's. What comes back counts no second time.
        """
        player, rules = record.player, self.rules
        if record.visit:
            return 0.0
        if record.what == "adjustment":
            record.points = record.worth
            self.tally(player).points = round(self.tally(player).points + record.points, 3)
            return record.points
        if record.number != self.number:
            self.number = record.number
            self.settled = False
        record.points, record.parts = 0.0, None
        tally = self.tallies.get(player) or self.tally(player)
        if self.settled or tally.last_right == record.number:
            record.streak = tally.streak
            return 0.0
        points, parts = 0.0, None
        if record.outcome is Outcome.CORRECT:
            self._count(record, tally)
            tally.right += 1
            tally.right_seconds += record.elapsed
            tally.streak += 1
            points, parts = self._right_points(record, tally)
            tally.last_right = record.number
            self.settled = rules.has_one_winner
        elif record.what == "hint":
            points = self._hint_points(record, tally)
        elif record.what == "silence":
            points = -rules.neg_cost if record.interrupted else 0.0
        elif record.what == "pass":
            self._count(record, tally)
            points = -rules.pass_cost
        elif record.outcome is Outcome.INCORRECT:
            self._count(record, tally)
            points, parts = self._wrong_points(record)
        if record.what in ("silence", "pass") or record.outcome is Outcome.INCORRECT:
            tally.streak = 0
            if points <= 0:
                tally.misses += 1
        if points > 0 and tally.last_hinted == record.number:
            cost = min(points, tally.lowered)
            points, parts = points - cost, msgspec.structs.replace(parts or Parts(), cost=-cost)
        if points and rules.scored:
            total = tally.points + points
            # Whole numbers, which are the rule, need no rounding.
            record.points = round(points, 3) if points % 1 else points
            record.parts = parts or Parts(cost=record.points)
            tally.points = round(total, 3) if total % 1 else total
            if points > 0 and tally.first_scored_at is None:
                tally.first_scored_at = record.at
        record.streak = tally.streak
        return record.points

    def _count(self, record: Record, tally: PlayerScore) -> None:
        if tally.last_answered != record.number:
            tally.last_answered = record.number
            tally.answered += 1

    def _hint_points(self, record: Record, tally: PlayerScore) -> float:
        tally.hints += 1
        cost = self.rules.hint_cost
        if not self.rules.hints_lower_points:
            return -cost
        if cost:
            tally.lowered = cost + (tally.lowered if tally.last_hinted == record.number else 0.0)
            tally.last_hinted = record.number
        return 0.0

    def _right_points(self, record: Record, tally: PlayerScore) -> tuple[float, Parts]:
        rules = self.rules
        base = rules.points[record.difficulty - 1]
        if record.worth < 1:
            base = round(base * record.worth, 3)
        elif record.bonus:
            base = rules.bonus_points
        elif record.power or rules.streak_bonus or rules.speed_bonus:
            return self._points_with_bonuses(record, tally, base)
        return base, _base(base)

    def _points_with_bonuses(self, record: Record, tally: PlayerScore, base: float) -> tuple[float, Parts]:
        rules = self.rules
        points = rules.power_points if record.power else base
        power = points - base
        streak = rules.streak_bonus * (min(tally.streak, rules.streak_cap) - 1)
        speed = 0.0
        if rules.speed_bonus:
            late = record.elapsed - rules.speed_grace
            fade = late / rules.speed_fade if rules.speed_fade else 1.0
            speed = rules.speed_bonus * (1.0 if late <= 0 else max(0.0, 1.0 - fade))
        return points + streak + speed, Parts(base, round(power, 3), round(speed, 3), round(streak, 3))

    def _wrong_points(self, record: Record) -> tuple[float, Parts | None]:
        rules = self.rules
        if rules.partial and record.verdict is not None and record.verdict.score > 0:
            points = rules.points[record.difficulty - 1] * record.verdict.score
            return points, Parts(partial=round(points, 3))
        return -rules.neg_cost if record.interrupted and rules.neg_cost else -rules.wrong_cost, None


@lru_cache(maxsize=64)
def _base(points: float) -> Parts:
    # Most right answers bring this alone, and a server keeps very many: they share it.
    return Parts(points)


def nearness(key: AnswerKey, given: str) -> float:
    """How near a wrong number came: the share of the points that it brings where the rules give partial credit.

    From 1.0 for the number itself down to 0.0, for one that is far off, or for no number: a straight line. The line
    ends ten years from a year, and half the right number from any other.
    """
    if key.kind not in _NUMBERS:
        return 0.0
    expected, found = _number(key.answer, key.kind), _number(given, key.kind)
    if expected is None or found is None:
        return 0.0
    reach = _YEARS if key.kind == "year" else abs(expected) * _HALF
    return max(0.0, round(float(1 - abs(found - expected) / reach), 3)) if reach else 0.0


def _number(text: str, kind: str) -> Decimal | None:
    # Most games never need it, so that it is not loaded before.
    from quizzer.grading.numbers import as_minutes
    from quizzer.grading.quantities import quantities

    if kind == "duration":
        return as_minutes(text)
    numbers = {quantity.value for quantity in quantities(text[:200])}
    return numbers.pop() if len(numbers) == 1 else None
