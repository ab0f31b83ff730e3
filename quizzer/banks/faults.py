"""What is wrong with a bank, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quizzer.errors import BankError

__all__ = ["Fault", "as_error"]


@dataclass(frozen=True)
class Fault:
    """One fault of a file at a line and a column (both from 1). An "error" cannot be loaded or asked; a "warning" is
    only unwise. `file` is the path of an included file; it is empty for a fault of the bank's own file."""

    line: int
    column: int
    severity: Literal["error", "warning"]
    message: str
    file: str = ""

    def text(self, file: str) -> str:
        """The fault as compilers print theirs: path:line:column: severity: message. `file` is the bank's path."""
        return f"{self.file or file}:{self.line}:{self.column}: {self.severity}: {self.message}"


def as_error(faults: list[Fault], file: str) -> BankError:
    """The first error among the faults as an exception; it tells how many more there are."""
    errors = [fault for fault in faults if fault.severity == "error"]
    first, more = errors[0], len(errors) - 1
    rest = f" (and {more} more: quizzer check lists all)" if more else ""
    return BankError(first.message + rest, file=first.file or file, line=first.line, column=first.column)
