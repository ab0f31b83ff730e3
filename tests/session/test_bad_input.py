"""What the rules do not allow raises IllegalAction, with a code and a sentence, and changes nothing."""

from __future__ import annotations

import math

import pytest

from quizzer.session import Answer, Join, Leave, Next, Pass, Resume, Start, Stop

from .conftest import refused


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "bad_name"),
        ("   ", "bad_name"),
        (" ada", "bad_name"),
        ("x" * 10_000, "bad_name"),
        ("a\x00b", "bad_name"),
        ("a\x1b[31mb", "bad_name"),
        ("line\nbreak", "bad_name"),
        ("\u202eada", "bad_name"),
        ("\u200b", "bad_name"),
        ("\ud800", "bad_name"),
        (None, "bad_name"),
        (7, "bad_name"),
        ("ada", "name_taken"),
    ],
)
def test_names(game, name, code):
    assert refused(game("ada"), Join(name)) == code


@pytest.mark.parametrize("name", ["Zoë", "Ада", "王小明", "o'Neill-Smith III", "👩\u200d🚀", "نسترن"])
def test_names_of_all_the_world(game, name):
    session = game("ada")
    session.apply(Join(name), at=1)
    assert name in session.players


@pytest.mark.parametrize("team", ["x" * 65, "a\tb", " reds"])
def test_teams(game, team):
    assert refused(game("ada"), Join("bob", team)) == "bad_team"


@pytest.mark.parametrize("name", ["eve", "", None, 3, ["ada"], "x" * 10_000])
@pytest.mark.parametrize("action", [Leave, Pass, lambda name: Answer(name, "Paris")])
def test_strangers(game, action, name):
    assert refused(game("ada"), action(name)) == "unknown_player"


def test_who_has_left(game):
    session = game("ada", "bob")
    session.apply(Leave("bob"), at=0)
    assert refused(session, Answer("bob", "Paris")) == "player_left"


@pytest.mark.parametrize("given", ["x" * 10_001, "\udcff", None, 7, b"Paris"])
def test_answers_that_are_none(game, given):
    assert refused(game("ada"), Answer("ada", given)) in ("too_long", "bad_text", "empty")


def test_half_a_character_in_an_answer(game):
    assert refused(game("ada"), Answer("ada", "Paris\udcff")) == "bad_text"


@pytest.mark.parametrize("at", [math.nan, math.inf, -math.inf, 1e300, 10**400, "1", None])
def test_times(game, at):
    assert refused(game("ada"), Pass("ada"), at=at) == "bad_time"


@pytest.mark.parametrize("thing", [None, "start", {"type": "start"}, Start, 7])
def test_what_is_no_action(game, thing):
    assert refused(game("ada"), thing) == "unknown_action"


def test_out_of_turn(game):
    session = game("ada")
    assert refused(session, Start()) == "question_open"
    assert refused(session, Next()) == "question_open"
    assert refused(session, Resume()) == "question_open"
    session.apply(Pass("ada"), at=1)
    assert refused(session, Answer("ada", "Paris")) == "question_closed"
    session.apply(Stop(), at=1)
    for action in (Join("bob"), Answer("ada", "Paris"), Stop(), Next()):
        assert refused(session, action) == "over"


@pytest.mark.parametrize(
    ("action", "code", "longest"),
    [
        (Join, "bad_name", 128),
        (lambda name: Join("bob", name), "bad_team", 64),
        (lambda name: Join("bob", name=name), "bad_name", 64),
    ],
)
def test_a_name_has_up_to_64_characters_and_an_id_128(game, action, code, longest):
    session = game("ada")
    assert refused(session, action("x" * (longest + 1))) == code
    session.apply(action("x" * longest), at=1)
    assert len(session.players) == 2


@pytest.mark.parametrize("rating", [-10_000, 10_000])
def test_a_rating_has_five_figures_at_most(game, rating):
    session = game("ada")
    assert refused(session, Join("bob", rating=rating * 1.0001)) == "bad_rating"
    session.apply(Join("bob", rating=rating), at=1)
    assert "bob" in session.players


def test_a_full_game_takes_nobody_new_but_whoever_left_back(game):
    session = game("ada", "bob", max_players=2)
    session.apply(Leave("bob"), at=0)
    assert refused(session, Join("cy")) == "full"
    session.apply(Join("bob"), at=1)
    assert [player.present for player in session.view("ada").players] == [True, True]


def test_an_answer_has_up_to_ten_thousand_characters(game):
    session = game("ada")
    assert refused(session, Answer("ada", "x" * 10_001)) == "too_long"
    assert session.apply(Answer("ada", "x" * 10_000), at=1)[0].outcome == "incorrect"


def test_whoever_has_no_life_left_may_do_nothing_more(game):
    session = game("ada", "bob", mode="sudden_death")
    session.apply(Answer("ada", "Atlantis"), at=1)
    assert refused(session, Answer("ada", "Paris")) == "player_out"
    assert refused(session, Pass("ada")) == "player_out"
