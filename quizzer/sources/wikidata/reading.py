"""Files in, films out: one reading for the films, a second for the names that they need."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quizzer.errors import SourceError
from quizzer.facts.film import Film
from quizzer.sources.wikidata.dump import read_entities
from quizzer.sources.wikidata.entities import Entity
from quizzer.sources.wikidata.films import film_of, ids_named_by
from quizzer.sources.wikidata.names import Names

__all__ = ["WikidataReading", "read_wikidata"]

INSTANCE_OF, SUBCLASS_OF = "P31", "P279"
FILM_CLASSES = frozenset(
    # film; feature, short, television, silent, animated, animated feature, animated short, documentary, anime film
    "Q11424 Q24869 Q24862 Q506240 Q226730 Q202866 Q29168811 Q17517379 Q93204 Q20650540".split()
)


@dataclass
class WikidataReading:
    """What came of reading: the `films`; the `unnamed` ids, with how many films lack a fact for each; the `faults` of
    the files, in the order in which they were met; how many other items were `passed_over`."""

    films: list[Film] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    faults: list[SourceError] = field(default_factory=list)
    passed_over: int = 0


def read_wikidata(
    files: Sequence[str | os.PathLike[str]], *, labels: Sequence[str | os.PathLike[str]] = ()
) -> WikidataReading:
    """The films among the items of some files: each a single entity, a list, what the API gives, or a dump in lines,
    packed (.gz, .bz2) or not.

    An item is a film if it is an instance of a class of films, or of a class that the same files derive from one. The
    names of people and places come from the same files, and from `labels`: further such files, or tables of an id and a
    label (.tsv, .csv, .txt). Facts whose items nobody names are left out. Raises nothing for what the files hold.
    """
    reading = WikidataReading()
    found, reading.passed_over = _find_films(files, reading.faults)
    wanted = frozenset(item for entity in found for item in ids_named_by(entity))
    names = Names()
    known: list[SourceError] = []  # the faults of the same files, which the first reading has told
    names.read(files, wanted, known.append)
    names.read(labels, wanted, reading.faults.append)
    for entity in found:
        film = film_of(entity, names)
        if film is not None:
            reading.films.append(film)
    reading.unnamed = list(names.missing)
    return reading


def _find_films(files: Iterable[str | os.PathLike[str]], faults: list[SourceError]) -> tuple[list[Entity], int]:
    """The films, and how many items are none. Classes may stand behind the films in a file: they are looked at last."""
    candidates: dict[str, Entity] = {}
    parents: dict[str, list[str]] = {}
    others = 0
    for file in files:
        for entity in read_entities(file, tell=faults.append):
            if above := entity.entities(SUBCLASS_OF):
                parents[entity.id] = above
            if _may_be_film(entity):
                candidates[entity.id] = entity
            else:
                others += 1
    films = [one for one in candidates.values() if _is_film(one, parents)]
    return films, others + len(candidates) - len(films)


def _may_be_film(entity: Entity) -> bool:
    """True for an instance of something that somebody directed or that is a title on IMDb, where people are "nm…"."""
    titles = [one.mainsnak.text or "" for one in entity.statements("P345")]
    classes = entity.entities(INSTANCE_OF)
    made = bool(entity.statements("P57")) or any(title.startswith("tt") for title in titles)
    return not FILM_CLASSES.isdisjoint(classes) or (bool(classes) and made)


def _is_film(entity: Entity, parents: dict[str, list[str]]) -> bool:
    seen: set[str] = set()
    classes = entity.entities(INSTANCE_OF)
    while classes:
        if not FILM_CLASSES.isdisjoint(classes):
            return True
        seen.update(classes)
        classes = [above for one in classes for above in parents.get(one, ()) if above not in seen]
    return False
