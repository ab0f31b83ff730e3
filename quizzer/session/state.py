"""What a session knows: its players, the open question, every answer so far. Only the handlers change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeVar

import msgspec

from quizzer.errors import IllegalAction
from quizzer.grading import Canon, Outcome, Reason, Verdict
from quizzer.question import Question
from quizzer.session.actions import Action
from quizzer.session.choices import meant
from quizzer.session.events import Event
from quizzer.session.ratings import Ratings
from quizzer.session.rules import Rules
from quizzer.session.scoring import Record, Scores

__all__ = ["EndReason", "Game", "Phase", "Player", "Round", "Turn"]

Phase = Literal["lobby", "reading", "asking", "buzzed", "ruling", "explaining", "paused", "over"]
EndReason = Literal["finished", "all_out", "time", "stopped"]
E_co = TypeVar("E_co", bound=Event, covariant=True)


class Player(msgspec.Struct):
    """Somebody who takes part, or did: who has left keeps the score."""

    name: str
    team: str = ""
    present: bool = True
    out: bool = False
    rating: float | None = None
    place: int = 0  # in the order of joining

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
    hints: int = 0
    done: bool = False


class Round(msgspec.Struct):
    """The open question, or the one that is being explained."""

    number: int  # place among the game's questions, from 0
    turns: dict[str, Turn]
    waiting: int  # active players who are not done yet
    first_record: int  # where this question's records begin
    asked: int  # the place of its QuestionAsked among the events
    revealed: int = -1  # the place of its Revealed
    open: bool = True
    undecided: int = 0  # answers that wait for the host
    hints: list[str] = msgspec.field(default_factory=list)
    elapsed: float = 0.0  # seconds open, up to `running_since`, time on the floor left out
    floor_elapsed: float = 0.0  # seconds that `player` has had the floor
    running_since: float | None = None  # None while the clock stands
    player: str = ""  # whose turn it is, or who has the floor
    words: tuple[str, ...] = ()  # of a tossup that is read out
    read: int = 0  # how many of them have been
    mark: int = 0  # how many words come before the power mark
    bonus: str = ""  # for whom this bonus is
    choices: tuple[str, ...] = ()  # where the session itself put them in order


class Game:
    """The whole state of one game. Questions are shared with other games, everything else is its own."""

    __slots__ = (
        "active",
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
        "order",
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

    def __init__(self, questions: Sequence[Question], main: int, rules: Rules, seed: int, canon: Canon | None) -> None:
        self.questions = tuple(questions)
        self.main = main  # how many of them are no bonuses; bonuses come after those
        self.rules = rules
        self.seed = seed
        self.canon = canon
        self.phase: Phase = "lobby"
        self.phase_before_pause: Phase = "lobby"
        self.ended: EndReason | None = None
        self.at = 0.0
        self.players: dict[str, Player] = {}
        self.order: list[str] = []  # their names, in the order in which they joined
        self.active = 0  # how many of them are there and not out
        self.names: set[str] = set()  # as they compare: without case
        self.round: Round | None = None
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
        self.given_ratings: Ratings | None = None  # with which the game began
        self.ratings: Ratings | None = None
        self.events: list[Event] = []
        self.entries: list[tuple[float, Action]] = []
        self.verdicts: list[Verdict] = []
        self.recorded: Sequence[Verdict] = ()  # verdicts to take from a log, instead of asking the referee

    def emit(self, event: type[E_co], **fields: Any) -> E_co:
        """Add an event of this moment."""
        made = event(seq=len(self.events), at=self.at, **fields)
        self.events.append(made)
        return made

    def question(self) -> Question:
        """The question of this round."""
        assert self.round is not None
        return self.questions[self.round.number]

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
            raise IllegalAction("unknown_player", f"nobody called {_shown(name)} is in this game")
        return player

    def verdict(self, question: Question, given: str) -> Verdict:
        """The referee's verdict, or in a replay the one that was given then."""
        assert question.key is not None
        place = len(self.verdicts)
        if place < len(self.recorded):
            return self.recorded[place]
        if self.round is not None and self.round.choices:
            given = meant(given, self.round.choices)
        verdict = question.key.grade(given, self.canon)
        if self.rules.partial and verdict.reason is Reason.OTHER:
            from quizzer.session.nearness import nearness  # most games never need it

            return msgspec.structs.replace(verdict, score=nearness(question, given))
        return verdict

    def teams(self) -> dict[str, tuple[str, ...]]:
        """The teams and their members, gone or not."""
        teams: dict[str, list[str]] = {}
        for player in self.players.values():
            if player.team:
                teams.setdefault(player.team, []).append(player.name)
        return {team: tuple(members) for team, members in teams.items()}

    def same_as(self, other: Game) -> bool:
        """Whether `other` is at the same point of the same game. Questions are the same if their ids are."""
        return [question.id for question in self.questions] == [question.id for question in other.questions] and all(
            getattr(self, name) == getattr(other, name) for name in _COMPARED
        )

    def run_clock(self) -> None:
        """The question's time runs, from now; but not while it is nobody's turn."""
        assert self.round is not None
        if self.round.player or self.rules.who != "turns":
            self.round.running_since = self.at

    def stop_clock(self) -> None:
        """The question's time stands still, from now."""
        round_ = self.round
        assert round_ is not None
        if round_.running_since is not None:
            spent = self.at - round_.running_since
            if self.phase == "buzzed":
                round_.floor_elapsed += spent
            else:
                round_.elapsed += spent
            self.game_elapsed += spent
            round_.running_since = None

    def elapsed(self) -> float:
        """For how many seconds this round's question has been open."""
        assert self.round is not None
        since = self.round.running_since
        if since is None or self.phase == "buzzed":
            return self.round.elapsed
        return self.round.elapsed + self.at - since


_COMPARED = [name for name in Game.__slots__ if name not in ("questions", "canon", "recorded")]


def _shown(name: object) -> str:
    text = ascii(name)
    return text if len(text) <= 40 else f"{text[:37]}..."
