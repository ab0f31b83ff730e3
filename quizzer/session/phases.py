"""What may happen when: the actions that each phase of a game takes, and the phases that may follow it.

The diagram in `quizzer/driver/PROTOCOL.md` is made from this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from quizzer.errors import IllegalAction
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
    Typed,
    Undo,
)

Phase = Literal["lobby", "reading", "asking", "buzzed", "ruling", "explaining", "paused", "over"]


class PhaseRules(NamedTuple):
    """What one phase allows: its actions, and for each phase that may follow what brings it about.

    `code` and `when` are for the error that answers any other action.
    """

    actions: frozenset[type[Action]]
    becomes: Mapping[Phase, str]
    code: str
    when: str


_RULINGS: set[type[Action]] = {Protest, Rule, Undo}
_IN_GAME: set[type[Action]] = {Join, Leave, Pause, Stop, Tick, *_RULINGS}

PHASES: Mapping[Phase, PhaseRules] = {
    "lobby": PhaseRules(
        frozenset({Join, Leave, Start, Stop, Tick}),
        {"reading": "start, with a tossup that is read out", "asking": "start", "over": "stop"},
        "not_started",
        "before the game has started",
    ),
    "reading": PhaseRules(  # a tossup is read out word by word
        frozenset({Buzz, Pass, *_IN_GAME}),
        {
            "asking": "the last word is read",
            "buzzed": "buzz",
            "explaining": "nobody is left who may buzz, or the game's time is up",
            "paused": "pause",
            "over": "stop",
        },
        "being_read",
        "while a question is read out",
    ),
    "asking": PhaseRules(  # a question is open
        frozenset({Answer, Typed, Buzz, Pass, Hint, *_IN_GAME}),
        {
            "asking": "the turn passes to the next player",
            "buzzed": "buzz",
            "ruling": "everybody has answered, and the host has not ruled yet",
            "explaining": "the question is settled, or time is up",
            "paused": "pause",
            "over": "stop",
        },
        "question_open",
        "while a question is open",
    ),
    "buzzed": PhaseRules(  # one player has the floor
        frozenset({Answer, Typed, *_IN_GAME}),
        {
            "reading": "wrong, before the last word",
            "asking": "wrong, after the last word",
            "buzzed": "the player is asked to be more specific",
            "ruling": "the player has answered, and the host has not ruled yet",
            "explaining": "right, or the game's time is up",
            "paused": "pause",
            "over": "stop",
        },
        "buzzed",
        "while somebody has the floor",
    ),
    "ruling": PhaseRules(  # everybody waits for the host
        frozenset(_IN_GAME),
        {
            "asking": "the host has ruled",
            "buzzed": "the host has ruled on a tossup",
            "ruling": "the host has ruled on one of several answers",
            "explaining": "the host has ruled, and that settles the question",
            "paused": "pause",
            "over": "stop",
        },
        "host_rules",
        "while the host has to rule",
    ),
    "explaining": PhaseRules(  # the question is closed and its answer is told
        frozenset({Next, *_IN_GAME}),
        {
            "reading": "next, with a tossup that is read out",
            "asking": "next",
            "paused": "pause",
            "over": "next, with no question left, or stop",
        },
        "question_closed",
        "between two questions",
    ),
    "paused": PhaseRules(
        frozenset({Resume, *_IN_GAME} - {Pause}),
        {
            "reading": "resume",
            "asking": "resume",
            "buzzed": "resume",
            "ruling": "resume",
            "explaining": "resume",
            "over": "stop",
        },
        "paused",
        "while the game is paused",
    ),
    "over": PhaseRules(  # scores can still be put right
        frozenset({Tick, *_RULINGS}),
        {"explaining": "a changed ruling gives a player a life back"},
        "over",
        "after the end of the game",
    ),
}

_EVERY_ACTION = frozenset[type[Action]]().union(*(row.actions for row in PHASES.values()))


def illegal(phase: Phase, action: object) -> IllegalAction:
    """The error for an action that `phase` does not take."""
    if not is_action(action):
        return IllegalAction("unknown_action", f"{type(action).__name__} is not an action of a session")
    row = PHASES[phase]
    return IllegalAction(row.code, f"{type(action).__name__} is not possible {row.when}")


def is_action(action: object) -> bool:
    """Whether `action` is one of the sixteen actions of a session."""
    return type(action) in _EVERY_ACTION
