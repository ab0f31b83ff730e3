"""A session in an asyncio loop: timers run by themselves, and any number of games share the loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from quizzer.driver.driver import Clock, Driver, Journal
from quizzer.driver.lines import Lines, LineSplitter
from quizzer.session import Action, Event, Session


class AsyncDriver:
    """A session in the running loop.

    Actions are done at once by `apply`; what came of them, and what time alone brought, comes out of the driver as an
    asynchronous iterator of events, which ends with the game or with `close`:

        async with AsyncDriver(session) as driver:
            driver.apply(Start())
            async for event in driver:
                ...
    """

    def __init__(self, session: Session, *, clock: Clock | None = None, journal: Journal | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        self._driver = Driver(session, clock=clock or self._loop.time, journal=journal)
        self._events: asyncio.Queue[Event | Exception | None] = asyncio.Queue()
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False
        self._set_timer()

    @property
    def session(self) -> Session:
        """The session that is played."""
        return self._driver.session

    @property
    def now(self) -> float:
        """Seconds since the game began."""
        return self._driver.now

    def apply(self, action: Action) -> tuple[Event, ...]:
        """Do `action` now; the events that came of it. Raises IllegalAction for what the rules do not allow."""
        events = self._driver.apply(action)
        self._tell(events)
        return events

    def close(self) -> None:
        """Stop the timers and end the iteration. The session stays as it is."""
        if not self._closed:
            self._closed = True
            self._events.put_nowait(None)
            self._set_timer()

    async def __aenter__(self) -> AsyncDriver:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    async def __aiter__(self) -> AsyncIterator[Event]:
        while not (self.session.phase == "over" and self._events.empty()):
            event = await self._events.get()
            if event is None:
                return
            if isinstance(event, Exception):
                raise event
            yield event

    def _tell(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self._events.put_nowait(event)
        self._set_timer()

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        wait = None if self._closed else self._driver.wait
        self._timer = None if wait is None else self._loop.call_later(wait, self._tick)

    def _tick(self) -> None:
        try:
            self._tell(self._driver.tick())
        except Exception as error:  # from the journal: it belongs to whoever reads the events, not to the loop
            self._events.put_nowait(error)


async def serve_stream(
    session: Session,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    *,
    clock: Clock | None = None,
    journal: Journal | None = None,
) -> None:
    """Play `session` by the JSON-lines protocol over a stream until the other side closes it. The limit of `reader`
    does not matter: a line may have as many bytes as the protocol allows, and no more of it is held."""
    clock = clock or asyncio.get_running_loop().time
    protocol = Lines(Driver(session, clock=clock, journal=journal))
    splitter = LineSplitter()
    chunk: bytes | None = None
    reading = asyncio.ensure_future(reader.read(65_536))
    try:
        while chunk != b"":
            done, _ = await asyncio.wait({reading}, timeout=protocol.driver.wait)
            chunk = reading.result() if done else None
            for line in [None] if chunk is None else splitter.lines_in(chunk):
                for answer in protocol.tick() if line is None else protocol.answer(line):
                    writer.write(answer.encode())
                await writer.drain()
            if chunk:
                reading = asyncio.ensure_future(reader.read(65_536))
    finally:
        reading.cancel()
