"""What compiling IMDb's dataset files costs, beside one scan of them and beside what others make of them.

    python tests/benchmarks/bench_imdb.py [TITLES] [--plain] [--others] [--slope SIZE…]

Files of the real shape are made for so many TITLES (100,000 if none is said; 4 alternate titles and 8 principals each),
packed as IMDb publishes them, or `--plain`. DuckDB scans them once over every column as text, before and behind; the
mark is six times that, and 2 GB of memory. `--others` puts imdb-sqlite and cinemagoer's importer beside it, installed
into an environment of their own for the while. `--slope 100000 300000 1000000 3000000` tells how the time grows, in
logarithms: 1 is in proportion. Every program runs in a process of its own; all files lie in a temporary folder.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from imdb_files import compile_command, write_files

MOST_SCANS, MOST_MEGABYTES = 6.0, 2000
_SCAN = """
import sys, duckdb
from pathlib import Path
database = duckdb.connect()
for path in sorted(Path(sys.argv[1]).iterdir()):
    table = (f"read_csv('{path}', delim='\\t', quote='', escape='', header=true, all_varchar=true, nullstr='\\\\N')")
    columns = [row[0] for row in database.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()]
    sums = ", ".join(f'sum(length("{column}"))' for column in columns)
    database.execute(f"SELECT {sums} FROM {table}").fetchall()
"""


class Spent(NamedTuple):
    """What a process took: seconds by the clock and of all processors, and megabytes at the most."""

    seconds: float
    processor: float
    megabytes: float


def run(command: Sequence[str]) -> Spent:
    """Runs a program to its end."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    complaint = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:4])} … failed: {complaint.decode()[-500:]}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Spent(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def scan(files: Path) -> Spent:
    return run([sys.executable, "-c", _SCAN, str(files)])


def tell(what: str, spent: Spent, scanned: Spent, most: float | None = None) -> None:
    scans, busy = spent.seconds / scanned.seconds, spent.processor / scanned.processor
    mark = f"   mark {most:g}{'' if scans <= most else '   OVER'}" if most else ""
    print(
        f"{what:32s} {spent.seconds:8.1f} s {spent.processor:8.1f} s cpu {spent.megabytes:7.0f} MB"
        f" {scans:6.1f} scans ({busy:.1f} by cpu){mark}"
    )


def others(files: Path, folder: Path, scanned: Spent) -> None:
    """What a user would take instead."""
    home = folder / "venv"
    venv.create(home)
    python = str(home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    # An environment may have no pip of its own; what it was made from has.
    base = str(Path(sys.base_prefix) / ("python.exe" if sys.platform == "win32" else "bin/python3"))
    install = [base, "-m", "pip", "--python", python, "install", "-q", "imdb-sqlite", "cinemagoer"]
    if subprocess.run(install, capture_output=True, check=False).returncode:
        print("imdb-sqlite and cinemagoer cannot be had here: left out")
        return
    tell(
        "imdb-sqlite",
        run([str(home / "bin" / "imdb-sqlite"), "--db", str(folder / "a.db"), "--cache-dir", str(files)]),
        scanned,
    )
    importer = str(home / "bin" / "s32cinemagoer.py")
    tell("cinemagoer", run([python, importer, str(files), f"sqlite:///{folder / 'b.db'}"]), scanned)


def measure(folder: Path, titles: int, *, plain: bool, beside: bool) -> Spent:
    """Makes files for so many titles and tells what they cost."""
    files = folder / "files"
    rows = write_files(files, titles, compressed=not plain)
    size = sum(path.stat().st_size for path in files.iterdir()) / 1e6
    counts = ", ".join(f"{rows[name]:,} {name}" for name in ("title.basics", "title.akas", "title.principals"))
    print(f"\n{counts}; {size:.0f} MB {'plain' if plain else 'packed'}")
    bank = folder / "films.quizzer"
    first = scan(files)
    spent = run(compile_command(files, bank))
    second = scan(files)
    scanned = Spent(*((one + other) / 2 for one, other in zip(first, second, strict=True)))
    tell("DuckDB scans every column", scanned, scanned)
    tell("quizzer import imdb-dataset", spent, scanned, MOST_SCANS)
    over = "" if spent.megabytes <= MOST_MEGABYTES else "   OVER"
    print(f"{'  at most in memory':32s} {spent.megabytes:8.0f} MB   mark {MOST_MEGABYTES}{over}")
    print(f"{'  the bank':32s} {bank.stat().st_size / 1e6:8.0f} MB")
    if beside:
        others(files, folder, scanned)
    for path in [*files.iterdir(), bank]:
        path.unlink()
    return spent


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The slope of a line through points in logarithms, by least squares."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    x_mean, y_mean = (sum(column) / len(logs) for column in zip(*logs, strict=True))
    above = sum((x - x_mean) * (y - y_mean) for x, y in logs)
    return above / sum((x - x_mean) ** 2 for x, _ in logs)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the import of IMDb's dataset files.")
    parser.add_argument("titles", type=int, nargs="?", default=100_000)
    parser.add_argument("--plain", action="store_true", help="files that are not packed")
    parser.add_argument("--others", action="store_true", help="imdb-sqlite and cinemagoer too")
    parser.add_argument("--slope", type=int, nargs="+", metavar="SIZE", help="how the time grows over these sizes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-imdb-") as temporary:
        folder = Path(temporary)
        if not arguments.slope:
            measure(folder, arguments.titles, plain=arguments.plain, beside=arguments.others and not arguments.plain)
            return
        spent = {size: measure(folder, size, plain=arguments.plain, beside=False) for size in arguments.slope}
        for name, field in (("by the clock", "seconds"), ("by the processors", "processor")):
            points = [(float(size), getattr(one, field)) for size, one in spent.items()]
            print(f"slope of the time over {len(points)} sizes, {name}: {slope(points):.2f} (1 is in proportion)")


if __name__ == "__main__":
    main()
