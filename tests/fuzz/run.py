"""Throws mutated files at every reader: python tests/fuzz/run.py [READER | all] [INPUTS] [SEED]

Each input is a small valid file of that kind, changed a few times: bytes flipped, cut, repeated and moved, hard pieces
put in. Nothing may come out but quizzer's own errors, none may take over SLOW seconds of the processor, and the whole
run may not need over LARGE bytes more. A table tells what was tried; what fell is kept in the folder FUZZ_FOUND names.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

SLOW = 2.0
LARGE = 300_000_000
LONGEST = 200_000  # bytes of an input

Read = Callable[[bytes], object]


@dataclass
class Target:
    """A reader, and the valid files whose changes it is given; `raises` are quizzer's own errors. A `slow` one starts
    another program's engine: tests give it few inputs. Of a `paged` file most inputs keep every byte at its place: the
    others are refused before anything is read."""

    read: Read
    seeds: list[bytes]
    raises: tuple[type[Exception], ...]
    slow: bool = False
    paged: bool = False


@dataclass
class Result:
    """What came of a run: how many inputs, the slowest (seconds), how much memory was needed (bytes), what fell."""

    inputs: int = 0
    slowest: float = 0.0
    memory: int = 0
    fell: list[tuple[str, bytes]] = field(default_factory=list)


PIECES = [
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        "", " ", "\n", "\t", "\0", "\x1b[31m", "\u202e", "\ud800", "\ufeff", "\ufdd0", "é", "漢", "𝐀", "[[",
        "]]", "[[[", "{{c1::", "}}", "[" * 300, "{" * 300, "(" * 300, "<b>" * 300, "<!--", "-->",
        "<!---->" * 40, "<script>", "</script>", "&#0;", "&#x110000;", "&amp;amp;", "NaN", "-Infinity",
        "1e999999", "-0", "9" * 400, "1" * 40, "null", "true", "[]", "{}", '""', "'", '"', "\\", "\\u0000",
        "\\ud800", ",", ":", ": ", "- ", "#", "&a ", "*a", "!!python/object ", "|", ">", "%", "`", "~", "=",
        "$", "->", "::", "/*", "//", " a" * 500, "a" * 5_000, "\n" * 500, "“" * 200, "(a) " * 200, ", b" * 300,
        "by " * 200, "and " * 200, "\r\n", "\r", "--", "...", "Content-Type: text/html; charset=undefined\n",
        "<meta charset=utf-7>", "tt0000000", "Q0", "1995", "0000-00-00", "+99999-00-00T",
    )
]  # fmt: skip


def mutated(seed: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """A file with one to six changes."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 2, 8, 40, 300)))
        match chance.randrange(8):
            case 0 if data:
                data[at % len(data)] = chance.randrange(256)
            case 1:
                del data[at:end]
            case 2:
                data[at:at] = data[at:end] * chance.choice((1, 3, 30))
            case 3:
                data[at:end] = chance.choice(PIECES)
            case 4:
                del data[at:]
            case 5:
                other = chance.choice(others)
                begin = chance.randrange(len(other) + 1)
                data[at:at] = other[begin : begin + chance.choice((4, 40, 400))]
            case 6:
                words = bytes(data).split()
                if words:
                    word, piece = chance.choice(words), chance.choice(PIECES)
                    # Every time that it stands there, but never so often that the file itself needs the memory.
                    data = data.replace(word, piece, chance.choice((1, LONGEST // max(1, len(piece)))))
            case _:
                data[at:at] = chance.choice(PIECES)
        del data[LONGEST:]
    return bytes(data)


def overwritten(seed: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """A file of the same size with one to six changes."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        at, begin = (chance.randrange(len(data)) for _ in range(2))
        piece = chance.choice((chance.randbytes(1), chance.choice(PIECES)[:40], bytes(data[begin : begin + 8])))
        data[at : at + len(piece)] = piece[: len(data) - at]
    return bytes(data)


def run(target: Target, inputs: int, seed: int) -> Result:
    """Reads so many mutated inputs; the same seed makes the same inputs."""
    chance = random.Random(seed)
    result = Result()
    before = _memory()
    for number in range(inputs):
        if number % 100 == 0:
            gc.collect()  # what one input needs counts, not what waits to be thrown away
        change = overwritten if target.paged and chance.random() < 0.9 else mutated
        data = change(chance.choice(target.seeds), target.seeds, chance)
        began = time.process_time()
        try:
            target.read(data)
        except target.raises as trouble:
            if not str(trouble):
                result.fell.append(("an error without a word", data))
        except Exception as trouble:
            result.fell.append((f"{type(trouble).__name__}: {trouble}"[:120], data))
        took = time.process_time() - began
        result.inputs += 1
        result.slowest = max(result.slowest, took)
        if took > SLOW:
            result.fell.append((f"took {took:.1f} s", data))
    result.memory = max(0, _memory() - before)
    if result.memory > LARGE:
        result.fell.append((f"needed {result.memory / 1e6:.0f} MB", b""))
    return result


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(arguments: Iterable[str]) -> int:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from fuzz.readers import targets  # the path to it is made above

    name, inputs, seed, *_ = (*arguments, *("all", "1000", "1")[len(list(arguments)) :])
    with tempfile.TemporaryDirectory() as folder:
        found = targets(Path(folder))
        if name != "all" and name not in found:
            print(f"no reader {name!r}: there are {', '.join(found)}")
            return 2
        print(f"{'reader':<16}{'inputs':>8}{'fell':>6}{'slowest ms':>12}{'MB':>6}", flush=True)
        status = 0
        for one in found if name == "all" else [name]:
            result = run(found[one], int(inputs), int(seed))
            print(
                f"{one:<16}{result.inputs:>8}{len(result.fell):>6}{result.slowest * 1000:>12.0f}"
                f"{result.memory / 1e6:>6.0f}",
                flush=True,
            )
            for place, (what, data) in enumerate(result.fell):
                status = 1
                if place < 8:
                    print(f"    {what}", flush=True)
                if kept := os.environ.get("FUZZ_FOUND"):
                    Path(kept, f"{one}_{seed}_{place}").write_bytes(data)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
