"""The events of a session as plain lines."""

from __future__ import annotations

from string import ascii_lowercase

from quizzer.grading import Outcome, Reason
from quizzer.session import Event, Session, events
from quizzer.terminal.at_stake import place_of
from quizzer.terminal.charts import category_name, points_in_words
from quizzer.terminal.glyphs import UNICODE
from quizzer.terminal.layout import Line
from quizzer.terminal.played import played_questions
from quizzer.terminal.safe import one_line, printable
from quizzer.terminal.verdict_rows import asks_back, notice, price_of_hint, still_open


def say(event: Event, session: Session, *, word: str = "") -> list[Line]:
    """The lines that tell of an event; none for what needs no words. `word` goes with what is revealed."""
    alone = len(session.players) == 1
    if isinstance(event, events.QuestionAsked):
        return _asked(event, session)
    if isinstance(event, events.Ruled):
        if event.outcome is Outcome.PROMPT and (named := still_open(session.view(event.player), UNICODE)):
            return [[("class:quiet", named)]]
        return [_ruled(event, alone=alone)]
    if isinstance(event, events.Revealed):
        return [*([[("class:remark", f"  {word}")]] if word else []), *_revealed(event)]
    if isinstance(event, events.WordsRead):
        return [[("class:question", printable(event.words))]]
    if isinstance(event, events.RulingChanged):
        return [[("class:right", f"Ruled {event.after.value if event.after else 'open'} on a person's word.")]]
    if isinstance(event, events.HintGiven):
        price = price_of_hint(event, session.rules)
        words = (
            f"{'Clue' if event.kind == 'clue' else 'Hint'}: {one_line(event.text)}{f' (it {price})' if price else ''}"
        )
        return [[("class:quiet", words)]]
    if isinstance(event, events.TimeUp | events.Refused):
        return [notice(event, session.rules, UNICODE, alone=alone)]
    words = _in_a_line(event, alone=alone)
    return [[("class:quiet", words)]] if words else []


def _asked(event: events.QuestionAsked, session: Session) -> list[Line]:
    rules, left = session.rules, event.of - event.number
    parts = [place_of(played_questions(session.events), session), category_name(event.category)]
    if not rules.goes_on and event.of > 1:
        parts.append(f"{left} left" if left else "the last one")
    if rules.scored:
        parts.append(_score(session))
    lines: list[Line] = [[], [("class:head", one_line(" · ".join(parts)))]]
    if not event.scored:
        lines.append([("class:quiet", "Nobody here knows this one. Say what you know, or :skip; it is not scored.")])
    lines += [[("class:question", printable(line))] for line in event.text.split("\n") if line]
    lettered = zip(ascii_lowercase, event.choices, strict=False)
    lines += [[("", f"  {letter}) {one_line(choice)}")] for letter, choice in lettered]
    return lines


def _score(session: Session) -> str:
    players = session.view(None, role="host").players
    if len(players) == 1:
        return f"score {points_in_words(players[0].points)}"
    return ", ".join(f"{player.name} {points_in_words(player.points)}" for player in players)


def _ruled(event: events.Ruled, *, alone: bool) -> Line:
    who = "" if alone else f"{one_line(event.player)}: "
    why = one_line(event.message) if event.reason is not Reason.OTHER else ""
    if event.outcome is Outcome.CORRECT:
        return [("class:right", f"✓ {who}Right!"), ("", f" ({why})" if why else "")]
    if event.outcome is Outcome.PROMPT:
        more = "" if event.reason is Reason.SORT else "Be more specific: "
        words = f"{more}{why}" if why else "Be more specific."
        return [("class:prompt", f"… {who}{asks_back(event)}"), ("", f" {words}")]
    return [("class:wrong", f"✗ {who}Wrong"), ("", f": {why.removesuffix('.')}." if why else ".")]


def _in_a_line(event: Event, *, alone: bool) -> str:
    who = "" if alone else f"{one_line(getattr(event, 'player', ''))} "
    if isinstance(event, events.PlayerPassed):
        return "– Skipped." if alone else f"– {who}passes."
    if isinstance(event, events.Buzzed):
        return f"{who or 'You '}buzzed."
    if isinstance(event, events.TurnPassed):
        return f"It goes on to {one_line(event.player)}."
    if isinstance(event, events.PlayerOut):
        return "You are out." if alone else f"{who}is out."
    if isinstance(event, events.Submitted):
        return "The host rules."
    if isinstance(event, events.Contributed):
        return "Thank you! Nobody here knows the answer, so this one does not count."
    return ""


def _revealed(event: events.Revealed) -> list[Line]:
    lines: list[Line] = []
    if event.answer is not None:
        lines.append([("", "  Answer: "), ("class:answer", one_line(event.answer))])
    if event.explanation:
        lines += [[("class:quiet", f"  {printable(line)}")] for line in event.explanation.split("\n")]
    return lines
