"""What stands where at three sizes, on the pages of a party, of study, of figures and of what is kept."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]
SIZES = pytest.mark.parametrize(("columns", "rows"), [(40, 15), (80, 24), (200, 60)])
UP, DOWN, PAGE_DOWN, F1 = "\x1b[A", "\x1b[B", "\x1b[6~", "\x1bOP"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "thief.yaml"
    path.write_text(
        "title: The Thief\nquestions:\n  - {ask: Who wrote it?, answer: Ben Marlow, kind: person, category: writer}\n",
        encoding="utf-8",
    )
    return path


def page(columns: int) -> tuple[str, int]:
    """What stands left of every row, and how wide the rows are."""
    wide = min(columns, 100)
    return " " * ((columns - wide) // 2), wide


@SIZES
def test_the_curtain(start: Start, bank: Path, columns: int, rows: int) -> None:
    game = start("play", bank, "--player", "Ada", "--player", "Ben", columns=columns, rows=rows)
    game.wait_for("Ada, it's your turn.")
    lines, (by, wide) = game.page, page(columns)
    assert lines[0].startswith(f"{by}Question 1 of 1")
    assert lines[2] == f"{by}▸Ada 0   Ben 0"
    folds = [place for place, row in enumerate(lines) if place > 2 and row == f"{by}{'─' * wide}"]
    assert folds[0] == 3
    assert len(folds) == 2
    turn = next(place for place, row in enumerate(lines) if "Ada, it's your turn." in row)
    words = lines[turn].strip()
    assert lines[turn] == f"{by}{' ' * ((wide - len(words)) // 2)}{words}"
    assert folds[0] < turn < folds[1]
    assert not any("Who wrote it?" in row for row in lines)
    assert lines[-2] == ""
    assert lines[-1].startswith(f"{by}Enter here I am  F1 help")


@SIZES
def test_study(start: Start, bank: Path, columns: int, rows: int) -> None:
    game = start("play", bank, "--mode", "study", columns=columns, rows=rows)
    game.wait_for("F2 hint")
    game.type(":skip\r")
    game.wait_for("Next review: tomorrow (again).")
    lines, (by, _) = game.page, page(columns)
    ruled = next(place for place, row in enumerate(lines) if row.startswith(f"{by}– Skipped."))
    answer = lines.index(f"{by}Answer    Ben Marlow")
    back = lines.index(f"{by}  Next review: tomorrow (again).")
    assert ruled < answer < back < len(lines) - 2
    assert lines[-1].startswith(f"{by}Enter go on  1 again  2 hard")
    if columns > 40:
        assert lines[-1].startswith(f"{by}Enter go on  1 again  2 hard  3 good  4 easy  F1 help")
    game.type("3")
    game.wait_for("days (good).")
    assert game.page[back].startswith(f"{by}  Next review: in ")
    game.type(F1)
    game.wait_for("How to play")
    for _ in range(3):
        game.type(PAGE_DOWN)
    assert ":again, :hard, :good, :easy how well" in game.wait_for(":easy")


@SIZES
def test_figures(start: Start, bank: Path, columns: int, rows: int) -> None:
    game = start("play", bank, "--player", "Ada")
    game.wait_for("F2 hint")
    game.type("ben marlow\r")
    game.wait_for("Enter go on")
    game.type("\r\r")
    game.wait_for_end()
    menu = start(columns=columns, rows=rows)
    menu.wait_for("Enter play it")
    menu.walk(DOWN, "▸ Statistics")
    menu.type("\r")
    menu.wait_for("Games 1, ")
    lines, (by, _) = menu.page, page(columns)
    assert lines[0] == f"{by}Ada"
    assert lines[1] == f"{by}  Games      1, 1 of them finished"
    assert lines[2] == f"{by}  Right      1 of 1 (100%)"
    assert lines[4] == f"{by}  Streak     1 right in a row, 1 at best"
    assert lines[7] == f"{by}Categories"
    bar = "█" * (6 if columns == 40 else 16)
    assert lines[8].startswith(f"{by}  writer  {bar} 100%     1 of 1")
    assert lines[-1].startswith(f"{by}Esc back")
    for _ in range(6):
        menu.type(PAGE_DOWN)
    menu.wait_for(lambda text: "give or take" in text or "Rating" in text)
    days = menu.page
    assert any(row.startswith(f"{by}  Mo ") for row in days)
    assert all(len(row) <= columns for row in days)


@SIZES
def test_what_is_kept_stands_in_the_menu(start: Start, columns: int, rows: int) -> None:
    game = start("play", "city_of_lost_children", "silent", "-n", 5, "--seed", 7)
    game.wait_for("F2 hint")
    game.type(":skip\r")
    game.wait_for("Enter go on")
    game.type("\r")
    broken_off = game.wait_for("Question 2 of 5")
    game.signal(signal.SIGKILL)
    game.wait_for_end()
    menu = start(columns=columns, rows=rows)
    menu.wait_for("Enter go on")
    lines, (by, _) = menu.page, page(columns)
    assert lines[0].startswith(f"{by}quizzer")
    assert lines[3].startswith(f"{by}▸ Resume your game")
    assert lines[4].startswith(f"{by}  Play          A bit of everything")
    assert lines[-1].startswith(f"{by}Enter go on  ↑↓ move")
    assert "question 2 of 5, The City of Lost Children" in menu.text
    if columns > 40:
        assert "question 2 of 5, The City of Lost Children, Before T" in lines[3]
    menu.type("\r")
    menu.wait_for("You resume at question 2 of 5.")
    lines = menu.page
    told = lines.index(f"{by}You resume at question 2 of 5.")
    assert lines[told + 1] == f"{by}>"
    # The same question: of a long one a small screen shows the end alone.
    card = broken_off.partition("╭")[2].partition("╰")[0].split("│")[1::2]
    assert any(" ".join(row.split()[-4:]) in menu.text for row in card if row.strip())
    menu.type(":skip\r")
    menu.wait_for("Enter go on")
    assert "You resume at" not in menu.text
    menu.type("\r")
    menu.wait_for("Question 3 of 5")
    menu.type(":quit\r")
    menu.wait_for("Stopped here")
    menu.type("\r")
    menu.wait_for("Enter play it")
    # Nothing is broken off any more.
    assert menu.page[3].startswith(f"{by}▸ Play          A bit of everything")


@SIZES
def test_the_best_score_stands_below_its_bank(start: Start, columns: int, rows: int) -> None:
    game = start("play", "city_of_lost_children", "-n", 1)
    game.wait_for("F2 hint")
    game.type(":skip\r")
    game.wait_for("Enter go on")
    game.type("\r\r")
    game.wait_for_end()
    menu = start(columns=columns, rows=rows)
    menu.wait_for("Enter play it")
    menu.walk(DOWN, "▸ Bank")
    menu.type("\r")
    menu.walk(DOWN, "▸ The City of Lost Children")
    menu.wait_for(lambda text: re.search(r"\d+ questions, best 0 of 1, 9\d% new", text) is not None)


@SIZES
def test_the_help_of_the_menu(start: Start, columns: int, rows: int) -> None:
    menu = start(columns=columns, rows=rows)
    menu.wait_for("Enter play it")
    menu.type("?")
    menu.wait_for("The menu")
    lines, (by, _) = menu.page, page(columns)
    assert lines[0] == f"{by}The menu"
    assert lines[-1].startswith(f"{by}any key back")
    for _ in range(4):
        menu.type(PAGE_DOWN)
    menu.wait_for("Saved games" if rows > 15 else "quizzer resume")
    menu.type("x")
    menu.wait_for("Enter play it")


def test_every_still_page_has_a_help(start: Start, bank: Path) -> None:
    game = start("play", bank)
    game.wait_for("F2 hint")
    game.type(":skip\r")
    game.wait_for("Enter go on")
    game.type("\r")
    game.wait_for("The end")
    game.type(F1)
    game.wait_for("The result")
    assert game.page[0] == "The result"
    game.type("x")
    game.wait_for("The end")
    game.type("\r")
    game.wait_for_end()
    menu = start()
    menu.wait_for("Enter play it")
    for item, title, back in (("Statistics", "Your statistics", "Games 1"), ("Settings", "The settings", "Your name")):
        menu.walk(DOWN, f"▸ {item}")
        menu.type("\r")
        menu.wait_for(back)
        menu.type("?")
        menu.wait_for("any key back")
        assert menu.page[0] == title
        menu.type(" ")
        menu.wait_for(back)
        menu.type("\x1b")
        menu.wait_for(f"▸ {item}")
