"""Bank files that commands write, with what an editor needs beside them."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import click

from quizzer.commands.schema import bank_schema_text
from quizzer.errors import QuizzerError
from quizzer.files import write_text
from quizzer.terminal.safe import one_line, printable

SCHEMA_FILE = "bank.schema.json"
"""The JSON Schema of banks, in the folder of those that name it in their first line."""


def save_bank(text: str, output: str | None, *, told: str) -> None:
    """Writes a bank to a file, with the schema beside it, and says what it is: `told`. Without a file it goes to
    standard output."""
    if output is None:
        click.echo(printable(text), nl=False)
        return
    kept = write_text(output, text)
    put_schema_beside(output)
    if kept:
        click.echo(printable(f"the bank that stood there is kept as {kept}"), err=True)
    click.echo(one_line(f"{output}: {told}"), err=True)


def put_schema_beside(bank: str) -> None:
    """Writes the JSON Schema of banks into a bank's folder, or renews it there.

    Another's file of that name is left alone, and so is a folder that can't be written to: a bank is one without it.
    """
    beside = Path(bank).with_name(SCHEMA_FILE)
    text = bank_schema_text()
    if not Path(bank).is_file() or (beside.exists() and not _is_older(beside, text)):
        return
    with contextlib.suppress(QuizzerError, OSError):
        kept = write_text(beside, text)
        if kept:
            kept.unlink()


def _is_older(beside: Path, text: str) -> bool:
    try:
        found = json.loads(beside.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("title") == json.loads(text)["title"] and found != json.loads(text)
