"""The banks that come with quizzer."""

from __future__ import annotations

import os
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
    """The path of a bank: `name` itself if there is such a file, or else the shipped bank of that name.

    Raises BankError, with the names that there are, if it is neither.
    """
    if "/" in name or "\\" in name or os.path.lexists(name):
        return name
    wanted = name.removesuffix(".yaml")
    known = {bank.stem: str(bank) for bank in shipped_banks()}
    if wanted in known:
        return known[wanted]
    if wanted != name:
        return name
    raise BankError(
        f"there is no such file, and no bank of that name comes with quizzer: {', '.join(known)}", file=name
    )
