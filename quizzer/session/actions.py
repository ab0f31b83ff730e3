"""The actions of players, hosts and clocks. Each is a small frozen struct that goes to JSON and back."""

from typing import TypeAlias

import msgspec

from quizzer.grading import Outcome


class _Action(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True, tag_field="type"):
    """The base of all actions: in JSON, `type` has its name."""


class _OfQuestion(_Action, frozen=True, kw_only=True):
    """The base of actions about one question.

    `question` is the number of the question, and `part` the part of a bonus, both as in `QuestionAsked`. If another
    question is the latest, quizzer refuses the action. None means the latest question. Give the number wherever an
    action may arrive late.
    """

    question: int | None = None
    part: int = 0


class Join(_Action, frozen=True, tag="join"):
    """`player` joins the game: before the start, later, or again after `Leave` or `Away`.

    `player` is an id of 1 to 128 visible characters, which quizzer compares exactly. People read the `name`, 1 to 64
    characters; without one they read the id. `team` is empty for a player without a team. `rating` is the player's
    known strength in Elo points (1500 is average). A player who comes back keeps team, name and score, but may give
    another `name`.
    """

    player: str
    team: str = ""
    rating: float | None = None
    name: str = ""


class Rename(_Action, frozen=True, tag="rename"):
    """`player` takes another `name`."""

    player: str
    name: str


class Away(_Action, frozen=True, tag="away"):
    """The connection to `player` broke. The player keeps the seat, and `Join` brings them back at any time."""

    player: str


class Leave(_Action, frozen=True, tag="leave"):
    """`player` leaves. In the lobby this frees the seat. Later the score stays, and a `Join` resumes it."""

    player: str


class Kick(_Action, frozen=True, tag="kick"):
    """The host sends `player` out, who cannot come back."""

    player: str


class Lock(_Action, frozen=True, tag="lock"):
    """The host locks the game: no new player may join. `locked` False unlocks it. Players can always come back."""

    locked: bool = True


class Adjust(_Action, frozen=True, tag="adjust"):
    """The host gives `player` some `points`, or takes them if they are below 0. `why` is the reason, up to 1,000
    characters."""

    player: str
    points: float
    why: str = ""


class Start(_Action, frozen=True, tag="start"):
    """The game starts with the first question. If the rules let players join late, nobody need have joined."""


class Answer(_OfQuestion, frozen=True, tag="answer"):
    """`player` answers the open question with `given`: 1 to 10,000 characters, not all of them white space."""

    player: str
    given: str


class Typed(_OfQuestion, frozen=True, tag="typed"):
    """`player` has typed `text`, but not yet given it: it counts only if it is right.

    With `Rules.typed`, a right text counts at once. In other games it counts in the last `LAST_MOMENT` seconds before
    `Session.due`. A text that is not right brings no event, costs no try, and is in no log. quizzer drops a text that
    comes too late, because it was for the question before.
    """

    player: str
    text: str


LAST_MOMENT = 0.05
"""Seconds before time is up in which a `Typed` counts under any rules."""


class Buzz(_OfQuestion, frozen=True, tag="buzz"):
    """`player` claims the right to answer a tossup."""

    player: str


class Pass(_OfQuestion, frozen=True, tag="pass"):
    """`player` gives up the open question."""

    player: str


class Hint(_OfQuestion, frozen=True, tag="hint"):
    """`player` asks for the next hint. Everybody sees it unless the rules forbid that; only this player pays for it.
    Without a player, the host gives the hint, and nobody pays."""

    player: str = ""


class Skip(_OfQuestion, frozen=True, tag="skip"):
    """The host closes the open question. It is not a miss for players who have not answered."""


class Next(_OfQuestion, frozen=True, tag="next"):
    """The game continues after the explanation, with the next question or the end.

    With `dropped`, the explained question does not come back in games that repeat missed questions.
    """

    dropped: bool = False


class Tick(_Action, frozen=True, tag="tick"):
    """Time has passed, and nothing else. Everything that was due by then happens."""


class Protest(_Action, frozen=True, tag="protest"):
    """`player` protests against the ruling with the number `ruling`, or against their own latest ruling."""

    player: str
    ruling: int | None = None
    why: str = ""


class Rule(_Action, frozen=True, tag="rule"):
    """A person rules on the answer of the event with the number `ruling`; all scores follow.

    `by` is the id of this person. If the rules name a host, it must be the host. Otherwise it is one of the players, or
    empty for the program that runs the game.
    """

    ruling: int
    outcome: Outcome
    by: str = ""


class Undo(_Action, frozen=True, tag="undo"):
    """A person takes back the last ruling that a person made. `by` as in `Rule`."""

    by: str = ""


class Pause(_Action, frozen=True, tag="pause"):
    """The clock stops, and nobody can answer until `Resume`."""


class Resume(_Action, frozen=True, tag="resume"):
    """The game continues where `Pause` stopped it."""


class Stop(_Action, frozen=True, tag="stop"):
    """The game ends here, with the scores as they are."""


Action: TypeAlias = (
    Join | Rename | Away | Leave | Kick | Lock | Adjust | Start | Answer | Typed | Buzz | Pass | Hint | Skip | Next
    | Tick | Protest | Rule | Undo | Pause | Resume | Stop
)  # fmt: skip

PLAYERS_ACTIONS = frozenset[type[Action]]((Answer, Away, Buzz, Hint, Join, Leave, Pass, Protest, Rename, Typed))
"""The actions that players send, each for themselves. If the rules name no host, they may also send `Start` and
`Next`."""
