"""When a question comes back: FSRS over whole days. Importing this is cheap; the first review loads fsrs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

if TYPE_CHECKING:
    from fsrs import Scheduler

__all__ = ["RATINGS", "Card", "Rating", "review", "suggest"]

Rating: TypeAlias = Literal["again", "hard", "good", "easy"]

RATINGS: tuple[Rating, ...] = ("again", "hard", "good", "easy")
"""How well a question was known, worst first, as Anki and FSRS call it."""

MANY_HINTS = 3
"""After so many hints most of the answer stood there: nothing was remembered."""

SLOW_SECONDS = 30.0
QUICK_SECONDS = 4.0
SECONDS_A_LETTER = 0.3
"""Typing takes its time too: that of somebody who types with two fingers."""


class Card(msgspec.Struct, frozen=True):
    """What is known of how well a player knows a question.

    `stability` is the days after which nine of ten would still know it, `difficulty` runs from 1 to 10. `due` and
    `latest` are days in the player's own calendar; `lapses` counts how often it was forgotten after it was known once.
    """

    stability: float
    difficulty: float
    due: date
    latest: date
    since: date
    lapses: int = 0


def suggest(*, right: bool, first_try: bool, hints: int, seconds: float, letters: int) -> Rating:
    """The rating that follows from an answer: `right` in the end, at the `first_try`, after so many `hints`.

    `seconds` is how long the answer took, `letters` how long it is.
    """
    if not right or hints >= MANY_HINTS:
        return "again"
    typing = letters * SECONDS_A_LETTER
    if not first_try or hints or seconds > SLOW_SECONDS + typing:
        return "hard"
    return "easy" if seconds <= QUICK_SECONDS + typing else "good"


def review(card: Card | None, rating: Rating, day: date) -> Card:
    """The card after a review on `day`; None is a question that was never reviewed.

    The same reviews on the same days give the same dates. Nothing comes back on the day of its review: a quiz has no
    use for steps of minutes.
    """
    from fsrs import Card as FsrsCard
    from fsrs import Rating as FsrsRating
    from fsrs import State

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
            due=_noon(card.due),
            last_review=_noon(min(card.latest, day)),
        )
    after, _ = _scheduler().review_card(before, FsrsRating(RATINGS.index(rating) + 1), noon)
    assert after.stability is not None
    assert after.difficulty is not None
    return Card(
        after.stability,
        after.difficulty,
        after.due.date(),
        day,
        day if card is None else card.since,
        0 if card is None else card.lapses + (rating == "again"),
    )


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    # Its fuzz comes from the global random generator, so the same history would give other dates each time.
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
