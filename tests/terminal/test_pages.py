"""Every page of the full screen at three sizes, as a player sees and works it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.utils import get_cwidth

from quizzer import load_bank
from quizzer.banks.shipped import shipped_banks

Start = Callable[..., Any]
SIZES = pytest.mark.parametrize(("columns", "rows"), [(40, 15), (80, 24), (200, 60)])
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
F1, F2, F3, F4, F5 = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~"
PAGE_DOWN, PAGE_UP = "\x1b[6~", "\x1b[5~"
SHIPPED = shipped_banks()
FIRST = load_bank(SHIPPED[0])


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """Four questions that a test can tell apart, whatever their order."""
    path = tmp_path / "bank.yaml"
    path.write_text(
        """
title: Four
films:
  - {title: The Lighthouse Thief, year: 1987, directors: [Ada Quill]}
questions:
  - {ask: Who wrote “The Lighthouse Thief”?, answer: Ben Marlow, kind: person, film: The Lighthouse Thief,
     category: writer, explain: He wrote it in a week., hints: [He was a sailor.]}
  - {ask: Which film has a thief on a lighthouse?, answer: The Lighthouse Thief, film: The Lighthouse Thief,
     category: plot}
  - {ask: When did “The Lighthouse Thief” come out?, answer: "1987", film: The Lighthouse Thief, category: year}
  - {ask: Who plays the keeper?, answer: Cleo Vane, kind: person, category: cast}
""",
        encoding="utf-8",
    )
    return path


def margin(columns: int) -> int:
    return max(0, (columns - 100) // 2)


@SIZES
def test_the_menu_shows_all_it_has(start: Start, columns: int, rows: int) -> None:
    menu = start(columns=columns, rows=rows)
    menu.wait_for("Enter play it")
    lines, by = menu.page, " " * margin(columns)
    assert lines[0].startswith(f"{by}quizzer")
    assert re.match(rf"{by}  Daily         \d+, \d+ \w+, the same t", lines[2])
    assert lines[3].startswith(f"{by}▸ Play          A bit of everything · c")
    assert lines[4].startswith(f"{by}  Study         each question comes b")
    assert lines[-1].startswith(f"{by}Enter play it  ↑↓ move")
    if rows > 15:
        shown = [row.split()[0] for row in lines if row]
        assert shown == [
            *("quizzer", "Daily", "▸", "Study", "Bank", "Mode", "Level", "Questions", "Question", "Players"),
            *("Statistics", "Settings", "Leave", "Questions", "Enter"),
        ]
    else:
        menu.walk(DOWN, "▸ Leave")


@SIZES
def test_each_bank_has_a_sentence_of_its_own(start: Start, columns: int, rows: int) -> None:
    menu = start(columns=columns, rows=rows)
    menu.wait_for("Enter play it")
    menu.walk(DOWN, "▸ Bank")
    menu.type("\r")
    menu.wait_for("All banks")
    if rows > 15:
        for path in SHIPPED:
            title = load_bank(path).title
            row = next(row for row in menu.page if row.strip(" ▸").startswith(f"{title}  "))
            assert len(row.partition(f"{title}  ")[2].split()) > 3, title
    else:
        assert "more below: PageDown" in menu.text
    menu.walk(DOWN, f"▸ {FIRST.title}")
    assert FIRST.about.split()[0] in menu.text
    menu.wait_for(f"{len(FIRST.questions)} questions" if rows > 15 else " ".join(FIRST.about.split()[:6]))
    menu.type("\x1b")
    menu.wait_for("▸ Bank < A bit of everything >")
    menu.type("\r" + DOWN + "\r")
    menu.wait_for(f"▸ Bank < {FIRST.title} >")


def test_the_menu_by_mouse_and_arrows(start: Start) -> None:
    menu = start()
    menu.wait_for("Esc leave")

    def click(words: str) -> None:
        menu.click(next(place for place, row in enumerate(menu.screen.split("\n")) if words in row), 10)

    click("Bank ")
    menu.wait_for("▸ Bank")
    click("Bank ")
    menu.wait_for("All banks")
    click("The City of Lost Children")
    menu.wait_for("▸ The City of Lost Children")
    click("The City of Lost Children")
    menu.wait_for("▸ Bank < The City of Lost Children >")
    click("Mode ")
    menu.wait_for("▸ Mode < classic >")
    menu.wheel(2)
    menu.wait_for("▸ Questions")
    menu.wheel(-2)
    menu.wait_for("▸ Mode < classic >")
    menu.type(RIGHT)
    menu.wait_for("▸ Mode < blitz > as many as you can in 60 seconds")
    assert "Questions" not in menu.text.partition("Mode")[2].partition("Players")[0]
    menu.type(LEFT + LEFT)
    menu.wait_for("▸ Mode < clues >")
    menu.type(RIGHT + DOWN + DOWN + RIGHT)
    menu.wait_for("▸ Questions < 15 >")
    menu.type("\r")
    menu.wait_for("Question 1 of 15")
    menu.type(":quit\r")
    menu.wait_for("Stopped here")
    menu.type("\r")
    menu.wait_for("▸ Questions < 15 >")
    menu.type("\x1b")
    assert menu.wait_for_end() == 0
    assert "You answered no question." not in menu.text  # of a game that was over before nothing is left to tell


@SIZES
def test_a_verdict(start: Start, bank: Path, columns: int, rows: int) -> None:
    game = start("play", bank, "--category", "writer", columns=columns, rows=rows)
    game.wait_for("F1 help")
    game.type("ben marlwo\r")
    game.wait_for("Enter go on")
    lines, by = game.page, " " * margin(columns)
    right = next(place for place, row in enumerate(lines) if row.startswith(f"{by}✓ Right!"))
    assert lines[right].endswith("+1 point")
    said = next(place for place, row in enumerate(lines) if row.startswith(f"{by}You said  ben marlwo"))
    answer = next(place for place, row in enumerate(lines) if row.startswith(f"{by}Answer    Ben Marlow"))
    # The letters that differ are marked in a row of their own: not by colour alone.
    assert lines[said + 1].strip().strip("^ ") == ""
    assert lines[said + 1].index("^") >= len(f"{by}You said  ben marl")
    assert "^" in lines[answer + 1]
    assert lines[right - 1].endswith("─ The Lighthouse Thief (1987) ─╯" if columns == 40 else "───╯")
    if rows == 15:
        game.type(PAGE_DOWN)
    game.wait_for("He wrote it in a week.")
    assert lines[-1].startswith(f"{by}Enter go on")


@SIZES
def test_the_result(start: Start, bank: Path, columns: int, rows: int) -> None:
    game = start("play", bank, "--category", "writer", "--category", "cast", columns=columns, rows=rows)
    asked = []
    for _ in range(2):
        asked.append(game.wait_for("F2 hint"))
        game.type("cleo vane\r")
        game.wait_for("Enter go on")
        game.type("\r")
    missed = 1 + next(place for place, text in enumerate(asked) if "Who wrote" in text)
    game.wait_for("The end")
    lines, by = game.page, " " * margin(columns)
    assert lines[0] == f"{by}The end  You got 1 of 2 right."
    if rows > 15:
        assert any(re.fullmatch(r" *Asked +Said +Answer +Time Points", row) for row in lines)
        assert any(re.search(r"✗ Who wrote .* cleo vane +Ben Marlow +\d+\.\d s$", row) for row in lines)
        # What was right can be read too.
        assert any(re.search(r"✓ Who plays the keep.* cleo vane +Cleo Vane +\d+\.\d s +\+1$", row) for row in lines)
        assert re.search(r"Rating \d+ · 1 day in a row · today 1 right", game.text)
    else:
        assert re.search(r"✗ Who wrote .* cleo vane · Ben Marlow · \d+\.\d s", game.text)
        game.type(PAGE_DOWN + PAGE_DOWN)
        game.wait_for("quizzer 1/2")
    shared = game.text[game.text.index("quizzer 1/2") :]
    assert re.match(r"quizzer 1/2 (🟩🟥|🟥🟩) Four · classic · (seed \d+|\d+ \w+ 20\d\d)", shared)
    game.type("c")
    text = game.wait_for("By category")
    assert re.search(r"writer\s+░+ 0 of 1", text)
    assert re.search(r"cast\s+█+ 1 of 1", text)
    if rows == 15:
        game.type(PAGE_DOWN)
    game.wait_for("Time for each answer")
    game.type("c")
    game.wait_for("✗ Who wrote")
    game.type("\r")
    assert game.wait_for_end() == 0
    assert f"{missed}. Who wrote" in game.text


@SIZES
def test_the_help(start: Start, bank: Path, columns: int, rows: int) -> None:
    game = start("play", bank, columns=columns, rows=rows)
    game.wait_for("F1 help")
    game.type("?")
    game.wait_for("How to play")
    assert game.page[0] == " " * margin(columns) + "How to play"
    game.type("x")
    game.wait_for("F3 skip")
    game.type("what?")
    assert "> what?" in game.wait_for("> what?")
    game.type("\x15" + F1)
    game.wait_for("How to play")


@SIZES
def test_the_settings(start: Start, tmp_path: Path, columns: int, rows: int) -> None:
    home = tmp_path / "home"
    home.mkdir()
    file = home / "settings.toml"
    file.write_text("# mine\ntheme = 'dark'  # at night\nquestions = 20\n", encoding="utf-8")
    menu = start(columns=columns, rows=rows, QUIZZER_HOME=str(home))
    menu.wait_for("Enter play it")
    menu.walk(DOWN, "▸ Settings")
    menu.type("\r")
    menu.wait_for("Your name")
    lines, by = menu.page, " " * margin(columns)
    assert lines[0] == f"{by}Settings"
    assert lines[2].startswith(f"{by}▸ Your name           < you >")
    menu.type(DOWN + RIGHT)
    menu.wait_for("▸ Colours < light >")
    menu.type(UP + "\r")
    menu.wait_for("Your name: you")
    menu.type("\x15Ada\r")
    menu.wait_for("< Ada >")
    menu.type("\x1b")
    menu.wait_for("▸ Settings")
    kept = file.read_text(encoding="utf-8")
    assert kept.startswith("# mine\n")
    assert "# at night" in kept
    assert re.search(r"theme = ['\"]light['\"]", kept)
    assert re.search(r"name = ['\"]Ada['\"]", kept)
    menu.type("\x03")
    assert menu.wait_for_end() == 130


@SIZES
def test_a_party_of_three_with_a_curtain(start: Start, bank: Path, columns: int, rows: int) -> None:
    names = [word for name in ("Ada", "Ben", "Cleo") for word in ("--player", name)]
    game = start("play", bank, "--category", "writer", *names, columns=columns, rows=rows)
    for name, given in (("Ada", "ben marlow"), ("Ben", "my secret"), ("Cleo", ":skip")):
        screen = game.wait_for(f"{name}, it's your turn.")
        assert "Who wrote" not in screen
        assert "my secret" not in screen
        assert f"▸{name}" in screen
        game.type("\r")
        screen = game.wait_for(f"{name}>")
        assert "Who wrote" in screen
        game.type(given + "\r")
    screen = game.wait_for("Enter go on")
    assert "✓ Ada “ben marlow” +1" in screen
    assert "✗ Ben “my secret”" in screen
    assert "– Cleo passed" in screen
    game.type("\r")
    screen = game.wait_for("The end")
    assert "1. Ada got 1 of 1 right." in screen
    assert "2. Ben got 0 of 1 right." in screen


def test_a_race_by_buzz_keys(start: Start, bank: Path) -> None:
    players = ("--player", "Ada@Reds", "--player", "Ben@Blues")
    game = start("play", bank, "--category", "writer", "--mode", "race", *players)
    screen = game.wait_for("Buzz: Ada A, Ben L")
    assert "[A]Ada (Reds) 0" in screen
    game.type("l")
    game.wait_for("Ben>")
    game.type("a sailor\r")
    screen = game.wait_for("✗ Ben: wrong.")
    assert "Buzz: Ada A" in screen
    game.type("lA")
    game.wait_for("Ada>")
    game.type("ben marlow\r")
    screen = game.wait_for("Enter go on")
    assert "✓ Ada “ben marlow” +1" in screen
    game.type("\r")
    screen = game.wait_for("The end")
    assert "1. Reds: 1 (Ada) 2. Blues: 0 (Ben) 1. Ada got 1 of 1 right." in screen


def test_a_tossup_is_read_out_and_buzzed_on(start: Start, bank: Path) -> None:
    game = start("play", bank, "--category", "plot", "--mode", "buzzer", "--player", "Ada", "--player", "Ben")
    game.wait_for("Which film")
    assert "lighthouse" not in game.text
    game.type("a")
    screen = game.wait_for("Ada>")
    assert re.search(r"█ *[▏▎▍▌▋▊▉]?░* +\d\.\d s", screen)
    game.type("the lighthouse thief\r")
    screen = game.wait_for("Enter go on")
    assert "Which film has a thief on a lighthouse?" in screen
    assert "✓ Ada “the lighthouse thief” +10" in screen


def test_the_timer_drains_and_runs_out(start: Start, bank: Path) -> None:
    game = start("play", bank, "--category", "writer", "--seconds", 2)
    game.wait_for("F1 help")
    seen = set()

    def over(text: str) -> bool:
        seen.update(re.findall(r"(█*[▏▎▍▌▋▊▉]?)░* +[ !]*[0-9.]+ s", text))
        return "Time is up." in text

    game.wait_for(over)
    assert len(seen) > 10, "the bar is to move in small steps"
    assert "Answer Ben Marlow" in game.text
    assert game.text.count("Time is up.") == 1


def test_hint_skip_protest_and_never_again_have_a_key_each(start: Start, bank: Path, tmp_path: Path) -> None:
    game = start("play", bank, "--category", "writer", "--category", "cast", QUIZZER_HOME=str(tmp_path))
    for _ in range(2):
        screen = game.wait_for("F2 hint")
        if "Who wrote" in screen:
            game.type("half" + F2)
            assert "> half" in game.wait_for("Hint: He was a sailor.")
            game.type("\x15captain\r")
            game.wait_for("✗ Wrong.")
            game.type(F4)
            screen = game.wait_for("✓ Right, by your protest.")
            assert "score 7/8" in screen
        else:
            game.type(F3)
            game.wait_for("– Skipped.")
            game.type(F5)
            game.wait_for("You will not see this question again.")
        game.type("\r")
    assert "You got 1 of 2 right, 7/8 points." in game.wait_for("The end")
    game.type("\r")
    game.wait_for_end()
    again = start("play", bank, "--category", "cast", QUIZZER_HOME=str(tmp_path))
    again.wait_for("you have hidden every question that matches")
    assert again.wait_for_end() == 1


@pytest.mark.parametrize(("category", "shown"), [("writer", True), ("plot", False), ("year", False)])
def test_the_year_stands_in_the_card_only_where_it_helps_nobody(
    start: Start, bank: Path, category: str, shown: bool
) -> None:
    game = start("play", bank, "--category", category)
    screen = game.wait_for("F1 help")
    assert ("1987" in screen) == shown
    assert "The Lighthouse Thief" in screen or category == "plot"
    game.type(":skip\r")
    game.wait_for("Enter go on")
    assert game.page[3].endswith("─ The Lighthouse Thief (1987) ─╮")


def test_a_window_that_changes_its_size_is_laid_out_anew(start: Start, bank: Path) -> None:
    game = start("play", bank, "--category", "writer")
    game.wait_for("F1 help")
    game.type("half an answer")
    for columns, rows in ((40, 15), (200, 60), (80, 24)):
        game.resize(columns, rows)
        wide = min(columns, 100)

        def is_laid_out(_: str, wide: int = wide, rows: int = rows) -> bool:
            lines = game.page
            edges = [len(row.strip()) for row in lines if row.endswith("─╮")]
            return (
                edges == [wide]
                and len(game.screen.split("\n")) == rows
                and "> half an answer" in map(str.strip, lines)
                and lines[-1].strip().startswith("F1 help")
            )

        game.wait_for(is_laid_out)


def test_a_long_question_scrolls(start: Start, tmp_path: Path) -> None:
    bank = tmp_path / "long.yaml"
    words = " ".join(f"word{number}" for number in range(150))
    bank.write_text(f"questions:\n  - {{ask: {words} last, answer: x}}\n", encoding="utf-8")
    game = start("play", bank, columns=40, rows=15)
    assert "word1 " in game.wait_for("more below: PageDown")
    for _ in range(12):
        game.type(PAGE_DOWN)
    assert "last" in game.wait_for("more above: PageUp")
    for _ in range(12):
        game.type(PAGE_UP)
    game.wait_for("word0 word1")
    assert all(len(row) <= 40 for row in game.page)


def test_wide_combining_and_right_to_left_text_stays_in_its_frame(start: Start, tmp_path: Path) -> None:
    bank = tmp_path / "wide.yaml"
    ask = "夜の船で何が起こりましたか？主人公は港に着いた後 e\u0301t\u0301e\u0301 שלום עולם مرحبا بالعالم"
    bank.write_text(f"questions:\n  - {{ask: {ask}, answer: 黒澤明, accept: [黒沢明]}}\n", encoding="utf-8")
    game = start("play", bank, columns=40, rows=15)
    game.wait_for("F1 help")
    framed = [row for row in game.page if row.startswith("│")]
    assert len(framed) >= 2
    for row in framed:
        assert row.endswith("│")
    # pyte gives a wide letter two places, the second one empty.
    assert all(get_cwidth(row.replace("\u0301", "")) == 40 for row in framed)
    game.type("黒沢明\r")
    lines = game.page if game.wait_for("Enter go on") else []
    said = next(place for place, row in enumerate(lines) if row.startswith("You said"))
    assert lines[said + 1] == " " * 12 + "^^"


@pytest.mark.parametrize(
    ("environment", "squares"),
    [({}, "🟥"), ({"NO_COLOR": "1"}, "✗"), ({"LC_ALL": "C"}, "x")],
)
def test_the_result_line_has_a_form_for_every_terminal(
    start: Start, bank: Path, environment: dict[str, str], squares: str
) -> None:
    game = start("play", bank, "--category", "writer", **environment)
    game.wait_for("F1 help")
    game.type("nobody\r")
    game.wait_for("Enter go on")
    game.type("\r")
    game.wait_for("The end")
    game.type("\r")
    game.wait_for_end()
    assert f"quizzer 0/1 {squares} Four" in game.text
    if environment.get("LC_ALL") == "C":
        assert game.raw.replace("“”".encode()[:3], b"").count("╭".encode()) == 0
