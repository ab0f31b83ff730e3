"""Games about to be played, with their records: drawn anew, or taken up where they were broken off."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quizzer.banks import Bank
from quizzer.commands.choosing import Drawn, Wishes, draw, nothing_to_study
from quizzer.commands.opening import open_bank
from quizzer.commands.recorded import aside, beating, never_asker, when
from quizzer.commands.shipped import find_bank
from quizzer.errors import QuizzerError
from quizzer.session import PRESETS, Join, Rules, Session
from quizzer.terminal.safe import one_line
from quizzer.terminal.seats import Seat
from quizzer.terminal.sitting import Sitting

if TYPE_CHECKING:
    from quizzer.records import Records, Unfinished

__all__ = ["MOST", "NothingDueError", "Plan", "sit_down", "take_up"]

MOST = 100
"""Questions of a game that goes on until time or lives run out."""


class Plan(NamedTuple):
    """The game that is wished for. `paths` are the files of its banks, `named` those that a player would name again.

    `wanted` is how many questions; None leaves it to `usual`, where the mode has a number at all.
    """

    paths: tuple[str, ...]
    named: tuple[str, ...]
    mode: str
    wanted: int | None
    usual: int
    seconds: float | None
    seats: tuple[Seat, ...]
    new_a_day: int
    categories: tuple[str, ...] = ()
    films: tuple[str, ...] = ()
    seed: int | None = None
    gentle: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Who plays."""
        return tuple(one.name for one in self.seats)

    @property
    def questions(self) -> int:
        """How many questions at most."""
        has_number = PRESETS[self.mode].get("questions", 0) is not None
        return self.wanted or (self.usual if has_number else MOST)


class NothingDueError(QuizzerError):
    """A player who studies has nothing to study today."""


def sit_down(records: Records, bank: Bank, plan: Plan) -> Sitting:
    """A new game. Raises NothingDueError, RecordsError, and what `draw` raises for wishes that can't be fulfilled."""
    study = plan.mode == "study" and records.are_kept
    if study and len(plan.seats) > 1:
        raise QuizzerError("study is for one player: everybody forgets something else")
    wishes = Wishes(
        _with_bonuses(plan.questions, plan.mode),
        plan.categories,
        plan.films,
        plan.names,
        plan.seed,
        plan.new_a_day if study else None,
        plan.gentle,
        gaps=not Rules.preset(plan.mode, **_seconds(plan)).is_timed,  # nobody looks a fact up against the clock
    )
    drawn = draw(bank, records, wishes)
    if not drawn.questions:
        raise NothingDueError(nothing_to_study(records, plan.names[0], when().date(), plan.new_a_day))
    _check_names(plan, drawn)
    session = Session(drawn.questions, _rules(plan, drawn), seed=drawn.seed, canon=bank.canon)
    game = records.begin_game(session, banks=plan.paths, when=when(), study=study)
    best = records.best(plan.names[0], plan.paths) if len(plan.seats) == 1 and not study else None
    return Sitting(
        session,
        bank.title,
        f"{_command(plan._replace(gentle=drawn.gentle), drawn.seed)} asks the same again." if drawn.again else "",
        never_asker(records, plan.names),
        game.journal,
        aside(records, game, session, study=study),
        note=_too_few(session, plan) if not study else "",
        best=(best.best_right or 0, best.best_answered) if best is not None and best.best_answered else None,
        is_kept=records.are_kept,
        while_played=lambda: beating(game, session),
    )


def take_up(records: Records, game: Unfinished) -> Sitting:
    """A game that was broken off, as it stood. Raises BankError for its bank, SnapshotError if that has changed."""
    paths = [path if Path(path).exists() else find_bank(Path(path).stem) for path in game.banks]
    bank = open_bank(*paths)
    session, record = records.resume(game.number, bank.by_id, canon=bank.canon, when=when())
    return Sitting(
        session,
        bank.title,
        "",
        never_asker(records, session.players),
        record.journal,
        aside(records, record, session, study=game.study),
        note=f"On with game {game.number}, where it stopped.",
        is_kept=True,
        while_played=lambda: beating(record, session),
    )


def _check_names(plan: Plan, drawn: Drawn) -> None:
    """Raises IllegalAction for a name that no game takes, before anything fills the screen."""
    trial = Session(drawn.questions[:1], Rules())
    for one in plan.seats:
        trial.apply(Join(one.name, one.team), at=0.0)


def _too_few(session: Session, plan: Plan) -> str:
    """Words for a player who wished for more questions than one game has."""
    most = session.rules.questions or 0
    if plan.wanted is None or most >= plan.wanted:
        return ""
    return f"You asked for {plan.wanted} questions, but one game here has {most}: no two may give each other away."


def _with_bonuses(count: int, mode: str) -> int:
    """How many questions a game needs in which each brings bonuses."""
    return count * (1 + int(PRESETS[mode].get("bonus_parts", 0)))


def _rules(plan: Plan, drawn: Drawn) -> Rules:
    most = max(1, len(drawn.questions) // _with_bonuses(1, plan.mode))
    return Rules.preset(plan.mode, questions=min(plan.questions, most), **_seconds(plan))


def _seconds(plan: Plan) -> dict[str, float]:
    return {"question_seconds": plan.seconds} if plan.seconds is not None else {}


def _command(plan: Plan, seed: int) -> str:
    """What to type for the same questions, as a shell takes it and a terminal may show it."""
    options: Sequence[str] = [
        *("-n", str(plan.questions), "--mode", plan.mode),
        *(("--seconds", f"{plan.seconds:g}") if plan.seconds else ()),
        *(word for category in plan.categories for word in ("--category", category)),
        *(word for film in plan.films for word in ("--film", film)),
        *(("--gentle",) if plan.gentle else ()),
    ]
    return one_line(shlex.join(["quizzer", "play", *plan.named, *options, "--seed", str(seed)]))
