"""A game that is killed (SIGKILL) at any moment has lost nothing of what it had shown."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quizzer import load_bank
from quizzer.records import Records

from .conftest import EVENING

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")

QUESTIONS = 40
ACTIONS = [
    {"type": "join", "player": "ada"},
    {"type": "start"},
    *[
        action
        for number in range(QUESTIONS)
        for action in (
            {"type": "hint", "player": "ada"},
            {"type": "answer", "player": "ada", "given": f"answer {number}"},
            {"type": "next"},
        )
    ],
]


class Killed:
    """One game after the other on one record file, each killed again and again until it is over."""

    def __init__(self, folder: Path, mode: str) -> None:
        self.bank = folder / "bank.yaml"
        self.bank.write_text(
            "questions:\n"
            + "".join(f"  - {{ask: 'Number {n}?', answer: answer {n}, hints: [Count.]}}\n" for n in range(QUESTIONS)),
            encoding="utf-8",
        )
        self.file = folder / "home" / "records.sqlite3"
        self.mode = mode
        self.shown: list[dict[str, object]] = []  # of the game that is going on
        self.games = 0
        self.all_shown = 0
        self.chance = random.Random(os.environ.get("KILL_SEED", "kill"))

    def kill_once(self) -> None:
        """Starts or resumes a game, plays it as fast as it goes, and kills it at a random moment."""
        going_on = bool(self.shown)
        words = ["resume"] if going_on else ["play", str(self.bank), "-n", str(QUESTIONS), "--mode", self.mode]
        process = subprocess.Popen(
            [sys.executable, "-m", "quizzer", *words, "--json"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "QUIZZER_HOME": str(self.file.parent)},
        )
        begun = time.monotonic()
        process.stdin.write("".join(json.dumps(action) + "\n" for action in ACTIONS).encode())
        process.stdin.flush()
        first = b""
        if self.chance.random() < 0.8:
            first = process.stdout.readline()  # it is up: the moment falls among its actions
            self.up_after = time.monotonic() - begun
            time.sleep(self.chance.random() * 0.15)
        else:
            time.sleep(self.chance.random() * getattr(self, "up_after", 0.5))
        process.send_signal(signal.SIGKILL)
        out = process.stdout.read()
        assert process.stderr.read() == b""
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()
        process.stderr.close()
        self.check([json.loads(line) for line in (first + out).splitlines(keepends=True) if line.endswith(b"\n")])

    def check(self, told: list[dict[str, object]]) -> None:
        """What was shown must stand in the file: before this process, and in it."""
        events = [event for event in told if event["type"] != "error"]
        if self.shown:
            # A resumed game first tells all that was; what it had no time to tell, the file still knows.
            assert events[: len(self.shown)] == self.shown[: len(events)]
        if len(events) > len(self.shown):
            self.all_shown += len(events) - len(self.shown)
            self.shown = events
        if not self.shown:
            return
        if self.shown[-1]["type"] == "game_ended":
            assert Records.open(self.file).unfinished() == []
            self.games += 1
            self.shown = []
            return
        if not any(event["type"] == "question_asked" for event in self.shown):
            self.shown = []  # not begun: nothing to resume
            return
        records = Records.open(self.file)
        unfinished = records.unfinished()
        if not unfinished:
            # It came to its end, and was killed before it could say so.
            self.games += 1
            self.shown = []
            return
        bank = load_bank(self.bank)
        number = unfinished[0].number
        log_before = records._database.value("SELECT count(*) FROM entries WHERE game = ?", (number,))
        session, _ = records.resume(number, bank.questions, canon=bank.canon, when=EVENING)
        kept = [json.loads(line) for line in _lines(session.events)]
        assert kept[: len(self.shown)] == self.shown
        ruled = sum(event["type"] == "ruled" for event in kept)
        assert records._database.value("SELECT count(*) FROM tries WHERE game = ?", (number,)) == ruled
        assert log_before == len(session.log.entries)
        # What the file knew and nobody saw will be told by the next process.
        self.shown = kept
        records.close()


def _lines(events) -> list[bytes]:
    import msgspec

    return [msgspec.json.encode(event) for event in events]


@pytest.mark.parametrize("mode", ["classic", "study"])
def test_a_killed_game_has_lost_nothing_that_was_shown(tmp_path, mode):
    game = Killed(tmp_path, mode)
    for _ in range(4):
        game.kill_once()
    assert game.all_shown > 4


@pytest.mark.slow
def test_many_kills_at_random_moments(tmp_path):
    kills = int(os.environ.get("KILLS", "100"))
    game = Killed(tmp_path, "classic")
    for _ in range(kills):
        game.kill_once()
    print(f"{kills} kills, {game.all_shown} events shown, {game.games} games to the end")
    assert game.all_shown > kills  # ten times as many where nothing else runs
