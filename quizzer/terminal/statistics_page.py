"""The page of a player's figures; left and right go to another player."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from quizzer.records import Statistics
from quizzer.terminal.charts import ASCII, UNICODE
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.helps import figures_help
from quizzer.terminal.pages import Key, Scroll, StillPage, margin
from quizzer.terminal.rows import Row, fit, indented
from quizzer.terminal.statistics import statistics_lines
from quizzer.terminal.words import Line

__all__ = ["StatisticsPage"]


class StatisticsPage(StillPage):
    """`statistics` gives a player's figures and the day they are of; `done` leaves the page. Raises RecordsError."""

    mouse = False
    prompt = None

    def __init__(
        self,
        glyphs: Glyphs,
        players: Sequence[str],
        *,
        statistics: Callable[[str], tuple[Statistics, date]],
        done: Callable[[], None],
    ) -> None:
        self._glyphs = glyphs
        self._players = players
        self._statistics = statistics
        self._done = done
        self._place = 0
        self._show()

    def rows(self, width: int, height: int) -> list[Row]:
        by, wide = margin(width)
        marks = ASCII if self._glyphs.are_ascii else UNICODE
        told, today = self._told
        name, *lines = statistics_lines(told, today, wide, marks)
        rows = [fit([("class:title", name)], wide, self._glyphs)]
        rows += [fit([("", line)], wide, self._glyphs) for line in lines]
        return indented(self._scroll.show(rows, wide, height, self._glyphs), by)

    def help(self) -> Sequence[Line]:
        return figures_help()

    def footer(self) -> Sequence[Key]:
        others = [Key("Left/Right", "another player", "right")] if len(self._players) > 1 else []
        return [Key("Esc", "back", "escape"), *others, Key("PgDn", "more", "pagedown"), Key("F1", "help", "f1")]

    def key(self, name: str) -> None:
        if name in ("escape", "enter", "q", "quit"):
            self._done()
        elif name in ("left", "right"):
            self._place = (self._place + (1 if name == "right" else -1)) % len(self._players)
            self._show()
        else:
            self._scroll.key(name)

    def line(self, text: str) -> None:
        """Nothing is typed here."""

    def click(self, row: int, column: int) -> None:
        """Nothing here is clicked on."""

    def _show(self) -> None:
        self._scroll = Scroll()
        self._told = self._statistics(self._players[self._place])
