"""Whoever and whatever a film's facts name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from quizzer.facts.connections import connected_titles
from quizzer.facts.film import SOUNDTRACK_ROLES, CastMember, Film
from quizzer.facts.wording import CLOZE
from quizzer.grading import fold

__all__ = ["characters_of", "names_in"]

_REMARK = re.compile(r"\s*\((?:(?:singing )?voice|uncredited|archive footage|as )\b[^()]*\)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def characters_of(member: CastMember) -> tuple[str, ...]:
    """The parts that one member of the cast plays: "Clone / Diver" are two, "Uncle Irvin (voice)" is Uncle Irvin."""
    parts = _REMARK.sub("", member.character or "").split(" / ")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def names_in(film: Film) -> frozenset[str]:
    """The names in a film's facts, folded: its titles, people, characters, songs, places and works, and what its
    sentences mark with [[ ]]."""
    return frozenset(fold(name) for name in _names(film) if name)


def _names(film: Film) -> Iterator[str | None]:
    yield from (film.title, film.original_title, *(known.title for known in film.also_known_as))
    musicians = (credit for song in film.soundtrack for role in SOUNDTRACK_ROLES for credit in song.credits(role))
    for credit in (*film.directors, *film.writers, *film.composers, *musicians):
        yield from (credit.name, credit.credited_as)
    for member in film.cast:
        yield from (member.actor, member.credited_as, member.character, *characters_of(member))
    yield from (song.song for song in film.soundtrack)
    yield from (*film.set_in, *film.filmed_in, *film.based_on, *connected_titles(film))
    sentences = (film.plot or "", *film.trivia, *film.goofs, *film.quotes, *film.crazy_credits)
    for sentence in (*sentences, *film.alternate_versions):
        yield from (" ".join(cloze["answer"].split()) for cloze in CLOZE.finditer(sentence))
