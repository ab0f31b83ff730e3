"""Lists of films that somebody has watched: the exports of Letterboxd and IMDb, and plain lists."""

import csv
import os
import re
from io import BytesIO
from zipfile import ZipFile

from quizzer.bounds import LARGEST_SOURCE
from quizzer.errors import SourceError, boundary
from quizzer.facts.film import FilmName
from quizzer.files import read_bytes, read_stream
from quizzer.formats.texts import clean_line

IN_EXPORT = ("watched.csv", "ratings.csv", "diary.csv")
"""The files of a Letterboxd export that name what was watched; its watchlist does not."""
_TITLES, _IDS = ("Name", "Title"), ("Const", "tconst", "imdbID")
_LINE = re.compile(r"(?P<title>.+?)(?:(?:(?<!\s)\s++)?\((?P<year>\d{4})\))?")
_ID = re.compile(r"tt\d{7,10}")


def read_watched(path: str | os.PathLike[str]) -> list[FilmName]:
    """The films of a list, none twice: of `letterboxd.zip`, of a table as Letterboxd or IMDb exports it, or of a plain
    list with a title, a title and its year in brackets, or an IMDb id on each line.

    Raises SourceError for a file that cannot be read, is too large, or names no film.
    """
    name = os.fspath(path)
    data = read_bytes(path, at_most=LARGEST_SOURCE, error=SourceError)
    texts = [_text(data, name)] if not data.startswith(b"PK") else _unzipped(data, name)
    films = [film for text in texts for film in _films(text, name)]
    if not films:
        raise SourceError("no film is named here", file=name)
    return list(dict.fromkeys(films))


def film_named(text: str) -> FilmName:
    """What a line names: a title, a title and its year in brackets, or an IMDb id."""
    return _film(clean_line(text), "", "")


def _unzipped(data: bytes, name: str) -> list[str]:
    with boundary("this export", file=name), ZipFile(BytesIO(data)) as export:
        inside = [one for one in IN_EXPORT if one in export.namelist()]
        return [_text(export.open(one).read(LARGEST_SOURCE + 1), f"{name}/{one}") for one in inside]


def _text(data: bytes, name: str) -> str:
    return read_stream(BytesIO(data), name=name, at_most=LARGEST_SOURCE, error=SourceError)


def _films(text: str, name: str) -> list[FilmName]:
    lines = text.splitlines(keepends=True)
    with boundary("this list", file=name):
        first = next(csv.reader(lines[:1]), [])
        if len(first) < 2 or not {*_TITLES, *_IDS} & set(first):
            return [film_named(line) for line in lines if clean_line(line)]
        rows = csv.DictReader(lines)
        films = [_film(*(_cell(row, *names) for names in (_TITLES, ("Year",), _IDS))) for row in rows]
    return [film for film in films if film.title or film.imdb]


def _cell(row: dict[str, str | None], *names: str) -> str:
    return clean_line(next((cell for name in names if (cell := row.get(name))), ""))


def _film(title: str, year: str, imdb: str) -> FilmName:
    if found := _ID.search(imdb or (title if not year else "")):
        return FilmName(title if imdb else "", _number(year), found[0])
    line = _LINE.fullmatch(title)
    if line is not None and not year:
        return FilmName(line["title"], _number(line["year"]))
    return FilmName(title, _number(year))


def _number(year: str | None) -> int:
    return int(year) if year and re.fullmatch(r"\d{4}", year) else 0
