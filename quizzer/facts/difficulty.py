"""How hard the questions about a film are: by their shape, by how well known the film is, and by whom they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from quizzer.facts.about import FilmContext
from quizzer.facts.film import LAST_DIFFICULTY, USUAL_DIFFICULTY
from quizzer.grading import AnswerKey, fold
from quizzer.question import Question

__all__ = ["with_difficulties"]

# Leading parts are known best; behind these, parts are small.
_LEADING, _KNOWN = 2, 6


def with_difficulties(about: FilmContext, questions: Iterable[Question]) -> Iterator[Question]:
    """The questions, as hard as they are here. What the film's `difficulties` say of an answer holds; else a question
    is as much easier or harder than its shape as the film is than a usual one, and who plays a leading part is a
    step easier, small parts are a step harder. Open gaps stay as they are."""
    film = about.film
    judged = {fold(name): level for name, level in film.difficulties.items()}
    shift = (film.difficulty or USUAL_DIFFICULTY) - USUAL_DIFFICULTY
    actors = dict.fromkeys(member.actor for member in film.cast)
    billing = {about.fact("cast", actor): place for place, actor in enumerate(actors)}
    for question in questions:
        if question.key is None:
            yield question
            continue
        level = _said(question.key, judged)
        if level is None:
            level = max(question.difficulty + shift + _part(question, billing), _easiest(question))
        yield msgspec.structs.replace(question, difficulty=min(level, LAST_DIFFICULTY))


def _easiest(question: Question) -> int:
    # A film that everybody knows does not make its people known to everybody: that is for the author to say.
    return 2 if question.kind == "person" else 1


def _said(key: AnswerKey, judged: dict[str, int]) -> int | None:
    # Other names that are right, such as a title abroad, are not what is asked for.
    if key.kind != "list":
        return judged.get(fold(key.answer))
    # Where several are wanted, who is known best does not make it easy.
    levels = [judged.get(fold(names[0]), 0) for names in key.items]
    return max(levels) if levels and all(levels) else None


def _part(question: Question, billing: dict[str, int]) -> int:
    places = [billing[fact] for fact in question.facts if fact in billing]
    if not places:
        return 0
    first = min(places)
    # Whom a star plays is not what makes a star.
    return -1 if first < _LEADING and question.category == "cast" else int(first >= _KNOWN)
