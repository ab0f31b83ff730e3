"""A game speaks the language of its player: all that it says itself, in every mode, and no word of another language."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from command_lines import run

import quizzer
from quizzer.session import PRESETS, words_in

Start = Callable[..., Any]
PACKAGE = Path(quizzer.__file__).parent
ENGLISH, GERMAN = words_in("en").texts, words_in("de").texts

BANK = """
title: Kleine Sammlung
about: Ein Satz.
questions:
  - {ask: Wer schrieb es?, answer: Ben Marlow, kind: person, category: writer, hints: [Er fuhr zur See.], source: S}
  - {ask: Wo spielt es?, answer: Paris, category: plot, explain: An der Seine., difficulty: 5}
  - {ask: Welche zwei?, answer: [Ada Byron, Eve Curie], kind: list, category: cast}
  - {ask: Wie lange?, answer: 1995, kind: year, category: year}
  - {ask: Was davon?, answer: rot, choices: [rot, blau, gelb, lila], category: trivia}
"""
TYPED = (
    ":help\n:hint\nMarlowe Xyz\nB. Marlow\n:right\nParis\n\n:foo\nhint\n:never\n:never\n:source\nAda Byron\nEve Curie\n"
    ":right\n:skip\n1994\nrot\nn\ng\nj\nada\nben\nBen Marlow\nada\nParis\nzzz\n:right\n:skip\n\n:skip\n:skip\n\nj\n"
)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "klein.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


def words_of(texts: dict[str, str]) -> Iterator[str]:
    """What the texts of a table say around their parameters."""
    for code, text in texts.items():
        if not code.startswith(("plural", "marks")):
            yield from (part.strip(" .,:;!?()") for part in re.split(r"\{[^}]*\}| \| | = ", text))


FOREIGN = {
    words
    for words in {*words_of(ENGLISH)} - {*words_of(GERMAN)}
    if len(words) > 3 and not any(re.search(rf"\b{re.escape(words)}\b", text) for text in GERMAN.values())
}


def foreign(shown: str) -> list[str]:
    """What stands there in English: of all that the English table says, but for commands and what was typed."""
    command = r"(\S*python\S* -m quizzer|\S*quizzer) (play|resume|daily)[^\n]*"
    shown = re.sub(rf"{command}|:\w+|> [^\n]*|tippe \w+", "", shown)
    return [words for words in FOREIGN if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", shown)]


def test_what_is_looked_for_is_found():
    assert len(FOREIGN) > 350
    assert {"Question", "writer"} <= {*foreign("Question 1 of 10 · writer")}
    assert "You got" in foreign("You got 1 of 2 right.")
    assert foreign("Frage 1 von 10 · Drehbuch\n> :help\n") == []


@pytest.mark.parametrize("mode", PRESETS)
def test_a_game_in_german_has_no_english_word(bank, mode):
    players = ("--player", "ada", "--player", "ben") if mode not in ("study", "sudden_death", "clues") else ()
    banks = ("around_the_world",) if mode == "clues" else (bank,)
    done = run("play", *banks, *players, "--mode", mode, "--seed", "3", "--language", "de", "--plain", given=TYPED)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Tippe deine Antwort und drück Enter." in done.stdout
    assert len(done.stdout.splitlines()) > 25
    if mode != "clues":  # its questions are in English
        assert foreign(done.stdout) == [], done.stdout


def test_the_daily_and_its_line_in_german():
    done = run("daily", "--language", "de", "--plain", given=":quit\n")
    shared = next(line for line in done.stdout.splitlines() if line.startswith("quizzer "))
    assert re.match(r"quizzer \d+ · \d+\. \S+ · Ausgabe \d+ · 0/10 ", shared), shared
    assert done.stdout.startswith("Tagesquiz ")
    assert "Du hast keine Frage beantwortet." in done.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "german"),
    [
        ((), {}, False),
        (("--language", "de"), {}, True),
        ((), {"LC_ALL": "de_AT.UTF-8"}, True),
        ((), {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "de_DE.UTF-8"}, True),
        ((), {"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, False),
        ((), {"LC_ALL": "fr_FR.UTF-8"}, False),
        (("--language", "en"), {"LC_ALL": "de_DE.UTF-8"}, False),
    ],
)
def test_which_language_it_is(bank, arguments, environment, german):
    done = run("play", bank, *arguments, given=":quit\n", **environment)
    assert ("Hier abgebrochen" in done.stdout, "Stopped here" in done.stdout) == (german, not german)


def test_the_language_of_the_settings_holds_unless_another_is_asked_for(bank, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.toml").write_text('language = "de"\n', encoding="utf-8")
    home = {"QUIZZER_HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8"}
    assert "Hier abgebrochen" in run("play", bank, given=":quit\n", **home).stdout
    assert "Hier abgebrochen" in run("--language", "de", "play", bank, given=":quit\n", LC_ALL="C.UTF-8").stdout
    assert "Stopped here" in run("play", bank, "--language", "en", given=":quit\n", **home).stdout
    assert "Stopped here" in run("play", bank, given=":quit\n", LC_ALL="C.UTF-8").stdout


def test_a_language_that_no_game_speaks_is_wrong_usage(bank):
    for arguments in (("play", bank, "--language", "xx"), ("--language", "xx")):
        done = run(*arguments)
        assert done.returncode == 2
        assert "--language: choose en or de" in done.stderr


def test_the_full_screen_in_german(start: Start, bank: Path):
    wish = ("--category", "plot", "--category", "writer")
    game = start("play", bank, *wish, "--language", "de", columns=250, rows=40)  # the command that asks again has room
    game.wait_for("F1 Hilfe")
    assert foreign("\n".join(game.page)) == []
    game.type("zzz\r")
    game.wait_for("Falsch.")
    assert foreign("\n".join(game.page)) == []
    game.type("\r")
    game.wait_for("Frage 2 von 2")
    game.type(":quit\r")
    game.wait_for("Hier abgebrochen")
    assert foreign(game.text) == []


def test_the_menu_in_german(start: Start):
    menu = start("--language", "de", columns=250, rows=40)  # the command that asks again has room
    menu.wait_for("Einstellungen")
    page = "\n".join(row for row in menu.page if not row.strip().startswith("Fragen aus"))
    assert "ein Filmquiz, das fair mit deinen Antworten umgeht" in page
    assert foreign(page) == []


SENTENCE = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}")
ELSEWHERE = {  # what is no sentence of a game: errors in what somebody typed or keeps, and for programmers
    "did you mean ",
    ": did you mean ",
    "there are ",
    "there are",
    "nobody in particular",
    "class:mark nounderline",
    "\\(at line (\\d+), column \\d+\\)",
    "# quizzer's settings. The menu changes them too, and leaves comments as they are.\n",
    " (did you mean ",
    "this log is not valid, action ",
    "; quizzer 0.1.0 allowed it, because a turn could pass twice there",
    "line of a log",
    "<Log of ",
    " actions, mode ",
    "tuple[Session, tuple[RulingChanged, ...]]",
}


@pytest.mark.parametrize("room", ["session", "games", "terminal"])
def test_no_sentence_of_a_game_stands_outside_the_tables(room):
    outside = []
    for path in sorted(PACKAGE.glob(f"{room}/*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        asserts = {one for node in ast.walk(tree) if isinstance(node, ast.Assert) for one in ast.walk(node)}
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        errors = {one for call in calls if ast.unparse(call.func).endswith("Error") for one in ast.walk(call)}
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and node not in docs | errors | asserts and SENTENCE.search(node.value):
                outside.append((path.name, node.value))
    assert [(name, text) for name, text in outside if text not in ELSEWHERE and name != "__init__.py"] == []
