"""`load_bank`: from a cache where it can be, else from the files themselves.

What reads YAML and makes questions, or opens a database, is imported by the functions that need it: where a bank was
cached, none of it is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from quizzer.banks.bank import Bank
from quizzer.banks.shipped import shipped_bank
from quizzer.errors import BankError
from quizzer.files import is_database

if TYPE_CHECKING:
    from quizzer.bank_files.faults import Fault
    from quizzer.bank_files.hand_written import HandWritten
    from quizzer.bank_files.reader import Reading
    from quizzer.banks.stores import BankStore
    from quizzer.question import Question


def load_bank(
    *paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    cache: str | os.PathLike[str] | None = None,
    before_reading: Callable[[], object] = lambda: None,
) -> Bank:
    """The bank in a file, or one bank of several files: what they know of the same film is put together, except where a
    compiled bank is among them. A shipped bank's name will do for its path: "city_of_lost_children".

    With a folder as `cache`, a bank that was read before is read much quicker from what that folder keeps of it. The
    folder may be deleted at any time. `before_reading` is called where the files themselves must be read.

    Raises BankError, with file, line and column, for the first thing that cannot be read or asked.
    """
    files = [os.fspath(one) for path in paths for one in ([path] if isinstance(path, str | os.PathLike) else path)]
    files = [os.fspath(shipped_bank(file) or file) for file in files]
    if not files:
        raise BankError("name a bank to load")
    compiled = [file for file in files if is_database(file)]
    if compiled:
        return _open_compiled(compiled, [file for file in files if file not in compiled], cache)
    if cache is None:
        return read_bank(files)[0]
    from quizzer.banks.cache import BankCache

    kept = BankCache(cache)
    before = kept.key(files)
    if before is None:
        return read_bank(files)[0]
    bank: Bank | None = kept.read(before, files, lambda: read_bank(files)[0])
    if bank is None:
        before_reading()
        bank, included = read_bank(files)
        # A file that was saved meanwhile may be neither what was read nor what the key tells.
        if before == kept.key(files):
            kept.keep(before, bank, files, included)
    return bank


def read_bank(files: Sequence[str]) -> tuple[Bank, dict[str, str]]:
    """One bank of several files, and the texts of the files that these include, by path.

    Raises BankError for the first thing that cannot be read or asked.
    """
    from quizzer.bank_files.faults import as_error
    from quizzer.bank_files.reader import read_bank_file
    from quizzer.facts.merging import merge_films
    from quizzer.facts.questions import make_questions, without_repeated_ids

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
        title=", ".join(dict.fromkeys(reading.title() for reading, _ in readings)),
        about=" ".join(told for _, bank in readings if (told := bank.about or bank.description)),
        license=", ".join(dict.fromkeys(bank.license for _, bank in readings if bank.license)),
        films=films,
        questions=without_repeated_ids([*make_questions(films), *hand_written]),
    )
    return bank, included


def bank_of(reading: Reading, written: Iterable[HandWritten], *, drafts: bool = False) -> Bank:
    """The bank that comes of what was read of it, whatever else is wrong there; with its drafts if they are wanted."""
    from quizzer.facts.merging import merge_films
    from quizzer.facts.questions import make_questions, without_repeated_ids

    films = merge_films(film for _, film in reading.films)
    questions = [one.question for one in written if one.question is not None and (drafts or not one.entry.draft)]
    return Bank(
        title=reading.title(), films=films, questions=without_repeated_ids([*make_questions(films), *questions])
    )


def hand_written_questions(reading: Reading, *, drafts: bool = False) -> tuple[list[Question], list[Fault]]:
    """The hand-written questions of a bank, with its drafts or without, and the errors that keep it from being
    asked."""
    from quizzer.bank_files.film_checks import faults_in
    from quizzer.bank_files.hand_written import NOTHING_TO_ASK, read_hand_written
    from quizzer.facts.questions import has_questions

    written, faults = read_hand_written(reading)
    errors = [fault for fault in (*faults_in(reading), *faults) if fault.severity == "error"]
    questions = [one.question for one in written if one.question is not None and (drafts or not one.entry.draft)]
    if reading.bank and not errors and not questions and not has_questions(reading.bank.films):
        errors.append(NOTHING_TO_ASK)
    return questions, errors


def _open_compiled(compiled: Sequence[str], others: Sequence[str], cache: str | os.PathLike[str] | None) -> Bank:
    from quizzer.banks.compiled import CompiledStore

    stores: list[BankStore] = [CompiledStore(file) for file in dict.fromkeys(compiled)]
    if others:
        stores.append(load_bank(others, cache=cache).store)
    if len(stores) == 1:
        return Bank(store=stores[0])
    from quizzer.banks.joined import JoinedStore

    return Bank(store=JoinedStore(stores))
