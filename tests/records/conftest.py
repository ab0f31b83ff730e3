"""What most tests of the records start from: a file, questions, and a game that is played into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from quizzer import AnswerKey, Question, Rules, Session
from quizzer.records import GameRecord, Records, Scheduling
from quizzer.session import Action, Event, Join, Start

EVENING = datetime(2026, 3, 1, 20, 0, tzinfo=timezone(timedelta(hours=2)))
"""When games of these tests are played: a Sunday, in Kyiv."""


def make_questions(count: int = 12) -> list[Question]:
    """Questions about six films of three decades; number 3 asks for "Answer3"."""
    return [
        Question(
            id=f"q{number}",
            text=f"Question {number}?",
            key=AnswerKey(f"Answer{number}", prompt={f"Answer {number} or so": "Exactly?"}),
            category=("cast", "plot", "soundtrack")[number % 3],
            difficulty=number % 5 + 1,
            film=f"Film {number % 6} ({1980 + number % 6 * 5})" if number % 4 else None,
            year=1980 + number % 6 * 5 if number % 4 else None,
            hints=("It begins with A.", "It ends with a number."),
        )
        for number in range(count)
    ]


class Game:
    """A session that is played by hand, action by action, into the records."""

    def __init__(self, session: Session, record: GameRecord) -> None:
        self.session = session
        self.record = record
        self.at = session.at

    def do(self, *actions: Action, seconds: float = 0.0) -> tuple[Event, ...]:
        """Does actions, each `seconds` after the one before; the events of the last one."""
        events: tuple[Event, ...] = ()
        for action in actions:
            self.at += seconds
            events = self.session.apply(action, at=self.at)
            self.record.journal(self.at, action, events)
        return events


@pytest.fixture
def told() -> list[str]:
    """What the records had to say."""
    return []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "records.sqlite3"


@pytest.fixture
def records(path: Path, told: list[str]) -> Records:
    records = Records.open(path, tell=told.append)
    records.scheduling = Scheduling(fuzz=False)
    return records


@pytest.fixture
def start(records: Records) -> Callable[..., Game]:
    """A started game: `start("ada", "bob", mode="study", questions=3)`."""

    def started(
        *players: str,
        mode: str = "classic",
        asked: Sequence[Question] | None = None,
        when: datetime = EVENING,
        study: bool | None = None,
        banks: Sequence[str] = ("bank.yaml",),
        **settings: object,
    ) -> Game:
        questions = make_questions() if asked is None else asked
        settings.setdefault("questions", len(questions))
        session = Session(questions, Rules.preset(mode, **settings))
        study = mode == "study" if study is None else study
        game = Game(session, records.begin_game(session, banks=banks, when=when, study=study))
        game.do(*(Join(player) for player in players), Start())
        return game

    return started


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)
