"""A film and its facts, from which quizzer makes questions."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from quizzer.bounds import MOST_FACTS
from quizzer.facts.masking import fold, gives_away
from quizzer.grading import AboutFilm, AnswerKey

FIRST_YEAR, LAST_YEAR = 1870, 2100
USUAL_DIFFICULTY, LAST_DIFFICULTY = 3, 5

Year = Annotated[int, Meta(ge=FIRST_YEAR, le=LAST_YEAR)]
Rating = Annotated[float, Meta(ge=0, le=10)]
Votes = Annotated[int, Meta(ge=0)]
Difficulty = Annotated[int, Meta(ge=1, le=LAST_DIFFICULTY)]
Count = Annotated[int, Meta(ge=1)]
FilmType = Literal["film", "series", "episode", "short"]
WholeList = Literal["awards", "cast", "soundtrack"]


class _Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of a film's record."""


class Credit(_Fact, frozen=True, kw_only=True):
    """A person or a band. `credited_as` is the name in the film itself, if it differs."""

    name: str
    credited_as: str | None = None


class AlternateTitle(_Fact, frozen=True, kw_only=True):
    """Another title of the film. `country` is an ISO 3166-1 code, `language` an ISO 639 code, `type` the word of a
    source ("working", "literal", …). `meaning` is the title in the bank's language, if it means something else than the
    film's own."""

    title: str
    country: str | None = None
    language: str | None = None
    type: str | None = None
    meaning: str | None = None


class CastMember(_Fact, frozen=True, kw_only=True):
    """An actor with a part. `credited_as` is the name in the film itself, if it differs. `leading` is the author's
    decision about a leading part; None leaves it to the order of the cast."""

    actor: str
    character: str | None = None
    credited_as: str | None = None
    leading: bool | None = None


class SoundtrackRole(StrEnum):
    """The roles of a person or a band in a song; the values are the names of a Song's fields."""

    WRITER = "writer"
    MUSIC = "music"
    LYRICS = "lyrics"
    ARRANGER = "arranger"
    PRODUCER = "producer"
    PERFORMER = "performer"


class Song(_Fact, frozen=True, kw_only=True):
    """A piece of music in the film and who is credited for it.

    `writer` is "Written by", `music` "Music by" and "Composed by", `lyrics` "Lyrics by" and "Words by".
    """

    song: str
    writer: tuple[Credit, ...] = ()
    music: tuple[Credit, ...] = ()
    lyrics: tuple[Credit, ...] = ()
    arranger: tuple[Credit, ...] = ()
    producer: tuple[Credit, ...] = ()
    performer: tuple[Credit, ...] = ()

    def credits(self, role: str) -> tuple[Credit, ...]:
        """Return the credits of `role`, a SoundtrackRole or its value."""
        people: tuple[Credit, ...] = getattr(self, role)
        return people

    def is_credited_in(self, other: "Song") -> bool:
        """Whether another song has every credit of this one."""
        return all(set(self.credits(role)) <= set(other.credits(role)) for role in SOUNDTRACK_ROLES)


SOUNDTRACK_ROLES = tuple(SoundtrackRole)


class BoxOffice(_Fact, frozen=True, kw_only=True):
    """The budget and takings of the film: sums as their source prints them ("$18,000,000")."""

    budget: str | None = None
    budget_estimated: bool = False
    gross_us_canada: str | None = None
    opening_weekend_us_canada: str | None = None
    opening_weekend_date: str | None = None
    gross_worldwide: str | None = None


class Release(_Fact, frozen=True, kw_only=True):
    """A release of the film in a country (an ISO 3166-1 code). `date` is year-month-day, or its beginning. `channel` is
    "DVD", "streaming" or the like; None is cinemas. `place` is the town or the festival. `first` marks the premiere."""

    country: str | None = None
    date: str
    channel: str | None = None
    place: str | None = None
    first: bool = False


class Award(_Fact, frozen=True, kw_only=True):
    """A prize of the film, or of the people in `who`, in a `year`. `for_` is the category ("best picture"). `number` is
    how many of them the film won in all. A `nominated` film did not win. `beat` are films that lost against it."""

    award: str
    for_: str | None = msgspec.field(default=None, name="for")
    who: tuple[str, ...] = ()
    year: Year | None = None
    number: Count | None = None
    nominated: bool = False
    beat: tuple[str, ...] = ()


class Work(_Fact, frozen=True, kw_only=True):
    """A work on which a film is based: its title, its authors, and its `type` ("novel", "play")."""

    title: str
    by: tuple[str, ...] = ()
    type: str | None = None


class Outline(_Fact, frozen=True, kw_only=True):
    """The plot in a language (an ISO 639 code) other than the bank's own."""

    text: str
    language: str


class Gap(_Fact, frozen=True, kw_only=True):
    """An open question of a known shape, as in IMDb's Top Gap: the bank has no answer. `asks` names the shape as in
    `quizzer.facts.shapes`. `of` is its song or actor, if the shape needs one."""

    asks: str
    of: str | None = None
    country: str | None = None
    language: str | None = None
    channel: str | None = None


class Dispute(_Fact, frozen=True, kw_only=True):
    """A fact about which two sources disagree, so quizzer does not ask about it. `fact` names it ("year", "director",
    "budget", "cast Ron Perlman", "released DE"). `by` and `also_by` are the sources' addresses."""

    fact: str
    said: str
    also_said: str
    by: str | None = None
    also_by: str | None = None


class ContributedFact(_Fact, frozen=True, kw_only=True):
    """A fact from players that an author accepted, named as in a `Dispute`: "title Lost", "composer". `when` is the
    day, year-month-day; `players` is how many of them said so."""

    fact: str
    when: str | None = None
    players: Count | None = None


class Source(_Fact, frozen=True, kw_only=True):
    """A public page that confirms facts of a film: its address, and the facts that it `confirms`, named as in a
    `Dispute`. A kind of facts ("cast") means all of them. The first words of a sentence ("sentence The tower was") mean
    the whole. Without names it confirms any fact."""

    page: str
    confirms: tuple[str, ...] = ()


class FilmName(msgspec.Struct, frozen=True):
    """A film in a list: its title, its year (0 if unknown), and its id at IMDb ("" if unknown)."""

    title: str
    year: int = 0
    imdb: str = ""

    @property
    def label(self) -> str:
        """The name as quizzer shows it."""
        return f"{self.title or self.imdb} ({self.year})" if self.year else self.title or self.imdb


class Film(_Fact, frozen=True, kw_only=True):
    """The facts about one film.

    Sentences may mark spans with [[ ]] that a player may have to fill in. Quotes and lines begin with the name of the
    speaker. `aliases` are other names for the film's people, characters, songs and titles: right as answers, but never
    asked for. `series` is the series of an episode or a film. `countries` (ISO 3166-1) made it. `known_for` lists other
    films of its people in the same role. `complete` names lists without omissions. `was` has former ids of its
    questions, or their former beginnings, by the present ones. `difficulty` is that of its questions, 3 for a film of
    usual fame; `difficulties` are those of single answers.
    """

    title: str
    original_title: str | None = None
    year: Year | None = None
    imdb: str | None = None
    type: FilmType = "film"
    series: str | None = None
    countries: tuple[str, ...] = ()
    also_known_as: tuple[AlternateTitle, ...] = ()
    plot: str | None = None
    outlines: tuple[Outline, ...] = ()
    cast: tuple[CastMember, ...] = ()
    directors: tuple[Credit, ...] = ()
    writers: tuple[Credit, ...] = ()
    composers: tuple[Credit, ...] = ()
    soundtrack: tuple[Song, ...] = ()
    trivia: tuple[str, ...] = ()
    goofs: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    first_line: str | None = None
    last_line: str | None = None
    taglines: tuple[str, ...] = ()
    crazy_credits: tuple[str, ...] = ()
    alternate_versions: tuple[str, ...] = ()
    connections: tuple[str, ...] = ()
    awards: tuple[Award, ...] = ()
    rating: Rating | None = None
    votes: Votes | None = None
    runtime: str | None = None
    released: tuple[Release, ...] = ()
    box_office: BoxOffice | None = None
    filmed_in: tuple[str, ...] = ()
    set_in: tuple[str, ...] = ()
    based_on: tuple[Work, ...] = ()
    known_for: dict[str, tuple[str, ...]] = {}
    complete: tuple[WholeList, ...] = ()
    aliases: dict[str, tuple[str, ...]] = {}
    difficulty: Difficulty | None = None
    difficulties: dict[str, Difficulty] = {}
    disputed: tuple[Dispute, ...] = ()
    gaps: tuple[Gap, ...] = ()
    contributed: tuple[ContributedFact, ...] = ()
    was: dict[str, tuple[str, ...]] = {}
    sources: tuple[Source, ...] = ()

    @property
    def label(self) -> str:
        """The title with its year, as lists and statistics name the film."""
        return f"{self.title} ({self.year})" if self.year else self.title

    @property
    def best_page(self) -> str:
        """The page of its first source; "" if it has none."""
        return self.sources[0].page if self.sources else ""

    @property
    def credits(self) -> tuple[Credit, ...]:
        """Directors, writers and composers, then the credits of songs, role by role."""
        songs = (credit for song in self.soundtrack for role in SOUNDTRACK_ROLES for credit in song.credits(role))
        return (*self.directors, *self.writers, *self.composers, *songs)

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title of the film, its own first, none twice."""
        others = (self.original_title, *(known.title for known in self.also_known_as))
        titles = [title for title in (self.title, *others) if title]
        if self.aliases:
            aliases = Aliases(self.aliases)
            titles += [alias for title in titles for alias in aliases.of(title)]
        return tuple(dict.fromkeys(titles))


def within_bounds(film: Film, lists: Iterable[str] = Film.__struct_fields__) -> Film:
    """Return the film with at most `MOST_FACTS` entries in each of these `lists`, which are names of fields."""
    named = ((name, getattr(film, name)) for name in lists)
    cut = {name: some[:MOST_FACTS] for name, some in named if isinstance(some, tuple) and len(some) > MOST_FACTS}
    return msgspec.structs.replace(film, **cut) if cut else film


def known_for(film: Film, role: str, name: str) -> tuple[str, ...]:
    """Return the other films in which somebody had the same role. For a director, these are films as a director."""
    if role != "director" and fold(name) in {fold(one.name) for one in film.directors}:
        return ()
    return Aliases(film.known_for).of(name)


class Aliases:
    """The other names of each name, in any case and with any accents."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self._table: dict[str, tuple[str, ...]] = {}
        for name, others in table.items():
            folded = fold(name)
            self._table[folded] = (*self._table.get(folded, ()), *others)[:MOST_FACTS]

    def of(self, name: str) -> tuple[str, ...]:
        """Return the other names of `name`, perhaps none."""
        return self._table.get(fold(name), ()) if self._table else ()

    def added_to(self, key: AnswerKey, text: str) -> AnswerKey:
        """Return the key that also accepts the other names of each of its names, or the same key if there are none.

        Leaves out names in the question's `text`, except those of characters: the film may be called after them. Leaves
        out names that the key finds wrong or too vague. A mere description of a character with a name ("the squire") is
        too vague.
        """
        if not any(map(self.of, key.names)):
            return key
        spoken_for = set(map(fold, (*key.reject, *key.prompt, *key.names)))

        def fitting(names: Iterable[str]) -> list[str]:
            found = dict.fromkeys(alias for name in names for alias in self.of(name))
            hidden = (alias for alias in found if key.kind == "character" or not gives_away(text, [alias]))
            return [alias for alias in hidden if fold(alias) not in spoken_for]

        settings = key.__getstate__()
        items = settings.pop("items")
        if key.kind == "list":
            settings["answer"] = [(*names, *fitting(names)) for names in items]
        else:
            settings["answer"] = items[0][0]
            others = fitting(key.names)
            described = [name for name in others if key.kind == "character" and _describes(name, key.names)]
            settings["accept"] = (*key.accept, *(name for name in others if name not in described))
            settings["prompt"] = {**key.prompt, **dict.fromkeys(described, ASKED_BACK)}
        return AnswerKey(**settings)


ASKED_BACK = "that describes the part: what is the name?"
"""The hint after a description in place of a character's name."""


def _describes(text: str, names: Iterable[str]) -> bool:
    """Whether a text only describes somebody who has a name: "the squire" for Jöns."""
    words = text.split()
    described = len(words) > 1 and words[0].casefold() in (*_ARTICLES, "one") and all(map(str.islower, words[1:]))
    return described and not any(name.partition(" ")[0].casefold() in _ARTICLES for name in names)


_ARTICLES = ("the", "a", "an", "la", "le", "el", "der", "die", "das")


def about_film(film: Film) -> AboutFilm:
    """Return the film as its answers' keys need it."""
    return AboutFilm(
        film.title,
        film.year,
        tuple(one.name for one in film.directors[:_MOST_DIRECTORS]),
        tuple(one.actor for one in leading_parts(film)),
        film.series or "",
    )


_MOST_DIRECTORS = 3  # more are those of a series

_REMARK = re.compile(
    r"(?:(?<!\s)\s++)?\((?:(?:singing )?voice|uncredited|archive footage|as )\b[^()]*\)", re.IGNORECASE
)


LEADING, MOST_LEADING = 3, 6
"""The usual and the largest number of leading parts."""


def leading_parts(film: Film) -> tuple[CastMember, ...]:
    """Return the members of the cast with leading parts: all that the author marks, then the first three without a
    mark. There are at most six. A member with several entries counts once."""
    marked = [member for member in film.cast if member.leading]
    first = [member for member in film.cast if member.leading is None and member.character]
    others = dict.fromkeys(member.actor for member in first)
    usual = [actor for place, actor in enumerate(others) if place < LEADING]
    actors = list(dict.fromkeys((*(member.actor for member in marked), *usual)))[:MOST_LEADING]
    return tuple(member for member in film.cast if member.actor in actors and member.leading is not False)


@lru_cache(maxsize=4096)
def characters_of(member: CastMember) -> tuple[str, ...]:
    """Return the parts of one member of the cast: "Clone / Diver" are two, "Uncle Irvin (voice)" is Uncle Irvin."""
    parts = _REMARK.sub("", member.character or "").split(" / ")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def cast_names(film: Film) -> tuple[str, ...]:
    """Return the names of a film's cast and characters, none twice."""
    names = (name for one in film.cast for name in (one.actor, one.credited_as, *characters_of(one)) if name)
    return tuple(dict.fromkeys(names))
