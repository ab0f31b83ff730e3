"""The shapes of Top Gap: what may not be known of a film, how it is asked, and where an answer belongs."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import msgspec

from quizzer.facts.alternate_titles import where
from quizzer.facts.film import Film, Gap
from quizzer.facts.iso_codes import language_name
from quizzer.facts.wording import capital
from quizzer.grading import fold
from quizzer.grading.wordlists import read_texts


class Addition(NamedTuple):
    """What an accepted answer adds to a film's entry: `value` at the path `key`, to a list there or as its value.

    `place` picks an item of that list by its first key's value, to which `field` is then added. `fact` names what is
    now known, as `FilmContext.fact` names it.
    """

    key: str
    value: str | dict[str, str]
    fact: str
    is_list: bool = False
    place: str = ""
    field: str = ""


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One class of gaps.

    `asks` is its name in a bank, `kind` the kind of its answers, `question` how it is asked, `needs` the keys that a
    gap of it must have. A film has the fact under `key`, and calls it `fact`. A sentence `begins` so, and ends with the
    answer. In a list of entries each that has one of the fields in `told` is such a fact, and its `fields` are a gap's
    keys and the `answer`; an answer makes an entry, or with `completes` fills that field of the one that is there.
    `wanted` is the key of a gap for whose values, in the lists of `wanted_by`, a film ought to have the fact, or what
    it is `implied_by`. `is_asked_elsewhere`: once it is known, other questions ask it, and the gap itself may go.
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
        """The question, of a film called `name`."""
        return self.question.format(film=name, **_said(gap))

    def known(self, film: Film) -> list[Gap]:
        """Each fact of this shape that the film has, as the gap that it fills."""
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
        """The facts of this shape that the film ought to have, by what else is known of it."""
        if not self.wanted:
            # That a film has an original title of its own, an extra or a prop can't be told from what is known.
            is_certain = not (self.needs or self.asks == "original title")
            return [Gap(asks=self.asks)] if is_certain and not self.known(film) else []
        field = self.fields[0] if self.wanted == "of" else self.wanted
        listed = {getattr(one, field): None for key in self.wanted_by for one in getattr(film, key)}
        told = {getattr(one, self.wanted) for one in self.known(film) if not one.channel}
        told |= {getattr(one, field) for one in getattr(film, self.key) if self._is_told(one, self.implied_by)}
        return [Gap(asks=self.asks, **{self.wanted: one}) for one in listed if one and one not in told]

    def addition(self, gap: Gap, answer: str) -> Addition:
        """What an accepted answer adds to the film."""
        text = f"{self._beginning(gap)} [[{answer}]]." if self.begins else answer
        fact = self.fact.format(answer=answer, sentence=" ".join(text.split()[:8]), **_said(gap))
        if self.completes:
            return Addition(self.key, text, fact, self.is_list, gap.of or "", self.completes)
        entry = {field: text if field == self.answer else getattr(gap, _key_of(field)) for field in self.fields}
        return Addition(self.key, {field: one for field, one in entry.items() if one} or text, fact, self.is_list)

    def is_known(self, film: Film, gap: Gap) -> bool:
        """Whether the film has what a gap asks. A gap that names no language takes any."""
        same = (one for one in self.known(film) if _subject(one) == _subject(gap))
        return any(gap.language in (None, one.language) for one in same)

    def _beginning(self, gap: Gap) -> str:
        return capital(self.begins.format(**_said(gap)))

    def _is_told(self, entry: Any, fields: Collection[str]) -> bool:
        """Whether an entry has one of the fields; of a date all of it, the day too."""
        told = [getattr(entry, field) for field in fields]
        return any(len(one) == len("1995-05-17") for one in told) if self.kind == "date" else any(told)


def _said(gap: Gap) -> dict[str, str]:
    """What a gap says, as the wordings of shapes put it."""
    return {
        "of": gap.of or "",
        "country": gap.country or "",
        "place": where(gap.country, gap.language),
        "language": language_name(gap.language or ""),
        "channel": f"{gap.channel} " if gap.channel else "",
    }


def _key_of(field: str) -> str:
    """The key of a gap that says what stands in a field of an entry."""
    return "of" if field in ("actor", "character", "song") else field


def _subject(gap: Gap) -> tuple[str | None, ...]:
    return gap.country, gap.channel, fold(gap.of or "")


def _shape(asks: str, text: str) -> Shape:
    told: dict[str, Any] = {"asks": asks, **dict(line.split(": ", 1) for line in text.split("\n"))}
    listed = ("needs", "fields", "told", "implied_by", "wanted_by")
    return msgspec.convert(
        {key: one.split() if key in listed else one for key, one in told.items()}, Shape, strict=False
    )


SHAPES: Mapping[str, Shape] = {asks: _shape(asks, text) for asks, text in read_texts("shapes", beside=__file__).items()}
"""All shapes, by what a bank's gap `asks`. One that an author made up has none: it is asked, and filled by hand."""


class KnownAndUnknown(NamedTuple):
    """What is known of a film, and what is not, shape by shape. `unknown` holds the gaps of the bank too."""

    known: tuple[Gap, ...]
    unknown: tuple[Gap, ...]


def known_and_unknown(film: Film) -> KnownAndUnknown:
    """Which facts of which shape the film has, and which it lacks."""
    known: dict[Gap, None] = {}
    unknown: dict[Gap, None] = {}
    for shape in SHAPES.values():
        known.update(dict.fromkeys(shape.known(film)))
        open_ = (gap for gap in film.gaps if gap.asks == shape.asks and not shape.is_known(film, gap))
        unknown.update(dict.fromkeys((*open_, *shape.missing(film))))
    return KnownAndUnknown(tuple(known), tuple(unknown))
