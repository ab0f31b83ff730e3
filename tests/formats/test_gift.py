"""Moodle's GIFT."""

from __future__ import annotations

import pytest
from formats.told import faults, fields, imported, lost, reading

from quizzer.bank_files.hand_written import make_question
from quizzer.formats import export_questions, read_format


def test_an_exam() -> None:
    read = imported("gift", "exam.gift")
    assert faults(read) == []
    engine, tramp, silent, moon, metropolis, greed, murnau, html = map(fields, read.entries)
    assert engine == {
        "ask": "Which engine does Buster Keaton drive in his film of 1926?",
        "answer": "General",
        "id": "grant-1",
        "category": "Silent films",
        "choices": ["Texas", "General", "Rocket"],
        "explain": "Right, and the film is called after it.",
        "tags": ["easy", "tombs"],
    }
    assert tramp == {
        "ask": "A tramp _____ a child in the street.",
        "answer": "finds",
        "category": "Silent films",
        "choices": ["finds", "sells", "buys"],
    }
    assert silent == {
        "ask": "True or false: Chaplin never spoke in a film.",
        "answer": "False",
        "category": "Silent films",
        "explain": "Indeed: listen to the barber.\nSound came late to him.",
    }
    assert moon == {
        "ask": "Who filmed a moon with a rocket in its eye… in H₂O-free space and 10³ tricks?",
        "answer": "Georges Méli=es",
        "accept": ["Méli=es"],
        "reject": {"Path#e": "They sold it."},
        "prompt": {"Lumière": "Which of the brothers? And did they?"},
        "category": "Silent films",
    }
    assert metropolis == {
        "ask": "When was Metropolis shown first?",
        "answer": "1927",
        "kind": "number",
        "tolerance": "1",
        "category": "Numbers",
    }
    assert greed["answer"] == "8.0"
    assert greed["tolerance"] == "0.5"
    assert greed["explain"] == "As first shown."
    assert murnau == {
        "ask": "Which two of these are by Murnau? (Faust; Sunrise; Metropolis; Greed)",
        "answer": ["Faust", "Sunrise"],
        "reject": {"Metropolis": "", "Greed": ""},
        "category": "Numbers",
    }
    assert html["ask"] == "What does <br> stand for in {HTML}?\nOne word and one more."
    assert lost(read) == {
        "feedback on wrong answers": 2,
        "shares of a point": 3,
        "matching questions": 1,
        "essays, which no referee can judge": 1,
        "descriptions, which ask nothing": 1,
    }


def test_partial_credit_asks_back() -> None:
    (entry,) = read_format("gift", "Where from? {=Nazareth =%25%Bethlehem#Born there, but raised?}").entries
    key = make_question(entry, bank_title="T", films={}).key
    assert key is not None
    verdict = key.grade("Bethlehem")
    assert (verdict.outcome.name, verdict.message) == ("PROMPT", "Born there, but raised?")


@pytest.mark.parametrize(
    ("braces", "answer", "tolerance"),
    [
        ("{#7}", "7", None),
        ("{#3.1415:0.0005}", "3.1415", "0.0005"),
        ("{#3.141..3.142}", "3.1415", "0.0005"),
        ("{#-5..5}", "0", "5"),
        ("{#=7:0#Yes =%50%7:2}", "7", None),
    ],
)
def test_numbers(braces: str, answer: str, tolerance: str | None) -> None:
    (told,) = reading("gift", f"How much? {braces}")
    assert (told["answer"], told.get("tolerance")) == (answer, tolerance)


@pytest.mark.parametrize(
    "braces", ["{#many}", "{#1..}", "{#NaN}", "{#1:x}", "{~a ~b}", "{=}", "{=a", "=a}", "}{", "{=a} {=b}"]
)
def test_what_cannot_be_read_is_told_with_its_line(braces: str) -> None:
    read = read_format("gift", f"Fine? {{=yes}}\n\n// a remark\nWhat? {braces}\n\nFine too? {{T}}", file="exam.txt")
    assert len(read.entries) == 2
    (fault,) = faults(read)
    assert fault.startswith("exam.txt:4: ")


def test_a_brace_may_go_on_behind_a_blank_line() -> None:
    (told,) = reading("gift", "Who? {\n\n=Ada\n\n~Bea\n\n}")
    assert told == {"ask": "Who?", "answer": "Ada", "choices": ["Ada", "Bea"]}


def test_where_the_right_answer_always_stands_first_choices_are_sorted() -> None:
    first, second = reading("gift", "A? {=z ~a ~m}\n\nB? {=y ~b}")
    assert (first["choices"], second["choices"]) == (["a", "m", "z"], ["b", "y"])


def test_a_name_that_is_no_beginning_of_the_question_is_its_id() -> None:
    told = reading("gift", "::Film 7::Who directs? {=Ada}\n\n::Who writes...::Who writes it? {=Bea}")
    assert [one.get("id") for one in told] == ["Film 7", None]


def test_embedded_answers_become_a_question_each() -> None:
    text = "::Berlin::In {1:SHORTANSWER:=Berlin#Yes~%50%Bonn#Then, yes~*} there are {:NM:=4:1} of {2:MC:cats~=lions}."
    assert reading("gift", text) == [
        {
            "ask": "In _____ there are 4 of lions.",
            "answer": "Berlin",
            "id": "Berlin/1",
            "prompt": {"Bonn": "Then, yes"},
            "explain": "Yes",
        },
        {"ask": "In Berlin there are _____ of lions.", "answer": "4", "id": "Berlin/2", "tolerance": "1"},
        {"ask": "In Berlin there are 4 of _____.", "answer": "lions", "id": "Berlin/3", "choices": ["cats", "lions"]},
    ]


def test_a_picture_goes_with_the_question() -> None:
    (told,) = reading("gift", '[html]Who is it? <img src\\="@@PLUGINFILE@@/a b.png"> {=Ada}')
    assert (told["ask"], told["media"]) == ("Who is it?", "a b.png")


def test_what_is_written_escapes_what_moodle_would_read() -> None:
    text = "[plain]Is \\{a\\} \\= b \\~ c \\# \\: \\\\ <i>?\nthe same line { =%100%50% off =%50%~x#Which? }"
    (entry,) = read_format("gift", text.replace("~x", "\\~x")).entries
    question = make_question(entry, bank_title="T", films={})
    assert export_questions("gift", [question], title="A\ntitle").content == (
        "// A title\n\n"
        "// [id:t/general/50-off]\n"
        "[plain]Is \\{a\\} \\= b \\~ c \\# \\: \\\\ <i>? the same line {\n"
        "\t=%100%50% off\n"
        "\t=%50%\\~x#Which?\n"
        "}\n"
    )
