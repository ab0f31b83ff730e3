"""Answering, buzzing and passing: what a player does about the open question."""

from __future__ import annotations

from quizzer.errors import IllegalAction
from quizzer.grading import Outcome
from quizzer.session import events
from quizzer.session.actions import Answer, Buzz, Pass
from quizzer.session.rounds import close_question
from quizzer.session.scoring import Record
from quizzer.session.state import Game, Player, Turn
from quizzer.session.ways import Way, all_are_done, mark_done, way_of

LONGEST_ANSWER = 10_000


def answer(game: Game, action: Answer) -> None:
    """An answer is ruled on, or kept for the host or for the people who know the gap."""
    player, given = game.player(action.player), action.given
    check_text(given)
    way = way_of(game)
    turn = way.check_may_answer(game, player)
    question = game.question()
    if question.key is None:
        _keep(game, way, player, turn, given)
        return
    verdict = game.verdict(question, player.name, given)
    record = game.record(player.name, "answer", given, verdict)
    game.verdicts.append(verdict)
    game.round.turns[player.name] = turn
    if game.rules.judge == "host":
        _submit(game, way, player, record)
        return
    outcome = verdict.outcome
    if outcome is Outcome.PROMPT:
        turn.prompts += 1
        if turn.prompts > game.rules.prompts:
            outcome = Outcome.INCORRECT
    record.outcome = outcome
    points = game.count(record)
    game.events.append(
        events.Ruled(
            record.seq,
            game.at,
            player.name,
            outcome,
            verdict.reason,
            record.message,
            points,
            game.scores.tallies[player.name].points,
            record.power and outcome is Outcome.CORRECT,
            record.interrupted and points < 0,
            record.seconds,
            record.streak,
            record.parts,
        )
    )
    if way.ruled(game, player, turn, record):
        close_question(game)


def buzz(game: Game, action: Buzz) -> None:
    """A player claims the floor."""
    way_of(game).buzz(game, game.player(action.player))


def pass_question(game: Game, action: Pass) -> None:
    """A player gives the open question up."""
    player, way = game.player(action.player), way_of(game)
    turn = way.check_may_pass(game, player)
    record = game.record(player.name, "pass")
    points = game.count(record) if game.question().key is not None else 0.0
    game.round.turns[player.name] = turn
    game.emit(events.PlayerPassed, player=player.name, points=points, seconds=record.seconds)
    game.put_out(player)
    if way.done(game, player):
        close_question(game)


def check_text(given: object) -> None:
    """Raise IllegalAction for what is no answer at all: nothing, too much, or no text."""
    if not isinstance(given, str) or not given or given.isspace():
        raise IllegalAction("empty", "nothing was answered")
    if len(given) > LONGEST_ANSWER:
        raise IllegalAction("too_long", f"an answer has at most {LONGEST_ANSWER:,} characters, not {len(given):,}")
    if given.isascii():
        return
    if any("\ud800" <= mark <= "\udfff" for mark in given):
        raise IllegalAction("bad_text", "the answer is not valid Unicode text")
    if not any(mark.isprintable() and not mark.isspace() for mark in given):
        raise IllegalAction("empty", "nothing was answered")


def _keep(game: Game, way: Way, player: Player, turn: Turn, given: str) -> None:
    """Nobody knows the answer of an open gap: what is said is kept, and judged by people later."""
    record = game.record(player.name, "contribution", given)
    game.records.append(record)
    question = game.question().id
    game.emit(events.Contributed, player=player.name, question=question, given=given, seconds=record.seconds)
    round_ = game.round
    round_.turns[player.name] = turn
    mark_done(round_, player.name)
    if not way.side_by_side or all_are_done(game):
        close_question(game)


def _submit(game: Game, way: Way, player: Player, record: Record) -> None:
    """The host is to rule. Where players answer side by side the others go on meanwhile."""
    game.pending[record.seq] = record
    game.emit(events.Submitted, player=record.player, seconds=record.seconds)
    if not way.side_by_side:
        game.enter("ruling")
    elif way.done(game, player):
        close_question(game)
