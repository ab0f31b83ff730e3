"""`quizzer new`: a first bank, made by answering questions."""

import os
import re
import shlex
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

import quizzer
from quizzer.bank_files.yaml_writer import read_back, write_bank
from quizzer.commands.environment import folders, library
from quizzer.commands.interview import Begun, interview
from quizzer.commands.output import SCHEMA_FILE, counted, put_schema_beside
from quizzer.errors import QuizzerError
from quizzer.files import write_text
from quizzer.games.library import SUFFIXES
from quizzer.terminal.safe import one_line, printable

FORMAT_GUIDE = Path(quizzer.__file__).parent / "bank_files" / "FORMAT.md"
_NAME = re.compile(r"[^\W_][\w .,!'-]{0,99}")


@click.command("new")
@click.argument("bank", type=click.Path())
def command(bank: str) -> int:
    target = _target(bank)
    begun = Begun(title=target.stem.replace("_", " ").strip().capitalize())
    click.echo(printable(f"A new bank, {target}. Enter takes what stands in [ ], ? explains, Ctrl-C ends.\n"))
    ended = interrupted = False
    try:
        with _closing_interrupts():
            interview(begun)
    except (EOFError, OSError):
        ended = True
    except (KeyboardInterrupt, click.Abort):
        ended = interrupted = True
    if not begun.can_be_asked:
        raise QuizzerError("there is no question yet, so nothing was written")
    _save(begun, target)  # before anything is said: there may be no window to say it in any more
    if ended:
        click.echo()
    _tell_what_next(begun, target, bank)
    return 130 if interrupted else 0


@contextmanager
def _closing_interrupts() -> Iterator[None]:
    """A window that is closed, or a program that is told to end, interrupts as Ctrl-C does."""
    numbers = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    before = [(number, signal.signal(number, signal.default_int_handler)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def _target(bank: str) -> Path:
    """The file to write. Raises click.UsageError if it is there already or can't be written."""
    if os.path.basename(bank) == bank and not bank.endswith(SUFFIXES):  # noqa: PTH119
        if not _NAME.fullmatch(bank):
            raise click.UsageError(f"{one_line(bank)!r} is no name for a bank: letters, digits and _ will do")
        if (there := library().names().get(bank)) is not None:
            raise click.UsageError(f"there is a bank called {bank} already, {there}; take another name")
        folder = folders().banks
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            raise QuizzerError(f"{folder}: cannot be made: {trouble.strerror or trouble}") from None
        return folder / f"{bank}{SUFFIXES[0]}"
    target = Path(bank)
    if not bank.endswith(SUFFIXES):
        raise click.UsageError(f"a bank is a file that ends in {SUFFIXES[0]}: {one_line(bank)}{SUFFIXES[0]}")
    if os.path.lexists(target):
        raise click.UsageError(f"{one_line(bank)} is there already; take another name, or open it in an editor")
    if not target.parent.is_dir():
        raise click.UsageError(f"there is no folder {one_line(str(target.parent))}")
    if not os.access(target.parent, os.W_OK):
        raise click.UsageError(f"the folder {one_line(str(target.parent))} can't be written to")
    return target


def _save(begun: Begun, target: Path) -> None:
    text = write_bank(
        begun.films,
        title=begun.title,
        license=begun.license,
        author=begun.author,
        questions=begun.questions,
        schema=SCHEMA_FILE,
    )
    try:
        if os.path.lexists(target):
            raise QuizzerError(f"{target}: somebody else has made this file in the meantime")
        read_back(text)
        write_text(target, text)
    except QuizzerError:
        # What took somebody ten minutes is not lost to a full disk, nor to a fault of ours.
        click.echo(printable(text))
        raise
    put_schema_beside(str(target))


def _tell_what_next(begun: Begun, target: Path, bank: str) -> None:
    name = shlex.quote(bank)
    kept = {"film": len(begun.films), "question": len(begun.questions)}
    told = " and ".join(counted(number, what) if number else f"no {what}" for what, number in kept.items())
    click.echo(printable(f"\n{target}: {told} of your own. Now:\n"))
    for line, what in (
        (f"quizzer play {name}", "play it"),
        (f"quizzer play --preview {name}", "see every question, and what the referee makes of near misses"),
        (f"quizzer check {name}", "find every fault after you have changed it"),
    ):
        click.echo(printable(f"  {line}\n      {what}"))
    click.echo(printable(f"\nOpen the file in an editor to go on. What it can hold: {FORMAT_GUIDE}"))
    if target.with_name(SCHEMA_FILE).exists():
        click.echo(f"{SCHEMA_FILE} beside it lets VS Code (extension “YAML”) complete and explain the keys.")
