"""A game about to be played on any screen, with all that goes along with it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from quizzer.driver import Journal
from quizzer.session import Session
from quizzer.terminal.aside import NO_ASIDE, Aside

__all__ = ["Sitting"]


@dataclass(frozen=True)
class Sitting:
    """A game about to be played, or to be gone on with.

    `about` says of what, in a few words, `again` how to play the same once more; `note` is told before the first
    question. `never_ask` keeps the question of an id away for good, or with False no longer does. `journal` is told of
    every action before what came of it is shown; `while_played` lasts as long as the game. `best` is how much was
    right, and of how many, in the player's best game over the same banks. `is_kept` if it can be gone on with after it
    was broken off.
    """

    session: Session
    about: str
    again: str
    never_ask: Callable[[str, bool], None]
    journal: Journal | None = None
    aside: Aside = NO_ASIDE
    note: str = ""
    best: tuple[int, int] | None = None
    is_kept: bool = False
    while_played: Callable[[], AbstractContextManager[object]] = nullcontext

    @property
    def parting_words(self) -> str:
        """How to go on with it, or to play the same once more."""
        if self.is_kept and self.session.phase != "over":
            return "quizzer resume goes on where it stopped."
        return self.again
