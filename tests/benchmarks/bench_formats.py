"""What reading 10,000 questions of another program into a bank costs, in ratios within one run.

The yardstick is what nobody can do without: parsing the source with the quickest parser for it that Python has, and
writing the same values with PyYAML's own C dumper, with no regard for layout. `at most` is what is promised. `own`
takes the writing of the bank instead: it is quicker than that dumper, so the ratio is higher.

    python tests/benchmarks/bench_formats.py [questions]
"""

from __future__ import annotations

import csv
import functools
import gc
import io
import json
import statistics
import sys
import time
from collections.abc import Callable

import msgspec
import yaml

from quizzer.bank_files.yaml_writer import write_bank
from quizzer.formats import FORMATS, in_one_bank, read_format

AT_MOST = 3
ROUNDS = 3
TITLES = ("The Lighthouse Thief", "A Winter in Odesa", "Nine Keys", "Café Zénith: The Return", "Salt & Smoke")


def opentdb(number: int) -> dict[str, object]:
    return {
        "type": "multiple",
        "difficulty": ("easy", "medium", "hard")[number % 3],
        "category": "Entertainment: Film",
        "question": f"In &quot;{TITLES[number % 5]}&quot;, who opens door number {number} on the night of the storm?",
        "correct_answer": f"Keeper {number}",
        "incorrect_answers": [f"Keeper {number + 1}", f"Captain {number}", "Nobody&#039;s friend"],
    }


def red(number: int) -> str:
    return (
        f'"{TITLES[number % 5]}: who opens door number {number}? https://example.org/{number}.png":\n'
        f"- Keeper {number}\n- The keeper of {number}\n- {number}\n"
    )


def gift(number: int) -> str:
    title = TITLES[number % 5].replace(":", "\\:")
    return (
        f"// [tag:film]\n::Door {number}::In {title}, who opens door number {number}?{{\n"
        f"\t=%100%Keeper {number}#Indeed.\n\t=%100%The keeper\n\t=%50%A keeper#Which one?\n\t####It was storming.\n}}\n"
    )


def aiken(number: int) -> str:
    return (
        f"In {TITLES[number % 5]}, who opens door number {number} on the night of the storm?\n"
        f"A. Captain {number}\nB. Keeper {number}\nC. Nobody\nANSWER: {'ABC'[number % 3]}\n"
    )


def quizbowl(number: int) -> dict[str, object]:
    return {
        "_id": f"{number:024x}",
        "question": f"<b>This character of {TITLES[number % 5]} opens door number {number} (*)</b> on the night of the "
        f"storm. For 10 points, name this man who keeps {number} keys.",
        "answer": f"Keeper <b><u>Number {number}</u></b> [or <b><u>Old {number}</u></b>; accept the <b><u>man of "
        f"{number}</u></b> before mention; prompt on <u>keeper</u> by asking “which one?”; do not accept “captain”]",
        "category": "Trash",
        "difficulty": 5,
        "set": {"name": "Storm Open"},
        "packet": {"number": 1},
        "number": number,
    }


def row(number: int) -> list[str]:
    return [
        f"In {TITLES[number % 5]}, who opens door number {number}?",
        f"Keeper {number}",
        f"The keeper of {number} | Number {number}",
        "cast",
        str(1 + number % 5),
        "It is the night of the storm.",
    ]


def anki(number: int) -> list[str]:
    ask, answer, *_ = row(number)
    return [f"{number:016x}", f"<b>{ask}</b>", f"{answer} &amp; son", "category::cast film"]


def table(rows: list[list[str]], separator: str, head: str) -> str:
    stream = io.StringIO()
    stream.write(head)
    csv.writer(stream, delimiter=separator, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def sources(count: int) -> dict[str, tuple[str, Callable[[str], object]]]:
    """A source of each format, and what parses it and no more."""
    numbers = range(count)
    notes = "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n"
    return {
        "opentdb": (json.dumps({"response_code": 0, "results": [opentdb(n) for n in numbers]}), json.loads),
        "red": ("".join(map(red, numbers)), lambda text: yaml.load(text, yaml.CBaseLoader)),
        "gift": ("\n".join(map(gift, numbers)), lambda text: [block.split("\n") for block in text.split("\n\n")]),
        "aiken": ("\n".join(map(aiken, numbers)), lambda text: [block.split("\n") for block in text.split("\n\n")]),
        "quizbowl": (json.dumps({"tossups": [quizbowl(n) for n in numbers]}), json.loads),
        "anki": (
            table([anki(n) for n in numbers], "\t", notes),
            lambda text: list(csv.reader(io.StringIO(text), delimiter="\t")),
        ),
        "csv": (
            table([row(n) for n in numbers], ",", "question,answer,accept,category,difficulty,explanation\n"),
            lambda text: list(csv.reader(io.StringIO(text))),
        ),
    }


def seconds(act: Callable[[], object]) -> float:
    """The median of a few runs, in seconds of this process: what else the machine does is no part of it."""
    taken = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def main() -> None:
    gc.set_threshold(50_000, 20, 20)  # as the command line does
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"{count:,} questions      parse  write  import  ratio (at most {AT_MOST})   own")
    for name, (text, parse) in sources(count).items():
        assert name in FORMATS
        entries = in_one_bank([read_format(name, text)]).entries
        assert len(entries) == count, (name, len(entries))
        plain = [msgspec.to_builtins(entry) for entry in entries]

        def whole(name: str = name, text: str = text) -> str:
            return write_bank(title="T", questions=in_one_bank([read_format(name, text)]).entries)

        parsing = seconds(lambda parse=parse, text=text: parse(text))
        writing = seconds(lambda entries=entries: write_bank(title="T", questions=entries))
        dump = functools.partial(yaml.dump, plain, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        bare = seconds(dump)
        importing = seconds(whole)
        print(
            f"{name:20}{parsing:8.2f}{writing:7.2f}{importing:8.2f}{importing / (parsing + bare):7.2f}"
            f"{importing / (parsing + writing):22.2f}"
        )


if __name__ == "__main__":
    main()
