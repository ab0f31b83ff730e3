"""Which questions a game asks: new ones first, or in study what is due, then what is new."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from quizzer.banks import Bank
from quizzer.commands.recorded import when
from quizzer.errors import QuizzerError
from quizzer.question import Question

if TYPE_CHECKING:
    from quizzer.records import Records

__all__ = ["Drawn", "Wishes", "draw", "draw_study", "fitting", "nothing_to_study", "studied_elsewhere"]

GENTLE = (1, 1, 1, 2, 2, 2, 2, 3)
"""How hard the questions of a gentle game are, the last holding for the rest: it begins with what everybody knows."""


class Wishes(NamedTuple):
    """What the player wants to be asked: at most `most` questions. `new_a_day` is None outside study. A `gentle` game
    begins with what everybody knows; somebody's first game does in any case. `gaps`: open ones may be among them."""

    most: int
    categories: Sequence[str]
    films: Sequence[str]
    players: Sequence[str]
    seed: int | None
    new_a_day: int | None
    gentle: bool = False
    gaps: bool = True


class Drawn(NamedTuple):
    """The questions of a game. `again`: the same seed asks them again, gently if it is `gentle`."""

    questions: list[Question]
    seed: int
    again: bool
    gentle: bool = False


def draw(bank: Bank, records: Records, wishes: Wishes) -> Drawn:
    """The questions for a game: none only in study, where nothing may be due. Raises RecordsError, and click.UsageError
    for a category that is not there or films without a question.
    """
    known = sorted(bank.categories)
    wishes = wishes._replace(categories=[_category(typed, known) for typed in wishes.categories])
    seed = random.SystemRandom().randrange(1_000_000) if wishes.seed is None else wishes.seed
    if wishes.new_a_day is not None and records.are_kept:
        return Drawn(draw_study(bank, records, wishes, day=when().date(), seed=seed), seed, again=False)
    never = records.never(*wishes.players)
    # A seed is a promise: everybody with the same one is asked the same, whatever they have seen.
    seen = records.seen(*wishes.players) if wishes.seed is None else []
    gentle = wishes.gentle or (records.are_kept and wishes.seed is None and not seen)
    drawn = _draw_unseen(bank, wishes, seed, seen, never, GENTLE if gentle else ())
    if gentle and len(drawn) < wishes.most:  # in steps fewer may fit
        drawn = _draw_unseen(bank, wishes, seed, seen, never, ())
    if not drawn and never:
        raise QuizzerError("every question here that fits is one that you never want to be asked again")
    if not drawn and wishes.films:
        _check_films(bank, wishes.films)
    if not drawn:
        films = f" about {' or '.join(wishes.films)}" if wishes.films else ""
        raise click.UsageError(f"no question here{films} fits what you asked for")
    return Drawn(drawn, seed, again=not any(question in bank.by_id for question in seen), gentle=gentle)


def fitting(bank: Bank, categories: Sequence[str], films: Sequence[str]) -> list[Question]:
    """All questions of these categories and films, in the order of the bank; all, where none is named.

    Raises click.UsageError for a category or a film that is not there.
    """
    wanted = {_category(typed, sorted(bank.categories)) for typed in categories}
    _check_films(bank, films)
    labels = {film.label for typed in films for film in bank.films_called(typed)}
    return [
        question
        for question in bank.questions
        if (not wanted or question.category in wanted) and (not films or question.film in labels)
    ]


def _category(typed: str, known: Sequence[str]) -> str:
    """The category that is meant, however it is typed: "Box office" is box_office. Raises click.UsageError."""
    keys = {_key(category): category for category in known}
    if _key(typed) in keys:
        return keys[_key(typed)]
    near = get_close_matches(_key(typed), keys, n=1)
    advice = f"did you mean {keys[near[0]]}?" if near else f"there are {', '.join(known)}"
    raise click.UsageError(f"no question here is of the category {typed!r}: {advice}")


def _check_films(bank: Bank, typed: Sequence[str]) -> None:
    """Raises click.UsageError for a film that these banks don't know."""
    for film in typed:
        if not bank.films_called(film):
            near = bank.title_like(film)
            advice = f": did you mean {near!r}?" if near is not None else ""
            raise click.UsageError(f"there is no film {film!r} in these banks{advice}")


def _key(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def draw_study(bank: Bank, records: Records, wishes: Wishes, *, day: date, seed: int) -> list[Question]:
    """The questions to study on `day`: what is due comes first, then new ones, at most `wishes.new_a_day` on one day.

    What is longest overdue goes before the rest when not all fits. Open gaps have no answer to learn.
    """
    (player,), count = wishes.players, wishes.most
    never, studied = records.never(player), records.studied(player)
    due = [question for question in bank.find(records.due(player, day)) if not question.is_open_gap]
    room = max(0, (wishes.new_a_day or 0) - records.study(player, day).new_today)

    films = [film for title in wishes.films for film in bank.films_called(title)]

    def draw_some(questions: Sequence[Question], most: int) -> list[Question]:
        pool = Bank(films=films, questions=questions)
        return pool.draw(most, seed=seed, categories=wishes.categories, films=wishes.films)

    # Two questions that rest on one fact never meet, so fewer than `count` of the due ones may fit.
    chosen: list[Question] = []
    for most in range(count, len(due) + count, count):
        chosen = draw_some(due[:most], count)
        if len(chosen) == count:
            return chosen
    fresh = bank.draw(
        min(count - len(chosen), room),
        seed=seed,
        categories=wishes.categories,
        films=wishes.films,
        seen=studied,
        never=never,
        gaps=False,
        beside=chosen,
    )
    return [*chosen, *fresh]


def nothing_to_study(records: Records, player: str, day: date, new_a_day: int) -> str:
    """Why a study game has no question, for the player."""
    state = records.study(player, day)
    if state.new_today >= new_a_day > 0:
        return f"Nothing more is due today, and {state.new_today} questions were new. Come back tomorrow, or use --new."
    return "Nothing is due today, and these banks have no new question that fits."


def studied_elsewhere(records: Records, player: str, paths: Sequence[str]) -> list[str]:
    """Further banks that the player has studied and that are still there."""
    return [path for path in records.studied_banks(player) if path not in paths and Path(path).is_file()]


def _draw_unseen(
    bank: Bank, wishes: Wishes, seed: int, seen: Sequence[str], never: Collection[str], difficulty: Sequence[int]
) -> list[Question]:
    """New questions first; where there are too few, as many of those asked longest ago as it takes behind them."""
    held_back = [question for question in seen if question in bank.by_id]

    def draw_some(most: int, without: Sequence[str], beside: Sequence[Question]) -> list[Question]:
        return bank.draw(
            most,
            seed=seed,
            categories=wishes.categories,
            films=wishes.films,
            seen=without,
            never=never,
            difficulty=difficulty[len(beside) :] or difficulty[-1:],
            gaps=wishes.gaps,
            beside=beside,
        )

    fresh = draw_some(wishes.most, held_back, ())
    old: list[Question] = []
    missing, released = wishes.most - len(fresh), 0
    while len(old) < missing and released < len(held_back):
        released = max(2 * released, missing)
        old = draw_some(missing, [*held_back[released:], *(question.id for question in fresh)], fresh)
    return [*fresh, *old]
