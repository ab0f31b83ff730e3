"""Several banks as one, where one of them is too large to be put together with the others film by film."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar, overload

from quizzer.banks.bank import Bank
from quizzer.banks.drawing import QuestionRow, Wishes, draw_questions
from quizzer.facts.film import Film
from quizzer.grading import Canon, Name
from quizzer.question import Question

T = TypeVar("T")


class JoinedBank(Bank):
    """What several banks have, each asked for itself. A film that two of them know stays two films."""

    def __init__(self, banks: Sequence[Bank]) -> None:
        self.banks = tuple(banks)
        self.title = ", ".join(dict.fromkeys(bank.title for bank in banks))
        self.license = ", ".join(dict.fromkeys(bank.license for bank in banks if bank.license))
        self.films = _Chain([bank.films for bank in banks])
        self.questions = _Questions(self)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """The questions by their ids, those of the first bank that has one."""
        return _Either([bank.by_id for bank in self.banks])

    @cached_property
    def categories(self) -> Mapping[str, int]:
        """How many questions each category has, the largest first."""
        counted: Counter[str] = Counter()
        for bank in self.banks:
            counted.update(bank.categories)
        return dict(counted.most_common())

    @cached_property
    def canon(self) -> Canon:
        """The names of all the banks."""
        return _JoinedCanon([bank.canon for bank in self.banks])

    def find(self, ids: Iterable[str]) -> list[Question]:
        """The questions with these ids, in this order; ids that no bank has are passed over."""
        return [question for question in map(self.by_id.get, ids) if question is not None]

    def films_called(self, title: str) -> list[Film]:
        """The films that go by a title, whatever its case."""
        return [film for bank in self.banks for film in bank.films_called(title)]

    def title_like(self, title: str) -> str | None:
        """The title of a film that is spelt nearly so."""
        return next(filter(None, (bank.title_like(title) for bank in self.banks)), None)

    def titles_beginning(self, begun: str) -> list[str]:
        """The films' own titles that begin so, whatever their case."""
        return sorted({title for bank in self.banks for title in bank.titles_beginning(begun)})

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
        """At most `count` questions for one game, in the order to ask them; see `Bank.draw`. Each bank draws as many,
        and the game's are drawn from those."""
        beside = tuple(beside)
        drawn: dict[str, Question] = {}
        titles: dict[str, str] = {}
        for bank in self.banks:
            some = bank.draw(
                count, seed=seed, categories=categories, films=films, seen=seen, never=never, quotas=quotas,
                difficulty=difficulty, gaps=gaps, beside=beside,
            )  # fmt: skip
            drawn = {question.id: question for question in some} | drawn
            titles |= {
                question.film: question.film.rpartition(" (")[0] or question.film for question in some if question.film
            }
        return draw_questions(
            [QuestionRow.of(question, titles.get(question.film or "")) for question in drawn.values()],
            count,
            seed=seed,
            whole=drawn.__getitem__,
            beside=beside,
            wishes=Wishes(
                quotas=quotas or {},
                difficulty=(difficulty,) if isinstance(difficulty, int) else tuple(difficulty),
                films_may_follow=bool(films),
                film_is_known=len(set(films)) == 1,
            ),
        )

    def names(self) -> list[Name]:
        """The names of the canon, as far as they can be listed."""
        return [name for bank in self.banks for name in bank.names()]


class _Chain(Sequence[T]):
    """Sequences one after the other."""

    def __init__(self, parts: Sequence[Sequence[T]]) -> None:
        self._parts = parts

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(self._parts)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        left = place if place >= 0 else len(self) + place
        for part in self._parts:
            if 0 <= left < len(part):
                return part[left]
            left -= len(part)
        raise IndexError("there are not so many")


class _Questions(_Chain[Question]):
    """The questions of all the banks."""

    def __init__(self, bank: JoinedBank) -> None:
        super().__init__([part.questions for part in bank.banks])
        self._bank = bank

    @property
    def by_id(self) -> Mapping[str, Question]:
        """What finds a question without going through all."""
        return self._bank.by_id


class _Either(Mapping[str, Question]):
    """The first of several mappings that has a key."""

    def __init__(self, parts: Sequence[Mapping[str, Question]]) -> None:
        self._parts = parts

    def __getitem__(self, name: str) -> Question:
        found = next((question for part in self._parts if (question := part.get(name)) is not None), None)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return any(name in part for part in self._parts)

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._parts)


class _JoinedCanon(Canon):
    """The names of several canons. Places that lie behind a canon's listed names go behind those of all."""

    def __init__(self, canons: Sequence[Canon]) -> None:
        self.kind = ""
        self._canons = canons

    def __len__(self) -> int:
        return sum(map(len, self._canons))

    def __getstate__(self) -> dict[str, Any]:
        return {"canons": self._canons}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.kind = ""
        self._canons = state["canons"]

    def count(self, kind: str) -> int:
        """How many of the names are of `kind`."""
        return sum(canon.count(kind) for canon in self._canons)

    def name(self, place: int) -> Name:
        """The name at `place`."""
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
        """The places of the names whose `Form.tight` this is."""
        return tuple(
            self._placed(number, place) for number, canon in enumerate(self._canons) for place in canon.places(tight)
        )

    def near(self, tight: str, limit: int) -> list[tuple[int, str]]:
        """Distance and `tight` of other names at most `limit` edits from `tight`, the nearest first."""
        return sorted({found for canon in self._canons for found in canon.near(tight, limit)})

    def sharing(self, short: str) -> list[int]:
        """Places of names of which `short` is the short form."""
        return [
            self._placed(number, place) for number, canon in enumerate(self._canons) for place in canon.sharing(short)
        ]

    def _placed(self, number: int, place: int) -> int:
        """The place here of the name that stands at `place` in one of the canons."""
        if place >= len(self._canons[number]):
            return len(self) + (place - len(self._canons[number])) * len(self._canons) + number
        return place + sum(map(len, self._canons[:number]))
