"""The events of a game. Each is a small frozen struct that goes to JSON and back.

While a question is open, no event reveals its answer; `Revealed` does. `Session.events_for` gives each player only the
events that this player may see.

No event refers to an object that refers back to it, so the garbage collector can ignore events (`gc=False`).
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
    """A player has joined, `again` after leaving or being away. People read the `name`; in every event it is empty if
    they read the id `player`."""

    player: str
    team: str = ""
    again: bool = False
    name: str = ""


class PlayerRenamed(_Event, frozen=True, gc=False, tag="player_renamed"):
    """A player has taken another `name`."""

    player: str
    name: str


class PlayerAway(_Event, frozen=True, gc=False, tag="player_away"):
    """The connection to a player broke."""

    player: str


class PlayerLeft(_Event, frozen=True, gc=False, tag="player_left"):
    """A player has left; a `kicked` player cannot come back."""

    player: str
    kicked: bool = False


class GameLocked(_Event, frozen=True, gc=False, tag="game_locked"):
    """The host has locked the game for new players, or with `locked` False unlocked it."""

    locked: bool


class GameStarted(_Event, frozen=True, gc=False, tag="game_started"):
    """The game begins, with at most `questions` questions."""

    mode: str
    questions: int
    players: tuple[str, ...]


class QuestionAsked(_Event, frozen=True, gc=False, tag="question_asked"):
    """A question is open. `number` counts from 1 to `of`. A bonus has the number of its tossup, and `part` counts its
    questions from 1.

    `text` is empty if quizzer reads the question out word by word. `scored` is False for an open question, whose answer
    nobody knows. `seconds` is the time to answer, None for no limit. `player` has the turn, if players take turns.
    `bonus` names the player or team of a bonus. `again` is for a missed question that comes back: it does not count a
    second time.

    `text` is complete. Instead of it, a screen may show `frame`, the film of the question, and below that `short`. Both
    are empty if the question must not reveal the film.
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
    """quizzer has read out more words of a tossup, `count` so far. `finished` with the last one."""

    words: str
    count: int
    finished: bool = False


class Buzzed(_Event, frozen=True, gc=False, tag="buzzed"):
    """A player has buzzed after `count` words, and may answer for `seconds`."""

    player: str
    count: int
    seconds: float | None = None


class Parts(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The parts of the points of one answer, each to three decimal places. Their sum is its points.

    `base` is for the question's difficulty, or for a part of a bonus. `power` is the extra of an answer before the
    power mark. `speed` and `streak` are those bonuses. `partial` is for an incomplete list or a near number. `cost`,
    below 0, is the cost of a miss, or of hints.
    """

    base: float = 0.0
    power: float = 0.0
    speed: float = 0.0
    streak: float = 0.0
    partial: float = 0.0
    cost: float = 0.0


class Ruled(_Event, frozen=True, gc=False, tag="ruled"):
    """The referee, or the host, has ruled on an answer. After PROMPT the player may answer again.

    `message` is the reason in a sentence. `say` makes this sentence in other languages from `code` (codes separated by
    spaces; the `reason` if there are none) and the `parameters`. `points` is the gain of this answer (below 0 for a
    loss), and `total` the player's points after it. `power` is for a tossup answered before its mark, `neg` for a wrong
    interruption. `seconds` is the time since the question, or the player's turn, began, without pauses and the time
    after a buzz. `streak` is the player's number of right answers in a row. `parts` are the parts of the points (None:
    no points).
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
    """A player has answered, and the host must rule: `seq` is the number for `Rule`. `seconds` as in `Ruled`."""

    player: str
    seconds: float = 0.0


class Contributed(_Event, frozen=True, gc=False, tag="contributed"):
    """A player has answered an open question. It brings no points, because nobody knows the answer. `seconds` as in
    `Ruled`."""

    player: str
    question: str
    given: str
    seconds: float = 0.0


class PlayerPassed(_Event, frozen=True, gc=False, tag="player_passed"):
    """A player has given up the question, at a cost of `points` (0 or below). `seconds` as in `Ruled`."""

    player: str
    points: float = 0.0
    seconds: float = 0.0


class TurnPassed(_Event, frozen=True, gc=False, tag="turn_passed"):
    """The open question passes to `player`."""

    player: str


class HintGiven(_Event, frozen=True, gc=False, tag="hint_given"):
    """The `number`th hint (from 1) for the open question. Without a `player`, the host or the clock gave it. A clue is
    a hint that may also follow a miss, and takes its share of the points. Without a `code`, the `text` is in the
    language of the bank."""

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
    """One hint and its kind; an empty hint means that the question has no more."""

    kind: HintKind
    text: str
    choices: tuple[str, ...] = ()
    code: str = ""
    parameters: Parameters = None


class Result(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The result of the question for one player. `outcome` is None for no answer, or one that waits for the host.

    `seconds`, `streak`, `parts`, `code` and `parameters` are as in `Ruled`. They have their defaults if the player did
    not answer or pass. `out` if the player has no life left.
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
    """The answer of `count` players, in the words of the first of them, up to 100 characters."""

    given: str
    count: int
    outcome: Outcome | None = None


class Revealed(_Event, frozen=True, gc=False, tag="revealed"):
    """The question is closed. `answer` is None for an open question. `results` are in the order of joining, or in the
    order of answering if not everybody answers. `skipped` if the host closed it.

    In a game of more than 30 players, a player sees only their own result, and `said`: the 50 most frequent answers,
    with equal answers together.
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
    """A player has no life left, and now only watches."""

    player: str


class Protested(_Event, frozen=True, gc=False, tag="protested"):
    """A player protests against the ruling with the number `ruling`."""

    player: str
    ruling: int
    why: str = ""


class ScoreChange(msgspec.Struct, frozen=True, gc=False):
    """One player's points before and after."""

    player: str
    before: float
    after: float


class ScoreAdjusted(_Event, frozen=True, gc=False, tag="score_adjusted"):
    """The host gave a player `points`, or took them if they are below 0. `why` is the reason."""

    player: str
    points: float
    why: str = ""


class RulingChanged(_Event, frozen=True, gc=False, tag="ruling_changed"):
    """A person has ruled, or taken a ruling back (`undone`). `scores` lists every changed score.

    `own` marks the ruling of a player in a game without a host. An outcome of None waits for the host. `points`,
    `streak` and `parts` are those of the answer now, as in `Ruled`.
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
    """The clock has stopped."""


class GameResumed(_Event, frozen=True, gc=False, tag="game_resumed"):
    """The clock runs again."""


class TimeUp(_Event, frozen=True, gc=False, tag="time_up"):
    """Time is up for the whole game, for the question, or for the answer of `player`. `seconds` as in `Ruled`; 0 for
    the whole game."""

    what: Literal["game", "question", "answer"]
    player: str = ""
    seconds: float = 0.0


class TimeClamped(_Event, frozen=True, gc=False, tag="time_clamped"):
    """The caller's clock ran backwards, to `given`; the game continues from `at`."""

    given: float


class Refused(_Event, frozen=True, gc=False, tag="refused"):
    """An action came too late: time was up first. The effects of the clock remain, and the action does not count."""

    action: str
    code: str
    message: str
    player: str = ""
    parameters: Parameters = None


class GameReopened(_Event, frozen=True, gc=False, tag="game_reopened"):
    """A changed ruling has given a player a life back, so the ended game continues."""


class Standing(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The place of a player or a team. `rank` counts from 1; players with equal tie-breaks share a rank.

    People read the `name`; `player` is the id, if it is different. `right` counts right answers, and `answered` the
    scored questions with an answer or a pass. `members` are the ids of the players of a team.
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
"""Why a game is over: no question or no player is left, time is up, a score is reached, nobody acts, or it was
stopped."""


class GameEnded(_Event, frozen=True, gc=False, tag="game_ended"):
    """The game is over."""

    reason: EndReason
    standings: tuple[Standing, ...]
    teams: tuple[Standing, ...] = ()


Event: TypeAlias = (
    PlayerJoined | PlayerRenamed | PlayerAway | PlayerLeft | GameLocked | GameStarted | QuestionAsked | WordsRead
    | Buzzed | Ruled | Submitted | Contributed | PlayerPassed | TurnPassed | HintGiven | Revealed | PlayerOut
    | Protested | ScoreAdjusted | RulingChanged | GamePaused | GameResumed | TimeUp | TimeClamped | Refused
    | GameReopened | GameEnded
)  # fmt: skip
