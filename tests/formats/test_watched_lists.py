"""Lists of watched films: what Letterboxd and IMDb export, plain lists, and files that are none."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzer.bounds import LARGEST_SOURCE
from quizzer.errors import SourceError
from quizzer.facts.film import FilmName
from quizzer.formats.watched_lists import read_watched

LETTERBOXD = 'Date,Name,Year,Letterboxd URI\n2024-01-02,Heat,1995,https://boxd.it/x\n2024-01-03,"Me, Myself",2000,\n'
IMDB = "Const,Your Rating,Date Rated,Title,URL,Title Type,Year\ntt0110912,9,2024-01-02,Pulp Fiction,u,Movie,1994\n"


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "films"),
    [
        (LETTERBOXD, [FilmName("Heat", 1995), FilmName("Me, Myself", 2000)]),
        ("\ufeff" + LETTERBOXD.replace("\n", "\r\n"), [FilmName("Heat", 1995), FilmName("Me, Myself", 2000)]),
        (IMDB, [FilmName("Pulp Fiction", 1994, "tt0110912")]),
        (
            "Heat (1995)\n\n  tt0110912  \n1917\nBlade Runner 2049 (2017)\nHeat (1995)\nhttps://www.imdb.com/title/tt0082971/\n",
            [
                FilmName("Heat", 1995),
                FilmName("", 0, "tt0110912"),
                FilmName("1917"),
                FilmName("Blade Runner 2049", 2017),
                FilmName("", 0, "tt0082971"),
            ],
        ),
        ("Crouching Tiger, Hidden Dragon (2000)\n", [FilmName("Crouching Tiger, Hidden Dragon", 2000)]),
        ("Name,Year\nHeat,soon\n,1990\n", [FilmName("Heat")]),
        ('Name,Year\n"Me,\nMyself",2000\n', [FilmName("Me, Myself", 2000)]),
    ],
)
def test_what_a_list_names(tmp_path: Path, content: str, films: list[FilmName]) -> None:
    assert read_watched(file(tmp_path, "list.csv", content)) == films


def test_of_an_export_what_was_watched_is_read_and_the_watchlist_is_not(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "letterboxd.zip", "w") as export:
        export.writestr("watched.csv", LETTERBOXD)
        export.writestr("ratings.csv", LETTERBOXD.replace("Heat", "Ronin"))
        export.writestr("watchlist.csv", LETTERBOXD.replace("Heat", "Never seen"))
        export.writestr("deleted/diary.csv", LETTERBOXD.replace("Heat", "Taken out"))
    titles = [film.title for film in read_watched(tmp_path / "letterboxd.zip")]
    assert titles == ["Heat", "Me, Myself", "Ronin"]


def test_what_is_no_list_is_told(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "bomb.zip", "w", ZIP_DEFLATED) as export:
        export.writestr("watched.csv", b"Name,Year\n" + b"x" * (LARGEST_SOURCE + 1))
    with ZipFile(tmp_path / "other.zip", "w") as export:
        export.writestr("letter.txt", "Dear")
    for path, words in (
        (tmp_path / "bomb.zip", "50 MB"),
        (tmp_path / "other.zip", "no film is named here"),
        (file(tmp_path, "torn.zip", (tmp_path / "other.zip").read_bytes()[:40]), "damaged"),
        (file(tmp_path, "empty.csv", ""), "no film is named here"),
        (file(tmp_path, "head.csv", "Name,Year\n"), "no film is named here"),
        (tmp_path / "nowhere.csv", "there is no such file"),
    ):
        with pytest.raises(SourceError, match=words) as refused:
            read_watched(path)
        assert str(path) in str(refused.value)


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"Name,Year\n", b'Const,Title\n"']))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_the_file_it_is_read_or_refused(tmp_path: Path, content: bytes, head: bytes) -> None:
    with suppress(SourceError):
        assert read_watched(file(tmp_path, "any", head + content))
