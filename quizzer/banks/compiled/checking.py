"""What is wrong with a compiled bank."""

from __future__ import annotations

import os
from collections.abc import Iterator

from quizzer.bank_files.faults import Fault
from quizzer.banks.compiled.bank import CompiledBank
from quizzer.banks.compiled.file import CompiledFile
from quizzer.errors import BankError

__all__ = ["check_compiled_bank"]

_FILMS_LOOKED_AT = 500


def check_compiled_bank(path: str | os.PathLike[str]) -> list[Fault]:
    """The faults of a compiled bank: a damaged file, parts that do not fit together, films that cannot be read.

    The file is looked at whole; of its films some hundred are read, spread over all of them.
    """
    try:
        bank = CompiledBank(path)
        return [Fault(1, 1, "error", message) for message in (*_damage(bank.file), *_misfits(bank))]
    except BankError as trouble:
        return [Fault(1, 1, "error", trouble.message)]


def _damage(file: CompiledFile) -> Iterator[str]:
    for message in file.integrity():
        yield f"this bank is damaged ({message}): make it again"


def _misfits(bank: CompiledBank) -> Iterator[str]:
    film_count = bank.file.tables.get("films", 0)
    if film_count != len(bank.films):
        yield f"this bank tells of {len(bank.films):,} films and has {film_count:,}: make it again"
        return
    step = max(1, film_count // _FILMS_LOOKED_AT)
    asked = 0
    for rank in range(0, film_count, step):
        asked += len(bank.questions_about(rank))
    if not asked:
        yield "nothing can be asked here: the bank needs films with facts"
