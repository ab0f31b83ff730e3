"""Terminals of every kind, and evenings that go on: another round, study over all banks."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizzer.records import Records

Start = Callable[..., Any]
UP, DOWN, LEFT = "\x1b[A", "\x1b[B", "\x1b[D"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "amelie.yaml"
    path.write_text(
        "title: Amélie\nquestions:\n"
        + "".join(
            f"  - {{ask: 'Who is “Amélie”, number {n}?', answer: Zoë Müller, kind: person, category: cast}}\n"
            for n in range(6)
        ),
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"LANG": "POSIX", "LC_ALL": ""}])
def test_a_terminal_that_knows_ascii_alone_is_shown_nothing_else(
    start: Start, bank: Path, environment: dict[str, str]
) -> None:
    game = start("play", bank, "-n", 1, "--player", "Zoë", **environment)
    text = game.wait_for("F1 help")
    assert 'Who is "Amelie", number ' in text
    game.type("mueler\r")
    game.wait_for("Enter go on")
    assert "Answer Zoe Muller" in game.text
    game.type("\r")
    text = game.wait_for("The end")
    assert re.search(r"quizzer [01]/1 [+~x] Amelie", text)
    game.type("\r")
    game.wait_for_end()
    assert "Amelie" in game.text
    assert game.raw.isascii()


@pytest.mark.parametrize("term", ["", "unknown", "dumb", "DUMB"])
def test_a_terminal_of_which_nothing_is_known_gets_plain_lines(start: Start, bank: Path, term: str) -> None:
    game = start("play", bank, "-n", 1, TERM=term)
    game.wait_for("Question 1 of 1")
    game.type(":quit\r")
    game.wait_for("You answered no question.")
    assert b"\x1b" not in game.raw


@pytest.mark.parametrize(("term", "colours"), [("xterm-256color", True), ("vt100", False), ("linux", True)])
def test_terminals_of_several_ages(start: Start, bank: Path, term: str, colours: bool) -> None:
    game = start("play", bank, "-n", 1, TERM=term)
    game.wait_for("F1 help")
    game.type("zoë müller\r")
    game.wait_for("✓ Right!")
    assert (re.search(rb"\x1b\[[0-9;]*\b(3[0-8]|9[0-7])\b[0-9;]*m", game.raw) is not None) == colours


def test_no_color_that_is_empty_says_nothing(start: Start, bank: Path) -> None:
    game = start("play", bank, "-n", 1, NO_COLOR="")
    game.wait_for("F1 help")
    game.type("x\r")
    game.wait_for("Enter go on")
    game.type("\r")
    assert "🟥" in game.wait_for("The end")
    assert b"\x1b[0;38;5;" in game.raw


def test_another_round_is_one_key_away(start: Start, bank: Path, tmp_path: Path) -> None:
    game = start("play", bank, "-n", 2, rows=60, QUIZZER_HOME=str(tmp_path))
    asked = set()
    for _ in range(3):
        for number in (1, 2):
            asked |= set(re.findall(r"number (\d)", game.wait_for(f"Question {number} of 2")))
            game.type("zoë müller\r")
            game.wait_for("Enter go on")
            game.type("\r")
        game.wait_for("The end")
        game.type("r")
    # New questions each time: nothing of it was asked before.
    assert asked == set("012345")
    game.wait_for("Question 1 of 2")
    game.type("\x03")
    assert game.wait_for_end() == 130
    assert game.text.count("quizzer 2/2 🟩🟩 ") == 3
    assert game.text.count("You got 2 of 2 right.") == 0  # what stands on the screen now is told in full
    assert len(Records.open(tmp_path / "records.sqlite3").seen("you")) == 6


def test_after_the_result_what_nobody_knows_is_one_key_away(start: Start, tmp_path: Path) -> None:
    bank = tmp_path / "tide.yaml"
    gaps = "[{asks: release title, country: IN}]"
    bank.write_text(f"films:\n  - {{title: Tide, year: 1990, directors: Ann Bee, gaps: {gaps}}}\n", "utf-8")
    game = start("play", bank, "-n", 1, "--category", "year", rows=40)
    game.wait_for("F1 help")
    game.type("1990\r")
    game.wait_for("Enter go on")
    game.type("\r")
    game.wait_for("Nobody here knows the answer to one question. Do you?")
    game.type("g")
    game.wait_for("officially released in India")
    game.type("Jwar\r")
    game.wait_for("Thank you! Nobody here knows the answer")
    game.type("\r")
    assert "Nobody here knows" not in game.wait_for("The end")
    game.type("\r")
    assert game.wait_for_end() == 0


def test_a_seed_has_no_other_round(start: Start, bank: Path) -> None:
    game = start("play", bank, "-n", 1, "--seed", 3)
    game.wait_for("F1 help")
    game.type(":skip\r")
    game.wait_for("Enter go on")
    game.type("\r")
    game.wait_for("The end")
    assert "another round" not in game.text
    game.type("r\r")
    assert game.wait_for_end() == 0


def test_what_is_due_in_every_bank_comes_from_the_menu_too(start: Start, bank: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    game = start("play", bank, "--mode", "study", "--new", 1, QUIZZER_HOME=str(home))
    game.wait_for("Question 1 of 1")
    game.type(":skip\r")
    game.wait_for("Next review: tomorrow (again).")
    game.type("\r")
    game.wait_for("Question 2 of 2")
    game.type(":skip\r")
    game.wait_for("go on")
    game.type("\r\r")
    game.wait_for_end()
    records = Records.open(home / "records.sqlite3")
    with records._database.writing() as db:
        db.execute("UPDATE cards SET due = '2020-01-01', since = '2019-12-31'")
        db.execute("UPDATE tries SET day = '2019-12-31'")
    records.close()
    (home / "settings.toml").write_text("mode = 'study'\nnew_a_day = 0\n", encoding="utf-8")
    menu = start(QUIZZER_HOME=str(home))
    menu.wait_for("1 due, 0 new: about 1 minute")
    menu.type("\r")
    menu.wait_for("Question 1 of 1")
    assert "Who is “Amélie”" in menu.text
    menu.type(":quit\r")
    menu.wait_for("Stopped here")


def test_no_size_is_too_odd(start: Start, bank: Path) -> None:
    """Nothing breaks; when there is room again, all is there."""
    game = start("play", bank, "--seconds", 60, "--player", "Ada", "--player", "Ben", columns=1, rows=1)
    menu = start(columns=1, rows=1)
    for columns, rows in ((2, 2), (10, 4), (20, 6), (300, 8), (80, 24)):
        for one in (game, menu):
            one.resize(columns, rows)
            while one._read():
                pass
    game.wait_for("Ada, it's your turn.")
    game.type("\r")
    game.wait_for("Ada>")
    game.resize(3, 3)
    game.type("nobody\r")
    game.resize(80, 24)
    game.wait_for("Ben, it's your turn.")
    menu.wait_for("▸ Play A bit of everything")
    menu.walk(DOWN, "▸ Leave")


def test_whoever_wants_plain_lines_always_has_them(start: Start, bank: Path, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("screen = 'plain'\n", encoding="utf-8")
    for words in ((), ("play", bank)):
        game = start(*words, QUIZZER_HOME=str(tmp_path))
        game.wait_for(lambda text: text.endswith(">"))
        game.type("\x04")
        game.wait_for_end()
        assert b"\x1b" not in game.raw


def test_the_referee_loads_while_the_first_question_is_read(start: Start, bank: Path) -> None:
    play = "import sys; from quizzer.commands import main; main(sys.argv[1:])"
    game = start("play", bank, command=(sys.executable, "-c", f"{play}; print('loaded:', 'rapidfuzz' in sys.modules)"))
    game.wait_for("F1 help")
    game.type("\x03")
    game.wait_for("loaded: True")
