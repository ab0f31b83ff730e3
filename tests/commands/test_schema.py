"""`quizzer schema`, and the schema beside the banks that commands write."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from tools.make_bank_schema import bank_schema

from quizzer.commands import main
from quizzer.commands.output import SCHEMA_FILE, put_schema_beside


def test_the_schema_of_a_bank_is_printed_unless_another_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for words, title in ((["schema"], True), (["schema", "bank"], True), (["schema", "session"], False)):
        assert main(words) == 0
        shown = json.loads(capsys.readouterr().out)
        assert shown["$schema"].endswith("2020-12/schema")
        assert (shown == bank_schema()) is title


def test_it_is_written_to_a_file_and_what_stood_there_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "s.json"
    path.write_text("mine", encoding="utf-8")
    assert main(["schema", "-o", str(path)]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "kept the older file as" in shown.err
    assert json.loads(path.read_text(encoding="utf-8")) == bank_schema()
    assert (tmp_path / "s.json~").read_text(encoding="utf-8") == "mine"
    assert main(["schema", "-o", str(tmp_path / "none" / "s.json")]) == 1


def test_an_older_schema_beside_a_bank_is_renewed_and_anothers_file_is_left_alone(tmp_path: Path) -> None:
    bank, beside = tmp_path / "b.yaml", tmp_path / SCHEMA_FILE
    put_schema_beside(str(bank))
    assert not beside.exists()
    bank.write_text("title: T\n", encoding="utf-8")
    put_schema_beside(str(bank))
    assert json.loads(beside.read_text(encoding="utf-8")) == bank_schema()
    beside.write_text(json.dumps({**bank_schema(), "properties": {}}), encoding="utf-8")
    put_schema_beside(str(bank))
    assert json.loads(beside.read_text(encoding="utf-8")) == bank_schema()
    for others in ('{"title": "another"}', "[1]", "not JSON", "[" * 100_000):
        beside.write_text(others, encoding="utf-8")
        put_schema_beside(str(bank))
        assert beside.read_text(encoding="utf-8") == others
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.yaml", SCHEMA_FILE]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="whoever may do everything is never refused")
def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    bank.write_text("title: T\n", encoding="utf-8")
    tmp_path.chmod(0o500)
    put_schema_beside(str(bank))
    tmp_path.chmod(0o700)
    assert not (tmp_path / SCHEMA_FILE).exists()


def test_an_imported_bank_names_its_schema_only_where_it_is_a_file(
    fixtures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = str(fixtures / "lighthouse_thief.txt")
    assert main(["import", "imdb-page", page]) == 0
    assert "yaml-language-server" not in capsys.readouterr().out
    assert main(["import", "imdb-page", page, "-o", str(tmp_path / "b.yaml")]) == 0
    first = (tmp_path / "b.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA_FILE}"
    assert (tmp_path / SCHEMA_FILE).is_file()
