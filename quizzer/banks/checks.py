"""Every fault of a bank in one go."""

from __future__ import annotations

import os

from quizzer.banks.faults import Fault
from quizzer.banks.loading import LARGEST_FILE, hand_written_questions
from quizzer.banks.reading import read_bank_text
from quizzer.errors import BankError
from quizzer.files import read_text

__all__ = ["check_bank"]


def check_bank(path: str | os.PathLike[str]) -> list[Fault]:
    """The faults of a bank file, in the order of its lines; none if it can be played.

    It does not raise for what the file holds, nor if there is no such file: that is a fault too.
    """
    file = os.fspath(path)
    try:
        text = read_text(file, at_most=LARGEST_FILE, error=BankError)
    except BankError as trouble:
        return [Fault(trouble.line or 1, trouble.column or 1, "error", trouble.message)]
    reading = read_bank_text(text)
    _, faults = hand_written_questions(reading, file)
    return sorted([*reading.faults, *faults], key=lambda fault: (fault.line, fault.column))
