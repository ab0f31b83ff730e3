"""Real games with protests in them, and the bank that they are played over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizzer import Rules, Session, load_bank
from quizzer.commands.running import run
from quizzer.records import Records
from quizzer.session import Answer, Join, Next, Protest, Start

BANK = """\
# Harbour questions
title: Harbour
films:
  - title: The Lighthouse Thief
    year: 1987
    directors: Ann Bee
    composers: [Ida Klang, Bo Cee]
    trivia:
      - The tower was built of [[cardboard]] and survived a storm.
questions:
  - id: gull   # the first
    ask: Which bird sits on the lamp?
    answer: A gull
  - id: lamp
    ask: What do they steal?
    answer: The lamp
    reject: [lantern]
  - id: left
    ask: What does the thief leave behind?
    answer: A glove
    choices: [A boot, A glove, A letter]
"""
EVENING = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
CLOZE = "the-lighthouse-thief-1987/trivia-cloze/cardboard"
DIRECTOR = "the-lighthouse-thief-1987/director"

Play = Callable[..., int]


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "harbour.yaml").write_text(BANK, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    return folder / "harbour.yaml"


@pytest.fixture
def records(bank: Path, tmp_path: Path) -> Records:
    return Records.open(tmp_path / "home" / "records.sqlite3")


@pytest.fixture
def play(bank: Path, records: Records) -> Play:
    """Plays one question to its end; whoever answers protests. The number of the game."""

    def played(
        question: str, answers: dict[str, str], *, why: str = "", banks: Sequence[str] = (), end: bool = True
    ) -> int:
        loaded = load_bank(bank)
        session = Session([loaded.by_id[question]], Rules.preset("classic", questions=1), canon=loaded.canon)
        game = records.begin_game(session, banks=banks or [str(bank)], when=EVENING)
        actions = [*map(Join, answers), Start(), *(Answer(*one) for one in answers.items())]
        actions += [Protest(player, why=why) for player in answers]
        for at, action in enumerate([*actions, *([Next()] if end else [])]):
            game.journal(at, action, session.apply(action, at=at))
        assert game.number is not None
        if not end:
            records._database.release(game.number)
        return game.number

    return played


def quizzer(*words: object) -> int:
    return run([str(word) for word in words])


def right(records: Records, player: str) -> int:
    return records.statistics(player, EVENING.date()).right
