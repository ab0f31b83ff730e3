"""Rooms in memory, which end with the program."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from time import time

from quizzer.errors import LogLostError, RoomError
from quizzer.rooms.stores import FoundLog, Stamp, Store, Stored


class InMemoryStore(Store):
    """A store in memory. `clock` gives the time in seconds since 1970."""

    def __init__(self, *, clock: Callable[[], float] = time) -> None:
        super().__init__()
        self._clock = clock
        self._logs: dict[str, tuple[str, list[Stored]]] = {}
        self._alive: dict[str, int] = {}

    async def create(self, room: str, nonce: str, head: bytes) -> None:
        if room in self._logs:
            raise RoomError(f"a room {room} already exists")
        self._logs[room] = (nonce, [Stored(Stamp(0).next(self._clock()), head)])

    async def find(self, room: str) -> FoundLog | None:
        nonce, stored = self._logs.get(room, ("", []))
        return FoundLog(nonce, self._alive.get(room, 0), stored[-1].stamp.next(self._clock()).ms) if stored else None

    async def append(self, room: str, nonce: str, data: bytes, after: Stamp) -> list[Stored]:
        stored, place = self._after(room, nonce, after)
        stored.append(Stored(stored[-1].stamp.next(self._clock()), data))
        self._wake(room, more_than=1)
        return stored[place:]

    async def read(self, room: str, nonce: str, after: Stamp | None) -> list[Stored]:
        stored, place = self._after(room, nonce, after)
        return stored[place:]

    async def replace(self, room: str, nonce: str, was: str, log: Sequence[Stored]) -> None:
        self._after(room, was, None)
        self._logs[room] = (nonce, list(log))
        self._wake(room)

    async def beat(self, rooms: Sequence[str]) -> None:
        self._alive.update(dict.fromkeys(rooms, int(self._clock() * 1000)))

    async def rooms(self) -> dict[str, int]:
        return {name: stored[-1].stamp.ms for name, (_, stored) in self._logs.items()}

    async def delete(self, room: str) -> None:
        self._logs.pop(room, None)
        self._alive.pop(room, None)
        self._wake(room)

    def _after(self, room: str, nonce: str, after: Stamp | None) -> tuple[list[Stored], int]:
        """Return the log, and the place after this stamp. Raises LogLostError."""
        there, stored = self._logs.get(room, ("", []))
        place = bisect_left(stored, Stored(after, b"")) if after is not None else -1
        if there != nonce or (after is not None and (place == len(stored) or stored[place].stamp != after)):
            raise LogLostError(room)
        return stored, place + 1
