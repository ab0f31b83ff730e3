"""Tables: .csv and .tsv with a header."""

from __future__ import annotations

import pytest
from formats.told import faults, fields, imported, lost, reading
from hypothesis import given
from hypothesis import strategies as st

from quizzer.bank_files.file_format import QuestionEntry
from quizzer.bank_files.hand_written import make_question
from quizzer.formats import export_questions, read_format
from quizzer.formats.csv_tables import join_aliases, join_pairs, join_values, split_aliases, split_pairs, split_values


def test_a_table() -> None:
    read = imported("csv", "questions.csv")
    assert [fields(entry) for entry in read.entries] == [
        {
            "ask": "Who comes down the chimney?",
            "answer": "Santa Claus",
            "accept": ["Father Christmas", "St Nick"],
            "reject": {"Elf": "Too small", "Sleigh": ""},
            "kind": "character",
            "category": "plot",
            "difficulty": 1,
            "hints": ["He brings a sack"],
            "explain": "He comes often.",
        },
        {
            "ask": "Which festival did it open?",
            "answer": "Cannes",
            "category": "awards",
            "choices": ["Berlin", "Cannes", "Venice"],
        },
        {"ask": "Name two of the clones' players", "answer": [["Dominique Pinon", "Pinon"], "Ticky Holgado"]},
        {"ask": "What is\nbelow?", "answer": "The sea"},
    ]
    assert faults(read) == [
        "questions.csv:5: the question has no text",
        "questions.csv:6: no answer to “Who answers this?”",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("question,answer\nWho?,Ada\n", {"ask": "Who?", "answer": "Ada"}),
        ("ASK;Answer\nWho?;Ada\n", {"ask": "Who?", "answer": "Ada"}),
        ("sep=\t\nquestion\tanswer\nWho, then?\tAda\n", {"ask": "Who, then?", "answer": "Ada"}),
        ("\n\nfront,back,Tags\nWho?,Ada,a | b\n", {"ask": "Who?", "answer": "Ada", "tags": ["a", "b"]}),
        ("prompt,answer\nWho?,Ada\n", {"ask": "Who?", "answer": "Ada"}),
        (
            "question,option a,option b,correct\nWho?,Ada,Bea,b\n",
            {"ask": "Who?", "answer": "Bea", "choices": ["Ada", "Bea"]},
        ),
        (
            "Question,Answer 1,Answer 2,Correct answer\nWho?,Ada,Bea,2\n",
            {"ask": "Who?", "answer": "Bea", "choices": ["Ada", "Bea"]},
        ),
        ("Question,Answer 1,Answer 2\nWho?,Ada,Bea\n", {"ask": "Who?", "answer": "Ada", "accept": ["Bea"]}),
        (
            "question,answer,type,difficulty\nIs it?,True,boolean,hard\n",
            {"ask": "Is it?", "answer": "True", "difficulty": 4},
        ),
        (
            "question,answer,kind,need,tolerance,unit\nHow long?,20,number,,10%,minutes\n",
            {"ask": "How long?", "answer": "20", "tolerance": "10%", "unit": "minutes"},
        ),
        (
            "question,answer,kind,need\nWhich?,a | b | c,list,2\n",
            {"ask": "Which?", "answer": ["a", "b", "c"], "kind": "list", "need": 2},
        ),
    ],
)
def test_tables_of_every_sort(text: str, told: dict[str, object]) -> None:
    told.pop("kind", None)
    assert reading("csv", text) == [told]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "",
            "a.csv:1: the first line must name the columns, and there is none for the question and the answer: it has ",
        ),
        (
            "foo,bar\n1,2\n",
            "a.csv:1: the first line must name the columns, and there is none for the question and the ",
        ),
        ("question,bar\n1,2\n", "a.csv:1: the first line must name the columns, and there is none for the answer: it "),
        ("question,answer\nWho?,Ada, Bea\n", "a.csv:2: this row has 3 cells, the header 2: put quotes around a text"),
        ('question,answer\n"Who"?,Ada\n', "a.csv:2: this row cannot be read: "),
        ('question,answer\nx,y\n"Who?,Ada\n', "a.csv:3: this row cannot be read: "),
        (f"question,answer\n{'x' * 200_000},Ada\n", "a.csv:2: this row cannot be read: field larger than field limit"),
        (f"question,answer\n{'x' * 60_000},Ada\n", "a.csv:2: a text of this question has more than 50,000 characters"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, message: str) -> None:
    assert faults(read_format("csv", text, file="a.csv"))[0].startswith(message)


def test_what_has_no_place_is_told_as_lost() -> None:
    text = "question,answer,kind,difficulty,tolerance,need,Colour\nWho?,Ada,year,9,lots,4,red\nWhat?,x,riddle,,,,\n"
    assert lost(read_format("csv", text)) == {
        "the column 'Colour'": 1,
        "difficulties that are not a number from 1 to 5": 1,
        "needs that no list can meet": 1,
        "tolerances that are not a number": 1,
        "kinds that the answer is not of": 2,
    }


def test_a_table_has_the_columns_that_are_used() -> None:
    entry = QuestionEntry(ask="Who\nis it?", answer=(("Ada",),), id="one", reject={"Bea": "No = never", "C|D": ""})
    question = make_question(entry, bank_title="T", films={})
    comma = export_questions("csv", [question], title="").content
    assert comma == (
        "question,answer,reject,kind,category,difficulty,id\n"
        '"Who\nis it?",Ada,Bea = No \\= never | C\\|D,text,general,3,one\n'
    )
    tabs = export_questions("csv", [question], title="", suffix=".tsv").content
    assert isinstance(tabs, str)
    assert tabs.startswith("question\tanswer\treject\t")
    assert read_format("csv", tabs).entries == [entry]


# What stands in a cell has no spaces at its ends.
PARTS = st.text(min_size=1, max_size=10).map(str.strip).filter(bool) | st.sampled_from(
    ["a|b", "a = b", "a\\", "\\;", "a\nb"]
)


@given(st.lists(PARTS, max_size=4))
def test_values_of_a_cell(values: list[str]) -> None:
    assert split_values(join_values(values)) == values


@given(st.lists(st.lists(PARTS, min_size=1, max_size=3), max_size=3))
def test_aliases_of_a_cell(items: list[list[str]]) -> None:
    assert split_aliases(join_aliases(items)) == items


@given(st.dictionaries(PARTS, st.just("") | PARTS, max_size=3))
def test_names_with_words_of_a_cell(names: dict[str, str]) -> None:
    assert split_pairs(join_pairs(names)) == names
