"""Bank files read and made ready to be asked."""

from __future__ import annotations

import os
from collections.abc import Sequence

from quizzer.banks.bank import Bank
from quizzer.banks.entries import make_question
from quizzer.banks.faults import Fault, as_error
from quizzer.banks.reading import Reading, fault_at, read_bank_text
from quizzer.banks.schema import BankFile
from quizzer.errors import BankError, QuizzerError
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions, without_repeated_ids
from quizzer.files import read_text
from quizzer.question import Question

__all__ = ["LARGEST_FILE", "hand_written_questions", "read_bank"]

LARGEST_FILE = 50_000_000
"""Bytes that a bank in YAML may have."""


def read_bank(files: Sequence[str]) -> Bank:
    """One bank of several files. Raises BankError for the first thing that cannot be read or asked."""
    banks, hand_written = [], []
    for file in files:
        reading = read_bank_text(read_text(file, at_most=LARGEST_FILE, error=BankError))
        questions, faults = hand_written_questions(reading, file)
        if reading.bank is None or faults:
            raise as_error([*reading.faults, *faults], file)
        banks.append(reading.bank)
        hand_written += questions
    films = merge_films(film for bank in banks for film in bank.films)
    return Bank(
        title=", ".join(dict.fromkeys(title_of(bank, file) for bank, file in zip(banks, files, strict=True))),
        license=", ".join(dict.fromkeys(bank.license for bank in banks if bank.license)),
        films=films,
        questions=without_repeated_ids([*make_questions(films), *hand_written]),
    )


def hand_written_questions(reading: Reading, file: str) -> tuple[list[Question], list[Fault]]:
    """The hand-written questions of a file, and what is wrong with those that cannot be asked."""
    films = {film.title.casefold(): film for film in reading.bank.films} if reading.bank else {}
    title = title_of(reading.bank, file) if reading.bank else ""
    questions: list[Question] = []
    faults: list[Fault] = []
    ids: set[str] = set()
    for node, entry in reading.questions:
        if entry.id and entry.id in ids:
            faults.append(fault_at(node, f"the id {entry.id!r} stands at two questions; each needs its own"))
        ids.add(entry.id or "")
        try:
            question = make_question(entry, bank_title=title, films=films)
        except QuizzerError as trouble:
            faults.append(fault_at(node, str(trouble)))
        else:
            questions += [] if entry.draft else [question]
    if reading.bank and not faults and not questions and not make_questions(reading.bank.films):
        faults.append(Fault(1, 1, "error", "nothing can be asked here: the bank needs questions, or films with facts"))
    return questions, faults


def title_of(bank: BankFile, file: str) -> str:
    """The bank's title; without one its file's name."""
    return bank.title or os.path.splitext(os.path.basename(file))[0].replace("_", " ")  # noqa: PTH119, PTH122
