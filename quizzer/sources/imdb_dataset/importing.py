"""Compile a folder of IMDb's dataset files into a bank: records, indexes, and the names that the referee knows."""

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from quizzer.banks.compiled.file import PEOPLE_BITS, About
from quizzer.banks.compiled.file_writer import CompiledWriter
from quizzer.banks.compiled.filing import RANK_BITS, YEAR_BITS, YEARS_FROM, FilmRow, mark, page_bits
from quizzer.errors import SourceError
from quizzer.extras import install_command
from quizzer.grading import Name
from quizzer.sources.imdb_dataset.dataset_files import TABLES, USUAL_VOTES, DatasetFile, DatasetWishes, find_files
from quizzer.sources.imdb_dataset.engine import Engine, load_duckdb, statement
from quizzer.sources.imdb_dataset.staging import Staging

CATEGORIES = ("cast", "character", "director", "writer", "composer", "year", "alternate_title")
"""The categories with answers in the data set, in the order of a film's bits, from the lowest."""

LICENSE = "IMDb's data, for personal and non-commercial use: https://developer.imdb.com/non-commercial-datasets/"
_FILED = len(FilmRow._fields)
_FILMS_AT_ONCE = 1 << 16
_PEOPLE_AT_ONCE = 1 << 21
_ENTRIES_AT_ONCE = 1 << 21

# The referee knows the names of the most popular films and people.
_FILMS_NAMED, _TITLES_NAMED, _PEOPLE_NAMED, _FILMS_WITH_CHARACTERS = 60_000, 150_000, 75_000, 3_000


class Progress(NamedTuple):
    """The progress of an import: `done` of `total` `units` ("bytes" of files, then "films") of one thing."""

    what: str
    done: int
    total: int
    units: str


class DatasetReading(NamedTuple):
    """The result of an import: the films, and the rows of each table. `missing` are the absent files; `faults` say what
    quizzer could not read."""

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
    """Compile the dataset files in `folder` into the bank `output`.

    The files are title.basics, ratings, akas, principals, crew, episode and name.basics, as .tsv or .tsv.gz. Only the
    first must exist. A temporary folder beside the output holds what does not fit into memory; an interrupted import
    leaves nothing there. Raises SourceError if there is nothing to read or no film fits. Raises QuizzerError if the
    bank cannot be written or DuckDB is not installed.
    """
    wishes = wishes or DatasetWishes()
    faults: list[SourceError] = []
    tables = find_files(folder, faults)
    if wishes.min_votes is None:
        wishes = replace(wishes, min_votes=USUAL_VOTES if "title.ratings" in tables else 0)
    CompiledWriter.check(output)
    load_duckdb()  # before there is a folder to delete
    with (
        tempfile.TemporaryDirectory(prefix=".quizzer-", dir=Path(output).resolve().parent) as temporary,
        Engine(Path(temporary)) as engine,
    ):
        Staging(engine, tables, wishes, faults, _reading(tables, tell)).fill()
        films: int = engine.rows("SELECT count(*) FROM film")[0][0]
        if not films:
            unrated = wishes.min_votes and "title.ratings" not in tables
            lacks = "; add title.ratings, which has the votes" if unrated else ""
            lacks = lacks or (f" with {wishes.min_votes:,} votes or more (--min-votes)" if wishes.min_votes else "")
            basics = str(tables["title.basics"].path)
            raise SourceError(f"this file has no title that you asked for{lacks}", file=basics)
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


def _reading(tables: dict[str, DatasetFile], tell: Callable[[Progress], None]) -> Callable[[DatasetFile, float], None]:
    """Return a function that takes the progress of each file, and reports that of all."""
    total = sum(table.size for table in tables.values())
    begun: dict[str, int] = {}

    def report(table: DatasetFile, done: float) -> None:
        before = sum(size for name, size in begun.items() if name != table.name)
        begun[table.name] = table.size
        tell(Progress(table.name, before + int(done * table.size), total, "bytes"))

    return report


def compile_bank(
    engine: Engine, writer: CompiledWriter, *, title: str, rated: bool, tell: Callable[[int], None]
) -> None:
    """Write the bank. Calls `tell` with the number of films written. Raises SourceError if files are not IMDb's."""
    # If another version of DuckDB counts otherwise, the bank would find nothing.
    if engine.rows("SELECT md5_number_lower('title quizzer')") != [(mark("title", "quizzer"),)]:
        version = engine.rows("SELECT version()")[0][0].removeprefix("v")
        older = install_command(f"duckdb<{version}")
        raise SourceError(f"quizzer does not work with DuckDB {version}. To install an older one:\n  {older}")
    names, kinds = _names(engine)
    # Python and the database work at the same time.
    wait = engine.begin(statement("mark titles", years=1 << YEAR_BITS, first=YEARS_FROM))
    writer.add_names(names)
    wait()
    counted = [0] * len(CATEGORIES)
    done = 0
    films = engine.rows("SELECT count(*) FROM film")[0][0]
    starts = range(0, films, _FILMS_AT_ONCE)
    counts = statement("counts").strip()  # in the order of the categories
    asked = " + ".join(f"(({one}) > 0)::INTEGER * {1 << bit}" for bit, one in enumerate(counts.split(",\n")))
    for rows in engine.batches(
        statement("films", first=first, last=first + _FILMS_AT_ONCE, asked=asked, counts=counts) for first in starts
    ):
        columns = list(zip(*rows, strict=True))
        writer.add_films(list(zip(*columns[:_FILED], strict=True)))
        counted = [total + sum(column) for total, column in zip(counted, columns[_FILED:], strict=True)]
        done += len(rows)
        tell(done)
    numbers = range(0, engine.rows("SELECT coalesce(max(n), 0) FROM name")[0][0] + 1, _PEOPLE_AT_ONCE)
    people = (statement("people", bits=PEOPLE_BITS, first=one, last=one + _PEOPLE_AT_ONCE) for one in numbers)
    writer.add_people(chain.from_iterable(engine.batches(people)))
    bits = _add_titles(engine, writer)
    about = About(
        title=title,
        license=LICENSE,
        rated=rated,
        kinds=kinds,
        questions={category: count for category, count in zip(CATEGORIES, counted, strict=True) if count},
        found_bits=bits,
    )
    writer.finish(about, CATEGORIES)


def _add_titles(engine: Engine, writer: CompiledWriter) -> int:
    """File every film under each of its titles. Returns the bits of a page."""
    entries: int = engine.rows("SELECT count(*) FROM marked")[0][0]
    bits = page_bits(entries)
    shift, below = 64 - bits, RANK_BITS + YEAR_BITS
    page = f"(h >> {shift})" if bits else "0"
    low = f"((h & {(1 << shift) - 1}::UBIGINT) >> {below - bits}) * {1 << below}::UBIGINT + filed"
    step = max(1, (1 << bits) * _ENTRIES_AT_ONCE // max(1, entries))
    queries = (
        f"SELECT {page} AS page, list({low}) FROM marked"
        f" WHERE {page} >= {first} AND {page} < {first + step} GROUP BY page ORDER BY page"
        for first in range(0, 1 << bits, step)
    )
    for rows in engine.batches(queries):
        writer.add_found(rows)
    return bits


def _names(engine: Engine) -> tuple[list[Name], dict[str, int]]:
    """Return the names of the most popular films, people and characters in this order, and how many of each kind."""
    films = engine.rows(statement("titles named", films=_FILMS_NAMED))
    names = list(islice(chain.from_iterable(map(_titles_of, films)), _TITLES_NAMED))
    people = engine.rows(f"SELECT name, votes FROM name ORDER BY votes DESC, n LIMIT {_PEOPLE_NAMED}")
    names += [Name(name, kind="person", of=name, fame=votes) for name, votes in dict(reversed(people)).items()]
    parts = engine.rows(statement("characters named", films=_FILMS_WITH_CHARACTERS))
    characters = {part: votes for part, votes, _ in parts if not part.casefold().startswith("self")}
    names += [Name(part, kind="character", of=part, fame=votes) for part, votes in characters.items()]
    names.sort(key=lambda name: (-(name.fame or 0), name.kind, name.text))
    return names, dict(Counter(name.kind for name in names))


def _titles_of(row: tuple[Any, ...]) -> Iterator[Name]:
    _, title, original, year, votes, others = row
    label = f"{title} ({year})" if year else title
    for one in dict.fromkeys((title, *filter(None, (original, *sorted(filter(None, others)))))):
        yield Name(one, kind="title", of=label, year=year, fame=votes)
