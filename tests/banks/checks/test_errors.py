"""What cannot be asked is told at its place, by `quizzer check` and by loading alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzer import BankError, load_bank
from quizzer.banks import check_bank
from quizzer.grading import KINDS

from .conftest import Told


def question(*lines: str) -> str:
    return "questions:\n  - ask: What?\n    " + "\n    ".join(lines) + "\n"


def film(*lines: str) -> str:
    return "films:\n  - title: Tide\n    directors: Ann Bee\n    " + "\n    ".join(lines) + "\n"


QUESTIONS = [
    (("answer: this", "kind: riddle"),
     f"4:11: error: unknown kind of answer 'riddle': it is one of {', '.join(KINDS)}"),
    (("answer: this", "kind: persn"), "4:11: error: unknown kind of answer 'persn': did you mean 'person'?"),
    (("answer: [a, b]", "kind: text"),
     "4:11: error: 2 answers need 'kind: list', not 'text'; other names of one answer go under 'accept'"),
    (("answer: [a, b]", "need: 3"),
     "4:11: error: 3 names are needed, but the answer has 2: lower 'need', or add names"),
    (("answer: a", "need: 3"), "4:11: error: only a list has several names to need: add 'kind: list'"),
    (("answer: [a, b, A]",), "3:20: error: 'A' stands in this list twice, and nobody can name it twice"),
    (('answer: "\u200b"',), "3:13: error: the answer holds only characters that cannot be seen: write it anew"),
    (("answer: many", "kind: number"), "3:13: error: 'many' is not a number: write one, in figures or in words"),
    (("answer: 199x", "kind: year"), "3:13: error: '199x' is not a year: write one such as 1995, at most 2100"),
    (("answer: 19955", "kind: year"), "3:13: error: '19955' is not a year: write one such as 1995, at most 2100"),
    (("answer: 1995/96", "kind: year"), "3:13: error: '1995/96' is not a year: write one such as 1995, at most 2100"),
    (("answer: 1995-02-30",), "3:13: error: '1995-02-30' is not a date: write one such as 1995-05-17"),
    (("answer: later", "kind: date"), "3:13: error: 'later' is not a date: write one such as 1995-05-17"),
    (("answer: lots", "kind: money"),
     "3:13: error: 'lots' is not a sum of money: write one such as $18,000,000 or 18 million dollars"),
    (("answer: forever", "kind: duration"),
     "3:13: error: 'forever' is not a length of time: write one such as 1h 52m or 112 minutes"),
    (("answer: perhaps", "kind: boolean"),
     "3:13: error: 'perhaps' is neither yes nor no: write yes, no, true or false"),
    (("answer: red", "choices: [blue, green]"), "4:14: error: the answer 'red' is not among the choices: add it"),
    (("answer: red", "kind: choice"), "4:11: error: 'kind: choice' needs 'choices:', the answer among them"),
    (("answer: 12", "tolerance: much"), "4:16: error: a tolerance is a number or a share like \"10%\", not 'much'"),
    (("answer: []",), "3:13: error: 'answer' is empty: write its value, or take the key out"),
    (("answer: [[]]",), "3:14: error: 'answer' is empty: write its value, or take the key out"),
    (("answer: [[a, \"\"]]",), "3:18: error: 'answer' is empty: write its value, or take the key out"),
]  # fmt: skip

FILMS = [
    ("imdb: nm0000001",
     "4:11: error: 'nm0000001' is not an IMDb id of a film: it is tt and seven digits or more, such as tt0112682"),
    ("imdb: 0112682", "4:11: error: '0112682' is not an IMDb id of a film: write tt0112682"),
    ("imdb: https://www.imdb.com/title/tt0112682/",
     "4:11: error: 'https://www.imdb.com/title/tt0112682/' is not an IMDb id of a film: write tt0112682"),
    ("countries: [DE, UK]", "4:21: error: 'UK' is not a country's code: did you mean GB (the United Kingdom)?"),
    ("countries: France", "4:16: error: 'France' is a country's name: write its code, FR"),
    ("also_known_as: {title: Flut, country: ZZ}",
     "4:43: error: 'ZZ' is not a country's code: write one of ISO 3166-1, such as UA for Ukraine"),
    ("also_known_as: {title: Flut, country: UK}",
     "4:43: error: 'UK' is not a country's code: did you mean GB (the United Kingdom)?"),
    ("also_known_as: {title: Flut, country: Germany}",
     "4:43: error: 'Germany' is a country's name: write its code, DE"),
    ("also_known_as: {title: Flut, language: xx}",
     "4:44: error: 'xx' is not a language's code: write one of ISO 639, such as uk for Ukrainian"),
    ("also_known_as: {title: Flut, language: xyz}",
     "4:44: error: 'xyz' is not a language's code: write one of ISO 639, such as uk for Ukrainian"),
    ("also_known_as: {title: Flut, language: zxx}",
     "4:44: error: 'zxx' is not a language's code: write one of ISO 639, such as uk for Ukrainian"),
    ("also_known_as: {title: Flut, language: Ukranian}",
     "4:44: error: 'Ukranian' is not a language's code: did you mean uk (Ukrainian)?"),
    ("also_known_as: {title: Flut, language: German}",
     "4:44: error: 'German' is a language's name: write its code, de"),
    ("released: {country: ZZ, date: 1995}",
     "4:25: error: 'ZZ' is not a country's code: write one of ISO 3166-1, such as UA for Ukraine"),
    ("gaps: {asks: release title, language: xx}",
     "4:43: error: 'xx' is not a language's code: write one of ISO 639, such as uk for Ukrainian"),
    ("released: {country: US, date: 1995-02-30}",
     "4:35: error: '1995-02-30' is not a date: write one such as 1995-05-17, or 1995-05, or 1995"),
    ("released: {country: US, date: May 17}",
     "4:35: error: 'May 17' is not a date: write one such as 1995-05-17, or 1995-05, or 1995"),
    ("box_office: {budget: a lot}", "4:26: error: 'a lot' is not a sum of money: write one such as $18,000,000"),
    ("box_office: {opening_weekend_date: soon}",
     "4:40: error: 'soon' is not a date: write one such as 1995-05-17"),
    ("runtime: long", "4:14: error: 'long' is not a length of time: write one such as 1h 52m or 112 minutes"),
    ("trivia: The keeper kept [[a gull in the tower.",
     "4:29: error: [[ is not closed: put ]] after the words that a player is to fill in"),
    ("trivia: The keeper kept a gull]] in the tower.",
     "4:35: error: ]] closes nothing: put [[ before the words that a player is to fill in"),
    ("trivia: The keeper kept [[ ]] in the tower.",
     "4:29: error: [[ ]] marks nothing: put the words between that a player is to fill in"),
    ("trivia: The keeper kept [[a gull|]] in the tower.",
     "4:29: error: an answer in [[ ]] is empty: write it as [[answer|another right answer]]"),
    ("trivia: The keeper kept [[a [grey] gull]] in the tower.",
     "4:29: error: [ and ] cannot stand within [[ ]]: take them out"),
    ("plot: >-\n      A keeper has\n      a [[gull|\n      bird in his tower.",
     "6:9: error: [[ is not closed: put ]] after the words that a player is to fill in"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fault"),
    [(question(*lines), fault) for lines, fault in QUESTIONS] + [(film(line), fault) for line, fault in FILMS],
)
def test_what_cannot_be_asked_is_an_error_at_its_place_and_keeps_the_bank_from_loading(
    told: Told, tmp_path: Path, text: str, fault: str
) -> None:
    assert told(text, "error:") == [fault]
    bank = tmp_path / "b.yaml"
    bank.write_text(text, encoding="utf-8")
    with pytest.raises(BankError) as raised:
        load_bank(bank)
    line, column, _, message = fault.split(":", 3)
    assert str(raised.value) == f"{bank}:{line}:{column}:{message}"


@pytest.mark.parametrize(
    "lines",
    [
        ("answer: a dozen", "kind: text"),
        ("answer: five notes", "kind: number"),
        ("answer: -7", "kind: number"),
        ("answer: in 1995", "kind: year"),
        ("answer: nineteen eighty-four", "kind: year"),
        ("answer: 44 BC", "kind: year"),
        ("answer: 29 February", "kind: date"),
        ("answer: May 1995", "kind: date"),
        ("answer: 18 million", "kind: money"),
        ("answer: an hour and a half", "kind: duration"),
        ("answer: wahr", "kind: boolean"),
        ("answer: Grey", "choices: [gray, green]"),
        ("answer: red", "accept: [crimson]", "choices: [crimson, green]"),
        ("answer: [a, b]", "need: 2"),
        ("answer: 💩",),
    ],
)
def test_what_can_be_asked_is_no_error(told: Told, lines: tuple[str, ...]) -> None:
    assert told(question(*lines), "error:") == []


@pytest.mark.parametrize(
    "line",
    [
        "imdb: tt0112682",
        "imdb: tt10112682",
        "also_known_as: {title: Flut, country: SU, language: wbp}",
        "released: [{country: US, date: 1995}, {date: 1995-05}, {country: FR, date: 1995-05-17}]",
        "runtime: PT1H52M",
        "trivia: The keeper kept [[a gull|a bird]] and [[a goat]] in [his] tower.",
    ],
)
def test_facts_in_their_form_have_no_fault(told: Told, line: str) -> None:
    assert told(film(line), "error:") == []


def test_a_default_kind_that_there_is_not_is_told_once_where_it_stands(told: Told) -> None:
    text = "defaults: {kind: persn}\nquestions:\n  - {ask: Who?, answer: Ann}\n  - {ask: What?, answer: Bob}\n"
    assert told(text) == ["1:18: error: unknown kind of answer 'persn': did you mean 'person'?"]


def test_an_id_twice_is_an_error_at_the_second(told: Told) -> None:
    text = "questions:\n  - {ask: One?, answer: red, id: x}\n  - {ask: Two?, answer: blue, id: x}\n"
    assert told(text) == ["3:35: error: the id 'x' is that of a question in line 2: each needs its own"]


def test_a_draft_that_cannot_be_asked_is_an_error_too(told: Told) -> None:
    assert told(question("answer: 199x", "kind: year", "draft: yes"), "error:")


def test_errors_and_warnings_of_all_questions_are_found_in_one_run(told: Told) -> None:
    text = (
        "questions:\n  - {ask: What is red?, answer: red}\n  - {ask: When?, answer: soon, kind: date}\n"
        "  - {ask: Why?, anwser: x}\n  - {ask: Who is Ann Bee?, answer: Ann Bee, id: a}\n"
        "  - {ask: So?, answer: y, id: a}\n"
    )
    assert [line.split(":")[0] + line.split(":")[2] for line in told(text)] == [
        "2 warning", "3 error", "4 error", "5 warning", "6 error",
    ]  # fmt: skip


def test_a_bank_of_which_no_question_comes_is_an_error(tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    bank.write_text("questions:\n  - {ask: What?, answer: this, draft: yes}\n", encoding="utf-8")
    (fault,) = check_bank(bank)
    assert fault.text("b") == ("b:1:1: error: nothing can be asked here: the bank needs questions, or films with facts")


def test_several_faults_of_one_entry_are_told_in_one_run(told: Told) -> None:
    text = (
        "films:\n  - title: Tide\n    year: 75\n    imdb: 12\n    difficulty: 9\n"
        "    also_known_as: {title: Flut, country: Germany}\n    trivia: The keeper fed a [[gull all winter.\n"
        "questions:\n  - {ask: What?, answer: this, kind: persn, difficulty: 7}\n"
    )
    places = [fault.partition(": ")[0] for fault in told(text)]
    assert places == ["3:11", "4:11", "5:17", "6:43", "7:30", "9:38", "9:57"]
