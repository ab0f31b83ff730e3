"""Lists of people are named as people name them: by surname, in any order, with any mark between."""

from __future__ import annotations

import pytest

from quizzer import AnswerKey

DIRECTORS = AnswerKey(["Jean-Pierre Jeunet", "Marc Caro"], kind="list", need=2)
SAMURAI = ["Kambei", "Kikuchiyo", "Kyuzo", "Heihachi", "Shichiroji", "Gorobei", "Katsushiro"]
SEVEN = AnswerKey(SAMURAI, kind="list", need=3)


@pytest.mark.parametrize(
    "given",
    ["Jeunet and Caro", "Caro & Jeunet", "caro/jeunet", "jeunet, caro", "caro jeunet", "Marc Caro, Jean-Pierre Jeunet"],
)
def test_surnames_are_enough(given: str) -> None:
    assert DIRECTORS.grade(given).correct


def test_one_of_two_is_half() -> None:
    verdict = DIRECTORS.grade("Jeunet")
    assert (verdict.correct, verdict.score) == (False, 0.5)


@pytest.mark.parametrize("given", ["Jean-Pierre Jeunet, Marc Caro, Luc Besson", "Jeunet; Besson; Caro"])
def test_whoever_names_too_many_has_not_chosen(given: str) -> None:
    assert not DIRECTORS.grade(given).correct


def test_more_right_names_than_are_wanted_do_no_harm() -> None:
    assert SEVEN.grade("Kambei, Kikuchiyo, Kyuzo, Heihachi").correct
    assert not SEVEN.grade("Kambei, Kikuchiyo, Kyuzo, Toshiro").correct


def test_a_surname_that_two_have_names_neither() -> None:
    key = AnswerKey(["Joel Coen", "Ethan Coen"], kind="list", need=2)
    assert not key.grade("coen").correct


WRITERS = AnswerKey(["Julius J. Epstein", "Philip G. Epstein", "Howard Koch"], kind="list")


@pytest.mark.parametrize(
    "given",
    [
        "epstein, epstein, koch",
        "the Epstein brothers and Koch",
        "Koch, the Epsteins",
        "Julius and Philip Epstein, Howard Koch",
        "howard koch; philip epstein & julius",
    ],
)
def test_people_of_one_surname_are_named_as_people_do(given: str) -> None:
    assert WRITERS.grade(given).correct


@pytest.mark.parametrize(("given", "score"), [("epstein and koch", 2 / 3), ("philip epstein, philip, koch", 2 / 3)])
def test_one_of_them_is_not_both(given: str, score: float) -> None:
    verdict = WRITERS.grade(given)
    assert (verdict.correct, verdict.score) == (False, pytest.approx(score))


@pytest.mark.parametrize("given", ["lennon mccartny", "mccartny lennon", "paul mcartney john lennon"])
def test_slips_are_forgiven_without_marks_too(given: str) -> None:
    assert AnswerKey(["John Lennon", "Paul McCartney"], kind="list").grade(given).correct


def test_with_slips_each_word_may_be_a_name() -> None:
    assert AnswerKey(["Doc", "Dopey", "Grumpy"], kind="list").grade("doc dopy grumpy").correct
