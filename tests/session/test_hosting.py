"""A person rules: in each way of answering, with second thoughts, and with players who come and go meanwhile."""

from __future__ import annotations

from quizzer import AnswerKey, Outcome, Question
from quizzer.session import (
    Answer,
    Buzz,
    Hint,
    Join,
    Leave,
    Next,
    Pause,
    Resume,
    Revealed,
    Rule,
    Stop,
    Tick,
    TurnPassed,
    Undo,
)

from .conftest import refused


def submitted(session, player, given="Paris", at=1.0):
    """The number under which the answer of `player` waits."""
    return session.apply(Answer(player, given), at=at)[-1].seq


class TestSideBySide:
    def test_others_go_on_while_the_host_thinks(self, game):
        session = game("ada", "bob", mode="host")
        ruling = submitted(session, "ada")
        assert session.phase == "asking"
        assert session.view(None).waits_for_host == 1
        session.apply(Rule(ruling, Outcome.INCORRECT), at=2)
        assert session.phase == "asking"
        assert refused(session, Answer("ada", "Paris")) == "already_answered"

    def test_a_second_try_if_the_rules_give_one(self, game):
        session = game("ada", mode="host", tries=2)
        session.apply(Rule(submitted(session, "ada", "Rome"), Outcome.INCORRECT), at=2)
        session.apply(Rule(submitted(session, "ada", "Lyon"), Outcome.INCORRECT), at=3)
        assert session.phase == "explaining"

    def test_in_a_race_the_first_ruled_right_has_it(self, game):
        session = game("ada", "bob", mode="race", judge="host")
        first, second = submitted(session, "ada"), submitted(session, "bob")
        events = session.apply(Rule(second, Outcome.CORRECT), at=2)
        assert isinstance(events[-1], Revealed)
        assert [standing.name for standing in session.standings()] == ["bob", "ada"]
        session.apply(Rule(first, Outcome.CORRECT), at=3)
        assert session.standings()[0].name == "bob"

    def test_undo_lets_the_answer_wait_again(self, game):
        session = game("ada", "bob", mode="host")
        ruling = submitted(session, "ada")
        session.apply(Rule(ruling, Outcome.PROMPT), at=2)
        assert session.view("ada").may_answer
        session.apply(Undo(), at=3)
        assert not session.view("ada").may_answer
        assert [waiting.ruling for waiting in session.to_rule] == [ruling]
        submitted(session, "bob")
        assert session.phase == "ruling"

    def test_time_that_runs_out_does_not_take_an_answer_from_the_host(self, game):
        session = game("ada", "bob", mode="host", question_seconds=10)
        ruling = submitted(session, "ada")
        session.apply(Tick(), at=10)
        assert session.phase == "ruling"
        session.apply(Rule(ruling, Outcome.CORRECT), at=500)
        assert session.standings()[0].points == 1.0

    def test_an_answer_may_wait_beyond_the_end(self, game):
        session = game("ada", mode="host")
        ruling = submitted(session, "ada")
        session.apply(Stop(), at=2)
        session.apply(Rule(ruling, Outcome.CORRECT), at=3)
        assert session.standings()[0].points == 1.0

    def test_nobody_rules_on_the_open_question_in_a_pause(self, game):
        session = game("ada", mode="host")
        ruling = submitted(session, "ada")
        session.apply(Pause(), at=2)
        assert refused(session, Rule(ruling, Outcome.CORRECT)) == "paused"
        session.apply(Resume(), at=3)
        assert session.phase == "ruling"

    def test_all_may_leave_while_the_host_thinks(self, game):
        session = game("ada", mode="host")
        ruling = submitted(session, "ada")
        session.apply(Leave("ada"), at=2)
        session.apply(Rule(ruling, Outcome.INCORRECT), at=3)
        session.apply(Join("bob"), at=4)
        assert session.view("bob").may_answer


class TestOneAfterTheOther:
    def test_in_turns_a_wrong_answer_passes_the_question_on(self, game):
        session = game("ada", "bob", mode="party", judge="host")
        ruling = submitted(session, "ada")
        assert session.phase == "ruling"
        assert isinstance(session.apply(Rule(ruling, Outcome.INCORRECT), at=2)[-1], TurnPassed)

    def test_who_has_left_cannot_say_more(self, game):
        session = game("ada", "bob", mode="party", judge="host")
        ruling = submitted(session, "ada")
        session.apply(Leave("ada"), at=2)
        events = session.apply(Rule(ruling, Outcome.PROMPT), at=3)
        assert (type(events[-1]), events[-1].player) == (TurnPassed, "bob")

    def test_after_a_buzz_the_floor_waits_for_the_host(self, game):
        session = game("ada", "bob", mode="buzzer", judge="host", word_seconds=1.0)
        session.apply(Buzz("ada"), at=0.5)
        ruling = submitted(session, "ada", "Rome", at=2)
        assert (session.phase, session.due) == ("ruling", None)
        changed = session.apply(Rule(ruling, Outcome.INCORRECT), at=60)[0]
        assert changed.scores[0].after == -5.0
        assert session.phase == "reading"
        assert session.due == 60.5

    def test_a_wrong_ruling_put_right_closes_the_question_under_the_next_buzz(self, game):
        session = game("ada", "bob", mode="buzzer", word_seconds=0.0)
        session.apply(Buzz("ada"), at=1)
        wrong = session.apply(Answer("ada", "Lutetia"), at=2)[0]
        session.apply(Buzz("bob"), at=3)
        revealed = session.apply(Rule(wrong.seq, Outcome.CORRECT), at=4)[-1]
        assert isinstance(revealed, Revealed)
        assert session.standings()[0].name == "ada"

    def test_a_prompt_taken_back_waits_for_the_host_again(self, game):
        session = game("ada", "bob", mode="party", judge="host")
        ruling = submitted(session, "ada")
        session.apply(Rule(ruling, Outcome.PROMPT), at=2)
        session.apply(Undo(), at=3)
        assert session.phase == "ruling"
        session.apply(Rule(ruling, Outcome.INCORRECT), at=4)
        assert refused(session, Undo()) == "question_moved_on"

    def test_a_prompt_ruled_wrong_passes_the_question_on(self, game):
        session = game("ada", "bob", mode="party")
        prompt = session.apply(Answer("ada", "the capital"), at=1)[0]
        assert prompt.outcome is Outcome.PROMPT
        session.apply(Rule(prompt.seq, Outcome.INCORRECT), at=2)
        assert session.view(None).question.player == "bob"


class TestComingIn:
    def test_rules_may_close_the_door(self, game):
        assert refused(game("ada", late_join=False), Join("bob")) == "no_late_join"
        assert refused(game("ada", max_players=1), Join("bob")) == "full"

    def test_a_rating_is_a_number(self, game):
        for rating in (float("nan"), 1e9, "good"):
            assert refused(game("ada"), Join("bob", rating=rating)) == "bad_rating"

    def test_a_new_mate_of_a_team_that_is_locked_out_is_so_too(self, game):
        session = game("ada@red", "bob", mode="buzzer", word_seconds=0.0)
        session.apply(Buzz("ada"), at=1)
        session.apply(Answer("ada", "Rome"), at=2)
        session.apply(Join("abe", "red"), at=3)
        assert not session.view("abe").may_buzz
        assert session.view("bob").may_buzz

    def test_who_has_the_floor_may_leave(self, game):
        session = game("ada", "bob", mode="buzzer", word_seconds=0.0)
        session.apply(Buzz("ada"), at=1)
        session.apply(Leave("ada"), at=2)
        assert session.view("bob").may_buzz
        assert session.standings()[0].points == 0

    def test_a_bonus_without_its_side_is_closed(self, game):
        tossup = Question(id="t", text="What?", key=AnswerKey("this one"))
        bonus = Question(id="b", text="And?", key=AnswerKey("that one"), tags=("bonus",))
        session = game("ada", "bob", mode="buzzer", asked=[tossup, bonus], word_seconds=0.0)
        session.apply(Buzz("ada"), at=1)
        session.apply(Answer("ada", "this one"), at=2)
        session.apply(Next(), at=3)
        assert session.view(None).question.bonus == "ada"
        assert refused(session, Hint("bob"), at=3) == "not_your_turn"
        assert isinstance(session.apply(Leave("ada"), at=4)[-1], Revealed)
