"""Whatever is typed, a verdict comes back, and what is too long is cut and said to be."""

import random

import pytest
from effort import growth

from quizzer.grading import KINDS, NAMED, AnswerKey, Canon, Outcome

CANON = Canon(["Jaws", "Heat", "Alien"], kind="title")
ANSWERS = {
    "number": "7",
    "year": "1995",
    "date": "16 May 1995",
    "money": "$18m",
    "duration": "112 min",
    "boolean": "no",
}
HOSTILE = {
    "a megabyte": "a" * 1_000_000,
    "a megabyte of words": "jaws and heat or " * 60_000,
    "a megabyte of spaces": " " * 1_000_000 + "x",
    "lone surrogates": "\ud800\udfff" * 600,
    "a lone surrogate in a word": "ja\udcffws",
    "stacked marks": "e" + "\u0301" * 5000,
    "bidirectional marks": "\u202ejaws\u202c\u2066\u2069" * 100,
    "emoji": "👨‍👩‍👧🎬🏴‍☠️" * 200,
    "punctuation": ".,;:!?/|()[]{}<>\\\"'" * 60,
    "control characters": "".join(map(chr, range(32))),
    "a null": "jaws\x00",
    "digits": "9" * 5000,
    "numbers": "1 2 3 " * 300,
    "a huge number before a scale": "1" * 36 + " -01111k",
    "number words": "twenty hundred million " * 100,
    "separators": "jaws or heat and alien, " * 60,
    "openings": "i think that it is the film called " * 40,
    "fractions": "½" * 900,
    "ligatures that grow": "ﷺ" * 1200,
    "many scripts": "".join(chr(random.Random(7).randrange(32, 0x30000)) for _ in range(1000)),
    "brackets": "(" * 500 + ")" * 500,
    "a format string": "{about} {0} %s %(x)s",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_hostile_text_gets_a_verdict(kind, text):
    answer = ["Jaws", "Heat"] if kind == "list" else ANSWERS.get(kind, "Jaws")
    verdict = AnswerKey(answer, kind=kind, reject=["Heats"], prompt=["Alien"]).grade(text, CANON)
    assert verdict.outcome in tuple(Outcome)
    assert isinstance(verdict.message, str)
    assert isinstance(verdict.explain(), str)


@pytest.mark.parametrize("letters", ["a1", "Жю"])
@pytest.mark.parametrize("kind", NAMED)
def test_a_word_without_an_end_costs_in_proportion(kind, letters):
    key = AnswerKey("The 39 Steps", kind=kind)
    key.grade("x")
    assert growth(lambda size: key.grade(letters * size), 500) < 9


@pytest.mark.parametrize("given", ["'95", "90s", "the nineties", "95", "9 million 9 thousand"])
def test_a_year_that_no_calendar_has_gets_a_verdict_too(given):
    assert not AnswerKey("9" * 40, kind="year").grade(given).correct


def test_what_lies_beyond_a_thousand_characters_is_cut_and_said():
    verdict = AnswerKey("Jaws", kind="title").grade("Jaws" + " " * 1000 + "Heat")
    assert verdict.correct
    assert verdict.message == "quizzer reads only the first 1,000 characters"


def test_invisible_marks_do_not_hide_an_answer():
    key = AnswerKey("Jaws", kind="title")
    assert key.grade("\u202eJaws\u202c").correct
    assert key.grade("J\u200baws").correct
    assert key.grade("\ufeffJaws").correct


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u3000", "\u200b", "\u00a0\u2003"])
def test_nothing_is_no_answer(blank):
    assert AnswerKey("Jaws").grade(blank).message == "no answer"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_answer_of_invisible_marks_is_never_given(kind):
    key = AnswerKey("\u200b\u2060", kind=kind)
    assert not key.grade("jaws").correct
    assert not key.grade("\u200b").correct
