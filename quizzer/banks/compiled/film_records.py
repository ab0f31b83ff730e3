"""A film's record in a compiled bank: one text, written by a database and read in microseconds.

A record is either a `Film` as JSON, or lines of fields with tabs between them, which is what the rows of a large data
set become without a visit to Python. The first line tells of the film: title, original title, rating (of 10), minutes,
directors and writers. Each other line begins with its kind and its place in the order of its source:

    c  who plays, the characters with " / " between them
    m  who composed
    t  another title (empty: the film's own), its country, its language, its type

People are numbers, by which the bank knows their names; several stand with a comma between them.
"""

from collections.abc import Iterable, Mapping
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
