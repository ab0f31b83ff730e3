"""`quizzer schema`: what other programs may write and will read."""

from __future__ import annotations

import json

import click

__all__ = ["command"]


@click.command("schema")
@click.argument("what", type=click.Choice(["session"]))
def command(what: str) -> int:
    """Print a JSON Schema (2020-12). `session`: the lines that `quizzer play --json` reads and writes."""
    from quizzer.driver import schema

    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))
    return 0
