"""One game in plain lines, from the first question to the summary: for pipes and screen readers."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TextIO

from quizzer.driver import Driver
from quizzer.errors import IllegalAction
from quizzer.games import PreparedGame, Wish
from quizzer.games.choosing import Offer
from quizzer.games.library import BankOffer
from quizzer.session import Event, phrase
from quizzer.session import say as sentence
from quizzer.terminal import typed_commands as commands
from quizzer.terminal.game_summary import daily_line, parting_words, summary
from quizzer.terminal.layout import Line, in_ascii, wrap_all
from quizzer.terminal.played import Said
from quizzer.terminal.safe import one_line, printable
from quizzer.terminal.shared_keyboard import SharedKeyboard, ruling_of
from quizzer.terminal.verdict_rows import event_lines


def play_game(game: PreparedGame, screen: "PlainScreen", usual: Wish | None = None, *, quips: bool = True) -> bool:
    """Plays a game to its end, from its start or from where a player left it: then it shows the open question again.

    `usual` is the default game. With `quips` some verdicts come with a joke.
    False if a player left it with Ctrl-C, so that it can be resumed; the score is shown in any case.
    """
    with game.being_played():
        _PlainGame(game, screen, quips=quips).play()
    if words := parting_words(game, usual):
        screen.show([[], words])
    return game.session.phase == "over"


def choose_bank(offers: Sequence[BankOffer], screen: "PlainScreen") -> BankOffer | None:
    """The bank that a person wants of those offered; None to leave."""
    rows = [f"  {number}  {one_line(offer.title)}  {one_line(offer.about)}" for number, offer in enumerate(offers, 1)]
    screen.show([[("", words)] for words in (phrase("choose"), *rows)])
    prompt = f"{phrase('choose.number', most=len(offers))}> "
    with suppress(EOFError):
        while (chosen := screen.ask(prompt).strip().lower() or "1") not in ("q", ":q", ":quit"):
            if chosen.isdecimal() and 1 <= int(chosen) <= len(offers):
                return offers[int(chosen) - 1]
            screen.show([[("", phrase("choose.none", number=one_line(chosen)))]])
    return None


def wants(offered: Offer, screen: "PlainScreen") -> bool:
    """Whether a person wants what is offered."""
    with suppress(EOFError, KeyboardInterrupt):
        return screen.ask(f"{offered.words} {phrase('yes.asked')}> ").strip().lower() in phrase("yes").split()
    return False


class _PlainGame:
    """A game whose commands are typed: one line from a player after the other."""

    def __init__(self, game: PreparedGame, screen: "PlainScreen", *, quips: bool) -> None:
        driver = Driver(game.session, journal=game.journal)
        self.keyboard = SharedKeyboard(driver, game.seats, never_ask=game.never_ask, quips=quips)
        self._game = game
        self._screen = screen
        self._commands = (*commands.COMMANDS, *commands.rating_commands(game))
        self._doubted = ""  # what may have been meant as a command

    def play(self) -> None:
        """From the title to the summary."""
        keyboard, game = self.keyboard, self._game
        count = game.session.rules.questions or len(game.session.questions)
        told = "" if game.session.rules.goes_on else f": {phrase('questions', count=count)}"
        self.say([("", f"{one_line(game.title)}{told}")])
        if game.note:
            self.say([("", game.note)])
        self.open_help()
        try:
            self._tell(keyboard.start() or keyboard.go_on_from_here())
            while keyboard.session.phase != "over":
                self._step()
                if keyboard.reason not in ("", "stopped"):
                    self._let_protest()
        except EOFError:
            keyboard.stop()
        except KeyboardInterrupt:
            pass
        self._screen.show(summary(keyboard))
        if game.label and keyboard.session.phase == "over":
            self.say([("", daily_line(game.session.events, game.label))])

    # -- what commands need of a screen

    def attempt(self, act: Callable[[], Sequence[Event]]) -> None:
        try:
            events = act()
        except IllegalAction as refusal:
            self.say([("", one_line(sentence(refusal)))])
        else:
            self._tell(events)

    def say(self, line: Line) -> None:
        self._screen.show([line])

    say_of_answer = say

    def choose(self, found: Sequence[Said]) -> None:
        name = self._screen.ask(
            f"{phrase('right.who')} ({', '.join(one_line(said.player) for said in found)})> "
        ).strip()
        chosen = [said for said in found if said.player.casefold() == name.casefold()]
        for said in chosen:
            self.attempt(lambda said=said: self.keyboard.was_right(said))  # type: ignore[misc]
        if not chosen:
            self.say([("", phrase("right.none"))])

    def open_help(self) -> None:
        self._screen.show(commands.plain_help(self._game))

    def quit(self) -> None:
        self.keyboard.stop()

    # -- one line after the other

    def _step(self) -> None:
        """Read one line from the player at turn. An empty line is not an answer; it continues a text read out."""
        session = self.keyboard.session
        if session.phase == "explaining":
            self._ask_for_rating()
            self._tell(self.keyboard.go_on())
            return
        if session.phase == "ruling":
            waiting = session.to_rule[0]
            self.say([("", f"{one_line(waiting.player)} {phrase('host.said', given=one_line(waiting.given))}")])
        typed = self._screen.ask(self._prompt()).strip()
        if meant := commands.doubt(typed, self._doubted):
            self._doubted = typed
            self.say(meant)
        elif command := commands.command_of(typed, self._commands):
            command.act(self)
        elif not typed:
            self._tell(self.keyboard.tick() if session.rules.is_timed else ())
        elif session.phase == "ruling":
            if (outcome := ruling_of(typed[:1])) is not None:
                self.attempt(lambda: self.keyboard.rule(session.to_rule[0].ruling, outcome))
        elif self.keyboard.buzzers:
            self._buzz(typed)
        else:
            self.attempt(lambda: self.keyboard.answer(typed))

    def _prompt(self) -> str:
        keyboard = self.keyboard
        if keyboard.session.phase == "ruling":
            return f"{phrase('host.asked')}> "
        if keyboard.buzzers:
            return f"{phrase('buzz.asked')}> "
        return "> " if keyboard.is_alone else f"{one_line(keyboard.answerer)}> "

    def _buzz(self, typed: str) -> None:
        buzzers = self.keyboard.buzzers
        name = next((name for name in buzzers if name.casefold() == typed.casefold()), "")
        if name:
            self.attempt(lambda: self.keyboard.buzz(name))
        else:
            told = phrase("buzz.none", typed=one_line(typed), names=", ".join(map(one_line, buzzers)))
            self.say([("", told)])

    def _ask_for_rating(self) -> None:
        """In study, after the last question, the player has another prompt here to rate it."""
        asked = self.keyboard.questions[-1].asked
        ratings = commands.rating_commands(self._game)
        if not ratings or asked.number < asked.of or asked.again:
            return
        with suppress(EOFError):
            prompt = f"{phrase('rate.asked', ratings=commands.rating_words(self._game))}> "
            while typed := self._screen.ask(prompt).strip():
                command = commands.command_of(typed, ratings)
                if command is not None and command.names:
                    command.act(self)
                else:
                    self.say([("", phrase("rate.none"))])

    def _let_protest(self) -> None:
        """After the last answer, if it was found wrong, its player may still object."""
        with suppress(EOFError):
            while self.keyboard.session.phase == "over" and self.keyboard.may_protest:
                typed = self._screen.ask(f"{phrase('right.asked')}> ")
                if commands.command_of(typed, [commands.RIGHT]) != commands.RIGHT:
                    return
                commands.RIGHT.act(self)

    def _tell(self, events: Sequence[Event]) -> None:
        session, word = self.keyboard.session, self.keyboard.remark
        lines = [line for event in events for line in event_lines(event, session, word=word)]
        if lines := [*lines, *commands.study_remarks(self._game, events)]:
            self._screen.show(lines)


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
        # The last cell of a row stays free, as some terminals begin a new row once it is filled.
        width = 0
        with suppress(OSError, ValueError):  # a pipe, a file, or text that is kept in memory
            width = os.get_terminal_size(self._out.fileno()).columns - 1
        for line in wrap_all(lines, width) if width > 0 else lines:  # a terminal whose size nobody set has 0 columns
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
