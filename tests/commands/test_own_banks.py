"""Banks in the player's own folder have names, by which every command finds them."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from quizzer.banks.shipped import shipped_banks
from quizzer.commands import main
from quizzer.commands.play import _offered
from quizzer.commands.recorded import Teller
from quizzer.commands.shipped import bank_name, bank_names, find_bank, own_banks, own_folder
from quizzer.errors import BankError

BANK = "title: Storms\nquestions:\n  - {ask: What blows?, answer: Wind, category: gales}\n"


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of one's own banks, with one in it; one stands elsewhere."""
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    folder = tmp_path / "home" / "banks"
    folder.mkdir(parents=True)
    (folder / "storms.yaml").write_text(BANK, encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr(sys, "stdin", io.StringIO())  # nobody answers
    return folder


def test_the_folder_is_below_the_home_of_quizzer_or_the_systems_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZZER_HOME", "/somewhere")
    assert own_folder() == Path("/somewhere/banks")
    monkeypatch.delenv("QUIZZER_HOME")
    assert own_folder().is_relative_to(os.environ["HOME"])
    assert own_folder().parts[-2:] == ("quizzer", "banks")
    assert own_banks() == []


def test_play_check_and_preview_find_a_bank_by_its_name(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["play", "storms", "--no-records"]) == 0
    assert "What blows?" in capsys.readouterr().out
    assert main(["play", "--preview", "storms.yaml"]) == 0
    assert f"{own / 'storms.yaml'}:3" in capsys.readouterr().out
    assert main(["check", "storms"]) == 0
    assert str(own / "storms.yaml") in capsys.readouterr().out


def test_a_file_of_that_name_comes_first_then_ones_own_then_a_shipped_one(own: Path) -> None:
    assert find_bank("storms") == str(own / "storms.yaml")
    (own / "around_the_world.yaml").write_text(BANK, encoding="utf-8")
    said: list[str] = []
    assert find_bank("around_the_world", tell=said.append) == str(own / "around_the_world.yaml")
    assert said == [
        f"around_the_world is your own bank, {own / 'around_the_world.yaml'}; "
        "the one that comes with quizzer has the same name"
    ]
    Path("storms").mkdir()
    assert find_bank("storms") == str(own / "storms.yaml")
    Path("storms").rmdir()
    Path("storms").write_text(BANK, encoding="utf-8")
    assert find_bank("storms") == "storms"


def test_that_a_name_stands_for_two_is_said_when_it_is_played(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "around_the_world.yaml").write_text(BANK, encoding="utf-8")
    assert main(["play", "around_the_world", "--no-records"]) == 0
    shown = capsys.readouterr()
    assert "What blows?" in shown.out
    assert shown.err.startswith("quizzer: around_the_world is your own bank")


def test_names_are_told_where_one_is_wrong(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BankError, match=r"no bank of that name; did you mean storms\? There are storms, animation"):
        find_bank("strms")
    assert main(["check", "strms"]) == 1
    assert capsys.readouterr().out.startswith("strms:1:1: error: there is no such file")


def test_a_bank_is_found_by_its_title_too(own: Path) -> None:
    (own / "gales.yaml").write_text(BANK.replace("Storms", "Heavy Gales"), encoding="utf-8")
    assert find_bank("heavy gales") == str(own / "gales.yaml")
    assert Path(find_bank("drawn_to_life")).name == "animation.yaml"


def test_parts_in_folders_below_and_hidden_files_are_no_banks(own: Path) -> None:
    (own / "parts").mkdir()
    (own / "parts" / "names.yaml").write_text("aliases: {a: b}", encoding="utf-8")
    (own / ".storms.yaml.tmp.yaml").write_text("half", encoding="utf-8")
    (own / "notes.txt").write_text("", encoding="utf-8")
    (own / "gales.yml").write_text(BANK, encoding="utf-8")
    assert [path.name for path in own_banks()] == ["gales.yml", "storms.yaml"]


def test_a_bank_is_called_by_its_name_where_the_name_leads_to_it(own: Path, tmp_path: Path) -> None:
    assert bank_name(str(own / "storms.yaml")) == "storms"
    other = str(tmp_path / "storms.yaml")
    assert bank_name(other) == other
    assert [bank_name(str(path)) for path in shipped_banks()] == [path.stem for path in shipped_banks()]
    assert next(iter(bank_names())) == "storms"


def test_the_menu_offers_ones_own_and_leaves_out_what_has_faults(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "broken.yaml").write_text("titel: x\n", encoding="utf-8")
    offered = _offered(Teller())
    assert str(own / "storms.yaml") in offered
    assert len(offered) == 1 + len(shipped_banks())
    err = capsys.readouterr().err
    assert err.startswith(f"quizzer: {own / 'broken.yaml'}:1:1: unknown key 'titel'")
    assert "left out of the menu" in err


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
        assert "( ) Storms" in game.text
        game.type("\x1b[B\r")
        game.wait_for("What blows?")
    finally:
        game.close()
