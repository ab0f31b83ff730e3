"""Warnings: facts of which no question comes."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.marks import CLOZED, sentences_of
from quizzer.bank_files.pointing import items_at, value_at, warning
from quizzer.bank_files.values import shortened
from quizzer.banks.checks.subject import Subject
from quizzer.facts.about import FilmContext
from quizzer.facts.film import Film
from quizzer.facts.gaps import is_whole
from quizzer.facts.shapes import shape_of
from quizzer.facts.trivia import sentence_fact
from quizzer.facts.wording import CLOZE

__all__ = ["facts_unasked"]

MOST_TWINS = 50
"""Films of one title that are looked at."""

_ASKED_BY_MARKS = ("crazy_credits", "alternate_versions")


def facts_unasked(subject: Subject) -> Iterator[Fault]:
    """Films, sentences and gaps that give no question."""
    questions = subject.bank.questions
    asked_of = {question.film for question in questions}
    facts = {fact for question in questions for fact in question.facts}
    for node, film in subject.films:
        title = value_at(node, "title") or node
        about = subject.about(film)
        if about is None:
            yield from _nameless(subject, film, title)
        elif film.label not in asked_of:
            more = "tell who directed it, who plays in it, …"
            yield warning(title, f"no question comes of {shortened(film.title)!r}: {more}")
        else:
            yield from _sentences(node, film, about, facts)
        for gap, place in zip(film.gaps, items_at(node, "gaps"), strict=False):
            if not is_whole(gap):
                shape = shape_of(gap)
                needs = " and its ".join(map(repr, shape.needs if shape else ())) or "'country' or its 'language'"
                yield warning(place, f"a gap gives no question without its {needs}")


def _nameless(subject: Subject, film: Film, title: yaml.Node) -> Iterator[Fault]:
    """A film that another is called like too. Of two that have the very same title that is told already."""
    twins = subject.library.known_as(film.title)
    if len(twins) > 1 and [one.title for one in twins[:MOST_TWINS]].count(film.title) == 1:
        shared = f"another film here is called {shortened(film.title)!r} too"
        yield warning(title, f"{shared}, so that no question comes of this one: give its year")


def _sentences(node: yaml.Node, film: Film, about: FilmContext, facts: set[str]) -> Iterator[Fault]:
    for key in CLOZED:
        for sentence, place in zip(sentences_of(film, key), items_at(node, key), strict=False):
            if not sentence:
                continue
            clozes = CLOZE.search(sentence)
            if not clozes and ("[[" in sentence or "]]" in sentence or key in _ASKED_BY_MARKS):
                continue  # that its marks are wrong is told already
            if sentence_fact(about, sentence) not in facts:
                told = "it tells what it asks for" if clozes else "mark with [[ ]] what a player is to fill in"
                yield warning(place, f"no question comes of this sentence: {told}")
