"""`quizzer import`: a bank from what others have written down."""

from __future__ import annotations

import click

from quizzer.commands.import_imdb_page import command as imdb_page
from quizzer.commands.import_wikidata import command as wikidata

__all__ = ["command"]


@click.group("import")
def command() -> None:
    """Make a bank from a page or a data file."""


command.add_command(imdb_page)
command.add_command(wikidata)
