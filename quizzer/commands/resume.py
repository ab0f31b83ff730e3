"""`quizzer resume`: resume an unfinished game."""

from collections.abc import Sequence
from pathlib import Path

import click

from quizzer.commands.environment import Teller, library, now, open_records, settings_for_play
from quizzer.commands.play import full_screen, is_screen, play_in_lines, play_plainly
from quizzer.commands.usage import language_option
from quizzer.errors import NothingDueError, RecordsError
from quizzer.games import resume_game
from quizzer.games.dailies import label_of
from quizzer.records import Unfinished
from quizzer.terminal.safe import one_line


@click.command("resume")
@click.argument("number", type=click.IntRange(1), required=False)
@click.option("--player", help="Only games with this player.")
@click.option("--list", "list_them", is_flag=True, help="List the unfinished games.")
@language_option
@click.option("--plain", is_flag=True, help="Plain lines without colours: for screen readers and logs.")
@click.option("--json", "as_json", is_flag=True, help="Write all events so far, then play as `play --json` does.")
def command(number: int | None, player: str | None, list_them: bool, plain: bool, as_json: bool) -> int:
    if as_json and plain:
        raise click.UsageError("choose --json or --plain, not both")
    teller = Teller()
    records = open_records(teller)
    games = records.unfinished(player)
    if list_them:
        click.echo("\n".join(_line(game) for game in games) or "You have no unfinished game.")
        return 0
    known = library(teller)
    settings = settings_for_play(teller)
    try:
        game = resume_game(
            _chosen(games, number), records=records, when=now(), library=known, new_a_day=settings.new_a_day
        )
    except NothingDueError as reason:
        click.echo(str(reason), err=as_json)
        return 0
    if as_json:
        return play_in_lines(game, game.seats)
    if plain or not is_screen(settings):
        return play_plainly(game, quips=settings.quips == "on")
    return full_screen(settings, records, known, teller).play(game)


def _chosen(games: Sequence[Unfinished], number: int | None) -> Unfinished:
    """The game of this number, or the latest that is not open elsewhere. Raises RecordsError if there is none."""
    if number is not None:
        found = [game for game in games if game.number == number]
        if not found:
            raise RecordsError(f"there is no unfinished game {number}; quizzer resume --list shows all")
        return found[0]
    free = [game for game in games if not game.elsewhere]
    if not free:
        elsewhere = "; one is open in another window: see quizzer resume --list" if games else ""
        raise RecordsError(f"you have no unfinished game{elsewhere}")
    return free[0]


def _line(game: Unfinished) -> str:
    latest = game.latest.astimezone().strftime("%Y-%m-%d %H:%M")
    names = [Path(path).stem for path in game.banks]
    banks = ", ".join(names) if len(names) <= 3 else f"{len(names)} banks"
    what = f"{game.mode}, {banks}" if game.daily is None else f"daily {label_of(game.daily)}"
    told = f"{game.place}, {', '.join(game.players)}, {what}"
    state = " (open in another window)" if game.elsewhere else ""
    return one_line(f"{game.number:5}  {latest}  {told}{state}")
