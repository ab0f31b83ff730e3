"""`quizzer import imdb-page`: a bank from saved pages of films on IMDb."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quizzer.bank_files.yaml_writer import write_bank
from quizzer.bounds import LARGEST_PAGE
from quizzer.commands.output import SCHEMA_FILE, counted, refuse_to_replace, save_bank, tell, tell_disputes
from quizzer.errors import SourceError
from quizzer.facts import Film, merge_films
from quizzer.files import read_bytes
from quizzer.sources.imdb_page.page_sections import Fate
from quizzer.terminal.safe import printable

if TYPE_CHECKING:
    from quizzer.sources.imdb_page import PageReading

_MOST_SHOWN = 70


@click.command("imdb-page")
@click.argument("pages", nargs=-1, required=True, type=click.Path(), metavar="PAGE...")
@click.option("-o", "--output", type=click.Path(), help="The bank to write; without it, it goes to standard output.")
@click.option("--title", help="The film's title, if the page does not tell it or tells it wrongly.")
@click.option("--year", type=click.IntRange(1870, 2100), help="The year the film came out.")
@click.option("--name", help="The title of the bank; without it, the film's, or “Films from saved pages”.")
@click.option("--verbose", is_flag=True, help="Tell of each line whether it was used, skipped or not understood.")
def command(
    pages: tuple[str, ...], output: str | None, title: str | None, year: int | None, name: str | None, verbose: bool
) -> int:
    title, name = _given("--title", title), _given("--name", name)
    if len(pages) > 1 and (title or year):
        raise click.UsageError("--title and --year are those of one film; here are several pages")
    refuse_to_replace(pages, output)
    films, faults = _read(pages, title, year, verbose=verbose)
    if not films:
        raise faults[0]
    tell_disputes(films)
    name = name or (films[0].title if len(films) == 1 else "Films from saved pages")
    text = write_bank(films, title=name, schema=SCHEMA_FILE if output else "")
    save_bank(text, output, told=films[0].label if len(films) == 1 else counted(len(films), "film"))
    return 1 if faults else 0


def _given(option: str, value: str | None) -> str | None:
    """What was given for an option, without what a terminal would not show; nothing is wrong usage."""
    if value is not None and not (value := printable(value).strip()):
        raise click.UsageError(f"{option} is empty")
    return value


def _read(
    pages: tuple[str, ...], title: str | None, year: int | None, *, verbose: bool
) -> tuple[list[Film], list[SourceError]]:
    """The films of these pages, one that stands on several once. A page that can't be read is told and left out."""
    from quizzer.sources.imdb_page import decode_page, read_imdb_page  # the other imports need none of it

    films: list[Film] = []
    faults: list[SourceError] = []
    for page in pages:
        try:
            text, guessed = decode_page(read_bytes(page, at_most=LARGEST_PAGE, error=SourceError), file=page)
            reading = read_imdb_page(text, title=title, year=year, file=page)
        except SourceError as fault:
            faults.append(fault)
            if len(pages) > 1:
                tell(str(fault))
            continue
        _tell_reading(page, reading, [guessed] if guessed else [], verbose=verbose)
        films.append(reading.film)
    return merge_films(films), faults


def _tell_reading(page: str, reading: PageReading, notes: list[str], *, verbose: bool) -> None:
    for note in (*notes, *reading.notes):
        tell(f"{page}: {note}")
    if not verbose:
        lost = sum(line.fate is Fate.NOT_UNDERSTOOD for line in reading.lines)
        if lost and not reading.from_data:
            tell(f"{page}: {counted(lost, 'line was', 'lines were')} not understood (--verbose shows them)")
        return
    for source, facts in reading.from_data.items():
        tell(f"{page}: used: {source}: {', '.join(facts)}")
    for line in reading.lines:
        shown = line.text if len(line.text) <= _MOST_SHOWN else f"{line.text[: _MOST_SHOWN - 1]}…"
        why = f" ({line.why})" if line.why else ""
        tell(f"{page}:{line.number}: {line.fate.value}{why}: {shown}")
