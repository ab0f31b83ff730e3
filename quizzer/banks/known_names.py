"""The names of a bank's canon: those that its films and its hand-written questions hold.

A module of its own: a bank that comes out of a cache brings its names along, and loads none of this.
"""

from collections.abc import Iterable, Iterator

import msgspec

from quizzer.facts.film import SOUNDTRACK_ROLES, Aliases, Film, characters_of
from quizzer.grading import Name
from quizzer.question import Question

_NAMED = ("title", "person", "character")


def known_names(films: Iterable[Film], questions: Iterable[Question]) -> list[Name]:
    """The names of all films and of hand-written questions, in the order in which they stand there, none twice.

    A person's roles are the categories that ask for it, a character's is its film; a title's are the countries and
    languages where it is used, for the original one those where the film was made.
    """
    roles: dict[Name, dict[str, None]] = {}
    for film in films:
        for name, role in (*_titles(film), *_people(film)):
            roles.setdefault(name, {})[role] = None
    for question in questions:
        key = question.key
        if key is not None and question.kind in _NAMED and question.origin is None:
            role = {"person": question.category, "character": question.film or ""}.get(question.kind, "")
            for text in (key.answer, *key.accept):
                roles.setdefault(Name(text, kind=key.kind, of=key.answer), {})[role] = None
    known = ((name, tuple(filter(None, of_name))) for name, of_name in roles.items())
    return [msgspec.structs.replace(name, roles=of_name) if of_name else name for name, of_name in known]


def _titles(film: Film) -> Iterator[tuple[Name, str]]:
    aliases = Aliases(film.aliases)
    used: dict[str, list[str]] = {film.original_title or "": [f"made in {country}" for country in film.countries]}
    for known in film.also_known_as:
        for title in (known.title, *aliases.of(known.title)):
            used.setdefault(title, []).extend(filter(None, (known.country, known.language)))
    for title in film.titles:
        name = Name(title, kind="title", of=film.label, year=film.year, fame=film.votes)
        yield from ((name, place) for place in used.get(title) or [""])


def _people(film: Film) -> Iterator[tuple[Name, str]]:
    aliases = Aliases(film.aliases)
    groups = [("director", film.directors), ("writer", film.writers), ("composer", film.composers)]
    groups += [("soundtrack", song.credits(role)) for song in film.soundtrack for role in SOUNDTRACK_ROLES]
    people = [(credit.name, credit.credited_as, role) for role, credited in groups for credit in credited]
    people += [(member.actor, member.credited_as, "cast") for member in film.cast]
    for person, credited_as, role in people:
        for text in (person, credited_as, *aliases.of(person)):
            if text:
                yield Name(text, kind="person", of=person), role
    for member in film.cast:
        for character in characters_of(member):
            for text in (character, *aliases.of(character)):
                yield Name(text, kind="character", of=character), film.label
