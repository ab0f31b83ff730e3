"""Questions to the person at the keyboard, in plain lines: what is typed, a default for Enter, help for `?`."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable
from typing import TypeVar

import click

from quizzer.errors import QuizzerError
from quizzer.terminal.safe import printable

__all__ = ["ask", "say"]

T = TypeVar("T")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def ask(question: str, *, default: str = "", shown: str = "", help: str, read: Callable[[str], T]) -> T:  # noqa: A002
    """What a person answers, as `read` understands it; `read` raises QuizzerError, in words, to be asked again.

    Enter answers `default`, which is told as `shown`. `?` shows the help. Raises EOFError where the input ends.
    """
    told = shown or default
    prompt = f"{question} [{told}]: " if told else f"{question}: "
    while True:
        line = _line(printable(prompt))
        if line == "?":
            say(help)
            continue
        try:
            return read(line or default)
        except QuizzerError as trouble:
            say(str(trouble))


def say(text: str) -> None:
    """Lines below a question."""
    for line in text.split("\n"):
        click.echo(printable(f"    {line}"))


def _line(prompt: str) -> str:
    if sys.stdin.isatty():
        with contextlib.suppress(ImportError):  # there is none on Windows
            import readline  # noqa: F401 — with it a person can move about in the line
        typed = input(prompt)
    else:
        click.echo(prompt)  # in a log each question has a line of its own
        typed = sys.stdin.readline()
        if not typed:
            raise EOFError
    # A pasted text may bring what no YAML file can hold.
    return _CONTROL.sub("", " ".join(typed.split()))
