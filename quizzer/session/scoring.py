"""Points: a fold over the records of a game. Play adds one record at a time; a changed ruling folds all of them
again."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import msgspec

from quizzer.grading import AnswerKey, Outcome, Verdict
from quizzer.session.events import Parts, Result
from quizzer.session.rules import Rules

RecordKind = Literal["answer", "pass", "silence", "hint", "contribution", "adjustment"]

_NUMBERS = ("number", "year", "money", "duration")
_YEARS = Decimal(10)  # at this distance in years, a year earns nothing
_HALF = Decimal("0.5")  # at this share of the right number away, a number earns nothing


class Asking(msgspec.Struct, frozen=True, gc=False):
    """One asking of a question: the common data of all records about it."""

    place: int  # of the question in the game, from 0; -1 for none
    number: int = 0  # as in QuestionAsked
    part: int = 0  # as in QuestionAsked; above 0 for a bonus
    difficulty: int = 3
    visit: int = 0  # the number of earlier askings
    words: int = 0  # of a tossup that is read out
    mark: int = 0  # the number of words before the power mark; 0 if power earns nothing


class Record(msgspec.Struct, gc=False):
    """One action of a player about one question, with its current `result`."""

    seq: int  # of its event
    asking: Asking
    what: RecordKind
    result: Result
    verdict: Verdict | None = None
    elapsed: float = 0.0
    at: float = 0.0
    worth: float = 1.0  # the share of the points left after the shown clues; all points of an adjustment
    read: int = 0  # the number of words of a tossup read so far

    @property
    def player(self) -> str:
        """The player of this record."""
        return self.result.player

    @property
    def outcome(self) -> Outcome | None:
        """The current outcome; None waits for the host."""
        return self.result.outcome

    @property
    def place(self) -> int:
        """The place of the question in the game, from 0; -1 for none."""
        return self.asking.place

    @property
    def power(self) -> bool:
        """Whether the answer came before the power mark of a tossup."""
        return self.read < self.asking.mark

    @property
    def interrupted(self) -> bool:
        """Whether the answer interrupted a tossup."""
        return self.read < self.asking.words

    @property
    def tells_of_ability(self) -> bool:
        """Whether the player has seen the question: answered with a ruling, passed, or let it pass by."""
        if self.what == "answer":
            return self.outcome in (Outcome.CORRECT, Outcome.INCORRECT)
        return self.what in ("pass", "silence")


class PlayerScore(msgspec.Struct, gc=False):
    """The score of one player."""

    points: float = 0.0
    right: int = 0
    answered: int = 0
    misses: int = 0
    hints: int = 0
    streak: int = 0
    right_seconds: float = 0.0
    first_scored_at: float | None = None
    last_answered: int = -1  # the latest question that counted
    last_right: int = -1  # the latest question with a right answer
    last_hinted: int = -1  # the latest question with hints
    lowered: float = 0.0  # the points that these hints take from it


class Scores(msgspec.Struct):
    """The running totals of a game, and the part of the open question that the next record needs."""

    rules: Rules
    tallies: dict[str, PlayerScore] = msgspec.field(default_factory=dict)
    place: int = -1
    settled: bool = False

    @classmethod
    def fold(cls, rules: Rules, records: Iterable[Record]) -> "Scores":
        """Return the totals after `records`."""
        scores = cls(rules)
        for record in records:
            scores.add(record)
        return scores

    def tally(self, name: str) -> PlayerScore:
        """Return the score of `name` so far."""
        return self.tallies.setdefault(name, PlayerScore())

    def add(self, record: Record) -> tuple[float, int, Parts | None]:
        """Count `record`: return its points, the player's right answers in a row, and the parts of the points.

        Nothing counts after the player's own right answer. If only one player can win the question, nothing counts
        after anybody's right answer. A question that comes back does not count again.
        """
        result, rules, place = record.result, self.rules, record.asking.place
        tally = self.tallies.get(result.player) or self.tally(result.player)
        if record.asking.visit:
            return 0.0, 0, None
        if record.what == "adjustment":
            tally.points = round(tally.points + record.worth, 3)
            return record.worth, 0, None
        if place != self.place:
            self.place = place
            self.settled = False
        if self.settled or tally.last_right == place:
            return 0.0, tally.streak, None
        points, parts = 0.0, None
        if result.outcome is Outcome.CORRECT:
            self._count(record, tally)
            tally.right += 1
            tally.right_seconds += record.elapsed
            tally.streak += 1
            points, parts = self._right_points(record, tally)
            tally.last_right = place
            self.settled = rules.has_one_winner
        elif record.what == "hint":
            points = self._hint_points(record, tally)
        elif record.what == "silence":
            points = -rules.neg_cost if record.interrupted else 0.0
        elif record.what == "pass":
            self._count(record, tally)
            points = -rules.pass_cost
        elif result.outcome is Outcome.INCORRECT:
            self._count(record, tally)
            points, parts = self._wrong_points(record)
        if record.what in ("silence", "pass") or result.outcome is Outcome.INCORRECT:
            tally.streak = 0
            if points <= 0:
                tally.misses += 1
        if points > 0 and tally.last_hinted == place:
            cost = min(points, tally.lowered)
            points, parts = points - cost, msgspec.structs.replace(parts or Parts(), cost=-cost)
        if not points or not rules.scored:
            return 0.0, tally.streak, None
        total = tally.points + points
        # Most points are whole numbers and need no rounding.
        tally.points = round(total, 3) if total % 1 else _whole(total)
        if points > 0 and tally.first_scored_at is None:
            tally.first_scored_at = record.at
        points = round(points, 3) if points % 1 else points
        return points, tally.streak, parts or Parts(cost=points)

    def _count(self, record: Record, tally: PlayerScore) -> None:
        if tally.last_answered != record.place:
            tally.last_answered = record.place
            tally.answered += 1

    def _hint_points(self, record: Record, tally: PlayerScore) -> float:
        tally.hints += 1
        cost = self.rules.hint_cost
        if not self.rules.hints_lower_points:
            return -cost
        if cost:
            tally.lowered = cost + (tally.lowered if tally.last_hinted == record.place else 0.0)
            tally.last_hinted = record.place
        return 0.0

    def _right_points(self, record: Record, tally: PlayerScore) -> tuple[float, Parts]:
        rules = self.rules
        base = rules.points[record.asking.difficulty - 1]
        if record.worth < 1:
            base = round(base * record.worth, 3)
        elif record.asking.part:
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
            points = rules.points[record.asking.difficulty - 1] * record.verdict.score
            return points, Parts(partial=round(points, 3))
        return -rules.neg_cost if record.interrupted and rules.neg_cost else -rules.wrong_cost, None


_whole = lru_cache(maxsize=1024)(float)  # equal totals share one object


@lru_cache(maxsize=64)
def _base(points: float) -> Parts:
    # Most right answers have only this part, and a server keeps very many, so they share it.
    return Parts(points)


def nearness(key: AnswerKey, given: str) -> float:
    """Return the share of the points that a near number earns if the rules give partial credit.

    It falls in a straight line from 1.0 for the right number to 0.0. It is 0.0 at ten years from a year, at half the
    right number from other numbers, and for text without a number.
    """
    if key.kind not in _NUMBERS:
        return 0.0
    expected, found = _number(key.answer, key.kind), _number(given, key.kind)
    if expected is None or found is None:
        return 0.0
    reach = _YEARS if key.kind == "year" else abs(expected) * _HALF
    return max(0.0, round(float(1 - abs(found - expected) / reach), 3)) if reach else 0.0


def _number(text: str, kind: str) -> Decimal | None:
    # Most games never need it, so quizzer does not load it earlier.
    from quizzer.grading.numbers import as_minutes
    from quizzer.grading.quantities import quantities

    if kind == "duration":
        return as_minutes(text)
    numbers = {quantity.value for quantity in quantities(text[:200])}
    return numbers.pop() if len(numbers) == 1 else None
