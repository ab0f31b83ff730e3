"""`quizzer import imdb-dataset`: from a folder of files to a game."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest
from sources.imdb_dataset_rows import write_dataset

from quizzer import load_bank
from quizzer.commands import main

pytest.importorskip("duckdb")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO("Henrik Vos\n" * 9))
    write_dataset(tmp_path / "imdb")
    return tmp_path


def test_a_bank_is_made_checked_and_played(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "imdb-dataset", "imdb", "-o", "films.quizzer", "--min-votes", "0"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "films.quizzer: 6 films; 16 alternate titles, 10 credits, 8 people\n"
    assert main(["check", "films.quizzer"]) == 0
    assert "no fault found" in capsys.readouterr().out
    assert main(["play", "films.quizzer", "-n", "3", "--seed", "1"]) == 0
    assert "Question 1 of 3" in capsys.readouterr().out


def test_without_a_wish_only_films_that_somebody_may_have_seen_are_taken(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "imdb-dataset", "imdb", "-o", "films.quizzer"]) == 0
    assert [film.title for film in load_bank("films.quizzer").films] == ["The Lighthouse Thief", "Winter Harbour"]
    (folder / "imdb" / "title.ratings.tsv").unlink()
    assert main(["import", "imdb-dataset", "imdb", "-o", "all.quizzer"]) == 0
    assert len(load_bank("all.quizzer").films) == 6


def test_only_titles_in_some_languages_are_taken(folder: Path) -> None:
    several = ["--titles-in", "Polish,de"]
    assert main(["import", "imdb-dataset", "imdb", "-o", "films.quizzer", "--min-votes", "0", *several]) == 0
    titles = {one.title for film in load_bank("films.quizzer").films for one in film.also_known_as}
    assert {"Złodziej z latarni", "Der Leuchtturmdieb", "Das Salz"} <= titles
    assert not {"灯台の泥棒", "Fener Hırsızı", "Toudai no dorobou", "Beacon"} & titles


def test_options_narrow_what_becomes_a_film(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    types = ["--type", "movie", "--type", "tvSeries"]
    others = ["--min-votes", "100", "--years", "1990-1999", "--regions", "de,Poland", "--title", "Nineties"]
    assert main(["import", "imdb-dataset", "imdb", "-o", "films.quizzer", *types, *others]) == 0
    bank = load_bank("films.quizzer")
    assert bank.title == "Nineties"
    assert [film.title for film in bank.films] == ["Harbour Watch", "Winter Harbour"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--years", "soon"], "'soon' is no span of years: say 1990-1999"),
        (["--years", "1999-1990"], "ends before it begins"),
        (["--years", "1200-"], "years lie between 1870 and 2100"),
        (["--regions", "Atlantis"], "'Atlantis' is no country: say DE or Germany"),
        (["--titles-in", "Atlantean"], "'Atlantean' is no language: say de or German"),
        (["--min-votes", "-1"], "-1"),
    ],
)
def test_what_cannot_be_wished_for_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["import", "imdb-dataset", "imdb", "-o", "films.quizzer", "--min-votes", "0", *options]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("years", "titles"),
    [("1994", ["Winter Harbour"]), ("2005-", ["Salt", "Salt"]), ("-1990", ["The Lighthouse Thief"])],
)
def test_spans_of_years(folder: Path, years: str, titles: list[str]) -> None:
    assert main(["import", "imdb-dataset", "imdb", "-o", "films.quizzer", "--min-votes", "0", "--years", years]) == 0
    assert [film.title for film in load_bank("films.quizzer").films] == titles


def test_faults_and_what_is_missing_are_told_and_the_rest_is_a_bank(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "imdb" / "title.crew.tsv").unlink()
    with (folder / "imdb" / "title.akas.tsv").open("a", encoding="utf-8") as akas:
        akas.write("tt0000101\t12\n")
    assert main(["import", "imdb-dataset", "imdb", "-o", "films.quizzer", "--min-votes", "0"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "imdb/title.akas.tsv:19: 2 columns instead of 8; quizzer skips this line"
    assert told[1] == "title.crew is not there: directors and writers are those of title.principals"
    assert told[2].startswith("films.quizzer: 6 films; 16 alternate titles")
    assert len(load_bank("films.quizzer").films) == 6


def test_a_folder_without_the_files_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "imdb-dataset", str(tmp_path), "-o", str(tmp_path / "films.quizzer")]) == 1
    assert "there is no title.basics.tsv or title.basics.tsv.gz in this folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_duckdb_it_says_what_to_install(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert main(["import", "imdb-dataset", "imdb", "-o", "films.quizzer", "--min-votes", "0"]) == 1
    said, command = capsys.readouterr().err.splitlines()
    assert said.endswith("needs DuckDB for IMDb's dataset files, and it is not installed. To install it:")
    assert "install" in command
    assert "duckdb" in command
    assert [path.name for path in folder.iterdir()] == ["imdb"]


def test_a_game_from_a_compiled_bank_is_gone_on_with(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "imdb-dataset", "imdb", "-o", "films.quizzer", "--min-votes", "0"]) == 0
    assert main(["play", "films.quizzer", "--mode", "study", "-n", "2"]) == 0
    assert main(["play", "--film", "The Litehouse Thief", "films.quizzer"]) == 2
    assert "did you mean 'The Lighthouse Thief'?" in capsys.readouterr().err
    assert main(["play", "films.quizzer", "--preview"]) == 2
    assert "far too many to show" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_a_bar_tells_the_rate_and_ctrl_c_leaves_nothing(folder: Path) -> None:
    import pexpect

    with (folder / "imdb" / "title.basics.tsv").open("a", encoding="utf-8") as basics:
        for number in range(900, 90_000):
            basics.write(f"tt{number:07d}\tmovie\tFilm {number}\tFilm {number}\t0\t1990\t\\N\t\\N\t\\N\n")
    command = ["-m", "quizzer", "import", "imdb-dataset", "imdb", "-o", "films.quizzer", "--min-votes", "0"]
    whole = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60, cwd=str(folder), dimensions=(24, 100))
    whole.expect(r"imdb  \[[#-]+\] .*%")
    whole.expect(r"/s")
    whole.expect(r"films\.quizzer: 89,[0-9]{3} films")
    whole.expect(pexpect.EOF)
    (folder / "films.quizzer").unlink()
    broken = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60, cwd=str(folder), dimensions=(24, 100))
    broken.expect(r"imdb  \[[#-]+\] .*%")
    broken.sendintr()
    broken.expect("interrupted")
    broken.expect(pexpect.EOF)
    broken.close()
    assert broken.exitstatus == 130
    deadline = time.monotonic() + 10
    while len(list(folder.iterdir())) > 1 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [path.name for path in folder.iterdir()] == ["imdb"]
