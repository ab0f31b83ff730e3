"""One game in a terminal, from the first question to the summary."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.driver import Driver
from quizzer.errors import IllegalAction
from quizzer.session import Answer, Event, GameEnded, Join, Next, Pass, Start, Stop
from quizzer.terminal.safe import printable
from quizzer.terminal.screens import Screen
from quizzer.terminal.words import HELP, Line, missed, say, summary

__all__ = ["play_game"]

_COMMAND = re.compile(r":([A-Za-z]+)")
_SKIP, _QUIT, _HELP = ("skip", "s"), ("quit", "q"), ("help", "h")


def play_game(driver: Driver, players: Sequence[str], screen: Screen) -> bool:
    """Plays a session to its end. False if a player broke it off with Ctrl-C; the score is told in any case."""
    finished = True
    for player in players:
        driver.apply(Join(player))
    screen.show([[("quiet", line)] for line in HELP])
    try:
        _tell(driver, driver.apply(Start()), screen)
        while driver.session.phase != "over":
            if driver.session.phase == "explaining":
                _tell(driver, driver.apply(Next()), screen)
            else:
                _turn(driver, screen)
    except (EOFError, KeyboardInterrupt) as trouble:
        finished = isinstance(trouble, EOFError)
        _tell(driver, driver.apply(Stop()), screen)
    return finished


def _turn(driver: Driver, screen: Screen) -> None:
    """One line from the player whose answer is awaited. An empty line is no answer: nothing happens."""
    session = driver.session
    player = next(name for name in session.players if session.view(name).may_answer)
    typed = screen.ask("> " if len(session.players) == 1 else f"{printable(player)}> ").strip()
    if not typed:
        return
    command = _COMMAND.fullmatch(typed)
    word = command[1].lower() if command else ""
    if word in _QUIT:
        _tell(driver, driver.apply(Stop()), screen)
    elif word in _HELP:
        screen.show([[("quiet", line)] for line in HELP])
    elif command and word not in _SKIP:
        screen.show([[("prompt", f"There is no command {typed}."), ("", " The commands are :skip, :quit and :help.")]])
    else:
        try:
            events = driver.apply(Pass(player) if command else Answer(player, typed))
        except IllegalAction as refusal:
            screen.show([[("prompt", printable(str(refusal)))]])
        else:
            _tell(driver, events, screen)


def _tell(driver: Driver, events: Sequence[Event], screen: Screen) -> None:
    lines: list[Line] = []
    for event in events:
        if isinstance(event, GameEnded):
            lines += summary(event, missed(driver.session.events))
        else:
            lines += say(event, driver.session)
    if lines:
        screen.show(lines)
