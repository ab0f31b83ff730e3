"""`quizzer import wikidata`: a bank from Wikidata's entities."""

from __future__ import annotations

import click

from quizzer.bank_files.yaml_writer import write_bank
from quizzer.commands.output import SCHEMA_FILE, counted, save_bank, tell
from quizzer.errors import SourceError
from quizzer.facts import Film, merge_films
from quizzer.sources.wikidata import WikidataReading, read_wikidata
from quizzer.terminal.safe import printable

LICENSE = "CC0-1.0"
"""Under which Wikidata gives its data away."""

_MOST_TOLD = 10


@click.command("wikidata")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@click.option("-o", "--output", type=click.Path(), help="The bank to write; without it, it goes to standard output.")
@click.option("--labels", multiple=True, type=click.Path(), help="A file that names people and places; see below.")
@click.option("--title", default="Films from Wikidata", show_default=True, help="The title of the bank.")
@click.option("--verbose", is_flag=True, help="Tell of every id without a name, and of all that was passed over.")
def command(files: tuple[str, ...], output: str | None, labels: tuple[str, ...], title: str, verbose: bool) -> int:
    """Make a bank from the films in files of Wikidata's JSON: entities, lists, what its API gives, dumps (.gz, .bz2).

    A film's entity names its people and places by ids alone. What they are called is looked for in the same files, and
    in those of --labels: entities again, or a table of ids and labels in two columns (.tsv, .csv). Facts with an id
    that nobody names are left out, and so are facts in which several sources contradict each other.

    \b
    quizzer import wikidata Q239818.json --labels people.tsv -o film.yaml
    quizzer import wikidata films.json.gz -o films.yaml
    """
    reading = read_wikidata(files, labels=labels)
    films = merge_films(reading.films)
    _tell_reading(reading, films, everything=verbose)
    if not films:
        where = "it" if len(files) == 1 else "these files"
        raise SourceError(f"there is no film in {where}; nothing was written", file=files[0])
    text = write_bank(films, title=printable(title), license=LICENSE, schema=SCHEMA_FILE if output else "")
    save_bank(text, output, told=counted(len(films), "film"))
    return 1 if reading.faults else 0


def _tell_reading(reading: WikidataReading, films: list[Film], *, everything: bool) -> None:
    """What is wrong or lacking, on standard error."""
    said = [str(fault) for fault in reading.faults]
    if reading.faults and reading.films:
        said.append(f"{counted(len(reading.films), 'film')} could be read all the same")
    said += [
        f"{film.label}: the {dispute.fact} is disputed and not asked: {dispute.said} ({dispute.by or 'no source'}), "
        f"{dispute.also_said} ({dispute.also_by or 'no source'})"
        for film in films
        for dispute in film.disputed
    ]
    if reading.unnamed:
        shown = reading.unnamed if everything else reading.unnamed[:_MOST_TOLD]
        more = ", …" if len(shown) < len(reading.unnamed) else ""
        ids, listed = counted(len(reading.unnamed), "id"), ", ".join(shown)
        said.append(f"{ids} without a name, so their facts are left out (--labels names them): {listed}{more}")
    if everything:
        said.append(f"{counted(reading.passed_over, 'entity', 'entities')} passed over: no films")
    for line in said:
        tell(line)
