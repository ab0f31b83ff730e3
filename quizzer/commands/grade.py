"""`quizzer grade`: one answer, one ruling, and why."""

from __future__ import annotations

import click

from quizzer.grading import KINDS, AnswerKey
from quizzer.terminal.safe import printable

__all__ = ["command"]


@click.command("grade")
@click.argument("guess")
@click.option("--answer", required=True, help="The expected answer.")
@click.option("--accept", multiple=True, help="Another name that is right.")
@click.option("--reject", multiple=True, help="A name that is wrong, however near.")
@click.option(
    "--kind", type=click.Choice(list(KINDS)), default="text", show_default=True, help="What kind of answer it is."
)
def command(guess: str, answer: str, accept: tuple[str, ...], reject: tuple[str, ...], kind: str) -> int:
    """Rule on GUESS as an answer, and say why. The exit status is 0 whatever the ruling.

    \b
    quizzer grade badalmenti --answer "Angelo Badalamenti" --kind person
    quizzer grade Alien --answer Aliens --reject Alien --kind title
    """
    expected = [part.strip() for part in answer.split(",")] if kind == "list" else answer
    verdict = AnswerKey(expected, accept=accept, reject=reject, kind=kind).grade(guess)
    click.echo(printable(verdict.explain()))
    return 0
