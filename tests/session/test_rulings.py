"""Protests, rulings by people, taking them back, and old games under a changed bank."""

from __future__ import annotations

import pytest

from quizzer import AnswerKey, Bank, Canon, Outcome, Question, SnapshotError
from quizzer.session import (
    Answer,
    GameEnded,
    Leave,
    Log,
    Next,
    Pass,
    Pause,
    Protest,
    Protested,
    Resume,
    Revealed,
    Rule,
    RulingChanged,
    Session,
    Stop,
    Undo,
)

from .conftest import refused


@pytest.fixture
def lutetia(game):
    """A game in which ada's "Lutetia" was ruled wrong, as event number 3."""
    session = game("ada")
    assert session.apply(Answer("ada", "Lutetia"), at=1)[0].seq == 3
    return session


def test_a_protest_marks_a_ruling_for_a_person(lutetia):
    (protested,) = lutetia.apply(Protest("ada", why="It was called so."), at=2)
    assert protested == Protested(seq=5, at=2.0, player="ada", ruling=3, why="It was called so.")
    (waiting,) = lutetia.to_rule
    assert (waiting.ruling, waiting.given, waiting.outcome, waiting.protested) == (
        3,
        "Lutetia",
        Outcome.INCORRECT,
        True,
    )
    assert refused(lutetia, Protest("ada", 3)) == "already_protested"


def test_a_protest_names_the_rulings_on_all_who_said_the_same(game):
    session = game("ada", "bob", "cyd")
    for player, given in (("ada", "Lutetia"), ("bob", "lutetia!"), ("cyd", "Lyon")):
        session.apply(Answer(player, given), at=1)
    session.apply(Protest("bob"), at=2)
    (waiting,) = session.to_rule
    for ruling in waiting.alike:
        session.apply(Rule(ruling, Outcome.CORRECT), at=3)
    assert [row.points for row in session.view().players] == [1.0, 1.0, 0.0]


def test_a_protest_is_about_a_ruling(game):
    session = game("ada", "bob")
    assert refused(session, Protest("ada")) == "unknown_ruling"
    session.apply(Pass("ada"), at=1)
    assert refused(session, Protest("ada", 4)) == "unknown_ruling"
    assert refused(session, Protest("ada", why="x" * 1001)) == "bad_text"


def test_a_ruling_says_what_changed(lutetia):
    lutetia.apply(Protest("ada"), at=2)
    (changed,) = lutetia.apply(Rule(3, Outcome.CORRECT, by="ada"), at=3)
    assert (changed.before, changed.after, changed.by, changed.own) == (
        Outcome.INCORRECT,
        Outcome.CORRECT,
        "ada",
        True,
    )
    assert [(score.player, score.before, score.after) for score in changed.scores] == [("ada", 0.0, 1.0)]
    assert lutetia.to_rule == ()
    assert lutetia.view("ada").players[0].right == 1


def test_rulings_that_are_none(lutetia):
    assert refused(lutetia, Rule(4, Outcome.CORRECT)) == "unknown_ruling"
    assert refused(lutetia, Rule("3", Outcome.CORRECT)) == "unknown_ruling"
    assert refused(lutetia, Rule(3, Outcome.INCORRECT)) == "no_change"
    assert refused(lutetia, Rule(3, Outcome.PROMPT)) == "question_closed"
    assert refused(lutetia, Rule(3, "correct")) == "bad_outcome"
    assert refused(lutetia, Rule(3, Outcome.CORRECT, by="eve")) == "unknown_player"
    assert refused(lutetia, Undo()) == "nothing_to_undo"


def test_undo_takes_back_one_ruling_after_the_other(lutetia):
    lutetia.apply(Rule(3, Outcome.CORRECT), at=2)
    lutetia.apply(Rule(3, Outcome.INCORRECT), at=3)
    (first,) = lutetia.apply(Undo(), at=4)
    assert (first.after, first.undone) == (Outcome.CORRECT, True)
    assert lutetia.standings()[0].points == 1.0
    lutetia.apply(Undo(), at=5)
    assert lutetia.standings()[0].points == 0.0
    assert refused(lutetia, Undo()) == "nothing_to_undo"


def test_scores_can_be_put_right_after_the_end(lutetia):
    ended = lutetia.apply(Stop(), at=2)[-1]
    assert ended.standings[0].points == 0.0
    lutetia.apply(Rule(3, Outcome.CORRECT), at=3)
    assert lutetia.view(None).standings[0].points == 1.0


def test_who_was_right_after_all_closes_the_question(game):
    session = game("ada", "bob", mode="race")
    wrong = session.apply(Answer("ada", "Lutetia"), at=1)[0]
    changed, revealed = session.apply(Rule(wrong.seq, Outcome.CORRECT), at=2)
    assert isinstance(changed, RulingChanged)
    assert isinstance(revealed, Revealed)
    assert revealed.results[0].points == 1.0


def test_a_ruling_may_give_another_try_while_the_question_is_open(game):
    session = game("ada", "bob")
    wrong = session.apply(Answer("ada", "the one in France"), at=1)[0]
    session.apply(Rule(wrong.seq, Outcome.PROMPT), at=2)
    assert session.view("ada").may_answer
    session.apply(Pass("bob"), at=3)
    assert session.phase == "asking"
    session.apply(Answer("ada", "Paris"), at=4)
    assert session.standings()[0].points == 1.0


class TestRescore:
    @pytest.fixture
    def played(self, game):
        session = game("ada", "bob", questions=2, seed=0)
        session.apply(Answer("ada", "City of Light"), at=1)
        session.apply(Answer("bob", session.question.key.answer), at=2)
        session.apply(Next(), at=3)
        session.apply(Answer("ada", "City of Light"), at=4)
        session.apply(Pass("bob"), at=5)
        assert isinstance(session.apply(Next(), at=6)[-1], GameEnded)
        return session

    def changed_bank(self, played):
        """The bank of that game, where the first question now takes what ada said."""
        question = played.questions[0]
        key = AnswerKey(question.key.answer, accept=["City of Light"])
        return [Question(id=question.id, text=question.text, key=key), played.questions[1]]

    def test_a_changed_bank_changes_an_old_game(self, played):
        log = Log.from_json(played.log.to_json())
        rescored, changes = Session.rescore(log, self.changed_bank(played))
        assert [(change.player, change.after) for change in changes] == [("ada", Outcome.CORRECT)]
        assert [(standing.name, standing.points) for standing in rescored.standings()] == [("ada", 1.0), ("bob", 1.0)]
        assert Session.replay(rescored.log) == rescored

    def test_a_bank_may_be_given_whole(self, played):
        class Bank:
            questions = self.changed_bank(played)
            canon = None

        assert len(Session.rescore(played.log, Bank())[1]) == 1

    def test_what_a_person_ruled_stands(self, played):
        wrong = next(event for event in played.events if event.seq == 4)
        assert wrong.outcome is Outcome.INCORRECT
        played.apply(Rule(wrong.seq, Outcome.CORRECT), at=7)
        played.apply(Rule(wrong.seq, Outcome.INCORRECT), at=8)
        _, changes = Session.rescore(played.log, self.changed_bank(played))
        assert changes == ()

    def test_the_same_bank_changes_nothing(self, played, capitals):
        again, changes = Session.rescore(played.log, capitals)
        assert changes == ()
        assert again == played

    def test_a_bank_without_the_question_cannot_rescore(self, played):
        with pytest.raises(SnapshotError, match="another bank"):
            Session.rescore(played.log, self.changed_bank(played)[1:])


def test_a_replay_keeps_the_rulings_of_its_time(lutetia, capitals):
    kinder = [Question(id=capitals[0].id, text=capitals[0].text, key=AnswerKey("Lutetia")), *capitals[1:]]
    again = Session.replay(lutetia.log, kinder)
    assert again.standings()[0].points == 0.0


def test_a_game_from_before_a_pause_can_be_rescored(game, capitals):
    session = game("ada", "bob")
    session.apply(Answer("ada", "City of Light"), at=1)
    session.apply(Pause(), at=2)
    kinder = [Question(id=capitals[0].id, text="?", key=AnswerKey("Paris", accept=["City of Light"])), *capitals[1:]]
    rescored, changes = Session.rescore(session.log, kinder)
    assert (rescored.phase, changes) == ("paused", ())
    rescored.apply(Resume(), at=3)
    rescored.apply(Pass("bob"), at=4)
    assert len(Session.rescore(rescored.log, kinder)[1]) == 1


def test_where_the_changed_bank_would_ask_for_more_it_is_too_late(game, capitals):
    session = game("ada")
    session.apply(Answer("ada", "Paris"), at=1)
    vaguer = [Question(id=capitals[0].id, text="?", key=AnswerKey("Paris, Texas", prompt=["Paris"])), *capitals[1:]]
    rescored, (change,) = Session.rescore(session.log, vaguer)
    assert change.after is Outcome.INCORRECT
    assert rescored.standings()[0].points == 0.0


def test_a_protest_is_a_text(game):
    session = game("ada", "bob")
    session.apply(Answer("ada", "Lutetia"), at=1)
    for why in ("\ud800", None, 7):
        assert refused(session, Protest("ada", why=why)) == "bad_text"


def test_who_has_left_is_not_asked_to_be_more_specific(game):
    session = game("ada", "bob")
    (ruled,) = session.apply(Answer("ada", "Lutetia"), at=1)
    session.apply(Leave("ada"), at=2)
    assert refused(session, Rule(ruled.seq, Outcome.PROMPT)) == "question_closed"


def test_an_old_game_is_scored_again_by_the_names_of_the_bank_unless_others_are_given(game):
    session = game("ada", asked=[Question(id="q", text="Which film?", key=AnswerKey("Aliens", kind="title"))])
    session.apply(Answer("ada", "Alienz"), at=1)
    bank = Bank(questions=session.questions)
    rivals = Canon(["Alienz"], kind="title")
    assert Session.rescore(session.log, bank)[1] == ()
    (changed,) = Session.rescore(session.log, bank, canon=rivals)[1]
    assert (changed.before, changed.after) == (Outcome.CORRECT, Outcome.INCORRECT)
