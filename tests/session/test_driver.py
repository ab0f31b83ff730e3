"""The driver: a session against a clock, and the JSON-lines protocol."""

from __future__ import annotations

import asyncio
import io
import json
import re
import socket
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import quizzer
from quizzer import AnswerKey, IllegalAction, Outcome, Question
from quizzer.driver import AsyncDriver, Driver, schema, serve, serve_stream
from quizzer.session import (
    Action,
    Answer,
    Event,
    GameEnded,
    Join,
    Next,
    Revealed,
    Rule,
    Rules,
    Session,
    Start,
    TimeUp,
)
from quizzer.session.answering import NOT_RIGHT
from quizzer.session.phases import PHASES
from quizzer.session.saying import words_in

ACTIONS = [kind.__name__ for kind in get_args(Action)]
EVENTS = [kind.__name__ for kind in get_args(Event)]


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
    return read(session, lines, clock=clock)


def read(session, lines, clock=None):
    """What the protocol says to a file of lines."""
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


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("hello", "it is not valid JSON: invalid character (byte 0)"),
        ("{", "it ends too early"),
        ("[]", "it must be an object"),
        ('{"type": "dance"}', "'type' must not be 'dance'"),
        ('{"type": "answer", "player": "ada"}', "the field 'given' is missing"),
        ('{"type": "join", "player": 7}', "'player' must be a text"),
        ('{"type": "join", "player": "bob", "rating": "1"}', "'rating' must be a number or null"),
        ('{"type": "join", "player": "bob", "colour": "red"}', "unknown field 'colour'"),
        ('{"type": "join", "player": "\udcff"}', "it is not text in UTF-8"),
    ],
)
def test_an_invalid_request_is_explained_in_the_words_of_the_protocol(session, line, words):
    (error,) = talk(session, line)
    assert error["message"] == f"invalid request: {words}"


class TestLook:
    def test_a_view_is_asked_for(self, session):
        _, _, _, seen = talk(
            session,
            '{"type": "join", "player": "ada"}',
            '{"type": "start"}',
            '{"type": "view", "player": "ada"}',
        )
        assert seen["view"]["question"]["text"] == "What is the capital of France?"
        assert seen["view"]["may_answer"]

    def test_a_strangers_view_is_an_error(self, session):
        (error,) = talk(session, '{"type": "view", "player": "eve"}')
        assert error["code"] == "unknown_player"

    def test_a_snapshot_is_asked_for(self, session, capitals):
        _, _, _, saved = talk(session, '{"type": "join", "player": "ada"}', '{"type": "start"}', '{"type": "snapshot"}')
        assert Session.restore(json.dumps(saved["snapshot"]), capitals) == session


def test_bytes_that_are_no_text_are_a_bad_line(session):
    first, error = talk(session, b'{"type": "join", "player": "ada"}', b'{"type": "join", "player": "\xff"}')
    assert (first["type"], error["code"]) == ("player_joined", "bad_line")


@pytest.mark.parametrize("mode", ["classic", "blitz"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("source", ["file", "bytes", "text", "list"])
@pytest.mark.parametrize(("length", "answered"), [(1_000_000, "player_joined"), (1_000_001, "error")])
def test_a_line_has_at_most_a_million_bytes(capitals, tmp_path, mode, end, source, length, answered):
    request = '{"type": "join", "player": "ada"'
    written = f"{request}{' ' * (length - len(request) - 1)}}}{end}" + '{"type": "start"}\n'
    (tmp_path / "lines").write_bytes(written.encode())
    with (tmp_path / "lines").open("rb") as file:
        sources = {"file": file, "bytes": io.BytesIO(written.encode()), "text": io.StringIO(written, newline="")}
        first, second, *_ = read(
            Session(capitals, Rules.preset(mode)), sources.get(source) or written.splitlines(keepends=True)
        )
    assert first["type"] == answered
    # What is too long is dropped whole: the next line is read from its own beginning.
    assert second.get("players", []) == (["ada"] if answered == "player_joined" else [])
    assert second["type"] == "game_started"


@pytest.mark.parametrize("mode", ["classic", "blitz"])
def test_a_line_without_end_takes_little_memory(capitals, mode):
    class Endless(io.RawIOBase):
        left = 100_000_000

        def readable(self):
            return True

        def readinto(self, buffer):
            size = min(len(buffer), self.left)
            buffer[:size] = b"[" * size
            self.left -= size
            return size

    tracemalloc.start()
    try:
        (error,) = read(Session(capitals, Rules.preset(mode)), io.BufferedReader(Endless()))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "longer than 1,000,000 bytes" in error["message"]
    assert most < 10_000_000


class TestTime:
    def test_wait_says_how_long_and_tick_tells_what_came(self, capitals):
        clock = Clock()
        driver = Driver(Session(capitals[:2], Rules.preset("classic", question_seconds=10)), clock=clock)
        assert driver.wait is None
        for action in (Join("ada"), Start()):
            driver.apply(action)
        clock.time += 4
        assert driver.wait == 6.0
        assert driver.tick() == ()
        clock.time += 7
        assert driver.wait == 0.0
        assert [type(event) for event in driver.tick()] == [TimeUp, Revealed]
        assert driver.wait is None

    def test_serving_tells_of_the_end_of_time_before_the_next_line_comes(self, capitals):
        session = Session(capitals[:2], Rules.preset("blitz", game_seconds=0.05))
        out = io.StringIO()

        def lines():
            yield '{"type": "join", "player": "ada"}'
            yield '{"type": "start"}'
            while '"game_ended"' not in out.getvalue():
                time.sleep(0.005)
            yield '{"type": "view"}'

        serve(session, lines(), out)
        assert [json.loads(line)["type"] for line in out.getvalue().splitlines()] == [
            "player_joined",
            "game_started",
            "question_asked",
            "time_up",
            "revealed",
            "game_ended",
            "view",
        ]

    def test_a_stream_that_breaks_is_not_silent(self, capitals):
        def lines():
            yield '{"type": "join", "player": "ada"}'
            raise OSError("the line is dead")

        with pytest.raises(OSError, match="the line is dead"):
            serve(Session(capitals, Rules.preset("blitz")), lines(), io.StringIO())


class TestStandardInput:
    """A subprocess of its own, as a host in another language has it."""

    PROGRAM = """
import sys
from quizzer import AnswerKey, Question
from quizzer.driver import serve
from quizzer.session import Rules, Session

class Output:
    def write(self, text):
        print(text, end="", flush=True)
        if "time_up" in text and "break" in sys.argv:
            raise BrokenPipeError
    def flush(self):
        pass

questions = [Question(id=str(place), text="?", key=AnswerKey("yes indeed")) for place in range(3)]
try:
    serve(Session(questions, Rules.preset(sys.argv[1], game_seconds=float(sys.argv[2]) or None)), sys.stdin, Output())
except BrokenPipeError:
    print("broken")
"""

    def start(self, *parameters):
        return subprocess.Popen(
            [sys.executable, "-c", self.PROGRAM, *parameters], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    @pytest.mark.parametrize(("mode", "seconds"), [("classic", "0"), ("blitz", "60")])
    def test_bytes_long_lines_and_a_last_line_without_end(self, mode, seconds):
        with self.start(mode, seconds) as process:
            lines = (
                b'{"type": "join", "player": "Zo\xc3\xab"}\r\n',
                b'{"type": "join", "player": "\xff"}\n',
                b'{"type": "join", "player": "' + b"x" * 3_000_000 + b'"}\n',
                b'{"type": "view"}',
            )
            out, _ = process.communicate(b"".join(lines), timeout=30)
        told = [json.loads(line) for line in out.splitlines()]
        assert [event["type"] for event in told] == ["player_joined", "error", "error", "view"]
        assert told[0]["player"] == "Zoë"
        assert process.returncode == 0

    def test_a_program_may_end_while_its_input_is_open(self):
        with self.start("blitz", "0.1", "break") as process:
            process.stdin.write(b'{"type": "join", "player": "ada"}\n{"type": "start"}\n')
            process.stdin.flush()
            assert process.wait(timeout=30) == 0
            assert process.stdout.read().endswith(b"broken\n")


class TestSchema:
    def test_every_action_and_event_is_in_it(self):
        parts = schema()["$defs"]
        for name in (*ACTIONS, *EVENTS, "Error", "View"):
            assert name in parts
            assert parts[name]["description"]

    def test_its_references_lead_somewhere(self):
        text = json.dumps(schema())
        for reference in re.findall(r'"#/\$defs/(\w+)"', text):
            assert reference in schema()["$defs"]


class TestAsync:
    def play(self, coroutine):
        return asyncio.run(asyncio.wait_for(coroutine, 10))

    def test_events_come_out_and_time_runs_by_itself(self, capitals):
        async def game():
            told = []
            session = Session(capitals[:3], Rules.preset("blitz", game_seconds=0.1))
            async with AsyncDriver(session) as driver:
                driver.apply(Join("ada"))
                driver.apply(Start())
                driver.apply(Answer("ada", "Paris"))
                async for event in driver:
                    told.append(event)
            return told, session

        told, session = self.play(game())
        assert tuple(told) == session.events
        assert [type(event) for event in told][-3:] == [TimeUp, Revealed, GameEnded]
        assert told[-1].at == pytest.approx(0.1 + session.events[1].at, abs=1e-5)

    def test_closing_ends_the_iteration_and_the_timers(self, capitals):
        async def game():
            session = Session(capitals, Rules.preset("blitz", game_seconds=0.01))
            async with AsyncDriver(session) as driver:
                driver.apply(Join("ada"))
                driver.apply(Start())
            await asyncio.sleep(0.03)
            assert session.phase == "asking"
            return [event async for event in driver]

        assert len(self.play(game())) == 3

    def test_a_journal_that_fails_is_tried_again_and_nothing_is_told_before_it_keeps(self, capitals):
        kept, is_broken = [], False

        def journal(at, action, events):
            if is_broken:
                raise OSError("the disk is full")
            kept.extend(events)

        async def game():
            nonlocal is_broken
            session = Session(capitals, Rules.preset("classic", question_seconds=0.02))
            told = []
            async with AsyncDriver(session, journal=journal, backlog=3) as driver:

                async def listen():
                    async for event in driver.subscribe(role="host"):
                        told.append(event)

                listening = asyncio.create_task(listen())
                driver.apply(Join("ada"))
                await asyncio.sleep(0)
                is_broken = True
                driver.apply(Start())
                await asyncio.sleep(0.04)
                assert session.phase == "explaining"  # deadlines are met
                assert [type(event).__name__ for event in told] == ["PlayerJoined", "NotKept"]
                driver.apply(Join("bob"))
                with pytest.raises(IllegalAction) as refusal:
                    driver.apply(Join("cy"))
                assert refusal.value.code == "not_kept"
                is_broken = False
                await driver.kept()
                await asyncio.sleep(0)
            await listening
            return session, [event for event in told if type(event).__name__ != "NotKept"]

        session, told = self.play(game())
        assert tuple(told) == tuple(kept) == session.events

    def test_any_number_of_subscribers_hear_each_event_once_and_in_order(self, capitals):
        async def game():
            session = Session(capitals[:3], Rules.preset("classic"))
            heard = {}
            async with AsyncDriver(session, keep=lambda: asyncio.sleep(0.001)) as driver:

                async def listen(name, since, **who):
                    heard[name, since] = [event async for event in driver.subscribe(name, since=since, **who)]

                driver.apply(Join("ada"))
                driver.apply(Join("bob"))
                await driver.kept()
                listening = [
                    asyncio.create_task(listen(name, since)) for name in ("ada", "bob", None) for since in (-1, 1, 3)
                ]
                listening.append(asyncio.create_task(listen("host", -1, role="host")))
                driver.apply(Start())
                for name, wait in (("ada", 0), ("bob", 0.003)) * 2:
                    await asyncio.sleep(wait)
                    driver.apply(Answer(name, "Paris"))
                    if session.phase == "explaining":
                        driver.apply(Next())
            await asyncio.gather(*listening)
            for (name, since), told in heard.items():
                whole = session.events if name == "host" else session.events_for(name)
                assert tuple(told) == whole[since + 1 :]

        self.play(game())

    def test_subscribers_go_on_after_a_game_that_was_over_goes_on(self, capitals):
        async def game():
            session = Session(capitals[:3], Rules.preset("sudden_death"))
            async with AsyncDriver(session) as driver:
                events = driver.subscribe(role="host")
                for action in (Join("ada"), Start(), Answer("ada", "Lutetia")):
                    driver.apply(action)
                ruling = next(event.seq for event in session.events if type(event).__name__ == "Ruled")
                told = []
                async for event in events:
                    told.append(type(event).__name__)
                    if told[-1] == "GameEnded":
                        driver.apply(Rule(ruling, Outcome.CORRECT))
                    if told[-1] == "GameReopened":
                        break
            return told

        assert self.play(game())[-3:] == ["GameEnded", "RulingChanged", "GameReopened"]

    def test_the_protocol_over_a_socket(self, capitals):
        async def game():
            ours, theirs = socket.socketpair()
            session = Session(capitals[:2], Rules.preset("classic", question_seconds=0.05))
            requests, answers = await asyncio.open_connection(sock=ours)
            serving = asyncio.create_task(serve_stream(session, requests, answers))
            reader, writer = await asyncio.open_connection(sock=theirs)
            writer.write(b'{"type": "join", "player": "ada"}\n{"type": "start"}\nnonsense\n')
            told = [json.loads(await reader.readline())["type"] for _ in range(6)]
            writer.write(b'{"type": "view", "player": "ada"' + b" " * 200_000 + b"}\n")
            writer.write(b"x" * 2_000_000 + b'\n{"type": "view"}\n')
            while told.count("view") < 2:
                told.append(json.loads(await reader.readline())["type"])
            writer.close()
            await serving
            answers.close()
            await answers.wait_closed()
            await writer.wait_closed()
            return told

        assert self.play(game()) == [
            "player_joined",
            "game_started",
            "question_asked",
            "error",
            "time_up",
            "revealed",
            "view",
            "error",
            "view",
        ]


def test_asyncio_is_not_loaded_before_it_is_used():
    code = (
        "import sys, quizzer.driver, quizzer.session; assert 'asyncio' not in sys.modules; quizzer.driver.AsyncDriver"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_host_at_the_other_end_sees_what_waits_for_a_ruling(capitals):
    session = Session(capitals[:1], Rules.preset("host", host="quizmaster"))
    lines = (
        '{"type": "join", "player": "ada"}',
        '{"type": "start"}',
        '{"type": "answer", "player": "ada", "given": "Lutetia"}',
        '{"type": "to_rule"}',
        '{"type": "rule", "ruling": 3, "outcome": "correct", "by": "quizmaster"}',
    )
    *_, waiting, changed, revealed = talk(session, *lines)
    assert (waiting["rulings"][0]["given"], waiting["rulings"][0]["answer"]) == ("Lutetia", "Paris")
    assert (changed["type"], changed["after"]) == ("ruling_changed", "correct")
    assert revealed["answer"] == "Paris"


def test_every_code_is_in_the_protocol():
    package = Path(quizzer.__file__).parent
    protocol = (package / "driver" / "PROTOCOL.md").read_text("utf-8")
    codes = {code.split(".")[1] for code in words_in("en").texts if code.startswith("refused.")}
    codes |= {row.code for row in PHASES.values()} | {"bad_game"}
    codes.remove(NOT_RIGHT)  # no caller hears it
    assert len(codes) > 30
    assert [code for code in sorted(codes) if f"`{code}`" not in protocol] == []


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("ada")
FIELDS = [
    "player",
    "team",
    "given",
    "ruling",
    "outcome",
    "by",
    "why",
    "rating",
    "question",
    "part",
    "name",
    "points",
    "nonsense",
]
REQUESTS = st.builds(
    lambda kind, fields: json.dumps({"type": kind, **fields}),
    st.sampled_from([kind.__struct_config__.tag for kind in get_args(Action)] + ["view", "snapshot", "to_rule", "no"]),
    st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=3),
)


@given(lines=st.lists(st.binary(max_size=50) | st.text(max_size=50) | REQUESTS | REQUESTS, max_size=30))
@settings(max_examples=300, deadline=None)
def test_whatever_comes_in_is_answered(lines):
    asked = [Question(id="q", text="What?", key=AnswerKey("this", prompt=["thi"]))]
    session = Session(asked, Rules.preset("classic", prompts=10, tries=100))
    session.apply(Join("ada"), at=0)
    session.apply(Start(), at=0)
    out = io.StringIO()
    serve(session, lines, out, clock=Clock())
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert all(isinstance(answer["type"], str) for answer in answers)
    assert len([line for line in lines if line.strip()]) <= len(answers) + sum("tick" in str(line) for line in lines)
    assert Session.restore(session.snapshot(), asked) == session


class TestVersion2:
    HELLO = '{"type": "hello"}'

    def test_a_hello_tells_what_may_be_sent(self, session):
        (welcome,) = talk(session, self.HELLO)
        assert (welcome["type"], welcome["version"], welcome["role"], welcome["number"]) == ("hello", 2, "host", None)
        assert {"answer", "skip", "new", "restore", "events"} < set(welcome["requests"])

    def test_a_player_acts_for_themselves_and_sees_what_they_may(self, capitals):
        session = Session(capitals[:2], Rules.preset("classic"))
        for action in (Join("ada"), Join("bob"), Start()):
            session.apply(action, at=0)
        session.apply(Answer("bob", "Paris"), at=0)
        welcome, *told = talk(
            session,
            '{"type": "hello", "role": "player", "player": "ada"}',
            '{"type": "answer", "player": "bob", "given": "Paris"}',
            '{"type": "skip"}',
            '{"type": "snapshot"}',
            '{"type": "events", "since": 2}',
            '{"type": "answer", "player": "ada", "given": "Lutetia", "question": 1}',
        )
        assert welcome["role"] == "player"
        assert [one.get("code") for one in told[:3]] == ["not_allowed"] * 3
        assert [one["type"] for one in told[3:]] == ["question_asked", "submitted", "ruled", "revealed"]

    def test_an_onlooker_sends_nothing(self, session):
        _, error = talk(session, '{"type": "hello", "role": "onlooker"}', '{"type": "start"}')
        assert error["code"] == "not_allowed"

    def test_several_games_in_one_process(self, session):
        made, joined, first, unknown, again, seen = talk(
            session,
            '{"type": "new", "name": "two", "banks": ["city_of_lost_children"], "rules": {"mode": "race"}, "seed": 3}',
            '{"type": "join", "player": "ada", "game": "two"}',
            '{"type": "join", "player": "cy"}',
            '{"type": "join", "player": "cy", "game": "three"}',
            '{"type": "new", "name": "two", "banks": ["city_of_lost_children"]}',
            '{"type": "view", "game": "two"}',
        )
        assert (made["game"], made["view"]["mode"]) == ("two", "race")
        assert (joined["game"], joined["seq"], "game" in first) == ("two", 0, False)
        assert (unknown["code"], again["code"]) == ("unknown_game", "name_taken")
        assert [row["name"] for row in seen["view"]["players"]] == ["ada"]

    @pytest.mark.parametrize(
        ("request_", "code"),
        [
            ({"type": "new", "name": "x", "banks": ["no_such_bank"]}, "bad_game"),
            ({"type": "new", "name": "x", "banks": ["city_of_lost_children"], "rules": {"nonsense": 1}}, "bad_game"),
            ({"type": "restore", "snapshot": {"version": 1}}, "bad_game"),
        ],
    )
    def test_a_game_that_cannot_be_is_an_error(self, session, request_, code):
        (error,) = talk(session, json.dumps(request_))
        assert (error["type"], error["code"]) == ("error", code)

    def test_a_snapshot_is_gone_on_with(self, capitals):
        rules = Rules.preset("classic", questions=12)
        session = Session(capitals, rules)
        *_, saved = talk(session, '{"type": "join", "player": "ada"}', '{"type": "start"}', '{"type": "snapshot"}')
        request = json.dumps({"type": "restore", "snapshot": saved["snapshot"]})
        seen, ruled, _ = talk(
            Session(capitals, rules), request, '{"type": "answer", "player": "ada", "given": "Paris"}'
        )
        assert seen["view"]["phase"] == "asking"
        assert (ruled["type"], ruled["outcome"]) == ("ruled", "correct")
