"""Fifty games of twenty players, kept as lines through the driver, killed in the middle and gone on with."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from quizzer import AnswerKey, Question
from quizzer.driver import Driver
from quizzer.session import Answer, Join, Log, Next, Rules, Session, Start

GAMES, PLAYERS, QUESTIONS = 50, 20, 10


def new_game(number):
    """A game, and all that is done in it: everything comes from its number."""
    questions = [Question(id=f"q{place}", text="?", key=AnswerKey(f"Name Number{place}")) for place in range(QUESTIONS)]
    session = Session(questions, Rules.preset("classic", questions=QUESTIONS, wrong_cost=0.25), seed=number)

    def actions():
        yield from (Join(f"player {player}") for player in range(PLAYERS))
        yield Start()
        for place in range(QUESTIONS):
            for player in range(PLAYERS):
                right = (number + player * place) % 3
                yield Answer(f"player {player}", f"Name Number{place}" if right else "no", question=place + 1)
            yield Next(question=place + 1)

    return session, actions()


def play(folder: Path) -> None:
    """Play all games side by side, each action in its file before the next, until somebody kills this process."""
    games = []
    for number in range(GAMES):
        session, actions = new_game(number)
        file = (folder / f"{number}.log").open("wb", buffering=0)
        log = session.log
        file.write(log.head)

        def journal(at, action, events, *, session=session, file=file, log=log):
            file.write(log.append(at, action, session.decided))

        games.append((Driver(session, journal=journal), actions))
    print("begun", flush=True)
    while True:
        for driver, actions in games:
            for action in islice(actions, 1):
                driver.apply(action)


@pytest.mark.slow
def test_no_score_differs_after_a_kill_in_the_middle(tmp_path):
    with subprocess.Popen([sys.executable, __file__, str(tmp_path)], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        last = tmp_path / f"{GAMES - 1}.log"
        while last.read_bytes().count(b"\n") < 120:
            time.sleep(0.001)
        process.kill()
    done = 0
    for number in range(GAMES):
        with (tmp_path / f"{number}.log").open("rb") as lines:
            log = Log.read(lines)
        restored = Session.replay(log)
        expected, actions = new_game(number)
        for (at, _), action in zip(log.entries, actions, strict=False):
            expected.apply(action, at=at)
            done += 1
        assert restored.standings() == expected.standings()
        assert len(restored.standings()) == PLAYERS
        for session in (restored, expected):  # and it goes on
            session.apply(Answer("player 19", "Name Number0"), at=1e6) if session.view("player 19").may_answer else None
        assert restored == expected
    assert GAMES * 100 < done < GAMES * 230


def test_a_log_in_lines_opens_without_its_bank_and_without_a_line_that_was_cut_off():
    session, actions = new_game(7)
    for at, action in enumerate(islice(actions, 60)):
        session.apply(action, at=at)
    lines = list(session.log.lines())
    again = Session.replay(Log.read(lines))
    assert again == session
    assert [question.id for question in again.questions] == [question.id for question in session.questions]
    cut = Session.replay(Log.read([*lines[:-1], lines[-1][:20]]))
    assert len(cut.log.entries) == 59


def test_a_fold_of_what_was_decided_asks_nobody():
    session, actions = new_game(3)
    blank = [Question(id=f"q{place}", text="?", key=AnswerKey("Something Else")) for place in range(QUESTIONS)]
    folded = Session(blank, session.rules, seed=3)
    for at, action in enumerate(actions):
        session.apply(action, at=at)
        folded.apply(action, at=at, ruled=session.decided)
    assert folded.standings() == session.standings()


if __name__ == "__main__":
    play(Path(sys.argv[1]))
