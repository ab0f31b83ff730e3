"""What a menu tells of earlier games."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from quizzer.errors import RecordsError
from quizzer.games import PreparedGame
from quizzer.games.library import BankOffer, History
from quizzer.records import Records

from .conftest import NOON, play

Prepare = Callable[..., PreparedGame]


@pytest.fixture
def offer(bank: str) -> BankOffer:
    return BankOffer("Seas", (bank,), "Seven of them.", {f"q{n}" for n in range(12)})


@pytest.fixture
def history(records: Records) -> History:
    return History(records, now=lambda: NOON)


def test_the_best_game_and_what_is_new_are_looked_up_once_until_something_was_played(
    history: History, prepare: Prepare, offer: BankOffer
) -> None:
    before = history.standing("Ada", offer)
    assert before is not None
    assert (before.best_right, before.new, before.questions) == (None, 12, 12)
    play(prepare(questions=6))
    assert history.standing("Ada", offer) == before
    history.refresh()
    after = history.standing("ada", offer)
    assert after is not None
    assert (after.best_right, after.best_answered, after.new) == (6, 6, 6)


def test_how_study_stands_today(prepare: Prepare, records: Records) -> None:
    play(prepare(mode="study", new_a_day=3), given="no", stop_after=3)
    today = History(records, now=lambda: NOON).study("Ada")
    tomorrow = History(records, now=lambda: NOON + timedelta(days=1)).study("Ada")
    assert today is not None
    assert tomorrow is not None
    assert [(one.cards, one.due, one.new_today) for one in (today, tomorrow)] == [(3, 0, 3), (3, 3, 0)]


def test_the_latest_game_of_a_player_if_it_was_broken_off(history: History, prepare: Prepare) -> None:
    assert history.unfinished("Ada") is None
    play(prepare(), stop_after=1)
    unfinished = history.unfinished("Ada")
    assert unfinished is not None
    assert unfinished.asked == 2
    play(prepare(questions=1))
    assert history.unfinished("Ada") is None


def test_who_has_played_and_their_figures(history: History, prepare: Prepare) -> None:
    play(prepare(questions=2, players=["Ada", "Ben"]))
    assert sorted(one.name for one in history.records.players()) == ["Ada", "Ben"]
    figures, day = history.statistics("Ben")
    assert (figures.answered, day) == (2, date(2026, 5, 9))


def test_where_nothing_is_kept_nothing_is_known(offer: BankOffer) -> None:
    with Records.open(None) as records:
        history = History(records, now=lambda: NOON)
        assert (history.standing("Ada", offer), history.study("Ada"), history.unfinished("Ada")) == (None, None, None)
        assert history.records.players() == []


def test_records_that_cannot_be_read_are_no_trouble_for_the_menu(
    history: History, records: Records, offer: BankOffer
) -> None:
    records.close()
    assert (history.standing("Ada", offer), history.study("Ada"), history.unfinished("Ada")) == (None, None, None)
    with pytest.raises(RecordsError):
        history.records.players()
