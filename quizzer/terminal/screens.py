"""Plain lines in and out: for pipes, screen readers and simple terminals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from quizzer.terminal.words import Line

__all__ = ["PlainScreen"]


class PlainScreen:
    """Plain lines, without colours or cursor movements."""

    def __init__(self, lines: TextIO, out: TextIO) -> None:
        self._lines = lines
        self._out = out

    def show(self, lines: Sequence[Line]) -> None:
        """Shows lines below what was shown before."""
        for line in lines:
            self._out.write("".join(text for _, text in line) + "\n")
        self._out.flush()

    def ask(self, prompt: str) -> str:
        """The line that a player types. Raises EOFError when there will be no more, KeyboardInterrupt for Ctrl-C."""
        self._out.write(prompt)
        self._out.flush()
        line = self._lines.readline()
        if not self._lines.isatty():
            # Nobody sees what comes through a pipe unless it is written out.
            from quizzer.terminal.safe import printable

            self._out.write(printable(line.rstrip("\n")) + "\n")
        if not line:
            raise EOFError
        return line.rstrip("\n")
