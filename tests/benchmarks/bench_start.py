"""How long quizzer takes to start, as ratios within one run: whole processes, medians of ten.

    python tests/benchmarks/bench_start.py

Prints the time of `quizzer --version` against `python -c pass` (mark: 6), and of the first frame of `quizzer play` and
of the menu against importing the libraries that a screen, a bank and a ruling need (mark: 2.5).
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

ROUNDS = 10
QUIZZER = shutil.which("quizzer", path=str(Path(sys.executable).parent)) or "quizzer"


def process(*command: str) -> Callable[[], float]:
    """Seconds until a process has ended."""

    def seconds() -> float:
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun

    return seconds


def first_frame(*arguments: str) -> Callable[[], float]:
    """Seconds until the full screen shows its first frame, to the last word of its footer, in a terminal."""

    def seconds() -> float:
        begun = time.perf_counter()
        game = pexpect.spawn(QUIZZER, list(arguments), encoding="utf-8", dimensions=(24, 80))
        game.expect(["stop", "leave"])
        taken = time.perf_counter() - begun
        game.close(force=True)
        return taken

    return seconds


def main() -> None:
    os.environ["QUIZZER_HOME"] = tempfile.mkdtemp()  # the games are not the user's
    works: dict[str, Callable[[], float]] = {
        "python -c pass": process(sys.executable, "-c", "pass"),
        "quizzer --version": process(QUIZZER, "--version"),
        "importing the libraries": process(sys.executable, "-c", "import prompt_toolkit, yaml, rapidfuzz.fuzz"),
        "first frame of quizzer play": first_frame("play", "--seed", "1"),
        "first frame of the menu": first_frame(),
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
    for name in ("first frame of quizzer play", "first frame of the menu"):
        print(f"{name + ' to the libraries:':46}{medians[name] / medians['importing the libraries']:.2f} (at most 2.5)")


if __name__ == "__main__":
    main()
