"""One game in a terminal, from the first question to the summary."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from quizzer.driver import Driver
from quizzer.errors import IllegalAction
from quizzer.session import Answer, Event, GameEnded, Join, Next, Pass, QuestionAsked, Resume, Start, Stop
from quizzer.terminal.safe import printable
from quizzer.terminal.screens import Screen
from quizzer.terminal.words import HELP, Line, missed, say, summary

__all__ = ["NO_ASIDE", "Aside", "play_game", "resume_game"]

_COMMAND = re.compile(r":([A-Za-z]+)")
_SKIP, _QUIT, _HELP = ("skip", "s"), ("quit", "q"), ("help", "h")


class Aside(NamedTuple):
    """What players can do beside the game. `commands` are called with the name of who typed them, and answer in lines;
    `remark` adds lines to what events tell. With `last_word` commands may still be typed after the last question.
    """

    help: tuple[str, ...] = ()
    commands: Mapping[str, Callable[[str], Sequence[Line]]] = {}
    remark: Callable[[Sequence[Event]], Sequence[Line]] = lambda _: ()
    last_word: str = ""


NO_ASIDE = Aside()


def play_game(driver: Driver, players: Sequence[str], screen: Screen, aside: Aside = NO_ASIDE) -> bool:
    """Plays a session to its end. False if a player broke it off with Ctrl-C; the score is told in any case."""
    for player in players:
        driver.apply(Join(player))
    screen.show([[("quiet", line)] for line in (*HELP, *aside.help)])
    return _play_on(driver, driver.apply(Start()), screen, aside)


def resume_game(driver: Driver, screen: Screen, aside: Aside = NO_ASIDE) -> bool:
    """Plays a session that was restored to its end: what has been told of the open question is told again first."""
    session = driver.session
    screen.show([[("quiet", line)] for line in (*HELP, *aside.help)])
    if session.phase == "paused":
        driver.apply(Resume())
    asked = max(place for place, event in enumerate(session.events) if isinstance(event, QuestionAsked))
    return _play_on(driver, session.events[asked:], screen, aside)


def _play_on(driver: Driver, events: Sequence[Event], screen: Screen, aside: Aside) -> bool:
    finished = True
    try:
        _tell(driver, events, screen, aside)
        while driver.session.phase != "over":
            if driver.session.phase == "explaining":
                _last_word(driver, screen, aside)
                _tell(driver, driver.apply(Next()), screen, aside)
            else:
                _turn(driver, screen, aside)
    except (EOFError, KeyboardInterrupt) as trouble:
        finished = isinstance(trouble, EOFError)
        _tell(driver, driver.apply(Stop()), screen, aside)
    return finished


def _last_word(driver: Driver, screen: Screen, aside: Aside) -> None:
    """After the last question there is no further prompt at which a command could be typed: here is one."""
    asked = next(event for event in reversed(driver.session.events) if isinstance(event, QuestionAsked))
    if not aside.last_word or asked.number < asked.of:
        return
    while typed := _typed(screen, f"{aside.last_word}> "):
        command = _COMMAND.fullmatch(typed)
        act = aside.commands.get(command[1].lower()) if command else None
        screen.show(act(driver.session.players[0]) if act else [[("prompt", "Enter alone goes on.")]])


def _typed(screen: Screen, prompt: str) -> str:
    try:
        return screen.ask(prompt).strip()
    except EOFError:
        return ""


def _turn(driver: Driver, screen: Screen, aside: Aside) -> None:
    """One line from the player whose answer is awaited. An empty line is no answer: nothing happens."""
    session = driver.session
    player = next(name for name in session.players if session.view(name).may_answer)
    typed = screen.ask("> " if len(session.players) == 1 else f"{printable(player)}> ").strip()
    if not typed:
        return
    command = _COMMAND.fullmatch(typed)
    word = command[1].lower() if command else ""
    if word in _QUIT:
        _tell(driver, driver.apply(Stop()), screen, aside)
    elif word in _HELP:
        screen.show([[("quiet", line)] for line in (*HELP, *aside.help)])
    elif word in aside.commands:
        screen.show(aside.commands[word](player))
    elif command and word not in _SKIP:
        screen.show([[("prompt", f"There is no command {typed}."), ("", " The commands are :skip, :quit and :help.")]])
    else:
        try:
            events = driver.apply(Pass(player) if command else Answer(player, typed))
        except IllegalAction as refusal:
            screen.show([[("prompt", printable(str(refusal)))]])
        else:
            _tell(driver, events, screen, aside)


def _tell(driver: Driver, events: Sequence[Event], screen: Screen, aside: Aside) -> None:
    lines: list[Line] = []
    for event in events:
        if isinstance(event, GameEnded):
            lines += summary(event, missed(driver.session.events))
        else:
            lines += say(event, driver.session)
    lines += aside.remark(events)
    if lines:
        screen.show(lines)
