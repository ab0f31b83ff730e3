"""What a game wants of its questions, and each question as far as drawing looks at it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias
from zlib import crc32

import msgspec

from quizzer.grading import fold
from quizzer.question import MINOR, SPOILER, Question

_WRITTEN_BY = 3  # an ordinary game has a question that an author wrote among so many
_ENOUGH = 3  # of a category that is to be in each game there may be one that does not fit
ANYWHERE = ("boolean", "choice")
"""Kinds whose answers are words that stand in any text."""


class QuestionRow(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A question as drawing sees it.

    `asks_film`: its answer is the title of the film that it is about. `is_minor`: it has the tag MINOR. `is_written`:
    an author wrote it, it was not made from facts. `facts` are those that it rests on, each as a number; `answer` is
    another, which questions about one film with one answer share. It is 0 where many a question has that answer.
    `is_spoiler`: it tells how its film ends.
    """

    id: str
    category: str
    difficulty: int
    film: str | None
    is_open_gap: bool
    asks_film: bool
    is_minor: bool = False
    is_written: bool = False
    facts: tuple[int, ...] = ()
    answer: int = 0
    is_spoiler: bool = False

    @classmethod
    def of(cls, question: Question, title: str | None) -> "QuestionRow":
        """The row of a question about a film of this title."""
        key = question.key
        asks_film = key is not None and key.kind == "title" and key.answer == title
        is_common = question.film is None or asks_film or question.kind in ANYWHERE
        return cls(
            question.id,
            question.category,
            question.difficulty,
            question.film,
            question.is_open_gap,
            asks_film,
            MINOR in question.tags,
            question.origin is None,
            tuple(sorted(crc32(fact.encode()) for fact in question.facts)),
            0 if key is None or is_common else crc32(f"{question.film} {fold(key.answer)}".encode()),
            SPOILER in question.tags,
        )


Gaps: TypeAlias = bool | Literal["alone"]
"""Whether open gaps may be asked: among the others, not at all, or alone."""


@dataclass(frozen=True)
class DrawWish:
    """What a game wants of its questions: the arguments of `Bank.draw`."""

    count: int
    seed: int
    categories: Collection[str] = ()
    films: Collection[str] = ()
    seen: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    quotas: Mapping[str, int] = field(default_factory=dict)
    difficulty: Sequence[int] = ()
    gaps: Gaps = True
    beside: Sequence[Question] = ()
    written: bool = False
    each: Collection[str] = ()
    buried: Sequence[Question] = ()
    only: frozenset[str] | None = None
    spoilers_of: frozenset[str] | None = None

    def takes_gap(self, is_open_gap: bool) -> bool:
        """Whether a question may be asked that is an open gap, or is none."""
        return is_open_gap if self.gaps == "alone" else bool(self.gaps) or not is_open_gap

    def fresh(self, rows: Sequence[QuestionRow]) -> list[QuestionRow]:
        """The rows that nobody has seen, nor another one that rests on the same fact, nor never wants to see."""
        met = {fact for row in rows if row.id in self.seen for fact in row.facts}
        left_out = self.seen | self.never | {question.id for question in self.buried}
        return [
            row
            for row in rows
            if row.id not in left_out
            and met.isdisjoint(row.facts)
            and (self.only is None or row.film in self.only)
            and (self.spoilers_of is None or not row.is_spoiler or row.film in self.spoilers_of)
        ]

    def wants_written(self, place: int, chosen: Sequence[Question]) -> bool:
        """Whether an author is to have written the question at a place: one of the first three, and the last."""
        if not self.written:
            return False
        none_yet = all(question.origin is not None for question in (*self.beside, *chosen))
        return place == len(self.beside) + self.count - 1 or (place < _WRITTEN_BY and none_yet)

    def takes(self, row: QuestionRow) -> bool:
        """False for a minor question that is asked only where nothing else is left."""
        return not row.is_minor or row.category in self.categories or len(set(self.films)) == 1

    def pools(self, rows: Sequence[QuestionRow], whole: Callable[[str], Question]) -> "Iterator[Pool]":
        """These rows without those that are asked only where nothing else is left; then, if there are such, all."""
        taken = [row for row in rows if self.takes(row)]
        # Of a category that is to be in each game, a minor question is better than none.
        sizes = Counter(row.category for row in taken)
        lacking = {category for category in self.each if sizes[category] < _ENOUGH}
        if lacking:
            taken = [row for row in rows if self.takes(row) or row.category in lacking]
        if taken:
            yield Pool(taken, whole)
        if len(taken) < len(rows) or not rows:
            yield Pool(rows, whole)


class Pool(NamedTuple):
    """The questions to choose from, and what reads the one with an id."""

    rows: Sequence[QuestionRow]
    whole: Callable[[str], Question]
