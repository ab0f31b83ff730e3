"""The log of a room: its head, and entries. Both are MessagePack, which quizzer reads twice as fast as JSON."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import msgspec

from quizzer.errors import RoomError, SnapshotError, reworded, shortened
from quizzer.grading import Canon
from quizzer.session import Action, Decided, Log, Session
from quizzer.session.log import fingerprint_of_canon

FOLD = 1
"""The version of the fold: a program with another version refuses the rooms of this one."""
MOST_ENTRIES = 50_000
"""The largest number of entries in a room."""


class Head(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The beginning of a room: the game file without entries, with questions, rules and seed.

    `names` is the fingerprint of the referee's canon. `banks` are the paths of the files with its questions, as in the
    records. `title` is for people. A `closed` room takes no more actions.
    """

    fold: int
    log: bytes
    names: int = 0
    banks: tuple[str, ...] = ()
    title: str = ""
    closed: bool = False

    @classmethod
    def of(cls, session: Session, *, banks: Sequence[str] = (), title: str = "") -> "Head":
        """Return the head of a room for this session. Raises RoomError for a session that has begun."""
        if session.events:
            raise RoomError("this game has already begun: a room needs a new game")
        names, log = fingerprint_of_canon(session.canon), game_file(session.log)[0]
        return cls(fold=FOLD, log=log, names=names, banks=tuple(banks), title=title)

    @classmethod
    def read(cls, data: bytes) -> "Head":
        """Return the head that `encode` wrote. Raises RoomError for anything else, or one of another version."""
        head: Head = _decoded(data, _head_decoder)
        if head.fold != FOLD:
            raise RoomError(
                f"another version of quizzer began this room (version {head.fold}, not {FOLD}): update quizzer"
            )
        return head

    def session(self, canon: Canon | None = None) -> Session:
        """Return the game before its first action. Only the appender needs `canon`; the fold does not."""
        try:
            return Session.replay(Log.read([self.log]), canon=canon)
        except SnapshotError as trouble:
            raise RoomError(f"quizzer cannot read the log of this room: {trouble}") from None


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A sent action, its connection, its count there, and the decisions of the appender.

    A Tick has the `seq` of the latest event then. An entry without an `action` says that a worker opened the room,
    which nobody had watched since `alive`, in milliseconds of the store's clock.
    """

    sender: str
    count: int
    action: Action | None
    decided: tuple[Decided, ...] = ()
    seq: int = -1
    alive: int = 0


_head_decoder = msgspec.msgpack.Decoder(Head)
_decoder = msgspec.msgpack.Decoder(list[Entry])
encode = msgspec.msgpack.Encoder().encode
"""Return the stored form of a head, or of entries that go into a log together."""


def decode(data: bytes) -> list[Entry]:
    """Return the entries that `encode` wrote. Raises RoomError for anything else."""
    return list(_decoded(data, _decoder))


def game_file(log: Log) -> list[bytes]:
    """Return the lines of a game file, with all decisions of referee and canon, so that a replay needs neither."""
    log.is_decided = True
    return list(log.lines())


def player_of(secret: bytes | str) -> str:
    """Return the id of the player with this secret of 128 random bits: 22 characters of its SHA-256.

    You may show and store the id; nobody can find the secret from it.
    """
    data = secret.encode("utf-8", "surrogatepass") if isinstance(secret, str) else secret
    return urlsafe_b64encode(sha256(data).digest()[:16]).decode().rstrip("=")


def _decoded(data: bytes, decoder: msgspec.msgpack.Decoder[Any]) -> Any:
    try:
        return decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise RoomError(f"the log of this room is damaged: {shortened(reworded(error), 200)}") from None
