"""The banks that come with quizzer, each called by its file's name without the suffix."""

import os
from pathlib import Path

from quizzer.errors import BankError

NOT_BANKS = ("rulings.yaml",)
"""Files that lie beside banks and end like them."""

FIRST_BANKS = ("blockbusters", "scores_and_songs")
"""The shipped banks about films that nearly everybody knows, by name."""


def shipped_banks() -> list[Path]:
    """The files of the shipped banks, sorted by name: inside an installed package, beside it in a checkout.

    Raises BankError if none are there.
    """
    package = Path(__file__).parent.parent
    for folder in (package / "question_banks", package.parent / "question_banks"):
        if banks := sorted(path for path in folder.glob("*.yaml") if path.name not in NOT_BANKS):
            return banks
    raise BankError("the banks that come with quizzer are missing; install it again, or name a bank of your own")


def shipped_bank(name: str) -> Path | None:
    """The file of the shipped bank of this name ("city_of_lost_children"); None if none is called so.

    A name has no folder and no suffix; a file that stands where the name points comes before any shipped bank.
    """
    if Path(name).name != name or Path(name).suffix or (os.path.lexists(name) and not Path(name).is_dir()):
        return None
    return next((path for path in shipped_banks() if path.stem == name), None)
