"""What happened in a game, kept so that the game can be played again: actions, their times, and what was decided."""

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
"""Where the questions of a game are found again: in a row, or for a bank too large to list, by id."""

_UNSEEN = ("key", "facts", "tells", "tags", "origin")
_SHOWN = [name for name in Question.__struct_fields__ if name not in _UNSEEN]
_KEY_FIELDS = [name for name in AnswerKey.__slots__ if name[0] != "_"]
_SHORT = 1 << 32  # fingerprints of version 1 are below it, and know the answers alone
_SAMPLE = 1000  # names of a canon that its fingerprint looks at


class HasQuestions(Protocol):
    """A bank, as far as a session cares."""

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
    """A log as it is stored; the head of a log in lines has no entries, and in their place the questions themselves."""

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

    `entries` are the actions that counted, each with the time that the caller gave; `verdicts` what the referee said to
    the answers among them, in order, so that the same game comes out again under a later referee. `question_ids` are
    the game's questions; the first `main` of them are no bonuses. `ratings` are those that the game began with, where
    it chose by them. A log made by a session, or read from lines, also has its `questions`; one from JSON does not.
    One that `is_decided` has all that referee and canon gave in its entries: who replays it asks neither.
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
        """(seconds, action) for every action that counted."""
        return tuple((at, action) for at, action, *_ in self._entries)

    @property
    def steps(self) -> tuple[Entry, ...]:
        """The entries, each with what was decided about it."""
        return tuple(self._entries)

    def begun(self, entries: Iterable[Entry] = ()) -> "Log":
        """A log of the same game with other entries, or before its first action. It is decided as this one is."""
        other = copy(self)
        other._entries, other._verdicts = list(entries), ()
        return other

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What the referee said to each answer."""
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
        """Adds an action that counted to the log, with what `Session.decided` says of it; the line that tells it.

        A journal of those lines, after the one line of `head`, is the whole game.
        """
        entry: Entry = (at, action, *decided)
        self._entries.append(entry)
        return _line(_stored(entry))

    @property
    def head(self) -> bytes:
        """The first line of the log in lines: its version, the rules and the questions, answers and all."""
        return _line(self._file(asked=[as_data(question) for question in self.questions or ()]))

    def lines(self) -> Iterator[bytes]:
        """The log in lines, in UTF-8: its head, and a line for each action. Its questions are in it."""
        yield self.head
        for entry in self._entries:
            yield _line(_stored(entry))

    @classmethod
    def read(cls, lines: Iterable[bytes | str]) -> "Log":
        """The log in `lines`: a file, or any row of lines. A last line that was cut off in the middle is left out.

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
        """The log as JSON, in UTF-8."""
        return msgspec.json.encode(self._whole())

    @classmethod
    def from_json(cls, data: bytes | str) -> "Log":
        """The log that `to_json` wrote. Raises SnapshotError for anything else, or one of a newer program."""
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
        """The log as it is stored, with what it rests on; without `parts` it has no entries."""
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
        """The game's questions, found by id among `questions`. Raises SnapshotError if one is not there, or is not what
        it was; with `changed` it may be."""
        if not isinstance(questions, Mapping):
            # A sequence that is too large to go through has what finds its questions.
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
        """Raise SnapshotError if the names that the referee knew were others than those of `canon`."""
        if self._canon_guard not in (0, fingerprint_of_canon(canon)):
            raise SnapshotError("the bank has changed since this game: its names are different now")


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """A stopped game: its log, and what tells a damaged file."""

    version: int
    log: _File
    fingerprints: tuple[int, ...] = ()  # of version 1, whose log has none
    check: int = 0

    @classmethod
    def take(cls, log: Log) -> bytes:
        """The snapshot as JSON, in UTF-8."""
        unsigned = cls(version=VERSION, log=log._whole())
        return msgspec.json.encode(msgspec.structs.replace(unsigned, check=unsigned._sum()))

    @classmethod
    def read(cls, data: bytes | str) -> Log:
        """The log in `data`. Raises SnapshotError, which says what is wrong."""
        snapshot = _decode(data, cls, "snapshot")
        if snapshot.check != snapshot._sum():
            raise SnapshotError("this snapshot is damaged or was edited: its checksum is wrong")
        guards = snapshot.fingerprints or snapshot.log.fingerprints
        if len(guards) != len(snapshot.log.questions):
            raise SnapshotError("this snapshot is damaged: it has more or fewer fingerprints than questions")
        return Log._of(msgspec.structs.replace(snapshot.log, fingerprints=guards))

    def _sum(self) -> int:
        # There and back first: 1 and 1.0 are equal numbers, and only one of them is what a reader finds.
        plain = msgspec.json.decode(msgspec.json.encode(msgspec.structs.replace(self, check=0)), type=Snapshot)
        entries = [_stored(_flat(entry)) for entry in plain.log.entries]
        log = msgspec.structs.replace(plain.log, entries=entries)
        return crc32(msgspec.json.encode(msgspec.structs.replace(plain, log=log)))


def entry_of(told: Entry | Record) -> Entry:
    """What stands in `Game.entries`, also where it stands there as a record."""
    if isinstance(told, tuple):
        return told
    assert told.verdict is not None
    result, asking = told.result, told.asking
    answer = Answer(result.player, result.given, question=asking.number, part=asking.part)
    return (told.at, answer, told.verdict)


def fingerprint(question: Question) -> int:
    """A number that changes with everything of a question that rules on an answer or is shown."""
    key = question.key
    ruling = [getattr(key, name) for name in _KEY_FIELDS] if key is not None else None
    return _SHORT | crc32(msgspec.json.encode(([getattr(question, name) for name in _SHOWN], ruling)))


def _short_fingerprint(question: Question) -> int:
    """As version 1 had it: of what is asked, and what answers it."""
    key = question.key
    parts = (question.id, question.text, *((key.answer, *key.accept) if key is not None else ()), *question.clues)
    return crc32("\x00".join(parts).encode("utf-8", "surrogatepass"))


_known_canons: WeakKeyDictionary[Canon, int] = WeakKeyDictionary()


def fingerprint_of_canon(canon: Canon | None) -> int:
    """A number that changes with the names: how many there are, and a thousand of them; 0 for none."""
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
