"""The study cards in the records: which are due, how reviews change them, and how players change them by hand."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from quizzer.banks.former_ids import KnownQuestion, successors
from quizzer.errors import RecordsError
from quizzer.question import Question
from quizzer.records import structs
from quizzer.records.accounts import folded, number_of
from quizzer.records.database import Database, insert, row_as, statement
from quizzer.records.spacing import replay, suggest
from quizzer.records.structs import RATINGS, Count, Rating, Review, Scheduling, Seconds

LEECH_LAPSES = 6
"""A question that a player has forgotten this often is a leech: study asks it after all other due ones."""

MATURE_DAYS = 21
"""A card with so many days to its next review is mature, as in Anki."""

FORECAST_DAYS = 7
"""The number of days in the forecast of the memory page."""

MOST_SEARCHED = 100_000
"""The most questions of a bank among which quizzer looks for missing ones."""


class CardBox:
    """The cards of all players. Every method raises RecordsError if the file can't be read or written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, player: str) -> list[structs.KeptCard]:
        """Every question that a player studies or has hidden, the earliest due first."""
        return self._database.read(structs.KeptCard, statement("kept cards"), (folded(player),))

    def reviews(self, player: str, question: str) -> list[structs.KeptReview]:
        """The reviews of one card, the earliest first."""
        return self._database.read(structs.KeptReview, statement("reviews of card"), (folded(player), question))

    def new_today(self, player: str, today: date) -> int:
        """How many questions the player studied for the first time on the day `today`; quicker than `Records.study`."""
        count: int = self._database.value(statement("studied first on"), (folded(player), today.isoformat()))
        return count

    def rate(self, number: int, rating: Rating) -> None:
        """Changes the rating of the review of this number, and its card accordingly."""
        with self._database.writing() as db:
            change_review(db, self._database.scheduling, number, rating)

    def suspend(self, player: str, question: str, suspended: bool = True) -> None:
        """Suspends a card, so that it is not due; with `suspended` False, ends that."""
        number = number_of(self._database, player)
        with self._database.writing() as db:
            db.execute(
                "UPDATE cards SET suspended = ? WHERE player = ? AND question = ?", (suspended, number, question)
            )

    def reset(self, player: str, question: str) -> None:
        """Drops a card with all its reviews: the question is new to study again."""
        number = number_of(self._database, player)
        with self._database.writing() as db:
            for table in ("cards", "reviews"):
                db.execute(f"DELETE FROM {table} WHERE player = ? AND question = ?", (number, question))

    def reschedule(self, player: str) -> None:
        """Schedules all cards of a player again from their reviews, with the present `scheduling`."""
        number = number_of(self._database, player)
        with self._database.writing() as db:
            for (question,) in db.execute("SELECT question FROM cards WHERE player = ?", (number,)).fetchall():
                schedule(db, self._database.scheduling, number, question)

    def join(self, old: str, new: str) -> None:
        """Moves the history of the question `old` to the id `new`; two cards of a player become one."""
        with self._database.writing() as db:
            db.execute(statement("rename question"), (new, old))
            for table in ("asked", "reviews", "protests"):
                db.execute(f"UPDATE {table} SET question = ? WHERE question = ?", (new, old))
            db.execute("UPDATE OR REPLACE never SET question = ? WHERE question = ?", (new, old))
            held = db.execute("SELECT player, suspended = 1 FROM cards WHERE question = ?", (old,)).fetchall()
            db.execute("DELETE FROM cards WHERE question = ?", (old,))
            for player, suspended in held:
                schedule(db, self._database.scheduling, player, new)
                db.execute(
                    "UPDATE cards SET suspended = max(suspended = 1, ?) WHERE player = ? AND question = ?",
                    (suspended, player, new),
                )
            db.execute("DELETE FROM questions WHERE id = ?", (old,))

    def carry_over(self, questions: Mapping[str, Question], banks: Sequence[str]) -> None:
        """Finds questions again that these banks no longer have under the ids that players know.

        `questions` are those of the `banks`, by id. quizzer joins a question that it finds with its new id. It marks
        the others as orphans, until a bank has them again.
        """
        query = f"SELECT group_concat(id, char({SEPARATOR})) FROM questions WHERE (orphan = 1) = ?"
        known, orphans = (apart(self._database.value(query, (orphan,))) for orphan in (0, 1))
        if len(questions) <= MOST_SEARCHED:  # to list them all is quicker than to look up each
            missing = known.difference(questions)
        else:
            missing = {one for one in known if one not in questions}
        back = [(one,) for one in orphans if one in questions]
        lost = self._lost(missing, banks) if missing else []
        if lost and len(questions) <= MOST_SEARCHED:
            for old, new in successors(lost, questions, known=known | orphans).items():
                self.join(old, new)
        if lost or back:
            with self._database.writing() as db:
                db.executemany("UPDATE questions SET orphan = 1 WHERE id = ?", [(one.id,) for one in lost])
                db.executemany("UPDATE questions SET orphan = 0 WHERE id = ?", back)

    def known(self, bank: str) -> list[KnownQuestion]:
        """The questions that players know from games with only the bank at this path."""
        paths = msgspec.json.encode([str(Path(bank).absolute())]).decode()
        return self._database.read(KnownQuestion, statement("questions of banks"), (paths,))

    def _lost(self, missing: Collection[str], banks: Sequence[str]) -> list[KnownQuestion]:
        """Returns the missing questions that came only from these banks, or from files that no longer exist."""
        kept = [row["banks"] for row in self._database.rows("SELECT DISTINCT banks FROM games")]
        files = {path for paths in kept for path in _paths(paths)}
        here = {path for path in files if path in banks or not Path(path).is_file()}
        found: dict[str, KnownQuestion] = {}
        for paths in kept:
            if here.issuperset(_paths(paths)):
                query = statement("questions of banks")
                found |= {one.id: one for one in self._database.read(KnownQuestion, query, (paths,))}
        return [found[one] for one in sorted(found) if one in missing]


class _ReviewRow(msgspec.Struct, frozen=True):
    """A row of `reviews`."""

    day: date
    rating: Rating
    suggested: Rating
    question: str


class _TryRow(msgspec.Struct, frozen=True):
    """A row of `tries`."""

    what: str
    outcome: str | None
    seconds: Seconds
    hints: Count
    letters: Count
    asked_letters: Count


def to_ask(database: Database, which: str, player: str, day: date) -> list[str]:
    """The ids of the questions of a player that are "due", "ahead" or "missed" on `day`; see `Records.due`."""
    query = statement(which, to_ask=statement("to ask"), leech_lapses=LEECH_LAPSES)
    return database.texts(query, {"player": player, "day": day.isoformat()})


SEPARATOR = 31
"""The character between ids that SQLite returns as one text: thousands of texts take longer."""


def apart(ids: object) -> set[str]:
    """Splits such a text into ids."""
    return set(ids.split(chr(SEPARATOR))) if isinstance(ids, str) else set()


def study_state(database: Database, player: str, day: date) -> structs.StudyState:
    """The state of a player's study on `day`."""
    tomorrow = (day + timedelta(days=1)).isoformat()
    values = {"player": player, "day": day.isoformat(), "tomorrow": tomorrow}
    ((cards, new_today, coming),) = database.rows(statement("study"), values)
    seconds = database.value(statement("seconds lately"), (player,))
    due = len(to_ask(database, "due", player, day))
    leeches = database.read(structs.Leech, statement("leeches", leech_lapses=LEECH_LAPSES), (player,))
    return structs.StudyState(cards, due, new_today, tuple(leeches), coming, round(seconds or 0.0, 1))


def memory(database: Database, player: str, day: date) -> structs.Memory:
    """How well a player remembers the studied questions; see `Memory`."""
    in_mind = statement("cards in mind", mature_days=MATURE_DAYS)
    ((mature, suspended, orphans, cards),) = database.rows(in_mind, (player,))
    ((reviews, known),) = database.rows(statement("reviews in mind"), (player,))
    days = [(day + timedelta(days=place)).isoformat() for place in range(FORECAST_DAYS + 1)]
    values = {"player": player, "day": days[0], "last": days[-1]}
    counts = dict(tuple(row) for row in database.rows(statement("coming", to_ask=statement("to ask")), values))
    coming = tuple(counts.get(one, 0) for one in days[1:])
    return structs.Memory(reviews, known, cards - orphans - mature, mature, suspended, orphans, coming)


def review_closed(
    db: sqlite3.Connection, scheduling: Scheduling, game: int, asked: int, question: str, day: date
) -> list[Review]:
    """Reviews the question that has just closed, for every player who tried it and has not reviewed it today."""
    values: dict[str, Any] = {"game": game, "asked": asked, "question": question, "day": day.isoformat()}
    tried = db.execute(statement("players to review"), values).fetchall()
    reviews = []
    for (player,) in tried:
        suggested = _suggested(db, scheduling, game, asked, player)
        if suggested is not None:
            insert(db, "reviews", **values, player=player, suggested=suggested, rating=suggested)
            reviews += schedule(db, scheduling, player, question)
    return reviews


def review_ruled_anew(db: sqlite3.Connection, scheduling: Scheduling, game: int, seq: int) -> list[Review]:
    """Reviews a question again after a changed ruling on a try; returns the changed reviews."""
    found = db.execute(statement("reviews of try"), (game, seq)).fetchall()
    reviews = []
    for number, player, asked in found:
        suggested = _suggested(db, scheduling, game, asked, player)
        if suggested is not None:
            db.execute("UPDATE reviews SET suggested = ? WHERE id = ?", (suggested, number))
            reviews += change_review(db, scheduling, number, suggested)
    return reviews


def review_in(db: sqlite3.Connection, game: int, asked: int | None, player: str) -> int | None:
    """The number of a player's review of the question that the event `asked` asked; None: the latest in a game."""
    found: int | None = db.execute(statement("review in game"), (game, player, asked)).fetchone()[0]
    return found


def days_by_rating(
    database: Database, scheduling: Scheduling, game: int, asked: int | None, player: str
) -> dict[Rating, int]:
    """Returns for each rating after how many days the question of a review comes back; empty without a review."""
    rows = database.read(_ReviewRow, statement("reviews up to game"), (game, player, asked))
    told: dict[Rating, int] = {}
    for rating in RATINGS if rows else ():
        reviews = [*((one.day, one.rating) for one in rows[:-1]), (rows[-1].day, rating)]
        card = replay(reviews, scheduling, rows[-1].question if scheduling.fuzz else None)
        assert card is not None
        told[rating] = (card.due - rows[-1].day).days
    return told


def change_review(db: sqlite3.Connection, scheduling: Scheduling, number: int, rating: Rating) -> list[Review]:
    """Changes the rating of a review and its card; returns the review in a list, or an empty list if it is damaged."""
    found = db.execute("SELECT player, question FROM reviews WHERE id = ?", (number,)).fetchone()
    if found is None:
        return []
    db.execute("UPDATE reviews SET rating = ? WHERE id = ?", (rating, number))
    return [msgspec.structs.replace(one, rating=rating) for one in schedule(db, scheduling, *found)]


def schedule(db: sqlite3.Connection, scheduling: Scheduling, player: int, question: str) -> list[Review]:
    """Makes a player's card from all its undamaged reviews, or removes it; returns the latest review in a list."""
    reviews: list[_ReviewRow] = []
    query = "SELECT day, rating, suggested, question FROM reviews WHERE player = ? AND question = ? ORDER BY id"
    for row in db.execute(query, (player, question)).fetchall():
        try:
            reviews.append(row_as(_ReviewRow, row))
        except RecordsError:
            continue
    card = replay([(one.day, one.rating) for one in reviews], scheduling, question if scheduling.fuzz else None)
    if card is None:
        db.execute("DELETE FROM cards WHERE player = ? AND question = ?", (player, question))
        return []
    insert(db, "cards", update=True, player=player, question=question, **msgspec.to_builtins(card))
    name: str = db.execute("SELECT name FROM players WHERE id = ?", (player,)).fetchone()[0]
    latest = reviews[-1]
    return [Review(name, question, latest.rating, latest.suggested, card.due, (card.due - latest.day).days)]


def _suggested(db: sqlite3.Connection, scheduling: Scheduling, game: int, asked: int, player: int) -> Rating | None:
    """The rating that quizzer suggests for a player's tries at a question; None while a host has not ruled."""
    rows = db.execute(statement("tries at question"), (game, asked, player)).fetchall()
    try:
        tries = [row_as(_TryRow, row) for row in rows]
    except RecordsError:
        return None  # a damaged row of a resumed game
    if any(row.what == "answer" and row.outcome is None for row in tries):
        return None
    # A player whose answer was too vague has not missed the question yet.
    first = next((row for row in tries if row.outcome != "prompt"), None)
    if first is None:
        return None
    return suggest(
        right=first.outcome == "correct",
        hints=first.hints,
        seconds=first.seconds,
        letters=first.letters,
        asked_letters=first.asked_letters,
        quick_is_easy=scheduling.quick_is_easy,
    )


def _paths(banks: str) -> list[str]:
    try:
        return msgspec.json.decode(banks, type=list[str])
    except (msgspec.MsgspecError, TypeError):
        return []  # damaged
