"""Where the logs of rooms are kept: one class says what a store can, and each store is a module."""

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple, Protocol, Self


class Stamp(NamedTuple):
    """When a store took something, in milliseconds since 1970, and which of that millisecond it was.

    They are order and time at once, and never go back: a store takes the later of its clock and its latest stamp.
    """

    ms: int
    n: int = 0

    def next(self, now: float) -> "Stamp":
        """The stamp of what comes after this one, at the time `now` in seconds."""
        ms = int(now * 1000)
        return Stamp(ms) if ms > self.ms else Stamp(self.ms, self.n + 1)


class Stored(NamedTuple):
    """Part of a log: its head, or entries that came together."""

    stamp: Stamp
    data: bytes


class FoundLog(NamedTuple):
    """A room in the store: the nonce of its log, when somebody last watched it, and what the time is there now."""

    nonce: str
    alive: int
    now: int


class Store(Protocol):
    """Keeps logs, for `async with`. A log has a nonce of its own: who rewrites it gives it another.

    Every method raises StoreError if the store can't be reached. `append`, `read` and `replace` raise LogLostError if
    the log is not what the caller knows: it has another nonce, or `after` is no part of it.
    """

    _watchers: dict[str, set[Callable[[], None]]]

    def __init__(self) -> None:
        self._watchers = {}

    async def create(self, room: str, nonce: str, head: bytes) -> None:
        """Begin a log. Raises RoomError if there is a room of that name."""

    async def find(self, room: str) -> FoundLog | None:
        """The log of that name; None if there is none."""

    async def append(self, room: str, nonce: str, data: bytes, after: Stamp) -> list[Stored]:
        """Add to a log; what stands in it after the stamp `after`, up to what was added."""

    async def read(self, room: str, nonce: str, after: Stamp | None) -> list[Stored]:
        """What stands in a log after that stamp, or from its head on: some of it at a time, and at the end nothing."""

    async def replace(self, room: str, nonce: str, was: str, log: Sequence[Stored]) -> None:
        """Put another log in the place of the one with the nonce `was`."""

    async def beat(self, rooms: Sequence[str]) -> None:
        """Note that somebody watches these rooms now."""

    async def rooms(self) -> dict[str, int]:
        """All rooms, with the time of what happened last, in milliseconds since 1970."""

    async def delete(self, room: str) -> None:
        """Remove a log, all of it."""

    async def __aenter__(self) -> Self:
        """Open the store. Raises StoreError if it may not be used."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the store."""
        return

    def watch(self, room: str, wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake` whenever somebody else may have added something, until what comes back is called."""
        self._watchers.setdefault(room, set()).add(wake)

        def leave() -> None:
            others = self._watchers.pop(room, set()) - {wake}
            if others:
                self._watchers[room] = others

        return leave

    def _wake(self, room: str | None = None, *, more_than: int = 0) -> None:
        """Tell who watches that room, or any."""
        for name in list(self._watchers) if room is None else [room]:
            if len(found := tuple(self._watchers.get(name, ()))) > more_than:
                for wake in found:
                    wake()


def open_store(where: str | os.PathLike[str]) -> Store:
    """The store at `where`: "memory:", the path of a SQLite file, or "redis://…" (Valkey too, with the extra `scale`).

    What is in memory ends with the program; a SQLite file outlives it, but not always a power cut. Redis serves workers
    on many machines.
    """
    place = os.fspath(where)
    if place == "memory:":
        module, kind, values = "memory", "InMemoryStore", []
    elif place.startswith(("redis://", "rediss://", "valkey://", "valkeys://")):
        module, kind, values = "streams", "StreamStore", [place]
    else:
        module, kind, values = "sqlite", "SqliteStore", [place]
    store: Store = getattr(import_module(f"{__name__}.{module}"), kind)(*values)
    return store
