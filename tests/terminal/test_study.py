"""Study and figures on the full screen: ratings, a power cut, the page of figures."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]
DOWN, LEFT, PAGE_DOWN = "\x1b[B", "\x1b[D", "\x1b[6~"
SIZES = pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 15), (200, 60)])


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(
        "title: The Thief\nquestions:\n"
        "  - {ask: Who wrote it?, answer: Ben Marlow, kind: person}\n"
        "  - {ask: Who shot it?, answer: Cleo Vane, kind: person}\n",
        encoding="utf-8",
    )
    return path


def miss(game: Any) -> None:
    """Two tries, both wrong: that is how often study lets one try."""
    game.wait_for("F2 hint")
    game.type("zzz\r")
    game.wait_for("Wrong")
    game.type("xyxy\r")
    game.wait_for("go on")


def let_go(game: Any, *numbers: int) -> None:
    """Passes the questions with these numbers, which have come back."""
    for number in numbers:
        game.wait_for(f"Question {number} of {numbers[-1]}")
        game.type(":skip\r")
        game.wait_for("go on")
        game.type("\r")


@SIZES
def test_a_question_is_rated_and_the_rating_changed_with_one_key(
    start: Start, bank: Path, columns: int, rows: int
) -> None:
    game = start("play", bank, "--mode", "study", columns=columns, rows=rows)
    miss(game)
    assert "Next review: tomorrow (again)." in game.text
    # What each key would do stands there before it is pressed.
    assert "1 again · 1 day " in game.text
    (days,) = re.findall(r"4 easy · (\d+) days", game.text)
    game.type("4")
    game.wait_for(f"Next review: in {days} days (easy).")
    assert f"4 easy · {days} days" in game.text
    game.type("\r")
    game.wait_for("Question 2 of 2")
    assert "score" not in game.text
    assert "Next review" not in game.text
    game.type(":hard\r")
    game.wait_for("(hard).")
    miss(game)
    game.type("\r")
    let_go(game, 3, 4)
    assert "2 tomorrow." in game.wait_for("The end")
    game.type("\r")
    assert game.wait_for_end() == 0
    assert "Due tomorrow: 2." in game.text


def test_in_an_ordinary_game_digits_rate_nothing(start: Start, bank: Path) -> None:
    game = start("play", bank)
    game.wait_for("F2 hint")
    game.type("zzz\r")
    game.wait_for("Enter go on")
    game.type("4")
    assert "Next review" not in game.text
    assert "4 easy" not in game.text
    game.type(":easy\r")
    game.wait_for("Question 2 of 2")
    game.type(":easy\r")
    game.wait_for("There is no command :easy.")


def test_a_killed_study_goes_on_at_the_same_question_on_the_full_screen(start: Start, bank: Path) -> None:
    game = start("play", bank, "--mode", "study")
    miss(game)
    game.type("\r")
    second = game.wait_for("Question 2 of 2")
    game.signal(signal.SIGKILL)
    game.wait_for_end()
    again = start("resume")
    shown = again.wait_for("Question 2 of 2")
    asked = "Who wrote it?" if "Who wrote it?" in second else "Who shot it?"
    assert asked in shown
    miss(again)
    again.type("4")
    again.wait_for("days (easy).")
    again.type("\r")
    let_go(again, 3, 4)
    again.wait_for("You got 0 of 2 right.")


def test_the_menu_studies_what_is_due_and_says_when_there_is_nothing(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text("new_a_day = 3\n", encoding="utf-8")
    menu = start(QUIZZER_HOME=str(home))
    menu.wait_for("Esc leave")
    menu.walk(DOWN, "▸ Study")
    menu.type("\r")
    menu.wait_for("3 new: about 1 minute")  # all that one day brings
    for number, of in ((1, 3), (2, 3), (3, 3), (4, 6), (5, 6), (6, 6)):
        menu.wait_for(f"Question {number} of {of}")
        menu.type(":skip\r")
        menu.wait_for("go on")
        assert ("Next review" in menu.text) == (of == 3)  # what comes back today is not planned anew
        menu.type("\r")
    menu.wait_for("Nothing is left today, 3 tomorrow. Repeat the 3 that you missed? Press g.")
    menu.type("\r")
    menu.wait_for("nothing left today, 3 tomorrow")
    menu.type("\r")
    menu.wait_for("Nothing more is due today, and you have had 3 new questions.")
    menu.type(LEFT)
    menu.wait_for("questions you missed today, again")
    menu.type("\r")
    menu.wait_for("3 missed today")


def test_study_in_the_menu_is_for_one_player(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text("mode = 'study'\nplayers = ['Ada', 'Ben']\n", encoding="utf-8")
    menu = start(QUIZZER_HOME=str(home))
    menu.wait_for("< study >")
    menu.type("\r")
    menu.wait_for("study mode is for one player")


@SIZES
def test_the_page_of_figures_and_another_player(start: Start, bank: Path, columns: int, rows: int) -> None:
    for player in ("Ada", "Ben"):
        game = start("play", bank, "--plain", "-n", 1, "--player", player)
        game.wait_for("Question 1 of 1")
        game.type("ben marlow\r")
        game.wait_for("Answer: ")
        game.type("\x04")
        game.wait_for_end()
    menu = start(columns=columns, rows=rows)
    menu.wait_for("Enter play it")
    menu.walk(DOWN, "▸ Statistics")
    menu.type("\r")
    menu.wait_for("Games 1, ")
    assert menu.page[0].strip() == "Ben"
    menu.type("\x1b[C")
    menu.wait_for(lambda text: text.startswith("Ada"))
    for _ in range(9):
        menu.type(PAGE_DOWN)
    menu.wait_for("Rating: " if rows > 15 else "give or take")
    menu.type("q")
    menu.wait_for("▸ Statistics")


def test_figures_of_nobody_are_a_sentence(start: Start) -> None:
    menu = start()
    menu.wait_for("Esc leave")
    menu.walk(DOWN, "▸ Statistics")
    menu.type("\r")
    menu.wait_for("No statistics yet: nobody has played")
