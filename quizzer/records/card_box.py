"""The cards as a player looks through them: found, rated anew, put aside, begun again; and joined where ids change."""

from __future__ import annotations

from quizzer.records import cards
from quizzer.records.accounts import folded, number_of
from quizzer.records.database import Database
from quizzer.records.structs import KeptCard, KeptReview, Rating

_TOLD = "text, category, kind, difficulty, film, year, answer, imdb, origin"


class CardBox:
    """The cards of all players. Every method raises RecordsError if the file can't be read or written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, player: str) -> list[KeptCard]:
        """Every question that a player studies or never wants to be asked, what is due first at the front."""
        return cards.kept_cards(self._database, folded(player))

    def reviews(self, player: str, question: str) -> list[KeptReview]:
        """The reviews of one card, the earliest first."""
        return self._database.read(
            KeptReview,
            "SELECT reviews.id AS number, day, rating, suggested FROM reviews JOIN players ON players.id = player"
            " WHERE folded = ? AND question = ? ORDER BY reviews.id",
            (folded(player), question),
        )

    def rate(self, number: int, rating: Rating) -> None:
        """Gives the review of this number another rating; its card becomes what it would have been."""
        with self._database.writing() as db:
            cards.change_review(db, self._database.scheduling, number, rating)

    def suspend(self, player: str, question: str, suspended: bool = True) -> None:
        """Puts a card aside: it is not due until it is taken up again, with `suspended` False."""
        number = number_of(self._database, player)
        with self._database.writing() as db:
            db.execute(
                "UPDATE cards SET suspended = ? WHERE player = ? AND question = ?", (suspended, number, question)
            )

    def reset(self, player: str, question: str) -> None:
        """Drops a card with all its reviews: the question is as new to study."""
        number = number_of(self._database, player)
        with self._database.writing() as db:
            for table in ("cards", "reviews"):
                db.execute(f"DELETE FROM {table} WHERE player = ? AND question = ?", (number, question))

    def reschedule(self, player: str) -> None:
        """Makes all cards of a player anew from their reviews, as the `scheduling` is now."""
        number = number_of(self._database, player)
        with self._database.writing() as db:
            for (question,) in db.execute("SELECT question FROM cards WHERE player = ?", (number,)).fetchall():
                cards.schedule(db, self._database.scheduling, number, question)

    def join(self, old: str, new: str) -> None:
        """Notes that the question `old` is called `new` by now: all that players did about it is about that one.

        Whoever has a card of each gets one card of both, from all reviews in their order.
        """
        with self._database.writing() as db:
            db.execute(
                f"INSERT OR IGNORE INTO questions (id, {_TOLD}) SELECT ?, {_TOLD} FROM questions WHERE id = ?",
                (new, old),
            )
            for table in ("asked", "reviews", "protests"):
                db.execute(f"UPDATE {table} SET question = ? WHERE question = ?", (new, old))
            db.execute("UPDATE OR REPLACE never SET question = ? WHERE question = ?", (new, old))
            held = db.execute("SELECT player, suspended FROM cards WHERE question = ?", (old,)).fetchall()
            db.execute("DELETE FROM cards WHERE question = ?", (old,))
            for player, suspended in held:
                cards.schedule(db, self._database.scheduling, player, new)
                db.execute(
                    "UPDATE cards SET suspended = max(suspended, ?) WHERE player = ? AND question = ?",
                    (suspended, player, new),
                )
            db.execute("DELETE FROM questions WHERE id = ?", (old,))
