"""Films in, questions out."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.facts.about import About, Library
from quizzer.facts.connections import connection_questions
from quizzer.facts.figures import figure_questions
from quizzer.facts.film import Film
from quizzer.facts.gaps import gap_questions
from quizzer.facts.people import people_questions
from quizzer.facts.sentences import sentence_questions
from quizzer.facts.soundtrack import soundtrack_questions
from quizzer.facts.titles import title_questions
from quizzer.question import Question

__all__ = ["make_questions"]

_FAMILIES = (
    sentence_questions,
    people_questions,
    soundtrack_questions,
    title_questions,
    gap_questions,
    figure_questions,
    connection_questions,
)


def make_questions(films: Sequence[Film]) -> list[Question]:
    """Every question that the facts of these films settle, and the gaps they leave. No id comes twice."""
    library = Library(films)
    questions: dict[str, Question] = {}
    for film in films:
        about = About(film, library)
        for family in _FAMILIES:
            for question in family(about):
                questions.setdefault(question.id, question)
    return list(questions.values())
