"""What a rating follows from, and what it makes of a card: pure functions over FSRS, which the first review loads."""

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
"""After so many reviews in a row in which it was known, a question is no leech any more."""

MANY_HINTS = 3
"""After this many hints most of the answer is on the screen: the player has remembered nothing."""

SLOW_SECONDS = 30.0
"""A right answer that took longer, reading and typing left out, was hard."""

QUICK_SECONDS = 4.0
"""A right answer that took at most so long, reading and typing left out, was easy, where that is wished for."""

SECONDS_A_LETTER = 0.3
"""What typing takes: the time of somebody who types with two fingers."""

SECONDS_A_LETTER_READ = 0.06
"""What reading a question takes: some 200 words a minute."""


class Card(msgspec.Struct, frozen=True):
    """How well a player knows a question, as FSRS counts it.

    After `stability` days the player still knows it with a chance of 0.9; `difficulty` is 1 to 10. The question is
    `due` on a day of the player's own calendar; the `latest` review and the first one (`since`) were on such days.
    It was `known` in so many reviews in a row up to now. `lapses` counts how often it was known and then forgotten,
    since it was known RECOVERED times in a row.
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

    What was not `right` at once is "again", whatever came after it. "good" is the rule; "hard" is what took `hints` or
    long, and with `quick_is_easy` what took hardly any time is "easy". The question has `asked_letters` letters, the
    answer `letters`, and that took `seconds` from the question to its end.
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

    The result depends on the arguments alone. A question comes back the next day at the earliest: a quiz has no use for
    steps of minutes. With a `chance`, any text, the day varies a little, so that cards part that were learnt together.
    """
    from fsrs import Card as FsrsCard
    from fsrs import Rating as FsrsRating
    from fsrs import State

    scheduling = scheduling or Scheduling()
    # FSRS counts whole days from one moment to the next; noon to noon they are those of the calendar.
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
    # FSRS draws from the global generator alone: for this while, that draws what `chance` says.
    state = random.getstate()
    random.seed(chance)
    try:
        after, _ = scheduler.review_card(before, FsrsRating(RATINGS.index(rating) + 1), noon)
    finally:
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
        # What a day was drawn to be before the last review tells nothing any more.
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
    """The reviews of all cards as FSRS's optimizer takes them."""
    from fsrs import Rating as FsrsRating
    from fsrs import ReviewLog

    return [
        ReviewLog(number, FsrsRating(RATINGS.index(rating) + 1), _noon(day), None)
        for number, history in enumerate(histories)
        for day, rating in history
    ]
