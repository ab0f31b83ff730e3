"""`quizzer check`: every fault of a bank as path:line:column."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import click

from quizzer.banks.checks.fixing import Fixed, fix_bank
from quizzer.banks.checks.inspection import OTHER_FILES, Report, inspect_bank
from quizzer.banks.former_ids import KnownQuestion
from quizzer.banks.shipped import NOT_BANKS
from quizzer.commands.check_reports import FORMATS, Checked, ReportStyle
from quizzer.commands.completion import complete_bank
from quizzer.commands.environment import folders, library, open_records
from quizzer.curation.rulings_file import with_rulings
from quizzer.errors import BankError, RecordsError
from quizzer.games.library import SUFFIXES
from quizzer.terminal.layout import glyphs_for
from quizzer.terminal.safe import printable

_SECONDS_BETWEEN = 0.3  # how often files are looked at with --watch

Stamp = tuple[int, int, int] | None
"""What tells one state of a file from another; None where there is no file."""


@click.command("check")
@click.argument("banks", nargs=-1, type=click.Path(), metavar="[BANK|FOLDER]...", shell_complete=complete_bank)
@click.option("--format", "how", type=click.Choice(list(FORMATS)), default="text", help="How faults are told.")
@click.option("--json", "how", flag_value="json", help="The same as --format json.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--fix", is_flag=True, help="Mend what a program can mend; the old files are kept.")
@click.option("--review", is_flag=True, help="Say too what to look at again, though it is no fault.")
@click.option("--watch", "watching", is_flag=True, help="Check again whenever a file is saved, until Ctrl-C.")
def command(banks: tuple[str, ...], how: str, strict: bool, fix: bool, review: bool, watching: bool) -> int:
    if not banks and not library().own():
        raise click.UsageError(f"name a bank to check: you have none of your own in {folders().banks}")

    def check() -> Checked:
        return _checked(list(dict.fromkeys(_files(banks))), fix=fix, review=review)

    if watching:
        return _watch(check, how, banks)
    checked = check()
    FORMATS[how](checked, _look())
    return 1 if checked.count("error") or (strict and checked.count("warning")) else 0


def _checked(files: Sequence[str], *, fix: bool, review: bool) -> Checked:
    fixed: list[Fixed] = [fix_bank(file, _known_of(file)) for file in files] if fix else []
    mended = [one.report for one in fixed]
    reports: list[Report] = mended if fix and not review else [inspect_bank(file, review=review) for file in files]
    return Checked([with_rulings(report) for report in reports], fixed)


def _files(banks: Sequence[str]) -> Iterator[str]:
    """The files that are named: those of names, those in folders, or all that are one's own."""
    if not banks:
        yield from map(str, library().own())
    for bank in banks:
        if os.path.isdir(bank):  # noqa: PTH112 — a name that no file can have is no folder
            found = sorted(path for path in Path(bank).rglob("*") if _is_bank(path, Path(bank)))
            yield from map(str, found)
            if not found:
                yield bank
        else:
            yield _found(bank)


def _is_bank(path: Path, folder: Path) -> bool:
    suffixes = (*SUFFIXES, *OTHER_FILES)
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.suffix in suffixes and path.name not in NOT_BANKS and not hidden and path.is_file()


def _found(bank: str) -> str:
    """The file of a bank that has a name; what is no bank is told as a fault of its path."""
    try:
        return library().find(bank)
    except BankError:
        return bank


def _look() -> ReportStyle:
    """How to show what is found: lines of files and colours are for somebody who looks at a terminal."""
    if not sys.stdout.isatty():
        return ReportStyle()
    try:
        width = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        width = 80
    return ReportStyle(width=max(width, 40), colours=not os.environ.get("NO_COLOR"), more=glyphs_for(os.environ).more)


def _watch(check: Callable[[], Checked], how: str, banks: Sequence[str]) -> int:
    runs = 0

    def look() -> list[str]:
        nonlocal runs
        if runs and how == "text":
            click.echo(f"\n{time.strftime('%H:%M:%S')} checked again")
        runs += 1
        checked = check()
        FORMATS[how](checked, _look())
        sys.stdout.flush()
        folders = [bank for bank in banks if os.path.isdir(bank)]  # noqa: PTH112
        return [*folders, *(file for report in checked.reports for file in (report.path, *report.files))]

    try:
        click.echo(printable("quizzer checks again whenever a file is saved; Ctrl-C ends it"), err=True)
        watch(look, lambda: time.sleep(_SECONDS_BETWEEN))
    except KeyboardInterrupt:
        click.echo("", err=True)
    return 130


def watch(look: Callable[[], Iterable[str]], wait: Callable[[], object]) -> None:
    """Calls `look` now, and after each change of the files that it names; `wait` passes the time between two glances.

    Files may vanish, come back and be replaced. It ends when `look` or `wait` raises.
    """
    seen: dict[str, Stamp] | None = None
    files: list[str] = []
    while True:
        now = {file: _stamp(file) for file in files}
        if seen is None or now != seen:
            files = list(look())
            # What changed while it was being read is not the state that was told: those files are looked at again.
            seen = {file: now[file] if file in now else _stamp(file) for file in files}
        wait()


def _stamp(file: str) -> Stamp:
    try:
        found = os.stat(file)  # noqa: PTH116 — a folder's listing has strings
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _known_of(file: str) -> list[KnownQuestion]:
    """The questions of a bank that were asked on this computer; none where that cannot be read."""
    if not folders().records.exists():
        return []
    with suppress(RecordsError), open_records(lambda _: None) as records:
        return records.cards.known(file)
    return []
