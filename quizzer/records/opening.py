"""Records, or a game without them: what a command does that wants to play in any case."""

from __future__ import annotations

import os
from collections.abc import Callable

from quizzer.errors import RecordsError
from quizzer.records.nothing import NoRecords
from quizzer.records.records import Records

__all__ = ["open_records"]


def open_records(path: str | os.PathLike[str], *, tell: Callable[[str], object]) -> Records | NoRecords:
    """The records in the file at `path`; or if they can't be opened `tell` hears why, and nothing is kept."""
    try:
        return Records.open(path, tell=tell)
    except RecordsError as trouble:
        tell(f"{trouble}. The game goes on without records.")
        return NoRecords()
