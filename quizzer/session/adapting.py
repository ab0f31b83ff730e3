"""The next question by how able the players are: such that the chance of a right answer is near the target."""

from __future__ import annotations

from random import Random

from quizzer.grading import Outcome
from quizzer.session.ratings import Rating, Ratings
from quizzer.session.scoring import Record, tells_of_ability
from quizzer.session.state import Game

__all__ = ["fitting", "learn"]

_NEAREST = 5  # one of so many is drawn, so that equally able players do not all get the same game
_STATED_DEVIATION = 100.0  # of a rating that came with a Join


def fitting(game: Game) -> int | None:
    """The place of the question to ask next, or None if none is left. Open gaps and facts already met are left out."""
    ratings = ratings_of(game)
    able = [ratings.player(player.name) for player in game.players.values() if player.active] or [Rating()]
    middle = Rating(
        sum(rating.points for rating in able) / len(able), sum(rating.deviation for rating in able) / len(able)
    )
    asked = set(game.numbers)
    met = {fact for number in asked for fact in game.questions[number].facts}
    distances = []
    for number, question in enumerate(game.questions):
        if number not in asked and not question.is_open_gap and met.isdisjoint(question.facts):
            chance = middle.chance_against(ratings.question(question.id, question.difficulty))
            distances.append((abs(chance - game.rules.target), number))
    nearest = sorted(distances)[:_NEAREST]
    if not nearest:
        return None
    draw = Random(f"{game.seed} fitting {len(game.numbers)}").random
    return nearest[int(draw() * len(nearest))][1]


def learn(game: Game, record: Record) -> None:
    """What a player did first about a question tells at once how able that player is."""
    if not tells_of_ability(record) or game.round is None:
        return
    for earlier in game.records[game.round.first_record :]:
        if earlier is not record and earlier.player == record.player and tells_of_ability(earlier):
            return
    question, right = game.questions[record.number], record.outcome is Outcome.CORRECT
    ratings_of(game).answered(record.player, question.id, right, difficulty=question.difficulty)


def ratings_of(game: Game) -> Ratings:
    """The game's ratings, with what players said of themselves when they joined."""
    if game.ratings is None:
        game.ratings = Ratings()
    for player in game.players.values():
        if player.rating is not None and player.name not in game.ratings.players:
            game.ratings.players[player.name] = Rating(player.rating, _STATED_DEVIATION)
    return game.ratings
