"""An author corrects a bank: what players have learnt goes with the questions, whatever their ids become."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from quizzer.errors import NothingDueError
from quizzer.games import PreparedGame, Wish, new_game
from quizzer.records import Records

from .conftest import NOON, play

Study = Callable[..., PreparedGame]
BANK = """\
title: Harbour
films:
  - title: The Lighthose Thief
    year: 1987
    imdb: tt0092345
    directors: Ann Beee
    composers: Ida Klang
    cast:
      - {actor: Ron Perlmann, character: The Keper}
      - {actor: Cleo Vane, character: The Ghost}
    trivia:
      - Teh tower was built of [[cardbord]] by three carpenters and survived a storm in the second week of shooting.
      - The ghost's dress was sewn from the sails of a ship that had gone down in the bay forty years before the film.
  - title: Salt and Tin
    year: 1950
    directors: Bo Cee
    runtime: 95
questions:
  - {ask: Which bird sits on the lamp of the harbour?, answer: A gul, category: plot}
  - {ask: What does the thief leave behind on the stairs?, answer: A glove, film: Salt and Tin, category: plot}
  - {ask: Who sings at the end?, answer: Nobody, category: plot}
  - {ask: Where is the boat?, answer: In the bay, id: boat}
"""
CORRECTED = (
    ("title: The Lighthose Thief", "title: The Lighthouse Thief"),  # found by the IMDb id
    ("year: 1987", "year: 1988"),
    ("Ann Beee", "Ann Bee"),
    ("Ron Perlmann", "Ron Perlman"),
    ("The Keper", "The Keeper"),
    ("Teh tower", "The tower"),
    ("cardbord", "cardboard"),
    ("The ghost's dress", "That ghost's white dress"),
    ("year: 1950", "year: 1951"),  # found by the title
    ("answer: A gul,", "answer: A gull,"),
    (
        "ask: Who sings at the end?, answer: Nobody,",
        "ask: What is heard last?, answer: The sea, was: [harbour/plot/nobody],",
    ),
)


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.fixture
def study(harbour: Path, records: Records) -> Study:
    """A study game over the bank as its file is now."""

    def prepared(*, new_a_day: int = 50, days: int = 0) -> PreparedGame:
        wish = Wish(banks=[str(harbour)], players=["Ada"], mode="study", new_a_day=new_a_day)
        return new_game(wish, records=records, when=NOON + timedelta(days=days), random_seed=1)

    return prepared


def test_after_ten_corrections_no_card_is_lost(study: Study, harbour: Path, records: Records) -> None:
    for days in range(20):  # what rests on one fact waits for another day
        try:
            play(study(days=days))
        except NothingDueError:
            continue
    before = {card.question: card for card in records.cards.of("Ada")}
    assert len(before) >= 10
    text = BANK
    for old, new in CORRECTED:
        assert old in text
        text = text.replace(old, new)
    harbour.write_text(text, encoding="utf-8")
    game = study(new_a_day=0, days=200)
    after = {card.question: card for card in records.cards.of("Ada")}
    assert len(after) == len(before)
    assert all(card.state == "study" for card in after.values())
    assert {card.since for card in after.values()} == {card.since for card in before.values()}
    ids = {question.id for question in game.session.questions}
    assert ids <= set(after)
    assert len(set(after) - set(before)) >= 8


def test_what_has_no_bank_any_more_is_neither_due_nor_lost(study: Study, harbour: Path, records: Records) -> None:
    play(study())
    count = len(records.cards.of("Ada"))
    kept = BANK.replace("  - {ask: Where is the boat?, answer: In the bay, id: boat}\n", "")
    harbour.write_text(kept, encoding="utf-8")
    later = NOON + timedelta(days=200)
    study(days=200)
    (orphan,) = [card for card in records.cards.of("Ada") if card.state == "orphan"]
    assert orphan.question == "boat"
    assert "boat" not in records.due("Ada", later.date())
    assert records.study("Ada", later.date()).cards == count - 1
    assert records.statistics("Ada", later.date()).memory.orphans == 1
    harbour.write_text(BANK, encoding="utf-8")  # it is back
    study(days=200)
    assert "boat" in records.due("Ada", later.date())
