"""What a key is told of the film that its answer belongs to."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from quizzer.errors import QuizzerError, shown


class AboutFilm(NamedTuple):
    """The film that a key's answer belongs to. Whoever names it besides the answer says nothing wrong."""

    title: str = ""
    year: int | None = None
    directors: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    series: str = ""


def read_about(told: Mapping[str, Any] | AboutFilm | None) -> AboutFilm | None:
    """What a key is told of its film, as one value; None where that is nothing.

    Raises QuizzerError for a key that `AboutFilm` does not have, and for a year that is no whole number.
    """
    if told is None or isinstance(told, AboutFilm):
        return told
    for name in told:
        if name not in AboutFilm._fields:
            raise QuizzerError(f"about has no {shown(name)}: it has {', '.join(AboutFilm._fields)}")
    year = told.get("year")
    if year is not None and not (isinstance(year, int) and not isinstance(year, bool)):
        raise QuizzerError(f"the year of about is a whole number, not {shown(year)}")
    people = {
        name: (told[name],) if isinstance(told[name], str) else tuple(map(str, told[name] or ()))
        for name in ("directors", "actors")
        if name in told
    }
    about = AboutFilm(str(told.get("title") or ""), year, series=str(told.get("series") or ""), **people)
    return about if any(about) else None
