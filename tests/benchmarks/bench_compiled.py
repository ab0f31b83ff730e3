"""What a compiled bank costs to open, to draw from and to ask for names.

    python tests/benchmarks/bench_compiled.py [FILMS] [--bank FILE]

Makes files like IMDb's for so many FILMS (100,000 if none is said), compiles them, and measures in another process:
marks are 50 ms for drawing 20 questions by category and difficulty, and 60 MB above what the imports hold. `--bank`
takes a bank that is there instead.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from imdb_files import compile_command, write_files

MOST_MILLISECONDS, MOST_MEGABYTES = 50.0, 60.0

# Memory is what the system says that the process holds: SQLite's is among it.
_MEASURE = """
import json, statistics, sys, time
from pathlib import Path
from quizzer import AnswerKey, load_bank
import quizzer.banks.compiled, quizzer.banks.drawing
from quizzer.grading.forms import same_words

def held():
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
    except OSError:
        return 0.0

def took(work, times):
    spent = []
    for number in range(times):
        begun = time.perf_counter()
        work(number)
        spent.append(1000 * (time.perf_counter() - begun))
    return spent

before = held()
opened = took(lambda _: load_bank(sys.argv[1]), 1)[0]
bank = load_bank(sys.argv[1])
wishes = {
    "no wish": {},
    "difficulty 1": {"difficulty": 1},
    "difficulty 5": {"difficulty": 5},
    "difficulty 1 to 5, rising": {"difficulty": [1, 2, 3, 4, 5]},
    "director and cast, difficulty 3": {"categories": ["director", "cast"], "difficulty": 3},
    "alternate titles, difficulty 2": {"categories": ["alternate_title"], "difficulty": 2},
    "composers, difficulty 4": {"categories": ["composer"], "difficulty": 4},
    "quotas": {"quotas": {"year": 5, "cast": 5}, "difficulty": 2},
}
first = took(lambda seed: bank.draw(20, seed=seed), 1)[0]
drawn = {name: took(lambda seed: bank.draw(20, seed=seed, **wish), 21) for name, wish in wishes.items()}
after = held()
canon = bank.canon
names = [canon.name(place) for place in range(0, len(canon), max(1, len(canon) // 500))]
keys = [AnswerKey(name.text, kind=name.kind) for name in names if name.kind in ("title", "person")]
slips = [(key, key.answer[:2] + key.answer[3:]) for key in keys]
graded = took(lambda number: slips[number][0].grade(slips[number][1], canon), len(slips))
ids = [question.id for question in bank.draw(20, seed=3)]
found = took(lambda _: bank.find(ids), 9)
print(json.dumps({
    "films": len(bank.films),
    "open": opened,
    "first": first,
    "draw": {name: (min(spent), statistics.median(spent)) for name, spent in drawn.items()},
    "memory": after - before,
    "graded": (min(graded), statistics.median(graded)),
    "found": (min(found), statistics.median(found)),
    "all": held() - before,
}))
"""


def report(what: str, value: float, unit: str, mark: float | None = None, more: str = "") -> None:
    told = f"   mark {mark:g}{'' if value <= mark else '   OVER'}" if mark else ""
    print(f"{what:48s} {value:8.2f} {unit:3s}{more}{told}")


def measure(bank: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _MEASURE, str(bank)], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    print(f"{told['films']:,} films, {bank.stat().st_size / 1e6:.0f} MB on disk; medians, and the least behind them")
    report("opening the bank", told["open"], "ms")
    report("drawing 20 questions for the first time", told["first"], "ms", MOST_MILLISECONDS)
    for name, (least, median) in told["draw"].items():
        report(f"drawing 20: {name}", median, "ms", MOST_MILLISECONDS, f" ({least:.1f})")
    report("memory above the imports, after all that", told["memory"], "MB", MOST_MEGABYTES)
    report("finding 20 questions by their ids", told["found"][1], "ms", None, f" ({told['found'][0]:.1f})")
    report("ruling on a slip with the bank's names", told["graded"][1], "ms", None, f" ({told['graded'][0]:.2f})")
    report("memory after that", told["all"], "MB")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a compiled bank.")
    parser.add_argument("films", type=int, nargs="?", default=100_000)
    parser.add_argument("--bank", type=Path, help="a compiled bank that is there")
    arguments = parser.parse_args()
    if arguments.bank:
        measure(arguments.bank)
        return
    with tempfile.TemporaryDirectory(prefix="bench-compiled-") as temporary:
        files, bank = Path(temporary) / "files", Path(temporary) / "films.quizzer"
        write_files(files, arguments.films)
        subprocess.run(compile_command(files, bank), check=True, stderr=subprocess.DEVNULL)
        measure(bank)


if __name__ == "__main__":
    main()
