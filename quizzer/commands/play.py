"""`quizzer play`: a game, in a terminal, in a pipe, or as JSON lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from random import SystemRandom
from typing import TYPE_CHECKING, Any

import click
import msgspec

from quizzer.commands import environment
from quizzer.commands.usage import language_option
from quizzer.errors import NothingDueError, RecordsError, WishError
from quizzer.games import Library, PreparedGame, Seat, Wish, new_game, resume_game
from quizzer.games.wish import LEVELS, Level, Study
from quizzer.session import PRESETS, Join, phrase
from quizzer.terminal.layout import glyphs_for
from quizzer.terminal.safe import printable
from quizzer.terminal.settings import Settings, seats_in

if TYPE_CHECKING:
    from quizzer.records import Records
    from quizzer.terminal.full_screen import FullScreen
    from quizzer.terminal.plain_game import PlainScreen


def _lazy(name: str) -> Callable[..., Any]:
    """A completion that loads its module when a shell asks for it."""

    def complete(*asked: object) -> Any:
        return getattr(import_module("quizzer.commands.completion"), name)(*asked)

    return complete


@click.command("play")
@click.argument("banks", nargs=-1, type=click.Path(), metavar="[BANK]...", shell_complete=_lazy("complete_bank"))
@click.option("-n", "--questions", type=click.IntRange(1, 100_000), help="How many questions; by default, 10.")
@click.option("--mode", type=click.Choice(list(PRESETS)), help="The mode; by default, classic.")
@click.option("--seconds", type=click.FloatRange(1, 86_400), help="How long each question stays open.")
@click.option(
    "--category",
    "categories",
    multiple=True,
    shell_complete=_lazy("complete_category"),
    help="Ask only this category; you can repeat this option.",
)
@click.option(
    "--film",
    "films",
    multiple=True,
    shell_complete=_lazy("complete_film"),
    help="Ask only about the film with this title; you can repeat this option.",
)
@click.option("--player", "players", multiple=True, help="A player, or NAME@TEAM; repeat this option for each player.")
@click.option("--seed", type=int, help="A number: with the same options, banks and version, the same questions.")
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    help="How hard the questions are; by default, mixed. With mine, they suit your earlier games.",
)
@click.option("--gaps", is_flag=True, help="Ask open questions too, which have no known answer yet.")
@click.option("--watched", is_flag=True, help="Ask only about films that you have watched; see quizzer watched.")
@click.option("--spoiler-free", is_flag=True, help="Reveal no endings of films that you have not watched.")
@click.option("--gentle", is_flag=True, help="Begin with very easy questions, as in a first game.")
@click.option("--plain", is_flag=True, help="Plain lines without colours: for screen readers and logs.")
@click.option("--json", "as_json", is_flag=True, help="Read an action from each line, and write an event to each line.")
@click.option(
    "--new",
    "new_a_day",
    type=click.IntRange(0, 100_000),
    help="In study: how many new questions a day; by default, 10.",
)
@click.option("--ahead", "study", flag_value="ahead", help="Study questions before they are due.")
@click.option("--missed", "study", flag_value="missed", help="Study again the questions that you missed today.")
@language_option
@click.option("--preview", is_flag=True, help="Show every question with its answer and near misses, without a game.")
@click.option("--no-records", is_flag=True, help="Save nothing of this game, and ignore earlier games.")
def command(
    *,
    banks: tuple[str, ...],
    mode: str | None,
    level: Level | None,
    players: tuple[str, ...],
    new_a_day: int | None,
    study: Study | None,
    plain: bool,
    as_json: bool,
    no_records: bool,
    preview: bool,
    **wished: Any,  # options with the names and defaults of the fields of a Wish
) -> int:
    if preview:
        from quizzer.commands.preview import preview as show

        paths = environment.library(environment.Teller()).paths(banks)
        try:
            return show(paths, wished["questions"], wished["categories"], wished["films"])
        except BrokenPipeError:  # whoever has read enough may close the pipe
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else Python fails at exit with the rest
            return 0
    if as_json and plain:
        raise click.UsageError("choose --json or --plain, not both")
    teller = environment.Teller()
    settings = environment.settings_for_play(teller)
    wish = msgspec.structs.replace(
        settings.wish,
        banks=banks,
        mode=mode or ("study" if study else settings.mode),
        level=level or settings.level,
        players=named_seats(players) if players else settings.wish.players,
        new_a_day=settings.new_a_day if new_a_day is None else new_a_day,
        study=study or "due",
        **wished,
    )
    records = environment.records_for_play(keep=not no_records, tell=teller)
    known = environment.library(teller)
    try:
        game = _new_game(wish, records, known)
    except NothingDueError as reason:
        click.echo(str(reason), err=as_json)
        return 0
    except RecordsError as trouble:
        teller(f"{trouble}. You can play, but quizzer does not save this game.")
        records = environment.records_for_play(keep=False, tell=teller)
        game = _new_game(wish, records, known)
    if as_json:
        return play_in_lines(game, game.seats if players else ())
    if plain or not is_screen(settings):
        quips = settings.quips == "on"
        return play_plainly(game, lambda offered: _new_game(offered, records, known), settings.wish, quips=quips)
    return full_screen(settings, records, known, teller).play(game, wish if wish.seed is None else None)


def play_from_menu() -> int:
    """Shows the menu of banks, and plays until the player leaves."""
    from quizzer.games.library import History, offers

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _play([])
    environment.speak(None)
    teller = environment.Teller()
    known = environment.library(teller)
    offered = offers(known, tell=teller)
    settings = environment.settings_for_play(teller)
    if not is_screen(settings):
        from quizzer.terminal.plain_game import choose_bank

        chosen = choose_bank(offered, plain_screen())
        return _play(chosen.paths) if chosen is not None else 0
    records = environment.records_for_play(keep=True, tell=teller)
    history = History(records, now=environment.now)
    return full_screen(settings, records, known, teller).choose(offered, history)


def full_screen(settings: Settings, records: Records, known: Library, teller: environment.Teller) -> FullScreen:
    """Opens the full screen, which shows complaints from now on."""
    from quizzer.terminal.full_screen import FullScreen

    screen = FullScreen(
        settings,
        settings_file=environment.folders().settings,
        new_game=lambda wish: _new_game(wish, records, known),
        resume_game=lambda unfinished: resume_game(
            unfinished, records=records, when=environment.now(), library=known, new_a_day=screen.settings.new_a_day
        ),
    )
    teller.move_to(screen)
    return screen


def play_plainly(
    game: PreparedGame,
    new_game: Callable[[Wish], PreparedGame] | None = None,
    usual: Wish | None = None,
    *,
    quips: bool = True,
) -> int:
    """Plays a game in plain lines, and on a terminal offers the next one; returns the exit status."""
    from quizzer.terminal.plain_game import play_game, wants

    screen = plain_screen()
    if not play_game(game, screen, usual, quips=quips):
        return 130
    offered = game.offer() if new_game is not None and sys.stdin.isatty() else None
    if offered is not None and new_game is not None and wants(offered, screen):
        return play_plainly(new_game(offered.wish), new_game, quips=quips)
    return 0


def play_in_lines(game: PreparedGame, seats: Sequence[Seat]) -> int:
    """Plays a game by the JSON-lines protocol, all past events first; returns the exit status."""
    out = SafeOutput() if sys.stdout.isatty() else sys.stdout
    from quizzer.driver import Driver, serve

    session = game.session
    # The events of a resumed game show that it is one.
    if game.note and not session.events and not game.is_study:
        click.echo(f"quizzer: {game.note}", err=True)
    with game.being_played():
        driver = Driver(session, journal=game.journal)
        for one in seats:
            driver.apply(Join(one.name, one.team, name=one.name))
        label = [{"type": "daily", "label": game.label}] if game.label else []
        for told in (*label, *session.events):
            out.write(msgspec.json.encode(told).decode() + "\n")
        out.flush()
        serve(session, sys.stdin, out, journal=game.journal, number=lambda: game.record.number)
        if game.label and session.phase == "over":
            from quizzer.terminal.game_summary import daily_line

            share = {"type": "share", "text": daily_line(session.events, game.label)}
            out.write(msgspec.json.encode(share).decode() + "\n")
    return 0


def plain_screen() -> PlainScreen:
    """Standard input and output, line by line."""
    from quizzer.terminal.plain_game import PlainScreen

    ascii_only = sys.stdout.isatty() and glyphs_for(os.environ).are_ascii
    return PlainScreen(sys.stdin, sys.stdout, ascii_only=ascii_only)


def _new_game(wish: Wish, records: Records, known: Library) -> PreparedGame:
    seed = SystemRandom().randrange(1_000_000)  # short enough to type
    return new_game(wish, records=records, when=environment.now(), random_seed=seed, library=known)


def _play(arguments: Sequence[str]) -> int:
    status: int = command.main(list(arguments), prog_name="quizzer play", standalone_mode=False)
    return status


def named_seats(names: Sequence[str]) -> tuple[Seat, ...]:
    """The players of these names. Raises WishError for names that players cannot have."""
    seats = seats_in(names)
    if not seats:
        raise WishError(phrase("seats.nameless"))
    return seats


def is_screen(settings: Settings) -> bool:
    """Whether there is a terminal for the full screen, and the player wants it."""
    kinds = {"dumb", "unknown"} if sys.platform == "win32" else {"dumb", "unknown", ""}
    if settings.screen == "plain":
        return False
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "").lower() not in kinds


class SafeOutput:
    """Standard output on a terminal, without control characters."""

    def write(self, text: str, /) -> object:
        return sys.stdout.write(printable(text))

    def flush(self) -> object:
        return sys.stdout.flush()
