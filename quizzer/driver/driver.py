"""One session and the clock that it is played by."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from quizzer.session import Action, Event, Session, Tick

Clock = Callable[[], float]
"""Gives the time in seconds. Where it counts from does not matter, only that it does not jump: `time.monotonic`."""

Journal = Callable[[float, Action, tuple[Event, ...]], None]
"""Is told of every action that counted: when (seconds since the game began), what, and the events that came of it."""


class Driver:
    """A session and a clock: actions happen now.

    The game's time begins with the driver; a session that was restored goes on from where it stopped. The program that
    uses it waits for input no longer than `wait` and then calls `tick`.
    """

    def __init__(self, session: Session, *, clock: Clock = monotonic, journal: Journal | None = None) -> None:
        self.session = session
        self._clock = clock
        self._journal = journal
        self._began = clock() - session.at

    @property
    def now(self) -> float:
        """Seconds since the game began."""
        return self._clock() - self._began

    @property
    def wait(self) -> float | None:
        """How many seconds until something happens by itself, 0 or above; None for never, as things stand."""
        due = self.session.due
        return None if due is None else max(0.0, due - self.now)

    def apply(self, action: Action) -> tuple[Event, ...]:
        """Do `action` now; the events that came of it. Raises IllegalAction for what the rules do not allow."""
        at = self.now
        events = self.session.apply(action, at=at)
        if self._journal is not None:
            self._journal(at, action, events)
        return events

    def tick(self) -> tuple[Event, ...]:
        """The events that time alone has brought by now, if any."""
        due = self.session.due
        return self.apply(Tick()) if due is not None and due <= self.now else ()
