"""A player's statistics. SQL counts them; only ratings need Glicko's formula, game after game."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from quizzer.records.accounts import folded, number_of
from quizzer.records.cards import memory, study_state
from quizzer.records.database import Database
from quizzer.records.structs import Day, Hard, RatingPoint, Share, Statistics
from quizzer.session.ratings import Ratings

_SECONDS = "CASE WHEN seconds BETWEEN 0 AND 1e9 THEN seconds END"
"""How long an answer took; NULL where it took none, or the row is damaged."""


class _FirstTry(msgspec.Struct, frozen=True):
    """A player's first try at a question, when it was new: who has met it rehearses it."""

    name: str
    folded: str
    question: str
    difficulty: Annotated[int, msgspec.Meta(ge=1, le=5)]
    day: str
    right: int


HARDEST = 10
"""How many of a player's hardest questions the statistics name."""


def statistics(database: Database, player: str, today: date) -> Statistics:
    """All statistics of a player on the day `today`; see `Records.statistics`."""
    number = number_of(database, player)
    (games,) = database.rows(
        "SELECT count(*) AS games, count(CASE WHEN ended IN ('finished', 'all_out', 'time') THEN 1 END) AS finished"
        " FROM seats JOIN games ON games.id = seats.game WHERE player = ?",
        (number,),
    )
    (totals,) = database.rows(
        f'SELECT count(*) AS answered, coalesce(sum("right"), 0) AS "right", avg({_SECONDS}) AS seconds'
        " FROM answers WHERE player = ?",
        (number,),
    )
    streak, best_streak = _streaks(database, number)
    day_streak, best_day_streak = _day_streaks(database, number, today)
    return Statistics(
        player=str(database.value("SELECT name FROM players WHERE id = ?", (number,))),
        games=games["games"],
        finished=games["finished"],
        answered=totals["answered"],
        right=totals["right"],
        seconds=_rounded(totals["seconds"]),
        median=_median(database, number),
        streak=streak,
        best_streak=best_streak,
        day_streak=day_streak,
        best_day_streak=best_day_streak,
        categories=_shares(database, number, "category"),
        films=_shares(database, number, "film"),
        decades=_shares(database, number, "(year / 10 * 10) || 's'"),
        kinds=_shares(database, number, "kind"),
        calendar=tuple(
            database.read(
                Day,
                'SELECT day, count(*) AS answered, sum("right") AS "right" FROM answers'
                " WHERE player = ? GROUP BY day ORDER BY day",
                (number,),
            )
        ),
        hardest=tuple(
            database.read(
                Hard,
                "SELECT question, text, coalesce(questions.answer, '') AS answer,"
                ' count(*) AS answered, sum("right") AS "right"'
                " FROM answers JOIN questions ON questions.id = question"
                ' WHERE player = ? GROUP BY question HAVING sum("right") < count(*)'
                # Laplace's rule of succession: one miss of one says less than eight of nine.
                ' ORDER BY (count(*) - sum("right") + 1.0) / (count(*) + 2) DESC, max(place) DESC LIMIT ?',
                (number, HARDEST),
            )
        ),
        ratings=_rating_points(database, folded(player)),
        study=study_state(database, folded(player), today),
        memory=memory(database, folded(player), today),
    )


def ratings(database: Database) -> Ratings:
    """The ratings of all players and questions, from each player's first sight of every question."""
    known = Ratings()
    for row in _first_tries(database):
        known.answered(row.name, row.question, bool(row.right), difficulty=row.difficulty)
    return known


def _rating_points(database: Database, player: str) -> tuple[RatingPoint, ...]:
    known = Ratings()
    days: dict[str, RatingPoint] = {}
    for row in _first_tries(database):
        known.answered(row.folded, row.question, bool(row.right), difficulty=row.difficulty)
        if row.folded == player:
            now = known.player(player)
            days[row.day] = RatingPoint(row.day, round(now.points, 1), round(now.deviation, 1))
    return tuple(days[day] for day in sorted(days))


def _first_tries(database: Database) -> list[_FirstTry]:
    return database.read(
        _FirstTry,
        "SELECT players.name, folded, question, questions.difficulty, day, outcome IS 'correct' AS \"right\","
        " min(tries.id)"
        " FROM tries JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked"
        " JOIN questions ON questions.id = question JOIN players ON players.id = tries.player"
        " WHERE scored AND (what = 'pass' OR outcome IN ('correct', 'incorrect'))"
        " GROUP BY tries.player, question ORDER BY min(tries.id)",
    )


def _shares(database: Database, number: int, what: str) -> tuple[Share, ...]:
    rows = database.read(
        Share,
        f'SELECT {what} AS name, count(*) AS answered, sum("right") AS "right", avg({_SECONDS}) AS seconds FROM answers'
        " JOIN questions ON questions.id = answers.question"
        " WHERE player = ? AND name IS NOT NULL GROUP BY name ORDER BY count(*) DESC, name",
        (number,),
    )
    return tuple(msgspec.structs.replace(row, seconds=_rounded(row.seconds)) for row in rows)


def _median(database: Database, number: int) -> float | None:
    return _rounded(
        database.value(
            "WITH timed AS (SELECT seconds, row_number() OVER (ORDER BY seconds) AS place, count(*) OVER () AS n"
            f" FROM answers WHERE player = ? AND {_SECONDS} IS NOT NULL)"
            " SELECT avg(seconds) FROM timed WHERE place IN ((n + 1) / 2, (n + 2) / 2)",
            (number,),
        )
    )


def _streaks(database: Database, number: int) -> tuple[int, int]:
    """The present and the longest run of right answers. All answers of a run have the same number of misses before."""
    ((now, best),) = database.rows(
        'WITH told AS (SELECT "right", sum(NOT "right") OVER (ORDER BY place) AS misses FROM answers WHERE player = ?),'
        ' runs AS (SELECT misses, sum("right") AS length FROM told GROUP BY misses)'
        " SELECT (SELECT length FROM runs ORDER BY misses DESC LIMIT 1), max(length) FROM runs",
        (number,),
    )
    return now or 0, best or 0


def _day_streaks(database: Database, number: int, today: date) -> tuple[int, int]:
    """The present and the longest run of days. A day's number minus its place is the same throughout a run.

    Who flies west may have played tomorrow already.
    """
    ((now, best),) = database.rows(
        "WITH days AS (SELECT DISTINCT day FROM answers WHERE player = :player),"
        " placed AS (SELECT day, julianday(day) - row_number() OVER (ORDER BY day) AS island FROM days),"
        " runs AS (SELECT max(day) AS latest, count(*) AS length FROM placed GROUP BY island)"
        " SELECT (SELECT length FROM runs WHERE latest >= date(:today, '-1 day')), max(length)"
        " FROM runs",
        {"player": number, "today": today.isoformat()},
    )
    return now or 0, best or 0


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 2)
