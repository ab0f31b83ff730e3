"""Running quizzer as its users do: in this process, which is quick, or as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from unittest.mock import patch

from read_once import keep_as_read

from quizzer.commands import main

__all__ = ["run", "run_program"]

Done = subprocess.CompletedProcess[str]


def run(*arguments: object, given: str | bytes = "", **environment: str) -> Done:
    """Runs `quizzer` in this process, with `given` as its standard input; what it printed and its exit status.

    The streams are those of a pipe. What happens to a process (signals, closed streams, what it imports) needs
    `run_program`.
    """
    words = [str(word) for word in arguments]
    buffers = BytesIO(_bytes(given)), BytesIO(), BytesIO()
    stdin, stdout, stderr = (TextIOWrapper(buffer, encoding="utf-8", write_through=True) for buffer in buffers)
    with (
        patch.dict(os.environ, environment),
        patch.object(sys, "stdin", stdin),
        patch.object(sys, "stdout", stdout),
        patch.object(sys, "stderr", stderr),
    ):
        keep_as_read(os.environ["QUIZZER_HOME"])
        status = main(words)
    return Done(words, status, _text(buffers[1].getvalue()), _text(buffers[2].getvalue()))


def run_program(
    *arguments: object, given: str | bytes = "", before: Callable[[], object] | None = None, **environment: str
) -> Done:
    """The same in a process of its own. There `before` is called before quizzer begins."""
    everything = {**os.environ, **environment}
    keep_as_read(everything["QUIZZER_HOME"])
    done = subprocess.run(
        [sys.executable, "-m", "quizzer", *map(str, arguments)],
        input=_bytes(given),
        env=everything,
        preexec_fn=before,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Done(done.args, done.returncode, _text(done.stdout), _text(done.stderr))


def _bytes(given: str | bytes) -> bytes:
    return given.encode() if isinstance(given, str) else given


def _text(printed: bytes) -> str:
    return printed.decode("utf-8", "replace")
