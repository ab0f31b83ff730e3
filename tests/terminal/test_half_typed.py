"""What stands half typed: it counts if it is right, and never becomes a part of the next answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from terminal.keyboard_table import Table

from quizzer.terminal.layout import UNICODE
from quizzer.terminal.page_screen import PageScreen
from quizzer.terminal.pages import Page
from quizzer.terminal.shared_keyboard import AFTERWARDS, PAUSE

Start = Callable[..., Any]
DOWN, RIGHT = "\x1b[B", "\x1b[C"


def test_blitz_takes_an_answer_as_it_is_typed_and_the_rest_of_it_goes_nowhere() -> None:
    table = Table(mode="blitz")
    table.type("rocky")
    assert table.points == [0]
    table.wait(PAUSE)
    assert table.points == [1]
    assert "Who directed Metropolis?" in table.screen
    table.type(" balboa\r")
    assert table.line == ""
    table.type("fritz lang")
    table.wait(PAUSE)
    assert table.points == [2]


def test_blitz_tells_nothing_of_what_is_not_right_until_it_is_given() -> None:
    table = Table(mode="blitz")
    before = table.session.events
    table.type("apollo creed")
    table.wait(1)
    assert table.session.events == before
    table.type("\r")
    assert "Who directed Metropolis?" in table.screen
    assert table.points == [0]


def test_in_a_list_each_name_leaves_the_line_and_what_is_open_is_told() -> None:
    table = Table(mode="blitz")
    table.type("rocky\rfritz lang\r", after=0.3)
    assert "Still open: 3" in table.screen
    table.type("louie")
    table.wait(PAUSE)
    assert table.line == ""
    assert "Louie · still open: 2" in table.screen
    table.type("dewey")
    table.wait(PAUSE)
    assert "Dewey, Louie · still open: 1" in table.screen
    table.type("huey")
    table.wait(PAUSE)
    assert table.points == [3]


def test_when_time_is_up_what_stands_typed_counts_if_it_is_right() -> None:
    table = Table(question_seconds=5.0)
    table.type("rocky", after=0.9)
    table.wait(5)
    assert table.points == [1]
    assert "✓ Right!" in table.screen
    assert "Time is up" not in table.screen


def test_and_else_it_is_no_part_of_the_next_answer() -> None:
    table = Table(question_seconds=5.0, auto_next=True)
    table.type("apollo", after=0.8)
    table.wait(0.4)
    assert "Who directed Metropolis?" in table.screen
    assert table.line == ""
    table.type(" creed\r", after=0.08)
    assert table.line == ""
    assert table.session.view(None).question.number == 2
    table.wait(AFTERWARDS)
    table.type("fritz lang\r")
    assert table.points == [1]


def test_nor_is_it_the_next_answer() -> None:
    table = Table(question_seconds=5.0, auto_next=True)
    table.type("fritz lang", after=0.49)
    table.wait(0.2)
    assert "Who directed Metropolis?" in table.screen
    table.wait(5)
    assert table.points == [0]


def test_a_new_line_is_told_to_the_page() -> None:
    told = []

    class Listening(Page):
        def typed(self, text: str) -> str:
            told.append(text)
            return text

    screen = PageScreen(UNICODE, theme="dark", keys="emacs", stop=lambda _: None, interrupt=lambda: None)
    screen.show(Listening())
    screen.fill_in("yes")
    screen.show(Listening())
    assert told == ["", "yes", ""]


def test_the_help_takes_nothing_of_what_is_typed() -> None:
    table = Table(mode="blitz")
    table.type("roc")
    table.press("f1")
    table.wait(30)
    table.press("x")
    assert table.line == "roc"
    table.type("ky")
    table.wait(PAUSE)
    assert table.points == [1]


def test_enter_just_after_the_end_turns_no_page() -> None:
    table = Table(question_seconds=5.0)
    table.type("apollo", after=0.8)
    table.wait(0.3)
    assert table.session.phase == "explaining"
    table.type("\r")
    assert table.session.phase == "explaining"
    table.type("\r", after=AFTERWARDS)
    assert table.session.view(None).question.number == 2


def test_in_the_buzzer_half_an_answer_crosses_to_nobody() -> None:
    table = Table("ada", "ben", mode="buzzer", word_seconds=0.0, question_seconds=30.0, bonus_parts=0)
    table.type("a")
    assert table.page.prompt == "ada> "
    table.type("fritz la", after=0.9)
    table.wait(2)
    assert table.line == ""
    assert table.session.phase == "asking"
    table.wait(AFTERWARDS)
    table.type("l")
    assert table.page.prompt == "ben> "
    table.type("rocky\r")
    assert table.session.view("ben").players[1].points > 0


@pytest.mark.parametrize("typed", ["quit", "skip", "help", "/help", ":q!", "exit", "/quit", "HINT"])
def test_a_command_without_its_colon_costs_no_question(typed: str) -> None:
    table = Table()
    events = table.session.events
    table.type(f"{typed}\r")
    assert "Did you mean :" in table.screen
    assert table.session.events == events
    table.type(f"{typed}\r")
    assert table.session.phase == "explaining"  # whoever says it twice means it


@pytest.mark.parametrize("typed", ["q", "s", "help me", "quiz", "http://a", ":-)"])
def test_what_is_like_no_command_is_an_answer(typed: str) -> None:
    table = Table()
    table.type(f"{typed}\r")
    assert table.session.phase == "explaining"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(
        "title: Two\nquestions:\n  - {id: a, ask: Who is it?, answer: Vera Quist}\n"
        "  - {id: b, ask: And who is that?, answer: Vera Quist}\n",
        encoding="utf-8",
    )
    return path


def test_a_blitz_on_a_real_terminal(start: Start, bank: Path) -> None:
    game = start("play", bank, "--mode", "blitz")
    # Nobody answers a question before it is there.
    game.type("nothing of the kind\r")
    game.wait_for("F1 help")
    assert "Question 1" in game.text
    assert "nothing" not in game.text
    game.type("Vera Quist")
    game.wait_for("Question 2")
    game.type("a" * 100)
    assert game.wait_for(lambda text: "> …aaa" in text)
    assert game.screen.count("a" * 40) == 1
    game.type("\x15Vera Quist")
    assert game.wait_for("Enter go on").count("Vera Quist") == 1
    game.type("\r")
    game.wait_for("You got 2 of 2 right.")


def test_every_way_out_of_a_game_from_the_menu_goes_back_there(start: Start, tmp_path: Path) -> None:
    menu = start(QUIZZER_HOME=str(tmp_path), rows=40)
    menu.wait_for("Esc leave")
    menu.type("\r")
    menu.wait_for("Question 1 of 10")
    menu.type("half an answer")
    menu.wait_for("> half an answer")
    menu.type("\x03")
    menu.wait_for("▸ Resume your game question 1 of 10")
    menu.type("\r")
    menu.wait_for("Question 1 of 10")
    assert "half an answer" not in menu.text
    menu.type("\x03")
    menu.wait_for("▸ Resume")
    menu.type("\rtyped before the question is there\r")
    menu.wait_for("F2 hint")
    assert "Question 1 of 10" in menu.text
    menu.type("\x04")  # as :quit: the game ends, and the menu is still there
    menu.wait_for("Stopped here You answered no question.")
    menu.type("\r")
    menu.wait_for("▸ Play")
    assert "Resume your game" not in menu.text
    menu.type("\x03")
    assert menu.wait_for_end() == 130
