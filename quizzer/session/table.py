"""What may happen when: every legal transition of a session stands here, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from quizzer.errors import IllegalAction
from quizzer.session import lobby, play
from quizzer.session.actions import Action, Answer, Join, Leave, Next, Pass, Pause, Resume, Start, Stop, Tick
from quizzer.session.state import Game, Phase

__all__ = ["TABLE", "illegal"]

Handler: TypeAlias = Callable[[Game, Any], None]

TABLE: Mapping[Phase, Mapping[type[Action], Handler]] = {
    "lobby": {
        Join: lobby.join,
        Leave: lobby.leave,
        Start: lobby.start,
        Stop: lobby.stop,
        Tick: lobby.tick,
    },
    "asking": {
        Answer: play.answer,
        Pass: play.pass_question,
        Join: lobby.join,
        Leave: lobby.leave,
        Pause: lobby.pause,
        Stop: lobby.stop,
        Tick: lobby.tick,
    },
    "explaining": {
        Next: play.next_question,
        Join: lobby.join,
        Leave: lobby.leave,
        Pause: lobby.pause,
        Stop: lobby.stop,
        Tick: lobby.tick,
    },
    "paused": {
        Resume: lobby.resume,
        Join: lobby.join,
        Leave: lobby.leave,
        Stop: lobby.stop,
        Tick: lobby.tick,
    },
    "over": {
        Tick: lobby.tick,
    },
}

_WHEN: Mapping[Phase, tuple[str, str]] = {
    "lobby": ("not_started", "before the game has started"),
    "asking": ("question_open", "while a question is open"),
    "explaining": ("question_closed", "between two questions"),
    "paused": ("paused", "while the game is paused"),
    "over": ("over", "after the end of the game"),
}


def illegal(phase: Phase, action: object) -> IllegalAction:
    """The error for an action that the table does not have in this phase."""
    if type(action) not in _EVERY_ACTION:
        return IllegalAction("unknown_action", f"{type(action).__name__} is not an action of a session")
    code, when = _WHEN[phase]
    return IllegalAction(code, f"{type(action).__name__} is not possible {when}")


_EVERY_ACTION = {action for row in TABLE.values() for action in row}
