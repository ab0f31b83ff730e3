"""How long quizzer takes to start, as ratios within one run: whole processes, medians of ten.

    python tests/benchmarks/bench_start.py

Prints the time of `quizzer --version` against `python -c pass` (mark: 6), and of the first frame of `quizzer play` and
of the menu against importing the libraries that a screen, a bank and a ruling need (mark: 2.5): with the shipped banks,
and with a bank of 10,000 questions from its second start on (mark: 2.5) and without a cache.
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


def first_frame(*arguments: str, uncached: bool = False) -> Callable[[], float]:
    """Seconds until the full screen shows its first frame, to the last word of its footer, in a terminal."""

    def seconds() -> float:
        if uncached:
            shutil.rmtree(Path(os.environ["QUIZZER_HOME"]) / "cache", ignore_errors=True)
        begun = time.perf_counter()
        game = pexpect.spawn(QUIZZER, list(arguments), encoding="utf-8", dimensions=(24, 80))
        game.expect(["stop", "leave"])
        taken = time.perf_counter() - begun
        game.close(force=True)
        return taken

    return seconds


def main() -> None:
    home = os.environ["QUIZZER_HOME"] = tempfile.mkdtemp()  # the games are not the user's
    large = Path(home) / "large.yaml"
    questions = write_large_bank(large, 10_000)
    large_first, large_again = f"play, {questions:,} questions, first", f"play, {questions:,} questions, again"
    works: dict[str, Callable[[], float]] = {
        "python -c pass": process(sys.executable, "-c", "pass"),
        "quizzer --version": process(QUIZZER, "--version"),
        "importing the libraries": process(sys.executable, "-c", "import prompt_toolkit, yaml, rapidfuzz.fuzz"),
        "first frame of quizzer play": first_frame("play", "--seed", "1"),
        "first frame of the menu": first_frame(),
        large_again: first_frame("play", str(large), "--seed", "1"),
    }
    # Rounds go in turns, so that a busy moment of the machine touches all alike.
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS + 1):
        for name, work in works.items():
            times[name].append(work())
    medians = {name: statistics.median(taken[1:]) for name, taken in times.items()}
    for name, median in medians.items():
        print(f"{name:30} {median * 1000:7.1f} ms")
    version = medians["quizzer --version"] / medians["python -c pass"]
    print(f"quizzer --version to python -c pass:    {version:.2f} (at most 6)")
    times[large_first] = [first_frame("play", str(large), "--seed", "1", uncached=True)() for _ in range(3)]
    medians[large_first] = statistics.median(times[large_first])
    for name, mark in (
        ("first frame of quizzer play", "at most 2.5"),
        ("first frame of the menu", "at most 2.5"),
        (large_again, "at most 2.5"),
        (large_first, "no mark"),
    ):
        print(f"{name + ' to the libraries:':46}{medians[name] / medians['importing the libraries']:.2f} ({mark})")


if __name__ == "__main__":
    main()
