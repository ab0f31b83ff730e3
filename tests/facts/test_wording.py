"""What questions made from facts say, and what they must not: laws over all that the shipped banks ask."""

from __future__ import annotations

import re
from functools import cache

import pytest
from read_once import shipped

from quizzer import Question
from quizzer.facts.film import AlternateTitle, CastMember, Film, leading_parts
from quizzer.facts.masking import gives_away, mask_titles
from quizzer.facts.questions import make_questions
from quizzer.facts.wording import put_into_words
from quizzer.grading import Outcome
from quizzer.question import MINOR


@cache
def made() -> tuple[Question, ...]:
    """What the shipped banks ask of their facts and know the answer of."""
    return tuple(one for one in shipped().questions if one.origin is not None and one.key is not None)


def names_of(question: Question) -> list[str]:
    assert question.key is not None
    # "2" and "It" stand in any text.
    return [name for name in question.key.names if len(name) > 2]


def asked(film: Film) -> dict[str, Question]:
    return {question.id.partition("/")[2]: question for question in make_questions([film])}


# -- laws


def test_an_explanation_never_says_question_and_answer() -> None:
    for question in made():
        if question.explanation and gives_away(question.explanation, names_of(question)):
            assert question.film is not None
            title = question.film.rpartition(" (")[0]
            without_others = re.sub(f"“(?!{re.escape(title)}”)[^”]*”", "", question.explanation)
            assert not gives_away(without_others, [title]), question  # “The Godfather Part II” is another film


def test_what_an_explanation_tells_is_not_what_the_question_rests_on() -> None:
    assert any(question.tells for question in made())
    assert not [question for question in made() if question.tells & question.facts]


def test_a_frame_never_tells_the_answer_and_stands_only_where_the_film_is_named() -> None:
    for question in made():
        assert bool(question.frame) == bool(question.short)
        if question.frame:
            # A film may be called after a character, by a name that is accepted and not the answer.
            assert question.key is not None
            told = [question.key.answer] if question.kind == "character" else names_of(question)
            assert not gives_away(question.frame, told), question
            assert gives_away(question.text, [question.frame.rpartition(" (")[0] or question.frame]), question
        if question.category == "year":
            assert str(question.year) not in question.frame


def test_which_film_names_neither_the_film_nor_its_cast_nor_its_characters() -> None:
    films = {film.label: film for film in shipped().films}
    for question in made():
        if question.origin is not None and question.origin.shape in ("trivia-film", "plot-film", "goofs-film"):
            film = films[question.film or ""]
            assert question.text.endswith(" Which film?")
            assert not gives_away(question.text, film.titles), question
            assert not gives_away(question.text, [one.actor for one in film.cast]), question


def test_no_text_has_a_brace_or_a_bracket_left() -> None:
    assert not [one for one in made() if set("{}|") & set(one.text + one.short) or "[" in one.text.replace("[…]", "")]


def shape(question: Question) -> str:
    return question.origin.shape if question.origin is not None else ""


def test_a_pair_is_asked_one_way_and_few_of_a_cast_are_asked() -> None:
    for film in shipped().films:
        parts = [one for one in made() if one.film == film.label and shape(one) in ("cast", "character")]
        major = [one for one in parts if MINOR not in one.tags]
        facts = [fact for one in major for fact in one.facts if "/cast/" in fact]
        by_category = [{fact for one in major if one.category == category for fact in one.facts} for category in
                       ("cast", "character")]  # fmt: skip
        assert not by_category[0] & by_category[1]
        assert len(set(facts)) <= 8, film.label


def test_nobody_must_name_more_than_two() -> None:
    for question in made():
        assert question.key is not None
        is_name_five = question.origin is not None and question.origin.shape.startswith("list-")
        if question.key.kind == "list" and not is_name_five:
            assert (question.key.need or len(question.key.items)) <= 2


# -- examples


def test_a_text_is_whole_and_a_framed_one_leaves_the_film_out() -> None:
    assert put_into_words("Who directed [{film}|it]?", "“Tide”", {}) == ("Who directed “Tide”?", "Who directed it?")
    assert put_into_words("{sentence} Which film?", "“Tide”", {"sentence": "[…] is {odd}."}) == (
        "[…] is {odd}. Which film?",
        "",
    )


def test_an_author_marks_who_leads() -> None:
    cast = [CastMember(actor=f"Actor {number}", character=f"Captain {'ABCDEFGHI'[number]}ale") for number in range(9)]
    cast[1] = CastMember(actor="Walk On", character="Passer", leading=False)
    cast[8] = CastMember(actor="Well Known", character="Cameo", leading=True)
    film = Film(title="Tide", cast=tuple(cast))
    assert [one.actor for one in leading_parts(film)] == ["Actor 0", "Actor 2", "Actor 3", "Well Known"]
    minor = {question.id.rpartition("/")[2] for question in make_questions([film]) if MINOR in question.tags}
    assert {"passer", "walk-on", "captain-hale", "actor-7"} <= minor


@pytest.mark.parametrize(
    ("title", "is_minor"),
    [
        (AlternateTitle(title="Tempête", country="FR", meaning="The Storm"), False),
        (AlternateTitle(title="Der Faden", country="DE"), True),
        (AlternateTitle(title="Storm in the Harbour", country="GB"), False),
        (AlternateTitle(title="Буря", language="uk", meaning="The Storm"), True),
        (AlternateTitle(title="Labirinto", country="IT", meaning="Maze"), True),
    ],
)
def test_titles_abroad_are_asked_where_they_say_something_else(title: AlternateTitle, is_minor: bool) -> None:
    film = Film(title="The Labyrinth", also_known_as=(title,))
    questions = [one for one in make_questions([film]) if one.origin and one.origin.shape == "film-of-title"]
    assert [MINOR in one.tags for one in questions] == [is_minor]


def test_a_mask_hides_the_cast_and_its_characters() -> None:
    told = "In the last reel Bob Beech, as Captain Quarle, and Quarle's parrot escape to Lisbon on a raft of doors."
    masked = mask_titles(told, ("Tide",), names=("Bob Beech", "Captain Quarle"))
    assert masked == "In the last reel […], as […], and […]'s parrot escape to Lisbon on a raft of doors."


def test_of_a_wrong_actor_it_is_told_who_that_one_plays() -> None:
    cast = (CastMember(actor="Ada Moss", character="Max"), CastMember(actor="Ben Cole", character="Goose"))
    key = asked(Film(title="Tide", cast=cast))["cast/goose"].key
    assert key is not None
    verdict = key.grade("ada moss")
    assert (verdict.correct, verdict.message) == (False, "Ada Moss plays Max")


def test_a_description_and_the_country_of_a_city_are_asked_back() -> None:
    film = Film(
        title="Tide",
        cast=(CastMember(actor="Ada Moss", character="Jöns"),),
        aliases={"Jöns": ("the squire", "The Good")},
        set_in=("Odessa",),
    )
    questions = asked(film)
    character, place = questions["character/ada-moss"].key, questions["set-in"].key
    assert character is not None
    assert place is not None
    assert [character.grade(given).outcome for given in ("the squire", "the good")] == [Outcome.PROMPT, Outcome.CORRECT]
    assert (place.grade("Ukraine").outcome, place.grade("Ukraine").message) == (Outcome.PROMPT, "where in Ukraine?")
