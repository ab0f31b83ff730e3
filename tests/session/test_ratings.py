"""Ratings find out how hard questions are, and adaptive choice asks by them."""

from __future__ import annotations

from math import exp
from random import Random

import pytest

from quizzer import AnswerKey, Question
from quizzer.session import Answer, Join, Next, Rating, Ratings, Rules, Session, Start


def right(able: float, hard: float, draw) -> bool:
    """Whether somebody so able knows something so hard, both in logits: the Rasch model."""
    return draw() < 1 / (1 + exp(hard - able))


def spearman(one: list[float], other: list[float]) -> float:
    """The rank correlation of two lists without ties."""
    ranks = [[sorted(values).index(value) for value in values] for values in (one, other)]
    count = len(one)
    apart = sum((first - second) ** 2 for first, second in zip(*ranks, strict=True))
    return 1 - 6 * apart / (count * (count**2 - 1))


@pytest.fixture
def questions():
    return [
        Question(id=f"q{place}", text=f"Number {place}?", key=AnswerKey(f"the answer {place}")) for place in range(50)
    ]


@pytest.mark.parametrize("seed", range(5))
def test_two_thousand_answers_tell_the_order_of_fifty_questions(questions, seed):
    draw = Random(seed)
    hard = {question.id: draw.gauss(0, 1.5) for question in questions}
    ratings = Ratings()
    for game in range(40):  # forty players, fifty answers each
        able = draw.gauss(0, 1.5)
        session = Session(questions, Rules.preset("classic", questions=50), seed=game)
        session.apply(Join(f"player {game}"), at=0)
        session.apply(Start(), at=0)
        while session.phase != "over":
            question = session.question
            given = question.key.answer if right(able, hard[question.id], draw.random) else "something else"
            session.apply(Answer(f"player {game}", given), at=0)
            session.apply(Next(), at=0)
        session.rate(ratings)
    found = [ratings.question(question.id).points for question in questions]
    assert spearman(found, list(hard.values())) >= 0.9


@pytest.mark.parametrize("able", [-1.0, 0.0, 1.0])
def test_adaptive_choice_keeps_the_chance_near_its_target(able):
    draw = Random(11)
    pool = [Question(id=f"q{place}", text="?", key=AnswerKey(f"the answer {place}")) for place in range(400)]
    hard = {question.id: draw.gauss(0, 1.5) for question in pool}
    ratings = Ratings(questions={name: Rating(1500 + level * 400 / 2.302585, 40) for name, level in hard.items()})
    answers = []
    for seed in range(10):
        session = Session(pool, Rules.preset("classic", questions=40, choose="adaptive"), seed=seed, ratings=ratings)
        session.apply(Join("ada"), at=0)
        session.apply(Start(), at=0)
        while session.phase != "over":
            question = session.question
            answers.append(right(able, hard[question.id], draw.random))
            session.apply(Answer("ada", question.key.answer if answers[-1] else "something else"), at=0)
            session.apply(Next(), at=0)
        assert session.view(None).standings[0].answered == 40
    assert 0.6 <= sum(answers) / len(answers) <= 0.8


def test_an_adaptive_game_is_replayed_from_its_log(questions):
    ratings = Ratings(questions={"q3": Rating(1300, 50)}, players={"ada": Rating(1450, 80)})
    session = Session(questions, Rules.preset("classic", questions=5, choose="adaptive"), seed=4, ratings=ratings)
    session.apply(Join("ada"), at=0)
    session.apply(Join("bob", rating=1700), at=0)
    session.apply(Start(), at=0)
    while session.phase != "over":
        for name in ("ada", "bob"):
            session.apply(Answer(name, "something else"), at=0)
        session.apply(Next(), at=0)
    assert Session.replay(session.log) == session
    assert Session.restore(session.snapshot(), questions) == session
    assert ratings.players["ada"] == Rating(1450, 80)


def test_a_right_answer_moves_both_and_makes_them_surer():
    ratings = Ratings()
    ratings.answered("ada", "q", True)
    assert ratings.player("ada").points > 1500 > ratings.question("q").points
    assert ratings.player("ada").deviation < 350
    assert ratings.chance("ada", "q") > 0.5


def test_an_authors_difficulty_is_where_a_question_begins():
    chances = [Ratings().chance("ada", "q", difficulty=level) for level in range(1, 6)]
    assert chances == sorted(chances, reverse=True)
    assert chances[2] == 0.5


def test_the_figures_are_glickmans():
    """The examples of http://www.glicko.net/glicko/glicko.pdf: a chance of 0.376, and g = 0.9955 and E = 0.639."""
    assert Rating(1400, 80).chance_against(Rating(1500, 150)) == pytest.approx(0.376, abs=0.0005)
    ratings = Ratings(players={"ada": Rating(1500, 200)}, questions={"q": Rating(1400, 30)})
    ratings.answered("ada", "q", True)
    # 1500 + q / (1 / 200² + q² g² E (1 - E)) · g · (1 - E), with q = ln 10 / 400
    assert ratings.player("ada").points == pytest.approx(1563.4, abs=0.1)
    assert ratings.player("ada").deviation == pytest.approx(175.2, abs=0.1)
