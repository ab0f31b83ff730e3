"""`quizzer play`: a game, in a terminal, in a pipe, or as JSON lines."""

from __future__ import annotations

import os
import shlex
import sys
from collections import ChainMap, Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from quizzer.banks import load_bank
from quizzer.commands.choosing import Drawn, Wishes, draw, nothing_to_study, studied_elsewhere
from quizzer.commands.recorded import (
    MenuRecords,
    aside,
    beating,
    complain,
    never_asker,
    open_for_play,
    when,
)
from quizzer.commands.shipped import find_bank, shipped_banks
from quizzer.driver import Driver, serve
from quizzer.errors import QuizzerError, RecordsError
from quizzer.records.nothing import NoRecords
from quizzer.session import PRESETS, Rules, Session
from quizzer.terminal.safe import one_line, printable
from quizzer.terminal.settings import load_settings
from quizzer.terminal.table import MOST_AT_A_KEYBOARD, Seat, Table, seat

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from quizzer.question import Question
    from quizzer.terminal.aside import Aside

__all__ = ["SafeOutput", "command", "is_screen", "play_from_menu"]

_MOST = 100
"""Questions of a game that goes on until time or lives run out."""
NEW_A_DAY = 10
"""New questions that study brings on one day, unless the player wants otherwise."""


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
@click.option(
    "--new",
    "new_a_day",
    type=click.IntRange(0, 100_000),
    default=NEW_A_DAY,
    show_default=True,
    help="In study: how many new questions a day.",
)
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
    plain: bool,
    as_json: bool,
    new_a_day: int,
    no_records: bool,
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
    settings = load_settings()
    seats = tuple(seat(name) for name in players or settings.players or (settings.name,))
    _check_seats(seats, as_json=as_json)
    mode = mode or settings.mode
    study = mode == "study" and not no_records
    if study and len(seats) > 1:
        raise click.UsageError("study is for one player: everybody forgets something else")
    paths = [str(Path(find_bank(bank)).absolute()) for bank in banks] or list(_all_paths())
    asked = questions or (settings.questions if PRESETS[mode].get("questions", 0) is not None else _MOST)
    records = open_for_play(keep=not no_records)
    names = tuple(one.name for one in seats)
    wishes = Wishes(_with_bonuses(asked, mode), categories, films, names, seed, new_a_day if study else None)
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
    session = Session(drawn.questions, _rules(mode, asked, seconds, drawn), seed=drawn.seed, canon=bank.canon)
    game = records.begin_game(session, banks=paths, when=when(), study=study)
    options = _options(asked, mode, seconds, categories, films)
    again = f"{_command(banks, options, drawn.seed)} asks the same again." if drawn.again else ""
    with beating(game, session):
        if as_json:
            serve(session, sys.stdin, SafeOutput() if sys.stdout.isatty() else sys.stdout, journal=game.journal)
            return 0
        beside = aside(records, game, session, study=study)
        never_ask = never_asker(records, names)
        if plain or not is_screen():
            table = Table(Driver(session, journal=game.journal), seats, never_ask=never_ask)
            return play_plainly(table, bank.title, again, beside)
        from quizzer.terminal.evening import Evening, Sitting
        from quizzer.terminal.menu_page import Wish

        evening = Evening(
            settings,
            open_game=lambda wish: Sitting(session, bank.title, again, never_ask, game.journal, beside),
            records=MenuRecords(records),
        )
        return evening.play(Wish(tuple(paths), mode, asked, seconds, seats))


def play_from_menu() -> int:
    """Lets the player choose among the shipped banks, and plays until the player leaves."""
    from quizzer.terminal.records import BankOffer

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _play([])
    banks = {str(path): load_bank(path) for path in shipped_banks()}

    def offer(paths: tuple[str, ...], title: str) -> BankOffer:
        # Put together without loading them as one bank: the menu is to be there at once.
        counted: Counter[str] = Counter()
        for path in paths:
            counted.update(banks[path].categories)
        ids = ChainMap(*(cast("dict[str, Question]", banks[path].by_id) for path in paths))
        return BankOffer(title, paths, counted.total(), dict(counted.most_common()), ids)

    offers = [offer(tuple(banks), "A bit of everything"), *(offer((path,), bank.title) for path, bank in banks.items())]
    if not is_screen():
        from quizzer.terminal.game import choose_bank
        from quizzer.terminal.screens import PlainScreen

        chosen = choose_bank(offers, PlainScreen(sys.stdin, sys.stdout))
        return _play(chosen.paths) if chosen is not None else 0
    from quizzer.terminal.evening import Evening, Sitting
    from quizzer.terminal.menu_page import Wish, seats_in

    settings = load_settings()
    seats = seats_in(settings.players or (settings.name,))[0]
    records = open_for_play(keep=True)

    def open_game(wish: Wish) -> Sitting:
        bank = banks[wish.banks[0]] if len(wish.banks) == 1 else load_bank(*wish.banks)
        names = tuple(one.name for one in wish.seats)
        count = wish.questions if PRESETS[wish.mode].get("questions", 0) is not None else _MOST
        study = wish.mode == "study" and records.are_kept
        if study and len(names) > 1:
            raise QuizzerError("study is for one player: everybody forgets something else")
        wishes = Wishes(_with_bonuses(count, wish.mode), (), (), names, None, NEW_A_DAY if study else None)
        drawn = draw(bank, records, wishes)
        if not drawn.questions:
            raise QuizzerError(nothing_to_study(records, names[0], when().date(), NEW_A_DAY))
        rules = _rules(wish.mode, count, wish.seconds, drawn)
        session = Session(drawn.questions, rules, seed=drawn.seed, canon=bank.canon)
        game = records.begin_game(session, banks=wish.banks, when=when(), study=study)
        named = [Path(wish.banks[0]).stem] if len(wish.banks) == 1 else []
        options = _options(count, wish.mode, wish.seconds, (), ())
        again = f"{_command(named, options, drawn.seed)} asks the same again." if drawn.again else ""
        beside = aside(records, game, session, study=study)
        return Sitting(session, bank.title, again, never_asker(records, names), game.journal, beside)

    wish = Wish(offers[0].paths, settings.mode, settings.questions, None, seats)
    evening = Evening(settings, open_game=open_game, records=MenuRecords(records))
    return evening.choose(offers, wish)


def _options(
    count: int, mode: str, seconds: float | None, categories: Sequence[str], films: Sequence[str]
) -> list[str]:
    """The options that wish for such a game."""
    return [
        *("-n", str(count), "--mode", mode),
        *(("--seconds", f"{seconds:g}") if seconds else ()),
        *(word for category in categories for word in ("--category", category)),
        *(word for film in films for word in ("--film", film)),
    ]


def _command(banks: Sequence[str], options: Sequence[str], seed: int) -> str:
    """What to type for the same questions, as a shell takes it and a terminal may show it."""
    return one_line(shlex.join(["quizzer", "play", *banks, *options, "--seed", str(seed)]))


def _play(arguments: Sequence[str]) -> int:
    status: int = command.main(list(arguments), prog_name="quizzer play", standalone_mode=False)
    return status


def play_plainly(table: Table, title: str, again: str, beside: Aside) -> int:
    """A game in plain lines; its exit status."""
    from quizzer.terminal.game import play_game
    from quizzer.terminal.screens import PlainScreen

    screen = PlainScreen(sys.stdin, sys.stdout)
    count = len(table.session.questions)
    screen.show([[("", printable(f"{title}: {count} questions" if count != 1 else f"{title}: one question"))]])
    finished = play_game(table, screen, beside)
    if again:
        screen.show([[], [("", again)]])
    return 0 if finished else 130


def _all_paths() -> tuple[str, ...]:
    return tuple(str(path) for path in shipped_banks())


def _check_seats(seats: Sequence[Seat], *, as_json: bool) -> None:
    if len({one.name.casefold() for one in seats}) < len(seats):
        raise click.UsageError("two players have the same name")
    if any(not printable(one.name).strip() for one in seats):
        raise click.UsageError("--player is empty: a player needs a name")
    if len(seats) > MOST_AT_A_KEYBOARD and not as_json:
        raise click.UsageError(f"at most {MOST_AT_A_KEYBOARD} players share a keyboard")


def _with_bonuses(count: int, mode: str) -> int:
    """How many questions a game needs in which each brings bonuses."""
    return count * (1 + int(PRESETS[mode].get("bonus_parts", 0)))


def _rules(mode: str, count: int, seconds: float | None, drawn: Drawn) -> Rules:
    knobs = {"question_seconds": seconds} if seconds is not None else {}
    most = max(1, len(drawn.questions) // _with_bonuses(1, mode))
    return Rules.preset(mode, questions=min(count, most), **knobs)


def is_screen() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


class SafeOutput:
    """Standard output where a person looks at it."""

    def write(self, text: str, /) -> object:
        return sys.stdout.write(printable(text))

    def flush(self) -> object:
        return sys.stdout.flush()
