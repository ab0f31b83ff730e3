"""The films of a compiled bank: which ones a game asks about, and what their questions need to know of the others."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log10

import msgspec

from quizzer.banks.compiled.file import FILMS_A_PAGE, CompiledFile
from quizzer.banks.compiled.filing import ALL_PARTS, KnownFilm, key_of
from quizzer.facts.about import MOST_FITTING, FilmContext, FilmLibrary, links_of
from quizzer.facts.alternate_titles import is_english
from quizzer.facts.film import Film, Song
from quizzer.facts.masking import fold
from quizzer.facts.questions import questions_about, without_repeated_ids
from quizzer.facts.wording import quoted, slug
from quizzer.question import DIFFICULTIES, Question

_MOST_TWINS = 20
"""Films of one title and year that are looked at to tell one apart."""
_TITLES_ASKED = 4
_FOREIGN = 2.0  # by how much a title is harder to tell that is not in the reader's language


def hardness(votes: int) -> float:
    """How hard a film of so many votes is to know, 0.5 to 5.5: a million votes are 1, a hundred 5."""
    return min(5.5, max(0.5, 7 - log10(votes + 1)))


TITLES = "t"
_PARTS = {"cast": "c", "character": "c", "director": "d", "writer": "w", "composer": "m", "alternate_title": TITLES}


def parts_for(categories: Collection[str]) -> str:
    """The parts of a film's record that the questions of these categories need; all for none."""
    return "".join(sorted({_PARTS.get(one, "") for one in categories})) if categories else ALL_PARTS


class CompiledLibrary(FilmLibrary):
    """The films of a compiled bank."""

    def __init__(self, file: CompiledFile) -> None:
        self._file = file

    def questions(
        self, known: KnownFilm, categories: Collection[str] = (), chance: Callable[[], float] | None = None
    ) -> list[Question]:
        """The questions of a film, of these categories only if any are named. No id comes twice.

        With `chance`, a film with many other titles is asked about a few of them, which are drawn.
        """
        name = self.name_of(known)
        if name is None:
            return []
        some, titles = None, known.film.also_known_as
        if chance is not None and "alternate_title" in categories and len(titles) > _TITLES_ASKED:
            # With each title go those that a question's id does not tell from it.
            drawn = {slug(titles[int(chance() * len(titles))].title) for _ in range(_TITLES_ASKED)}
            some = [one for one in titles if slug(one.title) in drawn]
        about = _Context(known.film, self, name, some)
        with self._file.reading():  # a film may hold what no reader of banks would have let in
            made = without_repeated_ids(list(questions_about(about, categories)))
            return [_rated(question, known) for question in made if not categories or question.category in categories]

    def name_of(self, known: KnownFilm) -> str | None:
        """The film as a question names it: with its year where other films go by its title, and with who directed
        it or plays in it where one of them is of the same year. None if nothing tells it from another.
        """
        film = known.film
        others = [one for one in self._file.found("title", key_of(film.title)) if one.rank != known.rank]
        if not others:
            return quoted(film.title)
        if film.year is None:
            return None
        twins = [one.rank for one in others if one.year in (None, film.year)]
        if not twins:
            return f"{quoted(film.title)} ({film.year})"
        if len(twins) > _MOST_TWINS:
            return None
        told = _told_apart(self._file.ranked(known.rank).film, [self._file.ranked(rank).film for rank in twins])
        return f"{quoted(film.title)} ({film.year}, {told})" if told else None

    def known_as(self, title: str) -> list[Film]:
        """The films that go by a title, the best known first."""
        wanted = fold(title)
        films = (self._file.ranked(one.rank, TITLES).film for one in self._file.found("title", key_of(title)))
        return [film for film in films if any(fold(one) == wanted for one in film.titles)]

    def is_common(self, title: str) -> bool:
        return len(self._file.found("title", key_of(title))) > MOST_FITTING

    def linked(self, link: str) -> list[Film]:
        """The films that have one of `links_of`; of a data set that is compiled, none."""
        if not self._file.found("link", ""):
            return []
        films = (self._file.ranked(one.rank).film for one in self._file.found("link", link))
        return [film for film in films if link in links_of(film)]

    def told_alike(self, film: Film, sentence: str) -> list[tuple[Film, str]]:
        """The film alone: no dataset that is compiled has sentences."""
        return [(film, sentence)]

    def with_song(self, song: Song) -> list[Film]:
        name = fold(song.song)
        films = (self._file.ranked(one.rank).film for one in self._file.found("song", name))
        heard = ((film, [other for other in film.soundtrack if fold(other.song) == name]) for film in films)
        return [film for film, songs in heard if any(map(song.is_credited_in, songs))]


@dataclass(frozen=True)
class _Context(FilmContext):
    """A film whose questions are known by its number at IMDb: titles change and are shared, numbers are not."""

    @cached_property
    def id(self) -> str:
        return self.film.imdb or super().id


def _told_apart(film: Film, others: Sequence[Film]) -> str:
    """A word that tells the film from others of the same title and year; "" if there is none."""
    told: dict[str, Callable[[Film], list[str]]] = {
        "directed by": lambda one: [credit.name for credit in one.directors],
        "with": lambda one: [member.actor for member in one.cast],
    }
    for word, names in told.items():
        taken = {fold(name) for other in others for name in names(other)}
        own = next((name for name in names(film) if fold(name) not in taken), None)
        if own is not None:
            return f"{word} {own}"
    return ""


def _rated(question: Question, known: KnownFilm) -> Question:
    """The question with the difficulty that its film and its answer have: what a shape is worth goes up where few know
    the film, and down where many know who is asked for."""
    if question.key is None or known.votes is None:
        return question
    own = hardness(known.votes)
    answer = hardness(max((known.fame.get(names[0], 0) for names in question.key.items), default=0) or known.votes)
    hard = 0.7 * own + 0.3 * answer + 0.6 * (question.difficulty - 3)
    if question.origin is not None and question.origin.shape in ("released-in", "called-in"):
        titles = known.film.also_known_as
        hard += _FOREIGN * all(one.title != question.key.answer or not is_english(one) for one in titles)
    rounded = min(DIFFICULTIES[-1], max(DIFFICULTIES[0], int(hard + 0.5)))
    return msgspec.structs.replace(question, difficulty=rounded)


RUNGS = tuple(int(10 ** (6.5 - step / 4)) for step in range(23))
"""Votes, the most first, for which a bank tells how many films have at least so many: four rungs to a power of ten."""

# What a category's questions are worth before film and answer are looked at, against the middle: see `_rated`.
_WORTH = {"director": -0.6, "plot": -0.6, "writer": 0.6, "alternate_title": 0.3, "goofs": 0.6, "box_office": 1.2}
_WORTH |= {"connections": 0.6, "top_gap": 1.2}


class FilmChooser:
    """Draws ranks of films. `chance` gives numbers from 0 to below 1; nothing else decides."""

    def __init__(self, file: CompiledFile) -> None:
        self._file = file
        self._films = lru_cache(maxsize=64)(file.asked)

    def draw(self, category: str, difficulty: int, chance: Callable[[], float]) -> int | None:
        """The rank of a film that may be asked in a category, such that its questions are about as hard as wished;
        where there is none, of one whose are nearly so. None if the bank has none at all."""
        for first, last in self._ranges(difficulty - _WORTH.get(category, 0.0)):
            found = self._pick(category, first, last, chance())
            if found is not None:
                return found
        return None

    def all(self, category: str) -> Iterator[int]:
        """The ranks of all films that may be asked in a category, the best known first."""
        for page, films in enumerate(self._films(category)):
            bits = self._file.asked_bits(category, page) if films else 0
            while bits:
                lowest = bits & -bits
                yield page * FILMS_A_PAGE + lowest.bit_length() - 1
                bits ^= lowest

    def count(self, categories: Collection[str]) -> int:
        """How many films can be asked in one of these categories, at most."""
        return sum(sum(self._films(category)) for category in categories)

    def _ranges(self, hard: float) -> Iterator[tuple[int, int]]:
        """Where in the ranking films of a hardness stand, as ranks from first to before last: each range is wider."""
        ladder = self._file.about.ladder
        middle = (hard - 0.5) * 4  # rungs below 3 million votes
        for width in (2, 5, len(ladder)):
            above, below = round(middle - width), round(middle + width)
            first = ladder[min(above, len(ladder) - 1)] if above > 0 else 0
            last = ladder[max(below, 0)] if below < len(ladder) else self._file.about.films
            if last > first:
                yield first, last
        yield 0, self._file.about.films

    def _pick(self, category: str, first: int, last: int, chance: float) -> int | None:
        """One of the films in a range that may be asked in a category, each as likely; None if there are none."""
        parts: list[tuple[int, int, int]] = []  # a page, its bits within the range, how many they are
        counts = self._films(category)
        for page in range(first // FILMS_A_PAGE, -(-last // FILMS_A_PAGE)):
            start = page * FILMS_A_PAGE
            if first <= start and start + FILMS_A_PAGE <= last:
                parts.append((page, -1, counts[page]))
            elif counts[page]:
                low, high = max(first - start, 0), min(last - start, FILMS_A_PAGE)
                bits = self._file.asked_bits(category, page) & ((1 << high) - (1 << low))
                parts.append((page, bits, bits.bit_count()))
        wanted = int(chance * sum(count for _, _, count in parts))
        for page, bits, count in parts:
            if wanted < count:
                whole = bits if bits >= 0 else self._file.asked_bits(category, page)
                return page * FILMS_A_PAGE + _nth_bit(whole, wanted)
            wanted -= count
        return None


def _nth_bit(bits: int, wanted: int) -> int:
    """The place of a set bit, from 0, counted from the lowest."""
    place, size = 0, FILMS_A_PAGE
    while size > 1:
        size //= 2
        low = bits & ((1 << size) - 1)
        below = low.bit_count()
        if wanted < below:
            bits = low
        else:
            wanted -= below
            bits >>= size
            place += size
    return place
