"""Cards: what a player is to review, and when. FSRS decides that in whole days; the first review loads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Annotated

import msgspec

from quizzer.errors import RecordsError
from quizzer.records.database import Database, insert, row_as
from quizzer.records.structs import RATINGS, Count, Leech, Rating, Review, Seconds, StudyState

if TYPE_CHECKING:
    import sqlite3

    from fsrs import Scheduler

LEECH_LAPSES = 6
"""A question that a player has forgotten this often is a leech: study asks it after all others that are due."""

MANY_HINTS = 3
"""After this many hints most of the answer is on the screen: the player has remembered nothing."""

SLOW_SECONDS = 30.0
"""A right answer that took longer, typing left out, was hard."""

QUICK_SECONDS = 4.0
"""A right answer that took at most so long, typing left out, was easy."""

SECONDS_A_LETTER = 0.3
"""What typing takes: the time of somebody who types with two fingers."""


class Card(msgspec.Struct, frozen=True):
    """How well a player knows a question, as FSRS counts it.

    After `stability` days the player still knows it with a chance of 0.9; `difficulty` is 1 to 10. The question is
    `due` on a day of the player's own calendar; the `latest` review and the first one (`since`) were on such days.
    `lapses` counts how often the player has forgotten it again.
    """

    stability: Annotated[float, msgspec.Meta(gt=0, le=1e6)]
    difficulty: Annotated[float, msgspec.Meta(ge=1, le=10)]
    due: date
    latest: date
    since: date
    lapses: Count = 0


class _ReviewRow(msgspec.Struct, frozen=True):
    """A row of `reviews`."""

    player: int
    question: str
    day: date
    suggested: Rating
    before: Card | None


class _TryRow(msgspec.Struct, frozen=True):
    """A row of `tries`."""

    what: str
    outcome: str | None
    seconds: Seconds
    hints: Count
    letters: Count


def suggest(*, right: bool, first_try: bool, hints: int, seconds: float, letters: int) -> Rating:
    """The rating that quizzer suggests for an answer, from "again" to "easy".

    `right` says whether the player got it in the end, `first_try` whether at once, `hints` after how many hints. The
    answer has `letters` letters and took `seconds` from the question to its end.
    """
    if not right or hints >= MANY_HINTS:
        return "again"
    typing = letters * SECONDS_A_LETTER
    if not first_try or hints or seconds > SLOW_SECONDS + typing:
        return "hard"
    return "easy" if seconds <= QUICK_SECONDS + typing else "good"


def review(card: Card | None, rating: Rating, day: date) -> Card:
    """The card after a review on `day`. `card` is the one before, None for a question without a review.

    The result depends on the arguments alone. A question comes back the next day at the earliest: a quiz has no use for
    steps of minutes.
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
            due=noon,
            last_review=_noon(card.latest),
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


def due_questions(database: Database, player: str, day: date) -> list[str]:
    """The ids of the questions that are due by `day`; see `Records.due`."""
    return database.texts(
        "SELECT question FROM cards JOIN players ON players.id = cards.player WHERE folded = ?"
        # A card whose day is damaged is due at once: its review mends it.
        " AND (due <= ? OR date(due) IS NULL)"
        " AND question NOT IN (SELECT question FROM never WHERE never.player = cards.player)"
        " ORDER BY lapses >= ?, due, question",
        (player, day.isoformat(), LEECH_LAPSES),
    )


def studied(database: Database, player: str) -> set[str]:
    """The ids of the questions for which a player has a card."""
    query = "SELECT question FROM cards JOIN players ON players.id = cards.player WHERE folded = ?"
    return set(database.texts(query, (player,)))


def leeches(database: Database, player: str) -> tuple[Leech, ...]:
    """The questions that a player has forgotten LEECH_LAPSES times or more, the worst first."""
    return tuple(
        database.read(
            Leech,
            "SELECT question, text, lapses FROM cards JOIN players ON players.id = cards.player"
            " JOIN questions ON questions.id = cards.question WHERE folded = ? AND lapses >= ?"
            " ORDER BY lapses DESC, question",
            (player, LEECH_LAPSES),
        )
    )


def study_state(database: Database, player: str, day: date) -> StudyState:
    """The state of a player's study on `day`."""
    ((cards, new_today),) = database.rows(
        "SELECT count(*), count(CASE WHEN cards.since = ? THEN 1 END) FROM cards"
        " JOIN players ON players.id = cards.player WHERE folded = ?",
        (day.isoformat(), player),
    )
    return StudyState(cards, len(due_questions(database, player, day)), new_today, leeches(database, player))


def review_closed(db: sqlite3.Connection, game: int, asked: int, question: str, day: date) -> list[Review]:
    """Reviews the question that has just closed, for every player who tried it. Returns one review for each."""
    tried = db.execute(
        "SELECT DISTINCT player FROM tries JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked"
        " WHERE tries.game = ? AND tries.asked = ? AND scored ORDER BY player",
        (game, asked),
    ).fetchall()
    reviews = []
    for (player,) in tried:
        suggested = _suggested(db, game, asked, player)
        if suggested is not None:
            before = _card(db, player, question)
            stored = None if before is None else msgspec.json.encode(before).decode()
            row = {"player": player, "question": question, "game": game, "asked": asked, "day": day.isoformat()}
            insert(db, "reviews", **row, suggested=suggested, rating=suggested, before=stored)
            reviews.append(_schedule(db, player, question, before, suggested, suggested, day))
    return reviews


def review_ruled_anew(db: sqlite3.Connection, game: int, seq: int) -> list[Review]:
    """Reviews a question again after the ruling on the try of event `seq` has changed.

    A rating that the player chose stays. Returns the reviews that changed.
    """
    found = db.execute(
        "SELECT reviews.id, reviews.player, reviews.asked FROM reviews JOIN tries"
        " ON tries.game = reviews.game AND tries.asked = reviews.asked AND tries.player = reviews.player"
        " WHERE tries.game = ? AND tries.seq = ? AND reviews.rating = reviews.suggested",
        (game, seq),
    ).fetchall()
    reviews = []
    for number, player, asked in found:
        suggested = _suggested(db, game, asked, player)
        if suggested is not None:
            db.execute("UPDATE reviews SET suggested = ? WHERE id = ?", (suggested, number))
            reviews += _change(db, number, suggested)
    return reviews


def change_review(db: sqlite3.Connection, game: int, player: str, rating: Rating) -> Review | None:
    """Gives the player's latest review in a game another rating. None if it has none, or a later game has one."""
    (number,) = db.execute(
        "SELECT max(reviews.id) FROM reviews JOIN players ON players.id = player WHERE game = ? AND folded = ?",
        (game, player),
    ).fetchone()
    changed = [] if number is None else _change(db, number, rating)
    return changed[0] if changed else None


def days_by_rating(database: Database, game: int, player: str) -> dict[Rating, int]:
    """After how many days the question of the player's latest review in a game comes back, by what it may be rated.

    Empty if there was no review yet.
    """
    rows = database.read(
        _ReviewRow,
        "SELECT player, question, day, suggested, before FROM reviews JOIN players ON players.id = player"
        " WHERE game = ? AND folded = ? ORDER BY reviews.id DESC LIMIT 1",
        (game, player),
    )
    return {rating: (review(row.before, rating, row.day).due - row.day).days for row in rows for rating in RATINGS}


def _change(db: sqlite3.Connection, number: int, rating: Rating) -> list[Review]:
    row = db.execute("SELECT player, question, day, suggested, before FROM reviews WHERE id = ?", (number,)).fetchone()
    try:
        old = row_as(_ReviewRow, row)
    except RecordsError:
        return []  # nobody knows any more what it was
    later = db.execute(
        "SELECT 1 FROM reviews WHERE player = ? AND question = ? AND id > ?", (old.player, old.question, number)
    ).fetchone()
    if later is not None:
        return []  # the card is what that one made of it
    db.execute("UPDATE reviews SET rating = ? WHERE id = ?", (rating, number))
    return [_schedule(db, old.player, old.question, old.before, rating, old.suggested, old.day)]


def _suggested(db: sqlite3.Connection, game: int, asked: int, player: int) -> Rating | None:
    """The rating that follows from what a player did about a question; None while a host has not ruled."""
    rows = db.execute(
        "SELECT what, outcome, seconds, hints, length(given) AS letters FROM tries"
        " WHERE game = ? AND asked = ? AND player = ? ORDER BY id",
        (game, asked, player),
    ).fetchall()
    try:
        tries = [row_as(_TryRow, row) for row in rows]
    except RecordsError:
        return None  # of a resumed game, damaged since
    if any(row.what == "answer" and row.outcome is None for row in tries):
        return None
    # Who was asked to be more specific has missed nothing yet.
    tries = [row for row in tries if row.outcome != "prompt"]
    if not tries:
        return None
    right = [place for place, row in enumerate(tries) if row.outcome == "correct"]
    decisive = tries[right[0]] if right else tries[-1]
    return suggest(
        right=bool(right),
        first_try=bool(right) and right[0] == 0,
        hints=decisive.hints,
        seconds=decisive.seconds,
        letters=decisive.letters,
    )


def _card(db: sqlite3.Connection, player: int, question: str) -> Card | None:
    row = db.execute(
        "SELECT stability, difficulty, due, latest, since, lapses FROM cards WHERE player = ? AND question = ?",
        (player, question),
    ).fetchone()
    try:
        return None if row is None else row_as(Card, row)
    except RecordsError:
        return None  # damaged: the player learns it anew


def _schedule(
    db: sqlite3.Connection,
    player: int,
    question: str,
    before: Card | None,
    rating: Rating,
    suggested: Rating,
    day: date,
) -> Review:
    card = review(before, rating, day)
    insert(db, "cards", "INSERT OR REPLACE", player=player, question=question, **msgspec.to_builtins(card))
    name: str = db.execute("SELECT name FROM players WHERE id = ?", (player,)).fetchone()[0]
    return Review(name, question, rating, suggested, card.due, (card.due - day).days)


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    # Its fuzz comes from the global random generator, so the same history would give other dates each time.
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
