"""A whole evening on the full screen, and the days after it: menu, a party of three, a power cut, study, figures."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]
DOWN = "\x1b[B"
SIZES = pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 15), (200, 60)])
ANSWERS = {
    "Who built it?": "Henrik Vos",
    "Who stole the lamp?": "Agathe Rill",
    "Who rowed back?": "Tobias Lund",
}
LATER = """
import sys
from datetime import datetime, timedelta
from quizzer.commands import main, recorded

class Calendar(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(days={days})

recorded.datetime = Calendar
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with three players, and a bank of their own: three questions that a test can tell apart."""
    home = tmp_path / "home"
    (home / "banks").mkdir(parents=True)
    (home / "settings.toml").write_text("players = ['Ada', 'Ben', 'Cy']\nquestions = 3\n", encoding="utf-8")
    questions = "".join(f"  - {{ask: {ask}, answer: {answer}, kind: person}}\n" for ask, answer in ANSWERS.items())
    (home / "banks" / "lamp.yaml").write_text(f"title: The Lamp\nquestions:\n{questions}", encoding="utf-8")
    return home


@SIZES
def test_a_whole_evening_and_the_days_after(start: Start, home: Path, columns: int, rows: int) -> None:
    def begin(*words: str, days: int = 0) -> Any:
        command = (sys.executable, "-c", LATER.format(days=days)) if days else ()
        return start(*words, command=command, columns=columns, rows=rows, QUIZZER_HOME=str(home))

    game = begin()
    game.wait_for("Enter choose")
    game.type(DOWN)
    game.wait_for("▸ (o) The Lamp")
    game.type("\r")
    asked = round_of_three(game, number=1, wrong="Ben")
    # Ada has answered the second question, and Ben sits before the curtain, when the power fails.
    game.wait_for("Question 2 of 3")
    answer(game, "Ada", right=True)
    game.wait_for("Ben, it's your turn.")
    game.signal(signal.SIGKILL)
    game.wait_for_end()

    game = begin("resume")
    shown = game.wait_for("Ben, it's your turn.")
    assert "Question 2 of 3" in shown
    assert "Ada 2 done" in shown
    second = answer(game, "Ben", right=False)
    assert answer(game, "Cy", right=True) == second != asked
    game.wait_for("go on")
    game.type("\r")
    round_of_three(game, number=3, wrong="Ben")
    ended = game.wait_for("The end")
    assert ended.index("Ada") < ended.index("Ben")
    game.type("\r")
    assert game.wait_for_end() == 0

    study = begin("play", "lamp", "--mode", "study", "--player", "Ada", "--new", "2", days=1)
    for number, right in ((1, True), (2, False)):
        study.wait_for(f"Question {number} of 2")
        answer(study, "", right=right)
        if not right:
            answer(study, "", right=right)
        study.wait_for("Comes back")
        study.wait_for("go on")
        study.type("\r")
    study.wait_for("You got 1 of 2 right.")
    study.type("\r")
    study.wait_for_end()

    (home / "settings.toml").write_text("name = 'Ada'\n", encoding="utf-8")
    menu = begin(days=2)
    menu.wait_for("Enter choose")
    for _ in range(12):
        if "▸ Statistics" in menu.text:
            break
        menu.type(DOWN)
        menu.wait_for("▸")
    menu.type("\r")
    figures = menu.wait_for("Games 2, 2 of them to the end")
    assert "4 of 5" in figures
    menu.type("q")
    menu.wait_for("▸ Statistics")
    menu.type("\x1b")
    menu.wait_for_end()


def round_of_three(game: Any, *, number: int, wrong: str) -> str:
    """All three answer the question of this number, one of them wrongly, and see the verdicts; what was asked."""
    asked = ""
    for player in ("Ada", "Ben", "Cy"):
        game.wait_for(f"{player}, it's your turn.")
        assert f"Question {number} of 3" in game.text
        asked = answer(game, player, right=player != wrong)
    game.wait_for("go on")
    game.type("\r")
    return asked


def answer(game: Any, player: str, *, right: bool) -> str:
    """Lifts the curtain where one hangs, and answers; the question."""
    if player:
        game.wait_for(f"{player}, it's your turn.")
        game.type("\r")
    game.wait_for(f"{player}>")
    shown = game.wait_for(lambda text: any(ask in text for ask in ANSWERS))
    asked = next(ask for ask in ANSWERS if ask in shown)
    game.type((ANSWERS[asked].lower() if right else "nobody at all") + "\r")
    if not player and not right:
        game.wait_for("Wrong")
    return asked
