"""`quizzer export`: a bank's questions for another program."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from read_once import keep_as_read

from quizzer import load_bank
from quizzer.commands import main
from quizzer.commands.export import FORMATS as OFFERED
from quizzer.formats import FORMATS

BANK = "city_of_lost_children"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_format_is_offered() -> None:
    assert tuple(FORMATS) == OFFERED


@pytest.mark.parametrize("name", OFFERED)
def test_a_bank_goes_out_and_comes_back(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", BANK, "--to", name, "-o", "out.file"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith(f"{name} has no room for: open gaps, whose answers nobody knows (1)")
    written = told[-1].removeprefix("out.file: ")
    assert main(["import", name, "out.file", "-o", "back.yaml"]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == f"back.yaml: {written}"
    assert main(["check", "back.yaml"]) == 0


def test_nothing_is_lost_in_a_table() -> None:
    main(["export", BANK, "--to", "csv", "-o", "bank.tsv"])
    main(["import", "csv", "bank.tsv", "-o", "back.yaml"])
    before = [question for question in load_bank(_path()).questions if question.key is not None]
    after = load_bank("back.yaml").questions
    assert Path("bank.tsv").read_text(encoding="utf-8").startswith("question\tanswer\t")
    for was, now in zip(before, after, strict=True):
        assert (was.id, was.text, was.kind, was.category, was.difficulty, was.hints, was.explanation) == (
            now.id, now.text, now.kind, now.category, now.difficulty, now.hints, now.explanation
        )  # fmt: skip
        assert was.key is not None
        assert now.key is not None
        assert (was.key.items, was.key.accept, was.key.reject) == (now.key.items, now.key.accept, now.key.reject)


def _path() -> str:
    from quizzer.games import Library

    return Library().find(BANK)


def test_a_deck_of_anki() -> None:
    pytest.importorskip("genanki")
    assert main(["export", BANK, "--to", "anki", "-o", "films.apkg"]) == 0
    assert "collection.anki2" in zipfile.ZipFile("films.apkg").namelist()


def test_without_a_file_it_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", BANK, "--to", "aiken"]) == 0
    assert capsys.readouterr().out.endswith("A. Berlin\nB. Cannes\nC. Locarno\nD. Venice\nANSWER: B\n")


def test_what_holds_nothing_of_a_bank_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bank.yaml").write_text("questions:\n  - {ask: Who?, answer: Ada}\n", encoding="utf-8")
    assert main(["export", "bank.yaml", "--to", "aiken", "-o", "out.txt"]) == 1
    assert "there is no question here that aiken can hold; nothing was written" in capsys.readouterr().err
    assert not Path("out.txt").exists()


def test_files_are_not_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bank.yaml").write_text("questions:\n  - {ask: Who?, answer: Ada}\n", encoding="utf-8")
    assert main(["export", "bank.yaml", "--to", "csv", "-o", "bank.yaml"]) == 2
    assert "would replace" in capsys.readouterr().err
    Path("out.csv").write_text("mine", encoding="utf-8")
    assert main(["export", "bank.yaml", "--to", "csv", "-o", "out.csv"]) == 0
    assert Path("out.csv~").read_text(encoding="utf-8") == "mine"


def test_an_unknown_bank_or_format(capsys: pytest.CaptureFixture[str]) -> None:
    keep_as_read(os.environ["QUIZZER_HOME"])
    assert main(["export", "nonesuch", "--to", "csv"]) == 1
    assert main(["export", BANK, "--to", "kahoot"]) == 2
    assert main(["export", BANK]) == 2
    assert "--to is missing" in capsys.readouterr().err
