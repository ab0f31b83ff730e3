"""Who may see which event, and do what: nothing that a rival may see tells an answer to an open question."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from quizzer import AnswerKey, IllegalAction, Outcome, Question
from quizzer.session import (
    Answer,
    AnswerGroup,
    Away,
    Contributed,
    Hint,
    HintGiven,
    Join,
    Leave,
    Next,
    Pass,
    Pause,
    PlayerOut,
    Protest,
    Refused,
    Resume,
    Revealed,
    Rule,
    Ruled,
    Rules,
    RulingChanged,
    Session,
    Start,
    Submitted,
    Tick,
)

ANGELO = Question(
    id="angelo",
    text="Who composed it?",
    key=AnswerKey("Angelo Badalamenti", reject={"Badalucco": "That's an actor."}, kind="person"),
)
OTHERS = [Question(id=f"other-{place}", text="And this?", key=AnswerKey(f"Answer {place}")) for place in range(3)]


def kinds(events):
    """What sort of events they are."""
    return [type(event).__name__ for event in events]


def latest(session, player, kind):
    """The latest event of that kind that `player` may see."""
    return next(event for event in reversed(session.events_for(player)) if isinstance(event, kind))


class TestEvents:
    @pytest.mark.parametrize("given", ["angelo", "Badalucco", "Angelo Badalamenti", "Carl Orff"])
    def test_what_one_answers_is_nobody_else_s_business_until_the_reveal(self, game, given):
        session = game("ada", "bob", asked=[ANGELO])
        session.apply(Answer("ada", given), at=1)
        assert latest(session, "ada", Ruled).player == "ada"
        for rival in ("bob", None):
            assert kinds(session.events_for(rival))[-1] == "Submitted"
            assert latest(session, rival, Submitted) == Submitted(4, 1.0, "ada", 1.0)
        session.apply(Pass("ada") if given == "angelo" else Pass("bob"), at=2)
        if given != "angelo":
            assert latest(session, "bob", Revealed).results[0].given == given

    def test_in_a_race_it_is_told_that_somebody_was_wrong_and_not_why(self, game):
        session = game("ada", "bob", asked=[ANGELO], who="first")
        session.apply(Answer("ada", "Badalucco"), at=1)
        assert latest(session, "ada", Ruled).message == "That's an actor."
        seen = latest(session, "bob", Ruled)
        assert (seen.outcome, seen.message, seen.reason) == (Outcome.INCORRECT, "", "other")

    def test_a_second_try_is_seen_by_nobody_else(self, game):
        session = game("ada", "bob", asked=[ANGELO], tries=None)
        for at in range(5):
            session.apply(Answer("ada", "Carl Orff"), at=at)
        assert kinds(session.events_for("bob"))[-1:] == ["Submitted"]
        assert kinds(session.events_for("ada"))[-5:] == ["Ruled"] * 5
        assert session.view("bob").seq == 4
        assert session.view("ada").seq == 8

    def test_each_one_s_events_are_counted_without_a_gap_and_go_on_after_any(self, game):
        session = game("ada", "bob", asked=[ANGELO, *OTHERS], tries=3, lives=1)
        for at, action in enumerate((Answer("ada", "no"), Answer("ada", "nor"), Pass("ada"), Answer("bob", "n"))):
            for name in ("ada", "bob"):
                if session.view(name).may_answer and action.player == name:
                    session.apply(action, at=at)
        for viewer in (None, "ada", "bob"):
            seen = session.events_for(viewer)
            assert [event.seq for event in seen] == list(range(len(seen)))
            assert session.view(viewer).seq == seen[-1].seq
            for since in range(-1, len(seen)):
                assert session.events_for(viewer, since=since) == seen[since + 1 :]

    def test_lives_scores_and_streaks_of_rivals_stand_still_while_a_question_is_open(self, game):
        session = game("ada", "bob", asked=[ANGELO, *OTHERS], lives=1)
        session.apply(Answer("ada", "no"), at=1)
        before = session.view("bob").players[0]
        assert (before.lives, before.out, before.done) == (1, False, True)
        assert PlayerOut not in map(type, session.events_for("bob"))
        assert session.view("ada").players[0].out
        session.apply(Answer("bob", "Angelo Badalamenti"), at=2)
        assert latest(session, "bob", Revealed).results[0].out

    def test_a_ruling_on_an_earlier_question_does_not_tell_of_the_open_one(self, game):
        session = game("ada", "bob", asked=[ANGELO, *OTHERS])
        session.apply(Answer("ada", "A. B."), at=1)
        session.apply(Pass("bob"), at=1)
        session.apply(Next(), at=2)
        session.apply(Answer("ada", "Answer 0"), at=3)
        ruling = latest(session, "bob", Revealed).results[0].ruling
        session.apply(Rule(ruling, Outcome.CORRECT), at=4)
        assert [(change.before, change.after) for change in latest(session, "bob", RulingChanged).scores] == [
            (0.0, 1.0)
        ]
        assert [(change.before, change.after) for change in latest(session, "ada", RulingChanged).scores] == [
            (1.0, 2.0)
        ]
        assert session.view("bob").players[0].points == 1.0
        assert session.view("ada").players[0].points == session.view(None, role="host").players[0].points == 2.0

    def test_what_was_refused_and_what_was_said_of_a_gap_is_told_to_its_sender_alone(self, game):
        gap = Question(id="gap", text="Under which title?", key=None)
        session = game("ada", "bob", asked=[gap, *OTHERS], question_seconds=10)
        session.apply(Answer("ada", "La Ciudad"), at=1)
        session.apply(Answer("bob", "too late"), at=11)
        assert latest(session, "ada", Contributed).given == "La Ciudad"
        assert latest(session, "bob", Refused).code == "question_closed"
        assert not {"Contributed", "Refused"} & set(kinds(session.events_for(None)))
        assert "Refused" not in kinds(session.events_for("ada"))

    def test_own_hints_are_seen_by_nobody_else(self, game):
        session = game("ada", "bob", asked=[ANGELO], own_hints=True)
        session.apply(Hint("ada"), at=1)
        session.apply(Hint("ada"), at=2)
        session.apply(Hint("bob"), at=3)
        assert [event.number for event in session.events_for("ada") if isinstance(event, HintGiven)] == [1, 2]
        assert [event.number for event in session.events_for("bob") if isinstance(event, HintGiven)] == [1]
        assert [len(session.view(name).question.hints) for name in ("ada", "bob", None)] == [2, 1, 0]
        session.apply(Hint(), at=4)
        assert [len(session.view(name).question.hints) for name in ("ada", "bob", None)] == [2, 1, 1]

    def test_a_hint_that_tells_of_a_wrong_answer_is_seen_by_nobody_else(self, game):
        session = game("ada", "bob", asked=[ANGELO], tries=2)
        session.apply(Hint("ada"), at=1)
        session.apply(Answer("ada", "Ennio Morricone"), at=2)
        session.apply(Hint("ada"), at=3)
        numbers = [
            [event.number for event in session.events_for(name) if isinstance(event, HintGiven)]
            for name in ("ada", "bob", None)
        ]
        assert numbers == [[1, 2], [1], [1]]
        assert [len(session.view(name).question.hints) for name in ("ada", "bob", None)] == [2, 1, 1]

    def test_a_stranger_has_no_events(self, game):
        with pytest.raises(IllegalAction, match="no player called 'eve'"):
            game("ada").events_for("eve")

    def test_a_thousand_get_their_own_result_and_what_was_said_most(self, game):
        names = [f"player {number}" for number in range(1000)]
        session = game(*names, asked=[ANGELO])
        for place, name in enumerate(names):
            session.apply(Answer(name, f"{'x' * 9000} {place}" if place % 2 else "A. Badalamenti"), at=1)
        seen = latest(session, "player 3", Revealed)
        assert [result.player for result in seen.results] == ["player 3"]
        assert seen.said[0] == AnswerGroup("A. Badalamenti", 500, Outcome.CORRECT)
        assert session.view("player 3").revealed == msgspec.structs.replace(seen, seq=session.events[-1].seq)
        everybodys = latest(session, None, Revealed)
        assert everybodys.results == ()
        assert len(msgspec.json.encode(everybodys)) < 20_000


class TestView:
    def test_what_may_be_done_is_accepted_and_nothing_else_of_it(self, game):
        session = game("ada", "bob", mode="buzzer", word_seconds=0.0)
        assert {"buzz", "pass", "leave", "away"} < set(session.view("ada").may)
        assert "answer" not in session.view("ada").may
        assert session.view(None).may == ()
        session.apply(Pass("ada"), at=1)
        assert not {"buzz", "pass", "protest"} & set(session.view("ada").may)

    def test_the_time_of_a_view_shows_words_that_no_action_has_read_yet(self, game):
        asked = [Question(id="q", text="one two three four five", key=AnswerKey("six"))]
        session = game("ada", asked=asked, mode="buzzer", word_seconds=1.0)
        view = session.view("ada", at=2.5)
        assert (view.now, view.question.text, view.question.finished) == (2.5, "one two three", False)
        assert session.view("ada").question.text == ""
        assert session.view("ada", at=99).question.finished


class Rivals(RuleBasedStateMachine):
    """Two games in which the same is done, but for what ada and bob answer: cy can't tell them apart."""

    waits = st.sampled_from([0.0, 0.5, 3.0])
    names = st.sampled_from(["ada", "bob"])

    @initialize(
        tries=st.sampled_from([1, 2, None]),
        lives=st.sampled_from([None, 1, 2]),
        prompts=st.integers(0, 2),
        extra=st.sampled_from(
            [
                {},
                {"speed_bonus": 1.0, "streak_bonus": 0.5},
                {"wrong_cost": 1.0, "judge": "host"},
                {"partial": True, "question_seconds": 9.0},
                {"hint_seconds": 4.0},
                {"idle_seconds": 500.0},
            ]
        ),
        own_hints=st.booleans(),
    )
    def begin(self, tries, lives, prompts, extra, own_hints):
        rules = Rules.preset("classic", tries=tries, lives=lives, prompts=prompts, own_hints=own_hints, **extra)
        clues = Question(
            id="clues", text="Which?", key=AnswerKey("right", prompt=["vague"]), clues=("It is.", "It was.")
        )
        listed = Question(id="list", text="Which two?", key=AnswerKey(["right", "left"], kind="list", prompt=["vague"]))
        plain = Question(id="plain", text="What?", key=AnswerKey("right", prompt=["vague"], reject={"rejected": "No!"}))
        self.games = [Session([plain, clues, listed], rules, seed=1) for _ in range(2)]
        self.at = 0.0
        self.protested = set()
        for action in (*map(Join, ("ada", "bob", "cy")), Start()):
            self.both(action)
        assert self.seen(0) == self.seen(1)

    def seen(self, place):
        session = self.games[place]
        return session.events_for("cy"), session.view("cy", at=self.at), session.view(None, at=self.at)

    def both(self, *actions):
        """Each game gets its action; where the question is closed in one, what follows may differ."""
        for session, action in zip(self.games, actions * (3 - len(actions)), strict=True):
            try:
                session.apply(action, at=self.at)
            except IllegalAction:
                continue
        if not self.is_told:
            assert self.seen(0) == self.seen(1)

    @property
    def is_told(self):
        """Whether the two games have told anything that is not the same."""
        return any(not session._game.round.open for session in self.games) or len(self.games[0]._game.numbers) > 1

    def do(self, *actions, wait):
        assume(not self.is_told)
        self.at += wait
        self.both(*actions)

    texts = st.sampled_from(["right", "wrong", "vague", "rejected", "left"])

    @rule(name=names, one=texts, other=texts, wait=waits)
    def answer(self, name, one, other, wait):
        self.do(Answer(name, one), Answer(name, other), wait=wait)

    @rule(name=names, wait=waits)
    def others(self, name, wait):
        self.do(Pass(name), wait=wait)

    @rule(name=names, wait=waits)
    def hint(self, name, wait):
        self.do(Hint(name), wait=wait)

    @rule(wait=waits)
    def own_hint(self, wait):
        self.do(Hint("cy"), wait=wait)

    @rule(name=names)
    def come_and_go(self, name):
        for action in (Away(name), Join(name), Leave(name), Join(name)):
            self.do(action, wait=0.1)

    @rule(name=names)
    def protest(self, name):
        self.do(Protest(name, why="but it is right!"), wait=0.0)

    @rule(wait=waits)
    def pass_time(self, wait):
        self.do(Tick(), wait=wait)
        self.do(Pause(), wait=0.0)
        self.do(Resume(), wait=wait)

    @precondition(lambda self: all(session.to_rule for session in self.games))
    @rule(outcome=st.sampled_from(Outcome))
    def overrule(self, outcome):
        assume(self.games[0].rules.judge == "referee")
        self.do(*(Rule(session.to_rule[-1].ruling, outcome) for session in self.games), wait=0.0)


TestRivals = Rivals.TestCase
TestRivals.settings = settings(
    max_examples=60,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
