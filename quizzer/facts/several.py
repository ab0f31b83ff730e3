"""Make questions about several things: who is in all of these films, or "name three who act in it". A wrong name is
only wrong if the list is complete."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from quizzer.facts.about import FilmContext, FilmLibrary, links_of
from quizzer.facts.awards import all_are_told, award_fact, prize_in_words, wins_of
from quizzer.facts.film import Award, Film, characters_of, known_for
from quizzer.facts.masking import fold, gives_away
from quizzer.facts.people import is_nobody
from quizzer.facts.wording import counted, joined, quoted
from quizzer.grading import AnswerKey
from quizzer.question import Question

MOST_FILMS = 4
"""Most films that one question names."""

MOST_WANTED = 5
"""Most names that a question asks for."""


class _Tie(NamedTuple):
    """A link between films: one of their keys, the name of its facts, and the kind of the answer."""

    key: str
    fact: str
    kind: str


_TIES = (
    _Tie("cast", "cast", "person"),
    _Tie("directors", "director", "person"),
    _Tie("composers", "composer", "person"),
    _Tie("set_in", "set-in", "text"),
    _Tie("filmed_in", "filmed-in", "text"),
)


def across_questions(about: FilmContext) -> Iterator[Question]:
    """Yield the questions about a film together with others, from the bank or those that its people are known for.
    Among the bank's films, only the first by name asks them."""
    film, library = about.film, about.library
    for tie in _TIES:
        for index, name in enumerate(_names(film, tie.key)):
            others = sorted(
                (one for one in library.linked(_link(tie, name)) if one.label != film.label), key=lambda one: one.label
            )
            elsewhere = known_for(film, tie.fact, name) if tie.kind == "person" else ()
            if elsewhere:
                titled = set(map(fold, chain(film.titles, *(one.titles for one in others))))
                elsewhere = tuple(title for title in elsewhere if fold(title) not in titled)
            if others and others[0].label < film.label and not elsewhere:
                continue
            yield from _in_common(about, tie, index, name, others, elsewhere)


def _link(tie: _Tie, name: str) -> str:
    role = tie.fact if tie.kind == "person" else tie.key
    return f"{role} {fold(name)}"


def _names(film: Film, key: str) -> list[str]:
    listed = getattr(film, key)
    return [one if isinstance(one, str) else getattr(one, "name", "") or one.actor for one in listed]


def _in_common(
    about: FilmContext, tie: _Tie, index: int, name: str, others: Sequence[Film], elsewhere: Sequence[str]
) -> list[Question]:
    """Ask with two films for a director or a place. An actor needs three: two films may share a small part."""
    fellows = others[: MOST_FILMS - 1]
    named = [library_name for one in fellows if (library_name := about.library.name(one))]
    titles = [about.name, *named, *map(quoted, elsewhere)][:MOST_FILMS]
    if len(titles) < (3 if tie.key == "cast" else 2) or (tie.key in ("set_in", "filmed_in") and len(titles) > 2):
        return []
    key = AnswerKey(name, accept=_also(about.library, tie, name, [about.film, *fellows], elsewhere), kind=tie.kind)
    words = [word for word in (name.split()[-1], name) if tie.kind == "person" and len(word) > 2]
    if gives_away(" ".join(titles), words):
        return []
    fact = (tie.fact, name) if tie.key == "cast" else (tie.fact,)
    return about.ask(
        f"in-common-{tie.fact}",
        name,
        key,
        made_from=(tie.key, index),
        difficulty=2 if len(titles) > 2 else 3,
        facts=[FilmContext(one, about.library, "").fact(*fact) for one in (about.film, *fellows)],
        hidden=words,
        told={"films": joined(titles)},
    )


def _also(library: FilmLibrary, tie: _Tie, name: str, films: Sequence[Film], elsewhere: Sequence[str]) -> list[str]:
    """Return the other names that all of the films share. Nobody knows those of films outside the bank."""
    if elsewhere and len(films) == 1:
        return []
    shared = frozenset.intersection(*map(links_of, films))
    return [other for other in _names(films[0], tie.key) if other != name and _link(tie, other) in shared]


def list_questions(about: FilmContext) -> Iterator[Question]:
    """Yield questions for several names from a film's complete lists: cast, characters and songs. Also ask for
    everything that won a prize, if every win is known."""
    film = about.film
    if "cast" in film.complete:
        known = [member for member in film.cast if not is_nobody(member)]
        actors = [(one.actor, *([one.credited_as] if one.credited_as else [])) for one in film.cast]
        yield from _ask(about, "actors", "cast", actors, [about.fact("cast", one.actor) for one in film.cast])
        parts = [(part,) for one in known for part in characters_of(one)]
        yield from _ask(about, "characters", "cast", parts, [about.fact("cast", one.actor) for one in known])
    if "soundtrack" in film.complete:
        songs = [one.song for one in film.soundtrack]
        facts = [about.fact("song", song) for song in songs]
        yield from _ask(about, "songs", "soundtrack", [(song,) for song in songs], facts)
    for prize in dict.fromkeys(one.award for one in film.awards if one.for_ and not one.nominated):
        wins = wins_of(film, prize)
        if all_are_told(film, prize):
            things = [(one.for_.removeprefix("best "),) for one in wins if one.for_]
            yield from _ask(about, "wins", "awards", things, [award_fact(about, one) for one in wins], prize)


def _ask(
    about: FilmContext, shape: str, key: str, names: Sequence[tuple[str, ...]], facts: Sequence[str], prize: str = ""
) -> list[Question]:
    """Ask for about half of the names, because players forget some. Of a prize, ask for all two or three wins."""
    items = list({fold(some[0]): some for some in names}.values())
    need = min(MOST_WANTED, (len(items) + 1) // 2 if len(items) > 3 else len(items))
    if len(items) < (2 if prize else 4):
        return []
    return about.ask(
        f"list-{shape}",
        prize,
        AnswerKey(items, kind="list", need=need),
        made_from=key,
        difficulty=0 if prize else 3 if need < 4 else 4,
        facts=[*facts, *([] if prize else [about.fact("list", shape)])],
        told={"number": counted(need), "prize": prize_in_words(Award(award=prize))},
    )
