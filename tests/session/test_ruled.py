"""Actions that were ruled on elsewhere: neither referee nor canon is asked, and a replay asks neither."""

from __future__ import annotations

import pytest

from quizzer import AnswerKey, IllegalAction, Question
from quizzer.session import (
    Answer,
    Hint,
    HintGiven,
    Join,
    Log,
    Next,
    Protest,
    Revealed,
    Rules,
    Session,
    Start,
    Tick,
    Typed,
)


def begun(questions, **settings):
    """A game in which ada and bob are asked the first question, with nobody asked."""
    session = Session(questions[:3], Rules.preset("classic", **settings))
    for action in (Join("ada"), Join("bob"), Start()):
        session.apply(action, at=0.0, ruled=())
    return session


def replayed(session):
    """The game as its file tells it, where all that was decided stands in it."""
    log = session.log
    log.is_decided = True
    return Session.replay(Log.read(log.lines()))


def refused(session, action, at=1.0, ruled=()):
    with pytest.raises(IllegalAction) as refusal:
        session.apply(action, at=at, ruled=ruled)
    return refusal.value.code


def test_what_nobody_ruled_on_is_refused_and_changes_nothing(capitals):
    session, other = begun(capitals), begun(capitals)
    for action in (Answer("ada", "Paris"), Hint("ada"), Hint()):
        assert refused(session, action) == "undecided"
    assert session == other
    verdict = session.decide(Answer("ada", "Paris"), at=1.0)
    (ruled, *_) = session.apply(Answer("ada", "Paris"), at=1.0, ruled=verdict)
    assert ruled.points == 1
    assert replayed(session) == session


def test_only_what_is_meant_for_the_open_question_is_decided(capitals):
    session = begun(capitals)
    assert session.decide(Answer("ada", "Oslo", question=2), at=1.0) == ()
    assert session.decide(Hint("ada", question=2), at=1.0) == ()
    assert session.decide(Answer("ada", "Paris", question=1, part=1), at=1.0) == ()  # a bonus is another question
    assert session.decide(Answer("nobody", "Paris"), at=1.0) == ()
    with pytest.raises(IllegalAction, match="the answer is empty"):
        session.decide(Answer("ada", " "), at=1.0)


def test_a_hint_that_was_told_meanwhile_is_drawn_again(capitals):
    session = begun(capitals)
    hint = session.decide(Hint("ada", question=1), at=1.0)
    session.apply(Hint("ada", question=1), at=1.0, ruled=hint)
    assert refused(session, Hint("bob", question=1), ruled=hint) == "undecided"
    session.apply(Hint("bob", question=1), at=1.0, ruled=session.decide(Hint("bob", question=1), at=1.0))
    assert len({event.text for event in session.events if isinstance(event, HintGiven)}) == 2
    assert replayed(session) == session


def test_an_action_that_the_clock_overtook_is_refused_and_time_has_gone_by(capitals):
    session = begun(capitals, question_seconds=10.0, reading_seconds=5.0)
    assert refused(session, Answer("ada", "Paris", question=1), at=12.0) == "question_closed"
    assert [type(event).__name__ for event in session.events[-2:]] == ["TimeUp", "Revealed"]
    assert (session.events[-1].at, session.at) == (10.0, 12.0)
    assert session.log.entries[-1] == (12.0, Tick())
    assert replayed(session) == session


def test_a_timed_hint_waits_for_who_has_drawn_it(capitals):
    session = begun(capitals, hint_seconds=2.0)
    session.apply(Join("cy"), at=2.5, ruled=())
    assert session.view().question.hints == ()
    assert session.due == 2.0
    tick = session.decide(Tick(), at=2.6)
    session.apply(Tick(), at=2.6, ruled=tick)
    assert session.view().question.hints == (tick[0].text,)
    for at in range(4, 20, 2):
        session.apply(Tick(), at=at, ruled=session.decide(Tick(), at=at))
    assert session.due is None  # there is none left
    assert replayed(session) == session


def test_an_answer_that_was_erased_is_ruled_on_as_it_was(capitals):
    session = begun(capitals)
    verdict = AnswerKey("Paris").grade("Paris")
    for action, ruled in ((Answer("ada", ""), verdict), (Typed("bob", ""), verdict)):
        code = refused(session, action)
        assert code in ("empty", "no_typing")
        if isinstance(action, Answer):
            session.apply(action, at=1.0, ruled=ruled)
    assert session.standings()[0].right == 1
    assert replayed(session) == session


def test_with_grace_a_question_closes_after_the_end_that_is_shown(capitals):
    session = begun(capitals, question_seconds=10.0, grace_seconds=0.5)
    assert (session.view("ada").due, session.due) == (10.0, 10.5)
    assert session.view("ada").question is not None
    session.apply(Answer("ada", "Paris"), at=10.4)
    session.apply(Typed("bob", "Paris"), at=10.4)  # what stood typed when the countdown ended
    assert isinstance(session.events[-1], Revealed)
    assert [one.right for one in session.standings()] == [1, 1]
    session.apply(Next(), at=11.0)
    session.apply(Tick(), at=21.49)
    assert session.phase == "asking"
    session.apply(Tick(), at=21.5)
    assert session.phase == "explaining"
    assert refused(session, Protest("cy"), at=22.0) == "unknown_player"


def test_an_open_gap_needs_nobody(capitals):
    session = begun([Question(id="gap", text="Who knows?", key=None), *capitals])
    session.apply(Answer("ada", "I do"), at=1.0, ruled=())
    session.apply(Answer("bob", "Me too"), at=1.0, ruled=())
    assert session.phase == "explaining"
    assert replayed(session) == session
