"""A key as an embedding program makes it."""

import pickle
import subprocess
import sys
from typing import Any

import pytest

from quizzer.errors import QuizzerError
from quizzer.grading import AboutFilm, AnswerKey, Outcome, fold
from quizzer.grading.romanise import romanisations


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"answer": "  "}, "empty"),
        ({"answer": []}, "empty"),
        ({"answer": ["Alien", ""], "kind": "list"}, "empty"),
        ({"answer": "Jaws", "kind": "sculpture"}, "kind"),
        ({"answer": "Jaws", "strictness": "mild"}, "strictness"),
        ({"answer": "7", "kind": "number", "tolerance": "some"}, "tolerance"),
        ({"answer": "7", "kind": "number", "tolerance": -1}, "tolerance"),
        ({"answer": ["Alien", "Aliens"], "kind": "list", "need": 3}, "need must be from 1 to 2"),
        ({"answer": ["Alien", "Aliens"], "kind": "list", "need": 0}, "need must be from 1 to 2"),
        ({"answer": "Jaws", "kind": "title", "about": {"colour": "blue"}}, "about has no"),
        ({"answer": "Jaws", "kind": "title", "about": {"year": "1975"}}, "whole number"),
    ],
)
def test_a_key_that_cannot_be_asked_is_refused(wrong, told):
    answer = wrong.pop("answer")
    with pytest.raises(QuizzerError, match=told):
        AnswerKey(answer, **wrong)


def test_the_answer_is_shown_as_it_was_given():
    assert AnswerKey("The Third Man").answer == "The Third Man"
    assert AnswerKey(["Chico", ("Harpo", "Adolph"), "Groucho"], kind="list").answer == "Chico, Harpo, Groucho"


def test_a_key_keeps_what_it_was_given():
    key = AnswerKey(
        "Alien", accept=["Alien 1", " "], reject=["Aliens"], prompt={"Ripley": "Which film?"}, kind="title", year=1979
    )
    assert key.accept == ("Alien 1",)
    assert key.reject == {"Aliens": ""}
    assert key.prompt == {"Ripley": "Which film?"}
    assert (key.kind, key.year, key.strictness) == ("title", 1979, "standard")


def test_one_string_is_one_alias_and_not_a_row_of_letters():
    assert AnswerKey("Alien", accept="Le huitième passager").accept == ("Le huitième passager",)


def test_keys_are_equal_by_what_they_hold_and_can_be_pickled():
    key = AnswerKey("Alien", accept=["Alien 1"], kind="title")
    key.grade("alien")
    copy = pickle.loads(pickle.dumps(key))
    assert copy == key == AnswerKey("Alien", accept=["Alien 1"], kind="title")
    assert hash(copy) == hash(key)
    assert copy.grade("alien 1").correct
    assert key != AnswerKey("Alien", kind="title")


def test_an_answer_of_symbols_alone_can_be_asked():
    assert AnswerKey("❤").grade("❤").correct
    assert AnswerKey("?").grade("?").correct
    assert not AnswerKey("?").grade("!").correct


def test_fold_gives_words_with_single_spaces():
    assert fold("  L'Âge d'Or &  WALL·E!") == "lage dor and wall e"
    assert fold("???") == "???"
    assert fold("1,000 m at 8.5 %") == "1000 m at 8.5"
    assert fold("Кін-дза-дза!") == "kin dza dza"


def test_making_a_key_prepares_nothing():
    code = (
        "import sys; from quizzer.grading import AnswerKey; AnswerKey('Alien', kind='title');"
        "assert not any(name.startswith('quizzer.grading.names') for name in sys.modules), 'prepared';"
        "assert 'quizzer.grading.wordlists' not in sys.modules; assert 'anyascii' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


FARGO = {"title": "Fargo", "year": 1996, "directors": "Joel Coen", "actors": ["Frances McDormand", "William H. Macy"]}


def test_the_film_itself_is_asked_back():
    key = AnswerKey("Feather Theme", kind="title", question="Which song is heard in the barn?", about=FARGO)
    verdict = key.grade("Fargo")
    assert (verdict.outcome, verdict.message) == (Outcome.PROMPT, "that's the film itself: which song?")
    who = AnswerKey("Carter Burwell", kind="person", about=FARGO).grade("its fargo")
    assert who.message == "that's the film itself: who?"
    film = AnswerKey("Raising Arizona", kind="title", question="Which film did they make before?", about=FARGO)
    assert film.grade("Fargo").message == "that's the film itself: which other film?"


def test_another_film_of_that_name_is_told_apart():
    key = AnswerKey("Fargo", kind="title", about=FARGO)
    assert key.grade("Joel Coen's Fargo").correct
    assert key.grade("Fargo with William H Macy").correct
    assert key.grade("Fargo with Paula Prentiss").outcome is Outcome.PROMPT
    assert key.grade("Fargo 1952").outcome is Outcome.INCORRECT


def test_what_a_key_is_told_of_its_film_is_kept():
    key = AnswerKey("Fargo", kind="title", about=FARGO)
    assert key.about == AboutFilm("Fargo", 1996, ("Joel Coen",), ("Frances McDormand", "William H. Macy"))
    assert pickle.loads(pickle.dumps(key)) == key == AnswerKey("Fargo", kind="title", about=key.about)
    assert AnswerKey("Fargo", about={}).about is None


@pytest.mark.parametrize("given", [1995, None, ["Ann", 3]])
def test_what_is_no_text_is_told_and_not_tripped_over(given: Any) -> None:
    with pytest.raises(QuizzerError, match="an answer must be a text, or a list of texts"):
        AnswerKey(given)


def test_what_is_graded_is_a_text() -> None:
    with pytest.raises(QuizzerError, match="grade needs a text, not None"):
        AnswerKey("Ann Bee").grade(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "readings"),
    [("Київ", {"kyiv", "kiyiw", "kiyiv"}), ("Їжак", {"yizhak", "yischak", "yijak", "yizak"}), ("Kyiv", set())],
)
def test_a_name_with_a_letter_of_one_language_is_read_as_that_language_writes_it(name, readings):
    assert set(romanisations(name)) == readings
