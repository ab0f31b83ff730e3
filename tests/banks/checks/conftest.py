"""What the tests of the checks share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quizzer.bank_files.reader import read_bank_text
from quizzer.banks.checks.inspection import inspect_reading

Told = Callable[..., list[str]]


@pytest.fixture
def told() -> Told:
    """The faults of a bank's text as line:column: severity: message; `only` keeps those that have a word in them. With
    `review` remarks are among them."""

    def faults(text: str, only: str = "", *, review: bool = False) -> list[str]:
        report = inspect_reading(read_bank_text(text, "b.yaml"), review=review)
        lines = [fault.text("").removeprefix("b.yaml").removeprefix(":") for fault in report.faults]
        return [line for line in lines if only in line]

    return faults
