"""Questions from a film's connections: "Featured in Les enfants de la cité perdue (1995)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.bounds import LONGEST_CONNECTION
from quizzer.facts.about import FilmContext
from quizzer.facts.film import Film, characters_of
from quizzer.facts.masking import shares_words
from quizzer.facts.wording import CLOZE, quoted
from quizzer.grading import AnswerKey, fold
from quizzer.question import Question

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
_CONNECTION = re.compile(
    rf"(?P<kind>{'|'.join(sorted(_SHAPES, key=len, reverse=True))})\s+(?P<title>.+?)"
    r"(?:\s+\((?P<year>\d{4})[^()]*\))?(?:\s+\([^()]*\))*",
    re.IGNORECASE,
)


def connection_questions(about: FilmContext) -> Iterator[Question]:
    """A question for each connection whose kind is known."""
    known = _known(about.film)
    for index, found in known.items():
        kind, title, year = found["kind"].capitalize(), found["title"], found["year"]
        one_of_many = kind in _ONE_OF_MANY
        same = [
            other["title"]
            for other in known.values()
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
            made_from=("connections", index),
            category="connections",
            difficulty=4,
            facts=[about.fact("connection", title)],
            explanation=f"{kind} {quoted(title)}{f' ({year})' if year else ''}.",
        )


def connected_titles(film: Film) -> list[str]:
    """The titles of the productions that a film is connected with."""
    return [found["title"] for found in _known(film).values()]


def series_titles(film: Film) -> list[str]:
    """What the films are called that come before and after a film, those that it was made of, and those made of it."""
    return [found["title"] for found in _known(film).values() if found["kind"].capitalize() in _IN_ITS_SERIES]


def _known(film: Film) -> dict[int, re.Match[str]]:
    """The connections that can be read, by their places."""
    lines = (
        (index, line.replace('"', "")) for index, line in enumerate(film.connections) if len(line) <= LONGEST_CONNECTION
    )
    return {index: found for index, line in lines if (found := _CONNECTION.fullmatch(line))}


def _outline(title: str) -> str:
    """The first letter of each word, and a line for each of its others."""
    return re.sub(r"(?<=\w)\w", "_", title)


def names_in(film: Film) -> frozenset[str]:
    """The names in a film's facts, folded: its titles, people, characters, songs, places and works, and what its
    sentences mark with [[ ]]."""
    return frozenset(fold(name) for name in _names(film) if name)


def _names(film: Film) -> Iterator[str | None]:
    yield from (film.title, film.original_title, *(known.title for known in film.also_known_as))
    for credit in film.credits:
        yield from (credit.name, credit.credited_as)
    for member in film.cast:
        yield from (member.actor, member.credited_as, member.character, *characters_of(member))
    yield from (song.song for song in film.soundtrack)
    for award in film.awards:
        yield from (award.award, award.for_, *award.who, *award.beat)
    for work in film.based_on:
        yield from (work.title, *work.by)
    yield from (*film.set_in, *film.filmed_in, *(one.place for one in film.released), film.series)
    yield from (*connected_titles(film), *film.known_for)
    sentences = (film.plot, *film.trivia, *film.goofs, *film.quotes, film.first_line, film.last_line, *film.taglines)
    for sentence in filter(None, (*sentences, *film.crazy_credits, *film.alternate_versions)):
        yield from (" ".join(cloze["answer"].split()) for cloze in CLOZE.finditer(sentence))


def place_questions(about: FilmContext) -> Iterator[Question]:
    """A question for each list of places, which any of them answers, and one for what the film is based on."""
    film = about.film
    yield from _where(about, "set-in", film.set_in, _SET)
    yield from _where(about, "filmed-in", film.filmed_in, _SHOT)
    works = [work.title for work in film.based_on if not shares_words(work.title, film.titles)]
    # A film after a book of its own name is no question, and after several works each of them is right.
    if works and len(works) == len(film.based_on):
        yield from about.ask(
            "based-on",
            "",
            _BASED_ON,
            AnswerKey(works[0], accept=works[1:], kind="title"),
            made_from="based_on",
            category="connections",
            difficulty=4,
            facts=[about.fact("based on")],
            told={},
        )


_SET = (
    "Where is [{film}|it] set?",
    "Where does [{film}|it] take place?",
    "Where does the story[ of {film}|] happen?",
    "Where in the world is [{film}|it] set?",
    "To which place does [{film}|it] take you?",
    "[Think of {film}. Where|Where] does it happen?",
)
_SHOT = (
    "Where was [{film}|it] shot?",
    "Where was [{film}|it] filmed?",
    "Where did the cameras roll[ for {film}|]?",
    "Where in the world was [{film}|it] shot?",
    "To which place did the crew[ of {film}|] go to shoot it?",
    "[Think of {film}. Where|Where] was it shot?",
)
_BASED_ON = (
    "Which work is [{film}|it] based on?",
    "What is [{film}|it] based on?",
    "Which work did [{film}|it] grow out of?",
    "From which work was [{film}|it] adapted?",
    "Before [{film} there|it there] was another work. Which one?",
    "What did the writers[ of {film}|] adapt?",
)


def _where(about: FilmContext, shape: str, places: tuple[str, ...], wordings: tuple[str, ...]) -> list[Question]:
    if not places:
        return []
    return about.ask(
        shape,
        "",
        wordings,
        AnswerKey(places[0], accept=places[1:], kind="text"),
        made_from=shape.replace("-", "_"),
        category="general",
        difficulty=4,
        facts=[about.fact(shape)],
        told={},
    )
