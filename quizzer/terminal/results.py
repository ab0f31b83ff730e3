"""What a game came to, for every screen: the standings, the line to paste elsewhere, categories, times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzer.terminal.card import category_name
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.rows import Row, bar
from quizzer.terminal.safe import one_line
from quizzer.terminal.story import Chapter, Said
from quizzer.terminal.widths import cells, padded, shortened

__all__ = ["Tally", "by_category", "category_rows", "time_rows", "times_in_words"]


@dataclass
class Tally:
    """How often right, and of how many."""

    right: int = 0
    of: int = 0


def by_category(chapters: Sequence[Chapter]) -> dict[str, Tally]:
    """The answers of all players, by category in the order in which they came up."""
    found: dict[str, Tally] = {}
    for chapter in chapters:
        for said in chapter.said if chapter.counts else ():
            tally = found.setdefault(chapter.asked.category, Tally())
            tally.of += 1
            tally.right += said.is_right
    return found


def category_rows(chapters: Sequence[Chapter], width: int, glyphs: Glyphs) -> list[Row]:
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


def time_rows(chapters: Sequence[Chapter], width: int, glyphs: Glyphs, *, alone: bool) -> list[Row]:
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


def times_in_words(chapters: Sequence[Chapter]) -> str:
    """The mean time of an answer; empty where nothing was answered."""
    seconds = [one.seconds for chapter in chapters for one in chapter.said if one.seconds is not None and one.given]
    return f"{sum(seconds) / len(seconds):.1f} seconds for an answer" if seconds else ""


def _sign(said: Said, glyphs: Glyphs) -> tuple[str, str]:
    if said.is_right:
        return glyphs.right, "class:right"
    return (glyphs.wrong, "class:wrong") if said.given else (glyphs.skipped, "class:quiet")
