"""What the records tell: plain structs, ready for JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias

import msgspec

Rating: TypeAlias = Literal["again", "hard", "good", "easy"]

RATINGS: tuple[Rating, ...] = ("again", "hard", "good", "easy")
"""How well a question was known, worst first, as Anki and FSRS call it."""


class Statistics(msgspec.Struct, frozen=True):
    """Everything about one player. Shares come with what was answered most first; days and ratings in their order.

    `answered` counts scored questions that were answered or passed, as a game's standings do. `seconds` and `median`
    are the mean and the middle response time, None before the first answer. A streak is of right answers in a row, over
    all games; a day streak of days in a row with an answer, which a day without one does not break before it is over.
    """

    player: str
    games: int
    finished: int
    answered: int
    right: int
    seconds: float | None
    median: float | None
    streak: int
    best_streak: int
    day_streak: int
    best_day_streak: int
    categories: tuple[Share, ...]
    films: tuple[Share, ...]
    decades: tuple[Share, ...]
    kinds: tuple[Share, ...]
    calendar: tuple[Day, ...]
    hardest: tuple[Hard, ...]
    ratings: tuple[RatingPoint, ...]
    study: StudyState


class Share(msgspec.Struct, frozen=True):
    """One category, film, decade or kind: questions `answered` (passed ones too), how many `right`, mean `seconds`.

    `seconds` is None where every question was passed.
    """

    name: str
    answered: int
    right: int
    seconds: float | None = None

    @property
    def share(self) -> float:
        """The part that was right, 0 to 1."""
        return self.right / self.answered if self.answered else 0.0


class Day(msgspec.Struct, frozen=True):
    """One day (year-month-day, in the player's time zone) on which something was answered."""

    day: str
    answered: int
    right: int


class Hard(msgspec.Struct, frozen=True):
    """A question that was missed, and how often it came."""

    question: str
    text: str
    answered: int
    right: int


class RatingPoint(msgspec.Struct, frozen=True):
    """The rating at the end of a day: Elo points (1500 is the middle), and how far off that may well be."""

    day: str
    points: float
    deviation: float


class StudyState(msgspec.Struct, frozen=True):
    """A player's study on one day: how many `cards` there are, `due` that day, first seen that day (`new_today`)."""

    cards: int
    due: int
    new_today: int
    leeches: tuple[Leech, ...]


class Leech(msgspec.Struct, frozen=True):
    """A question that keeps slipping."""

    question: str
    text: str
    lapses: int


class Review(msgspec.Struct, frozen=True):
    """What came of one question for one player: the rating, and the day on which it comes back, in `days` days."""

    player: str
    question: str
    rating: Rating
    suggested: Rating
    due: date
    days: int


class PlayerSummary(msgspec.Struct, frozen=True):
    """A player in a list: how many games, on which days (year-month-day) the first and the latest."""

    name: str
    games: int
    since: str
    latest: str


class BankSummary(msgspec.Struct, frozen=True):
    """How a player stands with some banks. `new` of `questions` were never asked.

    `best_right` of `best_answered` was the best finished game, by share right and then by length, where there are such
    of those with five answers at least; `best_points` the most points ever. All three are None before the first
    finished game.
    """

    questions: int
    new: int
    games: int
    best_right: int | None = None
    best_answered: int | None = None
    best_points: float | None = None


class KeptProtest(msgspec.Struct, frozen=True):
    """A protest. `given` was ruled `outcome` where `answer` was expected, and `explanation` says why; `why` is what the
    player had to say. `banks` are the paths that the game's questions were loaded from, `text` is the question's."""

    number: int
    game: int
    day: str
    player: str
    question: str
    text: str
    kind: str
    given: str
    answer: str
    outcome: str
    explanation: str
    why: str
    banks: tuple[str, ...]


class KeptContribution(KeptProtest, frozen=True):
    """An answer to an open gap: nobody ruled on it, so `answer`, `outcome`, `explanation` and `why` are empty."""


class Unfinished(msgspec.Struct, frozen=True):
    """A game that can be gone on with. `asked` of at most `questions` questions have been asked; dates are in UTC.

    `elsewhere` if another program on this computer plays it just now.
    """

    number: int
    began: datetime
    latest: datetime
    mode: str
    banks: tuple[str, ...]
    players: tuple[str, ...]
    asked: int
    questions: int
    study: bool
    elsewhere: bool = False
