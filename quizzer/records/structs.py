"""The structs that the records return: plain values, ready for JSON."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Literal, TypeAlias

import msgspec

Rating: TypeAlias = Literal["again", "hard", "good", "easy"]

RATINGS: tuple[Rating, ...] = ("again", "hard", "good", "easy")
"""How well a player knew a question, worst first, as in Anki and FSRS."""

Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]
Seconds: TypeAlias = Annotated[float, msgspec.Meta(ge=-1e9, le=1e9)]
"""Seconds of a clock that may start anywhere."""

Moment: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=2e11)]
"""Seconds since 1970, up to the year 8307."""


class Scheduling(msgspec.Struct, frozen=True):
    """How a player studies. A day begins at the hour `day_begins`, 0 to 23, of the player's own clock.

    A question comes back when it is still known with a chance of `retention`. `parameters` are the 21 of FSRS, fitted
    to a player's own reviews; empty for those of its authors. With `fuzz`, questions of one day come back on several
    days. With `quick_is_easy`, quizzer rates a quick right answer "easy".
    """

    day_begins: int = 4
    retention: float = 0.9
    parameters: tuple[float, ...] = ()
    fuzz: bool = True
    quick_is_easy: bool = False

    def day_of(self, when: datetime) -> date:
        """The day that a moment belongs to: in the small hours, still the day before."""
        return (when - timedelta(hours=self.day_begins)).date()


class Statistics(msgspec.Struct, frozen=True):
    """All statistics of one player.

    `answered` counts scored questions that the player answered or passed, as a game's standings do. `seconds` is the
    mean response time and `median` its median; None before the first answer. A streak counts right answers in a row,
    over all games. A day streak counts days in a row with an answer; today breaks it only when today is over.
    `categories`, `films`, `decades` and `kinds` begin with what the player answered most; `calendar` and `ratings` go
    by day.
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
    memory: Memory


class Share(msgspec.Struct, frozen=True):
    """One category, film, decade or kind: questions `answered` (or passed), how many of them `right`, mean `seconds`.

    `seconds` is None if the player passed every question.
    """

    name: str
    answered: int
    right: int
    seconds: float | None = None

    @property
    def share(self) -> float:
        """The share of right answers, 0 to 1."""
        return self.right / self.answered if self.answered else 0.0


class Day(msgspec.Struct, frozen=True):
    """A day on which the player answered something: year-month-day, in the player's time zone."""

    day: str
    answered: int
    right: int


class Hard(msgspec.Struct, frozen=True):
    """A question that the player has missed; counts of `answered` (or passed) and `right`; `answer` may be empty."""

    question: str
    text: str
    answered: int
    right: int
    answer: str = ""


class RatingPoint(msgspec.Struct, frozen=True):
    """A player's rating at the end of a day: Elo `points` (1500 is average) and their standard `deviation`."""

    day: str
    points: float
    deviation: float


class StudyState(msgspec.Struct, frozen=True):
    """A player's study on one day: all `cards`, those `due` that day, and those first seen that day (`new_today`).

    `tomorrow` counts those that come on the next day. `seconds` is the usual time of a recent answer; 0 before the
    first.
    """

    cards: int
    due: int
    new_today: int
    leeches: tuple[Leech, ...]
    tomorrow: int = 0
    seconds: float = 0.0


class Leech(msgspec.Struct, frozen=True):
    """A question that the player keeps forgetting: `lapses` times so far. `answer` may be empty."""

    question: str
    text: str
    lapses: int
    answer: str = ""


class Memory(msgspec.Struct, frozen=True):
    """How well a player remembers the studied questions.

    Of all `reviews` but the first of each card, the player `known` so many. Cards are `young`, or `mature` when they
    wait 21 days or longer; some of them are `suspended`. `orphans` have no bank any more and count nowhere else.
    `coming` is how many questions fall due on each of the next days.
    """

    reviews: int
    known: int
    young: int
    mature: int
    suspended: int
    orphans: int
    coming: tuple[int, ...]


class KeptCard(msgspec.Struct, frozen=True):
    """A question that a player studies or has hidden; without a card its days are None.

    `state` is "study", or the reason why quizzer does not ask the question; an "orphan" is in no bank any more.
    `stability` is in days, `lapses` counts as in a Card.
    """

    question: str
    text: str
    answer: str
    category: str
    film: str | None
    due: date | None
    latest: date | None
    since: date | None
    stability: float | None
    difficulty: float | None
    lapses: int
    state: Literal["study", "suspended", "orphan", "never"]


class KeptReview(msgspec.Struct, frozen=True):
    """One review of a card: its `number`, its `day`, its `rating`, and the rating that quizzer `suggested`."""

    number: int
    day: date
    rating: Rating
    suggested: Rating


class Review(msgspec.Struct, frozen=True):
    """One review of one question by one player: its rating, and the day on which the question is due, `days` later."""

    player: str
    question: str
    rating: Rating
    suggested: Rating
    due: date
    days: int


class PlayerSummary(msgspec.Struct, frozen=True):
    """A player in a list: how many games, and the days (year-month-day) of the first and the latest one."""

    name: str
    games: int
    since: str
    latest: str


class BankSummary(msgspec.Struct, frozen=True):
    """A player's record with some banks. quizzer has not asked the player `new` of their `questions`.

    `games` counts finished games. The best one had `best_right` of `best_answered` answers right: the highest share,
    then the longest game. A game of fewer than five answers is best only if there is no longer one. Both are None
    before the first finished game.
    """

    questions: int
    new: int
    games: int
    best_right: int | None = None
    best_answered: int | None = None


class KeptProtest(msgspec.Struct, frozen=True):
    """A protest of `player` on a `day`: why should `given` not count?

    The referee ruled `outcome`, because of `explanation`, and expected `answer`. `why` is what the player says.
    `question` is the question's id, `text` its wording. `banks` are the paths of the game's banks.
    """

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
    """An answer to an open question. Nobody rules on it, so `answer`, `outcome`, `explanation` and `why` are empty."""


class Daily(msgspec.Struct, frozen=True):
    """A daily: its `number`, the ten questions or the film in clues, and the `edition` of the banks.

    A "late" one began on a later day and is not scored. The player's clock was `east` minutes ahead of UTC when the
    game began.
    """

    number: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    edition: Count
    what: Literal["ten", "film", "late ten", "late film"] = "ten"
    east: Annotated[int, msgspec.Meta(ge=-1440, le=1440)] = 0


def east_of(when: datetime) -> int:
    """Minutes by which a clock that shows `when` is ahead of UTC."""
    offset = when.utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)


class KeptDaily(Daily, frozen=True, kw_only=True):
    """A daily that a player has begun: the number of its `game`, and the seconds since 1970 when it `began`.

    `ended` says why it is over, None before. At its end, `right` of `answered` answers were right.
    """

    game: int
    began: Moment
    ended: str | None = None
    right: Count | None = None
    answered: Count | None = None


class Unfinished(msgspec.Struct, frozen=True):
    """An unfinished game, for `Records.resume`. It has `asked` of at most `questions` questions; times are in UTC.

    `elsewhere` says whether another program on this computer plays it now. Time or lives end a game that `goes_on`, not
    the number of questions. `daily` is the daily, if the game is one.
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
    goes_on: bool = False
    daily: Daily | None = None

    @property
    def place(self) -> str:
        """The game's progress: "question 3 of 10", or "question 3" if no number ends it."""
        from quizzer.session import phrase  # few commands with records need a session

        return phrase(f"place.resumed{'' if self.goes_on else '.of'}", number=self.asked, of=self.questions)
