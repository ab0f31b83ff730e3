"""How long quizzer takes to start, as ratios within one run: whole processes, medians of ten.

    python tests/benchmarks/bench_start.py

Prints the time of `quizzer --version` against `python -c pass`, and of the first frame of `quizzer play` and of the
menu against importing the libraries that a screen, a bank and a ruling need: with the shipped banks, at the first
start, and with a bank of 10,000 questions. Beside each ratio stands its mark.

It measures what users have: Python keeps byte code. It unsets PYTHONDONTWRITEBYTECODE, with which each start would
compile quizzer's modules again.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
from large_bank import write_large_bank

ROUNDS = 10
QUIZZER = shutil.which("quizzer", path=str(Path(sys.executable).parent)) or "quizzer"


def process(*command: str) -> Callable[[], float]:
    """Seconds until a process has ended."""

    def seconds() -> float:
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun

    return seconds


def first_frame(*arguments: str, first_start: bool = False) -> Callable[[], float]:
    """Seconds until the full screen shows its first frame, to the last word of its footer, in a terminal.

    With `first_start` quizzer has kept nothing before: no cache, no records. A first game of two banks is then enough,
    but for a seed, which asks everybody the same of all banks.
    """

    def seconds() -> float:
        if first_start:
            shutil.rmtree(os.environ["QUIZZER_HOME"])
        begun = time.perf_counter()
        game = pexpect.spawn(QUIZZER, list(arguments), encoding="utf-8", dimensions=(24, 80))
        game.expect(["stop", "leave"])
        taken = time.perf_counter() - begun
        game.close(force=True)
        return taken

    return seconds


LIBRARIES = "importing the libraries"
FIRST_START_ROUNDS = 3
MARKS = {
    "quizzer --version": 6,
    "first frame of quizzer play": 1.3,
    "first frame of the menu": 1.3,
    "play, 10,000 questions": 1.4,
    "play at the first start": 5,
    "play with a seed at the first start": None,
    "play, 10,000 questions, at the first start": None,
}


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QUIZZER_HOME"] = str(Path(folder) / "home")  # the games are not the user's
        large = Path(folder) / "large.yaml"
        write_large_bank(large, 10_000)
        works: dict[str, Callable[[], float]] = {
            "python -c pass": process(sys.executable, "-c", "pass"),
            LIBRARIES: process(sys.executable, "-c", "import prompt_toolkit, yaml, rapidfuzz.fuzz"),
            "quizzer --version": process(QUIZZER, "--version"),
            "first frame of quizzer play": first_frame("play", "--seed", "1"),
            "first frame of the menu": first_frame(),
            "play, 10,000 questions": first_frame("play", str(large), "--seed", "1"),
        }
        # Rounds go in turns, so that a busy moment of the machine touches all alike. The first fills the caches.
        rounds = [{name: work() for name, work in works.items()} for _ in range(ROUNDS + 1)]
        medians = {name: statistics.median(taken[name] for taken in rounds[1:]) for name in works}
        for name, arguments in (
            ("play at the first start", ("play",)),
            ("play with a seed at the first start", ("play", "--seed", "1")),
            ("play, 10,000 questions, at the first start", ("play", str(large), "--seed", "1")),
        ):
            start = first_frame(*arguments, first_start=True)
            medians[name] = statistics.median(start() for _ in range(FIRST_START_ROUNDS))
    for name, median in medians.items():
        print(f"{name:44}{median * 1000:8.1f} ms")
    for name, mark in MARKS.items():
        base = "python -c pass" if name == "quizzer --version" else LIBRARIES
        told = f"at most {mark}" if mark else "no mark"
        print(f"{name + ' / ' + base:70}{medians[name] / medians[base]:6.2f} ({told})")


if __name__ == "__main__":
    main()
