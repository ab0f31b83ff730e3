"""`quizzer import` of other programs' questions."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from quizzer import load_bank
from quizzer.commands import main

FIXTURES = ROOT / "tests" / "fixtures" / "formats"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for file in FIXTURES.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "file", "questions", "status"),
    [
        ("opentdb", "opentdb.json", 3, 0),
        ("red", "red.yaml", 8, 0),
        ("red", "red_version_2.txt", 2, 0),
        ("gift", "exam.gift", 8, 0),
        ("aiken", "aiken.txt", 3, 0),
        ("quizbowl", "packet.json", 3, 0),
        ("anki", "notes.txt", 5, 0),
        ("csv", "questions.csv", 4, 1),
    ],
)
def test_a_file_becomes_a_bank_without_error(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, file: str, questions: int, status: int
) -> None:
    assert main(["import", name, file, "-o", "bank.yaml"]) == status
    assert capsys.readouterr().err.splitlines()[-1] == f"bank.yaml: {questions} questions"
    assert main(["check", "bank.yaml"]) == 0
    assert len(load_bank("bank.yaml").questions) == questions


def test_what_is_lost_is_told_by_name_and_count(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "gift", "exam.gift", "-o", "bank.yaml"])
    assert capsys.readouterr().err.splitlines() == [
        "a bank has no room for: feedback on wrong answers (2), shares of a point (3), matching questions (1), essays, "
        "which no referee can judge (1), descriptions, which ask nothing (1)",
        "bank.yaml: 8 questions",
    ]


def test_faults_are_told_with_their_lines_and_the_rest_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import", "csv", "questions.csv", "-o", "bank.yaml"])
    assert capsys.readouterr().err.splitlines() == [
        "questions.csv:5: the question has no text",
        "questions.csv:6: no answer to “Who answers this?”",
        "4 questions could be read all the same",
        "bank.yaml: 4 questions",
    ]


def test_of_many_faults_twenty_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "many.csv").write_text("question,answer\nfine,yes\n" + "lacking,\n" * 30, encoding="utf-8")
    main(["import", "csv", "many.csv", "-o", "bank.yaml"])
    assert "and 10 more faults: --verbose tells all" in capsys.readouterr().err
    main(["import", "csv", "many.csv", "-o", "bank.yaml", "--verbose"])
    assert capsys.readouterr().err.count("no answer to") == 30


def test_several_files_make_one_bank_with_each_question_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = ["red.yaml", "red_version_2.txt", "red.yaml", "missing.yaml"]
    assert main(["import", "red", *files, "-o", "bank.yaml", "--license", "CC0-1.0"]) == 1
    bank = load_bank("bank.yaml")
    assert len(bank.questions) == 10
    assert (bank.title, bank.license) == ("red, red_version_2", "CC0-1.0")
    told = capsys.readouterr().err
    assert "missing.yaml: there is no such file" in told
    assert "questions that were there already (8)" in told
    assert "author: Ada Lovelace, Grace\nabout: Films and their numbers" in (folder / "bank.yaml").read_text("utf-8")


def test_standard_input(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfquestion,answer\r\nWho?,\xc3\x89mile\r\n"))
    )
    assert main(["import", "csv", "-", "--title", "Pub quiz"]) == 0
    assert capsys.readouterr().out == "format: 1\ntitle: Pub quiz\nquestions:\n  - ask: Who?\n    answer: Émile\n"


def test_faults_of_standard_input_say_so(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Who?:\n- ''\n")))
    assert main(["import", "red", "-"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "standard input:1: no answer to “Who?”",
        "quizzer: standard input: there is no question in it that can be asked; nothing was written",
    ]


def test_free_text(folder: Path) -> None:
    main(["import", "opentdb", "opentdb.json", "-o", "bank.yaml", "--free-text"])
    kinds = [question.kind for question in load_bank("bank.yaml").questions]
    assert kinds == ["text", "boolean", "choice"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["csv", "latin.csv"], "latin.csv:2: this is not text in UTF-8; save it as UTF-8"),
        (["csv", "."], ".: this is a folder; name a file in it"),
        (["csv", "empty.csv"], "empty.csv:1: the first line must name the columns"),
        (["opentdb", "empty.csv"], "empty.csv:1: broken or cut off"),
        (["anki", "empty.csv"], "empty.csv: there is no question in it that can be asked; nothing was written"),
        (["gift", "missing.txt"], "missing.txt: there is no such file"),
    ],
)
def test_what_gives_nothing_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    (folder / "latin.csv").write_bytes(b"question,answer\nWho?,\xc9mile\n")
    (folder / "empty.csv").write_text("", encoding="utf-8")
    assert main(["import", *arguments, "-o", "bank.yaml"]) == 1
    told = capsys.readouterr().err
    assert message in told
    assert "nothing was written" in told
    assert not (folder / "bank.yaml").exists()


def test_what_is_too_large_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizzer.commands.import_questions.LARGEST_SOURCE", 1000)
    assert main(["import", "gift", "exam.gift", "-o", "bank.yaml"]) == 1
    assert "exam.gift: too large: at most 0.001 MB are read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["red", "red.yaml", "-o", "red.yaml"], "red.yaml would replace red.yaml"),
        (["red", "-", "-"], "standard input, -, can be read only once"),
        (["red", "red.yaml", "--title", " "], "--title is empty"),
        (["red"], "FILE is missing"),
    ],
)
def test_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    before = (folder / "red.yaml").read_bytes()
    assert main(["import", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert (folder / "red.yaml").read_bytes() == before


def test_a_bank_that_stood_there_is_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bank.yaml").write_text("mine", encoding="utf-8")
    main(["import", "aiken", "aiken.txt", "-o", "bank.yaml"])
    assert (folder / "bank.yaml~").read_text("utf-8") == "mine"
    assert "quizzer kept the older file as" in capsys.readouterr().err
