"""Films in, questions out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from zlib import crc32

from quizzer.facts.about import FilmContext, FilmLibrary
from quizzer.facts.connections import connection_questions
from quizzer.facts.difficulty import with_difficulties
from quizzer.facts.figures import figure_questions
from quizzer.facts.film import Film
from quizzer.facts.gaps import gap_questions
from quizzer.facts.merging import merge_films
from quizzer.facts.people import cast_questions, character_questions, crew_questions
from quizzer.facts.places import place_questions
from quizzer.facts.sentences import sentence_questions
from quizzer.facts.soundtrack import soundtrack_questions
from quizzer.facts.titles import title_questions
from quizzer.question import Question

__all__ = ["make_questions", "questions_about", "without_repeated_ids"]

# What makes questions, and of which categories.
_FAMILIES = (
    (sentence_questions, {"trivia", "goofs", "plot", "versions", "quotes"}),
    (crew_questions, {"director", "writer", "composer"}),
    (cast_questions, {"cast"}),
    (character_questions, {"character"}),
    (soundtrack_questions, {"soundtrack"}),
    (title_questions, {"alternate_title"}),
    (gap_questions, {"top_gap"}),
    (figure_questions, {"year", "box_office"}),
    (connection_questions, {"connections"}),
    (place_questions, {"connections", "general"}),
)


def make_questions(films: Sequence[Film]) -> list[Question]:
    """Every question that the facts of these films settle, and the gaps they leave. No id comes twice."""
    films = merge_films(films)
    library = FilmLibrary(films)
    questions: list[Question] = []
    for film in films:
        name = library.name(film)
        # A film that nothing tells from another cannot be asked about.
        if name is not None:
            about = FilmContext(film, library, name)
            questions += with_difficulties(about, questions_about(about))
    return without_repeated_ids(questions)


def questions_about(about: FilmContext, categories: Collection[str] = ()) -> Iterator[Question]:
    """The questions about one film. With `categories`, at least those; whoever names few gets the others rarely."""
    for family, made in _FAMILIES:
        if not categories or not made.isdisjoint(categories):
            yield from family(about)


def without_repeated_ids(questions: Sequence[Question]) -> list[Question]:
    """The questions in their order, each text once for its id. Of those that are about the same thing, and so have the
    same id, the later ones get a mark of their text behind it."""
    taken: dict[str, Question] = {}
    for question in questions:
        earlier = taken.get(question.id)
        if earlier is None:
            taken[question.id] = question
        elif earlier.text != question.text:
            name = f"{question.id}/{crc32(question.text.encode()):08x}"
            taken.setdefault(name, _renamed(question, name))
    return list(taken.values())


def _renamed(question: Question, name: str) -> Question:
    fields = {field: getattr(question, field) for field in question.__struct_fields__}
    return Question(**{**fields, "id": name})
