"""`quizzer schema`: what a bank may hold, and what other programs may write and will read."""

from __future__ import annotations

import json
from typing import Any

import click

from quizzer.files import write_text
from quizzer.terminal.safe import printable


@click.command("schema")
@click.argument("what", type=click.Choice(["bank", "session"]), default="bank")
@click.option("-o", "--output", type=click.Path(), help="The file to write; without it, it goes to standard output.")
def command(what: str, output: str | None) -> int:
    """Print a JSON Schema (2020-12).

    `bank`, which is meant if nothing is said, is that of a bank file: with it an editor completes keys, explains them
    and underlines what is wrong. `session` is that of the lines that `quizzer play --json` reads and writes.

    A bank names its schema in its first line, `# yaml-language-server: $schema=bank.schema.json` for a file beside it.
    VS Code reads that line with the extension "YAML" (redhat.vscode-yaml), and needs no network for it.

    \b
    quizzer schema -o bank.schema.json
    quizzer schema session
    """
    text = bank_schema_text() if what == "bank" else _session_schema_text()
    if output is None:
        click.echo(text, nl=False)
        return 0
    kept = write_text(output, text)
    if kept:
        click.echo(printable(f"the file that stood there is kept as {kept}"), err=True)
    return 0


def bank_schema_text() -> str:
    """The JSON Schema of bank files."""
    from quizzer.bank_files.json_schema import bank_schema

    return _json(bank_schema())


def _session_schema_text() -> str:
    from quizzer.driver import schema

    return _json(schema())


def _json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
