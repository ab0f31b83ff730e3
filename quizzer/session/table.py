"""What may happen when: every legal transition of a session stands here, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from quizzer.errors import IllegalAction
from quizzer.session import buzzer, hints, lobby, play, rulings
from quizzer.session.actions import (
    Action,
    Answer,
    Buzz,
    Hint,
    Join,
    Leave,
    Next,
    Pass,
    Pause,
    Protest,
    Resume,
    Rule,
    Start,
    Stop,
    Tick,
    Undo,
)
from quizzer.session.state import Game, Phase

__all__ = ["TABLE", "illegal", "is_action"]

Handler: TypeAlias = Callable[[Game, Any], None]

TABLE: Mapping[Phase, Mapping[type[Action], Handler]] = {
    "lobby": {
        Join: lobby.join,
        Leave: lobby.leave,
        Start: lobby.start,
        Stop: lobby.stop,
        Tick: lobby.tick,
    },
    "reading": {  # a tossup is read out word by word
        Buzz: buzzer.buzz,
        Pass: play.pass_question,
        Protest: rulings.protest,
        Rule: rulings.rule,
        Undo: rulings.undo,
        Join: lobby.join,
        Leave: lobby.leave,
        Pause: lobby.pause,
        Stop: lobby.stop,
        Tick: lobby.tick,
    },
    "asking": {  # a question is open
        Answer: play.answer,
        Buzz: buzzer.buzz,
        Pass: play.pass_question,
        Hint: hints.give_hint,
        Protest: rulings.protest,
        Rule: rulings.rule,
        Undo: rulings.undo,
        Join: lobby.join,
        Leave: lobby.leave,
        Pause: lobby.pause,
        Stop: lobby.stop,
        Tick: lobby.tick,
    },
    "buzzed": {  # one player has the floor
        Answer: play.answer,
        Protest: rulings.protest,
        Rule: rulings.rule,
        Undo: rulings.undo,
        Join: lobby.join,
        Leave: lobby.leave,
        Pause: lobby.pause,
        Stop: lobby.stop,
        Tick: lobby.tick,
    },
    "ruling": {  # everybody waits for the host
        Protest: rulings.protest,
        Rule: rulings.rule,
        Undo: rulings.undo,
        Join: lobby.join,
        Leave: lobby.leave,
        Pause: lobby.pause,
        Stop: lobby.stop,
        Tick: lobby.tick,
    },
    "explaining": {  # the question is closed and its answer is told
        Next: play.next_question,
        Protest: rulings.protest,
        Rule: rulings.rule,
        Undo: rulings.undo,
        Join: lobby.join,
        Leave: lobby.leave,
        Pause: lobby.pause,
        Stop: lobby.stop,
        Tick: lobby.tick,
    },
    "paused": {
        Resume: lobby.resume,
        Protest: rulings.protest,
        Rule: rulings.rule,
        Undo: rulings.undo,
        Join: lobby.join,
        Leave: lobby.leave,
        Stop: lobby.stop,
        Tick: lobby.tick,
    },
    "over": {  # scores can still be put right
        Protest: rulings.protest,
        Rule: rulings.rule,
        Undo: rulings.undo,
        Tick: lobby.tick,
    },
}

_WHEN: Mapping[Phase, tuple[str, str]] = {
    "lobby": ("not_started", "before the game has started"),
    "reading": ("being_read", "while a question is read out"),
    "asking": ("question_open", "while a question is open"),
    "buzzed": ("buzzed", "while somebody has the floor"),
    "ruling": ("host_rules", "while the host has to rule"),
    "explaining": ("question_closed", "between two questions"),
    "paused": ("paused", "while the game is paused"),
    "over": ("over", "after the end of the game"),
}


def illegal(phase: Phase, action: object) -> IllegalAction:
    """The error for an action that the table does not have in this phase."""
    if not is_action(action):
        return IllegalAction("unknown_action", f"{type(action).__name__} is not an action of a session")
    code, when = _WHEN[phase]
    return IllegalAction(code, f"{type(action).__name__} is not possible {when}")


def is_action(action: object) -> bool:
    """Whether this is one of the actions at all."""
    return type(action) in _EVERY_ACTION


_EVERY_ACTION = {action for row in TABLE.values() for action in row}
