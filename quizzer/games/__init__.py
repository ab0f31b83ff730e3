"""Games ready to be played: their banks, wishes, study, and unfinished games to resume.

game = new_game(Wish(banks=["city_of_lost_children"], players=["Ada"]), records=records, when=now, random_seed=7)
driver = Driver(game.session, journal=game.journal)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.lazily import lazily

if TYPE_CHECKING:
    from quizzer.games.library import Library
    from quizzer.games.prepared_game import PreparedGame, new_game, resume_game
    from quizzer.games.wish import Seat, Wish

# Names load when first used: to find a bank, no session is needed.
_HOMES = {"library": "Library", "prepared_game": "PreparedGame new_game resume_game", "wish": "Seat Wish"}

__all__ = ["Library", "PreparedGame", "Seat", "Wish", "new_game", "resume_game"]


__getattr__, __dir__ = lazily(__name__, _HOMES)
