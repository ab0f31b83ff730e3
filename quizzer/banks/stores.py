"""Where a bank's films and questions are: what a bank asks of its store, and the store in memory.

The others have modules of their own: bytes in a cache, a compiled file, several stores as one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from quizzer.banks.draw_wish import DrawWish, Pool, QuestionRow
from quizzer.banks.drawing import draw_questions
from quizzer.grading import Canon, Name, fold
from quizzer.question import Question

if TYPE_CHECKING:
    from quizzer.facts.film import Film, FilmName

T = TypeVar("T")


class BankStore(ABC):
    """What a bank's films and questions are read from. `has_one_film`: the bank is about one film alone."""

    title: str
    license: str
    about: str = ""
    has_one_film: bool = False

    @property
    def has_open_gaps(self) -> bool:
        """Whether it is known to ask what nobody has an answer to; a store that makes its questions does not look."""
        return False

    @property
    @abstractmethod
    def films(self) -> Sequence[Film]:
        """The films, in their order."""

    @property
    @abstractmethod
    def questions(self) -> Sequence[Question]:
        """The questions, in their order."""

    @property
    @abstractmethod
    def categories(self) -> Mapping[str, int]:
        """How many questions each category has, or can have at most."""

    @abstractmethod
    def question(self, name: str) -> Question | None:
        """The question with an id; None if there is none."""

    def has(self, name: str) -> bool:
        """Whether there is a question with an id, as far as that can be told without making it."""
        return self.question(name) is not None

    def ids(self) -> Iterator[str]:
        """The ids of the questions, in their order."""
        return (question.id for question in self.questions)

    @abstractmethod
    def pools(self, wish: DrawWish) -> Iterator[Pool]:
        """What to choose a game's questions from: few at first, then more, until all that fit have been given."""

    @abstractmethod
    def canon(self) -> Canon:
        """The names that the films and the hand-written questions hold."""

    def films_called(self, title: str) -> list[Film]:
        """The films that go by a title, whatever its case."""
        wanted = title.casefold()
        return [film for film in self.films if wanted in (known.casefold() for known in film.titles)]

    def films_named(self, names: Sequence[FilmName]) -> list[list[Film]]:
        """For each name the films that it means: of its id, or else of its title and its year, give or take one."""
        by_id = {film.imdb: film for film in self.films if film.imdb}
        by_title: dict[str, list[Film]] = {}
        for film in self.films:
            for title in {fold(title) for title in film.titles}:
                by_title.setdefault(title, []).append(film)
        return [
            [by_id[name.imdb]]
            if name.imdb in by_id
            else [film for film in by_title.get(fold(name.title), ()) if is_near(film.year, name.year)]
            for name in names
        ]

    def title_like(self, title: str) -> str | None:
        """The title of a film that is spelt nearly so; None if none is."""
        from difflib import get_close_matches  # who mistypes can wait for it

        titles = {one.casefold(): one for film in self.films for one in film.titles}
        near = get_close_matches(title.casefold(), titles, n=1)
        return titles[near[0]] if near else None

    def titles_beginning(self, begun: str) -> list[str]:
        """The films' own titles that begin so, whatever their case, in the order of the alphabet."""
        wanted = begun.casefold()
        return sorted(film.title for film in self.films if film.title.casefold().startswith(wanted))


def is_near(year: int | None, told: int) -> bool:
    """Whether a film of this year may be one that is told to be of another (0: of any): lists differ by one."""
    return not told or (year is not None and abs(year - told) <= 1)


def draw_from(store: BankStore, wish: DrawWish) -> list[Question]:
    """At most as many questions of a store as wished for, in the order to ask them; see `Bank.draw`."""
    try:
        return _draw_once(store, wish)
    except KeyError:  # a cached store found that it lacks what its rows tell of: it has other rows now
        return _draw_once(store, wish)


def _draw_once(store: BankStore, wish: DrawWish) -> list[Question]:
    film_is_known = store.has_one_film or len(set(wish.films)) == 1
    drawn: list[Question] = []
    for pool in store.pools(wish):
        drawn = draw_questions(pool, wish, film_is_known=film_is_known)
        if len(drawn) == wish.count:
            break
    return drawn


class Lookup(Mapping[str, Question]):
    """A store's questions by their ids."""

    def __init__(self, store: BankStore) -> None:
        self._store = store

    def __getitem__(self, name: str) -> Question:
        question = self._store.question(name)
        if question is None:
            raise KeyError(name)
        return question

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._store.has(name)

    def __iter__(self) -> Iterator[str]:
        return self._store.ids()

    def __len__(self) -> int:
        return sum(self._store.categories.values())


class LazySequence(Sequence[T], Generic[T]):
    """Films or questions that are read when they are asked for: `at` reads the one at a place from 0, `length` counts
    them. `each` goes through all where that is quicker than one by one. `by_id` finds questions without that."""

    def __init__(
        self,
        length: Callable[[], int],
        at: Callable[[int], T],
        each: Callable[[], Iterator[T]] | None = None,
        by_id: Mapping[str, T] | None = None,
    ) -> None:
        self._length = length
        self._at = at
        self._each = each
        self.by_id = by_id

    def __len__(self) -> int:
        return self._length()

    def __bool__(self) -> bool:
        return any(True for _ in self)

    def __iter__(self) -> Iterator[T]:
        return self._each() if self._each is not None else super().__iter__()

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        places = range(len(self))[place]
        return [self._at(one) for one in places] if isinstance(places, range) else self._at(places)


class RowStore(BankStore):
    """A store that can list the rows of its questions."""

    @property
    @abstractmethod
    def rows(self) -> Sequence[QuestionRow]:
        """The questions as drawing sees them, in their order."""

    @abstractmethod
    def names(self) -> list[Name]:
        """The names of the canon, in the order in which they stand in the bank, none twice."""

    @cached_property
    def categories(self) -> Mapping[str, int]:
        return Counter(row.category for row in self.rows)

    def ids(self) -> Iterator[str]:
        return (row.id for row in self.rows)

    @property
    def has_open_gaps(self) -> bool:
        return any(row.is_open_gap for row in self.rows)

    def canon(self) -> Canon:
        return Canon.later(self.names)

    def pools(self, wish: DrawWish) -> Iterator[Pool]:
        labels = {film.label for title in wish.films for film in self.films_called(title)}
        wanted = labels | {title.casefold() for title in wish.films}
        rows = [
            row
            for row in wish.fresh(self.rows)
            if (not wish.categories or row.category in wish.categories)
            and (not wish.films or row.film in wanted or (row.film or "").casefold() in wanted)
            and wish.takes_gap(row.is_open_gap)
        ]
        yield from wish.pools(rows, Lookup(self).__getitem__)


@dataclass(eq=False, repr=False)
class MemoryStore(RowStore):
    """Films and questions that are held in memory."""

    title: str = ""
    license: str = ""
    films: Sequence[Film] = ()
    questions: Sequence[Question] = ()
    about: str = ""

    def __post_init__(self) -> None:
        self.has_one_film: bool = len(self.films) == 1

    @cached_property
    def rows(self) -> Sequence[QuestionRow]:
        titles = {film.label: film.title for film in self.films}
        only = self.films[0].title if self.has_one_film else None
        return [QuestionRow.of(question, titles.get(question.film or "", only)) for question in self.questions]

    @cached_property
    def _by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    def question(self, name: str) -> Question | None:
        return self._by_id.get(name)

    def names(self) -> list[Name]:
        from quizzer.banks.known_names import known_names  # a cache has kept them

        return known_names(self.films, self.questions)
