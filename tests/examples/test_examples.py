"""The example hosts run, each as somebody would run it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BANK = HERE.parents[1] / "question_banks" / "city_of_lost_children.yaml"


def run(*command: object, typed: str = "") -> str:
    """What the command prints; it must succeed, and complain of nothing."""
    done = subprocess.run(
        [str(part) for part in command],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONWARNINGS": "error"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def test_a_chat_bot_plays_games_in_each_channel_and_never_asks_the_same_twice():
    one, other = run(sys.executable, HERE / "chat_bot.py", BANK, 20).split("--- channel ")[1:]
    for channel in (one, other):
        lines = channel.splitlines()
        asked = [line for line in lines if line.startswith("**")]
        assert [line.split(" ")[0] for line in asked[:2]] == ["**1/20**", "**2/20**"]
        assert len(asked) == channel.count("Not ann's.") == channel.count("ben has it!")
        assert channel.count("A hint for ann: ") == channel.count("The end. 1. ben ") >= 3
        assert "The end. 1. ben 20, 2. ann 0" in lines  # the hint was hers
        # The channel was never asked the same twice, although it went on until nothing new was left.
        assert len({line.split("** ", 1)[1] for line in asked}) == len(asked) > 50
        assert lines[-1] == "ann: too few new questions are left: change the bank or another choice"
    assert one.splitlines()[1] != other.splitlines()[1]


class TestTextAdventure:
    ADVENTURE = HERE / "text_adventure.py"

    def test_it_is_short(self):
        assert len(self.ADVENTURE.read_text("utf-8").splitlines()) < 70

    def test_who_knows_gets_in(self):
        first = run(sys.executable, "-c", self.peek())
        printed = run(sys.executable, self.ADVENTURE, BANK, typed=f"go up\ngo north\nhint\n\n{first}")
        assert "There is no way." in printed
        assert "The voice whispers: " in printed
        assert "The voice coughs: the answer is empty." in printed
        assert printed.endswith("You have made it.\n")

    def test_who_does_not_know_tries_again(self):
        second = run(sys.executable, "-c", self.peek(seed=2))
        printed = run(sys.executable, self.ADVENTURE, BANK, typed=f"north\na teapot\na submarine\nnorth\n{second}")
        assert "The door stays shut." in printed
        assert printed.endswith("You have made it.\n")

    def peek(self, seed=1):
        """A program that prints the answer at the door."""
        return (
            "from quizzer import Rules, Session, load_bank\n"
            f"bank = load_bank({str(BANK)!r})\n"
            "scored = [question for question in bank.questions if not question.is_open_gap]\n"
            f"print(Session(scored, Rules.preset('classic', questions=1), seed={seed}).questions[0].key.answer)\n"
        )


def test_a_node_script_drives_the_engine():
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    engine = (sys.executable, "-m", "quizzer", "play", BANK, "--json", "-n", "4", "--seed", "5")
    printed = run(node, HERE / "subprocess_host.mjs", *engine)
    assert re.findall(r"^(\d/\d)", printed, re.MULTILINE) == ["1/4", "2/4", "3/4", "4/4"]
    assert "error empty: the answer is empty" in printed
    assert printed.count("  hint: ") == 2
    assert printed.count("  it was ") == 4
    assert re.search(r"^the end: \d of \d right$", printed, re.MULTILINE)


def test_two_hundred_games_share_a_loop():
    printed = run(sys.executable, HERE / "many_games.py", BANK)
    games, by_time, answers = re.fullmatch(
        r"(\d+) games, (\d+) ended by their clocks, (\d+) answers, [\d.]+ s\n", printed
    ).groups()
    assert (int(games), int(by_time)) == (200, 200)
    assert int(answers) > 0  # how many fit into their time is the machine's affair
