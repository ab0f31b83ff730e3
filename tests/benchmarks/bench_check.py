"""How long `quizzer check` takes, as a ratio to loading the same bank (no cache) within one run.

    python tests/benchmarks/bench_check.py

Prints the ratio for three banks of 2,000 questions, medians of seven rounds in turns (mark: 3): one of films and
hand-written questions, one of hand-written questions alone, and one in which every tenth question has a fault.
"""

from __future__ import annotations

import contextlib
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from large_bank import write_large_bank

from quizzer.banks.checks.inspection import inspect_bank
from quizzer.banks.loading import read_bank
from quizzer.errors import BankError

ROUNDS = 7
QUESTIONS = 2000
WORDS = "keeper gull tower lamp storm rope bell boat tide cliff net harbour letter coat candle stair".split()
SYLLABLES = "ba be bo da de do fa fe ka ke ki la le lo ma me mi mo na ne no ra re ri ro sa se so ta te to".split()
FAULTS = ("anwser: a rope", "kind: persn", "difficulty: 9", "hints: []", "tolerance: much")


def hand_written(faults: tuple[str, ...] = ()) -> str:
    """A bank of hand-written questions of many kinds, every tenth with one of the faults."""
    chance = Random(5)
    lines = ["format: 1", "title: By hand", "questions:"]
    for number in range(QUESTIONS):
        fault = [faults[number // 10 % len(faults)]] if faults and number % 10 == 0 else []
        keys = [f"ask: {_sentence(chance, 12)} number {number}?", *_rest(chance), *fault]
        lines += [f"  - {keys[0]}", *(f"    {key}" for key in keys[1:])]
    return "\n".join(lines) + "\n"


def _rest(chance: Random) -> list[str]:
    kind = chance.choice(("person", "person", "title", "text", "number", "year", "list", "choice", "boolean"))
    name = f"{_name(chance)} {_name(chance)}"
    one, other = _name(chance), _name(chance)
    answers = {
        "person": [f"answer: {name}", f"accept: [{one} {name.split()[1]}]", f"reject: [{other} {one}]"],
        "title": [f"answer: The {name}", f"accept: [{one}]"],
        "text": [f"answer: {one} {other}", f"accept: [{_name(chance)}, the {_name(chance)}]"],
        "number": [f"answer: {chance.randint(2, 5000)}"],
        "year": [f"answer: {chance.randint(1900, 2020)}"],
        "list": [f"answer: [{name}, {one}, {other}]", "need: 2"],
        "choice": [f"answer: {one}", f"choices: [{one}, {other}, {_name(chance)}]"],
        "boolean": ["answer: yes"],
    }
    return [
        *answers[kind],
        *([] if kind in ("list", "choice", "boolean") else [f"kind: {kind}"]),
        f"category: {chance.choice(('trivia', 'cast', 'soundtrack', 'plot'))}",
        f"difficulty: {chance.randint(1, 5)}",
        f"hints: [{_sentence(chance, 4)}, {_sentence(chance, 5)}]",
        f"explain: {_sentence(chance, 14)}, as {_name(chance)} tells.",
        f"source: https://example.org/{_name(chance)}",
    ]


def _sentence(chance: Random, words: int) -> str:
    return " ".join(chance.choice((*WORDS, _name(chance).lower())) for _ in range(words)).capitalize()


def _name(chance: Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def load(path: Path) -> None:
    with contextlib.suppress(BankError):  # a bank with faults is read to its end all the same
        read_bank([str(path)])


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    banks = {name: folder / f"{name.replace(' ', '_')}.yaml" for name in ("films and questions", "by hand", "faulty")}
    write_large_bank(banks["films and questions"], QUESTIONS)
    banks["by hand"].write_text(hand_written(), encoding="utf-8")
    banks["faulty"].write_text(hand_written(FAULTS), encoding="utf-8")
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in banks}
    for _ in range(ROUNDS + 1):
        for name, path in banks.items():
            times[name].append((seconds(lambda path=path: load(path)), seconds(lambda path=path: inspect_bank(path))))
    for name, path in banks.items():
        loading, checking = (statistics.median(column) for column in zip(*times[name][1:], strict=True))
        found = len(inspect_bank(path).faults)
        print(
            f"{name:20} load {loading * 1000:6.0f} ms   check {checking * 1000:6.0f} ms   "
            f"ratio {checking / loading:.2f} (at most 3)   {found} faults"
        )


if __name__ == "__main__":
    main()
