"""Any films as a compiled bank, which quizzer makes of data sets only: what tests play and damage."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from quizzer.banks.compiled.file import About
from quizzer.banks.compiled.file_writer import CompiledWriter
from quizzer.banks.compiled.filing import YEAR_BITS, YEARS_FROM, FilmRow, key_of, mark, page_bits, split_mark
from quizzer.banks.known_names import known_names
from quizzer.facts.about import links_of
from quizzer.facts.film import Film
from quizzer.facts.masking import fold
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions
from quizzer.facts.wording import slug
from quizzer.grading import Name

_FIRST_OWN_NUMBER = 1 << 31
"""Numbers from here on are films that IMDb does not know by an id."""


def write_record(film: Film) -> str:
    """The record of any film."""
    return msgspec.json.encode(film).decode()


def write_compiled_bank(
    path: str | os.PathLike[str],
    films: Iterable[Film],
    *,
    title: str = "",
    license: str = "",  # noqa: A002 — as the key of a bank's file
) -> None:
    """Writes films, with all that is known of them, as a compiled bank. Raises QuizzerError if that cannot be.

    For as many films as memory holds; the data sets that are larger have ways of their own.
    """
    merged = sorted(merge_films(films), key=lambda film: -(film.votes or 0))
    questions = make_questions(merged)
    asked: dict[str, set[str]] = {}
    for question in questions:
        asked.setdefault(question.film or "", set()).add(question.category)
    counted = Counter(question.category for question in questions)
    categories = list(counted)[:32]
    taken = {number for film in merged if (number := _imdb_number(film)) is not None}
    with CompiledWriter(path, films=len(merged)) as writer:
        marks: set[tuple[int, int]] = set()
        rows = []
        for rank, film in enumerate(merged):
            number = _imdb_number(film)
            if number is None or number not in taken:
                number = _FIRST_OWN_NUMBER + rank
                marks.add((mark("film", film.imdb or slug(film.title) + (f"-{film.year}" if film.year else "")), rank))
            taken.discard(number)
            marks |= {(mark("title", key_of(one)), rank) for one in film.titles}
            marks |= {(mark("song", fold(song.song)), rank) for song in film.soundtrack}
            marks |= {(mark("link", link), rank) for link in ("", *links_of(film))}
            asks = sum(1 << bit for bit, one in enumerate(categories) if one in asked.get(film.label, ()))
            rows.append(FilmRow(number, rank, film.year, film.votes or 0, asks, write_record(film)))
        writer.add_films(sorted(rows))
        bits = page_bits(len(marks))
        pages: dict[int, list[int]] = {}
        for marked, rank in marks:
            page, low = split_mark(marked, bits)
            since = (merged[rank].year or 0) - YEARS_FROM
            pages.setdefault(page, []).append(low | rank << YEAR_BITS | (since if 0 < since < 1 << YEAR_BITS else 0))
        writer.add_found(sorted(pages.items()))
        names = _names(merged)
        kinds = Counter(name.kind for name in names)
        about = About(title=title, license=license, kinds=dict(kinds), questions=dict(counted), found_bits=bits)
        writer.add_names(names)
        writer.finish(about, categories)


def _names(films: Sequence[Film]) -> list[Name]:
    """The names of films, the best known first: of a person, the best known film tells how well."""
    names = known_names(films, ())
    fame: dict[str, int] = {}
    for film in films:
        people = (*film.directors, *film.writers, *film.composers)
        for name in (*(one.name for one in people), *(one.actor for one in film.cast)):
            fame.setdefault(name, film.votes or 0)
    told = [
        msgspec.structs.replace(name, fame=fame.get(name.of)) if name.kind == "person" and name.of in fame else name
        for name in names
    ]
    return sorted(told, key=lambda name: -(name.fame or 0))


def _imdb_number(film: Film) -> int | None:
    digits = (film.imdb or "").removeprefix("tt")
    return int(digits) if film.imdb and digits.isdigit() and int(digits) < _FIRST_OWN_NUMBER else None
