"""A question told in clues: one try each, the next after a miss or on demand, and each makes the answer worth less."""

from __future__ import annotations

import pytest
from msgspec import structs

from quizzer import AnswerKey, Question, Rules, Session
from quizzer.errors import IllegalAction
from quizzer.session import Answer, Event, Hint, HintGiven, Join, Pass, Revealed, Ruled, Start

FILM = Question(
    id="tide/clues",
    text="Six clues, one film. The first: a gull.",
    key=AnswerKey("Tide", kind="title"),
    clues=("A song.", "A small part.", "The director."),
)


def game(*players: str, mode: str = "classic", **settings: object) -> Session:
    session = Session([FILM], Rules.preset(mode, questions=1, **settings), seed=1)
    for player in players or ("ada",):
        session.apply(Join(player), at=0.0)
    session.apply(Start(), at=0.0)
    return session


def clues(events: list[Event]) -> list[str]:
    return [one.text for one in events if isinstance(one, HintGiven)]


def points(session: Session, given: str, player: str = "ada") -> float:
    return next(one.points for one in session.apply(Answer(player, given), at=1.0) if isinstance(one, Ruled))


def test_each_miss_tells_the_next_clue_and_the_last_one_ends_it() -> None:
    session = game()
    told = [clues(session.apply(Answer("ada", "Ebb"), at=1.0)) for _ in range(3)]
    assert told == [["A song."], ["A small part."], ["The director."]]
    assert session.view("ada").question.hints == FILM.clues  # type: ignore[union-attr]
    last = session.apply(Answer("ada", "Ebb"), at=2.0)
    assert clues(last) == []
    assert any(isinstance(one, Revealed) for one in last)


@pytest.mark.parametrize(("misses", "worth"), [(0, 1.0), (1, 0.75), (2, 0.5), (3, 0.25)])
def test_an_answer_is_worth_what_the_clues_leave(misses: int, worth: float) -> None:
    session = game()
    for _ in range(misses):
        assert points(session, "Ebb") == 0
    assert points(session, "Tide") == worth


def test_a_clue_may_be_asked_for_however_few_hints_there_are() -> None:
    session = game(hints=0)
    for clue in FILM.clues:
        assert clues(session.apply(Hint("ada"), at=1.0)) == [clue]
    with pytest.raises(IllegalAction, match="this film has no more clues"):
        session.apply(Hint("ada"), at=1.0)
    assert points(session, "Tide") == 0.25


def test_who_gives_up_is_told_nothing_more() -> None:
    assert clues(game().apply(Pass("ada"), at=1.0)) == []


def test_players_who_take_turns_have_a_clue_each() -> None:
    session = game("ada", "ben", mode="party")
    assert clues(session.apply(Answer("ada", "Ebb"), at=1.0)) == ["A song."]
    assert points(session, "Tide", "ben") == 0.75


def test_a_game_that_is_taken_up_again_knows_its_clues() -> None:
    session = game()
    session.apply(Answer("ada", "Ebb"), at=1.0)
    restored = Session.restore(session.snapshot(), [FILM])
    assert restored == session
    assert points(restored, "Tide") == points(session, "Tide") == 0.75
    assert Session.replay(session.log) == session


@pytest.mark.parametrize(("difficulty", "worth"), [(1, 0.5), (3, 1.5), (5, 4.0)])
def test_clues_halve_the_points_of_the_questions_difficulty(difficulty: int, worth: float) -> None:
    session = Session(
        [structs.replace(FILM, difficulty=difficulty)], Rules.preset("classic", questions=1, points=(1, 2, 3, 5, 8))
    )
    for action in (Join("ada"), Start(), Answer("ada", "Ebb"), Answer("ada", "Ebb")):
        session.apply(action, at=0.0)
    assert points(session, "Tide") == worth
