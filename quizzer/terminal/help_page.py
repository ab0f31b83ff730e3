"""The page that F1 opens over a menu, a result or figures; any key goes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.pages import Key, Scroll, StillPage, margin
from quizzer.terminal.rows import Row, indented, wrap_all
from quizzer.terminal.words import Line

__all__ = ["HelpPage"]


class HelpPage(StillPage):
    """Shows lines until `done`."""

    prompt = None
    mouse = False

    def __init__(self, lines: Sequence[Line], glyphs: Glyphs, *, done: Callable[[], None]) -> None:
        self._lines = lines
        self._glyphs = glyphs
        self._done = done
        self._scroll = Scroll()

    def rows(self, width: int, height: int) -> list[Row]:
        by, wide = margin(width)
        return indented(self._scroll.show(wrap_all(self._lines, wide), wide, height, self._glyphs), by)

    def footer(self) -> Sequence[Key]:
        more = [Key("PgDn", "more", "pagedown")] if self._scroll.is_needed else []
        return [Key("any key", "back", "escape"), *more]

    def key(self, name: str) -> None:
        if not self._scroll.key(name):
            self._done()

    def line(self, text: str) -> None:
        """Nothing is typed here."""

    def click(self, row: int, column: int) -> None:
        """Nothing here is clicked on."""
