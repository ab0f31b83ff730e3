"""Hand-written questions, as their file has them, made ready to be asked."""

from __future__ import annotations

from collections.abc import Mapping

from quizzer.bank_files.schema import QuestionEntry
from quizzer.errors import QuizzerError
from quizzer.facts.film import Aliases, Film
from quizzer.facts.wording import slug
from quizzer.grading import AnswerKey
from quizzer.question import Question, infer_kind

__all__ = ["kind_of", "make_question"]


def kind_of(entry: QuestionEntry) -> str:
    """The kind of answer that a question asks for: the author's, or what the answer's shape tells."""
    return entry.kind or infer_kind([item[0] for item in entry.answer], entry.choices)


def make_question(
    entry: QuestionEntry, *, bank_title: str, films: Mapping[str, Film], aliases: Aliases | None = None
) -> Question:
    """The question that an entry describes. `films` are the bank's, by their titles in lower case; `aliases` are other
    names of whoever or whatever may be an answer in the bank.

    Raises QuizzerError if its answer does not fit its kind.
    """
    film = films.get((entry.film or "").casefold())
    label = film.label if film else entry.film
    key = _key(entry, film)
    if aliases is not None:
        key = aliases.added_to(key, entry.ask)
    if film and film.aliases:
        key = Aliases(film.aliases).added_to(key, entry.ask)
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


def _key(entry: QuestionEntry, film: Film | None) -> AnswerKey:
    kind = kind_of(entry)
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
        year=film.year if film else None,
    )
