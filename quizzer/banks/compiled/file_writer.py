"""A compiled bank's file, written whole or not at all."""

import os
import sqlite3
import tempfile
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import neg
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from quizzer.banks.compiled.file import APPLICATION, FILMS_A_PAGE, INDEXES, NAMES_A_PAGE, TABLES, About, CompiledFile
from quizzer.banks.compiled.filing import FilmRow, packed
from quizzer.banks.compiled.film_chooser import RUNGS
from quizzer.banks.compiled.name_index import pages_of_neighbours
from quizzer.bounds import LONGEST_RECORD
from quizzer.errors import BankError, QuizzerError
from quizzer.files import is_database, new_file_mode, remove
from quizzer.grading import Name

_NAMES_A_PAGE_OF_NEIGHBOURS = 32


class CompiledWriter:
    """Writes a compiled bank: `with` it, add all parts, then `finish`. Left without that, or by an exception, it leaves
    nothing behind, and what stood there still stands.

    Raises QuizzerError if the file cannot be written, or if one stands there that is no compiled bank.
    """

    def __init__(self, path: str | os.PathLike[str], *, films: int) -> None:
        self._target = Path(path)
        self._films = films
        self._numbers = array("I", bytes(4 * films))
        self._asks = array("I", bytes(4 * films))
        self._votes = array("I", bytes(4 * films))
        self._names = 0
        self._neighbour_bits = 0

    @staticmethod
    def check(path: str | os.PathLike[str]) -> None:
        """Raises QuizzerError if a bank cannot stand there."""
        target = Path(path)
        if target.is_dir():
            raise QuizzerError(f"{target}: this is a folder; name a file in it")
        if not target.resolve().parent.is_dir():
            raise QuizzerError(f"{target}: there is no such folder")
        if target.exists() and not _is_ours(target):
            raise QuizzerError(f"{target}: this file is no compiled bank, and would be lost; name another")

    def __enter__(self) -> Self:
        self.check(self._target)
        try:
            folder = self._target.resolve().parent
            handle, name = tempfile.mkstemp(dir=folder, prefix=f".{self._target.name[:50]}.", suffix=".tmp")
        except (OSError, ValueError) as trouble:
            raise self._unwritable(trouble) from None
        os.close(handle)
        self._temporary = Path(name)
        self._database = sqlite3.connect(self._temporary, isolation_level=None)
        self._database.executescript(
            f"PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {TABLES}"
        )
        self._database.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._database.close()
        remove(self._temporary)
        if isinstance(error, sqlite3.Error):
            raise self._unwritable(error) from None

    def add_films(self, rows: Sequence[FilmRow | tuple[int, int, int | None, int, int, str]]) -> None:
        """Adds films; every rank below the number of films comes once in the end."""
        numbers, asks, votes = self._numbers, self._asks, self._votes
        for number, rank, _year, voted, asked, record in rows:
            if len(record) > LONGEST_RECORD:
                what = f"of film {number} more is known than the {LONGEST_RECORD:,} characters that a bank may hold"
                raise QuizzerError(f"{self._target}: {what}")
            numbers[rank] = number
            asks[rank] = asked
            votes[rank] = voted
        self._database.executemany(
            "INSERT INTO films(id, rank, year, votes, asks, record) VALUES (?, ?, ?, ?, ?, ?)", rows
        )

    def add_people(self, pages: Iterable[tuple[int, str]]) -> None:
        """Adds pages of people: lines of a number, a name and the votes of their best known film."""
        self._database.executemany("INSERT INTO people VALUES (?, ?)", pages)

    def add_found(self, pages: Iterable[tuple[int, list[int]]]) -> None:
        """Adds pages of entries by which films are found; see `filing.films_in`."""
        rows = ((page, packed(sorted(set(entries)))) for page, entries in pages)
        self._database.executemany("INSERT INTO found VALUES (?, ?)", rows)

    def add_names(self, names: Sequence[Name]) -> None:
        """Adds the best known names, the best known first. Once."""
        self._names = len(names)
        self._neighbour_bits = bits = max(0, (len(names) // _NAMES_A_PAGE_OF_NEIGHBOURS).bit_length())
        some = (names[start : start + NAMES_A_PAGE] for start in range(0, len(names), NAMES_A_PAGE))
        pages = ((page, msgspec.json.encode(listed).decode()) for page, listed in enumerate(some))
        self._database.executemany("INSERT INTO names VALUES (?, ?)", pages)
        self._database.executemany("INSERT INTO neighbours VALUES (?, ?)", pages_of_neighbours(names, bits))

    def finish(self, about: About, categories: Sequence[str]) -> None:
        """Adds what is made from the parts, and puts the file in its place. `categories` are those of the bits of
        `FilmRow.asks`."""
        blocks = (self._numbers[start : start + FILMS_A_PAGE] for start in range(0, self._films, FILMS_A_PAGE))
        self._database.executemany(
            "INSERT INTO ranking VALUES (?, ?)", ((page, packed(block, "I")) for page, block in enumerate(blocks))
        )
        self._database.executemany("INSERT INTO asked VALUES (?, ?, ?, ?)", self._asked(categories))
        ladder = tuple(bisect_right(self._votes, -rung, key=neg) for rung in RUNGS)  # films are ranked by their votes
        told = msgspec.structs.replace(
            about, films=self._films, names=self._names, neighbour_bits=self._neighbour_bits, ladder=ladder
        )
        self._database.execute("INSERT INTO about VALUES ('bank', ?)", (msgspec.json.encode(told).decode(),))
        self._database.execute(INDEXES)
        self._database.execute("COMMIT")
        self._database.close()
        self._put_in_place()

    def _asked(self, categories: Sequence[str]) -> Iterator[tuple[str, int, int, bytes]]:
        blocks = packed(self._asks, "I")
        for bit, category in enumerate(categories):
            # One byte in four of the masks, and of it one bit: as digits, which `int` reads in one go.
            digits = bytes(49 if value >> (bit % 8) & 1 else 48 for value in range(256))
            flags = blocks[bit // 8 :: 4].translate(digits)
            for page, start in enumerate(range(0, self._films, FILMS_A_PAGE)):
                block = flags[start : start + FILMS_A_PAGE]
                if films := block.count(b"1"):
                    yield category, page, films, int(block[::-1], 2).to_bytes(FILMS_A_PAGE // 8, "little")

    def _put_in_place(self) -> None:
        try:  # what was written opens as for whoever plays it
            written = CompiledFile(self._temporary)
            for rank in {0, self._films - 1} if self._films else ():
                written.ranked(rank)
        except BankError as trouble:
            what = f"nothing was written, since quizzer could not load the bank: {trouble.message}"
            raise QuizzerError(f"{self._target}: {what}") from None
        try:
            with self._temporary.open("rb+") as file:  # Windows syncs only what may be written
                os.fsync(file.fileno())
            self._temporary.chmod(new_file_mode(self._target))
            self._temporary.replace(self._target.resolve())
        except OSError as trouble:
            raise self._unwritable(trouble) from None

    def _unwritable(self, trouble: Exception) -> QuizzerError:
        return QuizzerError(f"{self._target}: cannot be written: {getattr(trouble, 'strerror', None) or trouble}")


def _is_ours(path: Path) -> bool:
    """True for a bank of any version, damaged or not; a file of nothing may be replaced too."""
    with path.open("rb") as file:
        head = file.read(72)
    return not head or (is_database(path) and int.from_bytes(head[68:], "big") == APPLICATION)
