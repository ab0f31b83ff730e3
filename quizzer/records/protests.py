"""Protests: kept as they are made, until somebody rules on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from quizzer.records.accounts import folded
from quizzer.records.store import Store
from quizzer.records.structs import KeptProtest
from quizzer.records.tracking import Objected

__all__ = ["keep", "kept_protests", "settle"]


def keep(db: sqlite3.Connection, game: int, made: Objected, day: str) -> None:
    """A protest is there for good. A second one against the same ruling adds nothing."""
    db.execute(
        "INSERT OR IGNORE INTO protests"
        " (game, seq, player, day, question, given, answer, outcome, explanation, why)"
        " VALUES (?, ?, (SELECT id FROM players WHERE folded = ?), ?, ?, ?, ?, ?, ?, ?)",
        (
            game,
            made.seq,
            folded(made.player),
            day,
            made.question,
            made.given,
            made.answer,
            made.outcome.value,
            made.explanation,
            made.why,
        ),
    )


def kept_protests(store: Store, *, settled: bool) -> list[KeptProtest]:
    """Those that are settled, or those that are not, in the order in which they were made."""
    rows = store.rows(
        "SELECT protests.id AS number, game, protests.day, name AS player, question, text, kind, given, answer,"
        " outcome, explanation, why, banks FROM protests JOIN games ON games.id = protests.game"
        " JOIN players ON players.id = protests.player JOIN questions ON questions.id = protests.question"
        f" WHERE settled IS {'NOT ' if settled else ''}NULL ORDER BY protests.id"
    )
    return [KeptProtest(**{**row, "banks": tuple(msgspec.json.decode(row["banks"]))}) for row in map(dict, rows)]


def settle(store: Store, numbers: Sequence[int], ruling: str) -> None:
    """These protests are ruled on."""
    with store.writing() as db:
        db.executemany("UPDATE protests SET settled = ? WHERE id = ?", [(ruling, number) for number in numbers])
