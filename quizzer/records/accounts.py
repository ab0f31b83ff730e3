"""Find, export and erase players by name."""

import sqlite3
from difflib import get_close_matches
from typing import Any
from unicodedata import normalize

import msgspec

from quizzer.errors import RecordsError, shortened
from quizzer.records.database import Database, statement


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
    values = {"name": name, "folded": folded(name)}
    number: int | None = database.value(statement("player called"), values)
    if number is None:
        names = database.texts(statement("players"))
        near = next(iter(get_close_matches(folded(name), map(folded, names), n=1)), None)
        hint = next((f": did you mean {one}?" for one in names if folded(one) == near), ".")
        known = f" Players: {', '.join(names[:8])}{', …' if len(names) > 8 else ''}" if names else ""
        raise RecordsError(f"there is no player {shortened(name)}{hint}{known}")
    return number


def export(database: Database, name: str) -> dict[str, Any]:
    """Everything that the records have of one player; see `Records.export`."""
    number = number_of(database, name)
    told: dict[str, Any] = {"player": {"name": name}}
    for who in database.read(dict[str, Any], "SELECT name, since FROM players WHERE id = ?", (number,)):
        told["player"] = who
    for table in ("games", "actions", "answers", "dailies", "watched", "never", "cards", "protests", "reviews"):
        told[table] = database.read(dict[str, Any], statement(f"export {table}"), (number,))
    own = []
    for row in told["actions"]:  # each with the referee's verdicts
        by, action = row.pop("name"), row["action"]
        if isinstance(action, dict) and by is not None and by in (action.get("player"), action.get("by")):
            own.append(row | {"verdicts": row["verdicts"] or []})
    told["actions"] = own
    return told


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
        db.execute(statement("erase protests quoting"), (number,))
        db.execute("DELETE FROM players WHERE id = ?", (number,))
        db.execute(statement("erase questions of nobody"))
    database.scrub()


def _take_out_of_rules(db: sqlite3.Connection, name: str) -> set[int]:
    """Removes a name, and damaged rules or ratings, from all games; returns the games that the name hosted."""
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
