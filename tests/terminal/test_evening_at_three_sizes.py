"""An evening from the menu, at three sizes: the daily, a blitz, a party, a buzzer with a bonus, study, each with its
result."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow  # each size is a whole evening

Start = Callable[..., Any]
HOME, DOWN, RIGHT, PAGE_DOWN = "\x1b[H", "\x1b[B", "\x1b[C", "\x1b[6~"
BIRDS = ("heron", "gull", "tern", "stork", "crane", "ibis", "raven", "finch", "swift", "robin", "eagle", "swan")


class Evening:
    """Somebody who works the menu, and knows which bird sits where."""

    def __init__(self, terminal: Any, columns: int) -> None:
        self.screen = terminal
        self.wide = min(columns, 100)
        self.by = (columns - self.wide) // 2

    def wait_for(self, wanted: str | Callable[[str], bool]) -> str:
        """Waits for a text; nothing that is drawn stands beside the page or under its footer."""
        text: str = self.screen.wait_for(wanted)
        for row in self.screen.page:
            assert len(row) <= self.by + self.wide
            assert not row[: self.by].strip()
        return text

    def set(self, **wanted: str) -> None:
        """Sets what stands in the menu."""
        for name, value in wanted.items():
            self.to(name)
            if name == "Players":
                self.screen.type("\r")
                self.wait_for("Enter take it")
                self.screen.type(f"\x15{value}\r")
                self.wait_for(f"▸ Players {value}")
            else:
                self.screen.walk(RIGHT, f"▸ {name} < {value} >")

    def to(self, what: str) -> None:
        """Goes to the row of the menu that begins so."""
        self.screen.type(HOME)
        self.wait_for("▸ Daily")
        self.screen.walk(DOWN, f"▸ {what}")

    def go(self, what: str) -> None:
        """Starts what a row of the menu begins with."""
        self.to(what)
        self.screen.type("\r")

    def bird(self) -> str:
        """The answer to the question on the screen."""
        self.wait_for(lambda text: re.search(r"Post \d+:", text) is not None)
        number = re.findall(r"Post (\d+):", self.screen.text)[-1]
        return BIRDS[int(number) - 1]

    def result(self, *told: str) -> None:
        """Reads the result to its last line, and goes back to the menu."""
        self.wait_for("Enter done")
        for words in told:
            for _ in range(12):
                if words in self.screen.text:
                    break
                self.screen.type(PAGE_DOWN)
                self.wait_for("Enter done")
            self.wait_for(words)
        self.screen.type("\r")
        self.wait_for("Bank < Birds >")


@pytest.mark.parametrize(("columns", "rows"), [(40, 15), (80, 24), (200, 60)])
def test_an_evening(start: Start, tmp_path: Path, columns: int, rows: int) -> None:
    banks = tmp_path / "banks"
    banks.mkdir()
    asked = (f"  - {{ask: 'Post {n}: which bird sits there?', answer: {bird}}}" for n, bird in enumerate(BIRDS, 1))
    (banks / "birds.yaml").write_text("\n".join(["title: Birds", "questions:", *asked]), encoding="utf-8")
    terminal = start(columns=columns, rows=rows, QUIZZER_HOME=str(tmp_path))
    evening = Evening(terminal, columns)
    evening.wait_for("▸ Play A bit")
    evening.set(Bank="Birds", Questions="5")

    # -- the daily
    evening.go("Daily")
    for number in range(1, 11):
        evening.wait_for(f"Question {number} of 10")
        assert bool(re.match(r"Daily \d+ · ", terminal.text)) == (columns > 40)
        terminal.type(":skip\r")
        evening.wait_for("Enter go on")
        terminal.type("\r")
    evening.result("You got 0 of 10 right.", "edition", "⬜⬜⬜⬜⬜⬜⬜⬜⬜⬜")

    # -- a blitz: what is right counts as it is typed
    evening.set(Mode="blitz")
    evening.go("Play Birds")
    evening.wait_for("score 0")
    for number in range(1, 4):
        terminal.type(evening.bird())
        evening.wait_for(f"score {number}")
    terminal.type("no bird\r")
    evening.wait_for("✗ “no bird”")
    terminal.type(":quit\r")
    evening.result("You got 3 of 4 right.", "blitz")

    # -- a party: what Ada misses goes on to Ben
    evening.set(Mode="party", Players="Ada, Ben")
    evening.go("Play Birds")
    for number in range(1, 6):
        evening.wait_for(f"Question {number} of 5")
        if number % 2:  # Ada is the first of two, and misses
            evening.wait_for("Ada, it's your turn.")
            terminal.type("\r")
            evening.wait_for("Ada>")
            terminal.type("no bird\r")
            evening.wait_for("Ben, it's your turn.")
            terminal.type("\r")
        evening.wait_for("Ben>")
        terminal.type(f"{evening.bird()}\r")
        evening.wait_for("Enter go on")
        terminal.type("\r")
    evening.result("Ben wins.", "party")

    # -- a buzzer: who is right has a bonus
    evening.set(Mode="buzzer")
    evening.go("Play Birds")
    bird = evening.bird()
    terminal.type("l")
    evening.wait_for("Ben>")
    terminal.type(f"{bird}\r")
    assert f"✓ Ben “{bird}” +10 points" in evening.wait_for("Enter go on")
    terminal.type("\r")
    evening.wait_for("Bonus 1 of 3 for Ben")
    terminal.type(f"{evening.bird()}\r")
    evening.wait_for("Enter go on")
    terminal.type("\r")
    evening.wait_for("Bonus 2 of 3 for Ben")
    terminal.type(":quit\r")
    evening.result("1. Ben got", "buzzer")

    # -- study, for one
    evening.set(Players="Ada", Mode="classic")
    evening.go("Study")
    evening.wait_for("Question 1 of ")
    of = int(re.findall(r"Question 1 of (\d+)", terminal.text)[0])
    for number in range(1, of + 1):
        evening.wait_for(f"Question {number} of {of}")
        terminal.type(f"{evening.bird()}\r")
        evening.wait_for("Enter go on")
        terminal.type("\r")
    evening.result(f"You got {of} of {of} right")
    terminal.type("\x1b")
    assert terminal.wait_for_end() == 0
