"""What a menu tells: which banks there are, and how a player stands with each."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from quizzer.errors import BankError, RecordsError
from quizzer.games.library import Library
from quizzer.question import Question
from quizzer.session import phrase

if TYPE_CHECKING:
    from quizzer.games.dailies import DailyStatus
    from quizzer.records import BankSummary, Records, Statistics, StudyState, Unfinished

T = TypeVar("T")


class BankOffer(NamedTuple):
    """A bank, or several together, as a menu offers it.

    `paths` are its files, `about` is a sentence on it ("" for none), `ids` are those of its questions.
    """

    title: str
    paths: tuple[str, ...]
    about: str
    ids: Collection[str]


def offers(library: Library, *, tell: Callable[[str], object]) -> list[BankOffer]:
    """All banks together, then each bank that has a name. One with faults is left out, which `tell` hears."""
    banks = {}
    for path in map(str, library.names().values()):
        try:
            banks[path] = library.open(path)
        except BankError as trouble:
            tell(f"{trouble}. The bank is left out of the menu.")
    # Put together without loading them as one bank: the menu is to be there at once.
    ids = ChainMap(*(cast("dict[str, Question]", bank.by_id) for bank in banks.values()))
    everything = BankOffer(phrase("everything"), tuple(banks), phrase("everything.about"), ids)
    return [everything, *(BankOffer(bank.title, (path,), bank.about, bank.by_id) for path, bank in banks.items())]


class History:
    """What is known of earlier games, for a menu: each figure is looked up once until `refresh`.

    Where the records can't be read, nothing is known.
    """

    def __init__(self, records: Records, *, now: Callable[[], datetime]) -> None:
        self.records = records
        self.now = now
        self._known: dict[object, Any] = {}

    def refresh(self) -> None:
        """Look everything up again: a game was played."""
        self._known.clear()

    def unfinished(self, player: str) -> Unfinished | None:
        """The player's latest game, if it was broken off and nobody plays it just now."""
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
        """How the player's study stands today; None if that is not known."""
        return self._once(
            ("study", player), lambda: self.records.study(player, self._today) if self.records.are_kept else None
        )

    def daily(self, player: str) -> DailyStatus | None:
        """How the player stands with the dailies; None if that is not known."""
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

    def players(self) -> list[str]:
        """The names of all who have played, the latest first. Raises RecordsError."""
        return [one.name for one in self.records.players()]

    def statistics(self, player: str) -> tuple[Statistics, date]:
        """A player's figures, and the day that they are of. Raises RecordsError."""
        from quizzer.records.structs import east_of

        return self.records.statistics(player, self._today, east=east_of(self.now())), self._today

    @property
    def _today(self) -> date:
        return self.records.scheduling.day_of(self.now())
