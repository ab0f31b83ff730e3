"""`quizzer schema`: what a bank may hold, and what other programs may write and will read."""

from __future__ import annotations

import click

from quizzer.commands.output import bank_schema_text, json_text, save


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
    if what == "bank":
        text = bank_schema_text()
    else:
        from quizzer.driver import schema

        text = json_text(schema())
    if output is None:
        click.echo(text, nl=False)
        return 0
    save(text, output)
    return 0
