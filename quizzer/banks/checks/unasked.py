"""Warnings: facts, sentences and clozes of which no question comes, and aliases in clozes that change nothing."""

import re
from collections.abc import Iterator

import yaml

from quizzer.bank_files.faults import Fault, Fix
from quizzer.bank_files.film_checks import CLOZED, sentences_of
from quizzer.bank_files.nodes import find_in, items_at, value_at, warning, within
from quizzer.banks.checks.name_lists import accepted_anyway, is_sure, unless_meant
from quizzer.banks.checks.subject import Subject
from quizzer.bounds import MOST_FACTS
from quizzer.errors import shortened
from quizzer.facts.about import FilmContext
from quizzer.facts.film import Film
from quizzer.facts.gaps import is_whole
from quizzer.facts.questions import LOOKED_THROUGH
from quizzer.facts.shapes import SHAPES
from quizzer.facts.trivia import sentence_fact
from quizzer.facts.wording import CLOZE, slug
from quizzer.grading import AnswerKey
from quizzer.grading.forms import same_words

_MOST_TWINS = 50  # films of one title that are looked at

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
        for name in LOOKED_THROUGH:
            for place in items_at(node, name)[MOST_FACTS : MOST_FACTS + 1]:
                yield warning(
                    place, f"quizzer asks about the first {MOST_FACTS} of {name!r}, and about none from here on"
                )
        for gap, place in zip(film.gaps, items_at(node, "gaps"), strict=False):
            if not is_whole(gap):
                shape = SHAPES.get(gap.asks)
                needs = " and its ".join(map(repr, shape.needs if shape else ())) or "'country' or its 'language'"
                yield warning(place, f"a gap gives no question without its {needs}")


def _nameless(subject: Subject, film: Film, title: yaml.Node) -> Iterator[Fault]:
    """A film that another is called like too. Of two that have the very same title that is told already."""
    twins = subject.library.known_as(film.title)
    if len(twins) > 1 and [one.title for one in twins[:_MOST_TWINS]].count(film.title) == 1:
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


_MOST_CLOZES = 20  # clozes of one sentence that are looked at
# Which category the questions of a film's sentences have.
_CATEGORIES = {"crazy_credits": "versions", "alternate_versions": "versions"}


def clozes_unwise(subject: Subject) -> Iterator[Fault]:
    """Clozes of which no question comes, and other answers in them that the referee accepts anyway."""
    facts = {fact for question in subject.bank.questions for fact in question.facts}
    for node, film in subject.films:
        about = subject.about(film)
        if about is None:
            continue
        for key in CLOZED:
            shape = f"{about.id}/{_CATEGORIES.get(key, key)}-cloze"
            for sentence, place in zip(sentences_of(film, key), items_at(node, key), strict=False):
                # That no question at all comes of a sentence is told of the whole.
                if "[[" in sentence and sentence_fact(about, sentence) in facts:
                    yield from _in_sentence(subject, sentence, place, shape)


def _in_sentence(subject: Subject, sentence: str, place: yaml.Node, shape: str) -> Iterator[Fault]:
    clozes = list(CLOZE.finditer(sentence))[:_MOST_CLOZES]
    asked = [subject.bank.by_id.get(f"{shape}/{slug(' '.join(one['answer'].split()))}") for one in clozes]
    text = subject.reading.text_of(place)
    for cloze, question in zip(clozes, asked, strict=True):
        if question is None or question.key is None:
            why = "it stands elsewhere in the question, or in the title"
            message = f"{shortened(cloze['answer'].strip())!r} is not asked for: {why}"
            yield within("warning", place, text, cloze[0], message)
        else:
            yield from _needless(subject, cloze, question.key, place, text)


def _needless(subject: Subject, cloze: re.Match[str], key: AnswerKey, place: yaml.Node, text: str) -> Iterator[Fault]:
    met = {same_words(key.answer).tight}
    kept: list[str] = []
    written = find_in(place, text, cloze[0])
    at = written + len("[[") + len(cloze["answer"])
    for alias in cloze["aliases"].split("|")[1:]:
        name = " ".join(alias.split())
        tight = same_words(name).tight
        verdict = accepted_anyway(key, kept, name, subject.bank.canon)
        if tight in met or verdict:
            how = f" ({verdict.message})" if verdict and verdict.message else ""
            message = f"{shortened(name)!r} is accepted anyway{how}: take it out of the [[ ]]{unless_meant(verdict)}"
            fix = Fix(at, at + len(alias) + 1, "", f"{shortened(name)!r} is taken out of the [[ ]]")
            mended = is_sure(verdict) and text.startswith(cloze[0], written)
            yield within("warning", place, text, cloze[0], message, fix=fix if mended else None)
        else:
            kept.append(name)
            met.add(tight)
        at += len(alias) + 1
