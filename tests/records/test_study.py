"""Study: what a rating follows from, what is due and when, and a year of it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer import Bank, Outcome
from quizzer.games import Wish
from quizzer.games.choosing import select_study
from quizzer.records import RATINGS
from quizzer.records.cards import LEECH_LAPSES
from quizzer.records.spacing import RECOVERED, Card, replay, review, suggest
from quizzer.session import Answer, Hint, Next, Pass, Protest, Rule, Stop

from .conftest import EVENING, make_questions

TODAY = EVENING.date()


@pytest.mark.parametrize(
    ("rating", "answer"),
    [
        ("good", {"seconds": 3}),
        ("good", {"seconds": 36, "letters": 30}),  # long names take long to type
        ("good", {"seconds": 45, "asked_letters": 300}),  # and long questions to read
        ("hard", {"seconds": 50}),
        ("hard", {"seconds": 3, "hints": 1}),
        ("again", {"seconds": 3, "hints": 3}),
        ("again", {"seconds": 3, "right": False}),
        ("easy", {"seconds": 3, "quick_is_easy": True}),
        ("easy", {"seconds": 20, "asked_letters": 300, "quick_is_easy": True}),
        ("good", {"seconds": 20, "quick_is_easy": True}),
    ],
)
def test_what_a_rating_follows_from(rating, answer):
    told = {"right": True, "hints": 0, "letters": 5}
    assert suggest(**{**told, **answer}) == rating


@given(ratings=st.lists(st.tuples(st.sampled_from(RATINGS), st.integers(0, 400)), min_size=1, max_size=12))
def test_a_better_rating_never_comes_back_sooner(ratings):
    card, day = None, TODAY
    for rating, wait in ratings:
        day += timedelta(days=wait)
        dues = [review(card, each, day).due for each in RATINGS]
        assert dues == sorted(dues)
        assert dues[0] > day
        card = review(card, rating, day)
        assert review(card, rating, day) == review(card, rating, day)
    assert card.latest == day


def test_a_lapse_is_forgetting_what_was_known_once():
    card = review(None, "again", TODAY)
    assert card.lapses == 0
    assert review(card, "again", TODAY).lapses == 0
    known = review(card, "hard", TODAY)
    assert known.lapses == 0
    assert review(known, "again", TODAY).lapses == 1


def test_who_knows_it_again_three_times_has_forgotten_that_it_slipped():
    days = [TODAY + timedelta(days=2 * number) for number in range(9)]
    slips = replay([(day, rating) for day, rating in zip(days, ["good", "again"] * 3, strict=False)])
    assert slips.lapses == 3
    for number in range(RECOVERED):
        assert slips.lapses == 3
        slips = review(slips, "good", days[6 + number])
    assert slips.lapses == 0


def test_a_review_dated_before_the_latest_one_counts_as_on_the_same_day():
    """A player may travel west over the date line, or put a clock right."""
    later = review(review(None, "good", TODAY), "good", TODAY + timedelta(days=9))
    assert review(later, "good", TODAY).stability == review(later, "good", later.latest).stability


def test_answers_are_scheduled_and_the_player_may_say_otherwise(start, records):
    game = start("Ada", mode="study", asked=make_questions(5))
    assert game.record.rate("Ada", "easy") is None
    game.do(Answer("Ada", "answer0"), seconds=2)
    assert [(told.rating, told.question) for told in game.record.reviews] == [("good", "q0")]
    changed = game.record.rate("ada", "again")
    assert (changed.rating, changed.suggested, changed.due) == ("again", "good", TODAY + timedelta(days=1))
    game.do(Next(), Hint("Ada"), Answer("Ada", "answer1"))
    assert game.record.reviews[0].rating == "hard"
    game.do(Next(), Answer("Ada", "no"), Answer("Ada", "answer2"))
    assert game.record.reviews[0].rating == "again"
    game.do(Next(), Answer("Ada", "no"), Answer("Ada", "neither"))
    assert game.record.reviews[0].rating == "again"
    game.do(Next(), Pass("Ada"))
    assert game.record.reviews[0].rating == "again"
    assert records.due("Ada", TODAY) == []
    due_later = records.due("ada", TODAY + timedelta(days=60))
    assert set(due_later) == {"q0", "q1", "q2", "q3", "q4"}
    state = records.study("ADA", TODAY)
    assert (state.cards, state.due, state.new_today, state.leeches) == (5, 0, 5, ())


def test_to_be_asked_to_be_more_specific_is_no_miss(start):
    game = start("Ada", mode="study", asked=make_questions(1))
    game.do(Answer("Ada", "Answer 0 or so"), Answer("Ada", "answer0"), seconds=1)
    assert game.record.reviews[0].rating == "good"


def test_an_open_gap_is_nothing_to_learn(start, records):
    from quizzer import Question

    gap = Question(id="gap", text="What is it called in Peru?", key=None)
    start("Ada", mode="study", asked=[gap, *make_questions(1)]).do(Pass("Ada"), Next(), Pass("Ada"))
    assert records.studied("Ada") == {"q0"}


def test_changing_a_rating_twice_is_changing_it_once(start, records):
    game = start("Ada", mode="study", asked=make_questions(1))
    game.do(Answer("Ada", "answer0"), seconds=10)
    for rating in (*RATINGS, "good"):
        game.record.rate("Ada", rating)
    assert game.record.rate("Ada", "good").due == review(None, "good", TODAY).due
    assert records.study("Ada", TODAY).cards == 1


def test_an_old_card_rated_anew_goes_by_what_it_was_before_this_review(start, records):
    """Not by what the rating that is taken back made of it, nor as if the question were new."""
    start("Ada", mode="study", asked=make_questions(1)).do(Answer("Ada", "answer0"), Stop(), seconds=12)
    old = review(None, "good", TODAY)
    day = old.due + timedelta(days=3)
    game = start("Ada", mode="study", asked=make_questions(1), when=EVENING + (day - TODAY))
    game.do(Answer("Ada", "answer0"), seconds=12)
    assert game.record.reviews[0].due == review(old, "good", day).due
    for rating in (*RATINGS, "again", "hard"):
        assert game.record.rate("Ada", rating).due == review(old, rating, day).due
        assert rating == "again" or review(old, rating, day).due != review(None, rating, day).due
    later = day + timedelta(days=1)
    start("Ada", mode="study", asked=make_questions(1), when=EVENING + (later - TODAY)).do(Pass("Ada"), Stop())
    # The card rests on the later review by now, and follows all the same.
    reviews = [(TODAY, "good"), (day, "easy"), (later, "again")]
    assert game.record.rate("Ada", "easy").due == replay(reviews).due
    assert [kept.rating for kept in records.cards.reviews("ada", "q0")] == ["good", "easy", "again"]


def test_a_damaged_review_costs_a_card_no_other(start, records):
    days = [TODAY + timedelta(days=number) for number in (0, 3, 9)]
    for day in days:
        game = start("Ada", mode="study", asked=make_questions(1), when=EVENING + (day - TODAY))
        game.do(Answer("Ada", "answer0"), Stop(), seconds=12)
    with records._database.writing() as db:
        db.execute("UPDATE reviews SET rating = 'splendid' WHERE day = ?", (days[1].isoformat(),))
    records.cards.reschedule("Ada")
    (card,) = records.cards.of("Ada")
    assert card.due == replay([(days[0], "good"), (days[2], "good")]).due


def test_a_ruling_that_changes_takes_the_rating_with_it(start, records):
    game = start("Ada", mode="study", asked=make_questions(2), tries=1)
    ruled, _ = game.do(Answer("Ada", "my own way to spell it"), seconds=9)
    assert game.record.reviews[0].rating == "again"
    game.do(Protest("Ada"), Rule(ruled.seq, Outcome.CORRECT))
    assert game.record.reviews[0].rating == "good"
    assert records.due("Ada", TODAY + timedelta(days=1)) == []


def test_a_rating_that_the_player_chose_outlives_a_ruling(start):
    game = start("Ada", mode="study", asked=make_questions(2), tries=1)
    ruled, _ = game.do(Answer("Ada", "my own way to spell it"), seconds=9)
    game.record.rate("Ada", "hard")
    game.do(Protest("Ada"), Rule(ruled.seq, Outcome.CORRECT))
    assert game.record.rate("Ada", "hard").suggested == "again"


def test_reviews_go_by_the_players_own_days(start, records):
    """Late one evening and early two mornings after are two days apart, whatever the hours say."""
    start("Ada", mode="study", asked=make_questions(1), when=EVENING.replace(hour=23, minute=59)).do(
        Answer("Ada", "answer0"), seconds=12
    )
    due = review(None, "good", TODAY).due
    assert records.due("Ada", due - timedelta(days=1)) == []
    assert records.due("Ada", due) == ["q0"]


def slips(start, times, day=EVENING):
    """A question that is known and forgotten again, day after day; the day after."""
    for number in range(2 * times):
        done = Pass("Ada") if number % 2 else Answer("Ada", "answer0")
        start("Ada", mode="study", asked=make_questions(1), when=day).do(done, Stop())
        day += timedelta(days=1)
    return day


def test_leeches_come_after_everything_else_that_is_due(start, records):
    day = slips(start, LEECH_LAPSES)
    start("Ada", mode="study", asked=make_questions(2)[1:], when=day).do(Pass("Ada"), Stop())
    assert records.due("Ada", day.date() + timedelta(days=9)) == ["q1", "q0"]
    (leech,) = records.study("Ada", day.date()).leeches
    assert (leech.question, leech.text, leech.lapses, leech.answer) == ("q0", "Question 0?", LEECH_LAPSES, "Answer0")


def test_a_leech_recovers_when_it_is_known_again_and_can_be_put_aside(start, records):
    day = slips(start, LEECH_LAPSES)
    records.cards.suspend("Ada", "q0")
    assert records.study("Ada", day.date()).leeches == ()
    assert records.due("Ada", day.date() + timedelta(days=99)) == []
    records.cards.suspend("Ada", "q0", False)
    for _ in range(RECOVERED):
        assert records.study("Ada", day.date()).leeches
        start("Ada", mode="study", asked=make_questions(1), when=day).do(Answer("Ada", "answer0"), Stop())
        day += timedelta(days=1)
    assert records.study("Ada", day.date()).leeches == ()


@pytest.mark.parametrize("mark", [-1, 2**62, 1e308, float("inf"), "", "1x", b"1"])
@pytest.mark.parametrize(("table", "column"), [("cards", "suspended"), ("questions", "orphan")])
def test_a_damaged_mark_keeps_no_question_back(start, records, path, table, column, mark):
    day = slips(start, LEECH_LAPSES)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"UPDATE {table} SET {column} = ?", (mark,))
    assert records.due("Ada", day.date() + timedelta(days=99)) == ["q0"]
    assert len(records.study("Ada", day.date()).leeches) == 1
    assert [card.state for card in records.cards.of("Ada")] == ["study"]
    memory = records.statistics("Ada", day.date()).memory
    assert (memory.suspended, memory.orphans) == (0, 0)
    records.cards.join("q0", "new")
    assert records.due("Ada", day.date() + timedelta(days=99)) == ["new"]


def test_what_never_was_known_is_no_leech(start, records):
    day = EVENING
    for _ in range(3 * LEECH_LAPSES):
        start("Ada", mode="study", asked=make_questions(1), when=day).do(Pass("Ada"), Stop())
        day += timedelta(days=1)
    assert records.study("Ada", day.date()).leeches == ()


def test_what_is_never_to_be_asked_is_not_due(start, records):
    start("Ada", mode="study", asked=make_questions(2)).do(Pass("Ada"), Next(), Pass("Ada"))
    records.mark_never("Ada", "q0", when=EVENING)
    assert records.due("Ada", TODAY + timedelta(days=9)) == ["q1"]


def test_a_year_of_study(start, records):
    """Every evening up to 20 questions, 5 of them new, of 300; what was learnt is remembered as FSRS expects it.

    The player remembers a question with the chance that FSRS computes, so that the schedule can be held against its
    own promise: nine of ten that come back are known.
    """
    bank = Bank(questions=make_questions(300))
    chance = Random(1).random
    new_a_day: Counter[date] = Counter()
    asked_a_day: Counter[date] = Counter()
    known_of_due = [0, 0]
    cards: dict[str, Card] = {}
    wish = Wish(players=["Ada"], new_a_day=5)
    for number in range(365):
        evening = EVENING + timedelta(days=number)
        today = evening.date()
        questions = select_study(bank, records, wish, 20, day=today, seed=number)
        assert len(questions) <= 20
        due = records.due("Ada", today)
        assert all(cards[one].due <= today for one in due)
        assert {one for one, card in cards.items() if card.due <= today} == set(due)
        asked_due = [question.id for question in questions if question.id in cards]
        assert asked_due == [question.id for question in questions][: len(asked_due)]
        assert set(asked_due) <= set(due)
        if len(due) <= 15:
            assert set(asked_due) == set(due)
        if not questions:
            continue
        game = start("Ada", mode="study", asked=questions, when=evening)
        for question in questions:
            card = cards.get(question.id)
            knows = chance() < (remembered(card, today) if card else 0.3)
            if card:
                known_of_due[0] += knows
                known_of_due[1] += 1
            else:
                new_a_day[today] += 1
            asked_a_day[today] += 1
            if knows:
                game.do(Answer("Ada", question.key.answer), seconds=12)
            else:
                game.do(Pass("Ada"), seconds=12)
            (told,) = game.record.reviews
            assert told.rating == ("good" if knows else "again")
            cards[question.id] = review(card, told.rating, today)
            assert told.due == cards[question.id].due
            game.do(Next())
    assert max(new_a_day.values()) == 5
    assert set(cards) == {question.id for question in bank.questions}
    assert known_of_due[1] > 1000
    assert 0.8 < known_of_due[0] / known_of_due[1] < 0.97
    # The longer something is known, the rarer it comes: the last month costs less than the second.
    second = sum(asked_a_day[TODAY + timedelta(days=day)] for day in range(30, 60))
    last = sum(asked_a_day[TODAY + timedelta(days=day)] for day in range(335, 365))
    assert last < second / 2
    statistics = records.statistics("Ada", TODAY + timedelta(days=364))
    assert statistics.answered == sum(asked_a_day.values())
    assert statistics.games == len(asked_a_day)
    assert statistics.study.cards == 300


def remembered(card: Card, day: date) -> float:
    """FSRS's own forgetting curve, as its authors publish it for the default parameters."""
    decay = -0.1542
    factor = 0.9 ** (1 / decay) - 1
    return (1 + factor * (day - card.latest).days / card.stability) ** decay


def test_fsrs_reads_no_clock(monkeypatch, start, records):
    import fsrs.card
    import fsrs.scheduler

    class NoClock:
        """Whatever asks it for the time fails."""

    monkeypatch.setattr(fsrs.card, "datetime", NoClock)
    monkeypatch.setattr(fsrs.scheduler, "datetime", NoClock)
    assert review(review(None, "good", TODAY), "again", TODAY + timedelta(days=2)).lapses == 1


@pytest.mark.parametrize(("seconds", "rating"), [(4.0, "easy"), (4.1, "good"), (30.0, "good"), (30.1, "hard")])
def test_what_is_quick_and_what_is_slow(seconds, rating):
    assert suggest(right=True, hints=0, seconds=seconds, letters=0, quick_is_easy=True) == rating


def test_two_hints_are_hard_and_three_are_again():
    told = {"right": True, "seconds": 3, "letters": 5}
    assert [suggest(hints=hints, **told) for hints in range(4)] == ["good", "hard", "hard", "again"]


def test_a_ruling_that_changes_twice_takes_the_rating_along_both_times(start):
    game = start("Ada", mode="study", asked=make_questions(2), tries=1)
    ruled, _ = game.do(Answer("Ada", "my own way to spell it"), seconds=9)
    told = []
    for outcome in (Outcome.CORRECT, Outcome.INCORRECT):
        game.do(Rule(ruled.seq, outcome))
        (changed,) = game.record.reviews
        told.append((changed.rating, changed.suggested))
    assert told == [("good", "good"), ("again", "again")]


def test_what_a_ruling_suggests_now_is_kept_beside_what_the_player_says(start):
    game = start("Ada", mode="study", asked=make_questions(2), tries=1)
    ruled, _ = game.do(Answer("Ada", "my own way to spell it"), seconds=9)
    game.do(Rule(ruled.seq, Outcome.CORRECT))
    assert game.record.rate("Ada", "hard").suggested == "good"


def test_what_was_new_yesterday_is_not_new_today(start, records):
    start("Ada", mode="study", asked=make_questions(1)).do(Pass("Ada"), Stop())
    start("Ada", mode="study", asked=make_questions(3)[1:], when=EVENING + timedelta(days=1)).do(
        Pass("Ada"), Next(), Pass("Ada"), Stop()
    )
    state = records.study("Ada", TODAY + timedelta(days=1))
    assert (state.cards, state.new_today, state.due) == (3, 2, 1)


def test_a_question_forgotten_once_less_is_no_leech(start, records):
    day = slips(start, LEECH_LAPSES - 1)
    assert records.study("Ada", day.date()).leeches == ()


def test_a_question_that_is_called_otherwise_keeps_its_history(start, records):
    start("Ada", mode="study", asked=make_questions(1)).do(Answer("Ada", "answer0"), Stop())
    later = EVENING + timedelta(days=3)
    start("Ada", mode="study", asked=make_questions(2)[1:], when=later).do(Pass("Ada"), Stop())
    records.mark_never("Ada", "q0", when=EVENING)
    records.cards.join("q0", "q1")
    (card,) = records.cards.of("Ada")
    both = replay([(TODAY, "good"), (later.date(), "again")])
    assert (card.question, card.due, card.since, card.lapses) == ("q1", both.due, TODAY, 1)
    assert records.never("Ada") == {"q1"}
    assert records.seen("Ada") == ["q1"]
    assert records.statistics("Ada", later.date()).answered == 2
