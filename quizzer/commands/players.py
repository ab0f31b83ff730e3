"""`quizzer players`: who has played, and what is kept of them."""

from __future__ import annotations

import click
import msgspec

from quizzer.commands.recorded import records_path
from quizzer.files import write_text
from quizzer.records import Records
from quizzer.terminal.safe import printable

__all__ = ["command"]


@click.group("players", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> int:
    """List who has played; give out or erase what is kept of somebody."""
    if context.invoked_subcommand is not None:
        return 0
    players = Records.open(records_path()).players()
    for player in players:
        games = "1 game" if player.games == 1 else f"{player.games} games"
        click.echo(printable(f"{player.name}: {games}, {player.since} to {player.latest}"))
    if not players:
        click.echo("Nobody has played yet.")
    return 0


@command.command("export")
@click.argument("name")
@click.option("-o", "--output", type=click.Path(), help="The file to write; without it, it goes to standard output.")
def export(name: str, output: str | None) -> int:
    """Write everything that is kept of player NAME as JSON."""
    text = msgspec.json.format(msgspec.json.encode(Records.open(records_path()).export(name))).decode() + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        write_text(output, text)
    return 0


@command.command("erase")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(name: str, yes: bool) -> int:
    """Erase everything that is kept of player NAME, for good."""
    if not yes:
        click.confirm(printable(f"Erase all games, answers and reviews of {name} for good?"), abort=True, err=True)
    Records.open(records_path()).erase(name)
    click.echo(printable(f"Nothing is kept of {name} any more."), err=True)
    return 0
