"""What is wrong with a bank, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from quizzer.errors import BankError, PlacedError

Severity = Literal["error", "warning", "remark"]


class Fix(NamedTuple):
    """How a program mends a fault: what stands from `start` to `end` (characters of the file's text, from 0) becomes
    `text`. `done` says it in words."""

    start: int
    end: int
    text: str
    done: str = ""


@dataclass(frozen=True)
class Fault:
    """One fault of a file at a line and a column (both from 1).

    An "error" cannot be loaded or asked; a "warning" is only unwise; a "remark" is no fault, and worth another look.
    `file` is the path of an included file; it is empty for a fault of the bank's own file. `width` is how many
    characters of the line it is about, as far as that is known.
    """

    line: int
    column: int
    severity: Severity
    message: str
    file: str = ""
    width: int = 1
    fix: Fix | None = None

    def text(self, file: str) -> str:
        """The fault as compilers print theirs: path:line:column: severity: message. `file` is the bank's path."""
        return f"{self.file or file}:{self.line}:{self.column}: {self.severity}: {self.message}"


def as_fault(error: PlacedError, file: str = "") -> Fault:
    """An error in a file as a fault, at its place as far as that is known."""
    return Fault(error.line or 1, error.column or 1, "error", error.message, file)


def as_error(faults: Iterable[Fault], file: str) -> BankError:
    """The first error among the faults as an exception; it tells how many more there are."""
    errors = [fault for fault in faults if fault.severity == "error"]
    first, more = errors[0], len(errors) - 1
    rest = f" (and {more} more: quizzer check lists all)" if more else ""
    return BankError(first.message + rest, file=first.file or file, line=first.line, column=first.column)
