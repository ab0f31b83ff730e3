"""The commands of players besides answering, for plain lines and for the full screen."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple, Protocol

from quizzer.errors import QuizzerError
from quizzer.games import PreparedGame
from quizzer.records.structs import RATINGS, Rating, Review
from quizzer.session import LANGUAGE, Event, Revealed, RulingChanged, phrase, words_in
from quizzer.terminal.layout import Line
from quizzer.terminal.pages import Key
from quizzer.terminal.played import Said
from quizzer.terminal.safe import one_line
from quizzer.terminal.shared_keyboard import SharedKeyboard


class GameScreen(Protocol):
    """The parts of a screen that a command uses."""

    keyboard: SharedKeyboard

    def attempt(self, act: Callable[[], Sequence[Event]]) -> None:
        """Runs an action, and shows its events, or why the rules forbid it."""

    def say(self, line: Line) -> None:
        """Shows the player a line that is not an event of the game."""

    def say_of_answer(self, line: Line) -> None:
        """Shows a line about the answer on the screen."""

    def choose(self, found: Sequence[Said]) -> None:
        """Lets a player say which of these answers was right."""

    def open_help(self) -> None:
        """Shows the help."""

    def quit(self) -> None:
        """Ends the game for good."""


class Command(NamedTuple):
    """One command: the names that are typed for it after a colon, its key in the footer, and what it does.

    The words have a sentence on it under the first name.
    """

    names: tuple[str, ...]
    key: Key
    act: Callable[[GameScreen], None]


def command_of(typed: str, commands: Sequence[Command]) -> Command | None:
    """The command that was typed; None for an answer. One that does not exist says so when it is carried out."""
    found = re.fullmatch(r":([A-Za-z]+)", typed.strip())
    if found is None:
        return None
    known = (command for command in commands if found[1].lower() in command.names)
    return next(known, Command((), Key("", "", ""), lambda screen: _tell_all(screen, typed, commands)))


def doubt(typed: str, doubted: str) -> Line:
    """The question whether a command was meant, where one was typed without its colon or as other programs have it.

    Empty for any other text, and for one that was `doubted` already: typed twice, it is an answer.
    """
    found = re.fullmatch(r"([:/]?)([A-Za-z]+)(!?)", typed)
    if found is None or typed == doubted or (found[1] == ":" and not found[3]):
        return []
    is_marked = bool(found[1] or found[3])
    for command in COMMANDS if is_marked or len(found[2]) >= _LONG_ENOUGH else ():
        if found[2].lower() in command.names:
            words = phrase("command.answer", typed=typed)
            return [("class:prompt", phrase("command.meant", name=command.names[0])), ("", f" {words}")]
    return []


_LONG_ENOUGH = 4
"""Letters of a command that is known without any sign before it: h and q may be answers."""


def rating_commands(game: PreparedGame | None) -> tuple[Command, ...]:
    """The commands by which a player says how well an answer was known, with the keys 1, 2 …; none outside study."""

    if game is None or not game.is_study:
        return ()

    def command(number: str, rating: Rating) -> Command:
        def act(screen: GameScreen) -> None:
            keyboard = screen.keyboard
            try:
                review = game.record.rate(keyboard.answerer or keyboard.players[0], rating)
                told = _comes_back(review) if review is not None else [("class:prompt", phrase("study.rated"))]
            except QuizzerError as trouble:
                told = [("class:prompt", one_line(str(trouble)))]
            screen.say_of_answer(told)

        return Command((rating,), Key(number, rating, number), act)

    return tuple(command(str(number), rating) for number, rating in enumerate(RATINGS, 1))


def plain_help(game: PreparedGame | None) -> list[Line]:
    """The help of the plain game."""
    rows = [f"  :{name:6} {phrase(f'command.{name}')}" for name, *_ in (command.names for command in COMMANDS)]
    return [[("", words)] for words in (phrase("how.answer"), *rows, *_about_ratings(game))]


def help_page(game: PreparedGame | None) -> list[Line]:
    """The help of a game on the full screen."""
    rows = [(command.key.label, command.names[0]) for command in COMMANDS]
    told = words_in(LANGUAGE.get()).listed
    keys = (one.partition(" = ") for one in told("how.key."))
    return [
        [("class:title", phrase("how"))],
        *([("", words)] for words in (phrase("how.answer"), phrase("how.nearly"), "")),
        *(
            [("class:key", f"  {key:10}"), ("class:quiet", f":{name:7}"), ("", phrase(f"command.{name}"))]
            for key, name in rows
        ),
        *([("class:key", f"  {key:18}"), ("", does)] for key, _, does in keys),
        *([("", words)] for words in (*_about_ratings(game), "", *told("how.more."))),
    ]


def _protest(screen: GameScreen) -> None:
    found = screen.keyboard.protestable()
    if len(found) > 1:
        screen.choose(found)
    elif found:
        screen.attempt(lambda: screen.keyboard.was_right(found[0]))
    else:
        screen.say([("class:prompt", phrase("right.none"))])


def _never(screen: GameScreen) -> None:
    try:
        screen.say([("class:quiet", phrase(f"never.{screen.keyboard.never_again()}"))])
    except QuizzerError as trouble:
        screen.say([("class:prompt", one_line(str(trouble)))])


def _source(screen: GameScreen) -> None:
    questions = screen.keyboard.questions
    told = next((one.revealed.source for one in reversed(questions) if one.revealed is not None), "")
    screen.say_of_answer([("class:quiet", phrase("source", source=one_line(told)) if told else phrase("source.none"))])


def _tell_all(screen: GameScreen, typed: str, commands: Sequence[Command]) -> None:
    names = ", ".join(f":{command.names[0]}" for command in commands)
    none = ("class:prompt", phrase("command.none", typed=one_line(typed)))
    screen.say([none, ("", f" {phrase('command.all', names=names)}")])


def _about_ratings(game: PreparedGame | None) -> list[str]:
    words = rating_words(game)
    return [f"{words}  {phrase('command.rating')}"] if words else []


HELP = Command(("help", "h"), Key("F1", "help", "f1"), lambda screen: screen.open_help())
HINT = Command(("hint",), Key("F2", "hint", "f2"), lambda screen: screen.attempt(screen.keyboard.hint))
SKIP = Command(("skip", "s", "pass"), Key("F3", "skip", "f3"), lambda screen: screen.attempt(screen.keyboard.skip))
RIGHT = Command(("right", "protest"), Key("F4", "right", "f4"), _protest)
NEVER = Command(("never",), Key("F5", "never", "f5"), _never)
SOURCE = Command(("source",), Key("F6", "source", "f6"), _source)
QUIT = Command(("quit", "q", "exit"), Key("Ctrl-D", "stop", "quit"), lambda screen: screen.quit())
COMMANDS = (HELP, HINT, SKIP, RIGHT, NEVER, SOURCE, QUIT)


def rating_words(game: PreparedGame | None) -> str:
    """The commands that rate an answer, for a help or a prompt; empty outside study."""
    return ", ".join(f":{command.names[0]}" for command in rating_commands(game))


def study_remarks(game: PreparedGame | None, events: Sequence[Event], *, keys: bool = False) -> list[Line]:
    """When the question that these events have closed comes back, and when it would, however it is rated: by its
    `keys`, or by the commands. Nothing outside study."""
    is_closed = any(isinstance(event, Revealed | RulingChanged) for event in events)
    lines = [_comes_back(review) for review in game.record.reviews] if game is not None and is_closed else []
    if game is None or not lines:
        return []
    told: list[str] = []
    ahead: dict[Rating, int] = {}
    with suppress(QuizzerError):
        ahead = game.record.days_by_rating(game.session.players[0])
    for number, (rating, days) in enumerate(ahead.items(), 1):
        name = f"{number} {phrase(f'rating.{rating}')}" if keys else f":{rating}"
        told.append(f"{name} · {phrase('days', count=days)}".replace(" ", "\u00a0"))
    return [*lines, [("class:quiet", f"  {'  '.join(told)}")]] if told else lines


def _comes_back(review: Review) -> Line:
    return [("class:quiet", f"  {phrase('study.back', count=review.days, rating=review.rating)}")]
