"""Laws that hold for every key and every text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from quizzer.grading import KINDS, STRICTNESS, AnswerKey, Canon, Outcome, Verdict, fold

NAMED = ("text", "person", "character", "title")
CASINGS = (str, str.upper, str.lower, str.title, str.casefold, str.swapcase, str.capitalize)
CANON = Canon(["Alien", "Aliens", "Heat", "Hat", "Rocky", "Rocky II", "The Rock", "Star Wars"], kind="title")
EXAMPLES = {
    "number": "7", "year": "1995", "date": "16 May 1995", "money": "$18,000,000", "duration": "112 minutes",
    "choice": "Brazil", "boolean": "true",
}  # fmt: skip

NOTHING_SAID = {"the", "a", "of", "and", "or", "not", "in"}

names = st.text(min_size=1, max_size=40).filter(lambda text: not text.isspace() and fold(text) != "")
words = st.sampled_from(
    [
        "the",
        "a",
        "of",
        "and",
        "or",
        "not",
        "in",
        "heat",
        "hat",
        "meat",
        "rocky",
        "rock",
        "ii",
        "2",
        "two",
        "alien",
        "aliens",
        "star",
        "wars",
        "episode",
        "iv",
        ":",
        "john",
        "jon",
        "smith",
        "smyth",
        "de",
        "niro",
        "north",
        "south",
        "1995",
        "(1995)",
        "movie",
        "think",
        "it's",
        ",",
        "/",
        "red",
        "read",
    ]
)
phrases = (
    st.lists(words, min_size=1, max_size=5).map(" ".join).filter(lambda text: any(mark.isalnum() for mark in text))
)


@given(names, st.sampled_from(NAMED), st.sampled_from(CASINGS), st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")))
@example("ŉ", "text", str.upper, "NFC")
@example("İstanbul", "text", str.lower, "NFD")
@example("ΐ", "title", str.upper, "NFC")
@example("ǰ", "person", str.upper, "NFKD")
@example("½", "text", str, "NFKC")
@example("ﷺ", "text", str, "NFKC")
@example("Straße", "text", str.upper, "NFC")
@example("A．B", "person", str, "NFKC")
@settings(max_examples=300, deadline=None)
def test_an_accepted_name_is_right_in_every_casing_and_normal_form(name, kind, casing, form):
    for key in (AnswerKey(name, kind=kind), AnswerKey("Solaris", accept=[name], kind=kind)):
        written = unicodedata.normalize(form, casing(name))
        assert key.grade(written).correct, (name, written)


@given(st.text(), st.sampled_from(sorted(EXAMPLES) + list(NAMED)), st.sampled_from(STRICTNESS))
@settings(max_examples=400, deadline=None)
def test_any_text_gets_a_verdict(text, kind, strictness):
    key = AnswerKey(EXAMPLES.get(kind, "The Third Man"), kind=kind, reject=["Alien"], strictness=strictness)
    verdict = key.grade(text, CANON)
    assert isinstance(verdict, Verdict)
    assert 0.0 <= verdict.score <= 1.0
    assert verdict.correct == (verdict.outcome is Outcome.CORRECT)
    assert isinstance(verdict.message, str)
    assert verdict.matched == "" or verdict.correct


@given(st.sampled_from(sorted(KINDS)), st.text(alphabet=" \t\n\u3000\u200b\ufeff\u00a0"))
@settings(deadline=None)
def test_nothing_is_never_right(kind, blank):
    key = AnswerKey(EXAMPLES.get(kind, "Brazil"), kind=kind, strictness="lenient")
    assert not key.grade(blank).correct


@given(phrases, st.lists(phrases, max_size=2), phrases, phrases, st.sampled_from(NAMED), st.booleans())
@settings(max_examples=600, deadline=None)
def test_one_more_alias_never_makes_a_right_answer_wrong(answer, accept, alias, text, kind, known):
    for name in (answer, *accept, alias):  # a name of words that carry nothing may stand in any answer
        assume(not NOTHING_SAID.issuperset(fold(name).split()))
    canon = CANON if known else None
    if AnswerKey(answer, accept=accept, kind=kind).grade(text, canon).correct:
        assert AnswerKey(answer, accept=[*accept, alias], kind=kind).grade(text, canon).correct


@given(phrases, phrases, st.sampled_from(NAMED), st.booleans())
@settings(max_examples=600, deadline=None)
def test_strict_accepts_a_part_of_standard_and_standard_of_lenient(answer, text, kind, known):
    canon = CANON if known else None
    strict, standard, lenient = (
        AnswerKey(answer, kind=kind, strictness=strictness).grade(text, canon).correct for strictness in STRICTNESS
    )
    assert strict <= standard <= lenient


THINGS = st.sampled_from("actor actress film song novel show".split())
COUNTED = st.sampled_from("angry hungry lonely wooden golden broken".split())


@given(st.sampled_from("best first worst great new".split()), THINGS, THINGS)
@settings(deadline=None)
def test_one_general_word_is_never_another(which, thing, other):
    assume(other != thing)
    assert not AnswerKey(f"{which} {thing}").grade(f"{which} {other}").correct


@given(st.integers(2, 2000), COUNTED, st.sampled_from(["men", "kings", "hats"]), st.booleans())
@settings(deadline=None)
def test_a_number_in_a_name_is_no_number(number, how, what, before):
    name = f"{how} {number}" if before else f"{number} {how} {what}"
    assert not AnswerKey(str(number), kind="number").grade(name).correct
    assert AnswerKey(str(number), kind="number").grade(f"about {number}").correct


@given(st.text(max_size=200))
@settings(deadline=None)
def test_folding_twice_is_folding_once(text):
    folded = fold(text)
    assume(folded.isascii())
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"list"}))
def test_the_expected_answer_is_right(kind):
    answer = EXAMPLES.get(kind, "Brazil")
    assert AnswerKey(answer, kind=kind).grade(answer).correct
