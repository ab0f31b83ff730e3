"""Files looked at again and again, until somebody has had enough."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

__all__ = ["watch"]

Stamp = tuple[int, int, int] | None
"""What tells one state of a file from another; None where there is no file."""


def watch(look: Callable[[], Iterable[str]], wait: Callable[[], object]) -> None:
    """Calls `look` now, and after each change of the files that it names; `wait` passes the time between two glances.

    Files may vanish, come back and be replaced. It ends when `look` or `wait` raises.
    """
    seen: dict[str, Stamp] | None = None
    files: list[str] = []
    while True:
        now = {file: _stamp(file) for file in files}
        if seen is None or now != seen:
            files = list(look())
            # What changed while it was being read is not the state that was told: those files are looked at again.
            seen = {file: now[file] if file in now else _stamp(file) for file in files}
        wait()


def _stamp(file: str) -> Stamp:
    try:
        found = os.stat(file)  # noqa: PTH116 — a folder's listing has strings
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
