"""What a game asks, for tests that look at its screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from quizzer import Question, load_bank
from quizzer.games import Wish
from quizzer.games.choosing import select
from quizzer.records import Records


def questions_of_game(*banks: str | Path, count: int, seed: int) -> list[Question]:
    """What a game of `count` questions with this seed asks, in its order."""
    wish, day = Wish(seed=seed), date(2026, 5, 9)
    return select(load_bank(*banks), Records.open(None), wish, count, is_timed=False, random_seed=0, day=day).questions
