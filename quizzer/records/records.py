"""The records: one file, or none, and everything that can be asked of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from quizzer.errors import QuizzerError, RecordsError
from quizzer.grading import Canon
from quizzer.records import accounts, cards
from quizzer.records.accounts import folded
from quizzer.records.game_record import GameRecord
from quizzer.records.store import Store
from quizzer.records.structs import (
    BankSummary,
    KeptContribution,
    KeptProtest,
    PlayerSummary,
    Statistics,
    StudyState,
    Unfinished,
)
from quizzer.session import RulingChanged, Session
from quizzer.session.log import Questions
from quizzer.session.ratings import Ratings


class Records:
    """The records in one SQLite file, or in memory. Every method raises RecordsError if it can't read or write them.

    A player is a name; names that differ only in case are the same. Several programs may use one file at the same time.
    `with Records.open(path) as records:` closes them in the end.
    """

    def __init__(self, store: Store, tell: Callable[[str], object]) -> None:
        self._store = store
        self._tell = tell

    @classmethod
    def open(cls, path: str | os.PathLike[str] | None, *, tell: Callable[[str], object] = lambda _: None) -> Records:
        """The records in the file at `path`, which is made with its folder if there is none.

        With None they are in memory, empty at first, and gone when they are closed or the program ends.
        `tell` hears in one sentence when a game can't be recorded any more. Raises RecordsError for a file that is
        damaged, of another program, newer than this one, or can't be written.
        """
        return cls(Store.open(path), tell)

    @property
    def path(self) -> Path | None:
        """The file with the records; None if they are in memory."""
        return self._store.path

    @property
    def are_kept(self) -> bool:
        """Whether they outlive this program: False in memory."""
        return self._store.path is not None

    def close(self) -> None:
        """Lets go of the file. Afterwards every other method raises RecordsError."""
        self._store.close()

    def __enter__(self) -> Records:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin_game(self, session: Session, *, banks: Sequence[str], when: datetime, study: bool = False) -> GameRecord:
        """A record of a session to which nothing has happened yet, for a Driver's journal.

        `banks` are the paths that the questions were loaded from, for whoever resumes it. With `study` every question
        that is closed is scheduled for review. Raises QuizzerError for a session to which something has happened.
        """
        if session.events:
            raise QuizzerError("this game has begun already: its record would have no beginning")
        return GameRecord(self._store, session, banks=banks, when=when, study=study, tell=self._tell)

    def unfinished(self, player: str | None = None) -> list[Unfinished]:
        """Games that were begun and never ended, the latest first; only those of `player` if one is named."""
        from quizzer.records.replaying import unfinished  # a game that begins needs none of it

        return unfinished(self._store, player)

    def to_go_on(self, player: str) -> Unfinished | None:
        """The player's latest game, if it was broken off and is not being played elsewhere."""
        from quizzer.records.replaying import to_go_on

        return to_go_on(self._store, player)

    def resume(
        self, number: int, questions: Questions, *, when: datetime, canon: Canon | None = None
    ) -> tuple[Session, GameRecord]:
        """The session of an unfinished game as it stood, and its further record. Time while it was away is not counted.

        Whoever still plays it elsewhere goes on there unrecorded. `questions` and `canon` are those of its banks.
        Raises SnapshotError if the bank has changed.
        """
        from quizzer.records.replaying import resume

        return resume(self._store, number, questions, canon=canon, when=when, tell=self._tell)

    def contributions(self) -> list[KeptContribution]:
        """The answers to open gaps that nobody has decided about yet, the earliest first."""
        from quizzer.records.protests import kept_contributions

        return kept_contributions(self._store)

    def settle_contributions(self, numbers: Sequence[int], decision: str) -> None:
        """These are decided about: "accept" or "skip". Raises RecordsError if one of them is already."""
        from quizzer.records.protests import settle_contributions

        settle_contributions(self._store, numbers, decision)

    def protests(self, *, settled: bool = False) -> list[KeptProtest]:
        """The protests that nobody has ruled on yet, or those that are settled, the earliest first."""
        from quizzer.records.protests import kept_protests

        return kept_protests(self._store, settled=settled)

    def settle(self, numbers: Sequence[int], ruling: str) -> None:
        """These protests are ruled on: "accept", "reject" or "prompt"; or put aside: "skip"."""
        from quizzer.records.protests import settle

        settle(self._store, numbers, ruling)

    def games_with(self, question: str) -> list[int]:
        """The numbers of the games in which a question was asked and that can be played again."""
        rows = self._store.rows(
            "SELECT DISTINCT game FROM asked WHERE question = ?"
            " AND EXISTS (SELECT 1 FROM entries WHERE entries.game = asked.game) ORDER BY game",
            (question,),
        )
        return [game for (game,) in rows]

    def banks_of(self, game: int) -> tuple[str, ...]:
        """The paths of the banks that a game was played over."""
        found = self._store.value("SELECT banks FROM games WHERE id = ?", (game,))
        return tuple(msgspec.json.decode(found)) if found else ()

    def rescore(self, game: int, questions: Questions, *, canon: Canon | None = None) -> tuple[RulingChanged, ...]:
        """Every answer of a game ruled on again, under a bank that has changed: the rulings that are others now.

        Scores, statistics and an unfinished game's bank follow; what a person ruled stands. Raises RecordsError for a
        game that is played elsewhere just now, SnapshotError if the bank no longer has its questions.
        """
        from quizzer.records.replaying import rescore

        return rescore(self._store, game, questions, canon=canon, tell=self._tell)

    def players(self) -> list[PlayerSummary]:
        """Everybody who has played, who played last first."""
        return accounts.players(self._store)

    def export(self, player: str) -> dict[str, Any]:
        """Everything that is kept of one player, as plain values for JSON."""
        return accounts.export(self._store, player)

    def erase(self, player: str) -> None:
        """Removes everything that is kept of one player, for good."""
        accounts.erase(self._store, player)

    def seen(self, *players: str) -> list[str]:
        """The ids of all questions that any of these players has been asked, what was asked longest ago first."""
        query = (
            "SELECT question FROM asked JOIN seats USING (game) JOIN players ON players.id = player"
            f" WHERE folded IN ({', '.join('?' * len(players))})"
            " GROUP BY question ORDER BY max(game), max(seq), question"
        )
        return [question for (question,) in self._store.rows(query, [folded(player) for player in players])]

    def never(self, *players: str) -> set[str]:
        """The ids of the questions that any of these players never wants to be asked again."""
        query = (
            "SELECT question FROM never JOIN players ON players.id = player"
            f" WHERE folded IN ({', '.join('?' * len(players))})"
        )
        return {question for (question,) in self._store.rows(query, [folded(player) for player in players])}

    def mark_never(self, player: str, question: str, *, when: datetime, never: bool = True) -> None:
        """This player never wants to be asked a question again; or with `never` False, does after all."""
        day = when.date().isoformat()
        with self._store.writing() as db:
            number = accounts.seat(db, player, day)
            if never:
                db.execute(
                    "INSERT OR IGNORE INTO never (player, question, day) VALUES (?, ?, ?)", (number, question, day)
                )
            else:
                db.execute("DELETE FROM never WHERE player = ? AND question = ?", (number, question))

    def bank_summary(self, player: str, banks: Sequence[str], questions: Collection[str]) -> BankSummary:
        """How `player` stands with games over exactly these banks, whose questions have these ids."""
        new = len(questions) - sum(question in questions for question in self.seen(player))
        return msgspec.structs.replace(self.best(player, banks), questions=len(questions), new=new)

    def best(self, player: str, banks: Sequence[str]) -> BankSummary:
        """The same without its questions: the player's best finished games over exactly these banks.

        A game of fewer than five answers is only best where there is no longer one.
        """
        rows = self._store.rows(
            'SELECT seats."right", answered, points FROM seats JOIN games ON games.id = seats.game'
            " JOIN players ON players.id = player"
            " WHERE folded = ? AND banks = ? AND ended IN ('finished', 'all_out', 'time') AND answered"
            ' ORDER BY answered >= 5 DESC, 1.0 * seats."right" / answered DESC, answered DESC',
            (folded(player), msgspec.json.encode(tuple(banks)).decode()),
        )
        if not rows:
            return BankSummary(0, 0, 0)
        best_right, best_answered, _ = rows[0]
        return BankSummary(0, 0, len(rows), best_right, best_answered, max(points for _, _, points in rows))

    def ratings(self) -> Ratings:
        """How able everybody is, by name, and how hard questions are: for a game that chooses by ability."""
        from quizzer.records.statistics import ratings

        return ratings(self._store)

    def statistics(self, player: str, today: date) -> Statistics:
        """All statistics of a player, on the day `today`. Raises RecordsError for somebody who has never played."""
        from quizzer.records.statistics import statistics

        return statistics(self._store, player, today)

    def study(self, player: str, today: date) -> StudyState:
        """How a player's study stands on the day `today`."""
        return cards.study_state(self._store, folded(player), today)

    def due(self, player: str, today: date) -> list[str]:
        """The ids of the questions that are due by `today`, in all banks: longest overdue first, leeches last."""
        return cards.due_questions(self._store, folded(player), today)

    def studied_banks(self, player: str) -> list[str]:
        """The paths of all banks that this player has studied, the latest first. They may have moved since."""
        rows = self._store.rows(
            "SELECT value, max(latest) FROM games, json_each(banks) JOIN seats ON seats.game = games.id"
            " JOIN players ON players.id = player WHERE study AND folded = ?"
            " GROUP BY value ORDER BY max(latest) DESC, value",
            (folded(player),),
        )
        return [path for path, _ in rows]

    def studied(self, player: str) -> set[str]:
        """The ids of the questions that have been studied at least once, due or not."""
        return cards.studied(self._store, folded(player))


def open_records(path: str | os.PathLike[str], *, tell: Callable[[str], object]) -> Records:
    """The records in the file at `path`. If they can't be opened, `tell` hears why, and they are in memory."""
    try:
        return Records.open(path, tell=tell)
    except RecordsError as trouble:
        tell(f"{trouble}. The game goes on without records.")
        return Records.open(None, tell=tell)
