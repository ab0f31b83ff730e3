"""Whatever a bank holds, checking it ends soon and raises nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.bank_files.reader import read_bank_text
from quizzer.banks.checks.inspection import check_bank, inspect_reading

from .conftest import Told


def many(entry: str, count: int) -> str:
    return ", ".join(entry.format(number) for number in range(count))


BOMBS = {
    "aliases accepted": f"questions:\n  - {{ask: What?, answer: a, accept: [{many('alias {}', 20_000)}]}}\n",
    "names rejected": f"questions:\n  - {{ask: What?, answer: a, reject: [{many('alias {}', 20_000)}]}}\n",
    "names rejected in a list": (
        f"questions:\n  - {{ask: What?, answer: [{many('x{}', 200)}], reject: [{many('no {}', 20_000)}]}}\n"
    ),
    "a list": f"questions:\n  - {{ask: What?, answer: [{many('alias {}', 20_000)}]}}\n",
    "hints": f"questions:\n  - {{ask: What?, answer: a, accept: [{many('b{}', 900)}], hints: [{many('h{}', 9000)}]}}\n",
    "choices": f"questions:\n  - {{ask: What?, answer: c1, choices: [{many('c{}', 20_000)}]}}\n",
    "answers alike": "questions:\n" + "".join(f"  - {{ask: What {n}?, answer: belfry {n}}}\n" for n in range(1000)),
    "one answer": "questions:\n" + "".join(
        f"  - {{ask: What {n}?, answer: the sea, explain: the sea of the sea}}\n" for n in range(1000)
    ),
    "films unknown": "films:\n" + "".join(f"  - {{title: Film {n}, year: 1995}}\n" for n in range(500))
    + "questions:\n" + "".join(f"  - {{ask: What {n}?, answer: a, film: Filn {n}}}\n" for n in range(500)),
    "films of one name": "films:\n" + "  - {title: Tide, directors: Ann Bee}\n" * 500,
    "letters of two alphabets": "title: " + " ".join(f"M{chr(1072 + n % 32)}n{n}on" for n in range(50_000))
    + "\nquestions:\n  - {ask: What?, answer: this}\n",
    "marks": "films:\n  - title: T\n    trivia: x " + "[[ " * 100_000 + "\n",
    "clozes": "films:\n  - title: T\n    trivia: x " + "[[a]] b " * 50_000 + "\n",
    "one long text": "questions:\n  - ask: " + "what is it " * 200_000 + "\n    answer: it is\n",
    "an alias of one question": f"questions:\n  - &q {{ask: What?, answer: a, accept: [{many('n{}', 50)}]}}\n"
    + "  - *q\n" * 2000,
    "unknown keys": "questions:\n" + "  - {ask: a, anwser: b}\n" * 11_000,
}  # fmt: skip


@pytest.mark.usefixtures("in_no_time")
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_checked_to_its_end(bomb: str) -> None:
    report = inspect_reading(read_bank_text(BOMBS[bomb]))  # without bounds some of these would take hours
    assert len(report.faults) <= 11_100


def test_too_many_marks_in_one_sentence_keep_a_bank_from_loading(told: Told) -> None:
    (error,) = told(BOMBS["clozes"], "error:")
    assert error == "3:13: error: more than 50 [[ ]] in one sentence: mark what is worth asking"


def test_a_file_that_is_too_large_is_one_fault(tmp_path) -> None:  # type: ignore[no-untyped-def]
    bank = tmp_path / "b.yaml"
    with bank.open("wb") as file:
        file.truncate(51_000_000)
    assert [fault.message for fault in check_bank(bank)] == ["too large: at most 50 MB are read"]


_WORDS = (
    "films questions ask answer title accept reject prompt kind choices need tolerance unit hints explain film media "
    "trivia plot quotes cast actor character also_known_as country language released date box_office budget gaps asks "
    "imdb year runtime source category draft id aliases include defaults text person number date list choice boolean "
    "1995 tt0112682 US en Mоon [[a]] [[ ]] a,b *x &x 'q 🎬 é"
).split()
_YAML = st.recursive(
    st.sampled_from(_WORDS) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_WORDS), inner, max_size=4),
    max_leaves=25,
)


@given(st.fixed_dictionaries({}, optional={"films": _YAML, "questions": _YAML, "title": _YAML, "defaults": _YAML}))
def test_any_bank_is_checked_without_raising(bank: object) -> None:
    report = inspect_reading(read_bank_text(json.dumps(bank, ensure_ascii=False)))
    assert all(fault.line >= 1 and fault.column >= 1 and fault.message for fault in report.faults)


_QUESTION = st.fixed_dictionaries(
    {"ask": st.text("ab c?X1[]", min_size=1, max_size=12), "answer": st.text("ab ,X1é\u200b", min_size=1, max_size=8)},
    optional={
        "accept": st.lists(st.text("ab ,X1é", min_size=1, max_size=8), max_size=3),
        "reject": st.dictionaries(st.text("abX1", min_size=1, max_size=4), st.text("ab", max_size=3), max_size=2),
        "prompt": st.lists(st.text("abX1", min_size=1, max_size=4), max_size=2),
        "kind": st.sampled_from("text person title number year date money duration list choice boolean".split()),
        "choices": st.lists(st.text("abX1", min_size=1, max_size=4), max_size=3),
        "hints": st.lists(st.text("abX1 ", min_size=1, max_size=6), max_size=2),
        "explain": st.text("abX1 ", max_size=10),
        "tolerance": st.sampled_from(["5", "10%", "x"]),
        "film": st.sampled_from(["Tide", "Tides"]),
    },
)
_FILM = st.fixed_dictionaries(
    {"title": st.sampled_from(["Tide", "Ebb", "ebb", "a"])},
    optional={
        "year": st.sampled_from(["1995", "1996"]),
        "trivia": st.lists(st.text("ab c[]|X1", min_size=1, max_size=20), max_size=2),
        "quotes": st.lists(st.text("ab :[]|X1\n", min_size=1, max_size=20), max_size=2),
        "directors": st.lists(st.text("abX ", min_size=1, max_size=9), max_size=2),
        "also_known_as": st.lists(
            st.fixed_dictionaries({"title": st.text("abX ", min_size=1, max_size=5)},
                                  optional={"country": st.sampled_from(["US", "zz"])}), max_size=2,
        ),
        "gaps": st.lists(st.fixed_dictionaries({"asks": st.text("ab", min_size=1, max_size=3)}), max_size=1),
    },
)  # fmt: skip


@given(st.lists(_FILM, max_size=3), st.lists(_QUESTION, max_size=4))
def test_any_films_and_questions_are_checked_without_raising(films: list[object], questions: list[object]) -> None:
    report = inspect_reading(read_bank_text(json.dumps({"films": films, "questions": questions})))
    assert all(fault.line >= 1 and fault.column >= 1 and fault.message for fault in report.faults)
