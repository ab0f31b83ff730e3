"""The phases of a game: the actions that each phase allows, and the phases that may follow it.

The diagram in `quizzer/driver/PROTOCOL.md` shows this table, and the cause of each change.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from quizzer.errors import IllegalAction
from quizzer.session import actions
from quizzer.session.saying import refusal

Phase = Literal["lobby", "reading", "asking", "buzzed", "ruling", "explaining", "paused", "over"]

FOLLOWING: Mapping[Phase, tuple[Phase, ...]] = {
    "lobby": ("reading", "asking", "over"),
    "reading": ("asking", "buzzed", "explaining", "paused", "over"),  # quizzer reads out a tossup word by word
    "asking": ("asking", "buzzed", "ruling", "explaining", "paused", "over"),  # a question is open
    "buzzed": ("reading", "asking", "buzzed", "ruling", "explaining", "paused", "over"),  # one player may answer
    "ruling": ("asking", "buzzed", "ruling", "explaining", "paused", "over"),  # everybody waits for the host
    "explaining": ("reading", "asking", "paused", "over"),  # the question is closed, with its answer shown
    "paused": ("reading", "asking", "buzzed", "ruling", "explaining", "over"),
    "over": ("explaining",),  # people can still change rulings
}
"""The phases that may follow each phase."""


class PhaseRules(NamedTuple):
    """The actions that one phase allows. Any other action gets an error with this `code`."""

    actions: frozenset[type[actions.Action]]
    code: str


_Actions: TypeAlias = set[type[actions.Action]]
_ABOUT_PLAYERS: _Actions = {actions.Join, actions.Rename, actions.Away, actions.Leave, actions.Kick, actions.Lock}
_RULINGS: _Actions = {actions.Protest, actions.Rule, actions.Undo}
_IN_GAME: _Actions = {*_ABOUT_PLAYERS, *_RULINGS, actions.Adjust, actions.Pause, actions.Stop, actions.Tick}
_ANSWERS: _Actions = {actions.Answer, actions.Typed}

PHASES: Mapping[Phase, PhaseRules] = {
    "lobby": PhaseRules(frozenset({*_ABOUT_PLAYERS, actions.Start, actions.Stop, actions.Tick}), "not_started"),
    "reading": PhaseRules(frozenset({actions.Buzz, actions.Pass, actions.Skip, *_IN_GAME}), "being_read"),
    "asking": PhaseRules(
        frozenset({*_ANSWERS, actions.Buzz, actions.Pass, actions.Hint, actions.Skip, *_IN_GAME}), "question_open"
    ),
    "buzzed": PhaseRules(frozenset({*_ANSWERS, actions.Skip, *_IN_GAME}), "buzzed"),
    "ruling": PhaseRules(frozenset({actions.Skip, *_IN_GAME}), "host_rules"),
    "explaining": PhaseRules(frozenset({actions.Next, *_IN_GAME}), "question_closed"),
    "paused": PhaseRules(frozenset({actions.Resume, *_IN_GAME} - {actions.Pause}), "paused"),
    "over": PhaseRules(frozenset({actions.Join, actions.Away, actions.Adjust, actions.Tick, *_RULINGS}), "over"),
}

EVERY_ACTION = frozenset[type[actions.Action]]().union(*(row.actions for row in PHASES.values()))


def illegal(phase: Phase, action: object) -> IllegalAction:
    """Return the error for an action that `phase` does not allow."""
    code = PHASES[phase].code if type(action) in EVERY_ACTION else "unknown_action"
    return refusal(code, action=type(action).__name__)
