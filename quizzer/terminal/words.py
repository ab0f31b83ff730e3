"""What the terminal says in plain lines: events of a session, the help, the end of a game."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase
from typing import TypeAlias

from quizzer.grading import Outcome, Reason
from quizzer.session import (
    Buzzed,
    Contributed,
    Event,
    HintGiven,
    PlayerOut,
    PlayerPassed,
    QuestionAsked,
    Refused,
    Revealed,
    Ruled,
    RulingChanged,
    Session,
    Standing,
    Submitted,
    TimeUp,
    TurnPassed,
    WordsRead,
)
from quizzer.terminal.cheers import cheer
from quizzer.terminal.safe import one_line, printable
from quizzer.terminal.story import Chapter, Said, tell

__all__ = ["Line", "beaten", "miss_in_words", "missed_lines", "praise", "say", "standing_line", "summary", "team_lines"]

Line: TypeAlias = Sequence[tuple[str, str]]
"""Pieces of a line, each with the name of its style ("" for none)."""

ENOUGH = 5
"""Questions from which on a game may be anybody's best."""

_WORDS_AFTER = (
    (1.0, "Not one missed. Take a bow!"),
    (0.8, "Splendid."),
    (0.5, "Well played."),
    (0.2, "The next film night is for research."),
    (0.0, "A fine excuse to watch a film tonight."),
)


def say(event: Event, session: Session) -> list[Line]:
    """The lines that tell of an event; none for what needs no words."""
    alone = len(session.players) == 1
    if isinstance(event, QuestionAsked):
        return _asked(event, session)
    if isinstance(event, Ruled):
        return [_ruled(event, alone=alone)]
    if isinstance(event, Revealed):
        word = cheer(tell(session.events))
        return [*([[("class:cheer", f"  {word}")]] if word else []), *_revealed(event)]
    if isinstance(event, WordsRead):
        return [[("class:question", printable(event.words))]]
    if isinstance(event, RulingChanged):
        return [[("class:right", f"Ruled {event.after.value if event.after else 'open'} on a person's word.")]]
    words = _in_a_line(event, alone=alone)
    return [[("class:quiet", words)]] if words else []


def summary(session: Session, reason: str, teams: Sequence[Standing]) -> list[Line]:
    """The end of a game: the score, and what was missed with the right answers."""
    standings = session.standings()
    alone = len(standings) == 1
    lines: list[Line] = [[], [("class:title", "The end" if reason not in ("", "stopped") else "Stopped here")]]
    lines += [standing_line(standing, alone=alone) for standing in standings]
    lines += team_lines(teams)
    lines += missed_lines(tell(session.events), alone=alone)
    words = praise(standings, reason)
    return [*lines, [], [("class:right", words)]] if words else lines


def missed_lines(chapters: Sequence[Chapter], *, alone: bool) -> list[Line]:
    """Each scored question that somebody did not get right, with what was said and what was right."""
    lines: list[Line] = []
    for chapter in chapters:
        if not chapter.misses:
            continue
        what = "; ".join(miss_in_words(said, alone=alone) for said in chapter.misses)
        answer = chapter.revealed.answer if chapter.revealed is not None else ""
        lines.append([("", f"  {chapter.asked.number}. {printable(chapter.text)}")])
        lines.append([("class:quiet", f"     {what} · "), ("class:answer", one_line(answer or ""))])
    return [[], [("class:title", "Missed")], *lines] if lines else []


def miss_in_words(said: Said, *, alone: bool) -> str:
    """What was said instead of the right answer."""
    if not said.player:
        return "nobody knew it"
    what = f"“{one_line(said.given)}”" if said.given else "skipped" if said.passed else "no answer"
    if alone:
        return f"you said {what}" if said.given else what
    return f"{one_line(said.player)}: {what}"


def praise(standings: Sequence[Standing], reason: str) -> str:
    """A kind word at the end of a game that was played to its end."""
    best = standings[0] if standings else None
    if best is None or not best.answered or reason in ("", "stopped"):
        return ""
    share = best.right / best.answered
    return next(words for least, words in _WORDS_AFTER if share >= least)


def beaten(standings: Sequence[Standing], reason: str, best: tuple[int, int] | None) -> str:
    """Words for who has played better than ever: `best` is how much was right before, and of how many."""
    if best is None or len(standings) != 1 or reason == "stopped":
        return ""
    (mine,) = standings
    right, answered = best
    if not mine.answered or _merit(mine.right, mine.answered) <= _merit(right, answered):
        return ""
    return f"That is your best with these banks: it was {right} of {answered}."


def _merit(right: int, answered: int) -> tuple[bool, float, int]:
    """As the records compare games: a few questions make no best game where there are longer ones."""
    return answered >= ENOUGH, right / answered, answered


def team_lines(teams: Sequence[Standing]) -> list[Line]:
    """How the teams stand."""
    return [
        [
            ("class:score", f"{team.rank}. {one_line(team.name)}: {team.points:g}"),
            ("", f" ({', '.join(map(one_line, team.members))})"),
        ]
        for team in teams
    ]


def standing_line(standing: Standing, *, alone: bool) -> Line:
    """What one player got."""
    name = "You" if alone else f"{standing.rank}. {one_line(standing.name)}"
    # Study keeps no score, and where a point is given for each right answer they need not be told twice.
    points = "" if standing.points in (0, standing.right) else f", {standing.points:g} points"
    if not standing.answered:
        return [("class:score", f"{name} answered no question{points}.")]
    return [("class:score", f"{name} got {standing.right} of {standing.answered} right{points}.")]


def _asked(event: QuestionAsked, session: Session) -> list[Line]:
    left = event.of - event.number
    parts = [
        f"Question {event.number} of {event.of}",
        event.category.replace("_", " "),
        f"{left} left" if left else "the last one",
        _score(session),
    ]
    lines: list[Line] = [[], [("class:head", one_line(" · ".join(parts)))]]
    if not event.scored:
        lines.append([("class:quiet", "Nobody here knows this one. Say what you know, or :skip; it is not scored.")])
    if event.bonus:
        lines.append([("class:quiet", f"A bonus for {one_line(event.bonus)}.")])
    lines += [[("class:question", printable(line))] for line in event.text.split("\n") if line]
    lettered = zip(ascii_lowercase, event.choices, strict=False)
    lines += [[("", f"  {letter}) {one_line(choice)}")] for letter, choice in lettered]
    return lines


def _score(session: Session) -> str:
    players = session.view(None).players
    if len(players) == 1:
        return f"score {players[0].points:g}"
    return ", ".join(f"{player.name} {player.points:g}" for player in players)


def _ruled(event: Ruled, *, alone: bool) -> Line:
    who = "" if alone else f"{one_line(event.player)}: "
    why = one_line(event.message) if event.reason is not Reason.OTHER else ""
    if event.outcome is Outcome.CORRECT:
        return [("class:right", f"✓ {who}Right!"), ("", f" ({why})" if why else "")]
    if event.outcome is Outcome.PROMPT:
        return [("class:prompt", f"… {who}Nearly."), ("", f" Be more specific: {why}" if why else " Be more specific.")]
    return [("class:wrong", f"✗ {who}Wrong"), ("", f": {why.removesuffix('.')}." if why else ".")]


def _in_a_line(event: Event, *, alone: bool) -> str:
    who = "" if alone else f"{one_line(getattr(event, 'player', ''))} "
    if isinstance(event, PlayerPassed):
        return "– Skipped." if alone else f"– {who}passes."
    if isinstance(event, HintGiven):
        cost = f" (it cost {-event.points:g})" if event.points else ""
        return f"Hint: {one_line(event.text)}{cost}"
    if isinstance(event, Buzzed):
        return f"{who or 'You '}buzzed."
    if isinstance(event, TurnPassed):
        return f"It goes on to {one_line(event.player)}."
    if isinstance(event, TimeUp):
        return "Time is up."
    if isinstance(event, Refused):
        return "Too late: the time was up."
    if isinstance(event, PlayerOut):
        return f"{who or 'You are '}out." if alone else f"{who}is out."
    if isinstance(event, Submitted):
        return "The host rules."
    if isinstance(event, Contributed):
        return "Thank you! Nobody here knows the answer, so this one does not count."
    return ""


def _revealed(event: Revealed) -> list[Line]:
    lines: list[Line] = []
    if event.answer is not None:
        lines.append([("", "  Answer: "), ("class:answer", one_line(event.answer))])
    if event.explanation:
        lines += [[("class:quiet", f"  {printable(line)}")] for line in event.explanation.split("\n")]
    return lines
