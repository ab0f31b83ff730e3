"""Translate the events of a game into changes of the records: players, questions, tries, the end."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from quizzer.grading import Outcome
from quizzer.question import Question
from quizzer.session import Action, Answer, Event, OpenRuling, Session, Typed, events


class Opened(NamedTuple):
    """The event `seq` asked a question."""

    seq: int
    question: Question


class Tried(NamedTuple):
    """A player tried the question that the event `asked` asked.

    `what` is "answer", "pass", "silence" (time ran out) or "contribution" (to an open question).
    `outcome` is None without a ruling. `seconds` is the time that the event gives.
    """

    seq: int
    asked: int
    at: float
    player: str
    what: str
    given: str
    outcome: Outcome | None
    seconds: float
    hints: int


class Closed(NamedTuple):
    """The question that the event `asked` asked is closed."""

    asked: int
    at: float
    question: str


class Objected(NamedTuple):
    """`player` protests `against` a ruling, as it is at that moment."""

    at: float
    player: str
    why: str
    against: OpenRuling


_Told: TypeAlias = events.PlayerJoined | events.RulingChanged | events.GameEnded | events.GameReopened
Change: TypeAlias = Opened | Tried | Closed | Objected | _Told  # these events are changes themselves


class Tracker:
    """Follows the events of one game, from the first."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._questions = {question.id: question for question in session.questions}
        self._asked = -1
        self._hints: dict[str, int] = {}
        self._out: set[str] = set()
        self._out_before: set[str] = set()
        self._time_is_up: float | None = None  # after so many seconds

    def changes(self, action: Action | None, happened: Sequence[Event]) -> Iterator[Change]:
        """Yields the changes by the events that `happened` by an `action`, in their order."""
        given = action.given if isinstance(action, Answer) else action.text if isinstance(action, Typed) else ""
        for place, event in enumerate(happened):
            match event:
                case events.PlayerJoined() | events.RulingChanged() | events.GameEnded() | events.GameReopened():
                    yield event
                case events.QuestionAsked():
                    self._asked, self._time_is_up = event.seq, None
                    self._hints, self._out_before = {}, set(self._out)
                    if (question := self._question(happened[place + 1 :])) is not None:
                        yield Opened(event.seq, question)
                case events.Ruled():
                    yield self._tried(event, event.player, "answer", event.seconds, given, event.outcome)
                case events.Submitted():
                    yield self._tried(event, event.player, "answer", event.seconds, given)
                case events.PlayerPassed():
                    yield self._tried(event, event.player, "pass", event.seconds)
                case events.Contributed():
                    yield self._tried(event, event.player, "contribution", event.seconds, event.given)
                case events.TimeUp(what="answer"):
                    yield self._tried(event, event.player, "silence", event.seconds)
                case events.Revealed():
                    yield from self._silent(event)
                    yield Closed(self._asked, event.at, event.question)
                case events.Protested():
                    for one in self._session.to_rule:
                        if one.ruling == event.ruling and one.outcome is not None:
                            yield Objected(event.at, event.player, event.why, one)
                case events.HintGiven() if event.kind != "clue":
                    self._hints[event.player] = self._hints.get(event.player, 0) + 1
                case events.TimeUp(what="question"):
                    self._time_is_up = event.seconds
                case events.PlayerOut():
                    self._out.add(event.player)

    def _question(self, later: Sequence[Event]) -> Question | None:
        """The question of the event. One of the `later` events names it if it is already closed."""
        for event in later:
            if isinstance(event, events.Revealed):
                return self._questions[event.question]
            if isinstance(event, events.QuestionAsked):
                break
        return self._session.question

    def _tried(
        self, event: Event, player: str, what: str, seconds: float, given: str = "", outcome: Outcome | None = None
    ) -> Tried:
        hints = self._hints.get(player, 0)
        return Tried(event.seq, self._asked, event.at, player, what, given, outcome, seconds, hints)

    def _silent(self, event: events.Revealed) -> Iterator[Tried]:
        """The players who let the time for the question run out."""
        rules = self._session.rules
        seconds = self._time_is_up
        if seconds is None or rules.who != "everyone" or event.answer is None:
            return
        for result in event.results:
            unsaid = result.outcome is Outcome.PROMPT or (result.outcome is None and result.ruling is None)
            if unsaid and not result.passed and result.player not in self._out_before:
                yield self._tried(event, result.player, "silence", seconds)
