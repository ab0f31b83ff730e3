"""A game told back from its events: each question with what everybody said, how it was ruled, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from quizzer.grading import Outcome, Reason
from quizzer.session import (
    Event,
    Parts,
    QuestionAsked,
    Result,
    Revealed,
    RulingChanged,
    WordsRead,
)


@dataclass
class Said:
    """What one player made of one question. `seconds` is None for who said nothing, `parts` for what brought no points.

    `streak` is how many the player then had right in a row.

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
    streak: int = 0
    parts: Parts | None = None
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
    for event in events:
        if isinstance(event, QuestionAsked):
            chapters.append(PlayedQuestion(event, event.text))
        elif isinstance(event, WordsRead) and chapters:
            chapters[-1].text = f"{chapters[-1].text} {event.words}".strip()
        elif isinstance(event, RulingChanged):
            changed[event.ruling] = event
        elif isinstance(event, Revealed) and chapters:
            chapters[-1].revealed = event
            chapters[-1].said = [_said(result) for result in event.results]
    for said in (said for chapter in chapters for said in chapter.said if said.ruling in changed):
        change = changed[said.ruling or 0]
        if change.after is not said.outcome:
            said.outcome, said.overruled = change.after, not change.undone
            said.points, said.streak, said.parts = change.points, change.streak, change.parts
    return chapters


def _said(result: Result) -> Said:
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
        result.seconds if result.given or result.passed else None,
        result.streak,
        result.parts,
    )
