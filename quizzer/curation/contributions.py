"""Answers to open gaps: how far players agree, and one of them made a fact of the bank."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from quizzer.banks.editing import Value, add_item, remove, set_value
from quizzer.curation.bank_text import Found, clean, diff, find_question, raw_text, read_for_edit, rewrite
from quizzer.curation.grouping import Group
from quizzer.errors import QuizzerError
from quizzer.facts.film import Film, Gap
from quizzer.facts.gaps import gap_of
from quizzer.facts.shapes import SHAPES, Addition, shape_of
from quizzer.facts.wording import slug
from quizzer.records.curating import Curating

__all__ = ["accept", "kind_of_gap"]


def kind_of_gap(question: str) -> str:
    """The kind of answer that an open gap's question asks for, by its id."""
    shape = question.split("/")[1] if "/" in question else ""
    return next((one.kind for one in SHAPES.values() if f"gap-{slug(one.asks)}" == shape), "text")


def accept(
    curating: Curating,
    group: Group,
    *,
    when: datetime,
    answer: str = "",
    resolve: Callable[[str], str] = str,
) -> str:
    """Makes a fact of what a group says, or of the author's own `answer`; the patch that was written.

    Every answer of the group is decided then. Raises QuizzerError, with nothing written, if the bank can't be changed.
    """
    said = clean(answer or group.given)
    with curating.writing(group.said):
        found = find_question(group.question, group.said[0].banks, resolve)
        before = raw_text(found.file)
        after = _with_fact(before, found, said, players=group.players, day=when.date().isoformat())
        read_for_edit(found.file, after)
        rewrite(found.file, before, after)
    curating.decide(group.said, "accept", when=when)
    return diff(found.file, before, after)


def _with_fact(text: str, found: Found, answer: str, *, players: int, day: str) -> str:
    film = found.film
    if film is None:
        raise QuizzerError("this question is about no film: change the bank by hand")
    gap = gap_of(film, found.question)
    shape = shape_of(gap) if gap is not None else None
    if gap is None or shape is None:
        raise QuizzerError("this gap has a shape of its own: write the answer into the bank by hand")
    addition = shape.addition(gap, answer)
    text = _added(text, found, film, addition)
    fact = {"fact": addition.fact, "when": day, "players": str(players)}
    text = add_item(text, (*found.path, "contributed"), dict(fact))
    return _without_gap(text, found, film, gap) if shape.is_asked_elsewhere else text


def _added(text: str, found: Found, film: Film, addition: Addition) -> str:
    path = (*found.path, *addition.key.split("."))
    if addition.place:
        names = [next(iter(_first(one))) for one in getattr(film, addition.key)]
        return set_value(text, (*path, names.index(addition.place), addition.field), str(addition.value))
    if addition.is_list:
        value: Value = addition.value if isinstance(addition.value, str) else dict(addition.value)
        return add_item(text, path, value, after=["title", "year", "imdb"])
    if len(path) > len(found.path) + 1:
        return add_item(text, path, str(addition.value), after=["title", "year", "imdb"])
    return set_value(text, path, str(addition.value), after=["title", "year", "imdb"])


def _first(entry: object) -> tuple[str, ...]:
    return tuple(getattr(entry, field) for field in ("song", "actor") if hasattr(entry, field))


def _without_gap(text: str, found: Found, film: Film, gap: Gap) -> str:
    return remove(text, (*found.path, "gaps", film.gaps.index(gap)))

