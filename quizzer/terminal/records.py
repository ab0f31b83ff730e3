"""What the screens ask of whoever keeps records of games, and what they get where nobody does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

__all__ = ["BankOffer", "NoRecords", "Records"]


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

    def best_score(self, offer: BankOffer) -> str:
        """The best score with these banks, in words ("9 of 10"); empty for none."""

    def share_new(self, offer: BankOffer) -> float | None:
        """Which share of the questions was never asked, 0.0 to 1.0; None if that is not known."""


class NoRecords:
    """Where nobody keeps records."""

    def best_score(self, offer: BankOffer) -> str:
        return ""

    def share_new(self, offer: BankOffer) -> float | None:
        return None
