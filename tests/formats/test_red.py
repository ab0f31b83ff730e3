"""Trivia lists of Red."""

from __future__ import annotations

import yaml
from formats.told import faults, fields, imported, lost, reading
from read_once import shipped

from quizzer.bank_files.hand_written import make_question
from quizzer.formats import export_questions, in_one_bank, read_format


def test_a_list_of_version_3() -> None:
    read = imported("red", "red.yaml")
    assert faults(read) == []
    assert (read.title, read.author, read.description) == ("red", "Ada Lovelace, Grace", "Films and their numbers")
    assert lost(read) == {"the setting timeout": 1, "the setting use_spoilers": 1}
    assert [fields(entry) for entry in read.entries] == [
        {"ask": "Does the tin man get a heart?", "answer": "yes", "accept": ["True", "On", "indeed"]},
        {"ask": "Is this one quoted?", "answer": "no"},
        {"ask": "How many samurai are there?", "answer": "7", "accept": ["seven"]},
        {"ask": "Complete the title: ___ Ways", "answer": "007", "accept": ["1_000"]},
        {"ask": "Which films have signs for names?", "answer": "$", "accept": ["+1", "🎬"]},
        {"ask": "What film is this?", "answer": "Twin Peaks", "media": "https://example.org/stills/peak.png?w=300"},
        {"ask": "What film is this?", "answer": "Heat", "media": "https://example.org/stills/heat.jpg"},
        {
            "ask": "https://example.org/sounds/theme.mp3",
            "answer": "Amélie",
            "media": "https://example.org/sounds/theme.mp3",
        },
    ]


def test_what_yaml_takes_for_true_is_right_in_every_spelling() -> None:
    entry = read_format("red", "Is it so?:\n- ON\n").entries[0]
    key = make_question(entry, bank_title="T", films={}).key
    assert key is not None
    assert [key.grade(given).correct for given in ("on", "Yes", "true", "off", "no")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_list_of_version_2() -> None:
    read = imported("red", "red_version_2.txt")
    assert faults(read) == []
    assert [fields(entry) for entry in read.entries] == [
        {"ask": "Who wrote Casablanca?", "answer": "Julius Epstein", "accept": ["Philip Epstein"]},
        {"ask": "Which country is this?", "answer": "Chad", "media": "https://example.org/flag.png"},
    ]


def test_the_same_words_about_two_pictures_are_two_questions() -> None:
    text = "Who? https://a.b/1.png:\n- Ada\nWho? https://a.b/2.png:\n- Ada\nWho? https://a.b/1.png:\n- Bea\n"
    bank = in_one_bank([read_format("red", text)])
    ids = {make_question(entry, bank_title="T", films={}).id for entry in bank.entries}
    assert len(ids) == len(bank.entries) == 3


def test_a_slip_costs_only_the_question_it_is_in() -> None:
    text = 'Who?:\n- Ada\n"When?:\n- 1815\nWhere?:\n- London\nWhat?: [a, b\nWhy?:\n- because\n'
    read = read_format("red", text, file="list.yaml")
    assert [entry.ask for entry in read.entries] == ["Who?", "Where?", "Why?"]
    assert [fault.partition(": broken")[0] for fault in faults(read)] == ["list.yaml:3", "list.yaml:7"]


def test_an_answer_that_is_no_text_is_told() -> None:
    read = read_format("red", "Who?:\n- [a]\n- b\nWhat?:\n- ''\n? [x]\n: - y\n", file="list.yaml")
    assert [(entry.ask, entry.answer) for entry in read.entries] == [("Who?", (("b",),))]
    assert faults(read) == [
        "list.yaml:1: an answer is a single text or number, and one here is not",
        "list.yaml:4: no answer to “What?”",
        "list.yaml:6: a question is a text, and this is not one",
    ]


def test_what_is_no_list_is_a_fault() -> None:
    for text in ("", "- a\n- b\n", "just words"):
        assert faults(read_format("red", text, file="x")) == [
            "x:1: a trivia list has questions as its keys, each with a list of answers"
        ]


def test_a_list_for_red_says_yes_in_quotes_and_has_no_mark_before_long_questions() -> None:
    (short, long) = read_format("red", f"Is it?:\n- 'yes'\n- 7\n{'Why? ' * 40}:\n- a\n").entries
    questions = [make_question(entry, bank_title="T", films={}) for entry in (short, long)]
    content = export_questions("red", questions, title="").content
    assert content == f"Is it?:\n- 'yes'\n- '7'\n\"{('Why? ' * 40).strip()}\":\n- a\n"
    assert [entry["accept"] for entry in reading("red", content) if "accept" in entry] == [["7"]]


def test_red_reads_a_shipped_bank_as_texts() -> None:
    """Red loads a list with YAML's own types: what looks like a number or yes must stay a text."""
    bank = shipped()
    content = export_questions("red", bank.questions, title="").content
    loaded = yaml.safe_load(content)
    assert len(loaded) > 500
    assert all(isinstance(ask, str) for ask in loaded)
    assert all(isinstance(answer, str) for answers in loaded.values() for answer in answers)
