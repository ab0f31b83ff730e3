"""Terminal escapes, overrides of direction and letters without width do no harm, wherever they come from."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizzer.commands import main
from quizzer.records import Records

pytestmark = pytest.mark.skipif(os.name == "nt", reason="such file names are a matter of POSIX systems")

Start = Callable[..., Any]
DOWN, PAGE_DOWN, F1, F2 = "\x1b[B", "\x1b[6~", "\x1bOP", "\x1bOQ"

EVIL = "\x1b]0;owned\x07\x1b[31m\x9b32m\u202eevil\u2066\u200b\u00ad\U000e0041\x08\x7f"
IN_YAML = "\\e]0;owned\\a\\e[31m\\x9b32m\\u202eevil\\u2066\\u200b\\xad\\U000e0041\\b\\x7f"
BANK = f"""
title: "T{IN_YAML}"
films:
  - title: "F{IN_YAML}"
    year: 1990
    directors: ["D{IN_YAML}"]
questions:
  - ask: "Q{IN_YAML}\\n and a line{IN_YAML}"
    answer: "A{IN_YAML}"
    category: "cat{IN_YAML}"
    hints: ["H{IN_YAML}"]
    explain: "X{IN_YAML}\\n\\nand more{IN_YAML}"
    source: "S{IN_YAML}"
    film: "F{IN_YAML}"
"""


def assert_harmless(data: bytes, *, drawn: bool) -> None:
    """No sequence of the attack is in what was written; on the full screen the program's own ones are."""
    text = data.decode("utf-8", "replace")
    assert "evil" in text or "owned" in text or not data  # an error quotes the beginning alone
    for sign in "\u202e\u2066\u200b\u00ad\U000e0041\x9b\x07\x7f":
        assert sign not in text, ascii(sign)
    assert "\x1b]" not in text
    if drawn:
        # Colours come as \x1b[0;38;5;…m; the attack's own is this one.
        assert "\x1b[31m" not in text
    else:
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A player's home with a bank of one's own whose text and name attack."""
    home = tmp_path / "home"
    (home / "banks").mkdir(parents=True)
    (home / "banks" / f"b{EVIL.replace('/', '')}.yaml").write_text(BANK, encoding="utf-8")
    monkeypatch.setenv("QUIZZER_HOME", str(home))
    return home


@pytest.fixture
def bank(home: Path) -> Path:
    (bank,) = (home / "banks").iterdir()
    return bank


def test_the_menu_and_every_page_of_a_game(start: Start, bank: Path) -> None:
    menu = start()
    menu.wait_for("Esc leave")
    menu.walk(DOWN, "▸ Bank")
    menu.type("\r")
    menu.walk(DOWN, "▸ T␛]0;owned␇␛[31m")
    menu.type("\r")
    menu.wait_for("▸ Bank < T␛]0;owned␇␛[31m")
    menu.walk("\x1b[A", "▸ Play T␛")
    menu.type("\r")
    of = int(menu.wait_for("Question 1 of ").partition("Question 1 of ")[2].split()[0])
    for number in range(1, of + 1):
        asked = menu.wait_for(f"Question {number} of {of}")
        if "Q␛" in asked:
            menu.type(F2)
            menu.wait_for("Hint: H␛")
        menu.type(f"{EVIL.replace(chr(8), '').replace(chr(127), '')[2:]}x\r")
        menu.wait_for("Enter go on")
        menu.type("\r")
    menu.wait_for("The end")
    for _ in range(3):
        menu.type(PAGE_DOWN)
    menu.type("\r")
    menu.wait_for("Esc leave")
    menu.walk(DOWN, "▸ Statistics")
    menu.type("\r")
    menu.wait_for("Games 1, ")
    for _ in range(4):
        menu.type(PAGE_DOWN)
    menu.type("q\x1b")
    assert menu.wait_for_end() == 0
    assert_harmless(menu.raw, drawn=True)


def test_a_game_in_plain_lines(start: Start, bank: Path) -> None:
    game = start("play", bank, "--plain", columns=200)
    game.wait_for("Question 1 of ")
    game.type(":hint\r1850\r" * 3 + "\r")
    game.wait_for("You got 0 of ")
    game.wait_for_end()
    assert_harmless(game.raw, drawn=False)


def test_json_lines_on_a_terminal(start: Start, bank: Path) -> None:
    game = start("play", bank, "--json", "--player", "Ada", columns=200)
    game.type('{"type":"start"}\r')
    game.wait_for("question_asked")
    game.type('{"type":"pass","player":"Ada"}\r')
    game.wait_for("revealed")
    game.type("\x04")
    game.wait_for_end()
    assert_harmless(game.raw, drawn=False)


@pytest.mark.parametrize(
    "words",
    [
        ("stats",),
        ("stats", "--json"),
        ("stats", "--csv"),
        ("players", "export", "you"),
        ("resume", "--list"),
        ("resume", "--plain"),
        ("check", "BANK"),
        ("play", "BANK", "--category", f"c{EVIL}", "--plain"),
        ("play", "BANK", "--film", f"f{EVIL}x", "--plain"),
        ("play", f"/nowhere/b{EVIL}.yaml"),
        ("play", f"nowhere{EVIL}"),
        ("play", "BANK", "--player", f"p{EVIL}"),
        ("stats", "--player", f"p{EVIL}"),
        ("players", "erase", f"p{EVIL}", "--yes"),
        ("grade", f"x{EVIL}", "--answer", f"y{EVIL}"),
        ("help", f"x{EVIL}"),
    ],
    ids=lambda words: " ".join(words).replace(EVIL, "…")[:40],
)
def test_every_command_on_a_terminal(bank: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    if words[0] in ("stats", "players", "resume"):
        with pytest.raises(PowerCutError):
            printed(monkeypatch, ("play", str(bank), "--plain"), Typist("1850\n"))
    out = printed(monkeypatch, tuple(str(bank) if word == "BANK" else word for word in words), io.StringIO(":quit\n"))
    assert "Traceback" not in out
    own_colours = re.compile("\x1b\\[(?:0|1|33)m")  # in which check tells its warnings
    assert_harmless(own_colours.sub("", out.replace("wrong (0.00)", "evil")).encode(), drawn=False)


class PowerCutError(BaseException):
    """Nobody can catch it."""


class Typist(io.StringIO):
    """Types lines, and after the last of them the power fails."""

    def readline(self, size: int = -1, /) -> str:
        if line := super().readline(size):
            return line
        raise PowerCutError


class Screen(io.StringIO):
    """Standard output as a person looks at it."""

    def isatty(self) -> bool:
        return True


def printed(monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], given: io.StringIO) -> str:
    """What a command prints on a terminal, errors and all."""
    screen = Screen()
    monkeypatch.setattr("sys.stdin", given)
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setattr("sys.stderr", screen)
    main(list(words))
    return screen.getvalue()


def test_completions(bank: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    for words in ("play ", f"play {bank.name} --film F", f"play {bank.name} --category c"):
        monkeypatch.setenv("_QUIZZER_COMPLETE", "zsh_complete")
        monkeypatch.setenv("COMP_WORDS", f"quizzer {words}")
        monkeypatch.setenv("COMP_CWORD", str(len(words.split()) + words.endswith(" ")))
        monkeypatch.chdir(bank.parent)
        main([])
        out, _ = capfd.readouterr()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066\u200b]", out)


def test_a_name_that_attacks_is_no_name(bank: Path, home: Path) -> None:
    assert main(["play", str(bank), "--plain", "--player", f"A{EVIL}"]) == 1
    assert not (home / "records.sqlite3").exists() or Records.open(home / "records.sqlite3").players() == []


def test_settings_with_such_names_are_shown_harmless(start: Start, home: Path) -> None:
    (home / "settings.toml").write_text(
        'name = "N\\u001b[31m\\u202eevil"\nplayers = ["P\\u001b]0;x\\u0007evil"]\n', encoding="utf-8"
    )
    menu = start()
    menu.wait_for("Esc leave")
    menu.walk(DOWN, "▸ Settings")
    menu.type("\r")
    menu.wait_for("Your name")
    assert "N␛[31mevil" in menu.text
    menu.type("\x1b\x1b")
    menu.wait_for_end()
    assert_harmless(menu.raw, drawn=True)
