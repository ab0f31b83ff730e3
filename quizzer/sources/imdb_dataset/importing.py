"""From a folder of IMDb's dataset files to a compiled bank."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from quizzer.banks.compiled.writer import CompiledWriter
from quizzer.errors import SourceError
from quizzer.sources.imdb_dataset.compiling import compile_bank
from quizzer.sources.imdb_dataset.engine import Engine
from quizzer.sources.imdb_dataset.staging import Staging
from quizzer.sources.imdb_dataset.tables import TABLES, Table, find_tables
from quizzer.sources.imdb_dataset.wishes import DatasetWishes

__all__ = ["DatasetReading", "Progress", "import_imdb_dataset"]


class Progress(NamedTuple):
    """How far an import is: `done` of `total` `units` ("bytes" of files, then "films") of what is worked on."""

    what: str
    done: int
    total: int
    units: str


class DatasetReading(NamedTuple):
    """What an import made: how many films, of which rows. `missing` are the files that are not there; `faults` tell of
    what could not be read."""

    films: int
    rows: dict[str, int]
    missing: tuple[str, ...]
    faults: list[SourceError]


def import_imdb_dataset(
    folder: str | os.PathLike[str],
    output: str | os.PathLike[str],
    wishes: DatasetWishes | None = None,
    *,
    title: str = "Films",
    tell: Callable[[Progress], None] = lambda progress: None,
) -> DatasetReading:
    """Compiles the dataset files in `folder` (title.basics, ratings, akas, principals, crew, episode, name.basics; .tsv
    or .tsv.gz; all but the first may be missing) into the bank `output`.

    What memory does not hold goes to a temporary folder beside the output. An interrupted import leaves nothing behind.
    Raises SourceError if there is nothing to read or no film fits, and QuizzerError if the bank cannot be written or
    DuckDB is not installed.
    """
    wishes = wishes or DatasetWishes()
    faults: list[SourceError] = []
    tables = find_tables(folder, faults)
    CompiledWriter.check(output)
    with (
        tempfile.TemporaryDirectory(prefix=".quizzer-", dir=_folder_of(output)) as temporary,
        Engine(Path(temporary)) as engine,
    ):
        Staging(engine, tables, wishes, faults, _reading(tables, tell)).fill()
        ((films,),) = engine.rows("SELECT count(*) FROM film")
        if not films:
            unrated = wishes.min_votes and "title.ratings" not in tables
            lacks = "; without title.ratings none has votes" if unrated else ""
            raise SourceError(f"no title here is one that was asked for{lacks}", file=str(tables["title.basics"].path))
        rows = {name: engine.rows(f"SELECT count(*) FROM {made}")[0][0] for name, made in _MADE.items()}
        with CompiledWriter(output, films=films) as writer:
            compile_bank(
                engine,
                writer,
                title=title,
                rated="title.ratings" in tables,
                tell=lambda done: tell(Progress("films", done, films, "films")),
            )
    missing = tuple(name for name in TABLES if name not in tables and not any(name in fault.file for fault in faults))
    return DatasetReading(films, rows, missing, faults)


_MADE = {"alternate titles": "aka", "credits": "principal", "people": "name"}


def _reading(tables: dict[str, Table], tell: Callable[[Progress], None]) -> Callable[[Table, float], None]:
    """Hears how far each file is and tells how far all are."""
    total = sum(table.stamp.size for table in tables.values())
    begun: dict[str, int] = {}

    def told(table: Table, done: float) -> None:
        before = sum(size for name, size in begun.items() if name != table.name)
        begun[table.name] = table.stamp.size
        tell(Progress(table.name, before + int(done * table.stamp.size), total, "bytes"))

    return told


def _folder_of(output: str | os.PathLike[str]) -> Path:
    return Path(output).resolve().parent
