"""The record of one game: quizzer saves each action before a player sees its events."""

import os
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from quizzer.banks.former_ids import known_question
from quizzer.errors import RecordsError
from quizzer.records import cards
from quizzer.records.accounts import folded, seat
from quizzer.records.database import Database, insert, statement
from quizzer.records.structs import Daily, Rating, Review, east_of
from quizzer.records.tracking import Change, Closed, Objected, Opened, Tracker, Tried
from quizzer.session import Action, Event, GameEnded, GameReopened, PlayerJoined, RulingChanged, Session, Tick
from quizzer.session.log import fingerprint

BEAT_SECONDS = 1.0
"""How often quizzer saves the clock of a game while no player acts."""


class _Step(NamedTuple):
    """An action, ready to be written."""

    at: float
    action: str
    verdicts: str | None
    events: str | None = None
    changes: tuple[Change, ...] = ()


class _LostError(RecordsError):
    """Another program has resumed or erased the game: no further try can help."""


class GameRecord:
    """The record of one game, from `Records.begin_game` or `Records.resume`.

    Give `journal` to the Driver. `number` is the game's number in the records, None before its first action. In study,
    `reviews` are those of the latest closed question. `daily` is the daily of the game, if it is one. If quizzer can't
    write the file, it calls the records' `tell` with one sentence, and the game goes on. Each further action tries
    again to write the missing ones.
    """

    def __init__(
        self,
        database: Database,
        session: Session,
        *,
        banks: Sequence[str],
        when: datetime,
        study: bool,
        daily: Daily | None = None,
    ) -> None:
        self.number: int | None = None
        self.reviews: tuple[Review, ...] = ()
        self.daily = daily
        self._database = database
        self._session = session
        self._banks = tuple(banks)
        self._when, self._base = when, session.at
        self._study = study
        self._tracker = Tracker(session)
        self._claim = os.urandom(8).hex()
        self._entries = 0
        self._reached = 0.0
        self._skipped: float | None = None
        self._pending: list[_Step] = []
        self._failing = self._lost = False
        self._closed: int | None = None  # the event that asked the latest closed question, if it closed here

    @property
    def is_recording(self) -> bool:
        """Whether the file has the whole game so far."""
        return not self._failing

    def journal(self, at: float, action: Action, events: tuple[Event, ...]) -> None:
        """Writes an action that the session has accepted, and its `events`. Never raises for a fault of the file."""
        if self.note(at, action, events):
            self._attempt()

    def write(self) -> None:
        """Writes the notes of all games in one transaction, in any thread. Raises RecordsError if this game's fail."""
        noted = self._database.noted
        with self._database.lock:
            self._attempt(games=[noted.pop() for _ in range(len(noted))])
        if self._failing and not self._lost:
            raise RecordsError("quizzer cannot write the records now")

    def note(self, at: float, action: Action, events: tuple[Event, ...]) -> bool:
        """Notes an accepted action for `write`: a quick journal. Returns whether there is anything new to write."""
        if isinstance(action, Tick) and not events:
            self._skipped = at
            self.beat(at)
            return False
        if self._lost:
            return False
        decided, changes = self._session.decided, tuple(self._tracker.changes(action, events))
        kept = _json(events) if self.daily is not None else None
        steps = [_Step(at, _json(action), _json(decided) if decided else None, kept, changes)]
        if self._skipped is not None and at < self._skipped:
            # The clock ran backwards after a tick that quizzer did not keep: a replay now needs the tick.
            steps.insert(0, _Step(self._skipped, _json(Tick()), None))
        self._skipped = None
        self._pending += steps
        self._database.noted.add(self)
        return True

    def beat(self, at: float) -> None:
        """Saves the game's clock, at most once a second, in any thread. After a crash, the game resumes there."""
        if self._failing or self.number is None or at < self._reached + BEAT_SECONDS:
            return
        self._attempt(lambda db: self._reach(db, at))

    def rate(self, player: str, rating: Rating) -> Review | None:
        """Changes the rating of the player's latest review in this game; returns the review, or None without one."""
        changed: list[Review] = []

        def change(db: sqlite3.Connection) -> None:
            if self.number is not None:
                number = cards.review_in(db, self.number, self._closed, folded(player))
                if number is not None:
                    changed.extend(cards.change_review(db, self._database.scheduling, number, rating))

        return changed[0] if self._attempt(change) and changed else None

    def days_by_rating(self, player: str) -> dict[Rating, int]:
        """Returns for each rating after how many days the latest closed question comes back. Raises RecordsError."""
        if self.number is None:
            return {}
        database = self._database
        return cards.days_by_rating(database, database.scheduling, self.number, self._closed, folded(player))

    def questions_kept(self) -> int:
        """How many questions of the unfinished game are in the file; 0 if nobody can resume it."""
        if self._failing:
            self._attempt()
        try:
            found: int = self._database.value(statement("questions kept"), (self.number, self._claim))
        except RecordsError:
            return 0
        return found

    def take_up(self, number: int, *, reached: float) -> None:
        """Continues the stored game of this number. Raises RecordsError if another program has continued it."""
        self.number = number
        self._reached = reached
        self._entries = len(self._session.log.entries)
        list(self._tracker.changes(None, self._session.events))  # it follows all past events
        self.daily = daily_of(self._database, number)
        with self._database.writing() as db:
            (kept,) = db.execute("SELECT count(*) FROM entries WHERE game = ?", (number,)).fetchone()
            if kept != self._entries:
                raise RecordsError("Another program plays this game now; close it there, and try again")
            db.execute("UPDATE games SET claim = ? WHERE id = ?", (self._claim, number))
        self._database.claim(number)

    def _attempt(
        self, work: Callable[[sqlite3.Connection], None] = lambda _: None, games: "Sequence[GameRecord] | None" = None
    ) -> bool:
        """Writes the steps of this game, or of these `games`, and does the work; returns whether that worked."""
        with self._database.lock:
            # Each game with its number and steps as they are now: another thread may note more.
            games = [game for game in ([self] if games is None else games) if not game._lost]
            before = [(game, game.number, game._pending[:]) for game in games]
            if not before:
                return False
            try:
                with self._database.writing() as db:
                    for game, _, steps in before:
                        game._write_steps(db, steps)
                    work(db)
            except RecordsError as trouble:
                for game, number, _ in before:
                    game.number, game.reviews = number, ()
                    if len(games) == 1:
                        game._not_written(trouble)
                    else:  # a game that fails does not stop the others
                        game._attempt()
                return False
            for game, number, steps in before:
                game._written(number, len(steps))
            return True

    def _not_written(self, trouble: RecordsError) -> None:
        self._lost = isinstance(trouble, _LostError)
        if not self._lost:
            self._database.noted.add(self)
        elif self.number is not None:
            self._database.release(self.number)
        if not self._failing:
            self._failing = True
            self._database.be_patient(False)
            self._database.tell(f"{trouble}. You can play on, but quizzer does not save the rest of this game.")

    def _written(self, number: int | None, steps: int) -> None:
        self._entries += steps
        del self._pending[:steps]
        if self.number is not None and number is None:
            self._database.claim(self.number)
        if self._failing:
            self._failing = False
            self._database.be_patient(True)
            self._database.tell("quizzer saves this game again, and nothing is missing.")

    def _write_steps(self, db: sqlite3.Connection, steps: Sequence[_Step]) -> None:
        if steps and self.number is None:
            self.number = self._begin(db)
        if steps:
            self._reach(db, max(step.at for step in steps))
        db.executemany(
            "INSERT INTO entries (game, n, at, action, verdicts, events) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (self.number, place, step.at, step.action, step.verdicts, step.events)
                for place, step in enumerate(steps, self._entries)
            ],
        )
        for step in steps:
            for change in step.changes:
                self._write(db, change, step.at)

    def _begin(self, db: sqlite3.Connection) -> int:
        log = self._session.log
        began = self._when.timestamp()
        number = insert(
            db,
            "games",
            began=began,
            latest=began,
            day=self._day_at(self._base),
            mode=log.rules.mode,
            rules=_json(log.rules),
            seed=log.seed,
            main=log.main,
            ratings=None if log.ratings is None else _json(log.ratings),
            questions=_json(log.question_ids),
            fingerprints=_json([fingerprint(question) for question in self._session.questions]),
            banks=_json(self._banks),
            study=self._study,
            east=east_of(self._when),
            claim=self._claim,
            reached=0,
        )
        if self.daily is not None:
            insert(db, "dailies", game=number, **msgspec.structs.asdict(self.daily))
        return number

    def _reach(self, db: sqlite3.Connection, at: float) -> None:
        latest = self._moment(at).timestamp()
        found = db.execute(
            "UPDATE games SET reached = max(reached, ?), latest = ? WHERE id = ? AND claim = ?",
            (at, latest, self.number, self._claim),
        )
        if not found.rowcount:
            raise _LostError("Another program resumed or erased this game")
        self._reached = max(self._reached, at)

    def _write(self, db: sqlite3.Connection, change: Change, at: float) -> None:
        assert self.number is not None
        match change:
            case PlayerJoined():
                player = seat(db, change.player, self._day_at(at))
                insert(db, "seats", "INSERT OR IGNORE", game=self.number, player=player, name=change.player)
            case Opened():
                question = change.question
                row = msgspec.structs.asdict(known_question(question)) | {"kind": question.kind, "year": question.year}
                # The author may have corrected the question since the last game.
                insert(db, "questions", update=True, **row, difficulty=question.difficulty, orphan=0)
                # A question that comes back in the same game counts once.
                query = "SELECT count(*) FROM asked WHERE game = ? AND question = ?"
                (before,) = db.execute(query, (self.number, question.id)).fetchone()
                scored = not question.is_open_gap and not before
                insert(db, "asked", game=self.number, seq=change.seq, question=question.id, scored=scored)
            case Tried():
                row = change._asdict() | {"player": _player(db, change.player), "day": self._day_at(change.at)}
                del row["at"]
                insert(db, "tries", game=self.number, **row)
            case Closed():
                self._closed = change.asked
                if self._study:
                    day, rules = self._database.scheduling.day_of(self._moment(change.at)), self._database.scheduling
                    found = cards.review_closed(db, rules, self.number, change.asked, change.question, day)
                    self.reviews = tuple(found)
            case RulingChanged():
                query = "UPDATE tries SET outcome = ? WHERE game = ? AND seq = ?"
                db.execute(query, (change.after, self.number, change.ruling))
                if self._study:
                    found = cards.review_ruled_anew(db, self._database.scheduling, self.number, change.ruling)
                    self.reviews = tuple(found) or self.reviews
                if self._session.phase == "over":
                    self._write_standings(db)
            case Objected():
                one = change.against
                columns = ("question", "given", "answer", "outcome", "explanation")
                row = {column: getattr(one, column) for column in columns} | {
                    "day": self._day_at(change.at),
                    "why": change.why,
                }
                row |= {"game": self.number, "seq": one.ruling, "player": _player(db, change.player)}
                # A second protest against the same ruling adds nothing.
                insert(db, "protests", "INSERT OR IGNORE", **row)
            case GameEnded() | GameReopened():
                reason = change.reason if isinstance(change, GameEnded) else None
                db.execute("UPDATE games SET ended = ? WHERE id = ?", (reason, self.number))
                self._write_standings(db)
                (self._database.claim if reason is None else self._database.release)(self.number)

    def _write_standings(self, db: sqlite3.Connection) -> None:
        for one in self._session.standings():
            values = (one.rank, one.points, one.right, one.answered, self.number, folded(one.id))
            db.execute(statement("write standing"), values)

    def _moment(self, at: float) -> datetime:
        return self._when + timedelta(seconds=at - self._base)

    def _day_at(self, at: float) -> str:
        return self._database.scheduling.day_of(self._moment(at)).isoformat()


def _player(db: sqlite3.Connection, name: str) -> int | None:
    """The number of a player; None in a damaged file, which then gets no row about the player."""
    found = db.execute("SELECT id FROM players WHERE folded = ?", (folded(name),)).fetchone()
    return found[0] if found else None


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def daily_of(database: Database, game: int) -> Daily | None:
    """Returns the daily of the game of this number; None if it is not a daily. Raises RecordsError."""
    found = database.read(Daily, "SELECT number, edition, what, east FROM dailies WHERE game = ?", (game,))
    return found[0] if found else None
