"""Hand-written questions, as their file has them, made ready to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizzer.banks.schema import QuestionEntry
from quizzer.errors import QuizzerError
from quizzer.facts.aliases import with_aliases
from quizzer.facts.film import Film
from quizzer.facts.kinds import infer_kind
from quizzer.facts.wording import slug
from quizzer.grading import AnswerKey, fold
from quizzer.question import Question

__all__ = ["make_question"]


def make_question(
    entry: QuestionEntry, *, bank_title: str, films: Mapping[str, Film], aliases: Mapping[str, Sequence[str]] = {}
) -> Question:
    """The question that an entry describes. `films` are the bank's, by their titles in lower case; `aliases` are other
    names of whoever or whatever may be an answer, by their folded names.

    Raises QuizzerError if its answer does not fit its kind.
    """
    film = films.get((entry.film or "").casefold())
    label = film.label if film else entry.film

    def other_names(name: str) -> Sequence[str]:
        return (*aliases.get(fold(name), ()), *(film.other_names(name) if film else ()))

    key = _key(entry, film)
    if aliases or (film and film.aliases):
        key = with_aliases(key, other_names, entry.ask)
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
        year=film.year if film else None,
    )
