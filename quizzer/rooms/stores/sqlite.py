"""Rooms in a SQLite file. They survive a killed program, and a power cut except for the last moment.

One thread writes all waiting work in one transaction.
"""

import asyncio
import sqlite3
from asyncio import Future, get_running_loop
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import time
from typing import Any, Self, TypeVar

from quizzer.errors import LogLostError, QuizzerError, RoomError, StoreError
from quizzer.files import statements
from quizzer.rooms.stores import PAGE, FoundLog, Stamp, Store, Stored, parts_after

T = TypeVar("T")
_LOOK_EVERY = 0.05  # seconds between two looks for changes of other programs
_SQL = {name: text.template for name, text in statements(Path(__file__).with_suffix(".sql")).items()}


class SqliteStore(Store):
    """A store in the file at `path`, which several programs may use. `clock` gives the time in seconds since 1970."""

    def __init__(self, path: str, *, clock: Callable[[], float] = time) -> None:
        super().__init__()
        self._path, self._clock = path, clock
        self._queue: SimpleQueue[tuple[Callable[[sqlite3.Connection], Any], Future[Any]] | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._looking: asyncio.Task[None] | None = None
        self._is_erased = False  # erased texts are still in the write-ahead log

    async def create(self, room: str, nonce: str, head: bytes) -> None:
        def work(db: sqlite3.Connection) -> None:
            ms = int(self._clock() * 1000)
            if not db.execute(_SQL["create"], (room, nonce, ms)).rowcount:
                raise RoomError(f"a room {room} already exists")
            db.execute(_SQL["add"], (room, ms, 0, head))

        await self._do(work)

    async def find(self, room: str) -> FoundLog | None:
        row = await self._do(lambda db: db.execute(_SQL["find"], (room,)).fetchone())
        return FoundLog(row[0], row[1], Stamp(row[2]).next(self._clock()).ms) if row else None

    async def append(self, room: str, nonce: str, data: bytes, after: Stamp) -> list[Stored]:
        def work(db: sqlite3.Connection) -> list[Stored]:
            found = _read(db, room, nonce, after, -1)
            stamp = (found[-1].stamp if found else after).next(self._clock())
            db.execute(_SQL["add"], (room, *stamp, data))
            return [*found, Stored(stamp, data)]

        found = await self._do(work)
        self._wake(room, more_than=1)
        return found

    async def read(self, room: str, nonce: str, after: Stamp | None) -> list[Stored]:
        return await self._do(lambda db: _read(db, room, nonce, after, PAGE))

    async def replace(self, room: str, nonce: str, was: str, log: Sequence[Stored]) -> None:
        def work(db: sqlite3.Connection) -> None:
            _read(db, room, was, None, 1)
            db.execute(_SQL["replace"], (nonce, room))
            db.execute(_SQL["clear"], (room,))
            db.executemany(_SQL["add"], [(room, *one.stamp, one.data) for one in log])
            self._is_erased = True

        await self._do(work)
        self._wake(room)

    async def beat(self, rooms: Sequence[str]) -> None:
        now = int(self._clock() * 1000)
        await self._do(lambda db: db.executemany(_SQL["beat"], [(now, room) for room in rooms]))

    async def rooms(self) -> dict[str, int]:
        return await self._do(lambda db: dict(db.execute(_SQL["list"]).fetchall()))

    async def delete(self, room: str) -> None:
        await self._do(lambda db: [db.execute(_SQL[name], (room,)) for name in ("delete", "clear")])
        self._wake(room)

    async def __aenter__(self) -> Self:
        try:
            Path(self._path).parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self._path, timeout=5.0, isolation_level=None, check_same_thread=False)
            if db.execute(_SQL["is another"]).fetchone():
                raise StoreError(f"{self._path} is the database of another program: name another file")
            db.executescript(_SQL["schema"])
        except (sqlite3.Error, OSError) as trouble:
            raise StoreError(f"quizzer cannot use {self._path}: {trouble}") from None
        self._thread = Thread(target=self._write, args=(db,), name="quizzer-rooms", daemon=True)
        self._thread.start()
        self._looking = asyncio.create_task(self._look())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._looking is not None and self._thread is not None:
            self._looking.cancel()
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Return the result of `work`, when it is written."""
        if self._thread is None or not self._thread.is_alive():
            raise StoreError(f"{self._path} is closed")
        future = get_running_loop().create_future()
        self._queue.put((work, future))
        return future

    async def _look(self) -> None:
        """Wake the watchers after another program has written."""
        version = 0
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            with suppress(StoreError):
                before, version = version, await self._do(lambda db: db.execute("PRAGMA data_version").fetchone()[0])
                if version != before:
                    self._wake()

    def _write(self, db: sqlite3.Connection) -> None:
        """Run the thread: do all waiting work in one transaction, or none of it if that fails."""
        is_open = True
        while is_open:
            batch = [self._queue.get()]
            while not self._queue.empty():
                batch.append(self._queue.get())
            is_open = None not in batch
            works = [one for one in batch if one is not None]
            try:
                with db:
                    db.execute("BEGIN IMMEDIATE")
                    results = [_result(work, db) for work, _ in works]
                if self._is_erased:
                    self._is_erased = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] != 0
            except sqlite3.Error as trouble:
                results = [StoreError(f"quizzer cannot use {self._path}: {trouble}")] * len(works)
            if futures := [future for _, future in works]:
                futures[0].get_loop().call_soon_threadsafe(_settle, futures, results)
        db.close()


def _result(work: Callable[[sqlite3.Connection], Any], db: sqlite3.Connection) -> Any:
    try:
        return work(db)
    except QuizzerError as refusal:  # it has changed nothing; the rest of the batch continues
        return refusal


def _settle(futures: Sequence[Future[Any]], results: Sequence[Any]) -> None:
    for future, result in zip(futures, results, strict=True):
        if not future.done():
            future.set_exception(result) if isinstance(result, QuizzerError) else future.set_result(result)


def _read(db: sqlite3.Connection, room: str, nonce: str, after: Stamp | None, most: int) -> list[Stored]:
    """Return at most so many parts of a log after this stamp, -1 for all. Raises LogLostError."""
    if db.execute(_SQL["nonce"], (room,)).fetchone() != (nonce,):
        raise LogLostError(room)
    rows = db.execute(_SQL["read"], (room, *(after or (0, 0)), most if most < 0 else most + 1))
    return parts_after(after, [Stored(Stamp(ms, n), data) for ms, n, data in rows], room)
