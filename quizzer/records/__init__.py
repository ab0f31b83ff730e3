"""Records of games in one SQLite file: every action, players, statistics, reviews.

records = open_records(path, tell=print)     # or Records.open(path), which raises RecordsError
game = records.begin_game(session, banks=["bank.yaml"], when=datetime.now().astimezone())
driver = Driver(session, journal=game.journal)

Dates and times come in as arguments: `when` is always an aware datetime in the player's own time zone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.lazily import lazily

if TYPE_CHECKING:
    from quizzer.records.game_record import GameRecord
    from quizzer.records.records import Records, open_records
    from quizzer.records.structs import (
        RATINGS, BankSummary, Daily, Day, Hard, KeptCard, KeptDaily, KeptProtest, KeptReview, Leech, Memory,
        PlayerSummary, RatingPoint, Review, Scheduling, Share, Statistics, StudyState, Unfinished
    )  # fmt: skip

__all__ = [
    "RATINGS", "BankSummary", "Daily", "Day", "GameRecord", "Hard", "KeptCard", "KeptDaily", "KeptProtest",
    "KeptReview", "Leech", "Memory", "PlayerSummary", "RatingPoint", "Records", "Review", "Scheduling", "Share",
    "Statistics", "StudyState", "Unfinished", "open_records"
]  # fmt: skip

# Names load when first used: a game without records never loads sqlite3, one without study never loads fsrs.
_HOMES = {"structs": " ".join(__all__), "game_record": "GameRecord", "records": "Records open_records"}
__getattr__, __dir__ = lazily(__name__, _HOMES)
