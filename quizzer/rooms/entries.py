"""What stands in a room's log: its head, and entries. Both are MessagePack, which is read twice as fast as JSON."""

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
"""The version of the fold: a program that folds otherwise has another, and refuses the rooms of this one."""
MOST_ENTRIES = 50_000
"""Entries of a room."""


class Head(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a room begins with: the game file without entries, which has questions, rules and seed.

    `names` is the fingerprint of the referee's canon. `banks` are the paths of the files with its questions, as the
    records keep them. `title` is for people. A room that is `closed` takes nothing any more.
    """

    fold: int
    log: bytes
    names: int = 0
    banks: tuple[str, ...] = ()
    title: str = ""
    closed: bool = False

    @classmethod
    def of(cls, session: Session, *, banks: Sequence[str] = (), title: str = "") -> "Head":
        """The head of a room in which this session is played. Raises RoomError for one that has begun."""
        if session.events:
            raise RoomError("this game has already begun: a room needs a new game")
        names, log = fingerprint_of_canon(session.canon), game_file(session.log)[0]
        return cls(fold=FOLD, log=log, names=names, banks=tuple(banks), title=title)

    @classmethod
    def read(cls, data: bytes) -> "Head":
        """The head that `encode` wrote. Raises RoomError for anything else, or one of another version."""
        head: Head = _decoded(data, _head_decoder)
        if head.fold != FOLD:
            raise RoomError(
                f"another version of quizzer began this room: its log has version {head.fold}, but this program reads "
                f"version {FOLD}; update quizzer, or finish the game with the version that began it"
            )
        return head

    def session(self, canon: Canon | None = None) -> Session:
        """The game before its first action. `canon` is for who appends; the fold asks nobody."""
        try:
            return Session.replay(Log.read([self.log]), canon=canon)
        except SnapshotError as trouble:
            raise RoomError(f"quizzer cannot read the log of this room: {trouble}") from None


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Something that was sent: by which connection, how many that had sent by then, and what the appender worked out.

    A Tick has the `seq` of the event after which somebody waited. Without an `action` it tells that a worker found the
    room when nobody had watched it since `alive`, in milliseconds of the store's clock.
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
"""A head, or a list of entries that go into a log together, as they are stored."""


def decode(data: bytes) -> list[Entry]:
    """The entries that `encode` wrote. Raises RoomError for anything else."""
    return list(_decoded(data, _decoder))


def game_file(log: Log) -> list[bytes]:
    """The lines of a game file: all that referee and canon gave stands in it, and who replays it asks neither."""
    log.is_decided = True
    return list(log.lines())


def player_of(secret: bytes | str) -> str:
    """The id of the player who has this secret of 128 random bits: 22 characters, of its SHA-256.

    The id may be shown and stored; nobody finds the secret from it.
    """
    data = secret.encode("utf-8", "surrogatepass") if isinstance(secret, str) else secret
    return urlsafe_b64encode(sha256(data).digest()[:16]).decode().rstrip("=")


def _decoded(data: bytes, decoder: msgspec.msgpack.Decoder[Any]) -> Any:
    try:
        return decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise RoomError(f"the log of this room is damaged: {shortened(reworded(error), 200)}") from None
