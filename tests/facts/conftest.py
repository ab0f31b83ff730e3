"""Questions made of films, as the tests here look at them."""

from __future__ import annotations

from quizzer import Question
from quizzer.facts import Credit, Film, make_questions


def people(*names: str) -> tuple[Credit, ...]:
    return tuple(Credit(name=name) for name in names)


def asked(*films: Film) -> dict[str, Question]:
    """The questions of these films by what follows the film in their ids."""
    return {question.id.split("/", 1)[1]: question for question in make_questions(films)}


def answer(question: Question) -> str:
    assert question.key is not None
    return question.key.answer
