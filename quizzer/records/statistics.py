"""A player's statistics. SQL counts them; only ratings need Glicko's formula, game after game."""

from datetime import date
from typing import Annotated

import msgspec

from quizzer.records.accounts import folded, number_of
from quizzer.records.cards import memory, study_state
from quizzer.records.database import Database, statement
from quizzer.records.structs import Day, Hard, RatingPoint, Share, Statistics
from quizzer.session.ratings import Ratings

_SECONDS = "CASE WHEN seconds BETWEEN 0 AND 1e9 THEN seconds END"
"""The time of an answer; NULL without an answer, or in a damaged row."""


class _FirstTry(msgspec.Struct, frozen=True):
    """A player's first try at a question; later tries do not count for ratings."""

    name: str
    folded: str
    question: str
    difficulty: Annotated[int, msgspec.Meta(ge=1, le=5)]
    day: str
    right: int


HARDEST = 10
"""How many of a player's hardest questions the statistics name."""


def statistics(database: Database, player: str, today: date, east: int | None = None) -> Statistics:
    """All statistics of a player on the day `today`; see `Records.statistics`."""
    number = number_of(database, player)
    (games,) = database.rows(statement("count games"), (number,))
    (totals,) = database.rows(statement("count answers", seconds=_SECONDS), (number,))
    ((streak, best_streak),) = database.rows(statement("streaks"), (number,))
    values = {"player": number, "today": today.isoformat(), "east": east}
    ((day_streak, best_day_streak),) = database.rows(statement("day streaks"), values)
    return Statistics(
        player=str(database.value("SELECT name FROM players WHERE id = ?", (number,))),
        **dict(games),
        answered=totals["answered"],
        right=totals["right"],
        seconds=_rounded(totals["seconds"]),
        median=_rounded(database.value(statement("median", seconds=_SECONDS), (number,))),
        streak=streak or 0,
        best_streak=best_streak or 0,
        day_streak=day_streak or 0,
        best_day_streak=best_day_streak or 0,
        categories=_shares(database, number, "category"),
        films=_shares(database, number, "film"),
        decades=_shares(database, number, "(year / 10 * 10) || 's'"),
        kinds=_shares(database, number, "kind"),
        calendar=tuple(database.read(Day, statement("calendar"), (number,))),
        hardest=tuple(database.read(Hard, statement("hardest"), (number, HARDEST))),
        ratings=_rating_points(database, folded(player)),
        study=study_state(database, folded(player), today),
        memory=memory(database, folded(player), today),
    )


def ratings(database: Database) -> Ratings:
    """The ratings of all players and questions, from each player's first sight of every question."""
    known = Ratings()
    for row in database.read(_FirstTry, statement("first tries")):
        known.answered(row.name, row.question, bool(row.right), difficulty=row.difficulty)
    return known


def _rating_points(database: Database, player: str) -> tuple[RatingPoint, ...]:
    known = Ratings()
    days: dict[str, RatingPoint] = {}
    for row in database.read(_FirstTry, statement("first tries")):
        known.answered(row.folded, row.question, bool(row.right), difficulty=row.difficulty)
        if row.folded == player:
            now = known.player(player)
            days[row.day] = RatingPoint(row.day, round(now.points, 1), round(now.deviation, 1))
    return tuple(days[day] for day in sorted(days))


def _shares(database: Database, number: int, what: str) -> tuple[Share, ...]:
    rows = database.read(Share, statement("shares", what=what, seconds=_SECONDS), (number,))
    return tuple(msgspec.structs.replace(row, seconds=_rounded(row.seconds)) for row in rows)


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 2)
