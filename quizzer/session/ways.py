"""The ways to take part in a question: everyone, in turns, the first right answer, buzzing, and bonuses.

Each decides who may answer, and how the question continues when a player is done or time is up. If this settles the
question, the phase becomes "explaining", and `close_if_settled` in `rounds.py` closes it.
"""

from collections.abc import Mapping
from typing import ClassVar

from quizzer.grading import Outcome
from quizzer.session import events
from quizzer.session.phases import Phase
from quizzer.session.rules import Who
from quizzer.session.saying import refusal
from quizzer.session.scoring import Record
from quizzer.session.state import Game, Player, Round, Turn


class Way:
    """The base of all ways, and the way in which the first right answer wins: players answer side by side."""

    side_by_side: ClassVar[bool] = True  # players answer independently, and not one after the other
    in_turns: ClassVar[bool] = False  # a question begins with one player
    read_out: ClassVar[bool] = False  # quizzer reads it word by word, if the rules say so
    one_try: ClassVar[bool] = False  # in spite of the rules
    answering: ClassVar[Phase] = "asking"  # the phase in which players answer

    def may_buzz(self, game: Game, player: Player) -> bool:
        """Whether `player` may buzz now."""
        return False

    def buzz(self, game: Game, player: Player) -> None:
        """Let `player` buzz. Raises IllegalAction if nobody can buzz."""
        raise refusal("no_buzzing")

    def check_may_answer(self, game: Game, player: Player) -> Turn:
        """Return the turn of `player` at the question so far. Raises IllegalAction if this player may not answer
        now."""
        round_ = game.round
        if player.out:
            raise refusal("player_out", player=player.shown)
        if not self.side_by_side:
            self.check_turn(game, player)
        if (turn := round_.turns.get(player.id)) is None:
            return Turn()  # the game keeps it only after an action of the player
        if turn.done:
            raise refusal("already_answered", player=player.shown)
        return turn

    def check_may_pass(self, game: Game, player: Player) -> Turn:
        """Like `check_may_answer`, for a player who wants to give up the question."""
        return self.check_may_answer(game, player)

    def check_turn(self, game: Game, player: Player) -> None:
        """Raise IllegalAction if another player must answer; not used if players answer side by side."""

    def ruled(self, game: Game, player: Player, turn: Turn, record: Record) -> None:
        """Continue after a ruling on an answer to the open question."""
        if record.outcome is Outcome.PROMPT:
            if game.phase == "buzzed":
                game.enter("buzzed")
                game.round.floor_elapsed = 0.0
            return
        right = record.outcome is Outcome.CORRECT
        turn.tries += 1
        is_out = game.rules.lives is not None and put_out(game, player)
        if right and game.rules.has_one_winner:
            mark_done(game.round, player.id)
            game.enter("explaining")
        elif not right and game.question.clues:
            if not give_clue(game, player.id) or is_out or not self.side_by_side:
                self.done(game, player)
        elif right or is_out or self.one_try or turn.tries >= game.rules.most_tries:
            self.done(game, player)

    def done(self, game: Game, player: Player) -> None:
        """Continue after `player` is done, without having settled the question for all."""
        mark_done(game.round, player.id)
        settle_if_all_are_done(game)

    def not_ruled(self, game: Game, player: Player, then: Phase) -> None:
        """Continue after an answer without a ruling. Side by side the others continue; otherwise the phase becomes
        `then`."""
        if self.side_by_side:
            self.done(game, player)
        else:
            game.enter(then)

    def time_is_up(self, game: Game) -> None:
        """End the question, or the turn of a player, when time is up."""
        game.emit(events.TimeUp, what="question", seconds=round(game.elapsed(), 3))
        _settle(game)

    def joined(self, game: Game, player: Player) -> None:
        """Let the open question wait for `player` too, who has just joined."""
        round_ = game.round
        turn = round_.turns.get(player.id)
        if turn is None or not turn.done:
            round_.awaited.add(player.id)

    def players_changed(self, game: Game) -> None:
        """Continue the open question after players came, left or were put out."""
        if game.phase in ("asking", "reading"):
            settle_if_all_are_done(game)


class Everyone(Way):
    """Everybody answers for themselves. A player without an answer in time has missed the question."""

    def time_is_up(self, game: Game) -> None:
        game.emit(events.TimeUp, what="question", seconds=round(game.elapsed(), 3))
        round_ = game.round
        for player in list(game.players.values()) if game.question.key is not None else ():
            if player.id in round_.awaited:
                game.count(game.record(player.id, "silence"))
                round_.turns.setdefault(player.id, Turn())
                mark_done(round_, player.id)
                put_out(game, player)
        _settle(game)


class Turns(Way):
    """One player after the other. If the rules say so, a missed question passes to the next."""

    side_by_side = False
    in_turns = True

    def check_turn(self, game: Game, player: Player) -> None:
        if game.round.player != player.id:
            raise refusal("not_your_turn", player=game.shown(game.round.player))

    def done(self, game: Game, player: Player) -> None:
        mark_done(game.round, player.id)
        if game.rules.pass_on:
            self._pass_turn(game)
        else:
            game.enter("explaining")

    def time_is_up(self, game: Game) -> None:
        self.done(game, _silent_holder(game))

    def players_changed(self, game: Game) -> None:
        holder = game.players.get(game.round.player)
        if game.phase == "asking" and (holder is None or not holder.active):
            self._pass_turn(game)

    def _pass_turn(self, game: Game) -> None:
        """Pass the question on to the next player who has not had it; if there is none, it is settled."""
        round_ = game.round
        # Without players the question stays open, because one may come back.
        if not round_.awaited and (has_players(game) or game.is_decided):
            game.enter("explaining")
            return
        round_.player = following = game.awaited_after(round_.player)
        game.enter("asking")
        if following:
            round_.elapsed = 0.0  # each player has the whole time
            game.emit(events.TurnPassed, player=following)


class Buzzing(Way):
    """A tossup: a player who buzzes may answer. A wrong answer spends the chance of the whole team."""

    side_by_side = False
    read_out = True
    one_try = True
    answering = "buzzed"

    def may_buzz(self, game: Game, player: Player) -> bool:
        turn = game.round.turns.get(player.id)
        return game.phase in ("reading", "asking") and player.active and not (turn is not None and turn.done)

    def buzz(self, game: Game, player: Player) -> None:
        if not self.may_buzz(game, player):
            raise refusal("already_answered", case="buzz", player=player.shown)
        round_ = game.round
        round_.turns.setdefault(player.id, Turn())
        round_.player = player.id
        round_.floor_elapsed = 0.0
        game.enter("buzzed")
        game.emit(events.Buzzed, player=player.id, count=round_.read, seconds=game.rules.answer_seconds)

    def check_may_answer(self, game: Game, player: Player) -> Turn:
        if game.phase != "buzzed":
            raise refusal("buzz_first")
        if game.round.player != player.id:
            raise refusal("not_your_turn", case="floor", player=game.shown(game.round.player))
        return super().check_may_answer(game, player)

    def check_may_pass(self, game: Game, player: Player) -> Turn:
        return super().check_may_answer(game, player)  # without a buzz

    def done(self, game: Game, player: Player) -> None:
        round_ = game.round
        mark_done(round_, player.id)
        has_floor = round_.player == player.id
        for mate in game.players.values() if has_floor and player.team else ():
            if mate.team == player.team:
                round_.turns.setdefault(mate.id, Turn())
                mark_done(round_, mate.id)
        settle_if_all_are_done(game)
        if round_.open and has_floor:
            self._free_floor(game)

    def time_is_up(self, game: Game) -> None:
        if game.phase == "buzzed":
            self.done(game, _silent_holder(game))
        else:
            super().time_is_up(game)

    def joined(self, game: Game, player: Player) -> None:
        turns = game.round.turns
        mates = [turn for name, turn in turns.items() if player.team and game.players[name].team == player.team]
        if player.id not in turns and any(mate.done for mate in mates):
            turns[player.id] = Turn(done=True)
        super().joined(game, player)

    def players_changed(self, game: Game) -> None:
        if game.phase == "buzzed" and not game.players[game.round.player].active:
            self._free_floor(game)
        super().players_changed(game)

    def _free_floor(self, game: Game) -> None:
        """End the turn after a buzz: quizzer reads the tossup on, or waits for the next buzz."""
        round_ = game.round
        round_.player = ""
        game.enter("reading" if round_.read < len(round_.words) else "asking")


class Bonus(Way):
    """A bonus question: one side has one answer."""

    side_by_side = False
    one_try = True

    def check_turn(self, game: Game, player: Player) -> None:
        if player.side != game.round.bonus:
            raise refusal("not_your_turn", case="bonus", player=game.shown(game.round.bonus))

    def done(self, game: Game, player: Player) -> None:
        mark_done(game.round, player.id)
        game.enter("explaining")

    def players_changed(self, game: Game) -> None:
        side, players = game.round.bonus, game.players.values()
        if game.phase == "asking" and not any(player.active and player.side == side for player in players):
            game.enter("explaining")


BONUS = Bonus()
WAYS: Mapping[Who, Way] = {"everyone": Everyone(), "turns": Turns(), "first": Way(), "buzz": Buzzing()}


def way_of(game: Game) -> Way:
    """Return the way to take part in the open question."""
    return BONUS if game.round.bonus else WAYS[game.rules.who]


def hints_known(round_: Round, player: str) -> int:
    """Return the number of hints that `player` knows; for an empty id, the number that everybody knows."""
    turn = round_.turns.get(player)
    return max(round_.hints_for_all, turn.hints if turn is not None else 0)


def give_clue(game: Game, player: str = "") -> bool:
    """Show the next clue of the open question; return False if there is none. `player` missed, or asked for it."""
    clues = game.question.clues
    known = hints_known(game.round, player)
    if known == len(clues):
        return False
    tell_hint(game, player, known, events.HintText("clue", clues[known]))
    return True


def tell_hint(game: Game, player: str, known: int, hint: events.HintText, points: float = 0.0) -> None:
    """Show the hint after the `known` ones to all, or only to `player` if the rules say so; empty for nobody.

    If everybody answers, a hint after an answer reveals that it was not right, so only its player sees it.
    """
    round_, rules = game.round, game.rules
    turn = round_.turns.get(player)
    is_telling = turn is not None and turn.sent and rules.who == "everyone"
    if known == len(round_.hints):
        round_.hints.append(hint.text)
    if player and (is_telling or (rules.own_hints and way_of(game).side_by_side)):
        round_.turns.setdefault(player, Turn()).hints = known + 1
    else:
        round_.hints_for_all = known + 1
    hint_given = events.HintGiven(len(game.events), game.at, player, known + 1, points=points, **hint._asdict())
    game.events.append(hint_given)


def mark_done(round_: Round, name: str) -> None:
    """Wait no longer for the player `name`, who has had a turn at the question."""
    round_.turns[name].done = True
    round_.awaited.discard(name)


def settle_if_all_are_done(game: Game) -> None:
    """Settle the open question if it no longer waits for anybody."""
    # When all have left, the question stays open, because one may come back.
    if not game.round.awaited and (has_players(game) or game.is_decided):
        _settle(game)


def has_players(game: Game) -> bool:
    """Whether the game waits for anybody."""
    return any(player.active for player in game.players.values())


def put_out(game: Game, player: Player) -> bool:
    """Put `player` out if no life is left. Returns whether this happened now."""
    lives, tally = game.rules.lives, game.scores.tallies.get(player.id)
    if lives is None or player.out or tally is None or tally.misses < lives:
        return False
    player.out = True
    game.round.awaited.discard(player.id)
    game.events.append(events.PlayerOut(len(game.events), game.at, player.id))
    return True


def _settle(game: Game) -> None:
    """End the open question. If an answer waits for the host, everybody waits for the ruling."""
    is_ruled = game.rules.judge != "host" or not game.waits_for_host()
    game.enter("explaining" if is_ruled else "ruling")


def _silent_holder(game: Game) -> Player:
    """Count and report each player who should have answered, but has not in time."""
    player = game.players[game.round.player]
    game.round.turns.setdefault(player.id, Turn())
    record = game.record(player.id, "silence")
    if game.question.key is not None:
        game.count(record)
    game.emit(events.TimeUp, what="answer", player=player.id, seconds=record.result.seconds)
    put_out(game, player)
    return player
