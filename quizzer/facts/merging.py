"""Merge the facts of several sources about the same film, and note where they disagree."""

from collections.abc import Iterable, Sequence
from typing import Any

from quizzer.facts.film import AlternateTitle, BoxOffice, CastMember, Credit, Dispute, Film, Release
from quizzer.grading import fold

_CREW = {"directors": "director", "writers": "writer", "composers": "composer"}
_SUMS = ("budget", "gross_us_canada", "opening_weekend_us_canada", "gross_worldwide")


def merge_films(films: Iterable[Film]) -> list[Film]:
    """Return the films in their order, the same ones merged. They are the same by IMDb's id if both have one, else by
    title and year. Single facts come from the first that has them. Lists have all entries, none twice.

    If two disagree, the first counts, and `disputed` has both with their sources: quizzer does not ask about it.
    """
    merged: dict[int, Film] = {}
    by_id: dict[str, int] = {}
    by_name: dict[str, list[int]] = {}
    for film in films:
        place = by_id.get(film.imdb) if film.imdb else None
        if place is None:
            named = (one for one in by_name.get(film.label, ()) if not film.imdb or not merged[one].imdb)
            place = next(named, None)
        if place is None:
            place = len(merged)
            merged[place] = film
        else:
            merged[place] = _merged(merged[place], film)
        for known in (film, merged[place]):
            if known.imdb:
                by_id.setdefault(known.imdb, place)
            if place not in by_name.setdefault(known.label, []):
                by_name[known.label].append(place)
    return list(merged.values())


def _merged(first: Film, second: Film) -> Film:
    facts = {name: _either(getattr(first, name), getattr(second, name)) for name in Film.__struct_fields__}
    said = _Said(first, second)
    for fact in ("year", "runtime"):
        said.single(fact, getattr(first, fact), getattr(second, fact))
    for field, fact in _CREW.items():
        facts[field] = said.crew(fact, getattr(first, field), getattr(second, field))
    if first.box_office and second.box_office:
        facts["box_office"] = said.box_office(first.box_office, second.box_office)
    facts["cast"] = said.cast()
    facts["released"] = said.released()
    facts["disputed"] = tuple(dict.fromkeys((*first.disputed, *second.disputed, *said.disputed)))
    if fold(second.title) not in map(fold, first.titles):
        facts["also_known_as"] = (*facts["also_known_as"], AlternateTitle(title=second.title))
    return Film(**facts)


def _either(one: Any, other: Any) -> Any:
    """Return all entries of two lists or tables, or the first of two values that is not None."""
    if isinstance(one, dict):
        return {**one, **other, **{name: _either(one[name], other[name]) for name in one if name in other}}
    if isinstance(one, tuple):
        return tuple(dict.fromkeys((*one, *other)))
    return one if one is not None else other


class _Said:
    """The facts of two sources about a film, and their disagreements."""

    def __init__(self, first: Film, second: Film) -> None:
        self._first = first
        self._second = second
        self.disputed: list[Dispute] = []

    def single(self, fact: str, one: object, other: object) -> None:
        if None not in (one, other) and _plain(one) != _plain(other):
            self._dispute(fact, str(one), str(other))

    def crew(self, fact: str, one: tuple[Credit, ...], other: tuple[Credit, ...]) -> tuple[Credit, ...]:
        """Return the larger of two lists if it holds the other: sources leave people out, but do not invent them."""
        names, others = ({fold(credit.name) for credit in people} for people in (one, other))
        if others and names and not (names <= others or others <= names):
            self._dispute(fact, ", ".join(credit.name for credit in one), ", ".join(credit.name for credit in other))
        return one if len(one) >= len(other) or (names and others and not names <= others) else other

    def box_office(self, one: BoxOffice, other: BoxOffice) -> BoxOffice:
        for name in _SUMS:
            self.single(name, getattr(one, name), getattr(other, name))
        fields = BoxOffice.__struct_fields__
        return BoxOffice(**{name: getattr(one, name) or getattr(other, name) for name in fields})

    def cast(self) -> tuple[CastMember, ...]:
        """Return everybody. An actor in both has the parts from the source with more of them."""
        ours, theirs = _by_actor(self._first.cast), _by_actor(self._second.cast)
        cast: list[CastMember] = []
        for actor, members in ours.items():
            others = theirs.pop(actor, [])
            parts, other_parts = _parts(members), _parts(others)
            is_whole = _covered(other_parts, parts)
            if not is_whole and not _covered(parts, other_parts):
                said = (" / ".join(filter(None, (one.character for one in some))) for some in (members, others))
                self._dispute(f"cast {members[0].actor}", *said)
            cast += members if is_whole or not _covered(parts, other_parts) else others
        return (*cast, *(member for members in theirs.values() for member in members))

    def released(self) -> tuple[Release, ...]:
        """Return every date, those of one country and day once, in the most exact form."""
        dates = list(self._first.released)
        for release in self._second.released:
            same = [one for one in dates if one.country == release.country]
            like = [one for one in same if one.date.startswith(release.date) or release.date.startswith(one.date)]
            if like:
                exact = max((like[0], release), key=lambda one: len(one.date))
                dates[dates.index(like[0])] = exact
            else:
                if same:
                    self._dispute(f"released {release.country or ''}".strip(), same[0].date, release.date)
                dates.append(release)
        return tuple(dates)

    def _dispute(self, fact: str, said: str, also_said: str) -> None:
        by, also_by = (film.best_page or None for film in (self._first, self._second))
        self.disputed.append(Dispute(fact=fact, said=said, by=by, also_said=also_said, also_by=also_by))


def _plain(value: object) -> str:
    """Return a value without details of spelling: "$18,000,000" and "$ 18 000 000" are one sum."""
    return "".join(character for character in str(value).casefold() if character not in " ,\u00a0\u202f")


def _by_actor(cast: Iterable[CastMember]) -> dict[str, list[CastMember]]:
    by_actor: dict[str, list[CastMember]] = {}
    for member in cast:
        by_actor.setdefault(fold(member.actor), []).append(member)
    return by_actor


def _parts(members: Sequence[CastMember]) -> list[set[str]]:
    """Return the characters of one actor, each as the words of its name."""
    characters = (part for member in members for part in (member.character or "").split(" / "))
    return [set(fold(part.removesuffix(" (voice)")).split()) for part in characters if part.strip()]


def _covered(parts: list[set[str]], others: list[set[str]]) -> bool:
    """Whether each part is among the others, perhaps under a shorter or longer name: Dorothy is Dorothy Gale."""
    return all(any(part <= other or other <= part for other in others) for part in parts)
