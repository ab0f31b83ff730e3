"""A film and what is known of it: the facts that questions are made from."""

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
    """A person or a band, and the name that the film itself prints where it differs."""

    name: str
    credited_as: str | None = None


class AlternateTitle(_Fact, frozen=True, kw_only=True):
    """Another title of the film. `country` is an ISO 3166-1 code, `language` an ISO 639 code, `type` as a source says
    it ("working", "literal", …). `meaning` is what the title says, in the bank's language; only a title that says
    something else than the film's own has one."""

    title: str
    country: str | None = None
    language: str | None = None
    type: str | None = None
    meaning: str | None = None


class CastMember(_Fact, frozen=True, kw_only=True):
    """Who plays whom, and the name that the film itself prints where it differs. `leading` is the author's word on
    whether the part is a leading one; None leaves it to the order of the cast."""

    actor: str
    character: str | None = None
    credited_as: str | None = None
    leading: bool | None = None


class SoundtrackRole(StrEnum):
    """What a person or a band can have done for a song; the values are the names of a Song's fields."""

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
        """Who is credited in `role`, a SoundtrackRole or its value."""
        people: tuple[Credit, ...] = getattr(self, role)
        return people

    def is_credited_in(self, other: "Song") -> bool:
        """Whether another song has every credit that this one has."""
        return all(set(self.credits(role)) <= set(other.credits(role)) for role in SOUNDTRACK_ROLES)


SOUNDTRACK_ROLES = tuple(SoundtrackRole)


class BoxOffice(_Fact, frozen=True, kw_only=True):
    """What the film cost and earned: sums as their source prints them ("$18,000,000")."""

    budget: str | None = None
    budget_estimated: bool = False
    gross_us_canada: str | None = None
    opening_weekend_us_canada: str | None = None
    opening_weekend_date: str | None = None
    gross_worldwide: str | None = None


class Release(_Fact, frozen=True, kw_only=True):
    """When the film came out in a country (an ISO 3166-1 code), as year-month-day or a part of it. `channel` is where,
    if not in cinemas: "DVD", "streaming". `place` is the town or the festival; `first` marks the first showing of
    all."""

    country: str | None = None
    date: str
    channel: str | None = None
    place: str | None = None
    first: bool = False


class Award(_Fact, frozen=True, kw_only=True):
    """A prize that the film, or `who`, was given in a `year`: which, and `for_` what ("best picture"). `number` tells
    how many of them the film won in all. A `nominated` film did not win; `beat` are films that a winner was chosen
    over."""

    award: str
    for_: str | None = msgspec.field(default=None, name="for")
    who: tuple[str, ...] = ()
    year: Year | None = None
    number: Count | None = None
    nominated: bool = False
    beat: tuple[str, ...] = ()


class Work(_Fact, frozen=True, kw_only=True):
    """What a film is based on: the work's title, who made it, and its `type` ("novel", "play")."""

    title: str
    by: tuple[str, ...] = ()
    type: str | None = None


class Outline(_Fact, frozen=True, kw_only=True):
    """The plot in another language (an ISO 639 code) than the bank's own."""

    text: str
    language: str


class Gap(_Fact, frozen=True, kw_only=True):
    """A Top Gap: a question of a known shape that nobody here can answer. `asks` names the shape as in
    `quizzer.facts.shapes`. `of` is the song or the actor that it is about, where the shape asks for that."""

    asks: str
    of: str | None = None
    country: str | None = None
    language: str | None = None
    channel: str | None = None


class Dispute(_Fact, frozen=True, kw_only=True):
    """What two sources contradict each other in, so that nobody is asked about it. `fact` names it ("year", "director",
    "budget", "cast Ron Perlman", "released DE"); `by` and `also_by` are the sources' addresses."""

    fact: str
    said: str
    also_said: str
    by: str | None = None
    also_by: str | None = None


class ContributedFact(_Fact, frozen=True, kw_only=True):
    """A fact that players told and an author accepted, named as in a `Dispute`: "title Lost", "composer". `when` is the
    day, year-month-day; `players` how many of them said so."""

    fact: str
    when: str | None = None
    players: Count | None = None


class Source(_Fact, frozen=True, kw_only=True):
    """A public page that confirms what is told of a film: its address, and which facts it `confirms`, named as in a
    `Dispute`. A kind of facts ("cast") stands for all of them, the first words of a sentence ("sentence The tower was")
    for the whole. None named: any of them."""

    page: str
    confirms: tuple[str, ...] = ()


class FilmName(msgspec.Struct, frozen=True):
    """What a list calls a film: by its title, its year (0 where it tells none), its id at IMDb ("" likewise)."""

    title: str
    year: int = 0
    imdb: str = ""

    @property
    def label(self) -> str:
        """The name as it is told."""
        return f"{self.title or self.imdb} ({self.year})" if self.year else self.title or self.imdb


class Film(_Fact, frozen=True, kw_only=True):
    """All that is known of one film. Sentences may mark with [[ ]] what a player can be asked to fill in; quotes and
    lines begin with the name of who speaks. `aliases` are other names, as people say them, of whoever and whatever the
    film's facts name: its people, characters, songs and titles. They are accepted, and never asked for. `series` is
    what an episode or a film is a part of. `countries` made it: ISO 3166-1 codes. `known_for` tells other films of its
    people, in which they did the same. `complete` names lists that leave out nobody whom a player would name.
    `was` tells former ids of its questions, or what all of them began with, by what they are now.
    `difficulty` is that of its questions, 3 where it is known as films are; `difficulties` that of single answers.
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
        """The page that its source names first; "" if none is named."""
        return self.sources[0].page if self.sources else ""

    @property
    def credits(self) -> tuple[Credit, ...]:
        """Directors, writers and composers, then who is credited for a song, role by role."""
        songs = (credit for song in self.soundtrack for role in SOUNDTRACK_ROLES for credit in song.credits(role))
        return (*self.directors, *self.writers, *self.composers, *songs)

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title the film is known by, its own first, none twice."""
        others = (self.original_title, *(known.title for known in self.also_known_as))
        titles = [title for title in (self.title, *others) if title]
        if self.aliases:
            aliases = Aliases(self.aliases)
            titles += [alias for title in titles for alias in aliases.of(title)]
        return tuple(dict.fromkeys(titles))


def within_bounds(film: Film, lists: Iterable[str] = Film.__struct_fields__) -> Film:
    """The film with at most `MOST_FACTS` entries in each of these `lists`, which are names of fields."""
    named = ((name, getattr(film, name)) for name in lists)
    cut = {name: some[:MOST_FACTS] for name, some in named if isinstance(some, tuple) and len(some) > MOST_FACTS}
    return msgspec.structs.replace(film, **cut) if cut else film


def known_for(film: Film, role: str, name: str) -> tuple[str, ...]:
    """The other films in which somebody did the same; of a film's director they are those that the director made."""
    if role != "director" and fold(name) in {fold(one.name) for one in film.directors}:
        return ()
    return Aliases(film.known_for).of(name)


class Aliases:
    """The other names of names, whatever the case and the accents in which a name is written."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self._table: dict[str, tuple[str, ...]] = {}
        for name, others in table.items():
            folded = fold(name)
            self._table[folded] = (*self._table.get(folded, ()), *others)[:MOST_FACTS]

    def of(self, name: str) -> tuple[str, ...]:
        """The other names of `name`, none if there are none."""
        return self._table.get(fold(name), ()) if self._table else ()

    def added_to(self, key: AnswerKey, text: str) -> AnswerKey:
        """The key that also accepts the other names of each of its names. It is the same key if there are none.

        Left out are those that stand in the question's `text`, but for characters, after whom the film may be called,
        and those that the key says are wrong or not enough. What only describes a character who has a name ("the
        squire") is asked back.
        """
        if not any(map(self.of, key.names)):
            return key
        spoken_for = set(map(fold, (*key.reject, *key.prompt, *key.names)))

        def fitting(names: Iterable[str]) -> list[str]:
            found = dict.fromkeys(alias for name in names for alias in self.of(name))
            untold = (alias for alias in found if key.kind == "character" or not gives_away(text, [alias]))
            return [alias for alias in untold if fold(alias) not in spoken_for]

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
"""What is said of a description where the name of a character is asked for."""


def _describes(text: str, names: Iterable[str]) -> bool:
    """Whether a text describes somebody whose names are none of them descriptions: "the squire" of Jöns."""
    words = text.split()
    described = len(words) > 1 and words[0].casefold() in (*_ARTICLES, "one") and all(map(str.islower, words[1:]))
    return described and not any(name.partition(" ")[0].casefold() in _ARTICLES for name in names)


_ARTICLES = ("the", "a", "an", "la", "le", "el", "der", "die", "das")


def about_film(film: Film) -> AboutFilm:
    """What a key is told of the film that its answer belongs to."""
    return AboutFilm(
        film.title,
        film.year,
        tuple(one.name for one in film.directors[:_MOST_TOLD]),
        tuple(one.actor for one in leading_parts(film)),
        film.series or "",
    )


_MOST_TOLD = 3  # directors; more are those of a series

_REMARK = re.compile(
    r"(?:(?<!\s)\s++)?\((?:(?:singing )?voice|uncredited|archive footage|as )\b[^()]*\)", re.IGNORECASE
)


LEADING, MOST_LEADING = 3, 6
"""How many of a cast play leading parts where its author says nothing, and how many may at most."""


def leading_parts(film: Film) -> tuple[CastMember, ...]:
    """The members of the cast who play the leading parts: those that the author marks, then the first three whom the
    author does not rule out; six at most. A member with several entries counts once."""
    marked = [member for member in film.cast if member.leading]
    first = [member for member in film.cast if member.leading is None and member.character]
    others = dict.fromkeys(member.actor for member in first)
    usual = [actor for place, actor in enumerate(others) if place < LEADING]
    actors = list(dict.fromkeys((*(member.actor for member in marked), *usual)))[:MOST_LEADING]
    return tuple(member for member in film.cast if member.actor in actors and member.leading is not False)


@lru_cache(maxsize=4096)
def characters_of(member: CastMember) -> tuple[str, ...]:
    """The parts that one member of the cast plays: "Clone / Diver" are two, "Uncle Irvin (voice)" is Uncle Irvin."""
    parts = _REMARK.sub("", member.character or "").split(" / ")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def cast_names(film: Film) -> tuple[str, ...]:
    """The names of a film's cast and of its characters, none twice."""
    names = (name for one in film.cast for name in (one.actor, one.credited_as, *characters_of(one)) if name)
    return tuple(dict.fromkeys(names))
