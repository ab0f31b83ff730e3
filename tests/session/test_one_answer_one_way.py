"""An answer goes one way through the session: it returns at most four times to a file that it had left.

The way is that of the calls: each function of `quizzer/session/` that is called is a step into its file. Reading a
property is no step, as that only looks at data; nor is a comprehension, which some Pythons do not call.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from types import FrameType

import pytest

import quizzer.session
from quizzer import AnswerKey, Question, Rules, Session
from quizzer.session import Action, Answer, Buzz, GameEnded, QuestionAsked, Revealed
from quizzer.session.scoring import Record
from quizzer.session.state import Game, Player

FOLDER = str(Path(quizzer.session.__file__).parent)
PROPERTIES = {
    member.fget.__code__
    for owner in (Rules, Player, Game, Record)
    for member in vars(owner).values()
    if isinstance(member, property)
}
WAYS = ["everyone", "turns", "first", "buzz"]


def files_on_the_way(session: Session, action: Action, at: float) -> list[str]:
    """The files of the session that `action` goes through, each as often as it comes there."""
    steps = []

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        is_step = event == "call" and not code.co_name.startswith("<") and code not in PROPERTIES
        if is_step and code.co_filename.startswith(FOLDER):
            steps.append(Path(code.co_filename).stem)

    sys.setprofile(note)
    try:
        session.apply(action, at=at)
    finally:
        sys.setprofile(None)
    return [file for file, _ in groupby(steps)]


def returns(files: list[str]) -> int:
    """How often a way comes to a file again."""
    return len(files) - len(set(files))


def test_a_return_is_coming_again_to_a_file_that_was_left():
    assert returns(["session", "state", "ways", "rounds"]) == 0
    assert returns(["session", "state", "ways", "state", "ways"]) == 2


def answer(session: Session, player: str, given: str, at: float = 1.0) -> None:
    """Let `player` answer, "right" or otherwise, and see which way that goes."""
    assert session.question is not None
    key = session.question.key
    if session.rules.who == "buzz":
        session.apply(Buzz(player), at=at)
    files = files_on_the_way(session, Answer(player, key.answer if key and given == "right" else given), at)
    assert files[0] == "session"
    assert {"answering", "ways"} <= set(files)
    assert returns(files) <= 4, " ".join(files)


@pytest.mark.parametrize("who", WAYS)
@pytest.mark.parametrize("settings", [{}, {"auto_next": True}, {"lives": 1, "auto_next": True}, {"game_seconds": 60.0}])
def test_an_answer_goes_one_way(game, who, settings):
    for first in ("right", "wrong"):
        for second in ("right", "wrong"):
            session = game("ada", "bob", "cy@red", "dee@red", who=who, **settings)
            asked = session.question
            answer(session, "ada", first)
            if session.question is asked and session.phase != "explaining":
                answer(session, "bob", second, at=2.0)


@pytest.mark.parametrize("given", ["right", "wrong"])
@pytest.mark.parametrize("who", WAYS)
def test_so_does_the_answer_that_settles_a_question_and_opens_the_next(game, who, given):
    session = game("ada", who=who, auto_next=True)
    answer(session, "ada", given)
    assert [type(event) for event in session.events[-2:]] == [Revealed, QuestionAsked]


@pytest.mark.parametrize(("given", "bonus"), [("right", "ada"), ("wrong", "")])
def test_so_does_an_answer_in_the_buzzer_mode_with_its_clock_and_its_bonuses(game, given, bonus):
    session = game("ada", mode="buzzer", questions=3, auto_next=True)
    answer(session, "ada", given)
    assert isinstance(session.events[-1], QuestionAsked)
    assert session.events[-1].bonus == bonus


@pytest.mark.parametrize("who", WAYS)
def test_so_does_an_answer_that_ends_the_game(game, who):
    session = game("ada@red", who=who, lives=1)
    answer(session, "ada", "wrong")
    assert isinstance(session.events[-1], GameEnded)


@pytest.mark.parametrize("who", WAYS)
def test_so_does_an_answer_that_the_host_is_to_rule_on(game, who):
    session = game("ada", who=who, judge="host")
    answer(session, "ada", "wrong")
    assert session.phase == "ruling"


@pytest.mark.parametrize("who", WAYS)
def test_so_does_an_answer_that_is_asked_back(game, who):
    session = game("ada", "bob", who=who)
    answer(session, "ada", "the capital")
    assert session.phase == ("buzzed" if who == "buzz" else "asking")


ODD = {
    "an open gap": Question(id="gap", text="Under which title was it shown in Peru?", key=None),
    "clues": Question(id="clues", text="Which film?", key=AnswerKey("Alien"), clues=("In space.", "A cat.", "An egg.")),
    "choices": Question(id="choice", text="Which film?", key=AnswerKey("Alien", choices=["Heat", "Ran", "Up"])),
    "a list": Question(id="list", text="Which two?", key=AnswerKey(["Thelma", "Louise"], kind="list")),
}


@pytest.mark.parametrize("asked", ODD.values(), ids=ODD)
@pytest.mark.parametrize("who", WAYS)
@pytest.mark.parametrize("given", ["right", "wrong"])
def test_so_does_an_answer_to_another_sort_of_question(game, asked, who, given):
    session = game("ada", who=who, asked=[asked])
    answer(session, "ada", given)
    assert session.phase in ("explaining", "asking")
