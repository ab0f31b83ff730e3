"""Questions from where a film is set and was shot, and from what it is based on."""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.facts.about import FilmContext
from quizzer.facts.masking import shares_words
from quizzer.facts.wording import joined, quoted
from quizzer.grading import AnswerKey
from quizzer.question import Question

__all__ = ["place_questions"]


def place_questions(about: FilmContext) -> Iterator[Question]:
    """A question for each list of places, which any of them answers, and one for what the film is based on."""
    film = about.film
    yield from _where(about, "set-in", film.set_in, "Where is {film} set? Name a place.", "{film} is set in {places}.")
    yield from _where(
        about, "filmed-in", film.filmed_in, "Name a place where {film} was shot.", "{film} was shot in {places}."
    )
    works = [work for work in film.based_on if not shares_words(work, film.titles)]
    # A film after a book of its own name is no question, and after several works each of them is right.
    if works and len(works) == len(film.based_on):
        yield from about.ask(
            "based-on",
            "",
            f"Which work is {about.name} based on?",
            AnswerKey(works[0], accept=works[1:], kind="title"),
            category="connections",
            difficulty=4,
            facts=[about.fact("based on")],
            explanation=f"{about.name} is based on {joined([quoted(work) for work in works])}.",
        )


def _where(about: FilmContext, shape: str, places: tuple[str, ...], asks: str, tells: str) -> list[Question]:
    if not places:
        return []
    return about.ask(
        shape,
        "",
        asks.format(film=about.name),
        AnswerKey(places[0], accept=places[1:], kind="text"),
        category="general",
        difficulty=4,
        facts=[about.fact(shape)],
        explanation=tells.format(film=about.name, places=joined(list(places))),
    )
