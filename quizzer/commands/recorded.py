"""A game with its records: where they are, what goes along with a recorded game, and what happens without them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Protocol

import click

from quizzer.errors import RecordsError
from quizzer.session import Event, Revealed, RulingChanged, Session
from quizzer.terminal.aside import Aside
from quizzer.terminal.layout import Line
from quizzer.terminal.safe import printable

if TYPE_CHECKING:
    from quizzer.records import BankSummary, GameRecord, Records, Review, Statistics, Unfinished
    from quizzer.records.structs import Rating
    from quizzer.terminal.records import BankOffer

__all__ = [
    "MenuRecords",
    "Teller",
    "aside",
    "beating",
    "never_asker",
    "open_for_play",
    "records_path",
    "when",
]

BEAT_EVERY = 1.0
"""Seconds between two notes of the time that a timed game has reached."""


def records_path() -> Path:
    """Where the records are: in `QUIZZER_HOME`, or else in the folder that the system has for a program's data."""
    home = os.environ.get("QUIZZER_HOME")
    if home:
        return Path(home) / "records.sqlite3"
    from platformdirs import user_data_path

    return user_data_path("quizzer", appauthor=False) / "records.sqlite3"


def open_for_play(*, keep: bool, tell: Teller) -> Records:
    """The records; if they can't be opened that is said, and they are in memory, as if `keep` were False."""
    from quizzer.records import Records, open_records

    return open_records(records_path(), tell=tell) if keep else Records.open(None, tell=tell)


class Screen(Protocol):
    """What fills the terminal, so that nobody else may write there."""

    def announce(self, sentence: str) -> None:
        """Shows a sentence."""

    def complain(self, sentence: str) -> None:
        """Shows a sentence, and leaves it on standard error in the end. From any thread."""


class Teller:
    """Says what is wrong with the records without stopping the game: on standard error, or on the screen that is up."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._screen: Screen | None = None

    def __call__(self, sentence: str) -> None:
        if self._screen is not None:
            self._screen.complain(sentence)
            return
        self._said.append(sentence)
        click.echo(f"quizzer: {printable(sentence)}", err=True)

    def move_to(self, screen: Screen) -> None:
        """Tell it there from now on, and what was said already once more: it will be covered."""
        for sentence in self._said:
            screen.announce(sentence)
        self._screen = screen


class MenuRecords:
    """What the menu tells of earlier games."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._found: dict[tuple[str, tuple[str, ...]], BankSummary | None] = {}
        self._studied: dict[str, str] = {}

    def refresh(self) -> None:
        """Something was played: look again."""
        self._found.clear()
        self._studied.clear()

    def to_go_on(self, player: str) -> Unfinished | None:
        try:
            return self._records.to_go_on(player)
        except RecordsError:
            return None

    def best_score(self, player: str, offer: BankOffer) -> str:
        summary = self._summary(player, offer)
        return f"{summary.best_right} of {summary.best_answered}" if summary and summary.best_answered else ""

    def share_new(self, player: str, offer: BankOffer) -> float | None:
        summary = self._summary(player, offer)
        return summary.new / summary.questions if summary and summary.questions else None

    def study(self, player: str) -> str:
        if player not in self._studied:
            self._studied[player] = self._study(player)
        return self._studied[player]

    def _study(self, player: str) -> str:
        if not self._records.are_kept:
            return ""
        try:
            state = self._records.study(player, when().date())
        except RecordsError:
            return ""
        slipping = f", {len(state.leeches)} keep slipping" if state.leeches else ""
        return f"{state.due} due today of {state.cards} studied{slipping}" if state.cards else ""

    def players(self) -> list[str]:
        return [one.name for one in self._records.players()] if self._records.are_kept else []

    def statistics(self, player: str) -> tuple[Statistics, date]:
        today = when().date()
        return self._records.statistics(player, today), today

    def _summary(self, player: str, offer: BankOffer) -> BankSummary | None:
        key = (player, offer.paths)
        if key not in self._found:
            try:
                kept = self._records.are_kept
                self._found[key] = self._records.bank_summary(player, offer.paths, offer.ids) if kept else None
            except RecordsError:
                self._found[key] = None
        return self._found[key]


def never_asker(records: Records, players: Sequence[str]) -> Callable[[str, bool], None]:
    """What keeps a question away from these players for good. It raises RecordsError where that cannot be kept."""

    def never_ask(question: str, never: bool) -> None:
        if not records.are_kept:
            raise RecordsError("nothing is kept of this game, so this question may come again")
        for player in players:
            records.mark_never(player, question, when=when(), never=never)

    return never_ask


def when() -> datetime:
    """Now, in the player's own time zone."""
    return datetime.now().astimezone()


@contextmanager
def beating(game: GameRecord, session: Session) -> Iterator[None]:
    """While a timed game waits for somebody to type, notes how far its clock has come: it may be killed meanwhile."""
    if not session.rules.is_timed or not game.is_recording:
        yield
        return
    began, stop = monotonic() - session.at, Signal()

    def beat() -> None:
        while not stop.wait(BEAT_EVERY):
            game.beat(monotonic() - began)

    thread = Thread(target=beat, name="beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def aside(records: Records, game: GameRecord, session: Session, *, study: bool) -> Aside:
    """What players can do beside a recorded game: in study, rate what they knew."""
    if not records.are_kept:
        return Aside()

    if not study:
        return Aside()
    commands: dict[str, Callable[[str], Sequence[Line]]] = {}

    def rater(rating: Rating) -> None:
        def rate(player: str) -> Sequence[Line]:
            review = game.rate(player, rating)
            return (
                [_comes_back(review)]
                if review
                else [[("class:prompt", "Nothing to rate yet: answer a question first.")]]
            )

        commands[rating] = rate

    from quizzer.records import RATINGS

    for rating in RATINGS:
        rater(rating)

    def remark(events: Sequence[Event]) -> Sequence[Line]:
        if any(isinstance(event, Revealed | RulingChanged) for event in events):
            return [_comes_back(review) for review in game.reviews]
        return ()

    ratings = ", ".join(f":{rating}" for rating in RATINGS)
    return Aside(
        (f"{ratings}  how well you knew the last one",),
        commands,
        remark,
        f"{ratings} for the last one, Enter ends",
    )


def _comes_back(review: Review) -> Line:
    days = "tomorrow" if review.days == 1 else f"in {review.days} days"
    return [("class:quiet", f"  Comes back {days} ({review.rating}).")]
