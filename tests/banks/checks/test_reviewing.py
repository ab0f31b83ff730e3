"""Remarks: what an author should look at again, each where it stands."""

from __future__ import annotations

import pytest

from .conftest import Told

FILM = """\
films:
  - title: The Lighthouse Thief
    year: 1987
    cast:
      - {actor: Eve Eff, character: Rose}
      - {actor: Gil Haa, character: Jack}
      - {actor: Ivo Jay, character: The Admiral}
    directors: Ann Bee
"""
ASKED = """\
questions:
  - ask: Who rows to the tower in The Lighthouse Thief at night?
    answer: Cy Dee
    kind: person
    film: The Lighthouse Thief
"""


def test_a_bank_with_nothing_to_look_at_again_has_no_remark(told: Told) -> None:
    assert told(FILM + ASKED, review=True) == []


def test_remarks_are_told_on_request_alone(told: Told) -> None:
    text = FILM + "    awards: [Silver Oar]\n"
    assert told(text) == []
    assert told(text, "remark", review=True) == [
        "9:14: remark: a prize alone is not asked: tell what it was for, who got it, and its year"
    ]


@pytest.mark.parametrize(
    ("more", "place", "said"),
    [
        ("    box_office: {budget: $18,000,000}\n", "9:26", "only fans can answer what comes of this, "),
        ("    difficulties: {Ann Bee: 5}\n", "8:16", "only fans can answer what comes of this, "),
        (
            "    trivia:\n      - The [[gull]] is real.\n      - The crew fed a [[gull]].\n",
            "11:9",
            "'gull' is asked for in",
        ),
        ("    sources: [https://example.org/2001/the-oscars-of-1988]\n", "9:15", "this page may tell of awards"),
        (
            "    also_known_as: {title: Tempête sur le port, country: FR}\n",
            "9:20",
            "'Tempête sur le port' looks like no other title of the film",
        ),
    ],
)
def test_facts_to_look_at_again(told: Told, more: str, place: str, said: str) -> None:
    (remark,) = told(FILM + more, "remark", review=True)
    assert remark.startswith(f"{place}: remark: {said}")


@pytest.mark.parametrize(
    "title",
    [
        "{title: Der Lighthouse-Dieb, country: DE}",
        "{title: Tempête sur le port, country: FR, meaning: Storm over the Harbour}",
        "{title: Буря в порту, country: UA, language: uk}",
        "{title: Tempête sur le port, country: FR} # check: ok",
    ],
)
def test_titles_that_read_themselves_or_are_told_or_cannot_be_read_are_no_matter(told: Told, title: str) -> None:
    assert told(f"{FILM}    also_known_as:\n      - {title}\n", "remark", review=True) == []


def test_leading_parts_that_are_missing(told: Told) -> None:
    two = FILM.replace("      - {actor: Ivo Jay, character: The Admiral}\n", "")
    assert told(two, "remark", review=True) == [
        "2:12: remark: 'The Lighthouse Thief' names two of its actors: add the leading parts under 'cast'"
    ]
    nobody = FILM.replace("The Admiral", "Waiter")
    assert told(nobody, "remark", review=True) == [
        "7:9: remark: 'Waiter' is a leading part that is not asked for: tell its name, or write 'leading: no'"
    ]


def test_a_film_without_an_easy_question(told: Told) -> None:
    (remark,) = told("films:\n  - {title: Tide, year: 1990, difficulty: 4}\n", "easier", review=True)
    assert remark == "2:13: remark: no question about 'Tide' is easier than level 3: ask what everybody knows of it"


@pytest.mark.parametrize(
    ("question", "place", "said"),
    [
        ("answer: Ann Bee\n    difficulty: 2", "10:10", "the fact in line 8 asks for 'Ann Bee' too"),
        ("answer: Ann Bee\n    difficulty: 5", "12:17", "level 5 here, and 2 where the film's facts ask for the same"),
        ("answer: no\n    difficulty: 4", "12:17", "one player in 2 guesses this: level 3 is the most"),
        ("answer: A gull\n    explain: A gull sits in the tower.", "12:14", "this says little but the question"),
    ],
)
def test_questions_to_look_at_again(told: Told, question: str, place: str, said: str) -> None:
    asked = f"questions:\n  - ask: Who or what sits in the tower?\n    {question}\n    film: The Lighthouse Thief\n"
    assert any(one.startswith(f"{place}: remark: {said}") for one in told(FILM + asked, review=True))


def test_an_explanation_that_a_sentence_of_the_film_tells_already(told: Told) -> None:
    text = f"{FILM}    trivia:\n      - The painted tower survived a [[storm]] in March.\n{ASKED}"
    text += "    explain: In March the painted tower survived a storm.\n"
    assert told(text, "explanation", review=True) == []
    assert told(text, "line 10", review=True) == [
        "16:14: remark: line 10 tells the same: tell something else, or nothing"
    ]
