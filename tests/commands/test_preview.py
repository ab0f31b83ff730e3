"""`quizzer play --preview`: each question, where it stands, and what the referee makes of near misses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizzer.commands import main

BANK = """title: Seas
license: CC0-1.0
author: Ada
description: All that is wet.
films:
  - title: Tide
    year: 1995
    cast:
      - {actor: Ann Bee, character: The Widow}
      - {actor: Bo Cee, character: Captain Tom}
    soundtrack:
      - {song: Ebb, music: Ida Klang}
    trivia:
      - >-
        The water was [[dyed]] for
        every single take of the storm.
    box_office:
      budget: $18,000,000
      gross_worldwide: $20,000,000
    gaps:
      - {asks: release title, country: IN, language: hi}
questions:
  - ask: Who steers?
    answer: Ann Bee
    accept: [A. Bee]
    prompt: {Ann: Which Ann?}
    kind: person
    category: crew
    difficulty: 2
    hints: [She is left-handed]
    explain: Without a compass.
    source: The log
    tags: steering
    media: https://example.org/wheel.jpg
  - ask: Which wind blows?
    answer: North
    choices: [East, North]
  - ask: Who sleeps?
    answer: Bo Cee
    draft: yes
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "seas.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.fixture
def preview(capsys: pytest.CaptureFixture[str], bank: Path):  # type: ignore[no-untyped-def]
    def shown(*options: str) -> str:
        assert main(["play", "--preview", str(bank), *options]) == 0
        return capsys.readouterr().out.replace(str(bank), "seas.yaml")

    return shown


def test_a_question_is_shown_whole(preview) -> None:  # type: ignore[no-untyped-def]
    out = preview("--category", "crew")
    assert out.startswith(
        "Seas · by Ada · CC0-1.0 · 1 question\nAll that is wet.\n\n"
        "1 of 1 · seas.yaml:23\ncrew · person · difficulty 2\nWho steers?\n"
    )
    for line in (
        "  Picture or sound: https://example.org/wheel.jpg",
        "  Hints: She is left-handed | ",
        "  Answer: Ann Bee",
        "  Also right: A. Bee",
        "  Told after it: Without a compass.",
        "  Source: The log",
        "  Tags: steering",
        "  Id: seas/crew/ann-bee",
    ):
        assert line in out
    assert "  right       ann bee " in out
    assert "  right       Bee " in out
    assert "(last name alone) surname" in out
    assert "  not enough  Ann " in out
    assert "Which Ann?" in out
    assert "  wrong       Bo Cee " in out
    assert "(another answer here)" in out


def test_every_question_has_the_line_that_it_comes_from(preview) -> None:  # type: ignore[no-untyped-def]
    lines = {}
    for block in preview().split("\n\n")[1:]:
        number, *_, shown = block.partition("\n")
        line = number.split("seas.yaml:")[1].split(" ")[0]
        question = next(text for text in shown.splitlines()[1:] if "nobody here" not in text.lower())
        lines[question.split("(")[0].strip()] = int(line)
    found = sorted({line for text, line in lines.items()})
    source = BANK.splitlines()
    assert [source[line - 1].strip().split(":")[0].lstrip("- {") for line in found] == [
        "year", "actor", "actor", "song", ">-", "budget", "gross_worldwide", "asks", "ask", "ask", "ask",
    ]  # fmt: skip


def test_choices_are_lettered_and_gaps_and_drafts_are_marked(preview) -> None:  # type: ignore[no-untyped-def]
    out = preview()
    assert "Which wind blows?\n  a) East\n  b) North\n" in out
    assert "nobody knows the answer yet." in out
    assert "Answer: nobody knows; what players say is kept" in out
    assert "seas.yaml:38 · a draft: it is not asked\n" in out


def test_what_is_shown_can_be_narrowed(preview) -> None:  # type: ignore[no-untyped-def]
    assert preview("--film", "tide", "--category", "Box office").count("\nbox_office · money") == 2
    out = preview("-n", "2")
    assert out.count("\n  Id: ") == 2
    assert out.rstrip().endswith("more: -n shows more, --category and --film choose among them.")


def test_whoever_has_read_enough_of_it_may_close_the_pipe() -> None:
    read, write = os.pipe()
    os.close(read)
    words = [sys.executable, "-m", "quizzer", "play", "--preview", "cult"]
    done = subprocess.run(words, stdout=write, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--category", "crows"], "did you mean crew?"),
        (["--film", "Tyde"], "did you mean 'Tide'?"),
        (["--film", "Tide", "--category", "crew"], "no question matches"),
    ],
)
def test_what_is_not_there_is_wrong_usage(options, why: str, bank: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    assert main(["play", "--preview", str(bank), *options]) == 2
    assert why in capsys.readouterr().err


def test_a_bank_with_faults_is_an_error_and_no_preview(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "b.yaml"
    path.write_text("questions:\n  - {ask: What?, anwser: a}\n", encoding="utf-8")
    assert main(["play", "--preview", str(path)]) == 1
    assert capsys.readouterr().err.startswith(f"quizzer: {path}:2:18: unknown key 'anwser'")


def test_a_large_bank_is_shown_in_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(
        "questions:\n" + "".join(f"  - {{ask: 'What {n}?', answer: x{n}}}\n" for n in range(250)), encoding="utf-8"
    )
    assert main(["play", "--preview", str(path)]) == 0
    out = capsys.readouterr().out
    assert out.count("\n  Id: ") == 200
    assert "… 50 more: -n shows more" in out


def test_what_would_harm_a_terminal_is_shown_as_signs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "b.yaml"
    path.write_text('questions:\n  - {ask: "a\\e[2Jb?", answer: "x\\e]0;y\\a", hints: "\\e[31m"}\n', encoding="utf-8")
    assert main(["play", "--preview", str(path)]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_included_questions_have_the_lines_of_their_own_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.yaml").write_text("include: part.yaml\n", encoding="utf-8")
    part = tmp_path / "part.yaml"
    part.write_text("films:\n  - title: Tide\n    directors: [Bo Cee,\n      Ann Bee]\n", encoding="utf-8")
    assert main(["play", "--preview", str(tmp_path / "b.yaml")]) == 0
    assert f"1 of 1 · {part}:3" in capsys.readouterr().out
