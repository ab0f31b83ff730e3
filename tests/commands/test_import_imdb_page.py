"""`quizzer import imdb-page`: saved pages of any kind become one bank, and every line is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizzer import load_bank
from quizzer.banks import check_bank
from quizzer.commands.import_imdb_page import command


def run(*arguments: object) -> Result:
    # As the program does: an error of quizzer's own is told by whoever runs the command.
    return CliRunner().invoke(command, [str(argument) for argument in arguments], standalone_mode=False)


@pytest.fixture
def pages(fixtures: Path) -> list[Path]:
    return [fixtures / name for name in ("lighthouse_thief.txt", "salt_and_tin.txt", "lighthouse_thief.html")]


def test_several_pages_make_one_bank_with_each_film_once(pages: list[Path], tmp_path: Path) -> None:
    bank = tmp_path / "shelf.yaml"
    done = run(*pages, "--name", "My shelf", "-o", bank)
    assert done.return_value == 0
    disputed, told = done.stderr.splitlines()
    assert disputed.startswith(
        "The Lighthouse Thief (1987): sources disagree about the gross_worldwide, so quizzer does not ask it: €"
    )
    assert told == f"{bank}: 2 films"
    loaded = load_bank(bank)
    assert loaded.title == "My shelf"
    assert [film.label for film in loaded.films] == ["The Lighthouse Thief (1987)", "Salt and Tin (2003)"]
    assert loaded.films[0].imdb == "tt9990001"
    assert not [fault for fault in check_bank(bank) if fault.severity == "error"]


def test_several_pages_without_a_name_have_one(pages: list[Path], tmp_path: Path) -> None:
    run(*pages[:2], "-o", tmp_path / "bank.yaml")
    assert load_bank(tmp_path / "bank.yaml").title == "Films from saved pages"


def test_a_page_that_cannot_be_read_is_told_and_the_others_are_kept(pages: list[Path], tmp_path: Path) -> None:
    broken, bank = tmp_path / "broken.txt", tmp_path / "bank.yaml"
    broken.write_text("Weather\nDetails: rain", encoding="utf-8")
    done = run(pages[0], broken, "-o", bank)
    assert done.return_value == 1
    assert done.stderr.splitlines()[0].startswith(f"{broken}: this is not the saved text of an IMDb title page")
    assert [film.title for film in load_bank(bank).films] == ["The Lighthouse Thief"]


def test_verbose_tells_what_became_of_each_line(pages: list[Path], tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    text = pages[0].read_text(encoding="utf-8")
    page.write_text(text.replace("Details\n", "Details\nZub \x1b[31mzub\n"), encoding="utf-8")
    told = run(page, "--verbose", "-o", tmp_path / "bank.yaml").stderr.splitlines()
    assert f"{page}:2: used (rating): 6.8/10" in told
    assert f"{page}:33: skipped (soundtracks: rights): Courtesy of Phare Records" in told
    assert any(line.startswith(f"{page}:35: skipped (a reader's review): A trivia question") for line in told)
    assert f"{page}:38: not understood: Zub [31mzub" in told
    assert len(told) == len([line for line in page.read_text(encoding="utf-8").split("\n") if line.strip()]) + 1


def test_without_verbose_only_the_number_of_strange_lines_is_told(pages: list[Path], tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(pages[0].read_text(encoding="utf-8").replace("Details\n", "Details\nZub zub\n"), encoding="utf-8")
    told = run(page, "-o", tmp_path / "bank.yaml").stderr.splitlines()
    assert told[0] == f"{page}: 1 line was not understood (--verbose shows them)"


def test_verbose_tells_what_came_from_the_data_of_a_page(pages: list[Path], tmp_path: Path) -> None:
    told = run(pages[2], "--verbose", "-o", tmp_path / "bank.yaml").stderr
    assert f"{pages[2]}: used: __NEXT_DATA__: also_known_as, alternate_versions, awards," in told
    assert f"{pages[2]}: used: JSON-LD: " in told


def test_broken_data_in_a_page_are_told(pages: list[Path], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(pages[2].read_text(encoding="utf-8").replace('{"props"', '{"props'), encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8").replace('"pageProps":', '"pageProps" '), encoding="utf-8")
    done = run(page, "-o", tmp_path / "bank.yaml")
    assert "the page's data (__NEXT_DATA__) are broken, so quizzer skipped them" in done.stderr
    assert load_bank(tmp_path / "bank.yaml").films[0].title == "The Lighthouse Thief"


def test_a_text_in_another_encoding_is_read_and_told(pages: list[Path], tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(pages[0].read_text(encoding="utf-8").encode("cp1252"))
    done = run(page, "-o", tmp_path / "bank.yaml")
    assert "quizzer read it as Windows-1252" in done.stderr
    assert load_bank(tmp_path / "bank.yaml").films[0].cast[0].credited_as == "Inès Moreau"


@pytest.mark.parametrize("arguments", [["--title", "Tide"], ["--year", "1990"], ["--name", " "]])
def test_what_can_only_be_said_of_one_page_is_wrong_usage_for_several(pages: list[Path], arguments: list[str]) -> None:
    done = CliRunner().invoke(command, [*map(str, pages), *arguments])
    assert done.exit_code == 2
    assert "Error: " in done.stderr


def test_no_page_of_several_is_overwritten_by_the_bank(pages: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "page.txt"
    copy.write_text(pages[0].read_text(encoding="utf-8"), encoding="utf-8")
    assert CliRunner().invoke(command, [str(pages[1]), str(copy), "-o", str(copy)]).exit_code == 2
    assert "RATING" in copy.read_text(encoding="utf-8")
