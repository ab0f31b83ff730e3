"""Which games are being played just now: told by locks that end with their program, however that ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from quizzer.errors import RecordsError
from quizzer.records import Records
from quizzer.session import Next, Pass, Protest, Stop

from .conftest import EVENING, make_questions

PLAY = """
import sys
from datetime import datetime, UTC
from quizzer import AnswerKey, Question, Rules, Session
from quizzer.records import Records
from quizzer.session import Join, Start, Stop
records = Records.open(sys.argv[1])
session = Session([Question(id="q", text="?", key=AnswerKey("x"))], Rules.preset("classic", questions=1))
game = records.begin_game(session, banks=[], when=datetime(2026, 3, 1, tzinfo=UTC))
for action in [Join(sys.argv[2]), Start()]:
    game.journal(0.0, action, session.apply(action, at=0.0))
print("up", flush=True)
for line in sys.stdin:
    game.journal(0.0, Stop(), session.apply(Stop(), at=0.0))
    print("over", flush=True)
"""


@pytest.fixture
def elsewhere(path: Path):
    """Another program that plays a game of a player on the same file."""
    started = []

    def play(player: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", PLAY, str(path), player], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline() == "up\n"
        started.append(process)
        return process

    yield play
    for process in started:
        process.kill()
        process.communicate()


def test_a_game_that_is_played_elsewhere_is_marked_until_its_program_is_gone(records: Records, elsewhere) -> None:
    process = elsewhere("ada")
    (game,) = records.unfinished()
    assert game.elsewhere
    assert records.to_go_on("ada") is None
    process.kill()
    process.wait()
    (game,) = records.unfinished()
    assert not game.elsewhere
    assert records.to_go_on("ADA") == game


def test_a_game_that_ended_is_nobodys(records: Records, elsewhere) -> None:
    process = elsewhere("ada")
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline() == "over\n"
    assert records.unfinished() == []
    assert not records._database.is_elsewhere(1)


def test_each_game_is_told_apart(records: Records, start, elsewhere) -> None:
    start("bob").do(Pass("bob"), Next())
    process = elsewhere("ada")
    elsewhere("cleo")
    assert {game.players: game.elsewhere for game in records.unfinished()} == {
        ("bob",): False,
        ("ada",): True,
        ("cleo",): True,
    }
    process.kill()
    process.wait()
    assert {game.players: game.elsewhere for game in records.unfinished()}["ada",] is False


def test_it_can_be_taken_over_all_the_same(records: Records, elsewhere) -> None:
    elsewhere("ada")
    from quizzer import AnswerKey, Question

    session, record = records.resume(1, [Question(id="q", text="?", key=AnswerKey("x"))], when=EVENING)
    record.journal(1.0, Stop(), session.apply(Stop(), at=1.0))
    assert records.unfinished() == []


def test_only_the_latest_game_is_offered_to_go_on_with(records: Records, start) -> None:
    start("ada", asked=make_questions(2)).do(Pass("ada"))
    first = records.to_go_on("ada")
    assert first is not None
    assert (first.number, first.asked) == (1, 1)
    start("bob", asked=make_questions(2)).do(Pass("bob"))
    assert records.to_go_on("ada") == first
    start("ada", asked=make_questions(2)).do(Pass("ada"), Stop())
    assert records.to_go_on("ada") is None
    assert records.to_go_on("nobody") is None


def test_where_no_lock_can_be_had_games_are_played_and_resumed(path: Path, records: Records, start) -> None:
    path.with_name(path.name + ".playing").mkdir()
    game = start("ada", asked=make_questions(2))
    game.do(Pass("ada"))
    assert not records.unfinished()[0].elsewhere
    with pytest.raises(RecordsError, match="there is no game number 7"):
        records.resume(7, make_questions(2), when=EVENING)


def test_a_game_that_goes_on_after_its_end_is_played_again(records: Records, start) -> None:
    from quizzer import Outcome
    from quizzer.session import Answer, Rule

    game = start("ada", mode="sudden_death", asked=make_questions(3))
    ruled = game.do(Answer("ada", "my own way"))[0]
    assert game.session.phase == "over" or game.do(Next()) is not None
    game.do(Protest("ada", ruled.seq), Rule(ruled.seq, Outcome.CORRECT))
    assert records.unfinished()[0].number == game.record.number
