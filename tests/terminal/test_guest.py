"""A good guest: whatever ends the game, the terminal is left as it was found, and the score is told."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]
QUIZZER = f"{sys.executable} -m quizzer"

LEFT = (b"\x1b[?1049l", b"\x1b[?2004l", b"\x1b[?25h")
"""The ordinary screen again, no bracketed paste, the cursor shown."""


def assert_left_as_found(game: Any, modes: list[object]) -> None:
    assert game.modes == modes
    assert_nothing_is_left_on(game)


def assert_nothing_is_left_on(game: Any) -> None:
    for sequence in LEFT:
        assert sequence in game.raw
    assert game.raw.rindex(b"\x1b[?1049l") > game.raw.rindex(b"\x1b[?1049h")
    assert game.raw.rindex(b"\x1b[?25h") > game.raw.rfind(b"\x1b[?25l")
    assert b"Traceback" not in game.raw


def in_a_shell(start: Start, command: str) -> Any:
    """A shell whose terminal can be looked at after the game."""
    shell = start(command=("bash", "--norc", "--noprofile", "-i"), PS1="ready$ ")
    shell.wait_for("ready$")
    shell.type(f"stty -g > before; {command}\r")
    return shell


def assert_the_shell_finds_its_modes(shell: Any, folder: Path) -> None:
    shell.wait_for(lambda text: text.endswith("ready$"))
    shell.type("stty -g > after; echo com''pared\r")
    shell.wait_for("compared")
    assert (folder / "before").read_text() == (folder / "after").read_text()
    assert_nothing_is_left_on(shell)


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 128 + signal.SIGTERM), (signal.SIGINT, 130), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_it_with_the_score(start: Start, number: signal.Signals, status: int) -> None:
    game = start("play", "--seed", 1)
    before = game.modes
    game.wait_for("F1 help")
    assert game.modes != before
    game.signal(number)
    game.wait_for("You answered no question.")
    assert_left_as_found(game, before)
    assert game.wait_for_end() == status
    assert "quizzer resume resumes this game." in game.text
    assert start("resume").wait_for("Question 1 of 10")


def test_ctrl_c_leaves_the_terminal_as_it_was(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shell = in_a_shell(start, f"{QUIZZER} play --seed 1; echo status $?")
    shell.wait_for("F1 help")
    shell.type("\x03")
    shell.wait_for("status 130")
    assert "You answered no question." in shell.text
    assert_the_shell_finds_its_modes(shell, tmp_path)


def test_ctrl_z_gives_the_terminal_back_and_fg_goes_on(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shell = in_a_shell(start, f"{QUIZZER} play --seed 1")
    shell.wait_for("F1 help")
    shell.type("half an ans\x1a")
    shell.wait_for("Stopped")
    assert_the_shell_finds_its_modes(shell, tmp_path)
    shell.type("fg\r")
    shell.wait_for("> half an ans")
    shell.type("\x03")
    shell.wait_for("You answered no question.")


def test_a_stop_from_outside_gives_the_terminal_back_too(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shell = in_a_shell(start, f"{QUIZZER} play --seed 1 & echo $! > pid; fg")
    shell.wait_for("F1 help")
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGTSTP)
    shell.wait_for("Stopped")
    assert_the_shell_finds_its_modes(shell, tmp_path)
    shell.type("fg\r")
    shell.wait_for("F1 help")
    shell.type("\x03")
    shell.wait_for("You answered no question.")


def test_the_clock_stands_while_the_shell_has_it_stopped(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shell = in_a_shell(start, f"{QUIZZER} play --seed 1 --seconds 30")
    shell.wait_for("29 s")
    shell.type("\x1a")
    shell.wait_for("Stopped")
    shell.type("sleep 3; fg\r")
    text = shell.wait_for(lambda text: shell.raw.count(b"\x1b[?1049h") == 2 and " s " in text and "F1 help" in text)
    assert any(f" {seconds} s" in text for seconds in (29, 28))
    shell.type("\x03")
    shell.wait_for("You answered")


def test_a_crash_gives_the_terminal_back_and_says_so_in_a_line(start: Start) -> None:
    breaks = (
        "import sys; from quizzer.commands import main; from quizzer.terminal.game_page import GamePage\n"
        "def line(self, text): raise KeyError('broken on purpose')\n"
        "GamePage.line = line\n"
        "sys.exit(main(['play', '--seed', '1']))"
    )
    game = start(command=(sys.executable, "-c", breaks))
    before = game.modes
    game.wait_for("F1 help")
    game.type("x\r")
    text = game.wait_for("please report it: KeyError")
    assert "You answered no question." in text
    assert "quizzer resume resumes this game." in text
    assert_left_as_found(game, before)
    assert game.wait_for_end() == 1
    start("resume").wait_for("Question 1 of 10")


def test_a_page_that_cannot_be_drawn_ends_the_same_way(start: Start) -> None:
    breaks = (
        "import sys; from quizzer.commands import main; from quizzer.terminal.game_page import GamePage\n"
        "def rows(self, width, height): raise KeyError('broken on purpose')\n"
        "GamePage.rows = rows\n"
        "sys.exit(main(['play', '--seed', '1']))"
    )
    game = start(command=(sys.executable, "-c", breaks))
    before = game.modes
    game.wait_for("please report it: KeyError")
    assert game.modes == before
    assert b"Traceback" not in game.raw
    assert game.wait_for_end() == 1


def test_a_closed_window_ends_it_and_not_the_game(start: Start) -> None:
    game = start("play", "--seed", 1)
    game.wait_for("F1 help")
    game.type(":skip\r")
    game.wait_for("Enter go on")
    assert game.hang_up()
    again = start("resume")
    again.wait_for("Enter go on")
    assert "– Skipped." in again.text
    assert "Question 1 of 10" in again.text


def test_the_menu_turns_the_mouse_off_again(start: Start) -> None:
    game = start()
    game.wait_for("Esc leave")
    assert b"\x1b[?1000h" in game.raw
    game.type("\x03")
    assert game.wait_for_end() == 130
    assert game.raw.rindex(b"\x1b[?1000l") > game.raw.rindex(b"\x1b[?1000h")


@pytest.mark.skipif(not shutil.which("tmux"), reason="there is no tmux here")
def test_inside_tmux_the_keys_work(tmp_path: Path) -> None:
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]

    def seen(wanted: str) -> str:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            pane = subprocess.run([*tmux, "capture-pane", "-p"], capture_output=True, encoding="utf-8", check=True)
            if wanted in pane.stdout:
                return pane.stdout
            time.sleep(0.1)
        raise AssertionError(f"waited in vain for {wanted!r} in:\n{pane.stdout}")

    subprocess.run(
        [*tmux, "new-session", "-d", "-x", "80", "-y", "24", f"{QUIZZER} play --seed 1; sleep 30"], check=True
    )
    try:
        assert seen("F1 help").startswith("Question 1 of 10")
        for key, wanted in (
            ("F1", "How to play"),
            ("x", "F3 skip"),
            ("F2", "Hint:"),
            ("F3", "Skipped."),
            ("F5", "never"),
        ):
            subprocess.run([*tmux, "send-keys", key], check=True)
            seen(wanted)
        subprocess.run([*tmux, "send-keys", "C-c"], check=True)
        seen("You got 0 of 1 right.")
    finally:
        subprocess.run([*tmux, "kill-server"], check=True)
