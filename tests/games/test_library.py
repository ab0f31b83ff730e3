"""Banks in the player's own folder have names, by which every command finds them."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from read_once import keep_as_read

from quizzer.banks.shipped import shipped_banks
from quizzer.commands import main
from quizzer.errors import BankError
from quizzer.folders import Folders
from quizzer.games import Library
from quizzer.games.library import offers

BANK = "title: Storms\nquestions:\n  - {ask: What blows?, answer: Wind, category: gales}\n"


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of one's own banks, with one in it; one stands elsewhere."""
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    folder = tmp_path / "home" / "banks"
    folder.mkdir(parents=True)
    keep_as_read(folder.parent)
    (folder / "storms.yaml").write_text(BANK, encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr(sys, "stdin", io.StringIO())  # nobody answers
    return folder


def library(**options: Any) -> Library:
    """All banks of whoever runs this."""
    return Library(Folders.of(os.environ), **options)


def test_one_variable_moves_every_folder() -> None:
    home = Path("/somewhere")
    assert Folders.of({"QUIZZER_HOME": "/somewhere"}) == (
        home / "records.sqlite3",
        home / "banks",
        home / "cache",
        home / "settings.toml",
    )


@pytest.mark.parametrize("environ", [{}, {"QUIZZER_HOME": ""}])
def test_without_it_folders_are_where_the_system_has_them(environ: dict[str, str]) -> None:
    folders = Folders.of(environ)
    assert all(path.is_relative_to(os.environ["HOME"]) for path in folders)
    assert folders.banks.parts[-2:] == ("quizzer", "banks")
    assert folders.records.parent == folders.banks.parent
    assert Library(folders).own() == []


def test_a_library_without_folders_has_the_shipped_banks_and_files(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(Library().names().values()) == shipped_banks()
    assert Library().open(str(own / "storms.yaml")).title == "Storms"
    # Their titles are read from the files: those of two will do.
    monkeypatch.setattr("quizzer.games.library.shipped_banks", lambda: shipped_banks()[:2])
    with pytest.raises(BankError, match="no file or bank has this name"):
        Library().find("storms")


def test_a_bank_is_read_once(own: Path) -> None:
    banks = library()
    before = set((own.parent / "cache").iterdir())
    assert banks.open(banks.find("storms")) is banks.open(str(own / "storms.yaml"))
    assert [path.suffix for path in set((own.parent / "cache").iterdir()) - before] == [".bank"]


def test_where_no_bank_is_named_all_shipped_ones_are_meant(own: Path) -> None:
    assert library().paths(()) == tuple(map(str, shipped_banks()))
    assert library().paths(["storms", "animation"]) == (str(own / "storms.yaml"), library().find("animation"))


def test_a_bank_that_has_moved_is_found_again_by_its_name(own: Path) -> None:
    assert library().find_again("/gone/storms.yaml") == str(own / "storms.yaml")
    assert library().find_again(str(own / "storms.yaml")) == str(own / "storms.yaml")


def test_play_check_and_preview_find_a_bank_by_its_name(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["play", "storms", "--no-records"]) == 0
    assert "What blows?" in capsys.readouterr().out
    assert main(["play", "--preview", "storms.yaml"]) == 0
    assert f"{own / 'storms.yaml'}:3" in capsys.readouterr().out
    assert main(["check", "storms"]) == 0
    assert str(own / "storms.yaml") in capsys.readouterr().out


def test_a_file_of_that_name_comes_first_then_ones_own_then_a_shipped_one(own: Path) -> None:
    assert library().find("storms") == str(own / "storms.yaml")
    (own / "around_the_world.yaml").write_text(BANK, encoding="utf-8")
    assert library().find("around_the_world") == str(own / "around_the_world.yaml")
    Path("storms").mkdir()
    assert library().find("storms") == str(own / "storms.yaml")
    Path("storms").rmdir()
    Path("storms").write_text(BANK, encoding="utf-8")
    assert library().find("storms") == "storms"


def test_ones_own_bank_is_played_where_a_name_stands_for_two(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "around_the_world.yaml").write_text(BANK, encoding="utf-8")
    assert main(["play", "around_the_world", "--no-records"]) == 0
    assert "What blows?" in capsys.readouterr().out


def test_names_are_told_where_one_is_wrong(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(
        BankError, match=r"no file or bank has this name: did you mean storms\? The banks are storms, across_films, "
    ):
        library().find("strms")
    assert main(["check", "strms"]) == 1
    assert capsys.readouterr().out.startswith("strms:1:1: error: there is no such file")


def test_a_bank_is_found_by_its_title_too(own: Path) -> None:
    (own / "gales.yaml").write_text(BANK.replace("Storms", "Heavy Gales"), encoding="utf-8")
    assert library().find("heavy gales") == str(own / "gales.yaml")
    assert Path(library().find("drawn_to_life")).name == "animation.yaml"


def test_parts_in_folders_below_and_hidden_files_are_no_banks(own: Path) -> None:
    (own / "parts").mkdir()
    (own / "parts" / "names.yaml").write_text("aliases: {a: b}", encoding="utf-8")
    (own / ".storms.yaml.tmp.yaml").write_text("half", encoding="utf-8")
    (own / "notes.txt").write_text("", encoding="utf-8")
    (own / "gales.yml").write_text(BANK, encoding="utf-8")
    assert [path.name for path in library().own()] == ["gales.yml", "storms.yaml"]


def test_a_bank_is_called_by_its_name_where_the_name_leads_to_it(own: Path, tmp_path: Path) -> None:
    assert library().name_of(str(own / "storms.yaml")) == "storms"
    other = str(tmp_path / "storms.yaml")
    assert library().name_of(other) == other
    assert [library().name_of(str(path)) for path in shipped_banks()] == [path.stem for path in shipped_banks()]
    assert next(iter(library().names())) == "storms"


def test_the_menu_offers_ones_own_and_leaves_out_what_has_faults(own: Path) -> None:
    (own / "broken.yaml").write_text("titel: x\n", encoding="utf-8")
    said: list[str] = []
    everything, *offered = offers(library(), tell=said.append)
    assert (offered[0].title, offered[0].paths) == ("Storms", (str(own / "storms.yaml"),))
    assert (len(offered[0].ids), offered[0].about) == (1, "")
    assert len(offered) == 1 + len(shipped_banks())
    assert everything.title == "A bit of everything"
    assert everything.paths == tuple(path for one in offered for path in one.paths)
    assert len(everything.ids) == sum(len(one.ids) for one in offered)
    (complaint,) = said
    assert complaint.startswith(f"{own / 'broken.yaml'}:1:1: unknown key 'titel'")
    assert complaint.endswith("The menu leaves this bank out.")


def test_names_and_categories_are_completed(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_QUIZZER_COMPLETE", "zsh_complete")
    for words, wanted in (("quizzer play sto", "storms"), ("quizzer play storms --category g", "gales")):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
        main([])
        assert wanted in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals need a POSIX system")
def test_the_menu_plays_a_bank_of_ones_own(own: Path) -> None:
    from pseudo_terminal import Terminal

    game = Terminal([sys.executable, "-m", "quizzer"], QUIZZER_HOME=str(own.parent))
    try:
        game.wait_for("Esc leave")
        game.walk("\x1b[B", "▸ Bank")
        game.walk("\x1b[C", "< Storms >")
        game.walk("\x1b[A", "▸ Play Storms")
        game.type("\r")
        game.wait_for("What blows?")
    finally:
        game.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_only_regular_files_are_banks_of_ones_own(own: Path) -> None:
    os.mkfifo(own / "pipe.yaml")
    (own / "folder.yaml").mkdir()
    (own / "nowhere.yaml").symlink_to(own / "nothing")
    (own / "device.yaml").symlink_to("/dev/zero")
    (own / "linked.yaml").symlink_to(own / "storms.yaml")
    assert [path.name for path in library().own()] == ["linked.yaml", "storms.yaml"]


def test_why_it_takes_a_while_is_told_where_much_is_read_for_the_first_time(tmp_path: Path) -> None:
    folders = Folders.of({"QUIZZER_HOME": str(tmp_path)})
    large, small = tmp_path / "large.yaml", tmp_path / "small.yaml"
    small.write_text(BANK, encoding="utf-8")
    large.write_text(BANK + "# a remark\n" * 12_000, encoding="utf-8")
    for asked, told in ((small, 0), (large, 1), (large, 0)):
        heard: list[str] = []
        Library(folders, wait=heard.append).open(str(asked))
        assert len(heard) == told
