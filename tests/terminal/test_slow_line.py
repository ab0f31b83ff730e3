"""Over a slow line: nothing piles up, keys are drawn soon, and the screen is the same as over a quick one."""

from __future__ import annotations

import re
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow  # most of it is waiting

Start = Callable[..., Any]


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(
        "questions:\n  - {ask: Who wrote it?, answer: Ben Marlow, kind: person, category: writer}\n",
        encoding="utf-8",
    )
    return path


def serial_line(speed: int) -> Callable[[], None]:
    """Makes the terminal tell that it is a line of this speed."""

    def tell() -> None:
        modes = termios.tcgetattr(0)
        modes[4] = modes[5] = speed
        termios.tcsetattr(0, termios.TCSANOW, modes)

    return tell


def test_on_a_slow_line_seconds_are_counted_and_keys_have_room(start: Start, bank: Path) -> None:
    """A line of 4800 baud carries 480 bytes a second: less than a bar that drains would write."""
    game = start("play", bank, "--seconds", 60, before=serial_line(termios.B4800))
    game.wait_for("F1 help")
    assert "█" not in game.screen
    game.bytes_per_second = 480
    begun = len(game.raw)
    game.wait_for(lambda text: re.search(r"\b5[0-5] s left", text) is not None)
    assert 0 < len(game.raw) - begun < 1500, "a few bytes for each second"
    for typed in ("Q", "QZ", "QZX"):
        before = len(game.raw)
        game.type(typed[-1])
        game.wait_for(f"> {typed}", settle=False)
        # What stood in the way of the letter is a frame or two, not a pile of them.
        assert len(game.raw) - before < 900


def test_after_a_line_has_stalled_the_screen_is_that_of_now(start: Start, bank: Path) -> None:
    game = start("play", bank, "--seconds", 60)
    game.wait_for("F1 help")
    begun = len(game.raw)
    game.stall(3.0, typing="ben marlow")
    text = game.wait_for("> ben marlow")
    assert "57 s" in text or "56 s" in text
    # Frames that nobody took were not kept for later: a system's buffer is all that there was.
    assert len(game.raw) - begun < 8000
    game.type("\r")
    game.wait_for("✓ Right!")


def test_a_trickle_draws_the_same_screens(start: Start, bank: Path) -> None:
    screens = []
    for speed in (0, 2400):
        game = start("play", bank)
        game.bytes_per_second = speed
        game.wait_for("F1 help", seconds=30)
        shown = [game.screen]
        game.type("ben marlwo")
        game.wait_for("> ben marlwo")
        shown.append(game.screen)
        game.type("\r")
        game.wait_for("Enter go on", seconds=30)
        shown.append(game.screen)
        game.resize(40, 15)
        game.wait_for(lambda text, game=game: len(game.screen.split("\n")) == 15 and "Enter go on" in text)
        shown.append(game.screen)
        screens.append(shown)
    assert screens[0] == screens[1]
