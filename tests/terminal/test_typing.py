"""What is typed, and what keys do beside it: none of them takes a letter away."""

from __future__ import annotations

import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizzer.records import Records

Start = Callable[..., Any]
UP, DOWN, RIGHT = "\x1b[A", "\x1b[B", "\x1b[C"
F1, F2, F3, F4, F5 = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~"
CTRL_U = "\x15"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(
        "title: One\nquestions:\n  - {ask: Who wrote “The Lighthouse Thief”?, answer: Ben Marlow, kind: person,"
        " category: writer, hints: [He was a sailor.]}\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("keys", ["emacs", "vi"])
def test_every_letter_and_sign_can_be_typed(start: Start, bank: Path, tmp_path: Path, keys: str) -> None:
    (tmp_path / "settings.toml").write_text(f"keys = '{keys}'\n", encoding="utf-8")
    game = start("play", bank, QUIZZER_HOME=str(tmp_path), columns=120)
    game.wait_for("F1 help")
    signs = "a" + string.digits + string.ascii_letters + string.punctuation
    game.type(signs)
    game.wait_for(f"> {signs}")
    game.type("éß夜")
    game.wait_for(f"> {signs}éß夜")


def test_the_keys_of_the_footer_leave_what_is_typed(start: Start, bank: Path, tmp_path: Path) -> None:
    game = start("play", bank, QUIZZER_HOME=str(tmp_path))
    game.wait_for("F1 help F2 hint F3 skip F5 never again ^C stop")
    game.type("half an answer" + F1)
    game.wait_for("How to play")
    game.type(F1)
    game.wait_for("> half an answer")
    game.type(F2)
    game.wait_for("Hint: He was a sailor.")
    game.type(F5)
    assert "> half an answer" in game.wait_for("You will not see this question again.")
    assert "F5 ask it again" in game.text
    game.type(F5)
    game.wait_for("quizzer may ask this question again.")
    assert "F5 never again" in game.text
    assert Records.open(tmp_path / "records.sqlite3").never("you") == set()
    game.type(F4)
    assert "> half an answer" in game.wait_for("You have no wrong answer to protest against.")
    game.type(F3)
    game.wait_for("– Skipped.")
    # Where nothing is typed, letters do nothing, and the keys of the footer what they say.
    game.type("abcxyz?")
    game.wait_for("How to play")
    game.type("x")
    game.wait_for("Enter go on")
    game.type("\x03")
    assert game.wait_for_end() == 130


def test_a_name_that_is_being_typed_can_be_given_up(start: Start) -> None:
    menu = start()
    menu.wait_for("Esc leave")
    menu.walk(DOWN, "▸ Players")
    menu.type("\r")
    menu.wait_for("Players, separated by commas (Ada, Ben@Reds): you")
    # What is typed replaces the names, unless somebody goes into them first.
    menu.type("Cleo" + UP + DOWN + F1)
    menu.wait_for("(Ada, Ben@Reds): Cleo")
    menu.type("\x1b")
    text = menu.wait_for("Enter change them")
    assert "▸ Players you alone" in text
    assert "Cleo" not in text
    menu.type("\r")
    menu.wait_for("Players, separated by commas (Ada, Ben@Reds): you")
    menu.type("\x1b")
    menu.wait_for("Enter change them")
    menu.type("Quentin")  # a letter opens the line too, and none of them is lost
    menu.wait_for("(Ada, Ben@Reds): Quentin")
    menu.type("\x1b")
    menu.wait_for("Enter change them")
    menu.type("\r")
    menu.wait_for("Players, separated by commas (Ada, Ben@Reds): you")
    menu.type("\x1b[D" + RIGHT + ", Ben")
    menu.wait_for("you, Ben")
    menu.type(CTRL_U + "Ada, ada\r")
    menu.wait_for("Two players have the same name.")
    menu.type("\r")
    menu.wait_for("Players, separated by commas")
    menu.type(CTRL_U + "A, B, C, D, E, F, G, H, I\r")
    menu.wait_for("At most 8 players share a keyboard.")


def test_each_line_begins_where_letters_are_typed(start: Start, tmp_path: Path) -> None:
    """With the keys of vi, whoever leaves the insert mode is back in it on the next question."""
    (tmp_path / "settings.toml").write_text("keys = 'vi'\n", encoding="utf-8")
    bank = tmp_path / "two.yaml"
    bank.write_text("questions:\n  - {ask: One?, answer: a}\n  - {ask: Two?, answer: b}\n", encoding="utf-8")
    game = start("play", bank, QUIZZER_HOME=str(tmp_path))
    game.wait_for("F1 help")
    game.type("nonsense\x1b")
    game.type("\r")
    game.wait_for("✗ Wrong.")
    game.type("\r")
    game.wait_for("Question 2 of 2")
    game.type("xyz")
    game.wait_for("> xyz")


def test_the_keys_of_vi(start: Start, bank: Path, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("keys = 'vi'\n", encoding="utf-8")
    game = start("play", bank, "--category", "writer", QUIZZER_HOME=str(tmp_path))
    game.wait_for("F1 help")
    game.type("xben marlow")
    game.wait_for("> xben marlow")
    game.type("\x1b")
    game.type("0")
    game.type("x")
    game.wait_for("> ben marlow")
    game.type("\r")
    game.wait_for("✓ Right!")


def test_what_is_typed_or_pasted_is_made_harmless(start: Start, bank: Path) -> None:
    game = start("play", bank, "--category", "writer")
    game.wait_for("F1 help")
    game.type("\x1b[200~a\u202eb\u200bc\nd\x1b[201~")
    game.wait_for("> abc d")
    game.type("\u202e\u200be\r")
    game.wait_for("You said abc de")
    assert "\u202e".encode() not in game.raw
    assert "\u200b".encode() not in game.raw


def test_an_answer_is_no_novel(start: Start, bank: Path) -> None:
    """However much is pasted by mistake, the game goes on."""
    game = start("play", bank)
    game.wait_for("F1 help")
    game.type("\x1b[200~" + "la " * 20_000 + "\x1b[201~")
    game.wait_for("la la la")
    game.type("\r")
    assert "✗ Wrong." in game.wait_for("Enter go on")
    assert game.text.count("la") < 200
