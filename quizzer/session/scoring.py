"""Points: a fold over what players did. Playing adds one record at a time; a changed ruling folds all of them again."""

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
_YEARS = Decimal(10)  # so many years off, and nothing is left
_HALF = Decimal("0.5")  # of the right number: so far off, and nothing is left


class Asking(msgspec.Struct, frozen=True, gc=False):
    """A question being asked: what is the same for all that is done about it."""

    place: int  # of the question in the game, from 0; -1 for none
    number: int = 0  # as QuestionAsked tells it
    part: int = 0  # the same; above 0 for a bonus
    difficulty: int = 3
    visit: int = 0  # how often the question was asked before
    words: int = 0  # of a tossup that is read out
    mark: int = 0  # how many of them come before the power mark; 0 where power brings nothing


class Record(msgspec.Struct, gc=False):
    """One thing that a player did about one question. `result` is what stands of it."""

    seq: int  # of the event that told of it
    asking: Asking
    what: RecordKind
    result: Result
    verdict: Verdict | None = None
    elapsed: float = 0.0
    at: float = 0.0
    worth: float = 1.0  # the share of the points that the clues told so far leave; of an adjustment all its points
    read: int = 0  # how many words of a tossup had been read

    @property
    def player(self) -> str:
        """Who did it."""
        return self.result.player

    @property
    def outcome(self) -> Outcome | None:
        """What stands; None waits for the host."""
        return self.result.outcome

    @property
    def place(self) -> int:
        """Of the question in the game, from 0; -1 for none."""
        return self.asking.place

    @property
    def power(self) -> bool:
        """Whether it came before the power mark of a tossup."""
        return self.read < self.asking.mark

    @property
    def interrupted(self) -> bool:
        """Whether a tossup was not read to its end."""
        return self.read < self.asking.words

    @property
    def tells_of_ability(self) -> bool:
        """Whether a question was met: answered and ruled on, passed, or let go by."""
        if self.what == "answer":
            return self.outcome in (Outcome.CORRECT, Outcome.INCORRECT)
        return self.what in ("pass", "silence")


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
    place: int = -1
    settled: bool = False

    @classmethod
    def fold(cls, rules: Rules, records: Iterable[Record]) -> "Scores":
        """The totals after `records`."""
        scores = cls(rules)
        for record in records:
            scores.add(record)
        return scores

    def tally(self, name: str) -> PlayerScore:
        """What `name` has scored so far."""
        return self.tallies.setdefault(name, PlayerScore())

    def add(self, record: Record) -> tuple[float, int, Parts | None]:
        """Count `record`: its points, how many the player now has right in a row, and what the points are made of.

        Nothing counts after the question was settled: by the player's own right answer, or where only one can have it,
        by anybody's. What comes back counts no second time.
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
        # Whole numbers, which are the rule, need no rounding.
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


_whole = lru_cache(maxsize=1024)(float)  # of equal totals there is one


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
