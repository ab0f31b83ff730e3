"""Games are played, what players contribute is decided, and games are played again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from quizzer import load_bank

GAP = """\
films:
  - title: The Night Ferry   # a film
    year: 1990
    directors: Ann Bee
    gaps:
      - {asks: release title, country: IN, language: en}
      - {asks: composer}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*arguments: object, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quizzer", *map(str, arguments)],
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
        encoding="utf-8",
    )


def play(bank: Path, given: str, player: str = "Ada", *, protest: bool = True, why: str = "", **wishes: str) -> None:
    actions = [
        {"type": "join", "player": player},
        {"type": "start"},
        {"type": "answer", "player": player, "given": given},
        *([{"type": "protest", "player": player, "why": why}] if protest else []),
        {"type": "next"},
    ]
    options = [word for name, value in wishes.items() for word in (f"--{name}", value)]
    done = run("play", bank, "--json", *options, given="".join(json.dumps(one) + "\n" for one in actions))
    assert done.returncode == 0, done.stderr


def test_a_contribution_becomes_a_question_when_the_author_says_so(tmp_path: Path, home: Path) -> None:
    bank = tmp_path / "films.yaml"
    bank.write_text(GAP, encoding="utf-8")
    for player, given in (("Ada", "Midnight Boat"), ("Ben", "midnight boat"), ("Cy", "Ferry")):
        play(bank, given, player, protest=False, category="top_gap", seed="2")
    assert bank.read_text() == GAP
    shown = run("gaps").stdout
    assert "2 of 3 · Ada, Ben" in shown
    done = run("gaps", "accept", 1, "--answer", "Midnight Boat")
    assert done.returncode == 0, done.stderr
    text = bank.read_text()
    assert text.startswith("films:\n  - title: The Night Ferry   # a film\n")
    questions = {question.text: question for question in load_bank(bank).questions}
    made = [one for one in questions.values() if one.key is not None and one.key.answer == "Midnight Boat"]
    assert made
    assert {one.source for one in made} == {"contributed"}
    assert len([one for one in questions.values() if one.is_open_gap]) == 1
    assert run("gaps", "skip", 3).stdout == "Put aside.\n"
    assert run("gaps").stdout == "Nobody has answered an open gap yet.\n"


def test_what_is_missing_is_listed(tmp_path: Path, home: Path) -> None:
    bank = tmp_path / "films.yaml"
    bank.write_text(GAP, encoding="utf-8")
    shown = run("gaps", "--missing", bank).stdout
    assert "missing: Who composed the music of “The Night Ferry”? (asked)" in shown
    assert "missing: How long is “The Night Ferry”?\n" in shown
    assert "Who directed" not in shown


def test_no_timed_game_asks_a_gap(tmp_path: Path, home: Path) -> None:
    bank = tmp_path / "films.yaml"
    bank.write_text(GAP, encoding="utf-8")
    done = run("play", bank, "--mode", "blitz", "--category", "top_gap")
    assert done.returncode == 2
    assert "no question here fits" in done.stderr
