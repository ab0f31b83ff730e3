"""What a player is to review: cards in the file, what is due, what keeps slipping."""

from __future__ import annotations

import sqlite3
from datetime import date

import msgspec

from quizzer.records.scheduling import Card, Rating, review, suggest
from quizzer.records.store import Store
from quizzer.records.structs import Leech, Review, StudyState

__all__ = [
    "LEECH_LAPSES",
    "change_review",
    "due_questions",
    "leeches",
    "review_closed",
    "review_ruled_anew",
    "studied",
    "study_state",
]

LEECH_LAPSES = 6
"""A question that was forgotten so often is a leech: it comes after the others that are due."""


def due_questions(store: Store, player: str, day: date) -> list[str]:
    """The ids of what is due by `day`, in all banks: longest overdue first, leeches last."""
    return [
        question
        for (question,) in store.rows(
            "SELECT question FROM cards JOIN players ON players.id = cards.player WHERE folded = ? AND due <= ?"
            " AND question NOT IN (SELECT question FROM never WHERE never.player = cards.player)"
            " ORDER BY lapses >= ?, due, question",
            (player, day.isoformat(), LEECH_LAPSES),
        )
    ]


def studied(store: Store, player: str) -> set[str]:
    """The ids of every question that has a card."""
    query = "SELECT question FROM cards JOIN players ON players.id = cards.player WHERE folded = ?"
    return {question for (question,) in store.rows(query, (player,))}


def leeches(store: Store, player: str) -> tuple[Leech, ...]:
    """What keeps slipping, worst first."""
    return tuple(
        Leech(*row)
        for row in store.rows(
            "SELECT question, text, lapses FROM cards JOIN players ON players.id = cards.player"
            " JOIN questions ON questions.id = cards.question WHERE folded = ? AND lapses >= ?"
            " ORDER BY lapses DESC, question",
            (player, LEECH_LAPSES),
        )
    )


def study_state(store: Store, player: str, day: date) -> StudyState:
    """How the study of a player stands on `day`."""
    ((cards, new_today),) = store.rows(
        "SELECT count(*), count(CASE WHEN cards.since = ? THEN 1 END) FROM cards"
        " JOIN players ON players.id = cards.player WHERE folded = ?",
        (day.isoformat(), player),
    )
    return StudyState(cards, len(due_questions(store, player, day)), new_today, leeches(store, player))


def review_closed(db: sqlite3.Connection, game: int, asked: int, question: str, day: date) -> list[Review]:
    """Reviews the question that was just closed for everybody who tried it."""
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
            db.execute(
                "INSERT INTO reviews (player, question, game, asked, day, suggested, rating, before)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (player, question, game, asked, day.isoformat(), suggested, suggested, stored),
            )
            reviews.append(_schedule(db, player, question, before, suggested, suggested, day))
    return reviews


def review_ruled_anew(db: sqlite3.Connection, game: int, seq: int) -> list[Review]:
    """A ruling on the try of event `seq` has changed: what follows from it for the review, unless the player rated."""
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
    """The player rates the latest review of a game otherwise; None if there was none yet."""
    (number,) = db.execute(
        "SELECT max(reviews.id) FROM reviews JOIN players ON players.id = player WHERE game = ? AND folded = ?",
        (game, player),
    ).fetchone()
    changed = [] if number is None else _change(db, number, rating)
    return changed[0] if changed else None


def _change(db: sqlite3.Connection, number: int, rating: Rating) -> list[Review]:
    player, question, day, suggested, stored = db.execute(
        "SELECT player, question, day, suggested, before FROM reviews WHERE id = ?", (number,)
    ).fetchone()
    later = db.execute(
        "SELECT 1 FROM reviews WHERE player = ? AND question = ? AND id > ?", (player, question, number)
    ).fetchone()
    if later is not None:
        return []  # the card rests on that one by now
    db.execute("UPDATE reviews SET rating = ? WHERE id = ?", (rating, number))
    before = None if stored is None else msgspec.json.decode(stored, type=Card)
    return [_schedule(db, player, question, before, rating, suggested, date.fromisoformat(day))]


def _suggested(db: sqlite3.Connection, game: int, asked: int, player: int) -> Rating | None:
    """The rating that follows from what a player did about a question; None while a host has not ruled."""
    tries = db.execute(
        "SELECT what, outcome, seconds, hints, length(given) FROM tries"
        " WHERE game = ? AND asked = ? AND player = ? ORDER BY id",
        (game, asked, player),
    ).fetchall()
    if any(what == "answer" and outcome is None for what, outcome, *_ in tries):
        return None
    # Who was asked to be more specific has missed nothing yet.
    tries = [row for row in tries if row[1] != "prompt"]
    if not tries:
        return None
    right = [place for place, (_, outcome, *_) in enumerate(tries) if outcome == "correct"]
    decisive = tries[right[0]] if right else tries[-1]
    _, _, seconds, hints, letters = decisive
    return suggest(
        right=bool(right), first_try=bool(right) and right[0] == 0, hints=hints, seconds=seconds, letters=letters
    )


def _card(db: sqlite3.Connection, player: int, question: str) -> Card | None:
    row = db.execute(
        "SELECT stability, difficulty, due, latest, since, lapses FROM cards WHERE player = ? AND question = ?",
        (player, question),
    ).fetchone()
    if row is None:
        return None
    stability, difficulty, due, latest, since, lapses = row
    return Card(
        stability, difficulty, date.fromisoformat(due), date.fromisoformat(latest), date.fromisoformat(since), lapses
    )


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
    db.execute(
        "INSERT OR REPLACE INTO cards (player, question, stability, difficulty, due, latest, lapses, since)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            player,
            question,
            card.stability,
            card.difficulty,
            card.due.isoformat(),
            card.latest.isoformat(),
            card.lapses,
            card.since.isoformat(),
        ),
    )
    name: str = db.execute("SELECT name FROM players WHERE id = ?", (player,)).fetchone()[0]
    return Review(name, question, rating, suggested, card.due, (card.due - day).days)
