"""What outlives a game, in one SQLite file: every action, players, statistics, what to review.

records = open_records(path, tell=print)     # or Records.open(path), which raises RecordsError
game = records.begin_game(session, banks=["bank.yaml"], when=datetime.now().astimezone())
driver = Driver(session, journal=game.journal)

Dates and times come in as arguments: `when` is always an aware datetime in the player's own time zone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.lazily import lazily

if TYPE_CHECKING:
    from quizzer.records.game import GameRecord
    from quizzer.records.nothing import NoGameRecord, NoRecords
    from quizzer.records.opening import open_records
    from quizzer.records.records import Records
    from quizzer.records.scheduling import RATINGS
    from quizzer.records.structs import (
        BankSummary,
        Day,
        Hard,
        KeptProtest,
        Leech,
        PlayerSummary,
        RatingPoint,
        Review,
        Share,
        Statistics,
        StudyState,
        Unfinished,
    )

# Names load when first used: a game without records never loads sqlite3, one without study never loads fsrs.
_HOMES = {
    "RATINGS": "scheduling",
    "BankSummary": "structs",
    "Day": "structs",
    "GameRecord": "game",
    "Hard": "structs",
    "KeptProtest": "structs",
    "Leech": "structs",
    "NoGameRecord": "nothing",
    "NoRecords": "nothing",
    "PlayerSummary": "structs",
    "RatingPoint": "structs",
    "Records": "records",
    "Review": "structs",
    "Share": "structs",
    "Statistics": "structs",
    "StudyState": "structs",
    "Unfinished": "structs",
    "open_records": "opening",
}

__all__ = [
    "RATINGS",
    "BankSummary",
    "Day",
    "GameRecord",
    "Hard",
    "KeptProtest",
    "Leech",
    "NoGameRecord",
    "NoRecords",
    "PlayerSummary",
    "RatingPoint",
    "Records",
    "Review",
    "Share",
    "Statistics",
    "StudyState",
    "Unfinished",
    "open_records",
]


__getattr__ = lazily(__name__, _HOMES)
