"""Measures how much the tests notice: python tests/mutants/run.py [MUTANTS] [SEED] [ROOM…]

Each mutant is one small mistake in a room of the package (a comparison turned round, a number off by one, a statement
left out: changes.py). It runs in a copy of the package with the tests that call its function (reach.py), the quickest
first, until one fails. A mutant is killed if a test fails or never ends. One that survives shows behaviour that no
test asks for, or a change that makes no difference. The same seed picks the same mutants.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from mutants.changes import Mutant, mutants, mutated  # noqa: E402 — the path to it is made above

ROOMS = ("session", "grading", "records", "curation")
COPIED = ("quizzer", "question_banks", "tests", "pyproject.toml", "README.md", "CHANGELOG.md")
TESTS = ("session", "grading", "conformance", "records", "curation", "games", "commands")
LONGEST = 30.0
"""Seconds of the processor that the tests of one mutant take where nothing is changed."""
ENDLESS, ENDLESS_TEST = 600, 60
"""Seconds after which all tests of a mutant, or one of them, is taken to loop."""
FAILED, OUT_OF_TIME, SURVIVED, UNREACHED = "failed", "out of time", "survived", "unreached"

# What a failing example of Hypothesis looks like at its smallest does not matter here, and looking takes long.
PROFILE = """
from hypothesis import Phase
settings.register_profile("mutants", deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
settings.load_profile("mutants")
"""


@dataclass
class Reached:
    """Which tests call which function of a module, and how many seconds each test takes."""

    functions: dict[str, dict[int, set[str]]]
    seconds: dict[str, float]

    def tests(self, mutant: Mutant) -> list[str]:
        """Those that call the mutant's function, or for what runs at import those of its module, or else of its room.
        The quickest come first, and no more of them than take LONGEST in all."""
        of_module = self.functions[mutant.path]
        if mutant.function is not None:
            found = of_module.get(mutant.function, set())
        else:
            found = {test for tests in of_module.values() for test in tests}
            folder = f"tests/{mutant.path.split('/')[1]}/"
            found = found or {test for test in self.seconds if test.startswith(folder)}
        tests = sorted(found, key=lambda test: (self.seconds[test], test))
        spent = accumulate(self.seconds[test] for test in tests)
        return [test for test, until in zip(tests, spent, strict=True) if until <= LONGEST]


def main(arguments: Iterable[str]) -> int:
    number, seed, *rooms = (*arguments, *("300", "16")[len(list(arguments)) :])
    paths = [path for room in rooms or ROOMS for path in sorted((ROOT / "quizzer" / room).rglob("*.py"))]
    every = [
        mutant
        for path in paths
        for mutant in mutants(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    ]
    picked = sorted(random.Random(int(seed)).sample(every, min(int(number), len(every))), key=str)
    processors = os.cpu_count() or 1
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(processors) as workers:
        first = _copy(ROOT, Path(folder) / "0")
        reached = _reached(first)
        copies: Queue[Path] = Queue()
        for place in range(processors):
            copies.put(first if place == 0 else _copy(first, Path(folder) / str(place)))
        print(f"{len(picked)} of {len(every)} mutants, after {time.monotonic() - began:.0f} s", flush=True)

        def outcome(mutant: Mutant) -> str:
            tests = reached.tests(mutant)
            copy = copies.get()
            try:
                came = _try(copy, mutant, tests) if tests else UNREACHED
            finally:
                copies.put(copy)
            if came in (SURVIVED, UNREACHED):
                print(f"{came} ({len(tests)} tests)  {mutant}", flush=True)
            return came

        outcomes = list(workers.map(outcome, picked))
    _tell(Counter((mutant.path.split("/")[1], came) for mutant, came in zip(picked, outcomes, strict=True)))
    print(f"{time.monotonic() - began:.0f} s")
    return 0


def _copy(source: Path, target: Path) -> Path:
    for name in COPIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
        else:
            shutil.copy2(source / name, target / name)
    conftest = target / "tests" / "conftest.py"
    if source == ROOT:
        conftest.write_text(conftest.read_text(encoding="utf-8") + PROFILE, encoding="utf-8")
    return target


def _pytest(copy: Path, *options: str, seconds: float | None = None, **surroundings: str) -> int:
    """The exit status of these tests on this copy of the package."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": f"{copy}{os.pathsep}{copy / 'tests'}", **surroundings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(seconds)
    except BaseException:
        os.killpg(process.pid, 9)
        process.wait()
        raise


def _reached(copy: Path) -> Reached:
    """Runs all tests once, in the copy, and notes what each calls."""
    notes = copy / "notes"
    notes.mkdir()
    folders = [f"tests/{name}" for name in TESTS]
    if status := _pytest(copy, "-p", "mutants.reach", *folders, MUTANTS_REACH=str(notes)):
        raise SystemExit(f"the tests fail before anything is changed: pytest ended with {status}")
    reached = Reached(defaultdict(lambda: defaultdict(set)), {})
    for file in notes.iterdir():
        for line in file.read_text(encoding="utf-8").splitlines():
            test, seconds, functions = json.loads(line)
            reached.seconds[test] = seconds
            for path, first_line in functions:
                reached.functions[f"quizzer/{path}"][first_line].add(test)
    return reached


def _try(copy: Path, mutant: Mutant, tests: list[str]) -> str:
    path = copy / mutant.path
    source = path.read_text(encoding="utf-8")
    wanted = copy / "wanted.txt"
    wanted.write_text("".join(f"{test}\n" for test in tests), encoding="utf-8")
    try:
        path.write_text(mutated(source, mutant), encoding="utf-8")
        _forget_compiled(path)
        status = _pytest(
            copy, "-n0", "-x", f"--timeout={ENDLESS_TEST}", f"@{wanted}", seconds=ENDLESS, PYTHONDONTWRITEBYTECODE="1"
        )
    except subprocess.TimeoutExpired:
        return OUT_OF_TIME
    finally:
        path.write_text(source, encoding="utf-8")
        _forget_compiled(path)
    return FAILED if status else SURVIVED


def _forget_compiled(path: Path) -> None:
    """Python takes what it compiled for new if size and second fit; two mutants of a module may have both alike."""
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        compiled.unlink()


def _tell(outcomes: Counter[tuple[str, str]]) -> None:
    rooms = sorted({room for room, _ in outcomes})
    print(f"{'room':<12}{'mutants':>8}{'failed':>8}{'out of time':>13}{'survived':>10}{'unreached':>11}{'score':>8}")
    for name, members in [*((room, [room]) for room in rooms), ("all", rooms)]:
        counts = [sum(outcomes[room, came] for room in members) for came in (FAILED, OUT_OF_TIME, SURVIVED, UNREACHED)]
        killed = sum(counts[:2])
        print(
            f"{name:<12}{sum(counts):>8}{counts[0]:>8}{counts[1]:>13}{counts[2]:>10}{counts[3]:>11}"
            f"{killed / sum(counts):>8.1%}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
