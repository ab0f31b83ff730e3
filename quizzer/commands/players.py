"""`quizzer players`: list players; export or erase their data."""

import click
import msgspec

from quizzer.commands.environment import open_records
from quizzer.commands.output import counted, tell_json
from quizzer.commands.usage import Commands
from quizzer.files import write_text
from quizzer.terminal.safe import one_line


@click.group("players", cls=Commands, invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> int:
    if context.invoked_subcommand is not None:
        return 0
    players = open_records().players()
    for player in players:
        click.echo(one_line(f"{player.name}: {counted(player.games, 'game')}, {player.since} to {player.latest}"))
    if not players:
        click.echo("No games yet; to play one, run: quizzer play")
    return 0


@command.command("export")
@click.argument("name")
@click.option("-o", "--output", type=click.Path(), help="The file to write; by default, standard output.")
def export(name: str, output: str | None) -> int:
    """Write all data about player NAME as JSON."""
    exported = open_records().export(name)
    if output is None:
        tell_json(exported)
    else:
        write_text(output, msgspec.json.format(msgspec.json.encode(exported)).decode() + "\n")
    return 0


@command.command("erase")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(name: str, yes: bool) -> int:
    """Erase all data about player NAME for good."""
    question = one_line(f"Erase all games, answers and reviews of {name} for good? [y/N]")
    if not yes and click.prompt(question, default="n", show_default=False, err=True).lower() not in ("y", "yes"):
        raise click.Abort
    open_records().erase(name)
    click.echo(one_line(f"quizzer erased all data about {name}."), err=True)
    return 0
