"""Rooms in Valkey or Redis: a log is a stream, whose own ids give order and time.

When Redis fails over to a replica, it may lose acknowledged entries. So each append and read names the last id that the
worker knows. If it is lost, the worker reads the log again.
"""

import asyncio
from asyncio import Future, get_running_loop
from collections.abc import Callable, Sequence
from contextlib import suppress
from os import urandom
from pathlib import Path
from typing import Any, Self

from quizzer.errors import LogLostError, RoomError, StoreError, shortened
from quizzer.extras import install_command
from quizzer.files import statements
from quizzer.rooms.stores import PAGE, FoundLog, Stamp, Store, Stored, parts_after

_TIMEOUT, _RETRY, _LISTEN = 2.0, 0.2, 1.0  # seconds until Redis counts as gone, until the next try, and to listen
_SCRIPTS = {name: text.template for name, text in statements(Path(__file__).with_suffix(".lua")).items()}


class StreamStore(Store):
    """A store in the Valkey or Redis at `url`."""

    def __init__(self, url: str) -> None:
        super().__init__()
        try:
            from valkey.asyncio import Valkey
            from valkey.exceptions import ValkeyError
        except ImportError:
            raise StoreError(f"rooms in Redis need the library valkey:\n  {install_command('valkey')}") from None
        self._troubles = (ValkeyError, OSError, asyncio.TimeoutError)
        scheme, _, rest = url.partition("://")
        known = f"{scheme.replace('redis', 'valkey')}://{rest}"  # the client knows only the scheme of Valkey
        self._client = Valkey.from_url(known, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT)
        self._pubsub = self._client.pubsub()
        self._place, self._me = rest.rpartition("@")[2], urandom(8).hex()
        self._waiting: list[tuple[tuple[Any, ...], Future[Any]]] = []
        self._sending: asyncio.Task[None] | None = None
        self._hearing: asyncio.Task[None] | None = None

    async def create(self, room: str, nonce: str, head: bytes) -> None:
        keys = (_key(room, "nonce"), _key(room, "log:", nonce), _key(room, "alive"))
        if not await self._run("create", keys, nonce, head):
            raise RoomError(f"a room {room} already exists")

    async def find(self, room: str) -> FoundLog | None:
        nonce, alive, now = await self._run("find", [_key(room, "nonce"), _key(room, "alive")])
        return FoundLog(nonce.decode(), int(alive or 0), now) if nonce is not None else None

    async def append(self, room: str, nonce: str, data: bytes, after: Stamp) -> list[Stored]:
        found = await self._run("append", [_key(room, "log:", nonce), _key(room, "news")], data, _id(after), self._me)
        if found is None:
            raise LogLostError(room)
        return [*_after(room, found[1], after), Stored(_stamp(found[0]), data)]

    async def read(self, room: str, nonce: str, after: Stamp | None) -> list[Stored]:
        start = _id(after) if after is not None else "-"
        return _after(room, await self._do("XRANGE", _key(room, "log:", nonce), start, "+", "COUNT", PAGE + 1), after)

    async def replace(self, room: str, nonce: str, was: str, log: Sequence[Stored]) -> None:
        for one in log:
            await self._do("XADD", _key(room, "log:", nonce), _id(one.stamp), "d", one.data)
        keys = (_key(room, "nonce"), _key(room, "log:", was), _key(room, "news"))
        if not await self._run("replace", keys, was, nonce):
            await self._do("DEL", _key(room, "log:", nonce))
            raise LogLostError(room)

    async def beat(self, rooms: Sequence[str]) -> None:
        await self._run("beat", [_key(room, "alive") for room in rooms])

    async def rooms(self) -> dict[str, int]:
        found = {}
        for key in await self._do("KEYS", _key("*", "nonce")):
            room = key.decode()[len("quizzer:{") : -len("}:nonce")]
            nonce = (await self._do("GET", key) or b"").decode()
            for name, _ in await self._do("XREVRANGE", _key(room, "log:", nonce), "+", "-", "COUNT", 1):
                found[room] = _stamp(name).ms
        return found

    async def delete(self, room: str) -> None:
        if (found := await self.find(room)) is not None:
            await self._do("DEL", _key(room, "nonce"), _key(room, "alive"), _key(room, "log:", found.nonce))
            await self._do("PUBLISH", _key(room, "news"), "")

    def watch(self, room: str, wake: Callable[[], None]) -> Callable[[], None]:
        self._hearing = self._hearing or get_running_loop().create_task(self._hear())
        return super().watch(room, wake)

    async def __aenter__(self) -> Self:
        policy = (await self._do("INFO", "memory")).get("maxmemory_policy", "noeviction")
        if policy != "noeviction":
            await self.__aexit__()
            raise StoreError(f"Redis at {self._place} could delete rooms: set maxmemory-policy to noeviction")
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in (self._hearing, self._sending):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        await self._pubsub.aclose()
        await self._client.aclose()

    def _run(self, script: str, keys: Sequence[str], *values: str | bytes) -> Future[Any]:
        return self._do("EVAL", _SCRIPTS[script], len(keys), *keys, *values)

    def _do(self, *command: str | bytes | int) -> Future[Any]:
        """Return the result of a command. Those of all rooms go out together."""
        future = get_running_loop().create_future()
        self._waiting.append((command, future))
        if self._sending is None:
            self._sending = get_running_loop().create_task(self._send())
        return future

    async def _send(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                async with self._client.pipeline(transaction=False) as pipeline:
                    for command, _ in batch:
                        pipeline.execute_command(*command)
                    results = await pipeline.execute(raise_on_error=False)
            except Exception as trouble:  # the loop serves all rooms
                results = [trouble] * len(batch)
            for (_, future), result in zip(batch, results, strict=True):
                if isinstance(result, Exception) and not future.done():
                    said = shortened(str(result), 200)
                    future.set_exception(StoreError(f"Redis at {self._place} does not answer: {said}"))
                elif not future.done():
                    future.set_result(result)
        self._sending = None

    async def _hear(self) -> None:
        """Wake the watchers of a room to which another worker has added. One subscription serves all rooms."""
        while True:
            try:
                await self._pubsub.psubscribe(_key("*", "news"))
                self._wake()  # messages in between were lost
                while True:
                    message = await self._pubsub.get_message(ignore_subscribe_messages=True, timeout=_LISTEN)
                    if message is not None and message["data"].decode() != self._me:
                        self._wake(message["channel"].decode()[len("quizzer:{") : -len("}:news")])
            except self._troubles:
                await asyncio.sleep(_RETRY)


def _key(room: str, what: str, nonce: str = "") -> str:
    return f"quizzer:{{{room}}}:{what}{nonce}"


def _id(stamp: Stamp) -> str:
    return f"{stamp.ms}-{stamp.n}"


def _stamp(name: bytes) -> Stamp:
    ms, _, n = name.partition(b"-")
    return Stamp(int(ms), int(n))


def _after(room: str, rows: Any, after: Stamp | None) -> list[Stored]:
    found = [Stored(_stamp(name), fields[1] if isinstance(fields, list) else fields[b"d"]) for name, fields in rows]
    return parts_after(after, found, room)
