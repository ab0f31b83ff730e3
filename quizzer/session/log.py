"""The log of a game, to play it again: actions, their times, and the decisions about them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import Any, ClassVar, Protocol, TypeAlias, TypeVar
from weakref import WeakKeyDictionary
from zlib import crc32

import msgspec

from quizzer.errors import QuizzerError, SnapshotError, reworded, shortened, shown
from quizzer.grading import AnswerKey, Canon, Verdict
from quizzer.question import Question, as_data, key_from_data
from quizzer.session.actions import Action, Answer
from quizzer.session.ratings import Ratings
from quizzer.session.rules import Rules
from quizzer.session.scoring import Record
from quizzer.session.state import Decided, Entry

VERSION = 2
"""The version of logs and snapshots that this program writes, and the newest that it reads."""

T = TypeVar("T")
Questions: TypeAlias = Sequence[Question] | Mapping[str, Question]
"""The questions of a game: a sequence, or a mapping by id for a bank too large to list."""

_UNSEEN = ("key", "facts", "tells", "tags", "origin")
_SHOWN = [name for name in Question.__struct_fields__ if name not in _UNSEEN]
_KEY_FIELDS = [name for name in AnswerKey.__slots__ if name[0] != "_"]
_SHORT = 1 << 32  # fingerprints of version 1 are below it, and cover only the answers
_SAMPLE = 1000  # names of a canon that its fingerprint looks at


class HasQuestions(Protocol):
    """The part of a bank that a session uses."""

    @property
    def questions(self) -> Sequence[Question]:
        """All of its questions."""

    @property
    def canon(self) -> Canon | None:
        """The names that exist, for the referee."""


class _Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A line of a log."""

    at: float
    action: Action
    decided: tuple[Decided, ...] = ()


class _File(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stored log. The head of a log in lines has the questions instead of entries."""

    version: int
    rules: Rules
    seed: int
    questions: tuple[str, ...]
    main: int
    entries: Sequence[_Entry] = ()
    verdicts: Sequence[Verdict] = ()  # of version 1, whose entries have none
    ratings: Ratings | None = None
    fingerprints: tuple[int, ...] = ()
    canon: int = 0
    asked: Sequence[Question] = ()
    decided: bool = False


class Log:
    """A game so far.

    `entries` are the actions that counted, each with the time that the caller gave. `verdicts` are the referee's
    verdicts on their answers, in order, so that a later referee gives the same game. `question_ids` are the game's
    questions; the first `main` of them are not bonuses. `ratings` are those at the beginning, if the game chose by
    them. A log from a session, or from lines, also has its `questions`; one from JSON does not. If it `is_decided`, its
    entries have all decisions of referee and canon, so a replay asks neither.
    """

    def __init__(
        self,
        rules: Rules,
        seed: int,
        question_ids: Sequence[str],
        entries: Iterable[Entry],
        verdicts: Sequence[Verdict] = (),
        *,
        main: int | None = None,
        ratings: Ratings | None = None,
        fingerprints: Sequence[int] = (),
        canon_guard: int = 0,
        questions: tuple[Question, ...] | None = None,
        canon: Canon | None = None,
        is_decided: bool = False,
    ) -> None:
        if any(number < _SHORT for number in fingerprints):
            rules = _as_it_was(rules)
        self.rules: Rules = rules
        self.seed: int = seed
        self.question_ids: tuple[str, ...] = tuple(question_ids)
        self.main: int = len(self.question_ids) if main is None else main
        self.ratings: Ratings | None = ratings
        self.questions: tuple[Question, ...] | None = questions
        self.canon: Canon | None = canon
        self._entries: list[Entry] = list(entries)
        self._verdicts, self._guards, self._canon_guard = verdicts, tuple(fingerprints), canon_guard
        self.is_decided = is_decided

    @property
    def entries(self) -> tuple[tuple[float, Action], ...]:
        """Return (seconds, action) for every action that counted."""
        return tuple((at, action) for at, action, *_ in self._entries)

    @property
    def steps(self) -> tuple[Entry, ...]:
        """Return the entries, each with the decisions about it."""
        return tuple(self._entries)

    def begun(self, entries: Iterable[Entry] = ()) -> "Log":
        """Return a log of the same game with other entries, or before its first action. It is decided if this one
        is."""
        other = copy(self)
        other._entries, other._verdicts = list(entries), ()
        return other

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The referee's verdict on each answer."""
        said = (one for _, _, *decided in self._entries for one in decided if isinstance(one, Verdict))
        return (*self._verdicts, *said)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Log):
            return NotImplemented
        parts = ("rules", "seed", "question_ids", "main", "ratings", "entries", "verdicts")
        return all(getattr(self, part) == getattr(other, part) for part in parts)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Log of {len(self._entries)} actions, mode {self.rules.mode!r}, seed {self.seed}>"

    def append(self, at: float, action: Action, decided: Iterable[Decided] = ()) -> bytes:
        """Add an action that counted to the log, with its `Session.decided`. Returns its line.

        The line of `head` and these lines are the whole game.
        """
        entry: Entry = (at, action, *decided)
        self._entries.append(entry)
        return _line(_stored(entry))

    @property
    def head(self) -> bytes:
        """The first line of the log in lines: its version, the rules, and the questions with their answers."""
        return _line(self._file(asked=[as_data(question) for question in self.questions or ()]))

    def lines(self) -> Iterator[bytes]:
        """Return the log in lines, in UTF-8: its head with the questions, and a line for each action."""
        yield self.head
        for entry in self._entries:
            yield _line(_stored(entry))

    @classmethod
    def read(cls, lines: Iterable[bytes | str]) -> "Log":
        """Return the log in `lines`: a file, or any lines. It leaves out an incomplete last line.

        Raises SnapshotError for anything else, or one of a newer program.
        """
        log: Log | None = None
        for line in lines:
            data = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
            if log is None:
                log = cls._of(_decode(data, _File, "log"))
            elif data.endswith(b"\n"):
                log._entries.append(_flat(_decode(data, _Entry, "line of a log")))
        if log is None:
            raise SnapshotError("this is not a log: it is empty")
        return log

    def to_json(self) -> bytes:
        """Return the log as JSON, in UTF-8."""
        return msgspec.json.encode(self._whole())

    @classmethod
    def from_json(cls, data: bytes | str) -> "Log":
        """Return the log that `to_json` wrote. Raises SnapshotError for anything else, or one of a newer program."""
        return cls._of(_decode(data, _File, "log"))

    @classmethod
    def _of(cls, file: _File) -> "Log":
        return cls(
            file.rules if file.version > 1 else _as_it_was(file.rules),
            file.seed,
            file.questions,
            map(_flat, file.entries),
            file.verdicts,
            main=file.main,
            ratings=file.ratings,
            fingerprints=file.fingerprints,
            canon_guard=file.canon,
            questions=tuple(file.asked) or None,
            is_decided=file.decided,
        )

    def _file(self, **parts: Any) -> _File:
        """Return the stored form of the log; without `parts` it has no entries."""
        guards, canon_guard = self._guards, self._canon_guard
        if self.questions is not None and not guards:
            guards, canon_guard = tuple(map(fingerprint, self.questions)), fingerprint_of_canon(self.canon)
        return _File(
            version=VERSION,
            rules=self.rules,
            seed=self.seed,
            questions=self.question_ids,
            main=self.main,
            ratings=self.ratings,
            fingerprints=guards,
            canon=canon_guard,
            decided=self.is_decided,
            **parts,
        )

    def _whole(self) -> _File:
        return self._file(entries=[_stored(entry) for entry in self._entries], verdicts=self._verdicts)

    def find(self, questions: Questions, *, changed: bool = False) -> tuple[Question, ...]:
        """Find the game's questions by id among `questions`. Raises SnapshotError if one is missing, or is different
        and may not have `changed`."""
        if not isinstance(questions, Mapping):
            # A sequence that is too large to search has a method that finds its questions.
            questions = getattr(questions, "by_id", None) or {question.id: question for question in questions}
        if not 0 < self.main <= len(self.question_ids):
            raise SnapshotError(
                f"this log is damaged: {self.main} of its {len(self.question_ids)} questions come first"
            )
        found = [(name, questions.get(name)) for name in self.question_ids]
        missing = [name for name, question in found if question is None]
        if missing:
            raise SnapshotError(
                f"this game used another bank: {len(missing)} of its {len(self.question_ids)} questions "
                f"are missing, for example {shown(missing[0])}"
            )
        there = tuple(question for _, question in found if question is not None)
        if self._guards and not changed:
            if len(self._guards) != len(there):
                raise SnapshotError("this log is damaged: it has more or fewer fingerprints than questions")
            for question, expected in zip(there, self._guards, strict=True):
                if expected != (fingerprint(question) if expected >= _SHORT else _short_fingerprint(question)):
                    raise SnapshotError(
                        f"the bank has changed since this game: question {shown(question.id)} is different now"
                    )
        return there

    def check_canon(self, canon: Canon | None) -> None:
        """Raise SnapshotError if the referee knew other names than those of `canon`."""
        if self._canon_guard not in (0, fingerprint_of_canon(canon)):
            raise SnapshotError("the bank has changed since this game: its names are different now")


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """A stopped game: its log, and a checksum against damage."""

    version: int
    log: _File
    fingerprints: tuple[int, ...] = ()  # of version 1, whose log has none
    check: int = 0

    @classmethod
    def take(cls, log: Log) -> bytes:
        """Return the snapshot as JSON, in UTF-8."""
        unsigned = cls(version=VERSION, log=log._whole())
        return msgspec.json.encode(msgspec.structs.replace(unsigned, check=unsigned._sum()))

    @classmethod
    def read(cls, data: bytes | str) -> Log:
        """Return the log in `data`. Raises SnapshotError with the fault."""
        snapshot = _decode(data, cls, "snapshot")
        if snapshot.check != snapshot._sum():
            raise SnapshotError("this snapshot is damaged or was edited: its checksum is wrong")
        guards = snapshot.fingerprints or snapshot.log.fingerprints
        if len(guards) != len(snapshot.log.questions):
            raise SnapshotError("this snapshot is damaged: it has more or fewer fingerprints than questions")
        return Log._of(msgspec.structs.replace(snapshot.log, fingerprints=guards))

    def _sum(self) -> int:
        # To JSON and back first: 1 and 1.0 are equal numbers, but JSON distinguishes them.
        plain = msgspec.json.decode(msgspec.json.encode(msgspec.structs.replace(self, check=0)), type=Snapshot)
        entries = [_stored(_flat(entry)) for entry in plain.log.entries]
        log = msgspec.structs.replace(plain.log, entries=entries)
        return crc32(msgspec.json.encode(msgspec.structs.replace(plain, log=log)))


def entry_of(told: Entry | Record) -> Entry:
    """Return an entry of `Game.entries`, which may be there as a record."""
    if isinstance(told, tuple):
        return told
    assert told.verdict is not None
    result, asking = told.result, told.asking
    answer = Answer(result.player, result.given, question=asking.number, part=asking.part)
    return (told.at, answer, told.verdict)


def fingerprint(question: Question) -> int:
    """Return a number that changes with each part of a question that matters for the judging or the screen."""
    key = question.key
    ruling = [getattr(key, name) for name in _KEY_FIELDS] if key is not None else None
    return _SHORT | crc32(msgspec.json.encode(([getattr(question, name) for name in _SHOWN], ruling)))


def _short_fingerprint(question: Question) -> int:
    """Return the fingerprint of version 1: of the text and the answers."""
    key = question.key
    parts = (question.id, question.text, *((key.answer, *key.accept) if key is not None else ()), *question.clues)
    return crc32("\x00".join(parts).encode("utf-8", "surrogatepass"))


_known_canons: WeakKeyDictionary[Canon, int] = WeakKeyDictionary()


def fingerprint_of_canon(canon: Canon | None) -> int:
    """Return a number that changes with the names: from their count, and a thousand of them; 0 for no names."""
    if canon is None:
        return 0
    if (known := _known_canons.get(canon)) is None:
        places = range(0, len(canon), len(canon) // _SAMPLE + 1)
        names = [(name.text, name.kind, name.of, name.year) for name in map(canon.name, places)]
        known = _known_canons[canon] = _SHORT | crc32(msgspec.json.encode((len(canon), names)))
    return known


def _as_it_was(rules: Rules) -> Rules:
    """Version 1 compared no names, and teams exactly."""
    return msgspec.structs.replace(rules, names="any")


def _stored(entry: Entry) -> Any:
    at, action, *decided = entry
    return (at, action, decided) if decided else (at, action)


def _flat(entry: _Entry) -> Entry:
    return (entry.at, entry.action, *entry.decided)


def _line(value: object) -> bytes:
    return msgspec.json.encode(value) + b"\n"


class _Version(msgspec.Struct):
    version: int


def _decode(data: bytes | str, kind: type[T], what: str) -> T:
    try:
        if kind is not _Entry:
            version = msgspec.json.decode(data, type=_Version).version
            if version > VERSION:
                raise SnapshotError(
                    f"this {what} has version {shown(version)}, but this program reads versions up to {VERSION}: "
                    "update quizzer"
                )
        return msgspec.json.decode(data, type=kind, dec_hook=key_from_data)
    except (msgspec.MsgspecError, UnicodeError, TypeError, RecursionError) as error:
        raise SnapshotError(f"this is not a {what}, or it is damaged: {shortened(reworded(error), 200)}") from None
    except QuizzerError as error:
        raise SnapshotError(f"this {what} is damaged: {shortened(str(error), 200)}") from None
