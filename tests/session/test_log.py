"""Logs and snapshots: a game can be played again, or stopped and gone on with."""

from __future__ import annotations

import json

import pytest

from quizzer import AnswerKey, Outcome, Question, Rules, SnapshotError
from quizzer.session import Answer, Join, Log, Next, Pass, Rule, Session, Start


@pytest.fixture
def played(game):
    session = game("ada", "bob", questions=5, seed=3)
    for at in range(4):
        session.apply(Answer("ada", session.question.key.answer), at=at)
        session.apply(Pass("bob"), at=at + 0.5)
        session.apply(Next(), at=at + 0.7)
    return session


def test_a_replayed_game_equals_itself(played):
    again = Session.replay(played.log)
    assert again == played
    assert again.events == played.events


def test_a_log_goes_to_json_and_back(played, capitals):
    log = Log.from_json(played.log.to_json())
    assert log == played.log
    assert Session.replay(log, capitals) == played
    with pytest.raises(SnapshotError, match="does not contain its questions"):
        Session.replay(log)


def test_another_game_is_not_equal(played, game):
    assert game("ada", "bob", questions=5, seed=3) != played


def test_restored_and_gone_on_with_equals_never_having_stopped(played, capitals):
    restored = Session.restore(played.snapshot(), capitals)
    assert restored == played
    for session in (played, restored):
        session.apply(Answer("bob", "Oslo"), at=10)
        session.apply(Join("cy"), at=11)
    assert restored == played
    assert restored.snapshot() == played.snapshot()


def test_whole_numbers_for_times_make_no_difference_to_a_snapshot(game, capitals):
    session = game("ada")
    session.apply(Answer("ada", "Paris"), at=3)
    assert Session.restore(session.snapshot(), capitals) == session


def test_a_snapshot_that_went_through_another_json_program_is_still_good(played, capitals):
    spaced = json.dumps(json.loads(played.snapshot()), indent=2)
    assert Session.restore(spaced, capitals) == played


def test_a_snapshot_that_was_cut_is_refused(played, capitals):
    data = played.snapshot()
    for length in (0, 1, 10, len(data) // 2, len(data) - 1):
        with pytest.raises(SnapshotError):
            Session.restore(data[:length], capitals)


def test_a_snapshot_that_was_edited_is_refused(played, capitals):
    edited = json.loads(played.snapshot())
    edited["log"]["entries"][3][1]["given"] = "Athens"
    with pytest.raises(SnapshotError, match="checksum"):
        Session.restore(json.dumps(edited), capitals)


def test_a_snapshot_of_another_bank_is_refused(played, capitals):
    others = [Question(id=f"other-{place}", text="?", key=AnswerKey("yes")) for place in range(12)]
    with pytest.raises(SnapshotError, match="another bank"):
        Session.restore(played.snapshot(), others)
    renamed = [Question(id=question.id, text="?", key=AnswerKey("yes")) for question in capitals]
    with pytest.raises(SnapshotError, match="has changed since"):
        Session.restore(played.snapshot(), renamed)


def test_a_newer_snapshot_is_refused_clearly(played, capitals):
    newer = json.loads(played.snapshot()) | {"version": 99, "something": "new"}
    with pytest.raises(SnapshotError, match=r"version 99.*update quizzer"):
        Session.restore(json.dumps(newer), capitals)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"null", b"[]", b"{}", b'{"version": "one"}', b"[" * 100_000])
def test_what_is_no_snapshot_is_refused(data, capitals):
    with pytest.raises(SnapshotError):
        Session.restore(data, capitals)
    with pytest.raises(SnapshotError):
        Log.from_json(data)


def test_a_log_that_cannot_have_happened_is_refused(played, capitals):
    log = json.loads(played.log.to_json())
    log["entries"].insert(0, [0.0, {"type": "next"}])
    with pytest.raises(SnapshotError, match="is not valid, action 1"):
        Session.replay(Log.from_json(json.dumps(log)), capitals)


def test_a_bank_too_large_to_list_may_find_questions_by_id(played, capitals):
    class Bank(dict):
        def __iter__(self):
            raise AssertionError("listed")

    bank = Bank({question.id: question for question in capitals})
    assert Session.restore(played.snapshot(), bank) == played
    assert Session.replay(Log.from_json(played.log.to_json()), bank) == played
    assert Session.rescore(played.log, bank)[1] == ()


def test_a_log_of_0_1_0_in_which_a_turn_passed_twice_is_refused_plainly():
    """There a host could rule on an earlier "be more specific" while the player's next answer waited: the turn passed,
    and that answer waited no more."""
    question = Question(id="tide", text="What rises?", key=AnswerKey("the spring tide", prompt={"tide": "Which?"}))
    session = Session([question], Rules.preset("host", who="turns", questions=1))
    for action in (Join("ada"), Start(), Answer("ada", "tide")):
        (*_, event) = session.apply(action, at=1)
    for action in (Rule(event.seq, Outcome.PROMPT), Answer("ada", "spring tide"), Rule(event.seq, Outcome.INCORRECT)):
        session.apply(action, at=2)
    log = json.loads(session.log.to_json())
    log["entries"].append([3.0, {"type": "next"}])
    with pytest.raises(SnapshotError, match=r"action 7: `next` is not possible .*; quizzer 0\.1\.0 allowed it"):
        Session.replay(Log.from_json(json.dumps(log)), [question])
