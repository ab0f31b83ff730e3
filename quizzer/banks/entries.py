"""Hand-written questions, as their file has them, made ready to be asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from quizzer.banks.schema import QuestionEntry
from quizzer.errors import QuizzerError
from quizzer.facts.film import Film
from quizzer.facts.kinds import infer_kind
from quizzer.facts.wording import slug
from quizzer.grading import AnswerKey
from quizzer.question import Question

__all__ = ["make_question", "without_repeated_ids"]


def make_question(entry: QuestionEntry, *, bank_title: str, films: Mapping[str, Film]) -> Question:
    """The question that an entry describes. `films` are the bank's, by their titles in lower case.

    Raises QuizzerError if its answer does not fit its kind.
    """
    film = films.get((entry.film or "").casefold())
    label = film.label if film else entry.film
    key = _key(entry)
    return Question(
        id=entry.id or "/".join([slug(label or bank_title), slug(entry.category), slug(key.answer)]),
        text=entry.ask,
        key=key,
        category=entry.category,
        difficulty=entry.difficulty,
        film=label,
        year=film.year if film else None,
        hints=entry.hints,
        explanation=entry.explain,
        source=entry.source,
        tags=(*entry.tags, *(("spoiler",) if entry.spoiler else ())),
        media=entry.media,
        facts=frozenset(),
    )


def without_repeated_ids(questions: Sequence[Question]) -> list[Question]:
    """The questions in their order. Of those that are about the same thing, and so have the same id, the later ones get
    a mark of their text behind it."""
    taken: dict[str, Question] = {}
    for question in questions:
        name = question.id
        if name in taken:
            name = f"{name}/{hashlib.sha256(question.text.encode()).hexdigest()[:8]}"
            question = _renamed(question, name)  # noqa: PLW2901
        taken.setdefault(name, question)
    return list(taken.values())


def _renamed(question: Question, name: str) -> Question:
    fields = {field: getattr(question, field) for field in question.__struct_fields__}
    return Question(**{**fields, "id": name})


def _key(entry: QuestionEntry) -> AnswerKey:
    kind = entry.kind or infer_kind([item[0] for item in entry.answer], entry.choices)
    if kind != "list" and len(entry.answer) > 1:
        raise QuizzerError(
            f"{len(entry.answer)} answers need 'kind: list', not {kind!r}; other names of one answer go under 'accept'"
        )
    only, *aliases = entry.answer[0]
    return AnswerKey(
        entry.answer if kind == "list" else only,
        accept=entry.accept if kind == "list" else (*aliases, *entry.accept),
        reject=entry.reject,
        prompt=entry.prompt,
        kind=kind,
        question=entry.ask,
        tolerance=entry.tolerance,
        unit=entry.unit,
        need=entry.need,
        choices=entry.choices,
    )
