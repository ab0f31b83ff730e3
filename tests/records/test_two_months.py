"""Study over two months by a shifted clock, recounted from the export; and the schedule held against the package."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import fsrs
import pytest

from quizzer.driver import Driver
from quizzer.errors import NothingDueError
from quizzer.games import Library, Wish, new_game
from quizzer.records import RATINGS, Records
from quizzer.records.spacing import review
from quizzer.session import Answer, Join, Next, Pass, Start

from .conftest import EVENING

NEW_A_DAY = 5
DAYS = 60


@pytest.mark.slow
def test_two_months_of_study(tmp_path: Path) -> None:
    """Every evening what is due and five new ones of a shipped bank, and now and then a classic game before it."""
    chance = Random(3).random
    library = Library()
    facts: dict[str, frozenset[str]] = {}
    with Records.open(tmp_path / "records.sqlite3") as records:
        planned: dict[str, date] = {}
        answered_on: Counter[str] = Counter()
        for days in range(DAYS):
            evening = EVENING + timedelta(days=days)
            today = evening.date()
            met: Counter[str] = Counter()
            for mode in ("classic", "study") if days % 3 == 0 else ("study",):
                wish = Wish(banks=["city_of_lost_children"], players=["Ada"], mode=mode, new_a_day=NEW_A_DAY)
                try:
                    game = new_game(wish, records=records, when=evening, random_seed=days, library=library)
                except NothingDueError:
                    continue
                driver, at = Driver(game.session, journal=game.journal), 0.0
                for action in (Join("Ada"), Start()):
                    driver.apply(action)
                seen: set[str] = set()
                while game.session.phase != "over":
                    question = game.session.question
                    assert question is not None
                    facts[question.id] = question.facts
                    at += 8.0
                    if question.id not in seen:
                        seen.add(question.id)
                        answered_on[today.isoformat()] += question.key is not None
                        met.update(question.facts)
                        if mode == "study":
                            assert planned.get(question.id, today) <= today  # never before it is due
                    knows = chance() < 0.8 and question.key is not None
                    driver.apply(Answer("Ada", question.key.answer) if knows and question.key else Pass("Ada"))
                    if game.session.phase == "asking":
                        driver.apply(Pass("Ada"))
                    driver.apply(Next())
                planned = {card.question: card.due for card in records.cards.of("Ada") if card.due is not None}
            if mode == "study":
                assert max(met.values(), default=1) == 1  # no fact twice on a day
            assert records.study("Ada", today).new_today <= NEW_A_DAY
        told = records.statistics("Ada", today)
        export = records.export("Ada")
    assert {day.day: day.answered for day in told.calendar} == {day: n for day, n in answered_on.items() if n}
    reviews = defaultdict(list)
    for row in export["reviews"]:
        reviews[row["question"]].append(row)
    assert told.study.cards == len(reviews) == len(export["cards"])
    assert told.memory.reviews == sum(len(rows) - 1 for rows in reviews.values())
    assert told.memory.known == sum(row["rating"] != "again" for rows in reviews.values() for row in rows[1:])
    assert told.memory.young + told.memory.mature == len(reviews)
    due = [card for card in export["cards"] if card["due"] <= today.isoformat()]
    assert told.study.due == len(due)
    new_a_day = Counter(rows[0]["day"] for rows in reviews.values())
    assert max(new_a_day.values()) <= NEW_A_DAY
    assert all(len({row["day"] for row in rows}) == len(rows) for rows in reviews.values())
    assert len(reviews) > 50


@pytest.mark.slow
def test_six_thousand_random_reviews_are_those_of_the_package() -> None:
    draw = Random(7)
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    for _ in range(600):
        day, mine, theirs = EVENING.date(), None, fsrs.Card(card_id=1)
        for _ in range(10):
            rating = RATINGS[int(draw.random() * 4)]
            mine = review(mine, rating, day)
            moment = datetime.combine(day, time(12), UTC)
            theirs, _ = scheduler.review_card(theirs, fsrs.Rating(RATINGS.index(rating) + 1), moment)
            assert (mine.stability, mine.difficulty, mine.due) == (
                theirs.stability,
                theirs.difficulty,
                theirs.due.date(),
            )
            day += timedelta(days=1 + int(draw.random() * 60))


def test_what_was_learnt_on_one_day_comes_back_on_several() -> None:
    day = EVENING.date()
    known = review(None, "easy", day)
    dues = Counter(review(known, "good", known.due, chance=f"question {number}").due for number in range(32))
    assert max(dues.values()) < 16
    again = review(known, "good", known.due, chance="question 1")
    assert again == review(known, "good", known.due, chance="question 1")
