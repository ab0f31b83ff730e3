"""The cards in the records: what a player is to review, what each review makes of them, and what they tell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from quizzer.errors import RecordsError
from quizzer.records.database import Database, insert, row_as, statement
from quizzer.records.spacing import replay, suggest
from quizzer.records.structs import RATINGS, Count, Leech, Memory, Rating, Review, Scheduling, Seconds, StudyState

if TYPE_CHECKING:
    import sqlite3

LEECH_LAPSES = 6
"""A question that a player has forgotten this often is a leech: study asks it after all others that are due."""

MATURE_DAYS = 21
"""A card that waits so many days for its next review is mature, as Anki counts it."""

FORECAST_DAYS = 7
"""Days of which the page of memory tells how many questions come."""


class _ReviewRow(msgspec.Struct, frozen=True):
    """A row of `reviews`."""

    day: date
    rating: Rating
    suggested: Rating
    question: str


class _TryRow(msgspec.Struct, frozen=True):
    """A row of `tries`."""

    what: str
    outcome: str | None
    seconds: Seconds
    hints: Count
    letters: Count
    asked_letters: Count


def to_ask(database: Database, which: str, player: str, day: date) -> list[str]:
    """The ids of the questions of a player that are "due", "ahead" or "missed" on `day`; see `Records.due`."""
    query = statement(which, to_ask=statement("to ask"), leech_lapses=LEECH_LAPSES)
    return database.texts(query, {"player": player, "day": day.isoformat()})


SEPARATOR = 31
"""The character between ids that are read as one text: thousands of texts take longer than one."""


def apart(ids: object) -> set[str]:
    """The ids of such a text."""
    return set(ids.split(chr(SEPARATOR))) if isinstance(ids, str) else set()


def study_state(database: Database, player: str, day: date) -> StudyState:
    """The state of a player's study on `day`."""
    tomorrow = (day + timedelta(days=1)).isoformat()
    values = {"player": player, "day": day.isoformat(), "tomorrow": tomorrow}
    ((cards, new_today, coming),) = database.rows(statement("study"), values)
    seconds = database.value(statement("seconds lately"), (player,))
    due = len(to_ask(database, "due", player, day))
    leeches = database.read(Leech, statement("leeches", leech_lapses=LEECH_LAPSES), (player,))
    return StudyState(cards, due, new_today, tuple(leeches), coming, round(seconds or 0.0, 1))


def memory(database: Database, player: str, day: date) -> Memory:
    """What a player's cards and reviews tell of how well they are kept in mind; see `Memory`."""
    in_mind = statement("cards in mind", mature_days=MATURE_DAYS)
    ((mature, suspended, orphans, cards),) = database.rows(in_mind, (player,))
    ((reviews, known),) = database.rows(statement("reviews in mind"), (player,))
    days = [(day + timedelta(days=place)).isoformat() for place in range(FORECAST_DAYS + 1)]
    values = {"player": player, "day": days[0], "last": days[-1]}
    counts = dict(tuple(row) for row in database.rows(statement("coming", to_ask=statement("to ask")), values))
    coming = tuple(counts.get(one, 0) for one in days[1:])
    return Memory(reviews, known, cards - orphans - mature, mature, suspended, orphans, coming)


def review_closed(
    db: sqlite3.Connection, scheduling: Scheduling, game: int, asked: int, question: str, day: date
) -> list[Review]:
    """Reviews the question that has just closed, for every player who tried it. Returns one review for each.

    Who has reviewed it in this game or on this day already only goes over it.
    """
    values: dict[str, Any] = {"game": game, "asked": asked, "question": question, "day": day.isoformat()}
    tried = db.execute(statement("players to review"), values).fetchall()
    reviews = []
    for (player,) in tried:
        suggested = _suggested(db, scheduling, game, asked, player)
        if suggested is not None:
            insert(db, "reviews", **values, player=player, suggested=suggested, rating=suggested)
            reviews += schedule(db, scheduling, player, question)
    return reviews


def review_ruled_anew(db: sqlite3.Connection, scheduling: Scheduling, game: int, seq: int) -> list[Review]:
    """Reviews a question again after the ruling on the try of event `seq` has changed.

    A rating that the player chose stays. Returns the reviews that changed.
    """
    found = db.execute(statement("reviews of try"), (game, seq)).fetchall()
    reviews = []
    for number, player, asked in found:
        suggested = _suggested(db, scheduling, game, asked, player)
        if suggested is not None:
            db.execute("UPDATE reviews SET suggested = ? WHERE id = ?", (suggested, number))
            reviews += change_review(db, scheduling, number, suggested)
    return reviews


def review_in(db: sqlite3.Connection, game: int, asked: int | None, player: str) -> int | None:
    """The number of a player's review of what the event `asked` asked, or with None of the latest in a game."""
    found: int | None = db.execute(statement("review in game"), (game, player, asked)).fetchone()[0]
    return found


def days_by_rating(
    database: Database, scheduling: Scheduling, game: int, asked: int | None, player: str
) -> dict[Rating, int]:
    """After how many days the question of a player's review comes back, by what it may be rated; see `review_in`.

    Empty if there was no review.
    """
    rows = database.read(_ReviewRow, statement("reviews up to game"), (game, player, asked))
    told: dict[Rating, int] = {}
    for rating in RATINGS if rows else ():
        reviews = [*((one.day, one.rating) for one in rows[:-1]), (rows[-1].day, rating)]
        card = replay(reviews, scheduling, rows[-1].question if scheduling.fuzz else None)
        assert card is not None
        told[rating] = (card.due - rows[-1].day).days
    return told


def change_review(db: sqlite3.Connection, scheduling: Scheduling, number: int, rating: Rating) -> list[Review]:
    """Gives the review of this number another rating, and plays all reviews of its card again.

    Returns the review in a list; an empty list if it is damaged or not there.
    """
    found = db.execute("SELECT player, question FROM reviews WHERE id = ?", (number,)).fetchone()
    if found is None:
        return []
    db.execute("UPDATE reviews SET rating = ? WHERE id = ?", (rating, number))
    return [msgspec.structs.replace(one, rating=rating) for one in schedule(db, scheduling, *found)]


def schedule(db: sqlite3.Connection, scheduling: Scheduling, player: int, question: str) -> list[Review]:
    """Makes a player's card of a question anew, from all its reviews. Returns the latest of these, in a list.

    What is damaged among them is left out; without any there is no card.
    """
    reviews: list[_ReviewRow] = []
    query = "SELECT day, rating, suggested, question FROM reviews WHERE player = ? AND question = ? ORDER BY id"
    for row in db.execute(query, (player, question)).fetchall():
        try:
            reviews.append(row_as(_ReviewRow, row))
        except RecordsError:
            continue
    card = replay([(one.day, one.rating) for one in reviews], scheduling, question if scheduling.fuzz else None)
    if card is None:
        db.execute("DELETE FROM cards WHERE player = ? AND question = ?", (player, question))
        return []
    insert(db, "cards", update=True, player=player, question=question, **msgspec.to_builtins(card))
    name: str = db.execute("SELECT name FROM players WHERE id = ?", (player,)).fetchone()[0]
    latest = reviews[-1]
    return [Review(name, question, latest.rating, latest.suggested, card.due, (card.due - latest.day).days)]


def _suggested(db: sqlite3.Connection, scheduling: Scheduling, game: int, asked: int, player: int) -> Rating | None:
    """The rating that follows from what a player did about a question; None while a host has not ruled."""
    rows = db.execute(statement("tries at question"), (game, asked, player)).fetchall()
    try:
        tries = [row_as(_TryRow, row) for row in rows]
    except RecordsError:
        return None  # of a resumed game, damaged since
    if any(row.what == "answer" and row.outcome is None for row in tries):
        return None
    # Who was asked to be more specific has missed nothing yet.
    first = next((row for row in tries if row.outcome != "prompt"), None)
    if first is None:
        return None
    return suggest(
        right=first.outcome == "correct",
        hints=first.hints,
        seconds=first.seconds,
        letters=first.letters,
        asked_letters=first.asked_letters,
        quick_is_easy=scheduling.quick_is_easy,
    )
