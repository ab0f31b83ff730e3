"""`quizzer import wikidata`: a bank that plays, and a word for everything that is not in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sources.wikidata_items import NAMES, THIEF, dump, entity, item, said, text

from quizzer import load_bank
from quizzer.commands import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "films.json").write_text(dump([THIEF, *NAMES]), encoding="utf-8")
    return tmp_path


def test_a_dump_becomes_a_bank(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "wikidata", "films.json", "-o", "films.yaml"]) == 0
    bank = load_bank("films.yaml")
    assert [film.label for film in bank.films] == ["The Lighthouse Thief (1987)"]
    assert "Whose name follows the words “directed by” in the credits of “The Lighthouse Thief”?" in [
        question.text for question in bank.questions
    ]
    told = capsys.readouterr().err
    assert "1 id without a name, so their facts are left out (--labels names them): Q5" in told
    assert "films.yaml: 1 film" in told
    assert main(["check", "films.yaml"]) == 0


def test_a_file_that_is_called_by_an_id_is_read_and_the_id_not_asked_for(folder: Path) -> None:
    (folder / "films.json").rename(folder / "tt0099999.json")
    assert main(["import", "wikidata", "tt0099999.json", "-o", "films.yaml"]) == 0
    assert [film.label for film in load_bank("films.yaml").films] == ["The Lighthouse Thief (1987)"]


def test_contradictions_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = entity(
        "Q999", {"en": "Thief"}, P31=[said(item("Q11424"))], P345=[said(text("tt0099999"))], P57=[said(item("Q2"))]
    )
    (folder / "more.json").write_text(dump([other]), encoding="utf-8")
    assert main(["import", "wikidata", "films.json", "more.json", "-o", "films.yaml"]) == 0
    assert (
        "The Lighthouse Thief (1987): sources disagree about the director, so quizzer does not ask it: Henrik Vos"
        in capsys.readouterr().err
    )
    assert "director" not in {question.category for question in load_bank("films.yaml").questions}


def test_a_file_that_is_cut_off_gives_what_it_has_and_status_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "films.json").write_text(dump([THIEF, *NAMES])[:-300], encoding="utf-8")
    assert main(["import", "wikidata", "films.json", "-o", "films.yaml"]) == 1
    told = capsys.readouterr().err
    assert "films.json:12: this line is broken or cut off" in told
    assert "1 film could be read all the same" in told
    assert len(load_bank("films.yaml").films) == 1


def test_without_a_film_nothing_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "wikidata", "nowhere.json", "-o", "films.yaml"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "nowhere.json: quizzer cannot read this file: No such file or directory",
        "quizzer: nowhere.json: there is no film in it; nothing was written",
    ]
    assert not (folder / "films.yaml").exists()
