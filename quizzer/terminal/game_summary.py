"""The result of a game, for every screen: the standings, the line to paste elsewhere, categories, times."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from quizzer.errors import RecordsError
from quizzer.games import PreparedGame, Wish
from quizzer.records.structs import east_of
from quizzer.session import Event, PlayerJoined, Standing, phrase
from quizzer.terminal.layout import WHOLE, Glyphs, Line, Row, bar, cells, glyphs_for, padded, shortened, shows_squares
from quizzer.terminal.played import (
    CLUES,
    PlayedQuestion,
    Said,
    category_name,
    played_questions,
    points_in_words,
    sign_of,
)
from quizzer.terminal.safe import one_line, printable
from quizzer.terminal.settings import written
from quizzer.terminal.shared_keyboard import SharedKeyboard

if TYPE_CHECKING:
    from quizzer.games.dailies import DailyStatus


def summary(keyboard: SharedKeyboard) -> list[Line]:
    """The end of a game: the score, and what was missed with the right answers."""
    standings, reason = keyboard.session.standings(), keyboard.reason
    alone = len(standings) == 1
    lines: list[Line] = [[], [("class:title", phrase("end" if reason not in ("", "stopped") else "end.stopped"))]]
    if words := winner_words(keyboard):
        lines.append([("class:right", words)])
    lines += standing_lines(keyboard)
    return [*lines, *missed_lines(keyboard.questions, alone=alone)]


def missed_lines(questions: Sequence[PlayedQuestion], *, alone: bool) -> list[Line]:
    """Each scored question that somebody did not get right, with what was said and what was right."""
    lines: list[Line] = []
    for question in questions:
        if question.revealed is not None and question.misses:
            what = "; ".join(miss_in_words(said, alone=alone) for said in question.misses)
            answer = one_line(question.revealed.answer or "")
            lines.append([("", f"  {question.asked.number}. {printable(question.text)}")])
            lines.append([("class:quiet", f"     {what} · "), ("class:answer", answer)])
    return [[], [("class:title", phrase("end.missed"))], *lines] if lines else []


def miss_in_words(said: Said, *, alone: bool) -> str:
    """Return the answer given instead of the right one."""
    if not said.player:
        return phrase("said.nobody")
    what = phrase("said", given=one_line(said.given)) if said.given else said.silence
    if alone:
        return phrase("said.you", given=one_line(said.given)) if said.given else what
    return f"{one_line(said.player)}: {what}"


def standing_lines(keyboard: SharedKeyboard) -> list[Line]:
    """Return the standings of the teams, and below them the score of each player."""
    lines: list[Line] = []
    for team in keyboard.session.team_standings():
        named = f"{team.rank}. {one_line(team.name)}: {points_in_words(team.points)}"
        lines.append([("class:score", named), ("", f" ({', '.join(map(one_line, team.members))})")])
    players = keyboard.session.standings()
    return [*lines, *(standing_line(one, keyboard.questions, alone=len(players) == 1) for one in players)]


def winner_words(keyboard: SharedKeyboard) -> str:
    """Who has won, a player or a team; empty for a player alone, and where a game was stopped."""
    teams = keyboard.session.team_standings()
    standings = teams or keyboard.session.standings()
    if len(standings) < 2 or keyboard.reason in ("", "stopped"):
        return ""
    first = [one_line(one.name) for one in standings if one.rank == 1]
    if not any(one.points > 0 for one in standings):
        return phrase("winner.nobody")
    code = f"winner{'.teams' if teams else ''}{'.share' if len(first) > 1 else ''}"
    return phrase(code, names=", ".join(first[:-1]), last=first[-1])


def standing_line(standing: Standing, questions: Sequence[PlayedQuestion], *, alone: bool) -> Line:
    """Return the score of one player, those left unanswered among them: as the line to paste elsewhere counts."""
    # Study keeps no score, and where a point is given for each right answer they need not be shown twice.
    count, points = standing.points, points_in_words(standing.points)
    points = "" if count in (0, standing.right) else f", {phrase('points', count=count, points=points)}"
    right, of = tally(questions, standing.name)
    open_ones = (one.of(standing.name) for one in questions if one.revealed and one.revealed.answer is None)
    told = sum(said is not None and bool(said.given) for said in open_ones)
    what = "" if of else ".open" if told else ".none"
    code, name = f"standing{what}{'.alone' if alone else ''}", one_line(standing.name)
    words = phrase(code, rank=standing.rank, player=name, right=right, of=of, points=points, count=told)
    return [("class:score", words)]


def tally(questions: Sequence[PlayedQuestion], player: str) -> tuple[int, int]:
    """How many questions a player got right, and of how many that were for this player."""
    played = [one for question in questions if question.counts and (one := question.of(player)) is not None]
    return sum(one.is_right for one in played), len(played)


def category_rows(questions: Sequence[PlayedQuestion], width: int, glyphs: Glyphs) -> list[Row]:
    """A bar for each category, in the order in which they came up."""
    answers: dict[str, list[bool]] = {}  # those of all players, whether they were right
    for question in questions:
        for said in question.said if question.counts else ():
            answers.setdefault(category_name(question.asked.category), []).append(said.is_right)
    column = min(max(map(cells, answers), default=0), width // 2)
    rows: list[Row] = []
    for name, were_right in answers.items():
        right, of = sum(were_right), len(were_right)
        told = f" {phrase('share', right=right, of=of)}"
        full, empty = bar(right / of, min(40, width - column - 1 - 9), glyphs.bar)
        head = padded(shortened(name, column, ""), column + 1)
        rows.append([("", head), ("class:done", full), ("class:todo", empty), ("class:score", told)])
    return rows


def time_rows(questions: Sequence[PlayedQuestion], width: int, glyphs: Glyphs, *, alone: bool) -> list[Row]:
    """A bar for each answer, as long as it took."""
    said = [(question, one) for question in questions for one in question.said if one.given or one.passed]
    longest = max((one.seconds for _, one in said), default=0.0)
    rows: list[Row] = []
    for question, one in said:
        style, sign = sign_of(one, glyphs)
        who = "" if alone else f"{one_line(one.player)} "
        head = f"{question.asked.number:3d} {who}"
        told = f" {phrase('seconds', seconds=one.seconds)}"
        full, _ = bar(one.seconds / longest if longest else 0, max(4, min(40, width - cells(head) - 12)), glyphs.bar)
        rows.append([("", head), (style, f"{sign} "), ("class:time", full), ("class:quiet", told)])
    return rows


_SQUARES = {"right": "🟩", "slip": "🟨", "hinted": "🟦", "vague": "🟪", "wrong": "🟥", "skipped": "⬜"}


def share_line(keyboard: SharedKeyboard, game: PreparedGame, glyphs: Glyphs) -> str:
    """One line about a game, to be pasted elsewhere: how it went, then its title, its mode, and its seed or its day.

    With the seed anybody can play the same. Empty where nothing counted.
    """
    if game.label:
        return daily_line(keyboard.session.events, game.label)
    if not any(question.counts for question in keyboard.questions):
        return ""
    day = phrase("date.year", day=game.when.day, month=str(game.when.month), year=game.when.year)
    which = phrase("seed", seed=str(game.again.seed)) if game.again is not None else day
    mode = phrase("mode", mode=keyboard.session.rules.mode)
    about = f" {glyphs.dot} ".join((game.title, mode, which))
    coloured = shows_squares(os.environ)
    return result_line(keyboard.questions, keyboard.players, glyphs, about=about, coloured=coloured)


def daily_line(events: Sequence[Event], label: str) -> str:
    """That line of a daily, to be compared with others': first the label of the daily. The squares are those
    that this terminal can show."""
    questions = played_questions(events)
    signs = _signs(glyphs_for(os.environ), shows_squares(os.environ))
    if len(questions) == 1 and questions[0].asked.category == "clues":
        # How many of a film's clues it took, and a sign for each: a wrong guess before the next, or none.
        (said,) = questions[0].said or [Said("")]
        taken = [*questions[0].clues, said.how][:CLUES]
        squares = "".join(signs[how] for how in [*taken, *["skipped"] * (CLUES - len(taken))])
        return f"quizzer {label} · {len(taken) if said.is_right else 'x'}/{CLUES} {squares}"
    players = [event.player for event in events if isinstance(event, PlayerJoined)]
    told = _results(questions, players, signs, questions[0].asked.of if questions else 0)
    return f"quizzer {label} · {told}"


def result_line(
    questions: Sequence[PlayedQuestion], players: Sequence[str], glyphs: Glyphs, *, about: str, coloured: bool
) -> str:
    """Return the line of a game, with a square for each answer of each player.

    Green is right, yellow right with a slip, blue right with a hint, violet right after more was asked for. Red is
    wrong, white skipped. `coloured` False takes signs instead of squares. `about` says which game it was.
    """
    return f"quizzer {_results(questions, players, _signs(glyphs, coloured))} {one_line(about)}".rstrip()


def _results(
    questions: Sequence[PlayedQuestion], players: Sequence[str], signs: Mapping[str, str], count: int = 0
) -> str:
    """Return the right answers of each player, and a sign for each question: for `count` of them, played or not."""
    told = []
    for player in players:
        played = [(question, one) for question in questions if question.counts and (one := question.of(player))]
        right, of = tally(questions, player)
        squares = "".join(signs[question.how(one)] for question, one in played)
        squares += signs["skipped"] * (count - len(played))
        who = f"{one_line(player)} " if len(players) > 1 else ""
        told.append(f"{who}{right}/{count or of} {squares}".rstrip())
    return ", ".join(told)


def legend(glyphs: Glyphs) -> str:
    """Return the meaning of the signs in that line."""
    signs = _signs(glyphs, shows_squares(os.environ)).items()
    return "  ".join(f"{sign} {phrase(f'how.{how}')}".replace(" ", "\u00a0") for how, sign in signs)


def _signs(glyphs: Glyphs, coloured: bool) -> dict[str, str]:
    return _SQUARES if coloured and not glyphs.are_ascii else {how: getattr(glyphs, how) for how in _SQUARES}


ENOUGH = 5
"""Questions from which on a game may be anybody's best."""


def new_best(standings: Sequence[Standing], reason: str, best: tuple[int, int] | None, *, goes_on: bool = False) -> str:
    """Words for who has played better than ever: `best` is how much was right before, and of how many.

    In a game that `goes_on` until time or lives end it, more right answers are better.
    """
    if best is None or len(standings) != 1 or reason == "stopped":
        return ""
    (mine,) = standings
    right, answered = best
    if goes_on:
        return phrase("best.right", right=right) if mine.right > right else ""
    # As the records compare games: a few questions make no best game where there are longer ones.
    merits = [(of >= ENOUGH, count / of, of) for count, of in ((mine.right, mine.answered), best) if of]
    return phrase("best.share", right=right, of=answered) if mine.answered and merits[0] > merits[-1] else ""


def parting_words(game: PreparedGame, usual: Wish | None = None) -> Line:
    """Return how to resume a game, or to play the same again; empty if neither is possible. `usual` is the
    default game."""
    if game.records.are_kept and game.session.phase != "over" and (kept := game.record.questions_kept()):
        if game.record.is_recording:
            film, number = game.label.startswith("film "), game.label.removeprefix("film ").partition(" ")[0]
            daily = f"daily {number}{' --film' if film else ''}" if game.label else "resume"
            return [("", phrase("parting.resume", command=f"{called()} {daily}"))]
        return [("", phrase("parting.partly", command=f"{called()} resume", number=kept))]
    if game.due_tomorrow is not None:
        return [("", phrase("parting.due", count=game.due_tomorrow))]
    if game.again is None:
        return []
    return [(WHOLE, phrase("parting.again", command=command_for(game.again, usual or Wish())))]


def progress_words(game: PreparedGame, glyphs: Glyphs) -> str:
    """Return the progress of a player after a game, and its change today; empty for several, or without records."""
    if not game.records.are_kept or len(game.session.players) != 1:
        return ""
    today = game.records.scheduling.day_of(game.when)
    try:
        told = game.records.statistics(game.session.players[0], today, east=east_of(game.when))
    except RecordsError:
        return ""
    goes_on = game.session.rules.goes_on
    parts = []
    if game.best is not None:
        parts.append(phrase("progress.right" if goes_on else "progress.best", right=game.best[0], of=game.best[1]))
    if told.ratings:
        earlier = [point.points for point in told.ratings if point.day < today.isoformat()]
        points, change = told.ratings[-1].points, told.ratings[-1].points - earlier[-1] if earlier else 0.0
        parts.append(phrase("progress.rating.change" if earlier else "progress.rating", points=points, change=change))
    if told.day_streak:
        parts.append(phrase("progress.days", count=told.day_streak))
    parts += [phrase("progress.due", count=game.due_tomorrow)] if game.due_tomorrow is not None else []
    parts += [phrase("progress.today", right=day.right) for day in told.calendar if day.day == today.isoformat()]
    words = f" {glyphs.dot} ".join(parts)
    return words[:1].upper() + words[1:]


def daily_words(standing: DailyStatus) -> str:
    """Return the player's result of today's daily."""
    from quizzer.games.dailies import dated

    ten = standing.tens.get(standing.number)
    told = phrase("daily.same")
    if ten is not None:
        told = phrase("daily.broken_off") if ten.ended is None else f"{ten.right}/{ten.answered}"
    film = standing.films.get(standing.number)
    seen = ""
    if film is not None:
        seen = phrase(f"daily.{'film_broken_off' if film.ended is None else 'found' if film.right else 'missed'}")
    run = phrase("streak", count=standing.streak) if standing.streak > 1 else ""
    return ", ".join(part for part in (f"{standing.number}", dated(standing.number), told, seen, run) if part)


def called() -> str:
    """Return the command that starts quizzer here: its name if the shell finds it, else its path."""
    found, script = which("quizzer"), Path(sys.argv[0])
    own = Path(sys.executable).with_name("quizzer") if script.name == "__main__.py" else script
    if not script.exists() or (found is not None and own.exists() and Path(found).samefile(own)):
        return "quizzer"
    return shlex.join([sys.executable, "-m", "quizzer"] if own is not script else [str(script)])


def command_for(wish: Wish, usual: Wish) -> str:
    """Return the command for a game, quoted for a shell. `usual` is the wish that needs no options."""
    options = [
        *(("-n", str(wish.questions)) if wish.questions else ()),
        *("--mode", wish.mode),
        *(("--seconds", f"{wish.seconds:g}") if wish.seconds else ()),
        *(word for category in wish.categories for word in ("--category", category)),
        *(word for film in wish.films for word in ("--film", film)),
        *(("--level", wish.level) if wish.level != usual.level else ()),
        *(word for one in wish.seats if wish.seats != usual.seats for word in ("--player", written(one))),
        *(("--gaps",) if wish.gaps else ()),
        *((f"--{wish.study}",) if wish.study != "due" else ()),
        *(("--gentle",) if wish.gentle else ()),
        *(("--watched",) if wish.watched else ()),
        *(("--spoiler-free",) if wish.spoiler_free else ()),
        *(("--seed", str(wish.seed)) if wish.seed is not None else ()),
    ]
    return one_line(f"{called()} {shlex.join(['play', *wish.banks, *options])}")
