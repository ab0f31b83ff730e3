"""What happens in a game. Each event is a small frozen struct that goes to JSON and back.

While a question is open, no event carries its answer, or anything of it that would tell; that comes with `Revealed`.
What somebody else's answer was worth is told there too: `Session.events_for` gives each player what they may see.

Events refer to nothing that could refer back to them, so the garbage collector need not look at them (`gc=False`).
"""

from typing import Literal, NamedTuple, TypeAlias

import msgspec

from quizzer.grading import Outcome, Reason
from quizzer.grading.verdict import Parameters


class _Event(msgspec.Struct, frozen=True, omit_defaults=True, gc=False, tag_field="type"):
    """`seq` counts the events of a session from 0; `at` is the time in seconds since the game began."""

    seq: int
    at: float


class PlayerJoined(_Event, frozen=True, gc=False, tag="player_joined"):
    """A player takes part from now on, `again` for one who had left or was away. `name` is what people read; it is
    empty if that is the id `player`, as in every other event."""

    player: str
    team: str = ""
    again: bool = False
    name: str = ""


class PlayerRenamed(_Event, frozen=True, gc=False, tag="player_renamed"):
    """A player is called `name` from now on."""

    player: str
    name: str


class PlayerAway(_Event, frozen=True, gc=False, tag="player_away"):
    """The connection to a player broke."""

    player: str


class PlayerLeft(_Event, frozen=True, gc=False, tag="player_left"):
    """A player has gone; one who was `kicked` can't come back."""

    player: str
    kicked: bool = False


class GameStarted(_Event, frozen=True, gc=False, tag="game_started"):
    """The game begins: `questions` is how many will be asked at most."""

    mode: str
    questions: int
    players: tuple[str, ...]


class QuestionAsked(_Event, frozen=True, gc=False, tag="question_asked"):
    """A question is open. `number` counts from 1 to `of`; a bonus has the number of its tossup, and `part` counts its
    questions from 1.

    `text` is empty where the question is read out word by word. `scored` is False for an open gap, whose answer nobody
    knows. `seconds` is how long there is to answer, None for no limit. `player` is whose turn it is, where players take
    turns. `bonus` names the player or team that a bonus is for. `again` for one that was missed and comes back: it
    counts no second time.

    `text` is complete. A screen with room above it may show `frame`, the film that the question names, and below that
    `short` for the text; both are empty where no film may be named.
    """

    number: int
    of: int
    text: str
    category: str
    difficulty: int
    kind: str
    choices: tuple[str, ...] = ()
    media: str = ""
    scored: bool = True
    seconds: float | None = None
    player: str = ""
    bonus: str = ""
    frame: str = ""
    short: str = ""
    again: bool = False
    part: int = 0


class WordsRead(_Event, frozen=True, gc=False, tag="words_read"):
    """More words of a tossup have been read out; `count` is how many so far. `finished` with the last one."""

    words: str
    count: int
    finished: bool = False


class Buzzed(_Event, frozen=True, gc=False, tag="buzzed"):
    """A player has the floor, after `count` words. `seconds` is how long there is to answer."""

    player: str
    count: int
    seconds: float | None = None


class Parts(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What the points of one answer are made of: together they are its points, each to three decimal places.

    `base` is for the question's difficulty, or for a part of a bonus; `power` what answering before the power mark adds
    to that; `speed` and `streak` are those bonuses; `partial` is for an incomplete list or a near number; `cost`, below
    0, is what a miss costs, or what hints take from a right answer.
    """

    base: float = 0.0
    power: float = 0.0
    speed: float = 0.0
    streak: float = 0.0
    partial: float = 0.0
    cost: float = 0.0


class Ruled(_Event, frozen=True, gc=False, tag="ruled"):
    """An answer has been ruled on. PROMPT: the player may answer again.

    `message` says why in a sentence; `say` tells it in other languages, by the codes in `code`, with spaces between
    them, or the `reason` where there are none, and by the `parameters`. `points` is what the ruling brought (below 0
    for a loss), `total` the player's points after it. `power` for a tossup answered before its mark, `neg` for a wrong
    interruption. `seconds` is how long the question had been open, or the player's turn at it: pauses are left out, and
    the time after a buzz.
    `streak` is how many the player now has right in a row, `parts` what the points are made of (None: no points).
    """

    player: str
    outcome: Outcome
    reason: Reason
    message: str = ""
    points: float = 0.0
    total: float = 0.0
    power: bool = False
    neg: bool = False
    seconds: float = 0.0
    streak: int = 0
    parts: Parts | None = None
    code: str = ""
    parameters: Parameters = None


class Submitted(_Event, frozen=True, gc=False, tag="submitted"):
    """A player has answered, and the host is to rule: `seq` is the number to rule on. `seconds` as in `Ruled`."""

    player: str
    seconds: float = 0.0


class Contributed(_Event, frozen=True, gc=False, tag="contributed"):
    """A player has said what might be the answer of an open gap. Nobody knows, so it is not scored. `seconds` as in
    `Ruled`."""

    player: str
    question: str
    given: str
    seconds: float = 0.0


class PlayerPassed(_Event, frozen=True, gc=False, tag="player_passed"):
    """A player has given the question up, which cost `points` (0 or below). `seconds` as in `Ruled`."""

    player: str
    points: float = 0.0
    seconds: float = 0.0


class TurnPassed(_Event, frozen=True, gc=False, tag="turn_passed"):
    """The open question goes on to `player`."""

    player: str


class HintGiven(_Event, frozen=True, gc=False, tag="hint_given"):
    """The `number`th hint (from 1) for the open question; without a `player` from the host or by time. A "clue"
    is given after a miss too, and costs its share of what the answer is worth. Without a `code` the `text` is in the
    language of the bank, or in none."""

    player: str
    number: int
    kind: "HintKind"
    text: str
    choices: tuple[str, ...] = ()
    points: float = 0.0
    code: str = ""
    parameters: Parameters = None


HintKind: TypeAlias = Literal["author", "category", "shape", "letters", "choice", "clue"]


class HintText(NamedTuple):
    """One hint, and of what sort it is; an empty one says that there is no further."""

    kind: HintKind
    text: str
    choices: tuple[str, ...] = ()
    code: str = ""
    parameters: Parameters = None


class Result(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What came of the question for one player. `outcome` is None for who did not answer, or waits for the host.

    `seconds`, `streak`, `parts`, `code` and `parameters` as in `Ruled`; they keep their defaults for who did not answer
    or pass. `out` if the player has no life left.
    """

    player: str
    given: str = ""
    outcome: Outcome | None = None
    reason: Reason | None = None
    message: str = ""
    matched: str = ""
    points: float = 0.0
    passed: bool = False
    ruling: int | None = None
    seconds: float = 0.0
    streak: int = 0
    parts: Parts | None = None
    out: bool = False
    code: str = ""
    parameters: Parameters = None


class AnswerGroup(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What `count` players answered, in up to 100 characters of what the first of them said."""

    given: str
    count: int
    outcome: Outcome | None = None


class Revealed(_Event, frozen=True, gc=False, tag="revealed"):
    """The question is closed. `answer` is None for an open gap; `results` are in the order in which
    players joined, or where not everybody answers, in that of answering. `skipped` if the host closed it.

    What a player sees of a game of more than 30 has that player's result alone, and `said`: the 50 most frequent
    answers, those of all who mean the same together.
    """

    question: str
    answer: str | None
    explanation: str = ""
    source: str = ""
    film: str | None = None
    results: tuple[Result, ...] = ()
    skipped: bool = False
    said: tuple[AnswerGroup, ...] = ()


class PlayerOut(_Event, frozen=True, gc=False, tag="player_out"):
    """A player has no life left, and only watches from now on."""

    player: str


class Protested(_Event, frozen=True, gc=False, tag="protested"):
    """A player objects to the ruling with sequence number `ruling`."""

    player: str
    ruling: int
    why: str = ""


class ScoreChange(msgspec.Struct, frozen=True, gc=False):
    """One player's points before and after."""

    player: str
    before: float
    after: float


class ScoreAdjusted(_Event, frozen=True, gc=False, tag="score_adjusted"):
    """The host gave a player `points`, or took them if they are below 0. `why` says what for."""

    player: str
    points: float
    why: str = ""


class RulingChanged(_Event, frozen=True, gc=False, tag="ruling_changed"):
    """A person has ruled, or taken a ruling back (`undone`). `scores` lists every score that moved.

    `own` marks a ruling that a player made in the absence of a host. An outcome of None waits for the host. `points`,
    `streak` and `parts` are what the answer itself brings now, as in `Ruled`.
    """

    ruling: int
    player: str
    before: Outcome | None
    after: Outcome | None
    by: str = ""
    own: bool = False
    undone: bool = False
    scores: tuple[ScoreChange, ...] = ()
    points: float = 0.0
    streak: int = 0
    parts: Parts | None = None


class GamePaused(_Event, frozen=True, gc=False, tag="game_paused"):
    """The clock stands still."""


class GameResumed(_Event, frozen=True, gc=False, tag="game_resumed"):
    """The clock runs on."""


class TimeUp(_Event, frozen=True, gc=False, tag="time_up"):
    """Time has run out: for the whole game, the question, or the answer of `player`, whose turn or floor it was.
    `seconds` as in `Ruled`; 0 for the whole game."""

    what: Literal["game", "question", "answer"]
    player: str = ""
    seconds: float = 0.0


class TimeClamped(_Event, frozen=True, gc=False, tag="time_clamped"):
    """The caller's clock ran backwards, to `given`; the game counts on from `at`."""

    given: float


class Refused(_Event, frozen=True, gc=False, tag="refused"):
    """An action came too late: the clock ran out first. What the clock did stands; the action counted for nothing."""

    action: str
    code: str
    message: str
    player: str = ""
    parameters: Parameters = None


class GameReopened(_Event, frozen=True, gc=False, tag="game_reopened"):
    """A changed ruling gives a player a life back, and the game, which was over, goes on."""


class Standing(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """How a player, or a team, stands. `rank` counts from 1; those whom the tie-break can't part share one.

    `name` is what people read, `player` the id, if that is another. `right` counts right answers, `answered` the scored
    questions that were answered or passed. `members` is for teams: the ids of their players.
    """

    rank: int
    name: str
    points: float
    right: int = 0
    answered: int = 0
    members: tuple[str, ...] = ()
    player: str = ""

    @property
    def id(self) -> str:
        """The id of the player, or the team."""
        return self.player or self.name


EndReason: TypeAlias = Literal["finished", "all_out", "time", "target", "idle", "stopped"]
"""Why a game is over: no question is left, nobody is, its time, a score is reached, nobody acts, or it was stopped."""


class GameEnded(_Event, frozen=True, gc=False, tag="game_ended"):
    """The game is over."""

    reason: EndReason
    standings: tuple[Standing, ...]
    teams: tuple[Standing, ...] = ()


Event: TypeAlias = (
    PlayerJoined | PlayerRenamed | PlayerAway | PlayerLeft | GameStarted | QuestionAsked | WordsRead | Buzzed
    | Ruled | Submitted | Contributed | PlayerPassed | TurnPassed | HintGiven | Revealed | PlayerOut | Protested
    | ScoreAdjusted | RulingChanged | GamePaused | GameResumed | TimeUp | TimeClamped | Refused | GameReopened
    | GameEnded
)  # fmt: skip
