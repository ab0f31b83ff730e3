"""A film's record in a compiled bank: one text, written by a database and read in microseconds.

A record is either a `Film` as JSON, or lines of fields with tabs between them, which is what the rows of a large data
set become without a visit to Python. The first line tells of the film: title, original title, rating (of 10), minutes,
directors and writers. Each other line begins with its kind and its place in the order of its source:

    c  who plays, the characters with " / " between them
    m  who composed
    t  another title (empty: the film's own), its country, its language, its type

People are numbers, by which the bank knows their names; several stand with a comma between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from quizzer.facts.film import FIRST_YEAR, LAST_YEAR, AlternateTitle, CastMember, Credit, Film

__all__ = ["KnownFilm", "Person", "people_of", "read_record", "write_record"]


@dataclass(frozen=True)
class Person:
    """A name, and the votes of the best known film that this person is credited in."""

    name: str
    votes: int


@dataclass(frozen=True)
class KnownFilm:
    """A film, its number in the bank, its votes (None where nobody told them), and those by which its people are known:
    of each name the votes of the best known film."""

    id: int
    film: Film
    votes: int | None
    fame: Mapping[str, int]


def write_record(film: Film) -> str:
    """The record of any film."""
    return msgspec.json.encode(film).decode()


def people_of(record: str) -> set[int]:
    """The numbers of the people in a record."""
    if record.startswith("{"):
        return set()
    first, *lines = record.split("\n")
    numbers = [part for field in first.split("\t")[4:6] for part in field.split(",")]
    numbers += [line.split("\t", 2)[1] for line in lines if line[0] in "cm"]
    return {int(number) for number in numbers if number}


def read_record(
    number: int, record: str, *, year: int | None, votes: int | None, people: Mapping[int, Person]
) -> KnownFilm:
    """The film that a record tells of. Who is not among `people` is left out, and so is the crew that one of them
    belongs to: half of it is no answer. Raises ValueError or msgspec.MsgspecError for what is no record.
    """
    if record.startswith("{"):
        film = msgspec.json.decode(record, type=Film)
        return KnownFilm(number, film, film.votes, {})
    first, *lines = record.split("\n")
    title, original, rating, minutes, directors, writers = first.split("\t")[:6]
    parts: dict[str, list[tuple[int, list[str]]]] = {"c": [], "m": [], "t": []}
    for line in lines:
        kind, *fields = line.split("\t")
        parts[kind[0]].append((int(kind[1:] or 0), fields))
    for several in parts.values():
        several.sort()
    film = Film(
        title=title,
        original_title=original or None,
        year=year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None,
        imdb=f"tt{number:07d}",
        also_known_as=tuple(dict.fromkeys(_title(fields, title) for _, fields in parts["t"])),
        cast=tuple(
            dict.fromkeys(
                CastMember(actor=people[int(who)].name, character=characters or None)
                for _, (who, characters) in parts["c"]
                if int(who) in people
            )
        ),
        directors=_crew(directors.split(","), people),
        writers=_crew(writers.split(","), people),
        composers=_crew((who for _, (who, *_rest) in parts["m"]), people),
        rating=float(rating) if rating else None,
        votes=votes,
        runtime=f"{minutes} minutes" if minutes else None,
        sources=(f"https://www.imdb.com/title/tt{number:07d}/",),
    )
    return KnownFilm(number, film, votes, {person.name: person.votes for person in people.values()})


def _title(fields: list[str], title: str) -> AlternateTitle:
    called, country, language, kind = fields
    return AlternateTitle(title=called or title, country=country or None, language=language or None, type=kind or None)


def _crew(numbers: Iterable[str], people: Mapping[int, Person]) -> tuple[Credit, ...]:
    crew = list(dict.fromkeys(int(number) for number in numbers if number))
    if any(number not in people for number in crew):
        return ()
    return tuple(Credit(name=people[number].name) for number in crew)
