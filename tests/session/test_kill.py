"""Fifty games of twenty players, kept as lines through the driver, killed in the middle and gone on with."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest

from quizzer import AnswerKey, Canon, IllegalAction, Question
from quizzer.driver import Driver
from quizzer.session import Answer, Hint, Join, Log, Next, Rules, Session, Start, Tick, Typed

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


def test_what_is_decided_beforehand_is_what_the_session_decides():
    canon = Canon([f"Name Other{letter}" for letter in "ABCDEFGH"])
    question = Question(id="q", text="?", key=AnswerKey("Name Right"), hints=("It is short.",))
    rules = Rules.preset("classic", tries=None, hint_seconds=3.0)
    session, folded = Session([question], rules, canon=canon), Session([question], rules)
    script = (
        *((Join("ada"), 0.0), (Start(), 0.0), (Answer("ada", "wrong"), 1.0), (Hint("ada"), 2.0), (Tick(), 9.5)),
        *((Hint(), 10.0), (Typed("ada", "Name Right"), 11.0), (Answer("ada", "Name Right"), 12.0)),
    )
    for action, at in script:
        decided = session.decide(action, at=at)
        with suppress(IllegalAction):
            session.apply(action, at=at)
            folded.apply(action, at=at, ruled=decided)
    assert folded.events == session.events


def test_the_words_of_a_tossup_need_no_tick_each():
    question = Question(id="q", text="one two three four", key=AnswerKey("five"))
    session = Session([question], Rules.preset("buzzer", word_seconds=1.0, question_seconds=5.0))
    for action in (Join("ada"), Start()):
        session.apply(action, at=0.0)
    assert (session.due, session.due_without_words) == (0.0, 9.0)
    session.apply(Tick(), at=9.0)
    assert session.phase == "explaining"


if __name__ == "__main__":
    play(Path(sys.argv[1]))
