"""One game in plain lines, from the first question to the summary: for pipes and screen readers."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from quizzer.driver import Driver
from quizzer.errors import IllegalAction, QuizzerError
from quizzer.games import PreparedGame
from quizzer.games.history import BankOffer
from quizzer.grading import Outcome
from quizzer.session import Event, QuestionAsked
from quizzer.terminal.ascii_only import in_ascii
from quizzer.terminal.event_lines import say
from quizzer.terminal.game_summary import summary
from quizzer.terminal.layout import Line, wrap_all
from quizzer.terminal.local_game import LocalGame
from quizzer.terminal.remarks import parting_words, rate, rating_words, ratings_of, study_remarks
from quizzer.terminal.safe import one_line, printable
from quizzer.terminal.typed_commands import NEVER_AGAIN, PLAIN_HELP, order

if TYPE_CHECKING:
    from quizzer.records.structs import Rating


def play_game(game: PreparedGame, screen: PlainScreen) -> bool:
    """Plays a game to its end, from its start or from where it was broken off: then the open question is told again.

    False if a player broke it off with Ctrl-C, so that it can be resumed; the score is told in any case.
    """
    with game.being_played():
        table = LocalGame(Driver(game.session, journal=game.journal), game.seats, never_ask=game.never_ask)
        count = game.session.rules.questions or len(game.session.questions)
        title = f"{game.title}: {count} questions" if count != 1 else f"{game.title}: one question"
        screen.show([[("", one_line(title))], *([[("", game.note)]] if game.note else [])])
        screen.show(_help())
        if ratings := rating_words(game):
            screen.show([[("", f"{ratings}  how well you knew the last one")]])
        try:
            _tell(table, table.start() or table.go_on_from_here(), screen, game)
            while table.session.phase != "over":
                _step(table, screen, game)
                if table.reason not in ("", "stopped"):
                    _last_word(table, screen, game)
        except EOFError:
            table.stop()
        except KeyboardInterrupt:
            pass
        screen.show(summary(table.session, table.reason, table.teams))
    if words := parting_words(game):
        screen.show([[], [("", words)]])
    return game.session.phase == "over"


def choose_bank(offers: Sequence[BankOffer], screen: PlainScreen) -> BankOffer | None:
    """The bank that a person wants of those offered; None to leave."""
    screen.show([[("", "What shall it be?")]])
    screen.show([[("", f"  {number}  {one_line(offer.title)}")] for number, offer in enumerate(offers, 1)])
    while True:
        try:
            chosen = screen.ask(f"1 to {len(offers)}, Enter for the first, q to leave> ").strip().lower()
        except EOFError:
            return None
        if chosen in ("q", ":q", ":quit"):
            return None
        if chosen.isdecimal() and 1 <= int(chosen) <= len(offers):
            return offers[int(chosen) - 1]
        if not chosen:
            return offers[0]
        screen.show([[("", f"There is no number {one_line(chosen)} here.")]])


def _step(table: LocalGame, screen: PlainScreen, game: PreparedGame) -> None:
    """One line from whoever is awaited. An empty line is no answer; where words are read out it lets them go on."""
    phase = table.session.phase
    if phase == "explaining":
        _ask_for_rating(table, screen, game)
        _tell(table, table.go_on(), screen, game)
        return
    if phase == "ruling":
        waiting = table.session.to_rule[0]
        screen.show([[("", f"{one_line(waiting.player)} said “{one_line(waiting.given)}”.")]])
    _obey(table, screen.ask(_prompt(table)).strip(), screen, game)


def _ask_for_rating(table: LocalGame, screen: PlainScreen, game: PreparedGame) -> None:
    """In study, after the last question, there is no further prompt at which it could be rated: here is one."""
    asked = next(event for event in reversed(table.session.events) if isinstance(event, QuestionAsked))
    if not ratings_of(game) or asked.number < asked.of:
        return
    with suppress(EOFError):
        while typed := screen.ask(f"{rating_words(game)} for the last one, Enter ends> ").strip():
            rating = _rating(game, typed)
            screen.show([rate(game, table.players[0], rating) if rating else [("", "Enter alone goes on.")]])


def _last_word(table: LocalGame, screen: PlainScreen, game: PreparedGame) -> None:
    """After the last answer, if it was found wrong, its player may still object."""
    with suppress(EOFError):
        while table.session.phase == "over" and table.protestable():
            if order(screen.ask("Enter ends, :right says that you were right> ")) != "right":
                return
            _protest(table, screen, game)


def _prompt(table: LocalGame) -> str:
    if table.session.phase == "ruling":
        return "Host, is it right? y, n, or p for “say more”> "
    if table.buzzers:
        return "Who knows? (a name, or Enter to read on)> "
    return "> " if table.is_alone else f"{one_line(table.answerer)}> "


def _obey(table: LocalGame, typed: str, screen: PlainScreen, game: PreparedGame) -> None:
    if rating := _rating(game, typed):
        screen.show([rate(game, table.answerer or table.players[0], rating)])
        return
    command = order(typed)
    if command == "quit":
        table.stop()
    elif command == "help":
        screen.show(_help())
    elif command == "?":
        words = (
            f" The commands are {', '.join(':' + name for name in ('hint', 'skip', 'right', 'never', 'quit', 'help'))}."
        )
        screen.show([[("", f"There is no command {one_line(typed)}."), ("", words)]])
    elif command == "never":
        _never(table, screen)
    elif command == "right":
        _protest(table, screen, game)
    elif command == "hint":
        _try(table, table.hint, screen, game)
    elif command == "skip":
        _try(table, table.skip, screen, game)
    elif not typed:
        _tell(table, table.tick() if table.session.rules.is_timed else (), screen, game)
    elif table.session.phase == "ruling":
        outcome = {"y": Outcome.CORRECT, "n": Outcome.INCORRECT, "p": Outcome.PROMPT}.get(typed[:1].lower())
        if outcome is not None:
            _try(table, lambda: table.rule(table.session.to_rule[0].ruling, outcome), screen, game)
    elif table.buzzers:
        name = next((name for name in table.buzzers if name.casefold() == typed.casefold()), "")
        if name:
            _try(table, lambda: table.buzz(name), screen, game)
        else:
            screen.show([[("", f"{one_line(typed)} can't buzz now; {', '.join(map(one_line, table.buzzers))} can.")]])
    else:
        _try(table, lambda: table.answer(typed), screen, game)


def _never(table: LocalGame, screen: PlainScreen) -> None:
    try:
        never = table.never_again()
    except QuizzerError as trouble:
        screen.show([[("", one_line(str(trouble)))]])
    else:
        screen.show([[("", NEVER_AGAIN[never] or "No question was asked yet.")]])


def _protest(table: LocalGame, screen: PlainScreen, game: PreparedGame) -> None:
    found = table.protestable()
    if len(found) > 1:
        name = screen.ask(f"Who was right? ({', '.join(one_line(said.player) for said in found)})> ").strip()
        found = [said for said in found if said.player.casefold() == name.casefold()]
    if not found:
        screen.show([[("", "There is no such answer that was found wrong.")]])
    for said in found:
        _try(table, lambda said=said: table.was_right(said), screen, game)  # type: ignore[misc]


def _try(table: LocalGame, act: Callable[[], Sequence[Event]], screen: PlainScreen, game: PreparedGame) -> None:
    try:
        events = act()
    except IllegalAction as refusal:
        screen.show([[("", one_line(str(refusal)))]])
    else:
        _tell(table, events, screen, game)


def _tell(table: LocalGame, events: Sequence[Event], screen: PlainScreen, game: PreparedGame) -> None:
    lines: list[Line] = [line for event in events for line in say(event, table.session)]
    lines += study_remarks(game, events)
    if lines:
        screen.show(lines)


def _rating(game: PreparedGame, typed: str) -> Rating | None:
    return next((rating for rating in ratings_of(game) if typed.lower() == f":{rating}"), None)


def _help() -> list[Line]:
    return [[("", line)] for line in PLAIN_HELP]


NARROWEST = 10
"""Cells of a row below which breaking at spaces would only make it worse."""


class PlainScreen:
    """Plain lines, without colours or cursor movements: on a terminal broken at spaces, elsewhere left whole.

    With `ascii_only` every letter that ASCII lacks is spelt in it.
    """

    def __init__(self, lines: TextIO, out: TextIO, *, ascii_only: bool = False) -> None:
        self._lines = lines
        self._out = out
        self._spelt = in_ascii if ascii_only else str

    def show(self, lines: Sequence[Line]) -> None:
        """Shows lines below what was shown before."""
        for line in self._broken(lines):
            self._out.write(self._spelt("".join(text for _, text in line).rstrip()) + "\n")
        self._out.flush()

    def ask(self, prompt: str) -> str:
        """The line that a player types. Raises EOFError when there will be no more, KeyboardInterrupt for Ctrl-C."""
        self._out.write(self._spelt(prompt))
        self._out.flush()
        line = self._lines.readline()
        if not self._lines.isatty():
            # Nobody sees what comes through a pipe unless it is written out.
            self._out.write(printable(line.rstrip("\n")) + "\n")
        if not line:
            raise EOFError
        return line.rstrip("\n")

    def _broken(self, lines: Sequence[Line]) -> Sequence[Line]:
        """The lines as rows of the terminal as wide as it is now. The last cell of a row stays free, as some terminals
        begin a new row once it is filled."""
        try:
            width = os.get_terminal_size(self._out.fileno()).columns - 1
        except (OSError, ValueError):  # a pipe, a file, or text that is kept in memory
            return lines
        if width < NARROWEST:
            return lines
        return wrap_all(lines, width)
