"""`quizzer play`: a game, in a terminal, in a pipe, or as JSON lines."""

from __future__ import annotations

import os
import sys
from collections import ChainMap, Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
import msgspec

from quizzer.banks import Bank
from quizzer.banks.shipped import shipped_banks
from quizzer.commands.choosing import studied_elsewhere
from quizzer.commands.opening import open_bank
from quizzer.commands.recorded import MenuRecords, Teller, open_for_play
from quizzer.commands.shipped import bank_name, bank_names, find_bank
from quizzer.commands.sittings import MOST, NothingDueError, Plan, sit_down, take_up
from quizzer.driver import Driver, serve
from quizzer.errors import BankError, RecordsError
from quizzer.session import PRESETS
from quizzer.terminal.glyphs import glyphs_for
from quizzer.terminal.local_game import LocalGame
from quizzer.terminal.plain_game import PlainScreen
from quizzer.terminal.safe import one_line, printable
from quizzer.terminal.seats import Seat, seats_in
from quizzer.terminal.settings import Settings, load_settings

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from quizzer.question import Question
    from quizzer.terminal.sitting import Sitting

__all__ = ["command", "is_screen", "play_from_menu", "play_in_lines", "play_plainly"]

EVERYTHING = "A bit of everything"
"""How all banks together are called in the menu."""


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
@click.option("--gentle", is_flag=True, help="Begin with what everybody knows, as a first game does.")
@click.option("--plain", is_flag=True, help="Plain lines without colours: for screen readers and logs.")
@click.option("--json", "as_json", is_flag=True, help="Read one action a line, write one event a line.")
@click.option(
    "--new",
    "new_a_day",
    type=click.IntRange(0, 100_000),
    help="In study: how many new questions a day; 10 if nothing is set.",
)
@click.option("--preview", is_flag=True, help="Show every question with its answer and the usual near misses; no game.")
@click.option("--no-records", is_flag=True, help="Keep nothing of this game, and ask as if nothing had been asked yet.")
def command(
    banks: tuple[str, ...],
    questions: int | None,
    mode: str | None,
    seconds: float | None,
    categories: tuple[str, ...],
    films: tuple[str, ...],
    players: tuple[str, ...],
    seed: int | None,
    gentle: bool,
    plain: bool,
    as_json: bool,
    new_a_day: int | None,
    no_records: bool,
    preview: bool,
) -> int:
    """Play a game with the questions of these banks: files, or names of shipped banks. Without any: all shipped ones.

    While you play, type your answer; F1 or :help tells of the rest.

    \b
    quizzer play around_the_world -n 20           twenty questions from one bank
    quizzer play --category soundtrack            only soundtrack credits
    quizzer play --mode blitz                     as many as you can in a minute
    quizzer play --player Ada --player Ben        two players, one after the other
    quizzer play --mode race --player Ada@Reds --player Ben@Blues
    quizzer play --preview my_bank.yaml           for authors: every question, and what the referee makes of slips
    quizzer play --seed 7 --plain                 the same questions as everybody with a 7, in plain lines
    """
    if preview:
        from quizzer.commands.preview import preview as show

        return show([find_bank(bank, tell=Teller()) for bank in banks] or _all_paths(), questions, categories, films)
    if as_json and plain:
        raise click.UsageError("--json or --plain, not both")
    settings = load_settings()
    seats = _seats(players or settings.players or (settings.name,))
    mode = mode or settings.mode
    if mode == "study" and not no_records and len(seats) > 1:
        raise click.UsageError("study is for one player: everybody forgets something else")
    teller = Teller()
    records = open_for_play(keep=not no_records, tell=teller)
    paths = tuple(str(Path(find_bank(bank, tell=teller)).absolute()) for bank in banks) or _all_paths()
    new = settings.new_a_day if new_a_day is None else new_a_day
    plan = Plan(paths, banks, mode, questions, settings.questions, seconds, seats, new, categories, films, seed, gentle)
    try:
        if mode == "study" and not banks:
            plan = plan._replace(paths=paths + tuple(studied_elsewhere(records, seats[0].name, paths)))
        bank = open_bank(*plan.paths)
        sitting = sit_down(records, bank, plan)
    except NothingDueError as reason:
        click.echo(str(reason), err=as_json)
        return 0
    except RecordsError as trouble:
        teller(f"{trouble}. The game goes on without records.")
        records = open_for_play(keep=False, tell=teller)
        plan = plan._replace(paths=paths)
        bank = open_bank(*paths)
        sitting = sit_down(records, bank, plan)
    if as_json:
        return play_in_lines(sitting, seats if players else ())
    if plain or not is_screen(settings):
        return play_plainly(sitting, seats)
    from quizzer.terminal.evening import Evening
    from quizzer.terminal.menu_page import Wish

    waiting = [sitting]
    evening = Evening(
        settings,
        open_game=lambda wish: waiting.pop() if waiting else sit_down(records, bank, plan),
        records=MenuRecords(records),
    )
    teller.move_to(evening)
    return evening.play(Wish(paths, mode, plan.questions, seconds, seats), rounds=seed is None)


def play_from_menu() -> int:
    """Lets the player choose among the banks that have names, and plays until the player leaves."""
    from quizzer.terminal.records import BankOffer

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _play([])
    teller = Teller()
    banks = _offered(teller)

    def offer(paths: tuple[str, ...], title: str) -> BankOffer:
        # Put together without loading them as one bank: the menu is to be there at once.
        counted: Counter[str] = Counter()
        for path in paths:
            counted.update(banks[path].categories)
        ids = ChainMap(*(cast("dict[str, Question]", banks[path].by_id) for path in paths))
        return BankOffer(title, paths, counted.total(), dict(counted.most_common()), ids)

    offers = [offer(tuple(banks), EVERYTHING), *(offer((path,), bank.title) for path, bank in banks.items())]
    settings = load_settings()
    if not is_screen(settings):
        from quizzer.terminal.plain_game import choose_bank

        chosen = choose_bank(offers, plain_screen())
        return _play(chosen.paths) if chosen is not None else 0
    from quizzer.terminal.evening import Evening
    from quizzer.terminal.menu_page import Wish

    records = open_for_play(keep=True, tell=teller)

    def open_game(wish: Wish) -> Sitting:
        paths = wish.banks
        named = () if paths == _all_paths() else tuple(bank_name(path) for path in paths)
        if wish.mode == "study" and len(paths) == len(banks):
            paths += tuple(studied_elsewhere(records, wish.seats[0].name, paths))
        bank = banks[paths[0]] if len(paths) == 1 else open_bank(*paths)
        count = wish.questions if PRESETS[wish.mode].get("questions", 0) is not None else None
        new = evening.settings.new_a_day
        return sit_down(records, bank, Plan(paths, named, wish.mode, count, MOST, wish.seconds, wish.seats, new))

    evening = Evening(
        settings,
        open_game=open_game,
        records=MenuRecords(records),
        resume=lambda game: take_up(records, game),
    )
    teller.move_to(evening)
    seats = seats_in(settings.players or (settings.name,))[0]
    return evening.choose(offers, Wish(offers[0].paths, settings.mode, settings.questions, None, seats))


def _offered(tell: Teller) -> dict[str, Bank]:
    """The shipped banks and the player's own by their paths; an own one with faults is left out, which is said."""
    banks: dict[str, Bank] = {}
    for path in bank_names().values():
        try:
            banks[str(path)] = open_bank(path)
        except BankError as trouble:
            tell(f"{trouble}. The bank is left out of the menu.")
    return banks


def _play(arguments: Sequence[str]) -> int:
    status: int = command.main(list(arguments), prog_name="quizzer play", standalone_mode=False)
    return status


def play_plainly(sitting: Sitting, seats: Sequence[Seat]) -> int:
    """A game in plain lines; its exit status."""
    from quizzer.terminal.plain_game import play_game

    screen = plain_screen()
    count = sitting.session.rules.questions or len(sitting.session.questions)
    with sitting.while_played():
        table = LocalGame(Driver(sitting.session, journal=sitting.journal), seats, never_ask=sitting.never_ask)
        title = f"{sitting.about}: {count} questions" if count != 1 else f"{sitting.about}: one question"
        screen.show([[("", one_line(title))], *([[("", sitting.note)]] if sitting.note else [])])
        finished = play_game(table, screen, sitting.aside)
    if sitting.parting_words:
        screen.show([[], [("", sitting.parting_words)]])
    return 0 if finished else 130


def play_in_lines(sitting: Sitting, seats: Sequence[Seat]) -> int:
    """A game by the JSON-lines protocol, with everything that has happened so far told first; its exit status.

    Who has a seat has joined before the first line is read.
    """
    out = SafeOutput() if sys.stdout.isatty() else sys.stdout
    if sitting.note and not sitting.session.events:  # a game that goes on needs no word: its events are told
        click.echo(f"quizzer: {sitting.note}", err=True)
    with sitting.while_played():
        LocalGame(Driver(sitting.session, journal=sitting.journal), seats, never_ask=sitting.never_ask)
        for event in sitting.session.events:
            out.write(msgspec.json.encode(event).decode() + "\n")
        out.flush()
        serve(sitting.session, sys.stdin, out, journal=sitting.journal)
    return 0


def plain_screen() -> PlainScreen:
    """Standard input and output, line by line."""
    ascii_only = sys.stdout.isatty() and glyphs_for(os.environ).are_ascii
    return PlainScreen(sys.stdin, sys.stdout, ascii_only=ascii_only)


def _all_paths() -> tuple[str, ...]:
    return tuple(str(path) for path in shipped_banks())


def _seats(names: Sequence[str]) -> tuple[Seat, ...]:
    """The players of these names. Raises click.UsageError for names that can't be."""
    seats, trouble = seats_in(names)
    if trouble or not seats:
        raise click.UsageError(trouble or "A player needs a name.")
    return seats


def is_screen(settings: Settings) -> bool:
    """Whether there is a terminal that can do more than print lines, and the player wants that."""
    kinds = {"dumb", "unknown"} if sys.platform == "win32" else {"dumb", "unknown", ""}
    if settings.screen == "plain":
        return False
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "").lower() not in kinds


class SafeOutput:
    """Standard output where a person looks at it."""

    def write(self, text: str, /) -> object:
        return sys.stdout.write(printable(text))

    def flush(self) -> object:
        return sys.stdout.flush()
