"""`quizzer import imdb-dataset`: IMDb's tables become a compiled bank, which is played and checked as any other."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from quizzer import load_bank
from quizzer.commands import main

pytest.importorskip("duckdb", reason="quizzer[imdb] is not installed")

TABLES = {
    "title.basics": """
tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres
tt0000001 movie The_Lighthouse_Thief The_Lighthouse_Thief 0 1987 \\N 96 Drama
tt0000002 movie Gulls Mouettes 0 1990 \\N 80 Comedy
tt0000003 tvSeries Beaks Beaks 0 1999 \\N 30 Comedy
""",
    "title.ratings": """
tconst averageRating numVotes
tt0000001 7.5 73000
tt0000002 6.1 900
""",
    "title.akas": """
titleId ordering title region language types attributes isOriginalTitle
tt0000001 1 Der_Dieb_vom_Leuchtturm DE \\N imdbDisplay \\N 0
tt0000001 2 A_Working_Title US \\N working \\N 0
tt0000002 1 Mouettes FR \\N original \\N 1
""",
    "title.principals": """
tconst ordering nconst category job characters
tt0000001 1 nm0000001 actress \\N ["Agathe"]
tt0000001 2 nm0000002 director \\N \\N
tt0000002 1 nm0000002 actor \\N ["The_Diver"]
""",
    "title.crew": """
tconst directors writers
tt0000001 nm0000002 nm0000003
tt0000002 nm0000003 \\N
""",
    "name.basics": """
nconst primaryName birthYear deathYear primaryProfession knownForTitles
nm0000001 Ines_Moreau 1950 \\N actress tt0000001
nm0000002 Henrik_Vos 1940 2001 director tt0000001
nm0000003 Lena_Sørby \\N \\N writer tt0000001
""",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A few rows in IMDb's format, written by hand; a space stands for the tab, and "_" for a space."""
    monkeypatch.chdir(tmp_path)
    for name, rows in TABLES.items():
        text = rows.strip().replace(" ", "\t").replace("_", " ") + "\n"
        if name == "name.basics":
            (tmp_path / f"{name}.tsv.gz").write_bytes(gzip.compress(text.encode()))
        else:
            (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    return tmp_path


def test_tables_become_a_bank_that_is_checked_and_played(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "imdb-dataset", ".", "-o", "films.quizzer"]) == 0
    assert main(["check", "films.quizzer"]) == 0
    bank = load_bank("films.quizzer")
    assert sorted(film.title for film in bank.films) == ["Gulls", "The Lighthouse Thief"]
    drawn = bank.draw(20, seed=1)
    assert [one.id for one in drawn] == [one.id for one in load_bank("films.quizzer").draw(20, seed=1)]
    answers = {one.key.answer for one in drawn if one.key is not None}
    assert answers & {"Henrik Vos", "Ines Moreau", "Lena Sørby", "1987", "1990"}
    assert not answers & {"A Working Title"}
    assert bank.find([drawn[0].id])[0].text == drawn[0].text
    assert bank.canon.places("gulls")


def test_few_votes_leave_a_film_out(folder: Path) -> None:
    assert main(["import", "imdb-dataset", ".", "-o", "films.quizzer", "--min-votes", "1000"]) == 0
    assert [film.title for film in load_bank("films.quizzer").films] == ["The Lighthouse Thief"]


def test_a_table_that_is_cut_off_is_told_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "name.basics.tsv.gz"
    path.write_bytes(path.read_bytes()[:-20])
    assert main(["import", "imdb-dataset", ".", "-o", "films.quizzer"]) == 1
    assert "name.basics.tsv.gz" in capsys.readouterr().err


def test_a_folder_without_tables_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "imdb-dataset", str(tmp_path), "-o", str(tmp_path / "films.quizzer")]) == 1
    assert "title.basics" in capsys.readouterr().err
    assert not (tmp_path / "films.quizzer").exists()
