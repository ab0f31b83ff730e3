"""What players, hosts and clocks can do. Each action is a small frozen struct that goes to JSON and back."""

from typing import TypeAlias

import msgspec

from quizzer.grading import Outcome


class _Action(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True, tag_field="type"):
    """The common ground of all actions: in JSON, `type` says which one it is."""


class _OfQuestion(_Action, frozen=True, kw_only=True):
    """The common ground of what is meant for one question. `question` is that question's number, and `part` which part
    of a bonus it is, both as `QuestionAsked` tells them. If another question is the latest, quizzer refuses the action.
    None is for whichever question is the latest: name it wherever an action may arrive late.
    """

    question: int | None = None
    part: int = 0


class Join(_Action, frozen=True, tag="join"):
    """`player` takes part from now on: before the start, during the game, or again after Leave or Away.

    `player` is an id of 1 to 128 visible characters, compared exactly. `name` is what people read, 1 to 64 characters;
    without one they read the id. `team` is empty for a player who plays alone. `rating` is how able the player is known
    to be, in Elo points (1500 is the middle). Who comes back keeps team, name and score; another `name` renames.
    """

    player: str
    team: str = ""
    rating: float | None = None
    name: str = ""


class Rename(_Action, frozen=True, tag="rename"):
    """`player` is called `name` from now on."""

    player: str
    name: str


class Away(_Action, frozen=True, tag="away"):
    """The connection to `player` broke. The seat stays theirs, and Join brings them back at any time."""

    player: str


class Leave(_Action, frozen=True, tag="leave"):
    """`player` goes. In the lobby that frees the seat; later the score stays, and a Join takes it up again."""

    player: str


class Kick(_Action, frozen=True, tag="kick"):
    """`player` has to go, and can't come back."""

    player: str


class Adjust(_Action, frozen=True, tag="adjust"):
    """`player` gets `points` by hand, or loses them if they are below 0. `why` says what for, in up to 1,000
    characters."""

    player: str
    points: float
    why: str = ""


class Start(_Action, frozen=True, tag="start"):
    """The lobby closes and the first question is asked. Nobody need be there, if the rules let players join late."""


class Answer(_OfQuestion, frozen=True, tag="answer"):
    """`player` answers the open question with `given`: 1 to 10,000 characters, not all of them white space."""

    player: str
    given: str


class Typed(_OfQuestion, frozen=True, tag="typed"):
    """`text` stands typed where `player` answers, and was not given yet: it counts only if it is right.

    Where `Rules.typed` says so, a right text counts at once. Elsewhere it counts in the last moment before time is up,
    `LAST_MOMENT` seconds before `Session.due`. A text that is not right brings no event, takes no try and stands in no
    log. A text that the clock overtakes is dropped: it was typed for the question before.
    """

    player: str
    text: str


LAST_MOMENT = 0.05
"""Seconds before time is up in which a `Typed` counts under any rules."""


class Buzz(_OfQuestion, frozen=True, tag="buzz"):
    """`player` claims the right to answer a tossup."""

    player: str


class Pass(_OfQuestion, frozen=True, tag="pass"):
    """`player` gives the open question up, or skips it."""

    player: str


class Hint(_OfQuestion, frozen=True, tag="hint"):
    """`player` asks for the next hint. Everybody sees it unless the rules say otherwise; its cost is the player's
    alone. Without a player it is the host's, and costs nothing."""

    player: str = ""


class Skip(_OfQuestion, frozen=True, tag="skip"):
    """The open question closes: who has not answered misses nothing."""


class Next(_OfQuestion, frozen=True, tag="next"):
    """The explanation has been read: on to the next question, or to the end.

    With `dropped`, the one that was explained does not come back where missed questions do.
    """

    dropped: bool = False


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
    Join | Rename | Away | Leave | Kick | Adjust | Start | Answer | Typed | Buzz | Pass | Hint | Skip | Next | Tick
    | Protest | Rule | Undo | Pause | Resume | Stop
)  # fmt: skip

PLAYERS_ACTIONS = frozenset[type[Action]]((Answer, Away, Buzz, Hint, Join, Leave, Pass, Protest, Rename, Typed))
"""What a player sends, each for themselves; where the rules name no host, Start and Next too."""
