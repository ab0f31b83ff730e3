"""Stored games, played again: unfinished ones to resume them, old ones to score them under a changed bank."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from quizzer.errors import RecordsError, SnapshotError
from quizzer.grading import Canon, Verdict
from quizzer.records.accounts import folded
from quizzer.records.database import Database
from quizzer.records.game_record import GameRecord
from quizzer.records.structs import Unfinished
from quizzer.session import Action, Log, Rules, RulingChanged, Session, Tick
from quizzer.session.log import Questions, fingerprint
from quizzer.session.ratings import Ratings


def unfinished(database: Database, player: str | None) -> list[Unfinished]:
    """The unfinished games, the latest first: all of them, or those of `player`."""
    found = []
    for number, began, latest, mode, rules, main, banks, study, asked in database.rows(
        "SELECT id, began, latest, mode, rules, main, banks, study, count(asked.seq) FROM games"
        " JOIN asked ON asked.game = games.id WHERE ended IS NULL GROUP BY id ORDER BY latest DESC, id DESC"
    ):
        names = [name for (name,) in database.rows("SELECT name FROM seats WHERE game = ?", (number,))]
        if player is not None and folded(player) not in map(folded, names):
            continue
        most = msgspec.json.decode(rules, type=Rules).questions
        found.append(
            Unfinished(
                number,
                datetime.fromtimestamp(began, UTC),
                datetime.fromtimestamp(latest, UTC),
                mode,
                tuple(msgspec.json.decode(banks)),
                tuple(names),
                asked,
                main if most is None else min(main, most),
                bool(study),
                database.is_elsewhere(number),
            )
        )
    return found


def to_go_on(database: Database, player: str) -> Unfinished | None:
    """The player's latest game, if it is unfinished and no other program plays it now; otherwise None."""
    latest = database.value(
        "SELECT max(game) FROM seats JOIN players ON players.id = player WHERE folded = ?", (folded(player),)
    )
    found = next((game for game in unfinished(database, player) if game.number == latest), None)
    return None if found is None or found.elsewhere else found


def resume(
    database: Database,
    number: int,
    questions: Questions,
    *,
    canon: Canon | None,
    when: datetime,
    tell: Callable[[str], object],
) -> tuple[Session, GameRecord]:
    """Resumes an unfinished game; see `Records.resume`."""
    kept = read_log(database, number)
    if kept.ended is not None:
        raise RecordsError(f"game number {number} is over")
    log, reached = kept.log, kept.reached
    for question, expected in zip(log.find(questions), kept.fingerprints, strict=True):
        if fingerprint(question) != expected:
            raise SnapshotError(f"the bank has changed since this game: question {question.id!r} is not what it was")
    session = Session.replay(log, questions, canon=canon)
    record = GameRecord(database, session, banks=kept.banks, when=when, study=kept.study, tell=tell)
    record.take_up(number, reached=max(reached, session.at))
    if session.rules.is_timed and reached > session.at:
        # The time that the player saw pass counts; the time between the two programs does not.
        record.journal(reached, Tick(), session.apply(Tick(), at=reached))
    return session, record


def rescore(
    database: Database, number: int, questions: Questions, *, canon: Canon | None, tell: Callable[[str], object]
) -> tuple[RulingChanged, ...]:
    """Grades every answer of a game again; see `Records.rescore`.

    The record gets each changed ruling by itself, like a person's in the game. So whoever stops this halfway only has
    to start it again.
    """
    if database.is_elsewhere(number):
        raise RecordsError(f"game number {number} is being played just now")
    kept = read_log(database, number)
    changed, changes = Session.rescore(kept.log, questions, canon=canon)
    if changes:
        session = Session.replay(kept.log, questions, canon=canon)
        record = GameRecord(database, session, banks=kept.banks, when=kept.latest, study=kept.study, tell=tell)
        record.take_up(number, reached=kept.reached)
        for at, action in changed.log.entries[len(kept.log.entries) :]:
            record.journal(at, action, session.apply(action, at=at))
        database.release(number)
        if not record.is_recording:
            raise RecordsError(f"game number {number} could not be scored again")
    fingerprints = [fingerprint(question) for question in kept.log.find(questions)]
    if fingerprints != kept.fingerprints:
        # An unfinished game goes on over the bank as it is now.
        with database.writing() as db:
            db.execute(
                "UPDATE games SET fingerprints = ? WHERE id = ?", (msgspec.json.encode(fingerprints).decode(), number)
            )
    return changes


class KeptGame(NamedTuple):
    """A game as the file has it. `latest` is when somebody last played it, `ended` why it is over, if it is."""

    log: Log
    fingerprints: list[int]
    banks: tuple[str, ...]
    study: bool
    reached: float
    latest: datetime
    ended: str | None


def read_log(database: Database, number: int) -> KeptGame:
    """The stored game with this number. Raises RecordsError if there is none, or if it is damaged."""
    found = database.rows(
        "SELECT rules, seed, main, ratings, questions, fingerprints, banks, study, reached, latest, ended FROM games"
        " WHERE id = ?",
        (number,),
    )
    if not found:
        raise RecordsError(f"there is no game number {number} here")
    rules, seed, main, ratings, questions, fingerprints, banks, study, reached, latest, ended = found[0]
    entries: list[tuple[float, Action]] = []
    verdicts: list[Verdict] = []
    read_action: msgspec.json.Decoder[Action] = msgspec.json.Decoder(Action)
    read_verdicts = msgspec.json.Decoder(list[Verdict])
    try:
        for at, action, ruled in database.rows(
            "SELECT at, action, verdicts FROM entries WHERE game = ? ORDER BY n", (number,)
        ):
            entries.append((at, read_action.decode(action)))
            verdicts += read_verdicts.decode(ruled) if ruled is not None else []
        log = Log(
            msgspec.json.decode(rules, type=Rules),
            seed,
            msgspec.json.decode(questions),
            entries,
            verdicts,
            main=main,
            ratings=None if ratings is None else msgspec.json.decode(ratings, type=Ratings),
        )
        return KeptGame(
            log,
            msgspec.json.decode(fingerprints),
            tuple(msgspec.json.decode(banks)),
            bool(study),
            reached,
            datetime.fromtimestamp(latest, UTC),
            ended,
        )
    except msgspec.MsgspecError as trouble:
        raise RecordsError(f"{database.place}: game number {number} is damaged there: {trouble}") from None
