"""Old games under a bank that has changed: each answer ruled on again, and all that follows from it put right."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from quizzer.errors import RecordsError
from quizzer.grading import Canon
from quizzer.records.game import GameRecord
from quizzer.records.store import Store
from quizzer.records.unfinished import read_log
from quizzer.session import RulingChanged, Session
from quizzer.session.log import Questions, fingerprint

__all__ = ["rescore"]


def rescore(
    store: Store, number: int, questions: Questions, *, canon: Canon | None, tell: Callable[[str], object]
) -> tuple[RulingChanged, ...]:
    """The rulings of a game that are others now; see `Records.rescore`.

    Each is kept by itself, as if a person had made it in the game: what was cut short is done by doing it again.
    """
    if store.is_elsewhere(number):
        raise RecordsError(f"game number {number} is being played just now")
    kept = read_log(store, number)
    changed, changes = Session.rescore(kept.log, questions, canon=canon)
    if changes:
        session = Session.replay(kept.log, questions, canon=canon)
        record = GameRecord(store, session, banks=kept.banks, when=kept.latest, study=kept.study, tell=tell)
        record.take_up(number, reached=kept.reached)
        for at, action in changed.log.entries[len(kept.log.entries) :]:
            record.journal(at, action, session.apply(action, at=at))
        store.release(number)
        if not record.is_recording:
            raise RecordsError(f"game number {number} could not be scored again")
    fingerprints = [fingerprint(question) for question in kept.log.find(questions)]
    if fingerprints != kept.fingerprints:
        # An unfinished game goes on over the bank as it is now.
        with store.writing() as db:
            db.execute(
                "UPDATE games SET fingerprints = ? WHERE id = ?", (msgspec.json.encode(fingerprints).decode(), number)
            )
    return changes
