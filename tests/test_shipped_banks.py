"""The banks that come with quizzer: without fault, with sources, and fair to whoever knows the answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from read_once import shipped

from quizzer import Bank, Outcome, Question
from quizzer.banks import check_bank
from quizzer.banks.shipped import shipped_banks
from quizzer.grading import fold

BANKS = shipped_banks()
QUESTIONS = [question for path in BANKS for question in shipped(path.stem).questions]


@pytest.fixture(params=BANKS, ids=lambda path: path.stem)
def bank(request: pytest.FixtureRequest) -> Bank:
    return shipped(request.param.stem)


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_every_bank_has_a_sentence_of_its_own(path: Path) -> None:
    about = shipped(path.stem).about
    assert 5 <= len(about.split()) <= 25, about
    assert about.endswith(".")
    assert not any(shipped(other.stem).about == about for other in BANKS if other != path)


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_a_bank_has_no_fault(path: Path) -> None:
    assert check_bank(path) == []


def test_every_film_names_the_pages_that_confirm_it(bank: Bank) -> None:
    for film in bank.films:
        assert film.sources, film.title
        assert all(source.page.startswith(("https://", "http://")) for source in film.sources)
    assert bank.license == "CC0-1.0"


def test_every_bank_gives_a_game_of_ten(bank: Bank) -> None:
    assert len(bank.draw(10, seed=1)) == 10


def test_all_four_families_are_there() -> None:
    categories = {question.category for question in QUESTIONS}
    assert {"trivia", "soundtrack", "alternate_title", "top_gap"} <= categories
    assert any(question.origin and question.origin.shape == "trivia-cloze" for question in QUESTIONS)


def test_the_answer_and_each_alias_are_right_in_any_case(bank: Bank) -> None:
    assert [told for question in bank.questions for told in not_taken(question)] == []


def not_taken(question: Question) -> list[tuple[str, str]]:
    """What a question's key calls right and its referee does not, each with the question's id."""
    key = question.key
    if key is None:
        return []
    names = [key.answer, *key.accept]
    if question.kind != "list":
        names += [name for item in key.items for name in item]
    known = shipped().canon if question.kind == "title" else None
    return [
        (question.id, typed)
        for name in names
        for typed in (name, name.lower(), name.upper())
        if key.grade(typed, canon=known).outcome is not Outcome.CORRECT
    ]


def test_no_question_tells_its_answer(bank: Bank) -> None:
    assert [
        (question.id, name)
        for question in bank.questions
        if question.key is not None and question.kind not in ("choice", "boolean")
        for item in question.key.items
        for name in item
        if f" {fold(name)} " in f" {fold(question.text)} "
    ] == []


def test_ids_are_unique_and_no_two_questions_read_the_same() -> None:
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)
    assert len({fold(question.text) for question in QUESTIONS}) == len(QUESTIONS)
