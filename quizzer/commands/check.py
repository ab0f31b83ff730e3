"""`quizzer check`: every fault of a bank as path:line:column, for people, programs or GitHub."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import msgspec

from quizzer.bank_files.faults import Fault
from quizzer.banks.checks.fixing import Fixed, fix_bank
from quizzer.banks.checks.inspection import OTHER_FILES, Report, inspect_bank
from quizzer.banks.former_ids import KnownQuestion
from quizzer.banks.shipped import NOT_BANKS
from quizzer.commands.completion import complete_bank
from quizzer.commands.environment import folders, library, open_records
from quizzer.commands.output import counted
from quizzer.curation.rulings_file import with_rulings
from quizzer.errors import BankError, RecordsError
from quizzer.games.library import SUFFIXES
from quizzer.terminal.layout import excerpt, glyphs_for, split_lines
from quizzer.terminal.safe import one_line, printable

_SECONDS_BETWEEN = 0.3  # between two looks at the files with --watch

Stamp = tuple[int, int, int] | None
"""The state of a file; None if there is no file."""

_COLOURS = {"error": "red", "warning": "yellow", "remark": "cyan"}


@dataclass(frozen=True)
class ReportStyle:
    """The look of a report. `width` is the terminal's; with 0, the report shows no lines of the file."""

    width: int = 0
    colours: bool = False
    more: str = "…"


class Checked:
    """The reports on some banks, and the fixes. `faults` has those of each bank by its path; a fault in a file that two
    banks include is there once."""

    def __init__(self, reports: Sequence[Report], fixed: Sequence[Fixed] = ()) -> None:
        self.reports = reports
        self.fixed = fixed
        self.faults: dict[str, list[Fault]] = {}
        told: set[Fault] = set()
        for report in reports:
            placed = {replace(fault, file=fault.file or report.path): fault for fault in report.faults}
            fresh = [fault for place, fault in placed.items() if place not in told]
            self.faults.setdefault(report.path, []).extend(fresh)
            told.update(placed)

    @property
    def every_fault(self) -> list[Fault]:
        """The faults of all banks, each once."""
        return [fault for faults in self.faults.values() for fault in faults]


def tell_text(checked: Checked, look: ReportStyle) -> None:
    """Prints each fault in a line, on a terminal with the line of the file; counts go to standard error."""
    for fixed in checked.fixed:
        for place, line, said in fixed.done:
            click.echo(one_line(f"{place}:{line}: mended: {said}"))
        for file, kept in fixed.kept.items():
            click.echo(one_line(f"{file}: quizzer kept the older file as {kept.name}"))
        for trouble in fixed.left.values():
            click.echo(one_line(trouble))
    for report in checked.reports:
        lines: dict[str, list[str]] = {}
        for fault in checked.faults[report.path]:
            click.echo(_headline(fault, report.path, look), color=look.colours)
            if look.width:
                file = fault.file or report.path
                if file not in lines:
                    lines[file] = split_lines(report.files.get(file, ""))
                _tell_line(fault, lines[file], look)
    for report in checked.reports:
        waiting = (
            f"; {counted(report.drafts, 'draft waits', 'drafts wait')} for quizzer review" if report.drafts else ""
        )
        told = f"{report.path}: {_faults_in_words(report.faults)}{waiting}"
        click.echo(one_line(told), err=bool(report.faults))
    if len(checked.reports) > 1:
        click.echo(f"{len(checked.reports)} banks: {_faults_in_words(checked.every_fault)}", err=True)


def _faults_in_words(faults: Sequence[Fault]) -> str:
    """ "2 errors, 1 warning", "no fault found"."""
    counts = [(_count(faults, severity), severity) for severity in _COLOURS]
    parts = [counted(count, severity) for count, severity in counts if count]
    fixable = sum(fault.fix is not None for fault in faults)
    hint = f" (--fix mends {fixable:,})" if fixable else ""
    return ", ".join(parts) + hint if parts else "no fault found"


def _count(faults: Sequence[Fault], severity: str) -> int:
    return sum(fault.severity == severity for fault in faults)


def _headline(fault: Fault, path: str, look: ReportStyle) -> str:
    if not look.colours:
        return one_line(fault.text(path))
    place = one_line(f"{fault.file or path}:{fault.line}:{fault.column}")
    severity = click.style(fault.severity, fg=_COLOURS[fault.severity], bold=True)
    return f"{click.style(place, bold=True)}: {severity}: {one_line(fault.message)}"


def _tell_line(fault: Fault, lines: Sequence[str], look: ReportStyle) -> None:
    if not 0 < fault.line <= len(lines) or not lines[fault.line - 1].strip():
        return
    number = f"{fault.line:>5} | "
    shown = excerpt(lines[fault.line - 1], fault.column, fault.width, room=look.width - len(number) - 1, more=look.more)
    marks = click.style(shown.marks, fg=_COLOURS[fault.severity]) if look.colours else shown.marks
    click.echo(number + shown.line)
    click.echo(" " * (len(number) - 2) + "| " + marks, color=look.colours)


def tell_json(checked: Checked, look: ReportStyle) -> None:
    """Prints everything as one JSON object in one line."""
    banks = [
        {
            "path": report.path,
            "errors": _count(report.faults, "error"),
            "warnings": _count(report.faults, "warning"),
            "faults": [
                {
                    "path": fault.file or report.path,
                    "line": fault.line,
                    "column": fault.column,
                    "end_column": fault.column + fault.width,
                    "severity": fault.severity,
                    "message": fault.message,
                    "fixable": fault.fix is not None,
                }
                for fault in report.faults
            ],
        }
        for report in checked.reports
    ]
    errors, warnings = (_count(checked.every_fault, severity) for severity in ("error", "warning"))
    whole: dict[str, Any] = {"errors": errors, "warnings": warnings, "banks": banks}
    if checked.fixed:
        done = [one for fixed in checked.fixed for one in fixed.done]
        whole["mended"] = [{"path": file, "line": line, "done": said} for file, line, said in done]
        whole["kept"] = {file: str(kept) for fixed in checked.fixed for file, kept in fixed.kept.items()}
        whole["left"] = {file: trouble for fixed in checked.fixed for file, trouble in fixed.left.items()}
    click.echo(msgspec.json.encode(whole).decode())


def tell_github(checked: Checked, look: ReportStyle) -> None:
    """Prints each fault as a command that GitHub turns into an annotation of the line."""
    for path, faults in checked.faults.items():
        for fault in faults:
            about = {
                "file": fault.file or path,
                "line": fault.line,
                "col": fault.column,
                "endColumn": fault.column + fault.width,
                "title": "quizzer check",
            }
            parts = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in about.items())
            command = "notice" if fault.severity == "remark" else fault.severity
            click.echo(f"::{command} {parts}::{_escaped(one_line(fault.message))}")


def _escaped(text: str, also: str = "") -> str:
    return "".join(f"%{ord(mark):02X}" if mark in f"%\r\n{also}" else mark for mark in text)


FORMATS: dict[str, Callable[[Checked, ReportStyle], None]] = {
    "text": tell_text,
    "json": tell_json,
    "github": tell_github,
}
"""The formats of reports, by name."""


@click.command("check")
@click.argument("banks", nargs=-1, type=click.Path(), metavar="[BANK|FOLDER]...", shell_complete=complete_bank)
@click.option("--format", "how", type=click.Choice(list(FORMATS)), default="text", help="The format of the report.")
@click.option("--json", "how", flag_value="json", help="Short for --format json.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--fix", is_flag=True, help="Mend the faults that quizzer can mend; keep the old files.")
@click.option("--review", is_flag=True, help="Add remarks on things to look at again.")
@click.option("--watch", "watching", is_flag=True, help="Check again whenever you save a file, until Ctrl-C.")
def command(banks: tuple[str, ...], how: str, strict: bool, fix: bool, review: bool, watching: bool) -> int:
    if not banks and not library().own():
        raise click.UsageError(f"name a bank to check, for example my_bank.yaml; {folders().banks} has none")

    def check() -> Checked:
        files = list(dict.fromkeys(_files(banks)))
        fixed: list[Fixed] = [fix_bank(file, _known_of(file)) for file in files] if fix else []
        mended = [one.report for one in fixed]
        reports: list[Report] = mended if fix and not review else [inspect_bank(file, review=review) for file in files]
        return Checked([with_rulings(report) for report in reports], fixed)

    if watching:
        return _watch(check, how, banks)
    checked = check()
    FORMATS[how](checked, _look())
    faulty = ("error", "warning") if strict else ("error",)
    return 1 if any(fault.severity in faulty for fault in checked.every_fault) else 0


def _files(banks: Sequence[str]) -> Iterator[str]:
    """The files of these names and folders; by default, all banks of the user."""
    if not banks:
        yield from map(str, library().own())
    for bank in banks:
        if os.path.isdir(bank):  # noqa: PTH112 — Path raises for impossible names
            found = sorted(path for path in Path(bank).rglob("*") if _is_bank(path, Path(bank)))
            yield from map(str, found)
            if not found:
                yield bank
        else:
            try:
                yield library().find(bank)
            except BankError:
                yield bank  # the report says that it is not a bank


def _is_bank(path: Path, folder: Path) -> bool:
    suffixes = (*SUFFIXES, *OTHER_FILES)
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.suffix in suffixes and path.name not in NOT_BANKS and not hidden and path.is_file()


def _look() -> ReportStyle:
    """The look of a report: a terminal gets lines of files and colours."""
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
        click.echo(printable("quizzer checks again whenever you save a file; press Ctrl-C to stop"), err=True)
        watch(look, lambda: time.sleep(_SECONDS_BETWEEN))
    except KeyboardInterrupt:
        click.echo("", err=True)
    return 130


def watch(look: Callable[[], Iterable[str]], wait: Callable[[], object]) -> None:
    """Calls `look` now, and after each change of the files that it returns. Calls `wait` between two checks of them.

    Files may vanish and come back. Ends when `look` or `wait` raises.
    """
    seen: dict[str, Stamp] | None = None
    files: list[str] = []
    while True:
        now = {file: _stamp(file) for file in files}
        if seen is None or now != seen:
            files = list(look())
            # A file that changed while quizzer read it counts as changed.
            seen = {file: now[file] if file in now else _stamp(file) for file in files}
        wait()


def _stamp(file: str) -> Stamp:
    try:
        found = os.stat(file)  # noqa: PTH116 — a folder's listing has strings
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _known_of(file: str) -> list[KnownQuestion]:
    """The questions of a bank that games on this computer asked; none if the records cannot be read."""
    if not folders().records.exists():
        return []
    with suppress(RecordsError), open_records(lambda _: None) as records:
        return records.cards.known(file)
    return []
