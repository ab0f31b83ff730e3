"""Run DuckDB within bounds, and let it be interrupted."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from quizzer.errors import QuizzerError, SourceError
from quizzer.files import statements

MEMORY = "1GB"
"""The memory that DuckDB may use; the rest goes to the temporary folder."""
_LOOK_EVERY = 0.1  # seconds
_MANY = 8192


class Engine:
    """A database in memory that may grow into a temporary `folder`.

    Statements run in a thread of their own, so that the caller gets their progress and can interrupt them. Raises
    QuizzerError if DuckDB is not installed, and SourceError if memory or disk is full.
    """

    def __init__(self, folder: Path) -> None:
        load_duckdb()
        import duckdb

        self.folder = folder
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": os.fspath(folder / "spilled"),
            "preserve_insertion_order": "false",
            "enable_external_access": "true",
        }
        with _holding_ctrl_c():
            self._database = duckdb.connect(":memory:", config=settings)
            self._database.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
            # Nobody knows beforehand how many rows a file has. A join must hold its right side in memory, never a file.
            self._database.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="duckdb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self._database.interrupt()
        self._thread.shutdown()
        self._database.close()

    def run(
        self, statements: str, tell: Callable[[float], None] = lambda done: None, *, values: Sequence[Any] = ()
    ) -> None:
        """Run statements to their end, with `values` for their question marks. Calls `tell` with the progress, 0 to 1,
        ten times a second."""
        self._wait(self._thread.submit(self._database.execute, statements, values), tell)

    def begin(self, statements: str) -> Callable[[], None]:
        """Begin to run statements. The returned function waits for their end."""
        future = self._thread.submit(self._database.execute, statements)
        return lambda: self._wait(future)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return all rows of a small query."""
        rows: list[tuple[Any, ...]] = self._wait(self._thread.submit(lambda: self._database.execute(query).fetchall()))
        return rows

    def batches(self, queries: Iterator[str]) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of queries, many at a time. The next batch is made while the caller uses one."""

        def make(query: str) -> list[tuple[Any, ...]]:
            return self._database.execute(query).fetchall()

        coming: Future[list[tuple[Any, ...]]] | None = None
        for query in queries:
            rows = self._wait(coming) if coming is not None else []
            coming = self._thread.submit(make, query)
            if rows:
                yield rows
        if coming is not None:
            yield self._wait(coming)

    def _wait(self, future: Future[Any], tell: Callable[[float], None] = lambda done: None) -> Any:
        try:
            while not wait([future], timeout=_LOOK_EVERY).done:
                tell(min(1.0, max(0.0, self._database.query_progress() / 100)))
        except BaseException:
            # Most often Ctrl-C.
            self._database.interrupt()
            wait([future])
            raise
        try:
            return future.result()
        except Exception as trouble:
            if type(trouble).__name__ == "OutOfMemoryException" or "No space left" in str(trouble):
                raise SourceError("the memory or the disk is full; make space, or import fewer films") from None
            raise


def statement(name: str, **values: object) -> str:
    """Return the statement with that name in `statements.sql`, with `values` for its $names."""
    return statements(Path(__file__).with_name("statements.sql"))[name].substitute(values)


def load_duckdb() -> None:
    """Load DuckDB. Raises QuizzerError, with the command that installs it, if it is missing."""
    try:
        with _holding_ctrl_c():
            import duckdb  # noqa: F401
    except ImportError:
        from quizzer.extras import install_command

        raise QuizzerError(
            "quizzer needs DuckDB for IMDb's dataset files, and it is not installed. "
            f"To install it:\n  {install_command('duckdb')}"
        ) from None


@contextmanager
def _holding_ctrl_c() -> Iterator[None]:
    """Hold Ctrl-C back to the end: while DuckDB starts, it swallows the KeyboardInterrupt or breaks."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def is_bad_input(trouble: Exception) -> bool:
    """Whether DuckDB failed because of the contents of a file."""
    import duckdb

    return isinstance(trouble, duckdb.InvalidInputException | duckdb.IOException | duckdb.ConversionException)
