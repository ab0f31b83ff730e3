"""Answering and passing: what a player does about the open question, and what comes of it."""

from __future__ import annotations

from typing import Literal

from quizzer.errors import IllegalAction
from quizzer.grading import Outcome, Reason, Verdict
from quizzer.question import Question
from quizzer.session import events
from quizzer.session.actions import Answer, Next, Pass
from quizzer.session.rounds import advance, close, count, count_out, finish, move_on, pass_on, release, turn_of
from quizzer.session.scoring import Record
from quizzer.session.state import Game, Player, Round, Turn

__all__ = [
    "answer",
    "check_may_answer",
    "everybody_was_silent",
    "next_question",
    "pass_question",
    "settle",
    "time_to_answer_is_up",
]

LONGEST_ANSWER = 10_000
_PLAIN_MESSAGES: dict[Reason, str] = {}


def answer(game: Game, action: Answer) -> None:
    """An answer is ruled on, or kept for the host or for the people who know the gap."""
    player = game.player(action.player)
    given = action.given
    check_text(given)
    turn = check_may_answer(game, player)
    round_ = game.round
    assert round_ is not None
    question = game.questions[round_.number]
    if question.key is None:
        _keep(game, round_, player, turn, question, given)
        return
    verdict = game.verdict(question, given)
    outcome = verdict.outcome
    game.verdicts.append(verdict)
    round_.turns[player.name] = turn
    record = Record(
        len(game.events),
        round_.number,
        player.name,
        "answer",
        question.difficulty,
        given,
        verdict,
        None,
        game.elapsed(),
        game.at,
        _message(verdict),
    )
    if game.rules.who == "buzz":
        _note_buzz(round_, record)
    if game.rules.judge == "host":
        _submit(game, round_, player, turn, record)
        return
    if outcome is Outcome.PROMPT:
        turn.prompts += 1
        if turn.prompts > game.rules.prompts:
            outcome = Outcome.INCORRECT
    record.outcome = outcome
    points = count(game, record)
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
        )
    )
    settle(game, player, turn, record)


def pass_question(game: Game, action: Pass) -> None:
    """A player gives the open question up."""
    player = game.player(action.player)
    round_, question = game.round, game.question()
    assert round_ is not None
    turn = _check_in_play(game, round_, player)
    points = 0.0
    if question.key is not None:
        record = _silence(game, round_, player, "pass")
        points = count(game, record)
    round_.turns[player.name] = turn
    game.emit(events.PlayerPassed, player=player.name, points=points)
    count_out(game, player)
    finish(game, player, turn)
    if round_.bonus:
        close(game)
    elif game.rules.who == "turns":
        _miss_turn(game)
    else:
        move_on(game)


def next_question(game: Game, action: Next) -> None:
    """The explanation has been read."""
    advance(game)


def settle(game: Game, player: Player, turn: Turn, record: Record) -> None:
    """What follows from a ruling on the open question: the player is done, the question moves on, or closes."""
    round_, rules = game.round, game.rules
    assert round_ is not None
    if record.outcome is Outcome.PROMPT:
        if game.phase == "buzzed":
            game.stop_clock()
            round_.floor_elapsed = 0.0
            game.run_clock()
        return
    right = record.outcome is Outcome.CORRECT
    turn.tries += 1
    is_out = rules.lives is not None and count_out(game, player)
    if round_.bonus or (right and rules.who != "everyone"):
        finish(game, player, turn)
        close(game)
    elif rules.who == "buzz":
        lock_out(game, player, turn)
    elif right or is_out or turn.tries >= rules.tries:
        finish(game, player, turn)
        if rules.who == "turns":
            _miss_turn(game)
        else:
            move_on(game)


def lock_out(game: Game, player: Player, turn: Turn) -> None:
    """After a wrong answer to a tossup nobody of that side may buzz again; the tossup goes on for the others."""
    round_ = game.round
    assert round_ is not None
    finish(game, player, turn)
    if player.team:
        for mate in game.players.values():
            if mate.team == player.team and not turn_of(game, mate.name).done:
                round_.turns.setdefault(mate.name, Turn()).done = True
                round_.waiting -= mate.active
    release(game)
    move_on(game)


def time_to_answer_is_up(game: Game) -> None:
    """Whoever was to answer has said nothing in time."""
    round_ = game.round
    assert round_ is not None
    player = game.players[round_.player]
    turn = round_.turns.setdefault(player.name, Turn())
    if game.question().key is not None:
        record = _silence(game, round_, player, "silence")
        if game.phase == "buzzed":
            _note_buzz(round_, record)
        count(game, record)
    game.emit(events.TimeUp, what="answer", player=player.name)
    count_out(game, player)
    if game.phase == "buzzed":
        lock_out(game, player, turn)
    else:
        finish(game, player, turn)
        _miss_turn(game)


def everybody_was_silent(game: Game) -> None:
    """The question's time is up: who could have answered and has not, has missed it."""
    round_ = game.round
    assert round_ is not None
    question = game.question()
    if game.rules.who == "everyone" and question.key is not None:
        for player in list(game.players.values()):
            turn = turn_of(game, player.name)
            if player.active and not turn.done:
                count(game, _silence(game, round_, player, "silence"))
                round_.turns[player.name] = turn
                finish(game, player, turn)
                count_out(game, player)
    if round_.undecided:
        game.stop_clock()
        game.phase = "ruling"
    else:
        close(game)


def _message(verdict: Verdict) -> str:
    if verdict.notes or verdict.said or verdict.about:
        return verdict.message
    # All that is left is the reason, which has the same words every time.
    message = _PLAIN_MESSAGES.get(verdict.reason)
    if message is None:
        message = _PLAIN_MESSAGES[verdict.reason] = verdict.message
    return message


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


def check_may_answer(game: Game, player: Player) -> Turn:
    """What `player` has done about the open question so far. Raises IllegalAction if this player may not answer now."""
    round_ = game.round
    assert round_ is not None
    if game.rules.who == "everyone" and not player.out:
        turn = round_.turns.get(player.name)
        if turn is None or not turn.done:
            return turn or Turn()
    if game.phase == "buzzed" and round_.player != player.name:
        raise IllegalAction("not_your_turn", f"{round_.player} has the floor")
    if game.rules.who == "buzz" and game.phase != "buzzed" and not round_.bonus:
        raise IllegalAction("buzz_first", "a tossup is answered after a buzz")
    return _check_in_play(game, round_, player)


def _check_in_play(game: Game, round_: Round, player: Player) -> Turn:
    if player.out:
        raise IllegalAction("player_out", f"{player.name} is out of the game")
    if game.rules.who == "turns" and round_.player != player.name:
        raise IllegalAction("not_your_turn", f"it is the turn of {round_.player}")
    if round_.bonus and player.side != round_.bonus:
        raise IllegalAction("not_your_turn", f"this bonus is for {round_.bonus}")
    turn = round_.turns.get(player.name)
    if turn is None:
        return Turn()
    if turn.done:
        raise IllegalAction("already_answered", f"{player.name} has already answered or given up this question")
    return turn


def _miss_turn(game: Game) -> None:
    if game.rules.pass_on:
        pass_on(game)
    else:
        close(game)


def _keep(game: Game, round_: Round, player: Player, turn: Turn, question: Question, given: str) -> None:
    """Nobody knows the answer of an open gap: what is said is kept, and judged by people later."""
    event = game.emit(events.Contributed, player=player.name, question=question.id, given=given)
    record = Record(event.seq, round_.number, player.name, "contribution", question.difficulty, given, at=game.at)
    game.records.append(record)
    round_.turns[player.name] = turn
    finish(game, player, turn)
    if game.rules.who in ("turns", "buzz"):
        close(game)
    else:
        move_on(game)


def _submit(game: Game, round_: Round, player: Player, turn: Turn, record: Record) -> None:
    """The host is to rule. Where players answer side by side the others go on meanwhile."""
    game.pending[record.seq] = record
    game.emit(events.Submitted, player=record.player)
    round_.undecided += 1
    if game.rules.who in ("everyone", "first") and not round_.bonus:
        finish(game, player, turn)
        move_on(game)
    else:
        game.stop_clock()
        game.phase = "ruling"


def _note_buzz(round_: Round, record: Record) -> None:
    if round_.bonus:
        record.bonus = True
        return
    record.power = round_.read < round_.mark if round_.words else False
    record.interrupted = round_.read < len(round_.words)


def _silence(game: Game, round_: Round, player: Player, what: Literal["pass", "silence"]) -> Record:
    return Record(
        len(game.events),
        round_.number,
        player.name,
        what,
        game.question().difficulty,
        elapsed=game.elapsed(),
        at=game.at,
    )
