"""The settings file: what stands in it holds, faults have their line, comments survive."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from quizzer.errors import QuizzerError
from quizzer.terminal.canvas import style_of
from quizzer.terminal.layout import UNICODE
from quizzer.terminal.menu_page import SettingsPage
from quizzer.terminal.settings import Settings, SettingsError, load_settings, save_settings


def written(folder: Path, text: str) -> Path:
    """The settings file of a folder, with this text."""
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "nowhere" / "settings.toml") == Settings()


def test_what_stands_in_the_file_holds(tmp_path: Path) -> None:
    found = load_settings(written(tmp_path, 'name = "Ada"\ntheme = "contrast"\nplayers = ["Ada", "Ben"]\n'))
    assert found == Settings(name="Ada", theme="contrast", players=("Ada", "Ben"))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name = 'Ada'\ntheme = 'pink'\n", 2, "theme"),
        ("\n\nquestions = 0\n", 3, "1 to 100,000"),
        ("nam = 'Ada'\n", 1, "there is no setting 'nam'"),
        ("name = 'Ada'\nquestions = many\n", 2, "write name = value"),
        ("mode = 'upside-down'\n", 1, "classic"),
        ("keys = 7\n", 1, "keys: it must be one of emacs, vi"),
        ("name = ''\n", 1, "name"),
        ("players = ['Ada', 'ADA']\n", 1, "two players have the same name"),
        ("players = ['@Reds']\n", 1, "a player needs a name"),
        ("name = '\u200b'\n", 1, "a player needs a name"),
        ("new_a_day = -1\n", 1, "0 to 100,000"),
        ("screen = 'half'\n", 1, "screen: it must be one of full, plain"),
        ("players = ['a','b','c','d','e','f','g','h','i']\n", 1, "at most 8"),
    ],
)
def test_a_fault_has_its_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings(written(tmp_path, text))
    told = str(raised.value)
    assert told.startswith(f"{tmp_path / 'settings.toml'}:{line}: ")
    assert words in told


def test_what_has_no_fault_holds(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings(written(tmp_path, "theme = 'pink'\nname = 'Ada'\ncolour = 1\n"))
    assert raised.value.others == Settings(name="Ada")


@pytest.mark.parametrize(
    "data",
    [
        b"a = " + b"[" * 10_000 + b"]" * 10_000,
        b"questions = " + b"9" * 5000,
        b"x" * 200_000,
        b"\xff\xfe\xff",
        b"\x00",
        b"name = 'Ada",
        b"'" + b"x" * 5000 + b"' = 1",
    ],
)
def test_rubbish_is_told_in_a_sentence_and_kept(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(data)
    for read in (lambda: load_settings(file), lambda: save_settings(Settings(name="Cy"), file)):
        with pytest.raises(SettingsError) as raised:
            read()
        assert raised.value.others == Settings()
        assert len(str(raised.value)) < 500
    assert file.read_bytes() == data
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_no_settings_file_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "settings.toml")
    with pytest.raises(SettingsError, match="not a regular file"):
        load_settings(tmp_path / "settings.toml")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("# mine\n", encoding="utf-8")
    link = tmp_path / "settings.toml"
    link.symlink_to(tmp_path / "mine")
    save_settings(Settings(name="Ada"), link)
    assert link.is_symlink()
    assert (tmp_path / "mine").read_text("utf-8") == '# mine\nname = "Ada"\n'


def test_saving_leaves_comments_and_order_as_they_are(tmp_path: Path) -> None:
    text = "# My settings\n\nquestions = 20  # a long game\n\n# the theme\ntheme = 'dark'\n"
    file = written(tmp_path, text)
    save_settings(msgspec.structs.replace(load_settings(file), theme="light"), file)
    kept = file.read_text(encoding="utf-8")
    assert kept.splitlines()[:5] == text.splitlines()[:5]
    assert kept.splitlines()[5].replace('"', "'") == "theme = 'light'"
    assert load_settings(file) == Settings(questions=20, theme="light")


def test_saving_and_loading_gives_the_same(tmp_path: Path) -> None:
    settings = Settings(name="Ælf \u2603", theme="contrast", keys="vi", mode="blitz", questions=7, players=("a", "b"))
    file = tmp_path / "new" / "folder" / "settings.toml"
    save_settings(settings, file)
    assert load_settings(file) == settings


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nobody is refused")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(QuizzerError, match="quizzer cannot save the settings"):
        save_settings(Settings(name="Ada"), tmp_path / "settings.toml")


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(QuizzerError, match="quizzer cannot save the settings"):
        save_settings(Settings(name="Ada"), tmp_path / "file" / "settings.toml")


def test_settings_are_what_a_wish_starts_from() -> None:
    wish = Settings(mode="party", questions=7, players=("Ada@Reds", "Ben"), new_a_day=3).wish
    assert (wish.mode, wish.usual, wish.new_a_day, wish.questions) == ("party", 7, 3, None)
    assert [tuple(one) for one in wish.seats] == [("Ada", "Reds"), ("Ben", "")]
    assert Settings(name="Cleo").wish.names == ("Cleo",)


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_each_theme_has_every_style(theme: str) -> None:
    names = {name for rule, _ in style_of("dark").style_rules for name in rule.split()}
    assert {name for rule, _ in style_of(theme).style_rules for name in rule.split()} == names


def test_a_letter_begins_another_name(tmp_path: Path) -> None:
    typed: list[str] = []
    page = SettingsPage(
        UNICODE, Settings(name="Ada"), file="settings.toml", changed=lambda _: None, fill_in=typed.append, leave=list
    )
    page.key("B")
    assert (page.prompt, typed) == ("Your name: ", ["Ada"])
