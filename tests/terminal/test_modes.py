"""What each mode shows besides its questions: what is at stake, whose turn is over, and what a key would do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from terminal.keyboard_table import FILMS, Table

from quizzer import AnswerKey, Question
from quizzer.games import Wish, new_game
from quizzer.records import Records
from quizzer.session import TimeUp
from quizzer.terminal.game_summary import new_best, progress_words
from quizzer.terminal.layout import UNICODE
from quizzer.terminal.menu_page import SettingsPage
from quizzer.terminal.settings import Settings
from quizzer.terminal.verdict_rows import event_lines

EVENING = datetime(2026, 5, 9, 20, 30, tzinfo=UTC)
BONUS = Question(
    id="bonus",
    text="In which city, as everybody at this table knows, was it made?",
    key=AnswerKey("Philadelphia"),
    tags=("bonus",),
)


def test_blitz_has_no_number_to_reach() -> None:
    table = Table(mode="blitz")
    head = table.screen.split("\n")[0]
    assert head.startswith("Question 1 ")
    assert " of " not in head
    assert "left" not in head


def test_lives_say_what_a_miss_would_do() -> None:
    table = Table(mode="lives")
    assert "3 misses end it." in table.screen
    table.type("no\r\rno\r\r")
    assert "The next miss ends it." in table.screen
    party = Table("ada", "ben", mode="lives")
    assert "You are out after 3 misses." in party.screen
    for _ in range(2):
        party.type("\rno\r\rrocky\r\r" if _ == 0 else "\rno\r\rfritz lang\r\r")
    assert "The next miss puts out ada." in party.screen


def test_a_race_says_what_the_first_right_answer_brings_and_who_leads() -> None:
    table = Table("ada", "ben", mode="race")
    assert "1 point for the first right answer." in table.screen
    table.type("lrocky\r\r")
    assert "1 point for the first right answer. ben leads by 1." in table.screen


def test_a_bonus_is_announced_with_its_time() -> None:
    settings = {"asked": [FILMS[0], BONUS], "questions": 1, "word_seconds": 0.0, "bonus_parts": 1}
    table, teams = Table("ada", "ben", mode="buzzer", **settings), Table("ada@Reds", "ben", mode="buzzer", **settings)
    table.type("arocky\r\r")
    teams.type("arocky\r\r")
    assert (table.page.prompt, teams.page.prompt) == ("ada> ", "Reds> ")  # who of them answers is theirs to say
    assert table.screen.startswith("Bonus 1 of 1 for ada\n")
    assert "11 s left" in table.screen  # five seconds, and half a second for each of the twelve words
    assert table.session.due == pytest.approx(table.session.at + 11)


def test_who_has_buzzed_and_says_nothing_is_told_so() -> None:
    table = Table(
        "ada", "ben", mode="buzzer", word_seconds=0.0, question_seconds=60.0, answer_seconds=3.0, bonus_parts=0
    )
    table.type("l")
    table.wait(3.2)
    assert "ben: time is up." in table.screen
    table.type("arocky\r")
    assert "ben: time is up." not in table.screen


def test_who_is_alone_with_a_buzzer_is_told_so_once() -> None:
    table = Table(mode="buzzer", word_seconds=0.0, question_seconds=60.0, answer_seconds=3.0, bonus_parts=0)
    table.type(" ")
    table.wait(3.2)
    assert table.screen.count("Time is up.") == 1
    assert "Nobody" not in table.screen


def test_a_key_that_does_nothing_says_so() -> None:
    table = Table("ada", "ben", mode="buzzer", word_seconds=0.0, question_seconds=60.0, bonus_parts=0)
    table.type("x")
    assert "x does nothing here. Use: your letter buzz" in table.screen
    table.type("arocky\rx")
    assert "x does nothing here. Use: Enter go on" in table.screen


def test_a_hint_is_scrolled_into_sight() -> None:
    long = Question(id="long", text="Who is it? " * 60, key=AnswerKey("Vera Quist"), hints=("She sails.",))
    table = Table(asked=[long])
    table.page.rows(40, 13)
    assert "She sails." not in table.screen_of(40, 13)
    table.page.key("f2")
    assert "She sails." in table.screen_of(40, 13)


def test_i_was_right_can_be_taken_back() -> None:
    table = Table()
    table.type("my own spelling\r")
    table.page.key("f4")
    assert table.points == [1]
    assert "Right, by your protest." in table.screen
    assert "F4" in str(table.page.footer())
    table.page.key("f4")
    assert table.points == [0]
    assert "✗ Wrong." in table.screen


def test_in_company_it_marks_one_answer_and_takes_back_that_one() -> None:
    table = Table("ada", "ben")
    table.type("\rone\r\rtwo\r")
    for key, points in (("l", [0, 1]), ("a", [1, 1]), ("l", [1, 0])):
        table.page.key("f4")
        assert "Who was right?" in table.screen
        table.page.key(key)
        assert table.points == points


def test_the_best_of_a_mode_that_goes_on_is_the_game_with_most_right_answers(tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text(
        "questions:\n" + "".join(f"  - {{id: q{n}, ask: 'Number {n}?', answer: yes}}\n" for n in range(9)), "utf-8"
    )
    records = Records.open(tmp_path / "records.sqlite3")

    def played(mode: str, given: str) -> object:
        wish = Wish(banks=[str(bank)], mode=mode, players=("ada",), settings={"game_seconds": None, "lives": 3})
        game = new_game(wish, records=records, when=EVENING, random_seed=1)
        table = Table(session=game.session, journal=game.journal)
        for answer in given:
            table.type(("yes" if answer == "y" else "no") + "\r\r")
        return game

    played("lives", "ynnn")
    played("classic", "nynnnn")
    game = played("lives", "yynynn")
    assert game.best == (1, 4)
    assert (
        new_best(game.session.standings(), "all_out", game.best, goes_on=True) == "A new best: before, it was 1 right."
    )
    after = played("lives", "")
    assert after.best == (3, 6)
    assert "Your best is 3 right." in Table(session=after.session, game=after).screen
    assert "Best 3 right" in progress_words(after, UNICODE)


def test_a_click_on_an_arrow_changes_the_value() -> None:
    told: list[Settings] = []
    page = SettingsPage(
        UNICODE, Settings(), file="settings.toml", changed=told.append, fill_in=lambda _: None, leave=lambda: None
    )
    for columns in (40, 200):
        rows = ["".join(text for _, text in row) for row in page.rows(columns, 24)]
        row = next(place for place, text in enumerate(rows) if "Colours" in text)
        page.click(row, rows[row].index(">"))
        assert told[-1].theme == "light"
        page.rows(columns, 24)
        page.click(row, rows[row].index("<"))
        assert told[-1].theme == "dark"
        changes = len(told)
        page.click(row, rows[row].index("Colours"))
        assert len(told) == changes + 1  # Enter turns it too
        page.key("left")


@pytest.mark.parametrize(("columns", "rows"), [(40, 15), (80, 24), (200, 60)])
def test_a_blitz_and_a_buzzer_with_its_bonus_at_each_size(
    start: Callable[..., Any], tmp_path: Path, columns: int, rows: int
) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text(
        "title: Two\nquestions:\n  - {id: a, ask: Which city is it?, answer: Paris}\n"
        "  - {id: b, ask: Which river runs through it?, answer: Seine, tags: [bonus]}\n",
        encoding="utf-8",
    )
    blitz = start("play", bank, "--mode", "blitz", columns=columns, rows=rows)
    blitz.wait_for("Question 1 ")
    for number in range(2):
        blitz.type("Paris" if "city" in blitz.text else "Seine")
        blitz.wait_for("Question 2" if number == 0 else "Enter go on")
    blitz.type("\r")
    blitz.wait_for("You got 2 of 2 right.")
    blitz.type("\r")
    assert blitz.wait_for_end() == 0
    names = ("--player", "Ada", "--player", "Ben")
    buzzer = start("play", bank, "--mode", "buzzer", *names, "-n", 1, columns=columns, rows=rows)
    buzzer.wait_for("Buzz: Ada A, Ben L")
    buzzer.type("x")
    buzzer.wait_for("x does nothing here.")
    buzzer.type("l")
    buzzer.wait_for("Ben>")
    buzzer.type("paris\r")
    buzzer.wait_for("✓ Ben")
    buzzer.type("\r")
    buzzer.wait_for("Bonus 1 of 1 for Ben")
    buzzer.type("seine\r")
    buzzer.wait_for("✓ Ben")
    buzzer.type("\r")
    buzzer.wait_for("Ben wins.")


def test_plain_lines_say_whose_time_is_up() -> None:
    session = Table("ada", "ben", mode="party").session
    for event, words in (
        (TimeUp(9, 1.0, "question"), "Time is up."),
        (TimeUp(9, 1.0, "answer", "ben"), "ben: time is up."),
    ):
        assert [text for line in event_lines(event, session) for _, text in line] == [words]
