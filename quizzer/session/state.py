"""What a session knows: its players, the open question, every answer so far. Only the handlers change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeVar

import msgspec

from quizzer.errors import IllegalAction
from quizzer.grading import Canon, Verdict
from quizzer.question import Question
from quizzer.session.actions import Action
from quizzer.session.events import Event
from quizzer.session.rules import Rules
from quizzer.session.scoring import Record, Scores, Tally

__all__ = ["Game", "Phase", "Player", "Round", "Turn"]

Phase = Literal["lobby", "asking", "explaining", "paused", "over"]
E_co = TypeVar("E_co", bound=Event, covariant=True)


class Player(msgspec.Struct):
    """Somebody who takes part, or did: who has left keeps the score."""

    name: str
    team: str = ""
    present: bool = True
    out: bool = False
    rating: float | None = None

    @property
    def active(self) -> bool:
        """Whether the game waits for this player."""
        return self.present and not self.out


class Turn(msgspec.Struct):
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
    hints: int = 0
    open: bool = True
    elapsed: float = 0.0  # seconds open, up to `running_since`
    running_since: float | None = None  # None while the clock stands
    player: str = ""  # whose turn it is, or who has the floor


class Game:
    """The whole state of one game. Questions are shared with other games, everything else is its own."""

    __slots__ = (
        "at",
        "canon",
        "entries",
        "events",
        "game_elapsed",
        "names",
        "phase",
        "phase_before_pause",
        "players",
        "questions",
        "recorded",
        "records",
        "round",
        "rules",
        "scores",
        "seed",
        "verdicts",
    )

    def __init__(self, questions: Sequence[Question], rules: Rules, seed: int, canon: Canon | None) -> None:
        self.questions = tuple(questions)
        self.rules = rules
        self.seed = seed
        self.canon = canon
        self.phase: Phase = "lobby"
        self.phase_before_pause: Phase = "lobby"
        self.at = 0.0
        self.players: dict[str, Player] = {}
        self.names: set[str] = set()  # as they compare: without case
        self.round: Round | None = None
        self.game_elapsed = 0.0  # seconds that questions have been open, up to the open one
        self.records: list[Record] = []
        self.scores = Scores(rules)
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
        player = self.known_player(name)
        if not player.present:
            raise IllegalAction("player_left", f"{name} has left the game")
        return player

    def known_player(self, name: object) -> Player:
        """The player called `name`, there or gone. Raises IllegalAction for anybody else."""
        player = self.players.get(name) if isinstance(name, str) else None
        if player is None:
            raise IllegalAction("unknown_player", f"nobody called {_shown(name)} is in this game")
        return player

    def tally(self, name: str) -> Tally:
        """What `name` has scored so far."""
        return self.scores.tally(name)

    def verdict(self, question: Question, given: str) -> Verdict:
        """The referee's verdict, or in a replay the one that was given then."""
        assert question.key is not None
        place = len(self.verdicts)
        if place < len(self.recorded):
            return self.recorded[place]
        return question.key.grade(given, self.canon)

    def active_players(self) -> list[Player]:
        """Those for whom the game waits, in the order in which they joined."""
        return [player for player in self.players.values() if player.active]

    def same_as(self, other: Game) -> bool:
        """Whether `other` is at the same point of the same game. Questions are the same if their ids are."""
        return [question.id for question in self.questions] == [question.id for question in other.questions] and all(
            getattr(self, name) == getattr(other, name) for name in _COMPARED
        )

    def run_clock(self) -> None:
        """The question's time runs, from now."""
        assert self.round is not None
        self.round.running_since = self.at

    def stop_clock(self) -> None:
        """The question's time stands still, from now."""
        assert self.round is not None
        if self.round.running_since is not None:
            spent = self.at - self.round.running_since
            self.round.elapsed += spent
            self.game_elapsed += spent
            self.round.running_since = None

    def elapsed(self) -> float:
        """For how many seconds this round's question has been open."""
        assert self.round is not None
        since = self.round.running_since
        return self.round.elapsed + (self.at - since if since is not None else 0.0)


_COMPARED = [name for name in Game.__slots__ if name not in ("questions", "canon", "recorded")]


def _shown(name: object) -> str:
    text = ascii(name)
    return text if len(text) <= 40 else f"{text[:37]}..."
