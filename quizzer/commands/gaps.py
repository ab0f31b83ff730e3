"""`quizzer gaps`: players' answers to open questions, and what else films lack."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

import click

from quizzer.commands.asking import ask, decide_each
from quizzer.commands.environment import library, now, open_records
from quizzer.curation.contributions import accept, with_kinds
from quizzer.curation.ruling import ProtestGroup, group_protests
from quizzer.facts.film import Film
from quizzer.facts.shapes import SHAPES, known_and_unknown
from quizzer.facts.wording import quoted
from quizzer.records import Records
from quizzer.terminal.safe import one_line, printable

_YEARS = 20  # the most years between comparable films
_ANSWER = "The answer for the bank, with the right spelling."


@click.command("gaps")
@click.argument("decision", required=False, type=click.Choice(["accept", "skip"]))
@click.argument("number", required=False, type=click.IntRange(1))
@click.option("--answer", default="", help="With accept: the answer to write instead, with the right spelling.")
@click.option("--missing", metavar="BANK", help="List the known and missing facts of each film in a bank.")
def command(decision: str | None, number: int | None, answer: str, missing: str | None) -> int:
    if missing is not None:
        return _missing(missing)
    records = open_records()
    known = library()
    groups = group_protests(with_kinds(records.contributions(), lambda bank: known.open(known.find_again(bank))))
    if decision is not None:
        if number is None:
            raise click.UsageError("give the number of an answer; quizzer gaps lists the numbers")
        group = next((one for one in groups if one.number == number), None)
        if group is None:
            raise click.UsageError(f"there is no answer number {number}; quizzer gaps lists the numbers")
        _decide(group, decision[0], records, answer)
    elif not groups:
        click.echo("No player has answered an open question yet.")
    elif sys.stdin.isatty() and sys.stdout.isatty():
        decide_each(
            list(_by_gap(groups)),
            lambda told, place: [place, *told[0]],
            "a accept  e edit and accept  s skip  l later  q quit",
            lambda told, key: _decide(told[1], key, records),
        )
    else:
        click.echo("\n".join(_lines(groups)))
    return 0


def _decide(group: ProtestGroup, key: str, records: Records, answer: str = "") -> None:
    if key == "s":
        records.settle_contributions([one.number for one in group.protests], "skip")
        click.echo("Put aside.")
    elif key != "l":
        if key == "e":
            answer = ask("Answer", present=one_line(group.first.given), help=_ANSWER, read=str)
        patch = accept(group, records=records, find=library().find_again, day=now().date().isoformat(), answer=answer)
        click.echo("\n".join(map(one_line, patch)))


def _lines(groups: Sequence[ProtestGroup]) -> Iterator[str]:
    """The groups, each below its question."""
    question = ""
    for lines, group in _by_gap(groups):
        yield from lines[question == group.first.question :]
        question = group.first.question


def _by_gap(groups: Sequence[ProtestGroup]) -> Iterator[tuple[list[str], ProtestGroup]]:
    """The groups question by question, most players first, each with its question and its line."""
    everybody: dict[str, set[str]] = {}
    for group in groups:
        everybody.setdefault(group.first.question, set()).update(map(str.casefold, group.players))
    order = {question: place for place, question in enumerate(everybody)}
    for group in sorted(groups, key=lambda one: (order[one.first.question], -len(one.players))):
        names = ", ".join(map(one_line, group.players))[:100]
        agree = f"{len(group.players)} of {len(everybody[group.first.question])}"
        day = max(one.day for one in group.protests)
        told = f"{group.number:5}  “{one_line(group.first.given)[:200]}” · {agree} · {names} · {day}"
        yield [one_line(group.first.text)[:300], told], group


def _missing(bank: str) -> int:
    """Lists the facts that each film lacks; first those that most films of its kind and time in the bank have."""
    known = library()
    films = known.open(known.find(bank)).films
    shapes = [{gap.asks for gap in known_and_unknown(film).known} for film in films]
    for place, film in enumerate(films):
        told = known_and_unknown(film)
        alike = [has for other, has in enumerate(shapes) if other != place and _are_comparable(films[other], film)]
        having = Counter(asks for has in alike for asks in has)
        click.echo(printable(one_line(film.label)))
        click.echo(printable(f"  known: {len(told.known)} facts of {len({gap.asks for gap in told.known})} shapes"))
        for gap in sorted(told.unknown, key=lambda one: -having[one.asks]):
            asked = " (asked)" if gap in film.gaps else ""
            share = f" ({having[gap.asks]} of {len(alike)} comparable films have it)" if having[gap.asks] else ""
            wording = one_line(SHAPES[gap.asks].wording(quoted(film.title), gap))
            click.echo(printable(f"  missing: {wording}{asked}{share}"))
    return 0


def _are_comparable(one: Film, other: Film) -> bool:
    of_a_time = one.year is None or other.year is None or abs(one.year - other.year) <= _YEARS
    return one.type == other.type and of_a_time
