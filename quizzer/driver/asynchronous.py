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
"""Saves all actions that the journal has noted so far, many at once; raises if it cannot."""


class AsyncDriver(SharedSession):
    """A session in the running loop.

    `apply` does actions at once. Each event, also one that time alone brings, goes to all who `subscribe`, in order and
    once, as soon as it is saved:

        async with AsyncDriver(session) as driver:
            driver.apply(Start())
            async for event in driver.subscribe("ada"):
                ...

    `journal` gets every action that counted, at once. With `keep`, the journal only notes it, and `keep` writes all
    notes in batches while the game continues. If one of them fails, the driver tries it again, first after 0.05 seconds
    and later every 5 seconds. Until then the clock runs, and subscribers get `NotKept`. After `backlog` waiting
    actions, `apply` raises IllegalAction "not_kept".
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
        self._waiting: deque[tuple[float, Action, tuple[Event, ...], int]] = deque()  # and the number of events then
        self._noted = 0  # the number of them that the journal has
        self._first = self._shown
        self._wait_for(self._driver.wait)

    @property
    def now(self) -> float:
        """Seconds since the game began."""
        return self._driver.now

    def apply(self, action: Action) -> tuple[Event, ...]:
        """Do `action` now, and return its events, which may not be saved yet.

        Raises IllegalAction for an action that the rules do not allow, and while too many wait to be saved.
        """
        if len(self._waiting) >= self._backlog:
            raise refusal("not_kept")
        events = self._driver.apply(action)
        self._go_on()
        return events

    async def kept(self) -> None:
        """Wait until all events so far are saved."""
        while self._waiting:
            await self._news.wait()

    async def __aenter__(self) -> "AsyncDriver":
        return self

    async def __aexit__(self, *_: object) -> None:
        """Wait until the noted actions are saved, unless that fails; then close."""
        if not self._trouble:
            await self.kept()
        if self._keeper is not None:
            self._keeper.cancel()
        self.close()

    async def __aiter__(self) -> AsyncIterator[Event]:
        """Yield all events since the driver was made, until the game is over."""
        if self.session.phase == "over" and self._shown == self._first == len(self.session.events):
            return
        async for event in self.subscribe(since=self._first - 1, role="host"):
            if isinstance(event, Event):
                yield event
                if self.session.phase == "over" and event.seq == len(self.session.events) - 1:
                    return

    def _wait_to_be_kept(self, at: float, action: Action, events: tuple[Event, ...]) -> None:
        self._waiting.append((at, action, events, len(self.session.events)))

    def _go_on(self) -> None:
        """Save the latest actions at once if possible, and wait for the next deadline."""
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
        self._wait_for(None if self.is_closed else self._driver.wait)

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
        """Mark the oldest `count` waiting actions as saved."""
        for _ in range(count):
            self._shown = self._waiting.popleft()[-1]
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
    has no effect: a line may have as many bytes as the protocol allows, and the program holds no more of it."""
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
