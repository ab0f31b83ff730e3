"""What may happen when: the actions that each phase of a game takes, and the phases that may follow it.

The diagram in `quizzer/driver/PROTOCOL.md` shows this table, and says what brings each phase about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from quizzer.errors import IllegalAction
from quizzer.session import actions

Phase = Literal["lobby", "reading", "asking", "buzzed", "ruling", "explaining", "paused", "over"]


class PhaseRules(NamedTuple):
    """What one phase allows: its actions, and the phases that may follow.

    `code` and `when` are for the error that answers any other action.
    """

    actions: frozenset[type[actions.Action]]
    becomes: frozenset[Phase]
    code: str
    when: str


_Actions: TypeAlias = set[type[actions.Action]]
_ABOUT_PLAYERS: _Actions = {actions.Join, actions.Rename, actions.Away, actions.Leave, actions.Kick}
_RULINGS: _Actions = {actions.Protest, actions.Rule, actions.Undo}
_IN_GAME: _Actions = {*_ABOUT_PLAYERS, *_RULINGS, actions.Adjust, actions.Pause, actions.Stop, actions.Tick}
_ANSWERS: _Actions = {actions.Answer, actions.Typed}

PHASES: Mapping[Phase, PhaseRules] = {
    "lobby": PhaseRules(
        frozenset({*_ABOUT_PLAYERS, actions.Start, actions.Stop, actions.Tick}),
        frozenset({"reading", "asking", "over"}),
        "not_started",
        "before the game has started",
    ),
    "reading": PhaseRules(  # a tossup is read out word by word
        frozenset({actions.Buzz, actions.Pass, actions.Skip, *_IN_GAME}),
        frozenset({"asking", "buzzed", "explaining", "paused", "over"}),
        "being_read",
        "while a question is read out",
    ),
    "asking": PhaseRules(  # a question is open
        frozenset({*_ANSWERS, actions.Buzz, actions.Pass, actions.Hint, actions.Skip, *_IN_GAME}),
        frozenset({"asking", "buzzed", "ruling", "explaining", "paused", "over"}),
        "question_open",
        "while a question is open",
    ),
    "buzzed": PhaseRules(  # one player has the floor
        frozenset({*_ANSWERS, actions.Skip, *_IN_GAME}),
        frozenset({"reading", "asking", "buzzed", "ruling", "explaining", "paused", "over"}),
        "buzzed",
        "while somebody has the floor",
    ),
    "ruling": PhaseRules(  # everybody waits for the host
        frozenset({actions.Skip, *_IN_GAME}),
        frozenset({"asking", "buzzed", "ruling", "explaining", "paused", "over"}),
        "host_rules",
        "while the host has to rule",
    ),
    "explaining": PhaseRules(  # the question is closed and its answer is told
        frozenset({actions.Next, *_IN_GAME}),
        frozenset({"reading", "asking", "paused", "over"}),
        "question_closed",
        "between two questions",
    ),
    "paused": PhaseRules(
        frozenset({actions.Resume, *_IN_GAME} - {actions.Pause}),
        frozenset({"reading", "asking", "buzzed", "ruling", "explaining", "over"}),
        "paused",
        "while the game is paused",
    ),
    "over": PhaseRules(  # scores can still be put right
        frozenset({actions.Join, actions.Away, actions.Adjust, actions.Tick, *_RULINGS}),
        frozenset({"explaining"}),
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
