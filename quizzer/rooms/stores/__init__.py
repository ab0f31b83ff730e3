"""The stores for the logs of rooms: one class defines them, and each store is a module."""

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple, Protocol, Self

from quizzer.errors import LogLostError, StoreError, shown

PAGE = 1000  # parts of a log that a store reads at once


class Stamp(NamedTuple):
    """The time when a store took an entry, in milliseconds since 1970, and its number in that millisecond.

    Stamps give order and time, and never go back: a store takes the later of its clock and its latest stamp.
    """

    ms: int
    n: int = 0

    def next(self, now: float) -> "Stamp":
        """Return the stamp after this one, at the time `now` in seconds."""
        ms = int(now * 1000)
        return Stamp(ms) if ms > self.ms else Stamp(self.ms, self.n + 1)


class Stored(NamedTuple):
    """A part of a log: its head, or entries that came together."""

    stamp: Stamp
    data: bytes


class FoundLog(NamedTuple):
    """A room in the store: the nonce of its log, the last time that a program watched it, and the time there now."""

    nonce: str
    alive: int
    now: int


class Store(Protocol):
    """Keeps logs, for `async with`. Each log has its own nonce; a rewritten one gets another.

    Every method raises StoreError if it cannot reach the store. `append`, `read` and `replace` raise LogLostError if
    the log has changed: it has another nonce, or no longer contains `after`.
    """

    _watchers: dict[str, set[Callable[[], None]]]

    def __init__(self) -> None:
        self._watchers = {}

    async def create(self, room: str, nonce: str, head: bytes) -> None:
        """Begin a log. Raises RoomError if a room of this name exists."""

    async def find(self, room: str) -> FoundLog | None:
        """Return the log of this name; None if it does not exist."""

    async def append(self, room: str, nonce: str, data: bytes, after: Stamp) -> list[Stored]:
        """Add to a log. Returns its parts after the stamp `after`, with the added one."""

    async def read(self, room: str, nonce: str, after: Stamp | None) -> list[Stored]:
        """Return the next parts of a log after this stamp, or from its head; none at the end."""

    async def replace(self, room: str, nonce: str, was: str, log: Sequence[Stored]) -> None:
        """Replace the log with the nonce `was` by another."""

    async def beat(self, rooms: Sequence[str]) -> None:
        """Note that a program watches these rooms now."""

    async def rooms(self) -> dict[str, int]:
        """Return all rooms, with the time of their latest entry, in milliseconds since 1970."""

    async def delete(self, room: str) -> None:
        """Remove a whole log."""

    async def __aenter__(self) -> Self:
        """Open the store. Raises StoreError if quizzer may not use it."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the store."""
        return

    def watch(self, room: str, wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake` whenever another program may have added to a log. Call the returned function to stop."""
        self._watchers.setdefault(room, set()).add(wake)

        def leave() -> None:
            others = self._watchers.pop(room, set()) - {wake}
            if others:
                self._watchers[room] = others

        return leave

    def _wake(self, room: str | None = None, *, more_than: int = 0) -> None:
        """Wake the watchers of this room, or all."""
        for name in list(self._watchers) if room is None else [room]:
            if len(found := tuple(self._watchers.get(name, ()))) > more_than:
                for wake in found:
                    wake()


def parts_after(after: Stamp | None, found: list[Stored], room: str) -> list[Stored]:
    """Return what was `found` from the stamp `after` on without the part that has it. Raises LogLostError without."""
    if not found or after not in (None, found[0].stamp):
        raise LogLostError(room)
    return found if after is None else found[1:]


def open_store(where: str | os.PathLike[str]) -> Store:
    """Return the store at `where`: "memory:", the path of a SQLite file, or "redis://…" (extra `scale`; Valkey too).

    A store in memory ends with the program. A SQLite file outlives it, but not always a power cut. Redis serves workers
    on many machines. Raises StoreError for any other address.
    """
    place = os.fspath(where)
    if place == "memory:":
        module, kind, values = "memory", "InMemoryStore", []
    elif place.startswith(("redis://", "rediss://", "valkey://", "valkeys://")):
        module, kind, values = "streams", "StreamStore", [place]
    elif not place or "://" in place:
        raise StoreError(f"{shown(place)} is not a store: give memory:, the path of a file, or redis://…")
    else:
        module, kind, values = "sqlite", "SqliteStore", [place]
    store: Store = getattr(import_module(f"{__name__}.{module}"), kind)(*values)
    return store
