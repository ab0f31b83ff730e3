"""What commands write and say: files, banks with the schema beside them, counts, and words on standard error."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizzer.banks.shipped import shipped_banks
from quizzer.errors import QuizzerError
from quizzer.files import write_bytes, write_text
from quizzer.terminal.safe import one_line, printable

if TYPE_CHECKING:
    from quizzer.facts.film import Film

SCHEMA_FILE = "bank.schema.json"
"""The JSON Schema of banks, in the folder of those that name it in their first line."""


def tell(text: str) -> None:
    """A line on standard error."""
    click.echo(one_line(text), err=True)


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 film", "2,000 films", "2 entities"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def tell_disputes(films: Iterable[Film]) -> None:
    """Says of which facts of films several sources contradict each other."""
    for film in films:
        for one in film.disputed:
            told = ((one.said, one.by), (one.also_said, one.also_by))
            both = ", ".join(f"{said} ({by})" if by else said for said, by in told)
            tell(f"{film.label}: the {one.fact} is disputed and not asked: {both}")


def refuse_to_replace(sources: Iterable[str], output: str | None) -> None:
    """Raises click.UsageError if what is to be written would take the place of what it is made from."""
    for source in sources:
        if output is not None and Path(output).exists() and Path(source).exists() and Path(output).samefile(source):
            words = f"{one_line(output)} would take the place of {one_line(source)}"
            raise click.UsageError(f"{words}; give it another name with -o")


def save(content: str | bytes, output: str) -> None:
    """Writes a file. If one stood there it is kept under another name, which is said."""
    kept = write_text(output, content) if isinstance(content, str) else write_bytes(output, content)
    if kept:
        tell(f"what stood there is kept as {kept}")


def save_bank(text: str, output: str | None, *, told: str) -> None:
    """Writes a bank to a file, with the schema beside it, and says what it is: `told`. Without a file it goes to
    standard output.

    The text is read back first. Raises BankError if it could not be loaded: then nothing is written.
    """
    from quizzer.bank_files.yaml_writer import read_back  # the other commands need none of it

    read_back(text)
    if output is None:
        click.echo(printable(text), nl=False)
        return
    save(text, output)
    put_schema_beside(output)
    tell(f"{output}: {told}")


def put_schema_beside(bank: str) -> None:
    """Writes the JSON Schema of banks into a bank's folder, or renews it there.

    Another's file of that name is left alone, and so is a folder that can't be written to: a bank is one without it.
    """
    beside = Path(bank).with_name(SCHEMA_FILE)
    text = bank_schema_text()
    if not Path(bank).is_file():
        return
    with contextlib.suppress(QuizzerError, OSError, ValueError, RecursionError):
        if beside.exists():
            found, wanted = json.loads(beside.read_text(encoding="utf-8")), json.loads(text)
            if not isinstance(found, dict) or found.get("title") != wanted["title"] or found == wanted:
                return
        if kept := write_text(beside, text):
            kept.unlink()


def bank_schema_text() -> str:
    """The JSON Schema of bank files, which lies beside the shipped ones."""
    return shipped_banks()[0].with_name(SCHEMA_FILE).read_text(encoding="utf-8")
