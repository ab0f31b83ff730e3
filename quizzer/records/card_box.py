"""The cards as a player looks through them: found, rated anew, put aside, begun again; and joined where ids change."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from quizzer.banks.former_ids import KnownQuestion, successors
from quizzer.question import Question
from quizzer.records import cards
from quizzer.records.accounts import folded, number_of
from quizzer.records.database import Database, statement
from quizzer.records.structs import KeptCard, KeptReview, Rating

MOST_SEARCHED = 100_000
"""Questions of a bank up to which those that are missing are looked for among them."""


class CardBox:
    """The cards of all players. Every method raises RecordsError if the file can't be read or written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, player: str) -> list[KeptCard]:
        """Every question that a player studies or never wants to be asked, what is due first at the front."""
        return self._database.read(KeptCard, statement("kept cards"), (folded(player),))

    def reviews(self, player: str, question: str) -> list[KeptReview]:
        """The reviews of one card, the earliest first."""
        return self._database.read(KeptReview, statement("reviews of card"), (folded(player), question))

    def new_today(self, player: str, today: date) -> int:
        """How many questions the player has studied first on the day `today`; `Records.study` is slower."""
        count: int = self._database.value(statement("studied first on"), (folded(player), today.isoformat()))
        return count

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
            db.execute(statement("rename question"), (new, old))
            for table in ("asked", "reviews", "protests"):
                db.execute(f"UPDATE {table} SET question = ? WHERE question = ?", (new, old))
            db.execute("UPDATE OR REPLACE never SET question = ? WHERE question = ?", (new, old))
            held = db.execute("SELECT player, suspended = 1 FROM cards WHERE question = ?", (old,)).fetchall()
            db.execute("DELETE FROM cards WHERE question = ?", (old,))
            for player, suspended in held:
                cards.schedule(db, self._database.scheduling, player, new)
                db.execute(
                    "UPDATE cards SET suspended = max(suspended = 1, ?) WHERE player = ? AND question = ?",
                    (suspended, player, new),
                )
            db.execute("DELETE FROM questions WHERE id = ?", (old,))

    def carry_over(self, questions: Mapping[str, Question], banks: Sequence[str]) -> None:
        """Finds the questions again that these banks do not have any more under the ids that players know.

        `questions` are those of the `banks`, by id. What is found is joined with what it is called now; what is not is
        an orphan, until a bank has it again.
        """
        query = f"SELECT group_concat(id, char({cards.SEPARATOR})) FROM questions WHERE (orphan = 1) = ?"
        known, orphans = (cards.apart(self._database.value(query, (orphan,))) for orphan in (0, 1))
        if len(questions) <= MOST_SEARCHED:  # to list them all is quicker than to look for one after the other
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
        """The questions that players know of games over the bank at this path alone."""
        paths = msgspec.json.encode([str(Path(bank).absolute())]).decode()
        return self._database.read(KnownQuestion, statement("questions of banks"), (paths,))

    def _lost(self, missing: Collection[str], banks: Sequence[str]) -> list[KnownQuestion]:
        """Those of the missing questions that came from these banks alone, or from files that are gone."""
        kept = [row["banks"] for row in self._database.rows("SELECT DISTINCT banks FROM games")]
        files = {path for paths in kept for path in _paths(paths)}
        here = {path for path in files if path in banks or not Path(path).is_file()}
        found: dict[str, KnownQuestion] = {}
        for paths in kept:
            if here.issuperset(_paths(paths)):
                query = statement("questions of banks")
                found |= {one.id: one for one in self._database.read(KnownQuestion, query, (paths,))}
        return [found[one] for one in sorted(found) if one in missing]


def _paths(banks: str) -> list[str]:
    try:
        return msgspec.json.decode(banks, type=list[str])
    except (msgspec.MsgspecError, TypeError):
        return []  # damaged
