"""Games that nobody thought of: whatever is played, the file tells the same as the session that was played."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzer import IllegalAction, Rules, Session
from quizzer.records import Records
from quizzer.session import (
    Answer,
    Buzz,
    Contributed,
    Hint,
    Join,
    Leave,
    Next,
    Pass,
    Pause,
    PlayerPassed,
    Protest,
    Resume,
    Ruled,
    Start,
    Submitted,
    Tick,
    Typed,
    Undo,
)
from quizzer.session import Rule as RuleOn
from quizzer.session.ratings import Ratings

from .conftest import EVENING, make_questions

NAMES = ("ada", "Bob", "Çi")
MODES = ("classic", "blitz", "lives", "sudden_death", "party", "race", "buzzer", "study", "host")

players = st.sampled_from(NAMES)
givens = st.one_of(st.integers(0, 5).map(lambda n: f"answer{n}"), st.just("Answer 1 or so"), st.text(min_size=1))
actions = st.one_of(
    st.builds(Answer, players, givens),
    st.just("right"),
    st.just("typed right"),
    st.builds(Typed, players, givens),
    st.builds(Pass, players),
    st.builds(Hint, players),
    st.builds(Buzz, players),
    st.builds(Next),
    st.builds(Tick),
    st.builds(Pause),
    st.builds(Resume),
    st.builds(Protest, players),
    st.builds(Join, players),
    st.builds(Leave, players),
    st.builds(Undo),
    st.tuples(st.integers(0, 40), st.sampled_from(["correct", "incorrect"])),
    st.just("kill"),
)
rule_settings = st.sampled_from(
    [{}, {"bonus_parts": 1}, {"choose": "adaptive"}, {"question_seconds": 6.0}, {"question_seconds": 6.0, "lives": 2}]
)
scripts = st.lists(st.tuples(st.floats(-1, 9), actions), max_size=60)


def action_of(what, session):
    if what in ("right", "typed right"):
        key = session.question.key if session.question else None
        return (Answer if what == "right" else Typed)(NAMES[0], key.answer if key else "?")
    if isinstance(what, tuple):
        from quizzer import Outcome

        return RuleOn(what[0], Outcome(what[1]))
    return what


def play(path: Path, mode: str, settings: dict[str, object], script) -> tuple[Session, Records]:
    """Plays a script. At "kill" everything in memory is thrown away, and the game goes on from the file."""
    questions = make_questions(8)
    rules = Rules.preset(mode, questions=5, **settings)
    told: list[str] = []
    records = Records.open(path, tell=told.append)
    session = Session(questions, rules, seed=3)
    game = records.begin_game(session, banks=["b"], when=EVENING, study=mode == "study")
    at = 0.0
    for name in NAMES[:2]:
        game.journal(at, Join(name), session.apply(Join(name), at=at))
    game.journal(at, Start(), session.apply(Start(), at=at))
    for seconds, what in script:
        at += seconds
        if what == "kill":
            if session.phase == "over":
                continue
            again, game = Records.open(path, tell=told.append).resume(1, questions, when=EVENING)
            assert again.events[: len(session.events)] == session.events
            if session.rules.is_timed:
                assert again.at >= session.at - 1
            else:
                assert again.standings() == session.standings()
            session = again
            at = max(at, session.at)
            continue
        action = action_of(what, session)
        try:
            events = session.apply(action, at=at)
        except IllegalAction:
            continue
        if events or not isinstance(action, Typed):  # a driver keeps nothing of what does not count
            game.journal(at, action, events)
    assert told == []
    return session, records


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mode=st.sampled_from(MODES), settings=rule_settings, script=scripts)
def test_a_game_goes_on_from_the_file_as_if_never_stopped(mode, settings, script):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r.sqlite3"
        session, _ = play(path, mode, settings, script)
        fresh = Records.open(path)
        unfinished = fresh.unfinished()
        assert [game.number for game in unfinished] == ([] if session.phase == "over" else [1])
        for game in unfinished:
            again, _ = fresh.resume(game.number, make_questions(8), when=EVENING)
            assert again.events[: len(session.events)] == session.events
            if not session.rules.is_timed:
                assert again.events == session.events
                assert again.phase == session.phase
                # Where no time is kept, a tick that tells nothing is not written down: the clock is set by hand.
                if again.at < session.at:
                    again.apply(Tick(), at=session.at)
                assert again.view(NAMES[0]) == session.view(NAMES[0])


def without_people(script):
    """No rulings by people: they may change who was first, and then the session counts earlier answers otherwise."""
    return [step for step in script if not isinstance(step[1], (tuple, Undo))]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    mode=st.sampled_from([mode for mode in MODES if mode != "host"]),
    settings=rule_settings,
    script=scripts.map(without_people),
)
def test_statistics_count_what_the_session_counted(mode, settings, script):
    with tempfile.TemporaryDirectory() as folder:
        session, records = play(Path(folder) / "r.sqlite3", mode, settings, script)
        learnt = Ratings()
        session.rate(learnt)
        assert rounded(records.ratings()) == rounded(learnt)
        for standing in session.standings():
            told = records.statistics(standing.name, EVENING.date())
            assert (told.right, told.answered) == (standing.right, standing.answered)
            assert sum(share.answered for share in told.categories) == standing.answered
            assert sum(share.right for share in told.kinds) == standing.right
            assert sum(day.answered for day in told.calendar) == standing.answered


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mode=st.sampled_from(MODES), settings=rule_settings, script=scripts)
def test_an_answer_takes_the_seconds_that_its_event_tells(mode, settings, script):
    with tempfile.TemporaryDirectory() as folder:
        session, records = play(Path(folder) / "r.sqlite3", mode, settings, script)
        kept = records._database.rows("SELECT seq, seconds FROM tries WHERE what <> 'silence'")
        told = (Ruled, Submitted, Contributed, PlayerPassed)
        assert dict(map(tuple, kept)) == {one.seq: one.seconds for one in session.events if isinstance(one, told)}


def rounded(ratings: Ratings):
    return {
        name: (round(rating.points, 6), round(rating.deviation, 6))
        for name, rating in (*ratings.players.items(), *ratings.questions.items())
    }


@settings(max_examples=60, deadline=None)
@given(rights=st.lists(st.booleans(), max_size=25))
def test_streaks_are_those_of_the_answers(rights):
    with tempfile.TemporaryDirectory() as folder:
        records = Records.open(Path(folder) / "r.sqlite3")
        session = Session(make_questions(26), Rules.preset("classic", questions=26))
        game = records.begin_game(session, banks=[], when=EVENING)
        for action in (Join("ada"), Start()):
            game.journal(0, action, session.apply(action, at=0))
        for right in rights:
            answer = Answer("ada", session.question.key.answer if right else "no idea at all")
            for action in (answer, Next()):
                game.journal(0, action, session.apply(action, at=0))
        told = records.statistics("ada", EVENING.date())
        runs = "".join("x" if right else " " for right in rights).split(" ")
        assert told.best_streak == max(map(len, runs))
        assert told.streak == len(runs[-1])
        assert Counter(rights)[True] == told.right


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_is_recorded(mode, tmp_path):
    script = [(0.5, "right"), (0.5, Pass("Bob")), (0.5, Next()), (9.0, Tick())] * 8
    session, records = play(tmp_path / "r.sqlite3", mode, {}, script)
    assert records.players()[0].games == 1
    assert set(records.seen("ADA")) == {session.questions[number].id for number in session._game.numbers} | (
        {question.id for question in session.questions[session._game.main :][: session._game.bonuses_asked]}
    )
