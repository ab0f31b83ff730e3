"""Runs a session against a clock: the session itself knows none.

The JSON-lines protocol: one action a line comes in (`{"type": "join", "player": "ada"}`), one event a line goes out
(`{"type": "player_joined", "seq": 0, "at": 0.0, "player": "ada"}`). A line that can't be read, or asks for what the
rules do not allow, is answered by one `{"type": "error", "code": …, "message": …, "line": …}` and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic
from typing import Protocol

import msgspec

from quizzer.errors import IllegalAction
from quizzer.session import Action, Event, Session

__all__ = ["Clock", "Driver", "Error", "Journal", "Writer", "serve"]

Clock = Callable[[], float]
"""Gives the time in seconds. Where it counts from does not matter, only that it does not jump: `time.monotonic`."""

Journal = Callable[[float, Action, tuple[Event, ...]], None]
"""Is told of every action that counted: when (seconds since the game began), what, and the events that came of it."""


class Writer(Protocol):
    """Anything that text can be written to: a file, a socket's file, a list's wrapper."""

    def write(self, text: str, /) -> object:
        """Take `text`."""

    def flush(self) -> object:
        """Send on what was taken."""


class Error(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="type", tag="error"):
    """The answer to a line that changed nothing. `line` counts from 1; `code` is for programs."""

    code: str
    message: str
    line: int


class Driver:
    """One session and the clock that it is played by.

    The game's time begins with the driver, or for a session that was restored goes on from where it stopped.
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

    def apply(self, action: Action) -> tuple[Event, ...]:
        """Do `action` now; the events that came of it. Raises IllegalAction for what the rules do not allow."""
        at = self.now
        events = self.session.apply(action, at=at)
        if self._journal is not None:
            self._journal(at, action, events)
        return events


def serve(
    session: Session,
    lines: Iterable[str],
    out: Writer,
    *,
    clock: Clock = monotonic,
    journal: Journal | None = None,
) -> None:
    """Play `session` by the JSON-lines protocol until `lines` ends. Blank lines are passed over."""
    driver = Driver(session, clock=clock, journal=journal)
    decoder: msgspec.json.Decoder[Action] = msgspec.json.Decoder(Action)
    encoder = msgspec.json.Encoder()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        answers: tuple[Event | Error, ...]
        try:
            answers = driver.apply(decoder.decode(line))
        except IllegalAction as error:
            answers = (Error(error.code, str(error), number),)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            answers = (Error("bad_line", f"this line is no action: {error}", number),)
        for answer in answers:
            out.write(encoder.encode(answer).decode() + "\n")
        out.flush()
