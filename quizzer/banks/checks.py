"""Every fault of a bank in one go."""

from __future__ import annotations

import os

from quizzer.banks.faults import Fault
from quizzer.banks.loading import hand_written_questions
from quizzer.banks.reading import read_bank_file
from quizzer.errors import BankError

__all__ = ["check_bank"]


def check_bank(path: str | os.PathLike[str]) -> list[Fault]:
    """The faults of a bank file, file by file in the order of its lines; none if it can be played.

    It does not raise for what the file holds, nor if there is no such file: that is a fault too.
    """
    try:
        reading = read_bank_file(path)
    except BankError as trouble:
        return [Fault(trouble.line or 1, trouble.column or 1, "error", trouble.message)]
    _, faults = hand_written_questions(reading)
    return reading.in_order([*reading.faults, *faults])
