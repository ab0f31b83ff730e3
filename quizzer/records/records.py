"""`Records`: one SQLite file, or a database in memory, and all questions to it."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from quizzer.errors import QuizzerError, RecordsError
from quizzer.facts.film import FilmName
from quizzer.grading import Canon
from quizzer.records import accounts, cards
from quizzer.records.accounts import folded
from quizzer.records.cards import CardBox
from quizzer.records.database import Database, insert, statement
from quizzer.records.game_record import GameRecord
from quizzer.records.structs import (
    BankSummary,
    Count,
    Daily,
    KeptContribution,
    KeptDaily,
    KeptProtest,
    PlayerSummary,
    Scheduling,
    Statistics,
    StudyState,
    Unfinished,
)
from quizzer.session import Event, Log, RulingChanged, Session
from quizzer.session.log import Questions
from quizzer.session.ratings import Ratings


class Records:
    """quizzer's records of games, in one SQLite file or in memory.

    Every method raises RecordsError if it can't read or write the file. A player is a name; names that differ only in
    case are one player. Several programs may use one file at the same time. `with Records.open(path) as records:`
    closes the file after the block.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] | None,
        *,
        tell: Callable[[str], object] = lambda _: None,
        or_read: bool = False,
    ) -> "Records":
        """Opens the records in the file at `path`; makes the file and its folder if they are missing.

        None opens new records in memory. They last until you close them or the program ends. quizzer calls `tell` with
        one sentence when it can't record a game any more, or leaves damaged rows out. With `or_read`, quizzer opens a
        file that it can't write for reading. Raises RecordsError for a damaged file, one of another
        program or a newer quizzer, or one that quizzer can't write.
        """
        return cls(Database.open(path, tell, or_read=or_read))

    @property
    def path(self) -> Path | None:
        """The file with the records; None in memory."""
        return self._database.path

    @property
    def are_kept(self) -> bool:
        """Whether the records outlive this program: False in memory."""
        return self._database.path is not None

    @property
    def scheduling(self) -> Scheduling:
        """The study settings from now on; set them before the first game."""
        return self._database.scheduling

    @scheduling.setter
    def scheduling(self, scheduling: Scheduling) -> None:
        self._database.scheduling = scheduling

    def close(self) -> None:
        """Closes the file. After that every other method raises RecordsError. Closing twice does no harm."""
        self._database.close()

    def __enter__(self) -> "Records":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin_game(
        self,
        session: Session,
        *,
        banks: Sequence[str],
        when: datetime,
        study: bool = False,
        daily: Daily | None = None,
    ) -> GameRecord:
        """A new game's record; give its `journal` to a Driver. The file has the game from its first action on.

        `banks` are the paths of the files with its questions: `resume` needs them. With `study`, quizzer schedules each
        question for review when it closes. `when` is the time of the game's beginning, in the player's time zone.
        quizzer keeps the events of a `daily` too. Raises QuizzerError for a session that has an event already.
        """
        if session.events:
            raise QuizzerError("this game has already begun: call begin_game before the first action")
        return GameRecord(self._database, session, banks=banks, when=when, study=study, daily=daily)

    def dailies(self, player: str) -> list[KeptDaily]:
        """The dailies that a player has begun, the earliest first."""
        return self._database.read(KeptDaily, statement("dailies"), (folded(player),))

    def events(self, game: int) -> list[Event]:
        """The events of a daily, in their order; none for any other game."""
        query = "SELECT events FROM entries WHERE game = ? AND events IS NOT NULL ORDER BY n"
        rows = self._database.read(dict[str, tuple[Event, ...]], query, (game,))
        return [event for row in rows for event in row["events"]]

    def unfinished(self, player: str | None = None) -> list[Unfinished]:
        """The unfinished games, the latest first: all of them, or those of `player`."""
        from quizzer.records.replaying import unfinished  # a new game does not need it

        return unfinished(self._database, player)

    def to_go_on(self, player: str) -> Unfinished | None:
        """The player's latest game that is not a daily, if it is unfinished and not open elsewhere; otherwise None."""
        latest = self._database.value(statement("latest game"), (folded(player),))
        found = next((game for game in self.unfinished(player) if game.number == latest), None)
        return None if found is None or found.elsewhere else found

    def resume(
        self, number: int, questions: Questions, *, when: datetime, canon: Canon | None = None
    ) -> tuple[Session, GameRecord]:
        """Resumes the unfinished game `number`: its session as it was, and a record that continues the old one.

        `questions` (by id) and `canon` come from the game's banks. The time between the two programs does not count.
        Another program that still plays the game can no longer record it. Raises SnapshotError if a question of the
        game has changed, RecordsError if the game is missing or over.
        """
        from quizzer.records.replaying import resume

        return resume(self._database, number, questions, canon=canon, when=when)

    def keep_game(
        self, log: Log, *, banks: Sequence[str], when: datetime, mark: str, only: Collection[str]
    ) -> int | None:
        """Saves a finished game of another place once, under the `mark` of its log; later, adds only new actions.

        Returns the game's number; None for a game that is not over. Saves seats and scores of the players in `only`,
        but the protests and contributions of all players. `when` is the time of its beginning.
        """
        from quizzer.records.replaying import keep_game

        return keep_game(self._database, log, banks=banks, when=when, mark=mark, only=only)

    def contributions(self) -> list[KeptContribution]:
        """The answers to open questions that nobody has accepted or skipped yet, the earliest first."""
        return self._database.read(KeptContribution, statement("contributions"))

    def settle_contributions(self, numbers: Sequence[int], decision: str) -> None:
        """Notes "accept" or "skip" about these contributions. Raises RecordsError if one is already decided."""
        with self._database.writing() as db:
            for number in numbers:
                query = "INSERT OR IGNORE INTO settled_contributions (try, settled) VALUES (?, ?)"
                if not db.execute(query, (number, decision)).rowcount:
                    raise RecordsError("somebody has already decided this; nothing was saved")

    def protests(self, *, settled: bool = False) -> list[KeptProtest]:
        """The protests that nobody has ruled on yet, or with `settled` the others; the earliest first."""
        return self._database.read(KeptProtest, statement("protests", **{"not": "NOT" if settled else ""}))

    def settle(self, numbers: Sequence[int], ruling: str) -> None:
        """Notes a ruling on the protests with these numbers: "accept", "reject", "prompt" or "skip" (no ruling)."""
        with self._database.writing() as db:
            db.executemany("UPDATE protests SET settled = ? WHERE id = ?", [(ruling, number) for number in numbers])

    def games_with(self, question: str) -> list[int]:
        """The numbers of the games that asked a question and that `rescore` can play again."""
        rows = self._database.rows(statement("games with question"), (question,))
        return [game for (game,) in rows]

    def banks_of(self, game: int) -> tuple[str, ...]:
        """The paths of a game's banks; empty if there is no such game."""
        found = self._database.read(dict[str, tuple[str, ...]], "SELECT banks FROM games WHERE id = ?", (game,))
        return found[0]["banks"] if found else ()

    def rescore(self, game: int, questions: Questions, *, canon: Canon | None = None) -> tuple[RulingChanged, ...]:
        """Grades every answer of a game again, with the questions as they are now; returns the rulings that changed.

        Scores and statistics change with them; a person's own rulings stay. An unfinished game resumes with the changed
        questions. Raises RecordsError if another program plays the game now, SnapshotError if a question is missing.
        """
        from quizzer.records.replaying import rescore

        return rescore(self._database, game, questions, canon=canon)

    def players(self) -> list[PlayerSummary]:
        """Every player, the latest to play first."""
        return self._database.read(PlayerSummary, statement("players"))

    def export(self, player: str) -> dict[str, Any]:
        """Everything about one player, as plain values for JSON. Raises RecordsError for an unknown name."""
        return accounts.export(self._database, player)

    def erase(self, player: str) -> None:
        """Removes everything that the records have of one player, for good.

        A game with others keeps what the others did, but nobody can resume or rescore it: its actions go, because the
        player's own are among them. Others' protests against what the player typed go too. Raises RecordsError for a
        name that has never played.
        """
        accounts.erase(self._database, player)

    def seen(self, *players: str) -> list[str]:
        """The ids of all questions that any of these players has been asked, the longest ago first."""
        return self._of_any("seen", players)

    def never(self, *players: str) -> set[str]:
        """The ids of the questions that any of these players never wants to see again."""
        return set(self._of_any("never", players))

    def mark_never(self, player: str, question: str, *, when: datetime, never: bool = True) -> None:
        """Notes that a player never wants to see a question again; with `never` False, forgets that."""
        day = self.scheduling.day_of(when).isoformat()
        with self._database.writing() as db:
            number = accounts.seat(db, player, day)
            if never:
                insert(db, "never", "INSERT OR IGNORE", player=number, question=question, day=day)
            else:
                db.execute("DELETE FROM never WHERE player = ? AND question = ?", (number, question))

    def watch(self, player: str, films: Iterable[FilmName], *, when: datetime) -> None:
        """Adds these films to those that a player has watched."""
        with self._database.writing() as db:
            number = accounts.seat(db, player, when.date().isoformat())
            db.executemany(
                "INSERT OR IGNORE INTO watched (player, title, year, imdb) VALUES (?, ?, ?, ?)",
                [(number, film.title, film.year, film.imdb) for film in films],
            )

    def watched(self, player: str) -> list[FilmName]:
        """The films that a player has watched, as the lists name them."""
        return self._database.read(FilmName, statement("watched"), (folded(player),))

    def bank_summary(self, player: str, banks: Sequence[str], questions: Collection[str]) -> BankSummary:
        """The player's finished games over exactly these banks, and how many of `questions` (ids) are new."""
        new = len(questions) - sum(question in questions for question in self.seen(player))
        return msgspec.structs.replace(self.best(player, banks), questions=len(questions), new=new)

    def best(self, player: str, banks: Sequence[str], *, mode: str = "") -> BankSummary:
        """The player's best finished games over exactly these banks; `questions` and `new` are 0.

        A game of fewer than five answers is the best only if no longer one is finished. With a `mode`, the best is the
        game of that mode with the most right answers.
        """
        share = 'answered >= 5 DESC, 1.0 * seats."right" / answered DESC'
        order = 'seats."right" DESC' if mode else share
        values = (folded(player), msgspec.json.encode(tuple(banks)).decode(), mode)
        rows = self._database.read(dict[str, Count], statement("results", order=order), values)
        return BankSummary(0, 0, len(rows), rows[0]["right"], rows[0]["answered"]) if rows else BankSummary(0, 0, 0)

    def ratings(self) -> Ratings:
        """Every player's and every question's rating: for a game that chooses questions by ability."""
        from quizzer.records.statistics import ratings

        return ratings(self._database)

    def statistics(self, player: str, today: date, *, east: int | None = None) -> Statistics:
        """All statistics of a player on the day `today`, where the clock is `east` minutes ahead of UTC now.

        Raises RecordsError for a name that has never played.
        """
        from quizzer.records.statistics import statistics

        return statistics(self._database, player, today, east)

    def study(self, player: str, today: date) -> StudyState:
        """The state of a player's study on the day `today`."""
        return cards.study_state(self._database, folded(player), today)

    def due(self, player: str, today: date, which: Literal["due", "ahead", "missed"] = "due") -> list[str]:
        """The ids of the questions that are due for review by `today`, in all banks.

        The longest overdue come first, leeches last. Those "ahead" are due later, the next ones first; those "missed"
        were reviewed today, in the order of the misses. Questions that the player never wants to see are left out.
        """
        return cards.to_ask(self._database, which, folded(player), today)

    def met(self, players: Sequence[str], today: date) -> list[str]:
        """The ids of the questions that any of these players has tried `today`, in any game."""
        return self._of_any("met", players, today.isoformat())

    def _of_any(self, name: str, players: Sequence[str], *values: str) -> list[str]:
        query = statement(name, marks=", ".join("?" * len(players)))
        return self._database.texts(query, [*values, *map(folded, players)])

    def reviewed_since(self, player: str, game: int) -> set[str]:
        """The ids of the questions that a player has reviewed in other games since the day of this `game`."""
        return set(self._database.texts(statement("reviewed since"), (game, folded(player))))

    @property
    def cards(self) -> CardBox:
        """All study cards."""
        return CardBox(self._database)

    def studied_banks(self, player: str) -> list[str]:
        """The paths of all banks that a player has studied, the latest first. A file may have moved since."""
        rows = self._database.read(dict[str, tuple[str, ...]], statement("studied banks"), (folded(player),))
        return list(dict.fromkeys(path for row in rows for path in sorted(row["banks"])))

    def studied(self, player: str) -> set[str]:
        """The ids of the questions that a player has studied at least once, due or not."""
        query = f"SELECT group_concat(question, char({cards.SEPARATOR})) FROM cards JOIN players ON players.id = player"
        return cards.apart(self._database.value(f"{query} WHERE folded = ?", (folded(player),)))


def open_records(path: str | os.PathLike[str], *, tell: Callable[[str], object]) -> Records:
    """Returns `Records.open(path)`. If that fails, gives `tell` one sentence and returns records in memory."""
    try:
        return Records.open(path, tell=tell)
    except RecordsError as trouble:
        tell(f"{trouble}. You can play, but quizzer does not save this game.")
        return Records.open(None, tell=tell)
