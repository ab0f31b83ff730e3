"""`quizzer play`: a game, in a terminal, in a pipe, or as JSON lines."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from quizzer.banks import load_bank
from quizzer.commands.choosing import Wishes, draw, nothing_to_study, studied_elsewhere
from quizzer.commands.recorded import aside, beating, complain, open_for_play, when
from quizzer.commands.shipped import find_bank, shipped_banks
from quizzer.driver import Driver, serve
from quizzer.errors import RecordsError
from quizzer.records.nothing import NoRecords
from quizzer.session import PRESETS, Rules, Session
from quizzer.terminal.game import play_game
from quizzer.terminal.safe import printable
from quizzer.terminal.screens import PlainScreen, Screen

__all__ = ["SafeOutput", "command", "make_screen", "play_from_menu"]


@click.command("play")
@click.argument("banks", nargs=-1, type=click.Path(), metavar="[BANK]...")
@click.option(
    "-n", "--questions", type=click.IntRange(1, 100_000), default=10, show_default=True, help="How many questions."
)
@click.option(
    "--mode", type=click.Choice(list(PRESETS)), default="classic", show_default=True, help="The kind of game."
)
@click.option("--category", "categories", multiple=True, help="Ask only this category; may be given again.")
@click.option("--film", "films", multiple=True, help="Ask only about this film, by its title; may be given again.")
@click.option("--player", "players", multiple=True, help="A player's name; give one for each player.")
@click.option("--seed", type=int, help="A number; the same number asks the same questions again.")
@click.option("--plain", is_flag=True, help="Plain lines without colours: for screen readers and logs.")
@click.option("--json", "as_json", is_flag=True, help="Read one action a line, write one event a line.")
@click.option(
    "--new",
    "new_a_day",
    type=click.IntRange(0, 100_000),
    default=10,
    show_default=True,
    help="In study: how many new questions a day.",
)
@click.option("--no-records", is_flag=True, help="Keep nothing of this game, and ask as if nothing had been asked yet.")
def command(
    banks: tuple[str, ...],
    questions: int,
    mode: str,
    categories: tuple[str, ...],
    films: tuple[str, ...],
    players: tuple[str, ...],
    seed: int | None,
    plain: bool,
    as_json: bool,
    new_a_day: int,
    no_records: bool,
) -> int:
    """Play a game with the questions of these banks: files, or names of shipped banks. Without any: all shipped ones.

    While you play, type your answer; :skip gives a question up, :quit ends the game with the score so far.
    """
    names = players or ("you",)
    if len({name.casefold() for name in names}) < len(names):
        raise click.UsageError("two players have the same name")
    study = mode == "study" and not no_records
    if study and len(names) > 1:
        raise click.UsageError("study is for one player: everybody forgets something else")
    paths = [str(Path(find_bank(bank)).absolute()) for bank in banks] or [str(path) for path in shipped_banks()]
    records = open_for_play(keep=not no_records)
    wishes = Wishes(questions, categories, films, names, seed, new_a_day if study else None)
    try:
        if study and not banks:
            paths += studied_elsewhere(records, names[0], paths)
        bank = load_bank(*paths)
        drawn = draw(bank, records, wishes)
    except RecordsError as trouble:
        complain(f"{trouble}. The game goes on without records.")
        records, study = NoRecords(), False
        bank = load_bank(*paths)
        drawn = draw(bank, records, wishes)
    if not drawn.questions:
        click.echo(nothing_to_study(records, names[0], when().date(), new_a_day), err=as_json)
        return 0
    rules = Rules.preset(mode, questions=len(drawn.questions))
    session = Session(drawn.questions, rules, seed=drawn.seed, canon=bank.canon)
    game = records.begin_game(session, banks=paths, when=when(), study=study)
    with beating(game, session):
        if as_json:
            out = SafeOutput() if sys.stdout.isatty() else sys.stdout
            serve(session, sys.stdin, out, journal=game.journal)
            return 0
        screen = make_screen(plain=plain, players=len(names))
        count = f"{len(session.questions)} questions" if len(session.questions) != 1 else "one question"
        screen.show([[("title", printable(f"{bank.title}: {count}"))]])
        driver = Driver(session, journal=game.journal)
        finished = play_game(driver, names, screen, aside(records, game, session, study=study))
    if drawn.again:
        screen.show([[], [("quiet", f"--seed {drawn.seed} asks the same again.")]])
    return 0 if finished else 130


def play_from_menu() -> int:
    """Lets the player choose among the shipped banks, and plays."""
    paths = shipped_banks()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _run([])
    screen = make_screen(plain=False, players=1)
    titles = [load_bank(path).title for path in paths]
    screen.show([[("title", "What shall it be?")], [("", "  0  A bit of everything")]])
    screen.show([[("", f"  {number}  {printable(title)}")] for number, title in enumerate(titles, 1)])
    while True:
        try:
            chosen = screen.ask(f"0 to {len(paths)}, Enter for everything, q to leave> ").strip().lower()
        except EOFError:
            return 0
        if chosen in ("q", ":q", ":quit"):
            return 0
        if chosen in ("", "0"):
            return _run([])
        if chosen.isdecimal() and int(chosen) <= len(paths):
            return _run([str(paths[int(chosen) - 1])])
        screen.show([[("prompt", f"There is no number {printable(chosen)} here.")]])


def _run(arguments: list[str]) -> int:
    status: int = command.main(arguments, prog_name="quizzer play", standalone_mode=False)
    return status


def make_screen(*, plain: bool, players: int) -> Screen:
    interactive = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    if plain or not interactive:
        return PlainScreen(sys.stdin, sys.stdout)
    from quizzer.terminal.prompting import PromptScreen

    return PromptScreen(hide_answers=players > 1)


class SafeOutput:
    """Standard output where a person looks at it."""

    def write(self, text: str, /) -> object:
        return sys.stdout.write(printable(text))

    def flush(self) -> object:
        return sys.stdout.flush()
