"""Ratings of players and questions, from their right and wrong answers.

Glicko-1, after Mark Glickman, "The Glicko system" (1999), with one answer as one rating period. With a right
answer, the player has won against the question. Ratings are Elo points around 1500; 400 points are odds of ten to one.
"""

from collections.abc import Collection
from math import log, pi, sqrt

import msgspec

_Q = log(10) / 400
_MIDDLE = 1500.0
_UNKNOWN = 350.0  # Glickman's deviation of an unknown player
_LEAST = 30.0  # the least deviation, so that a rating can always change
_STEP = 150.0  # Elo points between two difficulties of 1 to 5, before any answer
_DIFFICULTY_DEVIATION = 200.0  # an author's difficulty is a guess, but better than none


class Rating(msgspec.Struct, frozen=True):
    """`points` is the best guess (1500 is average), and `deviation` its uncertainty, 30 to 350."""

    points: float = _MIDDLE
    deviation: float = _UNKNOWN

    @classmethod
    def of_difficulty(cls, difficulty: int) -> "Rating":
        """Return the first rating of a question of this difficulty, 1 to 5."""
        return cls(_MIDDLE + _STEP * (difficulty - 3), _DIFFICULTY_DEVIATION)

    def chance_against(self, question: "Rating") -> float:
        """Return the chance that a player of this rating answers the question right, 0 to 1."""
        return _expected(self, question, sqrt(self.deviation**2 + question.deviation**2))


class Ratings(msgspec.Struct):
    """The ratings of `players` by name and of `questions` by id. Others are still unknown."""

    players: dict[str, Rating] = msgspec.field(default_factory=dict)
    questions: dict[str, Rating] = msgspec.field(default_factory=dict)

    def player(self, name: str) -> Rating:
        """Return the rating of the player `name`."""
        return self.players.get(name) or Rating()

    def question(self, name: str, difficulty: int = 3) -> Rating:
        """Return the rating of the question with this id; an unknown one begins at its `difficulty`, 1 to 5."""
        return self.questions.get(name) or Rating.of_difficulty(difficulty)

    def only(self, questions: Collection[str]) -> "Ratings":
        """Return a copy with all players, and only these questions."""
        return Ratings(dict(self.players), {name: self.questions[name] for name in questions if name in self.questions})

    def copy(self) -> "Ratings":
        """Return a copy that learns on its own."""
        return Ratings(dict(self.players), dict(self.questions))

    def answered(self, player: str, question: str, right: bool, *, difficulty: int = 3) -> None:
        """Learn from one answer."""
        one, other = self.player(player), self.question(question, difficulty)
        self.players[player] = _after(one, other, 1.0 if right else 0.0)
        self.questions[question] = _after(other, one, 0.0 if right else 1.0)

    def chance(self, player: str, question: str, *, difficulty: int = 3) -> float:
        """Return the chance that `player` answers this question right, 0 to 1."""
        return self.player(player).chance_against(self.question(question, difficulty))


def _weight(deviation: float) -> float:
    """Return Glickman's g: a result against a less certain rating changes less."""
    return 1 / sqrt(1 + 3 * _Q**2 * deviation**2 / pi**2)


def _expected(one: Rating, other: Rating, deviation: float) -> float:
    odds: float = 10 ** (-_weight(deviation) * (one.points - other.points) / 400)
    return 1 / (1 + odds)


def _after(one: Rating, other: Rating, score: float) -> Rating:
    weight = _weight(other.deviation)
    expected = _expected(one, other, other.deviation)
    precision = 1 / one.deviation**2 + _Q**2 * weight**2 * expected * (1 - expected)
    points = one.points + _Q / precision * weight * (score - expected)
    return Rating(points, max(_LEAST, sqrt(1 / precision)))
