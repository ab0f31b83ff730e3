"""The Open Trivia Database's JSON."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from formats.told import FIXTURES, faults, fields, imported

from quizzer.formats import in_one_bank, read_format

RIGHT = "Don't forget: π & “e”"


def test_questions_keep_their_choices_in_an_order_that_tells_nothing() -> None:
    read = imported("opentdb", "opentdb.json")
    assert faults(read) == []
    assert read.license == "CC-BY-SA-4.0"
    assert [fields(entry) for entry in read.entries] == [
        {
            "ask": 'Who plays the strongman of "The City of Lost Children" – the one called ‘One’?',
            "answer": "Ron Perlman",
            "category": "film",
            "difficulty": 2,
            "choices": ["Daniel Emilfork", "Dominique Pinon", "Jean-Claude Dreyfus", "Ron Perlman"],
        },
        {
            "ask": "True or false: François Truffaut acted in a film of Steven Spielberg's.",
            "answer": "True",
            "category": "film",
            "difficulty": 4,
        },
        {
            "ask": "Which of these is no colour of light?",
            "answer": "Brown & beige",
            "category": "science_and_nature",
            "choices": ["Brown & beige", "Green", "Red"],
        },
    ]


def test_free_text_leaves_choices_where_the_question_needs_them() -> None:
    bank = in_one_bank([imported("opentdb", "opentdb.json")], free_text=True)
    strongman, _, colour = map(fields, bank.entries)
    assert "choices" not in strongman
    assert strongman["reject"] == dict.fromkeys(["Daniel Emilfork", "Dominique Pinon", "Jean-Claude Dreyfus"], "")
    assert colour["choices"] == ["Brown & beige", "Green", "Red"]


def test_numbers_as_choices_need_no_names_to_reject() -> None:
    text = answer_with(question="How many samurai are there?", correct_answer="7", incorrect_answers=["8", "10", "9"])
    (entry,) = read_format("opentdb", text).entries
    assert entry.choices == ("7", "8", "9", "10")
    (free,) = in_one_bank([read_format("opentdb", text)], free_text=True).entries
    assert fields(free) == {"ask": "How many samurai are there?", "answer": "7"}


def as_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("'", "&#039;").replace("π", "&pi;").replace("“", "&ldquo;")


def as_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "encode", [as_html, quote, quote_plus, as_base64], ids=["html", "url3986", "urlLegacy", "base64"]
)
def test_every_encoding_is_undone(encode: Any) -> None:
    result = {
        "type": "multiple",
        "difficulty": "hard",
        "category": "Entertainment: Film",
        "question": f"{RIGHT}? 100% + 1",
    }
    coded = {key: encode(value) for key, value in result.items()}
    text = json.dumps(
        {"results": [coded | {"correct_answer": encode(RIGHT), "incorrect_answers": [encode("a+b"), encode("c d")]}]}
    )
    (entry,) = read_format("opentdb", text).entries
    assert fields(entry) == {
        "ask": f"{RIGHT}? 100% + 1",
        "answer": RIGHT,
        "category": "film",
        "difficulty": 4,
        "choices": ["a+b", "c d", RIGHT],
    }


def test_the_database_says_why_it_gives_nothing() -> None:
    read = read_format("opentdb", '{"response_code": 5, "results": []}', file="a.json")
    assert faults(read) == ["a.json:1: the database refused: the questions were asked for too often; wait five seconds"]


def test_what_is_no_question_is_told_with_its_line() -> None:
    results = [
        {"question": "Who?", "correct_answer": "Ada", "incorrect_answers": ["Bea"]},
        {"question": "What?"},
        {"question": "Why?", "correct_answer": "x", "incorrect_answers": "y"},
        "nothing",
    ]
    read = read_format("opentdb", json.dumps({"results": results}, indent=1), file="a.json")
    assert len(read.entries) == 1
    assert faults(read) == [
        'a.json:10: "correct_answer" is missing or empty',
        'a.json:13: "incorrect_answers" is not a list of texts',
        "a.json: a question is an object with keys, and this is not one",
    ]


def test_of_a_file_that_is_cut_off_what_is_whole_is_read() -> None:
    text = (FIXTURES / "opentdb.json").read_text(encoding="utf-8")
    read = read_format("opentdb", text[: text.index("Which of these")], file="a.json")
    assert len(read.entries) == 2
    (fault,) = faults(read)
    assert fault.startswith("a.json:24: broken or cut off: this is not JSON from here on")


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[" * 100_000, '{"a": ' * 5000, "9" * 5000, "{}", "[1]", "null", '{"results": 5}']
)
def test_what_is_no_answer_of_the_database_is_a_fault(text: str) -> None:
    read = read_format("opentdb", text, file="a.json")
    assert read.entries == []
    assert faults(read)[0].startswith("a.json")


def answer_with(**result: Any) -> str:
    return json.dumps({"response_code": 0, "results": [result]})
