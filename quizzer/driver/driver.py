"""One session and its clock."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic

from quizzer.errors import IllegalAction
from quizzer.session import Action, Event, Session, Tick, Typed

Clock = Callable[[], float]
"""Gives the time in seconds, from any point, without jumps: `time.monotonic`."""

Journal = Callable[[float, Action, tuple[Event, ...]], object]
"""Gets every action that counted: its time (seconds since the game began), the action, and its events."""

JUST_BEFORE = 0.000001
"""Seconds before the end at which a typed text was there: the smallest difference that a session knows."""


class Driver:
    """A session and a clock: actions happen now.

    The time of the game begins with the driver; a restored session continues where it stopped. Your program waits for
    input no longer than `wait`, and then calls `tick`. `clock` and `journal` are the given ones.
    """

    def __init__(self, session: Session, *, clock: Clock = monotonic, journal: Journal | None = None) -> None:
        self.session = session
        self.clock: Clock = clock
        self.journal: Journal | None = journal
        self._began = clock() - session.at

    @property
    def now(self) -> float:
        """Seconds since the game began."""
        return self.clock() - self._began

    @property
    def wait(self) -> float | None:
        """Seconds until the clock acts next, 0 or above; None for never."""
        due = self.session.due
        return None if due is None else max(0.0, due - self.now)

    def apply(self, action: Action, *, at: float | None = None) -> tuple[Event, ...]:
        """Do `action` now, or `at` an earlier moment, and return its events.

        Raises IllegalAction for an action that the rules do not allow.
        """
        at = self.now if at is None else min(at, self.now)
        events = self.session.apply(action, at=at)
        # A typed text that does not count changes nothing.
        if self.journal is not None and (events or not isinstance(action, Typed)):
            self.journal(at, action, events)
        return events

    def tick(self, *, typed: Mapping[str, str] | None = None) -> tuple[Event, ...]:
        """Return the events that time alone has brought by now. `typed` has the half-typed text of each player: it
        counts if it is right and time is up."""
        due, events = self.session.due, tuple[Event, ...]()
        if due is None or due > self.now:
            return ()
        for player, text in (typed or {}).items():
            with suppress(IllegalAction):  # this player has nothing to answer
                events += self.apply(Typed(player, text), at=due - JUST_BEFORE)
        return events + self.apply(Tick())
