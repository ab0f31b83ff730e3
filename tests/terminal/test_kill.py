"""The game on both screens, killed at any moment: what stood on the screen stands in the records.

The long run kills each screen 100 times; `KILLS=1000 pytest -m slow -k kill` does it as often as you say.
"""

from __future__ import annotations

import os
import random
import re
import signal
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quizzer import load_bank
from quizzer.records import Records
from quizzer.session import QuestionAsked, Revealed

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")

Start = Callable[..., Any]
QUESTIONS = 40
KILLS = int(os.environ.get("KILLS", "100"))
SCREENS = pytest.mark.parametrize("options", [(), ("--plain",)], ids=["full", "plain"])


class Killed:
    """One game after the other on one record file, each killed and taken up again until it is over."""

    def __init__(self, start: Start, folder: Path, options: Sequence[str] = ()) -> None:
        self.start = start
        self.options = options
        self.bank = folder / "bank.yaml"
        self.bank.write_text(
            "questions:\n" + "".join(f"  - {{ask: 'Number {n}?', answer: answer {n}}}\n" for n in range(QUESTIONS)),
            encoding="utf-8",
        )
        self.home = folder / "home"
        self.chance = random.Random(os.environ.get("KILL_SEED", "screen"))
        self.going_on = False
        self.seen = 0  # questions that stood on a screen, in all games
        self.games = 0

    def kill_once(self) -> None:
        words = ["resume"] if self.going_on else ["play", self.bank, "-n", QUESTIONS]
        game = self.start(*words, *self.options, QUIZZER_HOME=str(self.home))
        if self.chance.random() < 0.9:
            game.wait_for(lambda text: "Question " in text or "no unfinished game" in text)
            # Ahead of the screen: the moment falls somewhere in the midst of these.
            game.type("answer 7\r\r" * 8)
        until = time.monotonic() + self.chance.random() * 0.25
        while time.monotonic() < until:
            game._read()
        game.signal(signal.SIGKILL)
        while game._read():  # what it had written before is what was shown
            pass
        game.wait_for_end()
        self.check(game.text)

    def check(self, text: str) -> None:
        records = Records.open(self.home / "records.sqlite3")
        unfinished = records.unfinished()
        *_, number = [None, *re.finditer(r"Question (\d+) of", text)]
        text = text[number.start() :] if number is not None else text
        if not unfinished:
            # Either it came to its end, which the screen need not have shown yet, or it was killed before it began.
            assert number is None or self.has_ended(records), text
            self.games += self.going_on
            self.going_on = False
            return
        self.going_on = True
        bank = load_bank(self.bank)
        session, _ = records.resume(
            unfinished[0].number, bank.by_id, canon=bank.canon, when=datetime(2026, 5, 9, tzinfo=UTC)
        )
        asked = [event for event in session.events if isinstance(event, QuestionAsked)]
        closed = [event for event in session.events if isinstance(event, Revealed)]
        if number is not None:
            shown = int(number[1])
            assert len(asked) >= shown
            self.seen += 1
            if f"Number {asked[shown - 1].text.split()[1]}" in text:
                told = re.search(r"[✓✗] (?:Right|Wrong)", text)
                assert len(closed) >= shown - (told is None), text
                score = re.search(r"score (\d+)", text)
                assert score is not None
                right = sum(result.points for event in closed[:shown] for result in event.results)
                assert int(score[1]) <= right, text
        records.close()

    def has_ended(self, records: Records) -> bool:
        """Whether every question of the newest game has been answered."""
        (player,) = records.players()
        newest = records.export(player.name)["games"][-1]
        return bool(newest["ended"]) and newest["answered"] == QUESTIONS


@SCREENS
def test_a_killed_screen_has_lost_nothing_that_stood_on_it(
    start: Start, tmp_path: Path, options: Sequence[str]
) -> None:
    game = Killed(start, tmp_path, options)
    for _ in range(3):
        game.kill_once()
    assert game.seen > 0


@pytest.mark.slow
@SCREENS
def test_many_kills_of_the_screen_at_random_moments(start: Start, tmp_path: Path, options: Sequence[str]) -> None:
    game = Killed(start, tmp_path, options)
    for _ in range(KILLS):
        game.kill_once()
    print(f"{KILLS} kills, {game.seen} screens with a question, {game.games} games to the end")
    assert game.seen > KILLS // 2
    assert game.games >= KILLS // 100
