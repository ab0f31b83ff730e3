"""How films are filed in a compiled bank: the record of each, and the numbers by which it is found.

A record is one text, written by a database and read in microseconds. It is either a `Film` as JSON, or lines of fields
with tabs between them, which is what the rows of a large data set become without a visit to Python. The first line
tells of the film: title, original title, rating (of 10), minutes, directors and writers. Each other line begins with
its kind and its place in the order of its source:

    c  who plays, the characters with " / " between them
    m  who composed
    t  another title (empty: the film's own), its country, its language, its type

People are numbers, by which the bank knows their names; several stand with a comma between them.

A film is found by title: a title's key is its letters and figures in lower case, without accents and a leading English
article. It is made from steps that DuckDB and Python have in common, and numbers stand for the keys.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import md5
from typing import Any, NamedTuple

import msgspec

from quizzer.bounds import MOST_FACTS, MOST_MARKS
from quizzer.facts.film import FIRST_YEAR, LAST_YEAR, AlternateTitle, CastMember, Credit, Film, Source, within_bounds


class Person(NamedTuple):
    """A name, and the votes of the best known film that this person is credited in."""

    name: str
    votes: int


ALL_PARTS = "cdmtw"
"""The parts of a record: cast, directors, composers, other titles, writers."""


class KnownFilm(NamedTuple):
    """A film, its number and its rank in the bank, its votes (None where nobody told them), and those by which its
    people are known: of each name the votes of the best known film."""

    id: int
    rank: int
    film: Film
    votes: int | None
    fame: Mapping[str, int]


class FilmRow(NamedTuple):
    """A film as it is filed. `rank` counts from 0; `asks` has a bit for each category that it can be asked in."""

    id: int
    rank: int
    year: int | None
    votes: int
    asks: int
    record: str


def people_of(record: str, parts: str = ALL_PARTS) -> set[int]:
    """The numbers of the people in these parts of a record."""
    if record.startswith("{"):
        return set()
    first, *lines = record.split("\n")
    directors, writers = first.split("\t")[4:6]
    numbers = directors.split(",") if "d" in parts else []
    numbers += writers.split(",") if "w" in parts else []
    numbers += [line.split("\t", 2)[1] for line in lines if line[0] in "cm" and line[0] in parts]
    return {int(number) for number in numbers if number}


def read_record(row: FilmRow, people: Mapping[int, Person], *, rated: bool, parts: str = ALL_PARTS) -> KnownFilm:
    """The film that a row tells of, with these parts of what is told in lines; of a bank without votes if not `rated`.

    Who is not among `people` is left out, and so is the crew that one of them belongs to: half of it is no answer.
    Raises ValueError or msgspec.MsgspecError for what is no record.
    """
    number, record = row.id, row.record
    if record.startswith("{"):
        film = _within_bounds(_film_in(record), record)
        return KnownFilm(number, row.rank, film, film.votes, {})
    first, *lines = record.split("\n")
    title, original, rating, minutes, directors, writers = first.split("\t")[:6]
    told: dict[str, list[tuple[int, list[str]]]] = {"c": [], "m": [], "t": []}
    for line in lines:
        if line[0] in parts:
            place, *fields = line.split("\t")
            told[line[0]].append((int(place[1:]), fields))
    for several in told.values():
        several.sort()
    votes = row.votes if rated else None
    film = Film(
        title=title,
        original_title=original or None,
        year=row.year if row.year is not None and FIRST_YEAR <= row.year <= LAST_YEAR else None,
        imdb=f"tt{number:07d}",
        also_known_as=tuple(
            AlternateTitle(title=called or title, country=country or None, language=language or None, type=kind or None)
            for called, country, language, kind in _once(told["t"])
        ),
        cast=tuple(
            CastMember(actor=people[int(who)].name, character=characters or None)
            for who, characters in _once(told["c"])
            if int(who) in people
        ),
        directors=_crew(directors.split(","), people),
        writers=_crew(writers.split(","), people),
        composers=_crew((who for _, (who, *_rest) in told["m"]), people),
        rating=float(rating) if rating else None,
        votes=votes,
        runtime=f"{minutes} minutes" if minutes else None,
        sources=(Source(page=f"https://www.imdb.com/title/tt{number:07d}/"),),
    )
    return KnownFilm(
        number, row.rank, _within_bounds(film, record), votes, {person.name: person.votes for person in people.values()}
    )


def _film_in(record: str) -> Film:
    try:
        return msgspec.json.decode(record, type=Film)
    except msgspec.ValidationError:
        # Until 0.2 awards, works and sources were texts.
        told = msgspec.json.decode(record, type=dict[str, Any])
        for key, first in (("awards", "award"), ("based_on", "title"), ("sources", "page")):
            told[key] = [{first: one} if isinstance(one, str) else one for one in told.get(key, ())]
        return msgspec.convert(told, Film)


def _within_bounds(film: Film, record: str) -> Film:
    """The film with at most `MOST_FACTS` entries of each list. Raises ValueError where a sentence has more marks than
    one in a bank's own files may have: the work of making questions grows much faster than a record."""
    if record.count("[[") > MOST_MARKS:
        from quizzer.bank_files.film_checks import overmarked  # few films need it

        if overmarked(film):
            raise ValueError(f"more than {MOST_MARKS} [[ ]] in one sentence")
    return film if len(record) < MOST_FACTS else within_bounds(film)


def _once(told: list[tuple[int, list[str]]]) -> Iterable[tuple[str, ...]]:
    """The fields of each line, in the order of the lines, none twice."""
    return dict.fromkeys(tuple(fields) for _, fields in told)


def _crew(numbers: Iterable[str], people: Mapping[int, Person]) -> tuple[Credit, ...]:
    crew = list(dict.fromkeys(int(number) for number in numbers if number))
    if any(number not in people for number in crew):
        return ()
    return tuple(Credit(name=people[number].name) for number in crew)


RANK_BITS = 28
"""Bits of a film's rank in an entry: as many films as there can be."""
YEAR_BITS = 8
YEARS_FROM = 1850
"""What is taken off a year in an entry, where 0 is an unknown one."""
_RANK_AND_YEAR = RANK_BITS + YEAR_BITS
_YEARS = (1 << YEAR_BITS) - 1
A_MARK = 1 << _RANK_AND_YEAR
"""How far the entries of two marks are apart at least."""
_ENTRIES_A_PAGE = 256

_ARTICLE = re.compile(r"^(?:the|an|a) +")


def key_of(title: str) -> str:
    """What titles are found by: "Tom & Jerry: The Movie" is "tomandjerrythemovie". Never empty for a title that is not.

    Of a title of letters alone that no rule of the referee rewrites, this is `same_words(title).tight`.
    """
    low = title.lower() if title.isascii() else "".join(map(_plain, title))
    plain = _ARTICLE.sub("", low.replace("&", "and").replace("+", "and"))
    return "".join(mark for mark in plain if unicodedata.category(mark)[0] in "LN") or low


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """A character without case and accents."""
    parts = unicodedata.normalize("NFD", letter.lower()[:1])
    return unicodedata.normalize("NFC", "".join(part for part in parts if unicodedata.category(part)[0] != "M"))


@lru_cache(maxsize=65_536)
def mark(kind: str, text: str) -> int:
    """64 bits that stand for a text of a kind ("title", "song", "film")."""
    digest = md5(f"{kind} {text}".encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
    return int.from_bytes(digest[8:], "little")


class Found(NamedTuple):
    """A film that was found: its rank, and its year if that is known."""

    rank: int
    year: int | None


def page_bits(entries: int) -> int:
    """How many bits of a mark tell its page, for an index of so many entries."""
    return min(64 - _RANK_AND_YEAR, max(0, (entries // _ENTRIES_A_PAGE).bit_length()))


def split_mark(marked: int, bits: int) -> tuple[int, int]:
    """The page of a mark, and the smallest entry that it can have there."""
    rest = marked & ((1 << (64 - bits)) - 1)
    return marked >> (64 - bits), (rest >> (_RANK_AND_YEAR - bits)) << _RANK_AND_YEAR


def films_in(entries: Iterable[int]) -> list[Found]:
    """The films whose entries these are, the best known first."""
    return [Found(one % A_MARK >> YEAR_BITS, (one & _YEARS) + YEARS_FROM if one & _YEARS else None) for one in entries]


def packed(numbers: Iterable[int], size: str = "Q") -> bytes:
    """Numbers as bytes, the least significant first; `size` is Q for 64 bits, I for 32."""
    block = array(size, numbers)
    if sys.byteorder == "big":
        block.byteswap()
    return block.tobytes()


def entries_of(block: bytes, size: str = "Q") -> array[int]:
    """The numbers that `packed` packed."""
    numbers = array(size)
    numbers.frombytes(block)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
