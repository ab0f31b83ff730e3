"""`quizzer gaps`: what nobody knows of a film, what players said of it, and how far they agree."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from quizzer.commands.opening import open_bank
from quizzer.commands.recorded import records_path, when
from quizzer.commands.shipped import find_bank
from quizzer.curation.contributions import accept, kind_of_gap
from quizzer.curation.grouping import ProtestGroup, group_protests
from quizzer.facts.film import Gap
from quizzer.facts.shapes import SHAPES, known_and_unknown
from quizzer.facts.wording import quoted
from quizzer.records import Records
from quizzer.terminal.safe import one_line, printable

__all__ = ["command"]


@click.command("gaps")
@click.argument("decision", required=False, type=click.Choice(["accept", "skip"]))
@click.argument("number", required=False, type=click.IntRange(1))
@click.option("--answer", default="", help="With accept: what to write instead, well spelt.")
@click.option("--missing", metavar="BANK", help="List what is known and what is missing of each film of a bank.")
def command(decision: str | None, number: int | None, answer: str, missing: str | None) -> int:
    """Show what players answered to open gaps, and accept an answer into the bank.

    Answers that the referee takes for the same stand together. An accepted one becomes a fact of the bank, marked as
    contributed, and from then on a question like any other.

    \b
    quizzer gaps
    quizzer gaps accept 1
    quizzer gaps accept 2 --answer "Ночной паром"
    quizzer gaps skip 3
    quizzer gaps --missing my_bank.yaml
    """
    if missing is not None:
        return _missing(missing)
    records = Records.open(records_path())
    told = (msgspec.structs.replace(one, kind=kind_of_gap(one.question)) for one in records.contributions())
    groups = group_protests(told)
    if decision == "accept":
        group = _chosen(groups, number)
        patch = accept(group, records=records, find=_find, day=when().date().isoformat(), answer=answer)
        click.echo(printable("\n".join(patch)))
    elif decision == "skip":
        records.settle_contributions([one.number for one in _chosen(groups, number).protests], "skip")
        click.echo("Put aside.")
    elif not groups:
        click.echo("Nobody has answered an open gap yet.")
    else:
        _list(groups)
    return 0


def _chosen(groups: list[ProtestGroup], number: int | None) -> ProtestGroup:
    if number is None:
        raise click.UsageError("which one? quizzer gaps lists them with their numbers")
    group = next((one for one in groups if one.number == number), None)
    if group is None:
        raise click.UsageError(f"there is no number {number}: quizzer gaps lists what there is")
    return group


def _find(path: str) -> str:
    """A bank's file: where it was, or where a bank of its name is now."""
    return path if Path(path).exists() else find_bank(Path(path).stem)


def _list(groups: list[ProtestGroup]) -> None:
    """The groups, gap by gap, those of most players first."""
    everybody: dict[str, set[str]] = {}
    for group in groups:
        everybody.setdefault(group.first.question, set()).update(map(str.casefold, group.players))
    order = list(everybody)
    question = ""
    for group in sorted(groups, key=lambda one: (order.index(one.first.question), -len(one.players))):
        if group.first.question != question:
            question = group.first.question
            click.echo(one_line(group.first.text)[:300])
        names = ", ".join(map(one_line, group.players))[:100]
        agree = f"{len(group.players)} of {len(everybody[question])}"
        day = max(one.day for one in group.protests)
        click.echo(f"{group.number:5}  “{one_line(group.first.given)[:200]}” · {agree} · {names} · {day}")


def _missing(bank: str) -> int:
    for film in open_bank(find_bank(bank)).films:
        told = known_and_unknown(film)
        click.echo(printable(one_line(film.label)))
        click.echo(printable(f"  known: {len(told.known)} facts of {len({gap.asks for gap in told.known})} shapes"))
        for gap in told.unknown:
            asked = " (asked)" if gap in film.gaps else ""
            click.echo(printable(f"  missing: {_wording(film.title, gap)}{asked}"))
    return 0


def _wording(title: str, gap: Gap) -> str:
    return one_line(SHAPES[gap.asks].wording(quoted(title), gap))
