"""`quizzer daily`: ten questions a day, the same for everybody."""

import os
import shutil
import sys

import click
import msgspec

from quizzer.commands import environment
from quizzer.commands.play import full_screen, is_screen, named_seats, play_in_lines, play_plainly
from quizzer.commands.usage import language_option
from quizzer.errors import NothingDueError, WishError
from quizzer.games import Library, PreparedGame, Wish, new_game
from quizzer.games.dailies import DailyStatus, day_of, edition_of, film_of, is_again, label_of, status, ten_of
from quizzer.records import Records
from quizzer.records.structs import KeptDaily
from quizzer.terminal.game_summary import daily_line
from quizzer.terminal.layout import glyphs_for
from quizzer.terminal.played import played_questions
from quizzer.terminal.safe import json_for, one_line, printable


@click.command("daily")
@click.argument("number", type=click.IntRange(1), required=False)
@click.option("--film", "is_film", is_flag=True, help="The film of the day, in six clues.")
@click.option("--answers", is_flag=True, help="Show the questions and answers of yesterday, or of NUMBER.")
@click.option("--calendar", is_flag=True, help="Show your days, up to NUMBER, and how many in a row.")
@click.option("--player", help="Who plays; by default, the player of the settings.")
@language_option
@click.option("--plain", is_flag=True, help="Plain lines without colours: for screen readers and logs.")
@click.option("--json", "as_json", is_flag=True, help="Read an action from each line, and write an event to each line.")
def command(
    number: int | None, is_film: bool, answers: bool, calendar: bool, player: str | None, plain: bool, as_json: bool
) -> int:
    if as_json and plain:
        raise click.UsageError("choose --json or --plain, not both")
    teller = environment.Teller()
    settings = environment.settings_for_play(teller)
    records = environment.records_for_play(keep=True, tell=teller)
    known = environment.library(teller)

    def begin(wished: Wish) -> PreparedGame:
        return new_game(wished, records=records, when=environment.now(), random_seed=0, library=known)

    seat = (named_seats([player]) if player is not None else settings.wish.seats)[:1]
    standing = status(records, seat[0].name, environment.now())
    if calendar:
        from quizzer.terminal.statistics_page import calendar as calendar_rows

        days = {day_of(number): 1 + (one.right or 0) for number, one in standing.tens.items()}
        click.echo(one_line(f"{seat[0].name}: {standing.streak} in a row now, {standing.best} at best"))
        latest = day_of(min(number or standing.number, standing.number))
        click.echo("\n".join(calendar_rows(days, latest, 26, glyphs_for(os.environ))))
        return 0
    if answers:
        return _show_answers(standing, seat[0].name, number, is_film, as_json, records, known)
    wish = msgspec.structs.replace(
        settings.wish,
        daily="film" if is_film else "ten",
        number=number,
        players=seat if player is not None or not as_json else (),
    )
    try:
        game = begin(wish)
    except NothingDueError as reason:
        played = (standing.films if is_film else standing.tens)[standing.number]
        told = _share_line(records, seat[0].name, played)
        click.echo(_json({"type": "share", "text": told}) if as_json else told)
        click.echo(str(reason), err=as_json)
        return 0
    if as_json:
        return play_in_lines(game, game.seats)
    if plain or not is_screen(settings):
        return play_plainly(game, begin, quips=settings.quips == "on")
    return full_screen(settings, records, known, teller).play(game)


def _show_answers(
    standing: DailyStatus, name: str, number: int | None, is_film: bool, as_json: bool, records: Records, known: Library
) -> int:
    """Prints a day's answers: of the player's game, or else from the banks. Raises WishError for a coming day."""
    number = standing.number - 1 if number is None else number
    played = (standing.films if is_film else standing.tens).get(number)
    is_over = played is not None and played.ended is not None
    if not is_over and not 1 <= number < standing.number:
        raise WishError(f"daily {number} is not over yet: quizzer shows its answers the next day")
    if played is not None and is_over:
        events = records.events(played.game)
        click.echo("" if as_json else _share_line(records, name, played), nl=not as_json)
        told = [
            (question.text, question.revealed.answer or "", "; ".join(one.given for one in question.said))
            for question in played_questions(events)
            if question.revealed is not None
        ]
    else:
        paths = known.paths(())
        bank = known.open(paths)
        asked = (film_of if is_film else ten_of)(bank, number, edition_of(bank, paths))
        told = [(one.text, one.key.answer, "") for one in asked if one.key is not None]
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize
    for place, (text, answer, given) in enumerate(told, 1):
        if as_json:
            click.echo(_json({"type": "answer", "number": place, "text": text, "answer": answer, "given": given}))
        else:
            said = f" (you said “{given}”)" if given else ""
            for indent, words in ((f"{place:2}. ", text), ("    ", f"{answer}{said}")):
                click.echo(click.wrap_text(printable(one_line(words)), columns, indent, "    "))
    return 0


def _json(values: dict[str, object]) -> str:
    return json_for(sys.stdout, msgspec.json.encode(values).decode())


def _share_line(records: Records, player: str, played: KeptDaily) -> str:
    label = label_of(played, is_again=is_again(records, player, played, played.game))
    return daily_line(records.events(played.game), label)
