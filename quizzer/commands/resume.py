"""`quizzer resume`: go on with a game that was broken off."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec

from quizzer.banks import load_bank
from quizzer.commands.play import SafeOutput, is_screen, play_plainly
from quizzer.commands.recorded import MenuRecords, aside, beating, complain, never_asker, records_path, when
from quizzer.commands.shipped import find_bank
from quizzer.driver import Driver, serve
from quizzer.errors import RecordsError
from quizzer.records import Records, Unfinished
from quizzer.terminal.safe import printable
from quizzer.terminal.table import Table

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
    session, record = records.resume(game.number, bank.by_id, canon=bank.canon, when=when())
    with beating(record, session):
        if as_json:
            out = SafeOutput() if sys.stdout.isatty() else sys.stdout
            for event in session.events:
                out.write(msgspec.json.encode(event).decode() + "\n")
            out.flush()
            serve(session, sys.stdin, out, journal=record.journal)
            return 0
        names = session.players
        title = f"{bank.title}: on with game {game.number}"
        never_ask = never_asker(records, names)
        beside = aside(records, record, session, study=game.study)
        if plain or not is_screen():
            table = Table(Driver(session, journal=record.journal), (), never_ask=never_ask)
            return play_plainly(table, title, "", beside)
        from quizzer.terminal.evening import Evening, Sitting
        from quizzer.terminal.menu_page import Wish
        from quizzer.terminal.settings import load_settings

        evening = Evening(
            load_settings(),
            open_game=lambda wish: Sitting(session, title, "", never_ask, record.journal, beside),
            records=MenuRecords(records),
        )
        return evening.play(Wish(tuple(game.banks), session.rules.mode, len(session.questions), None, ()))


def _line(game: Unfinished) -> str:
    latest = game.latest.astimezone().strftime("%Y-%m-%d %H:%M")
    banks = ", ".join(Path(path).stem for path in game.banks)
    told = f"question {game.asked} of {game.questions}, {', '.join(game.players)}, {game.mode}, {banks}"
    return printable(f"{game.number:5}  {latest}  {told}")
