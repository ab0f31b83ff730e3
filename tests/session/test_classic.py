"""The classic mode: one player or several, each answers each question."""

from __future__ import annotations

import pytest

from quizzer import AnswerKey, IllegalAction, Outcome, Question, QuizzerError
from quizzer.session import (
    Answer,
    Contributed,
    GameEnded,
    GameStarted,
    Join,
    Leave,
    Next,
    Pass,
    Pause,
    PlayerPassed,
    QuestionAsked,
    Resume,
    Revealed,
    Ruled,
    Rules,
    Session,
    Start,
    Stop,
    Tick,
    TimeClamped,
)


def test_alone_a_right_answer_scores_and_closes_the_question(game):
    session = game("ada")
    ruled, revealed = session.apply(Answer("ada", "paris"), at=4.2)
    assert isinstance(ruled, Ruled)
    assert (ruled.player, ruled.outcome, ruled.points, ruled.total) == ("ada", Outcome.CORRECT, 1.0, 1.0)
    assert isinstance(revealed, Revealed)
    assert revealed.answer == "Paris"
    assert revealed.explanation == "Paris is the capital of France."
    assert [(result.player, result.given, result.outcome) for result in revealed.results] == [
        ("ada", "paris", Outcome.CORRECT)
    ]
    assert session.phase == "explaining"


def test_a_wrong_answer_is_a_ruling_and_costs_nothing(game):
    session = game("ada")
    ruled, revealed = session.apply(Answer("ada", "Lyon"), at=1)
    assert (ruled.outcome, ruled.points) == (Outcome.INCORRECT, 0.0)
    assert revealed.results[0].given == "Lyon"


def test_the_question_stays_open_until_everybody_has_answered_or_passed(game):
    session = game("ada", "bob", "cy")
    assert len(session.apply(Answer("ada", "Paris"), at=1)) == 1
    assert [type(event) for event in session.apply(Pass("bob"), at=2)] == [PlayerPassed]
    revealed = session.apply(Answer("cy", "Nice"), at=3)[-1]
    assert [(result.player, result.outcome, result.passed) for result in revealed.results] == [
        ("ada", Outcome.CORRECT, False),
        ("bob", None, True),
        ("cy", Outcome.INCORRECT, False),
    ]


def test_whoever_leaves_is_waited_for_no_more(game):
    session = game("ada", "bob")
    session.apply(Answer("ada", "Paris"), at=1)
    assert isinstance(session.apply(Leave("bob"), at=2)[-1], Revealed)


def test_a_question_waits_for_somebody_to_come_back_when_all_have_left(game):
    session = game("ada")
    session.apply(Leave("ada"), at=1)
    assert session.phase == "asking"
    session.apply(Join("ada"), at=2)
    assert isinstance(session.apply(Answer("ada", "Paris"), at=3)[-1], Revealed)


def test_who_left_with_an_answer_given_comes_back_to_wait(game):
    session = game("ada", "bob")
    session.apply(Answer("ada", "Paris"), at=1)
    session.apply(Leave("ada"), at=2)
    (back,) = session.apply(Join("ada"), at=3)
    assert back.again
    with pytest.raises(IllegalAction, match="already answered"):
        session.apply(Answer("ada", "Paris"), at=4)
    assert isinstance(session.apply(Pass("bob"), at=5)[-1], Revealed)


def test_a_latecomer_may_answer_the_open_question(game):
    session = game("ada")
    session.apply(Join("bob"), at=1)
    assert len(session.apply(Answer("ada", "Paris"), at=2)) == 1
    assert isinstance(session.apply(Answer("bob", "Rome"), at=3)[-1], Revealed)


def test_a_prompt_gives_another_try_and_says_what_is_wanted(game):
    session = game("ada")
    (prompt,) = session.apply(Answer("ada", "the capital"), at=1)
    assert (prompt.outcome, prompt.message, prompt.points) == (Outcome.PROMPT, "And it is called?", 0.0)
    assert session.apply(Answer("ada", "Paris"), at=2)[0].outcome is Outcome.CORRECT


def test_prompts_are_bounded_by_the_rules(game):
    session = game("ada", prompts=1)
    session.apply(Answer("ada", "the capital"), at=1)
    ruled, revealed = session.apply(Answer("ada", "the capital"), at=2)
    assert ruled.outcome is Outcome.INCORRECT
    assert revealed.answer == "Paris"


def test_next_asks_the_next_question_and_ends_after_the_last(game):
    session = game("ada", questions=2, asked=None)
    assert len(session.questions) == 2
    for number in (1, 2):
        assert session.view("ada").question.number == number
        session.apply(Pass("ada"), at=number)
        events = session.apply(Next(), at=number)
    ended = events[-1]
    assert isinstance(ended, GameEnded)
    assert (ended.reason, ended.standings[0].answered) == ("finished", 2)
    with pytest.raises(IllegalAction) as refusal:
        session.apply(Next(), at=9)
    assert refusal.value.code == "over"


def test_stop_ends_with_the_scores_as_they_are_and_tells_no_open_answer(game):
    session = game("ada", "bob")
    session.apply(Answer("bob", "Paris"), at=1)
    (ended,) = session.apply(Stop(), at=2)
    assert [(standing.rank, standing.name, standing.points) for standing in ended.standings] == [
        (1, "bob", 1.0),
        (2, "ada", 0.0),
    ]
    assert ended.reason == "stopped"


def test_an_open_gap_is_asked_unscored_and_the_answer_is_kept(game):
    gap = Question(id="gap-1", text="Under which title was it released in India?", key=None, category="top_gap")
    session = game("ada", asked=[gap])
    assert not session.view("ada").question.scored
    contributed, revealed = session.apply(Answer("ada", "The Lost City"), at=1)
    assert contributed == Contributed(
        seq=contributed.seq, at=1.0, player="ada", question="gap-1", given="The Lost City", seconds=1.0
    )
    assert revealed.answer is None
    assert revealed.results[0].given == "The Lost City"
    assert session.standings()[0].answered == 0
    assert session.log.verdicts == ()


@pytest.mark.parametrize("nothing", ["", "   ", "\t\n", "\u00a0", "\u200b\u2060"])
def test_nothing_is_no_answer(game, nothing):
    session = game("ada")
    with pytest.raises(IllegalAction, match="the answer is empty") as refusal:
        session.apply(Answer("ada", nothing), at=1)
    assert refusal.value.code == "empty"


def test_to_say_that_one_does_not_know_is_a_wrong_answer(game):
    assert game("ada").apply(Answer("ada", "no idea"), at=1)[0].outcome is Outcome.INCORRECT


def test_pause_lets_nobody_answer_and_hides_the_question(game):
    session = game("ada")
    session.apply(Pause(), at=1)
    assert session.view("ada").question is None
    with pytest.raises(IllegalAction) as refusal:
        session.apply(Answer("ada", "Paris"), at=2)
    assert refusal.value.code == "paused"
    session.apply(Resume(), at=100)
    assert session.view("ada").question is not None


def test_a_clock_that_runs_backwards_stands_still_and_that_is_said(game):
    session = game("ada")
    session.apply(Tick(), at=5)
    clamped, ruled, _ = session.apply(Answer("ada", "Paris"), at=3)
    assert clamped == TimeClamped(seq=clamped.seq, at=5.0, given=3.0)
    assert ruled.at == 5.0


def test_events_are_numbered_and_never_go_back_in_time(game):
    session = game("ada", "bob", questions=3)
    for at in range(3):
        session.apply(Answer("ada", "Oslo"), at=at)
        session.apply(Pass("bob"), at=at)
        session.apply(Next(), at=at)
    assert [event.seq for event in session.events] == list(range(len(session.events)))
    times = [event.at for event in session.events]
    assert times == sorted(times)
    assert [type(event) for event in session.events[2:4]] == [GameStarted, QuestionAsked]


def test_given_no_more_questions_than_asked_for_they_come_in_their_order(capitals):
    session = Session(capitals, Rules.preset("classic", questions=12), seed=3)
    assert list(session.questions) == capitals


def test_given_more_the_seed_decides(capitals):
    rules = Rules.preset("classic", questions=5)
    first, again, other = (Session(capitals, rules, seed=seed).questions for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert len(set(first)) == 5


def test_two_questions_on_one_fact_never_meet():
    questions = [
        Question(id=f"q{place}", text="?", key=AnswerKey("yes"), facts=frozenset({f"fact {place // 2}"}))
        for place in range(12)
    ]
    for seed in range(20):
        chosen = Session(questions, Rules.preset("classic", questions=5), seed=seed).questions
        facts = [fact for question in chosen for fact in question.facts]
        assert len(facts) == len(set(facts)) == 5


def test_at_most_one_question_in_ten_is_an_open_gap(capitals):
    gaps = [Question(id=f"gap{place}", text="?", key=None) for place in range(30)]
    for seed in range(10):
        chosen = Session(capitals + gaps, Rules.preset("classic", questions=10), seed=seed).questions
        assert sum(question.is_open_gap for question in chosen) <= 1


def test_without_players_there_is_no_start(capitals):
    session = Session(capitals, Rules.preset("classic", late_join=False))
    with pytest.raises(IllegalAction) as refusal:
        session.apply(Start(), at=0)
    assert refusal.value.code == "no_players"


def test_where_players_may_join_late_a_game_starts_without_them(capitals):
    session = Session(capitals, Rules.preset("classic"))
    session.apply(Start(), at=0)
    session.apply(Join("ada"), at=1)
    session.apply(Answer("ada", "Paris"), at=2)
    assert session.phase == "explaining"


def test_without_questions_there_is_no_session():
    with pytest.raises(QuizzerError, match="at least one question"):
        Session([], Rules.preset("classic"))


def test_a_mode_or_setting_that_does_not_exist_is_named_and_the_near_one_offered():
    with pytest.raises(QuizzerError, match="no mode 'clasic' \\(did you mean 'classic'"):
        Rules.preset("clasic")
    with pytest.raises(QuizzerError, match="no setting 'question' \\(did you mean 'questions'"):
        Rules.preset("classic", question=3)
    with pytest.raises(QuizzerError, match="questions must be from 1"):
        Rules.preset("classic", questions=0)


def test_the_names_of_a_list_that_a_player_gave_in_earlier_tries_count(game):
    marx = Question(id="marx", text="Which two played in it?", key=AnswerKey(["Groucho", "Harpo"], kind="list"))
    session = game("ada", "bob", asked=[marx])
    first = [event for event in session.apply(Answer("ada", "groucho"), at=1.0) if isinstance(event, Ruled)]
    assert (first[0].outcome, first[0].message) == (Outcome.PROMPT, "one of two: who else?")
    of_another = [event for event in session.apply(Answer("bob", "harpo"), at=2.0) if isinstance(event, Ruled)]
    assert of_another[0].outcome is Outcome.PROMPT
    second = [event for event in session.apply(Answer("ada", "harpo"), at=3.0) if isinstance(event, Ruled)]
    assert second[0].outcome is Outcome.CORRECT
