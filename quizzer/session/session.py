"""The session: one game. You pass actions and get events. It does no input, output or timing."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Any, ClassVar

from quizzer.errors import IllegalAction, QuizzerError, SnapshotError, shown
from quizzer.grading import Canon, Outcome, Verdict
from quizzer.question import DIFFICULTIES, Question
from quizzer.session import actions, answering, events, hints, lobby, overruling, roles
from quizzer.session.deadlines import due
from quizzer.session.events import Event, HintText, RulingChanged, Standing
from quizzer.session.log import HasQuestions, Log, Questions, Snapshot, entry_of
from quizzer.session.overruling import OpenRuling, changed_rulings, open_rulings
from quizzer.session.phases import PHASES, Phase, illegal
from quizzer.session.ratings import Ratings
from quizzer.session.roles import Role
from quizzer.session.rounds import close_if_settled, end_game, go_on, let_time_pass
from quizzer.session.rules import Rules
from quizzer.session.saying import refusal
from quizzer.session.selection import choose
from quizzer.session.state import Decided, Game, Player
from quizzer.session.view import View, standings, team_standings, view
from quizzer.session.ways import way_of

_LONGEST_GAME = 10_000_000_000  # seconds: even the time since 1970 is fine

# The actions of a player who is present.
_BY_PLAYER: Mapping[type[actions.Action], Callable[[Game, Player, Any], None]] = {
    actions.Answer: answering.answer,
    actions.Away: lobby.away,
    actions.Buzz: lambda game, player, _: way_of(game).buzz(game, player),
    actions.Leave: lobby.leave,
    actions.Pass: answering.pass_question,
    actions.Rename: lobby.rename,
    actions.Typed: answering.answer,
}
_BY_ANYBODY: Mapping[type[actions.Action], Callable[[Game, Any], None]] = {
    actions.Adjust: lobby.adjust,
    actions.Hint: hints.give_hint,
    actions.Join: lobby.join,
    actions.Kick: lobby.kick,
    actions.Lock: lobby.lock,
    actions.Next: go_on,
    actions.Pause: lobby.pause,
    actions.Protest: overruling.protest,
    actions.Resume: lobby.resume,
    actions.Rule: overruling.rule,
    actions.Skip: lobby.skip,
    actions.Start: lobby.start,
    actions.Stop: lambda game, _: end_game(game, "stopped"),
    actions.Tick: lambda game, _: None,  # everything that was due has happened by then
    actions.Undo: overruling.undo,
}


class Session:
    """One game over `questions`, under `rules`.

    With more questions than the rules ask for, `seed` decides their choice and order. Otherwise the session asks them
    in the given order. `canon` has the names that the referee knows. The same actions at the same times with the same
    seed give the same events. Sessions are equal if they are at the same point of the same game.

    Raises QuizzerError without a question, for two with the same id, or for a difficulty out of range.
    """

    __slots__ = ("_game",)

    def __init__(
        self,
        questions: Sequence[Question],
        rules: Rules,
        *,
        seed: int = 0,
        canon: Canon | None = None,
        ratings: Ratings | None = None,
    ) -> None:
        if type(seed) is not int or not -(2**63) <= seed < 2**63:
            raise QuizzerError("the seed of a session must be a whole number of at most 64 bits")
        chosen, main = choose(questions, rules, seed)
        if not chosen:
            raise QuizzerError("a session needs at least one question")
        if len({question.id for question in chosen}) < len(chosen):
            raise QuizzerError("two questions have the same id")
        if odd := next((question for question in chosen if question.difficulty not in DIFFICULTIES), None):
            raise QuizzerError(
                f"question {shown(odd.id)} has the difficulty {shown(odd.difficulty)}: it must be from 1 to 5"
            )
        if ratings is not None:
            ratings = ratings.only([question.id for question in chosen]) if rules.choose == "adaptive" else None
        self._game = Game(chosen, main, rules, seed, canon, ratings)

    def apply(
        self, action: actions.Action, *, at: float, ruled: Decided | Sequence[Decided] | None = None
    ) -> tuple[Event, ...]:
        """Do `action`, `at` seconds after the game began, and return its events.

        Everything that was due before then happens first. If time runs backwards, the session keeps its time and adds a
        `TimeClamped` event. Raises IllegalAction for an action that the rules do not allow now; then nothing has
        changed. If an action comes after its time was up, a `Refused` event answers it. A `Typed` that is late or not
        right gets no answer.

        `ruled` has the verdict and the hints for this action, from `decided` of another session. The session then asks
        neither referee nor canon. An action that needs them raises IllegalAction "undecided", and a due hint waits for
        the next `ruled` that has it. A late action also raises, and the log contains a Tick for it.
        """
        if ruled is None:
            return self._apply(action, at)
        game = self._game
        game.asks, game.recorded = False, deque((ruled,) if isinstance(ruled, (Verdict, HintText)) else ruled)
        try:
            return self._apply(action, at)
        finally:
            game.asks = True
            game.recorded.clear()

    def _apply(self, action: actions.Action, at: float) -> tuple[Event, ...]:
        game = self._game
        earlier, game.decided = game.decided, []
        first, before, overtaken = len(game.events), game.at, False
        try:
            # In whole microseconds, so that sums of times are exact.
            now = round(at * 1_000_000) / 1_000_000
        except (TypeError, ValueError, ArithmeticError):
            now = inf
        try:
            if not -_LONGEST_GAME <= now <= _LONGEST_GAME:
                raise refusal("bad_time", most=_LONGEST_GAME)
            if now < before:
                game.emit(events.TimeClamped, given=now)
                now = before
            if game.timed and (soonest := due(game)) is not None and soonest <= now:
                lobby.check_known(game, action)
                overtaken = let_time_pass(game, now)
            game.at = now
            kind = type(action)
            if overtaken and kind is actions.Typed:
                game.entries.append((float(at), action))
                return tuple(game.events[first:])
            if kind not in PHASES[game.phase].actions:
                raise illegal(game.phase, action)
            number, latest = getattr(action, "question", None), len(game.numbers)
            if number is not None and (number, action.part) != (latest, game.round.asking.part):  # type: ignore[union-attr]
                raise refusal("other_question", number=str(number), latest=latest)
            if (by_player := _BY_PLAYER.get(kind)) is not None:
                by_player(game, game.player(action.player), action)  # type: ignore[union-attr]
            else:
                _BY_ANYBODY[kind](game, action)
            close_if_settled(game)
        except IllegalAction as error:
            if not overtaken:
                game.decided = earlier
                del game.events[first:]
                game.at = before
                if error.code == answering.NOT_RIGHT:
                    return ()
                raise
            if not game.asks:
                game.entries.append((now, actions.Tick(), *game.decided))
                raise
            player = getattr(action, "player", "")
            game.emit(
                events.Refused,
                action=str(action.__struct_config__.tag),
                code=error.code,
                message=str(error),
                player=player if isinstance(player, str) else "",
                parameters=error.parameters or None,
            )
        if kind is not actions.Tick:
            game.acted = game.at
        record, game.latest = game.latest, None
        if record is not None and now == at and len(game.decided) == 1:
            game.entries.append(record)  # a server keeps very many answers, so it keeps none twice
        else:
            game.entries.append((now if now == at else float(at), action, *game.decided))
        return tuple(game.events[first:])

    def decide(self, action: actions.Action, *, at: float) -> tuple[Decided, ...]:
        """Return the decisions of referee and canon about `action` at that time, for `ruled`. Nothing changes."""
        return hints.decided_about(self._game, action, at)

    @property
    def decided(self) -> tuple[Decided, ...]:
        """The decisions of referee and canon about the latest action, for `ruled`."""
        return tuple(self._game.decided)

    @property
    def phase(self) -> Phase:
        """The phase of the game: "lobby"; "reading" a tossup out; "asking" an open question; "buzzed", when one player
        may answer; "ruling", when all wait for the host; "explaining" an answer; "paused"; or "over"."""
        return self._game.phase

    @property
    def rules(self) -> Rules:
        """The rules of this game."""
        return self._game.rules

    @property
    def seed(self) -> int:
        """The seed of all chance in this game."""
        return self._game.seed

    @property
    def at(self) -> float:
        """The time of the latest action, in seconds since the game began."""
        return self._game.at

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of this game in order, with their answers: for the host, not for players."""
        return self._game.questions

    @property
    def question(self) -> Question | None:
        """The open or explained question, with its answer: for the host, not for players."""
        return self._game.question if self._game.phase not in ("lobby", "over") else None

    @property
    def asked(self) -> tuple[int, int]:
        """The number of the latest question (0 before the first) and its part of a bonus, for an action."""
        return len(self._game.numbers), self._game.round.asking.part

    @property
    def canon(self) -> Canon | None:
        """The names that the referee knows; None for no names."""
        return self._game.canon

    @property
    def players(self) -> tuple[str, ...]:
        """The ids of the present players, in the order of joining."""
        return tuple(player.id for player in self._game.players.values() if player.present)

    @property
    def due(self) -> float | None:
        """When the next Tick has an effect, in seconds since the game began; None for never."""
        return due(self._game)

    @property
    def due_without_words(self) -> float | None:
        """Like `due`, but without the words of a tossup: a view shows them without a Tick for each."""
        return due(self._game, words=False)

    @property
    def to_rule(self) -> tuple[OpenRuling, ...]:
        """The answers without a ruling, or under protest. For the host, not for players."""
        return open_rulings(self._game)

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event so far."""
        return tuple(self._game.events)

    @property
    def log(self) -> Log:
        """The game so far, for `replay`. It contains the players' answers: for the host, not for players."""
        game = self._game
        return Log(
            game.rules,
            game.seed,
            [question.id for question in game.questions],
            map(entry_of, game.entries),
            main=game.main,
            ratings=game.given_ratings,
            questions=game.questions,
            canon=game.canon,
        )

    def standings(self) -> tuple[Standing, ...]:
        """Return the standings of all players, best first."""
        return standings(self._game)

    def team_standings(self) -> tuple[Standing, ...]:
        """Return the standings of the teams, best first, each with its members."""
        return team_standings(self._game)

    def events_for(
        self, player: str | None = None, *, since: int = -1, until: int | None = None, role: Role = "player"
    ) -> tuple[Event, ...]:
        """Return the events after number `since` that `player` may see; for None, those that the whole room may see.

        They have their own numbers for this player, from 0; `View.seq` is the latest. While everybody answers the same
        question, no event depends on whether another player was right, until `Revealed`. Their rulings have the numbers
        in `Result.ruling`. A "host" sees all `events`. `until` leaves out events after so many of the game. Raises
        IllegalAction for an unknown player.
        """
        if role == "host":
            return tuple(self._game.events[since + 1 : until])
        return roles.events_for(self._game, player, since, until)

    def seen(self, event: Event, player: str | None) -> Event | None:
        """Return the event as `player`, or for None the room, may see it, with its number; None if they may not."""
        return roles.seen(self._game, event, player) if roles.is_shown(self._game, event.seq, player) else None

    def check_may_send(self, action: actions.Action, *, role: Role, player: str | None = None) -> None:
        """Raise IllegalAction for an action that this role may not send. Players act only for themselves."""
        roles.check_may_send(self._game, role, player, action)

    def view(
        self, player: str | None = None, *, at: float | None = None, role: Role = "player", others: bool = True
    ) -> View:
        """Return all that `player`, or for None the whole room, may see now. Raises IllegalAction for an unknown
        player.

        `at` is the time in seconds since the game began; None for that of the latest action. A "host" also sees the
        results of the open question. Without `others` there are no rows of other players.
        """
        return view(self._game, player, at, role, others=others)

    def snapshot(self) -> bytes:
        """Return the game so far as JSON in UTF-8, for `restore`. It contains the players' answers."""
        return Snapshot.take(self.log)

    @classmethod
    def restore(cls, data: bytes | str, questions: Questions, *, canon: Canon | None = None) -> "Session":
        """The session whose snapshot `data` is, over the same bank: its questions, or a mapping that finds them by id,
        and its canon.

        The game continues as if it had never stopped. Raises SnapshotError for a snapshot that is damaged or edited, of
        a newer program, or of a bank whose questions have changed.
        """
        return cls.replay(Snapshot.read(data), questions, canon=canon)

    @classmethod
    def replay(
        cls, log: Log, questions: Questions | None = None, *, canon: Canon | None = None, changed: bool = False
    ) -> "Session":
        """Return the session of `log`. A log from JSON needs the `questions` of its game.

        Answers keep their rulings; the current referee judges later ones. Raises SnapshotError if a question is missing
        or different (unless it may have `changed`), or if the log is not valid.
        """
        canon = canon if canon is not None else log.canon
        if questions is None:
            if log.questions is None:
                raise SnapshotError("a log from JSON does not contain its questions: pass them to replay")
            found = log.questions
        else:
            found = log.find(questions, changed=changed)
            if not changed:
                log.check_canon(canon)
        session = cls.__new__(cls)
        game = session._game = Game(found, log.main, log.rules, log.seed, canon, log.ratings)
        game.recorded, game.asks = deque(log._verdicts), not log.is_decided
        try:
            for at, action, *decided in log._entries:
                if decided:
                    game.recorded = deque(decided)
                session._apply(action, at)
                if decided:
                    game.recorded.clear()
        except IllegalAction as error:
            what = f"this log is not valid, action {len(game.entries) + 1}: {error}"
            if log.rules.judge == "host":  # a host ruled on an earlier prompt while a later answer waited
                what += "; quizzer 0.1.0 allowed it, because a turn could pass twice there"
            raise SnapshotError(what) from None
        game.recorded, game.asks = deque(), True
        return session

    @classmethod
    def rescore(
        cls, log: Log, bank: HasQuestions | Questions, *, canon: Canon | None = None
    ) -> "tuple[Session, tuple[RulingChanged, ...]]":
        """Judge the game of `log` again under a changed bank. Returns the session, and every changed ruling.

        Each answer that the referee now judges differently gets its new ruling, as if a person had ruled, and all
        scores follow. Rulings of persons stay. Raises SnapshotError if a question of the game is not in `bank`.
        """
        if not isinstance(bank, (Sequence, Mapping)):
            canon = canon if canon is not None else bank.canon
            bank = bank.questions
        session = cls.replay(log, bank, canon=canon, changed=True)
        first = len(session._game.events)
        for ruling, outcome in changed_rulings(session._game):
            session.apply(actions.Rule(ruling, outcome, by=log.rules.host), at=session.at)
        changes = [event for event in session._game.events[first:] if isinstance(event, RulingChanged)]
        return session, tuple(changes)

    def rate(self, ratings: Ratings) -> None:
        """Let `ratings` learn from each player's first answer to each question of this game, by its current ruling.

        A pass is a miss. A player whose time was up has not answered, as in the standings.
        """
        met = set()
        for record in self._game.records:
            asked = (record.player, record.place)
            if record.tells_of_ability and record.what != "silence" and asked not in met:
                met.add(asked)
                question, right = self._game.questions[record.place], record.outcome is Outcome.CORRECT
                ratings.answered(record.player, question.id, right, difficulty=question.difficulty)

    def __eq__(self, other: object) -> bool:
        return self._game.same_as(other._game) if isinstance(other, Session) else NotImplemented

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        game = self._game
        return f"<Session {game.rules.mode!r}, {game.phase}, {len(game.players)} players, {len(game.entries)} actions>"
