"""A game told back from its events: each question with what everybody said, how it was ruled, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from quizzer.grading import Outcome, Reason
from quizzer.session import (
    Event,
    GamePaused,
    GameResumed,
    PlayerPassed,
    QuestionAsked,
    Result,
    Revealed,
    Ruled,
    RulingChanged,
    TimeUp,
    TurnPassed,
    WordsRead,
)


@dataclass
class Said:
    """What one player made of one question. `seconds` is None for who said nothing.

    `overruled` if a person ruled otherwise than the referee: then the referee's reasons do not count.
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
    seconds: float | None = None
    overruled: bool = False

    @property
    def is_right(self) -> bool:
        """Whether the answer stands, as things are ruled now."""
        return self.outcome is Outcome.CORRECT


@dataclass
class PlayedQuestion:
    """One question: how it was asked, and once it is closed what it was and what everybody said."""

    asked: QuestionAsked
    text: str  # of a tossup, what was read of it
    revealed: Revealed | None = None
    said: list[Said] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """Whether it could bring points: an open gap can't, nor what was still open at the end."""
        return self.revealed is not None and self.revealed.answer is not None

    @property
    def misses(self) -> list[Said]:
        """What was not right; where nobody said anything, one of nobody."""
        if not self.counts:
            return []
        return [said for said in self.said if not said.is_right] if self.said else [Said("")]

    def of(self, player: str) -> Said | None:
        """What this player made of it; None if it never was for this player."""
        return next((said for said in self.said if said.player == player), None)


def played_questions(events: Iterable[Event]) -> list[PlayedQuestion]:
    """The questions of a game in order, as they stand ruled now."""
    chapters: list[PlayedQuestion] = []
    changed: dict[int, RulingChanged] = {}
    seconds: dict[str, float] = {}
    began, stood, paused = 0.0, 0.0, 0.0
    for event in events:
        if isinstance(event, QuestionAsked):
            chapters.append(PlayedQuestion(event, event.text))
            began, stood, seconds = event.at, 0.0, {}
        elif isinstance(event, WordsRead) and chapters:
            chapters[-1].text = f"{chapters[-1].text} {event.words}".strip()
        elif isinstance(event, TurnPassed):
            began, stood = event.at, 0.0
        elif isinstance(event, GamePaused):
            paused = event.at
        elif isinstance(event, GameResumed):
            stood += event.at - paused
        elif isinstance(event, Ruled | PlayerPassed):
            seconds[event.player] = event.at - began - stood
        elif isinstance(event, TimeUp) and event.player:
            seconds.pop(event.player, None)
        elif isinstance(event, RulingChanged):
            changed[event.ruling] = event
        elif isinstance(event, Revealed) and chapters:
            chapters[-1].revealed = event
            chapters[-1].said = [_said(result, seconds) for result in event.results]
    for said in (said for chapter in chapters for said in chapter.said if said.ruling in changed):
        change = changed[said.ruling or 0]
        if change.after is not said.outcome:
            said.outcome, said.overruled = change.after, not change.undone
            said.points += sum(score.after - score.before for score in change.scores if score.player == said.player)
    return chapters


def streak(chapters: Iterable[PlayedQuestion], player: str) -> int:
    """How many questions in a row this player has got right, up to now."""
    count = 0
    for chapter in chapters:
        said = chapter.of(player)
        if chapter.counts and said is not None:
            count = count + 1 if said.is_right else 0
    return count


def _said(result: Result, seconds: dict[str, float]) -> Said:
    return Said(
        result.player,
        result.given,
        result.outcome,
        result.reason,
        result.message,
        result.matched,
        result.points,
        result.passed,
        result.ruling,
        seconds.get(result.player) if result.given or result.passed else None,
    )
