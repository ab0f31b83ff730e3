"""Make questions from connections ("Featured in Les enfants de la cité perdue (1995)"), places, and a film's source
works."""

import re
from collections.abc import Iterator

from quizzer.bounds import LONGEST_CONNECTION, MOST_FACTS
from quizzer.facts.about import FilmContext
from quizzer.facts.film import Film, Work, characters_of
from quizzer.facts.masking import shares_words
from quizzer.facts.wording import CLOZE, joined, quoted, spoken
from quizzer.grading import AnswerKey, fold
from quizzer.question import Question

# The beginning of a connection, and the verb for the other production, or for ours.
_DONE_TO_IT = {"Featured in": "features", "Referenced in": "refers to", "Spoofed in": "makes fun of"}
_DONE_BY_IT = {
    "Edited into": "was edited into",
    "Edited from": "was edited from",
    "References": "refers to",
    "Features": "features",
    "Spoofs": "makes fun of",
}
# The beginning of connections to films before and after it, and to others of its story.
_RELATIVES = ("Followed by", "Follows", "Remake of", "Remade as", "Version of", "Spin-off", "Spin-off from")
_ASKED_BY_ITS_RELATIVE = frozenset(("Follows", "Followed by", "Remake of", "Remade as"))
_ONE_OF_MANY = {*_DONE_TO_IT, *_DONE_BY_IT} - {"Edited from"}
_CONNECTION = re.compile(
    rf"(?P<kind>{'|'.join(sorted((*_DONE_TO_IT, *_DONE_BY_IT, *_RELATIVES), key=len, reverse=True))})\s+(?P<title>.+?)"
    r"(?:\s+\((?P<year>\d{4})[^()]*\))?(?:\s+\([^()]*\))*",
    re.IGNORECASE,
)


def connection_questions(about: FilmContext) -> Iterator[Question]:
    """Yield a question for each connection of a known kind."""
    known = _known(about.film)
    alike: dict[tuple[str, str | None], list[str]] = {}
    for found in known.values():
        alike.setdefault((found["kind"].capitalize(), found["year"]), []).append(found["title"])
    for index, found in known.items():
        kind, title, year = found["kind"].capitalize(), found["title"], found["year"]
        shape = "connection-" + kind.lower().replace(" ", "-")
        # A film can have many of these, listed or not. The first letters of the title's words show the right one.
        one_of_many = kind in _ONE_OF_MANY
        same = [] if one_of_many else [other for other in alike[kind, year][:MOST_FACTS] if other != title]
        shares = shares_words(title, [about.film.title])
        if kind in _ASKED_BY_ITS_RELATIVE and not shares:
            yield from about.ask(
                f"film-of-{kind.lower().replace(' ', '-')}",
                title,
                about.title_key(),
                made_from=("connections", index),
                facts=[about.fact("connection", title)],
                told={"other": quoted(title) + (f" ({year})" if year else "")},
            )
        if shares and kind not in ("Followed by", "Follows"):
            continue
        told = {
            "does": _DONE_TO_IT.get(kind) or _DONE_BY_IT.get(kind, ""),
            "year": f"{year} " if year else "",
            "outline": " ({})".format(re.sub(r"(?<=\w)\w", "_", title)) if one_of_many else "",
        }
        yield from about.ask(
            shape,
            title,
            AnswerKey(title, accept=same, kind="title", year=int(year) if year else None),
            ways=shape if kind in _RELATIVES else f"connection-done-{'to' if kind in _DONE_TO_IT else 'by'}-it",
            made_from=("connections", index),
            facts=[about.fact("connection", title)],
            told=told,
        )


def series_titles(film: Film) -> tuple[str, ...]:
    """Return the titles of films before and after it, of its sources, and of films made from it."""
    return tuple(found["title"] for found in _known(film).values() if found["kind"].capitalize() in _RELATIVES)


def _known(film: Film) -> dict[int, re.Match[str]]:
    """Return the connections that quizzer understands, by their places."""
    lines = (
        (index, line.replace('"', "")) for index, line in enumerate(film.connections) if len(line) <= LONGEST_CONNECTION
    )
    return {index: found for index, line in lines if (found := _CONNECTION.fullmatch(line))}


def names_in(film: Film) -> frozenset[str]:
    """Return the names in a film's facts, folded: titles, people, characters, songs, places, works and speakers. Spans
    that its sentences mark with [[ ]] are names too."""
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
    yield from (*(found["title"] for found in _known(film).values()), *film.known_for)
    lines = filter(None, (*film.quotes, film.first_line, film.last_line))
    yield from (said[0] for said in map(spoken, lines) if said)
    sentences = (film.plot, *film.trivia, *film.goofs, *film.quotes, film.first_line, film.last_line, *film.taglines)
    for sentence in filter(None, (*sentences, *film.crazy_credits, *film.alternate_versions)):
        yield from (" ".join(cloze["answer"].split()) for cloze in CLOZE.finditer(sentence))


def place_questions(about: FilmContext) -> Iterator[Question]:
    """Yield a question for each list of places; any of them is right."""
    for key in ("set_in", "filmed_in"):
        shape, places = key.replace("_", "-"), getattr(about.film, key)
        if places:
            yield from about.ask(
                shape,
                "",
                AnswerKey(places[0], accept=places[1:], kind="text"),
                made_from=key,
                facts=[about.fact(shape)],
                # A film shot in several places was shot in others too, which would be right.
                minor=key == "filmed_in" and len(places) > 1,
            )


def work_questions(about: FilmContext) -> Iterator[Question]:
    """Yield the questions about the works on which a film is based."""
    works = about.film.based_on
    distinct = [work for work in works if not shares_words(work.title, about.titles)]
    # A book with the film's name gives itself away. Of several works each is right.
    if works and len(distinct) == len(works):
        yield from about.ask(
            "based-on",
            "",
            AnswerKey(works[0].title, accept=[work.title for work in works[1:]], kind="title"),
            made_from="based_on",
            facts=[about.fact("based on")],
        )
    for index, work in enumerate(works):
        if work.by and len(works) == 1:
            yield from about.ask(
                "based-on-by",
                "",
                AnswerKey(work.by[0], accept=work.by[1:], kind="person"),
                made_from="based_on",
                facts=[about.fact("based on")],
                hidden=[name.split()[-1] for name in work.by],
                told={"type": work.type or "work"},
            )
        if work in distinct:
            yield from _which_film(about, index, work)


def _which_film(about: FilmContext, index: int, work: Work) -> list[Question]:
    """A title without its author or its type says too little."""
    if not (work.by or work.type):
        return []
    told = f"{f'the {work.type} ' if work.type else ''}{quoted(work.title)}"
    told += f" by {joined(work.by)}" if work.by else ""
    others = [film for film in about.library.linked(f"based_on {fold(work.title)}") if film.label != about.film.label]
    return about.ask(
        "film-of-work",
        work.title,
        about.title_key(also=others),
        made_from=("based_on", index),
        facts=[about.fact("based on")],
        told={"work": told},
    )
