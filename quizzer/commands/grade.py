"""`quizzer grade`: one answer, one ruling, and why."""

from __future__ import annotations

from typing import Any

import click

from quizzer.grading import KINDS, AnswerKey
from quizzer.terminal.safe import printable


@click.command("grade")
@click.argument("guess")
@click.option("--answer", required=True, help="The expected answer.")
@click.option("--accept", multiple=True, help="Another name that is right.")
@click.option("--reject", multiple=True, help="A name that is wrong, however near.")
@click.option("--prompt", multiple=True, help="A name that is not enough: the player may say more.")
@click.option("--question", default="", help="What is asked: its words need not be repeated.")
@click.option("--tolerance", help='How near a number must come: "5" or "10%".')
@click.option("--year", type=int, help="The film's own year.")
@click.option("--choice", "choices", multiple=True, help="One of the choices.")
@click.option("--need", type=click.IntRange(1), help="How many of a list are enough.")
@click.option("--kind", type=click.Choice(list(KINDS)), default="text", show_default=True, help="What kind of answer.")
def command(guess: str, answer: str, kind: str, **settings: Any) -> int:
    """Rule on GUESS as an answer, and say why. The exit status is 0 whatever the ruling.

    With --kind list, commas part the answers.

    \b
    quizzer grade badalmenti --answer "Angelo Badalamenti" --kind person
    quizzer grade Alien --answer Aliens --reject Alien --kind title
    """
    expected = [part.strip() for part in answer.split(",")] if kind == "list" else answer
    click.echo(printable(AnswerKey(expected, kind=kind, **settings).grade(guess).explain()))
    return 0
