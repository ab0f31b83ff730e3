"""What the terminal says around a game: what study brings, and how to go on or to play the same once more."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizzer.games import PreparedGame, Wish
from quizzer.session import Event, Revealed, RulingChanged
from quizzer.terminal.layout import Line
from quizzer.terminal.safe import one_line

if TYPE_CHECKING:
    from quizzer.records import Review
    from quizzer.records.structs import Rating


def ratings_of(game: PreparedGame | None) -> Sequence[Rating]:
    """What players can say of how well they knew an answer, worst first; nothing outside study."""
    if game is None or not game.is_study:
        return ()
    from quizzer.records import RATINGS

    return RATINGS


def rating_words(game: PreparedGame | None) -> str:
    """The commands that rate an answer, for a help or a prompt; empty outside study."""
    return ", ".join(f":{rating}" for rating in ratings_of(game))


def rate(game: PreparedGame, player: str, rating: Rating) -> Line:
    """Rates what the player knew; when it comes back. Raises QuizzerError where that cannot be kept."""
    review = game.rate(player, rating)
    if review is None:
        return [("class:prompt", "Nothing to rate yet: answer a question first.")]
    return _comes_back(review)


def study_remarks(game: PreparedGame | None, events: Sequence[Event]) -> list[Line]:
    """When the question that these events have closed comes back; nothing outside study."""
    if not ratings_of(game) or not any(isinstance(event, Revealed | RulingChanged) for event in events):
        return []
    assert game is not None
    return [_comes_back(review) for review in game.reviews]


def parting_words(game: PreparedGame) -> str:
    """How to resume a game, or to play the same once more; empty where neither can be."""
    if game.is_kept and game.session.phase != "over" and (kept := game.record.questions_kept()):
        if game.record.is_recording:
            return "quizzer resume goes on where it stopped."
        return f"Not all of this game was kept: quizzer resume goes on at question {kept}."
    return f"{command_for(game.again)} asks the same again." if game.again is not None else ""


def offer_words(offered: Wish) -> str:
    """The question whether a player wants the open gaps that are offered."""
    return f"{'One thing' if offered.questions == 1 else 'Two things'} here nobody knows yet. Do you?"


def command_for(wish: Wish) -> str:
    """What to type for a game, as a shell takes it and a terminal may show it."""
    options = [
        *(("-n", str(wish.questions)) if wish.questions else ()),
        *("--mode", wish.mode),
        *(("--seconds", f"{wish.seconds:g}") if wish.seconds else ()),
        *(word for category in wish.categories for word in ("--category", category)),
        *(word for film in wish.films for word in ("--film", film)),
        *(("--level", wish.level) if wish.level != "mixed" else ()),
        *(("--gaps",) if wish.gaps else ()),
        *(("--gentle",) if wish.gentle else ()),
        *(("--seed", str(wish.seed)) if wish.seed is not None else ()),
    ]
    return one_line(shlex.join(["quizzer", "play", *wish.banks, *options]))


def _comes_back(review: Review) -> Line:
    days = "tomorrow" if review.days == 1 else f"in {review.days} days"
    return [("class:quiet", f"  Comes back {days} ({review.rating}).")]
