"""`quizzer import`: a bank from what others have written down."""

from __future__ import annotations

import click

from quizzer.commands.import_imdb_dataset import command as imdb_dataset
from quizzer.commands.import_imdb_page import command as imdb_page
from quizzer.commands.import_questions import commands
from quizzer.commands.import_wikidata import command as wikidata

__all__ = ["command"]


@click.group("import")
def command() -> None:
    """Make a bank from a page, a data file, or another program's questions."""


for other in (imdb_page, imdb_dataset, wikidata, *commands()):
    command.add_command(other)
