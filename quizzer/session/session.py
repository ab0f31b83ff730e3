"""The session: a game being played. Actions go in, events come out; it knows no clock, no file and no screen."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.errors import IllegalAction, QuizzerError, SnapshotError
from quizzer.grading import Canon
from quizzer.question import Question
from quizzer.session import events
from quizzer.session.actions import Action
from quizzer.session.choosing import choose
from quizzer.session.events import Event, Standing
from quizzer.session.log import Log, Snapshot
from quizzer.session.rules import Rules
from quizzer.session.scoring import standings
from quizzer.session.state import Game, Phase
from quizzer.session.table import TABLE, illegal
from quizzer.session.view import View, view

__all__ = ["Session"]

_LONGEST_GAME = 10_000_000_000  # seconds: even the time since 1970 is fine


class Session:
    """One game over `questions`, under `rules`.

    Given more questions than the rules ask for, `seed` decides which are asked and in which order; given no more, they
    are asked in the order given. `canon` is what the referee knows of names that exist. The same actions at the same
    times with the same seed give the same events. Sessions are equal if they are at the same point of the same game.

    Raises QuizzerError if there is no question, or two have the same id.
    """

    __slots__ = ("_game",)

    def __init__(
        self, questions: Sequence[Question], rules: Rules, *, seed: int = 0, canon: Canon | None = None
    ) -> None:
        chosen = choose(questions, rules.questions, seed)
        if not chosen:
            raise QuizzerError("a session needs at least one question")
        if len({question.id for question in chosen}) < len(chosen):
            raise QuizzerError("two questions of a session have the same id")
        self._game = Game(chosen, rules, seed, canon)

    def apply(self, action: Action, *, at: float) -> tuple[Event, ...]:
        """Do `action`, `at` seconds after the game began; the events that came of it.

        Time that runs backwards counts as standing still, and a `TimeClamped` event says so. Raises IllegalAction for
        what the rules do not allow now, and then nothing has changed.
        """
        game = self._game
        handler = TABLE[game.phase].get(type(action))
        if handler is None:
            raise illegal(game.phase, action)
        _check_time(at)
        first, before = len(game.events), game.at
        if at >= before:
            game.at = float(at)
        else:
            game.emit(events.TimeClamped, given=at)
        try:
            handler(game, action)
        except IllegalAction:
            del game.events[first:]
            game.at = before
            raise
        game.entries.append((float(at), action))
        return tuple(game.events[first:])

    @property
    def phase(self) -> Phase:
        """Where the game is: "lobby", "asking", "explaining", "paused" or "over"."""
        return self._game.phase

    @property
    def rules(self) -> Rules:
        """The rules of this game."""
        return self._game.rules

    @property
    def seed(self) -> int:
        """What decided whatever was left to chance."""
        return self._game.seed

    @property
    def at(self) -> float:
        """The time of the latest action, in seconds since the game began."""
        return self._game.at

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of this game in order, answers and all: for the host, not for players."""
        return self._game.questions

    @property
    def question(self) -> Question | None:
        """The question that is open or being explained, answer and all: for the host, not for players."""
        return self._game.question() if self._game.round is not None and self._game.phase != "over" else None

    @property
    def players(self) -> tuple[str, ...]:
        """The players who are there, in the order in which they joined."""
        return tuple(player.name for player in self._game.players.values() if player.present)

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event so far."""
        return tuple(self._game.events)

    @property
    def log(self) -> Log:
        """The game so far, for `replay`. It carries what players typed: for the host, not for players."""
        game = self._game
        return Log(
            game.rules,
            game.seed,
            [question.id for question in game.questions],
            game.entries,
            game.verdicts,
            questions=game.questions,
            canon=game.canon,
        )

    def standings(self) -> tuple[Standing, ...]:
        """Everybody who took part, best first."""
        return standings(self._game.scores, self._game.players)

    def view(self, player: str | None = None) -> View:
        """What `player` may see now, or for None the whole room. Raises IllegalAction for a stranger."""
        return view(self._game, player)

    def snapshot(self) -> bytes:
        """The game so far as JSON in UTF-8, for `restore`. It carries what players typed."""
        return Snapshot.take(self.log, self._game.questions)

    @classmethod
    def restore(cls, data: bytes | str, questions: Sequence[Question], *, canon: Canon | None = None) -> Session:
        """The session whose snapshot `data` is, over the same bank. To go on with it equals never having stopped.

        Raises SnapshotError for a snapshot that is damaged, was edited, comes from a newer program, or is of another
        bank.
        """
        log, found = Snapshot.read(data, questions)
        return cls._play(log, found, canon)

    @classmethod
    def replay(cls, log: Log, questions: Sequence[Question] | None = None, *, canon: Canon | None = None) -> Session:
        """The session that `log` tells of. A log from JSON needs the `questions` it was played over.

        Answers are ruled on as they were then; later ones by the referee of now. Raises SnapshotError if a question is
        missing, or the log can't have happened.
        """
        if questions is None:
            if log.questions is None:
                raise SnapshotError("a log from JSON does not carry its questions: give them to replay")
            return cls._play(log, log.questions, canon if canon is not None else log.canon)
        return cls._play(log, log.find(questions), canon if canon is not None else log.canon)

    @classmethod
    def _play(cls, log: Log, questions: tuple[Question, ...], canon: Canon | None) -> Session:
        session = cls.__new__(cls)
        game = session._game = Game(questions, log.rules, log.seed, canon)
        game.recorded = log.verdicts
        try:
            for at, action in log.entries:
                session.apply(action, at=at)
        except IllegalAction as error:
            raise SnapshotError(f"this log can't have happened, action {len(game.entries) + 1}: {error}") from None
        game.recorded = ()
        return session

    def __eq__(self, other: object) -> bool:
        return self._game.same_as(other._game) if isinstance(other, Session) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        game = self._game
        return f"<Session {game.rules.mode!r}, {game.phase}, {len(game.players)} players, {len(game.entries)} actions>"


def _check_time(at: object) -> None:
    if not isinstance(at, (int, float)) or not -_LONGEST_GAME <= at <= _LONGEST_GAME:
        raise IllegalAction("bad_time", f"a time is a number of seconds, from 0 to {_LONGEST_GAME:,}")
