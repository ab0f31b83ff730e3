"""Answers to open gaps: kept as they are given, until an author takes one or puts it aside."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from quizzer.errors import RecordsError
from quizzer.records.store import Store
from quizzer.records.structs import KeptContribution

__all__ = ["kept_contributions", "settle"]


def kept_contributions(store: Store) -> list[KeptContribution]:
    """Those that nobody has decided about, the earliest first."""
    rows = store.rows(
        "SELECT tries.id AS number, tries.game, tries.day, name AS player, question, text, kind, given, '' AS answer,"
        " '' AS outcome, '' AS explanation, '' AS why, banks FROM tries"
        " JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked JOIN games ON games.id = tries.game"
        " JOIN players ON players.id = tries.player JOIN questions ON questions.id = asked.question"
        " LEFT JOIN settled_contributions ON try = tries.id"
        " WHERE what = 'contribution' AND settled IS NULL ORDER BY tries.id"
    )
    return [KeptContribution(**{**row, "banks": tuple(msgspec.json.decode(row["banks"]))}) for row in map(dict, rows)]


def settle(store: Store, numbers: Sequence[int], decision: str) -> None:
    """These are decided about. Raises RecordsError if one of them is already."""
    with store.writing() as db:
        for number in numbers:
            query = "INSERT OR IGNORE INTO settled_contributions (try, settled) VALUES (?, ?)"
            if not db.execute(query, (number, decision)).rowcount:
                raise RecordsError("this was decided elsewhere meanwhile")
