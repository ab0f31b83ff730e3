"""What players may see: never an open question's answer."""

from __future__ import annotations

import pytest

from quizzer import AnswerKey, IllegalAction, Question
from quizzer.session import (
    Answer,
    Buzz,
    Join,
    Leave,
    Next,
    Pass,
    Pause,
    Protest,
    Resume,
    Revealed,
    Rules,
    Session,
    Start,
    Tick,
)


def test_before_during_and_after_a_question(game):
    session = game("ada", "bob", questions=2)
    view = session.view("ada")
    assert (view.phase, view.question.number, view.question.of, view.question.left) == ("asking", 1, 2, 1)
    assert view.may_answer
    session.apply(Answer("ada", session.question.key.answer), at=1)
    view = session.view("ada")
    assert not view.may_answer
    assert [(player.name, player.points, player.done) for player in view.players] == [
        ("ada", 1.0, True),
        ("bob", 0.0, False),
    ]
    assert session.view("bob").may_answer
    session.apply(Pass("bob"), at=2)
    view = session.view("bob")
    assert view.question is None
    assert isinstance(view.revealed, Revealed)
    session.apply(Next(), at=3)
    assert session.view("bob").revealed is None


def test_the_room_sees_what_everybody_sees(game):
    session = game("ada")
    view = session.view(None)
    assert view.player is None
    assert not view.may_answer
    assert view.question.text == "What is the capital of France?"


def test_who_has_left_may_look_on_and_a_stranger_may_not(game):
    session = game("ada", "bob")
    session.apply(Leave("bob"), at=1)
    assert not session.view("bob").may_answer
    with pytest.raises(IllegalAction, match="no player called 'eve'"):
        session.view("eve")


def test_while_others_think_nobody_learns_what_was_right(game):
    session = game("ada", "bob")
    session.apply(Answer("ada", "pariss"), at=1)
    shown = repr(session.events) + repr(session.view("bob")) + repr(session.view(None))
    assert "pari" not in shown.lower()
    assert "capital-of-france" not in shown


@pytest.mark.parametrize("mode", ["classic", "party", "race", "blitz", "buzzer", "host"])
def test_nothing_that_is_public_depends_on_the_answer_of_an_open_question(mode):
    """Two games that differ in their answers alone look the same to everybody, until a question is closed."""

    def events_and_views(answer, accept):
        key = AnswerKey(answer, accept=accept, prompt={f"{answer} vague": "Say more."})
        question = Question(id=f"about {answer}", text="What is it?", key=key, film=answer, explanation=answer)
        rules = Rules.preset(mode, questions=1, question_seconds=50.0, word_seconds=0.1)
        session = Session([question], rules, seed=5)
        seen = []
        script = (
            *(Join(name) for name in ("ada", "bob", "cy", "dee")),
            *(Start(), Tick(), Buzz("ada"), Answer("ada", "something else entirely")),
            *(Buzz("bob"), Answer("bob", "nor this"), Protest("bob"), Pass("cy"), Pause(), Resume()),
        )
        for at, action in enumerate(script):
            try:
                seen += session.apply(action, at=at)
            except IllegalAction as refusal:
                seen.append(str(refusal))
            if session.phase not in ("explaining", "over"):
                seen += [session.view(player) for player in (None, *session.players)]
        assert session.phase not in ("explaining", "over")
        return seen

    short = events_and_views("Ulm", ())
    assert short == events_and_views("The Extraordinarily Long Name of Quite Another Thing", ("Alias", "Another"))
    assert len(short) > 20
