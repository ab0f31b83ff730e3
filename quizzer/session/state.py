"""The state of a session: players, the open question, every answer; and the steps that keep it consistent."""

from collections import deque
from copy import copy
from typing import Any, TypeAlias, TypeVar

import msgspec

from quizzer.errors import shown
from quizzer.grading import Canon, Outcome, Reason, Verdict, fold
from quizzer.question import Question
from quizzer.session.actions import Action
from quizzer.session.events import EndReason, Event, HintText, Result, ScoreChange
from quizzer.session.phases import FOLLOWING, Phase
from quizzer.session.ratings import Ratings
from quizzer.session.rules import Rules
from quizzer.session.saying import refusal
from quizzer.session.scoring import Asking, PlayerScore, Record, RecordKind, Scores, nearness
from quizzer.session.selection import meant

Decided: TypeAlias = Verdict | HintText
"""A verdict of the referee, or a hint from the canon. A log keeps it, so that a replay needs neither."""
Entry: TypeAlias = tuple[float, Action, *tuple[Decided, ...]]
"""An action that counted: its time, the action, and the decisions about it."""

E_co = TypeVar("E_co", bound=Event, covariant=True)

_CLOCK_RUNS = ("reading", "asking", "buzzed")


class Player(msgspec.Struct):
    """A player of the game. One who has left keeps the score."""

    id: str
    team: str = ""
    name: str = ""  # as people read it; empty if they read the id
    present: bool = True  # the game counts on this player
    away: bool = False  # the connection broke
    out: bool = False

    @property
    def shown(self) -> str:
        """The name that people read."""
        return self.name or self.id

    @property
    def active(self) -> bool:
        """Whether the game waits for this player."""
        return self.present and not self.out

    @property
    def side(self) -> str:
        """The side of this player: the team, or the player alone."""
        return self.team or self.id


class Turn(msgspec.Struct, gc=False):
    """The actions of one player about the open question so far."""

    tries: int = 0
    prompts: int = 0
    done: bool = False
    sent: bool = False  # an answer, or a pass
    hints: int = 0  # known to this player alone, with all before them


class Round(msgspec.Struct):
    """The open question, or the latest one."""

    asking: Asking
    turns: dict[str, Turn]
    awaited: set[str]  # the active players who are not done yet
    first_record: int  # where this question's records begin
    asked: int  # the place of its QuestionAsked among the events
    revealed: int = -1  # the place of its Revealed
    open: bool = True
    skipped: bool = False
    hints: list[str] = msgspec.field(default_factory=list)
    hints_for_all: int = 0  # the number of hints that everybody knows
    timed_hints: int = 0  # the number of hints due by now
    before: dict[str, PlayerScore] = msgspec.field(
        default_factory=dict
    )  # the scores that this question changed, without it
    elapsed: float = 0.0  # seconds open, up to `running_since`, without the time after a buzz
    floor_elapsed: float = 0.0  # seconds since `player` buzzed
    running_since: float | None = None  # None while the clock is stopped
    player: str = ""  # who has the turn, or has buzzed
    in_turns: bool = False  # so that the clock stops while nobody has the turn
    words: tuple[str, ...] = ()  # of a tossup
    read: int = 0  # the number of words read
    bonus: str = ""  # the side that this bonus is for
    choices: tuple[str, ...] = ()  # if the session itself has ordered them


class Game(msgspec.Struct, eq=False):
    """The whole state of one game. Games may share questions, and nothing else."""

    questions: tuple[Question, ...]
    main: int  # the number of questions that are not bonuses; bonuses come after them
    rules: Rules
    seed: int
    canon: Canon | None
    given_ratings: Ratings | None = None  # those at the beginning of an adaptive game
    phase: Phase = "lobby"
    phase_before_pause: Phase = "lobby"
    ended: EndReason | None = None
    at: float = 0.0
    entered: float = 0.0  # when the phase began
    acted: float = 0.0  # the time of the latest action
    timed: bool = False
    players: dict[str, Player] = {}  # in the order of joining
    kicked: set[str] = set()  # players who cannot come back
    locked: bool = False
    names: dict[str, str] = {}  # each name as quizzer compares it, and its player
    round: Round = msgspec.field(default_factory=lambda: Round(Asking(-1), {}, set(), 0, 0, open=False))
    numbers: list[int] = []  # of the questions asked so far, bonuses left out
    dropped: set[int] = set()  # the places of questions that do not come back
    starter: str = ""  # the player with the first turn at the latest question
    bonus_side: str = ""
    bonus_left: int = 0
    bonuses_asked: int = 0
    game_elapsed: float = 0.0  # seconds that questions have been open, up to the open one
    records: list[Record] = []  # in the order of the decisions
    pending: dict[int, Record] = {}  # by number: answers without a ruling of the host
    protested: set[int] = set()  # the rulings that wait for a person
    overruled: set[int] = set()  # the rulings of persons
    undoable: list[tuple[int, Outcome | None]] = []  # the rulings that people changed, with the outcome before
    scores: Scores = msgspec.field(default_factory=lambda: Scores(Rules()))
    ratings: Ratings = msgspec.field(default_factory=Ratings)
    events: list[Event] = []
    entries: list[Entry | Record] = []  # an answer with a ruling is here as its record
    masked: dict[int, tuple[ScoreChange, ...]] = {}  # by ruling: the score changes that rivals may see
    streams: Any = None  # the owners of private events, found at the first use
    decided: list[Decided] = []  # about the latest action
    latest: Record | None = None  # of the current answer, if it contains all of it
    texts: dict[str, str] = {}  # the answers to the open question, each once
    graded: dict[str, Verdict] = {}  # the verdicts on them
    recorded: deque[Decided] = msgspec.field(default_factory=deque)  # from a log, instead of referee and canon
    asks: bool = True  # whether the latest action may use referee and canon

    def __post_init__(self) -> None:
        self.timed = self.rules.is_timed
        self.scores = Scores(self.rules)
        if self.given_ratings is not None:
            self.ratings = self.given_ratings.copy()

    def enter(self, phase: Phase) -> None:
        """Change the phase. The clock runs from now on if the new phase has one, and otherwise stops.

        An explained question, or one at the end of the game, is no longer open.
        Raises RuntimeError for a phase that the table does not allow next: that is a fault of the session itself.
        """
        if phase not in FOLLOWING[self.phase]:
            raise RuntimeError(f"a game can't go from {self.phase} to {phase}")
        round_ = self.round
        if round_.running_since is not None:
            spent = self.at - round_.running_since
            if self.phase == "buzzed":
                round_.floor_elapsed += spent
            else:
                round_.elapsed += spent
            self.game_elapsed += spent
            round_.running_since = None
        self.phase = phase
        self.entered = self.at
        if phase in ("explaining", "over"):
            round_.open, round_.before = False, {}
        elif phase in _CLOCK_RUNS and (round_.player or not round_.in_turns):
            round_.running_since = self.at

    def emit(self, event: type[E_co], **fields: Any) -> E_co:
        """Add an event of this moment."""
        made = event(seq=len(self.events), at=self.at, **fields)
        self.events.append(made)
        return made

    def record(
        self,
        player: str,
        what: RecordKind,
        given: str = "",
        verdict: Verdict | None = None,
        outcome: Outcome | None = None,
    ) -> Record:
        """Return the record of the player's action about the open question, before its event."""
        round_, question, elapsed = self.round, self.question, self.elapsed()
        if self.rules.by_name and what == "answer" and (before := self.named(player)) is not None:
            given = f"{before.matched}, {given}"  # earlier names of a list belong to the answer
        worth = 1.0
        if question.clues:
            turn = round_.turns.get(player)
            known = max(round_.hints_for_all, turn.hints if turn is not None else 0)
            worth -= known / (len(question.clues) + 1)
        seq = len(self.events)
        seconds = elapsed if (rounded := round(elapsed, 3)) == elapsed else rounded
        if verdict is None:
            result = Result(player, given, passed=what == "pass", seconds=seconds)
        else:
            result = Result(player, given, outcome, points=0.0, ruling=seq, seconds=seconds, **of_verdict(verdict))
        return Record(seq, round_.asking, what, result, verdict, elapsed, self.at, worth, round_.read)

    def count(self, record: Record) -> None:
        """Add `record` to the game, with its points."""
        self.records.append(record)
        round_, player = self.round, record.result.player
        if self.is_secret and record.asking is round_.asking and player not in round_.before:
            tally = self.scores.tallies.get(player)
            round_.before[player] = copy(tally) if tally is not None else PlayerScore()
        if self.rules.choose == "adaptive":
            self._learn(record)
        _note(record, self.scores)

    def count_anew(self) -> None:
        """Count all records again, after the result of one has changed."""
        self.scores = Scores(self.rules)
        for record in self.records:
            _note(record, self.scores)

    @property
    def is_secret(self) -> bool:
        """Whether the results of the open question are still secret from rivals."""
        return self.round.open and self.rules.who == "everyone"

    def tally(self, player: str) -> PlayerScore:
        """Return the score of `player`."""
        return self.scores.tallies.get(player) or _NOTHING

    def tally_before(self, player: str) -> PlayerScore:
        """Return the score of `player` before the open question, with the current rulings."""
        return self.round.before.get(player) or self.tally(player)

    @property
    def question(self) -> Question:
        """The question of this round."""
        return self.questions[self.round.asking.place]

    def round_records(self) -> list[Record]:
        """Return the records of this round's question, in the order of the decisions."""
        round_ = self.round
        # Between them, the host may have ruled on an answer to an earlier question.
        return [record for record in self.records[round_.first_record :] if record.asking is round_.asking]

    def player(self, name: object) -> Player:
        """Return the present player with this id. Raises IllegalAction for anybody else."""
        player = self.players.get(name) if isinstance(name, str) else None
        if player is not None and player.present:
            return player
        self.known_player(name)
        raise refusal("player_left", player=self.players[str(name)].shown)

    def known_player(self, name: object) -> Player:
        """Return the player with this id, present or not. Raises IllegalAction for anybody else."""
        player = self.players.get(name) if isinstance(name, str) else None
        if player is None:
            raise refusal("unknown_player", player=shown(name))
        return player

    def awaited_after(self, name: str) -> str:
        """Return the awaited player after `name` in the order of joining; empty for none."""
        names, awaited = list(self.players), self.round.awaited
        start = names.index(name) + 1 if name else 0
        for following in names[start:] + names[:start]:
            if following in awaited:
                return following
        return ""

    def verdict(self, question: Question, player: str, given: str) -> Verdict:
        """Return the referee's verdict on the answer of `player`; in a replay, the verdict from the log.

        For a list, the names of the player's earlier tries count too.
        """
        assert question.key is not None
        if self.recorded and isinstance(self.recorded[0], Verdict):
            return self.recorded[0]
        if not self.asks:
            raise refusal("undecided")
        if self.round.choices:
            given = meant(given, self.round.choices)
        if (verdict := self.graded.get(given)) is None:
            verdict = self.graded[given] = question.key.grade(given, self.canon)
        if not verdict.correct and (before := self.named(player)) is not None:
            joined = question.key.grade(f"{before.matched}, {given}", self.canon)
            return joined if joined.score > verdict.score else verdict
        if self.rules.partial and verdict.reason is Reason.OTHER:
            return msgspec.structs.replace(verdict, score=nearness(question.key, given))
        return verdict

    def decide(self, what: Decided) -> None:
        """Keep a decision of the referee or the canon for the log; a replay takes it from there."""
        if self.recorded and type(self.recorded[0]) is type(what):
            self.recorded.popleft()
        self.decided.append(what)

    def named(self, player: str) -> Verdict | None:
        """Return the verdict with the names of the list that `player` has given so far; None without names or list."""
        key = self.question.key
        for record in reversed(self.round_records()) if key is not None and key.kind == "list" else ():
            if record.player == player and record.verdict is not None and record.verdict.matched:
                return record.verdict
        return None

    def is_part(self, verdict: Verdict) -> bool:
        """Whether these are only right names of a list, so that the player may give the rest name by name."""
        rules, key = self.rules, self.question.key
        is_list = rules.by_name and not rules.partial and key is not None and key.kind == "list"
        return is_list and bool(verdict.matched) and not verdict.correct

    def is_right_so_far(self, player: str, text: str, *, slips: bool) -> bool:
        """Whether the half-typed `text` counts: it is right, or names more of a list. Without `slips`, only the exact
        spelling counts, because the player may still be typing the last letter."""
        key = self.question.key
        if key is None or self.rules.judge == "host":
            return False
        if not slips and (self.round.choices or key.choices or key.kind == "boolean"):
            return False  # a player could type each of the few choices
        verdict, before = self.verdict(self.question, player, text), self.named(player)
        if key.kind == "list":
            is_spelt = set(fold(text).split()) <= {
                word for names in key.items for name in names for word in fold(name).split()
            }
            adds = self.is_part(verdict) and (before is None or verdict.score > before.score)
            return (slips or is_spelt) and (verdict.correct or adds)
        return verdict.correct and (slips or verdict.reason in (Reason.EXACT, Reason.FORM))

    def shown(self, name: str) -> str:
        """Return the name that people read for the id of a player; any other name stays the same."""
        player = self.players.get(name)
        return player.shown if player is not None else name

    def lives_left(self, tally: PlayerScore) -> int | None:
        """Return the number of misses that the player of `tally` has left; None if the rules count no lives."""
        return None if self.rules.lives is None else max(0, self.rules.lives - tally.misses)

    @property
    def is_decided(self) -> bool:
        """Whether everybody, or all but one of several players, has lost all lives."""
        alive = sum(not player.out for player in self.players.values())
        return alive <= 1 and alive < len(self.players)

    def waits_for_host(self) -> bool:
        """Whether an answer to the question of this round waits for the host."""
        return any(record.asking is self.round.asking for record in self.pending.values()) or any(
            record.what == "answer" and record.outcome is None for record in self.round_records()
        )

    def elapsed(self) -> float:
        """Return the seconds that this round's question has been open, without the time after a buzz."""
        round_ = self.round
        since = round_.running_since
        return round_.elapsed if since is None or self.phase == "buzzed" else round_.elapsed + self.at - since

    @property
    def question_seconds(self) -> float | None:
        """Return the seconds that this round's question may be open, from its last word; None for no limit."""
        seconds, rules = self.rules.question_seconds, self.rules
        if seconds is None or not self.round.bonus:
            return seconds
        return seconds + rules.bonus_word_seconds * len(self.question.text.split())

    def same_as(self, other: "Game") -> bool:
        """Whether `other` is at the same point of the same game. It compares questions by their ids."""
        return [question.id for question in self.questions] == [question.id for question in other.questions] and all(
            getattr(self, name) == getattr(other, name) for name in _COMPARED
        )

    def _learn(self, record: Record) -> None:
        """Update the rating at once after a player's first action about a question."""
        if not record.tells_of_ability or record.asking.visit:
            return
        for earlier in self.records[self.round.first_record :]:
            if earlier is not record and earlier.player == record.player and earlier.tells_of_ability:
                return
        question, right = self.questions[record.place], record.outcome is Outcome.CORRECT
        self.ratings.answered(record.player, question.id, right, difficulty=question.difficulty)


_COMPARED = {*Game.__struct_fields__} - {"questions", "canon", "texts", "graded", "recorded", "asks", "streams"}
_NOTHING = PlayerScore()


def of_verdict(verdict: Verdict | None) -> dict[str, Any]:
    """Return the fields of a Result with the reason; without a verdict they are empty."""
    if verdict is None:
        return {"reason": None, "message": "", "matched": "", "code": "", "parameters": None}
    message, code, parameters = verdict.told
    matched = verdict.matched if verdict.correct else ""
    return {"reason": verdict.reason, "message": message, "matched": matched, "code": code, "parameters": parameters}


def _note(record: Record, scores: Scores) -> None:
    """Count `record`, and note its points in its result."""
    result = record.result
    points, streak, parts = scores.add(record)
    if points != result.points or streak != result.streak or parts != result.parts:
        record.result = msgspec.structs.replace(result, points=points, streak=streak, parts=parts)
