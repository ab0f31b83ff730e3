"""Tossups and bonuses as qbreader gives them."""

from __future__ import annotations

import json

import pytest
from formats.told import FIXTURES, faults, fields, imported, lost

from quizzer.formats import read_format

TOSSUP = {"question": "Who?", "answer": "<u>Ada</u>"}


def test_a_packet() -> None:
    read = imported("quizbowl", "packet.json")
    assert faults(read) == []
    assert read.title == "Harbour Open"
    assert lost(read) == {"power marks": 1, "pronunciation guides": 1}
    director, animal, actress = map(fields, read.entries)
    assert director == {
        "ask": "A diver in a film by this man has lost his memory. This man drew comics before he filmed a butcher’s "
        "house in Delicatessen. For 10 points, name this director, who made The City of Lost Children with Jean-Pierre "
        "Jeunet.",
        "answer": "Marc Caro",
        "id": "64a0",
        "accept": ["Caro"],
        "reject": {"Carot": ""},
        "prompt": {"Jeunet": "who is the other one?"},
        "category": "fine_arts",
        "difficulty": 4,
        "explain": "He left features for twelve years.",
        "tags": ["Other Fine Arts", "Film"],
        "source": "Harbour Open, packet 3, number 4",
    }
    assert animal == {
        "ask": "Answer the following about sisters in films. This animal is the nickname of two sisters.",
        "answer": "octopuses",
        "id": "64b0/1",
        "accept": ["octopus", "La Pieuvre", "Pieuvre"],
        "category": "trash",
        "source": "Harbour Open, packet 3, number 1",
    }
    assert (actress["id"], actress["difficulty"], actress["accept"]) == ("64b0/2", 5, ["Mallet"])


@pytest.mark.parametrize(
    "document",
    [
        TOSSUP,
        [TOSSUP],
        {"tossups": [TOSSUP]},
        {"tossup": TOSSUP},
        {"tossups": {"count": 1, "questionArray": [TOSSUP]}, "bonuses": {"count": 0, "questionArray": []}},
        [{"tossups": [TOSSUP], "bonuses": []}],
        {"tossups": [{"question": "<p>Who?</p>", "answer": "Ada", "formatted_answer": "<u>Ada</u>"}]},
        {"tossups": [{"question_sanitized": "Who?", "answer_sanitized": "Ada"}]},
    ],
)
def test_every_shape_that_qbreader_gives(document: object) -> None:
    read = read_format("quizbowl", json.dumps(document))
    assert faults(read) == []
    assert [fields(entry) for entry in read.entries] == [{"ask": "Who?", "answer": "Ada"}]


def test_a_database_has_an_object_in_each_line() -> None:
    lines = [TOSSUP, TOSSUP | {"question": "Who else?"}, {"parts": ["Who again?"], "answers": ["Ada"]}]
    read = read_format("quizbowl", "\n".join(map(json.dumps, lines)) + "\n")
    assert faults(read) == []
    assert [entry.ask for entry in read.entries] == ["Who?", "Who else?", "Who again?"]


def test_metadata_of_yapp_tell_the_category() -> None:
    read = read_format(
        "quizbowl", json.dumps({"tossups": [TOSSUP | {"metadata": "Pat Writer, Literature - European"}]})
    )
    assert (read.entries[0].category, read.entries[0].tags) == ("literature", ("European",))


def test_a_title_in_quotation_marks_is_no_guide_to_its_sound() -> None:
    question = "This song (“Cold as Ice”) by (“num-PIE”) one (“numb pie”) man"
    read = read_format("quizbowl", json.dumps(TOSSUP | {"question": question}))
    assert read.entries[0].ask == "This song (“Cold as Ice”) by one man"


def test_what_is_wrong_is_told_with_its_line() -> None:
    packet = {"tossups": [TOSSUP, {"question": "What?"}], "bonuses": [{"parts": ["a", "b"], "answers": ["c"]}]}
    read = read_format("quizbowl", json.dumps(packet, indent=1), file="p.json")
    assert len(read.entries) == 1
    assert faults(read) == [
        "p.json:7: a tossup has a question and an answer, a bonus has parts and answers; this has neither",
        "p.json:12: this bonus has 2 parts and 1 answers",
    ]


def test_of_a_packet_that_is_cut_off_what_is_whole_is_read() -> None:
    text = (FIXTURES / "packet.json").read_text(encoding="utf-8")
    read = read_format("quizbowl", text[:-200], file="p.json")
    assert [entry.answer for entry in read.entries] == [(("Marc Caro",),)]
    assert "broken or cut off" in faults(read)[0]


@pytest.mark.parametrize("text", ["", "[]", "{}", "3", '{"tossups": 7}', '{"tossups": [7]}', '{"foo": []}', "\ud800"])
def test_what_has_no_questions_gives_none(text: str) -> None:
    assert read_format("quizbowl", text).entries == []
