"""One session and the clock that it is played by."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic

from quizzer.errors import IllegalAction
from quizzer.session import Action, Event, Session, Tick, Typed

Clock = Callable[[], float]
"""Gives the time in seconds. Where it counts from does not matter, only that it does not jump: `time.monotonic`."""

Journal = Callable[[float, Action, tuple[Event, ...]], object]
"""Is told of every action that counted: when (seconds since the game began), what, and the events that came of it."""

JUST_BEFORE = 0.000001
"""Seconds before time is up at which what stood typed then was there: the least that a session tells apart."""


class Driver:
    """A session and a clock: actions happen now.

    The game's time begins with the driver; a session that was restored goes on from where it stopped. The program that
    uses it waits for input no longer than `wait` and then calls `tick`. `clock` and `journal` stay as they were given.
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
        """How many seconds until something happens by itself, 0 or above; None for never, as things stand."""
        due = self.session.due
        return None if due is None else max(0.0, due - self.now)

    def apply(self, action: Action, *, at: float | None = None) -> tuple[Event, ...]:
        """Do `action` now, or `at` a moment before that; the events that came of it.

        Raises IllegalAction for what the rules do not allow.
        """
        at = self.now if at is None else min(at, self.now)
        events = self.session.apply(action, at=at)
        # What stands typed and does not count has changed nothing.
        if self.journal is not None and (events or not isinstance(action, Typed)):
            self.journal(at, action, events)
        return events

    def tick(self, *, typed: Mapping[str, str] | None = None) -> tuple[Event, ...]:
        """The events that time alone has brought by now, if any. `typed` is what stands typed, by player: it counts if
        it is right and time is up."""
        due, events = self.session.due, tuple[Event, ...]()
        if due is None or due > self.now:
            return ()
        for player, text in (typed or {}).items():
            with suppress(IllegalAction):  # there is nothing for this player to answer
                events += self.apply(Typed(player, text), at=due - JUST_BEFORE)
        return events + self.apply(Tick())
