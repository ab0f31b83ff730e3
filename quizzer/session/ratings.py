"""How able players are and how hard questions, told from who answered what rightly.

Glicko-1, after Mark Glickman, "The Glicko system" (1999), with one answer as one rating period: a player who answers
rightly has won against the question. Ratings are Elo points around 1500; 400 points are odds of ten to one.
"""

from collections.abc import Collection
from math import log, pi, sqrt

import msgspec

_Q = log(10) / 400
_MIDDLE = 1500.0
_UNKNOWN = 350.0  # Glickman's deviation of somebody of whom nothing is known
_LEAST = 30.0  # a deviation never falls below, so that a rating stays able to move
_STEP = 150.0  # Elo points between two neighbouring difficulties of 1 to 5, before anything was answered
_DIFFICULTY_DEVIATION = 200.0  # an author's difficulty is a guess, but better than none


class Rating(msgspec.Struct, frozen=True):
    """`points` is the best guess (1500 is the middle), `deviation` how far off it may well be, 30 to 350."""

    points: float = _MIDDLE
    deviation: float = _UNKNOWN

    @classmethod
    def of_difficulty(cls, difficulty: int) -> "Rating":
        """Where a question of this difficulty, 1 to 5, begins."""
        return cls(_MIDDLE + _STEP * (difficulty - 3), _DIFFICULTY_DEVIATION)

    def chance_against(self, question: "Rating") -> float:
        """How likely somebody of this rating is to answer such a question rightly, 0 to 1."""
        return _expected(self, question, sqrt(self.deviation**2 + question.deviation**2))


class Ratings(msgspec.Struct):
    """The ratings of `players` by name and of `questions` by id. Who is not in there is unknown yet."""

    players: dict[str, Rating] = msgspec.field(default_factory=dict)
    questions: dict[str, Rating] = msgspec.field(default_factory=dict)

    def player(self, name: str) -> Rating:
        """The rating of the player called `name`."""
        return self.players.get(name) or Rating()

    def question(self, name: str, difficulty: int = 3) -> Rating:
        """The rating of the question with this id; `difficulty`, 1 to 5, is where an unknown one begins."""
        return self.questions.get(name) or Rating.of_difficulty(difficulty)

    def only(self, questions: Collection[str]) -> "Ratings":
        """A copy with all players, and of the questions only these."""
        return Ratings(dict(self.players), {name: self.questions[name] for name in questions if name in self.questions})

    def copy(self) -> "Ratings":
        """Another one that learns on its own."""
        return Ratings(dict(self.players), dict(self.questions))

    def answered(self, player: str, question: str, right: bool, *, difficulty: int = 3) -> None:
        """Learn from one answer."""
        one, other = self.player(player), self.question(question, difficulty)
        self.players[player] = _after(one, other, 1.0 if right else 0.0)
        self.questions[question] = _after(other, one, 0.0 if right else 1.0)

    def chance(self, player: str, question: str, *, difficulty: int = 3) -> float:
        """How likely `player` is to answer this question rightly, 0 to 1."""
        return self.player(player).chance_against(self.question(question, difficulty))


def _weight(deviation: float) -> float:
    """Glickman's g: the less is known of the other side, the less a result against it tells."""
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
