"""Top Gap: questions of a known shape, whether or not anybody here has the answer."""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.facts.about import FilmContext
from quizzer.facts.alternate_titles import called, titles_in, where
from quizzer.facts.film import Film, Gap
from quizzer.facts.masking import gives_away, mask_titles
from quizzer.facts.shapes import Shape, shape_of
from quizzer.facts.wording import slug
from quizzer.grading import AnswerKey
from quizzer.question import Question


def gap_questions(about: FilmContext) -> Iterator[Question]:
    """A question for each gap of the film: an ordinary one where its facts have the answer, else an open one."""
    for gap in about.film.gaps:
        if is_whole(gap):
            shape = shape_of(gap)
            yield from _known(about, gap, shape) if shape and shape.is_known(about.film, gap) else _open(about, gap)


def is_whole(gap: Gap) -> bool:
    """Whether a gap says all that it takes to ask it."""
    shape = shape_of(gap)
    return shape.is_whole(gap) if shape is not None else bool(gap.country or gap.language)


def gap_of(film: Film, question: Question) -> Gap | None:
    """The gap of a film that a question asks; None if it is about something else."""
    shape_and_subject = question.id.split("/")[1:]
    return next((gap for gap in film.gaps if [_shape_id(gap), slug(_subject(gap))] == shape_and_subject), None) or next(
        (gap for gap in film.gaps if not _subject(gap) and [_shape_id(gap)] == shape_and_subject), None
    )


def _known(about: FilmContext, gap: Gap, shape: Shape) -> list[Question]:
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
        return _ordinary(about, gap, text, dates, "date", about.fact("released", gap.country or ""), tells)
    if gap.asks == "runtime" and film.runtime:
        tells = f"{about.name} runs for {film.runtime}."
        return _ordinary(about, gap, text, [film.runtime], "duration", about.fact("runtime"), tells)
    if gap.asks == "plot outline":
        return _which_film(about, gap)
    return []  # other families ask it


def _ordinary(
    about: FilmContext, gap: Gap, text: str, answers: list[str], kind: str, fact: str, tells: str
) -> list[Question]:
    if len(answers) != 1:
        return []  # sources differ
    key = AnswerKey(answers[0], kind=kind, tolerance=2 if kind == "duration" else None)
    facts = [fact]
    shape, subject = _shape_id(gap), _subject(gap)
    return about.ask(shape, subject, text, key, category="top_gap", difficulty=5, facts=facts, explanation=tells)


def _which_film(about: FilmContext, gap: Gap) -> list[Question]:
    outline = next(one.text for one in about.film.outlines if one.language == gap.language)
    masked = mask_titles(outline, about.film.titles)
    if masked is None or gives_away(masked, about.film.titles):
        return []
    return about.ask(
        _shape_id(gap),
        _subject(gap),
        f"Which film is this? {masked}",
        about.title_key(),
        category="top_gap",
        difficulty=3,
        facts=[about.fact("sentence", " ".join(outline.split()[:8]))],
        explanation=f"{about.name}: {outline}",
    )


def _open(about: FilmContext, gap: Gap) -> list[Question]:
    subject = _subject(gap)
    return about.ask(
        _shape_id(gap),
        subject,
        _wording(about, gap),
        None,
        category="top_gap",
        difficulty=5,
        facts=[about.fact("gap", gap.asks, subject)],
    )


def _shape_id(gap: Gap) -> str:
    return "gap-" + slug(gap.asks)


def _subject(gap: Gap) -> str:
    return " ".join(filter(None, (gap.of, gap.channel, gap.country, gap.language)))


def _wording(about: FilmContext, gap: Gap) -> str:
    shape = shape_of(gap)
    if shape is not None:
        return shape.wording(about.name, gap)
    what = f"{gap.channel} {gap.asks}" if gap.channel else gap.asks
    return f"What is the {what} of {about.name} {where(gap.country, gap.language)}".rstrip() + "?"
