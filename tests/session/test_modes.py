"""Each mode in a few moves."""

from __future__ import annotations

import pytest

from quizzer import AnswerKey, Outcome, Question
from quizzer.session import (
    Answer,
    Buzz,
    Buzzed,
    GameEnded,
    Hint,
    Join,
    Leave,
    Next,
    Parts,
    Pass,
    Pause,
    PlayerOut,
    QuestionAsked,
    Refused,
    Resume,
    Revealed,
    Rule,
    Ruled,
    RulingChanged,
    Session,
    Submitted,
    Tick,
    TimeUp,
    TurnPassed,
)

from .conftest import refused


def kinds(events):
    """The types of `events`."""
    return [type(event) for event in events]


class TestBlitz:
    def test_the_next_question_follows_at_once(self, game):
        session = game("ada", mode="blitz")
        assert kinds(session.apply(Answer("ada", "Paris"), at=1)) == [Ruled, Revealed, QuestionAsked]

    def test_after_sixty_seconds_it_is_over(self, game):
        session = game("ada", mode="blitz")
        session.apply(Answer("ada", "Paris"), at=59.9)
        assert session.due == 60.0
        up, revealed, ended = session.apply(Tick(), at=60)
        assert (up.what, up.at, revealed.answer, ended.reason) == ("game", 60.0, "Oslo", "time")

    def test_an_answer_that_comes_too_late_counts_for_nothing_and_that_is_said(self, game):
        session = game("ada", mode="blitz")
        events = session.apply(Answer("ada", "Paris"), at=61)
        assert kinds(events) == [TimeUp, Revealed, GameEnded, Refused]
        assert (events[0].at, events[-1].at, events[-1].code) == (60.0, 61.0, "over")
        assert session.standings()[0].right == 0

    def test_no_clock_runs_while_an_explanation_is_read(self, game):
        session = game("ada", mode="blitz", auto_next=False)
        session.apply(Answer("ada", "Paris"), at=20)
        assert session.due is None
        assert session.apply(Tick(), at=5000) == ()
        session.apply(Next(), at=5000)
        assert session.due == 5040.0

    def test_time_stands_still_in_a_pause(self, game):
        session = game("ada", mode="blitz")
        session.apply(Pause(), at=50)
        assert session.due is None
        session.apply(Resume(), at=1050)
        assert session.due == 1060.0


class TestLives:
    def test_sudden_death_alone(self, game):
        session = game("ada", mode="sudden_death")
        session.apply(Answer("ada", "Paris"), at=1)
        session.apply(Next(), at=2)
        events = session.apply(Answer("ada", "Paris"), at=3)
        assert kinds(events) == [Ruled, PlayerOut, Revealed, GameEnded]
        assert events[-1].reason == "all_out"

    def test_the_last_one_with_a_life_has_won(self, game):
        session = game("ada", "bob", "cy", mode="sudden_death")
        session.apply(Answer("ada", "Rome"), at=1)
        for name in ("bob", "cy"):
            session.apply(Answer(name, "Paris"), at=1)
        session.apply(Next(), at=2)
        assert refused(session, Answer("ada", "Oslo"), 3) == "player_out"
        session.apply(Answer("bob", "Oslo"), at=3)
        ended = session.apply(Pass("cy"), at=3)[-1]
        assert [(standing.rank, standing.name) for standing in ended.standings] == [(1, "bob"), (2, "cy"), (3, "ada")]

    def test_three_lives(self, game):
        session = game("ada", mode="lives")
        for miss in range(3):
            events = session.apply(Answer("ada", "Atlantis"), at=miss)
            if miss < 2:
                session.apply(Next(), at=miss)
        assert kinds(events)[-1] is GameEnded

    def test_lives_left_are_in_the_view_and_each_wrong_try_costs_one(self, game):
        session = game("ada", "bob", mode="lives", tries=2)
        session.apply(Answer("ada", "Atlantis"), at=0)
        session.apply(Answer("ada", "Atlantis"), at=0)
        assert [player.lives for player in session.view(None, role="host").players] == [1, 3]
        session.apply(Pass("bob"), at=0)
        session.apply(Next(), at=0)
        session.apply(Answer("ada", "Atlantis"), at=0)
        assert [player.lives for player in session.view(None, role="host").players] == [0, 2]

    def test_without_lives_a_view_tells_of_none(self, game):
        assert game("ada").view(None).players[0].lives is None

    def test_silence_costs_a_life_too(self, game):
        session = game("ada", mode="sudden_death", question_seconds=10)
        assert kinds(session.apply(Tick(), at=10)) == [TimeUp, PlayerOut, Revealed, GameEnded]

    def test_a_ruling_put_right_brings_a_player_back_and_the_game_on(self, game):
        session = game("ada", mode="sudden_death")
        ruled = session.apply(Answer("ada", "Lutetia"), at=1)[0]
        assert session.phase == "over"
        session.apply(Rule(ruled.seq, Outcome.CORRECT), at=2)
        assert session.phase == "explaining"
        assert isinstance(session.apply(Next(), at=3)[0], QuestionAsked)


class TestParty:
    def test_players_take_turns_and_a_missed_question_passes_on(self, game):
        session = game("ada", "bob", "cy", mode="party")
        assert session.view(None).question.player == "ada"
        assert refused(session, Answer("bob", "Paris"), 1) == "not_your_turn"
        _, passed = session.apply(Answer("ada", "Rome"), at=1)
        assert (type(passed), passed.player) == (TurnPassed, "bob")
        session.apply(Pass("bob"), at=2)
        session.apply(Answer("cy", "Paris"), at=3)
        asked = session.apply(Next(), at=4)[0]
        assert asked.player == "bob"

    def test_what_nobody_knows_is_told(self, game):
        session = game("ada", "bob", mode="party")
        session.apply(Pass("ada"), at=1)
        assert kinds(session.apply(Pass("bob"), at=1))[-1] is Revealed

    def test_without_passing_on_a_miss_closes_the_question(self, game):
        session = game("ada", "bob", mode="party", pass_on=False)
        assert kinds(session.apply(Pass("ada"), at=1))[-1] is Revealed

    def test_each_player_has_the_whole_time(self, game):
        session = game("ada", "bob", mode="party", question_seconds=10)
        session.apply(Pass("ada"), at=9)
        assert session.due == 19.0
        events = session.apply(Tick(), at=19)
        assert (events[0].player, kinds(events)) == ("bob", [TimeUp, Revealed])

    def test_whose_turn_it_is_may_leave(self, game):
        session = game("ada", "bob", mode="party")
        assert kinds(session.apply(Leave("ada"), at=1))[-1] is TurnPassed
        session.apply(Leave("bob"), at=2)
        session.apply(Join("cy"), at=3)
        assert session.view("cy").may_answer


class TestRace:
    def test_the_first_right_answer_takes_the_question(self, game):
        session = game("ada", "bob", "cy", mode="race")
        session.apply(Answer("ada", "Rome"), at=1)
        assert refused(session, Answer("ada", "Paris"), 1) == "already_answered"
        assert kinds(session.apply(Answer("bob", "Paris"), at=2)) == [Ruled, Revealed]
        assert refused(session, Answer("cy", "Paris"), 2) == "question_closed"

    def test_a_protest_upheld_takes_it_from_who_came_later(self, game):
        session = game("ada", "bob", mode="race")
        ruled = session.apply(Answer("ada", "Lutetia"), at=1)[0]
        session.apply(Answer("bob", "Paris"), at=2)
        (changed,) = session.apply(Rule(ruled.seq, Outcome.CORRECT, by="ada"), at=3)
        assert [(score.player, score.before, score.after) for score in changed.scores] == [
            ("ada", 0.0, 1.0),
            ("bob", 1.0, 0.0),
        ]
        assert changed.own


@pytest.fixture
def tossups():
    """Three tossups of eight words, the power mark after the fourth, and six parts of bonuses."""
    asked = [
        Question(id=f"tossup-{place}", text="This city on the (*) Seine has a tower.", key=AnswerKey("Paris"))
        for place in range(3)
    ]
    return asked + [
        Question(id=f"bonus-{place}", text="What is the capital of Norway?", key=AnswerKey("Oslo"), tags=("bonus",))
        for place in range(6)
    ]


class TestBuzzer:
    def buzzer(self, game, tossups, *players, **settings):
        return game(*players, mode="buzzer", asked=tossups, **{"questions": 3, "word_seconds": 1.0, **settings})

    def test_a_tossup_is_read_word_by_word(self, game, tossups):
        session = self.buzzer(game, tossups, "ada")
        assert session.view(None).question.text == ""
        session.apply(Tick(), at=0)
        (read,) = session.apply(Tick(), at=2.5)
        assert (read.words, read.count, read.at, read.finished) == ("city on", 3, 2.0, False)
        assert session.view(None).question.text == "This city on"
        (read,) = session.apply(Tick(), at=7)
        assert (read.words, read.finished) == ("the Seine has a tower.", True)
        assert session.phase == "asking"

    def test_power_before_the_mark(self, game, tossups):
        session = self.buzzer(game, tossups, "ada", "bob")
        session.apply(Tick(), at=2)
        buzzed = session.apply(Buzz("ada"), at=2.5)[-1]
        assert (type(buzzed), buzzed.count) == (Buzzed, 3)
        ruled = session.apply(Answer("ada", "Paris"), at=5)[0]
        assert (ruled.points, ruled.power) == (15.0, True)

        assert ruled.parts == Parts(base=10, power=5)

    def test_rules_without_power_give_a_tossup_its_points_before_the_mark_too(self, game, tossups):
        session = self.buzzer(game, tossups, "ada", power_points=0)
        session.apply(Buzz("ada"), at=2.5)
        ruled = session.apply(Answer("ada", "Paris"), at=3)[0]
        assert (ruled.points, ruled.power) == (10.0, False)

    def test_the_time_after_the_buzz_is_not_counted(self, game, tossups):
        session = self.buzzer(game, tossups, "ada")
        session.apply(Buzz("ada"), at=1.0)
        ruled, revealed = session.apply(Answer("ada", "Paris"), at=6.0)
        assert ruled.seconds == revealed.results[0].seconds == 1.0

    def test_no_power_after_the_mark(self, game, tossups):
        session = self.buzzer(game, tossups, "ada")
        session.apply(Buzz("ada"), at=5.5)
        ruled = session.apply(Answer("ada", "Paris"), at=6)[0]
        assert (ruled.points, ruled.power) == (10.0, False)

    def test_neg_for_interrupting_wrongly_and_the_reading_goes_on(self, game, tossups):
        session = self.buzzer(game, tossups, "ada", "bob")
        session.apply(Buzz("ada"), at=3.5)
        ruled = session.apply(Answer("ada", "London"), at=5.5)[0]
        assert (ruled.points, ruled.neg) == (-5.0, True)
        assert session.phase == "reading"
        assert session.due == 6.0
        assert refused(session, Buzz("ada"), 5.6) == "already_answered"
        session.apply(Tick(), at=60)
        assert session.phase == "explaining"

    def test_no_neg_after_the_last_word(self, game, tossups):
        session = self.buzzer(game, tossups, "ada", "bob")
        session.apply(Buzz("ada"), at=9)
        assert session.apply(Answer("ada", "London"), at=10)[0].points == 0.0
        assert session.phase == "asking"

    def test_who_buzzes_and_says_nothing_has_missed(self, game, tossups):
        session = self.buzzer(game, tossups, "ada", "bob")
        session.apply(Buzz("ada"), at=1.5)
        assert session.due == 9.5
        (up,) = session.apply(Tick(), at=9.5)
        assert (up.what, up.player) == ("answer", "ada")
        assert session.standings()[-1].points == -5.0

    def test_one_neg_locks_out_the_team(self, game, tossups):
        session = self.buzzer(game, tossups, "ada@red", "abe@red", "bob@blue")
        session.apply(Buzz("ada"), at=0.5)
        session.apply(Answer("ada", "London"), at=1)
        assert refused(session, Buzz("abe"), 1.1) == "already_answered"
        session.apply(Buzz("bob"), at=1.2)
        events = session.apply(Answer("bob", "Berlin"), at=1.3)
        assert kinds(events)[-1] is Revealed

    def test_time_to_buzz_counts_from_the_last_word(self, game, tossups):
        session = self.buzzer(game, tossups, "ada")
        session.apply(Tick(), at=8)
        assert session.due == 13.0
        assert kinds(session.apply(Tick(), at=13)) == [TimeUp, Revealed]

    def test_a_tossup_earns_a_bonus_for_its_side_alone(self, game, tossups):
        session = self.buzzer(game, tossups, "ada@red", "abe@red", "bob@blue", bonus_parts=2)
        session.apply(Buzz("ada"), at=0.5)
        session.apply(Answer("ada", "Paris"), at=1)
        asked = session.apply(Next(), at=2)[0]
        assert (asked.bonus, asked.number, asked.text) == ("red", 1, "What is the capital of Norway?")
        assert refused(session, Answer("bob", "Oslo"), 3) == "not_your_turn"
        assert session.apply(Answer("abe", "Oslo"), at=3)[0].points == 10.0
        assert session.apply(Next(), at=4)[0].bonus == "red"
        session.apply(Pass("ada"), at=5)
        assert session.apply(Next(), at=6)[0].number == 2

    def test_a_tossup_gives_one_try_whatever_the_rules_say(self, game, tossups):
        session = self.buzzer(game, tossups, "ada", "bob", tries=3)
        session.apply(Buzz("ada"), at=1)
        session.apply(Answer("ada", "Atlantis"), at=2)
        refused = session.apply(Buzz("ada"), at=3)[-1]
        assert (type(refused), refused.code) == (Refused, "already_answered")

    def test_without_a_buzz_there_is_no_answer(self, game, tossups):
        session = self.buzzer(game, tossups, "ada", word_seconds=0.0)
        assert session.view(None).question.text == "This city on the Seine has a tower."
        assert refused(session, Answer("ada", "Paris"), 1) == "buzz_first"
        assert refused(game("ada"), Buzz("ada"), 1) == "no_buzzing"

    def test_the_answer_clock_starts_again_after_a_prompt(self, game, tossups):
        tossups[0] = Question(id="tossup-0", text="Which city?", key=AnswerKey("New York", prompt=["York"]))
        session = self.buzzer(game, tossups, "ada")
        session.apply(Buzz("ada"), at=0.5)
        session.apply(Answer("ada", "York"), at=5)
        assert session.due == 13.0


class TestStudy:
    def test_nothing_brings_or_costs_points(self, game):
        session = game("ada", mode="study", wrong_cost=3, hint_cost=2)
        session.apply(Hint("ada"), at=1)
        assert session.apply(Answer("ada", "Rome"), at=2)[0].points == 0.0
        assert session.apply(Answer("ada", "Paris"), at=3)[0].points == 0.0
        assert session.standings()[0].right == 1

    def test_what_a_player_never_wants_to_be_asked_does_not_come_back(self, game, capitals):
        session = game("ada", mode="study", asked=capitals[:2], repeat_missed=True, tries=1)
        session.apply(Answer("ada", "no such town"), at=1.0)
        session.apply(Next(dropped=True), at=2.0)
        session.apply(Answer("ada", "no such town"), at=3.0)
        (asked, *_) = (event for event in session.apply(Next(), at=4.0) if isinstance(event, QuestionAsked))
        assert (asked.text, asked.of) == (capitals[1].text, 3)
        session.apply(Answer("ada", capitals[1].key.answer), at=5.0)
        session.apply(Next(), at=6.0)
        assert session.phase == "over"
        assert Session.replay(session.log) == session

    def test_what_was_missed_comes_back_until_the_first_answer_is_right(self, game, capitals):
        session = game("ada", mode="study", asked=capitals[:2], repeat_missed=True)
        asked, at = [], 0.0
        for typed in ("Rome", "Paris", None, "Oslo", None, "Rome", "Nice", None, "Paris", None):
            at += 1
            events = session.apply(Next() if typed is None else Answer("ada", typed), at=at)
            asked += [event for event in events if isinstance(event, QuestionAsked)]
        assert [(one.number, one.of, one.again) for one in asked] == [(2, 2, False), (3, 3, True), (4, 4, True)]
        assert session.phase == "over"
        (standing,) = session.standings()
        assert (standing.right, standing.answered) == (2, 2)  # as it was at first
        assert Session.replay(session.log) == session

    def test_a_pass_lets_go_what_came_back_and_a_ruling_keeps_it_away(self, game, capitals):
        session = game("ada", mode="study", asked=capitals[:2], repeat_missed=True, tries=1)
        (ruled, _) = session.apply(Answer("ada", "Lutetia"), at=1)
        session.apply(Next(), at=2)
        session.apply(Pass("ada"), at=3)
        session.apply(Rule(ruled.seq, Outcome.CORRECT), at=4)
        (asked,) = session.apply(Next(), at=5)
        assert (asked.text, asked.again) == ("What is the capital of Norway?", True)
        session.apply(Pass("ada"), at=6)
        assert [event.reason for event in session.apply(Next(), at=7)] == ["finished"]

    def test_what_comes_back_may_be_the_first_that_somebody_answers(self, game, capitals):
        session = game("ada", mode="study", asked=capitals[:1], repeat_missed=True, tries=1)
        session.apply(Answer("ada", "Rome"), at=1)
        session.apply(Next(), at=2)
        session.apply(Join("bob"), at=3)
        assert session.apply(Answer("bob", "Paris"), at=4)[0].outcome is Outcome.CORRECT

    def test_a_ruling_on_what_was_asked_before_settles_no_second_attempt(self, game, capitals):
        session = game("ada", mode="study", asked=capitals[:1], repeat_missed=True, tries=1)
        (ruled, _) = session.apply(Answer("ada", "Lutetia"), at=1)
        session.apply(Next(), at=2)
        session.apply(Rule(ruled.seq, Outcome.CORRECT), at=3)
        assert session.phase == "asking"
        assert session.standings()[0].right == 1


class TestHost:
    def test_answers_wait_for_the_host(self, game):
        session = game("ada", "bob", mode="host", host="quizmaster")
        (submitted,) = session.apply(Answer("ada", "Paris"), at=1)
        assert isinstance(submitted, Submitted)
        session.apply(Answer("bob", "Lutetia"), at=2)
        assert session.phase == "ruling"
        waiting = session.to_rule
        assert [(each.player, each.given, each.suggested) for each in waiting] == [
            ("ada", "Paris", Outcome.CORRECT),
            ("bob", "Lutetia", Outcome.INCORRECT),
        ]
        session.apply(Rule(waiting[0].ruling, Outcome.CORRECT, by="quizmaster"), at=3)
        changed, revealed = session.apply(Rule(waiting[1].ruling, Outcome.CORRECT, by="quizmaster"), at=4)
        assert isinstance(changed, RulingChanged)
        assert not changed.own
        assert [result.points for result in revealed.results] == [1.0, 1.0]

    def test_nobody_but_the_host_rules(self, game):
        session = game("ada", mode="host", host="quizmaster")
        (submitted,) = session.apply(Answer("ada", "Paris"), at=1)
        for by in ("", "ada", "eve"):
            assert refused(session, Rule(submitted.seq, Outcome.CORRECT, by=by), 2) == "not_the_host"

    def test_the_host_may_ask_for_more(self, game):
        session = game("ada", mode="host", host="quizmaster")
        (submitted,) = session.apply(Answer("ada", "The capital"), at=1)
        session.apply(Rule(submitted.seq, Outcome.PROMPT, by="quizmaster"), at=2)
        assert session.view("ada").may_answer
        (submitted,) = session.apply(Answer("ada", "Paris"), at=3)
        assert session.apply(Rule(submitted.seq, Outcome.CORRECT, by="quizmaster"), at=4)[-1].answer == "Paris"

    def test_the_clock_stands_while_the_host_thinks(self, game):
        session = game("ada", mode="host", question_seconds=10)
        (submitted,) = session.apply(Answer("ada", "Paris"), at=4)
        assert session.due is None
        session.apply(Rule(submitted.seq, Outcome.PROMPT), at=100)
        assert session.due == 106.0
