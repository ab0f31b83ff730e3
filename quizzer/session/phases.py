"""What may happen when: the actions that each phase of a game takes, and the phases that may follow it.

The diagram in `quizzer/driver/PROTOCOL.md` is made from this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from quizzer.errors import IllegalAction
from quizzer.session import actions

Phase = Literal["lobby", "reading", "asking", "buzzed", "ruling", "explaining", "paused", "over"]


class PhaseRules(NamedTuple):
    """What one phase allows: its actions, and for each phase that may follow what brings it about.

    `code` and `when` are for the error that answers any other action.
    """

    actions: frozenset[type[actions.Action]]
    becomes: Mapping[Phase, str]
    code: str
    when: str


_RULINGS: set[type[actions.Action]] = {actions.Protest, actions.Rule, actions.Undo}
_ABOUT_PLAYERS: set[type[actions.Action]] = {actions.Join, actions.Rename, actions.Away, actions.Leave, actions.Kick}
_IN_GAME: set[type[actions.Action]] = {
    *_ABOUT_PLAYERS,
    actions.Adjust,
    actions.Pause,
    actions.Stop,
    actions.Tick,
    *_RULINGS,
}

PHASES: Mapping[Phase, PhaseRules] = {
    "lobby": PhaseRules(
        frozenset({*_ABOUT_PLAYERS, actions.Start, actions.Stop, actions.Tick}),
        {"reading": "start, with a tossup that is read out", "asking": "start", "over": "stop"},
        "not_started",
        "before the game has started",
    ),
    "reading": PhaseRules(  # a tossup is read out word by word
        frozenset({actions.Buzz, actions.Pass, actions.Skip, *_IN_GAME}),
        {
            "asking": "the last word is read",
            "buzzed": "buzz",
            "explaining": "nobody is left who may buzz, it is skipped, or the game's time is up",
            "paused": "pause",
            "over": "stop",
        },
        "being_read",
        "while a question is read out",
    ),
    "asking": PhaseRules(  # a question is open
        frozenset({actions.Answer, actions.Typed, actions.Buzz, actions.Pass, actions.Hint, actions.Skip, *_IN_GAME}),
        {
            "asking": "the turn passes to the next player",
            "buzzed": "buzz",
            "ruling": "everybody has answered, and the host has not ruled yet",
            "explaining": "the question is settled or skipped, or time is up",
            "paused": "pause",
            "over": "stop",
        },
        "question_open",
        "while a question is open",
    ),
    "buzzed": PhaseRules(  # one player has the floor
        frozenset({actions.Answer, actions.Typed, actions.Skip, *_IN_GAME}),
        {
            "reading": "wrong, before the last word",
            "asking": "wrong, after the last word",
            "buzzed": "the player is asked to be more specific",
            "ruling": "the player has answered, and the host has not ruled yet",
            "explaining": "right, skipped, or the game's time is up",
            "paused": "pause",
            "over": "stop",
        },
        "buzzed",
        "while somebody has the floor",
    ),
    "ruling": PhaseRules(  # everybody waits for the host
        frozenset({actions.Skip, *_IN_GAME}),
        {
            "asking": "the host has ruled",
            "buzzed": "the host has ruled on a tossup",
            "ruling": "the host has ruled on one of several answers",
            "explaining": "the host has ruled, and that settles the question, or it is skipped",
            "paused": "pause",
            "over": "stop",
        },
        "host_rules",
        "while the host has to rule",
    ),
    "explaining": PhaseRules(  # the question is closed and its answer is told
        frozenset({actions.Next, *_IN_GAME}),
        {
            "reading": "next, with a tossup that is read out",
            "asking": "next",
            "paused": "pause",
            "over": "next, with no question left or a score reached, or stop",
        },
        "question_closed",
        "between two questions",
    ),
    "paused": PhaseRules(
        frozenset({actions.Resume, *_IN_GAME} - {actions.Pause}),
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
        frozenset({actions.Join, actions.Away, actions.Adjust, actions.Tick, *_RULINGS}),
        {"explaining": "a changed ruling gives a player a life back"},
        "over",
        "after the end of the game",
    ),
}

_EVERY_ACTION = frozenset[type[actions.Action]]().union(*(row.actions for row in PHASES.values()))


def illegal(phase: Phase, action: object) -> IllegalAction:
    """The error for an action that `phase` does not take."""
    if not is_action(action):
        return IllegalAction("unknown_action", f"{type(action).__name__} is not an action of a session")
    row = PHASES[phase]
    return IllegalAction(row.code, f"{type(action).__name__} is not possible {row.when}")


def is_action(action: object) -> bool:
    """Whether `action` is an action of a session."""
    return type(action) in _EVERY_ACTION
