"""Rulings of people: protests, rulings that replace the referee's, and taking them back."""

from collections.abc import Mapping

import msgspec

from quizzer.grading import Outcome, fold
from quizzer.session import events
from quizzer.session.actions import Protest, Rule, Undo
from quizzer.session.saying import refusal
from quizzer.session.scoring import Record, Scores
from quizzer.session.selection import meant, own_order
from quizzer.session.state import Game, Player, Turn, of_verdict
from quizzer.session.ways import Way, mark_done, put_out, settle_if_all_are_done, way_of

_LONGEST_REASON = 1000


def protest(game: Game, action: Protest) -> None:
    """Mark a ruling, so that a person looks at it."""
    player = game.known_player(action.player)
    check_reason(action.why)
    if action.ruling is None:
        own = (each for each in reversed(game.records) if each.player == player.id and each.what == "answer")
        if (latest := next(own, None)) is None:
            raise refusal("unknown_ruling", case="none", player=player.shown)
        record = latest
    else:
        record = _find(game, action.ruling)
    if record.seq in game.protested:
        raise refusal("already_protested")
    game.protested.add(record.seq)
    game.emit(events.Protested, player=player.id, ruling=record.seq, why=action.why)


def rule(game: Game, action: Rule) -> None:
    """Replace a ruling by that of a person; scores, lives and the open question follow."""
    _check_ruler(game, action.by)
    record = _find(game, action.ruling)
    before, after = record.outcome, action.outcome
    if not isinstance(after, Outcome):
        raise refusal("bad_outcome")
    _check_not_paused(game, record)
    if before is after:
        raise refusal("no_change", outcome=after.value)
    if after is Outcome.PROMPT and not _can_answer_again(game, record):
        raise refusal("question_closed", case="moved_on")
    game.undoable.append((record.seq, before))
    _change(game, record, after, action.by, undone=False)


def undo(game: Game, action: Undo) -> None:
    """Take back the last ruling of a person; scores, lives and the open question follow."""
    _check_ruler(game, action.by)
    if not game.undoable:
        raise refusal("nothing_to_undo")
    seq, outcome = game.undoable[-1]
    record = _find(game, seq)
    _check_not_paused(game, record)
    if outcome is Outcome.PROMPT and not _can_answer_again(game, record):
        outcome = Outcome.INCORRECT
    way = way_of(game)
    waits_for_player = game.phase == way.answering and game.round.player in ("", record.player)
    if outcome is None and _is_open(game, record) and not (way.side_by_side or waits_for_player):
        raise refusal("question_moved_on")
    game.undoable.pop()
    _change(game, record, outcome, action.by, undone=True)


class OpenRuling(msgspec.Struct, frozen=True):
    """An answer that waits for a person, who sends `Rule(ruling, …)`. For the host only: it contains the right answer.

    `given` is the player's answer, `answer` the expected one, `suggested` the referee's ruling, and `explanation` its
    reason. `alike` are the numbers of all equal answers to that question, this one too.
    """

    ruling: int
    player: str
    question: str
    given: str
    answer: str
    outcome: Outcome | None
    suggested: Outcome | None
    protested: bool = False
    explanation: str = ""
    alike: tuple[int, ...] = ()


def open_rulings(game: Game) -> tuple[OpenRuling, ...]:
    """Return the answers that wait for a person, oldest first."""
    waiting = [
        record
        for record in game.records
        if record.seq in game.protested or (record.what == "answer" and not record.outcome)
    ]
    waiting = sorted((*waiting, *game.pending.values()), key=lambda record: record.seq)
    asked = {record.place for record in waiting}
    alike: dict[tuple[int, str], list[int]] = {}
    for record in game.records if asked else ():
        if record.what == "answer" and record.place in asked:
            alike.setdefault((record.place, fold(record.result.given)), []).append(record.seq)
    return tuple(
        OpenRuling(
            record.seq,
            record.player,
            game.questions[record.place].id,
            record.result.given,
            key.answer if (key := game.questions[record.place].key) is not None else "",
            record.outcome,
            record.verdict.outcome if record.verdict is not None else None,
            record.seq in game.protested,
            record.verdict.explain() if record.verdict is not None else "",
            tuple(alike.get((record.place, fold(record.result.given)), (record.seq,))),
        )
        for record in waiting
    )


def changed_rulings(game: Game) -> list[tuple[int, Outcome]]:
    """Yield each ruling that the referee would now change, with the new outcome.

    If the referee would now ask for more, it is too late for that, and the answer is wrong. If it asked for more at the
    time, that ruling stays, unless the answer is now right.
    """
    changed = []
    for record in game.records:
        question = game.questions[record.place]
        key = question.key
        if record.what != "answer" or record.verdict is None or record.seq in game.overruled or key is None:
            continue
        if game.phase == "paused" and _is_open(game, record):
            continue
        given = meant(record.result.given, own_order(question, game.seed, record.place))
        outcome = key.grade(given, game.canon).outcome
        if outcome is record.verdict.outcome:
            continue
        if outcome is Outcome.PROMPT:
            outcome = Outcome.INCORRECT
        if outcome is not record.outcome and not (outcome is Outcome.INCORRECT and record.outcome is Outcome.PROMPT):
            changed.append((record.seq, outcome))
    return changed


def _check_not_paused(game: Game, record: Record) -> None:
    if game.phase == "paused" and _is_open(game, record):
        raise refusal("paused", case="ruling")


def _check_ruler(game: Game, by: object) -> None:
    if game.rules.host:
        if by != game.rules.host:
            raise refusal("not_the_host", player=game.shown(game.rules.host))
    elif by != "":
        game.known_player(by)


def check_reason(why: object) -> None:
    """Raise IllegalAction if the reason of a person is not a text, or is too long."""
    if not isinstance(why, str) or len(why) > _LONGEST_REASON:
        raise refusal("bad_text", case="long_reason", most=_LONGEST_REASON)
    if not why.isascii() and any("\ud800" <= mark <= "\udfff" for mark in why):
        raise refusal("bad_text", case="reason")


def _find(game: Game, seq: object) -> Record:
    record = game.pending.get(seq) if type(seq) is int else None
    if record is None and type(seq) is int:
        record = next((each for each in reversed(game.records) if each.seq == seq and each.what == "answer"), None)
    if record is None:
        raise refusal("unknown_ruling")
    return record


def _is_open(game: Game, record: Record) -> bool:
    return game.round.open and game.round.asking is record.asking


def _can_answer_again(game: Game, record: Record) -> bool:
    may_again = record.seq in game.pending or (way_of(game).side_by_side and game.players[record.player].active)
    return may_again and _is_open(game, record)


def _change(game: Game, record: Record, after: Outcome | None, by: str, *, undone: bool) -> None:
    before = record.outcome
    old = {name: game.tally(name).points for name in game.players}
    is_secret = game.is_secret and not _is_open(game, record)
    public = {name: game.tally_before(name).points for name in game.players} if is_secret else {}
    verdict = record.verdict if record.verdict is not None and record.verdict.outcome is after else None
    # If a person has changed the ruling, the referee's reasons are void.
    record.result = msgspec.structs.replace(record.result, outcome=after, **of_verdict(verdict))
    game.overruled.add(record.seq)
    game.protested.discard(record.seq)
    if game.pending.pop(record.seq, None) is not None:
        game.count(record)
    else:
        game.count_anew()
    if is_secret:
        # Rivals may see the scores without the open question.
        now = game.round.asking
        known = Scores.fold(game.rules, (each for each in game.records if each.asking is not now))
        game.round.before = {name: known.tally(name) for name in game.players}
        game.masked[len(game.events)] = _changes(public, known)
    game.emit(
        events.RulingChanged,
        ruling=record.seq,
        player=record.player,
        before=before,
        after=after,
        by=by,
        own=bool(by) and not game.rules.host,
        undone=undone,
        scores=_changes(old, game.scores),
        points=record.result.points,
        streak=record.result.streak,
        parts=record.result.parts,
    )
    _count_lives(game)
    if _is_open(game, record):
        _follow(game, record, before)
        # A player who may answer again may have left before the host ruled.
        if _is_open(game, record):
            way_of(game).players_changed(game)


def _follow(game: Game, record: Record, before: Outcome | None) -> None:
    """Adapt the open question to a changed ruling, whose outcome was `before`."""
    player, way = game.players[record.player], way_of(game)
    turn = game.round.turns[player.id]
    if before is None and record.outcome is not None:
        _decide(game, way, record, player, turn)
    elif way.side_by_side:
        _change_side_by_side(game, record, player, turn, before)
    elif record.outcome is Outcome.CORRECT:
        mark_done(game.round, player.id)
        game.enter("explaining")
    elif record.outcome is None:
        game.enter("ruling")
    elif before is Outcome.PROMPT and game.round.player == player.id and game.phase != "ruling":
        way.ruled(game, player, turn, record)


def _changes(old: Mapping[str, float], scores: Scores) -> tuple[events.ScoreChange, ...]:
    now = {name: tally.points for name, tally in scores.tallies.items()}
    return tuple(
        events.ScoreChange(name, was, now.get(name, 0.0)) for name, was in old.items() if now.get(name, 0.0) != was
    )


def _decide(game: Game, way: Way, record: Record, player: Player, turn: Turn) -> None:
    """Continue after the host has ruled on a waiting answer."""
    if not way.side_by_side:
        if game.phase == "ruling":
            game.enter(way.answering)
            game.round.floor_elapsed = 0.0
            way.ruled(game, player, turn, record)
        return
    if game.phase == "ruling" and not game.waits_for_host():
        game.enter("asking")
    if record.outcome is not Outcome.PROMPT:
        turn.tries += 1
    if record.outcome is Outcome.CORRECT and game.rules.has_one_winner:
        game.enter("explaining")
        return
    if record.outcome is not Outcome.CORRECT and turn.tries < game.rules.most_tries and not player.out:
        _open_again(game, player, turn)
    settle_if_all_are_done(game)


def _change_side_by_side(game: Game, record: Record, player: Player, turn: Turn, before: Outcome | None) -> None:
    after = record.outcome
    if after is Outcome.PROMPT:
        turn.tries = max(0, turn.tries - 1)
        _open_again(game, player, turn)
    elif after is None or after is Outcome.CORRECT:
        mark_done(game.round, player.id)
        if after is Outcome.CORRECT and game.rules.has_one_winner:
            game.enter("explaining")
            return
    elif before is Outcome.PROMPT:
        turn.tries += 1
        if turn.tries >= game.rules.most_tries:
            mark_done(game.round, player.id)
    settle_if_all_are_done(game)


def _open_again(game: Game, player: Player, turn: Turn) -> None:
    """Let `player` answer the open question again."""
    turn.done = False
    if player.active:
        game.round.awaited.add(player.id)
    if game.phase == "ruling":
        game.enter("asking")


def _count_lives(game: Game) -> None:
    """Put players out, or back in, after the scores have changed; an ended game may continue."""
    if game.rules.lives is None:
        return
    is_open = game.round.open
    for player in game.players.values():
        if not put_out(game, player) and player.out and game.lives_left(game.tally(player.id)):
            player.out = False
            if player.present and is_open:
                way_of(game).joined(game, player)
    if is_open:
        way_of(game).players_changed(game)
    if game.phase == "over" and game.ended == "all_out" and not game.is_decided:
        game.ended = None
        game.enter("explaining")
        game.emit(events.GameReopened)
