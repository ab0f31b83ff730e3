"""What the screens make of a game: its story, the letters that differ, the line to share, the year on the card."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer import AnswerKey, Outcome, Question, Rules, Session
from quizzer.driver import Driver
from quizzer.games import Seat
from quizzer.session import Answer, Buzz, Join, Next, Pass, Pause, Protest, QuestionAsked, Resume, Rule, Start
from quizzer.terminal.game_page import GamePage
from quizzer.terminal.game_summary import result_line
from quizzer.terminal.layout import ASCII, UNICODE
from quizzer.terminal.played import played_questions, points_in_words
from quizzer.terminal.question_card import CountUp, film_of
from quizzer.terminal.settings import seat
from quizzer.terminal.shared_keyboard import SharedKeyboard
from quizzer.terminal.typed_commands import COMMANDS, command_of
from quizzer.terminal.verdict_rows import differing, site_name


def question(number: int, **fields: object) -> Question:
    given: dict[str, object] = {"text": f"Question {number}?", "key": AnswerKey(f"answer{number}"), **fields}
    return Question(id=f"q{number}", **given)  # type: ignore[arg-type]


def played(mode: str = "classic", **settings: object) -> Session:
    session = Session([question(n) for n in range(1, 5)], Rules.preset(mode, questions=4, **settings))
    session.apply(Join("ada"), at=0)
    session.apply(Start(), at=1)
    return session


def test_the_story_of_a_game() -> None:
    session = played()
    session.apply(Answer("ada", "answer1"), at=3.5)
    session.apply(Next(), at=10)
    session.apply(Answer("ada", "nonsense"), at=14)
    session.apply(Next(), at=20)
    session.apply(Pass("ada"), at=21)
    questions = played_questions(session.events)
    said = [question.said[0] for question in questions]
    assert [one.outcome for one in said] == [Outcome.CORRECT, Outcome.INCORRECT, None]
    assert [one.given for one in said] == ["answer1", "nonsense", ""]
    assert [one.seconds for one in said] == [2.5, 4.0, 1.0]
    assert said[2].passed
    assert [len(question.misses) for question in questions] == [0, 1, 1]


def test_the_seconds_after_a_buzz_and_those_of_a_pause_do_not_count() -> None:
    session = played("buzzer", word_seconds=0.0)
    session.apply(Buzz("ada"), at=2)
    (result,) = session.apply(Answer("ada", "answer1"), at=7)[1].results
    session.apply(Next(), at=10)
    session.apply(Pause(), at=11)
    session.apply(Resume(), at=60)
    session.apply(Pass("ada"), at=62)
    told = [one.said[0].seconds for one in played_questions(session.events)]
    assert told == [result.seconds, 3.0] == [1.0, 3.0]


def test_a_persons_ruling_is_part_of_the_story() -> None:
    session = played()
    ruled = session.apply(Answer("ada", "nonsense"), at=2)[0]
    assert played_questions(session.events)[0].said[0].streak == 0
    session.apply(Protest("ada", ruled.seq), at=3)
    session.apply(Rule(ruled.seq, Outcome.CORRECT, by="ada"), at=3)
    (question,) = played_questions(session.events)
    assert question.said[0].is_right
    assert question.said[0].overruled
    assert question.said[0].points == session.view("ada").players[0].points == 1
    assert question.said[0].streak == 1


def test_a_row_of_right_answers_begins_anew_after_a_miss() -> None:
    session = played()
    rows = []
    for given_ in ("answer1", "answer2", "wrong", "answer4"):
        session.apply(Answer("ada", given_), at=session.at + 1)
        rows.append(played_questions(session.events)[-1].said[0].streak)
        session.apply(Next(), at=session.at + 1)
    assert rows == [1, 2, 0, 1]


@pytest.mark.parametrize(
    ("given_", "answer", "marks"),
    [
        ("badalmenti", "Angelo Badalamenti", ("", "     a")),
        ("Angelo Badalamenti", "angelo badalamenti", ("", "")),
        ("Cité", "Cite", ("", "")),
        ("Goldfingre", "Goldfinger", ("re", "er")),
        ("goldfinger", "Goldfinger, Moonraker", ("", "")),
        ("nothing like it", "Ron Perlman", ("", "")),
        ("黒沢明", "黒澤明", ("沢", "澤")),
    ],
)
def test_the_letters_that_differ(given_: str, answer: str, marks: tuple[str, str]) -> None:
    in_given, in_answer = differing(given_, answer)
    assert len(in_given) == len(given_)
    assert len(in_answer) == len(answer)
    for text, marked, wanted in ((given_, in_given, marks[0]), (answer, in_answer, marks[1])):
        found = {letter for letter, mark in zip(text, marked, strict=True) if mark}
        assert found <= set(wanted.strip())
        assert bool(found) == bool(wanted.strip())


@given(st.text(max_size=30), st.text(min_size=1, max_size=30))
def test_any_two_texts_can_be_compared(given_: str, answer: str) -> None:
    in_given, in_answer = differing(given_, answer)
    assert (len(in_given), len(in_answer)) == (len(given_), len(answer))
    assert not any(differing(answer, answer)[0])


def test_the_line_to_share_tells_how_it_went_and_nothing_else() -> None:
    names = ("Goldfinger", "Moonraker", "Skyfall", "Spectre")
    keys = [question(number, key=AnswerKey(name)) for number, name in enumerate(names)]
    session = Session(keys, Rules.preset("classic", questions=4))
    session.apply(Join("ada"), at=0)
    session.apply(Start(), at=1)
    for given_ in ("Goldfinger", "Moonrakre", "wrong"):
        session.apply(Answer("ada", given_), at=session.at + 1)
        session.apply(Next(), at=session.at + 1)
    session.apply(Pass("ada"), at=session.at)
    questions = played_questions(session.events)
    line = result_line(questions, ["ada"], UNICODE, about="A bank\x1b", coloured=True)
    assert line == "quizzer 2/4 🟩🟨🟥⬜ A bank␛"
    assert "✓~✗–" in result_line(questions, ["ada"], UNICODE, about="", coloured=False)
    assert "+~x-" in result_line(questions, ["ada"], ASCII, about="", coloured=True)


FILM: dict[str, object] = {"film": "Heat (1995)", "year": 1995}


@pytest.mark.parametrize(
    ("fields", "film"),
    [
        ({**FILM, "text": "Who directed “Heat”?"}, "Heat (1995)"),
        ({**FILM, "text": "Who directed it?"}, ""),
        ({**FILM, "text": "Which film?", "key": AnswerKey("Heat", kind="title")}, ""),
        ({**FILM, "text": "When was “Heat” first shown?", "category": "year"}, ""),
        ({**FILM, "text": "When was “Heat” first shown?", "key": AnswerKey("1995", kind="year")}, ""),
        ({**FILM, "text": "On which day did “Heat” come out?", "key": AnswerKey("6 December 1995")}, ""),
        ({**FILM, "text": "What is “Heat” called in Poland?", "category": "alternate_title"}, ""),
        ({**FILM, "text": "Who is heated?"}, ""),
        ({"text": "Who directed “Heat”?"}, ""),
        ({**FILM, "text": "Who directed “Heat”?", "key": None}, ""),
    ],
)
def test_the_film_is_told_before_the_answer_only_where_it_does_not_help(fields: dict[str, object], film: str) -> None:
    asked = question(1, **fields)
    assert film_of(asked, asked.text) == film


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(":skip", "skip"), (":S", "skip"), (":right", "right"), (":nonsense", "?"), ("skip", None), (": skip", None)],
)
def test_commands(typed: str, meant: str | None) -> None:
    command = command_of(typed, COMMANDS)
    assert (None if command is None else command.names[0] if command.names else "?") == meant


def test_seats() -> None:
    assert seat(" Ada@Reds ") == Seat("Ada", "Reds")
    assert seat("Ada") == Seat("Ada")


def test_who_answers_and_who_may_buzz() -> None:
    session = Session([question(n) for n in range(1, 4)], Rules.preset("race", questions=3))
    keyboard = SharedKeyboard(Driver(session, clock=lambda: 0.0), [Seat("ada"), Seat("ben")], never_ask=lambda *_: None)
    keyboard.start()
    assert (keyboard.buzzers, keyboard.answerer) == (("ada", "ben"), "")
    keyboard.buzz("ben")
    assert (keyboard.buzzers, keyboard.answerer) == ((), "ben")
    keyboard.answer("wrong")
    assert (keyboard.buzzers, keyboard.answerer) == (("ada",), "")
    keyboard.skip()
    assert [said.player for said in keyboard.protestable()] == ["ben"]
    keyboard.go_on()
    assert keyboard.buzzers == ("ada", "ben")


def test_never_again_names_the_question_that_is_open_or_was_last() -> None:
    kept: list[tuple[str, bool]] = []
    session = Session([question(1), question(2)], Rules.preset("classic", questions=2))
    keyboard = SharedKeyboard(
        Driver(session, clock=lambda: 0.0), [Seat("ada")], never_ask=lambda *told: kept.append(told)
    )
    assert keyboard.never_again() is None
    keyboard.start()
    assert keyboard.never_again()
    assert keyboard.is_never_asked
    keyboard.answer("x")
    keyboard.go_on()
    assert session.log.entries[-1][1] == Next(dropped=True)
    assert not keyboard.is_never_asked
    assert keyboard.never_again()
    assert keyboard.never_again() is False
    assert kept == [("q1", True), ("q2", True), ("q2", False)]


def test_a_game_that_was_broken_off_goes_on_where_it_stood() -> None:
    session = played()
    session.apply(Answer("ada", "answer1"), at=2)
    session.apply(Next(), at=3)
    restored = Session.restore(session.snapshot(), session.questions)
    keyboard = SharedKeyboard(Driver(restored, clock=lambda: 0.0), [Seat("ada")], never_ask=lambda *_: None)
    page = GamePage(keyboard, UNICODE, over=lambda _: None)
    shown = "\n".join("".join(text for _, text in row) for row in page.rows(80, 20))
    assert "Question 2 of 4" in shown
    assert "score 1" in shown
    page.line("answer2")
    assert keyboard.session.view("ada").players[0].points == 2


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://en.m.wikipedia.org/wiki/Heat_(1995_film)", "Wikipedia"),
        ("https://www.imdb.com/title/tt0113277/", "IMDb"),
        ("http://www2.example.org:8080/a?b", "example.org"),
        ("https://notwikipedia.org/x", "notwikipedia.org"),
        ("The Keeper's Handbook, page 12", "The Keeper's Handbook, page 12"),
    ],
)
def test_a_source_is_told_by_its_site(source: str, name: str) -> None:
    assert site_name(source) == name


def test_the_card_shows_the_film_in_its_frame_and_the_source_at_a_key() -> None:
    film = {"frame": "Heat (1995)", "short": "Who directed it?", "source": "https://en.wikipedia.org/wiki/Heat"}
    asked = question(1, text="Who directed “Heat”?", **film)
    session = Session([asked], Rules.preset("classic", questions=1))
    keyboard = SharedKeyboard(Driver(session, clock=lambda: 0.0), [Seat("you")], never_ask=lambda *_: None)
    page = GamePage(keyboard, UNICODE, over=lambda _: None)

    def shown(width: int = 60) -> str:
        return "\n".join("".join(text for _, text in row) for row in page.rows(width, 24))

    assert "Heat (1995) ─╮" in shown()
    assert "Who directed it?" in shown()
    assert "Who directed “Heat”?" not in shown()
    assert "“Heat”?" in shown(16)  # no room for the film above it
    page.line("answer1")
    assert "Source: Wikipedia" in shown()
    assert "https://" not in shown()
    page.key("f6")
    assert "Source: https://en.wikipedia.org/wiki/Heat" in shown()


def test_a_tossup_shows_no_frame_while_it_is_read() -> None:
    framed = question(1, text="Who directed “Heat”?", frame="Heat", short="Who directed it?")
    session = Session([framed], Rules.preset("buzzer", questions=1))
    session.apply(Join("ada"), at=0)
    (event,) = [one for one in session.apply(Start(), at=1) if isinstance(one, QuestionAsked)]
    assert (event.text, event.frame, event.short) == ("", "", "")


def test_points_count_up_for_a_moment_and_the_first_at_once() -> None:
    points = CountUp()
    points.take({"ada": 5.0, "ben": 0.0}, 1.0)
    assert points.shown(1.0) == {"ada": 5.0, "ben": 0.0}
    points.take({"ada": 15.0, "ben": -5.0}, 2.0)
    assert points.shown(2.0) == {"ada": 6.0, "ben": -1.0}
    assert points.moves(2.31)
    assert points.shown(2.31) == {"ada": 11.0, "ben": -3.0}
    assert points.shown(2.0 + CountUp.SECONDS) == {"ada": 15.0, "ben": -5.0}
    assert not points.moves(2.0 + CountUp.SECONDS)


def test_a_point_more_does_not_move() -> None:
    points = CountUp()
    points.take({"ada": 0.0}, 1.0)
    points.take({"ada": 0.875}, 2.0)
    assert not points.moves(2.0)
    assert points.shown(2.0) == {"ada": 0.875}


@given(st.integers(-100, 100), st.integers(-100, 100), st.floats(0, 1))
def test_points_on_their_way_lie_between(before: int, after: int, passed: float) -> None:
    points = CountUp()
    points.take({"ada": float(before)}, 1.0)
    points.take({"ada": float(after)}, 2.0)
    assert min(before, after) <= points.shown(2.0 + passed)["ada"] <= max(before, after)


def test_a_score_counts_up_on_the_page_and_the_page_wakes_for_it() -> None:
    now = [0.0]
    rules = Rules.preset("buzzer", questions=1, bonus_parts=0, word_seconds=0.0)
    session = Session([question(1, text="Who?")], rules)
    keyboard = SharedKeyboard(Driver(session, clock=lambda: now[0]), [Seat("you")], never_ask=lambda *_: None)

    def score(page: GamePage) -> str:
        return "".join(text for _, text in page.rows(60, 24)[0]).rpartition("score ")[2].strip()

    page = GamePage(keyboard, UNICODE, over=lambda _: None)
    page.key("enter")
    page.line("answer1")
    assert score(page) == "1"
    assert page.wakes_in() == CountUp.STEP
    now[0] += 0.31
    assert score(page) == "6"
    now[0] += CountUp.SECONDS
    assert score(page) == "10"
    assert page.wakes_in() is None


@pytest.mark.parametrize(
    ("points", "told", "won"),
    [(7, "7", "+7"), (-5, "-5", "-5"), (0.875, "7/8", "+7/8"), (1.625, "1 5/8", "+1 5/8"), (0.3, "0.3", "+0.3")],
)
def test_points_are_told_in_fractions(points: float, told: str, won: str) -> None:
    assert (points_in_words(points), points_in_words(points, sign="+")) == (told, won)


def test_a_film_is_not_told_before_it_is_read_out() -> None:
    asked = question(1, **FILM, text="By whom is “Heat”?")
    assert film_of(asked, "By whom is") == ""
    assert film_of(asked, "By whom is “Heat”?") == "Heat (1995)"
