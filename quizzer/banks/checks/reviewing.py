"""Remarks: what is no fault, and what an author should look at again. Only whoever asks for a review reads them."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import yaml

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.nodes import items_at, place_of, remark, value_at
from quizzer.bank_files.reader import Places
from quizzer.banks.checks.subject import Check, Subject
from quizzer.errors import shortened
from quizzer.facts.alternate_titles import is_latin, reads_itself
from quizzer.facts.film import LAST_DIFFICULTY, LEADING, Film, leading_parts
from quizzer.facts.masking import distinctive_words
from quizzer.facts.people import is_nobody
from quizzer.grading import fold
from quizzer.question import MINOR, Question

_LEVELS_APART = 2  # steps between two questions for one answer from which one of the levels is out of line
_EASY = 2  # the highest level of a question that whoever has heard of a film may answer
_HARDEST_GUESS = 3  # the highest level of a question whose answer one in two or three hits by chance
FEW_CHOICES = 3
_NEW_WORDS = 0.4  # the share of an explanation's words that must not stand in its question and answer already
_ALIKE = 0.7  # the share of its words that an explanation has in common with another that tells the same
_MOST_COMPARED = 200  # texts about one film that an explanation is compared with: what bounds the cost of many

# Categories, and what the addresses of pages say that speak of such things.
_TOPICS = {
    "awards": "award awards oscar oscars prize prizes nomination nominations academy cannes palm bafta winners",
    "quotes": "quote quotes lines",
    "soundtrack": "song songs soundtrack music score",
    "connections": "sequel sequels remake remakes spinoff",
}
_NO_COUNT = ("number", "year", "date", "money", "duration", "boolean", "choice")


def _made(subject: Subject) -> Iterator[tuple[Question, yaml.Node]]:
    """The questions that an ordinary game asks and that facts make, each with the place of its fact."""
    places = Places([subject.reading], subject.bank.films)
    for question in subject.bank.questions:
        if question.origin is not None and question.key is not None and MINOR not in question.tags:
            found = places.node_of(question)
            if found is not None:
                yield question, found[1]


def filler(subject: Subject) -> Iterator[Fault]:
    """Facts whose question hardly anybody can answer."""
    told: set[int] = set()
    for question, node in _made(subject):
        if question.difficulty == LAST_DIFFICULTY and id(node) not in told:
            told.add(id(node))
            asks = shortened(question.short or question.text)
            advice = "take it out, ask for something else, or tell its level under 'difficulties'"
            yield remark(node, f"only fans can answer what comes of this, {asks!r}: {advice}")


def repeats(subject: Subject) -> Iterator[Fault]:
    """Questions of an author for what a fact of the same film asks for too, and sentences that ask for one thing."""
    met: dict[tuple[str | None, str], yaml.Node] = {}
    for question, node in _made(subject):
        key = question.key
        if key is None or key.kind in _NO_COUNT or (question.film or "").startswith(f"{key.answer} ("):
            continue
        first = met.setdefault((question.film, fold(key.answer)), node)
        if first is not node and question.origin is not None and question.origin.shape.endswith("-cloze"):
            asks = f"{shortened(key.answer)!r} is asked for in {place_of(first, node)} too"
            yield remark(node, f"{asks}: mark another word here, or take one of them out")
    for one in subject.asked:
        fact = met.get((one.question.film, one.answer)) if one.kind not in _NO_COUNT else None
        if fact is not None:
            place = one.at("ask")
            asks = f"the fact in {place_of(fact, place)} asks for {shortened(one.key.answer)!r} too"
            yield remark(place, f"{asks}: see that the two ask for different things")


def leading_parts_missing(subject: Subject) -> Iterator[Fault]:
    """Films of which fewer leading parts are told than a player knows, and leading parts that nobody could name."""
    for node, film in subject.films:
        leads = dict.fromkeys(member.actor for member in leading_parts(film))
        if len(leads) < LEADING:
            number = ("none", "one", "two")[len(leads)]
            message = f"{shortened(film.title)!r} names {number} of its actors: add the leading parts under 'cast'"
            yield remark(value_at(node, "title") or node, message)
        for member, place in zip(film.cast, items_at(node, "cast"), strict=False):
            if member.actor in leads and member.character and is_nobody(member):
                message = f"{shortened(member.character)!r} is a leading part that is not asked for: tell its name"
                yield remark(place, f"{message}, or write 'leading: no'")


def famous_facts(subject: Subject) -> Iterator[Fault]:
    """What a film is known for, by its own sources and facts, and no question asks."""
    of_film: dict[str | None, list[Question]] = {}
    for question in subject.bank.questions:
        if question.key is not None:
            of_film.setdefault(question.film, []).append(question)
    for node, film in subject.films:
        asked = of_film.get(film.label, [])
        categories = {one.category for one in asked if MINOR not in one.tags}
        if asked and min(one.difficulty for one in asked) > _EASY:
            message = f"no question about {shortened(film.title)!r} is easier than level {_EASY + 1}"
            yield remark(value_at(node, "title") or node, f"{message}: ask what everybody knows of it")
        for award, place in zip(film.awards, items_at(node, "awards"), strict=False):
            if not (award.for_ or award.who or award.year or award.number):
                yield remark(place, "a prize alone is not asked: tell what it was for, who got it, and its year")
        yield from _pages(film, node, categories)


def _pages(film: Film, node: yaml.Node, categories: set[str]) -> Iterator[Fault]:
    told = set(re.findall(r"\w+", fold(" ".join(film.titles))))
    for source, place in zip(film.sources, items_at(node, "sources"), strict=False):
        try:
            words = set(re.findall(r"[a-z]+", unquote(urlsplit(source.page).path).casefold())) - told
        except ValueError:  # what is no address is told elsewhere
            continue
        for category, topic in _TOPICS.items():
            if category not in categories and not words.isdisjoint(topic.split()):
                categories.add(category)
                yield remark(place, f"this page may tell of {category}, and no question here does: ask one about them")


def levels_out_of_line(subject: Subject) -> Iterator[Fault]:
    """Levels that differ much from those of another question for the same answer, and guesses that are said to be
    hard."""
    made: dict[tuple[str | None, str], Question] = {}
    for question, _ in _made(subject):
        if question.key is not None:
            made.setdefault((question.film, fold(question.key.answer)), question)
    for one in subject.asked:
        level, place = one.entry.difficulty, one.at("difficulty")
        other = made.get((one.question.film, one.answer)) if one.kind not in _NO_COUNT else None
        choices = 2 if one.kind == "boolean" else len(one.entry.choices)
        if 0 < choices <= FEW_CHOICES and level > _HARDEST_GUESS:
            yield remark(place, f"one player in {choices} guesses this: level {_HARDEST_GUESS} is the most")
        elif other is not None and abs(other.difficulty - level) >= _LEVELS_APART:
            asks = f"level {level} here, and {other.difficulty} where the film's facts ask for the same"
            yield remark(place, f"{asks}: change this one, or tell the other under 'difficulties'")


def explanations_that_repeat(subject: Subject) -> Iterator[Fault]:
    """Explanations that say their question and answer again, or what another one or a sentence of the film tells."""
    sentences: dict[str | None, list[tuple[frozenset[str], yaml.Node]]] = {}
    for node, film in subject.films:
        for text, place in zip(film.trivia, items_at(node, "trivia"), strict=False):
            sentences.setdefault(film.label, []).append((distinctive_words([text]), place))
    for one in subject.asked:
        words = distinctive_words([one.entry.explain]) if one.entry.explain else frozenset()
        if not words:
            continue
        place, told = one.at("explain"), sentences.setdefault(one.question.film, [])
        known = distinctive_words([one.entry.ask, *one.key.names, one.question.film or ""])
        twin = next(
            (at for other, at in told[-_MOST_COMPARED:] if len(words & other) >= _ALIKE * min(len(words), len(other))),
            None,
        )
        if len(words - known) < _NEW_WORDS * len(words):
            yield remark(
                place, "this says little but the question and its answer again: tell something else, or nothing"
            )
        elif twin is not None:
            yield remark(place, f"{place_of(twin, place)} tells the same: tell something else, or nothing")
        told.append((words, place))


def titles_without_meaning(subject: Subject) -> Iterator[Fault]:
    """Titles abroad in which no word is like one of the film's own, its original or its English title: they may say
    something else, and be worth asking."""
    for node, film in subject.films:
        english = [one.title for one in film.also_known_as if one.language == "en"]
        known = [film.title, film.original_title or film.title, *english]
        for title, place in zip(film.also_known_as, items_at(node, "also_known_as"), strict=False):
            said = title.meaning or title.type or title.language == "en" or not (title.country or title.language)
            if said or not is_latin(title.title) or any(reads_itself(title.title, one) for one in known):
                continue
            message = f"{shortened(title.title)!r} looks like no other title of the film: if it says something else"
            yield remark(place, f"{message}, tell its 'meaning'; if it is a translation, write # check: ok")


REVIEWS: tuple[Check, ...] = (
    *(filler, repeats, leading_parts_missing, famous_facts),
    *(levels_out_of_line, explanations_that_repeat, titles_without_meaning),
)
"""The families of remarks."""
