"""A whole evening on the full screen and the two days after it: menu, party, power cut, study, figures."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from quizzer import load_bank

Start = Callable[..., Any]
DOWN, RIGHT, LEFT = "\x1b[B", "\x1b[C", "\x1b[D"
BANK = load_bank(ROOT / "question_banks" / "city_of_lost_children.yaml")
PARTY = ("Ada", "Ben", "Cleo")

ON_A_DAY = """
import sys
from datetime import datetime
from quizzer.commands import environment, main

class Calendar:
    def now():
        return datetime.fromisoformat(sys.argv[1])

environment.datetime = Calendar
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def quizzer(start: Start, tmp_path: Path) -> Callable[..., Any]:
    """Starts `quizzer` with arguments on a day that the test sets, always with the same records."""

    def started(moment: str, *arguments: object, columns: int = 80, rows: int = 24) -> Any:
        command = (sys.executable, "-c", ON_A_DAY, moment)
        return start(*arguments, command=command, columns=columns, rows=rows, QUIZZER_HOME=str(tmp_path), TZ="UTC")

    return started


def question_on(game: Any) -> Any:
    """The question of the bank that stands in the card."""
    rows = [row.strip() for row in game.screen.splitlines()]
    card = " ".join(" ".join(row.strip("│").strip() for row in rows if row.startswith("│")).split())
    card = card.partition(" a) ")[0]  # the choices stand below it
    found = [one for one in BANK.questions if card in (" ".join(one.text.split()), " ".join(one.short.split()))]
    assert found, game.screen
    return found[0]


def seconds_on(game: Any) -> float:
    """What the timer says is left."""
    found = re.search(r"[█░▏▎▍▌▋▊▉]+ [ !]*([0-9.]+) s", game.text)
    assert found, game.screen
    return float(found[1])


def round_of(game: Any, answers: dict[str, str]) -> None:
    """Everybody in turn takes the keyboard and says something; "!" stands for the right answer."""
    for name, given in answers.items():
        game.wait_for(f"{name}, it's your turn.")
        game.type("\r")
        game.wait_for(lambda text, name=name: text.endswith("^C stop") and f"{name}>" in text)
        key = question_on(game).key
        game.type((key.answer if given == "!" else given) + "\r")
    game.wait_for("Enter go on")


def missed(game: Any, number: int, of: int) -> None:
    """A question of a study, given up."""
    game.wait_for(f"Question {number} of {of}")
    game.type(":skip\r")
    game.wait_for("Next review: tomorrow (again).")
    game.type("\r")


def let_go(game: Any, *numbers: int) -> None:
    """What comes back in the same game is passed."""
    for number in numbers:
        game.wait_for(f"Question {number} of {numbers[-1]}")
        game.type(":skip\r")
        game.wait_for("go on")
        game.type("\r")


def test_a_whole_evening(quizzer: Callable[..., Any], tmp_path: Path) -> None:
    # -- Saturday: from the menu to a party of three with a minute for each answer
    menu = quizzer("2026-05-09T21:30+00:00")
    menu.wait_for("Esc leave")
    menu.walk(DOWN, "▸ Bank")
    menu.type("\r")
    menu.walk(DOWN, "▸ The City of Lost Children")
    menu.wait_for(f"{len(BANK.questions)} questions, 100% new")
    menu.type("\r")
    menu.wait_for("▸ Bank < The City of Lost Children >")
    menu.walk(DOWN, "▸ Questions")
    menu.type(LEFT)
    menu.wait_for("▸ Questions < 5 >")
    menu.walk(DOWN, "▸ Question time")
    menu.type(RIGHT * 4)
    menu.wait_for("▸ Question time < 60 seconds >")
    menu.type(DOWN + "\r")
    menu.wait_for("Players, separated by commas")
    menu.type("\x15" + ", ".join(PARTY) + "\r")
    menu.wait_for("▸ Players Ada, Ben, Cleo")
    menu.type("\x1b[A\r")
    round_of(menu, {"Ada": "!", "Ben": "my own idea", "Cleo": ":skip"})
    verdict = menu.text
    assert "✓ Ada" in verdict
    assert "✗ Ben “my own idea”" in verdict
    assert "– Cleo passed" in verdict
    menu.type("\r")

    # -- the power fails while Ben thinks
    menu.wait_for("Ada, it's your turn.")
    menu.type("\r")
    menu.wait_for("Ada>")
    question = question_on(menu)
    wrong = next((one for one in question.key.choices if one != question.key.answer), "nonsense")
    menu.type(f"{wrong}\r")
    menu.wait_for("Ben, it's your turn.")
    menu.type("\r")
    menu.wait_for("Ben>")
    question = question_on(menu)
    menu.wait_for(lambda text: seconds_on(menu) <= 57)
    left = seconds_on(menu)
    menu.signal(signal.SIGKILL)
    menu.wait_for_end()

    game = quizzer("2026-05-09T21:50+00:00", "resume")
    game.wait_for("Ben, it's your turn.")
    assert "Question 2 of 5" in game.text
    game.type("\r")
    game.wait_for("Ben>")
    assert question_on(game).id == question.id
    # What is noted of the time that goes by is a second old at most.
    assert left - 1 <= seconds_on(game) <= left + 1.5
    game.type(question.key.answer + "\r")
    round_of(game, {"Cleo": "!"})
    assert f"✗ Ada “{wrong}”" in game.text
    game.type("\r")
    for _ in range(3):
        round_of(game, dict.fromkeys(PARTY, ":skip"))
        game.type("\r")
    game.wait_for("The end")
    rows = game.page
    assert rows[0] == "The end  Ada, Ben and Cleo share the first place."
    # Points first, then what was right: everybody got one, so all of them share the first place.
    assert rows[1:4] == [f"1. {name} got 1 of 5 right." for name in PARTY]
    game.type("\x1b[6~" * 9)
    assert game.wait_for("quizzer Ada 1/5").count("1/5") == 3
    game.type("\r")
    assert game.wait_for_end() == 0

    # -- Sunday: Ada studies, from the menu
    (tmp_path / "settings.toml").write_text("new_a_day = 5\n", encoding="utf-8")
    menu = quizzer("2026-05-10T09:00+00:00")
    menu.wait_for("Esc leave")
    menu.walk(DOWN, "▸ Players")
    menu.type("\r")
    menu.wait_for("Players, separated by commas")
    menu.type("\x15ada\r")
    menu.wait_for("▸ Players ada")
    menu.walk("\x1b[A", "▸ Study")
    menu.type("\r")
    for number in range(1, 6):  # all that one day brings
        missed(menu, number, 5)
    let_go(menu, *range(6, 11))
    menu.wait_for("The end")
    menu.type("\r")
    menu.wait_for("nothing left today, 5 tomorrow")
    menu.walk(DOWN, "▸ Statistics")
    menu.type("\r")
    menu.wait_for("Games 2, ")
    assert menu.screen.split("\n")[0] == "Ada"
    assert "Days 2 in a row now, 2 at best" in menu.text
    menu.type("q")
    menu.wait_for("▸ Statistics")
    menu.type("\x1b")
    assert menu.wait_for_end() == 0

    # -- Monday: what was missed is due; then the figures
    game = quizzer("2026-05-11T07:00+00:00", "play", "--mode", "study", "--player", "Ada", "--new", 0)
    for number in range(1, 6):
        game.wait_for(f"Question {number} of 5")
        game.type(":skip\r" if number > 1 else "\x1b[15~" + ":skip\r")
        game.wait_for("Next review: tomorrow (again).")
        if number == 2:
            game.type("4")
            game.wait_for("days (easy).")
        game.type("\r")
    let_go(game, *range(6, 10))  # what was hidden comes back no more
    game.wait_for("The end")
    game.type("\r")
    assert game.wait_for_end() == 0
    figures = quizzer("2026-05-12T07:00+00:00", "stats", "--player", "ADA", rows=100)
    figures.wait_for_end()
    assert "Days 3 in a row now, 3 at best" in figures.text
    # Five were studied: one is never to be asked again, one was easy, three are due.
    assert "Study: 3 due today of 5 questions, 0 new today" in figures.text
    assert "3 days with an answer" in figures.text
