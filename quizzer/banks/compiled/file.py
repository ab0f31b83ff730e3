"""The file of a compiled bank: a SQLite database of films, opened without reading it whole.

Films are ranked by their votes; what finds them are pages, each a row with a block of numbers, so that a bank of a
million films is opened at once and asked with a few reads:

    films       a record for each film (see `filing`), by its number, with its year and votes
    ranking     the films' numbers from the best known to the least: the index by votes
    asked       for each category, one bit for each film in the order of the ranking: the index of what can be asked
    found       the ranks of the films that go by a title, or in which a song is heard (see `filing`)
    people      the names that records speak of by number
    names       the best known names, for the referee; `neighbours` are where it finds those like another
    about       what the bank is: title, license, counts
"""

from __future__ import annotations

import os
import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Annotated, TypeVar
from weakref import finalize

import msgspec

from quizzer.banks.compiled import filing
from quizzer.banks.compiled.filing import ALL_PARTS, FilmRow, Found, KnownFilm, Person
from quizzer.bounds import LARGEST_ENTRIES, LARGEST_VALUE, LONGEST_RECORD, MOST_STEPS
from quizzer.errors import BankError
from quizzer.files import statements
from quizzer.grading import Name

T = TypeVar("T")

APPLICATION = 0x51_5A_5A_46
"""What SQLite's header says of a file that is a compiled bank: "QZZF"."""
VERSION = 1
FILMS_A_PAGE = 8192
"""Films that a page of `ranking` and of `asked` tells of."""
NAMES_A_PAGE = 64
PEOPLE_BITS = 7
"""Of a person's number, the bits within a page of `people`."""

_SQL = statements(Path(__file__).with_name("tables.sql"))
TABLES = _SQL["tables"].substitute(application=APPLICATION, version=VERSION)
INDEXES = _SQL["indexes"].template
_STEPS_AT_ONCE = 10_000
_LEAST_BYTES = 8  # what a film or a name takes up at least

_REMEMBERED = 256
_MOST_REMEMBERED = 4_000_000  # characters of records
_PEOPLE_AT_ONCE = 16
_PEOPLE = f"SELECT page, names FROM people WHERE page IN ({', '.join('?' * _PEOPLE_AT_ONCE)})"


Count = Annotated[int, msgspec.Meta(ge=0, le=1 << 32)]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a compiled bank is. `rated`: the votes are known, so that a film without any is an obscure one. `ladder`
    tells how many films have at least the votes of each rung of `film_chooser.RUNGS`; `questions`, for each category,
    how many there are at most."""

    title: str = ""
    license: str = ""
    films: Count = 0
    rated: bool = True
    names: Count = 0
    kinds: dict[str, Count] = {}
    questions: dict[str, Count] = {}
    ladder: Annotated[tuple[Count, ...], msgspec.Meta(min_length=1, max_length=64)] = ()
    found_bits: Annotated[int, msgspec.Meta(ge=0, le=28)] = 0
    neighbour_bits: Annotated[int, msgspec.Meta(ge=0, le=32)] = 0


class CompiledFile:
    """A compiled bank's file, open for reading. Whatever cannot be read in it raises BankError."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path: str = os.fspath(path)
        self._steps = [0]  # in a list, so that SQLite counts them without holding this file open
        with self.reading():
            self._database = _open(self.path, self._steps)
            finalize(self, self._database.close)  # at the latest when the program ends
            if self._one(int, "PRAGMA application_id") != APPLICATION:
                raise BankError("this is a database, but not a bank that quizzer made", file=self.path)
            version = self._one(int, "PRAGMA user_version")
            if version != VERSION:
                raise BankError(
                    f"this bank has version {version}, and this program reads version {VERSION}: make it again",
                    file=self.path,
                )
            made = self._rows(tuple[str, str | None], "SELECT name, sql FROM sqlite_schema LIMIT 20")
            if sorted(_plain(sql or name) for name, sql in made) != _MADE:
                raise BankError("this is not a bank that quizzer made, or is damaged: make it again", file=self.path)
            told = self._one(str, "SELECT told FROM about WHERE what = 'bank'")
            self.about: About = msgspec.json.decode(told, type=About)
            self._size = Path(self.path).stat().st_size
            if max(self.about.films, self.about.names, *self.about.ladder) * _LEAST_BYTES > self._size:
                raise self._damaged("it tells of more than it can hold")
            if max(self.about.ladder) > self.about.films:
                raise self._damaged("its counts do not fit together")
        self.names: Callable[[int], list[Name]] = lru_cache(maxsize=64)(self._read_names)
        self.asked_bits: Callable[[str, int], int] = lru_cache(maxsize=64)(self._read_asked_bits)
        self._ranking = lru_cache(maxsize=256)(self._read_ranking)
        self._found = lru_cache(maxsize=256)(self._read_found)
        self._films: OrderedDict[tuple[int, str], tuple[KnownFilm, int]] = OrderedDict()
        self._remembered = 0

    def __reduce__(self) -> tuple[type[CompiledFile], tuple[str]]:
        return CompiledFile, (self.path,)

    def film(self, number: int, parts: str = ALL_PARTS) -> KnownFilm | None:
        """The film of this number, with at least these parts; see `filing`."""
        remembered = self._films.get((number, parts))
        if remembered is not None:
            return remembered[0]
        with self.reading():
            row = self._row(FilmRow, "SELECT id, rank, year, votes, asks, record FROM films WHERE id = ?", number)
            if row is None:
                return None
            if len(row.record) > LONGEST_RECORD:
                raise self._damaged("a film's record is too long")
            people = self._people(filing.people_of(row.record, parts))
            known = filing.read_record(row, people, rated=self.about.rated, parts=parts)
        self._films[number, parts] = known, len(row.record)
        self._remembered += len(row.record)
        while len(self._films) > _REMEMBERED or self._remembered > _MOST_REMEMBERED:
            self._remembered -= self._films.popitem(last=False)[1][1]
        return known

    def has_film(self, number: int) -> bool:
        """True if there is a film of this number."""
        with self.reading():
            return self._row(tuple[int], "SELECT 1 FROM films WHERE id = ?", number) is not None

    def ranked(self, rank: int, parts: str = ALL_PARTS) -> KnownFilm:
        """The film of this rank, from 0, with at least these parts."""
        known = self.film(self.numbers([rank])[0], parts)
        if known is None:
            raise self._damaged(f"the film of rank {rank} is missing")
        return known

    def numbers(self, ranks: Iterable[int]) -> list[int]:
        """The numbers of the films of these ranks, in this order."""
        with self.reading():
            return [self._ranking(rank // FILMS_A_PAGE)[rank % FILMS_A_PAGE] for rank in ranks]

    def found(self, kind: str, text: str) -> list[Found]:
        """The films that are found under a text, the best known first."""
        return filing.films_in(self._found(kind, text))

    def neighbours(self, page: int) -> array[int]:
        """A page of `neighbours`."""
        return self._entries("neighbours", page)

    def asked(self, category: str) -> list[int]:
        """How many films of each page can be asked in a category."""
        pages = [0] * -(-self.about.films // FILMS_A_PAGE)
        with self.reading():
            query = "SELECT page, films FROM asked WHERE category = ?"
            for page, films in self._rows(tuple[Count, Count], query, category):
                pages[page] = films
        return pages

    def _read_asked_bits(self, category: str, page: int) -> int:
        """Which films of a page can be asked in a category: a bit for each, the best known first."""
        with self.reading():
            query = "SELECT bits FROM asked WHERE category = ? AND page = ?"
            block = self._row(tuple[bytes], query, category, page)
            if block is not None and len(block[0]) > FILMS_A_PAGE // 8:
                raise self._damaged("a page is too long")
        return int.from_bytes(block[0], "little") if block else 0

    def _read_names(self, page: int) -> list[Name]:
        with self.reading():
            names = msgspec.json.decode(self._one(str, "SELECT names FROM names WHERE page = ?", page), type=list[Name])
            if len(names) > NAMES_A_PAGE:
                raise self._damaged("a page is too long")
            return names

    @property
    def film_count(self) -> int:
        """How many films there are; only of a file without damage is that known to end."""
        with self.reading():
            return self._one(int, "SELECT count(*) FROM films")

    def integrity(self) -> list[str]:
        """What SQLite finds damaged in the file, at most a few things."""
        with self.reading():
            rows = self._rows(tuple[str], "PRAGMA quick_check(5)", steps=MOST_STEPS + 4 * self._size)
        return [line for (line,) in rows if line != "ok"]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Makes a BankError of whatever the file's contents throw."""
        try:
            yield
        except sqlite3.Error as trouble:
            raise self._damaged(str(trouble)) from None
        except (msgspec.MsgspecError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as trouble:
            raise self._damaged(f"{type(trouble).__name__}: {str(trouble)[:200]}") from None

    def _read_ranking(self, page: int) -> array[int]:
        block = self._one(bytes, "SELECT films FROM ranking WHERE page = ?", page)
        if len(block) != 4 * min(FILMS_A_PAGE, self.about.films - page * FILMS_A_PAGE):
            raise self._damaged("a page is not as long as it should be")
        return filing.entries_of(block, "I")

    def _people(self, numbers: Iterable[int]) -> dict[int, Person]:
        people: dict[int, Person] = {}
        wanted = sorted(numbers)
        for start in range(0, len(wanted), _PEOPLE_AT_ONCE):
            some = wanted[start : start + _PEOPLE_AT_ONCE]
            pages = [number >> PEOPLE_BITS for number in some]
            pages += [-1] * (_PEOPLE_AT_ONCE - len(pages))
            texts = {page: f"\n{names}\n" for page, names in self._rows(tuple[int, str], _PEOPLE, *pages)}
            for number in some:
                text = texts.get(number >> PEOPLE_BITS, "")
                begin = text.find(f"\n{number}\t") + 1
                if begin:
                    _, name, votes = text[begin : text.index("\n", begin)].split("\t")
                    people[number] = Person(name, int(votes))
        return people

    def _read_found(self, kind: str, text: str) -> array[int]:
        page, low = filing.split_mark(filing.mark(kind, text), self.about.found_bits)
        entries = self._entries("found", page)
        entries = entries[bisect_left(entries, low) : bisect_left(entries, low + filing.A_MARK)]
        if len(entries) > self.about.films:
            raise self._damaged("more films are found than there are")
        return entries

    def _entries(self, table: str, page: int) -> array[int]:
        with self.reading():
            query = f"SELECT entries FROM {table} WHERE page = ?"
            rows = self._rows(tuple[bytes], query, page, longest=LARGEST_ENTRIES)
            return filing.entries_of(rows[0][0] if rows else b"")

    def _rows(
        self, kind: type[T], query: str, *values: object, longest: int = LARGEST_VALUE, steps: int = MOST_STEPS
    ) -> list[T]:
        """The rows of a query, which are of this kind: a database's columns may hold anything."""
        self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
        self._steps[0] = steps
        return [msgspec.convert(row, kind) for row in self._database.execute(query, values)]

    def _row(self, kind: type[T], query: str, *values: object) -> T | None:
        return next(iter(self._rows(kind, query, *values)), None)

    def _one(self, kind: type[T], query: str, *values: object) -> T:
        row = self._row(tuple[kind], query, *values)  # type: ignore[valid-type]
        if row is None:
            raise self._damaged("a part of it is missing")
        return row[0]

    def _damaged(self, what: str) -> BankError:
        return BankError(f"this bank is damaged ({what}): make it again", file=self.path)


def _open(path: str, steps: list[int]) -> sqlite3.Connection:
    """A stranger's database, as https://sqlite.org/security.html advises; each query runs for so many `steps` more."""
    # Nobody writes to a compiled bank: it is replaced by another.
    address = f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1"
    database = sqlite3.connect(address, uri=True, check_same_thread=False)
    database.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 10_000)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    if sys.version_info >= (3, 12):  # before, reading only and `query_only` do alone what this does too
        database.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)

    def is_too_much() -> bool:
        steps[0] -= _STEPS_AT_ONCE
        return steps[0] < 0

    database.set_progress_handler(is_too_much, _STEPS_AT_ONCE)
    for setting in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
        database.execute(f"PRAGMA {setting}")
    return database


def _plain(sql: str) -> str:
    return " ".join(sql.split())


_MADE = sorted(
    (
        *(_plain(sql) for sql in (TABLES + INDEXES).split(";") if "CREATE" in sql),
        "sqlite_autoindex_asked_1",  # of its primary key
    )
)
"""What stands in the schema of a bank that quizzer made."""
