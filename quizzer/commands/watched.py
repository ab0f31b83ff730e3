"""`quizzer watched`: the films that a player has watched, for quizzes about them."""

import click

from quizzer.commands.environment import Teller, library, now, open_records, settings_for_play
from quizzer.commands.output import counted
from quizzer.commands.usage import Commands
from quizzer.formats.watched_lists import read_watched
from quizzer.terminal.safe import one_line

_MOST_TOLD = 10  # of the films in no bank


@click.group("watched", cls=Commands, invoke_without_command=True)
@click.option("--player", help="The player; by default, the player of the settings.")
@click.pass_context
def command(context: click.Context, player: str | None) -> int:
    context.obj = player or settings_for_play(Teller()).wish.names[0]
    if context.invoked_subcommand is None:
        films = open_records().watched(context.obj)
        click.echo(one_line(f"{context.obj}: {counted(len(films), 'film')} watched"))
    return 0


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@click.option("--bank", "banks", multiple=True, help="Look for the films in this bank; by default, in all banks.")
@click.pass_context
def import_(context: click.Context, files: tuple[str, ...], banks: tuple[str, ...]) -> int:
    """Note the films of these FILES as watched, and list those that no bank has."""
    films = list(dict.fromkeys(film for file in files for film in read_watched(file)))
    open_records().watch(context.obj, films, when=now())
    known = library(Teller())
    paths = known.paths(banks) if banks else tuple(map(str, known.names().values()))
    unknown = [film for film, found in zip(films, known.open(paths).store.films_named(films), strict=True) if not found]
    click.echo(f"{counted(len(films), 'film')} noted as watched, {len(films) - len(unknown)} of them in your banks.")
    if unknown:
        names = ", ".join(film.label for film in unknown[:_MOST_TOLD])
        more = f" and {len(unknown) - _MOST_TOLD} more" if len(unknown) > _MOST_TOLD else ""
        click.echo(one_line(f"No bank has {names}{more}."))
    return 0
