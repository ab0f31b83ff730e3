"""What may be seen of a game at one moment: an allow-list, built field by field from what is public."""

from __future__ import annotations

import msgspec

from quizzer.session.events import QuestionAsked, Revealed, Standing
from quizzer.session.scoring import standings
from quizzer.session.state import Game, Phase

__all__ = ["PlayerView", "QuestionView", "View", "view"]


class PlayerView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One player, as everybody sees them. `done` if the open question no longer waits for this player."""

    name: str
    points: float
    right: int = 0
    team: str = ""
    present: bool = True
    out: bool = False
    done: bool = False


class QuestionView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The open question, as everybody sees it. Fields as in `QuestionAsked`; `left` is how many come after this one."""

    number: int
    of: int
    left: int
    text: str
    category: str
    difficulty: int
    kind: str
    choices: tuple[str, ...] = ()
    media: str = ""
    scored: bool = True


class View(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one player, or the room, may see now.

    `question` is there while one is open, `revealed` while one is explained. `may_answer` says whether the player for
    whom this view is may answer now; `standings` come with the end of the game.
    """

    phase: Phase
    mode: str
    at: float
    player: str | None
    players: tuple[PlayerView, ...]
    question: QuestionView | None = None
    revealed: Revealed | None = None
    may_answer: bool = False
    standings: tuple[Standing, ...] = ()


def view(game: Game, player: str | None) -> View:
    """The view of `player`, or of the room for None. Raises IllegalAction for somebody who never joined."""
    if player is not None:
        game.known_player(player)
    round_ = game.round
    turns = round_.turns if round_ is not None and round_.open else {}
    rows = []
    for name, someone in game.players.items():
        tally = game.scores.tallies.get(name)
        turn = turns.get(name)
        rows.append(
            PlayerView(
                name,
                tally.points if tally is not None else 0.0,
                tally.right if tally is not None else 0,
                someone.team,
                someone.present,
                someone.out,
                turn is not None and turn.done,
            )
        )
    return View(
        phase=game.phase,
        mode=game.rules.mode,
        at=game.at,
        player=player,
        players=tuple(rows),
        question=_question(game) if game.phase == "asking" else None,
        revealed=_revealed(game) if game.phase == "explaining" else None,
        may_answer=player is not None and game.phase == "asking" and _may_answer(game, player),
        standings=standings(game.scores, game.players) if game.phase == "over" else (),
    )


def _may_answer(game: Game, name: str) -> bool:
    assert game.round is not None
    turn = game.round.turns.get(name)
    return game.players[name].active and not (turn is not None and turn.done)


def _question(game: Game) -> QuestionView:
    asked = next(event for event in reversed(game.events) if type(event) is QuestionAsked)
    return QuestionView(
        number=asked.number,
        of=asked.of,
        left=asked.of - asked.number,
        text=asked.text,
        category=asked.category,
        difficulty=asked.difficulty,
        kind=asked.kind,
        choices=asked.choices,
        media=asked.media,
        scored=asked.scored,
    )


def _revealed(game: Game) -> Revealed:
    return next(event for event in reversed(game.events) if type(event) is Revealed)
