"""The shapes of Top Gap: what may not be known of a film, how it is asked, and where an answer belongs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from quizzer.facts.alternate_titles import where
from quizzer.facts.film import Film, Gap
from quizzer.facts.iso_codes import language_name
from quizzer.grading import fold


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


class Shape(ABC):
    """One class of gaps. `asks` is its name in a bank, `kind` the kind of its answers, `needs` the keys that a gap of
    it must have. `is_asked_elsewhere`: once it is known, other questions ask it, and the gap itself may go."""

    asks: str
    kind: str = "text"
    needs: tuple[str, ...] = ()
    is_asked_elsewhere: bool = True

    @abstractmethod
    def wording(self, name: str, gap: Gap) -> str:
        """The question, of a film called `name`."""

    @abstractmethod
    def known(self, film: Film) -> Iterator[Gap]:
        """Each fact of this shape that the film has, as the gap that it fills."""

    def missing(self, film: Film) -> Iterator[Gap]:
        """The facts of this shape that the film ought to have, by what else is known of it. None of most shapes."""
        return iter(())

    @abstractmethod
    def addition(self, gap: Gap, answer: str) -> Addition:
        """What an accepted answer adds to the film."""

    def is_whole(self, gap: Gap) -> bool:
        """Whether a gap says all that it takes to ask it."""
        return all(getattr(gap, key) for key in self.needs)

    def is_known(self, film: Film, gap: Gap) -> bool:
        """Whether the film has what a gap asks."""
        return any(_same(known, gap) for known in self.known(film))


class ReleaseTitle(Shape):
    """The name under which the film was released in a country, in a language."""

    asks, kind = "release title", "title"

    def wording(self, name: str, gap: Gap) -> str:
        return f"By what name was {name} officially released {where(gap.country, gap.language)}?"

    def known(self, film: Film) -> Iterator[Gap]:
        for title in film.also_known_as:
            if title.country or title.language:
                yield Gap(asks=self.asks, country=title.country, language=title.language)

    def missing(self, film: Film) -> Iterator[Gap]:
        titled = {title.country for title in film.also_known_as}
        for release in film.released:
            if release.country and release.country not in titled:
                titled.add(release.country)
                yield Gap(asks=self.asks, country=release.country)

    def is_whole(self, gap: Gap) -> bool:
        return bool(gap.country or gap.language)

    def is_known(self, film: Film, gap: Gap) -> bool:
        same = (known for known in self.known(film) if known.country == gap.country)
        return any(gap.language in (None, known.language) for known in same)

    def addition(self, gap: Gap, answer: str) -> Addition:
        places = {key: value for key in ("country", "language") if (value := getattr(gap, key))}
        return Addition("also_known_as", {"title": answer, **places}, f"title {answer}", is_list=True)


class PlotOutline(Shape):
    """The plot in a language."""

    asks, kind, needs, is_asked_elsewhere = "plot outline", "text", ("language",), False

    def wording(self, name: str, gap: Gap) -> str:
        return f"How would you outline the plot of {name} in {language_name(gap.language or '')}?"

    def known(self, film: Film) -> Iterator[Gap]:
        for outline in film.outlines:
            yield Gap(asks=self.asks, language=outline.language)

    def missing(self, film: Film) -> Iterator[Gap]:
        told = {outline.language for outline in film.outlines}
        for language in dict.fromkeys(title.language for title in film.also_known_as):
            if language and language not in told:
                yield Gap(asks=self.asks, language=language)

    def addition(self, gap: Gap, answer: str) -> Addition:
        value = {"text": answer, "language": gap.language or ""}
        return Addition("outlines", value, f"sentence {' '.join(answer.split()[:8])}", is_list=True)


class ReleaseDate(Shape):
    """The day on which the film came out in a country: in cinemas, or by another channel."""

    asks, kind, needs, is_asked_elsewhere = "release date", "date", ("country",), False

    def wording(self, name: str, gap: Gap) -> str:
        channel = f"{gap.channel} " if gap.channel else ""
        return f"What is the {channel}release date of {name} {where(gap.country, gap.language)}?"

    def known(self, film: Film) -> Iterator[Gap]:
        for release in film.released:
            if len(release.date) == len("1995-05-17"):  # a month or a year alone does not tell the day
                yield Gap(asks=self.asks, country=release.country, channel=release.channel)

    def missing(self, film: Film) -> Iterator[Gap]:
        dated = {known.country for known in self.known(film) if not known.channel}
        countries = (*(one.country for one in film.released), *(one.country for one in film.also_known_as))
        for country in dict.fromkeys(countries):
            if country and country not in dated:
                yield Gap(asks=self.asks, country=country)

    def addition(self, gap: Gap, answer: str) -> Addition:
        value = {"country": gap.country or "", "date": answer} | ({"channel": gap.channel} if gap.channel else {})
        return Addition("released", value, f"released {gap.country}", is_list=True)


class _KeyShape(Shape):
    """A fact that stands in a film under one `key`, of the film or within its box office."""

    def __init__(self, asks: str, key: str, kind: str, question: str) -> None:
        self.asks, self.kind = asks, kind
        self._key, self._question = key, question

    def wording(self, name: str, gap: Gap) -> str:
        return self._question.format(film=name)

    def known(self, film: Film) -> Iterator[Gap]:
        outer, _, inner = self._key.rpartition(".")
        holder = getattr(film, outer) if outer else film
        if holder is not None and getattr(holder, inner):
            yield Gap(asks=self.asks)

    def missing(self, film: Film) -> Iterator[Gap]:
        # That a film has an original title of its own can't be told from what is known.
        if self.asks != "original title" and not any(self.known(film)):
            yield Gap(asks=self.asks)


class SingleShape(_KeyShape):
    """A fact of which a film has one: a key with a single value."""

    def __init__(self, asks: str, key: str, kind: str, question: str, *, asked: bool = True) -> None:
        super().__init__(asks, key, kind, question)
        self.is_asked_elsewhere = asked

    def addition(self, gap: Gap, answer: str) -> Addition:
        return Addition(self._key, answer, f"title {answer}" if self.kind == "title" else self._key.rpartition(".")[2])


class ListShape(_KeyShape):
    """A fact of which a film may have several: its crew, its places."""

    def __init__(self, asks: str, key: str, kind: str, question: str, fact: str) -> None:
        super().__init__(asks, key, kind, question)
        self._fact = fact

    def addition(self, gap: Gap, answer: str) -> Addition:
        return Addition(self._key, answer, self._fact, is_list=True)


class Character(Shape):
    """Whom an actor of the film plays."""

    asks, kind, needs = "character", "character", ("of",)

    def wording(self, name: str, gap: Gap) -> str:
        return f"Whom does {gap.of} play in {name}?"

    def known(self, film: Film) -> Iterator[Gap]:
        return (Gap(asks=self.asks, of=member.actor) for member in film.cast if member.character)

    def missing(self, film: Film) -> Iterator[Gap]:
        return (Gap(asks=self.asks, of=member.actor) for member in film.cast if not member.character)

    def addition(self, gap: Gap, answer: str) -> Addition:
        return Addition("cast", answer, f"cast {gap.of}", is_list=True, place=gap.of or "", field="character")


class Extra(Shape):
    """Who plays a part that the credits leave without a name: `of` tells which."""

    asks, kind, needs = "extra", "person", ("of",)

    def wording(self, name: str, gap: Gap) -> str:
        return f"Who is {gap.of} in {name}?"

    def known(self, film: Film) -> Iterator[Gap]:
        return (Gap(asks=self.asks, of=member.character) for member in film.cast if member.character)

    def addition(self, gap: Gap, answer: str) -> Addition:
        return Addition("cast", {"actor": answer, "character": gap.of or ""}, f"cast {answer}", is_list=True)


class SentenceShape(Shape):
    """What a sentence under the film's `key` tells: `words` are the sentence up to the answer, with which it ends."""

    def __init__(self, asks: str, key: str, needs: str, question: str, words: str) -> None:
        self.asks, self.needs = asks, (needs,)
        self._key, self._question, self._words = key, question, words

    def wording(self, name: str, gap: Gap) -> str:
        return self._question.format(film=name, of=gap.of, place=where(gap.country, gap.language))

    def known(self, film: Film) -> Iterator[Gap]:
        return (gap for gap in film.gaps if gap.asks == self.asks and self._told(gap, film))

    def addition(self, gap: Gap, answer: str) -> Addition:
        text = f"{self._begins(gap)} [[{answer}]]."
        return Addition(self._key, text, f"sentence {' '.join(text.split()[:8])}", is_list=True)

    def _begins(self, gap: Gap) -> str:
        words = self._words.format(of=gap.of, place=where(gap.country, gap.language))
        return words[0].upper() + words[1:]

    def _told(self, gap: Gap, film: Film) -> bool:
        return any(text.startswith(self._begins(gap)) for text in getattr(film, self._key))


class SongCredit(Shape):
    """Who is credited for a song of the film in one role."""

    kind, needs = "person", ("of",)

    def __init__(self, asks: str, role: str, did: str) -> None:
        self.asks = asks
        self._role, self._did = role, did

    def wording(self, name: str, gap: Gap) -> str:
        return f"Who {self._did} “{gap.of}”, heard in {name}?"

    def known(self, film: Film) -> Iterator[Gap]:
        return (Gap(asks=self.asks, of=song.song) for song in film.soundtrack if song.credits(self._role))

    def missing(self, film: Film) -> Iterator[Gap]:
        return (Gap(asks=self.asks, of=song.song) for song in film.soundtrack if not self._is_told(song.song, film))

    def _is_told(self, title: str, film: Film) -> bool:
        roles = ("music", "writer") if self._role == "music" else (self._role,)
        return any(song.song == title and any(song.credits(role) for role in roles) for song in film.soundtrack)

    def addition(self, gap: Gap, answer: str) -> Addition:
        fact = f"song {gap.of} {self._role}"
        return Addition("soundtrack", answer, fact, is_list=True, place=gap.of or "", field=self._role)


SHAPES: Mapping[str, Shape] = {
    shape.asks: shape
    for shape in (
        ReleaseTitle(),
        PlotOutline(),
        ReleaseDate(),
        SingleShape("original title", "original_title", "title", "What is the original title of {film}?"),
        SingleShape("year", "year", "year", "In which year was {film} first released?"),
        SingleShape("runtime", "runtime", "duration", "How long is {film}?", asked=False),
        SingleShape("budget", "box_office.budget", "money", "What was the budget of {film}?"),
        SingleShape("gross worldwide", "box_office.gross_worldwide", "money", "How much did {film} take worldwide?"),
        ListShape("director", "directors", "person", "Who directed {film}?", "director"),
        ListShape("writer", "writers", "person", "Who wrote {film}?", "writer"),
        ListShape("composer", "composers", "person", "Who composed the music of {film}?", "composer"),
        ListShape("filming location", "filmed_in", "text", "Where was {film} shot?", "filmed-in"),
        ListShape("setting", "set_in", "text", "Where is {film} set?", "set-in"),
        Character(),
        Extra(),
        SentenceShape("prop", "trivia", "of", "Where is {of} from {film} today?", "{of} is kept to this day in"),
        SentenceShape(
            "cut",
            "alternate_versions",
            "country",
            "Which cut of {film} was shown {place}?",
            "The cut that was shown {place} is",
        ),
        SongCredit("song performer", "performer", "performs"),
        SongCredit("song composer", "music", "composed the music of"),
    )
}
"""All shapes, by what a bank's gap `asks`."""


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


def shape_of(gap: Gap) -> Shape | None:
    """The shape of a gap; None for one that an author made up, which is asked, and filled by hand."""
    return SHAPES.get(gap.asks)


def _same(known: Gap, gap: Gap) -> bool:
    mine, other = ((one.country, one.language, one.channel, fold(one.of or "")) for one in (known, gap))
    return mine == other
