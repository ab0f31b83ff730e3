"""What players object to and contribute, what authors decide about it, and old games under a changed bank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

import msgspec

from quizzer.errors import RecordsError, SnapshotError
from quizzer.grading import Canon, Outcome
from quizzer.question import Question
from quizzer.records.game import GameRecord
from quizzer.records.store import Store
from quizzer.records.unfinished import read_log
from quizzer.session import Rule, Session
from quizzer.session.log import fingerprint

__all__ = ["Curating", "Rescored", "Said"]


class Said(msgspec.Struct, frozen=True):
    """Something that a player typed, for an author to decide about. `day` is year-month-day, in the player's time zone.

    Of a protest: `answer` is what the key had, `ruled` the referee's outcome, `explained` why so, `why` what the
    player says to it. They are empty for an answer to an open gap.
    """

    game: int
    seq: int
    player: str
    day: str
    question: str
    text: str
    given: str
    banks: tuple[str, ...]
    answer: str = ""
    ruled: str = ""
    explained: str = ""
    why: str = ""


class Rescored(msgspec.Struct, frozen=True):
    """What a changed bank did to old games: how many `games` have other scores, and those `left` as they were because
    they are being played, or can't be played again."""

    games: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


_FROM = (
    " FROM tries JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked"
    " JOIN questions ON questions.id = asked.question JOIN games ON games.id = tries.game"
    " JOIN players ON players.id = tries.player"
    " LEFT JOIN decisions ON decisions.game = tries.game AND decisions.seq = tries.seq"
    " AND decisions.player = tries.player"
)


class Curating:
    """The author's side of the records. Every method raises RecordsError when the file can't be read or written."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def protests(self) -> list[Said]:
        """The protests that nobody has decided about, the oldest first."""
        return self._said(
            ", protests.answer, ruled, explained, why",
            " JOIN protests ON protests.game = tries.game AND protests.seq = tries.seq",
            "decision IS NULL",
        )

    def contributions(self) -> list[Said]:
        """The answers to open gaps that nobody has decided about, the oldest first."""
        return self._said("", "", "what = 'contribution' AND decision IS NULL")

    @contextmanager
    def writing(self, said: Sequence[Said]) -> Iterator[None]:
        """While the block lasts nobody else curates or plays into these records: files are written inside it.

        Raises RecordsError if somebody has decided about this already.
        """
        with self._store.writing():
            self._check_open(said)
            yield

    def decide(self, said: Sequence[Said], decision: str, *, when: datetime) -> None:
        """Marks as decided, last of all: whatever came to a stop before can be done again."""
        with self._store.writing() as db:
            self._check_open(said)
            for one in said:
                db.execute(
                    "INSERT INTO decisions (game, seq, player, decision, day) SELECT game, seq, player, ?, ?"
                    " FROM tries WHERE game = ? AND seq = ?",
                    (decision, when.date().isoformat(), one.game, one.seq),
                )

    def _check_open(self, said: Sequence[Said]) -> None:
        for one in said:
            if self._store.value("SELECT 1 FROM decisions WHERE game = ? AND seq = ?", (one.game, one.seq)):
                raise RecordsError("this was decided elsewhere meanwhile")

    def rescore(
        self,
        question: str,
        questions: Mapping[str, Question],
        overruled: Iterable[Said],
        outcome: Outcome,
        *,
        bank: str,
        canon: Canon | None,
        when: datetime,
        tell: Callable[[str], object] = lambda _: None,
    ) -> Rescored:
        """Rules anew on all answers that were given to a question, as its changed `bank` has it now.

        What a person ruled stands, but for the answers `overruled`: they get `outcome`. A prompt comes too late.
        """
        changed: list[int] = []
        left: list[int] = []
        by_game: dict[int, list[int]] = {}
        for one in overruled:
            by_game.setdefault(one.game, []).append(one.seq)
        for (game,) in self._store.rows(
            "SELECT DISTINCT games.id FROM games JOIN asked ON asked.game = games.id, json_each(banks)"
            " WHERE question = ? AND value = ? AND games.ended IS NOT 'erased' ORDER BY games.id",
            (question, bank),
        ):
            if self._store.is_elsewhere(game):
                left.append(game)
                continue
            try:
                if self._rescore(game, question, questions, by_game.get(game, ()), outcome, canon, when, tell):
                    changed.append(game)
            except (SnapshotError, RecordsError):
                left.append(game)
        return Rescored(tuple(changed), tuple(left))

    def _rescore(
        self,
        game: int,
        question: str,
        questions: Mapping[str, Question],
        overruled: Iterable[int],
        outcome: Outcome,
        canon: Canon | None,
        when: datetime,
        tell: Callable[[str], object],
    ) -> bool:
        log, fingerprints, banks, study, reached, _ = read_log(self._store, game)
        session = Session.replay(log, questions, canon=canon)
        rulings = {change.ruling: change.after for change in Session.rescore(log, questions, canon=canon)[1]}
        if outcome is not Outcome.PROMPT:
            rulings |= dict.fromkeys(overruled, outcome)
        record = GameRecord(self._store, session, banks=banks, when=when, study=study, tell=tell)
        record.take_up(game, reached=max(reached, session.at))
        changed = False
        for number, after in rulings.items():
            told = session.ruling(number)
            if told.question == question and after is not None and told.outcome is not after:
                action = Rule(number, after, by=log.rules.host)
                record.journal(session.at, action, session.apply(action, at=session.at))
                changed = True
        known = dict(zip(log.question_ids, fingerprints, strict=True))
        known[question] = fingerprint(questions[question])
        with self._store.writing() as db:  # so that a game that is broken off can still be gone on with
            marks = msgspec.json.encode(list(known.values())).decode()
            db.execute("UPDATE games SET fingerprints = ? WHERE id = ?", (marks, game))
        self._store.release(game)
        return changed

    def _said(self, columns: str, joins: str, which: str) -> list[Said]:
        rows = self._store.rows(
            "SELECT tries.game, tries.seq, players.name, tries.day, asked.question, questions.text, given, banks"
            f"{columns}{_FROM}{joins} WHERE {which} ORDER BY tries.id"
        )
        found = []
        for row in rows:
            game, seq, player, day, question, text, given, banks, *rest = row
            found.append(Said(game, seq, player, day, question, text, given, tuple(msgspec.json.decode(banks)), *rest))
        return found
