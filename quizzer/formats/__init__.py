"""Other programs' formats: questions read from them, and written for them."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from quizzer.errors import SourceError, boundary
from quizzer.formats.exported import Exported, entries_of
from quizzer.formats.imported import Imported, in_one_bank
from quizzer.question import Question

__all__ = ["FORMATS", "Exported", "Imported", "export_questions", "in_one_bank", "read_format"]

FORMATS = {name: name for name in ("opentdb", "red", "gift", "aiken", "quizbowl", "anki")} | {"csv": "csv_tables"}
"""The formats by their names on the command line, each with the module that reads and writes it."""


def read_format(name: str, text: str, *, file: str = "") -> Imported:
    """The questions in the text of a file of this format. It never raises for what the text says: that is in the
    result's `faults`, each with its line."""
    module = import_module(f"quizzer.formats.{FORMATS[name]}")
    try:
        with boundary("this file", file=file):
            imported: Imported = module.read(text, file)
    except SourceError as trouble:
        return Imported(file=file, faults=[trouble])
    return imported


def export_questions(
    name: str, questions: Iterable[Question], *, title: str, suffix: str = "", at: float = 0.0
) -> Exported:
    """Questions in a format. `suffix`, how the file's name ends, chooses among the ways in which some formats are
    written; `at` (seconds since 1970) dates a deck of Anki.

    Raises QuizzerError if a deck is wanted and genanki is not installed.
    """
    entries, lost = entries_of(questions)
    module = import_module(f"quizzer.formats.{FORMATS[name]}")
    options: dict[str, Any] = {"suffix": suffix} if name in ("anki", "csv") else {}
    if name == "anki":
        options["at"] = at
    exported: Exported = module.write(entries, title, **options)
    exported.lost = lost + exported.lost
    return exported
