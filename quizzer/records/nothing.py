"""No records: what `Records` and `GameRecord` do where nothing is kept. Loads no database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from quizzer.errors import RecordsError
from quizzer.grading import Canon
from quizzer.records.structs import BankSummary, PlayerSummary, Review, Statistics, StudyState, Unfinished
from quizzer.session import Action, Event, Session
from quizzer.session.log import Questions
from quizzer.session.ratings import Ratings

if TYPE_CHECKING:
    from quizzer.records.scheduling import Rating

__all__ = ["NoGameRecord", "NoRecords"]


class NoGameRecord:
    """A game of which nothing is kept."""

    number: int | None = None
    reviews: tuple[Review, ...] = ()
    is_recording = False

    def journal(self, at: float, action: Action, events: tuple[Event, ...]) -> None:
        """Keeps nothing."""

    def beat(self, at: float) -> None:
        """Keeps nothing."""

    def rate(self, player: str, rating: Rating) -> Review | None:
        """There is nothing to rate."""
        return None


class NoRecords:
    """The surface of `Records`, with nothing in it. What only records can answer raises RecordsError."""

    path = None
    are_kept = False

    def close(self) -> None:
        """There is nothing to close."""

    def begin_game(
        self, session: Session, *, banks: Sequence[str], when: datetime, study: bool = False
    ) -> NoGameRecord:
        """A record that keeps nothing."""
        return NoGameRecord()

    def unfinished(self, player: str | None = None) -> list[Unfinished]:
        """None."""
        return []

    def to_go_on(self, player: str) -> Unfinished | None:
        """None."""
        return None

    def resume(
        self, number: int, questions: Questions, *, when: datetime, canon: Canon | None = None
    ) -> tuple[Session, NoGameRecord]:
        """Raises RecordsError."""
        raise _nothing()

    def players(self) -> list[PlayerSummary]:
        """Nobody."""
        return []

    def export(self, player: str) -> dict[str, Any]:
        """Raises RecordsError."""
        raise _nothing()

    def erase(self, player: str) -> None:
        """Raises RecordsError."""
        raise _nothing()

    def seen(self, *players: str) -> list[str]:
        """Nothing."""
        return []

    def never(self, *players: str) -> set[str]:
        """Nothing."""
        return set()

    def mark_never(self, player: str, question: str, *, when: datetime, never: bool = True) -> None:
        """Keeps nothing."""

    def bank_summary(self, player: str, banks: Sequence[str], questions: Collection[str]) -> BankSummary:
        """Everything is new."""
        return BankSummary(len(questions), len(questions), 0)

    def best(self, player: str, banks: Sequence[str]) -> BankSummary:
        """No game yet."""
        return BankSummary(0, 0, 0)

    def ratings(self) -> Ratings:
        """Nothing is known of anybody."""
        return Ratings()

    def statistics(self, player: str, today: date) -> Statistics:
        """Raises RecordsError."""
        raise _nothing()

    def study(self, player: str, today: date) -> StudyState:
        """Nothing is studied."""
        return StudyState(0, 0, 0, ())

    def due(self, player: str, today: date) -> list[str]:
        """Nothing."""
        return []

    def studied_banks(self, player: str) -> list[str]:
        """None."""
        return []

    def studied(self, player: str) -> set[str]:
        """Nothing."""
        return set()


def _nothing() -> RecordsError:
    return RecordsError("nothing is recorded here")
