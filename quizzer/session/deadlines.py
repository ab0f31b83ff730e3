"""The deadlines of a game: the next word, the end of time, the next hint or question."""

from typing import Literal, TypeAlias

from quizzer.session.actions import LAST_MOMENT
from quizzer.session.state import Game

Due: TypeAlias = Literal["game", "answer", "word", "question", "hint", "next", "idle"]
"""The kinds of deadlines."""
_TIME_IS_UP = ("game", "question", "answer")


def times(game: Game, *, words: bool = True, idle: bool = True, grace: bool = True) -> list[tuple[float, Due]]:
    """Return the current deadlines: the end of the game, the end of the time to answer, the next word, and so on.

    Without `words`, as if quizzer had read the tossup to its end. Without `idle`, leave out the end of an idle game,
    which would reveal the time of the latest action. Without `grace`, as players see them.
    """
    found = _deadlines(game, words=words)
    if grace and game.rules.grace_seconds:
        extra = game.rules.grace_seconds
        found = [(when + extra if what in _TIME_IS_UP else when, what) for when, what in found]
    if idle and game.rules.idle_seconds is not None and game.phase != "over":
        found.append((game.acted + game.rules.idle_seconds, "idle"))
    # In whole microseconds, so that a sum of many short times is exact.
    return [(round(when, 6), what) for when, what in found]


def _deadlines(game: Game, *, words: bool = True) -> list[tuple[float, Due]]:
    round_, rules = game.round, game.rules
    if game.phase == "explaining" and rules.reading_seconds is not None:
        return [(game.entered + rules.reading_seconds, "next")]
    times: list[tuple[float, Due]] = []
    if round_.running_since is None:
        return times
    since = round_.running_since
    if rules.game_seconds is not None:
        times.append((since + rules.game_seconds - game.game_elapsed, "game"))
    if game.phase == "buzzed":
        if rules.answer_seconds is not None:
            times.append((since + rules.answer_seconds - round_.floor_elapsed, "answer"))
    elif words and round_.read < len(round_.words):
        times.append((since + round_.read * rules.word_seconds - round_.elapsed, "word"))
    else:
        heard = since + len(round_.words) * rules.word_seconds - round_.elapsed
        if (seconds := game.question_seconds) is not None:
            times.append((heard + seconds, "question"))
        if rules.hint_seconds is not None and round_.timed_hints >= 0:
            times.append((heard + (round_.timed_hints + 1) * rules.hint_seconds, "hint"))
    return times


def read_by(game: Game, now: float | None) -> int:
    """Return the number of words of the tossup read out by `now`; None for the time of the latest action."""
    round_, pace = game.round, game.rules.word_seconds
    if now is None or game.phase != "reading" or round_.running_since is None:
        return round_.read
    heard = int(round((now - round_.running_since + round_.elapsed) / pace, 6)) + 1
    return max(round_.read, min(len(round_.words), heard))


def is_last_moment(game: Game) -> bool:
    """Whether the time to answer is almost up."""
    times = [when for when, what in _deadlines(game) if what in _TIME_IS_UP]
    return bool(times) and min(times) - game.at <= LAST_MOMENT


def due(game: Game, *, words: bool = True, idle: bool = True, grace: bool = True) -> float | None:
    """Return the next of `times`, in seconds since the game began; None for never."""
    return min(times(game, words=words, idle=idle, grace=grace), default=(None, ""))[0]
