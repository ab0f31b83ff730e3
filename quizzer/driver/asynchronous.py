"""A session in an asyncio loop: timers run by themselves, and any number of games share the loop."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias

from quizzer.driver.driver import Clock, Driver, Journal
from quizzer.driver.lines import Lines, LineSplitter
from quizzer.driver.sharing import SharedSession
from quizzer.session import Action, Event, Session
from quizzer.session.saying import refusal

Keep: TypeAlias = Callable[[], Awaitable[object]]
"""Keeps for good all that the journal was told so far, many actions at once; raises if it can't."""


class AsyncDriver(SharedSession):
    """A session in the running loop.

    Actions are done at once by `apply`. What came of them, and of time alone, is told to all who `subscribe`, in order
    and once each, as soon as it is kept:

        async with AsyncDriver(session) as driver:
            driver.apply(Start())
            async for event in driver.subscribe("ada"):
                ...

    `journal` is told of every action that counted, at once. With `keep` that only notes it, and `keep` writes all that
    was noted, a batch at a time, while the game goes on. Whatever of the two fails is tried again, first after 0.05
    and later every 5 seconds. Meanwhile time goes on, and subscribers hear `NotKept`. Once `backlog` actions wait, no
    further one is taken: IllegalAction "not_kept".
    """

    def __init__(
        self,
        session: Session,
        *,
        clock: Clock | None = None,
        journal: Journal | None = None,
        keep: Keep | None = None,
        backlog: int = 1000,
    ) -> None:
        super().__init__(session)
        self._driver = Driver(session, clock=clock or self._loop.time, journal=self._wait_to_be_kept)
        self._journal, self._keep, self._backlog = journal, keep, backlog
        self._waiting: deque[tuple[float, Action, tuple[Event, ...], int]] = deque()  # with how many events there were
        self._noted = 0  # so many of them the journal knows
        self._first = self._told
        self._wait_for(self._driver.wait)

    @property
    def now(self) -> float:
        """Seconds since the game began."""
        return self._driver.now

    def apply(self, action: Action) -> tuple[Event, ...]:
        """Do `action` now; the events that came of it, which may not be kept yet.

        Raises IllegalAction for what the rules do not allow, and while too much waits to be kept.
        """
        if len(self._waiting) >= self._backlog:
            raise refusal("not_kept")
        events = self._driver.apply(action)
        self._go_on()
        return events

    async def kept(self) -> None:
        """Wait until all that has happened is kept."""
        while self._waiting:
            await self._news.wait()

    async def __aenter__(self) -> "AsyncDriver":
        return self

    async def __aexit__(self, *_: object) -> None:
        """Wait for what is being kept, unless that fails; then close."""
        if not self._trouble:
            await self.kept()
        if self._keeper is not None:
            self._keeper.cancel()
        self.close()

    async def __aiter__(self) -> AsyncIterator[Event]:
        """All events since the driver was made, until the game is over."""
        if self.session.phase == "over" and self._told == self._first == len(self.session.events):
            return
        async for event in self.subscribe(since=self._first - 1, role="host"):
            if isinstance(event, Event):
                yield event
                if self.session.phase == "over" and event.seq == len(self.session.events) - 1:
                    return

    def _wait_to_be_kept(self, at: float, action: Action, events: tuple[Event, ...]) -> None:
        self._waiting.append((at, action, events, len(self.session.events)))

    def _go_on(self) -> None:
        """After anything that was done: it is kept at once where that can be, and the next deadline is waited for."""
        if not self._trouble:
            try:
                self._note()
            except Exception as trouble:
                self._hear(trouble)
            else:
                if self._keep is None:
                    self._all_is_kept(self._noted)
                    self._is_well()
        self._start_work()
        self._wait_for(None if self._closed else self._driver.wait)

    def _note(self) -> None:
        while self._noted < len(self._waiting):
            if self._journal is not None:
                at, action, events, _ = self._waiting[self._noted]
                self._journal(at, action, events)
            self._noted += 1

    def _has_work(self) -> bool:
        return bool(self._waiting)

    async def _work(self) -> None:
        self._note()
        count = self._noted
        if self._keep is not None:
            await self._keep()
        self._all_is_kept(count)

    def _all_is_kept(self, count: int) -> None:
        """So many actions, the oldest that waited, are kept."""
        for _ in range(count):
            self._told = self._waiting.popleft()[-1]
        self._noted -= count

    def _time_is_come(self) -> None:
        self._driver.tick()
        self._go_on()


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
            done, _ = await asyncio.wait({reading}, timeout=protocol.wait)
            chunk = reading.result() if done else None
            for line in [None] if chunk is None else splitter.lines_in(chunk):
                for answer in protocol.tick() if line is None else protocol.answer(line):
                    writer.write(answer.encode())
                await writer.drain()
            if chunk:
                reading = asyncio.ensure_future(reader.read(65_536))
    finally:
        reading.cancel()
