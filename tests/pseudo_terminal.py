"""A program in a real pseudo-terminal, with pyte as the screen that a person would look at."""

from __future__ import annotations

import contextlib
import os
import signal
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pexpect
import pyte

__all__ = ["Terminal"]


class Terminal:
    """Runs a command in a terminal of `columns` × `rows` cells; `close` it at the end.

    `before` is called in the new process before the command begins.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        folder: Path | None = None,
        before: Callable[[], object] = lambda: None,
        **environment: str,
    ) -> None:
        def begin() -> None:
            # A terminal's window can be closed: whoever started the tests may have turned that off for them.
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            before()

        self._screen = pyte.Screen(columns, rows)
        self._rows: list[str] = []
        self._stream = pyte.ByteStream(self._screen)
        self._process = pexpect.spawn(
            command[0],
            [str(part) for part in command[1:]],
            dimensions=(rows, columns),
            env={**os.environ, "TERM": "xterm-256color", **environment},
            cwd=folder,
            timeout=None,
            preexec_fn=begin,
        )
        self._process.delaybeforesend = None  # whoever types here has waited for what is on the screen
        self._process.ptyproc.delayafterclose = 0  # and whoever closes knows that the program has ended
        # The screen answers as a terminal does when it is asked where the cursor stands.
        self._screen.write_process_input = self._process.send
        self.raw = b""
        self.bytes_per_second = 0
        """How fast the line is; 0 for as fast as it goes."""

    @property
    def screen(self) -> str:
        """What stands on the screen, trailing spaces cut."""
        shown, columns = self._screen, range(self._screen.columns)
        if len(self._rows) != shown.lines:
            self._rows, shown.dirty = [""] * shown.lines, set(range(shown.lines))
        # It is asked for after every few bytes, and most rows stay as they are.
        for place in shown.dirty:
            row = shown.buffer[place]
            self._rows[place] = "".join(row[column].data for column in columns).rstrip()
        shown.dirty.clear()
        return "\n".join(self._rows).rstrip()

    @property
    def page(self) -> list[str]:
        """The rows of the screen from the first that is not empty, down to the footer."""
        return [row.rstrip() for row in self.screen.lstrip("\n").split("\n")]

    @property
    def text(self) -> str:
        """The screen in one line, for text that was wrapped."""
        return " ".join(self.screen.split())

    @property
    def cells(self) -> list[list[pyte.screens.Char]]:
        """The cells of the screen, row by row, with their colours."""
        return [
            [row[place] for place in range(self._screen.columns)]
            for row in map(self._screen.buffer.__getitem__, range(self._screen.lines))
        ]

    def type(self, text: str) -> None:
        """Types text as keys; "\\r" is Enter, "\\x03" Ctrl-C, "\\x04" Ctrl-D."""
        self._process.send(text)

    def wait_for(self, wanted: str | Callable[[str], bool], *, seconds: float = 60, settle: bool = True) -> str:
        """Waits until a text stands on the screen, or a condition on it holds, and then until the frame is whole; the
        screen in one line. Without `settle` the rest of the frame is not waited for.
        """
        holds = wanted if callable(wanted) else lambda text: wanted in text
        deadline = time.monotonic() + seconds
        while not holds(self.text):
            if time.monotonic() > deadline:
                raise AssertionError(f"waited in vain for {wanted!r} on this screen:\n{self.screen}")
            self._read()
        while settle and time.monotonic() < deadline and self._read():
            pass
        return self.text

    def walk(self, key: str, wanted: str, *, most: int = 30) -> None:
        """Presses a key until a text stands on the screen."""
        for _ in range(most):
            if wanted in self.text:
                return
            before, until = self.text, time.monotonic() + 1
            self.type(key)
            while self.text == before and time.monotonic() < until:
                self._read()
            while self._read():  # half a picture is none yet
                pass
        self.wait_for(wanted)

    def wait_for_end(self, *, seconds: float = 60) -> int | None:
        """Waits until the program has ended; its exit status."""
        deadline = time.monotonic() + seconds
        while self._process.isalive() or self._read():
            if time.monotonic() > deadline:
                raise AssertionError(f"the program did not end; its screen:\n{self.screen}")
            self._read()
        self._process.close()
        status: int | None = self._process.exitstatus
        return status

    def stall(self, seconds: float, *, typing: str) -> None:
        """Takes nothing from the program for so long; meanwhile somebody types."""
        time.sleep(seconds / 2)
        self.type(typing)
        time.sleep(seconds / 2)

    def resize(self, columns: int, rows: int) -> None:
        """Makes the window another size."""
        self._screen.resize(rows, columns)
        self._process.setwinsize(rows, columns)

    def click(self, row: int, column: int) -> None:
        """Presses and lets go the left mouse button, on a row and a column counted from 0."""
        self._process.send(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m")

    def wheel(self, by: int) -> None:
        """Turns the mouse's wheel by so many notches, downwards if above 0."""
        self._process.send(f"\x1b[<{65 if by > 0 else 64};1;1M" * abs(by))

    def signal(self, number: int) -> None:
        """Sends a signal to the program."""
        self._process.kill(number)

    def hang_up(self) -> bool:
        """Closes the window; whether the program ends within some seconds."""
        os.close(self._process.child_fd)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if not self._process.isalive():
                return True
            time.sleep(0.05)
        return False

    @property
    def modes(self) -> list[object]:
        """How the terminal's line discipline is set: echo, canonical input and the like."""
        return list(termios.tcgetattr(self._process.child_fd))

    def close(self) -> None:
        """Ends the program at once, if a test has not waited for its end."""
        with contextlib.suppress(OSError):  # the window was closed before
            if self._process.isalive():
                self._process.kill(signal.SIGKILL)
                self._process.wait()
            self._process.close()

    def _read(self) -> bool:
        most = 65_536
        if self.bytes_per_second:
            most = max(1, self.bytes_per_second // 20)
            time.sleep(most / self.bytes_per_second)
        try:
            data = self._process.read_nonblocking(most, timeout=0.05)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            return False
        self.raw += data
        self._stream.feed(data)
        return True
