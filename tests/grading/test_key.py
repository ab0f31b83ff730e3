"""The whole of a key, as an embedding program meets it."""

import pytest

from quizzer.errors import QuizzerError
from quizzer.grading import AnswerKey, Canon, Outcome, Reason, fold


def test_the_expected_answer_and_its_aliases_are_correct():
    key = AnswerKey("Angelo Badalamenti", accept=["Angelo Daniel Badalamenti"], kind="person")
    assert key.grade("ANGELO BADALAMENTI").correct
    assert key.grade("angelo daniel badalamenti").matched == "Angelo Daniel Badalamenti"
    assert key.grade("badalamenti").reason is Reason.FORM


def test_reject_and_prompt_say_the_authors_words():
    key = AnswerKey("Aliens", reject={"Alien": "That's the first one."}, prompt={"Ripley": "Which film?"}, kind="title")
    assert key.grade("alien").message == "That's the first one."
    assert key.grade("Ripley").outcome is Outcome.PROMPT


def test_another_film_of_the_canon_is_wrong():
    canon = Canon(["Alien", "Aliens", "Heat"], kind="title")
    assert not AnswerKey("Aliens", kind="title").grade("Alien", canon=canon).correct


def test_a_key_must_have_an_answer_and_a_known_kind():
    with pytest.raises(QuizzerError, match="empty"):
        AnswerKey("  ")
    with pytest.raises(QuizzerError, match="kind"):
        AnswerKey("Jaws", kind="sculpture")


def test_fold_gives_words_with_single_spaces():
    assert fold("  L'Âge d'Or &  WALL·E!") == "lage dor and wall e"
    assert fold("???") == "???"
