"""What happens by time alone: words of a tossup are read, answers fall due, questions and games run out."""

from __future__ import annotations

from quizzer.session import events
from quizzer.session.play import everybody_was_silent, time_to_answer_is_up
from quizzer.session.rounds import end, reveal
from quizzer.session.state import Game

__all__ = ["due", "run"]


def due(game: Game) -> float | None:
    """When, in seconds since the game began, something will happen by itself; None for never, as things stand."""
    times = _times(game)
    return min(times)[0] if times else None


def run(game: Game, at: float) -> None:
    """Let everything happen that is due by `at`, each at its own time."""
    while game.timed and (times := _times(game)):
        when, what = min(times)
        if when > at:
            return
        game.at = max(game.at, when)
        if what == "game":
            _end_in_time(game)
        elif what == "word":
            _read(game, at)
        elif what == "answer" or game.rules.who == "turns":
            time_to_answer_is_up(game)
        else:
            game.emit(events.TimeUp, what="question")
            everybody_was_silent(game)


def _times(game: Game) -> list[tuple[float, str]]:
    round_, rules = game.round, game.rules
    if round_ is None or round_.running_since is None:
        return []
    since = round_.running_since
    times = []
    if rules.game_seconds is not None:
        times.append((since + rules.game_seconds - game.game_elapsed, "game"))
    if game.phase == "buzzed":
        if rules.answer_seconds is not None:
            times.append((since + rules.answer_seconds - round_.floor_elapsed, "answer"))
    elif round_.read < len(round_.words):
        times.append((since + round_.read * rules.word_seconds - round_.elapsed, "word"))
    elif rules.question_seconds is not None:
        reading = len(round_.words) * rules.word_seconds
        times.append((since + reading + rules.question_seconds - round_.elapsed, "question"))
    # In whole microseconds, so that a sum of many short times does not miss its mark by the last bit.
    return [(round(when, 6), what) for when, what in times]


def _read(game: Game, at: float) -> None:
    """Read out the words that are due by `at`, all in one event, at the time of the last of them."""
    round_ = game.round
    assert round_ is not None
    assert round_.running_since is not None
    start, pace = round_.running_since - round_.elapsed, game.rules.word_seconds
    first = round_.read
    round_.read += 1
    while round_.read < len(round_.words) and round(start + round_.read * pace, 6) <= at:
        round_.read += 1
    game.at = max(game.at, round(start + (round_.read - 1) * pace, 6))
    finished = round_.read == len(round_.words)
    if finished:
        # The clock is still that of the reading, so that the time to answer counts from the end of the last word.
        game.phase = "asking"
    game.emit(events.WordsRead, words=" ".join(round_.words[first : round_.read]), count=round_.read, finished=finished)


def _end_in_time(game: Game) -> None:
    game.emit(events.TimeUp, what="game")
    reveal(game)
    end(game, "time")
