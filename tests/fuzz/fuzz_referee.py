"""Throws text at every kind of key for as long as it is told: python tests/fuzz/fuzz_referee.py [SECONDS] [SEED]

Prints each text that raises or takes longer than a hundredth of a second, shortened as far as it stays so; exit
status 1 when there was one. With no seed it takes another each time and prints it.
"""

from __future__ import annotations

import random
import sys
import time

from quizzer.grading import KINDS, AnswerKey, Canon, Verdict

SLOW = 0.01
ANSWERS = {
    "number": ["7", "35 mm", "9%"], "year": ["1995"], "date": ["16 May 1995", "1995"], "money": ["$18,000,000"],
    "duration": ["1h 52m"], "boolean": ["true"], "choice": ["Brazil"], "list": ["Chico", "Harpo"],
}  # fmt: skip
NAMES = ["Місто загублених дітей", "Star Wars: Episode IV - A New Hope", "Joel Coen and Ethan Coen", "8½", "Se7en", "❤"]
CANON = Canon([*NAMES, "Brazil", "Alien", "Aliens"])
PIECES = [
    "the ", "a", " of ", "Jaws", "not ", "or ", " and ", "I think it's ", "?", "/", ",", ";", "(", ")",
    "[1995]", "1995",
    "II", "2", "½", "½" * 50, "\u0301", "\u0301" * 300, "\u202e", "\u200f", "\ufeff", "\x00", "\ud800",
    "\udfff", "👨‍👩‍👧",
    "🎬", "Ж", "ї", "漢", "한", "ー", "ﷺ", "İ", "ß", "ŉ", "e\u0301", " ", "\t", "\n", "\u3000", "'", "’",
    "-", "—", "$",
    "€", "%", "1,000", "1.5", ".", "..", "0" * 40, "9" * 400, "minus ", "million ", "hundred ", "k ", "and a half",
    "the film called ", "so so so ", "what is ", "i think that ", "aaaa", "x" * 999,
]  # fmt: skip
STRICTNESS = ("strict", "standard", "lenient")


def keys() -> list[AnswerKey]:
    found = []
    for kind in KINDS:
        if kind == "list":
            found.append(AnswerKey(ANSWERS[kind], kind=kind))
            continue
        for answer in ANSWERS.get(kind, NAMES):
            for strictness in STRICTNESS:
                listed = {"reject": ["Aliens"], "prompt": ["Alien"], "year": 1995}
                found.append(AnswerKey(answer, kind=kind, strictness=strictness, **listed))
    return found


def text(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return "".join(chr(chance.randrange(1, 0x110000)) for _ in range(chance.randrange(1, 60)))
    return "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 12))) * chance.choice((1, 1, 1, 2, 50))


def fault(key: AnswerKey, given: str) -> str:
    """What is wrong with the verdict on `given`, or nothing."""
    begun = time.process_time()
    try:
        verdict = key.grade(given, CANON)
        said = (verdict.message, verdict.explain())
    except Exception as error:  # the point of the exercise: nothing may come out
        return f"raised {error!r}"
    if not isinstance(verdict, Verdict) or not all(isinstance(words, str) for words in said):
        return f"gave {verdict!r}"
    spent = time.process_time() - begun
    return f"took {spent:.3f} s" if spent > SLOW else ""


def shortened(key: AnswerKey, given: str) -> str:
    """`given` with pieces cut out as long as the fault stays."""
    size = len(given) // 2
    while size:
        place = 0
        while place < len(given):
            less = given[:place] + given[place + size :]
            if less and fault(key, less):
                given = less
            else:
                place += size
        size //= 2
    return given


def main(seconds: float, seed: int) -> int:
    chance = random.Random(seed)
    asked = keys()
    for key in asked:
        for given in PIECES:
            key.grade(given, CANON)  # tables and scripts are read once
    until = time.monotonic() + seconds
    tried = faults = 0
    while time.monotonic() < until:
        key, given = chance.choice(asked), text(chance)
        tried += 1
        what = fault(key, given)
        if what and fault(key, given):  # a script's table is read when it first comes up
            faults += 1
            print(f"{key!r} {key.strictness}: {shortened(key, given)!a} {what}")
    print(f"{tried} texts, seed {seed}, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    _, *arguments = sys.argv
    chosen = int(arguments[1]) if len(arguments) > 1 else time.time_ns() % 10**6
    sys.exit(main(float(arguments[0]) if arguments else 60.0, chosen))
