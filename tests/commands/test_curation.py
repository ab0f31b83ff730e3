"""Games are played, what players object to and contribute is decided, and games are played again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from quizzer import load_bank
from quizzer.banks import check_bank
from quizzer.records import Records

BANK = """\
# My bank
title: Seas
questions:
  - ask: Which sea is nearly gone?   # sad
    answer: Aral Sea
    id: aral
"""
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


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "seas.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


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


def right(home: Path) -> list[int]:
    """How many right answers each game has."""
    rows = Records.open(home / "records.sqlite3")._store.rows('SELECT "right" FROM seats ORDER BY game')
    return [count for (count,) in rows]


def test_an_accepted_protest_is_a_line_a_case_and_another_score(bank: Path, home: Path) -> None:
    play(bank, "Lake of Islands", why="the name means that")
    play(bank, "lake of islands", "Ben")
    assert right(home) == [0, 0]
    shown = run("rulings").stdout
    assert "  1. Which sea is nearly gone?" in shown
    assert "2 times by Ada, Ben" in shown
    assert "the name means that" in shown
    assert "answer Aral Sea · incorrect" in shown
    done = run("rulings", "accept", 1, "--by", "Cy")
    assert done.returncode == 0, done.stderr
    assert "+    accept: Lake of Islands" in done.stdout
    assert "2 games were scored again." in done.stdout
    assert right(home) == [1, 1]
    assert bank.read_text() == BANK.replace("Aral Sea\n", "Aral Sea\n    accept: Lake of Islands\n")
    rulings = bank.with_name("rulings.yaml")
    assert "ruling: accept" in rulings.read_text()
    assert "by: Cy" in rulings.read_text()
    assert run("rulings").stdout == "Nobody objects to a ruling.\n"
    assert sorted(path.name for path in bank.parent.iterdir()) == ["home", "rulings.yaml", "seas.yaml"]
    assert check_bank(bank) == []
    bank.write_text(BANK, encoding="utf-8")
    (fault,) = check_bank(bank)
    assert (fault.file, fault.line, fault.severity) == (str(rulings), 2, "warning")
    assert "the referee now says incorrect to 'Lake of Islands'" in fault.message


def test_reject_and_prompt_are_heard_in_the_next_game(bank: Path, home: Path) -> None:
    play(bank, "Aral")
    done = run("rulings", "reject", 1, "--saying", "A sea, not a city.")
    assert done.returncode == 0, done.stderr
    assert right(home) == [0]
    key = load_bank(bank).questions[0].key
    assert key.grade("Aral").message == "A sea, not a city."
    play(bank, "Lake of Islands")
    assert run("rulings", "prompt", 1, "--saying", "Which lake?").returncode == 0
    verdict = load_bank(bank).questions[0].key.grade("Lake of Islands")
    assert (verdict.outcome.value, verdict.message) == ("prompt", "Which lake?")


def test_what_is_wrong_is_said_and_nothing_is_written(bank: Path, home: Path) -> None:
    play(bank, "Lake of Islands")
    assert run("rulings", "accept").returncode == 2
    assert run("rulings", "accept", 7).returncode == 2
    other = "title: T\nquestions: {ask: Q, answer: A}\n"
    for text, said in (("title: [", "broken YAML"), (other, "no question 'aral'")):
        bank.write_text(text, encoding="utf-8")
        done = run("rulings", "accept", 1)
        assert done.returncode == 1
        assert said in done.stderr
        assert bank.read_text() == text
    bank.unlink()
    done = run("rulings", "accept", 1)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not bank.exists()
    bank.write_text(BANK, encoding="utf-8")
    assert run("rulings", "accept", 1).returncode == 0


def test_hostile_words_do_no_harm(bank: Path, home: Path) -> None:
    play(bank, 'x: [\x1b[31m"\n- !!python/object {&a *b #', why="\x1b]0;title\x07 \u202e")
    shown = run("rulings").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    done = run("rulings", "accept", 1)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout + bank.read_text() + bank.with_name("rulings.yaml").read_text()
    assert not [fault for fault in check_bank(bank) if fault.severity == "error"]
    play(bank, "y" * 9000)
    done = run("rulings", "accept", 1)
    assert done.returncode == 1
    assert "9,000 characters" in done.stderr


def test_what_was_cut_off_in_between_can_be_done_again(bank: Path, home: Path) -> None:
    play(bank, "Lake of Islands")
    before = (home / "records.sqlite3").read_bytes()
    run("rulings", "accept", 1)
    text = bank.read_text()
    for rest in home.glob("records.sqlite3*"):
        rest.unlink()
    (home / "records.sqlite3").write_bytes(before)  # the files were written, and nothing else
    assert run("rulings", "accept", 1).returncode == 0
    assert bank.read_text() == text
    assert bank.with_name("rulings.yaml").read_text().count("ruling:") == 1
    assert right(home) == [1]


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
    assert run("gaps", "skip", 1).stdout == "Put aside.\n"
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


def test_two_authors_at_once_write_one_line(bank: Path, home: Path) -> None:
    play(bank, "Lake of Islands")
    command = [sys.executable, "-m", "quizzer", "rulings", "accept", "1"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    for process in both:
        out, err = process.communicate(timeout=60)
        assert b"Traceback" not in out + err
    assert bank.read_text() == BANK.replace("Aral Sea\n", "Aral Sea\n    accept: Lake of Islands\n")
    assert bank.with_name("rulings.yaml").read_text().count("ruling:") == 1


def test_a_players_own_ruling_is_a_protest_and_the_author_has_the_last_word(bank: Path, home: Path) -> None:
    assert run("play", bank, "--seed", "1", given="Lake\n:right\n").returncode == 0
    assert right(home) == [1]
    assert "said “Lake”" in run("rulings").stdout
    done = run("rulings", "reject", 1)
    assert done.returncode == 0, done.stderr
    assert right(home) == [0]


def test_a_made_question_takes_its_accepted_names_as_aliases(tmp_path: Path, home: Path) -> None:
    bank = tmp_path / "film.yaml"
    bank.write_text("films:\n  - {title: The Night Ferry, directors: Ann Bee}  # one line\n", encoding="utf-8")
    play(bank, "Queen Honey")
    assert run("rulings", "prompt", 1).returncode == 1  # facts have no prompts
    done = run("rulings", "accept", 1)
    assert done.returncode == 0, done.stderr
    assert "aliases: {Ann Bee: Queen Honey}" in bank.read_text()
    assert right(home) == [1]


def test_a_broken_off_game_can_be_gone_on_with_after_a_ruling(bank: Path, home: Path) -> None:
    bank.write_text(BANK + "  - {ask: Which lake?, answer: Baikal}\n", encoding="utf-8")
    given = [{"type": "join", "player": "Ada"}, {"type": "start"}, {"type": "answer", "player": "Ada", "given": "Xy"}]
    lines = "".join(json.dumps(one) + "\n" for one in [*given, {"type": "protest", "player": "Ada"}])
    assert run("play", bank, "--json", given=lines).returncode == 0
    done = run("rulings", "accept", 1)
    assert done.returncode == 0, done.stderr
    resumed = run("resume", "--json")
    assert resumed.returncode == 0, resumed.stderr
    assert "ruling_changed" in resumed.stdout
