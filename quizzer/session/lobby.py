"""Coming and going, starting and stopping: what is not about a question."""

from __future__ import annotations

from unicodedata import category, normalize

from quizzer.errors import IllegalAction
from quizzer.session import events
from quizzer.session.actions import Join, Leave, Pause, Resume, Start, Stop, Tick
from quizzer.session.play import advance, end, went_away
from quizzer.session.state import Game, Player

__all__ = ["join", "leave", "pause", "resume", "start", "stop", "tick"]

_LONGEST_NAME = 64
_BIDI_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def join(game: Game, action: Join) -> None:
    name = _checked(action.player, "name")
    if action.team:
        _checked(action.team, "team")
    if action.rating is not None and not _is_rating(action.rating):
        raise IllegalAction("bad_rating", "a rating is a number of Elo points, from -10,000 to 10,000")
    if game.phase != "lobby" and not game.rules.late_join:
        raise IllegalAction("no_late_join", "the game has begun, and its rules let nobody join late")
    player = game.players.get(name)
    if player is not None and not player.present:
        player.present = True
        _welcome(game, player)
        game.emit(events.PlayerJoined, player=name, team=player.team, again=True)
        return
    compared = _compared(name)
    if compared in game.names:
        raise IllegalAction("name_taken", f"somebody called {name} is already in the game")
    if len(game.players) >= game.rules.max_players:
        raise IllegalAction("full", f"the game is full: it has {game.rules.max_players} players")
    player = game.players[name] = Player(name, action.team, rating=action.rating)
    game.names.add(compared)
    _welcome(game, player)
    game.emit(events.PlayerJoined, player=name, team=action.team)


def leave(game: Game, action: Leave) -> None:
    player = game.player(action.player)
    player.present = False
    game.emit(events.PlayerLeft, player=player.name)
    went_away(game, player)


def start(game: Game, action: Start) -> None:
    present = game.active_players()
    if not present:
        raise IllegalAction("no_players", "nobody has joined yet")
    game.emit(
        events.GameStarted,
        mode=game.rules.mode,
        questions=len(game.questions),
        players=tuple(player.name for player in present),
    )
    advance(game)


def stop(game: Game, action: Stop) -> None:
    end(game, "stopped")


def pause(game: Game, action: Pause) -> None:
    if game.round is not None:
        game.stop_clock()
    game.phase_before_pause = game.phase
    game.phase = "paused"
    game.emit(events.GamePaused)


def resume(game: Game, action: Resume) -> None:
    game.phase = game.phase_before_pause
    game.emit(events.GameResumed)
    if game.round is not None and game.round.open:
        game.run_clock()


def tick(game: Game, action: Tick) -> None:
    """What was due has happened before this is called."""


def _welcome(game: Game, player: Player) -> None:
    turn = game.round.turns.get(player.name) if game.round is not None else None
    if game.round is not None and game.round.open and player.active and not (turn and turn.done):
        game.round.waiting += 1


def _compared(name: str) -> str:
    return normalize("NFKC", name).casefold()


def _is_rating(rating: object) -> bool:
    return isinstance(rating, (int, float)) and -10_000 <= rating <= 10_000


def _checked(name: object, what: str) -> str:
    if not isinstance(name, str) or not name.strip():
        raise IllegalAction(f"bad_{what}", f"a {what} is 1 to {_LONGEST_NAME} characters, and this one is empty")
    if len(name) > _LONGEST_NAME:
        raise IllegalAction(f"bad_{what}", f"a {what} is 1 to {_LONGEST_NAME} characters, not {len(name):,}")
    if name != name.strip():
        raise IllegalAction(f"bad_{what}", f"a {what} neither begins nor ends with white space")
    kinds = {category(mark) for mark in name}
    if kinds & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} or not _BIDI_CONTROLS.isdisjoint(name):
        raise IllegalAction(f"bad_{what}", f"a {what} has no control characters: {name!a}")
    if all(kind[0] in "CZM" for kind in kinds):
        raise IllegalAction(f"bad_{what}", f"a {what} has something to see in it: {name!a}")
    return name
