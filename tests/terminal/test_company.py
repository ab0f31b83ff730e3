"""Words beside verdicts, and what a party sees: reasons, points, lives, teams."""

from __future__ import annotations

from itertools import pairwise

import hypothesis
import pytest
from hypothesis import strategies as st
from terminal.keyboard_table import Table

from quizzer import AnswerKey, Question, Rules, Session
from quizzer.driver import Driver
from quizzer.errors import WishError
from quizzer.games import Seat
from quizzer.session import Standing
from quizzer.terminal.game_page import GamePage
from quizzer.terminal.game_summary import new_best, result_line, summary, winner_words
from quizzer.terminal.layout import UNICODE
from quizzer.terminal.played import remark
from quizzer.terminal.question_card import what_is_left
from quizzer.terminal.result_page import answer_rows, answered
from quizzer.terminal.settings import seats_in, written
from quizzer.terminal.shared_keyboard import SharedKeyboard, buzz_keys, is_key_of

MARLOW = AnswerKey("Ben Marlow", kind="person")


def keyboard_of(*seats: Seat, mode: str = "classic", questions: int = 12, **settings: object) -> SharedKeyboard:
    asked = [
        Question(id=f"q{n}", text=f"Who wrote number {n}?", key=MARLOW, difficulty=n % 5 + 1) for n in range(questions)
    ]
    session = Session(asked, Rules.preset(mode, questions=questions, **settings))
    keyboard = SharedKeyboard(Driver(session, clock=lambda: 0.0), seats or (Seat("ada"),), never_ask=lambda *_: None)
    keyboard.start()
    return keyboard


def words_for(said: str) -> list[str]:
    """The words after each answer: "r" for a right one, "w" for a wrong one, "s" for none."""
    keyboard = keyboard_of(questions=len(said) + 1)
    told = []
    for what in said:
        keyboard.skip() if what == "s" else keyboard.answer("ben marlow" if what == "r" else "nobody")
        told.append(remark(keyboard.questions))
        keyboard.go_on()
    return told


def seen(page: GamePage, width: int = 80, height: int = 24) -> str:
    return "\n".join("".join(text for _, text in row).rstrip() for row in page.rows(width, height))


def test_a_streak_has_its_word_and_so_has_its_end() -> None:
    words = words_for("rrrrrrrrw")
    assert [place for place, word in enumerate(words, 1) if word] == [3, 6, 9]
    assert words[2].startswith("Three in a row.")
    assert words[5].startswith("Six in a row.")
    assert words[8] == "A run of 8 ends here. It was a good one."


def test_a_miss_makes_one_smile_and_not_twice_in_the_same_words() -> None:
    wrong = words_for("w" * 36)
    told = [word for word in wrong if word]
    assert len(told) == len(set(told)) == 12
    skipped = [word for word in words_for("s" * 18) if word]
    assert len(set(skipped)) == 6
    assert not set(wrong) & set(skipped)
    assert words_for("wwwr")[-1] == "And you are back in the picture."


@hypothesis.given(st.text("rws", min_size=3, max_size=30))
@hypothesis.settings(max_examples=30, deadline=None)
def test_at_most_one_verdict_in_three_has_a_word(said: str) -> None:
    words = words_for(said)
    assert all(sum(map(bool, words[place : place + 3])) <= 1 for place in range(len(words)))


def test_whoever_wants_no_words_gets_none() -> None:
    quiet = keyboard_of()
    told = SharedKeyboard(quiet.driver, (), never_ask=lambda *_: None, quips=False)
    quiet.answer("nobody")
    assert quiet.remark
    assert told.remark == ""


def test_the_end_of_the_time_is_nobodys_miss() -> None:
    table = Table(mode="blitz", game_seconds=10.0)
    table.type("rocky", after=0.2)
    table.wait(0.1)
    table.type("apollo creed\r", after=0.1)
    table.wait(20)
    assert "Time is up." in table.screen
    assert "run of" not in table.screen
    assert "Nobody knew it" not in table.screen
    keyboard = table.page.keyboard
    told = "".join(text for line in summary(keyboard) for _, text in line)
    assert "You got 1 of 2 right" in told
    assert "quizzer 1/2 " in result_line(keyboard.questions, ("ada",), UNICODE, about="", coloured=False)


def test_what_ran_out_of_its_time_is_a_question_that_was_asked() -> None:
    table = Table(question_seconds=5.0)
    table.type("rocky\r\r")
    table.wait(6)
    table.type("\r", after=1)
    table.page.quit()
    keyboard = table.page.keyboard
    assert "You got 1 of 2 right" in "".join(text for line in summary(keyboard) for _, text in line)
    assert "quizzer 1/2 " in result_line(keyboard.questions, ("ada",), UNICODE, about="", coloured=False)


def test_a_pasted_page_is_told_in_one_row() -> None:
    table = Table()
    table.page.line("la " * 160)
    rows = [row for row in table.screen.split("\n") if "la la" in row]
    assert len(rows) == 1
    assert rows[0].rstrip().endswith("…")


def test_the_same_game_is_told_in_the_same_words() -> None:
    assert words_for("wsrwsr") == words_for("wsrwsr")


def test_in_company_all_or_nobody_has_a_word() -> None:
    for ada, ben, word in (
        ("ben marlow", "ben marlow", "A full house!"),
        ("x", "y", "Nobody? The film sends its regards."),
        ("ben marlow", "y", ""),
    ):
        keyboard = keyboard_of(Seat("ada"), Seat("ben"))
        keyboard.answer(ada)
        keyboard.answer(ben)
        assert keyboard.remark == word


def test_everybody_sees_the_own_letters_reason_and_points() -> None:
    keyboard = keyboard_of(Seat("ada"), Seat("ben"), Seat("cleo"), points=(1.0, 2.0, 3.0, 4.0, 5.0), streak_bonus=1.0)
    page = GamePage(keyboard, UNICODE, over=lambda _: None)
    for _ in range(2):
        for given in ("ben marlwo", "ben marlow"):
            page.key("enter")  # the curtain
            page.line(given)
        page.key("enter")
        page.line(":skip")
        rows = seen(page).split("\n")
        page.key("enter")
    ada = next(place for place, row in enumerate(rows) if row.startswith("✓ ada  “ben marlwo”  +3 points"))
    assert "(difficulty 2, 2 in a row)" in rows[ada]
    assert rows[ada].endswith("two letters swapped")
    assert rows[ada + 1] == " " * rows[ada].index("o”") + "^"
    assert any(row.startswith("✓ ben  “ben marlow”  +3 points") for row in rows)
    assert "– cleo  passed" in rows


def test_a_long_answer_is_marked_in_every_row() -> None:
    long = "The Tale of the Keeper of the Lighthouse and of the Thief who came by Night over the Sea"
    session = Session([Question(id="q", text="?", key=AnswerKey(long, kind="title"))], Rules.preset("classic"))
    keyboard = SharedKeyboard(Driver(session, clock=lambda: 0.0), [Seat("ada")], never_ask=lambda *_: None)
    page = GamePage(keyboard, UNICODE, over=lambda _: None)
    page.line(long.replace("Tale", "Tail").replace("Night", "Nigth"))
    rows = seen(page, width=40, height=30).split("\n")
    assert all(len(row) <= 40 for row in rows)
    assert sum("^" in row for row in rows) == 4
    for above, row in pairwise(rows):
        if "^" in row:
            assert above[row.index("^")].isalpha()


def test_lives_are_those_that_are_left() -> None:
    keyboard = keyboard_of(Seat("ada"), Seat("ben"), mode="lives")
    page = GamePage(keyboard, UNICODE, over=lambda _: None)
    for given in ("nobody", "ben marlow", "nobody", "ben marlow"):
        page.key("enter")
        page.line(given)
        if keyboard.session.phase == "explaining":
            page.key("enter")
    page.key("enter")
    assert "ada 0 ♥1" in seen(page).replace("\u00a0", " ")
    assert "ben 2 ♥3" in seen(page).replace("\u00a0", " ")


def test_each_wrong_try_costs_a_life_on_the_screen_too() -> None:
    keyboard = keyboard_of(mode="lives", tries=2)
    page = GamePage(keyboard, UNICODE, over=lambda _: None)
    page.line("nobody")
    page.line("nobody")
    page.key("enter")
    assert keyboard.session.view("ada").players[0].lives == 1
    assert "♥1" in seen(page)


def test_teams_stand_where_they_stand_after_a_late_ruling() -> None:
    keyboard = keyboard_of(Seat("ada", "Reds"), Seat("ben", "Blues"), questions=1)
    keyboard.answer("my own way to spell it")
    keyboard.answer("ben marlow")
    keyboard.go_on()
    assert keyboard.session.phase == "over"
    assert [(team.name, team.points) for team in keyboard.session.team_standings()] == [("Blues", 1), ("Reds", 0)]
    (said,) = keyboard.protestable()
    keyboard.was_right(said)
    assert {team.name: team.points for team in keyboard.session.team_standings()} == {"Blues": 1, "Reds": 1}
    told = ["".join(text for _, text in line) for line in summary(keyboard)]
    assert any(line.endswith("Reds: 1 (ada)") for line in told)


@pytest.mark.parametrize(
    ("seats", "given", "told"),
    [
        (["ada", "ben"], ["ben marlow", "nobody"], "ada wins."),
        (["ada", "ben"], ["ben marlow", "ben marlow"], "ada and ben share the first place."),
        (["ada", "ben"], ["nobody", "nobody"], "Nobody wins this time."),
        (["ada@Reds", "ben@Blues"], ["nobody", "ben marlow"], "The team Blues wins."),
        (["ada@Reds", "ben@Blues"], ["ben marlow", "ben marlow"], "The teams Reds and Blues share the first place."),
        (["ada"], ["ben marlow"], ""),
    ],
)
def test_the_winner_is_named(seats: list[str], given: list[str], told: str) -> None:
    keyboard = keyboard_of(*seats_in(seats), questions=1)
    assert winner_words(keyboard) == ""
    for answer in given:
        keyboard.answer(answer)
    keyboard.go_on()
    assert winner_words(keyboard) == told


def test_the_table_has_a_row_for_each_answer_and_tells_the_chosen_one_in_full() -> None:
    keyboard = keyboard_of(*seats_in(["ada", "ben"]), questions=1)
    keyboard.answer("ben marlow")
    keyboard.answer("somebody whose name is much too long for a table")
    answers = answered(keyboard.questions)
    for width in (40, 60, 100):
        rows, (first, last) = answer_rows(answers, 1, width, UNICODE, alone=False)
        lines = ["".join(text for _, text in row) for row in rows]
        assert all(len(line.rstrip()) <= width for line in lines)
        chosen = " ".join(" ".join(lines[first:last]).split())
        assert chosen.startswith("▸ ✗")
        assert "ben: somebody whose name is much too long for a table · Ben Marlow" in chosen
        assert sum("✓" in line for line in lines) == 1


@pytest.mark.parametrize(
    ("right", "answered", "before", "is_told"),
    [
        (8, 10, (7, 10), True),
        (7, 10, (7, 10), False),
        (7, 10, (8, 10), False),
        (16, 20, (8, 10), True),
        (1, 1, (8, 10), False),  # one question is no game
        (8, 10, (1, 1), True),
        (8, 10, None, False),
    ],
)
def test_the_best_game_is_told(right: int, answered: int, before: tuple[int, int] | None, is_told: bool) -> None:
    standings = (Standing(1, "ada", float(right), right, answered),)
    assert bool(new_best(standings, "finished", before)) == is_told
    assert not new_best(standings, "stopped", before)


def test_each_seat_has_a_letter_and_a_digit() -> None:
    names = tuple("abcdefgh")
    keys = buzz_keys(names)
    assert len(set(keys.values())) == 8
    for place, name in enumerate(names, 1):
        pressed = [key for key in "abcdefghijklmnopqrstuvwxyz0123456789" if is_key_of(name, key, keys)]
        assert pressed == [keys[name], str(place)]
        assert is_key_of(name, keys[name].upper(), keys)


def test_seats_are_read_and_written() -> None:
    with pytest.raises(WishError, match="A player needs a name"):
        seats_in(["Ada@Reds", " Ben ", "", "@Blues"])
    assert [written(one) for one in seats_in(["Ada@Reds", " Ben ", ""])] == ["Ada@Reds", "Ben"]
    # Names that look the same are the same.
    with pytest.raises(WishError, match="Two players have the same name"):
        seats_in(["Ada", "A\u200bda"])


def test_who_passes_is_told_to_the_next_and_teams_have_their_points_above() -> None:
    keyboard = keyboard_of(Seat("Ada", "Reds"), Seat("Ben", "Blues"), mode="party", questions=2)
    page = GamePage(keyboard, UNICODE, over=lambda _: None)
    page.key("enter")
    page.key("f3")
    screen = seen(page)
    assert "– Ada passes." in screen
    assert "Ben, it's your turn." in screen
    page.key("enter")
    page.line("ben marlow")
    assert "Blues\u00a01  Reds\u00a00" in seen(page)


def test_what_is_left_is_told_where_it_is_known() -> None:
    def left(**settings: object) -> str:
        keyboard = keyboard_of(questions=2, **settings)
        keyboard.skip()
        keyboard.go_on()
        return what_is_left(keyboard.questions[-1].asked, keyboard.session.rules)

    assert left() == "the last one"
    assert left(mode="study", repeat_missed=True) == ""  # what was missed comes back
    assert left(mode="lives") == ""
