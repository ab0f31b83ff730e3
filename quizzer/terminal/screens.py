"""Plain lines in and out: for pipes, screen readers and simple terminals."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TextIO

from quizzer.terminal.ascii_only import in_ascii
from quizzer.terminal.rows import wrap_all
from quizzer.terminal.safe import printable
from quizzer.terminal.words import Line

__all__ = ["PlainScreen"]


NARROWEST = 10
"""Cells of a row below which breaking at spaces would only make it worse."""


class PlainScreen:
    """Plain lines, without colours or cursor movements: on a terminal broken at spaces, elsewhere left whole.

    With `ascii_only` every letter that ASCII lacks is spelt in it.
    """

    def __init__(self, lines: TextIO, out: TextIO, *, ascii_only: bool = False) -> None:
        self._lines = lines
        self._out = out
        self._spelt = in_ascii if ascii_only else str

    def show(self, lines: Sequence[Line]) -> None:
        """Shows lines below what was shown before."""
        for line in self._broken(lines):
            self._out.write(self._spelt("".join(text for _, text in line).rstrip()) + "\n")
        self._out.flush()

    def ask(self, prompt: str) -> str:
        """The line that a player types. Raises EOFError when there will be no more, KeyboardInterrupt for Ctrl-C."""
        self._out.write(self._spelt(prompt))
        self._out.flush()
        line = self._lines.readline()
        if not self._lines.isatty():
            # Nobody sees what comes through a pipe unless it is written out.
            self._out.write(printable(line.rstrip("\n")) + "\n")
        if not line:
            raise EOFError
        return line.rstrip("\n")

    def _broken(self, lines: Sequence[Line]) -> Sequence[Line]:
        """The lines as rows of the terminal as wide as it is now. The last cell of a row stays free, as some terminals
        begin a new row once it is filled."""
        try:
            width = os.get_terminal_size(self._out.fileno()).columns - 1
        except (OSError, ValueError):  # a pipe, a file, or text that is kept in memory
            return lines
        if width < NARROWEST:
            return lines
        return wrap_all(lines, width)
