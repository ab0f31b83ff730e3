"""Banks: their files, what can be asked from them, and which questions a game gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzer.banks.bank import Bank, load_bank
from quizzer.banks.faults import Fault
from quizzer.banks.writing import write_bank

if TYPE_CHECKING:
    from quizzer.banks.checks.checking import check_bank

__all__ = ["Bank", "Fault", "check_bank", "load_bank", "write_bank"]


def __getattr__(name: str) -> Any:
    # The checks load when somebody checks: a game needs none of them.
    if name == "check_bank":
        from quizzer.banks.checks.checking import check_bank

        return check_bank
    raise AttributeError(f"module 'quizzer.banks' has no attribute {name!r}")
