"""Players, by name: listed, exported, erased."""

from __future__ import annotations

import sqlite3
from typing import Any
from unicodedata import normalize

import msgspec

from quizzer.errors import RecordsError, shortened
from quizzer.records.database import Database
from quizzer.records.structs import PlayerSummary


def folded(name: str) -> str:
    """A name in the form that quizzer compares: "Ada" and "ADA" are one player, as in a game."""
    return normalize("NFKC", name).casefold()


def seat(db: sqlite3.Connection, name: str, day: str) -> int:
    """The number of the player called `name`; adds the player, as new on `day`, if the records have none."""
    db.execute("INSERT OR IGNORE INTO players (name, folded, since) VALUES (?, ?, ?)", (name, folded(name), day))
    number: int = db.execute("SELECT id FROM players WHERE folded = ?", (folded(name),)).fetchone()[0]
    return number


def number_of(database: Database, name: str) -> int:
    """The number of the player called `name`. Raises RecordsError, with the known names, if there is none."""
    # By its spelling too: the name in the form that quizzer compares may be damaged.
    number: int | None = database.value(
        "SELECT id FROM players WHERE folded = ? OR name = ? ORDER BY folded = ? DESC",
        (folded(name), name, folded(name)),
    )
    if number is None:
        names = [player.name for player in players(database)]
        known = f"there are {', '.join(names[:8])}{', …' if len(names) > 8 else ''}" if names else "nobody has yet"
        raise RecordsError(f"nobody called {shortened(name)} has played here; {known}")
    return number


def players(database: Database) -> list[PlayerSummary]:
    """Every player, the latest to play first."""
    return database.read(
        PlayerSummary,
        "SELECT players.name AS name, count(games.id) AS games, since, coalesce(max(games.day), since) AS latest"
        " FROM players LEFT JOIN seats ON seats.player = players.id LEFT JOIN games ON games.id = seats.game"
        " GROUP BY players.id ORDER BY max(games.latest) DESC, players.name",
    )


def export(database: Database, name: str) -> dict[str, Any]:
    """Everything that the records have of one player; see `Records.export`."""
    number = number_of(database, name)

    def table(query: str) -> list[dict[str, Any]]:
        return _named(database, query, number)

    who = table("SELECT name, since FROM players WHERE id = ?")
    games = table(
        'SELECT games.id AS game, day, mode, banks, rules, games.ended, rank, points, seats."right", answered'
        " FROM seats JOIN games ON games.id = seats.game WHERE player = ? ORDER BY games.id"
    )
    return {
        "player": who[0] if who else {"name": name},
        "games": games,
        "actions": _actions(database, number),
        "answers": table(
            "SELECT tries.game, tries.day, asked.question, text, category, film, what, given, outcome, seconds, hints"
            " FROM tries JOIN asked ON asked.game = tries.game AND asked.seq = tries.asked"
            " JOIN questions ON questions.id = asked.question WHERE player = ? ORDER BY tries.id"
        ),
        "dailies": table(
            "SELECT game, number, edition, what FROM dailies JOIN seats USING (game) WHERE player = ? ORDER BY game"
        ),
        "watched": table("SELECT title, year, imdb FROM watched WHERE player = ? ORDER BY title, year"),
        "never": table("SELECT question, day FROM never WHERE player = ? ORDER BY day, question"),
        "cards": table(
            "SELECT question, stability, difficulty, due, latest, lapses, since FROM cards WHERE player = ?"
            " ORDER BY question"
        ),
        "protests": table(
            "SELECT game, protests.day, question, own.given, answer, protests.outcome, why, settled,"
            " CASE WHEN own.given IS NOT NULL THEN explanation END AS explanation FROM protests"
            " LEFT JOIN tries AS own USING (game, seq, player) WHERE player = ? ORDER BY protests.id"
        ),
        "reviews": table("SELECT game, question, day, suggested, rating FROM reviews WHERE player = ? ORDER BY id"),
    }


def erase(database: Database, name: str) -> None:
    """Removes everything that the records have of one player, for good; see `Records.erase`."""
    number = number_of(database, name)
    with database.writing() as db:
        games = {game for (game,) in db.execute("SELECT game FROM seats WHERE player = ?", (number,))}
        shared = games & {game for (game,) in db.execute("SELECT game FROM seats WHERE player <> ?", (number,))}
        db.executemany("DELETE FROM games WHERE id = ?", [(game,) for game in games - shared])
        for game in shared | _take_out_of_rules(db, folded(name)):
            db.execute("DELETE FROM entries WHERE game = ?", (game,))
            db.execute("UPDATE games SET ended = coalesce(ended, 'erased') WHERE id = ?", (game,))
        # A protest quotes what it is against: those of others, too, may quote this player.
        db.execute(
            "DELETE FROM protests WHERE (game, seq) IN (SELECT game, seq FROM tries WHERE player = ?)", (number,)
        )
        db.execute("DELETE FROM players WHERE id = ?", (number,))
        # A question that nobody else was asked tells something about this player.
        db.execute(
            "DELETE FROM questions WHERE id NOT IN (SELECT question FROM asked UNION SELECT question FROM cards"
            " UNION SELECT question FROM reviews UNION SELECT question FROM protests)"
        )
    database.scrub()


def _take_out_of_rules(db: sqlite3.Connection, name: str) -> set[int]:
    """Removes a name from the rules (as host) and the ratings of all games. Returns the games that it hosted.

    Rules and ratings that are damaged may hold the name too: they go, and such a game counts as hosted.
    """
    hosted = set()
    for game, rules, ratings in db.execute("SELECT id, rules, ratings FROM games").fetchall():
        try:
            settings: dict[str, Any] = msgspec.json.decode(rules, type=dict[str, Any])
            known = msgspec.json.decode(ratings or "{}", type=dict[str, dict[str, Any]])
            host = folded(msgspec.convert(settings.get("host", ""), str))
        except (msgspec.MsgspecError, TypeError, RecursionError):
            hosted.add(game)
            db.execute("UPDATE games SET rules = '{}', ratings = NULL WHERE id = ?", (game,))
            continue
        if host == name:
            del settings["host"]
            hosted.add(game)
            db.execute("UPDATE games SET rules = ? WHERE id = ?", (msgspec.json.encode(settings).decode(), game))
        names = [rated for rated in known.get("players", {}) if folded(rated) == name]
        for rated in names:
            del known["players"][rated]
        if names:
            db.execute("UPDATE games SET ratings = ? WHERE id = ?", (msgspec.json.encode(known).decode(), game))
    return hosted


def _actions(database: Database, number: int) -> list[dict[str, Any]]:
    """The player's own actions, each with the referee's verdicts."""
    rows = _named(
        database,
        "SELECT entries.game, at, action, verdicts, seats.name FROM entries JOIN seats ON seats.game = entries.game"
        " WHERE player = ? ORDER BY entries.game, n",
        number,
    )
    own = []
    for row in rows:
        name, action = row.pop("name"), row["action"]
        if isinstance(action, dict) and name is not None and name in (action.get("player"), action.get("by")):
            own.append(row | {"verdicts": row["verdicts"] or []})
    return own


def _named(database: Database, query: str, number: int) -> list[dict[str, Any]]:
    return database.read(dict[str, Any], query, (number,))
