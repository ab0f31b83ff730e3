"""The game in plain lines is a whole game: hints, passes, protests, several players, buzzers, a host."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_lines import run

from quizzer.banks.shipped import shipped_banks
from quizzer.terminal.plain_game import PlainScreen

Start = Callable[..., Any]


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(
        "questions:\n  - {ask: Who wrote it?, answer: Ben Marlow, kind: person, hints: [He was a sailor.]}\n",
        encoding="utf-8",
    )
    return path


def play(*arguments: object, given: str) -> str:
    done = run("play", *arguments, given=given)
    assert done.stderr == ""
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    return done.stdout


def test_hints_and_a_pass(bank: Path) -> None:
    out = play(bank, given=":hint\n:skip\n")
    assert "Hint: He was a sailor." in out
    assert "– Skipped." in out
    assert "You got 0 of 1 right." in out


def test_a_protest_after_the_last_question(bank: Path) -> None:
    out = play(bank, given="the captain\n:right\n\n")
    assert "✗ Wrong" in out
    assert "Enter to end, :right to protest>" in out
    assert "You got 1 of 1 right." in out
    assert "Missed" not in out


def test_a_protest_while_the_next_question_is_open(tmp_path: Path) -> None:
    bank = tmp_path / "two.yaml"
    bank.write_text(
        "questions:\n  - {ask: Who?, answer: Ben Marlow}\n  - {ask: Where?, answer: Paris}\n", encoding="utf-8"
    )
    out = play(bank, given="nonsense\n:right\n:skip\n")
    assert out.count("Counted as right.") == 1
    assert "You got 1 of 2 right." in out


def test_never_again(bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    assert "You will not see this question again." in play(bank, given=":never\n:quit\n")
    again = run("play", bank)
    assert again.returncode == 1
    assert "you have hidden every question that matches" in again.stderr


def test_a_race_by_names(bank: Path) -> None:
    players = ("--player", "Ada", "--player", "Ben", "--mode", "race")
    out = play(bank, *players, given="Cleo\nada\nwrong\nben\nben marlow\n")
    assert "Cleo can't buzz now; Ada, Ben can." in out
    assert "✗ Ada: Wrong" in out
    assert "✓ Ben: Right!" in out
    assert "1. Ben got 1 of 1 right." in out


def test_of_several_who_were_wrong_one_protests(bank: Path) -> None:
    out = play(bank, "--player", "Ada", "--player", "Ben", given="a sailor\nhis brother\n:right\nben\n\n")
    assert "Who was right? (Ada, Ben)>" in out
    assert "1. Ben got 1 of 1 right." in out
    assert "2. Ada got 0 of 1 right." in out


def test_a_host_rules(bank: Path) -> None:
    out = play(bank, "--mode", "host", given="the captain\ny\n")
    assert "you said “the captain”." in out
    assert "You got 1 of 1 right." in out


def test_a_tossup_is_read_on_by_enter(bank: Path) -> None:
    out = play(bank, "--mode", "buzzer", "--player", "Ada", "--player", "Ben", given="ada\nben marlow\n")
    assert "Ada buzzed." in out
    assert "✓ Ada: Right!" in out


def test_a_dumb_terminal_has_a_menu_too(start: Start) -> None:
    menu = start(TERM="dumb")
    menu.wait_for("q to leave>")
    menu.type("99\r")
    menu.wait_for("There is no number 99 here.")
    place = next(n for n, path in enumerate(shipped_banks(), 2) if path.stem == "city_of_lost_children")
    menu.type(f"{place}\r")
    assert "The City of Lost Children: 10 questions" in menu.wait_for("Question 1 of 10")
    menu.type(":quit\r")
    menu.wait_for("You answered no question.")
    assert b"\x1b" not in menu.raw


def test_on_a_terminal_lines_are_broken_at_spaces(start: Start, tmp_path: Path) -> None:
    bank = tmp_path / "long.yaml"
    bank.write_text(
        "questions:\n  - {ask: 'Which lighthouse keeper hid 灯台 the stolen lamp under his bed for eleven years?', "
        "answer: Ben Marlow}\n",
        encoding="utf-8",
    )
    game = start("play", bank, "--plain", columns=40, rows=24)
    game.wait_for("eleven years?")
    rows = game.screen.split("\n")
    first = next(place for place, row in enumerate(rows) if row.startswith("Which lighthouse"))
    assert rows[first] == "Which lighthouse keeper hid 灯台 the"
    assert rows[first + 1] == "stolen lamp under his bed for eleven"
    assert rows[first + 2] == "years?"
    game.type("\x04")
    game.wait_for_end()


def test_in_a_pipe_lines_stay_whole(tmp_path: Path) -> None:
    question = "Which lighthouse keeper hid the stolen lamp under his bed " + "for years and " * 12 + "years?"
    bank = tmp_path / "long.yaml"
    bank.write_text(f"questions:\n  - {{ask: '{question}', answer: Ben Marlow}}\n", encoding="utf-8")
    assert question in play(bank, given="Ben Marlow\n").split("\n")


def test_a_question_that_several_missed_is_told_once(bank: Path) -> None:
    out = play(bank, "--mode", "race", "--player", "Ada", "--player", "Bo", given="Ada\nCleo Vane\nBo\nTom Reed\n\n")
    missed = out.partition("Missed")[2]
    assert missed.count("Who wrote it?") == 1
    assert "Ada: “Cleo Vane”; Bo: “Tom Reed” · Ben Marlow" in missed


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_whose_size_nobody_set_gets_whole_lines() -> None:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as out:
        PlainScreen(io.StringIO(), out).show([[("", "A sentence of several words.")]])
        assert os.read(ours, 1000) == b"A sentence of several words.\r\n"
    os.close(ours)
