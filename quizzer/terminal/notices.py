"""What the full screen says in passing: of events that the rest of the page does not show."""

from __future__ import annotations

from quizzer.grading import Outcome, Reason
from quizzer.session import Event, HintGiven, Refused, Revealed, Ruled, Rules, TimeUp
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.safe import one_line
from quizzer.terminal.words import Line

__all__ = ["LATE", "as_sentence", "notice", "verdict_in_passing"]

LATE: tuple[Line, Line] = ([("class:prompt", "Time is up.")], [("class:prompt", "Too late: the time was up.")])
"""Notices that still count once a verdict tells the rest."""


def notice(event: Event, rules: Rules, glyphs: Glyphs, *, alone: bool) -> Line:
    """The line that tells of an event; empty for what needs none."""
    if isinstance(event, Ruled) and event.outcome is Outcome.PROMPT:
        return [("class:prompt", f"{glyphs.vague} Nearly. "), ("", as_sentence(event.message) or "Be more specific.")]
    if isinstance(event, Ruled) and event.outcome is Outcome.INCORRECT:
        if rules.who in ("first", "buzz", "turns") and not alone:
            return [("class:wrong", f"{glyphs.wrong} {one_line(event.player)}: wrong.")]
        if rules.tries > 1:
            why = "" if event.reason is Reason.OTHER else f"{as_sentence(event.message)} "
            return [("class:wrong", f"{glyphs.wrong} Wrong. "), ("", f"{why}Try once more.")]
    if isinstance(event, TimeUp):
        return LATE[0]
    if isinstance(event, Refused):
        return LATE[1]
    if isinstance(event, HintGiven) and event.points:
        return [("class:quiet", f"The hint cost {-event.points:g}.")]
    return []


def verdict_in_passing(event: Revealed, glyphs: Glyphs, *, alone: bool) -> list[Line]:
    """The verdict in a line or two, where the next question follows at once."""
    lines: list[Line] = []
    for result in event.results:
        style, sign = ("class:wrong", glyphs.wrong) if result.given else ("class:quiet", glyphs.skipped)
        if result.outcome is Outcome.CORRECT:
            style, sign = "class:right", glyphs.right
        who = "" if alone else f"{one_line(result.player)} "
        said = f"“{one_line(result.given)}”" if result.given else "skipped" if result.passed else "no answer"
        lines.append([(style, f"{sign} {who}"), ("", said)])
    if event.answer is not None:
        lines.append([("class:quiet", "  It was "), ("class:answer", one_line(event.answer))])
    return lines


def as_sentence(text: str) -> str:
    """The text with a capital letter and a full stop."""
    text = one_line(text)
    return text[:1].upper() + text[1:] + ("" if text[-1:] in ".!?" else ".") if text else ""
