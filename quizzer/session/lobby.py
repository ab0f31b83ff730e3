"""Joining, leaving, starting and stopping: the actions that are not about a question."""

from unicodedata import category, normalize

from quizzer.session import actions, events
from quizzer.session.overruling import check_reason
from quizzer.session.phases import EVERY_ACTION, illegal
from quizzer.session.ratings import Rating
from quizzer.session.rounds import ask_next, most_questions
from quizzer.session.rules import within
from quizzer.session.saying import refusal
from quizzer.session.scoring import Asking, Record
from quizzer.session.state import Game, Player
from quizzer.session.ways import has_players, way_of

_LONGEST_NAME = 64
_LONGEST_ID = 128
_MOST_POINTS = 1_000_000
_FURTHEST_RATING = 10_000
_STATED_DEVIATION = 100.0  # of a rating in a Join
_BIDI_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters without a shape
# Letters that look like Latin ones in most fonts, after the table of confusable characters of Unicode (UTS 39).
_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХԚԜавеѕіјкмнһорстухѵԁԛԝӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεηικνορτυχγıøłđħŧ01I|",
    "ABESlJKMHOPCTYXQWabesijkmhhopctyxvdqwlABEZHlKMNOPTYXabenikvoptuxyioldhtolll",
)


def join(game: Game, action: actions.Join) -> None:
    """Let a player join or come back; an open question waits for them too."""
    player = game.players.get(_checked(action.player, "name", _LONGEST_ID))
    if action.player in game.kicked:
        raise refusal("kicked")
    if action.rating is not None and not within(action.rating, -_FURTHEST_RATING, _FURTHEST_RATING):
        raise refusal("bad_rating", most=_FURTHEST_RATING)
    if action.name != "":
        _check_name(game, action.name, action.player)
    if player is None:
        player = _newcomer(game, action)
        again = False
    elif player.present and not player.away:
        if action.name in ("", player.name):
            raise refusal("name_taken", name=player.shown)
        rename(game, player, action)
        return
    else:
        again = True
        if action.name == "" and player.name and not (player.present or player.away):
            _check_name(game, player.name, player.id)  # another player may have this name by now
    player.present, player.away = True, False
    _call(game, player, action.name or player.name)
    game.emit(events.PlayerJoined, player=player.id, team=player.team, again=again, name=player.name)
    if game.round.open and player.active:
        way = way_of(game)
        way.joined(game, player)
        way.players_changed(game)


def _newcomer(game: Game, action: actions.Join) -> Player:
    name, team = action.player, action.team
    if team != "":
        _checked(team, "team")
    if game.phase == "over":
        raise refusal("over", action="Join")
    if game.phase != "lobby" and not game.rules.late_join:
        raise refusal("no_late_join")
    if game.locked:
        raise refusal("locked")
    if len(game.players) >= game.rules.max_players:
        raise refusal("full", count=game.rules.max_players)
    if team and game.rules.names == "unique":
        looks = _looks(team)
        teams = {other.team for other in game.players.values() if other.team}
        team = next((other for other in teams if not looks.isdisjoint(_looks(other))), team)
    player = game.players[name] = Player(name, team)
    if action.rating is not None:
        game.ratings.players.setdefault(name, Rating(action.rating, _STATED_DEVIATION))
    return player


def rename(game: Game, player: Player, action: actions.Rename | actions.Join) -> None:
    """Give a player another name."""
    _check_name(game, action.name, player.id)
    _call(game, player, action.name)
    game.emit(events.PlayerRenamed, player=player.id, name=player.name)


def leave(game: Game, player: Player, action: actions.Leave | actions.Kick) -> None:
    """Let a player leave; an open question no longer waits for them."""
    player.present = player.away = False
    _call(game, player, "")
    game.emit(events.PlayerLeft, player=player.id, kicked=player.id in game.kicked)
    if game.phase == "lobby":
        del game.players[player.id]
        game.ratings.players.pop(player.id, None)
    _await_no_more(game, player)


def kick(game: Game, action: actions.Kick) -> None:
    """Send a player out for good."""
    player = game.known_player(action.player)
    if player.id in game.kicked:
        raise refusal("kicked", case="already", player=player.shown)
    game.kicked.add(player.id)
    leave(game, player, action)


def lock(game: Game, action: actions.Lock) -> None:
    """Whether somebody new may join."""
    if game.locked is action.locked:
        raise refusal("no_change", case="locked" if game.locked else "open")
    game.locked = action.locked
    game.emit(events.GameLocked, locked=game.locked)


def away(game: Game, player: Player, action: actions.Away) -> None:
    """Note that the connection to a player broke; the player keeps the seat."""
    if player.away:
        raise refusal("player_left", case="away", player=player.shown)
    player.away = True
    player.present = game.rules.wait_for_away
    game.emit(events.PlayerAway, player=player.id)
    if not player.present:
        _await_no_more(game, player)


def _await_no_more(game: Game, player: Player) -> None:
    round_ = game.round
    if round_.open and not player.out:
        round_.awaited.discard(player.id)
        way_of(game).players_changed(game)


def adjust(game: Game, action: actions.Adjust) -> None:
    """Give or take points by hand."""
    player, points = game.known_player(action.player), action.points
    check_reason(action.why)
    if not within(points, -_MOST_POINTS, _MOST_POINTS):
        raise refusal("bad_points", most=_MOST_POINTS)
    points = round(float(points), 3)
    adjusted = events.Result(player.id)
    game.count(Record(len(game.events), Asking(-1), "adjustment", adjusted, worth=points, at=game.at))
    if (before := game.round.before.get(player.id)) is not None:
        before.points = round(before.points + points, 3)
    game.emit(events.ScoreAdjusted, player=player.id, points=points, why=action.why)


def start(game: Game, action: actions.Start) -> None:
    """Start the game with its first question."""
    if not has_players(game) and not game.rules.late_join:
        raise refusal("no_players")
    game.emit(
        events.GameStarted,
        mode=game.rules.mode,
        questions=most_questions(game),
        players=tuple(player.id for player in game.players.values() if player.present),
    )
    ask_next(game)


def skip(game: Game, action: actions.Skip) -> None:
    """Close the open question without a miss for anybody."""
    game.round.skipped = True
    game.enter("explaining")


def pause(game: Game, action: actions.Pause) -> None:
    """Stop all clocks."""
    game.phase_before_pause = game.phase
    game.enter("paused")
    game.emit(events.GamePaused)


def resume(game: Game, action: actions.Resume) -> None:
    """Start the clocks again, and wait no longer for players who left during the pause."""
    game.enter(game.phase_before_pause)
    game.emit(events.GameResumed)
    if game.round.open:
        way_of(game).players_changed(game)


def check_known(game: Game, action: actions.Action) -> None:
    """Raise IllegalAction for anything but an action, or for an unknown player."""
    if type(action) not in EVERY_ACTION:
        raise illegal(game.phase, action)
    if not isinstance(action, actions.Join) and (player := getattr(action, "player", "")) != "":
        game.known_player(player)


def _check_name(game: Game, name: object, player: str) -> None:
    """Raise IllegalAction for a bad name, or one that looks like that of another present player."""
    looks = _looks(_checked(name, "name"))
    if game.rules.names == "unique" and any(game.names.get(look, player) != player for look in looks):
        raise refusal("name_taken", name=str(name))


def _call(game: Game, player: Player, name: str) -> None:
    """Give `player` the name, and free the one before; nobody has an empty name."""
    for look in _looks(player.name):
        if game.names.get(look) == player.id:
            del game.names[look]
    for look in _looks(name):
        game.names[look] = player.id
    player.name = name or player.name


def _looks(name: str) -> frozenset[str]:
    """Return the looks of a name, without case, width, accents and invisible characters: one as it is, and one with
    similar Latin letters for those of other scripts."""
    seen = "".join(
        mark for mark in normalize("NFKD", name) if mark not in _UNSEEN and category(mark) not in ("Mn", "Cf")
    )
    looks = (seen, seen.translate(_ALIKE), seen.casefold().translate(_ALIKE))
    return frozenset(" ".join(look.casefold().split()) for look in looks if look.strip())


def _checked(name: object, what: str, longest: int = _LONGEST_NAME) -> str:
    if not isinstance(name, str) or not name.strip():
        raise refusal(f"bad_{what}", case="empty", most=longest)
    if len(name) > longest:
        raise refusal(f"bad_{what}", case="long", most=longest, count=len(name))
    if name != name.strip():
        raise refusal(f"bad_{what}", case="space")
    kinds = {category(mark) for mark in name}
    if kinds & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} or not _BIDI_CONTROLS.isdisjoint(name):
        raise refusal(f"bad_{what}", case="control", name=ascii(name))
    if all(category(mark)[0] in "CZM" or mark in _UNSEEN for mark in name):
        raise refusal(f"bad_{what}", case="unseen", name=ascii(name))
    return name
