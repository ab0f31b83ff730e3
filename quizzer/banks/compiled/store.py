"""A bank too large to list: films in a file, questions made when they are drawn."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from random import Random
from typing import overload

from quizzer.bank_files.faults import Fault
from quizzer.banks.bank import Bank
from quizzer.banks.compiled.file import CompiledFile
from quizzer.banks.compiled.film_records import KnownFilm
from quizzer.banks.compiled.keys import key_of
from quizzer.banks.compiled.library import SHAPES, CompiledLibrary, FilmChooser, parts_for
from quizzer.banks.compiled.name_index import CompiledCanon
from quizzer.banks.drawing import QuestionRow, Wishes, draw_questions
from quizzer.errors import BankError
from quizzer.facts.film import Film
from quizzer.grading import Canon, Name
from quizzer.grading.forms import same_words
from quizzer.question import Question

FEW_FILMS = 40
"""A bank of so many films is small enough to look at every question."""
_MOST_FILMS = 4096
"""Films that are looked at for one category at most."""
_ONE_A_FILM = ("director", "writer", "composer", "year", "plot")
"""Categories of which a film has one question: there, two films are looked at for each that is wanted."""
_LONGEST_NUMBER = 11
# How hard questions are where nobody wished for a difficulty: of twenty, so many of each.
_MIXED = (1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 5)


class CompiledBank(Bank):
    """The bank in a compiled file, with all that a `Bank` has. It is opened without being read.

    `films` and `questions` are read one after the other; to go through them, or to ask how many questions there are,
    takes as long as it takes. `categories` tells how many questions there are at most. Raises BankError for a file that
    is no compiled bank, or a damaged one.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._file = CompiledFile(path)
        self._library = CompiledLibrary(self._file)
        self._chooser = FilmChooser(self._file)
        self.title = self._file.about.title
        self.license = self._file.about.license
        self.films = _Films(self._file)
        self.questions = _Questions(self)

    @property
    def file(self) -> CompiledFile:
        """The file itself."""
        return self._file

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """The questions by their ids, each made when it is looked up."""
        return _ById(self)

    @cached_property
    def categories(self) -> Mapping[str, int]:
        """How many questions each category has at most, the largest first."""
        counted = self._file.about.questions
        return dict(sorted(counted.items(), key=lambda item: -item[1]))

    @cached_property
    def canon(self) -> Canon:
        """The names that the bank knows, looked up in the file."""
        return CompiledCanon(self._file)

    def find(self, ids: Iterable[str]) -> list[Question]:
        """The questions with these ids, in this order; ids that the bank does not have are passed over."""
        return [question for question in map(self.question, ids) if question is not None]

    def question(self, name: str) -> Question | None:
        """The question with an id."""
        shape = name.split("/")[1:2]
        # Of most shapes the category is known, so that not all of the film need be read.
        category = SHAPES.get(shape[0]) if shape else None
        asked = (category,) if category else ()
        known = self._file.film(self._number_of(name), parts_for(asked))
        made = self._library.questions(known, asked) if known is not None else ()
        return next((question for question in made if question.id == name), None)

    def films_called(self, title: str) -> list[Film]:
        """The films that go by a title, whatever its case, the best known first."""
        wanted = title.casefold()
        return [known.film for known in self._called(title) if wanted in map(str.casefold, known.film.titles)]

    def draw(
        self,
        count: int,
        *,
        seed: int,
        categories: Collection[str] = (),
        films: Collection[str] = (),
        seen: Collection[str] = (),
        never: Collection[str] = (),
        quotas: Mapping[str, int] | None = None,
        difficulty: int | Sequence[int] = (),
        gaps: bool = True,
        beside: Iterable[Question] = (),
    ) -> list[Question]:
        """At most `count` questions for one game, in the order to ask them; see `Bank.draw`.

        Where no difficulty is wished for, well-known films come more often than others.
        """
        steps = (difficulty,) if isinstance(difficulty, int) else tuple(difficulty)
        wishes = Wishes(
            quotas=quotas or {},
            difficulty=steps,
            films_may_follow=bool(films),
            film_is_known=self.has_one_film or len(set(films)) == 1,
        )
        without = frozenset((*seen, *never))
        beside = tuple(beside)
        drawn: list[Question] = []
        for pool in self._pools(count, Random(f"{seed} films").random, categories, films, wishes, without):
            rows = [pool.row(question) for question in pool.questions.values() if gaps or not question.is_open_gap]
            drawn = draw_questions(
                rows,
                count,
                seed=seed,
                whole=pool.questions.__getitem__,
                without=without,
                beside=beside,
                wishes=wishes,
            )
            if len(drawn) == count:
                break
        return drawn

    def questions_about(self, rank: int) -> list[Question]:
        """The questions about the film of a rank, from 0: the best known."""
        return self._library.questions(self._file.ranked(rank))

    def title_like(self, title: str) -> str | None:
        """The title of a film that is spelt nearly so."""
        tight = same_words(title).tight
        near = (self.canon.name(place) for _, other in self.canon.near(tight, 3) for place in self.canon.places(other))
        return next((name.text for name in near if name.kind == "title"), None)

    def titles_beginning(self, begun: str) -> list[str]:
        """The titles of films that begin so, whatever their case, at most a hundred: those of the best known."""
        wanted = begun.casefold()
        titles = (name.text for name in self.canon if name.kind == "title" and name.of.startswith(name.text))
        return list(islice((title for title in titles if title.casefold().startswith(wanted)), 100))

    def all_questions(self) -> Iterator[Question]:
        """Every question, those about the best known films first."""
        for number in self._file.all_numbers():
            known = self._file.film(number)
            if known is not None:
                yield from self._library.questions(known)

    def names(self) -> list[Name]:
        """The names of the canon that can be listed."""
        return list(self.canon)

    def _pools(
        self,
        count: int,
        chance: Callable[[], float],
        categories: Collection[str],
        films: Collection[str],
        wishes: Wishes,
        without: Collection[str],
    ) -> Iterator[_Pool]:
        """What to choose the questions from: few at first, then more, until all have been given."""
        pool = _Pool(self._library, frozenset(without))
        if films or self._file.about.films <= FEW_FILMS:
            called = (known for title in films for known in self._called(title))
            for known in called if films else map(self._file.ranked, range(self._file.about.films)):
                pool.add(known, categories)
            yield pool
            return
        wanted = [one for one in self.categories if one in categories] if categories else list(self.categories)
        if not wanted or count < 1:
            return
        slots = _slots(count, wanted, wishes.quotas, chance)
        looks = [*range(count), *(slot for slot in range(count) if slots[slot] in _ONE_A_FILM or slot % 4 == 0)]
        while len(looks) <= _MOST_FILMS:
            for slot in looks:
                hard = wishes.difficulty[min(slot, len(wishes.difficulty) - 1)] if wishes.difficulty else None
                wished = hard or _MIXED[int(chance() * len(_MIXED))]
                rank = self._chooser.draw(slots[slot], wished, chance)
                if rank is not None:
                    asked = (slots[slot],)
                    pool.add(self._file.ranked(rank, parts_for(asked)), asked, chance)
            yield pool
            if len(pool.films) >= self._chooser.count(wanted) / 2:
                break
            looks = looks * 4
        # There is little of it: then all there is.
        for category in wanted:
            for rank in islice(self._chooser.all(category), _MOST_FILMS):
                pool.add(self._file.ranked(rank, parts_for((category,))), (category,))
        yield pool

    def _called(self, title: str) -> list[KnownFilm]:
        return [self._file.ranked(one.rank) for one in self._file.found("title", key_of(title))]

    def has_film_of(self, name: str) -> bool:
        """True if the bank has the film that a question's id names."""
        return self._file.has_film(self._number_of(name))

    def _number_of(self, name: str) -> int:
        """The number of the film that the question with an id is about; -1 for none."""
        about = name.partition("/")[0]
        digits = about.removeprefix("tt")
        if digits != about and digits.isascii() and digits.isdigit() and len(digits) < _LONGEST_NUMBER:
            return int(digits)
        found = self._file.found("film", about)
        return self._file.numbers([found[0].rank])[0] if found else -1


class _Pool:
    """Questions to choose from."""

    def __init__(self, library: CompiledLibrary, without: frozenset[str]) -> None:
        self.questions: dict[str, Question] = {}
        self.films: set[tuple[int, Collection[str]]] = set()
        self._library = library
        self._without = without
        self._titles: dict[str, str] = {}

    def add(self, known: KnownFilm, categories: Collection[str], chance: Callable[[], float] | None = None) -> None:
        """Adds a film's questions of these categories, or all; once. With `chance`, not all of the many of one kind."""
        if (asked := (known.id, tuple(categories))) not in self.films:
            self.films.add(asked)
            made = self._library.questions(known, categories, chance)
            self._titles[known.film.label] = known.film.title
            self.questions.update((one.id, one) for one in made if one.id not in self._without)

    def row(self, question: Question) -> QuestionRow:
        return QuestionRow.of(question, self._titles.get(question.film or ""))


class _Films(Sequence[Film]):
    """The films, the best known first, each read when it is asked for."""

    def __init__(self, file: CompiledFile) -> None:
        self._file = file

    def __len__(self) -> int:
        return self._file.about.films

    @overload
    def __getitem__(self, place: int) -> Film: ...
    @overload
    def __getitem__(self, place: slice) -> list[Film]: ...
    def __getitem__(self, place: int | slice) -> Film | list[Film]:
        ranks = range(len(self))[place]
        if isinstance(ranks, range):
            return [self._file.ranked(rank).film for rank in ranks]
        return self._file.ranked(ranks).film

    def __iter__(self) -> Iterator[Film]:
        for number in self._file.all_numbers():
            known = self._file.film(number)
            if known is not None:
                yield known.film


class _Questions(Sequence[Question]):
    """The questions, those about the best known films first, made on the way to the one that is asked for."""

    def __init__(self, bank: CompiledBank) -> None:
        self._bank = bank

    @property
    def by_id(self) -> Mapping[str, Question]:
        """What finds a question without going through all."""
        return self._bank.by_id

    @cached_property
    def _count(self) -> int:
        return sum(1 for _ in self)

    def __len__(self) -> int:
        return self._count

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    def __iter__(self) -> Iterator[Question]:
        return self._bank.all_questions()

    @overload
    def __getitem__(self, place: int) -> Question: ...
    @overload
    def __getitem__(self, place: slice) -> list[Question]: ...
    def __getitem__(self, place: int | slice) -> Question | list[Question]:
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        found = next(islice(self, place if place >= 0 else len(self) + place, None), None)
        if found is None or place < -len(self):
            raise IndexError("there are not so many questions")
        return found


class _ById(Mapping[str, Question]):
    """The questions by their ids. Their number is the most that there can be, and an id is `in` it if its film is."""

    def __init__(self, bank: CompiledBank) -> None:
        self._bank = bank

    def __getitem__(self, name: str) -> Question:
        question = self._bank.question(name)
        if question is None:
            raise KeyError(name)
        return question

    def __contains__(self, name: object) -> bool:
        # Whoever has played for years asks this thousands of times; whether the film is there is nearly as good.
        return isinstance(name, str) and self._bank.has_film_of(name)

    def __len__(self) -> int:
        return sum(self._bank.categories.values())

    def __iter__(self) -> Iterator[str]:
        return (question.id for question in self._bank.questions)


def _slots(count: int, categories: list[str], quotas: Mapping[str, int], chance: Callable[[], float]) -> list[str]:
    """A category for each question to come: first those with a quota, then each in turn, in an order that is drawn."""
    order = list(categories)
    for last in range(len(order) - 1, 0, -1):
        other = int(chance() * (last + 1))
        order[last], order[other] = order[other], order[last]
    slots = [category for category, quota in quotas.items() if category in categories for _ in range(quota)][:count]
    free = [category for category in order if category not in quotas] or order
    return slots + [free[place % len(free)] for place in range(count - len(slots))]


_FILMS_LOOKED_AT = 500


def check_compiled_bank(path: str | os.PathLike[str]) -> list[Fault]:
    """The faults of a compiled bank: a damaged file, parts that do not fit together, films that cannot be read.

    The file is looked at whole; of its films some hundred are read, spread over all of them.
    """
    try:
        bank = CompiledBank(path)
        return [Fault(1, 1, "error", message) for message in (*_damage(bank.file), *_misfits(bank))]
    except BankError as trouble:
        return [Fault(1, 1, "error", trouble.message)]


def _damage(file: CompiledFile) -> Iterator[str]:
    for message in file.integrity():
        yield f"this bank is damaged ({message}): make it again"


def _misfits(bank: CompiledBank) -> Iterator[str]:
    film_count = bank.file.tables.get("films", 0)
    if film_count != len(bank.films):
        yield f"this bank tells of {len(bank.films):,} films and has {film_count:,}: make it again"
        return
    step = max(1, film_count // _FILMS_LOOKED_AT)
    asked = 0
    for rank in range(0, film_count, step):
        asked += len(bank.questions_about(rank))
    if not asked:
        yield "nothing can be asked here: the bank needs films with facts"
