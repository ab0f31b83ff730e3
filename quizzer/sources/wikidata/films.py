"""Find the films among Wikidata's items and make `Film`s: the first reading of the files finds them, the second their
names.

Only complete lists become facts. If one of the directors has no name, "who directed it?" would have a wrong answer.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from quizzer.errors import SourceError, boundary
from quizzer.facts.film import (
    FIRST_YEAR,
    LAST_YEAR,
    AlternateTitle,
    Award,
    BoxOffice,
    CastMember,
    Credit,
    Film,
    FilmType,
    Release,
    Source,
    Work,
)
from quizzer.facts.iso_codes import LANGUAGES, money
from quizzer.sources.wikidata.entities import VOCABULARY, Entity, Statement, is_usual_time
from quizzer.sources.wikidata.entity_files import ENGLISH, Labels, read_entities

_SHOWN = 40  # characters of a value that is left out
WORLDWIDE, MINUTE = "Q13780930", "Q7727"
_KINDS: tuple[FilmType, ...] = ("episode", "series", "short", "film")
CLASSES: dict[str, FilmType] = {one: kind for kind in _KINDS for one in VOCABULARY[kind]}
"""The type of film for each class."""


@dataclass
class WikidataReading:
    """The result of reading. `unnamed` are the ids without a name, `faults` those of the files in their order.
    `passed_over` counts the other items."""

    films: list[Film] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    faults: list[SourceError] = field(default_factory=list)
    passed_over: int = 0


def read_wikidata(
    files: Sequence[str | os.PathLike[str]], *, labels: Sequence[str | os.PathLike[str]] = ()
) -> WikidataReading:
    """Read the films among the items of some files: entities, lists, answers of the API or dumps, packed or not.

    An item is a film if its class is one of films, or derives from one in the same files. Names come from the same
    files and from `labels`: more such files, or tables of ids and labels (.tsv, .csv, .txt). Facts about items without
    a name are left out. Never raises for the contents of the files.
    """
    reading = WikidataReading()
    found, reading.passed_over = _find_films(files, reading.faults)
    wanted = frozenset(item for entity in found for item in ids_named_by(entity))
    names = Labels()
    known: list[SourceError] = []  # the same faults as those of the first reading
    names.read(files, wanted, known.append)
    names.read(labels, wanted, reading.faults.append)
    return add_films(reading, found, names)


def add_films(reading: WikidataReading, found: Iterable[Entity], names: Labels) -> WikidataReading:
    """Add the films among these items to a reading, and the ids that `names` could not name."""
    for entity in found:
        try:
            with boundary(f"the film {entity.id}"):
                film = film_of(entity, names)
                reading.faults += (SourceError(f"{entity.id}: {fault}") for fault in _unusable(entity))
        except SourceError as trouble:
            reading.faults.append(trouble)
            continue
        if film is not None:
            reading.films.append(film)
    reading.unnamed = list(names.missing)
    return reading


def _unusable(entity: Entity) -> Iterator[str]:
    """Yield a message for each amount and date that no film can have."""
    for name in ("runtime", "takings", "cost"):
        for one in entity.statements(name):
            if isinstance(value := one.mainsnak.value, dict) and one.mainsnak.amount is None:
                yield f"quizzer leaves out the impossible amount {value.get('amount')!r:.{_SHOWN}} ({name})"
    for one in entity.statements("released"):
        if isinstance(value := one.mainsnak.value, dict) and not is_usual_time(value.get("time")):
            yield f"quizzer leaves out the impossible date {value.get('time')!r:.{_SHOWN}} (released)"


def _find_films(files: Iterable[str | os.PathLike[str]], faults: list[SourceError]) -> tuple[list[Entity], int]:
    """Return the films, and the number of other items. Looks at classes last: a file may have them after the films."""
    candidates: dict[str, Entity] = {}
    parents: dict[str, list[str]] = {}
    others = 0
    for file in files:
        for entity in read_entities(file, tell=faults.append):
            try:
                with boundary(f"the entity {entity.id}", file=os.fspath(file)):
                    above, is_candidate = entity.entities("subclass_of"), _may_be_film(entity)
                    list(ids_named_by(entity) if is_candidate else ())
            except SourceError as trouble:
                faults.append(trouble)
                continue
            if above:
                parents[entity.id] = above
            if is_candidate:
                candidates[entity.id] = entity
            else:
                others += 1
    films = [one for one in candidates.values() if is_film(one, parents)]
    return films, others + len(candidates) - len(films)


def _may_be_film(entity: Entity) -> bool:
    """Whether an instance of something has a director or a title's id at IMDb; people have "nm…"."""
    titles = [one.mainsnak.text or "" for one in entity.statements("imdb")]
    classes = entity.entities("instance_of")
    made = bool(entity.statements("director")) or any(title.startswith("tt") for title in titles)
    return not CLASSES.keys().isdisjoint(classes) or (bool(classes) and made)


def is_film(entity: Entity, parents: Mapping[str, list[str]] = MappingProxyType({})) -> bool:
    """Whether an item's class is one of films, or derives from one by its `parents`."""
    seen: set[str] = set()
    classes = entity.entities("instance_of")
    while classes:
        if not CLASSES.keys().isdisjoint(classes):
            return True
        seen.update(classes)
        classes = [above for one in classes for above in parents.get(one, ()) if above not in seen]
    return False


_DISAMBIGUATION = re.compile(
    r"(?:(?<!\s)\s++)?\((?=[^()]*+\)$)(?:[^()]*?\b\d{4}\b[^()]*+|film|movie)\)$", re.IGNORECASE
)


_IN_ORDER = {"follows": "Follows", "followed_by": "Followed by"}
_NAMED = (*"director writer composer filmed_in set_in based_on series actor voice award".split(), *_IN_ORDER)


def ids_named_by(entity: Entity) -> Iterator[str]:
    """Yield the ids whose names a film's facts need."""
    for name in _NAMED:
        yield from entity.entities(name)
    for name, qualifier in (("actor", "character"), ("voice", "character"), ("award", "winner")):
        yield from _qualified(entity, name, qualifier)
    yield from (*places_of(entity), *currencies_of(entity))


def places_of(entity: Entity) -> Iterator[str]:
    """Yield the ids of the countries that made a film, and of the places of its releases."""
    yield from entity.entities("country")
    yield from _qualified(entity, "released", "place_of_release")


def currencies_of(entity: Entity) -> Iterator[str]:
    """Yield the ids of the currencies of a film's budget and takings."""
    for statement in (*entity.statements("takings"), *entity.statements("cost")):
        if (amount := statement.mainsnak.amount) and amount.unit:
            yield amount.unit


def _qualified(entity: Entity, name: str, qualifier: str) -> Iterator[str]:
    for statement in entity.statements(name):
        yield from (one for snak in statement.qualifier(qualifier) if (one := snak.entity))


def film_of(entity: Entity, names: Labels) -> Film | None:
    """Return an item as a film; None if it has no title."""
    title = bare_title(entity.label(*ENGLISH) or next(iter(_texts(entity, "title")), ""))
    if not title:
        return None
    original = next((bare_title(text) for text in _texts(entity, "title")), None)
    # A short film is a film too: the most specific class counts.
    kinds = {CLASSES[one] for one in entity.entities("instance_of") if one in CLASSES}
    countries = [names.country(item) for item in entity.entities("country")]
    return Film(
        title=title,
        original_title=original if original != title else None,
        year=year_of(entity),
        imdb=next((text for text in _texts(entity, "imdb") if re.fullmatch(r"tt\d{7,10}", text)), None),
        type=next((one for one in _KINDS if one in kinds), "film"),
        series=next(iter(_labels(entity.entities("series"), names)), None),
        # Of countries that made it, none if one of them no longer exists.
        countries=tuple(dict.fromkeys(filter(None, countries))) if all(countries) else (),
        also_known_as=_titles(entity, title),
        cast=tuple(_cast(entity, names)),
        directors=_people(entity, "director", names),
        writers=_people(entity, "writer", names),
        composers=_people(entity, "composer", names),
        connections=tuple(_neighbours(entity, names)),
        awards=tuple(_awards(entity, names)),
        runtime=_runtime(entity),
        released=tuple(_releases(entity, names)),
        box_office=_box_office(entity, names),
        filmed_in=_labels(entity.entities("filmed_in"), names),
        set_in=_labels(entity.entities("set_in"), names),
        based_on=tuple(Work(title=title) for title in _labels(entity.entities("based_on"), names)),
        sources=(Source(page=f"https://www.wikidata.org/wiki/{entity.id}"),),
    )


def _neighbours(entity: Entity, names: Labels) -> Iterator[str]:
    """Yield the productions right before and after it. Several of them belong to different rows and do not count."""
    for name, words in _IN_ORDER.items():
        titles = _labels(entity.entities(name), names)
        if len(titles) == 1:
            yield f"{words} {bare_title(titles[0])}"


def _texts(entity: Entity, name: str) -> list[str]:
    return [text for one in entity.best(name) if (text := one.mainsnak.text)]


def titles_of(entity: Entity) -> list[str]:
    """Return the titles of a film in all languages."""
    return [*entity.all_labels.values(), *_texts(entity, "title")]


def bare_title(title: str) -> str:
    """Return a title without the note that Wikipedia adds to distinguish it."""
    return _DISAMBIGUATION.sub("", title) or title


def _titles(entity: Entity, title: str) -> tuple[AlternateTitle, ...]:
    """Return the titles in each language. Leaves out variants ("de-ch", "zh-hant"): they repeat the language's own
    label, or a machine made them."""
    labels = {language: bare_title(label) for language, label in entity.all_labels.items() if language in LANGUAGES}
    for one in entity.statements("title"):
        if (text := one.mainsnak.text) and one.mainsnak.language in LANGUAGES:
            labels[one.mainsnak.language] = bare_title(text)
    labels.pop("en", None)
    return tuple(AlternateTitle(title=text, language=code) for code, text in labels.items() if text and text != title)


def _people(entity: Entity, name: str, names: Labels) -> tuple[Credit, ...]:
    """Return everybody who is credited; nobody if one of them has no name."""
    people = [_credit(statement, names) for statement in entity.statements(name)]
    return tuple(dict.fromkeys(one for one in people if one)) if all(people) else ()


def _credit(statement: Statement, names: Labels) -> Credit | None:
    item = statement.mainsnak.entity
    name = names.label(item) if item else None
    printed = next((text for snak in statement.qualifier("named_as", "subject_named_as") if (text := snak.text)), None)
    return Credit(name=name, credited_as=printed if printed != name else None) if name else None


def _cast(entity: Entity, names: Labels) -> Iterator[CastMember]:
    for property_, remark in (("actor", ""), ("voice", " (voice)")):
        for statement in entity.statements(property_):
            credit, characters = _credit(statement, names), _characters(statement, names, remark)
            if credit:
                yield CastMember(actor=credit.name, character=characters, credited_as=credit.credited_as)


def _characters(statement: Statement, names: Labels, remark: str) -> str | None:
    """Return all characters of a cast member; None if one of them has no name."""
    items = [snak.entity for snak in statement.qualifier("character")]
    labels = [names.label(item) if item else None for item in items]
    texts = [snak.text for snak in statement.qualifier("character_name")]
    known = labels or texts
    return " / ".join(filter(None, known)) + remark if known and all(known) else None


def _labels(items: Iterable[str], names: Labels) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for item in items if (label := names.label(item))))


def _awards(entity: Entity, names: Labels) -> Iterator[Award]:
    for statement in entity.statements("award"):
        label = names.label(statement.mainsnak.entity or "") if statement.mainsnak.entity else None
        years = [snak.date[:4] for snak in statement.qualifier("when") if snak.date]
        if label:
            year = int(years[0]) if years and FIRST_YEAR <= int(years[0]) <= LAST_YEAR else None
            prize, _, for_ = label.partition(" for ")
            winners = [snak.entity for snak in statement.qualifier("winner")]
            who = [names.label(item) if item else None for item in winners]
            known = tuple(filter(None, who)) if all(who) else ()
            yield Award(award=prize, for_=for_ or None, who=known, year=year)


def year_of(entity: Entity) -> int | None:
    """Return the year of a film's first release, or of a series' first episode."""
    dates = ([date for one in entity.best(name) if (date := one.mainsnak.date)] for name in ("released", "began"))
    years = [int(date[:4]) for date in next(filter(None, dates), ())]
    return min(years) if years and FIRST_YEAR <= min(years) <= LAST_YEAR else None


def _releases(entity: Entity, names: Labels) -> Iterator[Release]:
    for statement in entity.statements("released"):
        date = statement.mainsnak.date
        for place in statement.qualifier("place_of_release") if date else ():
            if date and place.entity and (country := names.country(place.entity)):
                yield Release(country=country, date=date)


def _runtime(entity: Entity) -> str | None:
    found = [amount for one in entity.best("runtime") if (amount := one.mainsnak.amount) and amount.unit == MINUTE]
    return f"{found[0].number.normalize():f} min" if len(found) == 1 and found[0].number > 0 else None


def _box_office(entity: Entity, names: Labels) -> BoxOffice | None:
    worldwide = [
        one for one in entity.best("takings") if all(place.entity == WORLDWIDE for place in one.qualifier("valid_in"))
    ]
    money = BoxOffice(budget=_sum(entity.best("cost"), names), gross_worldwide=_sum(worldwide, names))
    return money if money != BoxOffice() else None


def _sum(statements: list[Statement], names: Labels) -> str | None:
    """Return a sum of money in its currency. Of several different sums, nobody knows the right one."""
    amounts = {amount for one in statements if (amount := one.mainsnak.amount) and amount.number > 0}
    if len(amounts) != 1:
        return None
    (amount,) = amounts
    currency = names.currency(amount.unit)
    return money(int(amount.number.to_integral_value()), currency) if currency else None
