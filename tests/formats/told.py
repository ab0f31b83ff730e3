"""What the tests of formats share."""

from __future__ import annotations

from typing import Any

import msgspec
from conftest import ROOT

from quizzer.bank_files.file_format import QuestionEntry
from quizzer.formats import Imported, read_format

FIXTURES = ROOT / "tests" / "fixtures" / "formats"
FILES = {
    "opentdb": ["opentdb.json"],
    "red": ["red.yaml", "red_version_2.txt"],
    "gift": ["exam.gift"],
    "aiken": ["aiken.txt"],
    "quizbowl": ["packet.json"],
    "anki": ["notes.txt"],
    "csv": ["questions.csv"],
}
"""Each format's sample files in FIXTURES: tests change a piece of them, and the fuzzer many."""


def imported(name: str, file: str) -> Imported:
    """What comes of a hand-written file."""
    return read_format(name, (FIXTURES / file).read_text(encoding="utf-8"), file=file)


def fields(entry: QuestionEntry) -> dict[str, Any]:
    """What an entry says beyond the defaults; the answer as a text, or as a list of names."""
    told: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(entry))
    items = [names[0] if len(names) == 1 else names for names in told["answer"]]
    return told | {"answer": items[0] if len(items) == 1 and isinstance(items[0], str) else items}


def faults(read: Imported) -> list[str]:
    """The faults as they are told."""
    return [str(fault) for fault in read.faults]


def lost(read: Imported) -> dict[str, int]:
    """What is lost, and how often."""
    return {what: count for what, count in read.lost.items() if count}


def reading(name: str, text: str) -> list[dict[str, Any]]:
    """The questions of a text, without a fault."""
    read = read_format(name, text)
    assert read.faults == []
    return [fields(entry) for entry in read.entries]


__all__ = ["FILES", "FIXTURES", "faults", "fields", "imported", "lost", "reading"]
