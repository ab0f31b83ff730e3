"""Run a session against a clock.

`Driver` is for a program with a loop of its own, `AsyncDriver` for one in asyncio. `serve` and `serve_stream` speak the
JSON-lines protocol (`quizzer/driver/PROTOCOL.md`) over any stream.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.driver.driver import Clock, Driver, Journal
from quizzer.lazily import lazily

if TYPE_CHECKING:
    from quizzer.driver.asynchronous import AsyncDriver, Keep, serve_stream
    from quizzer.driver.lines import (
        CatchUp, Error, Hello, Lines, Look, New, Restore, Save, Saved, Seen, ToRule, Waiting, Welcome, schema, serve
    )  # fmt: skip
    from quizzer.driver.sharing import NotKept, SharedSession, TryAgain

__all__ = [
    "AsyncDriver", "CatchUp", "Clock", "Driver", "Error", "Hello", "Journal", "Keep", "Lines", "Look", "New",
    "NotKept", "Restore", "Save", "Saved", "Seen", "SharedSession", "ToRule", "TryAgain", "Waiting", "Welcome",
    "schema", "serve", "serve_stream"
]  # fmt: skip

# Only a program that uses asyncio, or lines, loads them.
_HOMES = {
    "lines": " ".join(__all__),
    "asynchronous": "AsyncDriver Keep serve_stream",
    "sharing": "NotKept SharedSession TryAgain",
}
__getattr__, __dir__ = lazily(__name__, _HOMES)
