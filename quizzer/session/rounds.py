"""A question's life: it is asked, waits for players, is closed and explained; and what comes after."""

from __future__ import annotations

from collections.abc import Iterable

from quizzer.grading import Outcome
from quizzer.session import events
from quizzer.session.adapting import fitting, learn
from quizzer.session.choices import own_order
from quizzer.session.scoring import Record, standings, team_standings
from quizzer.session.state import EndReason, Game, Player, Round, Turn

__all__ = [
    "advance",
    "ask",
    "carry_on",
    "close",
    "count",
    "count_out",
    "end",
    "finish",
    "is_decided",
    "most_questions",
    "move_on",
    "pass_on",
    "release",
    "reveal",
    "turn_of",
    "went_away",
]

_SAID = ("answer", "pass", "contribution")
_POWER_MARK = "(*)"  # in a tossup's text; who is right before it earns more


def advance(game: Game) -> None:
    """Ask the next question, or end the game if there is none."""
    if is_decided(game):
        end(game, "all_out")
        return
    _earn_bonus(game)
    bonus = game.main + game.bonuses_asked
    if game.bonus_left and bonus < len(game.questions) and _members(game, game.bonus_side):
        game.bonus_left -= 1
        game.bonuses_asked += 1
        ask(game, bonus, game.bonus_side)
        return
    game.bonus_left = 0
    number = _next_number(game)
    if number is None:
        end(game, "finished")
        return
    game.numbers.append(number)
    ask(game, number)


def ask(game: Game, number: int, bonus: str = "") -> None:
    """Open the question at this place, for everybody or as a bonus for one side."""
    rules, question = game.rules, game.questions[number]
    round_ = game.round = Round(number, {}, game.active, len(game.records), len(game.events), bonus=bonus)
    game.phase = "asking"
    text, before = _split_at_mark(question.text)
    if rules.who == "turns":
        round_.player = game.starter = _after(game, game.starter)
    elif rules.who == "buzz" and rules.word_seconds and not bonus:
        _prepare_reading(game, round_, text, before)
        text = ""
    round_.choices = own_order(question, game.seed, number)
    game.emit(
        events.QuestionAsked,
        number=len(game.numbers),
        of=most_questions(game),
        text=text,
        category=question.category,
        difficulty=question.difficulty,
        kind=question.kind,
        choices=round_.choices or (question.key.choices if question.key is not None else ()),
        media=question.media,
        scored=question.key is not None,
        seconds=rules.question_seconds,
        player=round_.player,
        bonus=bonus,
    )
    game.run_clock()


def most_questions(game: Game) -> int:
    """How many questions will be asked at most, bonuses left out."""
    return game.main if game.rules.questions is None else min(game.main, game.rules.questions)


def close(game: Game) -> None:
    """The open question is over: everybody learns everything about it, and the game goes on by its rules."""
    reveal(game)
    if game.rules.lives is not None and is_decided(game):
        end(game, "all_out")
    elif game.rules.auto_next:
        advance(game)


def reveal(game: Game) -> None:
    """The open question is over, and everybody learns everything about it."""
    round_ = game.round
    assert round_ is not None
    question = game.questions[round_.number]
    game.stop_clock()
    round_.open = False
    round_.waiting = 0
    round_.revealed = len(game.events)
    game.phase = "explaining"
    last: dict[str, events.Result] = {}
    for record in game.records[round_.first_record :]:
        if record.what in _SAID:
            last[record.player] = _result(record)
    results: Iterable[events.Result] = last.values()
    if game.rules.who == "everyone":
        # In the order of joining, and with those who said nothing.
        results = [
            last[name] if name in last else events.Result(name)
            for name, player in game.players.items()
            if name in last or player.present
        ]
    game.events.append(
        events.Revealed(
            round_.revealed,
            game.at,
            question.id,
            question.key.answer if question.key is not None else None,
            question.explanation,
            question.source,
            question.film,
            tuple(results),
        )
    )


def end(game: Game, reason: EndReason) -> None:
    """The game is over. A question that is still open stays unanswered, and untold."""
    if game.round is not None:
        game.stop_clock()
        game.round.open = False
    game.phase = "over"
    game.ended = reason
    game.emit(
        events.GameEnded,
        reason=reason,
        standings=standings(game.scores, game.players),
        teams=team_standings(game.scores, game.teams()),
    )


def count(game: Game, record: Record) -> float:
    """Take `record` into the game, and its points."""
    game.records.append(record)
    if game.rules.choose == "adaptive":
        learn(game, record)
    return game.scores.add(record)


def finish(game: Game, player: Player, turn: Turn) -> None:
    """`player` is done with the open question."""
    if not turn.done:
        assert game.round is not None
        turn.done = True
        game.round.waiting -= player.active


def move_on(game: Game) -> None:
    """Close the open question if it waits for nobody any more."""
    round_ = game.round
    assert round_ is not None
    # When all have left the question stays open: somebody may come back to it.
    if round_.waiting > 0 or (game.active == 0 and not is_decided(game)):
        return
    if round_.undecided:
        game.stop_clock()
        game.phase = "ruling"
    else:
        close(game)


def pass_on(game: Game) -> None:
    """The question goes to the next player who has not had it, or is closed."""
    round_ = game.round
    assert round_ is not None
    following = _after(game, round_.player, waiting=True)
    if not following and (game.active > 0 or is_decided(game)):
        close(game)
        return
    game.stop_clock()
    round_.player = following
    if following:
        # Each player has the whole time.
        round_.elapsed = 0.0
        game.emit(events.TurnPassed, player=following)
    game.run_clock()


def went_away(game: Game, player: Player) -> None:
    """`player` has left or is out: the open question no longer waits for an answer from there."""
    round_ = game.round
    if round_ is None or not round_.open:
        return
    turn = round_.turns.get(player.name)
    if turn is None or not turn.done:
        round_.waiting -= 1
    carry_on(game)


def carry_on(game: Game) -> None:
    """Go on with the open question after players came or went."""
    round_ = game.round
    assert round_ is not None
    if game.phase == "buzzed" and not game.players[round_.player].active:
        release(game)
    if game.phase not in ("asking", "reading"):
        return
    if round_.bonus:
        if not _members(game, round_.bonus):
            close(game)
    elif game.rules.who == "turns":
        holder = game.players.get(round_.player)
        if holder is None or not holder.active:
            pass_on(game)
    else:
        move_on(game)


def release(game: Game) -> None:
    """Nobody has the floor any more: the tossup is read on, or waits for the next buzz."""
    round_ = game.round
    assert round_ is not None
    game.stop_clock()
    round_.player = ""
    game.phase = "reading" if round_.read < len(round_.words) else "asking"
    game.run_clock()


def turn_of(game: Game, name: str) -> Turn:
    """What `name` has done about the open question; it is part of the game only once it is in `turns`."""
    assert game.round is not None
    return game.round.turns.get(name) or Turn()


def count_out(game: Game, player: Player) -> bool:
    """Put `player` out if no life is left; whether that happened now."""
    lives = game.rules.lives
    if lives is None or player.out or _misses(game, player) < lives:
        return False
    if player.present:
        game.active -= 1
        if game.round is not None and game.round.open and not turn_of(game, player.name).done:
            game.round.waiting -= 1
    player.out = True
    game.emit(events.PlayerOut, player=player.name)
    return True


def _misses(game: Game, player: Player) -> int:
    tally = game.scores.tallies.get(player.name)
    return tally.misses if tally is not None else 0


def is_decided(game: Game) -> bool:
    """Whether lives have run out: for everybody, or for all but one of several."""
    if game.rules.lives is None or not any(player.out for player in game.players.values()):
        return False
    alive = sum(not player.out for player in game.players.values())
    return alive == 0 or (alive == 1 and len(game.players) > 1)


def _earn_bonus(game: Game) -> None:
    """Who has the tossup that was just explained, as it is ruled by now, has its bonus."""
    round_ = game.round
    if round_ is None or round_.bonus or game.rules.who != "buzz":
        return
    right = [record for record in game.records[round_.first_record :] if record.outcome is Outcome.CORRECT]
    game.bonus_left = game.rules.bonus_parts if right else 0
    game.bonus_side = game.players[right[0].player].side if right else ""


def _next_number(game: Game) -> int | None:
    if len(game.numbers) >= most_questions(game):
        return None
    if game.rules.choose == "adaptive":
        return fitting(game)
    return len(game.numbers)


def _split_at_mark(text: str) -> tuple[str, str]:
    """`text` without its power mark, and what stands before that."""
    if _POWER_MARK not in text:
        return text, ""
    before, _, after = text.partition(_POWER_MARK)
    return " ".join((before + after).split()), before


def _prepare_reading(game: Game, round_: Round, text: str, before: str) -> None:
    round_.words = tuple(text.split())
    round_.mark = len(before.split())
    game.phase = "reading"


def _members(game: Game, side: str) -> list[Player]:
    return [player for player in game.players.values() if player.active and player.side == side]


def _after(game: Game, name: str, *, waiting: bool = False) -> str:
    """The active player who comes after `name` in the order of joining; `waiting`: and is not done yet."""
    order = game.order
    start = game.players[name].place + 1 if name in game.players else 0
    for step in range(len(order)):
        following = order[(start + step) % len(order)]
        if game.players[following].active and not (waiting and turn_of(game, following).done):
            return following
    return ""


def _result(record: Record) -> events.Result:
    verdict = record.verdict
    if verdict is None or (record.outcome is not verdict.outcome and record.by_person):
        # Where a person ruled otherwise, the referee's reasons are none.
        return events.Result(
            record.player,
            record.given,
            record.outcome,
            points=record.points,
            passed=record.what == "pass",
            ruling=record.seq if record.what == "answer" else None,
        )
    return events.Result(
        record.player,
        record.given,
        record.outcome,
        verdict.reason,
        record.message,
        verdict.matched,
        record.points,
        False,
        record.seq,
    )
