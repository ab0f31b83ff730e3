"""What the terminal says around a game: what study brings, and how to go on or to play the same once more."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from quizzer.errors import RecordsError
from quizzer.games import PreparedGame, Wish
from quizzer.records.structs import east_of
from quizzer.session import Event, Revealed, RulingChanged, phrase
from quizzer.terminal.layout import WHOLE, Glyphs, Line
from quizzer.terminal.safe import one_line
from quizzer.terminal.settings import written

if TYPE_CHECKING:
    from quizzer.games.dailies import DailyStatus
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
        return [("class:prompt", phrase("study.rated"))]
    return _comes_back(review)


def study_remarks(game: PreparedGame | None, events: Sequence[Event], *, keys: bool = False) -> list[Line]:
    """When the question that these events have closed comes back, and when it would, however it is rated: by its
    `keys`, or by the commands. Nothing outside study."""
    if not ratings_of(game) or not any(isinstance(event, Revealed | RulingChanged) for event in events):
        return []
    assert game is not None
    lines = [_comes_back(review) for review in game.reviews]
    ahead = game.days_by_rating(game.session.players[0]) if lines else {}
    told = []
    for number, (rating, days) in enumerate(ahead.items(), 1):
        name = f"{number} {phrase(f'rating.{rating}')}" if keys else f":{rating}"
        told.append(f"{name} · {phrase('days', count=days)}".replace(" ", "\u00a0"))
    return [*lines, [("class:quiet", f"  {'  '.join(told)}")]] if told else lines


def parting_words(game: PreparedGame, usual: Wish | None = None) -> Line:
    """How to resume a game, or to play the same once more; empty where neither can be. `usual` is what quizzer plays
    where nothing is said."""
    if game.is_kept and game.session.phase != "over" and (kept := game.record.questions_kept()):
        if game.record.is_recording:
            film, number = game.label.startswith("film "), game.label.removeprefix("film ").partition(" ")[0]
            daily = f"daily {number}{' --film' if film else ''}" if game.label else "resume"
            return [("", phrase("parting.resume", command=f"{called()} {daily}"))]
        return [("", phrase("parting.partly", command=f"{called()} resume", number=kept))]
    if game.due_tomorrow is not None:
        return [("", phrase("parting.due", count=game.due_tomorrow))]
    if game.again is None:
        return []
    return [(WHOLE, phrase("parting.again", command=command_for(game.again, usual or Wish())))]


def progress_words(game: PreparedGame, glyphs: Glyphs) -> str:
    """How a player stands after a game, and what it has changed today; empty for several, and where nothing is kept."""
    if not game.is_kept or len(game.session.players) != 1:
        return ""
    today = game.records.scheduling.day_of(game.when)
    try:
        told = game.records.statistics(game.session.players[0], today, east=east_of(game.when))
    except RecordsError:
        return ""
    goes_on = game.session.rules.goes_on
    parts = []
    if game.best is not None:
        parts.append(phrase("progress.right" if goes_on else "progress.best", right=game.best[0], of=game.best[1]))
    if told.ratings:
        earlier = [point.points for point in told.ratings if point.day < today.isoformat()]
        points, change = told.ratings[-1].points, told.ratings[-1].points - earlier[-1] if earlier else 0.0
        parts.append(phrase("progress.rating.change" if earlier else "progress.rating", points=points, change=change))
    if told.day_streak:
        parts.append(phrase("progress.days", count=told.day_streak))
    parts += [phrase("progress.due", count=game.due_tomorrow)] if game.due_tomorrow is not None else []
    parts += [phrase("progress.today", right=day.right) for day in told.calendar if day.day == today.isoformat()]
    words = f" {glyphs.dot} ".join(parts)
    return words[:1].upper() + words[1:]


def daily_words(standing: DailyStatus) -> str:
    """How a player stands with today's daily."""
    from quizzer.games.dailies import dated

    ten = standing.tens.get(standing.number)
    told = phrase("daily.same")
    if ten is not None:
        told = phrase("daily.broken_off") if ten.ended is None else f"{ten.right}/{ten.answered}"
    film = standing.films.get(standing.number)
    seen = ""
    if film is not None:
        seen = phrase(f"daily.{'film_broken_off' if film.ended is None else 'found' if film.right else 'missed'}")
    run = phrase("streak", count=standing.streak) if standing.streak > 1 else ""
    return ", ".join(part for part in (f"{standing.number}", dated(standing.number), told, seen, run) if part)


def called() -> str:
    """What to type for quizzer here: its name where the shell finds it by that, else as it was called."""
    found, script = which("quizzer"), Path(sys.argv[0])
    own = Path(sys.executable).with_name("quizzer") if script.name == "__main__.py" else script
    if not script.exists() or (found is not None and own.exists() and Path(found).samefile(own)):
        return "quizzer"
    return shlex.join([sys.executable, "-m", "quizzer"] if own is not script else [str(script)])


def command_for(wish: Wish, usual: Wish) -> str:
    """What to type for a game, as a shell takes it and a terminal may show it. `usual` is what need not be said."""
    options = [
        *(("-n", str(wish.questions)) if wish.questions else ()),
        *("--mode", wish.mode),
        *(("--seconds", f"{wish.seconds:g}") if wish.seconds else ()),
        *(word for category in wish.categories for word in ("--category", category)),
        *(word for film in wish.films for word in ("--film", film)),
        *(("--level", wish.level) if wish.level != usual.level else ()),
        *(word for one in wish.seats if wish.seats != usual.seats for word in ("--player", written(one))),
        *(("--gaps",) if wish.gaps else ()),
        *((f"--{wish.study}",) if wish.study != "due" else ()),
        *(("--gentle",) if wish.gentle else ()),
        *(("--watched",) if wish.watched else ()),
        *(("--spoiler-free",) if wish.spoiler_free else ()),
        *(("--seed", str(wish.seed)) if wish.seed is not None else ()),
    ]
    return one_line(f"{called()} {shlex.join(['play', *wish.banks, *options])}")


def _comes_back(review: Review) -> Line:
    return [("class:quiet", f"  {phrase('study.back', count=review.days, rating=review.rating)}")]
