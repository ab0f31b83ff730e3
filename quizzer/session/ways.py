"""The ways of taking part in a question: everyone, in turns, the first who is right, whoever buzzes, and bonuses.

Each decides who may answer, and what follows when a player is done or time is up. The hooks that return True say that
the open question is to be closed now; nothing here closes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from quizzer.errors import IllegalAction
from quizzer.grading import Outcome
from quizzer.session import events
from quizzer.session.phases import Phase
from quizzer.session.rules import Who
from quizzer.session.scoring import Record
from quizzer.session.state import Game, Player, Round, Turn


class Way:
    """The common ground of all: players answer side by side."""

    side_by_side: ClassVar[bool] = True  # players answer independently, and not one after the other
    one_try: ClassVar[bool] = False  # whatever the rules say
    answering: ClassVar[Phase] = "asking"  # the phase in which answers are given

    def open(self, game: Game, text: str, mark: int) -> str:
        """Prepare the round that begins; the part of the question's `text` that is shown at once.

        `mark` is how many of its words come before the power mark.
        """
        return text

    def may_buzz(self, game: Game, player: Player) -> bool:
        """Whether `player` may claim the floor now."""
        return False

    def buzz(self, game: Game, player: Player) -> None:
        """Give `player` the floor. Raises IllegalAction if the floor can't be claimed."""
        raise IllegalAction("no_buzzing", "this question is answered without a buzz")

    def check_may_answer(self, game: Game, player: Player) -> Turn:
        """What `player` has done about the question so far. Raises IllegalAction if this player may not answer now."""
        round_ = game.round
        if player.out:
            raise IllegalAction("player_out", f"{player.name} is out of the game")
        if not self.side_by_side:
            self.check_turn(round_, player)
        turn = round_.turns.get(player.name)
        if turn is None:
            return Turn()  # it is part of the game only once the player has done something
        if turn.done:
            raise IllegalAction("already_answered", f"{player.name} has already answered or given up this question")
        return turn

    def check_may_pass(self, game: Game, player: Player) -> Turn:
        """As `check_may_answer`, for a player who wants to give the question up."""
        return self.check_may_answer(game, player)

    def check_turn(self, round_: Round, player: Player) -> None:
        """Raise IllegalAction if this is for another player to answer; not asked where players answer side by side."""

    def ruled(self, game: Game, player: Player, turn: Turn, record: Record) -> bool:
        """What follows from a ruling on the open question; whether that closes it."""
        if record.outcome is Outcome.PROMPT:
            if game.phase == "buzzed":
                game.enter("buzzed")
                game.round.floor_elapsed = 0.0
            return False
        right = record.outcome is Outcome.CORRECT
        turn.tries += 1
        is_out = game.rules.lives is not None and game.put_out(player)
        if right and game.rules.has_one_winner:
            mark_done(game.round, player.name)
            return True
        if not right and game.question().clues:
            goes_on = give_clue(game, player) and not is_out and self.side_by_side
            return not goes_on and self.done(game, player)
        if right or is_out or self.one_try or turn.tries >= game.rules.tries:
            return self.done(game, player)
        return False

    def done(self, game: Game, player: Player) -> bool:
        """`player` is done with the question without having settled it for all; whether that closes it."""
        mark_done(game.round, player.name)
        return all_are_done(game)

    def time_is_up(self, game: Game) -> bool:
        """The time for the question, or that to answer, has run out; whether that closes the question."""
        game.emit(events.TimeUp, what="question", seconds=round(game.elapsed(), 3))
        return _is_ruled(game)

    def joined(self, game: Game, player: Player) -> None:
        """The open question waits for `player` too, who has just come in."""
        round_ = game.round
        turn = round_.turns.get(player.name)
        if turn is None or not turn.done:
            round_.awaited.add(player.name)

    def players_changed(self, game: Game) -> bool:
        """Go on with the open question after players came, went or were put out; whether that closes it."""
        return game.phase in ("asking", "reading") and all_are_done(game)


class Everyone(Way):
    """Everybody answers for themselves, and who says nothing in time has missed the question."""

    def time_is_up(self, game: Game) -> bool:
        game.emit(events.TimeUp, what="question", seconds=round(game.elapsed(), 3))
        round_ = game.round
        for player in list(game.players.values()) if game.question().key is not None else ():
            if player.name in round_.awaited:
                game.count(game.record(player.name, "silence"))
                round_.turns.setdefault(player.name, Turn())
                mark_done(round_, player.name)
                game.put_out(player)
        return _is_ruled(game)


class Turns(Way):
    """One player after the other; by the rules a question that is missed goes on to the next."""

    side_by_side = False

    def open(self, game: Game, text: str, mark: int) -> str:
        round_ = game.round
        round_.in_turns = True
        round_.player = game.starter = self._after(game, game.starter)
        return text

    def check_turn(self, round_: Round, player: Player) -> None:
        if round_.player != player.name:
            raise IllegalAction("not_your_turn", f"it is the turn of {round_.player}")

    def done(self, game: Game, player: Player) -> bool:
        mark_done(game.round, player.name)
        return not game.rules.pass_on or self._pass_turn(game)

    def time_is_up(self, game: Game) -> bool:
        return self.done(game, _silent_holder(game))

    def players_changed(self, game: Game) -> bool:
        holder = game.players.get(game.round.player)
        is_absent = holder is None or not holder.active
        return game.phase == "asking" and is_absent and self._pass_turn(game)

    def _pass_turn(self, game: Game) -> bool:
        """Pass the question on to the next player who has not had it; True if there is none."""
        round_ = game.round
        following = self._after(game, round_.player)
        if not following and (has_players(game) or game.is_decided()):
            return True
        # With nobody there the question stays open: somebody may come back to it.
        round_.player = following
        game.enter("asking")
        if following:
            round_.elapsed = 0.0  # each player has the whole time
            game.emit(events.TurnPassed, player=following)
        return False

    @staticmethod
    def _after(game: Game, name: str) -> str:
        """The awaited player who comes after `name` in the order of joining; empty if nobody is awaited."""
        order, awaited = game.order, game.round.awaited
        start = game.players[name].place + 1 if name in game.players else 0
        for step in range(len(order)):
            following = order[(start + step) % len(order)]
            if following in awaited:
                return following
        return ""


class First(Way):
    """Players answer side by side, and the first right answer settles the question."""


class Buzzing(Way):
    """A tossup: whoever buzzes has the floor, and who is wrong there has spent the chance of the whole team."""

    side_by_side = False
    one_try = True
    answering = "buzzed"

    def open(self, game: Game, text: str, mark: int) -> str:
        if not game.rules.word_seconds:
            return text
        game.round.words = tuple(text.split())
        game.round.mark = mark
        return ""

    def may_buzz(self, game: Game, player: Player) -> bool:
        turn = game.round.turns.get(player.name)
        return game.phase in ("reading", "asking") and player.active and not (turn is not None and turn.done)

    def buzz(self, game: Game, player: Player) -> None:
        if not self.may_buzz(game, player):
            raise IllegalAction("already_answered", f"{player.name} may not buzz on this question any more")
        round_ = game.round
        round_.turns.setdefault(player.name, Turn())
        round_.player = player.name
        round_.floor_elapsed = 0.0
        game.enter("buzzed")
        game.emit(events.Buzzed, player=player.name, count=round_.read, seconds=game.rules.answer_seconds)

    def check_may_answer(self, game: Game, player: Player) -> Turn:
        if game.phase != "buzzed":
            raise IllegalAction("buzz_first", "a tossup is answered after a buzz")
        if game.round.player != player.name:
            raise IllegalAction("not_your_turn", f"{game.round.player} has the floor")
        return super().check_may_answer(game, player)

    def check_may_pass(self, game: Game, player: Player) -> Turn:
        return super().check_may_answer(game, player)  # that takes no buzz

    def done(self, game: Game, player: Player) -> bool:
        round_ = game.round
        mark_done(round_, player.name)
        has_floor = round_.player == player.name
        for mate in game.players.values() if has_floor and player.team else ():
            if mate.team == player.team:
                round_.turns.setdefault(mate.name, Turn())
                mark_done(round_, mate.name)
        if all_are_done(game):
            return True
        if has_floor:
            self._free_floor(game)
        return False

    def time_is_up(self, game: Game) -> bool:
        if game.phase != "buzzed":
            return super().time_is_up(game)
        return self.done(game, _silent_holder(game))

    def joined(self, game: Game, player: Player) -> None:
        turns = game.round.turns
        mates = [turn for name, turn in turns.items() if player.team and game.players[name].team == player.team]
        if player.name not in turns and any(mate.done for mate in mates):
            turns[player.name] = Turn(done=True)
        super().joined(game, player)

    def players_changed(self, game: Game) -> bool:
        if game.phase == "buzzed" and not game.players[game.round.player].active:
            self._free_floor(game)
        return super().players_changed(game)

    def _free_floor(self, game: Game) -> None:
        """Nobody has the floor any more: the tossup is read on, or waits for the next buzz."""
        round_ = game.round
        round_.player = ""
        game.enter("reading" if round_.read < len(round_.words) else "asking")


class Bonus(Way):
    """A bonus question: one side has one answer to it."""

    side_by_side = False
    one_try = True

    def check_turn(self, round_: Round, player: Player) -> None:
        if player.side != round_.bonus:
            raise IllegalAction("not_your_turn", f"this bonus is for {round_.bonus}")

    def done(self, game: Game, player: Player) -> bool:
        mark_done(game.round, player.name)
        return True

    def players_changed(self, game: Game) -> bool:
        return game.phase == "asking" and not has_players(game, game.round.bonus)


_BONUS = Bonus()
_WAYS: Mapping[Who, Way] = {"everyone": Everyone(), "turns": Turns(), "first": First(), "buzz": Buzzing()}


def way_of(game: Game) -> Way:
    """How players take part in the open question."""
    return _BONUS if game.round.bonus else _WAYS[game.rules.who]


def give_clue(game: Game, player: Player) -> bool:
    """Tell all the next clue of the open question; False if there is none. `player` missed, or asked for it."""
    clues, hints = game.question().clues, game.round.hints
    if len(hints) == len(clues):
        return False
    text = clues[len(hints)]
    hints.append(text)
    game.emit(events.HintGiven, player=player.name, number=len(hints), kind="clue", text=text)
    return True


def mark_done(round_: Round, name: str) -> None:
    """The question no longer waits for the player called `name`, who has a turn at it already."""
    round_.turns[name].done = True
    round_.awaited.discard(name)


def all_are_done(game: Game) -> bool:
    """Whether the open question waits for nobody any more. If the host is still to rule, everybody waits for that."""
    if game.round.awaited:
        return False
    # When all have left the question stays open: somebody may come back to it.
    return (has_players(game) or game.is_decided()) and _is_ruled(game)


def has_players(game: Game, side: str = "") -> bool:
    """Whether the game waits for anybody; or, given a `side`, for anybody who plays for that team or player."""
    for player in game.players.values():
        if player.present and not player.out and (not side or player.side == side):
            return True
    return False


def _is_ruled(game: Game) -> bool:
    """Whether all that was answered is ruled on; if not, everybody waits for the host."""
    if game.rules.judge == "host" and game.waits_for_host():
        game.enter("ruling")
        return False
    return True


def _silent_holder(game: Game) -> Player:
    """Whoever was to answer, and has said nothing in time: that is counted and told."""
    player = game.players[game.round.player]
    game.round.turns.setdefault(player.name, Turn())
    record = game.record(player.name, "silence")
    if game.question().key is not None:
        game.count(record)
    game.emit(events.TimeUp, what="answer", player=player.name, seconds=record.seconds)
    game.put_out(player)
    return player
