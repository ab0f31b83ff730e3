"""Open, migrate, read and write one SQLite file, or a database in memory.

Every row passes one boundary on its way out, which drops damaged rows: `row_as`.
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
"""The mark of quizzer's records in the header of the file ("quiz")."""

MIGRATIONS = tuple(
    sorted((Path(__file__).parent / "migrations").glob("*.sql"), key=lambda file: int(file.name.partition("_")[0]))
)
"""For each version, from 1, the script that upgrades to it. A released script never changes."""

BUSY_SECONDS = 10.0
"""How long to wait for another program that writes. A write takes some milliseconds."""

_JSON = {"action", "banks", "before", "events", "fingerprints", "questions", "ratings", "rules", "verdicts"}
"""The columns, of any table, that hold JSON."""

_DAYS = {"day", "due", "latest", "since"}
"""The columns that hold a day as text."""

_FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""The errors that sqlite3 raises for a damaged file."""

T = TypeVar("T")


class Database:
    """A connection to the database, for several threads. Raises RecordsError where sqlite3 raises an error.

    `path` is the file, None in memory; `place` names it in errors. `tell` gets one sentence about damaged rows, and
    one about each game that quizzer can no longer save. `scheduling` holds the study settings.
    """

    def __init__(self, path: Path | None, connection: sqlite3.Connection, tell: Callable[[str], object]) -> None:
        self.path = path
        self.scheduling: Scheduling = Scheduling()
        self.tell: Callable[[str], object] = tell
        self._told: set[str] = set()
        self.place: str = "the records in memory" if path is None else str(path)
        self._connection = connection
        self.lock: RLock = RLock()
        self.noted: set[Any] = set()  # the records of games with unwritten steps
        self._file = _identity(path)
        self._playing = playing_beside(path)
        self._claimed: set[int] = set()
        # This closes a forgotten database, or closes it when the program ends.
        self._let_go = finalize(self, _let_go, connection, self._playing, self._claimed)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] | None,
        tell: Callable[[str], object] = lambda _: None,
        *,
        or_read: bool = False,
    ) -> "Database":
        """Opens or makes the file; None: in memory. `or_read` admits a read-only file. Raises RecordsError."""
        try:
            return cls._open(path, tell)
        except RecordsError as trouble:
            if or_read and path is not None and (database := cls._to_read(Path(path), tell)) is not None:
                if not str(trouble).endswith(_WHY["SQLITE_CORRUPT"]):  # a query reports that
                    tell(f"{path}: quizzer can read these records, but not write to them.")
                return database
            raise

    @classmethod
    def _to_read(cls, file: Path, tell: Callable[[str], object]) -> "Database | None":
        """Opens the file for reading only; None if that fails too."""
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
            # Several threads may use it: the lock admits one at a time.
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
        """Shows other programs that this one plays the game from now on."""
        self._playing.claim(game)
        self._claimed.add(game)

    def release(self, game: int) -> None:
        """Shows other programs that this one no longer plays the game."""
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
        """The rows that a query finds, each as a `kind`; see `row_as`. Drops damaged rows, and says so."""
        found = []
        for row in self.rows(query, values):
            try:
                found.append(row_as(kind, row))
            except RecordsError:
                self.left_out()
        return found

    def texts(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[str]:
        """The first column of all rows that a query finds. Drops values that are not text, which are damaged."""
        found = [row[0] for row in self.rows(query, values)]
        texts = [text for text in found if isinstance(text, str)]
        if len(texts) < len(found):
            self.left_out()
        return texts

    def left_out(self, sentence: str = "quizzer leaves out some of these records, which are damaged") -> None:
        """Says that something is damaged and left out, once for each open file."""
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
                # After some errors, such as a full disk, SQLite itself has rolled back.
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def be_patient(self, patient: bool) -> None:
        """Sets whether to wait for another program that writes."""
        with self.lock, suppress(sqlite3.Error):
            self._connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000) if patient else 0}")

    def _check_file(self) -> None:
        """Raises RecordsError if the file is gone: SQLite would write on to a deleted file."""
        if _identity(self.path) != self._file:
            raise RecordsError(f"{self.place}: another program deleted, moved or replaced the file")

    def scrub(self) -> None:
        """Overwrites deleted rows in the file and its write-ahead log, unless another program reads them."""
        with self.lock, _explained(self.place):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _prepare(self) -> None:
        connection = self._connection
        # quizzer changes no file that is not its own or is newer. The transaction shows one state of the file.
        connection.execute("BEGIN")
        try:
            version = self._version()
        finally:
            connection.execute("ROLLBACK")
        _patiently(connection, "PRAGMA journal_mode = WAL")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_RECORDED)
        # The write-ahead log goes into the file every 100 pages, so it stays small after a crash.
        connection.execute("PRAGMA wal_autocheckpoint = 100")
        connection.execute("PRAGMA journal_size_limit = 1000000")
        # One fsync for each action: it is on the disk before the player sees its events, so a power cut loses nothing.
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
            raise RecordsError(
                f"{self.place}: this is the database of another program, not quizzer's records; choose another file"
            )
        if version > len(MIGRATIONS):
            raise RecordsError(
                f"{self.place}: these records have version {version}, but this quizzer reads versions up to "
                f"{len(MIGRATIONS)}: update quizzer"
            )
        return version

    def _migrate(self) -> None:
        with self.writing() as connection:
            # Another program may have migrated it by now.
            for script in MIGRATIONS[self._version() :]:
                # One statement at a time: `executescript` would end the transaction first.
                for statement in script.read_text(encoding="utf-8").split(";\n"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def row_as(kind: type[T], row: sqlite3.Row) -> T:
    """A row as a `kind`, a msgspec struct with a field for each column that it needs.

    Every row passes here or in `texts`. Raises RecordsError for a row that does not fit: a value of another type or out
    of its range, broken JSON, an impossible day.
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
    """Returns the statement of this name from `queries.sql`, with `values` for its $names."""
    return statements(Path(__file__).with_name("queries.sql"))[name].substitute(values)


def insert(db: sqlite3.Connection, table: str, /, verb: str = "INSERT", *, update: bool = False, **row: Any) -> int:
    """Inserts a row, given by column; returns its number. With `update`, changes a row that has the same key."""
    query = f"{verb} INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
    if update:
        query += f" ON CONFLICT DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in row)}"
    return db.execute(query, tuple(row.values())).lastrowid or 0


def _set_up(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.row_factory = sqlite3.Row
    # A damaged byte in one text must not lose the whole answer to a query.
    connection.text_factory = lambda text: text.decode(errors="replace")
    return connection


def _copy(file: Path) -> sqlite3.Connection:
    """Copies a file and its log into memory: SQLite reads the log only in a folder where it can write."""
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
    """Identifies a file even if another one replaces it; None if it does not exist."""
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
    """Makes the file and its folder if they are missing; returns the file. Raises RecordsError."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Other users cannot read the records.
        file.touch(mode=0o600)
    except (FileExistsError, NotADirectoryError):
        raise RecordsError(
            f"{file}: quizzer cannot write records there: a file has the name of a folder in this path"
        ) from None
    except OSError as trouble:
        raise RecordsError(f"{file}: quizzer cannot write records there: {trouble.strerror or trouble}") from None
    except ValueError:
        raise RecordsError(f"{str(file)!r} is not a file name") from None
    return file


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Executes a statement that fails at once, whatever the time-out, while another program opens the file."""
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
    """Raises RecordsError in plain words for an error of sqlite3 in the block."""
    try:
        yield
    except _FAULTS as trouble:
        # Names may be longer than those in the table, as in SQLITE_IOERR_WRITE.
        name = "_".join(getattr(trouble, "sqlite_errorname", "").split("_")[:2])
        # quizzer never breaks a constraint of its own tables, so the file is damaged.
        if isinstance(trouble, (UnicodeDecodeError, sqlite3.IntegrityError)):
            name = "SQLITE_CORRUPT"
        raise RecordsError(f"{place}: {_WHY.get(name, f'quizzer cannot use these records: {trouble}')}") from None
