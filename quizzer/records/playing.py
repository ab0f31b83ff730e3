"""Locks in a file beside the records show which games a program on this computer plays now.

While a program plays game n, it locks byte n of that file; the lock ends with the program. The file stays empty. On a
system without such locks, no game counts as open elsewhere.
"""

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path


@cache
def playing_beside(records: Path | None) -> "Playing":
    """The locks for a file of records, one object for all its connections: closing the lock file drops every lock."""
    return Playing(None if records is None else records.with_name(records.name + ".playing"))


class Playing:
    """The locks in one file. The first `claim` makes it. None: no file, and no game is open elsewhere."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: int | None = None
        self._own: set[int] = set()

    def claim(self, game: int) -> None:
        """Locks a game for this program, unless another one has locked it."""
        if self._lock(game):
            self._own.add(game)

    def release(self, game: int) -> None:
        """Unlocks a game if this program has locked it."""
        if game in self._own:
            self._own.discard(game)
            self._lock(game, locked=False)

    def is_elsewhere(self, game: int) -> bool:
        """Whether another program has locked a game."""
        if game in self._own or self._path is None or not self._path.exists():
            return False
        return not self._lock(game) or not self._lock(game, locked=False)

    def _lock(self, game: int, *, locked: bool = True) -> bool:
        """Locks or unlocks a byte. Returns False only if another program has locked it."""
        if self._file is None and self._path is not None:
            with suppress(OSError):
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if self._file is not None:
                _set_lock(self._file, game, locked=locked)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:
            return True
        return True


if sys.platform == "win32":
    import msvcrt

    def _set_lock(file: int, place: int, *, locked: bool) -> None:
        os.lseek(file, place, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK if locked else msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _set_lock(file: int, place: int, *, locked: bool) -> None:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB if locked else fcntl.LOCK_UN, 1, place)
