"""The visible part of a game at one moment, built field by field from public data."""

from collections.abc import Mapping
from typing import Any

import msgspec

from quizzer.errors import IllegalAction
from quizzer.session.actions import PLAYERS_ACTIONS, Answer, Buzz, Hint, Join, Next, Pass, Protest, Start, Typed
from quizzer.session.deadlines import due, read_by
from quizzer.session.events import QuestionAsked, Revealed, Standing
from quizzer.session.phases import PHASES, Phase
from quizzer.session.roles import Role, is_shown, latest_seq, seen
from quizzer.session.rules import Rules
from quizzer.session.scoring import PlayerScore
from quizzer.session.state import Game, Player
from quizzer.session.ways import hints_known, way_of


class PlayerView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One player, as others see them: `player` is the id, and people read the `name`.

    `done` if the open question no longer waits for this player. If everybody answers, others see only whether the
    player has sent anything, and all else as it was before the question. `lives` is the number of misses left, 0 for a
    player who is out; None if the rules count no lives. `streak` is the number of right answers in a row. `away` if the
    connection broke.
    """

    player: str
    name: str
    points: float
    right: int = 0
    team: str = ""
    present: bool = True
    out: bool = False
    done: bool = False
    lives: int | None = None
    streak: int = 0
    away: bool = False


class QuestionView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The open question, as everybody sees it. Fields are as in `QuestionAsked`; `left` questions come after it.

    The `text` of a tossup contains the words read so far, and it may be `finished`. `hints` are the given hints.
    `player` has the turn, or has buzzed.
    """

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
    hints: tuple[str, ...] = ()
    player: str = ""
    bonus: str = ""
    finished: bool = True
    frame: str = ""
    short: str = ""
    part: int = 0


_AS_ASKED = sorted({*QuestionView.__struct_fields__} & {*QuestionAsked.__struct_fields__} - {"text", "player"})


class View(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that one player, or the room, may see now.

    `seq` is the number of the latest event in `Session.events_for` for the same player. `now` is the time of the view,
    and `at` that of the latest action, both in seconds since the game began. `may` names the player's possible actions
    as in JSON: "answer", "buzz", "hint". `question` is there while a question is open, `revealed` while one is
    explained. `may_answer` and `may_buzz` say whether this player may answer or buzz now. `waits_for_host` counts the
    answers that wait for a ruling. For a list, `named` are the names that this player has given, separated by commas,
    and `missing` is the number of names still to give. `due` is the time at which the clock will act, as players see
    it, in seconds since the game began. `standings`, and those of the `teams`, come with the end of the game.
    """

    phase: Phase
    mode: str
    at: float
    now: float
    seq: int
    player: str | None
    players: tuple[PlayerView, ...]
    question: QuestionView | None = None
    revealed: Revealed | None = None
    may: tuple[str, ...] = ()
    may_answer: bool = False
    may_buzz: bool = False
    waits_for_host: int = 0
    named: str = ""
    missing: int = 0
    locked: bool = False
    due: float | None = None
    standings: tuple[Standing, ...] = ()
    teams: tuple[Standing, ...] = ()


def view(game: Game, player: str | None, at: float | None, role: Role, *, others: bool = True) -> View:
    """Return the view of `player`, or of the room for None. Raises IllegalAction for an unknown player."""
    own = game.known_player(player) if player is not None else None
    now = game.at if at is None else max(round(at * 1_000_000) / 1_000_000, game.at)
    may = _may(game, own) if own is not None else ()
    named, missing = _named(game, player) if player is not None and game.round.open else ("", 0)
    return View(
        phase=game.phase,
        mode=game.rules.mode,
        at=now if at is not None and game.is_secret else game.at,
        now=now,
        seq=len(game.events) - 1 if role == "host" else latest_seq(game, player),
        player=player,
        players=tuple(
            _row(game, one, is_public=game.is_secret and role != "host" and one is not own)
            for one in game.players.values()
            if others or one is own
        ),
        question=_question(game, player or "", at) if game.phase in ("reading", "asking", "buzzed", "ruling") else None,
        revealed=_revealed(game, player, role) if game.phase == "explaining" else None,
        may=may,
        may_answer="answer" in may,
        may_buzz="buzz" in may,
        waits_for_host=sum(role == "host" or is_shown(game, seq, player) for seq in game.pending),
        named=named,
        missing=missing,
        locked=game.locked,
        due=due(game, idle=role == "host", grace=False),
        standings=standings(game) if game.phase == "over" else (),
        teams=team_standings(game) if game.phase == "over" else (),
    )


def _row(game: Game, player: Player, *, is_public: bool) -> PlayerView:
    turn = game.round.turns.get(player.id) if game.round.open else None
    tally = game.tally_before(player.id) if is_public else game.tally(player.id)
    lives = game.lives_left(tally)
    return PlayerView(
        player.id,
        player.shown,
        tally.points,
        tally.right,
        player.team,
        player.present,
        lives == 0 if is_public else player.out,
        turn is not None and (turn.sent if is_public else turn.done),
        lives,
        tally.streak,
        player.away,
    )


def standings(game: Game) -> tuple[Standing, ...]:
    """Return the standings of all players, best first."""
    tallies = game.scores.tallies
    return _ranked(game, {name: (tallies.get(name) or PlayerScore(), ()) for name in game.players})


def team_standings(game: Game) -> tuple[Standing, ...]:
    """Return the standings of the teams, best first, with all members, also those who have left."""
    teams: dict[str, list[str]] = {}
    for player in game.players.values():
        if player.team:
            teams.setdefault(player.team, []).append(player.id)
    rows = {}
    for team, members in teams.items():
        scores = [game.scores.tallies.get(name) or PlayerScore() for name in members]
        rows[team] = _together(game.rules, scores), tuple(members)
    return _ranked(game, rows)


def _named(game: Game, player: str) -> tuple[str, int]:
    """Return the names of a list that `player` has given so far, and the number still to give."""
    key, verdict = game.question.key, game.named(player)
    if key is None or key.kind != "list":
        return "", 0
    need = key.need or len(key.items)
    return (verdict.matched, need - round(verdict.score * need)) if verdict is not None else ("", need)


def _may(game: Game, player: Player) -> tuple[str, ...]:
    """Return the actions that the player may send now."""
    allowed = PHASES[game.phase].actions & PLAYERS_ACTIONS
    if not game.rules.host:
        allowed |= PHASES[game.phase].actions & {Start, Next}
    if player.present and not player.away:
        allowed -= {Join}
    if not player.present:
        allowed &= {Join, Protest}
    way = way_of(game)
    for kind, check in ((Answer, way.check_may_answer), (Pass, way.check_may_pass)):
        try:
            if kind in allowed:
                check(game, player)
        except IllegalAction:
            allowed -= {kind, Hint, Typed} if kind is Answer else {kind}
    if not game.rules.typed:
        allowed -= {Typed}
    if not way.may_buzz(game, player):
        allowed -= {Buzz}
    if Hint in allowed and hints_known(game.round, player.id) >= (len(game.question.clues) or game.rules.hints):
        allowed -= {Hint}
    latest = next((one for one in reversed(game.records) if one.player == player.id and one.what == "answer"), None)
    if latest is None or latest.seq in game.protested:
        allowed -= {Protest}
    return tuple(sorted(str(kind.__struct_config__.tag) for kind in allowed))


def _question(game: Game, player: str, at: float | None) -> QuestionView:
    round_ = game.round
    asked = game.events[round_.asked]
    assert isinstance(asked, QuestionAsked)
    read = read_by(game, at)
    by_now: dict[str, Any] = {
        "left": asked.of - asked.number,
        "text": " ".join(round_.words[:read]) if round_.words else asked.text,
        "hints": tuple(round_.hints[: hints_known(round_, player)]),
        "player": round_.player,
        "finished": read == len(round_.words),
    }
    return QuestionView(**{name: getattr(asked, name) for name in _AS_ASKED}, **by_now)


def _revealed(game: Game, player: str | None, role: Role) -> Revealed:
    revealed = game.events[game.round.revealed]
    revealed = revealed if role == "host" else seen(game, revealed, player)
    assert isinstance(revealed, Revealed)
    return revealed


_SUMMED = ("right", "answered", "hints", "right_seconds")


def _together(rules: Rules, tallies: list[PlayerScore]) -> PlayerScore:
    points = [tally.points for tally in tallies]
    share = len(tallies) if rules.team_score == "average" else 1
    firsts = [tally.first_scored_at for tally in tallies if tally.first_scored_at is not None]
    return PlayerScore(
        points=max(points) if rules.team_score == "best" else sum(points) / share,
        first_scored_at=min(firsts, default=None),
        **{name: sum(getattr(tally, name) for tally in tallies) for name in _SUMMED},
    )


def _ranked(game: Game, rows: Mapping[str, tuple[PlayerScore, tuple[str, ...]]]) -> tuple[Standing, ...]:
    def merit(tally: PlayerScore) -> tuple[float, ...]:
        first = tally.first_scored_at
        ties = {
            "right": -tally.right,
            "hints": tally.hints,
            "time": tally.right_seconds,
            "first": float("inf") if first is None else first,
        }
        return (-tally.points, *(ties[tie] for tie in game.rules.tie_break))

    rows = dict(sorted(rows.items(), key=lambda row: merit(row[1][0])))
    ranked: list[Standing] = []
    rank, before = 0, None
    for place, (name, (tally, members)) in enumerate(rows.items(), 1):
        own = merit(tally)
        if own != before:
            rank, before = place, own
        shown = name if members else game.players[name].shown
        own_id = name if name != shown else ""
        points = round(tally.points, 3)
        ranked.append(Standing(rank, shown, points, tally.right, tally.answered, members, own_id))
    return tuple(ranked)
