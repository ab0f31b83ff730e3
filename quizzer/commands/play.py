"""`quizzer play`: a game, in a terminal, in a pipe, or as JSON lines."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Sequence

import click

from quizzer.banks import Bank, load_bank
from quizzer.commands.shipped import find_bank, shipped_banks
from quizzer.driver import Driver, serve
from quizzer.session import PRESETS, Rules, Session
from quizzer.terminal.game import play_game
from quizzer.terminal.safe import printable
from quizzer.terminal.screens import PlainScreen, Screen

__all__ = ["command", "play_from_menu"]


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
) -> int:
    """Play a game with the questions of these banks: files, or names of shipped banks. Without any: all shipped ones.

    While you play, type your answer; :skip gives a question up, :quit ends the game with the score so far.
    """
    paths = [find_bank(bank) for bank in banks] or [str(path) for path in shipped_banks()]
    bank = load_bank(*paths)
    seed = random.SystemRandom().randrange(1_000_000) if seed is None else seed
    session = _session(bank, questions, mode, categories, films, seed)
    if as_json:
        serve(session, sys.stdin, _SafeOutput() if sys.stdout.isatty() else sys.stdout)
        return 0
    names = players or ("you",)
    if len({name.casefold() for name in names}) < len(names):
        raise click.UsageError("two players have the same name")
    screen = _screen(plain=plain, players=len(names))
    fewer = f"{len(session.questions)} questions" if len(session.questions) != 1 else "one question"
    screen.show([[("title", printable(f"{bank.title}: {fewer}"))]])
    finished = play_game(Driver(session), names, screen)
    screen.show([[], [("quiet", f"--seed {seed} asks the same again.")]])
    return 0 if finished else 130


def play_from_menu() -> int:
    """Lets the player choose among the shipped banks, and plays."""
    paths = shipped_banks()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _run([])
    screen = _screen(plain=False, players=1)
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


def _session(bank: Bank, count: int, mode: str, categories: Sequence[str], films: Sequence[str], seed: int) -> Session:
    known = sorted({question.category for question in bank.questions})
    for category in categories:
        if category not in known:
            raise click.UsageError(f"no question here is of the category {category!r}; there are {', '.join(known)}")
    drawn = bank.draw(count, seed=seed, categories=categories, films=films)
    if not drawn:
        about = f" about {' or '.join(films)}" if films else ""
        raise click.UsageError(f"no question here{about} fits what you asked for")
    return Session(drawn, Rules.preset(mode, questions=len(drawn)), seed=seed, canon=bank.canon)


def _screen(*, plain: bool, players: int) -> Screen:
    interactive = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    if plain or not interactive:
        return PlainScreen(sys.stdin, sys.stdout)
    from quizzer.terminal.prompting import PromptScreen

    return PromptScreen(hide_answers=players > 1)


class _SafeOutput:
    """Standard output where a person looks at it."""

    def write(self, text: str, /) -> object:
        return sys.stdout.write(printable(text))

    def flush(self) -> object:
        return sys.stdout.flush()
