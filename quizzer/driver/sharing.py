"""A session that many share in one asyncio loop: its subscribers, unsaved actions, and deadlines."""

import asyncio
from collections.abc import AsyncIterator

import msgspec

from quizzer.errors import QuizzerError
from quizzer.session import Event, Role, Session

MOST_BEHIND = 10_000
"""The number of unread events that a subscriber may have."""
_FIRST_RETRY, _LONGEST_RETRY = 0.05, 5.0  # seconds


class NotKept(msgspec.Struct, frozen=True, tag_field="type", tag="not_kept"):
    """quizzer cannot save events now, and sends them when it can. `reason` says why."""

    reason: str


class TryAgain(msgspec.Struct, frozen=True, tag_field="type", tag="try_again"):
    """The subscription ends, but the game does not: begin again with a new view. `reason` says why."""

    reason: str


class SharedSession:
    """The common part of `AsyncDriver` and `Room`: subscribers, a deadline, and work to try again.

    A subscriber has a place in the events of the session, and no queue, so a slow one delays nobody. A subscriber with
    more than `MOST_BEHIND` unread events gets a QuizzerError; a new view brings it up to date.

    `session` is that of this game. All subscriptions have ended when it `is_closed`.
    """

    def __init__(self, session: Session) -> None:
        self._loop = asyncio.get_running_loop()
        self.session: Session = session
        self._shown = len(session.events)  # the number of events that subscribers may get
        self._trouble = ""
        self._troubled_since = 0.0
        self._news = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.is_closed: bool = False
        self._try_again = ""

    async def subscribe(
        self, player: str | None = None, *, since: int = -1, role: Role = "player"
    ) -> AsyncIterator[Event | NotKept | TryAgain]:
        """Yield the events that `player`, or the room, may see after the number `since`, until `close`.

        They are those of `Session.events_for`, with its numbers. A "host" gets all events, with their own numbers.
        """
        heard = ""
        while True:
            news, is_closed = self._news, self.is_closed
            shown = self.session.events_for(player, since=since, until=self._shown, role=role)
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
        """Stop the timers and end the subscriptions, with the reason to `try_again`. The session does not change."""
        if not self.is_closed:
            self.is_closed, self._try_again = True, try_again
            self._wait_for(None)
            self._tell()

    def _has_work(self) -> bool:
        """Whether an action waits to be saved."""
        raise NotImplementedError

    async def _work(self) -> None:
        """Save the waiting actions. If it raises, quizzer tries again."""
        raise NotImplementedError

    def _time_is_come(self) -> None:
        """Act at the deadline."""
        raise NotImplementedError

    def _start_work(self) -> None:
        if self._keeper is None and not self.is_closed and self._has_work():
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
