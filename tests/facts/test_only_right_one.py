"""What a question asks for fits nothing else here, or that is right too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.facts import Film, make_questions
from quizzer.question import Question


def which_film(*films: Film) -> list[Question]:
    return [one for one in make_questions(films) if one.id.split("/")[1] in ("trivia-film", "goofs-film", "plot-film")]


@pytest.mark.parametrize(
    "sentence",
    [
        "None of the actors was allowed to wear make-up.",
        "It was nominated for three Academy Awards and won the Oscar for Best Picture.",
        "By the time it came out, the star and the director were married.",
        "The film had its release in cinemas and on DVD before the critics saw it.",
        "Alien Harvest was a great success at the box office and got a sequel, Alien Winter.",
    ],
)
def test_what_could_be_said_of_any_film_asks_for_none(sentence: str) -> None:
    film = Film(title="Alien Harvest", trivia=(sentence,), connections=("Followed by Alien Winter (1990)",))
    assert which_film(film) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The star came to the audition with a bruised face.",  # a word that few sentences have
        "On the last day all actors were taken to Antwerp.",  # a name
        "The last scene was shot 114 times on one day.",  # a number
        "A football is kicked so high that the crowd below turns out to spell the title.",  # much
    ],
)
def test_what_is_told_of_one_film_alone_asks_for_it(sentence: str) -> None:
    (question,) = which_film(Film(title="Harvest", trivia=(sentence,)))
    assert sentence in question.text
    assert question.key is not None
    assert question.key.answer == "Harvest"


def test_the_films_before_and_after_are_not_named() -> None:
    film = Film(
        title="The Quiet Sea",
        connections=("Follows Loud Harbour (1970)", "Followed by Dusk (1975)", "Features Casablanca (1942)"),
        trivia=("Between Loud Harbour and Dusk the cameraman of Casablanca taught in Antwerp for a year.",),
    )
    (question,) = which_film(film)
    assert question.text.startswith("Between […] and […] the cameraman of Casablanca taught in Antwerp for a year.")


def test_what_is_told_of_two_films_is_asked_once_and_takes_both() -> None:
    told = "The crew of {} slept in the old lighthouse near Antwerp for a month."
    films = [Film(title=title, trivia=(told.format(title),)) for title in ("Red Wind", "Blue Rain")]
    (question,) = which_film(*films)
    assert question.key is not None
    right = [question.key.grade(title).correct for title in ("Red Wind", "Blue Rain", "Grey Snow")]
    assert right == [True, True, False]
    assert len(question.facts) == 2


def test_a_sentence_that_stands_in_a_trivia_and_in_a_plot_takes_both() -> None:
    told = "Two brothers rob the bank of Antwerp and hide in the old lighthouse."
    questions = which_film(Film(title="Red Wind", plot=told), Film(title="Blue Rain", trivia=(told,)))
    assert questions
    for question in questions:
        assert question.key is not None
        assert question.key.grade("Red Wind").correct
        assert question.key.grade("Blue Rain").correct


def test_a_sentence_that_names_both_films_asks_for_neither() -> None:
    told = "Red Wind and Blue Rain were shot in the same lighthouse near Antwerp."
    assert which_film(Film(title="Red Wind", trivia=(told,)), Film(title="Blue Rain", trivia=(told,))) == []


def test_what_is_told_of_very_many_films_is_not_asked() -> None:
    told = "The crew slept in the old lighthouse near Antwerp for a month."
    assert which_film(*(Film(title=f"Wind {number}", year=1950 + number, trivia=(told,)) for number in range(9))) == []


def test_two_answers_to_one_gap_are_both_right_and_it_is_asked_once() -> None:
    film = Film(title="Red Wind", trivia=("The keeper fears the [[gull]].", "The keeper fears the [[storm|gale]]."))
    (question,) = (one for one in make_questions([film]) if "cloze" in one.id)
    assert question.key is not None
    assert all(question.key.grade(given).correct for given in ("gull", "storm", "gale"))
    assert len(question.facts) == 2


def test_words_that_two_say_take_either() -> None:
    film = Film(title="Red Wind", quotes=("Agathe: Never again, my friend.", "Bosun Hale: Never again, my friend."))
    questions = [one for one in make_questions([film]) if "/who-says/" in one.id]
    for question in questions:
        assert question.key is not None
        assert question.key.grade("Agathe").correct
        assert question.key.grade("Bosun Hale").correct
    assert len({question.text for question in questions}) == 1


WORDS = st.sampled_from("keeper lamp Antwerp storm bread 300 actors none the of was and gull sea salt".split())
SENTENCES = st.lists(WORDS, min_size=3, max_size=12).map(lambda words: f"{' '.join(words)}.")


@given(st.lists(st.tuples(SENTENCES, SENTENCES), min_size=2, max_size=5))
def test_every_film_of_which_a_question_is_true_is_right(trivia: list[tuple[str, str]]) -> None:
    titles = ["Red Wind", "Blue Rain", "Grey Snow", "Black Fog", "White Hail"][: len(trivia)]
    films = [Film(title=title, trivia=told) for title, told in zip(titles, trivia, strict=True)]
    questions = which_film(*films)
    assert len({question.text.removesuffix(" Which film?") for question in questions}) == len(questions)
    for question in questions:
        told = question.text.removesuffix(" Which film?")
        assert question.key is not None
        for film in films:
            if told in film.trivia:
                assert question.key.grade(film.title).correct
