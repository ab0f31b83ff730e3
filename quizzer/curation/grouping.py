"""Protests put together where players said the same, as the referee sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from quizzer.errors import QuizzerError
from quizzer.grading import AnswerKey, Canon, fold
from quizzer.records.structs import KeptProtest

MOST_COMPARED = 50
"""With how many groups of a question an answer is compared by the referee: whoever floods it is only compared as
spelt."""


@dataclass(frozen=True)
class ProtestGroup:
    """Protests against what was ruled on one answer, however it was spelt. `number` is that of the first."""

    protests: tuple[KeptProtest, ...]

    @property
    def first(self) -> KeptProtest:
        """The protest that was made first."""
        return self.protests[0]

    @property
    def number(self) -> int:
        """What the group is called by: it stays the same while more protests come."""
        return self.first.number

    @property
    def players(self) -> tuple[str, ...]:
        """Who protested, none twice."""
        return tuple(dict.fromkeys(one.player for one in self.protests))

    @property
    def spellings(self) -> tuple[str, ...]:
        """What was given, none twice."""
        return tuple(dict.fromkeys(one.given for one in self.protests))


def group_protests(
    protests: Iterable[KeptProtest], canon_of: Callable[[KeptProtest], Canon | None] = lambda _: None
) -> list[ProtestGroup]:
    """The groups in the order of their first protests. `canon_of` tells the names that exist in a protest's banks: a
    slip of one name is not taken for another that exists."""
    questions: dict[tuple[object, str], list[_Growing]] = {}
    groups: list[_Growing] = []
    for protest in protests:
        known = questions.setdefault((protest.banks, protest.question), [])
        folded = fold(protest.given) or protest.given
        group = next((one for one in known if folded in one.folded), None)
        if group is None:
            group = next((one for one in known[:MOST_COMPARED] if one.takes(protest.given)), None)
        if group is None:
            group = _Growing(protest, canon_of(protest))
            known.append(group)
            groups.append(group)
        group.protests.append(protest)
        group.folded.add(folded)
    return [ProtestGroup(tuple(one.protests)) for one in groups]


class _Growing:
    """A group that is still being put together."""

    def __init__(self, first: KeptProtest, canon: Canon | None) -> None:
        self.protests: list[KeptProtest] = []
        self.folded: set[str] = set()
        self._canon = canon
        try:
            kind = first.kind if first.kind != "list" else "text"
            self._key: AnswerKey | None = AnswerKey(first.given, kind=kind, question=first.text)
        except QuizzerError:
            self._key = None

    def takes(self, given: str) -> bool:
        return self._key is not None and self._key.grade(given, self._canon).correct
