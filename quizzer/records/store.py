"""One SQLite file: opened, migrated, written in whole transactions, with errors that a person can act on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from time import sleep
from typing import Any

from quizzer.errors import RecordsError
from quizzer.records.migrations import APPLICATION_ID, MIGRATIONS
from quizzer.records.playing import playing_beside

__all__ = ["Store"]

BUSY_SECONDS = 10.0
"""How long to wait for another game that is writing. A write takes some milliseconds."""


class Store:
    """A connection. What is written inside `writing()` is on the disk when the block ends, or not there at all.

    Every sqlite3.Error comes out as RecordsError.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._lock = RLock()
        self._playing = playing_beside(path)
        self._claimed: set[int] = set()

    def claim(self, game: int) -> None:
        """This program plays the game from now on, as others can see by `is_elsewhere`."""
        self._playing.claim(game)
        self._claimed.add(game)

    def release(self, game: int) -> None:
        """This program no longer plays the game."""
        self._playing.release(game)
        self._claimed.discard(game)

    def is_elsewhere(self, game: int) -> bool:
        """Whether another program on this computer plays the game."""
        return self._playing.is_elsewhere(game)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Store:
        """The file at `path`, made if there is none, of this program's version afterwards. Raises RecordsError."""
        file = Path(path)
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # What somebody plays is nobody else's business.
            file.touch(mode=0o600)
        except (FileExistsError, NotADirectoryError):
            raise RecordsError(f"{file}: records cannot be written there: a file is where a folder should be") from None
        except OSError as trouble:
            raise RecordsError(f"{file}: records cannot be written there: {trouble.strerror or trouble}") from None
        except ValueError:
            raise RecordsError(f"{str(file)!r} is no file name") from None
        try:
            # Several threads may use it, one at a time: the lock sees to that.
            connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as trouble:
            raise _explained(file, trouble) from None
        connection.row_factory = sqlite3.Row
        store = cls(file, connection)
        try:
            store._prepare()
        except sqlite3.Error as trouble:
            connection.close()
            raise _explained(file, trouble) from None
        except RecordsError:
            connection.close()
            raise
        return store

    def close(self) -> None:
        """Lets go of the file, and of the games that are played."""
        for game in tuple(self._claimed):
            self.release(game)
        with self._lock, suppress(sqlite3.Error):
            self._connection.close()

    def rows(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """What a query finds."""
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.Error as trouble:
                raise _explained(self.path, trouble) from None

    def value(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first column of the first row that a query finds, None without one."""
        found = self.rows(query, values)
        return found[0][0] if found else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: committed at the end of the block, undone if the block raises."""
        with self._lock:
            connection = self._connection
            try:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    # SQLite itself has rolled back after some errors, a full disk among them.
                    with suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                    raise
            except sqlite3.Error as trouble:
                raise _explained(self.path, trouble) from None

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """All queries of the block see the file at one moment, whatever another program does meanwhile."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    def scrub(self) -> None:
        """Leaves no byte of what was deleted, in the file or its write-ahead log, as far as nobody else reads it."""
        with self._lock:
            try:
                self._connection.execute("VACUUM")
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as trouble:
                raise _explained(self.path, trouble) from None

    def _prepare(self) -> None:
        connection = self._connection
        # Nothing may be changed in a file that is not ours, or newer than this program.
        with self._reading():
            version = self._version()
        _patiently(connection, "PRAGMA journal_mode = WAL")
        # An action is on the disk, not in the system's memory, before its events are shown: a power cut loses nothing
        # either. That costs one fsync for each action, and people act some times a minute.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        if version < len(MIGRATIONS):
            self._migrate()

    def _version(self) -> int:
        version: int = self.value("PRAGMA user_version")
        if version == 0:
            ours = not self.value("SELECT count(*) FROM sqlite_master")
        else:
            ours = self.value("PRAGMA application_id") == APPLICATION_ID
        if not ours:
            raise RecordsError(f"{self.path}: this is the database of another program, no records of quizzer")
        if version > len(MIGRATIONS):
            raise RecordsError(
                f"{self.path}: these records have version {version}, and this program reads versions up to "
                f"{len(MIGRATIONS)}: update quizzer"
            )
        return version

    def _migrate(self) -> None:
        with self.writing() as connection:
            # Another program may have done it meanwhile.
            for statements in MIGRATIONS[self._version() :]:
                for statement in statements:
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """For what fails at once where two programs open a new file at the same time, however long the time-out is."""
    for left in range(int(BUSY_SECONDS * 50), -1, -1):
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as trouble:
            if not left or not trouble.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise
            sleep(0.02)


_WHY = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_CANTOPEN": "it cannot be opened or made",
    "SQLITE_READONLY": "it may not be written by you",
    "SQLITE_PERM": "it may not be opened by you",
    "SQLITE_NOTADB": "this is no file of records, or a damaged one; move it away to begin a new one",
    "SQLITE_CORRUPT": "the file is damaged; move it away to begin a new one",
    "SQLITE_BUSY": "another program is using it and does not let go",
    "SQLITE_LOCKED": "another program is using it and does not let go",
    "SQLITE_IOERR": "it cannot be read or written: the disk is full, or failing",
}


def _explained(path: Path, trouble: sqlite3.Error) -> RecordsError:
    # Names may be longer than those above, as in SQLITE_IOERR_WRITE.
    name = "_".join(getattr(trouble, "sqlite_errorname", "").split("_")[:2])
    return RecordsError(f"{path}: {_WHY.get(name, f'the records cannot be used: {trouble}')}")
