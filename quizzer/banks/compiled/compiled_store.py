"""A bank too large to list: films in a file, questions made when they are drawn."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from random import Random

from quizzer.bank_files.faults import Fault, as_fault
from quizzer.banks.compiled.file import CompiledFile
from quizzer.banks.compiled.filing import KnownFilm, key_of
from quizzer.banks.compiled.film_chooser import CompiledLibrary, FilmChooser, parts_for
from quizzer.banks.compiled.name_index import CompiledCanon
from quizzer.banks.draw_wish import DrawWish, Pool, QuestionRow
from quizzer.banks.drawing import shuffled
from quizzer.banks.stores import BankStore, LazySequence, Lookup, is_near
from quizzer.errors import BankError
from quizzer.facts.film import Film, FilmName
from quizzer.facts.questions import categories_of
from quizzer.grading import Canon
from quizzer.grading.forms import same_words
from quizzer.question import MINOR, Question

FEW_FILMS = 40
"""A bank of so many films is small enough to look at every question."""
_FILMS_A_QUESTION = 4  # of the films that a game is narrowed to, looked at before the next ones are
_MOST_FILMS = 4096
"""Films that are looked at for one category at most."""
_ONE_A_FILM = ("director", "writer", "composer", "year", "plot")
"""Categories of which a film has one question: there, two films are looked at for each that is wanted."""
_RARE = ("alternate_title", "top_gap")
"""Categories of titles abroad: hardly anybody knows one, so of a game they are a fifth at most."""
_TRIES, _MANY = 4, 2
"""Draws of a film that the game does not ask about yet; so many looks for each question at first."""
_LONGEST_NUMBER = 11
# How hard questions are where nobody wished for a difficulty: of twenty, so many of each.
_MIXED = (1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 5)


class CompiledStore(BankStore):
    """The films in a compiled bank's file, which is opened without being read; questions are made when they are drawn.

    Raises BankError for a file that is no compiled bank, or a damaged one.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.file: CompiledFile = CompiledFile(path)
        self.title: str = self.file.about.title
        self.license: str = self.file.about.license
        self.has_one_film: bool = self.file.about.films == 1
        self._library = CompiledLibrary(self.file)
        self._chooser = FilmChooser(self.file)

    @cached_property
    def films(self) -> Sequence[Film]:
        return LazySequence(
            lambda: self.file.about.films,
            lambda rank: self.file.ranked(rank).film,
            lambda: (known.film for known in self._each_film()),
        )

    @cached_property
    def questions(self) -> Sequence[Question]:
        """Those about the best known films first, made on the way to the one that is asked for."""
        return LazySequence(
            lambda: self._question_count,
            lambda place: next(islice(self._each(), place, None)),
            self._each,
            Lookup(self),
        )

    @property
    def categories(self) -> Mapping[str, int]:
        return self.file.about.questions

    def question(self, name: str) -> Question | None:
        # Of a film with thousands of facts, only those are read that a question of this shape needs.
        asked = categories_of(name.split("/")[1] if "/" in name else "")
        known = self.file.film(self._number_of(name), parts_for(asked)) if asked else None
        made = self._library.questions(known, asked) if known is not None else ()
        return next((question for question in made if question.id == name), None)

    def has(self, name: str) -> bool:
        # Whoever has played for years asks this thousands of times; whether the film is there is nearly as good.
        return self.file.has_film(self._number_of(name))

    def canon(self) -> Canon:
        return CompiledCanon(self.file)

    def films_called(self, title: str) -> list[Film]:
        wanted = title.casefold()
        return [known.film for known in self._called(title) if wanted in map(str.casefold, known.film.titles)]

    def films_named(self, names: Sequence[FilmName]) -> list[list[Film]]:
        found = []
        for name in names:
            known = self.file.film(self._number_of(name.imdb), "") if name.imdb else None
            titled = self.file.found("title", key_of(name.title)) if name.title and known is None else ()
            near = [self.file.ranked(one.rank, "").film for one in titled if is_near(one.year, name.year)]
            found.append(near if known is None else [known.film])
        return found

    def title_like(self, title: str) -> str | None:
        canon = self.canon()
        tight = same_words(title).tight
        near = (canon.name(place) for _, other in canon.near(tight, 3) for place in canon.places(other))
        return next((name.text for name in near if name.kind == "title"), None)

    def titles_beginning(self, begun: str) -> list[str]:
        wanted = begun.casefold()
        titles = (name.text for name in self.canon() if name.kind == "title" and name.of.startswith(name.text))
        return list(islice((title for title in titles if title.casefold().startswith(wanted)), 100))

    def questions_about(self, rank: int) -> list[Question]:
        """The questions about the film of a rank, from 0: the best known."""
        return self._library.questions(self.file.ranked(rank))

    @cached_property
    def _question_count(self) -> int:
        return sum(1 for _ in self._each())

    def _each_film(self) -> Iterator[KnownFilm]:
        return map(self.file.ranked, range(self.file.about.films))

    def _each(self) -> Iterator[Question]:
        return (question for known in self._each_film() for question in self._library.questions(known))

    def pools(self, wish: DrawWish) -> Iterator[Pool]:
        pool = _Questions(self._library, wish)
        films, chance = self.file.about.films, Random(f"{wish.seed} films").random
        if wish.films or films <= FEW_FILMS:
            called = (known for title in wish.films for known in self._called(title))
            for known in called if wish.films else map(self.file.ranked, range(films)):
                pool.add(known, wish.categories)
            yield from pool.pools()
            return
        if wish.only is not None:
            yield from self._pools_of(sorted(wish.only), pool, wish, chance)
            return
        order = sorted(self.categories, key=self.categories.__getitem__, reverse=True)
        wanted = [one for one in order if not wish.categories or one in wish.categories]
        if not wanted or wish.count < 1:
            return
        rare = () if wish.categories else _RARE
        slots = _slots(wish.count, wanted, wish.quotas, chance, rare)
        looks = list(range(wish.count))
        looks += [slot for slot in looks if slots[slot] not in rare and (slots[slot] in _ONE_A_FILM or slot % 4 == 0)]
        ranks: set[int] = set()
        while len(looks) <= _MOST_FILMS:
            for slot in looks:
                hard = wish.difficulty[min(slot, len(wish.difficulty) - 1)] if wish.difficulty else None
                for _ in range(_TRIES):
                    rank = self._chooser.draw(slots[slot], hard or _MIXED[int(chance() * len(_MIXED))], chance)
                    if rank not in ranks:
                        break
                if rank is not None and (rank not in ranks or len(looks) > _MANY * wish.count):
                    ranks.add(rank)
                    asked = (slots[slot],)
                    pool.add(self.file.ranked(rank, parts_for(asked)), asked, chance)
            yield next(pool.pools())
            if len(pool.films) >= self._chooser.count(wanted) / 2:
                break
            looks = looks * 4
        # There is little of it: then all there is.
        for category in wanted:
            for rank in islice(self._chooser.all(category), _MOST_FILMS):
                pool.add(self.file.ranked(rank, parts_for((category,))), (category,))
        yield from pool.pools()

    def _pools_of(
        self, labels: list[str], pool: "_Questions", wish: DrawWish, chance: Callable[[], float]
    ) -> Iterator[Pool]:
        """What can be asked about the films of these labels: first a few of them, which are drawn; in the end all."""
        for place, label in enumerate(reversed(shuffled(labels, chance)), 1):
            for known in self._called(label.rpartition(" (")[0] or label):
                if known.film.label == label:
                    pool.add(known, wish.categories)
            if place % (_FILMS_A_QUESTION * wish.count) == 0:
                yield next(pool.pools())
        yield from pool.pools()

    def _called(self, title: str) -> list[KnownFilm]:
        return [self.file.ranked(one.rank) for one in self.file.found("title", key_of(title))]

    def _number_of(self, name: str) -> int:
        """The number of the film that the question with an id is about; -1 for none."""
        about = name.partition("/")[0]
        digits = about.removeprefix("tt")
        if digits != about and digits.isascii() and digits.isdigit() and len(digits) < _LONGEST_NUMBER:
            return int(digits)
        found = self.file.found("film", about)
        return self.file.numbers([found[0].rank])[0] if found else -1


class _Questions:
    def __init__(self, library: CompiledLibrary, wish: DrawWish) -> None:
        self.films: set[tuple[int, Collection[str]]] = set()
        self._library = library
        self._wish = wish
        self._questions: dict[str, Question] = {}
        self._titles: dict[str, str] = {}

    def add(self, known: KnownFilm, categories: Collection[str], chance: Callable[[], float] | None = None) -> None:
        """Adds a film's questions of these categories, or all; once. With `chance`, one of them that is drawn: a game
        asks about other films first."""
        if (asked := (known.id, tuple(categories))) not in self.films:
            self.films.add(asked)
            made = self._library.questions(known, categories, chance)
            if chance is not None:
                telling = [one for one in made if MINOR not in one.tags] or made
                made = telling and [telling[int(chance() * len(telling))]]
            self._titles[known.film.label] = known.film.title
            self._questions.update((one.id, one) for one in made)

    def pools(self) -> Iterator[Pool]:
        """What was added so far, as `DrawWish.pools` gives it."""
        asked = (one for one in self._questions.values() if self._wish.takes_gap(one.is_open_gap))
        rows = [QuestionRow.of(question, self._titles.get(question.film or "")) for question in asked]
        yield from self._wish.pools(self._wish.fresh(rows), self._questions.__getitem__)


def _slots(
    count: int, categories: list[str], quotas: Mapping[str, int], chance: Callable[[], float], rare: Collection[str]
) -> list[str]:
    """A category for each question to come: first those with a quota, then each in turn, in an order that is drawn. The
    `rare` ones together have a fifth of the places, if there are others."""
    order = shuffled(categories, chance)
    slots = [category for category, quota in quotas.items() if category in categories for _ in range(quota)][:count]
    free = [category for category in order if category not in quotas] or order
    usual = [category for category in free if category not in rare] or free
    for place in range(count - len(slots)):
        full = sum(one in rare for one in slots) >= max(1, count // 5)
        slots.append((usual if full else free)[place % len(usual if full else free)])
    return slots


_FILMS_LOOKED_AT = 500


def check_compiled_bank(path: str | os.PathLike[str]) -> list[Fault]:
    """The faults of a compiled bank: a damaged file, parts that do not fit together, films that cannot be read.

    The file is looked at whole; of its films some hundred are read, spread over all of them.
    """
    try:
        store = CompiledStore(path)
        # Where SQLite finds the file damaged, counting its rows may never end.
        messages = [f"this bank is damaged ({found}): make it again" for found in store.file.integrity()]
        messages = messages or _misfits(store)
    except BankError as trouble:
        return [as_fault(trouble)]
    return [Fault(1, 1, "error", message) for message in messages]


def _misfits(store: CompiledStore) -> list[str]:
    film_count = store.file.film_count
    if film_count != len(store.films):
        return [f"this bank tells of {len(store.films):,} films and has {film_count:,}: make it again"]
    asked = [len(store.questions_about(rank)) for rank in range(0, film_count, max(1, film_count // _FILMS_LOOKED_AT))]
    return [] if any(asked) else ["nothing can be asked here: the bank needs films with facts"]
