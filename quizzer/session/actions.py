"""What players, hosts and clocks can do. Each action is a small frozen struct that goes to JSON and back."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from quizzer.grading import Outcome


class _Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="type"):
    """The common ground of all actions: in JSON, `type` says which one it is."""


class Join(_Action, frozen=True, tag="join"):
    """`player` takes part, from now on: before the start, during the game, or again after leaving.

    A name is 1 to 64 visible characters. Names that differ only in case are the same name. `team` is empty for a player
    who plays alone. `rating` is how able the player is known to be, in Elo points (1500 is the middle).
    """

    player: str
    team: str = ""
    rating: float | None = None


class Leave(_Action, frozen=True, tag="leave"):
    """`player` goes. The score stays, and a later Join takes it up again."""

    player: str


class Start(_Action, frozen=True, tag="start"):
    """The lobby closes and the first question is asked."""


class Answer(_Action, frozen=True, tag="answer"):
    """`player` answers the open question with `given`: 1 to 10,000 characters, not all of them white space."""

    player: str
    given: str


class Typed(_Action, frozen=True, tag="typed"):
    """`text` stands typed where `player` answers, and was not given yet: it counts only if it is right.

    Where `Rules.typed` says so, a right text counts at once. Elsewhere it counts in the last moment before time is up,
    `LAST_MOMENT` seconds before `Session.due`. A text that is not right brings no event, takes no try and stands in no
    log. A text that the clock overtakes is dropped: it was typed for the question before.
    """

    player: str
    text: str


LAST_MOMENT = 0.05
"""Seconds before time is up in which a `Typed` counts under any rules."""


class Buzz(_Action, frozen=True, tag="buzz"):
    """`player` claims the right to answer a tossup."""

    player: str


class Pass(_Action, frozen=True, tag="pass"):
    """`player` gives the open question up, or skips it."""

    player: str


class Hint(_Action, frozen=True, tag="hint"):
    """`player` asks for the next hint. Everybody sees it; its cost is the player's alone."""

    player: str


class Next(_Action, frozen=True, tag="next"):
    """The explanation has been read: on to the next question, or to the end."""


class Tick(_Action, frozen=True, tag="tick"):
    """Time has gone by, and nothing else. Whatever was due by then happens."""


class Protest(_Action, frozen=True, tag="protest"):
    """`player` objects to a ruling: that with sequence number `ruling`, or else the player's own latest one."""

    player: str
    ruling: int | None = None
    why: str = ""


class Rule(_Action, frozen=True, tag="rule"):
    """A person rules on the answer of the event with sequence number `ruling`; all scores follow from there.

    `by` is who rules. If the rules name a host it must be the host; otherwise it is one of the players, or empty for
    the program that runs the game.
    """

    ruling: int
    outcome: Outcome
    by: str = ""


class Undo(_Action, frozen=True, tag="undo"):
    """The last ruling that a person made is taken back. `by` as in Rule."""

    by: str = ""


class Pause(_Action, frozen=True, tag="pause"):
    """The clock stops, and nothing can be answered until Resume."""


class Resume(_Action, frozen=True, tag="resume"):
    """The game goes on where Pause stopped it."""


class Stop(_Action, frozen=True, tag="stop"):
    """The game ends here, with the scores as they are."""


Action: TypeAlias = (
    Join | Leave | Start | Answer | Typed | Buzz | Pass | Hint | Next | Tick
    | Protest | Rule | Undo | Pause | Resume | Stop
)  # fmt: skip
