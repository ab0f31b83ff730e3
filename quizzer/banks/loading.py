"""Bank files read and made ready to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quizzer.bank_files.faults import Fault, as_error
from quizzer.bank_files.hand_written import NOTHING_TO_ASK, HandWritten, faults_in, read_hand_written
from quizzer.bank_files.reader import Reading, read_bank_file
from quizzer.banks.bank import Bank
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions, without_repeated_ids
from quizzer.question import Question


class Loaded(NamedTuple):
    """A bank, and the texts of the files that its own files include, by path."""

    bank: Bank
    included: dict[str, str]


def read_bank(files: Sequence[str]) -> Loaded:
    """One bank of several files. Raises BankError for the first thing that cannot be read or asked."""
    readings, hand_written = [], []
    included: dict[str, str] = {}
    for file in files:
        reading = read_bank_file(file)
        questions, faults = hand_written_questions(reading)
        if reading.bank is None or faults:
            raise as_error(reading.in_order([*reading.faults, *faults]), file)
        readings.append((reading, reading.bank))
        hand_written += questions
        included |= {path: text for path, text in reading.files.items() if path != file}
    films = merge_films(film for _, bank in readings for film in bank.films)
    bank = Bank(
        title=", ".join(dict.fromkeys(reading.title for reading, _ in readings)),
        license=", ".join(dict.fromkeys(bank.license for _, bank in readings if bank.license)),
        films=films,
        questions=without_repeated_ids([*make_questions(films), *hand_written]),
    )
    return Loaded(bank, included)


def bank_of(reading: Reading, written: Iterable[HandWritten], *, drafts: bool = False) -> Bank:
    """The bank that comes of what was read of it, whatever else is wrong there; with its drafts if they are wanted."""
    films = merge_films(film for _, film in reading.films)
    questions = [one.question for one in written if one.question is not None and (drafts or not one.entry.draft)]
    return Bank(title=reading.title, films=films, questions=without_repeated_ids([*make_questions(films), *questions]))


def hand_written_questions(reading: Reading, *, drafts: bool = False) -> tuple[list[Question], list[Fault]]:
    """The hand-written questions of a bank, with its drafts or without, and the errors that keep it from being
    asked."""
    written, faults = read_hand_written(reading)
    errors = [fault for fault in (*faults_in(reading), *faults) if fault.severity == "error"]
    questions = [one.question for one in written if one.question is not None and (drafts or not one.entry.draft)]
    if reading.bank and not errors and not questions and not make_questions(reading.bank.films):
        errors.append(NOTHING_TO_ASK)
    return questions, errors
