"""Banks that have names: those of the player's own, and those that come with quizzer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from quizzer.banks.shipped import NOT_BANKS, shipped_banks
from quizzer.errors import BankError

SUFFIXES = (".yaml", ".yml")
"""How the files of banks end."""


def own_folder() -> Path:
    """Where the player's own banks are: below `QUIZZER_HOME`, or below the system's folder for a program's data."""
    home = os.environ.get("QUIZZER_HOME")
    if home:
        return Path(home) / "banks"
    from platformdirs import user_data_path

    return user_data_path("quizzer", appauthor=False) / "banks"


def own_banks() -> list[Path]:
    """The files of the player's own banks, by name. What lies in folders below is for them to include."""
    try:
        inside = own_folder().iterdir()
        named = [path for path in inside if path.suffix in SUFFIXES and path.name not in NOT_BANKS]
        found = [path for path in named if not path.name.startswith(".")]
    except OSError:
        return []
    by_name = {path.stem: path for path in sorted(found, reverse=True)}
    return sorted(by_name.values())


def bank_names() -> dict[str, Path]:
    """All banks that have a name: the player's own, and those shipped ones whose name no own one has."""
    own = {bank.stem: bank for bank in own_banks()}
    return own | {bank.stem: bank for bank in shipped_banks() if bank.stem not in own}


def bank_name(path: str) -> str:
    """What to call the bank at `path` on the command line: its name if it has one, else its path."""
    named = bank_names().get(Path(path).stem)
    return named.stem if named is not None and str(named) == path else path


def find_bank(name: str, *, tell: Callable[[str], object] = lambda _: None) -> str:
    """The path of a bank: `name` itself if there is such a file, or the bank of that name or title, own ones first.

    `tell` hears it where an own bank stands before a shipped one. Raises BankError, with the names that there are, if
    it is neither.
    """
    if "/" in name or "\\" in name or (os.path.lexists(name) and not Path(name).is_dir()):
        return name
    wanted = next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)
    known = bank_names()
    if wanted in known:
        if known[wanted].parent == own_folder() and any(bank.stem == wanted for bank in shipped_banks()):
            tell(f"{wanted} is your own bank, {known[wanted]}; the one that comes with quizzer has the same name")
        return str(known[wanted])
    if wanted != name or Path(name).exists():
        return name
    titled = _titled(name, known.values())
    if titled is not None:
        return str(titled)
    from difflib import get_close_matches  # who mistypes can wait for it

    near = get_close_matches(wanted, known, n=1)
    advice = f"did you mean {near[0]}? There are" if near else "there are"
    raise BankError(f"there is no such file, and no bank of that name; {advice} {', '.join(known)}", file=name)


def _titled(title: str, paths: Iterable[Path]) -> Path | None:
    """The bank of a title, as the menu shows it, however it is typed."""
    from quizzer.banks import load_bank
    from quizzer.grading import fold

    for path in paths:
        try:
            if fold(load_bank(path).title) == fold(title.replace("_", " ")):
                return path
        except BankError:
            continue  # what is wrong with it is told to whoever plays it
    return None
