"""Top Gap: questions of a known shape, whether or not anybody here has the answer."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeAlias

from quizzer.facts.about import FilmContext
from quizzer.facts.alternate_titles import called, gaps_of_titles, titles_in, where
from quizzer.facts.film import Film, Gap, Release
from quizzer.facts.iso_codes import country_name, language_name
from quizzer.facts.masking import fold, gives_away, mask_titles
from quizzer.facts.shapes import SHAPES
from quizzer.facts.wording import slug
from quizzer.grading import AnswerKey
from quizzer.question import Question

_Ask: TypeAlias = Callable[..., list[Question]]


# Where films are shown first as a matter of course.
_USUAL_PREMIERES = frozenset(("london", "new york", "new york city", "los angeles", "hollywood", "paris", "washington"))
_LATE = 5  # years after its own that a film must come to a country for anybody to wonder when


def gap_questions(about: FilmContext) -> Iterator[Question]:
    """A question for each gap of the film: an ordinary one where its facts have the answer, else an open one."""
    for index, gap in enumerate(about.film.gaps):
        if is_whole(gap):
            shape, subject = SHAPES.get(gap.asks), _subject(gap)
            ask = partial(about.ask, _shape_name(gap.asks), subject, made_from=("gaps", index))
            if shape is not None and shape.is_known(about.film, gap):
                yield from _known(about, gap, ask)
            else:
                channel = f"{gap.channel} " if gap.channel else ""
                what = f"What is the {channel}{gap.asks} of {about.name} {where(gap.country, gap.language)}"
                wording = shape.wording(about.name, gap) if shape else f"{what.rstrip()}?"
                facts = [about.fact("gap", gap.asks, subject)]
                yield from ask(None, ways="gap", told={"wording": wording}, facts=facts)
    yield from _filled(about)


def _filled(about: FilmContext) -> Iterator[Question]:
    """What the film's facts tell in a shape of Top Gap, though nobody has asked for it: scored, and in the words of
    such a gap. A mere date or length is minor."""
    film = about.film
    for gap in gaps_of_titles(about):
        yield from _shaped(about, gap, "also_known_as")
    for index, one in enumerate(film.outlines):
        yield from _shaped(about, Gap(asks="plot outline", language=one.language), ("outlines", index))
    for index, release in enumerate(film.released):
        gap = Gap(asks="release date", country=release.country, channel=release.channel)
        if release.country:
            yield from _shaped(about, gap, ("released", index), minor=True)
            yield from _year_abroad(about, gap, release, index)
        if release.first:
            yield from _first_shown(about, release, index)
    if film.runtime:
        yield from _shaped(about, Gap(asks="runtime"), "runtime", minor=True)


def _shaped(about: FilmContext, gap: Gap, made_from: str | tuple[str, int], *, minor: bool = False) -> list[Question]:
    """The question that a gap would be, if it is known and no gap of the bank asks it."""
    shape, subject = SHAPES[gap.asks], _subject(gap)
    asked = [(one.asks, _subject(one)) for one in about.film.gaps]
    if not shape.is_known(about.film, gap) or (gap.asks, subject) in asked:
        return []
    ask = partial(about.ask, _shape_name(gap.asks), subject, made_from=made_from, minor=minor)
    return _known(about, gap, ask)


def _year_abroad(about: FilmContext, gap: Gap, release: Release, index: int) -> list[Question]:
    """Asked where it is a later year than that of the film."""
    year, same = release.date[:4], {one.date[:4] for one in _releases(about.film, gap)}
    if not year.isdecimal() or int(year) <= (about.film.year or int(year)) or len(same) > 1:
        return []
    return about.ask(
        "gap-release-year",
        _subject(gap),
        AnswerKey(year, kind="year"),
        ways="year-abroad",
        made_from=("released", index),
        facts=[about.fact("released", release.country or "")],
        told={"place": where(gap.country, gap.language), "channel": f"{gap.channel} " if gap.channel else ""},
        minor=int(year) - (about.film.year or int(year)) < _LATE,
    )


def _first_shown(about: FilmContext, release: Release, index: int) -> list[Question]:
    country = country_name(release.country) if release.country else ""
    names = [name for name in (release.place, country) if name]
    if not names:
        return []
    # A country alone is asked back where the town is known.
    prompt = {country: "where there?"} if country and release.place else {}
    return about.ask(
        "gap-first-shown",
        "",
        AnswerKey(names[0].removeprefix("the "), prompt=prompt, kind="text"),
        ways="first-shown",
        made_from=("released", index),
        facts=[about.fact("first shown")],
        minor=fold(names[0]) in _USUAL_PREMIERES,
    )


def _releases(film: Film, gap: Gap) -> list[Release]:
    return [one for one in film.released if (one.country, one.channel) == (gap.country, gap.channel)]


def is_whole(gap: Gap) -> bool:
    """Whether a gap says all that it takes to ask it."""
    shape = SHAPES.get(gap.asks)
    if shape is None or shape.asks == "release title":
        return bool(gap.country or gap.language)
    return all(getattr(gap, key) for key in shape.needs)


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


def _known(about: FilmContext, gap: Gap, ask: _Ask) -> list[Question]:
    film = about.film
    if gap.asks == "release title":
        # A title whose language nobody has told does not fill the gap, but it may not be called wrong either.
        titled = [
            known.title
            for known in film.also_known_as
            if known.country == gap.country and gap.language in (None, known.language)
        ]
        titles = list(dict.fromkeys((*titled, *titles_in(film, gap.country, gap.language))))
        return called(about, titles, gap.country, gap.language, category="top_gap")
    if gap.asks == "release date" and len(dates := [one.date for one in _releases(film, gap)]) == 1:
        told = {"place": where(gap.country, gap.language), "channel": f"{gap.channel} " if gap.channel else ""}
        fact = about.fact("released", gap.country or "")
        return ask(AnswerKey(dates[0], kind="date"), ways="day-abroad", facts=[fact], told=told)
    if gap.asks == "runtime" and film.runtime:
        key = AnswerKey(film.runtime, kind="duration", tolerance=2)
        return ask(key, ways="runtime", facts=[about.fact("runtime")])
    if gap.asks == "plot outline":
        outline = next(one.text for one in film.outlines if one.language == gap.language)
        masked = mask_titles(outline, film.titles)
        if masked is not None and not gives_away(masked, about.titles):
            fact = about.fact("sentence", " ".join(outline.split()[:8]))
            told = {"sentence": masked, "language": language_name(gap.language or "")}
            return ask(about.title_key(), ways="outline", facts=[fact], told=told)
    return []  # other families ask it, or sources differ


def _shape_name(asks: str) -> str:
    return f"gap-{slug(asks)}"


def _subject(gap: Gap) -> str:
    return " ".join(filter(None, (gap.of, gap.channel, gap.country, gap.language)))
