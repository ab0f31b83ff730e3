"""Who may send which action, and who may see which event. Pipes, streams and pages all use this.

A host may send and see everything. A player acts for themselves. An onlooker sends nothing, and sees the events of the
room: those that all players see at the same time.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

from quizzer.grading import Outcome, Reason, fold
from quizzer.session import actions, events
from quizzer.session.actions import PLAYERS_ACTIONS
from quizzer.session.saying import refusal
from quizzer.session.state import Game

Role: TypeAlias = Literal["player", "host", "onlooker"]

_MOST_RESULTS = 30  # of more results, each player gets only their own
_MOST_SAID = 50
_LONGEST_SAID = 100


def check_may_send(game: Game, role: Role, player: str | None, action: actions.Action) -> None:
    """Raise IllegalAction for an action that this role, or `player`, may not send."""
    if role == "host":
        return
    free = isinstance(action, (actions.Start, actions.Next)) and not game.rules.host
    if role == "onlooker" or not (free or type(action) in PLAYERS_ACTIONS):
        raise refusal("not_allowed", action=type(action).__name__, role=role)
    if not free and getattr(action, "player", None) != player:
        raise refusal("not_allowed", case="others", action=type(action).__name__)
    if isinstance(action, actions.Protest) and action.ruling is not None and game.is_secret:
        asked = game.events[game.round.asked].seq
        if action.ruling > asked and not any(
            record.seq == action.ruling and record.player == player for record in game.records[-100:]
        ):
            raise refusal("unknown_ruling", case="other")


def events_for(game: Game, player: str | None, since: int, until: int | None) -> tuple[events.Event, ...]:
    """Return the events that `player`, or for None the room, may see after their number `since`, of the first `until`
    events of the game."""
    if player is not None:
        game.known_player(player)
    streams = _streams_of(game)
    number, shown = streams.count(player), []
    for event in reversed(game.events):
        if number - 1 <= since:
            break
        if streams.hidden.get(event.seq, player) == player:
            number -= 1
            if until is not None and event.seq >= until:
                continue
            event = seen(game, event, player)  # noqa: PLW2901
            shown.append(event if event.seq == number else msgspec.structs.replace(event, seq=number))
    return tuple(reversed(shown))


def latest_seq(game: Game, player: str | None) -> int:
    """Return the number of the latest event that `player`, or the room, may see; -1 for none."""
    return _streams_of(game).count(player) - 1


def is_shown(game: Game, seq: int, player: str | None) -> bool:
    """Whether `player`, or the room, may see this event of the game, at least in part."""
    return _streams_of(game).hidden.get(seq, player) == player


class _Streams(msgspec.Struct):
    """The owners of private events, found one after the other."""

    read: int = 0  # the number of events
    asked: int = -1  # the open question; -1 for none
    sent: set[str] = msgspec.field(default_factory=set)  # the players who have sent something about it
    hidden: dict[int, str] = msgspec.field(default_factory=dict)  # by number: the owner; empty for the host
    own: dict[str, int] = msgspec.field(default_factory=dict)  # the number of hidden events of each player
    summary: tuple[int, events.Revealed, Mapping[str, events.Result]] | None = None  # of the latest large reveal

    def count(self, player: str | None) -> int:
        return self.read - len(self.hidden) + (self.own.get(player, 0) if player else 0)


def _streams_of(game: Game) -> _Streams:
    streams: _Streams = game.streams
    if streams is None:
        streams = game.streams = _Streams()
    for event in game.events[streams.read :] if streams.read < len(game.events) else ():
        if (owner := _owner(game, streams, event)) is not None:
            streams.hidden[event.seq] = owner
            streams.own[owner] = streams.own.get(owner, 0) + 1
    streams.read = len(game.events)
    return streams


def _owner(game: Game, streams: _Streams, event: events.Event) -> str | None:
    """Return the owner of a private event; None for an event that everybody may see, at least in part."""
    rules = game.rules
    match event:
        case events.TimeClamped():
            return ""
        case events.Refused():
            return event.player
        case events.HintGiven() if event.player and rules.own_hints and rules.who in ("everyone", "first"):
            return event.player
        case events.HintGiven() if event.player in streams.sent:
            return event.player
        case events.QuestionAsked() if rules.who == "everyone":
            streams.asked = event.seq
            streams.sent.clear()
        case events.Revealed() | events.GameEnded():
            streams.asked = -1
        case events.PlayerOut() if streams.asked >= 0:
            return event.player
        case events.RulingChanged() | events.Protested() if 0 <= streams.asked < event.ruling:
            return event.player
        case events.Ruled() | events.Submitted() | events.Contributed() | events.PlayerPassed() if streams.asked >= 0:
            if event.player in streams.sent:
                return event.player  # a second try reveals the first
            streams.sent.add(event.player)
    return None


def seen(game: Game, event: events.Event, player: str | None) -> events.Event:
    """Return the part of an event that `player`, or the room, may see."""
    match event:
        case events.Ruled() if event.player != player:
            if game.rules.who == "everyone":
                return events.Submitted(event.seq, event.at, event.player, event.seconds)
            # Everybody may know the outcome, but the reason would reveal half of the answer.
            reason = event.reason if event.outcome is Outcome.CORRECT else Reason.OTHER
            return msgspec.structs.replace(event, message="", reason=reason, code="", parameters=None)
        case events.Contributed() if event.player != player:
            return events.Submitted(event.seq, event.at, event.player, event.seconds)
        case events.RulingChanged() | events.Protested() if event.seq in _streams_of(game).hidden:
            streams = _streams_of(game)
            before = sum(seq < event.ruling and owner != player for seq, owner in streams.hidden.items())
            return msgspec.structs.replace(event, ruling=event.ruling - before)
        case events.RulingChanged() if event.seq in game.masked:
            own = [change for change in event.scores if change.player == player]
            others = [change for change in game.masked[event.seq] if change.player != player]
            return msgspec.structs.replace(event, scores=(*own, *others))
        case events.Revealed() if len(event.results) > _MOST_RESULTS:
            streams = _streams_of(game)
            if streams.summary is None or streams.summary[0] != event.seq:
                streams.summary = (event.seq, _summed_up(event), {result.player: result for result in event.results})
            _, for_all, results = streams.summary
            own_result = results.get(player or "")
            return for_all if own_result is None else msgspec.structs.replace(for_all, results=(own_result,))
    return event


def _summed_up(event: events.Revealed) -> events.Revealed:
    """Return a reveal without the results of single players, but with the answers, most frequent first."""
    said: dict[tuple[str, Outcome | None], list[str]] = {}
    for result in event.results:
        if result.given:
            said.setdefault((result.matched or fold(result.given), result.outcome), []).append(result.given)
    groups = sorted(said.items(), key=lambda group: -len(group[1]))[:_MOST_SAID]
    shown = tuple(events.AnswerGroup(given[0][:_LONGEST_SAID], len(given), outcome) for (_, outcome), given in groups)
    return msgspec.structs.replace(event, results=(), said=shown)
