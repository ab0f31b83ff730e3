"""What stands typed and was not given: it counts if it is right, and nobody hears of it if it is not."""

from __future__ import annotations

from io import StringIO

import pytest

from quizzer import AnswerKey, IllegalAction, Outcome, Question, Rules, Session
from quizzer.driver import Driver, serve
from quizzer.session import (
    Answer,
    Buzz,
    Join,
    Log,
    Next,
    Pass,
    QuestionAsked,
    Revealed,
    Ruled,
    Start,
    Tick,
    TimeUp,
    Typed,
)

DUCKS = [Question(id="ducks", text="Which three?", key=AnswerKey(["Huey", "Dewey", "Louie"], kind="list"))]


def rulings(events):
    return [(event.player, event.outcome) for event in events if isinstance(event, Ruled)]


def test_a_right_answer_counts_as_it_is_typed_and_the_next_question_follows(game):
    session = game("ada", mode="blitz")
    before = session.snapshot()
    # With its last letter missing a word is a slip of the fingers, or about to be right: that counts when it is given.
    for text in ("p", "pa", "par", "pari", "the capital", "Rome"):
        assert session.apply(Typed("ada", text), at=2.0) == ()
    assert session.snapshot() == before
    events = session.apply(Typed("ada", "Paris"), at=3.0)
    assert [type(event) for event in events] == [Ruled, Revealed, QuestionAsked]
    assert (events[0].seconds, events[0].total) == (3.0, 1.0)
    assert events[1].results[0].given == "Paris"


@pytest.mark.parametrize("mode", ["classic", "study", "lives", "race"])
def test_elsewhere_it_counts_when_it_is_given(game, mode):
    with pytest.raises(IllegalAction) as refusal:
        game("ada", mode=mode).apply(Typed("ada", "Paris"), at=1.0)
    assert refusal.value.code == "no_typing"


def test_when_time_is_up_what_stands_typed_is_the_answer_if_it_is_right(game):
    session = game("ada", "bob", question_seconds=10.0)
    with pytest.raises(IllegalAction, match="only when the player gives it"):
        session.apply(Typed("ada", "Paris"), at=9.9)
    assert session.apply(Typed("bob", "Rome"), at=9.96) == ()
    assert rulings(session.apply(Typed("ada", "Pari"), at=9.96)) == [("ada", Outcome.CORRECT)]
    (up, revealed) = session.apply(Tick(), at=10.0)
    assert isinstance(up, TimeUp)
    assert [result.outcome for result in revealed.results] == [Outcome.CORRECT, None]


def test_what_the_clock_overtook_is_never_about_the_next_question(game):
    session = game("ada", question_seconds=10.0, auto_next=True, typed=True)
    events = session.apply(Typed("ada", "Oslo"), at=10.5)
    assert [type(event) for event in events] == [TimeUp, Revealed, QuestionAsked]
    assert Session.replay(Log.from_json(session.log.to_json()), session.questions) == session


def test_what_was_decided_of_an_overtaken_text_rules_on_nothing_else(game):
    session = game("ada", question_seconds=10.0)
    late = Typed("ada", "Paris")
    assert session.decide(late, at=10.5)
    session.apply(late, at=10.5, ruled=session.decide(late, at=10.5))
    session.apply(Next(), at=11.0)
    (verdict,) = session.decide(Answer("ada", "no such town"), at=12.0)
    assert not verdict.correct


def test_who_may_not_answer_may_not_type(game):
    session = game("ada", "bob", mode="buzzer", asked=None, word_seconds=0.0)
    with pytest.raises(IllegalAction, match="buzz first"):
        session.apply(Typed("ada", "Paris"), at=1.0)
    session.apply(Buzz("bob"), at=1.0)
    with pytest.raises(IllegalAction, match="bob has the floor"):
        session.apply(Typed("ada", "Paris"), at=1.0)
    assert rulings(session.apply(Typed("bob", "Paris"), at=8.99)) == [("bob", Outcome.CORRECT)]


def test_a_host_and_an_open_gap_know_of_no_right_text(game, capitals):
    hosted = game("ada", mode="host", typed=True)
    assert hosted.apply(Typed("ada", "Paris"), at=1.0) == ()
    gap = Question(id="gap", text="What is it called in Peru?", key=None)
    assert game("ada", mode="blitz", asked=[gap]).apply(Typed("ada", "Paris"), at=1.0) == ()


@pytest.mark.parametrize(
    "key", [AnswerKey("Riga", kind="choice", choices=("Oslo", "Riga", "Lima")), AnswerKey("yes", kind="boolean")]
)
def test_of_a_few_choices_one_is_given(game, key):
    session = game("ada", mode="blitz", asked=[Question(id="q", text="Which?", key=key)])
    for text in ("a", "b", "c", "Riga", "no", "yes"):
        assert session.apply(Typed("ada", text), at=1.0) == ()
    # Elsewhere each could be tried; when time is up there is no more to try.
    assert rulings(session.apply(Typed("ada", key.answer), at=59.99)) == [("ada", Outcome.CORRECT)]


def test_a_game_with_typed_answers_comes_out_of_its_log_and_snapshot_again(game):
    session = game("ada", "bob", mode="blitz")
    for at, action in enumerate(
        [Typed("ada", "Pa"), Typed("ada", "Paris"), Answer("bob", "Rome"), Typed("bob", "Os"), Pass("bob")], 1
    ):
        session.apply(action, at=float(at))
    session.apply(Typed("ada", "Oslo"), at=7.0)
    assert [type(action).__name__ for _, action in session.log.entries if not isinstance(action, Join)] == [
        "Start", "Typed", "Answer", "Pass", "Typed",
    ]  # fmt: skip
    assert Session.replay(Log.from_json(session.log.to_json()), session.questions) == session
    assert Session.restore(session.snapshot(), session.questions) == session


def test_a_driver_takes_what_stood_typed_when_time_ran_out(capitals):
    now, kept = 0.0, []
    session = Session(capitals, Rules.preset("classic", question_seconds=5.0))
    driver = Driver(session, clock=lambda: now, journal=lambda at, action, events: kept.append((at, action)))
    driver.apply(Join("ada"))
    driver.apply(Start())
    city = session.question.key.answer
    now = 4.0
    assert driver.tick(typed={"ada": city}) == ()
    now = 5.25
    assert rulings(driver.tick(typed={"ada": city})) == [("ada", Outcome.CORRECT)]
    assert session.standings()[0].points == 1
    assert [(round(at, 2), type(action)) for at, action in kept[2:]] == [(5.0, Typed), (5.25, Tick)]
    assert kept == list(session.log.entries)


def test_a_list_goes_name_by_name_and_says_what_is_open(game):
    session = game("ada", "bob", asked=DUCKS)
    assert (session.view("ada").named, session.view("ada").missing) == ("", 3)
    for given, named, missing in (("louie", "Louie", 2), ("louie", "Louie", 2), ("huey", "Huey, Louie", 1)):
        assert rulings(session.apply(Answer("ada", given), at=1.0)) == [("ada", Outcome.PROMPT)]
        assert (session.view("ada").named, session.view("ada").missing) == (named, missing)
    assert session.view("bob").missing == 3
    assert rulings(session.apply(Answer("bob", "Donald"), at=1.0)) == [("bob", Outcome.INCORRECT)]
    events = session.apply(Answer("ada", "dewey"), at=1.0)
    assert rulings(events) == [("ada", Outcome.CORRECT)]
    assert events[-1].results[0].given == "Huey, Louie, dewey"


def test_in_a_blitz_each_name_counts_as_it_is_typed_and_once(game):
    session = game("ada", mode="blitz", asked=DUCKS)
    assert rulings(session.apply(Typed("ada", "huey"), at=1.0)) == [("ada", Outcome.PROMPT)]
    assert session.apply(Typed("ada", "huey"), at=1.0) == ()
    assert session.apply(Typed("ada", "dewe"), at=1.0) == ()
    assert rulings(session.apply(Typed("ada", "dewey"), at=1.0)) == [("ada", Outcome.PROMPT)]
    assert rulings(session.apply(Typed("ada", "louie"), at=1.0)) == [("ada", Outcome.CORRECT)]
    assert Session.restore(session.snapshot(), DUCKS) == session


def test_lists_of_games_that_were_kept_before_are_what_they_were(game):
    old = game("ada", asked=DUCKS, by_name=False)
    assert rulings(old.apply(Answer("ada", "huey"), at=1.0)) == [("ada", Outcome.INCORRECT)]
    assert old.phase == "explaining"


def test_a_bonus_is_open_for_as_long_as_its_words_need(capitals):
    long = Question(id="long", text="Of which country is it the capital?", key=AnswerKey("France"), tags=("bonus",))
    session = Session([capitals[0], long], Rules.preset("buzzer", questions=1, bonus_parts=1, word_seconds=0.0))
    for action in (Join("ada"), Start(), Buzz("ada"), Answer("ada", "Paris"), Next()):
        events = session.apply(action, at=0.0)
    assert (events[0].bonus, events[0].seconds) == ("ada", 5.0 + 7 * 0.5)
    assert session.due == 8.5
    assert [type(event) for event in session.apply(Tick(), at=8.5)] == [TimeUp, Revealed]


def test_the_protocol_takes_what_is_typed(capitals):
    lines = [
        '{"type": "join", "player": "ada"}',
        '{"type": "start"}',
        '{"type": "typed", "player": "ada", "text": "Par"}',
        '{"type": "typed", "player": "ada", "text": "Paris"}',
    ]
    out = StringIO()
    serve(Session(capitals[:1], Rules.preset("blitz", game_seconds=None)), lines, out, clock=lambda: 0.0)
    told = out.getvalue().splitlines()
    assert len(told) == 6
    assert '"type":"ruled"' in told[3]
