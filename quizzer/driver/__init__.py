"""Runs a session against a clock: the session itself knows none.

`Driver` is for a program with a loop of its own, `AsyncDriver` for one in asyncio, `serve` and `serve_stream` speak the
JSON-lines protocol (`quizzer/driver/PROTOCOL.md`) over any stream.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzer.driver.driver import Clock, Driver, Journal
from quizzer.driver.lines import Error, Look, Save, Saved, Seen, ToRule, Waiting, schema, serve

if TYPE_CHECKING:
    from quizzer.driver.asynchronous import AsyncDriver, serve_stream

__all__ = [
    "AsyncDriver",
    "Clock",
    "Driver",
    "Error",
    "Journal",
    "Look",
    "Save",
    "Saved",
    "Seen",
    "ToRule",
    "Waiting",
    "schema",
    "serve",
    "serve_stream",
]


def __getattr__(name: str) -> Any:
    # Only who plays in asyncio pays for it.
    if name not in ("AsyncDriver", "serve_stream"):
        raise AttributeError(f"module 'quizzer.driver' has no attribute {name!r}")
    from quizzer.driver import asynchronous

    return getattr(asynchronous, name)
