"""A game that many share, kept as a log. It uses no pages and sockets, so a chat bot can use it too.

`Rooms` is a worker over a store that `open_store` opens. A program that watches a `Room` sends actions and gets events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.lazily import lazily

if TYPE_CHECKING:
    from quizzer.rooms.entries import FOLD, MOST_ENTRIES, Entry, Head, player_of
    from quizzer.rooms.fold import Fold
    from quizzer.rooms.room import Room
    from quizzer.rooms.stores import FoundLog, Stamp, Store, Stored, open_store
    from quizzer.rooms.worker import Rooms

_HOMES = {
    "entries": "FOLD MOST_ENTRIES Entry Head player_of",
    "fold": "Fold",
    "room": "Room",
    "stores": "FoundLog Stamp Store Stored open_store",
    "worker": "Rooms",
}

__all__ = [
    "FOLD", "MOST_ENTRIES", "Entry", "Fold", "FoundLog", "Head", "Room", "Rooms", "Stamp", "Store", "Stored",
    "open_store", "player_of"
]  # fmt: skip

__getattr__, __dir__ = lazily(__name__, _HOMES)
