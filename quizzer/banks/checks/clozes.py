"""Warnings: clozes, [[ ]], that are not asked for, and aliases in them that change nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from quizzer.bank_files.faults import Fault, Fix
from quizzer.bank_files.marks import CLOZED, sentences_of
from quizzer.bank_files.pointing import find_in, items_at, within
from quizzer.bank_files.values import shortened
from quizzer.banks.checks.listed import accepted_anyway, is_slip, is_sure
from quizzer.banks.checks.subject import Subject
from quizzer.facts.trivia import sentence_fact
from quizzer.facts.wording import CLOZE, slug
from quizzer.grading import AnswerKey
from quizzer.grading.forms import same_words

__all__ = ["clozes_unwise"]

MOST_CLOZES = 20
"""Clozes of one sentence that are looked at."""
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
    clozes = list(CLOZE.finditer(sentence))[:MOST_CLOZES]
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
        verdict = accepted_anyway(key, kept, name, subject.canon)
        if tight in met or verdict:
            how = f" ({verdict.message})" if verdict and verdict.message else ""
            unless = ", unless it is a name of its own" if is_slip(verdict) else ""
            message = f"{shortened(name)!r} is accepted anyway{how}: take it out of the [[ ]]{unless}"
            fix = Fix(at, at + len(alias) + 1, "", f"{shortened(name)!r} is taken out of the [[ ]]")
            mended = is_sure(verdict) and text.startswith(cloze[0], written)
            yield within("warning", place, text, cloze[0], message, fix=fix if mended else None)
        else:
            kept.append(name)
            met.add(tight)
        at += len(alias) + 1
