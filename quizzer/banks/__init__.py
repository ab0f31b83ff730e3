"""Banks: their files, what can be asked from them, and which questions a game gets."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

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


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'quizzer.banks' has no attribute {name!r}")
    value = getattr(import_module(f"quizzer.banks.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
