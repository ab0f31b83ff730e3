"""What the screens ask of whoever keeps records of games, and what they get where nobody does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from quizzer.records import Statistics, Unfinished

__all__ = ["BankOffer", "Records"]


@dataclass(frozen=True)
class BankOffer:
    """A bank, or several together, as the menu offers it. `paths` are its files; `ids` those of its questions."""

    title: str
    paths: tuple[str, ...]
    questions: int
    categories: Mapping[str, int]
    ids: Collection[str]


class Records(Protocol):
    """What is known of earlier games."""

    def best_score(self, player: str, offer: BankOffer) -> str:
        """The player's best score with these banks, in words ("9 of 10"); empty for none."""

    def share_new(self, player: str, offer: BankOffer) -> float | None:
        """Which share of the questions was never asked, 0.0 to 1.0; None if that is not known."""

    def to_go_on(self, player: str) -> Unfinished | None:
        """The player's latest game, if it was broken off."""

    def refresh(self) -> None:
        """Something was played: what was found before may no longer hold."""

    def study(self, player: str) -> str:
        """What there is to study today, in words; empty if that is not known."""

    def players(self) -> Sequence[str]:
        """Who has played, the latest first. Raises RecordsError."""

    def statistics(self, player: str) -> tuple[Statistics, date]:
        """A player's figures, and the day that they are of. Raises RecordsError."""
