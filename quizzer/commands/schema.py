"""`quizzer schema`: the JSON Schema of banks and of the session protocol."""

import json

import click

from quizzer.commands.output import bank_schema_text, save


@click.command("schema")
@click.argument("what", type=click.Choice(["bank", "session"]), default="bank")
@click.option("-o", "--output", type=click.Path(), help="The file to write; by default, standard output.")
def command(what: str, output: str | None) -> int:
    if what == "bank":
        text = bank_schema_text()
    else:
        from quizzer.driver import schema

        text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return 0
    save(text, output)
    return 0
