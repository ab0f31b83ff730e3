"""Bank files read and made ready to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quizzer.banks.bank import Bank
from quizzer.banks.entries import make_question
from quizzer.banks.faults import Fault, as_error
from quizzer.banks.reading import LARGEST_FILE, Reading, fault_at, read_bank_file
from quizzer.errors import QuizzerError
from quizzer.facts.merging import merge_films
from quizzer.facts.questions import make_questions, without_repeated_ids
from quizzer.grading import fold
from quizzer.question import Question

__all__ = ["LARGEST_FILE", "Loaded", "hand_written_questions", "read_bank"]


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
            raise as_error([*reading.faults, *faults], file)
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


def hand_written_questions(reading: Reading, *, drafts: bool = False) -> tuple[list[Question], list[Fault]]:
    """The hand-written questions of a bank, with its drafts or without, and what is wrong with those that cannot be
    asked."""
    films = {name.casefold(): film for _, film in reading.films for name in (film.label, film.title)}
    aliases = {fold(name): others for name, others in reading.bank.aliases.items()} if reading.bank else {}
    questions: list[Question] = []
    faults: list[Fault] = []
    ids: set[str] = set()
    for node, entry in reading.questions:
        if entry.id and entry.id in ids:
            faults.append(fault_at(node, f"the id {entry.id!r} stands at two questions; each needs its own"))
        ids.add(entry.id or "")
        try:
            question = make_question(entry, bank_title=reading.title_at(node), films=films, aliases=aliases)
        except QuizzerError as trouble:
            faults.append(fault_at(node, str(trouble)))
        else:
            questions += [question] if drafts or not entry.draft else []
    if reading.bank and not faults and not questions and not make_questions(reading.bank.films):
        faults.append(Fault(1, 1, "error", "nothing can be asked here: the bank needs questions, or films with facts"))
    return questions, faults
