"""A question's life: asked, answered or passed, closed and explained."""

from __future__ import annotations

from typing import Literal

from quizzer.errors import IllegalAction
from quizzer.grading import Outcome, Reason
from quizzer.session import events
from quizzer.session.actions import Answer, Next, Pass
from quizzer.session.scoring import Record, standings, team_standings
from quizzer.session.state import Game, Player, Round, Turn

__all__ = ["advance", "answer", "close", "end", "next_question", "pass_question", "went_away"]

LONGEST_ANSWER = 10_000


def answer(game: Game, action: Answer) -> None:
    player, turn = _may_answer(game, action.player)
    given = action.given
    check_text(given)
    round_, question = game.round, game.question()
    assert round_ is not None
    if question.key is None:
        _keep(game, player, turn, given)
        return
    verdict = game.verdict(question, given)
    if verdict.reason is Reason.EMPTY and not verdict.correct:
        raise IllegalAction("empty", "nothing was answered")
    game.verdicts.append(verdict)
    round_.turns[player.name] = turn
    outcome = verdict.outcome
    if outcome is Outcome.PROMPT:
        turn.prompts += 1
        if turn.prompts > game.rules.prompts:
            outcome = Outcome.INCORRECT
    record = Record(
        len(game.events),
        round_.number,
        player.name,
        "answer",
        question.difficulty,
        given,
        verdict,
        outcome,
        game.elapsed(),
        game.at,
    )
    game.records.append(record)
    points = game.scores.add(record)
    game.events.append(
        events.Ruled(
            record.seq,
            game.at,
            player.name,
            outcome,
            verdict.reason,
            verdict.message,
            points,
            game.scores.tallies[player.name].points,
        )
    )
    if outcome is Outcome.PROMPT:
        return
    turn.tries += 1
    if outcome is Outcome.CORRECT or turn.tries >= game.rules.tries:
        _finish(game, turn)


def pass_question(game: Game, action: Pass) -> None:
    player, turn = _may_answer(game, action.player)
    round_, question = game.round, game.question()
    assert round_ is not None
    round_.turns[player.name] = turn
    points = 0.0
    if question.key is not None:
        record = Record(
            len(game.events),
            round_.number,
            player.name,
            "pass",
            question.difficulty,
            elapsed=game.elapsed(),
            at=game.at,
        )
        game.records.append(record)
        points = game.scores.add(record)
    game.emit(events.PlayerPassed, player=player.name, points=points)
    _finish(game, turn)


def next_question(game: Game, action: Next) -> None:
    advance(game)


def advance(game: Game) -> None:
    """Ask the next question, or end the game if there is none."""
    number = game.round.number + 1 if game.round is not None else 0
    if number >= len(game.questions):
        end(game, "finished")
        return
    waiting = sum(player.active for player in game.players.values())
    game.round = Round(number, {}, waiting, len(game.records))
    game.phase = "asking"
    question = game.questions[number]
    game.emit(
        events.QuestionAsked,
        number=number + 1,
        of=len(game.questions),
        text=question.text,
        category=question.category,
        difficulty=question.difficulty,
        kind=question.kind,
        choices=question.key.choices if question.key is not None else (),
        media=question.media,
        scored=question.key is not None,
        seconds=game.rules.question_seconds,
    )
    game.run_clock()


def close(game: Game) -> None:
    """The open question is over: everybody learns everything about it."""
    round_, question = game.round, game.question()
    assert round_ is not None
    game.stop_clock()
    round_.open = False
    round_.waiting = 0
    game.phase = "explaining"
    last: dict[str, events.Result] = {}
    for record in game.records[round_.first_record :]:
        if record.what in ("answer", "pass", "contribution"):
            last[record.player] = _result(record)
    game.emit(
        events.Revealed,
        question=question.id,
        answer=question.key.answer if question.key is not None else None,
        explanation=question.explanation,
        source=question.source,
        film=question.film,
        results=tuple(
            last.get(name) or events.Result(name)
            for name, player in game.players.items()
            if name in last or player.present
        ),
    )


def end(game: Game, reason: Literal["finished", "all_out", "time", "stopped"]) -> None:
    """The game is over. A question that was open stays unanswered, and untold."""
    if game.round is not None:
        game.stop_clock()
        game.round.open = False
    game.phase = "over"
    teams: dict[str, tuple[str, ...]] = {}
    for player in game.players.values():
        if player.team:
            teams[player.team] = (*teams.get(player.team, ()), player.name)
    game.emit(
        events.GameEnded,
        reason=reason,
        standings=standings(game.scores, game.players),
        teams=team_standings(game.scores, teams),
    )


def went_away(game: Game, player: Player) -> None:
    """`player` has left: the open question no longer waits for an answer from there."""
    round_ = game.round
    if round_ is None or not round_.open or player.out:
        return
    turn = round_.turns.get(player.name)
    if turn is None or not turn.done:
        round_.waiting -= 1
        if game.phase == "asking":
            _close_if_done(game)


def check_text(given: object) -> None:
    """Raise IllegalAction for what is no answer at all: nothing, too much, or no text."""
    if not isinstance(given, str) or not given or given.isspace():
        raise IllegalAction("empty", "nothing was answered")
    if len(given) > LONGEST_ANSWER:
        raise IllegalAction("too_long", f"an answer has at most {LONGEST_ANSWER:,} characters, not {len(given):,}")
    if not given.isascii() and any("\ud800" <= mark <= "\udfff" for mark in given):
        raise IllegalAction("bad_text", "the answer is not valid Unicode text")


def _may_answer(game: Game, name: str) -> tuple[Player, Turn]:
    player = game.player(name)
    if player.out:
        raise IllegalAction("player_out", f"{name} is out of the game")
    assert game.round is not None
    turn = game.round.turns.get(name)
    if turn is None:
        turn = Turn()
    elif turn.done:
        raise IllegalAction("already_answered", f"{name} has already answered this question")
    return player, turn


def _keep(game: Game, player: Player, turn: Turn, given: str) -> None:
    """Nobody knows the answer of an open gap: what is said is kept, and judged by people later."""
    round_, question = game.round, game.question()
    assert round_ is not None
    event = game.emit(events.Contributed, player=player.name, question=question.id, given=given)
    record = Record(event.seq, round_.number, player.name, "contribution", question.difficulty, given, at=game.at)
    game.records.append(record)
    round_.turns[player.name] = turn
    _finish(game, turn)


def _finish(game: Game, turn: Turn) -> None:
    assert game.round is not None
    turn.done = True
    game.round.waiting -= 1
    _close_if_done(game)


def _close_if_done(game: Game) -> None:
    round_ = game.round
    assert round_ is not None
    # With nobody left the question stays open: somebody may come back to it.
    if round_.waiting == 0 and any(player.active for player in game.players.values()):
        close(game)


def _result(record: Record) -> events.Result:
    verdict = record.verdict
    return events.Result(
        record.player,
        record.given,
        record.outcome,
        verdict.reason if verdict is not None else None,
        verdict.message if verdict is not None else "",
        verdict.matched if verdict is not None else "",
        record.points,
        record.what == "pass",
        record.seq if record.what == "answer" else None,
    )
