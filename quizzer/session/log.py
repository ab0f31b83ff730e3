"""What happened in a game, kept so that the game can be played again: actions with their times, and what was ruled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, TypeVar
from zlib import crc32

import msgspec

from quizzer.errors import QuizzerError, SnapshotError, shortened, shown
from quizzer.grading import Canon, Verdict
from quizzer.question import Question
from quizzer.session.actions import Action
from quizzer.session.ratings import Ratings
from quizzer.session.rules import Rules

VERSION = 1
"""The version of logs and snapshots that this program writes, and the newest that it reads."""

T = TypeVar("T")
Questions: TypeAlias = Sequence[Question] | Mapping[str, Question]
"""Where the questions of a game are found again: in a row, or for a bank too large to list, by id."""


class _File(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A log as it is stored."""

    version: int
    rules: Rules
    seed: int
    questions: tuple[str, ...]
    main: int
    entries: tuple[tuple[float, Action], ...]
    verdicts: tuple[Verdict, ...] = ()
    ratings: Ratings | None = None


class Log:
    """A game so far.

    `entries` are the actions that counted, each with the time that the caller gave; `verdicts` what the referee said to
    the answers among them, in order, so that the same game comes out again under a later referee. `question_ids` are
    the game's questions; the first `main` of them are no bonuses. `ratings` are those that the game began with, where
    it chose by them. A log made by a session also remembers its `questions` and `canon`; one from JSON does not.
    """

    __slots__ = ("_file", "canon", "questions")

    def __init__(
        self,
        rules: Rules,
        seed: int,
        question_ids: Sequence[str],
        entries: Sequence[tuple[float, Action]],
        verdicts: Sequence[Verdict] = (),
        *,
        main: int | None = None,
        ratings: Ratings | None = None,
        questions: tuple[Question, ...] | None = None,
        canon: Canon | None = None,
    ) -> None:
        self._file = _File(
            version=VERSION,
            rules=rules,
            seed=seed,
            questions=tuple(question_ids),
            main=len(question_ids) if main is None else main,
            entries=tuple(entries),
            verdicts=tuple(verdicts),
            ratings=ratings,
        )
        self.questions = questions
        self.canon = canon

    @property
    def rules(self) -> Rules:
        """The rules of the game."""
        return self._file.rules

    @property
    def seed(self) -> int:
        """The game's seed."""
        return self._file.seed

    @property
    def question_ids(self) -> tuple[str, ...]:
        """The ids of the game's questions, in the order of the game."""
        return self._file.questions

    @property
    def entries(self) -> tuple[tuple[float, Action], ...]:
        """(seconds, action) for every action that counted."""
        return self._file.entries

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What the referee said to each answer."""
        return self._file.verdicts

    @property
    def main(self) -> int:
        """How many of the questions are no bonuses."""
        return self._file.main

    @property
    def ratings(self) -> Ratings | None:
        """The ratings that an adaptive game began with."""
        return self._file.ratings

    def __eq__(self, other: object) -> bool:
        return self._file == other._file if isinstance(other, Log) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Log of {len(self.entries)} actions, mode {self.rules.mode!r}, seed {self.seed}>"

    def to_json(self) -> bytes:
        """The log as JSON, in UTF-8."""
        return msgspec.json.encode(self._file)

    @classmethod
    def from_json(cls, data: bytes | str) -> Log:
        """The log that `to_json` wrote. Raises SnapshotError for anything else, or one of a newer program."""
        return cls._of(_decode(data, _File, "log"))

    @classmethod
    def _of(cls, file: _File) -> Log:
        return cls(
            file.rules,
            file.seed,
            file.questions,
            file.entries,
            file.verdicts,
            main=file.main,
            ratings=file.ratings,
        )

    def find(self, questions: Questions) -> tuple[Question, ...]:
        """The game's questions, found by id among `questions`. Raises SnapshotError if one is not there."""
        # A sequence that is too large to go through has what finds its questions.
        by_id: Mapping[str, Question]
        if isinstance(questions, Mapping):
            by_id = questions
        else:
            by_id = getattr(questions, "by_id", None) or {question.id: question for question in questions}
        if not 0 < self.main <= len(self.question_ids):
            raise SnapshotError(
                f"this log is damaged: {self.main} of its {len(self.question_ids)} questions come first"
            )
        found = {name: by_id.get(name) for name in self.question_ids}
        missing = [name for name, question in found.items() if question is None]
        if missing:
            raise SnapshotError(
                f"this game is of another bank: {len(missing)} of its {len(self.question_ids)} questions "
                f"are not here, the first is {shown(missing[0])}"
            )
        return tuple(question for name in self.question_ids if (question := found[name]) is not None)


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """A stopped game: its log, and what tells a changed bank or a damaged file."""

    version: int
    log: _File
    fingerprints: tuple[int, ...]
    check: int = 0

    @classmethod
    def take(cls, log: Log, questions: Sequence[Question]) -> bytes:
        """The snapshot as JSON, in UTF-8."""
        unsigned = cls(
            version=VERSION, log=log._file, fingerprints=tuple(fingerprint(question) for question in questions)
        )
        return msgspec.json.encode(msgspec.structs.replace(unsigned, check=unsigned._sum()))

    @classmethod
    def read(cls, data: bytes | str, questions: Questions) -> tuple[Log, tuple[Question, ...]]:
        """The log in `data` and the game's questions. Raises SnapshotError, which says what is wrong."""
        snapshot = _decode(data, cls, "snapshot")
        if snapshot.check != snapshot._sum():
            raise SnapshotError("this snapshot is damaged, or was edited: its checksum does not fit")
        log = Log._of(snapshot.log)
        found = log.find(questions)
        if len(found) != len(snapshot.fingerprints):
            raise SnapshotError("this snapshot is damaged: its questions and their fingerprints are not as many")
        for question, expected in zip(found, snapshot.fingerprints, strict=True):
            if fingerprint(question) != expected:
                raise SnapshotError(
                    f"the bank has changed since this snapshot: question {shown(question.id)} is not what it was"
                )
        return log, found

    def _sum(self) -> int:
        # There and back first: 1 and 1.0 are equal numbers, and only one of them is what a reader finds.
        plain = msgspec.json.decode(msgspec.json.encode(msgspec.structs.replace(self, check=0)), type=Snapshot)
        return crc32(msgspec.json.encode(plain))


def fingerprint(question: Question) -> int:
    """A number that changes with what is asked, and with what answers it."""
    key = question.key
    parts = (question.id, question.text, *((key.answer, *key.accept) if key is not None else ()), *question.clues)
    return crc32("\x00".join(parts).encode("utf-8", "surrogatepass"))


class _Version(msgspec.Struct):
    version: int


def _decode(data: bytes | str, kind: type[T], what: str) -> T:
    try:
        version = msgspec.json.decode(data, type=_Version).version
        if version > VERSION:
            raise SnapshotError(
                f"this {what} has version {shown(version)}, and this program reads versions up to {VERSION}: "
                "update quizzer"
            )
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeError, TypeError, RecursionError) as error:
        raise SnapshotError(f"this is no {what}, or a damaged one: {shortened(str(error), 200)}") from None
    except QuizzerError as error:
        raise SnapshotError(f"this {what} is damaged: {shortened(str(error), 200)}") from None
