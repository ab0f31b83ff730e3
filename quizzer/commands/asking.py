"""Questions to the person at the keyboard, in plain lines: what is typed, a default for Enter, help for `?`."""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from typing import TypeVar

import click

from quizzer.errors import QuizzerError
from quizzer.terminal.safe import printable

T = TypeVar("T")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def ask(
    question: str,
    *,
    default: str = "",
    shown: str = "",
    present: str = "",
    help: str,  # noqa: A002
    read: Callable[[str], T],
) -> T:
    """What a person answers, as `read` understands it; `read` raises QuizzerError, in words, to be asked again.

    Enter answers `default`, which is told as `shown`. On a terminal that can edit a line, a `present` text stands in it
    to be changed; elsewhere it is told, and Enter leaves it. `?` shows the help. Raises EOFError where the input ends.
    """
    edits = bool(present) and sys.stdin.isatty() and _edits_lines()
    told = shown or default or ("" if edits else present)
    prompt = f"{question} [{told}]: " if told else f"{question}: "
    while True:
        line = _line(printable(prompt), present if edits else "")
        if not line and not edits:
            line = present
        if line == "?":
            say(help)
            continue
        try:
            return read(line or default)
        except QuizzerError as trouble:
            say(str(trouble))


def decide_each(
    things: Sequence[T], show: Callable[[T, str], Iterable[str]], prompt: str, decide: Callable[[T, str], object]
) -> None:
    """Shows one thing after another and asks for a key until `decide` has done what it stands for; "q" ends.

    `show` gives the lines for a thing and its place, "1 of 3"; `prompt` names the keys, each before what it does. What
    cannot be done, a QuizzerError, is told, and Ctrl-D goes back to the keys.
    """
    for place, thing in enumerate(things, 1):
        click.echo("\n" + "\n".join(show(thing, f"{place} of {len(things)}")))
        while (key := _ask_key(prompt)) != "q":
            try:
                decide(thing, key)
                break
            except QuizzerError as trouble:
                say(str(trouble))
            except EOFError:
                if not sys.stdin.isatty():
                    raise
                click.echo("")
        else:
            return


def _ask_key(prompt: str) -> str:
    """The letter of one of the parts of a prompt: pressed on a terminal, without Enter; elsewhere the first letter of a
    line. "q" where the input ends."""
    keys = [part[0] for part in prompt.split("  ")]
    while True:
        click.echo(f"{prompt}: ", nl=False)
        key = _key()
        known = key in keys
        click.echo(key if known else "")
        if known:
            return key


def something(typed: str) -> str:
    """What was typed. Raises QuizzerError, to be told, if that is nothing."""
    if not typed:
        raise QuizzerError("This can't be empty. ? explains.")
    return typed


def say(text: str) -> None:
    """Lines below a question."""
    for line in text.split("\n"):
        click.echo(printable(f"    {line}"))


def _key() -> str:
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip().lower()[:1] if line else "q"
    try:
        return click.getchar().lower()
    except EOFError:  # Ctrl-D
        return "q"


def _edits_lines() -> bool:
    return find_spec("readline") is not None  # there is none on Windows


def _line(prompt: str, present: str = "") -> str:
    if sys.stdin.isatty():
        typed = _typed(prompt, present)
    else:
        click.echo(prompt)  # in a log each question has a line of its own
        typed = sys.stdin.readline()
        if not typed:
            raise EOFError
    # A pasted text may bring what no YAML file can hold.
    return _CONTROL.sub("", " ".join(typed.split()))


def _typed(prompt: str, present: str) -> str:
    if not _edits_lines():
        return input(prompt)
    import readline  # with it a person can move about in the line

    if present:
        readline.set_startup_hook(lambda: readline.insert_text(present))
    try:
        return input(prompt)
    finally:
        readline.set_startup_hook()
