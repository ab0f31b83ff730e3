"""Warnings: texts that are longer than anybody reads or types."""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.marks import CLOZED, sentences_of
from quizzer.bank_files.pointing import items_at, warning
from quizzer.banks.checks.subject import Asked, Subject

__all__ = ["texts_too_long"]

# Characters, and what becomes of a text that has more.
_PARTS = {
    "ask": (600, "a question that is read before the time is up"),
    "hints": (200, "a hint that fits a line or two"),
    "choices": (100, "a choice that is taken in at a glance"),
    "explain": (800, "an explanation that is read before the next question"),
}
ANSWER = 100
"""Characters of an answer that somebody may type."""
SENTENCE = 800
"""Characters of a film's sentence: the questions of it must be read too."""


def texts_too_long(subject: Subject) -> Iterator[Fault]:
    """Questions, answers, hints, choices, explanations and facts that are too long for what they are."""
    for one in subject.asked:
        yield from _in_question(one)
    for node, film in subject.films:
        for key in CLOZED:
            for text, place in zip(sentences_of(film, key), items_at(node, key), strict=False):
                if len(text) > SENTENCE:
                    yield warning(place, _too_long(len(text), SENTENCE, "a sentence that makes questions"))


def _in_question(one: Asked) -> Iterator[Fault]:
    entry = one.entry
    for key, texts in (
        ("ask", (entry.ask,)),
        ("hints", entry.hints),
        ("choices", entry.choices),
        ("explain", (entry.explain,)),
    ):
        most, what = _PARTS[key]
        if any(len(text) > most for text in texts):
            for text, place in zip(texts, items_at(one.node, key), strict=False):
                if len(text) > most:
                    yield warning(place, _too_long(len(text), most, what))
    # What is chosen need not be typed, and a short name beside a long one is all that need be typed.
    if one.kind not in ("choice", "boolean") and not entry.choices:
        names = [*one.answers, *one.accepted]
        if names and min(len(name) for name, _ in names) > ANSWER:
            shortest, place = min(names, key=lambda named: len(named[0]))
            what = "an answer that somebody types; name a shorter one under 'accept'"
            yield warning(place, _too_long(len(shortest), ANSWER, what))


def _too_long(length: int, most: int, what: str) -> str:
    return f"{length:,} characters are too many: at most {most} make {what}"
