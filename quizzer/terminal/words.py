"""What the terminal says: events of a session as lines of styled text."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase
from typing import TypeAlias

from quizzer.grading import Outcome, Reason
from quizzer.session import (
    Contributed,
    Event,
    GameEnded,
    PlayerPassed,
    QuestionAsked,
    Result,
    Revealed,
    Ruled,
    Session,
    Standing,
)
from quizzer.terminal.safe import printable

__all__ = ["HELP", "Line", "missed", "say", "summary"]

Line: TypeAlias = Sequence[tuple[str, str]]
"""Pieces of a line, each with the name of its style ("" for none)."""

HELP = (
    "Type your answer and press Enter; spelling is forgiven, case and accents don't matter.",
    ":skip  give this question up        :quit  stop, with the score so far        :help  this",
)

_WORDS_AFTER = (
    (1.0, "Not one missed. Take a bow!"),
    (0.8, "Splendid."),
    (0.5, "Well played."),
    (0.2, "The next film night is for research."),
    (0.0, "A fine excuse to watch a film tonight."),
)


def say(event: Event, session: Session) -> list[Line]:
    """The lines that tell of an event; none for what needs no words."""
    if isinstance(event, QuestionAsked):
        return _asked(event, session)
    if isinstance(event, Ruled):
        return [_ruled(event, alone=len(session.players) == 1)]
    if isinstance(event, PlayerPassed):
        return [[("quiet", "– Skipped." if len(session.players) == 1 else f"– {printable(event.player)} passes.")]]
    if isinstance(event, Contributed):
        return [[("quiet", "Thank you! Nobody here knows the answer, so this one does not count.")]]
    if isinstance(event, Revealed):
        return _revealed(event)
    return []


def summary(event: GameEnded, missed_questions: Sequence[tuple[QuestionAsked, Revealed, Result]]) -> list[Line]:
    """The end of a game: the score, and what was missed with the right answers."""
    lines: list[Line] = [[], [("title", "The end" if event.reason == "finished" else "Stopped here")]]
    lines += [_standing(standing, alone=len(event.standings) == 1) for standing in event.standings]
    if missed_questions:
        lines += [[], [("title", "Missed")]]
    for asked, revealed, result in missed_questions:
        who = f"{result.player}: " if len(event.standings) > 1 else ""
        said = f"you said “{result.given}”" if result.given else "skipped"
        lines.append([("", f"  {asked.number}. {printable(asked.text)}")])
        lines.append([("quiet", f"     {printable(who + said)} · "), ("answer", printable(revealed.answer or ""))])
    best = event.standings[0] if event.standings else None
    if best and best.answered and event.reason == "finished":
        share = best.right / best.answered
        lines += [[], [("right", next(words for least, words in _WORDS_AFTER if share >= least))]]
    return lines


def missed(events: Sequence[Event]) -> list[tuple[QuestionAsked, Revealed, Result]]:
    """Each scored question that somebody did not get right, with what was said and what was right."""
    found: list[tuple[QuestionAsked, Revealed, Result]] = []
    asked: QuestionAsked | None = None
    for event in events:
        if isinstance(event, QuestionAsked):
            asked = event
        elif isinstance(event, Revealed) and asked is not None and event.answer is not None:
            found += [(asked, event, result) for result in event.results if result.outcome is not Outcome.CORRECT]
    return found


def _asked(event: QuestionAsked, session: Session) -> list[Line]:
    left = event.of - event.number
    parts = [
        f"Question {event.number} of {event.of}",
        event.category.replace("_", " "),
        f"{left} left" if left else "the last one",
        _score(session),
    ]
    lines: list[Line] = [[], [("head", printable(" · ".join(parts)))]]
    if not event.scored:
        lines.append([("quiet", "Nobody here knows this one. Say what you know, or :skip; it is not scored.")])
    lines += [[("question", printable(line))] for line in event.text.split("\n")]
    lettered = zip(ascii_lowercase, event.choices, strict=False)
    lines += [[("", f"  {letter}) {printable(choice)}")] for letter, choice in lettered]
    return lines


def _score(session: Session) -> str:
    players = session.view(None).players
    if len(players) == 1:
        return f"score {players[0].points:g}"
    return ", ".join(f"{player.name} {player.points:g}" for player in players)


def _ruled(event: Ruled, *, alone: bool) -> Line:
    who = "" if alone else f"{printable(event.player)}: "
    why = printable(event.message) if event.reason is not Reason.OTHER else ""
    if event.outcome is Outcome.CORRECT:
        return [("right", f"✓ {who}Right!"), ("", f" ({why})" if why else "")]
    if event.outcome is Outcome.PROMPT:
        return [("prompt", f"… {who}Nearly."), ("", f" Be more specific: {why}" if why else " Be more specific.")]
    return [("wrong", f"✗ {who}Wrong"), ("", f": {why}." if why else ".")]


def _revealed(event: Revealed) -> list[Line]:
    lines: list[Line] = []
    if event.answer is not None:
        lines.append([("", "  Answer: "), ("answer", printable(event.answer))])
    if event.explanation:
        lines += [[("quiet", f"  {printable(line)}")] for line in event.explanation.split("\n")]
    return lines


def _standing(standing: Standing, *, alone: bool) -> Line:
    name = "You" if alone else printable(standing.name)
    points = "" if standing.points == standing.right else f", {standing.points:g} points"
    return [("score", f"{name} got {standing.right} of {standing.answered} right{points}.")]
