"""What the tests of the terminal share: starting quizzer in a pseudo-terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

import pytest
from read_once import keep_as_read

Terminal = pytest.importorskip("pseudo_terminal", reason="pseudo-terminals need a POSIX system").Terminal

Start = Callable[..., Terminal]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts `quizzer` with arguments, and closes what was started. Its home has read the shipped banks before."""
    terminals = []

    def started(*arguments: object, command: tuple[str, ...] = (), **options: object) -> Terminal:
        keep_as_read(str(options.get("QUIZZER_HOME", os.environ["QUIZZER_HOME"])))
        words = command or (sys.executable, "-m", "quizzer")
        terminals.append(Terminal([*words, *map(str, arguments)], **options))
        return terminals[-1]

    yield started
    for terminal in terminals:
        terminal.close()
