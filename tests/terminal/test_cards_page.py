"""Cards on the full screen: found, put aside, hidden, rated anew and begun again, from the command and the menu."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quizzer import AnswerKey, Question, Rules, Session
from quizzer.records import KeptCard, Records
from quizzer.session import Answer, Join, Next, Start
from quizzer.terminal.cards_page import CardsPage
from quizzer.terminal.layout import UNICODE
from quizzer.terminal.pages import Page

NOW = datetime.now().astimezone()
DOWN, RIGHT = "\x1b[B", "\x1b[C"
SIZES = pytest.mark.parametrize(("columns", "rows"), [(40, 15), (80, 24), (200, 60)])


def study(file: Path, count: int = 3) -> None:
    """Ada studies so many questions, and knows each twice."""
    questions = [Question(id=f"q{n}", text=f"Number {n}?", key=AnswerKey(f"Answer{n}")) for n in range(count)]
    with Records.open(file) as records:
        for days in (9, 4):
            session = Session(questions, Rules.preset("study", questions=count))
            game = records.begin_game(session, banks=[], when=NOW - timedelta(days=days), study=True)
            actions = [Join("Ada"), Start()]
            for number in range(count):
                actions += [Answer("Ada", f"answer{number}"), Next()]
            for at, action in enumerate(actions):
                game.journal(at, action, session.apply(action, at=at))


def cards(file: Path) -> dict[str, KeptCard]:
    with Records.open(file) as records:
        return {card.question: card for card in records.cards.of("Ada")}


@SIZES
def test_a_card_is_found_and_put_right(start: Callable[..., Any], tmp_path: Path, columns: int, rows: int) -> None:
    file = Path(os.environ["QUIZZER_HOME"]) / "records.sqlite3"
    study(file)
    page = start("cards", columns=columns, rows=rows)
    page.wait_for("Cards of Ada")
    page.walk(DOWN, "▸ Find")
    page.type("\r")
    page.wait_for("Find: ")
    page.type("number 1\r")
    page.wait_for(lambda text: "Number 1?" in text and "Number 2?" not in text)
    page.walk(DOWN, "▸ 20")
    page.type("\r")
    page.wait_for("One card")
    page.walk(DOWN, "▸ Put it aside")
    page.type("\r")
    page.wait_for("▸ Study it again")
    page.walk(DOWN, "▸ 20")
    page.type(RIGHT)
    page.wait_for("< easy >")
    page.type("\x1b")
    page.wait_for("put aside")
    page.type("\x1b")
    assert page.wait_for_end() == 0
    told = cards(file)
    assert {name: card.state for name, card in told.items()} == {"q0": "study", "q1": "suspended", "q2": "study"}
    assert told["q1"].stability > told["q0"].stability


def test_the_menu_opens_the_cards_of_whoever_has_some(start: Callable[..., Any]) -> None:
    study(Path(os.environ["QUIZZER_HOME"]) / "records.sqlite3")
    home = Path(os.environ["QUIZZER_HOME"])
    (home / "settings.toml").write_text('name = "Ada"\n', encoding="utf-8")
    menu = start()
    menu.wait_for("Esc leave")
    menu.walk(DOWN, "▸ Cards")
    menu.type("\r")
    menu.wait_for("Cards of Ada")
    menu.type("\x1b")
    menu.wait_for("▸ Cards")


class Stage:
    """Pages without a screen."""

    def __init__(self, records: Records) -> None:
        self.page: Page = CardsPage(UNICODE, "Ada", records, lambda: NOW, self.show, leave=lambda: None)

    def show(self, page: Page) -> None:
        self.page = page

    @property
    def text(self) -> str:
        return "\n".join("".join(text for _, text in row) for row in self.page.rows(80, 400))

    def choose(self, name: str, key: str = "enter") -> None:
        """Goes to the row with these words, and presses a key."""
        self.page.key("home")
        while name not in next(row for row in self.text.split("\n") if row.startswith(UNICODE.chosen)):
            self.page.key("down")
        self.page.key(key)


def test_what_is_hidden_is_asked_again_and_what_is_forgotten_is_new(tmp_path: Path) -> None:
    study(tmp_path / "records.sqlite3")
    with Records.open(tmp_path / "records.sqlite3") as records:
        stage = Stage(records)
        stage.choose("Number 0?")
        stage.choose("Never ask it")
        assert records.never("Ada") == {"q0"}
        stage.choose("Ask it again")
        assert records.never("Ada") == set()
        stage.choose("Forget its reviews")
        stage.page.line("no")
        assert "q0" in records.studied("Ada")
        stage.choose("Forget its reviews")
        stage.page.line("yes")
        assert records.studied("Ada") == {"q1", "q2"}
        assert "Number 0?" not in stage.text


def test_cards_are_seen_by_their_state_and_of_very_many_the_first(tmp_path: Path) -> None:
    study(tmp_path / "records.sqlite3", 300)
    with Records.open(tmp_path / "records.sqlite3") as records:
        records.cards.suspend("Ada", "q7")
        stage = Stage(records)
        assert "300, the first 200" in stage.text
        while "< put aside >" not in stage.text:
            stage.choose("Show", "right")
        assert stage.text.count("Number") == 1
        stage.choose("Number 7?")
        stage.choose("Study it again")
        stage.choose("Back")
        assert "Number" not in stage.text
