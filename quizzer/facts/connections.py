"""Questions from a film's connections: "Featured in Les enfants de la cité perdue (1995)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.facts.about import FilmContext
from quizzer.facts.film import Film
from quizzer.facts.masking import shares_words
from quizzer.facts.wording import quoted
from quizzer.grading import AnswerKey
from quizzer.question import Question

__all__ = ["connected_titles", "connection_questions", "series_titles"]

# How a connection begins, and the question; {film} is ours, {year} the other's (with a space behind it, or nothing).
_SHAPES = {
    "Featured in": "Which {year}production features {film}?",
    "Referenced in": "Which {year}production refers to {film}?",
    "Spoofed in": "Which {year}production makes fun of {film}?",
    "Edited into": "Into which {year}production was {film} edited?",
    "Followed by": "Which {year}production follows {film}?",
    "Remade as": "As which {year}production was {film} remade?",
    "Spin-off": "Which {year}production is a spin-off of {film}?",
    "Follows": "{film} follows which {year}production?",
    "Remake of": "{film} is a remake of which {year}production?",
    "Version of": "Of which {year}production is {film} another version?",
    "Spin-off from": "{film} is a spin-off from which {year}production?",
    "Edited from": "{film} was edited from which {year}production?",
    "References": "To which {year}production does {film} refer?",
    "Features": "Which {year}production is featured in {film}?",
    "Spoofs": "Which {year}production does {film} make fun of?",
}
# Of these a film can have many, listed or not: the outline of the title says which one is meant.
_ONE_OF_MANY = {"Featured in", "Referenced in", "Spoofed in", "Edited into", "References", "Features", "Spoofs"}
_IN_ITS_SERIES = {"Follows", "Followed by", "Remake of", "Remade as", "Version of", "Spin-off", "Spin-off from"}
LONGEST_LINE = 300
_CONNECTION = re.compile(
    rf"(?P<kind>{'|'.join(sorted(_SHAPES, key=len, reverse=True))})\s+(?P<title>.+?)"
    r"(?:\s+\((?P<year>\d{4})[^()]*\))?(?:\s+\([^()]*\))*",
    re.IGNORECASE,
)


def connection_questions(about: FilmContext) -> Iterator[Question]:
    """A question for each connection whose kind is known."""
    known = _known(about.film)
    for found in known:
        kind, title, year = found["kind"].capitalize(), found["title"], found["year"]
        one_of_many = kind in _ONE_OF_MANY
        same = [
            other["title"]
            for other in known
            if other is not found and other["kind"].capitalize() == kind and other["year"] == year
        ]
        if shares_words(title, [about.film.title]) and kind not in ("Followed by", "Follows"):
            continue
        text = _SHAPES[kind].format(film=about.name, year=f"{year} " if year else "")
        yield from about.ask(
            "connection-" + kind.lower().replace(" ", "-"),
            title,
            text + (f" ({_outline(title)})" if one_of_many else ""),
            AnswerKey(title, accept=() if one_of_many else same, kind="title", year=int(year) if year else None),
            category="connections",
            difficulty=4,
            facts=[about.fact("connection", title)],
            explanation=f"{kind} {quoted(title)}{f' ({year})' if year else ''}.",
        )


def connected_titles(film: Film) -> list[str]:
    """The titles of the productions that a film is connected with."""
    return [found["title"] for found in _known(film)]


def series_titles(film: Film) -> list[str]:
    """What the films are called that come before and after a film, those that it was made of, and those made of it."""
    return [found["title"] for found in _known(film) if found["kind"].capitalize() in _IN_ITS_SERIES]


def _known(film: Film) -> list[re.Match[str]]:
    lines = [line.replace('"', "") for line in film.connections if len(line) <= LONGEST_LINE]
    return [found for found in map(_CONNECTION.fullmatch, lines) if found]


def _outline(title: str) -> str:
    """The first letter of each word, and a line for each of its others."""
    return re.sub(r"(?<=\w)\w", "_", title)
