"""Warnings: what stands in a bank twice, people one letter apart, and answers that the referee takes for each other."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import islice

import yaml

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.nodes import items_at, place_of, value_at, warning
from quizzer.banks.checks.subject import NAMES, Asked, Subject
from quizzer.errors import shortened
from quizzer.facts.film import SOUNDTRACK_ROLES, Film
from quizzer.grading import Canon, Name, fold
from quizzer.grading.forms import same_words
from quizzer.grading.spelling import FUNCTION_WORDS

_FEWEST_LETTERS = 8  # letters of a name from which one that differs is more likely a slip than another name

_SMALL_WORDS = FUNCTION_WORDS | {"which", "what", "who", "was", "this", "that", "film", "movie"}


def questions_twice(subject: Subject) -> Iterator[Fault]:
    """Questions that read the same; with the same answer, also those that differ only in their small words."""
    met: dict[Hashable, Asked] = {}
    made = {fold(one.text) for one in subject.bank.questions if one.origin is not None}
    for one in subject.asked:
        ask = one.at("ask")
        shown = (frozenset(map(fold, one.entry.choices)), one.entry.media)
        alike = (one.answer, frozenset(one.words.split()) - _SMALL_WORDS, *shown)
        first = met.setdefault((one.words, *shown), one)
        if first is not one:
            but = "" if first.answer == one.answer else ", with another answer"
            yield warning(ask, f"the question in {place_of(first.at('ask'), ask)} is the same{but}: ask it once")
        elif (first := met.setdefault(alike, one)) is not one and one.kind != "boolean":
            yield warning(ask, f"the question in {place_of(first.at('ask'), ask)} asks the same in other words")
        elif one.words.strip() in made:
            yield warning(ask, "the films' facts make this very question by themselves: take it out here")


def films_twice(subject: Subject) -> Iterator[Fault]:
    """Films that stand in the bank twice, by IMDb's id or by title and year."""
    by_id: dict[str, yaml.Node] = {}
    by_year: dict[str, dict[int | None, tuple[Film, yaml.Node]]] = {}
    for node, film in subject.films:
        place = value_at(node, "title") or node
        first = by_id.setdefault(film.imdb, place) if film.imdb else place
        years = by_year.setdefault(fold(film.title), {})
        twin = years.get(film.year) or years.get(None) or (next(iter(years.values()), None) if not film.year else None)
        if first is not place:
            yield warning(place, f"the film in {place_of(first, place)} has the same IMDb id: put both in one place")
        elif twin is not None and not (film.imdb and twin[0].imdb):
            where = place_of(twin[1], place)
            one_year = film.year == twin[0].year
            what = "put what is known of it in one place" if one_year else "if it is another, give both their years"
            yield warning(place, f"{shortened(film.title)!r} stands in {where} already: {what}")
        years.setdefault(film.year, (film, place))


def people_nearly_alike(subject: Subject) -> Iterator[Fault]:
    """People whose names are one letter apart: the referee takes them for two, and so do the questions."""
    places: dict[str, yaml.Node] = {}
    for name, place in _people(subject):
        places.setdefault(name, place)
    canon = Canon(Name(name) for name in places)
    told: set[frozenset[str]] = set()
    for name in places:
        tight = fold(name).replace(" ", "")
        for distance, other_tight in canon.near(tight, 1) if len(tight) >= _FEWEST_LETTERS else ():
            other = canon.name(canon.places(other_tight)[0]).text
            pair = frozenset((name, other))
            if distance <= 1 and other != name and pair not in told:
                told.add(pair)
                first, second = sorted((name, other), key=lambda one: places[one].start_mark.index)
                where = place_of(places[first], places[second])
                message = f"{shortened(second)!r} is one letter from {shortened(first)!r} in {where}: "
                yield warning(places[second], message + "if both are one person, spell them alike")


def _people(subject: Subject) -> Iterator[tuple[str, yaml.Node]]:
    for node, film in subject.films:
        for key in ("directors", "writers", "composers"):
            for credit, place in zip(getattr(film, key), items_at(node, key), strict=False):
                yield credit.name, value_at(place, "name") or place
        for member, place in zip(film.cast, items_at(node, "cast"), strict=False):
            yield member.actor, value_at(place, "actor") or place
        for song, place in zip(film.soundtrack, items_at(node, "soundtrack"), strict=False):
            for role in SOUNDTRACK_ROLES:
                for credit, at in zip(song.credits(role), items_at(place, role), strict=False):
                    yield credit.name, value_at(at, "name") or at
    for one in subject.asked:
        if one.kind == "person":
            yield from one.answers


_NEAR = 2  # letters in which two answers may differ to be tried against each other
_MOST_TRIED = 5  # answers of other questions that are tried on one: what bounds the cost where many are alike


def answers_confused(subject: Subject) -> Iterator[Fault]:
    """Answers that would be right for another question too, of the same kind and about the same film or in the same
    category. Only answers that are spelt nearly alike are tried."""
    asked = [one for one in subject.asked if one.kind in NAMES and one.is_quick]
    near = _near(asked)
    told: set[frozenset[str]] = set()
    for one in asked:
        for other in near(one):
            pair = frozenset((one.tight, other.tight))
            same_film = one.question.film is not None and one.question.film == other.question.film
            may_meet = one.kind == other.kind and (same_film or one.question.category == other.question.category)
            if pair in told or not may_meet or _is_meant(one, other):
                continue
            if one.key.grade(other.key.answer, subject.bank.canon).correct:
                told.add(pair)
                place = one.answers[0][1]
                answer, where = shortened(other.key.answer), place_of(other.node, place)
                message = f"the referee takes {answer!r}, the answer of the question in {where}, for this one: "
                yield warning(place, message + "write it under 'reject', or spell them alike")


def _is_meant(one: Asked, other: Asked) -> bool:
    """Whether the author has said that both are names of one."""
    ours, theirs = ({same_words(name).tight for name in key.names} for key in (one.key, other.key))
    return other.tight in ours or one.tight in theirs


def _near(asked: Sequence[Asked]) -> Callable[[Asked], Iterator[Asked]]:
    """What finds the questions whose answers are near that of one."""
    by_answer: dict[str, list[Asked]] = {}
    for one in asked:
        by_answer.setdefault(one.key.answer, []).append(one)
    canon = Canon(Name(answer, kind="person") for answer in by_answer)

    def near(one: Asked) -> Iterator[Asked]:
        tights = [tight for _, tight in canon.near(one.tight, _NEAR)]
        names = [canon.name(place).text for tight in tights[:_MOST_TRIED] for place in canon.places(tight)]
        others = (other for name in names for other in by_answer[name] if other.tight != one.tight)
        return islice(others, _MOST_TRIED)

    return near
