"""The game in a real terminal, as a player sees it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal.asked_questions import questions_of_game

from quizzer import Question
from quizzer.bank_files.yaml_writer import write_bank
from quizzer.sources.imdb_page import read_imdb_page
from quizzer.terminal.played import category_name

Terminal = pytest.importorskip("pseudo_terminal", reason="pseudo-terminals need a POSIX system").Terminal

Start = Callable[..., Terminal]


def import_bank(page: Path, folder: Path) -> Path:
    film = read_imdb_page(page.read_text(encoding="utf-8")).film
    bank = folder / "bank.yaml"
    bank.write_text(write_bank([film], title=film.title), encoding="utf-8")
    return bank


def play_eight(start: Start, bank: Path) -> None:
    """Plays eight questions, every second one wrong, and looks at what the screen shows after each."""
    questions: list[Question] = questions_of_game(bank, count=8, seed=1)
    assert len(questions) == 8
    game = start("play", bank, "-n", 8, "--seed", 1)
    score = 0
    for number, question in enumerate(questions, 1):
        left = f"{8 - number} left" if number < 8 else "the last one"
        header = f"Question {number} of 8 · {left} score {score}"
        screen = game.wait_for(lambda text, header=header: header in text and "F3 skip" in text)
        assert f"─ {category_name(question.category)} ─" in screen
        assert " ".join((question.short or question.text).split()) in framed(game)
        assert question.key is not None
        right = number % 2 == 1
        # Who names no sum where one is asked for is asked again.
        wrong = "$3" if question.kind == "money" else "1850" if question.kind == "year" else "certainly not that"
        wrong = next((one for one in question.key.choices if one != question.key.answer), wrong)
        game.type("\r")
        game.type((question.key.answer if right else wrong) + "\r")
        score += right
        game.wait_for("✓ Right!" if right else "✗ Wrong.")
        screen = game.wait_for("Enter go on")
        assert ("+1 point" in screen) == right
        assert f"Answer {question.key.answer}" in screen
        assert (f"You said {wrong}" in screen) != right
        assert " ".join(question.explanation.split()) in screen
        game.type("\r")
    screen = game.wait_for("The end")
    assert "You got 4 of 8 right." in screen
    game.type("\r")
    # The command may be longer than a line, wherever quizzer is installed.
    end = game.wait_for(lambda text: "--seed1asksthesamequestions." in "".join(text.split()))
    assert game.wait_for_end() == 0
    assert "You got 4 of 8 right." in end
    for number, question in enumerate(questions, 1):
        assert (f" {number}. {question.text} " in end) == (number % 2 == 0)


def framed(game: Terminal) -> str:
    """What stands in the card, in one line."""
    rows = [row.strip() for row in game.screen.splitlines()]
    return " ".join(" ".join(row.strip("│").strip() for row in rows if row.startswith("│")).split())


def test_eight_questions_of_an_imported_bank(start: Start, fixtures: Path, tmp_path: Path) -> None:
    play_eight(start, import_bank(fixtures / "lighthouse_thief.txt", tmp_path))


def test_eight_questions_of_the_real_page(start: Start, shared_pages: Path, tmp_path: Path) -> None:
    play_eight(start, import_bank(shared_pages / "city_of_lost_children.txt", tmp_path))


@pytest.mark.parametrize(("columns", "rows"), [(40, 15), (80, 24), (200, 60)])
def test_the_first_question_at_three_sizes(start: Start, columns: int, rows: int) -> None:
    game = start("play", "city_of_lost_children", "--seed", 3, columns=columns, rows=rows)
    game.wait_for("F1 help")
    question = questions_of_game("question_banks/city_of_lost_children.yaml", count=10, seed=3)[0]
    lines = game.page
    wide = min(columns, 100)
    by = " " * ((columns - wide) // 2)
    assert lines[0].startswith(f"{by}Question 1 of 10")
    assert lines[0].endswith("score 0")
    assert len(lines[0]) == len(by) + wide
    assert lines[1] == by + "─" * wide
    edge = lines[2 if rows == 15 else 3]
    assert edge.startswith(f"{by}╭─ {question.category.replace('_', ' ')} ─")
    assert edge.endswith("─╮")
    assert len(edge) == len(by) + wide
    assert (question.short or question.text) in framed(game)
    # The message has a row between the card and what is typed; all of that stands in the upper part.
    bottom = next(place for place, row in enumerate(lines) if row.startswith(f"{by}╰─"))
    assert lines[bottom + 1 : bottom + 3] == ["", f"{by}>"]
    assert rows == 15 or game.screen.split("\n").index(f"{by}>") < rows / 2
    assert lines[-1].startswith(f"{by}F1 help  F2 hint  F3 skip")


@pytest.mark.parametrize(("columns", "rows"), [(40, 15), (80, 24), (200, 60)])
def test_a_verdict_takes_the_place_of_the_message_and_nothing_jumps(
    start: Start, tmp_path: Path, columns: int, rows: int
) -> None:
    bank = tmp_path / "bank.yaml"
    explain = " ".join(["One thing led to another."] * 12)
    bank.write_text(f"questions:\n  - {{ask: Who wrote it?, answer: Ben Marlow, explain: {explain}}}\n", "utf-8")
    game = start("play", bank, "--seconds", 90, columns=columns, rows=rows)
    game.wait_for("F1 help")
    asked = game.screen.split("\n")
    bottom = next(place for place, row in enumerate(asked) if row.strip().startswith("╰─"))
    game.type("nothing of the kind\r")
    game.wait_for("Enter go on")
    ruled = game.screen.split("\n")
    assert ruled[bottom].strip().startswith("╰─")
    assert ruled[bottom + 1].strip().startswith("✗ Wrong.")
    assert [row for row in asked[:bottom] if "│" in row] == [row for row in ruled[:bottom] if "│" in row]


@pytest.mark.parametrize(("key", "status"), [("\x03", 130), ("\x04", 0), (":quit\r", 0), (":q\r", 0)])
def test_every_way_out_ends_with_the_score(start: Start, key: str, status: int) -> None:
    game = start("play", "--seed", 1)
    game.wait_for("Question 1 of 10")
    game.type(":skip\r")
    assert "Skipped." in game.wait_for("Enter go on")
    game.type("\r")
    game.wait_for("Question 2 of 10")
    game.type(key)
    assert "You got 0 of 1 right." in game.wait_for("You got 0 of 1 right.")
    assert game.wait_for_end() == status
    assert b"Traceback" not in game.raw


def test_an_empty_line_is_no_answer(start: Start) -> None:
    game = start("play", "--seed", 1)
    game.wait_for("Question 1 of 10")
    game.type("\r   \r\r")
    game.type(":help\r")
    text = game.wait_for("How to play")
    assert "Wrong" not in text
    game.type(" ")
    text = game.wait_for("F3 skip")
    assert "Question 1 of 10" in text
    assert "Wrong" not in text


def test_a_slip_is_right_and_a_vague_answer_gets_another_try(start: Start, tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    bank.write_text(
        "questions:\n  - ask: Who composed?\n    answer: Angelo Badalamenti\n    kind: person\n"
        "    prompt: {Angelo: Which Angelo?}\n",
        encoding="utf-8",
    )
    game = start("play", bank)
    game.wait_for("Who composed?")
    game.type("angelo\r")
    assert "Which Angelo?" in game.wait_for("Nearly")
    game.type("badalamneti\r")
    game.wait_for("✓ Right!")
    game.type("\r")
    assert "You got 1 of 1 right." in game.wait_for("You got")


def test_the_menu_offers_the_shipped_banks(start: Start) -> None:
    game = start()
    assert "▸ Play A bit of everything" in game.wait_for("Esc leave")
    game.walk("\x1b[B", "▸ Bank")
    game.walk("\x1b[C", "< The City of Lost Children >")
    game.walk("\x1b[A", "▸ Play The City of Lost Children")
    game.type("\r")
    assert "Question 1 of 10" in game.wait_for("Question 1 of 10")


def test_what_others_typed_is_taken_off_the_screen(start: Start) -> None:
    game = start("play", "--player", "Ada", "--player", "Ben", "--seed", 1)
    question = questions_of_game(*sorted(Path("question_banks").glob("*.yaml")), count=10, seed=1)[0]
    assert question.text not in game.wait_for("Ada, it's your turn.")
    game.type("\r")
    game.wait_for("Ada>")
    assert (question.short or question.text) in framed(game)
    game.type("my secret answer\r")
    curtain = game.wait_for("Ben, it's your turn.")
    assert "my secret answer" not in curtain
    assert (question.short or question.text) not in framed(game)
    game.type("\r")
    assert "my secret answer" not in game.wait_for("Ben>")


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colours_where_none_are_wanted(start: Start, environment: dict[str, str]) -> None:
    game = start("play", "--seed", 1, **environment)
    game.wait_for("Question 1 of 10")
    # Bold and underlined are no colours; 3x, 4x and 9x are.
    assert not re.search(rb"\x1b\[[0-9;]*\b(3[0-8]|4[0-8]|9[0-7])\b[0-9;]*m", game.raw)


def test_plain_is_plain_in_a_terminal_too(start: Start) -> None:
    game = start("play", "--plain", "--seed", 1)
    game.wait_for("Question 1 of 10")
    game.type(":quit\r")
    game.wait_for("You answered")
    assert b"\x1b" not in game.raw


def test_escapes_in_a_bank_do_not_reach_the_terminal(start: Start, tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    evil = '"\\e]0;owned\\a\\e[2J\\u202edesrever"'
    bank.write_text(
        f"title: {evil}\nquestions:\n  - {{ask: {evil}, answer: {evil}, explain: {evil}}}\n", encoding="utf-8"
    )
    game = start("play", bank)
    game.wait_for("Question 1 of 1")
    drawn = len(game.raw)
    game.type("x\r")
    game.wait_for("Wrong")
    game.type("\r")
    game.wait_for("You got 0 of 1 right.")
    assert b"\x1b]0;owned" not in game.raw
    assert b"\x1b[2J" not in game.raw[drawn:]
    assert "\u202e".encode() not in game.raw


@pytest.mark.parametrize(("environment", "settings"), [({"NO_MOTION": "1"}, ""), ({}, "motion = 'reduced'\n")])
def test_without_movement_the_seconds_are_counted(
    start: Start, tmp_path: Path, environment: dict[str, str], settings: str
) -> None:
    (tmp_path / "settings.toml").write_text(settings, encoding="utf-8")
    game = start("play", "--seed", 1, "--seconds", 90, QUIZZER_HOME=str(tmp_path), **environment)
    game.wait_for("F1 help")
    game.wait_for(lambda text: re.search(r"\b8\d s left", text) is not None)
    assert "█" not in game.screen
    game.type("what")
    assert "> what" in game.wait_for("> what")
