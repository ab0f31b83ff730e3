"""Replay stored games: resume unfinished ones, and score old ones again with a changed bank."""

import sqlite3
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import msgspec

from quizzer.errors import RecordsError
from quizzer.grading import Canon
from quizzer.records.accounts import folded, seat
from quizzer.records.database import Database, insert, row_as, statement
from quizzer.records.game_record import GameRecord, daily_of
from quizzer.records.structs import Count, Moment, Seconds, Unfinished
from quizzer.records.tracking import Change, Objected, Tried
from quizzer.session import Action, Log, PlayerJoined, Rules, RulingChanged, Session, Tick
from quizzer.session.log import Questions, fingerprint
from quizzer.session.ratings import Ratings
from quizzer.session.state import Decided


class _RoomRecord(GameRecord):
    """The record of a game that a room played: seats and scores of the players in `only`."""

    only: frozenset[str] = frozenset()

    def keep_as(self, mark: str) -> None:
        """Writes the new actions of the game with this mark, unless quizzer has scored it again here."""
        with self._database.writing() as db:
            steps = self._pending
            if (found := db.execute(statement("room"), (mark,)).fetchone()) is not None:
                self.number, self._entries, written = found
                steps = steps[self._entries :] if written == self._entries else []
                db.execute("UPDATE games SET claim = ? WHERE id = ?", (self._claim, self.number))
            self._write_steps(db, steps)
            insert(db, "rooms", "INSERT OR REPLACE", mark=mark, game=self.number, steps=self._entries + len(steps))

    def _write(self, db: sqlite3.Connection, change: Change, at: float) -> None:
        if isinstance(change, (PlayerJoined, Objected, Tried)) and change.player not in self.only:
            if isinstance(change, PlayerJoined) or (isinstance(change, Tried) and change.what != "contribution"):
                return
            seat(db, change.player, self._day_at(at))
        super()._write(db, change, at)


class _GameRow(msgspec.Struct, frozen=True):
    """A row of `games`."""

    rules: Rules
    seed: int
    main: Count
    questions: tuple[str, ...]
    fingerprints: tuple[int, ...]
    banks: tuple[str, ...]
    study: Count
    reached: Seconds
    began: Moment
    latest: Moment
    mode: str
    ratings: Ratings | None = None
    ended: str | None = None


class _Entry(msgspec.Struct, frozen=True):
    """A row of `entries`."""

    n: int
    at: Seconds
    action: Action
    verdicts: tuple[Decided, ...] | None = None


def unfinished(database: Database, player: str | None) -> list[Unfinished]:
    """The unfinished games of `player` (None: all), the latest first. Leaves damaged ones out, and says so."""
    found = []
    for number, asked in database.rows(statement("unfinished")):
        names = database.texts("SELECT name FROM seats WHERE game = ?", (number,))
        if player is not None and folded(player) not in map(folded, names):
            continue
        try:
            (kept, log), daily = read_log(database, number), daily_of(database, number)
        except RecordsError:
            database.left_out(f"quizzer leaves out game number {number}, which is damaged")
            continue
        most = log.rules.questions
        found.append(
            Unfinished(
                number,
                datetime.fromtimestamp(kept.began, UTC),
                datetime.fromtimestamp(kept.latest, UTC),
                kept.mode,
                kept.banks,
                tuple(names),
                asked,
                log.main if most is None else min(log.main, most),
                bool(kept.study),
                database.is_elsewhere(number),
                log.rules.goes_on,
                daily,
            )
        )
    return found


def resume(
    database: Database, number: int, questions: Questions, *, canon: Canon | None, when: datetime
) -> tuple[Session, GameRecord]:
    """Resumes an unfinished game; see `Records.resume`."""
    kept, log = read_log(database, number)
    if kept.ended is not None:
        raise RecordsError(f"game number {number} is over")
    session = Session.replay(log, questions, canon=canon)
    record = GameRecord(database, session, banks=kept.banks, when=when, study=bool(kept.study))
    record.take_up(number, reached=max(kept.reached, session.at))
    if session.rules.is_timed and kept.reached > session.at:
        # Time counts while the game was open, not between the two programs.
        record.journal(kept.reached, Tick(), session.apply(Tick(), at=kept.reached))
    return session, record


def keep_game(
    database: Database, log: Log, *, banks: Sequence[str], when: datetime, mark: str, only: Collection[str]
) -> int | None:
    """Saves a game of a room; see `Records.keep_game`."""
    session = Session.replay(log.begun())
    record = _RoomRecord(database, session, banks=banks, when=when, study=False)
    record.only = frozenset(only)
    for at, action, *decided in log.steps:
        record.note(at, action, session.apply(action, at=at, ruled=decided))
    if session.phase == "over":
        record.keep_as(mark)
    return record.number


def rescore(database: Database, number: int, questions: Questions, *, canon: Canon | None) -> tuple[RulingChanged, ...]:
    """Grades every answer of a game again; see `Records.rescore`. After an interruption, call it again."""
    if database.is_elsewhere(number):
        raise RecordsError(f"game number {number} is open in another window; close it, and try again")
    kept, log = read_log(database, number)
    changed, changes = Session.rescore(log, questions, canon=canon)
    if changes:
        session = Session.replay(log, questions, canon=canon, changed=True)
        record = GameRecord(
            database, session, banks=kept.banks, when=datetime.fromtimestamp(kept.latest, UTC), study=bool(kept.study)
        )
        record.take_up(number, reached=kept.reached)
        for at, action in changed.log.entries[len(log.entries) :]:
            record.journal(at, action, session.apply(action, at=at))
        database.release(number)
        if not record.is_recording:
            raise RecordsError(f"quizzer could not score game number {number} again")
    fingerprints = tuple(fingerprint(question) for question in log.find(questions, changed=True))
    if fingerprints != kept.fingerprints:
        # An unfinished game resumes with the changed bank.
        with database.writing() as db:
            db.execute(
                "UPDATE games SET fingerprints = ? WHERE id = ?", (msgspec.json.encode(fingerprints).decode(), number)
            )
    return changes


def read_log(database: Database, number: int) -> tuple[_GameRow, Log]:
    """The stored game with this number. Raises RecordsError if there is none, or if it is damaged."""
    found = database.rows(statement("game"), (number,))
    if not found:
        raise RecordsError(f"there is no game number {number} here")
    rows = database.rows("SELECT n, at, action, verdicts FROM entries WHERE game = ? ORDER BY n", (number,))
    try:
        game = row_as(_GameRow, found[0])
        entries = [row_as(_Entry, row) for row in rows]
        if [entry.n for entry in entries] != list(range(len(entries))):
            raise RecordsError("an action is missing")
        if len(game.fingerprints) != len(game.questions):
            raise RecordsError("a question is missing")
    except RecordsError as trouble:
        raise RecordsError(f"{database.place}: game number {number} is damaged: {trouble}") from None
    log = Log(
        game.rules,
        game.seed,
        game.questions,
        [(entry.at, entry.action, *(entry.verdicts or ())) for entry in entries],
        main=game.main,
        ratings=game.ratings,
        fingerprints=game.fingerprints,
    )
    return game, log
