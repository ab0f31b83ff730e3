"""What a session knows: its players, the open question, every answer so far; and the steps that keep it consistent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeVar

import msgspec

from quizzer.errors import IllegalAction, shown
from quizzer.grading import Canon, Outcome, Reason, Verdict, fold
from quizzer.question import Question
from quizzer.session.actions import Action
from quizzer.session.events import Event
from quizzer.session.phases import PHASES, Phase
from quizzer.session.ratings import Ratings
from quizzer.session.rules import Rules
from quizzer.session.scoring import Record, RecordKind, Scores, nearness, tells_of_ability
from quizzer.session.selection import meant

EndReason = Literal["finished", "all_out", "time", "stopped"]
E_co = TypeVar("E_co", bound=Event, covariant=True)

_CLOCK_RUNS = ("reading", "asking", "buzzed")
_PLAIN_MESSAGES: dict[Reason, str] = {}


class Player(msgspec.Struct):
    """Somebody who takes part, or did: who has left keeps the score."""

    name: str
    team: str = ""
    present: bool = True
    out: bool = False

    @property
    def active(self) -> bool:
        """Whether the game waits for this player."""
        return self.present and not self.out

    @property
    def side(self) -> str:
        """Whom this player plays for: the team, or nobody else."""
        return self.team or self.name


class Turn(msgspec.Struct, gc=False):
    """What one player has done so far about the open question."""

    tries: int = 0
    prompts: int = 0
    done: bool = False


class Round(msgspec.Struct):
    """The open question, or the one that was asked last."""

    number: int  # place among the game's questions, from 0
    turns: dict[str, Turn]
    awaited: set[str]  # the active players who are not done yet
    first_record: int  # where this question's records begin
    asked: int  # the place of its QuestionAsked among the events
    revealed: int = -1  # the place of its Revealed
    open: bool = True
    hints: list[str] = msgspec.field(default_factory=list)
    elapsed: float = 0.0  # seconds open, up to `running_since`, time on the floor left out
    floor_elapsed: float = 0.0  # seconds that `player` has had the floor
    running_since: float | None = None  # None while the clock stands
    player: str = ""  # whose turn it is, or who has the floor
    in_turns: bool = False  # so that the clock stands while it is nobody's turn
    words: tuple[str, ...] = ()  # of a tossup that is read out
    read: int = 0  # how many of them have been
    mark: int = 0  # how many words come before the power mark
    bonus: str = ""  # for whom this bonus is
    choices: tuple[str, ...] = ()  # where the session itself put them in order
    visit: int = 0  # how often this question was asked before


class Game:
    """The whole state of one game. Questions are shared with other games, everything else is its own."""

    __slots__ = (
        "at",
        "bonus_left",
        "bonus_side",
        "bonuses_asked",
        "canon",
        "ended",
        "entries",
        "events",
        "game_elapsed",
        "given_ratings",
        "main",
        "names",
        "numbers",
        "pending",
        "phase",
        "phase_before_pause",
        "players",
        "questions",
        "ratings",
        "recorded",
        "records",
        "round",
        "rules",
        "scores",
        "seed",
        "starter",
        "timed",
        "undoable",
        "verdicts",
    )

    def __init__(
        self,
        questions: Sequence[Question],
        main: int,
        rules: Rules,
        seed: int,
        canon: Canon | None,
        ratings: Ratings | None = None,
    ) -> None:
        self.questions = tuple(questions)
        self.main = main  # how many of them are no bonuses; bonuses come after those
        self.rules = rules
        self.seed = seed
        self.canon = canon
        self.phase: Phase = "lobby"
        self.phase_before_pause: Phase = "lobby"
        self.ended: EndReason | None = None
        self.at = 0.0
        self.players: dict[str, Player] = {}  # in the order in which they joined
        self.names: set[str] = set()  # as they compare: without case
        self.round = Round(-1, {}, set(), 0, 0, open=False)  # before the first question
        self.numbers: list[int] = []  # of the questions asked so far, bonuses left out
        self.starter = ""  # who had the first turn at the latest question
        self.bonus_side = ""
        self.bonus_left = 0
        self.bonuses_asked = 0
        self.timed = rules.is_timed
        self.game_elapsed = 0.0  # seconds that questions have been open, up to the open one
        self.records: list[Record] = []  # in the order in which they were decided
        self.pending: dict[int, Record] = {}  # by number: answers that the host has not ruled on
        self.undoable: list[tuple[int, Outcome | None]] = []  # what people changed: the ruling, and what it was
        self.scores = Scores(rules)
        self.given_ratings = ratings  # with which an adaptive game began
        self.ratings = ratings.copy() if ratings is not None else Ratings()
        self.events: list[Event] = []
        self.entries: list[tuple[float, Action]] = []
        self.verdicts: list[Verdict] = []
        self.recorded: Sequence[Verdict] = ()  # verdicts to take from a log, instead of asking the referee

    def enter(self, phase: Phase) -> None:
        """Change the phase. The clock runs from now if the new phase has one, and stands if it has none.

        A question that is explained, or left by the end of the game, is open no more.
        Raises RuntimeError for a phase that the table does not let follow: that is a fault of the session itself.
        """
        if phase not in PHASES[self.phase].becomes:
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
        if phase in ("explaining", "over"):
            round_.open = False
        elif phase in _CLOCK_RUNS and (round_.player or not round_.in_turns):
            round_.running_since = self.at

    def emit(self, event: type[E_co], **fields: Any) -> E_co:
        """Add an event of this moment."""
        made = event(seq=len(self.events), at=self.at, **fields)
        self.events.append(made)
        return made

    def record(self, player: str, what: RecordKind, given: str = "", verdict: Verdict | None = None) -> Record:
        """What `player` does now about the open question, before the event that tells of it."""
        round_, question, elapsed = self.round, self.question, self.elapsed()
        clues = question.clues
        if self.rules.by_name and what == "answer" and (before := self.named(player)) is not None:
            given = f"{before.matched}, {given}"  # of a list, what was named before it belongs to it
        return Record(
            len(self.events),
            round_.number,
            player,
            what,
            question.difficulty,
            given,
            verdict,
            None,
            elapsed,
            round(elapsed, 3),
            self.at,
            _message(verdict) if verdict is not None else "",
            round_.read < round_.mark and self.rules.power_points > 0,
            round_.read < len(round_.words),
            bool(round_.bonus),
            worth=1.0 - len(round_.hints) / (len(clues) + 1) if clues else 1.0,
            visit=round_.visit,
        )

    def count(self, record: Record) -> float:
        """Take `record` into the game; the points that it brings."""
        self.records.append(record)
        if self.rules.choose == "adaptive":
            self._learn(record)
        return self.scores.add(record)

    @property
    def question(self) -> Question:
        """The question of this round."""
        return self.questions[self.round.number]

    def round_records(self) -> list[Record]:
        """What was decided about this round's question, in the order of the decisions."""
        round_ = self.round
        # The host may meanwhile have ruled on an answer to an earlier question.
        return [record for record in self.records[round_.first_record :] if record.number == round_.number]

    def player(self, name: object) -> Player:
        """The player called `name`, who is there. Raises IllegalAction for anybody else."""
        player = self.players.get(name) if isinstance(name, str) else None
        if player is not None and player.present:
            return player
        self.known_player(name)
        raise IllegalAction("player_left", f"{name} has left the game")

    def known_player(self, name: object) -> Player:
        """The player called `name`, there or gone. Raises IllegalAction for anybody else."""
        player = self.players.get(name) if isinstance(name, str) else None
        if player is None:
            raise IllegalAction("unknown_player", f"nobody called {shown(name)} is in this game")
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
        place = len(self.verdicts)
        if place < len(self.recorded):
            return self.recorded[place]
        if self.round.choices:
            given = meant(given, self.round.choices)
        verdict = question.key.grade(given, self.canon)
        if not verdict.correct and (before := self.named(player)) is not None:
            joined = question.key.grade(f"{before.matched}, {given}", self.canon)
            return joined if joined.score > verdict.score else verdict
        if self.rules.partial and verdict.reason is Reason.OTHER:
            return msgspec.structs.replace(verdict, score=nearness(question.key, given))
        return verdict

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

    def lives_left(self, player: str) -> int | None:
        """How many more misses `player` may have, 0 for who is out; None if the rules count no lives."""
        if self.rules.lives is None:
            return None
        tally = self.scores.tallies.get(player)
        return max(0, self.rules.lives - (tally.misses if tally is not None else 0))

    @property
    def is_decided(self) -> bool:
        """Whether lives have run out: for everybody, or for all but one of several."""
        alive = sum(not player.out for player in self.players.values())
        return alive <= 1 and alive < len(self.players)

    def waits_for_host(self) -> bool:
        """Whether an answer to the question of this round has not been ruled on by the host."""
        number = self.round.number
        return any(record.number == number for record in self.pending.values()) or any(
            record.what == "answer" and record.outcome is None for record in self.round_records()
        )

    def elapsed(self) -> float:
        """For how many seconds this round's question has been open; time on the floor is left out."""
        round_ = self.round
        since = round_.running_since
        return round_.elapsed if since is None or self.phase == "buzzed" else round_.elapsed + self.at - since

    def times(self) -> list[tuple[float, Literal["game", "answer", "word", "question"]]]:
        """When what happens by itself, as things stand: the game's time runs out, or that to answer, a word is read."""
        round_, rules = self.round, self.rules
        if round_.running_since is None:
            return []
        since = round_.running_since
        times: list[tuple[float, Literal["game", "answer", "word", "question"]]] = []
        if rules.game_seconds is not None:
            times.append((since + rules.game_seconds - self.game_elapsed, "game"))
        if self.phase == "buzzed":
            if rules.answer_seconds is not None:
                times.append((since + rules.answer_seconds - round_.floor_elapsed, "answer"))
        elif round_.read < len(round_.words):
            times.append((since + round_.read * rules.word_seconds - round_.elapsed, "word"))
        elif (seconds := self.question_seconds()) is not None:
            reading = len(round_.words) * rules.word_seconds
            times.append((since + reading + seconds - round_.elapsed, "question"))
        # In whole microseconds, so that a sum of many short times does not miss its mark by the last bit.
        return [(round(when, 6), what) for when, what in times]

    def question_seconds(self) -> float | None:
        """How long this round's question may be open, from its last word; None for no limit."""
        seconds, rules = self.rules.question_seconds, self.rules
        if seconds is None or not self.round.bonus:
            return seconds
        return seconds + rules.bonus_word_seconds * len(self.question.text.split())

    def due(self) -> float | None:
        """When, in seconds since the game began, something will happen by itself; None for never, as things stand."""
        return min(self.times(), default=(None, ""))[0]

    def same_as(self, other: Game) -> bool:
        """Whether `other` is at the same point of the same game. Questions are the same if their ids are."""
        return [question.id for question in self.questions] == [question.id for question in other.questions] and all(
            getattr(self, name) == getattr(other, name) for name in _COMPARED
        )

    def _learn(self, record: Record) -> None:
        """What a player did first about a question tells at once how able that player is."""
        if not tells_of_ability(record) or record.visit:
            return
        for earlier in self.records[self.round.first_record :]:
            if earlier is not record and earlier.player == record.player and tells_of_ability(earlier):
                return
        question, right = self.questions[record.number], record.outcome is Outcome.CORRECT
        self.ratings.answered(record.player, question.id, right, difficulty=question.difficulty)


_COMPARED = [name for name in Game.__slots__ if name not in ("questions", "canon", "recorded")]


def _message(verdict: Verdict) -> str:
    if verdict.notes or verdict.said or verdict.about:
        return verdict.message
    # All that is left is the reason, which has the same words every time.
    message = _PLAIN_MESSAGES.get(verdict.reason)
    if message is None:
        message = _PLAIN_MESSAGES[verdict.reason] = verdict.message
    return message
