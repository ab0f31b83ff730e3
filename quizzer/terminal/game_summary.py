"""What a game came to, for every screen: the standings, the line to paste elsewhere, categories, times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzer.grading import Reason
from quizzer.session import Session, Standing
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.layout import Line, Row, bar, cells, padded, shortened
from quizzer.terminal.played import PlayedQuestion, Said, played_questions
from quizzer.terminal.praise import closing_words
from quizzer.terminal.question_card import category_name
from quizzer.terminal.safe import one_line, printable


def summary(session: Session, reason: str, teams: Sequence[Standing]) -> list[Line]:
    """The end of a game: the score, and what was missed with the right answers."""
    standings = session.standings()
    alone = len(standings) == 1
    lines: list[Line] = [[], [("class:title", "The end" if reason not in ("", "stopped") else "Stopped here")]]
    lines += [standing_line(standing, alone=alone) for standing in standings]
    lines += team_lines(teams)
    lines += missed_lines(played_questions(session.events), alone=alone)
    words = closing_words(standings, reason)
    return [*lines, [], [("class:right", words)]] if words else lines


def missed_lines(chapters: Sequence[PlayedQuestion], *, alone: bool) -> list[Line]:
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


@dataclass
class Tally:
    """How often right, and of how many."""

    right: int = 0
    of: int = 0


def by_category(chapters: Sequence[PlayedQuestion]) -> dict[str, Tally]:
    """The answers of all players, by category in the order in which they came up."""
    found: dict[str, Tally] = {}
    for chapter in chapters:
        for said in chapter.said if chapter.counts else ():
            tally = found.setdefault(chapter.asked.category, Tally())
            tally.of += 1
            tally.right += said.is_right
    return found


def category_rows(chapters: Sequence[PlayedQuestion], width: int, glyphs: Glyphs) -> list[Row]:
    """A bar for each category."""
    tallies = by_category(chapters)
    names = {category: category_name(category) for category in tallies}
    column = min(max((cells(name) for name in names.values()), default=0), width // 2)
    rows: list[Row] = []
    for category, tally in tallies.items():
        told = f" {tally.right} of {tally.of}"
        full, empty = bar(tally.right / tally.of, min(40, width - column - 1 - 9), glyphs)
        name = padded(shortened(names[category], column, ""), column + 1)
        rows.append([("", name), ("class:done", full), ("class:todo", empty), ("class:score", told)])
    return rows


def time_rows(chapters: Sequence[PlayedQuestion], width: int, glyphs: Glyphs, *, alone: bool) -> list[Row]:
    """A bar for each answer, as long as it took."""
    said = [(chapter, one) for chapter in chapters for one in chapter.said if one.seconds is not None]
    longest = max((one.seconds or 0.0 for _, one in said), default=0.0)
    rows: list[Row] = []
    for chapter, one in said:
        seconds = one.seconds or 0.0
        sign, style = _sign(one, glyphs)
        who = "" if alone else f"{one_line(one.player)} "
        head = f"{chapter.asked.number:3d} {who}"
        told = f" {seconds:.1f} s"
        full, _ = bar(seconds / longest if longest else 0, max(4, min(40, width - cells(head) - 12)), glyphs)
        rows.append([("", head), (style, f"{sign} "), ("class:time", full or glyphs.parts[0]), ("class:quiet", told)])
    return rows


def times_in_words(chapters: Sequence[PlayedQuestion]) -> str:
    """The mean time of an answer; empty where nothing was answered."""
    seconds = [one.seconds for chapter in chapters for one in chapter.said if one.seconds is not None and one.given]
    return f"{sum(seconds) / len(seconds):.1f} seconds for an answer" if seconds else ""


def _sign(said: Said, glyphs: Glyphs) -> tuple[str, str]:
    if said.is_right:
        return glyphs.right, "class:right"
    return (glyphs.wrong, "class:wrong") if said.given else (glyphs.skipped, "class:quiet")


_SQUARES = {"right": "🟩", "slip": "🟨", "wrong": "🟥", "skipped": "⬜"}
_SIGNS = {"right": "✓", "slip": "~", "wrong": "✗", "skipped": "–"}
_ASCII = {"right": "+", "slip": "~", "wrong": "x", "skipped": "-"}


def result_line(
    chapters: Sequence[PlayedQuestion], players: Sequence[str], *, about: str, coloured: bool, ascii_only: bool = False
) -> str:
    """One line for a single player, one for each of several: green for right, yellow for right with a slip, red for
    wrong, white for skipped; `coloured` False takes signs instead of squares.
    """
    signs = _signs(coloured, ascii_only)
    lines = []
    for player in players:
        said = [chapter.of(player) for chapter in chapters if chapter.counts]
        played = [one for one in said if one is not None]
        right = sum(one.is_right for one in played)
        squares = "".join(signs[_how(one)] for one in played)
        who = f"{one_line(player)}: " if len(players) > 1 else ""
        lines.append(f"{who}{right}/{len(played)} {squares}".rstrip())
    return (
        "\n".join([f"quizzer: {one_line(about)}", *lines])
        if len(lines) > 1
        else f"quizzer {lines[0]} {one_line(about)}"
    )


def legend(*, coloured: bool, ascii_only: bool = False) -> str:
    """What the signs of that line mean."""
    signs = _signs(coloured, ascii_only)
    words = {"right": "right", "slip": "with a slip", "wrong": "wrong", "skipped": "skipped"}
    told = "  ".join(f"{signs[how]}\u00a0{meaning}".replace(" ", "\u00a0") for how, meaning in words.items())
    return f"{told}: to paste elsewhere"


def _signs(coloured: bool, ascii_only: bool) -> dict[str, str]:
    return _ASCII if ascii_only else _SQUARES if coloured else _SIGNS


def _how(said: Said) -> str:
    if said.is_right:
        return "slip" if said.reason is Reason.SPELLING else "right"
    return "wrong" if said.given else "skipped"
