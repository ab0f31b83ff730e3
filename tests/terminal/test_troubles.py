"""When records fail behind the full screen: a sentence on it and after it, and a whole game."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizzer.records import Records
from quizzer.records.database import MIGRATIONS

Start = Callable[..., Any]


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(
        "questions:\n" + "".join(f"  - {{ask: 'Number {n}?', answer: answer {n}}}\n" for n in range(4)),
        encoding="utf-8",
    )
    return path


def play_to_the_end(game: Any, given: str) -> str:
    """Answers whatever is asked until the end; all that was told on the way."""
    told = ""
    for number in range(1, 5):
        game.wait_for(f"Question {number} of 4")
        game.type(given + "\r")
        told += game.wait_for("Enter go on")
        game.type("\r")
    game.wait_for("The end")
    game.type("\r")
    assert game.wait_for_end() == 0
    return told


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda home: home.write_text("in the way"), "a file has the name of a folder in this path"),
        (
            lambda home: (home.mkdir(), (home / "records.sqlite3").write_bytes(b"a diary" * 99)),
            "this file does not have quizzer's records, or is damaged; move it away to begin a new one",
        ),
        (
            lambda home: Records.open(home / "records.sqlite3")._database.rows("PRAGMA user_version = 99"),
            f"these records have version 99, but this quizzer reads versions up to {len(MIGRATIONS)}: update quizzer",
        ),
    ],
)
def test_records_that_cannot_be_opened(start: Start, bank: Path, tmp_path: Path, make: Any, why: str) -> None:
    home = tmp_path / "home"
    make(home)
    # Settings are beside the records, unless they are told apart.
    game = start("play", bank, QUIZZER_HOME=str(home))
    text = game.wait_for("save this game. >")
    assert f"{home}/records.sqlite3" in text.replace(" ", "")
    assert " ".join(why.split()) in text
    assert "Number" in text
    # The sentence stands below the question until Enter is pressed.
    game.type("x\r")
    assert "does not save this game" not in game.wait_for("Enter go on")
    game.type("\x03")
    assert game.wait_for_end() == 130
    assert "You got 0 of 1 right." in game.text
    assert b"Traceback" not in game.raw


def test_the_menu_says_so_too(start: Start, tmp_path: Path) -> None:
    (tmp_path / "records.sqlite3").write_bytes(b"a diary" * 99)
    menu = start(QUIZZER_HOME=str(tmp_path))
    menu.wait_for(lambda text: "You can play, but quizzer does not save this game." in text and "Enter play it" in text)
    menu.type("\r")
    menu.wait_for("Question 1 of 10")
    menu.type("\x03")
    menu.wait_for("Esc leave")
    menu.type("\x03")
    assert menu.wait_for_end() == 130


def test_a_disk_that_is_full_in_the_midst_of_a_game(start: Start, bank: Path, tmp_path: Path) -> None:
    """No file may grow further: to SQLite that is a disk without space."""
    resource = pytest.importorskip("resource")
    Records.open(tmp_path / "empty.sqlite3").close()
    room = (tmp_path / "empty.sqlite3").stat().st_size + 60_000
    game = start(
        "play",
        bank,
        QUIZZER_HOME=str(tmp_path / "home"),
        PYTHONDONTWRITEBYTECODE="1",  # the limit would cut Python's own files short
        before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    told = play_to_the_end(game, "nonsense")
    assert "does not save the rest of this game." in told
    # It did not spoil the screen, and stands above what is left behind.
    assert "does not save the rest of this game." in game.text
    assert "You got 0 of 4 right." in game.text
    assert game.text.index("the disk is full") < game.text.index("You got 0 of 4")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_home_that_may_only_be_read(start: Start, bank: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o500)
    game = start("play", bank, QUIZZER_HOME=str(home))
    game.wait_for("You can play, but quizzer does not save this game.")
    play_to_the_end(game, "x")


def test_settings_that_cannot_be_kept_hold_for_the_evening(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "home"
    menu = start(QUIZZER_HOME=str(home))
    menu.wait_for("Esc leave")
    (home / "settings.toml").mkdir()
    menu.walk("\x1b[B", "▸ Settings")
    menu.type("\r")
    menu.wait_for("Your name")
    menu.type("\x1b[B\x1b[C")
    text = menu.wait_for("▸ Colours < light >")
    assert "settings.toml:thisisafolder" in text.replace(" ", "")
    menu.type("\x03")
    assert menu.wait_for_end() == 130


def test_two_games_at_once_on_one_file(start: Start, bank: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    games = [start("play", bank, "--player", name, QUIZZER_HOME=str(home)) for name in ("Ada", "Ben")]
    for number in range(1, 5):
        for game in games:
            game.wait_for(f"Question {number} of 4")
            game.type(":skip\r")
        for game in games:
            game.wait_for("Enter go on")
            game.type("\r")
    for game in games:
        game.wait_for("The end")
        game.type("\r")
        assert game.wait_for_end() == 0
    records = Records.open(home / "records.sqlite3")
    assert sorted((player.name, player.games) for player in records.players()) == [("Ada", 1), ("Ben", 1)]
    assert records.unfinished() == []
