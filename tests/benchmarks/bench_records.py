"""What records cost: at the first prompt, for each action, and when a long history is counted.

    python tests/benchmarks/bench_records.py

Prints how much later the first prompt of `quizzer play` comes with records than with `--no-records` (mark: 30 ms),
how long one action takes to be on the disk, and how long statistics take over 10,000 answers.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pexpect

from quizzer import AnswerKey, Question, Rules, Session
from quizzer.records import Records
from quizzer.session import Action, Answer, Join, Next, Start

ROUNDS = 15
GAMES, QUESTIONS = 500, 20
QUIZZER = shutil.which("quizzer", path=str(Path(sys.executable).parent)) or "quizzer"
NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


def first_prompt(home: str, *options: str) -> float:
    """Seconds until a game shows its first prompt in a terminal."""
    begun = time.perf_counter()
    game = pexpect.spawn(
        QUIZZER,
        ["play", "--seed", "1", "--plain", *options],
        encoding="utf-8",
        dimensions=(24, 80),
        env={**os.environ, "QUIZZER_HOME": home},
    )
    game.expect("> ")
    taken = time.perf_counter() - begun
    game.close(force=True)
    return taken


def play(records: Records, number: int) -> list[float]:
    """One game; how long each action took to be kept, in seconds."""
    questions = [Question(id=f"q{number + place}", text="?", key=AnswerKey("x")) for place in range(QUESTIONS)]
    session = Session(questions, Rules.preset("classic", questions=QUESTIONS))
    game = records.begin_game(session, banks=[], when=NOW + timedelta(days=number // 2))
    taken = []
    actions: list[Action] = [Join("ada"), Start()]
    for place in range(QUESTIONS):
        actions += [Answer("ada", "x" if place % 3 else "no"), Next()]
    for action in actions:
        events = session.apply(action, at=0.0)
        begun = time.perf_counter()
        game.journal(0.0, action, events)
        taken.append(time.perf_counter() - begun)
    return taken


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # users have byte code
    with tempfile.TemporaryDirectory() as home:
        pairs = [(first_prompt(home, "--no-records"), first_prompt(home)) for _ in range(ROUNDS)]
        # The quickest of each: what else the machine does only ever adds.
        without, kept = (min(column) for column in zip(*pairs, strict=True))
        print(f"first prompt without records:  {without * 1000:7.1f} ms, with {kept * 1000:.1f} ms")
        print(f"records delay the first prompt: {(kept - without) * 1000:6.1f} ms (at most 30)")
        records = Records.open(Path(home) / "bench.sqlite3")
        taken = [seconds for number in range(GAMES) for seconds in play(records, number)]
        print(f"one action on the disk:        {statistics.median(taken) * 1000:7.2f} ms, {len(taken):,} actions")
        begun = time.perf_counter()
        told = records.statistics("ada", NOW.date())
        print(f"statistics of {told.answered:,} answers: {(time.perf_counter() - begun) * 1000:6.0f} ms")


if __name__ == "__main__":
    main()
