"""What may be seen of a game at one moment: an allow-list, built field by field from what is public."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from quizzer.errors import IllegalAction
from quizzer.session.events import QuestionAsked, Revealed, Standing
from quizzer.session.phases import Phase
from quizzer.session.rules import Rules
from quizzer.session.scoring import PlayerScore
from quizzer.session.state import Game, Player
from quizzer.session.ways import way_of


class PlayerView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One player, as everybody sees them. `done` if the open question no longer waits for this player.

    `lives` is how many more misses the player may have, 0 for one who is out; None if the rules count no lives.
    `streak` is how many the player has right in a row.
    """

    name: str
    points: float
    right: int = 0
    team: str = ""
    present: bool = True
    out: bool = False
    done: bool = False
    lives: int | None = None
    streak: int = 0


class QuestionView(msgspec.Struct, frozen=True, omit_defaults=True):
    """The open question, as everybody sees it. Fields as in `QuestionAsked`, and `left` is how many come after it.

    Of a tossup `text` is what has been read so far; it is `finished` or not. `hints` are those given. `player` is whose
    turn it is, or who has the floor.
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


class View(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one player, or the room, may see now.

    `question` is there while one is open, `revealed` while one is explained. `may_answer` says whether the player for
    whom this view is may answer now, `may_buzz` whether the floor can be claimed; `waits_for_host` is how many answers
    wait for a ruling. Of a list, `named` are the names that this player has given, with commas, and `missing` is how
    many are still wanted. `due` is when the clock will do something by itself, in seconds since the game began.
    `standings` and those of the `teams` come with the end of the game.
    """

    phase: Phase
    mode: str
    at: float
    player: str | None
    players: tuple[PlayerView, ...]
    question: QuestionView | None = None
    revealed: Revealed | None = None
    may_answer: bool = False
    may_buzz: bool = False
    waits_for_host: int = 0
    named: str = ""
    missing: int = 0
    due: float | None = None
    standings: tuple[Standing, ...] = ()
    teams: tuple[Standing, ...] = ()


def view(game: Game, player: str | None) -> View:
    """The view of `player`, or of the room for None. Raises IllegalAction for somebody who never joined."""
    if player is not None:
        game.known_player(player)
    round_ = game.round
    named, missing = _named(game, player) if player is not None and round_.open else ("", 0)
    turns = round_.turns if round_.open else {}
    rows = []
    for name, someone in game.players.items():
        tally = game.scores.tallies.get(name)
        turn = turns.get(name)
        rows.append(
            PlayerView(
                name,
                tally.points if tally is not None else 0.0,
                tally.right if tally is not None else 0,
                someone.team,
                someone.present,
                someone.out,
                turn is not None and turn.done,
                game.lives_left(name),
                tally.streak if tally is not None else 0,
            )
        )
    return View(
        phase=game.phase,
        mode=game.rules.mode,
        at=game.at,
        player=player,
        players=tuple(rows),
        question=_question(game) if game.phase in ("reading", "asking", "buzzed", "ruling") else None,
        revealed=_revealed(game) if game.phase == "explaining" else None,
        may_answer=player is not None and _may_answer(game, game.players[player]),
        may_buzz=player is not None and way_of(game).may_buzz(game, game.players[player]),
        waits_for_host=len(game.pending),
        named=named,
        missing=missing,
        due=game.due(),
        standings=standings(game) if game.phase == "over" else (),
        teams=team_standings(game) if game.phase == "over" else (),
    )


def standings(game: Game) -> tuple[Standing, ...]:
    """Everybody who took part, best first."""
    tallies = game.scores.tallies
    return _ranked(game.rules, {name: (tallies.get(name) or PlayerScore(), ()) for name in game.players})


def team_standings(game: Game) -> tuple[Standing, ...]:
    """The teams, best first, each with its members, gone or not."""
    teams: dict[str, list[str]] = {}
    for player in game.players.values():
        if player.team:
            teams.setdefault(player.team, []).append(player.name)
    rows = {}
    for team, members in teams.items():
        scores = [game.scores.tallies.get(name) or PlayerScore() for name in members]
        rows[team] = _together(game.rules, scores), tuple(members)
    return _ranked(game.rules, rows)


def _named(game: Game, player: str) -> tuple[str, int]:
    """Of a list, what `player` has named so far, and how many names are still wanted."""
    key, verdict = game.question.key, game.named(player)
    if key is None or key.kind != "list":
        return "", 0
    need = key.need or len(key.items)
    return (verdict.matched, need - round(verdict.score * need)) if verdict is not None else ("", need)


def _may_answer(game: Game, player: Player) -> bool:
    if game.phase not in ("asking", "buzzed") or not player.present:
        return False
    try:
        way_of(game).check_may_answer(game, player)
    except IllegalAction:
        return False
    return True


def _question(game: Game) -> QuestionView:
    round_ = game.round
    asked = game.events[round_.asked]
    assert isinstance(asked, QuestionAsked)
    return QuestionView(
        number=asked.number,
        of=asked.of,
        left=asked.of - asked.number,
        text=" ".join(round_.words[: round_.read]) if round_.words else asked.text,
        category=asked.category,
        difficulty=asked.difficulty,
        kind=asked.kind,
        choices=asked.choices,
        media=asked.media,
        scored=asked.scored,
        hints=tuple(round_.hints),
        player=round_.player,
        bonus=round_.bonus,
        finished=round_.read == len(round_.words),
        frame=asked.frame,
        short=asked.short,
    )


def _revealed(game: Game) -> Revealed:
    revealed = game.events[game.round.revealed]
    assert isinstance(revealed, Revealed)
    return revealed


def _together(rules: Rules, tallies: list[PlayerScore]) -> PlayerScore:
    points = [tally.points for tally in tallies]
    share = len(tallies) if rules.team_score == "average" else 1
    firsts = [tally.first_scored_at for tally in tallies if tally.first_scored_at is not None]
    return PlayerScore(
        points=max(points) if rules.team_score == "best" else sum(points) / share,
        right=sum(tally.right for tally in tallies),
        answered=sum(tally.answered for tally in tallies),
        hints=sum(tally.hints for tally in tallies),
        right_seconds=sum(tally.right_seconds for tally in tallies),
        first_scored_at=min(firsts, default=None),
    )


def _ranked(rules: Rules, rows: Mapping[str, tuple[PlayerScore, tuple[str, ...]]]) -> tuple[Standing, ...]:
    def merit(tally: PlayerScore) -> tuple[float, ...]:
        first = tally.first_scored_at
        ties = {
            "right": -tally.right,
            "hints": tally.hints,
            "time": tally.right_seconds,
            "first": float("inf") if first is None else first,
        }
        return (-tally.points, *(ties[tie] for tie in rules.tie_break))

    rows = dict(sorted(rows.items(), key=lambda row: merit(row[1][0])))
    ranked: list[Standing] = []
    rank, before = 0, None
    for place, (name, (tally, members)) in enumerate(rows.items(), 1):
        own = merit(tally)
        if own != before:
            rank, before = place, own
        ranked.append(Standing(rank, name, round(tally.points, 3), tally.right, tally.answered, members))
    return tuple(ranked)
