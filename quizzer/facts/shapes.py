"""The shapes of open questions (Top Gap): how to ask, and where an answer belongs."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple, TypeAlias

import msgspec

from quizzer.facts.about import FilmContext
from quizzer.facts.alternate_titles import called, gaps_of_titles, titles_in, where
from quizzer.facts.film import Film, Gap, Release
from quizzer.facts.iso_codes import country_name, language_name
from quizzer.facts.masking import fold, gives_away, mask_titles
from quizzer.facts.wording import capital, slug
from quizzer.grading import AnswerKey
from quizzer.grading.wordlists import read_texts
from quizzer.question import Question

_Ask: TypeAlias = Callable[..., list[Question]]


class Addition(NamedTuple):
    """An accepted answer as an addition to a film's entry: `value` at the path `key`, in a list or as its value.

    `place` picks an item of that list by the value of its first key; the addition goes to its `field`. `fact` is the
    name of the new fact, as in `FilmContext.fact`.
    """

    key: str
    value: str | dict[str, str]
    fact: str
    is_list: bool = False
    place: str = ""
    field: str = ""


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One class of open questions.

    `asks` is its name in a bank, `kind` that of its answers, and `needs` the keys that each must have. The film has the
    answer under `key`, as the fact `fact`. A sentence with it begins with `begins`. In a list, an entry with a field of
    `told` is such a fact; `fields` are the keys of the open question and the `answer`. An answer makes an entry, or
    fills the field `completes` of one. A film should have the fact for each value of `wanted` in the lists of
    `wanted_by`, or an entry with a field of `implied_by`. If `is_asked_elsewhere`, other questions ask for the known
    fact.
    """

    asks: str
    kind: str
    question: str
    key: str
    fact: str
    needs: tuple[str, ...] = ()
    is_list: bool = True
    begins: str = ""
    fields: tuple[str, ...] = ()
    answer: str = ""
    completes: str = ""
    told: tuple[str, ...] = ()
    implied_by: tuple[str, ...] = ()
    wanted: str = ""
    wanted_by: tuple[str, ...] = ()
    is_asked_elsewhere: bool = True

    def wording(self, name: str, gap: Gap) -> str:
        """Return the question about a film called `name`."""
        return self.question.format(film=name, **_said(gap))

    def known(self, film: Film) -> list[Gap]:
        """Return each fact of this shape that the film has, as the open question that it answers."""
        told: Any = film
        for part in self.key.split("."):
            told = getattr(told, part, None)
        if self.begins:
            gaps = (gap for gap in film.gaps if gap.asks == self.asks)
            return [gap for gap in gaps if any(text.startswith(self._beginning(gap)) for text in told)]
        if not self.fields:
            return [Gap(asks=self.asks)] if told else []
        keys = {_key_of(field): field for field in self.fields if field != self.answer}
        entries = [one for one in told if self._is_told(one, self.told)]
        return [Gap(asks=self.asks, **{key: getattr(one, field) for key, field in keys.items()}) for one in entries]

    def missing(self, film: Film) -> list[Gap]:
        """Return the facts of this shape that the film should have, according to its other facts."""
        if not self.wanted:
            # The facts do not show whether a film has an original title of its own, an extra or a prop.
            is_certain = not (self.needs or self.asks == "original title")
            return [Gap(asks=self.asks)] if is_certain and not self.known(film) else []
        field = self.fields[0] if self.wanted == "of" else self.wanted
        listed = {getattr(one, field): None for key in self.wanted_by for one in getattr(film, key)}
        told = {getattr(one, self.wanted) for one in self.known(film) if not one.channel}
        told |= {getattr(one, field) for one in getattr(film, self.key) if self._is_told(one, self.implied_by)}
        return [Gap(asks=self.asks, **{self.wanted: one}) for one in listed if one and one not in told]

    def addition(self, gap: Gap, answer: str) -> Addition:
        """Return the addition to the film from an accepted answer."""
        text = f"{self._beginning(gap)} [[{answer}]]." if self.begins else answer
        fact = self.fact.format(answer=answer, sentence=" ".join(text.split()[:8]), **_said(gap))
        if self.completes:
            return Addition(self.key, text, fact, self.is_list, gap.of or "", self.completes)
        entry = {field: text if field == self.answer else getattr(gap, _key_of(field)) for field in self.fields}
        return Addition(self.key, {field: one for field, one in entry.items() if one} or text, fact, self.is_list)

    def is_known(self, film: Film, gap: Gap) -> bool:
        """Whether the film has the answer. Without a language in the question, any is right."""
        same = (one for one in self.known(film) if _what_and_where(one) == _what_and_where(gap))
        return any(gap.language in (None, one.language) for one in same)

    def _beginning(self, gap: Gap) -> str:
        return capital(self.begins.format(**_said(gap)))

    def _is_told(self, entry: Any, fields: Collection[str]) -> bool:
        """Whether an entry has one of the fields; a date must include the day."""
        told = [getattr(entry, field) for field in fields]
        return any(len(one) == len("1995-05-17") for one in told) if self.kind == "date" else any(told)


def _said(gap: Gap) -> dict[str, str]:
    """Return the words of an open question for the wordings of shapes."""
    return {
        "of": gap.of or "",
        "country": gap.country or "",
        "place": where(gap.country, gap.language),
        "language": language_name(gap.language or ""),
        "channel": f"{gap.channel} " if gap.channel else "",
    }


def _key_of(field: str) -> str:
    """Return the key of an open question for a field of an entry."""
    return "of" if field in ("actor", "character", "song") else field


def _what_and_where(gap: Gap) -> tuple[str | None, ...]:
    return gap.country, gap.channel, fold(gap.of or "")


def _shape(asks: str, text: str) -> Shape:
    told: dict[str, Any] = {"asks": asks, **dict(line.split(": ", 1) for line in text.split("\n"))}
    listed = ("needs", "fields", "told", "implied_by", "wanted_by")
    return msgspec.convert(
        {key: one.split() if key in listed else one for key, one in told.items()}, Shape, strict=False
    )


SHAPES: Mapping[str, Shape] = {asks: _shape(asks, text) for asks, text in read_texts("shapes", beside=__file__).items()}
"""All shapes by their `asks`. An author's own open question has none: the author adds its answer by hand."""


class KnownAndUnknown(NamedTuple):
    """The known and the unknown facts of a film, shape by shape. `unknown` includes the open questions of the bank."""

    known: tuple[Gap, ...]
    unknown: tuple[Gap, ...]


def known_and_unknown(film: Film) -> KnownAndUnknown:
    """Return the facts of known shapes that the film has, and those that it lacks."""
    known: dict[Gap, None] = {}
    unknown: dict[Gap, None] = {}
    for shape in SHAPES.values():
        known.update(dict.fromkeys(shape.known(film)))
        open_ = (gap for gap in film.gaps if gap.asks == shape.asks and not shape.is_known(film, gap))
        unknown.update(dict.fromkeys((*open_, *shape.missing(film))))
    return KnownAndUnknown(tuple(known), tuple(unknown))


# The usual places of a premiere.
_USUAL_PREMIERES = frozenset(("london", "new york", "new york city", "los angeles", "hollywood", "paris", "washington"))
_LATE = 5  # years from which the release in a country is late enough to ask about


def gap_questions(about: FilmContext) -> Iterator[Question]:
    """Yield a question for each open question of the film, an ordinary one if its facts have the answer."""
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
    """Yield scored questions in the words of Top Gap about facts that no open question asks for. A mere date or length
    is minor."""
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
    """Return the question for an open question with an answer, unless the bank itself asks it."""
    shape, subject = SHAPES[gap.asks], _subject(gap)
    asked = [(one.asks, _subject(one)) for one in about.film.gaps]
    if not shape.is_known(about.film, gap) or (gap.asks, subject) in asked:
        return []
    ask = partial(about.ask, _shape_name(gap.asks), subject, made_from=made_from, minor=minor)
    return _known(about, gap, ask)


def _year_abroad(about: FilmContext, gap: Gap, release: Release, index: int) -> list[Question]:
    """Ask for the year if it is later than that of the film."""
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
    # A country alone is too vague if the town is known.
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
    """Whether an open question has all keys that its question needs."""
    shape = SHAPES.get(gap.asks)
    if shape is None or shape.asks == "release title":
        return bool(gap.country or gap.language)
    return all(getattr(gap, key) for key in shape.needs)


def gap_of(question: Question, films: Iterable[Film]) -> Gap | None:
    """Return the open question of a question among the `films` that it was made from, or None."""
    origin = question.origin
    if origin is None or origin.key != "gaps" or origin.index is None:
        return None
    film = next((film for film in films if film.label == origin.film and len(film.gaps) > origin.index), None)
    return film.gaps[origin.index] if film is not None else None


def kind_of_gap(question: Question) -> str:
    """Return the kind of an open question's answer; "text" for an author's own shape."""
    shape = question.origin.shape if question.origin is not None else ""
    return next((one.kind for one in SHAPES.values() if _shape_name(one.asks) == shape), "text")


def _known(about: FilmContext, gap: Gap, ask: _Ask) -> list[Question]:
    film = about.film
    if gap.asks == "release title":
        # A title without a language does not answer the question, but it is not wrong either.
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
