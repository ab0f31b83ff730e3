"""`quizzer play`: a game, in a terminal, in a pipe, or as JSON lines."""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizzer.banks import Bank, load_bank
from quizzer.commands.shipped import find_bank, shipped_banks
from quizzer.driver import Driver, serve
from quizzer.errors import QuizzerError
from quizzer.question import Question
from quizzer.session import PRESETS, Rules, Session
from quizzer.terminal.never import never_ask, never_asked
from quizzer.terminal.safe import printable
from quizzer.terminal.settings import load_settings
from quizzer.terminal.table import MOST_AT_A_KEYBOARD, Seat, Table, seat

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["command", "play_from_menu"]

_MOST = 100
"""Questions of a game that goes on until time or lives run out."""


def _lazy(name: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """A completion whose module is loaded when a shell asks for it."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        found: list[CompletionItem] = getattr(import_module("quizzer.commands.completion"), name)(
            context, parameter, incomplete
        )
        return found

    return complete


@click.command("play")
@click.argument("banks", nargs=-1, type=click.Path(), metavar="[BANK]...", shell_complete=_lazy("complete_bank"))
@click.option("-n", "--questions", type=click.IntRange(1, 100_000), help="How many questions; 10 if nothing is set.")
@click.option("--mode", type=click.Choice(list(PRESETS)), help="The kind of game; classic if nothing is set.")
@click.option("--seconds", type=click.FloatRange(1, 86_400), help="How long each question stays open.")
@click.option(
    "--category",
    "categories",
    multiple=True,
    shell_complete=_lazy("complete_category"),
    help="Ask only this category; may be given again.",
)
@click.option(
    "--film",
    "films",
    multiple=True,
    shell_complete=_lazy("complete_film"),
    help="Ask only about this film, by its title; may be given again.",
)
@click.option("--player", "players", multiple=True, help="A player, or NAME@TEAM; give one for each player.")
@click.option("--seed", type=int, help="A number; the same number asks the same questions again.")
@click.option("--plain", is_flag=True, help="Plain lines without colours: for screen readers and logs.")
@click.option("--json", "as_json", is_flag=True, help="Read one action a line, write one event a line.")
def command(
    banks: tuple[str, ...],
    questions: int | None,
    mode: str | None,
    seconds: float | None,
    categories: tuple[str, ...],
    films: tuple[str, ...],
    players: tuple[str, ...],
    seed: int | None,
    plain: bool,
    as_json: bool,
) -> int:
    """Play a game with the questions of these banks: files, or names of shipped banks. Without any: all shipped ones.

    While you play, type your answer; F1 or :help tells of the rest.

    \b
    quizzer play around_the_world -n 20           twenty questions from one bank
    quizzer play --category soundtrack            only soundtrack credits
    quizzer play --mode blitz                     as many as you can in a minute
    quizzer play --player Ada --player Ben        two players, one after the other
    quizzer play --mode race --player Ada@Reds --player Ben@Blues
    quizzer play --seed 7 --plain                 the same questions as everybody with a 7, in plain lines
    """
    paths = tuple(find_bank(bank) for bank in banks) or _all_paths()
    settings = load_settings()
    seats = tuple(seat(name) for name in players or settings.players or (settings.name,))
    if len({one.name.casefold() for one in seats}) < len(seats):
        raise click.UsageError("two players have the same name")
    if len(seats) > MOST_AT_A_KEYBOARD and not as_json:
        raise click.UsageError(f"at most {MOST_AT_A_KEYBOARD} players share a keyboard")
    bank = load_bank(*paths)
    mode = mode or settings.mode
    asked = questions or (settings.questions if PRESETS[mode].get("questions", 0) is not None else _MOST)
    seed = random.SystemRandom().randrange(1_000_000) if seed is None else seed
    session = _session(bank, asked, mode, seconds, categories, films, seed)
    if as_json:
        serve(session, sys.stdin, _SafeOutput() if sys.stdout.isatty() else sys.stdout)
        return 0
    again = f"--seed {seed} asks the same again."
    if plain or not _is_screen():
        return _play_plainly(session, bank.title, seats, again)
    from quizzer.terminal.evening import Evening, Sitting
    from quizzer.terminal.menu_page import Wish
    from quizzer.terminal.records import NoRecords

    evening = Evening(
        settings,
        open_game=lambda wish: Sitting(session, bank.title, again),
        never_ask=never_ask,
        records=NoRecords(),
    )
    return evening.play(Wish(paths, mode, asked, seconds, seats))


def play_from_menu() -> int:
    """Lets the player choose among the shipped banks, and plays until the player leaves."""
    from quizzer.terminal.records import BankOffer, NoRecords

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _play([])
    banks = {str(path): load_bank(path) for path in shipped_banks()}

    def offer(paths: tuple[str, ...], title: str) -> BankOffer:
        # Put together without loading them as one bank: the menu is to be there at once.
        categories = {question.id: question.category for path in paths for question in banks[path].questions}
        counted = Counter(categories.values())
        return BankOffer(title, paths, len(categories), dict(counted.most_common()), frozenset(categories))

    offers = [offer(tuple(banks), "A bit of everything"), *(offer((path,), bank.title) for path, bank in banks.items())]
    if not _is_screen():
        from quizzer.terminal.game import choose_bank
        from quizzer.terminal.screens import PlainScreen

        chosen = choose_bank(offers, PlainScreen(sys.stdin, sys.stdout))
        return _play(chosen.paths) if chosen is not None else 0
    from quizzer.terminal.evening import Evening, Sitting
    from quizzer.terminal.menu_page import Wish, seats_in

    def open_game(wish: Wish) -> Sitting:
        seed = random.SystemRandom().randrange(1_000_000)
        bank = banks[wish.banks[0]] if len(wish.banks) == 1 else load_bank(*wish.banks)
        count = wish.questions if PRESETS[wish.mode].get("questions", 0) is not None else _MOST
        session = _session(bank, count, wish.mode, wish.seconds, (), (), seed)
        named = f" {Path(wish.banks[0]).stem}" if len(wish.banks) == 1 else ""
        options = f"-n {count} --mode {wish.mode}" + (f" --seconds {wish.seconds:g}" if wish.seconds else "")
        return Sitting(session, bank.title, f"quizzer play{named} {options} --seed {seed} asks the same again.")

    settings = load_settings()
    seats = seats_in(settings.players or (settings.name,))[0]
    wish = Wish(offers[0].paths, settings.mode, settings.questions, None, seats)
    return Evening(settings, open_game=open_game, never_ask=never_ask, records=NoRecords()).choose(offers, wish)


def _play(arguments: Sequence[str]) -> int:
    status: int = command.main(list(arguments), prog_name="quizzer play", standalone_mode=False)
    return status


def _play_plainly(session: Session, title: str, seats: Sequence[Seat], again: str) -> int:
    from quizzer.terminal.game import play_game
    from quizzer.terminal.screens import PlainScreen

    screen = PlainScreen(sys.stdin, sys.stdout)
    fewer = f"{len(session.questions)} questions" if len(session.questions) != 1 else "one question"
    screen.show([[("", printable(f"{title}: {fewer}"))]])
    finished = play_game(Table(Driver(session), seats, never_ask=never_ask), screen)
    screen.show([[], [("", again)]])
    return 0 if finished else 130


def _all_paths() -> tuple[str, ...]:
    return tuple(str(path) for path in shipped_banks())


def _session(
    bank: Bank,
    count: int,
    mode: str,
    seconds: float | None,
    categories: Sequence[str],
    films: Sequence[str],
    seed: int,
) -> Session:
    known = sorted({question.category for question in bank.questions})
    for category in categories:
        if category not in known:
            raise click.UsageError(f"no question here is of the category {category!r}; there are {', '.join(known)}")
    parts = PRESETS[mode].get("bonus_parts", 0)
    drawn = _wanted(bank).draw(count * (1 + parts), seed=seed, categories=categories, films=films)
    if not drawn:
        about = f" about {' or '.join(films)}" if films else ""
        raise click.UsageError(f"no question here{about} fits what you asked for")
    knobs = {"question_seconds": seconds} if seconds is not None else {}
    rules = Rules.preset(mode, questions=min(count, max(1, len(drawn) // (1 + parts))), **knobs)
    return Session(drawn, rules, seed=seed, canon=bank.canon)


def _wanted(bank: Bank) -> Bank:
    """The bank without what its player never wants to be asked again."""
    unwanted = never_asked()
    if not unwanted:
        return bank
    kept: list[Question] = [question for question in bank.questions if question.id not in unwanted]
    if not kept:
        raise QuizzerError("every question here is one that you never want to be asked again (never_again.txt)")
    return Bank(title=bank.title, license=bank.license, films=bank.films, questions=kept)


def _is_screen() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


class _SafeOutput:
    """Standard output where a person looks at it."""

    def write(self, text: str, /) -> object:
        return sys.stdout.write(printable(text))

    def flush(self) -> object:
        return sys.stdout.flush()
