"""What most tests of games start from: a bank in a file, records, and somebody who plays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from read_once import library

from quizzer.driver import Driver
from quizzer.games import PreparedGame, Wish, new_game
from quizzer.records import Records
from quizzer.session import Answer, Join, Next, Start

NOON = datetime(2026, 5, 9, 12, tzinfo=UTC)
"""When games of these tests are played."""


def write_bank(path: Path, most: int = 12) -> str:
    """A bank of questions whose answers are Answer0, Answer1 … The path."""
    rows = (
        f"  - {{id: q{n}, ask: 'Number {n}?', answer: Answer{n}, category: {'cast' if n % 2 else 'plot'},"
        f" difficulty: {n % 5 + 1}}}\n"
        for n in range(most)
    )
    path.write_text(f"title: Seas\nquestions:\n{''.join(rows)}", encoding="utf-8")
    return str(path)


def play(game: PreparedGame, given: str = "", *, stop_after: int = 1000) -> list[str]:
    """Plays a game in which everybody says the same each time, up to `stop_after` questions; what was asked."""
    # However busy the machine is, everything takes a tenth of a second.
    driver = Driver(game.session, clock=count(0, 0.1).__next__, journal=game.journal)
    if game.session.phase == "lobby":
        for one in game.seats:
            driver.apply(Join(one.name, one.team))
        driver.apply(Start())
    asked = []
    while game.session.phase != "over" and len(asked) < stop_after:
        question = game.session.question
        assert question is not None
        asked.append(question.id)
        for name in game.session.players:
            while game.session.view(name).may_answer:
                driver.apply(Answer(name, given or question.key.answer))
        driver.apply(Next())
    return asked


@pytest.fixture
def bank(tmp_path: Path) -> str:
    return write_bank(tmp_path / "seas.yaml")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with Records.open(tmp_path / "records.sqlite3") as opened:
        yield opened


@pytest.fixture
def prepare(records: Records, bank: str) -> Callable[..., PreparedGame]:
    """Prepares the game that is wished for, over the bank of these tests."""
    banks = library()

    def prepared(*, when: datetime = NOON, random_seed: int = 1, **wished: object) -> PreparedGame:
        wish = Wish(**{"banks": [bank], "players": ["Ada"], **wished})
        return new_game(wish, records=records, when=when, random_seed=random_seed, library=banks)

    return prepared
