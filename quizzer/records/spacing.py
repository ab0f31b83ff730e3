"""Suggest ratings and schedule cards: pure functions over FSRS, which loads with the first review."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Annotated

import msgspec

from quizzer.records.structs import RATINGS, Count, Rating, Scheduling

if TYPE_CHECKING:
    from fsrs import ReviewLog, Scheduler

RECOVERED = 3
"""A question that a player knew in so many reviews in a row is not a leech any more."""

MANY_HINTS = 3
"""After this many hints, the screen shows most of the answer, so it counts as forgotten."""

SLOW_SECONDS = 30.0
"""A right answer that took longer, without reading and typing, was hard."""

QUICK_SECONDS = 4.0
"""A right answer that took at most so long, without reading and typing, is easy with `quick_is_easy`."""

SECONDS_A_LETTER = 0.3
"""The time to type a letter with two fingers."""

SECONDS_A_LETTER_READ = 0.06
"""The time to read a letter, at some 200 words a minute."""


class Card(msgspec.Struct, frozen=True):
    """How well a player knows a question, as FSRS counts it.

    After `stability` days the player still knows it with a chance of 0.9; `difficulty` is 1 to 10. The question is
    `due` on a day of the player's own calendar; the `latest` and the first review (`since`) have such days too. The
    player has `known` it in so many reviews in a row. `lapses` counts how often the player knew and then forgot it,
    since the last RECOVERED reviews in a row.
    """

    stability: Annotated[float, msgspec.Meta(gt=0, le=1e6)]
    difficulty: Annotated[float, msgspec.Meta(ge=1, le=10)]
    due: date
    latest: date
    since: date
    lapses: Count = 0
    known: Count = 0


def suggest(
    *, right: bool, hints: int, seconds: float, letters: int, asked_letters: int = 0, quick_is_easy: bool = False
) -> Rating:
    """The rating that quizzer suggests for a player's first answer, as the authors of FSRS advise.

    An answer that was not `right` at once is "again". A right one is "good"; with `hints` or after a long time, "hard".
    With `quick_is_easy`, a very quick one is "easy". The question has `asked_letters` letters and the answer `letters`.
    The player took `seconds` from the question to the end of the answer.
    """
    if not right or hints >= MANY_HINTS:
        return "again"
    thinking = seconds - letters * SECONDS_A_LETTER - asked_letters * SECONDS_A_LETTER_READ
    if hints or thinking > SLOW_SECONDS:
        return "hard"
    return "easy" if quick_is_easy and thinking <= QUICK_SECONDS else "good"


def review(
    card: Card | None, rating: Rating, day: date, scheduling: Scheduling | None = None, chance: str | None = None
) -> Card:
    """The card after a review on `day`. `card` is the one before, None for a question without a review.

    The result depends only on the arguments. A question comes back the next day at the earliest, never after minutes.
    A `chance`, any text, varies the day a little, so that cards of one day come back on different days.
    """
    from fsrs import Card as FsrsCard
    from fsrs import Rating as FsrsRating
    from fsrs import State

    scheduling = scheduling or Scheduling()
    # FSRS counts whole days between moments: from noon to noon, these are calendar days.
    noon = _noon(day)
    if card is None:
        before = FsrsCard(card_id=1, state=State.Learning, step=0, due=noon)
    else:
        before = FsrsCard(
            card_id=1,
            state=State.Review,
            stability=card.stability,
            difficulty=card.difficulty,
            due=noon,
            last_review=_noon(card.latest),
        )
    scheduler = _scheduler(scheduling.retention, scheduling.parameters, chance is not None)
    # FSRS draws only from the global generator, so `chance` seeds that for a moment.
    state = random.getstate() if chance is not None else None
    if state is not None:
        random.seed(chance)
    try:
        after, _ = scheduler.review_card(before, FsrsRating(RATINGS.index(rating) + 1), noon)
    finally:
        if state is not None:
            random.setstate(state)
    assert after.stability is not None
    assert after.difficulty is not None
    known = 0 if rating == "again" else (card.known if card else 0) + 1
    lapses = 0 if card is None or known >= RECOVERED else card.lapses + (rating == "again" and card.known > 0)
    since = day if card is None else card.since
    return Card(after.stability, after.difficulty, after.due.date(), day, since, lapses, known)


def replay(
    reviews: Sequence[tuple[date, Rating]], scheduling: Scheduling | None = None, chance: str | None = None
) -> Card | None:
    """The card after these reviews, each with its day, the earliest first; None after none. See `review`."""
    card = None
    for place, (day, rating) in enumerate(reviews, 1):
        # Only the last review decides the day, so only that draws.
        drawn = f"{chance} {day}" if chance is not None and place == len(reviews) else None
        card = review(card, rating, day, scheduling, drawn)
    return card


@cache
def _scheduler(retention: float, parameters: tuple[float, ...], fuzz: bool) -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(
        parameters or Scheduler().parameters,
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=fuzz,
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def review_logs(histories: Iterable[Sequence[tuple[date, Rating]]]) -> list[ReviewLog]:
    """Converts the reviews of all cards for FSRS's optimizer."""
    from fsrs import Rating as FsrsRating
    from fsrs import ReviewLog

    return [
        ReviewLog(number, FsrsRating(RATINGS.index(rating) + 1), _noon(day), None)
        for number, history in enumerate(histories)
        for day, rating in history
    ]
