"""The cards in the records: what a player is to review, what each review makes of them, and what they tell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from quizzer.errors import RecordsError
from quizzer.records.database import Database, insert, row_as
from quizzer.records.spacing import replay, suggest
from quizzer.records.structs import (
    RATINGS,
    Count,
    KeptCard,
    Leech,
    Memory,
    Rating,
    Review,
    Scheduling,
    Seconds,
    StudyState,
)

if TYPE_CHECKING:
    import sqlite3

LEECH_LAPSES = 6
"""A question that a player has forgotten this often is a leech: study asks it after all others that are due."""

MATURE_DAYS = 21
"""A card that waits so many days for its next review is mature, as Anki counts it."""

FORECAST_DAYS = 7
"""Days of which the page of memory tells how many questions come."""

_CARDS = " FROM cards JOIN players ON players.id = cards.player WHERE folded = :player"
_HAS_BANK = "question NOT IN (SELECT id FROM questions WHERE orphan)"
_ASKED = (
    f"NOT suspended AND {_HAS_BANK} AND question NOT IN (SELECT question FROM never WHERE never.player = cards.player)"
)
# A card whose day is damaged is due at once: its review mends it.
_DUE = f"(due <= :day OR date(due) IS NULL) AND {_ASKED}"


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


def due_questions(database: Database, player: str, day: date) -> list[str]:
    """The ids of the questions that are due by `day`; see `Records.due`."""
    query = f"SELECT question{_CARDS} AND {_DUE} ORDER BY lapses >= {LEECH_LAPSES}, due, question"
    return database.texts(query, {"player": player, "day": day.isoformat()})


def ahead(database: Database, player: str, day: date) -> list[str]:
    """The ids of the questions that are due after `day`, the next ones first."""
    query = f"SELECT question{_CARDS} AND due > :day AND {_ASKED} ORDER BY due, question"
    return database.texts(query, {"player": player, "day": day.isoformat()})


def missed_questions(database: Database, player: str, day: date) -> list[str]:
    """The ids of the questions that the player's latest review on `day` found forgotten, in the order of the misses."""
    query = (
        f"SELECT question{_CARDS} AND latest = :day AND known = 0 AND {_ASKED}"
        " ORDER BY (SELECT max(reviews.id) FROM reviews"
        " WHERE reviews.player = cards.player AND reviews.question = cards.question)"
    )
    return database.texts(query, {"player": player, "day": day.isoformat()})


def studied(database: Database, player: str) -> set[str]:
    """The ids of the questions for which a player has a card."""
    query = f"SELECT group_concat(question, char({SEPARATOR})) FROM cards JOIN players ON players.id = player"
    return apart(database.value(f"{query} WHERE folded = ?", (player,)))


SEPARATOR = 31
"""The character between ids that are read as one text: thousands of texts take longer than one."""


def apart(ids: object) -> set[str]:
    """The ids of such a text."""
    return set(ids.split(chr(SEPARATOR))) if isinstance(ids, str) else set()


def leeches(database: Database, player: str) -> tuple[Leech, ...]:
    """The questions that a player has forgotten LEECH_LAPSES times or more and does not know again, the worst first."""
    query = (
        "SELECT question, text, lapses, coalesce(questions.answer, '') AS answer FROM cards"
        " JOIN players ON players.id = cards.player JOIN questions ON questions.id = cards.question"
        f" WHERE folded = :player AND lapses >= {LEECH_LAPSES} AND NOT suspended AND NOT orphan"
        " ORDER BY lapses DESC, question"
    )
    return tuple(database.read(Leech, query, {"player": player}))


def study_state(database: Database, player: str, day: date) -> StudyState:
    """The state of a player's study on `day`."""
    tomorrow = day + timedelta(days=1)
    ((cards, new_today, coming),) = database.rows(
        f"SELECT count(*), count(CASE WHEN cards.since = :day THEN 1 END), count(CASE WHEN due = :tomorrow THEN 1 END)"
        f"{_CARDS} AND {_HAS_BANK}",
        {"player": player, "day": day.isoformat(), "tomorrow": tomorrow.isoformat()},
    )
    seconds = database.value(
        "SELECT avg(seconds) FROM (SELECT seconds FROM tries JOIN players ON players.id = player"
        " WHERE folded = ? AND what = 'answer' AND seconds BETWEEN 0 AND 600 ORDER BY tries.id DESC LIMIT 100)",
        (player,),
    )
    due = len(due_questions(database, player, day))
    return StudyState(cards, due, new_today, leeches(database, player), coming, round(seconds or 0.0, 1))


def memory(database: Database, player: str, day: date) -> Memory:
    """What a player's cards and reviews tell of how well they are kept in mind; see `Memory`."""
    values = {"player": player, "day": day.isoformat()}
    ((mature, suspended, orphans, cards),) = database.rows(
        f"SELECT count(CASE WHEN julianday(due) - julianday(latest) >= {MATURE_DAYS} AND {_HAS_BANK} THEN 1 END),"
        f" count(CASE WHEN suspended AND {_HAS_BANK} THEN 1 END), count(CASE WHEN NOT {_HAS_BANK} THEN 1 END),"
        f" count(*){_CARDS}",
        values,
    )
    ((reviews, known),) = database.rows(
        "SELECT count(*), count(CASE WHEN rating <> 'again' THEN 1 END) FROM (SELECT reviews.rating,"
        " row_number() OVER (PARTITION BY player, question ORDER BY reviews.id) AS place"
        " FROM reviews JOIN players ON players.id = player WHERE folded = :player) WHERE place > 1",
        values,
    )
    last = (day + timedelta(days=FORECAST_DAYS)).isoformat()
    found = database.rows(
        f"SELECT due, count(*){_CARDS} AND due > :day AND due <= :last AND {_ASKED} GROUP BY due",
        {**values, "last": last},
    )
    counts = dict(tuple(row) for row in found)
    days = (day + timedelta(days=place) for place in range(1, FORECAST_DAYS + 1))
    coming = tuple(counts.get(one.isoformat(), 0) for one in days)
    return Memory(reviews, known, cards - orphans - mature, mature, suspended, orphans, coming)


def kept_cards(database: Database, player: str) -> list[KeptCard]:
    """All cards of a player, and the questions that are never to be asked, those that are due first at the front."""
    return database.read(
        KeptCard,
        "SELECT questions.id AS question, text, coalesce(questions.answer, '') AS answer, category, film, due, latest,"
        " cards.since AS since, stability, cards.difficulty AS difficulty, coalesce(lapses, 0) AS lapses, CASE WHEN"
        " never.player IS NOT NULL THEN 'never' WHEN orphan THEN 'orphan' WHEN suspended THEN 'suspended'"
        " ELSE 'study' END AS state"
        " FROM players CROSS JOIN questions"
        " LEFT JOIN cards ON cards.player = players.id AND cards.question = questions.id"
        " LEFT JOIN never ON never.player = players.id AND never.question = questions.id"
        " WHERE folded = ? AND (cards.player IS NOT NULL OR never.player IS NOT NULL)"
        " ORDER BY due IS NULL, due, questions.id",
        (player,),
    )


def review_closed(
    db: sqlite3.Connection, scheduling: Scheduling, game: int, asked: int, question: str, day: date
) -> list[Review]:
    """Reviews the question that has just closed, for every player who tried it. Returns one review for each.

    Who has reviewed it in this game or on this day already only goes over it.
    """
    tried = db.execute(
        "SELECT DISTINCT player FROM tries JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked"
        " WHERE tries.game = :game AND tries.asked = :asked AND scored AND NOT EXISTS (SELECT 1 FROM reviews WHERE"
        " reviews.player = tries.player AND reviews.question = :question AND (reviews.game = :game OR day = :day))"
        " ORDER BY player",
        {"game": game, "asked": asked, "question": question, "day": day.isoformat()},
    ).fetchall()
    reviews = []
    for (player,) in tried:
        suggested = _suggested(db, scheduling, game, asked, player)
        if suggested is not None:
            row = {"player": player, "question": question, "game": game, "asked": asked, "day": day.isoformat()}
            insert(db, "reviews", **row, suggested=suggested, rating=suggested)
            reviews += schedule(db, scheduling, player, question)
    return reviews


def review_ruled_anew(db: sqlite3.Connection, scheduling: Scheduling, game: int, seq: int) -> list[Review]:
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
        suggested = _suggested(db, scheduling, game, asked, player)
        if suggested is not None:
            db.execute("UPDATE reviews SET suggested = ? WHERE id = ?", (suggested, number))
            reviews += change_review(db, scheduling, number, suggested)
    return reviews


def review_in(db: sqlite3.Connection, game: int, asked: int | None, player: str) -> int | None:
    """The number of a player's review of what the event `asked` asked, or with None of the latest in a game."""
    found: int | None = db.execute(
        "SELECT max(reviews.id) FROM reviews JOIN players ON players.id = player WHERE game = ? AND folded = ?"
        " AND asked = coalesce(?, asked)",
        (game, player, asked),
    ).fetchone()[0]
    return found


def days_by_rating(
    database: Database, scheduling: Scheduling, game: int, asked: int | None, player: str
) -> dict[Rating, int]:
    """After how many days the question of a player's review comes back, by what it may be rated; see `review_in`.

    Empty if there was no review.
    """
    rows = database.read(
        _ReviewRow,
        "SELECT day, rating, suggested, question FROM reviews JOIN (SELECT player, question, max(reviews.id) AS latest"
        " FROM reviews JOIN players ON players.id = player"
        " WHERE game = ? AND folded = ? AND asked = coalesce(?, asked))"
        " USING (player, question) WHERE reviews.id <= latest ORDER BY reviews.id",
        (game, player, asked),
    )
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
    values = msgspec.to_builtins(card)
    db.execute(
        f"INSERT INTO cards (player, question, {', '.join(values)}) VALUES (?, ?, {', '.join('?' * len(values))})"
        f" ON CONFLICT DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in values)}",
        (player, question, *values.values()),
    )
    name: str = db.execute("SELECT name FROM players WHERE id = ?", (player,)).fetchone()[0]
    latest = reviews[-1]
    return [Review(name, question, latest.rating, latest.suggested, card.due, (card.due - latest.day).days)]


def _suggested(db: sqlite3.Connection, scheduling: Scheduling, game: int, asked: int, player: int) -> Rating | None:
    """The rating that follows from what a player did about a question; None while a host has not ruled."""
    rows = db.execute(
        "SELECT what, outcome, seconds, hints, length(given) AS letters, length(text) AS asked_letters FROM tries"
        " JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked JOIN questions ON questions.id = question"
        " WHERE tries.game = ? AND tries.asked = ? AND player = ? ORDER BY tries.id",
        (game, asked, player),
    ).fetchall()
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
