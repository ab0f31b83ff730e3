"""Other programs' formats: questions read from them, and written for them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import NamedTuple

from quizzer.banks.formats.exported import Exported, entries_of
from quizzer.banks.formats.imported import Imported, in_one_bank
from quizzer.question import Question

__all__ = ["FORMATS", "Exported", "Format", "Imported", "export_questions", "in_one_bank", "read_format"]


class Format(NamedTuple):
    """A format: the module that reads and writes it, what it is called, and how its files' names end."""

    module: str
    called: str
    suffix: str


FORMATS = {
    "opentdb": Format("opentdb", "the Open Trivia Database's JSON", ".json"),
    "red": Format("red", "trivia lists of Red-DiscordBot", ".yaml"),
    "gift": Format("gift", "Moodle's GIFT", ".gift"),
    "aiken": Format("aiken", "Moodle's Aiken", ".txt"),
    "quizbowl": Format("quizbowl", "quizbowl packets in qbreader's JSON", ".json"),
    "anki": Format("anki", "Anki's notes as text, or a deck (.apkg)", ".txt"),
    "csv": Format("tables", "a table with a header (.csv or .tsv)", ".csv"),
}
"""The formats, by their names on the command line."""


def read_format(name: str, text: str, *, file: str = "") -> Imported:
    """The questions in the text of a file of this format. It never raises for what the text says: that is in the
    result's `faults`, each with its line."""
    read = import_module(f"quizzer.banks.formats.{FORMATS[name].module}").read
    imported: Imported = read(text, file)
    return imported


def export_questions(name: str, questions: Iterable[Question], *, title: str) -> Exported:
    """Questions in a format, as text."""
    entries, lost = entries_of(questions)
    write = import_module(f"quizzer.banks.formats.{FORMATS[name].module}").write
    exported: Exported = write(entries, title)
    exported.lost = lost + exported.lost
    return exported
