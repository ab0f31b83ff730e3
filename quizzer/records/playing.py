"""Which games are being played just now, by any program on this computer: told by locks, which end with their program.

Byte n of a file beside the records is locked while game n is played. The file itself stays empty. Where a system knows
no such locks, no game counts as played.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

__all__ = ["Playing", "playing_beside"]


@cache
def playing_beside(records: Path) -> Playing:
    """The one of a record file: a system forgets all locks of a program that closes the file once."""
    return Playing(records.with_name(records.name + ".playing"))


class Playing:
    """The locks in one file, which is made when the first game is played."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self._own: set[int] = set()

    def claim(self, game: int) -> None:
        """This program plays a game; if another one does so too, it keeps its lock."""
        if _lock(self._opened(), game):
            self._own.add(game)

    def release(self, game: int) -> None:
        """This program no longer plays it."""
        if game in self._own:
            self._own.discard(game)
            _unlock(self._opened(), game)

    def is_elsewhere(self, game: int) -> bool:
        """Whether another program plays it."""
        if game in self._own or not self._path.exists():
            return False
        file = self._opened()
        if file is None:
            return False
        if _lock(file, game):
            _unlock(file, game)
            return False
        return True

    def _opened(self) -> int | None:
        if self._file is None:
            with suppress(OSError):
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        return self._file


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int | None, place: int) -> bool:
        """Whether the byte could be locked, or nothing can be known."""
        try:
            if file is not None:
                os.lseek(file, place, os.SEEK_SET)
                msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return True
        return True

    def _unlock(file: int | None, place: int) -> None:
        with suppress(OSError):
            if file is not None:
                os.lseek(file, place, os.SEEK_SET)
                msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: int | None, place: int) -> bool:
        """Whether the byte could be locked, or nothing can be known."""
        try:
            if file is not None:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:
            return True
        return True

    def _unlock(file: int | None, place: int) -> None:
        with suppress(OSError):
            if file is not None:
                fcntl.lockf(file, fcntl.LOCK_UN, 1, place)
