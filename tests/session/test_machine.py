"""Random actions at random times, in every mode: whatever is done, the session keeps its promises."""

from __future__ import annotations

from itertools import pairwise

import msgspec
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quizzer import AnswerKey, Canon, IllegalAction, Name, Outcome, Question
from quizzer.session import (
    PRESETS,
    Adjust,
    Answer,
    Away,
    Buzz,
    Hint,
    HintGiven,
    Join,
    Kick,
    Leave,
    Log,
    Next,
    Pass,
    Pause,
    Protest,
    Rename,
    Resume,
    Rule,
    Rules,
    Session,
    Skip,
    Start,
    Stop,
    Tick,
    Typed,
    Undo,
)
from quizzer.session.scoring import PlayerScore, Scores
from quizzer.session.state import Game
from quizzer.session.ways import has_players

# Words that stand nowhere but in an answer, so that any leak is seen.
SECRETS = ["Vrokhelm", "Quabbinex", "Dulzomira", "Fjaskett", "Wompelgar", "Yttrelbosk", "Kraznoviel", "Plombastic"]
NAMES = ["ada", "bob", "cy", "dee"]


def bank() -> list[Question]:
    """Eight questions with all there is about them, a list, a number, two open gaps and four parts of bonuses."""
    questions = [
        Question(
            id=f"id-of-{secret}",
            text=f"What do we (*) call thing {place}, in two words?",
            key=AnswerKey(f"{secret} Zwick", accept=[f"{secret}alias"], prompt={f"{secret}vague": "Say more."}),
            difficulty=place % 5 + 1,
            film=f"Film {secret}",
            year=1990 + place,
            hints=("It is a thing.",) if place % 2 else (),
            explanation=f"{secret} explained",
            source=f"source {secret}",
        )
        for place, secret in enumerate(SECRETS)
    ]
    gaps = [Question(id=f"gap-{place}", text="Nobody knows?", key=None) for place in range(2)]
    bonuses = [
        Question(id=f"bonus-{place}", text="And this?", key=AnswerKey(f"Bonoxus{place} Tarn"), tags=("bonus",))
        for place in range(4)
    ]
    trio = AnswerKey(["Gnorblat Vex", "Hurzelin Vex", "Ibbsenor Vex"], kind="list")
    others = [
        Question(id="trio", text="Which three?", key=trio),
        Question(id="year", text="In which year, by our own count?", key=AnswerKey("47391", kind="number")),
    ]
    return questions[:3] + gaps[:1] + others + questions[3:] + gaps[1:] + bonuses


BANK = bank()
CANON = Canon([Name(f"Decoy {letter}", "text", year=1990 + place) for place, letter in enumerate("ABCDEFGH")])


def state(session: Session) -> bytes:
    """Everything that a session is, byte for byte."""
    left_out = ("questions", "canon", "recorded", "rules", "names", "streams", "graded", "texts")
    names = [name for name in Game.__struct_fields__ if name not in left_out]
    parts = {name: getattr(session._game, name) for name in names}
    by_number = {"pending": list(session._game.pending.items()), "masked": list(session._game.masked.items())}
    return msgspec.json.encode({**parts, **by_number}, order="deterministic")


def outcome(session: Session, action: object, at: float) -> tuple[tuple[object, ...], str]:
    """The events that came of `action`, or why it was refused."""
    try:
        return session.apply(action, at=at), ""
    except IllegalAction as refusal:
        return (), f"{refusal.code}: {refusal}"


class Play(RuleBasedStateMachine):
    session: Session

    @initialize(
        mode=st.sampled_from(sorted(PRESETS)),
        seed=st.integers(0, 99),
        count=st.sampled_from([1, 3, 8, None]),
        settings=st.fixed_dictionaries(
            {},
            optional={
                "question_seconds": st.sampled_from([None, 5.0]),
                "answer_seconds": st.sampled_from([None, 3.0]),
                "game_seconds": st.sampled_from([None, 40.0]),
                "word_seconds": st.sampled_from([0.0, 0.5]),
                "tries": st.sampled_from([1, 2, 3, None]),
                "prompts": st.integers(0, 2),
                "lives": st.sampled_from([None, 1, 2]),
                "judge": st.sampled_from(["referee", "host"]),
                "who": st.sampled_from(["everyone", "turns", "first", "buzz"]),
                "auto_next": st.booleans(),
                "choose": st.sampled_from(["seeded", "adaptive"]),
                "hints": st.integers(0, 6),
                "hint_cost": st.sampled_from([0.0, 0.3]),
                "hints_lower_points": st.booleans(),
                "wrong_cost": st.sampled_from([0.0, 0.1]),
                "pass_cost": st.sampled_from([0.0, 0.7]),
                "speed_bonus": st.sampled_from([0.0, 1.0]),
                "streak_bonus": st.sampled_from([0.0, 0.1]),
                "pass_on": st.booleans(),
                "repeat_missed": st.booleans(),
                "partial": st.booleans(),
                "typed": st.booleans(),
                "by_name": st.booleans(),
                "team_score": st.sampled_from(["sum", "best", "average"]),
                "own_hints": st.booleans(),
                "wait_for_away": st.booleans(),
                "late_join": st.booleans(),
                "reading_seconds": st.sampled_from([None, 3.0]),
                "hint_seconds": st.sampled_from([None, 2.0]),
                "idle_seconds": st.sampled_from([None, 20.0]),
                "target_score": st.sampled_from([None, 2.0]),
            },
        ),
    )
    def begin(self, mode, seed, count, settings):
        rules = Rules.preset("classic", **{**PRESETS[mode], "questions": count, **settings})
        self.session = Session(BANK, rules, seed=seed, canon=CANON)
        self.twin = Session(BANK, rules, seed=seed, canon=CANON)
        self.at = 0.0
        self.checked = 0
        for name in NAMES[: seed % 3]:
            self.do(Join(name, "red" if seed % 2 else ""))
        if seed % 3:
            self.do(Start())

    def do(self, action, wait=0.0):
        """Apply `action` to the session and its twin, which must not differ."""
        self.at = max(0.0, self.at + wait)
        before = state(self.session)
        events, refusal = outcome(self.session, action, self.at)
        assert (events, refusal) == outcome(self.twin, action, self.at)
        if refusal:
            assert state(self.session) == before
        else:
            assert self.session.events[len(self.session.events) - len(events) :] == events
        return events

    waits = st.sampled_from([0.0, 0.0, 0.1, 0.7, 2.0, 6.0, 30.0, -1.0])
    names = st.sampled_from(NAMES)

    @rule(name=names, team=st.sampled_from(["", "red", "blue"]), wait=waits)
    def join(self, name, team, wait):
        self.do(Join(name, team), wait)

    @rule(name=names, wait=waits)
    def leave(self, name, wait):
        self.do(Leave(name), wait)

    @rule(name=names, wait=waits)
    def go_away(self, name, wait):
        self.do(Away(name), wait)

    @rule(name=names, called=st.sampled_from(["Ada", "\u0410da", "Bob", "BOB"]))
    def rename(self, name, called):
        self.do(Rename(name, called))

    @rule(name=st.sampled_from(NAMES[2:]))
    def kick(self, name):
        self.do(Kick(name))

    @rule(name=names, points=st.sampled_from([1.0, -0.3]))
    def adjust(self, name, points):
        self.do(Adjust(name, points, "well sung"))

    @rule()
    def hint_from_the_host(self):
        self.do(Hint())

    @rule()
    def skip(self):
        self.do(Skip())

    @rule()
    def start(self):
        self.do(Start())

    @rule(wait=waits)
    def tick(self, wait):
        self.do(Tick(), wait)

    @rule(
        name=names,
        wait=waits,
        given=st.sampled_from(["right", "alias", "vague", "wrong", "near", "part", "  "]),
        act=st.sampled_from([Answer, Typed]),
    )
    def answer(self, name, wait, given, act):
        question = self.session.question
        assume(question is not None)
        secret = question.key.answer.split()[0] if question.key is not None else "whatever"
        texts = {
            "near": "47000",
            "part": "Hurzelin Vex",
            "right": f"{secret} zwick",
            "alias": f"{secret}alias",
            "vague": f"{secret}vague",
            "wrong": "Nonsense",
        }
        before, due = state(self.session), self.session.due
        if not self.do(act(name, texts.get(given, given)), wait) and act is Typed:
            # Where something was due, time has passed, though it may have brought nothing: a hint where there is none.
            assert state(self.session) == before or (due is not None and due <= self.session.at)

    @rule(wait=waits, right=st.booleans())
    def everybody_answers(self, wait, right):
        for name in self.session.players:
            if self.session.view(name).may_buzz:
                self.do(Buzz(name))
            if self.session.view(name).may_answer and self.session.question is not None:
                key = self.session.question.key
                self.do(Answer(name, key.answer if right and key is not None else "Nonsense"), wait)

    @rule(name=names, wait=waits)
    def buzz(self, name, wait):
        self.do(Buzz(name), wait)

    @rule(name=names, wait=waits)
    def pass_question(self, name, wait):
        self.do(Pass(name), wait)

    @rule(name=names)
    def hint(self, name):
        self.do(Hint(name))

    @rule()
    def next_question(self):
        self.do(Next())

    @rule(name=names, place=st.integers(0, 60))
    def protest(self, name, place):
        self.do(Protest(name, place or None, why="But!"))

    @precondition(lambda self: self.session._game.records or self.session._game.pending)
    @rule(data=st.data(), outcome=st.sampled_from(Outcome), by=st.sampled_from(["", *NAMES]))
    def overrule(self, data, outcome, by):
        game = self.session._game
        answers = [record.seq for record in (*game.records, *game.pending.values()) if record.what == "answer"]
        assume(answers)
        self.do(Rule(data.draw(st.sampled_from(answers[-6:])), outcome, by))

    @rule()
    def undo(self):
        self.do(Undo())

    @rule(wait=waits)
    def pause_and_resume(self, wait):
        self.do(Pause())
        self.do(Resume(), wait)

    @rule()
    def pause(self):
        self.do(Pause())

    @precondition(lambda self: len(self.session.log.entries) > 25)
    @rule()
    def stop(self):
        self.do(Stop())

    @rule()
    def stop_and_go_on_from_a_snapshot(self):
        restored = Session.restore(self.session.snapshot(), BANK, canon=CANON)
        assert restored == self.session
        assert state(restored) == state(self.session)
        self.session = restored

    @invariant()
    def events_are_in_order(self):
        events = self.session.events
        assert [event.seq for event in events] == list(range(len(events)))
        assert all(one.at <= other.at for one, other in pairwise(events))

    @invariant()
    def the_open_question_waits_for_whoever_is_not_done(self):
        game = self.session._game
        round_ = game.round
        if round_.open:
            done = {name for name, turn in round_.turns.items() if turn.done}
            assert round_.awaited == {p.id for p in game.players.values() if p.active and p.id not in done}

    @invariant()
    def nobody_waits_for_nothing(self):
        game = self.session._game
        if game.phase == "asking" and has_players(game) and not game.pending:
            views = [self.session.view(name) for name in self.session.players]
            assert any(view.may_answer or view.may_buzz for view in views) or game.waits_for_host()
        if game.phase == "ruling":
            assert self.session.to_rule
        if self.session.due is not None:
            assert self.session.due >= self.session.at

    @invariant()
    def scores_are_the_fold_of_the_log(self):
        game = self.session._game
        fold = Scores.fold(game.rules, game.records)
        live, folded = (
            {name: tally for name, tally in scores.tallies.items() if tally != PlayerScore()}
            for scores in (game.scores, fold)
        )
        assert live == folded

    @invariant()
    def an_open_question_keeps_its_secret(self):
        game = self.session._game
        question = self.session.question
        told = not game.round.open or game.round.asking.visit  # what comes back was told once
        if question is None or told or question.key is None:
            return
        secret = question.key.answer.split()[0].lower()
        public = [event for event in self.session.events if not isinstance(event, HintGiven)]
        views = [self.session.view(name) for name in (None, *game.players)]
        for view in views:
            shown = msgspec.to_builtins(view)
            shown.get("question", {}).pop("hints", None)
            assert secret not in repr(shown).lower()
        assert secret not in msgspec.json.encode(public).decode().lower()

    def teardown(self):
        if not hasattr(self, "session"):
            return
        log = self.session.log
        assert Session.replay(log) == self.session
        again = Session.replay(Log.from_json(log.to_json()), BANK, canon=CANON)
        assert state(again) == state(self.session)
        _, changes = Session.rescore(log, BANK, canon=CANON)
        assert changes == ()


TestPlay = Play.TestCase
TestPlay.settings = settings(
    max_examples=150,
    stateful_step_count=40,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
