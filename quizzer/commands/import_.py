"""`quizzer import`: a bank from what others have written down."""

import click

from quizzer.commands.import_questions import commands
from quizzer.commands.running import load_command
from quizzer.commands.usage import Commands

_SOURCES = {
    "imdb-page": "quizzer.commands.import_imdb_page",
    "imdb-dataset": "quizzer.commands.import_imdb_dataset",
    "wikidata": "quizzer.commands.import_wikidata",
}


class _Importers(Commands):
    """The formats of other programs, and the sources of films, of which each loads when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*self.commands, *_SOURCES])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _SOURCES:
            return load_command(_SOURCES[cmd_name], f"import {cmd_name}")
        return super().get_command(ctx, cmd_name)


@click.group("import", cls=_Importers)
def command() -> None:
    """Make a bank from a page, a data file, or another program's questions."""


for other in commands():
    command.add_command(other)
