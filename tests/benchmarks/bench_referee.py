"""What the referee costs, as ratios within one run: python tests/benchmarks/bench_referee.py [MILLION]

With the argument `million` the canon of 1,000,000 names is built too (half a minute, 300 MB). Uses the rows beside the
repository (../shared/grading) when they are there, and its own otherwise.
"""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from rapidfuzz.fuzz import WRatio

from quizzer.grading import AnswerKey, Canon

SHARED = Path(__file__).parents[3] / "shared" / "grading"
TITLES = (
    """
Alien|Aliens|Amélie|Annie Hall|Apocalypse Now|Barry Lyndon|Blade Runner|Blue Velvet|Brazil|Casablanca
Chinatown|Citizen Kane|City of God|Dead Man|Delicatessen|Die Hard|Do the Right Thing|Dr. Strangelove
Eraserhead|Fargo|Fight Club|Gandhi|Goodfellas|Groundhog Day|Heat|Ikiru|Jaws|King Kong|La Dolce Vita|La Haine
Lost Highway|Metropolis|Modern Times|Mulholland Drive|My Fair Lady|Network|Nosferatu|Notorious
On the Waterfront|Paris, Texas|Persona|Playtime|Psycho|Raging Bull|Rashomon|Rear Window|Rocky|Rocky II
Rocky III|Seven Samurai|Solaris|Stalker|Sunset Boulevard|Taxi Driver|The Apartment|The City of Lost Children
The Godfather|The Godfather Part II|The Shining|The Third Man|Tokyo Story|Touch of Evil|Vertigo
Wild Strawberries|Wings of Desire
""".strip()
    .replace("\n", "|")
    .split("|")
)

Row = tuple[list[str], str, str]


def title_rows() -> list[Row]:
    """Answer, what was given and the kind, for keys of one answer: slips, other films, other films with slips."""
    if SHARED.is_dir():
        return [
            row for name in ("typed_titles", "other_films", "typed_other_films") for row in shared_rows(name, "title")
        ]
    chance = random.Random(1)
    rows: list[Row] = []
    for title in TITLES:
        place = chance.randrange(len(title) - 1)
        rows.append(([title], title[:place] + title[place + 1 :], "title"))
        rows.append(([title], chance.choice(TITLES), "title"))
    return rows


def alias_rows() -> list[Row]:
    """The same for keys of about fourteen aliases."""
    if SHARED.is_dir():
        return [row for row in shared_rows("human_trivia", "text") if 10 <= len(row[0]) <= 18]
    return [(TITLES[place : place + 14], given, "text") for place in range(40) for given in TITLES[place : place + 20]]


def shared_rows(name: str, kind: str) -> list[Row]:
    with (SHARED / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [(row["answers"], row["given"], kind) for row in map(json.loads, lines)]


def microseconds(work: Callable[[], object], times: int) -> float:
    """The least time of nine runs, for each of `times` pieces of work; what other programs take does not count."""
    spent = []
    for _ in range(9):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent) / times * 1e6


def verdicts(rows: Sequence[Row], canon: Canon | None = None) -> float:
    """Microseconds a verdict on keys that are prepared."""
    asked = [(AnswerKey(names[0], accept=names[1:], kind=kind), given) for names, given, kind in rows]
    for key, given in asked:
        key.grade(given, canon)
    return microseconds(lambda: [key.grade(given, canon) for key, given in asked], len(asked))


def made_and_judged(rows: Sequence[Row]) -> float:
    """Microseconds for each alias of keys that are made and judge the one answer they get."""
    count = sum(len(names) for names, _, _ in rows)
    return microseconds(
        lambda: [AnswerKey(names[0], accept=names[1:], kind=kind).grade(given) for names, given, kind in rows], count
    )


HOSTILE = (
    "a " * 500, "of the " * 150, "or " * 333, "jaws / " * 140, "heat, " * 160, "nineteen " * 110, "1" * 1000,
    "é" * 1000, "((((" * 250, "not " * 250, "Жю" * 500, "七十" * 500, "의" * 1000, "'s " * 330,
    "i think it is " * 70, "2 3/4 " * 160,
)  # fmt: skip
ANSWERS = {"number": "7", "year": "1995", "date": "16 May 1995", "money": "$18,000,000", "duration": "112 minutes"}


def hostile_milliseconds(kinds: Sequence[str], names: int) -> float:
    """The longest verdict on a hostile text by a key of `names` names of one of the kinds."""
    longest = 0.0
    for kind in kinds:
        titles = real_titles()[:names]
        key = AnswerKey(titles if kind == "list" else ANSWERS.get(kind, TITLES[4]), kind=kind)
        key.grade("x")
        for text in HOSTILE:
            key.grade(text)
            longest = max(longest, microseconds(lambda key=key, text=text: key.grade(text), 1) / 1e3)  # type: ignore[misc]
    return longest


def floor(rows: Sequence[Row]) -> float:
    """Microseconds of one WRatio call on the same rows."""
    return microseconds(lambda: [WRatio(names[0], given) for names, given, _ in rows], len(rows))


def many_names(count: int) -> list[str]:
    """Names of two to four words, as unlike each other as titles are; the first are real titles."""
    chance = random.Random(2)
    words = sorted({word for title in real_titles() for word in title.split()})
    names = real_titles()[:count]
    while len(names) < count:
        names.append(" ".join(chance.choice(words) for _ in range(chance.choice((2, 2, 3, 3, 4)))))
    return names


def real_titles() -> list[str]:
    if SHARED.is_dir():
        return (SHARED / "film_titles.txt").read_text(encoding="utf-8").splitlines()
    return list(TITLES)


def report(what: str, value: float, mark: float, unit: str = "times") -> None:
    print(f"{what:62s} {value:9.2f} {unit:8s} mark {mark:g}{'' if value <= mark else '   OVER'}")


def canon_costs(count: int) -> tuple[Canon, float, float]:
    """A canon of `count` names, and the microseconds and bytes that each of them cost."""
    names = many_names(count)
    gc.collect()
    begun = time.process_time()
    canon = Canon(names, kind="title")
    spent = time.process_time() - begun
    del canon
    gc.collect()
    tracemalloc.start()
    canon = Canon(names, kind="title")
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return canon, spent / count * 1e6, held / count


def import_milliseconds(statement: str) -> float:
    """The median of 25 fresh imports, with byte code, as users have it."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    code = f"import time; t = time.process_time(); {statement}; print(time.process_time() - t)"
    spent = []
    for _ in range(25):
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        spent.append(float(run.stdout))
    return median(spent) * 1e3


def main() -> None:
    titles, aliases = title_rows(), alias_rows()
    one, call = verdicts(titles), floor(titles)
    print(
        f"{len(titles)} rows of one answer, {len(aliases)} of many; "
        f"one WRatio call {call:.2f} µs, one verdict {one:.2f} µs"
    )
    report("a verdict, one answer / WRatio", one / call, 9)
    report("a verdict, about 14 aliases / WRatio", verdicts(aliases) / floor(aliases), 12)
    canon, cost, size = canon_costs(10_000)
    report("building a canon of 10,000", cost, 15, "µs/name")
    report("a canon of 10,000 holds", size, 300, "B/name")
    with_canon = verdicts(titles, canon)
    report("a verdict with a canon of 10,000 / without", with_canon / one, 1.3)
    if "million" in sys.argv[1:]:
        canon, cost, size = canon_costs(1_000_000)
        report("building a canon of 1,000,000", cost, 15, "µs/name")
        report("a canon of 1,000,000 holds", size, 300, "B/name")
        report("a verdict with a canon of 1,000,000 / of 10,000", verdicts(titles, canon) / with_canon, 1.3)
    keys = [AnswerKey(names[0], accept=names[1:], kind=kind) for names, _, kind in (*titles, *aliases)]
    count = sum(len(key.names) for key in keys)
    begun = time.process_time()
    for key in keys:
        key.grade("x")
    report("preparing a key", (time.process_time() - begun) / count * 1e6, 60, "µs/alias")
    report("a key made and judged once", made_and_judged((*titles, *aliases)), 60, "µs/alias")
    for what, kinds, names, mark in (
        ("text", ("text", "title", "person", "character", "number", "year", "date", "money", "duration"), 1, 2),
        ("a list of 7", ("list",), 7, 5),
        ("a list of 100", ("list",), 100, 20),
    ):
        report(f"hostile text, {what}", hostile_milliseconds(kinds, names), mark, "ms")
    base = import_milliseconds("import rapidfuzz.fuzz")
    key = import_milliseconds("import rapidfuzz.fuzz; from quizzer.grading import AnswerKey")
    report("importing AnswerKey, rapidfuzz.fuzz apart", key - base, 20, "ms")
    # Most of this is msgspec, and a third of that typing_extensions, which it takes where they are installed.
    whole = import_milliseconds("import rapidfuzz.fuzz; from quizzer.grading import AnswerKey, Canon, Verdict, fold")
    report("importing AnswerKey, Canon, Verdict, fold; rapidfuzz.fuzz apart", whole - base, 25, "ms")


if __name__ == "__main__":
    main()
