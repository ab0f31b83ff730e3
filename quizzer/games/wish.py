"""The game that a player wishes for, the same for the command line, the menu and any other program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

import msgspec

from quizzer.errors import WishError
from quizzer.session import PRESETS, Mode, Rules, phrase

if TYPE_CHECKING:
    from quizzer.banks import Bank
    from quizzer.records import Records

Study = Literal["due", "ahead", "missed"]
STUDIES: tuple[Study, ...] = ("due", "ahead", "missed")
"""The questions of a study game: due and then new ones, those of later days, or those missed today."""
Level = Literal["easy", "mixed", "hard", "mine"]
LEVELS: tuple[Level, ...] = ("easy", "mixed", "hard", "mine")
"""How hard a game may be."""

MOST = 100
"""Questions of a game that goes on until time or lives run out."""


class Seat(NamedTuple):
    """A player, and the player's team ("" for none)."""

    name: str
    team: str = ""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """The game that is wished for. Everything has a default: ten questions of the shipped banks, in a classic game.

    `banks` are names, titles or paths. `mode` is one of `quizzer.session.PRESETS`, `seconds` is how long each question
    stays open, and `settings` are further ones of `quizzer.session.Rules`. `questions` is how many to ask. If it is
    None there are `usual` ones, or up to 100 in study and in a mode that goes on until time or lives run out.

    `players` are names or Seats. New questions come first, then those that one of them has had, longest ago first.
    With `only_new` these do not come at all. If you name no player, everybody in the records counts.

    `categories` and `films` (titles) narrow the choice. The same `seed` asks everybody the same, whatever they have
    seen. A `gentle` game begins with what everybody knows. Study brings all that is due and up to `new_a_day` new
    questions on one day; what was missed comes back in the same game until it is known. `study` says what else to ask.

    Questions get harder as the game goes on; `level` says how hard they are. With "mine" quizzer chooses each next one
    by how well the players did in earlier games, so that about seven in ten are right. Open `gaps`, which nobody has
    an answer to, are asked on request, or with the category top_gap; with "alone" nothing else is asked.

    A game is about films that all its players have `watched`, or `spoiler_free`: no other film's end is revealed.

    `daily` is the ten questions of a day or its film in clues, for one player; of the rest nothing counts then.
    `number` is that of the daily, None for today's.
    """

    banks: Sequence[str] = ()
    mode: str = "classic"
    questions: int | None = None
    usual: int = 10
    seconds: float | None = None
    settings: Mapping[str, Any] = {}
    players: Sequence[str | Seat] = ()
    categories: Sequence[str] = ()
    films: Sequence[str] = ()
    seed: int | None = None
    gentle: bool = False
    only_new: bool = False
    new_a_day: int = 10
    study: Study = "due"
    level: Level = "mixed"
    gaps: bool | Literal["alone"] = False
    watched: bool = False
    spoiler_free: bool = False
    daily: Literal["", "ten", "film"] = ""
    number: int | None = None

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The players, with their teams."""
        return tuple(Seat(one) if isinstance(one, str) else one for one in self.players)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the players."""
        return tuple(one.name for one in self.seats)

    def rules(self) -> Rules:
        """The rules of the game. Raises QuizzerError for a mode or a setting that does not exist or is out of range."""
        seconds = {} if self.seconds is None else {"question_seconds": self.seconds}
        choose = {"choose": "adaptive"} if self.level == "mine" else {}
        repeat = {"repeat_missed": True} if self.mode == "study" else {}
        rules = Rules.preset(cast(Mode, self.mode), **{**seconds, **choose, **repeat, **self.settings})
        goes_on = self.mode == "study" or PRESETS[self.mode].get("questions", self.usual) is None
        return msgspec.structs.replace(rules, questions=self.questions or (MOST if goes_on else self.usual))


def by_watched(wish: Wish, bank: Bank, records: Records, players: Sequence[str]) -> dict[str, Any]:
    """Return the arguments of `Bank.draw` that keep a game to films its players have watched.

    Raises WishError if they want only such films, and the bank has none.
    """
    if not (wish.watched or wish.spoiler_free):
        return {}
    watched = [records.watched(player) for player in players]
    found = [{film.label for films in bank.store.films_named(names) for film in films} for names in watched]
    labels = frozenset(set.intersection(*found) if found else ())
    if wish.watched and not any(watched):
        raise WishError(phrase("wish.unwatched"))
    if wish.watched and not labels:
        raise WishError(phrase("wish.watched_elsewhere"))
    return ({"only": labels} if wish.watched else {}) | ({"spoilers_of": labels} if wish.spoiler_free else {})
