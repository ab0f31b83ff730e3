"""`quizzer rulings`: what players object to, and what becomes of it."""

from __future__ import annotations

import sys

import click

from quizzer.commands.curated import chosen, numbered, resolve, say_rescored
from quizzer.commands.recorded import records_path, when
from quizzer.curation.grouping import Group, grouped
from quizzer.curation.rulings import decide
from quizzer.errors import QuizzerError
from quizzer.records import Records
from quizzer.records.curating import Curating
from quizzer.terminal.safe import one_line, printable

__all__ = ["command"]

_KEYS = {"a": "accept", "r": "reject", "p": "prompt", "s": "skip"}
DECISIONS = tuple(_KEYS.values())


@click.command("rulings")
@click.argument("decision", required=False, type=click.Choice(DECISIONS))
@click.argument("number", required=False, type=click.IntRange(1))
@click.option("--saying", default="", help="With prompt or reject: what to say to the player.")
@click.option("--by", default="", help="Who rules, for rulings.yaml.")
def command(decision: str | None, number: int | None, saying: str, by: str) -> int:
    """Show what players object to, and rule on it: accept, reject, prompt (not enough), or skip.

    A ruling writes its line into the bank and a case into rulings.yaml beside it, and scores old games again. Without
    a decision, a terminal asks for one after the other; a pipe gets the list.

    \b
    quizzer rulings
    quizzer rulings accept 1
    quizzer rulings prompt 2 --saying "Which of the two?"
    quizzer rulings skip 3
    """
    curating = Records.open(records_path()).curating
    groups = grouped(curating.protests())
    if decision is not None:
        group = chosen(groups, number, "rulings")
        _rule(curating, group, decision, saying, by)
        return 0
    if not groups:
        click.echo("Nobody objects to a ruling.")
        return 0
    if sys.stdin.isatty() and sys.stdout.isatty():
        return _one_by_one(curating, groups, saying, by)
    for place, group in numbered(groups):
        click.echo(_shown(place, group))
    return 0


def _shown(place: int, group: Group) -> str:
    first = group.said[0]
    others = {one.given for one in group.said} - {group.given}
    also = f" (also {', '.join(repr(one_line(one)[:60]) for one in sorted(others)[:3])})" if others else ""
    lines = [
        f"{place:3}. {one_line(first.text)[:300]}",
        f"     said “{one_line(group.given)[:200]}”{also}, {_times(group)}",
        f"     answer {one_line(first.answer)[:200]} · {one_line(first.explained)[:400]}",
        *(f"     “{one_line(one.why)[:300]}” ({one_line(one.player)})" for one in group.said if one.why),
    ]
    return printable("\n".join(lines))


def _times(group: Group) -> str:
    names = ", ".join(dict.fromkeys(one_line(one.player) for one in group.said))
    return f"{len(group.said)} times by {names[:100]}" if len(group.said) > 1 else f"by {names[:100]}"


def _rule(curating: Curating, group: Group, decision: str, saying: str, by: str) -> None:
    decided = decide(curating, group, decision, when=when(), by=by, saying=saying, resolve=resolve)
    if decision == "skip":
        click.echo("Put aside.")
        return
    click.echo(printable(decided.patch) or "The bank says so already.")
    say_rescored(decided.rescored)


def _one_by_one(curating: Curating, groups: list[Group], saying: str, by: str) -> int:
    for place, group in numbered(groups):
        click.echo(_shown(place, group))
        while True:
            click.echo("     [a]ccept  [r]eject  [p]rompt  [s]kip  [n]ext  [q]uit ", nl=False)
            key = click.getchar().lower()
            click.echo(printable(key))
            if key in ("q", "\x03", "\x04", ""):
                return 0
            if key == "n":
                break
            if key not in _KEYS:
                continue
            said = saying or (click.prompt("     What to say", default="") if key == "p" else "")
            try:
                _rule(curating, group, _KEYS[key], said, by)
            except QuizzerError as trouble:
                click.echo(printable(f"     {trouble}"))
                continue
            break
    return 0
