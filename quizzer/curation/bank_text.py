"""A bank's files as an author changes them: found by question, edited, tried, and written whole."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from quizzer.banks.bank import Bank
from quizzer.banks.editing import Path as EditPath
from quizzer.banks.hand_written import read_hand_written
from quizzer.banks.nodes import file_of
from quizzer.banks.reading import LARGEST_FILE, Reading, read_bank_text
from quizzer.errors import BankError, QuizzerError
from quizzer.facts.film import Film
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions, without_repeated_ids
from quizzer.files import read_text, write_text
from quizzer.question import Question

__all__ = ["Found", "clean", "diff", "find_in", "find_question", "raw_text", "read_for_edit", "rewrite"]

LONGEST = 2000
"""Characters of what a player typed that may go into a bank."""


class Found(NamedTuple):
    """A question of a bank: the file and the path in it of its entry, or of its film where it is made from facts."""

    bank: Bank
    question: Question
    bank_path: str
    file: str
    path: EditPath
    film: Film | None
    is_written: bool


def clean(text: str) -> str:
    """What a player typed without anything but its words. Raises QuizzerError if it is too long, or nothing is left."""
    kept = "".join(mark if mark.isprintable() or mark in "\u200c\u200d" else " " for mark in text)
    words = " ".join(kept.split())
    if not words.strip("\u200c\u200d "):
        raise QuizzerError("nothing is left of this answer without its control characters")
    if len(words) > LONGEST:
        raise QuizzerError(f"this answer has {len(words):,} characters, and at most {LONGEST:,} go into a bank")
    return words


def find_question(id_: str, banks: Sequence[str], resolve: Callable[[str], str] = str) -> Found:
    """The question with this id in the banks of a game. Raises BankError if none of them has it any more."""
    trouble: QuizzerError | None = None
    for path in banks:
        try:
            found = find_in(read_for_edit(resolve(path)), id_)
        except QuizzerError as error:
            trouble = error
            continue
        if found is not None:
            return found
    if trouble is not None:
        raise trouble
    raise BankError(f"no question {id_!r} is in this bank any more", file=banks[0] if banks else "")


def read_for_edit(path: str, text: str | None = None) -> Reading:
    """A bank without errors, from its file or from the text that it is to have. Raises BankError."""
    said = read_text(path, at_most=LARGEST_FILE, error=BankError) if text is None else text
    reading = read_bank_text(said.removeprefix("\ufeff").replace("\r\n", "\n"), path)
    _, faults = read_hand_written(reading)
    errors = [fault for fault in (*reading.faults, *faults) if fault.severity == "error"]
    if errors:
        raise BankError(errors[0].message, file=errors[0].file or path, line=errors[0].line, column=errors[0].column)
    return reading


def find_in(reading: Reading, id_: str) -> Found | None:
    """The question with this id in a bank that was read; None without one."""
    written, _ = read_hand_written(reading)
    films = merge_films(film for _, film in reading.films)
    asked = [one for one in written if one.question is not None and not one.entry.draft]
    questions = [*make_questions(films), *(one.question for one in asked if one.question is not None)]
    bank = Bank(title=reading.title, films=films, questions=without_repeated_ids(questions))
    question = bank.by_id.get(id_)
    if question is None:
        return None
    if not question.facts:
        node = next(one.node for one in asked if one.question is not None and one.question.text == question.text)
        return Found(bank, question, reading.file, *_place(reading, node, "questions"), None, is_written=True)
    named = ((node, one) for node, one in reading.films if one.label == question.film)
    entry = next(named, None)
    if entry is None:
        raise BankError(f"the film of question {id_!r} can't be found", file=reading.file)
    node, film = entry
    return Found(bank, question, reading.file, *_place(reading, node, "films"), film, is_written=False)


def _place(reading: Reading, node: yaml.Node, key: str) -> tuple[str, EditPath]:
    for root in reading.roots:
        for name, value in root.value if isinstance(root, yaml.MappingNode) else ():
            items = value.value if isinstance(value, yaml.SequenceNode) else [value]
            if name.value == key and any(item is node for item in items):
                place = next(number for number, item in enumerate(items) if item is node)
                return file_of(node) or reading.file, (key, place)
    raise BankError("an entry is written as an alias (*name): change it by hand", file=reading.file)


def raw_text(file: str) -> str:
    """A file's text to the letter: its line ends, and its mark at the beginning. Raises BankError."""
    read_text(file, at_most=LARGEST_FILE, error=BankError)
    try:
        return Path(file).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BankError("only files in UTF-8 can be edited; save it as UTF-8", file=file) from None


def rewrite(file: str, before: str, after: str) -> None:
    """Puts a changed text in place of the one that was read. Raises QuizzerError if it is another one by now."""
    path = Path(file)
    if before != (raw_text(file) if path.exists() else ""):
        raise QuizzerError(f"{file}: it was changed meanwhile; nothing was written, try again")
    if before != after:
        kept = write_text(file, after)
        if kept is not None:
            kept.unlink(missing_ok=True)  # the difference is shown, and small


def diff(file: str, before: str, after: str) -> str:
    """What is written, as a patch shows it."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), file, file, n=1, lineterm="")
    return "\n".join(lines)
