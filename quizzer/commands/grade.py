"""`quizzer grade`: the ruling on one answer, and why."""

from collections.abc import Iterator
from typing import Any

import click

from quizzer.grading import KINDS, NAMED, AnswerKey, fold
from quizzer.grading.quantities import quantities
from quizzer.terminal.safe import printable

_NUMERIC = ("number", "year", "money", "duration")


@click.command("grade")
@click.argument("guess")
@click.option("--answer", required=True, help="The expected answer.")
@click.option("--accept", multiple=True, help="Another name that is right.")
@click.option("--reject", multiple=True, help="A name that is wrong, even if it looks close.")
@click.option("--prompt", multiple=True, help="A name that is too vague: the player gets another try.")
@click.option("--question", default="", help="The question: a player need not repeat its words.")
@click.option("--tolerance", help='How far off a number may be: "5" or "10%".')
@click.option("--year", type=int, help="The film's own year.")
@click.option("--film", "title", help="The film of the question; the next three options describe it.")
@click.option("--director", "directors", multiple=True, help="Who directed it.")
@click.option("--actor", "actors", multiple=True, help="Who has a leading part in it.")
@click.option("--series", help="The series that the film belongs to.")
@click.option("--choice", "choices", multiple=True, help="One of the choices.")
@click.option("--need", type=click.IntRange(1), help="How many items of a list are enough.")
@click.option("--kind", type=click.Choice(list(KINDS)), default="text", show_default=True, help="The kind of answer.")
def command(guess: str, answer: str, kind: str, **settings: Any) -> int:
    expected = [part.strip() for part in answer.split(",")] if kind == "list" else answer
    about = {field: settings.pop(field) for field in ("title", "directors", "actors", "series")}
    key = AnswerKey(expected, kind=kind, about=about | {"year": settings["year"]}, **settings)
    click.echo(printable(key.grade(guess).explain()))
    for step in _steps(key, guess):
        click.echo(printable(f"  {step}"))
    return 0


def _steps(key: AnswerKey, guess: str) -> Iterator[str]:
    """Yields how the referee reads the guess, and its ruling for each name and each list alone."""
    heard = fold(guess)
    if key.kind in _NUMERIC:
        heard = ", ".join(f"{number.value.normalize():f}" for number in quantities(guess, slips=True)) or heard
    yield f"heard: {heard}"
    alone = key.__getstate__() | {"accept": (), "reject": (), "prompt": ()}
    single = len(alone.pop("items")) == 1
    for name in key.names if single else ():
        yield f"{name}: {AnswerKey(**(alone | {'answer': name})).grade(guess).explain()}"
    for sort, names in (("reject", key.reject), ("prompt", key.prompt)):
        for name in names:
            near = AnswerKey(name, kind=key.kind if key.kind in NAMED else "text").grade(guess)
            yield f"{sort} {name}: {'matches' if near.correct else 'does not match'}"
