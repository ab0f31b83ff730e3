"""What a session knows: its players, the open question, every answer so far; and the steps that keep it consistent."""

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
"""What the referee said, or what was drawn from the canon: a log keeps it, so that its fold asks nobody."""
Entry: TypeAlias = tuple[float, Action, *tuple[Decided, ...]]
"""An action that counted: when, what, and what was decided about it."""

E_co = TypeVar("E_co", bound=Event, covariant=True)

_CLOCK_RUNS = ("reading", "asking", "buzzed")


class Player(msgspec.Struct):
    """Somebody who takes part, or did: who has left keeps the score."""

    id: str
    team: str = ""
    name: str = ""  # as people read it; empty if they read the id
    present: bool = True  # the game counts on this player
    away: bool = False  # the connection broke
    out: bool = False

    @property
    def shown(self) -> str:
        """What people read."""
        return self.name or self.id

    @property
    def active(self) -> bool:
        """Whether the game waits for this player."""
        return self.present and not self.out

    @property
    def side(self) -> str:
        """Whom this player plays for: the team, or nobody else."""
        return self.team or self.id


class Turn(msgspec.Struct, gc=False):
    """What one player has done so far about the open question."""

    tries: int = 0
    prompts: int = 0
    done: bool = False
    sent: bool = False  # an answer, or a pass
    hints: int = 0  # those told to this player alone, with all before them


class Round(msgspec.Struct):
    """The open question, or the one that was asked last."""

    asking: Asking
    turns: dict[str, Turn]
    awaited: set[str]  # the active players who are not done yet
    first_record: int  # where this question's records begin
    asked: int  # the place of its QuestionAsked among the events
    revealed: int = -1  # the place of its Revealed
    open: bool = True
    skipped: bool = False
    hints: list[str] = msgspec.field(default_factory=list)
    hints_for_all: int = 0  # how many of them everybody knows
    timed_hints: int = 0  # how many were due by now
    before: dict[str, PlayerScore] = msgspec.field(default_factory=dict)  # without this question, where it changed them
    elapsed: float = 0.0  # seconds open, up to `running_since`, time on the floor left out
    floor_elapsed: float = 0.0  # seconds that `player` has had the floor
    running_since: float | None = None  # None while the clock stands
    player: str = ""  # whose turn it is, or who has the floor
    in_turns: bool = False  # so that the clock stands while it is nobody's turn
    words: tuple[str, ...] = ()  # of a tossup that is read out
    read: int = 0  # how many of them have been
    bonus: str = ""  # for whom this bonus is
    choices: tuple[str, ...] = ()  # where the session itself put them in order


class Game(msgspec.Struct, eq=False):
    """The whole state of one game. Questions are shared with other games, everything else is its own."""

    questions: tuple[Question, ...]
    main: int  # how many of them are no bonuses; bonuses come after those
    rules: Rules
    seed: int
    canon: Canon | None
    given_ratings: Ratings | None = None  # with which an adaptive game began
    phase: Phase = "lobby"
    phase_before_pause: Phase = "lobby"
    ended: EndReason | None = None
    at: float = 0.0
    entered: float = 0.0  # when the phase began
    acted: float = 0.0  # when somebody last did something
    timed: bool = False
    players: dict[str, Player] = {}  # in the order in which they joined
    kicked: set[str] = set()  # who can't come back
    names: dict[str, str] = {}  # as they compare, and whose they are
    round: Round = msgspec.field(default_factory=lambda: Round(Asking(-1), {}, set(), 0, 0, open=False))
    numbers: list[int] = []  # of the questions asked so far, bonuses left out
    dropped: set[int] = set()  # the places of questions that do not come back
    starter: str = ""  # who had the first turn at the latest question
    bonus_side: str = ""
    bonus_left: int = 0
    bonuses_asked: int = 0
    game_elapsed: float = 0.0  # seconds that questions have been open, up to the open one
    records: list[Record] = []  # in the order in which they were decided
    pending: dict[int, Record] = {}  # by number: answers that the host has not ruled on
    protested: set[int] = set()  # the rulings that wait for a person
    overruled: set[int] = set()  # those that a person made, and not the referee
    undoable: list[tuple[int, Outcome | None]] = []  # what people changed: the ruling, and what it was
    scores: Scores = msgspec.field(default_factory=lambda: Scores(Rules()))
    ratings: Ratings = msgspec.field(default_factory=Ratings)
    events: list[Event] = []
    entries: list[Entry | Record] = []  # an answer that was ruled on stands here as its record
    masked: dict[int, tuple[ScoreChange, ...]] = {}  # by ruling: what rivals may learn of the scores
    streams: Any = None  # which events are whose alone: found when somebody first asks
    decided: list[Decided] = []  # by the latest action
    latest: Record | None = None  # of the answer that is being given, if it tells all of that
    texts: dict[str, str] = {}  # that were given to the open question: each is kept once
    graded: dict[str, Verdict] = {}  # what the referee has said of them
    recorded: deque[Decided] = msgspec.field(default_factory=deque)  # from a log, in the place of referee and canon
    asks: bool = True  # the referee and the canon, about the latest action

    def __post_init__(self) -> None:
        self.timed = self.rules.is_timed
        self.scores = Scores(self.rules)
        if self.given_ratings is not None:
            self.ratings = self.given_ratings.copy()

    def enter(self, phase: Phase) -> None:
        """Change the phase. The clock runs from now if the new phase has one, and stands if it has none.

        A question that is explained, or left by the end of the game, is open no more.
        Raises RuntimeError for a phase that the table does not let follow: that is a fault of the session itself.
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
        """What `player` does now about the open question, before the event that tells of it."""
        round_, question, elapsed = self.round, self.question, self.elapsed()
        if self.rules.by_name and what == "answer" and (before := self.named(player)) is not None:
            given = f"{before.matched}, {given}"  # of a list, what was named before it belongs to it
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
        """Take `record` into the game, with what it brings."""
        self.records.append(record)
        round_, player = self.round, record.result.player
        if self.is_secret and record.asking is round_.asking and player not in round_.before:
            tally = self.scores.tallies.get(player)
            round_.before[player] = copy(tally) if tally is not None else PlayerScore()
        if self.rules.choose == "adaptive":
            self._learn(record)
        _note(record, self.scores)

    def count_anew(self) -> None:
        """Take all records anew, after what stands of one has changed."""
        self.scores = Scores(self.rules)
        for record in self.records:
            _note(record, self.scores)

    @property
    def is_secret(self) -> bool:
        """Whether what players achieve at the open question is nobody else's business yet."""
        return self.round.open and self.rules.who == "everyone"

    def tally(self, player: str) -> PlayerScore:
        """What `player` has to show."""
        return self.scores.tallies.get(player) or _NOTHING

    def tally_before(self, player: str) -> PlayerScore:
        """What `player` had to show when the open question was asked, as it is ruled by now."""
        return self.round.before.get(player) or self.tally(player)

    @property
    def question(self) -> Question:
        """The question of this round."""
        return self.questions[self.round.asking.place]

    def round_records(self) -> list[Record]:
        """What was decided about this round's question, in the order of the decisions."""
        round_ = self.round
        # The host may meanwhile have ruled on an answer to an earlier question.
        return [record for record in self.records[round_.first_record :] if record.asking is round_.asking]

    def player(self, name: object) -> Player:
        """The player called `name`, who is there. Raises IllegalAction for anybody else."""
        player = self.players.get(name) if isinstance(name, str) else None
        if player is not None and player.present:
            return player
        self.known_player(name)
        raise refusal("player_left", player=self.players[str(name)].shown)

    def known_player(self, name: object) -> Player:
        """The player called `name`, there or gone. Raises IllegalAction for anybody else."""
        player = self.players.get(name) if isinstance(name, str) else None
        if player is None:
            raise refusal("unknown_player", player=shown(name))
        return player

    def awaited_after(self, name: str) -> str:
        """The awaited player who comes after `name` in the order of joining; empty if nobody is awaited."""
        names, awaited = list(self.players), self.round.awaited
        start = names.index(name) + 1 if name else 0
        for following in names[start:] + names[:start]:
            if following in awaited:
                return following
        return ""

    def verdict(self, question: Question, player: str, given: str) -> Verdict:
        """The referee's verdict on what `player` says, or in a replay the one that was given then.

        The names of a list that the player gave in earlier tries count with those of this one.
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
        """Keep what the referee said, or the canon gave, for the log; in a replay it came from there."""
        if self.recorded and type(self.recorded[0]) is type(what):
            self.recorded.popleft()
        self.decided.append(what)

    def named(self, player: str) -> Verdict | None:
        """The verdict with the names of the list that `player` has given so far; None for none, and for no list."""
        key = self.question.key
        for record in reversed(self.round_records()) if key is not None and key.kind == "list" else ():
            if record.player == player and record.verdict is not None and record.verdict.matched:
                return record.verdict
        return None

    def is_part(self, verdict: Verdict) -> bool:
        """Whether this is some of a list, and nothing wrong: then the rest may follow, where lists go name by name."""
        rules, key = self.rules, self.question.key
        is_list = rules.by_name and not rules.partial and key is not None and key.kind == "list"
        return is_list and bool(verdict.matched) and not verdict.correct

    def is_right_so_far(self, player: str, text: str, *, slips: bool) -> bool:
        """Whether `text` counts as it stands typed: it is right, or names more of a list. Without `slips` it counts
        only as it is spelt, for with the last letter missing it is about to be."""
        key = self.question.key
        if key is None or self.rules.judge == "host":
            return False
        if not slips and (self.round.choices or key.choices or key.kind == "boolean"):
            return False  # each of a few choices would only have to be typed
        verdict, before = self.verdict(self.question, player, text), self.named(player)
        if key.kind == "list":
            is_spelt = set(fold(text).split()) <= {
                word for names in key.items for name in names for word in fold(name).split()
            }
            adds = self.is_part(verdict) and (before is None or verdict.score > before.score)
            return (slips or is_spelt) and (verdict.correct or adds)
        return verdict.correct and (slips or verdict.reason in (Reason.EXACT, Reason.FORM))

    def shown(self, name: str) -> str:
        """What people read for the id of a player; any other name stays as it is."""
        player = self.players.get(name)
        return player.shown if player is not None else name

    def lives_left(self, tally: PlayerScore) -> int | None:
        """How many more misses the player of `tally` may have, 0 for who is out; None if the rules count no lives."""
        return None if self.rules.lives is None else max(0, self.rules.lives - tally.misses)

    @property
    def is_decided(self) -> bool:
        """Whether lives have run out: for everybody, or for all but one of several."""
        alive = sum(not player.out for player in self.players.values())
        return alive <= 1 and alive < len(self.players)

    def waits_for_host(self) -> bool:
        """Whether an answer to the question of this round has not been ruled on by the host."""
        return any(record.asking is self.round.asking for record in self.pending.values()) or any(
            record.what == "answer" and record.outcome is None for record in self.round_records()
        )

    def elapsed(self) -> float:
        """For how many seconds this round's question has been open; time on the floor is left out."""
        round_ = self.round
        since = round_.running_since
        return round_.elapsed if since is None or self.phase == "buzzed" else round_.elapsed + self.at - since

    @property
    def question_seconds(self) -> float | None:
        """How long this round's question may be open, from its last word; None for no limit."""
        seconds, rules = self.rules.question_seconds, self.rules
        if seconds is None or not self.round.bonus:
            return seconds
        return seconds + rules.bonus_word_seconds * len(self.question.text.split())

    def same_as(self, other: "Game") -> bool:
        """Whether `other` is at the same point of the same game. Questions are the same if their ids are."""
        return [question.id for question in self.questions] == [question.id for question in other.questions] and all(
            getattr(self, name) == getattr(other, name) for name in _COMPARED
        )

    def _learn(self, record: Record) -> None:
        """What a player did first about a question tells at once how able that player is."""
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
    """The fields of a Result that tell why; without a verdict they say nothing."""
    if verdict is None:
        return {"reason": None, "message": "", "matched": "", "code": "", "parameters": None}
    message, code, parameters = verdict.told
    matched = verdict.matched if verdict.correct else ""
    return {"reason": verdict.reason, "message": message, "matched": matched, "code": code, "parameters": parameters}


def _note(record: Record, scores: Scores) -> None:
    """Count `record`, and note in its result what it brings."""
    result = record.result
    points, streak, parts = scores.add(record)
    if points != result.points or streak != result.streak or parts != result.parts:
        record.result = msgspec.structs.replace(result, points=points, streak=streak, parts=parts)
