"""What the tests of the terminal share: starting quizzer in a pseudo-terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest

Terminal = pytest.importorskip("pseudo_terminal", reason="pseudo-terminals need a POSIX system").Terminal

Start = Callable[..., Terminal]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts `quizzer` with arguments, and closes what was started."""
    terminals = []

    def started(*arguments: object, command: tuple[str, ...] = (), **options: object) -> Terminal:
        words = command or (sys.executable, "-m", "quizzer")
        terminals.append(Terminal([*words, *map(str, arguments)], **options))
        return terminals[-1]

    yield started
    for terminal in terminals:
        terminal.close()
