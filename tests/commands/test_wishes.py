"""What a player wishes for: more questions than there are, who plays in JSON lines, how much study brings a day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_lines import run, run_program

from quizzer.records import Records


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "seas.yaml"
    path.write_text(
        "title: Seas\nquestions:\n" + "".join(f"  - {{ask: 'Number {n}?', answer: Answer{n}}}\n" for n in range(8)),
        encoding="utf-8",
    )
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_whoever_wants_more_questions_than_there_are_is_told(bank: Path, home: Path) -> None:
    words = "Only 8 questions are possible, not 200: the others would give away an answer."
    out = run("play", bank, "-n", 200, given=":quit\n").stdout
    assert out.splitlines()[:2] == ["Seas: 8 questions", words]
    assert words not in run("play", bank, "-n", 8, given=":quit\n").stdout
    # Nobody asked for ten: that is only how many there usually are.
    assert "questions are possible" not in run("play", bank, given=":quit\n").stdout
    assert "questions are possible" not in run("play", bank, "--mode", "blitz", given=":quit\n").stdout
    lines = run("play", bank, "-n", 200, "--json", given='{"type":"stop"}\n')
    assert lines.stderr == f"quizzer: {words}\n"
    assert all(json.loads(line) for line in lines.stdout.splitlines())


def test_players_that_are_named_have_joined_before_the_first_line(bank: Path, home: Path) -> None:
    given = '{"type":"start"}\n{"type":"pass","player":"Ada"}\n'
    done = run("play", bank, "--json", "-n", 1, "--player", "Ada@Reds", "--player", "Ben", given=given)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(event["type"], event.get("player"), event.get("team")) for event in told[:2]] == [
        ("player_joined", "Ada", "Reds"),
        ("player_joined", "Ben", None),
    ]
    assert [event["type"] for event in told[2:]] == ["game_started", "question_asked", "player_passed"]
    assert [event["seq"] for event in told] == list(range(len(told)))
    (game,) = Records.open(home / "records.sqlite3").unfinished()
    assert game.players == ("Ada", "Ben")


def test_without_names_nobody_has_joined(bank: Path, home: Path) -> None:
    assert run("play", bank, "--json").stdout == ""


@pytest.mark.parametrize("command", ["play", "resume"])
def test_lines_for_programs_are_not_plain_ones(command: str, bank: Path, home: Path) -> None:
    done = run(command, "--json", "--plain")
    assert done.returncode == 2
    assert "choose --json or --plain, not both" in done.stderr


def test_how_many_new_questions_a_day_is_a_setting(bank: Path, home: Path) -> None:
    (home / "settings.toml").write_text("new_a_day = 3\n", encoding="utf-8")
    study = ("play", bank, "--mode", "study")
    assert "Question 3 of 3" in run(*study, given=":skip\n" * 3 + "\n").stdout
    assert "you have had 3 new questions" in run(*study).stdout
    # The option goes before it.
    assert "Question 2 of 2" in run(*study, "--new", 5, given=":skip\n" * 2 + "\n").stdout


def test_where_ascii_is_all_there_is_everything_is_spelt_in_it(tmp_path: Path, home: Path) -> None:
    bank = tmp_path / "ascii.yaml"
    bank.write_text("questions:\n  - {ask: 'Who is “Amélie”, in Ж?', answer: Zoë}\n", encoding="utf-8")
    out = run_program("play", bank, given=":skip\n", PYTHONIOENCODING="ascii").stdout
    assert 'Who is "Amelie", in Zh?' in out
    assert "Answer: Zoe" in out
    assert "?Amelie" not in out
