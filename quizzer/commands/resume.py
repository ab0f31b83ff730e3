"""`quizzer resume`: go on with a game that was broken off."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec

from quizzer.banks import load_bank
from quizzer.commands.play import SafeOutput, make_screen
from quizzer.commands.recorded import aside, beating, complain, records_path, when
from quizzer.commands.shipped import find_bank
from quizzer.driver import Driver, serve
from quizzer.errors import RecordsError
from quizzer.records import Records, Unfinished
from quizzer.terminal.game import resume_game
from quizzer.terminal.safe import printable

__all__ = ["command"]


@click.command("resume")
@click.argument("number", type=click.IntRange(1), required=False)
@click.option("--player", help="Only games that this player takes part in.")
@click.option("--list", "list_them", is_flag=True, help="List the games that can be gone on with.")
@click.option("--plain", is_flag=True, help="Plain lines without colours: for screen readers and logs.")
@click.option("--json", "as_json", is_flag=True, help="Write all events so far, then play as `play --json` does.")
def command(number: int | None, player: str | None, list_them: bool, plain: bool, as_json: bool) -> int:
    """Go on with the latest game that was broken off, or with that of this NUMBER, at the same question.

    The time while it was away does not count. Games are broken off by a closed window or a crash; :quit ends them.
    """
    records = Records.open(records_path(), tell=complain)
    games = records.unfinished(player)
    if list_them:
        click.echo("\n".join(_line(game) for game in games) or "No game was broken off.")
        return 0
    game = next((game for game in games if number in (None, game.number)), None)
    if game is None:
        raise RecordsError(
            "no game was broken off" if number is None else f"no game {number} was broken off; see --list"
        )
    paths = [path if Path(path).exists() else find_bank(Path(path).stem) for path in game.banks]
    bank = load_bank(*paths)
    session, record = records.resume(game.number, bank.questions, canon=bank.canon, when=when())
    with beating(record, session):
        if as_json:
            out = SafeOutput() if sys.stdout.isatty() else sys.stdout
            for event in session.events:
                out.write(msgspec.json.encode(event).decode() + "\n")
            out.flush()
            serve(session, sys.stdin, out, journal=record.journal)
            return 0
        screen = make_screen(plain=plain, players=len(session.players))
        screen.show([[("title", printable(f"{bank.title}: on with game {game.number}"))]])
        driver = Driver(session, journal=record.journal)
        finished = resume_game(driver, screen, aside(records, record, session, study=game.study))
    return 0 if finished else 130


def _line(game: Unfinished) -> str:
    latest = game.latest.astimezone().strftime("%Y-%m-%d %H:%M")
    banks = ", ".join(Path(path).stem for path in game.banks)
    told = f"question {game.asked} of {game.questions}, {', '.join(game.players)}, {game.mode}, {banks}"
    return printable(f"{game.number:5}  {latest}  {told}")
