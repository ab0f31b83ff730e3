"""One SQLite file, or a database in memory: opened, migrated, written in whole transactions, closed.

Every row that leaves it passes one boundary, which leaves damaged ones out: `row_as`.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from time import sleep
from typing import Any, TypeVar
from weakref import finalize

import msgspec

from quizzer.bounds import LARGEST_RECORDED
from quizzer.errors import RecordsError, reworded, shortened
from quizzer.files import statements
from quizzer.grading.wordlists import read_pairs
from quizzer.records.playing import Playing, playing_beside
from quizzer.records.structs import Scheduling

APPLICATION_ID = 0x7175697A
"""Says, in the header of the file, that these are quizzer's records ("quiz")."""

MIGRATIONS = tuple(
    sorted((Path(__file__).parent / "migrations").glob("*.sql"), key=lambda file: int(file.name.partition("_")[0]))
)
"""For each version, from 1, the script that makes it from the one before. A released script never changes."""

BUSY_SECONDS = 10.0
"""How long to wait for another program that writes. A write takes some milliseconds."""

_JSON = {"action", "banks", "before", "events", "fingerprints", "questions", "ratings", "rules", "verdicts"}
"""The columns, of any table, that hold JSON."""

_DAYS = {"day", "due", "latest", "since"}
"""The columns that hold a day, where they hold text."""

_FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What sqlite3 raises for a damaged file: it can't even put some of these into words."""

T = TypeVar("T")


class Database:
    """A connection to the database, for several threads. Raises RecordsError where sqlite3 raises an error.

    `path` is the file, None in memory; `place` names it in errors. `tell` gets a sentence about damaged rows, once, and
    about each game that is not recorded any more.
    `scheduling` says when days begin, and how cards are reviewed.
    """

    def __init__(self, path: Path | None, connection: sqlite3.Connection, tell: Callable[[str], object]) -> None:
        self.path = path
        self.scheduling: Scheduling = Scheduling()
        self.tell: Callable[[str], object] = tell
        self._told: set[str] = set()
        self.place: str = "the records in memory" if path is None else str(path)
        self._connection = connection
        self.lock: RLock = RLock()
        self.noted: set[Any] = set()  # the records of games that have something to write
        self._file = _identity(path)
        self._playing = playing_beside(path)
        self._claimed: set[int] = set()
        # Whoever forgets to close it leaves it to this: it runs when nobody uses the database, or the program ends.
        self._let_go = finalize(self, _let_go, connection, self._playing, self._claimed)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] | None,
        tell: Callable[[str], object] = lambda _: None,
        *,
        or_read: bool = False,
    ) -> "Database":
        """Opens the file at `path`, or with None a new database in memory; makes or migrates the tables.

        With `or_read`, a file that can't be written is opened to be read. Raises RecordsError.
        """
        try:
            return cls._open(path, tell)
        except RecordsError as trouble:
            if or_read and path is not None and (database := cls._to_read(Path(path), tell)) is not None:
                if not str(trouble).endswith(_WHY["SQLITE_CORRUPT"]):  # that is told as soon as it matters
                    tell(f"{path}: quizzer can read these records, but not write to them.")
                return database
            raise

    @classmethod
    def _to_read(cls, file: Path, tell: Callable[[str], object]) -> "Database | None":
        """What is in the file, opened only to be read; None if that can't be done either."""
        with suppress(OSError, ValueError, RecordsError, *_FAULTS):
            database = cls(file, _set_up(_copy(file)), tell)
            if database._version() == len(MIGRATIONS):
                return database
            database.close()
        return None

    @classmethod
    def _open(cls, path: str | os.PathLike[str] | None, tell: Callable[[str], object]) -> "Database":
        file = None if path is None else _made(Path(path))
        with _explained(str(file)):
            # Several threads may use it, one at a time: the lock sees to that.
            connection = sqlite3.connect(
                file or ":memory:", timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        database = cls(file, _set_up(connection), tell)
        try:
            with _explained(database.place):
                database._prepare()
        except RecordsError:
            database.close()
            raise
        return database

    def close(self) -> None:
        """Closes the database, and releases every game that this database has claimed."""
        with self.lock:
            self._let_go()

    def claim(self, game: int) -> None:
        """Tells other programs that this one plays the game from now on."""
        self._playing.claim(game)
        self._claimed.add(game)

    def release(self, game: int) -> None:
        """Tells other programs that this one no longer plays the game."""
        self._playing.release(game)
        self._claimed.discard(game)

    def is_elsewhere(self, game: int) -> bool:
        """Whether another program on this computer plays the game now."""
        return self._playing.is_elsewhere(game)

    def rows(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """All rows that a query finds."""
        with self.lock, _explained(self.place):
            self._check_file()
            return self._connection.execute(query, values).fetchall()

    def read(self, kind: type[T], query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[T]:
        """The rows that a query finds, each as a `kind`; see `row_as`. Damaged rows are left out, and told."""
        found = []
        for row in self.rows(query, values):
            try:
                found.append(row_as(kind, row))
            except RecordsError:
                self.left_out()
        return found

    def texts(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[str]:
        """The first column of all rows that a query finds. What is no text there is damaged, and left out."""
        found = [row[0] for row in self.rows(query, values)]
        texts = [text for text in found if isinstance(text, str)]
        if len(texts) < len(found):
            self.left_out()
        return texts

    def left_out(self, sentence: str = "some of these records are damaged, and left out") -> None:
        """Tells what is damaged and left out, once for each open file."""
        if sentence not in self._told:
            self._told.add(sentence)
            self.tell(f"{self.place}: {sentence}.")

    def value(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first column of the first row that a query finds; None if it finds no row."""
        found = self.rows(query, values)
        return found[0][0] if found else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: committed at the end of the block, undone if the block raises."""
        with self.lock, _explained(self.place):
            self._check_file()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite itself has rolled back after some errors, a full disk among them.
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def be_patient(self, patient: bool) -> None:
        """Whether to wait for another program that writes, from now on; nobody waits at first for each action."""
        with self.lock, suppress(sqlite3.Error):
            self._connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000) if patient else 0}")

    def _check_file(self) -> None:
        """Raises RecordsError if the file is gone: SQLite would go on writing to what nobody finds again."""
        if _identity(self.path) != self._file:
            raise RecordsError(f"{self.place}: the file was deleted, moved or replaced")

    def scrub(self) -> None:
        """Overwrites what was deleted, in the file and its write-ahead log, unless another program reads them."""
        with self.lock, _explained(self.place):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _prepare(self) -> None:
        connection = self._connection
        # Nothing may be changed in a file that is not ours, or newer than this program. All that is asked about that is
        # of one state of the file, even if another program writes meanwhile.
        connection.execute("BEGIN")
        try:
            version = self._version()
        finally:
            connection.execute("ROLLBACK")
        _patiently(connection, "PRAGMA journal_mode = WAL")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_RECORDED)
        # The write-ahead log goes into the file every 100 pages: what a kill leaves behind stays small.
        connection.execute("PRAGMA wal_autocheckpoint = 100")
        connection.execute("PRAGMA journal_size_limit = 1000000")
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
            raise RecordsError(f"{self.place}: this is the database of another program, no records of quizzer")
        if version > len(MIGRATIONS):
            raise RecordsError(
                f"{self.place}: these records have version {version}, and this program reads versions up to "
                f"{len(MIGRATIONS)}: update quizzer"
            )
        return version

    def _migrate(self) -> None:
        with self.writing() as connection:
            # Another program may have done it meanwhile.
            for script in MIGRATIONS[self._version() :]:
                # One statement at a time: sqlite's own way to run a script would end the transaction first.
                for statement in script.read_text(encoding="utf-8").split(";\n"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def row_as(kind: type[T], row: sqlite3.Row) -> T:
    """A row as a `kind`, a msgspec struct with a field for each column that it needs.

    Every row that leaves the file passes here or as `texts`. Raises RecordsError for one that does not fit: a value of
    another type or out of its range, broken JSON, a day that is none.
    """
    values = dict(zip(row.keys(), row, strict=True))
    try:
        for column, value in values.items():
            if column in _JSON and isinstance(value, str):
                values[column] = msgspec.json.decode(value)
            elif column in _DAYS and isinstance(value, str):
                date.fromisoformat(value)
        return msgspec.convert(values, kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as trouble:
        raise RecordsError(f"a row is damaged: {shortened(reworded(trouble), 200)}") from None


def statement(name: str, **values: object) -> str:
    """The statement of that name in `queries.sql`, with `values` in the place of its $names."""
    return statements(Path(__file__).with_name("queries.sql"))[name].substitute(values)


def insert(db: sqlite3.Connection, table: str, /, verb: str = "INSERT", *, update: bool = False, **row: Any) -> int:
    """Inserts a row, given by column; its number. With `update`, a row that has its key gets these values instead."""
    query = f"{verb} INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
    if update:
        query += f" ON CONFLICT DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in row)}"
    return db.execute(query, tuple(row.values())).lastrowid or 0


def _set_up(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.row_factory = sqlite3.Row
    # One text with a damaged byte is no reason to lose the whole answer to a query.
    connection.text_factory = lambda text: text.decode(errors="replace")
    return connection


def _copy(file: Path) -> sqlite3.Connection:
    """A copy in memory of a file and its write-ahead log, for reading. SQLite reads such a log only where it may write,
    so that is a folder of our own for the while."""
    with TemporaryDirectory(prefix="quizzer-") as folder:
        copy = Path(folder) / "records"
        shutil.copyfile(file, copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{file}-wal", f"{copy}-wal")
        with closing(sqlite3.connect(copy)) as copied:
            connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            copied.backup(connection)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _identity(path: Path | None) -> tuple[int, int] | None:
    """What tells a file from another one that takes its place; None if there is none."""
    if path is not None:
        with suppress(OSError):
            told = path.stat()
            return told.st_dev, told.st_ino
    return None


def _let_go(connection: sqlite3.Connection, playing: Playing, claimed: set[int]) -> None:
    for game in claimed:
        playing.release(game)
    claimed.clear()
    with suppress(sqlite3.Error):
        connection.close()


def _made(file: Path) -> Path:
    """Makes the file, and its folder, if there is none, and returns it. Raises RecordsError."""
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
    return file


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Executes what fails at once, whatever the time-out, while another program opens the same new file."""
    for left in range(int(BUSY_SECONDS * 50), -1, -1):
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as trouble:
            if not left or not trouble.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise
            sleep(0.02)


_WHY = read_pairs("troubles", beside=__file__)


@contextmanager
def _explained(place: str) -> Iterator[None]:
    """Raises RecordsError, and says why, where the block raises an error of sqlite3."""
    try:
        yield
    except _FAULTS as trouble:
        # Names may be longer than those above, as in SQLITE_IOERR_WRITE.
        name = "_".join(getattr(trouble, "sqlite_errorname", "").split("_")[:2])
        # quizzer writes no row that breaks a constraint of its own tables: then the file no longer holds together.
        if isinstance(trouble, (UnicodeDecodeError, sqlite3.IntegrityError)):
            name = "SQLITE_CORRUPT"
        raise RecordsError(f"{place}: {_WHY.get(name, f'the records cannot be used: {trouble}')}") from None
