"""Answering, buzzing and passing: the actions of players about the open question."""

from quizzer.grading import Outcome
from quizzer.session import events
from quizzer.session.actions import Answer, Pass, Typed
from quizzer.session.deadlines import is_last_moment
from quizzer.session.saying import refusal
from quizzer.session.state import Game, Player
from quizzer.session.ways import put_out, way_of

LONGEST_ANSWER = 10_000
NOT_RIGHT = "not_right"
"""The code of a half-typed text that does not count. No caller of the session ever gets it."""

_AS_IN_RESULT = ("outcome", "reason", "message", "points", "seconds", "streak", "parts", "code", "parameters")


def answer(game: Game, player: Player, action: Answer | Typed) -> None:
    """Rule on an answer, or keep it for the host, or for the authors of an open question.

    A half-typed text is an answer if it is right. Otherwise raise IllegalAction with the code NOT_RIGHT.
    """
    typed = isinstance(action, Typed)
    given = action.text if isinstance(action, Typed) else action.given
    if given or not game.recorded:  # an erased answer keeps its ruling
        check_text(given)
    given = game.texts.setdefault(given, given)
    way = way_of(game)
    turn = way.check_may_answer(game, player)
    round_, question = game.round, game.question
    if typed:
        is_last = is_last_moment(game)
        if not (is_last or game.rules.typed):
            raise refusal("no_typing")
        if not game.is_right_so_far(player.id, given, slips=is_last):
            raise refusal(NOT_RIGHT)
    if question.key is None:
        record = game.record(player.id, "contribution", given)
        game.records.append(record)
        game.emit(
            events.Contributed, player=player.id, question=question.id, given=given, seconds=record.result.seconds
        )
        round_.turns[player.id] = turn
        turn.sent = True
        way.not_ruled(game, player, "explaining")
        return
    verdict = game.verdict(question, player.id, given)
    outcome = None if game.rules.judge == "host" else verdict.outcome
    if outcome is not None and game.is_part(verdict):
        outcome = Outcome.PROMPT
    elif outcome is Outcome.PROMPT:
        turn.prompts += 1
        if turn.prompts > game.rules.prompts:
            outcome = Outcome.INCORRECT
    record = game.record(player.id, "answer", given, verdict, outcome)
    game.decide(verdict)
    round_.turns[player.id] = turn
    turn.sent = True
    if not typed and action.question is not None and record.result.given == given:
        game.latest = record
    if outcome is None:
        game.pending[record.seq] = record
        game.emit(events.Submitted, player=player.id, seconds=record.result.seconds)
        way.not_ruled(game, player, "ruling")
        return
    game.count(record)
    result = record.result
    total, told = game.scores.tallies[player.id].points, {name: getattr(result, name) for name in _AS_IN_RESULT}
    power, neg = record.power and outcome is Outcome.CORRECT, record.interrupted and result.points < 0
    game.events.append(events.Ruled(record.seq, game.at, player.id, total=total, power=power, neg=neg, **told))
    way.ruled(game, player, turn, record)


def pass_question(game: Game, player: Player, action: Pass) -> None:
    """Let a player give up the open question."""
    way = way_of(game)
    turn = way.check_may_pass(game, player)
    record = game.record(player.id, "pass")
    if game.question.key is not None:
        game.count(record)
    game.round.turns[player.id] = turn
    turn.sent = True
    game.emit(events.PlayerPassed, player=player.id, points=record.result.points, seconds=record.result.seconds)
    put_out(game, player)
    way.done(game, player)


def check_text(given: object) -> None:
    """Raise IllegalAction for an answer that is empty, too long, or not text."""
    if not isinstance(given, str) or not given or given.isspace():
        raise refusal("empty")
    if len(given) > LONGEST_ANSWER:
        raise refusal("too_long", most=LONGEST_ANSWER, count=len(given))
    if given.isascii():
        return
    if any("\ud800" <= mark <= "\udfff" for mark in given):
        raise refusal("bad_text", case="answer")
    if not any(mark.isprintable() and not mark.isspace() for mark in given):
        raise refusal("empty")
