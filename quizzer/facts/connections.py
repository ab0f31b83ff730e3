"""Questions from a film's connections: "Featured in Les enfants de la cité perdue (1995)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.bounds import LONGEST_CONNECTION, MOST_FACTS
from quizzer.facts.about import FilmContext
from quizzer.facts.film import Film, characters_of
from quizzer.facts.masking import shares_words
from quizzer.facts.wording import CLOZE, quoted, spoken
from quizzer.grading import AnswerKey, fold
from quizzer.question import Question

# How a connection begins, and what another production does to ours, or ours to another.
_DONE_TO_IT = {"Featured in": "features", "Referenced in": "refers to", "Spoofed in": "makes fun of"}
_DONE_BY_IT = {
    "Edited into": "was edited into",
    "Edited from": "was edited from",
    "References": "refers to",
    "Features": "features",
    "Spoofs": "makes fun of",
}
_WHAT_DOES = (
    "Which {year}production {does} [{film}|it]?",
    "Name the {year}production that {does} [{film}|it].",
    "[{film}: a|A] {year}production {does} it. Which one?",
    "What is the {year}production called that {does} [{film}|it]?",
    "[Think of {film}. Which|Which] {year}production {does} it?",
    "What is the title of the {year}production that {does} [{film}|it]?",
)
_TO_WHAT = (
    "[{film}|It] {does} which {year}production?",
    "Which {year}production is it that [{film}|it] {does}?",
    "Name the {year}production that [{film}|it] {does}.",
    "[{film}|It] {does} a {year}production. Which one?",
    "What is the {year}production called that [{film}|it] {does}?",
    "[Think of {film}. It|It] {does} which {year}production?",
)
_RELATIVES = {
    "Followed by": (
        "Which {year}film is the sequel[ to {film}|]?",
        "The story[ of {film}|] goes on in which {year}film?",
        "Which {year}film came after [{film}|it]?",
        "[{film}|It] had a sequel, a {year}film. Which one?",
        "Name the {year}sequel[ to {film}|].",
        "Which {year}film takes up where [{film}|it] ends?",
    ),
    "Follows": (
        "[{film}|It] is the sequel to which {year}film?",
        "Which {year}film does [{film}|it] go on from?",
        "Which {year}film came before [{film}|it]?",
        "Which {year}film did [{film}|it] follow?",
        "To which {year}film is [{film}|this] the sequel?",
        "The story[ of {film}|] began in which {year}film?",
    ),
    "Remake of": (
        "[{film}|It] is a remake of which {year}film?",
        "Which {year}film does [{film}|it] tell again?",
        "Of which {year}film is [{film}|this] a remake?",
        "[{film}|This] was not the first: which {year}film was?",
        "Before [{film} there|it there] was a {year}film. Which one?",
        "Name the {year}film of which [{film}|this] is a remake.",
    ),
    "Remade as": (
        "Which {year}film is a remake[ of {film}|]?",
        "[{film}|It] was made again. As which {year}film?",
        "Which {year}film tells [{film}|it] again?",
        "Name the {year}remake[ of {film}|].",
        "Which {year}film makes [{film}|it] anew?",
        "Whoever likes [{film}|it] may know its remake, a {year}film. Which one?",
    ),
    "Version of": (
        "Of which {year}film is [{film}|it] another version?",
        "[{film}|It] tells the story of which {year}film in another way?",
        "Which {year}film has the same story[ as {film}|]?",
        "Name the {year}film of which [{film}|this] is a version.",
        "The story[ of {film}|] was a {year}film too. Which one?",
        "[{film} and|It and] which {year}film are versions of one story?",
    ),
    "Spin-off": (
        "Which {year}production is a spin-off[ of {film}|]?",
        "[{film}|It] had a spin-off, a {year}production. Which one?",
        "Name the {year}spin-off[ of {film}|].",
        "Which {year}production was made of a part[ of {film}|]?",
        "Which {year}production grew out of [{film}|it]?",
        "The world[ of {film}|] comes back in which {year}spin-off?",
    ),
    "Spin-off from": (
        "[{film}|It] is a spin-off from which {year}production?",
        "Which {year}production did [{film}|it] grow out of?",
        "From which {year}production does [{film}|it] come?",
        "Name the {year}production of which [{film}|this] is a spin-off.",
        "The world[ of {film}|] was known from which {year}production?",
        "Without which {year}production would there be no [{film}|such spin-off]?",
    ),
}
"""How films before and after a film, and others of its story, are asked for; {year} has a space behind it, or is
nothing."""
_SEQUEL = (
    "Which film is the sequel to {other}?",
    "The story of {other} goes on in which film?",
    "What came after {other}? Name the film.",
    "{other} had a sequel. Which one?",
    "Name the sequel to {other}.",
    "Which film takes up where {other} ends?",
)
_BEGINNING = (
    "{other} is the sequel to which film?",
    "Which film has the sequel {other}?",
    "What came before {other}? Name the film.",
    "The story of {other} began in which film?",
    "Name the film that {other} goes on from.",
    "Without which film would there be no {other}?",
)
_REMAKE = (
    "Which film is a remake of {other}?",
    "{other} was made again as which film?",
    "Which film tells {other} again?",
    "Name the remake of {other}.",
    "Whoever likes {other} may know its remake. Which film is it?",
    "Which film is {other}, made again?",
)
_REMADE = (
    "{other} is a remake of which film?",
    "Which film does {other} tell again?",
    "Which film was remade as {other}?",
    "Name the film of which {other} is a remake.",
    "{other} was not the first: which film was?",
    "Which film came before {other}, its remake?",
)
_RELATED_TO = {"Follows": _SEQUEL, "Followed by": _BEGINNING, "Remake of": _REMAKE, "Remade as": _REMADE}
_ONE_OF_MANY = {*_DONE_TO_IT, *_DONE_BY_IT} - {"Edited from"}
_CONNECTION = re.compile(
    rf"(?P<kind>{'|'.join(sorted((*_DONE_TO_IT, *_DONE_BY_IT, *_RELATIVES), key=len, reverse=True))})\s+(?P<title>.+?)"
    r"(?:\s+\((?P<year>\d{4})[^()]*\))?(?:\s+\([^()]*\))*",
    re.IGNORECASE,
)


def connection_questions(about: FilmContext) -> Iterator[Question]:
    """A question for each connection whose kind is known."""
    known = _known(about.film)
    alike: dict[tuple[str, str | None], list[str]] = {}
    for found in known.values():
        alike.setdefault((found["kind"].capitalize(), found["year"]), []).append(found["title"])
    for index, found in known.items():
        kind, title, year = found["kind"].capitalize(), found["title"], found["year"]
        # Of these a film can have many, listed or not: the outline of the title says which one is meant.
        one_of_many = kind in _ONE_OF_MANY
        wordings = _WHAT_DOES if kind in _DONE_TO_IT else _TO_WHAT
        same = [] if one_of_many else [other for other in alike[kind, year][:MOST_FACTS] if other != title]
        shares = shares_words(title, [about.film.title])
        if kind in _RELATED_TO and not shares:
            yield from _related_to(about, index, kind, title, year)
        if shares and kind not in ("Followed by", "Follows"):
            continue
        told = {
            "does": _DONE_TO_IT.get(kind) or _DONE_BY_IT.get(kind, ""),
            "year": f"{year} " if year else "",
            "outline": f" ({_outline(title)})" if one_of_many else "",
        }
        yield from about.ask(
            "connection-" + kind.lower().replace(" ", "-"),
            title,
            _RELATIVES.get(kind) or [f"{wording}{{outline}}" for wording in wordings],
            AnswerKey(title, accept=same, kind="title", year=int(year) if year else None),
            made_from=("connections", index),
            category="connections",
            difficulty=4,
            facts=[about.fact("connection", title)],
            told=told,
        )


def _related_to(about: FilmContext, index: int, kind: str, title: str, year: str | None) -> list[Question]:
    """Which film it is that another follows, or is a remake of."""
    other = quoted(title) + (f" ({year})" if year else "")
    return about.ask(
        f"film-of-{kind.lower().replace(' ', '-')}",
        title,
        _RELATED_TO[kind],
        about.title_key(),
        made_from=("connections", index),
        category="connections",
        difficulty=3,
        facts=[about.fact("connection", title)],
        told={"other": other},
    )


def connected_titles(film: Film) -> list[str]:
    """The titles of the productions that a film is connected with."""
    return [found["title"] for found in _known(film).values()]


def series_titles(film: Film) -> list[str]:
    """What the films are called that come before and after a film, those that it was made of, and those made of it."""
    return [found["title"] for found in _known(film).values() if found["kind"].capitalize() in _RELATIVES]


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
    """The names in a film's facts, folded: its titles, people, characters, songs, places and works, who is quoted, and
    what its sentences mark with [[ ]]."""
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
    lines = filter(None, (*film.quotes, film.first_line, film.last_line))
    yield from (said[0] for said in map(spoken, lines) if said)
    sentences = (film.plot, *film.trivia, *film.goofs, *film.quotes, film.first_line, film.last_line, *film.taglines)
    for sentence in filter(None, (*sentences, *film.crazy_credits, *film.alternate_versions)):
        yield from (" ".join(cloze["answer"].split()) for cloze in CLOZE.finditer(sentence))


def place_questions(about: FilmContext) -> Iterator[Question]:
    """A question for each list of places, which any of them answers."""
    film = about.film
    yield from _where(about, "set-in", film.set_in, _SET)
    yield from _where(about, "filmed-in", film.filmed_in, _SHOT)


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
        # What was shot in several places was shot in more than its bank names, and who knows those is right too.
        minor=shape == "filmed-in" and len(places) > 1,
    )
