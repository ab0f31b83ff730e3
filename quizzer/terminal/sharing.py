"""The line about a game that is pasted elsewhere: it gives neither questions nor answers away."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.grading import Reason
from quizzer.terminal.safe import one_line
from quizzer.terminal.story import Chapter, Said

__all__ = ["legend", "result_line"]

_SQUARES = {"right": "🟩", "slip": "🟨", "wrong": "🟥", "skipped": "⬜"}
_SIGNS = {"right": "✓", "slip": "~", "wrong": "✗", "skipped": "–"}
_ASCII = {"right": "+", "slip": "~", "wrong": "x", "skipped": "-"}


def result_line(
    chapters: Sequence[Chapter], players: Sequence[str], *, about: str, coloured: bool, ascii_only: bool = False
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
