"""A bank: films and hand-written questions, and what can be asked of both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from quizzer.banks.draw_wish import DrawWish, Gaps
from quizzer.banks.stores import BankStore, Lookup, MemoryStore, draw_from
from quizzer.grading import Canon
from quizzer.question import Question

if TYPE_CHECKING:
    from quizzer.facts.film import Film


class Bank:
    """A bank that can be played. `Bank(title=…, films=…, questions=…)` holds in memory what it is given; with a `store`
    the bank is what that has: what was cached, a compiled file, or several banks as one."""

    def __init__(
        self,
        *,
        title: str = "",
        license: str = "",  # noqa: A002 — the key of the file
        about: str = "",
        films: Iterable[Film] = (),
        questions: Iterable[Question] = (),
        store: BankStore | None = None,
    ) -> None:
        self.store: BankStore | MemoryStore = store or MemoryStore(
            title, license, tuple(films), tuple(questions), about
        )
        self.title: str = self.store.title
        self.license: str = self.store.license
        self.about: str = self.store.about

    @property
    def films(self) -> Sequence[Film]:
        """The films, in the order of the bank; those of a compiled bank by their votes, each read when asked for."""
        return self.store.films

    @property
    def questions(self) -> Sequence[Question]:
        """The questions, in the order of the bank; an open gap's key is None. A compiled bank makes each of them when
        asked for it: to go through all, or to count them, takes as long as that takes."""
        return self.store.questions

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """The questions by their ids. Of a compiled bank, its length is the most that there can be, and every id is
        `in` it whose film is."""
        return Lookup(self.store)

    @cached_property
    def categories(self) -> Mapping[str, int]:
        """How many questions each category has (in a compiled bank: at most), the largest first."""
        return dict(sorted(self.store.categories.items(), key=lambda counted: -counted[1]))

    @cached_property
    def canon(self) -> Canon:
        """The names that stand in this bank, so that none is taken for a slip of another."""
        return self.store.canon()

    def find(self, ids: Iterable[str]) -> list[Question]:
        """The questions with these ids, in this order; ids that the bank does not have are passed over."""
        return [question for question in map(self.store.question, ids) if question is not None]

    def films_called(self, title: str) -> list[Film]:
        """The films that go by a title, whatever its case; in a compiled bank the best known first."""
        return self.store.films_called(title)

    def title_like(self, title: str) -> str | None:
        """The title of a film that is spelt nearly so; None if none is."""
        return self.store.title_like(title)

    def titles_beginning(self, begun: str) -> list[str]:
        """The films' own titles that begin so, whatever their case, in the order of the alphabet; those of a compiled
        bank by their votes, a hundred at most."""
        return self.store.titles_beginning(begun)

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
        gaps: Gaps = True,
        beside: Iterable[Question] = (),
        written: bool = False,
        each: Collection[str] = (),
        buried: Iterable[Question] = (),
        only: frozenset[str] | None = None,
        spoilers_of: frozenset[str] | None = None,
    ) -> list[Question]:
        """At most `count` questions for one game, in the order to ask them.

        `categories` and `films` (titles) narrow the choice, and so do `only`, films by their labels, and `spoilers_of`,
        outside which no film's end is told. Questions with ids in `seen` are left out, and others that
        rest on one of their facts too; of those in `never` the questions alone. `quotas` says of a category how many
        questions it gets, the rest come from the others; of the categories in `each` at least one question is asked, if
        there is one. `difficulty` is the one wished for each question in turn, 1 to 5, the last holding for the rest:
        the nearest there is. Open gaps are among them, at most one in ten, unless `gaps` is false; with "alone" there
        is nothing else. With `written`, one of the first three and the last are questions that an author wrote, no two
        are about one film while there are others, and none sounds like one before it. Large categories get more than
        small ones, by the square root of their size. Where no difficulty is wished for, a compiled bank's well-known
        films come more often than others. The same arguments give the same questions on every Python.

        No two questions rest on the same fact, nor on one of the questions `beside` them, which are asked before, and
        none is answered by the text or the explanation of one before it, so there may be fewer than `count`. Of those
        `buried`, which were asked the same day, neither they nor others that rest on their facts are asked. No two in
        a row are about the same film while there are others, unless `films` asks for it. Where only one film is asked
        about, "which film?" is left to the last.
        """
        wish = DrawWish(
            count=count,
            seed=seed,
            categories=categories,
            films=films,
            seen=frozenset(seen),
            never=frozenset(never),
            quotas=quotas or {},
            difficulty=(difficulty,) if isinstance(difficulty, int) else tuple(difficulty),
            gaps=gaps,
            beside=tuple(beside),
            written=written,
            each=each,
            buried=tuple(buried),
            only=only,
            spoilers_of=spoilers_of,
        )
        return draw_from(self.store, wish)
