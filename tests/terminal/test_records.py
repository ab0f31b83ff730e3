"""Records in a real terminal: a game that is killed, or whose window is closed, goes on where it was."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from terminal.asked_questions import questions_of_game

pytest.importorskip("pexpect", reason="pseudo-terminals need a POSIX system")
Terminal = pytest.importorskip("pseudo_terminal").Terminal

Start = Callable[..., Terminal]
BANK = "question_banks/city_of_lost_children.yaml"


@pytest.fixture
def start() -> Iterator[Start]:
    terminals = []

    def started(*arguments: object) -> Terminal:
        terminals.append(Terminal([sys.executable, "-m", "quizzer", *map(str, arguments)]))
        return terminals[-1]

    yield started
    for terminal in terminals:
        terminal.close()


def end(game: Terminal, how: signal.Signals) -> None:
    os.kill(game._process.pid, how)
    game.wait_for_end()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_a_game_of_two_goes_on_at_the_same_question_and_player(start: Start, how: signal.Signals) -> None:
    questions = questions_of_game(BANK, count=3, seed=4)
    game = start("play", BANK, "-n", 3, "--seed", 4, "--player", "Ada", "--player", "Ben", "--plain")
    game.wait_for("Ada>")
    game.type(questions[0].key.answer + "\r")
    game.wait_for("Ben>")
    game.type(":skip\r")
    game.wait_for(lambda text: "Question 2 of 3" in text and text.endswith("Ada>"))
    game.type("nonsense\r")
    game.wait_for(lambda text: text.endswith("Ben>"))
    end(game, how)
    back = start("resume", "--plain")
    text = back.wait_for("Ben>")
    assert "Question 2 of 3" in text
    assert "Ada 1, Ben 0" in text
    assert "".join(questions[1].text.split()) in "".join(text.split())
    back.type(questions[1].key.answer + "\r")
    back.wait_for("Question 3 of 3")
    back.type(":quit\r")
    text = back.wait_for("Ben got 1 of 2 right.")
    assert "Ada got 1 of 2 right." in text
    assert back.wait_for_end() == 0


def test_no_line_on_the_screen_is_lost_at_whatever_moment_the_game_is_killed(start: Start) -> None:
    chance = random.Random("terminal")
    game = start("play", BANK, "-n", 30, "--seed", 1, "--plain")
    game.wait_for("Question 1 of ")
    for _ in range(5):
        # Ahead of the game: it is killed somewhere in the midst of these.
        game.type(":skip\r" * 4)
        until = time.monotonic() + chance.random() * 0.3
        while time.monotonic() < until:
            game._read()
        end(game, signal.SIGKILL)
        shown = max(number for number in range(1, 31) if f"Question {number} of" in everything(game))
        game = start("resume", "--plain")
        text = game.wait_for(lambda text: "Question" in text and text.endswith(">"))
        reached = max(number for number in range(1, 31) if f"Question {number} of" in text)
        assert shown <= reached <= shown + 4


def everything(game: Terminal) -> str:
    """What has been on the screen, also what scrolled away; colours left out."""
    import re

    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", game.raw.decode("utf-8", "replace"))
