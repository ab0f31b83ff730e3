"""`quizzer watched`: what it notes and tells, and a quiz about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_lines import run

from quizzer.games import Wish
from quizzer.terminal.game_summary import command_for


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "tides.yaml"
    films = (
        f"  - {{title: {title}, year: {year}, directors: {name}, runtime: {minutes} min}}\n"
        for title, year, name, minutes in (
            ("Salt Road", 1999, "Ann Bee", 95), ("Low Tide", 1950, "Bo Eff", 80), ("Ebb", 1970, "Di Gee", 110),
        )
    )  # fmt: skip
    path.write_text(f"title: Tides\nfilms:\n{''.join(films)}", encoding="utf-8")
    return path


def test_a_list_is_noted_and_what_no_bank_has_is_told(tmp_path: Path, bank: Path) -> None:
    films = tmp_path / "list.txt"
    films.write_text("Salt Road (1999)\nLow Tide\nNo Such Film (1950)\n", encoding="utf-8")
    assert run("watched").stdout == "you: 0 films watched\n"
    told = run("watched", "import", films, "--bank", bank)
    assert told.stdout == "3 films noted as watched, 2 of them in your banks.\nNo bank has No Such Film (1950).\n"
    assert run("watched", "import", films, "--bank", bank).stdout == told.stdout
    assert run("watched").stdout == "you: 3 films watched\n"
    assert run("watched", "--player", "Ada").stdout == "Ada: 0 films watched\n"
    game = run("play", bank, "--watched", "-n", 3, given=":skip\n" * 3).stdout
    assert game.count("Question ") >= 3
    assert "Salt Road" in game or "Low Tide" in game
    assert "Ebb" not in game


def test_many_unknown_films_are_counted(tmp_path: Path, bank: Path) -> None:
    films = tmp_path / "list.txt"
    films.write_text("".join(f"Nowhere {number}\n" for number in range(14)), encoding="utf-8")
    told = run("watched", "import", films, "--bank", bank).stdout
    assert "14 films noted as watched, 0 of them in your banks." in told
    assert told.endswith("Nowhere 9 and 4 more.\n")


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    done = run("watched", "import", tmp_path / "none.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no such file" in done.stderr
    done = run("play", "--watched")
    assert done.returncode == 2
    assert "you have not noted a film as watched yet" in done.stderr


def test_the_command_that_asks_the_same_again_names_it() -> None:
    told = command_for(Wish(watched=True, spoiler_free=True, seed=7, players=["you"]), Wish(players=["you"]))
    assert told.endswith("--watched --spoiler-free --seed 7")
