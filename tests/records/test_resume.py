"""Going on with a game: the same question, the same time left, one player of it at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizzer import AnswerKey, Question, Session
from quizzer.errors import QuizzerError, RecordsError, SnapshotError
from quizzer.records import Records
from quizzer.session import Answer, Hint, Next, Pass, Pause, Stop, Tick

from .conftest import EVENING, Game, make_questions

LATER = EVENING + timedelta(days=3)


def again(path, number=1, questions=None, when=LATER) -> Game:
    """The game as another program finds it."""
    session, record = Records.open(path).resume(number, questions or make_questions(), when=when)
    return Game(session, record)


def test_the_same_question_the_same_score_the_same_hints(start, path):
    game = start("ada", "bob")
    game.do(Answer("ada", "answer0"), Answer("bob", "no"), Next(), Hint("bob"), Answer("ada", "Answer 1 or so"))
    back = again(path)
    assert back.session == game.session
    assert back.session.view("bob") == game.session.view("bob")
    assert back.session.view("bob").question.hints == ("It begins with A.",)
    assert back.do(Answer("ada", "answer1")) == game.session.apply(Answer("ada", "answer1"), at=0.0)


def test_the_time_that_was_seen_to_go_by_is_gone_and_no_more(start, path):
    game = start("ada", mode="blitz")
    game.do(Answer("ada", "answer0"), seconds=5)
    for _ in range(100):
        game.do(Tick(), seconds=0.1)  # nothing happens but time: 15 of 60 seconds are gone
    back = again(path)
    assert back.session.due == game.session.due == 60.0
    assert back.session.at == pytest.approx(15, abs=1)
    back.do(Answer("ada", "answer1"), seconds=44)
    assert back.session.phase == "asking"
    back.do(Tick(), seconds=2)
    assert back.session.phase == "over"


def test_beats_without_actions_count_too(start, path):
    game = start("ada", mode="blitz")
    for tenth in range(205):
        game.record.beat(tenth / 10)
    assert again(path).session.at == pytest.approx(20.4, abs=1)


def test_a_game_that_ran_out_of_time_unseen_is_over_at_once(start, path):
    start("ada", mode="blitz").record.beat(61.0)
    back = again(path)
    assert back.session.phase == "over"
    assert Records.open(path).unfinished() == []


def test_ticks_that_told_nothing_fill_no_file(start, path):
    game = start("ada", mode="blitz")
    before = game.record._database.value("SELECT count(*) FROM entries")
    game.do(*[Tick()] * 500, seconds=0.01)
    assert game.record._database.value("SELECT count(*) FROM entries") == before


def test_a_clock_that_runs_backwards_after_a_tick_is_replayed_as_it_was(start, path):
    game = start("ada", mode="blitz")
    game.do(Tick(), seconds=10)
    game.do(Answer("ada", "answer0"), seconds=-2)
    assert again(path).session.events == game.session.events


def test_days_of_a_resumed_game_are_those_on_which_it_was_played(start, path):
    start("ada").do(Pass("ada"), Next())
    back = again(path)
    back.do(Answer("ada", "answer1"), Stop())
    told = Records.open(path).statistics("ada", LATER.date())
    assert [day.day for day in told.calendar] == ["2026-03-01", "2026-03-04"]


def test_response_times_leave_out_pauses_and_the_time_away(start, path):
    game = start("ada")
    game.do(Tick(), seconds=3)
    game.do(Pause(), seconds=1)
    from quizzer.session import Resume

    game.do(Resume(), seconds=500)
    back = again(path)
    back.do(Answer("ada", "answer0"), seconds=2)
    assert Records.open(path).statistics("ada", LATER.date()).median == 6.0


def test_what_a_host_is_still_to_rule_on_is_kept_as_answered(start, records):
    game = start("ada", "bob", judge="host", question_seconds=60.0)
    (submitted,) = game.do(Answer("ada", "a riddle"), seconds=4)
    rows = records._database.rows("SELECT seq, what, given, seconds, outcome FROM tries")
    assert [tuple(row) for row in rows] == [(submitted.seq, "answer", "a riddle", 4.0, None)]


def test_silence_is_kept_as_a_miss_of_those_who_were_still_in_the_game(start, records):
    game = start("ada", "bob", "cy", "dan", lives=1, question_seconds=10.0)
    game.do(Answer("ada", "no"), *(Answer(name, "answer0") for name in ("bob", "cy", "dan")), Next())
    game.do(Answer("bob", "answer1"), Answer("cy", "answer1"))
    game.do(Tick(), seconds=20)
    query = "SELECT name, what, asked FROM tries JOIN players ON players.id = player ORDER BY tries.id"
    (first, second) = (row["seq"] for row in records._database.rows("SELECT seq FROM asked ORDER BY seq"))
    assert [tuple(row) for row in records._database.rows(query)] == [
        ("ada", "answer", first),
        ("bob", "answer", first),
        ("cy", "answer", first),
        ("dan", "answer", first),
        ("bob", "answer", second),
        ("cy", "answer", second),
        ("dan", "silence", second),
    ]


def test_questions_that_went_by_unseen_are_kept_in_their_order(start, records):
    game = start("ada", mode="blitz", question_seconds=5.0)
    game.do(Tick(), seconds=17)
    assert records.seen("ada") == ["q0", "q1", "q2", "q3"]


def test_whoever_goes_on_last_has_the_game(start, path, told):
    game = start("ada")
    first = again(path)
    game.do(Answer("ada", "answer0"))
    assert told == [
        "Another program resumed or erased this game. You can play on, but quizzer does not save the rest of this game."
    ]
    first.do(Answer("ada", "answer0"), Next(), Stop())
    with pytest.raises(RecordsError, match="game number 1 is over"):
        again(path)


def test_a_game_that_went_on_while_it_was_read_is_not_torn_apart(start, path, monkeypatch):
    game = start("ada")
    replay = Session.replay

    def slowly(*told, **more):
        game.do(Pass("ada"))
        return replay(*told, **more)

    monkeypatch.setattr(Session, "replay", slowly)
    with pytest.raises(RecordsError, match="Another program plays this game now"):
        again(path)
    game.do(Next())
    assert game.record.is_recording


def test_unfinished_games_come_latest_first_and_by_player(start, records):
    start("ada").do(Pass("ada"))
    start("ada", "Bob", mode="study", study=False, when=LATER)
    start("cy").do(Stop())
    games = records.unfinished()
    assert [(game.number, game.players, game.mode, game.asked, game.questions) for game in games] == [
        (2, ("ada", "Bob"), "study", 1, 12),
        (1, ("ada",), "classic", 1, 12),
    ]
    assert games[0].latest == LATER
    assert [game.number for game in records.unfinished("BOB")] == [2]
    with pytest.raises(RecordsError, match="no game number 9"):
        records.resume(9, make_questions(), when=LATER)


def test_a_changed_bank_is_told_from_the_one_that_was_played(start, path):
    start("ada")
    questions = make_questions()
    with pytest.raises(SnapshotError, match="used another bank"):
        again(path, questions=questions[1:])
    questions[3] = Question(id="q3", text="Question 3?", key=AnswerKey("Another answer"))
    with pytest.raises(SnapshotError, match="question 'q3' is different now"):
        again(path, questions=questions)
    assert isinstance(again(path, questions=[*reversed(make_questions())]).session, Session)


def test_a_seed_may_be_any_that_a_session_takes(records, path):
    from quizzer import Rules
    from quizzer.session import Join, Start

    session = Session(make_questions(), Rules.preset("classic", questions=3), seed=-(2**63))
    game = Game(session, records.begin_game(session, banks=[], when=EVENING))
    game.do(Join("ada"), Start())
    assert again(path).session == session


def test_a_game_is_recorded_from_its_first_action_or_not_at_all(records):
    from quizzer import Rules
    from quizzer.session import Join

    session = Session(make_questions(), Rules.preset("classic", questions=3))
    session.apply(Join("ada"), at=0.0)
    with pytest.raises(QuizzerError, match="already begun"):
        records.begin_game(session, banks=[], when=EVENING)


def test_a_later_referee_does_not_rule_on_what_was_ruled(start, path, monkeypatch):
    game = start("ada")
    game.do(Answer("ada", "answer0"), Next(), Answer("ada", "no"))
    monkeypatch.setattr(AnswerKey, "grade", lambda *_: pytest.fail("the referee was asked again"))
    assert again(path).session.events == game.session.events
