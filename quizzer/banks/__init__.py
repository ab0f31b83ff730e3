"""Banks: their files, what can be asked from them, and which questions a game gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.lazily import lazily

if TYPE_CHECKING:
    from quizzer.banks.bank import Bank
    from quizzer.banks.checks.checking import check_bank
    from quizzer.banks.faults import Fault
    from quizzer.banks.opening import load_bank
    from quizzer.banks.writing import write_bank

# Names load when first used: a game out of a cached bank reads no YAML.
_HOMES = {
    "Bank": "bank",
    "Fault": "faults",
    "check_bank": "checks.checking",
    "load_bank": "opening",
    "write_bank": "writing",
}

__all__ = ["Bank", "Fault", "check_bank", "load_bank", "write_bank"]


__getattr__ = lazily(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted(__all__)
