"""Coming and going, starting and stopping: what is not about a question."""

from __future__ import annotations

from unicodedata import category, normalize

from quizzer.errors import IllegalAction
from quizzer.session import events
from quizzer.session.actions import Join, Leave, Next, Pause, Resume, Start, Stop, Tick
from quizzer.session.ratings import Rating
from quizzer.session.rounds import ask_next, end_game, most_questions
from quizzer.session.state import Game, Player
from quizzer.session.ways import has_players, way_of

_LONGEST_NAME = 64
_STATED_DEVIATION = 100.0  # of a rating that came with a Join
_BIDI_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def join(game: Game, action: Join) -> None:
    """Somebody new takes part, or comes back; an open question waits for them too."""
    name = _checked(action.player, "name")
    if action.team != "":
        _checked(action.team, "team")
    if action.rating is not None and not _is_rating(action.rating):
        raise IllegalAction("bad_rating", "a rating is a number of Elo points, from -10,000 to 10,000")
    if game.phase != "lobby" and not game.rules.late_join:
        raise IllegalAction("no_late_join", "the game has begun, and its rules let nobody join late")
    player = game.players.get(name)
    if player is not None and not player.present:
        player.present = True
        game.emit(events.PlayerJoined, player=name, team=player.team, again=True)
        _welcome(game, player)
        return
    compared = _compared(name)
    if compared in game.names:
        raise IllegalAction("name_taken", f"somebody called {name} is already in the game")
    if len(game.players) >= game.rules.max_players:
        raise IllegalAction("full", f"the game is full: it has {game.rules.max_players} players")
    player = game.players[name] = Player(name, action.team)
    if action.rating is not None:
        game.ratings.players.setdefault(name, Rating(action.rating, _STATED_DEVIATION))
    game.names.add(compared)
    game.emit(events.PlayerJoined, player=name, team=action.team)
    _welcome(game, player)


def leave(game: Game, player: Player, action: Leave) -> None:
    """A player goes; an open question waits for them no more."""
    player.present = False
    game.emit(events.PlayerLeft, player=player.name)
    round_ = game.round
    if round_.open and not player.out:
        round_.awaited.discard(player.name)
        way_of(game).players_changed(game)


def start(game: Game, action: Start) -> None:
    """The game begins with its first question."""
    if not has_players(game):
        raise IllegalAction("no_players", "nobody has joined yet")
    game.emit(
        events.GameStarted,
        mode=game.rules.mode,
        questions=most_questions(game),
        players=tuple(player.name for player in game.players.values() if player.present),
    )
    ask_next(game)


def next_question(game: Game, action: Next) -> None:
    """The explanation has been read."""
    ask_next(game)


def stop(game: Game, action: Stop) -> None:
    """The game ends here."""
    end_game(game, "stopped")


def pause(game: Game, action: Pause) -> None:
    """All clocks stand still."""
    game.phase_before_pause = game.phase
    game.enter("paused")
    game.emit(events.GamePaused)


def resume(game: Game, action: Resume) -> None:
    """The clocks run on; who left meanwhile is waited for no more."""
    game.enter(game.phase_before_pause)
    game.emit(events.GameResumed)
    if game.round.open:
        way_of(game).players_changed(game)


def tick(game: Game, action: Tick) -> None:
    """What was due has happened before this is called."""


def _welcome(game: Game, player: Player) -> None:
    """The open question waits for `player` too, who has just come in."""
    if game.round.open and player.active:
        way = way_of(game)
        way.joined(game, player)
        way.players_changed(game)


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
