"""What the commands share that show players' words in groups and write an author's decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from quizzer.commands.shipped import find_bank
from quizzer.curation.grouping import Group
from quizzer.records.curating import Rescored

__all__ = ["chosen", "numbered", "resolve", "say_rescored"]


def resolve(path: str) -> str:
    """A bank's file: where it was, or where a bank of its name is now."""
    return path if Path(path).exists() else find_bank(Path(path).stem)


def numbered(groups: Sequence[Group]) -> Iterable[tuple[int, Group]]:
    """The groups with the numbers by which they are named."""
    return enumerate(groups, 1)


def chosen(groups: Sequence[Group], number: int | None, command: str) -> Group:
    """The group with a number. Raises click.UsageError if there is none."""
    if number is None:
        raise click.UsageError(f"which one? quizzer {command} lists them with their numbers")
    if number > len(groups):
        raise click.UsageError(f"there is no number {number}: quizzer {command} lists {len(groups)}")
    return groups[number - 1]


def say_rescored(rescored: Rescored) -> None:
    """Tells what became of old games."""
    if rescored.games:
        count = len(rescored.games)
        click.echo("One game was scored again." if count == 1 else f"{count} games were scored again.")
    if rescored.left:
        names = ", ".join(map(str, rescored.left[:20]))
        click.echo(f"Left as they were, being played or of another bank now: game {names}.")
