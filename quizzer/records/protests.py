"""What waits for the author of a bank: protests, and answers to open gaps, until somebody decides about them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from quizzer.errors import RecordsError
from quizzer.records.accounts import folded
from quizzer.records.database import Database
from quizzer.records.structs import KeptContribution, KeptProtest
from quizzer.records.tracking import Objected


def keep(db: sqlite3.Connection, game: int, made: Objected, day: str) -> None:
    """Adds a protest for good. A second one against the same ruling adds nothing."""
    one = made.against
    db.execute(
        "INSERT OR IGNORE INTO protests"
        " (game, seq, player, day, question, given, answer, outcome, explanation, why)"
        " VALUES (?, ?, (SELECT id FROM players WHERE folded = ?), ?, ?, ?, ?, ?, ?, ?)",
        [
            *(game, one.ruling, folded(made.player), day, one.question),
            *(one.given, one.answer, one.outcome, one.explanation, made.why),
        ],
    )


def kept_protests(database: Database, *, settled: bool) -> list[KeptProtest]:
    """The protests on which somebody has ruled, or those that wait; the earliest first."""
    return database.read(
        KeptProtest,
        "SELECT protests.id AS number, game, protests.day, name AS player, question, text, kind, given,"
        " protests.answer AS answer, outcome, explanation, why, banks"
        " FROM protests JOIN games ON games.id = protests.game"
        " JOIN players ON players.id = protests.player JOIN questions ON questions.id = protests.question"
        f" WHERE settled IS {'NOT ' if settled else ''}NULL ORDER BY protests.id",
    )


def settle(database: Database, numbers: Sequence[int], ruling: str) -> None:
    """Notes a ruling on the protests with these numbers; see `Records.settle`."""
    with database.writing() as db:
        db.executemany("UPDATE protests SET settled = ? WHERE id = ?", [(ruling, number) for number in numbers])


def kept_contributions(database: Database) -> list[KeptContribution]:
    """The answers to open gaps that nobody has decided about, the earliest first."""
    return database.read(
        KeptContribution,
        "SELECT tries.id AS number, tries.game, tries.day, name AS player, question, text, kind, given, '' AS answer,"
        " '' AS outcome, '' AS explanation, '' AS why, banks FROM tries"
        " JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked JOIN games ON games.id = tries.game"
        " JOIN players ON players.id = tries.player JOIN questions ON questions.id = asked.question"
        " LEFT JOIN settled_contributions ON try = tries.id"
        " WHERE what = 'contribution' AND settled IS NULL ORDER BY tries.id",
    )


def settle_contributions(database: Database, numbers: Sequence[int], decision: str) -> None:
    """Notes a decision about these contributions. Raises RecordsError if there is one already."""
    with database.writing() as db:
        for number in numbers:
            query = "INSERT OR IGNORE INTO settled_contributions (try, settled) VALUES (?, ?)"
            if not db.execute(query, (number, decision)).rowcount:
                raise RecordsError("this was decided elsewhere meanwhile")
