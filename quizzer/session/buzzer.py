"""Claiming the floor in a tossup."""

from __future__ import annotations

from quizzer.errors import IllegalAction
from quizzer.session import events
from quizzer.session.actions import Buzz
from quizzer.session.state import Game, Player, Turn

__all__ = ["buzz", "may_buzz"]


def buzz(game: Game, action: Buzz) -> None:
    """`player` has the floor, if nobody of that side was wrong on this tossup before."""
    player = game.player(action.player)
    round_ = game.round
    assert round_ is not None
    if game.rules.who != "buzz" or round_.bonus:
        raise IllegalAction("no_buzzing", "this question is answered without a buzz")
    if not may_buzz(game, player):
        raise IllegalAction("already_answered", f"{player.name} may not buzz on this question any more")
    game.stop_clock()
    game.phase = "buzzed"
    round_.turns.setdefault(player.name, Turn())
    round_.player = player.name
    round_.floor_elapsed = 0.0
    game.emit(events.Buzzed, player=player.name, count=round_.read, seconds=game.rules.answer_seconds)
    game.run_clock()


def may_buzz(game: Game, player: Player) -> bool:
    """Whether `player` may claim the floor now."""
    round_ = game.round
    if game.rules.who != "buzz" or round_ is None or round_.bonus or game.phase not in ("reading", "asking"):
        return False
    turn = round_.turns.get(player.name)
    return player.active and not (turn is not None and turn.done)
