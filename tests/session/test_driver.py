"""The driver: a session against a clock, and the JSON-lines protocol."""

from __future__ import annotations

import io
import json

import pytest

from quizzer import IllegalAction
from quizzer.driver import Driver, serve
from quizzer.session import Answer, Join, Rules, Session, Start


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def session(capitals):
    return Session(capitals[:2], Rules.preset("classic"))


def talk(session, *lines, clock=None):
    """What the protocol says to `lines`."""
    out = io.StringIO()
    serve(session, lines, out, clock=clock or Clock())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_driver_tells_the_time(session):
    clock = Clock()
    driver = Driver(session, clock=clock)
    driver.apply(Join("ada"))
    driver.apply(Start())
    clock.time += 2.5
    assert driver.apply(Answer("ada", "Paris"))[0].at == 2.5


def test_a_restored_game_goes_on_from_its_own_time(session, capitals):
    clock = Clock()
    driver = Driver(session, clock=clock)
    driver.apply(Join("ada"))
    clock.time += 60
    driver.apply(Start())
    clock.time += 99_999
    later = Driver(Session.restore(session.snapshot(), capitals), clock=clock)
    clock.time += 1
    assert later.apply(Answer("ada", "Paris"))[0].at == 61.0


def test_the_journal_hears_of_what_counted(session):
    heard = []
    driver = Driver(session, clock=Clock(), journal=lambda *told: heard.append(told))
    events = driver.apply(Join("ada"))
    with pytest.raises(IllegalAction):
        driver.apply(Join("ada"))
    assert heard == [(0.0, Join("ada"), events)]


def test_actions_in_events_out(session):
    events = talk(
        session,
        '{"type": "join", "player": "ada"}\n',
        '{"type": "start"}\n',
        "\n",
        '{"type": "answer", "player": "ada", "given": "Paris"}\n',
    )
    assert [event["type"] for event in events] == [
        "player_joined",
        "game_started",
        "question_asked",
        "ruled",
        "revealed",
    ]
    assert events[0] == {"type": "player_joined", "seq": 0, "at": 0.0, "player": "ada"}
    assert events[3]["outcome"] == "correct"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("hello", "bad_line"),
        ("{", "bad_line"),
        ("[]", "bad_line"),
        ('{"type": "dance"}', "bad_line"),
        ('{"type": "answer", "player": "ada"}', "bad_line"),
        ('{"type": "join", "player": 7}', "bad_line"),
        ('{"type": "join", "player": "bob", "colour": "red"}', "bad_line"),
        ("[" * 100_000, "bad_line"),
        ('{"type": "join", "player": "\udcff"}', "bad_line"),
        ('{"type": "next"}', "not_started"),
        ('{"type": "join", "player": "ada"}', "name_taken"),
    ],
)
def test_a_bad_line_is_answered_by_an_error_and_changes_nothing(session, line, code):
    first, error, last = talk(session, '{"type": "join", "player": "ada"}', line, '{"type": "join", "player": "cy"}')
    assert first["seq"] == 0
    assert (error["type"], error["code"], error["line"]) == ("error", code, 2)
    assert error["message"]
    assert (last["type"], last["seq"]) == ("player_joined", 1)
