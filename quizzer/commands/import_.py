"""`quizzer import`: a bank from what others have written down."""

from __future__ import annotations

from pathlib import Path

import click

from quizzer.banks import write_bank
from quizzer.commands.bank_files import SCHEMA_FILE, save_bank
from quizzer.commands.import_questions import commands
from quizzer.commands.import_wikidata import command as wikidata
from quizzer.errors import SourceError
from quizzer.files import read_text
from quizzer.sources.imdb_page import parse_imdb_page
from quizzer.terminal.safe import printable

__all__ = ["command"]

LARGEST_PAGE = 20_000_000
"""Bytes that the saved text of a page may have."""


@click.group("import")
def command() -> None:
    """Make a bank from a page, a data file, or another program's questions."""


for other in (wikidata, *commands()):
    command.add_command(other)


@command.command("imdb-page")
@click.argument("page", type=click.Path())
@click.option("-o", "--output", type=click.Path(), help="The bank to write; without it, it goes to standard output.")
@click.option("--title", help="The film's title, if the page does not tell it or tells it wrongly.")
@click.option("--year", type=click.IntRange(1870, 2100), help="The year the film came out.")
def imdb_page(page: str, output: str | None, title: str | None, year: int | None) -> int:
    """Make a bank from a film's page on IMDb, saved as text: open it in a browser, select all, copy, save.

    What the page says belongs to IMDb and its contributors: the bank is for your own use.

    \b
    quizzer import imdb-page page.txt -o bank.yaml
    quizzer import imdb-page page.txt --title Heat --year 1995 -o heat.yaml
    """
    if output is not None and Path(output).exists() and Path(page).exists() and Path(output).samefile(page):
        raise click.UsageError("the bank would take the place of the page; give it another name with -o")
    if title is not None and not (title := printable(title).strip()):
        raise click.UsageError("--title is empty")
    source = read_text(page, at_most=LARGEST_PAGE, error=SourceError)
    film = parse_imdb_page(source, title=title, year=year, file=page)
    text = write_bank([film], title=film.title, schema=SCHEMA_FILE if output else "")
    save_bank(text, output, told=film.label)
    return 0
