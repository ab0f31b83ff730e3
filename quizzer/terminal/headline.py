"""What stands above the question: how far the game is, the time that is left, everybody's scores."""

from __future__ import annotations

from collections.abc import Mapping

from quizzer.terminal.card import progress_row, score_rows, timer_row
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.rows import Row
from quizzer.terminal.story import streak
from quizzer.terminal.table import Table

__all__ = ["headline", "time_left"]


def headline(
    table: Table, width: int, glyphs: Glyphs, *, at_turn: str, keys: Mapping[str, str], time: tuple[float, float] | None
) -> list[Row]:
    """Progress, `time` (the seconds left, and of how many), and in a party its players: `keys` are those that buzz."""
    chapters, players = table.chapters, table.session.view(None).players
    asked = chapters[-1].asked
    told: list[tuple[str, str]] = []
    if table.is_alone:
        told.append(("class:score", f"score {players[0].points:g}"))
    whose = players[0].name if table.is_alone else at_turn
    if (row := streak(chapters, whose)) > 1:
        gap = "  " if told else ""
        told.append(("class:streak", f"{gap}{glyphs.flame}{row} in a row"))
    lives = {player.name: left for player in players if (left := _lives_left(table, player.name)) is not None}
    if table.is_alone and lives:
        told.append(("class:wrong", f"  {glyphs.heart}{lives[whose]}"))
    done = asked.number - (chapters[-1].revealed is None)
    rows = progress_row(asked.number, asked.of, done, told, width, glyphs)
    if time is not None:
        rows.append(timer_row(*time, width, glyphs))
    if not table.is_alone:
        rows += score_rows(players, at_turn, width, glyphs, keys=keys, lives=lives)
    return rows


def time_left(table: Table) -> tuple[float, float] | None:
    """The seconds that are left for what is open, and of how many; None where no time runs."""
    rules, view = table.session.rules, table.session.view(None)
    if view.due is None or view.phase not in ("asking", "buzzed"):
        return None
    by_phase = rules.answer_seconds if view.phase == "buzzed" else rules.question_seconds
    total = by_phase or rules.game_seconds
    return (view.due - table.driver.now, total) if total else None


def _lives_left(table: Table, player: str) -> int | None:
    lives = table.session.rules.lives
    if lives is None:
        return None
    said = [chapter.of(player) for chapter in table.chapters if chapter.counts]
    return max(0, lives - sum(1 for one in said if one is not None and not one.is_right))
