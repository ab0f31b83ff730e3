"""The banks that can be played: those that come with quizzer, the player's own, and any file; and a player's
results with each, for a menu."""

from __future__ import annotations

import os
from collections import ChainMap
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from quizzer.banks import Bank, load_bank
from quizzer.banks.shipped import NOT_BANKS, shipped_banks
from quizzer.errors import BankError, RecordsError
from quizzer.folders import Folders

if TYPE_CHECKING:
    from quizzer.games.dailies import DailyStatus
    from quizzer.question import Question
    from quizzer.records import BankSummary, Records, Statistics, StudyState, Unfinished

T = TypeVar("T")

SUFFIXES = (".yaml", ".yml")
"""How the files of banks end."""
_MUCH = 120_000
"""Bytes of banks that take a while to be read."""


class Library:
    """Finds banks by name, title or path, and opens each once.

    With `folders` it knows the player's own banks, and reads a bank much quicker the second time. Without them it knows
    the shipped banks and paths. It calls `wait` before it reads large banks.
    """

    def __init__(self, folders: Folders | None = None, *, wait: Callable[[str], object] = lambda _: None) -> None:
        self._folders = folders
        self._wait = wait
        self._read = 0  # bytes
        self._opened: dict[tuple[str, ...], Bank] = {}

    def own(self) -> list[Path]:
        """The files of the player's own banks, by name. What lies in folders below is for them to include."""
        if self._folders is None:
            return []
        try:
            inside = self._folders.banks.iterdir()
            named = [path for path in inside if path.suffix in SUFFIXES and path.name not in NOT_BANKS]
            found = [path for path in named if not path.name.startswith(".") and path.is_file()]
        except OSError:
            return []
        by_name = {path.stem: path for path in sorted(found, reverse=True)}
        return sorted(by_name.values())

    def names(self) -> dict[str, Path]:
        """All banks that have a name: the player's own, and those shipped ones whose name no own one has."""
        own = {bank.stem: bank for bank in self.own()}
        return own | {bank.stem: bank for bank in shipped_banks() if bank.stem not in own}

    def name_of(self, path: str) -> str:
        """Return the name of the bank at `path`, or its path if it has no name."""
        named = self.names().get(Path(path).stem)
        return named.stem if named is not None and str(named) == path else path

    def find(self, name: str) -> str:
        """The path of a bank: `name` itself if there is such a file, or the bank of that name or title, own ones first.

        Raises BankError, with the names that there are, if it is neither.
        """
        if "/" in name or "\\" in name or (os.path.lexists(name) and not Path(name).is_dir()):
            return name
        wanted = next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)
        known = self.names()
        if wanted in known:
            return str(known[wanted])
        if wanted != name or Path(name).exists():
            return name
        titled = self._titled(name, known)
        if titled is not None:
            return titled
        from difflib import get_close_matches  # only a mistyped name needs these

        from quizzer.session import phrase

        near = get_close_matches(wanted, known, n=1)
        code, meant = ("library.none.near", near[0]) if near else ("library.none", "")
        raise BankError(phrase(code, near=meant, known=", ".join(known)), file=name)

    def paths(self, names: Sequence[str]) -> tuple[str, ...]:
        """The paths of these banks; where none is named, of all shipped ones. Raises BankError."""
        return tuple(map(self.find, names)) or tuple(map(str, shipped_banks()))

    def find_again(self, path: str) -> str:
        """The file of a bank that a game was played with: at `path`, or where it has gone, the bank of its name."""
        return path if Path(path).exists() else self.find(Path(path).stem)

    def open(self, paths: str | Sequence[str]) -> Bank:
        """The bank of a file, or one of several files. Raises BankError."""
        files = (paths,) if isinstance(paths, str) else tuple(paths)
        if files not in self._opened:
            cache = self._folders and self._folders.cache
            self._opened[files] = load_bank(files, cache=cache, before_reading=lambda: self._tell_of_much(files))
        return self._opened[files]

    def _tell_of_much(self, files: Sequence[str]) -> None:
        from quizzer.session import phrase  # few readers of a bank play a game

        with suppress(OSError):
            self._read += sum(map(os.path.getsize, files))
            if self._read > _MUCH:
                self._wait(phrase("wait.banks"))

    def _titled(self, title: str, known: dict[str, Path]) -> str | None:
        """The path of the bank of a title, as the menu shows it, however it is typed."""
        from quizzer.grading import fold

        for path in map(str, known.values()):
            try:
                if fold(self.open(path).title) == fold(title.replace("_", " ")):
                    return path
            except BankError:
                continue  # a player of this bank sees its faults
        return None


class BankOffer(NamedTuple):
    """A bank, or several together, as a menu offers it.

    `paths` are its files, `about` is a sentence on it ("" for none), `ids` are those of its questions.
    """

    title: str
    paths: tuple[str, ...]
    about: str
    ids: Collection[str]


def offers(library: Library, *, tell: Callable[[str], object]) -> list[BankOffer]:
    """All banks together, then each bank that has a name. Of a bank with faults `tell` gets the reason."""
    from quizzer.session import phrase

    banks = {}
    for path in map(str, library.names().values()):
        try:
            banks[path] = library.open(path)
        except BankError as trouble:
            tell(phrase("library.left_out", trouble=str(trouble)))
    # Put together without loading them as one bank: the menu is to be there at once.
    ids = ChainMap(*(cast("dict[str, Question]", bank.by_id) for bank in banks.values()))
    everything = BankOffer(phrase("everything"), tuple(banks), phrase("everything.about"), ids)
    return [everything, *(BankOffer(bank.title, (path,), bank.about, bank.by_id) for path, bank in banks.items())]


class History:
    """A player's earlier games, for a menu. Each number is read once until `refresh`.

    If quizzer cannot read the records, the numbers are None.
    """

    def __init__(self, records: Records, *, now: Callable[[], datetime]) -> None:
        self.records = records
        self.now = now
        self._known: dict[object, Any] = {}

    def refresh(self) -> None:
        """Look everything up again: a game was played."""
        self._known.clear()

    def unfinished(self, player: str) -> Unfinished | None:
        """The player's latest game, if it is unfinished and not open in another window."""
        try:
            return self.records.to_go_on(player)
        except RecordsError:
            return None

    def standing(self, player: str, offer: BankOffer) -> BankSummary | None:
        """The player's best game over an offer's banks, and how many of its questions are new; None if not known."""
        return self._once(
            ("standing", player, offer.paths),
            lambda: self.records.bank_summary(player, offer.paths, offer.ids) if self.records.are_kept else None,
        )

    def study(self, player: str) -> StudyState | None:
        """Return the player's study of today; None if it is not known."""
        return self._once(
            ("study", player), lambda: self.records.study(player, self._today) if self.records.are_kept else None
        )

    def daily(self, player: str) -> DailyStatus | None:
        """Return the status of the player's dailies; None if it is not known."""
        from quizzer.games.dailies import status

        return self._once(("daily", player), lambda: status(self.records, player, self.now()))

    def _once(self, key: object, look: Callable[[], T | None]) -> T | None:
        if key not in self._known:
            try:
                self._known[key] = look()
            except RecordsError:
                self._known[key] = None
        found: T | None = self._known[key]
        return found

    def statistics(self, player: str) -> tuple[Statistics, date]:
        """A player's statistics, and their day. Raises RecordsError."""
        from quizzer.records.structs import east_of

        return self.records.statistics(player, self._today, east=east_of(self.now())), self._today

    @property
    def _today(self) -> date:
        return self.records.scheduling.day_of(self.now())
