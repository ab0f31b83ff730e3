"""`quizzer gaps`: what nobody knows of a film, what players said of it, and how far they agree."""

from __future__ import annotations

import click

from quizzer.commands.curated import chosen, numbered, resolve
from quizzer.commands.opening import open_bank
from quizzer.commands.recorded import records_path, when
from quizzer.commands.shipped import find_bank
from quizzer.curation.contributions import accept, kind_of_gap
from quizzer.curation.grouping import Group, grouped
from quizzer.curation.rulings import decide
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
    curating = Records.open(records_path()).curating
    groups = grouped(curating.contributions(), kind_of_gap)
    if decision == "accept":
        patch = accept(curating, chosen(groups, number, "gaps"), when=when(), answer=answer, resolve=resolve)
        click.echo(printable(patch) or "The bank says so already.")
    elif decision == "skip":
        decide(curating, chosen(groups, number, "gaps"), "skip", when=when())
        click.echo("Put aside.")
    elif not groups:
        click.echo("Nobody has answered an open gap yet.")
    else:
        _list(groups)
    return 0


def _list(groups: list[Group]) -> None:
    everybody: dict[str, int] = {}
    for group in groups:
        everybody[group.question] = everybody.get(group.question, 0) + group.players
    question = ""
    for place, group in numbered(groups):
        if group.question != question:
            question = group.question
            click.echo(printable(one_line(group.said[0].text)[:300]))
        days = sorted({one.day for one in group.said})
        names = ", ".join(dict.fromkeys(one_line(one.player) for one in group.said))[:100]
        agree = f"{group.players} of {everybody[question]}"
        told = f"{place:3}. “{one_line(group.given)[:200]}” · {agree} · {names} · {days[-1]}"
        click.echo(printable(told))


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
