"""Several stores as one."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from quizzer.banks.draw_wish import DrawWish, Pool, QuestionRow
from quizzer.banks.stores import BankStore, LazySequence, Lookup, draw_from
from quizzer.facts.film import Film, FilmName
from quizzer.grading import Canon, Name
from quizzer.question import Question

T = TypeVar("T")


class JoinedStore(BankStore):
    """Several stores as one, where one of them is too large to be put together with the others film by film. A film
    that two of them know stays two films; of two questions with one id, the first store's is asked."""

    def __init__(self, stores: Sequence[BankStore]) -> None:
        self.stores: tuple[BankStore, ...] = tuple(stores)
        self.title: str = ", ".join(dict.fromkeys(store.title for store in stores))
        self.license: str = ", ".join(dict.fromkeys(store.license for store in stores if store.license))

    @cached_property
    def films(self) -> Sequence[Film]:
        return _chained([store.films for store in self.stores])

    @cached_property
    def questions(self) -> Sequence[Question]:
        return _chained([store.questions for store in self.stores], Lookup(self))

    @cached_property
    def categories(self) -> Mapping[str, int]:
        counted: Counter[str] = Counter()
        for store in self.stores:
            counted.update(store.categories)
        return counted

    def question(self, name: str) -> Question | None:
        found = (store.question(name) for store in self.stores)
        return next((question for question in found if question is not None), None)

    def has(self, name: str) -> bool:
        return any(store.has(name) for store in self.stores)

    def canon(self) -> Canon:
        return _JoinedCanon([store.canon() for store in self.stores])

    def films_called(self, title: str) -> list[Film]:
        return [film for store in self.stores for film in store.films_called(title)]

    def films_named(self, names: Sequence[FilmName]) -> list[list[Film]]:
        found = [store.films_named(names) for store in self.stores]
        return [[film for films in each for film in films] for each in zip(*found, strict=True)]

    def title_like(self, title: str) -> str | None:
        return next(filter(None, (store.title_like(title) for store in self.stores)), None)

    def titles_beginning(self, begun: str) -> list[str]:
        return sorted({title for store in self.stores for title in store.titles_beginning(begun)})

    def pools(self, wish: DrawWish) -> Iterator[Pool]:
        """Each store draws as many as are wished for, and the game's are drawn from those."""
        drawn: dict[str, Question] = {}
        titles: dict[str, str] = {}
        for store in self.stores:
            some = draw_from(store, wish)
            drawn = {question.id: question for question in some} | drawn
            titles |= {label: label.rpartition(" (")[0] or label for question in some if (label := question.film)}
        rows = [QuestionRow.of(question, titles.get(question.film or "")) for question in drawn.values()]
        yield Pool(rows, drawn.__getitem__)


def _chained(parts: Sequence[Sequence[T]], by_id: Mapping[str, T] | None = None) -> LazySequence[T]:
    """Sequences one after the other."""

    def at(place: int) -> T:
        for part in parts:
            if place < len(part):
                return part[place]
            place -= len(part)
        raise IndexError("there are not so many")

    return LazySequence(lambda: sum(map(len, parts)), at, lambda: chain.from_iterable(parts), by_id)


class _JoinedCanon(Canon):
    """The names of several canons. Places that lie behind a canon's listed names go behind those of all."""

    def __init__(self, canons: Sequence[Canon]) -> None:
        self.kind = ""
        self._canons = canons

    def __len__(self) -> int:
        return sum(map(len, self._canons))

    def __reduce__(self) -> tuple[Any, ...]:
        return _JoinedCanon, (self._canons,)

    def count(self, kind: str) -> int:
        return sum(canon.count(kind) for canon in self._canons)

    def name(self, place: int) -> Name:
        behind = place - len(self)
        if behind >= 0:
            canon = self._canons[behind % len(self._canons)]
            return canon.name(len(canon) + behind // len(self._canons))
        for canon in self._canons:
            if place < len(canon):
                return canon.name(place)
            place -= len(canon)
        raise IndexError("there are not so many names")

    def places(self, tight: str) -> tuple[int, ...]:
        return tuple(self._placed(lambda canon: canon.places(tight)))

    def near(self, tight: str, limit: int) -> list[tuple[int, str]]:
        return sorted({found for canon in self._canons for found in canon.near(tight, limit)})

    def sharing(self, short: str) -> list[int]:
        return self._placed(lambda canon: canon.sharing(short))

    def _placed(self, find: Callable[[Canon], Iterable[int]]) -> list[int]:
        """The places here of the names that are found in each of the canons."""
        placed, before = [], 0
        for number, canon in enumerate(self._canons):
            for place in find(canon):
                beyond = place - len(canon)
                placed.append(before + place if beyond < 0 else len(self) + beyond * len(self._canons) + number)
            before += len(canon)
        return placed
