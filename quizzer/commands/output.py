"""The output of commands: files, banks with their schema, counts, and lines on standard error."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from quizzer.banks.shipped import shipped_banks
from quizzer.errors import QuizzerError
from quizzer.files import write_bytes, write_text
from quizzer.terminal.safe import json_for, one_line, printable

if TYPE_CHECKING:
    from quizzer.facts.film import Film

SCHEMA_FILE = "bank.schema.json"
"""The file of the JSON Schema of banks, in the folder of each bank that names it."""


def tell(text: str) -> None:
    """Writes a line to standard error."""
    click.echo(one_line(text), err=True)


def tell_json(value: object) -> None:
    """Writes a value as indented JSON to standard output."""
    click.echo(json_for(sys.stdout, msgspec.json.format(msgspec.json.encode(value)).decode()))


def counted(number: int, one: str, several: str = "") -> str:
    """Returns a number with its noun: "1 film", "2,000 films", "2 entities"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def tell_disputes(films: Iterable[Film]) -> None:
    """Lists the facts of films about which sources disagree."""
    for film in films:
        for one in film.disputed:
            told = ((one.said, one.by), (one.also_said, one.also_by))
            both = ", ".join(f"{said} ({by})" if by else said for said, by in told)
            tell(f"{film.label}: sources disagree about the {one.fact}, so quizzer does not ask it: {both}")


def refuse_to_replace(sources: Iterable[str], output: str | None) -> None:
    """Raises click.UsageError if the output would replace one of its sources."""
    for source in sources:
        if output is not None and Path(output).exists() and Path(source).exists() and Path(output).samefile(source):
            raise click.UsageError(f"{one_line(output)} would replace {one_line(source)}; choose another name with -o")


def save(content: str | bytes, output: str) -> None:
    """Writes a file. Keeps an older file there under another name, and says so."""
    kept = write_text(output, content) if isinstance(content, str) else write_bytes(output, content)
    if kept:
        tell(f"quizzer kept the older file as {kept}")


def save_bank(text: str, output: str | None, *, told: str) -> None:
    """Writes a bank with the schema beside it, and says `told`; by default, to standard output. Raises BankError."""
    from quizzer.bank_files.yaml_writer import read_back  # other commands do not need it

    read_back(text)
    if output is None:
        click.echo(printable(text), nl=False)
        return
    save(text, output)
    put_schema_beside(output)
    tell(f"{output}: {told}")


def put_schema_beside(bank: str) -> None:
    """Writes or updates the JSON Schema in a bank's folder, but not over another program's file. Never raises."""
    import json  # few commands write a schema

    beside = Path(bank).with_name(SCHEMA_FILE)
    if not Path(bank).is_file():
        return
    with contextlib.suppress(QuizzerError, OSError, ValueError, RecursionError):
        text = bank_schema_text()
        if beside.exists():
            found, wanted = json.loads(beside.read_text(encoding="utf-8")), json.loads(text)
            if not isinstance(found, dict) or found.get("title") != wanted["title"] or found == wanted:
                return
        if kept := write_text(beside, text):
            kept.unlink()


def bank_schema_text() -> str:
    """Returns the JSON Schema of bank files, which is beside the shipped banks."""
    return shipped_banks()[0].with_name(SCHEMA_FILE).read_text(encoding="utf-8")
