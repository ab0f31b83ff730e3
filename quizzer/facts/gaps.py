"""Top Gap: questions of a known shape, whether or not anybody here has the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeAlias

from quizzer.facts.about import FilmContext
from quizzer.facts.alternate_titles import called, titles_in, where
from quizzer.facts.film import Film, Gap
from quizzer.facts.masking import gives_away, mask_titles
from quizzer.facts.shapes import SHAPES, Shape, shape_of
from quizzer.facts.wording import slug
from quizzer.grading import AnswerKey
from quizzer.question import Question

_Ask: TypeAlias = Callable[..., list[Question]]


def gap_questions(about: FilmContext) -> Iterator[Question]:
    """A question for each gap of the film: an ordinary one where its facts have the answer, else an open one."""
    for index, gap in enumerate(about.film.gaps):
        if is_whole(gap):
            shape, subject = shape_of(gap), _subject(gap)
            ask = partial(about.ask, _shape_name(gap.asks), subject, made_from=("gaps", index), category="top_gap")
            if shape is not None and shape.is_known(about.film, gap):
                yield from _known(about, gap, shape, ask)
            else:
                facts = [about.fact("gap", gap.asks, subject)]
                yield from ask(_wording(about, gap), None, difficulty=5, facts=facts)


def is_whole(gap: Gap) -> bool:
    """Whether a gap says all that it takes to ask it."""
    shape = shape_of(gap)
    return shape.is_whole(gap) if shape is not None else bool(gap.country or gap.language)


def gap_of(question: Question, films: Iterable[Film]) -> Gap | None:
    """The gap that a question asks, among those of the `films` that it was made from; None if it is about something
    else."""
    origin = question.origin
    if origin is None or origin.key != "gaps" or origin.index is None:
        return None
    film = next((film for film in films if film.label == origin.film and len(film.gaps) > origin.index), None)
    return film.gaps[origin.index] if film is not None else None


def kind_of_gap(question: Question) -> str:
    """The kind of answer that a gap's question asks for; "text" for a gap of an author's own shape."""
    shape = question.origin.shape if question.origin is not None else ""
    return next((one.kind for one in SHAPES.values() if _shape_name(one.asks) == shape), "text")


def _known(about: FilmContext, gap: Gap, shape: Shape, ask: _Ask) -> list[Question]:
    film, text = about.film, shape.wording(about.name, gap)
    if gap.asks == "release title":
        # A title whose language nobody has told does not fill the gap, but it may not be called wrong either.
        told = [
            known.title
            for known in film.also_known_as
            if known.country == gap.country and gap.language in (None, known.language)
        ]
        titles = list(dict.fromkeys((*told, *titles_in(film, gap.country, gap.language))))
        return called(about, titles, gap.country, gap.language, category="top_gap", text=text)
    if gap.asks == "release date":
        dates = [one.date for one in film.released if (one.country, one.channel) == (gap.country, gap.channel)]
        tells = f"{about.name} came out {where(gap.country, None)} on {dates[0]}."
        return _ordinary(ask, text, dates, "date", about.fact("released", gap.country or ""), tells)
    if gap.asks == "runtime" and film.runtime:
        tells = f"{about.name} runs for {film.runtime}."
        return _ordinary(ask, text, [film.runtime], "duration", about.fact("runtime"), tells)
    if gap.asks == "plot outline":
        return _which_film(about, gap, ask)
    return []  # other families ask it


def _ordinary(ask: _Ask, text: str, answers: list[str], kind: str, fact: str, tells: str) -> list[Question]:
    if len(answers) != 1:
        return []  # sources differ
    key = AnswerKey(answers[0], kind=kind, tolerance=2 if kind == "duration" else None)
    return ask(text, key, difficulty=5, facts=[fact], explanation=tells)


def _which_film(about: FilmContext, gap: Gap, ask: _Ask) -> list[Question]:
    outline = next(one.text for one in about.film.outlines if one.language == gap.language)
    masked = mask_titles(outline, about.film.titles)
    if masked is None or gives_away(masked, about.film.titles):
        return []
    return ask(
        f"Which film is this? {masked}",
        about.title_key(),
        difficulty=3,
        facts=[about.fact("sentence", " ".join(outline.split()[:8]))],
        explanation=f"{about.name}: {outline}",
    )


def _shape_name(asks: str) -> str:
    return f"gap-{slug(asks)}"


def _subject(gap: Gap) -> str:
    return " ".join(filter(None, (gap.of, gap.channel, gap.country, gap.language)))


def _wording(about: FilmContext, gap: Gap) -> str:
    shape = shape_of(gap)
    if shape is not None:
        return shape.wording(about.name, gap)
    what = f"{gap.channel} {gap.asks}" if gap.channel else gap.asks
    return f"What is the {what} of {about.name} {where(gap.country, gap.language)}".rstrip() + "?"
