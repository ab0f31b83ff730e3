"""How faults are told: to a person, to a program, to GitHub."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import click
import msgspec

from quizzer.bank_files.faults import Fault
from quizzer.banks.checks.fixing import Fixed
from quizzer.banks.checks.inspection import Report
from quizzer.commands.output import counted
from quizzer.terminal.layout import excerpt, split_lines
from quizzer.terminal.safe import one_line

_COLOURS = {"error": "red", "warning": "yellow", "remark": "cyan"}
_AT_GITHUB = {"remark": "notice"}


@dataclass(frozen=True)
class ReportStyle:
    """How text is shown. `width` is that of the terminal, 0 where there is none: then no line of the file is shown."""

    width: int = 0
    colours: bool = False
    more: str = "…"


class Checked:
    """What came of checking some banks: a report of each, and what was mended. `faults` are those to tell of each, by
    its path: what two of them include is told once."""

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

    def count(self, severity: str) -> int:
        """How many faults there are of a severity."""
        return _count(self.every_fault, severity)


def tell_text(checked: Checked, look: ReportStyle) -> None:
    """Each fault in a line, on a terminal with the line of the file below it; how many there are is told on standard
    error, so that standard output has nothing but faults."""
    for fixed in checked.fixed:
        _tell_fixed(fixed)
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


def _tell_fixed(fixed: Fixed) -> None:
    for place, line, said in fixed.done:
        click.echo(one_line(f"{place}:{line}: mended: {said}"))
    for file, kept in fixed.kept.items():
        click.echo(one_line(f"{file}: what stood there before is kept as {kept.name}"))
    for trouble in fixed.left.values():
        click.echo(one_line(trouble))


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
    """Everything as one JSON object in one line."""
    banks = [
        {
            "path": report.path,
            "errors": _count(report.faults, "error"),
            "warnings": _count(report.faults, "warning"),
            "faults": [_plain(fault, report.path) for fault in report.faults],
        }
        for report in checked.reports
    ]
    whole: dict[str, Any] = {"errors": checked.count("error"), "warnings": checked.count("warning"), "banks": banks}
    if checked.fixed:
        done = [one for fixed in checked.fixed for one in fixed.done]
        whole["mended"] = [{"path": file, "line": line, "done": said} for file, line, said in done]
        whole["kept"] = {file: str(kept) for fixed in checked.fixed for file, kept in fixed.kept.items()}
        whole["left"] = {file: trouble for fixed in checked.fixed for file, trouble in fixed.left.items()}
    click.echo(msgspec.json.encode(whole).decode())


def _plain(fault: Fault, path: str) -> dict[str, Any]:
    return {
        "path": fault.file or path,
        "line": fault.line,
        "column": fault.column,
        "end_column": fault.column + fault.width,
        "severity": fault.severity,
        "message": fault.message,
        "fixable": fault.fix is not None,
    }


def tell_github(checked: Checked, look: ReportStyle) -> None:
    """Each fault as a command that GitHub makes an annotation of, at the line that it is about."""
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
            click.echo(
                f"::{_AT_GITHUB.get(fault.severity, fault.severity)} {parts}::{_escaped(one_line(fault.message))}"
            )


def _escaped(text: str, also: str = "") -> str:
    return "".join(f"%{ord(mark):02X}" if mark in f"%\r\n{also}" else mark for mark in text)


FORMATS: dict[str, Callable[[Checked, ReportStyle], None]] = {
    "text": tell_text,
    "json": tell_json,
    "github": tell_github,
}
"""How faults can be told, by name."""
