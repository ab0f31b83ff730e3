"""A session that many share in one asyncio loop: who hears what happens, what is not kept yet, and what is due."""

import asyncio
from collections.abc import AsyncIterator

import msgspec

from quizzer.errors import QuizzerError
from quizzer.session import Event, Role, Session

MOST_BEHIND = 10_000
"""Events that a subscriber may be behind."""
_FIRST_RETRY, _LONGEST_RETRY = 0.05, 5.0  # seconds


class NotKept(msgspec.Struct, frozen=True, tag_field="type", tag="not_kept"):
    """What happens now is told once it is kept: that fails just now. `reason` says why."""

    reason: str


class TryAgain(msgspec.Struct, frozen=True, tag_field="type", tag="try_again"):
    """The subscription ends here, and the game does not: begin again with a new view. `reason` says why."""

    reason: str


class SharedSession:
    """What `AsyncDriver` and a `Room` have in common: subscribers, a deadline, and work that is tried again.

    A subscriber has a place in the events of the session, and no queue: a slow one costs nothing, and stops nobody. One
    that is more than `MOST_BEHIND` events behind is dropped with a QuizzerError; a new view brings it up to date.
    """

    def __init__(self, session: Session) -> None:
        self._loop = asyncio.get_running_loop()
        self._session = session
        self._told = len(session.events)  # so many events may be told
        self._trouble = ""
        self._troubled_since = 0.0
        self._news = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False
        self._try_again = ""

    @property
    def session(self) -> Session:
        """The session that is played."""
        return self._session

    @property
    def is_closed(self) -> bool:
        """Whether nothing is told any more."""
        return self._closed

    async def subscribe(
        self, player: str | None = None, *, since: int = -1, role: Role = "player"
    ) -> AsyncIterator[Event | NotKept | TryAgain]:
        """The events that `player` may see, or the room, after the one with the number `since`, until `close`.

        They are those of `Session.events_for`, with its numbers; for a "host" all, with theirs.
        """
        heard = ""
        while True:
            news, is_closed = self._news, self._closed
            shown = self._session.events_for(player, since=since, until=self._told, role=role)
            if len(shown) > MOST_BEHIND:
                raise QuizzerError(f"this subscriber has {len(shown):,} unread events: begin again with a view")
            for event in shown:
                since = event.seq
                yield event
            if self._trouble != heard:
                heard = self._trouble
                if heard:
                    yield NotKept(heard)
            elif is_closed and not shown:
                if self._try_again:
                    yield TryAgain(self._try_again)
                return
            elif not shown:
                await news.wait()

    def close(self, try_again: str = "") -> None:
        """Stop the timers and end the subscriptions, which hear why they have to `try_again`. The session stays as it
        is."""
        if not self._closed:
            self._closed, self._try_again = True, try_again
            self._wait_for(None)
            self._tell()

    def _has_work(self) -> bool:
        """Whether anything waits to be kept."""
        raise NotImplementedError

    async def _work(self) -> None:
        """Keep what waits; raises if that fails, and is tried again."""
        raise NotImplementedError

    def _time_is_come(self) -> None:
        """What was waited for is due."""
        raise NotImplementedError

    def _start_work(self) -> None:
        if self._keeper is None and not self._closed and self._has_work():
            self._keeper = self._loop.create_task(self._keep_all())

    async def _keep_all(self) -> None:
        pause = _FIRST_RETRY
        while self._has_work():
            if self._trouble:
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_RETRY)
            try:
                await self._work()
            except Exception as trouble:
                self._hear(trouble)
            else:
                pause = _FIRST_RETRY
                self._is_well()
        self._keeper = None

    def _hear(self, trouble: Exception) -> None:
        if not self._trouble:
            self._trouble = str(trouble) or type(trouble).__name__
            self._troubled_since = self._loop.time()
            self._tell()

    def _is_well(self) -> None:
        self._trouble = ""
        self._tell()

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _wait_for(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self._loop.call_later(seconds, self._time_is_come)
