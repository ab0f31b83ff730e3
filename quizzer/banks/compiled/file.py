"""The file of a compiled bank: a SQLite database of films, opened without reading it whole.

Films are ranked by their votes; what finds them are pages, each a row with a block of numbers, so that a bank of a
million films is opened at once and asked with a few reads:

    films       a record for each film (see `records`), by its number, with its year and votes
    ranking     the films' numbers from the best known to the least: the index by votes
    asked       for each category, one bit for each film in the order of the ranking: the index of what can be asked
    found       the ranks of the films that go by a title, or in which a song is heard (see `keys`)
    people      the names that records speak of by number
    names       the best known names, for the referee; `neighbours` are where it finds those like another
    about       what the bank is: title, license, counts
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from weakref import finalize

import msgspec

from quizzer.banks.compiled.film_records import ALL_PARTS, FilmRow, KnownFilm, Person, people_of, read_record
from quizzer.banks.compiled.keys import Found, entries_of, films_in, mark, places_in, split_mark
from quizzer.errors import BankError

APPLICATION = 0x51_5A_5A_46
"""What SQLite's header says of a file that is a compiled bank: "QZZF"."""
VERSION = 1
FILMS_A_PAGE = 8192
"""Films that a page of `ranking` and of `asked` tells of."""
PEOPLE_BITS = 7
"""Of a person's number, the bits within a page of `people`."""

SCHEMA = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE about(what TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE films(
    id INTEGER PRIMARY KEY, rank INTEGER NOT NULL, year INTEGER, votes INTEGER NOT NULL, asks INTEGER NOT NULL,
    record TEXT NOT NULL
);
CREATE TABLE ranking(page INTEGER PRIMARY KEY, films BLOB NOT NULL);
CREATE TABLE asked(
    category TEXT, page INTEGER, films INTEGER NOT NULL, bits BLOB NOT NULL, PRIMARY KEY(category, page)
);
CREATE TABLE found(page INTEGER PRIMARY KEY, entries BLOB NOT NULL);
CREATE TABLE people(page INTEGER PRIMARY KEY, names TEXT NOT NULL);
CREATE TABLE names(page INTEGER PRIMARY KEY, names TEXT NOT NULL);
CREATE TABLE neighbours(page INTEGER PRIMARY KEY, entries BLOB NOT NULL);
"""
INDEXES = "CREATE INDEX films_by_year ON films(year, votes);"

_REMEMBERED = 256
_PEOPLE_AT_ONCE = 16
_PEOPLE = f"SELECT page, names FROM people WHERE page IN ({', '.join('?' * _PEOPLE_AT_ONCE)})"


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a compiled bank is. `rated`: the votes are known, so that a film without any is an obscure one. `ladder`
    tells how many films have at least the votes of each rung of `choosing`; `questions`, for each category, how many
    there are at most."""

    title: str = ""
    license: str = ""
    films: int = 0
    rated: bool = True
    names: int = 0
    kinds: dict[str, int] = {}
    questions: dict[str, int] = {}
    ladder: list[int] = []
    found_bits: int = 0
    neighbour_bits: int = 0


class CompiledFile:
    """A compiled bank's file, open for reading. Whatever cannot be read in it raises BankError."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        # Nobody writes to a compiled bank: it is replaced by another.
        address = f"{Path(self.path).absolute().as_uri()}?mode=ro&immutable=1"
        with self._reading():
            self._database = sqlite3.connect(address, uri=True, check_same_thread=False)
            finalize(self, self._database.close)  # at the latest when the program ends
            if self._one("PRAGMA application_id") != APPLICATION:
                raise BankError("this is a database, but no bank of quizzer's", file=self.path)
            version = self._one("PRAGMA user_version")
            if version != VERSION:
                raise BankError(
                    f"this bank has version {version}, and this program reads version {VERSION}: make it again",
                    file=self.path,
                )
            self.about = msgspec.json.decode(self._one("SELECT told FROM about WHERE what = 'bank'"), type=About)
        self._films: OrderedDict[tuple[int, str], KnownFilm] = OrderedDict()

    def film(self, number: int, parts: str = ALL_PARTS) -> KnownFilm | None:
        """The film of this number, with at least these parts; see `records`."""
        known = self._films.get((number, parts))
        if known is None:
            with self._reading():
                found = self._row("SELECT id, rank, year, votes, asks, record FROM films WHERE id = ?", number)
                if found is None:
                    return None
                row = FilmRow(*found)
                people = self._people(people_of(row.record, parts))
                known = read_record(row, people, rated=self.about.rated, parts=parts)
            self._films[number, parts] = known
            if len(self._films) > _REMEMBERED:
                self._films.popitem(last=False)
        return known

    def has_film(self, number: int) -> bool:
        """True if there is a film of this number."""
        with self._reading():
            return self._row("SELECT 1 FROM films WHERE id = ?", number) is not None

    def ranked(self, rank: int, parts: str = ALL_PARTS) -> KnownFilm:
        """The film of this rank, from 0, with at least these parts."""
        known = self.film(self.numbers([rank])[0], parts)
        if known is None:
            raise self._damaged(f"the film of rank {rank} is missing")
        return known

    def numbers(self, ranks: Iterable[int]) -> list[int]:
        """The numbers of the films of these ranks, in this order."""
        with self._reading():
            return [self._ranking(rank // FILMS_A_PAGE)[rank % FILMS_A_PAGE] for rank in ranks]

    def all_numbers(self) -> Iterator[int]:
        """The numbers of all films, the best known first."""
        for page in range(-(-self.about.films // FILMS_A_PAGE)):
            with self._reading():
                numbers = self._ranking(page)
            yield from numbers

    def found(self, kind: str, text: str) -> list[Found]:
        """The films that are found under a text, the best known first."""
        return films_in(*self._found(kind, text))

    def count_found(self, kind: str, text: str) -> int:
        """How many films are found under a text."""
        return len(self._found(kind, text)[1])

    def neighbours(self, page: int) -> array[int]:
        """A page of `neighbours`."""
        return self._entries("neighbours", page)

    def asked(self, category: str) -> list[int]:
        """How many films of each page can be asked in a category."""
        pages = [0] * -(-self.about.films // FILMS_A_PAGE)
        with self._reading():
            rows = self._database.execute("SELECT page, films FROM asked WHERE category = ?", (category,))
            for page, films in rows.fetchall():
                pages[page] = films
        return pages

    @lru_cache(maxsize=64)  # noqa: B019
    def asked_bits(self, category: str, page: int) -> int:
        """Which films of a page can be asked in a category: a bit for each, the best known first."""
        with self._reading():
            block = self._row("SELECT bits FROM asked WHERE category = ? AND page = ?", category, page)
        return int.from_bytes(block[0], "little") if block else 0

    @lru_cache(maxsize=64)  # noqa: B019
    def names(self, page: int) -> str:
        """A page of `names`, as JSON."""
        with self._reading():
            return str(self._one("SELECT names FROM names WHERE page = ?", page))

    @cached_property
    def tables(self) -> dict[str, int]:
        """The tables that are there, and how many rows each has."""
        with self._reading():
            rows = self._database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            names = [name for (name,) in rows.fetchall()]
            return {name: self._one(f"SELECT count(*) FROM {name}") for name in names}

    def integrity(self) -> list[str]:
        """What SQLite finds damaged in the file, at most a few things."""
        with self._reading():
            rows = self._database.execute("PRAGMA quick_check(5)").fetchall()
        return [line for (line,) in rows if line != "ok"]

    @lru_cache(maxsize=256)  # noqa: B019
    def _ranking(self, page: int) -> array[int]:
        return entries_of(self._one("SELECT films FROM ranking WHERE page = ?", page), "I")

    def _people(self, numbers: Iterable[int]) -> dict[int, Person]:
        people: dict[int, Person] = {}
        wanted = sorted(numbers)
        for start in range(0, len(wanted), _PEOPLE_AT_ONCE):
            some = wanted[start : start + _PEOPLE_AT_ONCE]
            pages = [number >> PEOPLE_BITS for number in some]
            pages += [-1] * (_PEOPLE_AT_ONCE - len(pages))
            rows = self._database.execute(_PEOPLE, pages).fetchall()
            texts = {page: f"\n{names}\n" for page, names in rows}
            for number in some:
                text = texts.get(number >> PEOPLE_BITS, "")
                begin = text.find(f"\n{number}\t") + 1
                if begin:
                    _, name, votes = text[begin : text.index("\n", begin)].split("\t")
                    people[number] = Person(name, int(votes))
        return people

    @lru_cache(maxsize=256)  # noqa: B019
    def _found(self, kind: str, text: str) -> tuple[array[int], range]:
        page, low = split_mark(mark(kind, text), self.about.found_bits)
        entries = self._entries("found", page)
        return entries, places_in(entries, low)

    def _entries(self, table: str, page: int) -> array[int]:
        with self._reading():
            row = self._row(f"SELECT entries FROM {table} WHERE page = ?", page)
        return entries_of(row[0] if row else b"")

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._database.execute(query, values).fetchone()
        return row

    def _one(self, query: str, *values: object) -> Any:
        row = self._row(query, *values)
        if row is None:
            raise self._damaged("a part of it is missing")
        return row[0]

    def _damaged(self, what: str) -> BankError:
        return BankError(f"this bank is damaged ({what}): make it again", file=self.path)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except BankError:
            raise
        except sqlite3.Error as trouble:
            raise self._damaged(str(trouble)) from None
        except (msgspec.MsgspecError, ValueError, TypeError, KeyError, IndexError) as trouble:
            raise self._damaged(f"{type(trouble).__name__}: {trouble}") from None
