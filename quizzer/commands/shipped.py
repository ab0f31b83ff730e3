"""The banks that come with quizzer."""

from __future__ import annotations

from pathlib import Path

import quizzer
from quizzer.errors import BankError

__all__ = ["find_bank", "shipped_banks"]


def shipped_banks() -> list[Path]:
    """The files of the shipped banks by name: inside an installed package, beside it in a checkout.

    Raises BankError if none are there.
    """
    package = Path(quizzer.__file__).parent
    for folder in (package / "question_banks", package.parent / "question_banks"):
        if banks := sorted(folder.glob("*.yaml")):
            return banks
    raise BankError("the banks that come with quizzer are missing; install it again, or name a bank of your own")


def find_bank(name: str) -> str:
    """The path of a bank: `name` itself if there is such a file, or else the shipped bank of that name."""
    if "/" in name or "\\" in name or Path(name).exists():
        return name
    wanted = name.removesuffix(".yaml")
    return next((str(bank) for bank in shipped_banks() if bank.stem == wanted), name)
