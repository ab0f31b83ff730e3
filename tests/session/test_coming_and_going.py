"""Who somebody is and what they are called; who is away, and what the host's hand does."""

from __future__ import annotations

from contextlib import suppress

import pytest

from quizzer import AnswerKey, IllegalAction, Question, QuizzerError, SnapshotError
from quizzer.session import (
    Adjust,
    Answer,
    Away,
    Buzz,
    GameEnded,
    Hint,
    HintGiven,
    Join,
    Kick,
    Leave,
    Lock,
    Log,
    Next,
    Pass,
    PlayerJoined,
    QuestionAsked,
    Rename,
    Revealed,
    Rules,
    Session,
    Skip,
    Start,
    Tick,
)

from .conftest import refused


@pytest.fixture
def lobby(capitals):
    return Session(capitals, Rules.preset("classic"))


class TestNames:
    def test_ids_are_compared_exactly(self, lobby):
        for name in ("U01AbC", "U01aBc"):
            lobby.apply(Join(name), at=0)
        assert lobby.players == ("U01AbC", "U01aBc")

    @pytest.mark.parametrize("name", ["sam", "SAM", "ѕam", "S\u200bam", "Ｓａｍ", "Sám"])
    def test_a_name_that_looks_like_a_present_one_is_refused(self, lobby, name):
        lobby.apply(Join("1", name="Sam"), at=0)
        assert refused(lobby, Join("2", name=name)) == "name_taken"
        lobby.apply(Join("2"), at=0)
        assert refused(lobby, Rename("2", name)) == "name_taken"

    def test_a_digit_that_looks_like_no_letter_makes_another_name(self, lobby):
        for player, name in (("1", "Sam"), ("2", "5am")):
            lobby.apply(Join(player, name=name), at=0)
        assert lobby.players == ("1", "2")

    @pytest.mark.parametrize(("one", "other"), [("Νίκη", "νίκη"), ("Al", "AI"), ("Paul 10", "paul lo")])
    def test_letters_may_look_alike_in_one_case_only(self, lobby, one, other):
        lobby.apply(Join("1", name=one), at=0)
        assert refused(lobby, Join("2", name=other)) == "name_taken"

    def test_the_rules_may_allow_any_name(self, capitals):
        session = Session(capitals, Rules.preset("classic", names="any"))
        for player in "123":
            session.apply(Join(player, name="Sam"), at=0)
        assert [row.name for row in session.view(None).players] == ["Sam"] * 3

    def test_an_id_that_stands_in_for_a_name_is_not_compared(self, lobby):
        for action in (Join("sam"), Join("2", name="Sam"), Join("SAM")):
            lobby.apply(action, at=0)
        assert len(lobby.players) == 3

    def test_nobody_gets_a_leaver_s_score_by_taking_the_name(self, game):
        session = game("1")
        session.apply(Rename("1", "Sam"), at=0)
        session.apply(Answer("1", "Paris"), at=1)
        session.apply(Leave("1"), at=2)
        session.apply(Join("2", name="Sam"), at=3)
        assert [(row.player, row.points) for row in session.view(None).players] == [("1", 1.0), ("2", 0.0)]
        assert refused(session, Join("1")) == "name_taken"
        session.apply(Join("1", name="Sam the first"), at=5)
        assert session.standings()[0].points == 1.0
        assert (session.standings()[0].name, session.standings()[0].id) == ("Sam the first", "1")

    def test_a_later_join_renames_and_the_name_is_free_again(self, lobby):
        lobby.apply(Join("1", name="Sam"), at=0)
        (event,) = lobby.apply(Join("1", name="Max"), at=0)
        assert (event.player, event.name) == ("1", "Max")
        lobby.apply(Join("2", name="Sam"), at=0)

    def test_teams_whose_names_look_alike_are_one(self, lobby):
        for player, team in (("1", "Red"), ("2", "red"), ("3", "Blue")):
            lobby.apply(Join(player, team), at=0)
        assert [row.team for row in lobby.view(None).players] == ["Red", "Red", "Blue"]

    def test_messages_call_people_by_their_names(self, game):
        session = game("1", "2", who="turns")
        session.apply(Rename("1", "Sam"), at=0)
        with pytest.raises(IllegalAction, match="the turn of Sam"):
            session.apply(Answer("2", "Paris"), at=1)


class TestQuestionNumbers:
    def test_an_answer_to_the_question_before_is_refused_and_costs_nothing(self, game):
        session = game("ada", wrong_cost=5)
        session.apply(Pass("ada", question=1), at=1)
        assert refused(session, Answer("ada", "Paris", question=1)) == "question_closed"
        session.apply(Next(question=1), at=2)
        for action in (Answer("ada", "Paris", question=1), Pass("ada", question=3), Hint("ada", question=1)):
            assert refused(session, action) == "other_question"
        session.apply(Answer("ada", "Oslo", question=2), at=3)
        assert refused(session, Next(question=1)) == "other_question"
        assert session.view("ada").players[0].points == 1.0

    def test_each_part_of_a_bonus_is_a_question_of_its_own(self, game):
        session = game("ada", mode="buzzer", questions=2, word_seconds=0.0)
        for action in (
            Buzz("ada", question=1),
            Answer("ada", session.question.key.answer, question=1),
            Next(question=1),
        ):
            session.apply(action, at=1)
        assert refused(session, Answer("ada", "Oslo", question=1)) == "other_question"
        session.apply(Answer("ada", "no", question=1, part=1), at=2)
        session.apply(Next(question=1, part=1), at=2)
        asked = session.events[-1]
        assert isinstance(asked, QuestionAsked)
        assert (asked.number, asked.part, session.view("ada").question.part) == (1, 2, 2)
        assert refused(session, Answer("ada", "Oslo", question=1, part=1)) == "other_question"


class TestAway:
    def test_who_is_away_is_not_waited_for_and_may_still_answer_in_time(self, game):
        session = game("ada", "bob", late_join=False, max_players=2)
        session.apply(Away("bob"), at=1)
        assert refused(session, Answer("bob", "Paris")) == "player_left"
        assert session.view(None).players[1].away
        assert "join" in session.view("bob").may
        (event,) = session.apply(Join("bob"), at=2)
        assert event == PlayerJoined(event.seq, 2.0, "bob", again=True)
        session.apply(Away("bob"), at=3)
        session.apply(Answer("ada", "Paris"), at=4)
        assert session.phase == "explaining"

    def test_the_rules_may_wait(self, game):
        session = game("ada", "bob", wait_for_away=True)
        session.apply(Away("bob"), at=1)
        session.apply(Answer("ada", "Paris"), at=2)
        assert session.phase == "asking"
        session.apply(Join("bob"), at=3)
        session.apply(Answer("bob", "Paris"), at=4)
        assert session.phase == "explaining"

    def test_a_seat_and_a_name_wait_for_who_is_away(self, capitals):
        session = Session(capitals, Rules.preset("classic", max_players=1))
        session.apply(Join("1", name="Sam"), at=0)
        session.apply(Away("1"), at=1)
        assert refused(session, Join("2", name="Max")) == "full"
        session.apply(Join("1"), at=2)
        session.apply(Leave("1"), at=3)
        session.apply(Join("2", name="Sam"), at=4)
        assert session.players == ("2",)

    def test_who_has_been_there_comes_back_when_nobody_else_may_join(self, game):
        session = game("ada", "bob", late_join=False)
        session.apply(Leave("bob"), at=1)
        session.apply(Join("bob"), at=2)
        assert refused(session, Join("cy")) == "no_late_join"

    def test_who_buzzed_and_is_away_frees_the_floor(self, game):
        session = game("ada", "bob", mode="buzzer", word_seconds=0.0)
        session.apply(Buzz("ada"), at=1)
        session.apply(Away("ada"), at=2)
        session.apply(Buzz("bob"), at=3)
        assert session.phase == "buzzed"


class TestHost:
    def test_a_question_is_skipped_and_costs_nobody_anything(self, game):
        session = game("ada", "bob", lives=1)
        (event,) = session.apply(Skip(question=1), at=1)
        assert isinstance(event, Revealed)
        assert event.skipped
        assert [row.lives for row in session.view(None).players] == [1, 1]
        assert refused(session, Skip()) == "question_closed"

    def test_a_hint_of_the_host_is_free_and_for_all(self, game):
        session = game("ada", hints=0)
        (event,) = session.apply(Hint(), at=1)
        assert (event.player, event.points, event.number) == ("", 0.0, 1)
        assert refused(session, Hint("ada")) == "no_more_hints"
        for at in range(2, 7):
            with suppress(IllegalAction):
                session.apply(Hint(), at=at)
        assert refused(session, Hint(), at=7) == "no_more_hints"

    @pytest.mark.parametrize("begun", [False, True])
    def test_who_was_sent_out_does_not_come_back(self, capitals, begun):
        session = Session(capitals, Rules.preset("classic"))
        for action in (Join("ada"), Join("bob"), *([Start()] if begun else [])):
            session.apply(action, at=0)
        (event,) = session.apply(Kick("bob"), at=1)
        assert event.kicked
        assert refused(session, Join("bob")) == "kicked"
        assert session.players == ("ada",)

    def test_points_by_hand_stay_through_every_ruling(self, game):
        session = game("ada", "bob")
        session.apply(Answer("ada", "Paris"), at=1)
        session.apply(Adjust("ada", 2.5, "sang it"), at=2)
        session.apply(Adjust("bob", -0.5), at=2)
        assert [row.points for row in session.view("bob").players] == [2.5, -0.5]
        session.apply(Pass("bob"), at=3)
        assert [row.points for row in session.view("bob").players] == [3.5, -0.5]
        assert Session.restore(session.snapshot(), session.questions) == session
        for points in (float("nan"), 1e9, "1"):
            assert refused(session, Adjust("ada", points)) == "bad_points"

    def test_tries_without_end(self, game):
        session = game("ada", tries=None)
        for at in range(200):
            session.apply(Answer("ada", "Atlantis"), at=at)
        assert session.phase == "asking"

    def test_the_next_question_follows_by_itself_and_hints_come_by_time(self, game):
        session = game("ada", questions=2, reading_seconds=5, hint_seconds=2, question_seconds=10)
        session.apply(Tick(), at=4.5)
        assert [event.at for event in session.events if isinstance(event, HintGiven)] == [2.0, 4.0]
        session.apply(Answer("ada", "Paris"), at=5)
        assert session.due == 10.0
        session.apply(Tick(), at=30)
        assert [event.at for event in session.events if isinstance(event, QuestionAsked)] == [0.0, 10.0]
        assert session.phase == "over"
        assert Session.replay(session.log) == session

    def test_hints_that_run_out_long_before_the_next_question_are_the_same_in_a_replay(self, game):
        session = game("ada", questions=2, reading_seconds=5, hint_seconds=2, question_seconds=60)
        session.apply(Tick(), at=69)
        hints = [event.number for event in session.events if isinstance(event, HintGiven)]
        assert sorted(hints) != hints  # the second question has had hints too
        assert Session.replay(session.log).events == session.events

    def test_a_game_in_which_nobody_does_anything_ends(self, game):
        session = game("ada", reading_seconds=1, question_seconds=1, idle_seconds=5)
        session.apply(Answer("ada", "Paris"), at=3)
        session.apply(Tick(), at=99)
        assert isinstance(session.events[-1], GameEnded)
        assert (session.events[-1].reason, session.events[-1].at) == ("idle", 8.0)

    @pytest.mark.parametrize("settings", [{}, {"team_score": "sum"}])
    def test_a_game_ends_with_the_score_that_was_to_be_reached(self, game, settings):
        session = game("ada@red", "bob@red", target_score=2, **settings)
        session.apply(Answer("ada", "Paris"), at=1)
        session.apply(Answer("bob", "Paris"), at=1)
        assert session.events[-1].reason == "target"

    @pytest.mark.parametrize(("mode", "settings"), [("buzzer", {}), ("race", {"who": "everyone"}), ("study", {})])
    def test_a_mode_of_which_nothing_is_set_is_refused(self, mode, settings):
        with pytest.raises(QuizzerError, match="no setting of this mode is there"):
            Rules(mode=mode, **settings)
        assert Rules(mode="my own").mode == "my own"


class TestGuards:
    @pytest.mark.parametrize(
        "changed",
        [
            {"key": AnswerKey("b", choices=["c", "a", "b"], kind="choice")},
            {"key": AnswerKey("b", choices=["a", "b", "c"], kind="choice", reject=["c"])},
            {"hints": ("Other.",)},
            {"explanation": "So."},
            {"year": 1990},
            {"difficulty": 4},
        ],
    )
    def test_whatever_rules_or_is_shown_guards_a_snapshot_and_a_log(self, changed):
        made = {"id": "q", "text": "Which?", "key": AnswerKey("b", choices=["a", "b", "c"], kind="choice")}
        session = Session([Question(**made)], Rules())
        log = Log.from_json(session.log.to_json())
        for again in (session.snapshot(), log):
            with pytest.raises(SnapshotError, match="has changed since"):
                (Session.restore if again is not log else Session.replay)(again, [Question(**made | changed)])
        assert Session.restore(session.snapshot(), [Question(**made)]) == session


# -- locked


def test_a_locked_game_lets_nobody_new_in_and_everybody_back(lobby):
    lobby.apply(Join("ada"), at=0.0)
    lobby.apply(Lock(), at=1.0)
    assert lobby.view().locked
    assert refused(lobby, Join("ben"), at=2.0) == "locked"
    lobby.apply(Away("ada"), at=3.0)
    lobby.apply(Join("ada"), at=4.0)
    assert refused(lobby, Lock(), at=5.0) == "no_change"
    lobby.apply(Lock(locked=False), at=6.0)
    lobby.apply(Join("ben"), at=7.0)
    assert Session.replay(lobby.log) == lobby


def test_only_the_host_locks(lobby):
    lobby.apply(Join("ada"), at=0.0)
    with pytest.raises(IllegalAction, match="Lock"):
        lobby.check_may_send(Lock(), role="player", player="ada")


def test_each_viewer_sees_of_an_event_what_their_own_stream_has_of_it(capitals):
    session = Session(capitals, Rules.preset("classic", tries=2, host="leader", own_hints=True))
    for player in ("ada", "ben"):
        session.apply(Join(player), at=0.0)
    session.apply(Start(), at=0.0)
    for player, given in (("ada", "Rome"), ("ada", "Oslo"), ("ben", "Oslo")):
        session.apply(Answer(player, given), at=1.0)
    for viewer in ("ada", "ben", None):
        shown = [one for event in session.events if (one := session.seen(event, viewer)) is not None]
        told = session.events_for(viewer)
        assert [type(one) for one in shown] == [type(one) for one in told]


def test_a_view_without_others_has_ones_own_row(lobby):
    for player in ("ada", "ben"):
        lobby.apply(Join(player), at=0.0)
    assert [row.player for row in lobby.view("ada", others=False).players] == ["ada"]
    assert lobby.view(others=False).players == ()
