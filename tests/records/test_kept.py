"""What is said to be kept is kept: records that are locked, vanish, may only be read, or whose disk is full."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quizzer.errors import RecordsError
from quizzer.games import PreparedGame
from quizzer.records import Records
from quizzer.session import Next, Pass
from quizzer.terminal.game_summary import called, parting_words

from .conftest import EVENING, Game, make_questions

AGAIN = "quizzer saves this game again, and nothing is missing."
WHOLE = "quizzer resume resumes this game."


def words(game: Game, records: Records) -> str:
    line = parting_words(PreparedGame(game.session, "Seas", records, game.record, EVENING))
    return "".join(text for _, text in line).replace(called(), "quizzer")


def resumed_events(path: Path) -> object:
    with Records.open(path) as records:
        (game,) = records.unfinished()
        return records.resume(game.number, make_questions(), when=EVENING)[0].events


def test_a_lock_that_goes_away_costs_nothing(start, records: Records, told: list[str], path: Path) -> None:
    game = start("ada")
    game.record._database.rows("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        game.do(Pass("ada"), Next(), Pass("ada"), Next())
        assert not game.record.is_recording
        assert words(game, records) == "quizzer did not save all of this game: quizzer resume resumes it at question 1."
    game.do(Pass("ada"))
    assert told[1:] == [AGAIN]
    assert game.record.is_recording
    assert words(game, records) == WHOLE
    assert records.statistics("ada", EVENING.date()).answered == 3
    assert resumed_events(path) == game.session.events


def test_a_lock_that_goes_away_at_the_end_costs_nothing_either(start, records: Records, path: Path) -> None:
    game = start("ada", mode="study")
    game.record._database.rows("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        game.do(Pass("ada"))
        assert game.record.reviews == ()
    assert words(game, records) == WHOLE
    assert resumed_events(path) == game.session.events


def test_a_game_that_could_not_begin_begins_later(start, records: Records, told: list[str], path: Path) -> None:
    records._database.rows("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        game = start("ada")
        assert game.record.number is None
        assert words(game, records) == ""
    game.do(Pass("ada"))
    assert told[1:] == [AGAIN]
    assert resumed_events(path) == game.session.events


def test_records_that_vanish_are_noticed_and_found_again(start, records: Records, told: list[str], path: Path) -> None:
    game = start("ada")
    elsewhere = path.rename(path.with_name("elsewhere"))
    game.do(Pass("ada"))
    assert told == [
        f"{path}: another program deleted, moved or replaced the file. "
        "You can play on, but quizzer does not save the rest of this game."
    ]
    assert words(game, records) == ""
    path.write_bytes(b"")
    game.do(Next())
    assert words(game, records) == ""
    elsewhere.replace(path)
    game.do(Pass("ada"))
    assert told[1:] == [AGAIN]
    assert words(game, records) == WHOLE


def test_a_game_that_goes_on_elsewhere_is_not_promised(start, records: Records, path: Path) -> None:
    game = start("ada")
    assert words(game, records) == WHOLE
    resumed_events(path)
    assert words(game, records) == ""


def refuse_to_write(_: Path) -> Path:
    raise RecordsError("you have no permission to write to it")


def test_records_that_may_only_be_read_are_read(start, records: Records, path: Path, monkeypatch) -> None:
    start("ada").do(Pass("ada"))
    records.close()
    monkeypatch.setattr("quizzer.records.database._made", refuse_to_write)
    with pytest.raises(RecordsError):
        Records.open(path)
    with Records.open(path, or_read=True) as kept:
        assert [player.name for player in kept.players()] == ["ada"]
        assert kept.statistics("ada", EVENING.date()).answered == 1
        assert len(kept.unfinished()) == 1
        with pytest.raises(RecordsError, match="you have no permission to write to it"):
            kept.erase("ada")
    with pytest.raises(RecordsError, match="you have no permission to write to it"):
        Records.open(path.with_name("none.sqlite3"), or_read=True)


def test_records_with_a_log_that_may_only_be_read_are_read(start, records: Records, path: Path, monkeypatch) -> None:
    """Where nobody may write, SQLite reads no file that has a write-ahead log: quizzer reads a copy of both."""
    start("ada").do(Pass("ada"))
    files = {name: path.with_name(name).read_bytes() for name in (path.name, f"{path.name}-wal")}
    assert files[f"{path.name}-wal"]
    home = path.parent / "home"
    home.mkdir()
    for name, data in files.items():
        (home / name).write_bytes(data)

    told: list[str] = []
    monkeypatch.setattr("quizzer.records.database._made", refuse_to_write)
    with Records.open(home / path.name, or_read=True, tell=told.append) as kept:
        assert [player.name for player in kept.players()] == ["ada"]
        assert kept.statistics("ada", EVENING.date()).answered == 1
        with pytest.raises(RecordsError, match="you have no permission to write to it"):
            kept.erase("ada")
    assert told == [f"{home / path.name}: quizzer can read these records, but not write to them."]
    assert {file.name: file.read_bytes() for file in home.iterdir()} == files


def test_the_write_ahead_log_stays_small(start, path: Path) -> None:
    for _ in range(6):
        game = start("ada")
        for _ in range(11):
            game.do(Pass("ada"), Next())
    assert path.with_name(path.name + "-wal").stat().st_size < 1_000_000


def entries_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as records:
        (count,) = records.execute("SELECT count(*) FROM entries").fetchone()
    return int(count)


def test_a_game_that_was_taken_over_says_so_once_and_writes_nothing_more(start, path: Path, told: list[str]) -> None:
    game = start("ada")
    resumed_events(path)
    entries = entries_in(path)
    game.do(Pass("ada"), Next(), Pass("ada"))
    game.record.beat(1_000.0)
    assert len(told) == 1
    assert "does not save the rest" in told[0]
    assert entries_in(path) == entries
    assert game.record.rate("ada", "easy") is None


def test_of_a_game_that_has_ended_no_question_waits_to_be_resumed(start) -> None:
    game = start("ada", asked=make_questions(1))
    assert game.record.questions_kept() == 1
    game.do(Pass("ada"), Next())
    assert game.record.questions_kept() == 0


def test_the_clock_is_noted_once_a_second(start, path: Path) -> None:
    game = start("ada")

    def noted(at: float) -> float:
        game.record.beat(at)
        with closing(sqlite3.connect(path)) as db:
            return db.execute("SELECT reached FROM games").fetchone()[0]

    assert [noted(at) for at in (1.0, 1.9, 2.0, 2.5)] == [1.0, 1.0, 2.0, 2.0]
