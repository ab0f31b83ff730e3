"""Protests put together where players said the same, as the referee sees it."""

from collections.abc import Callable, Iterable

from quizzer.errors import QuizzerError
from quizzer.grading import AnswerKey, Canon, fold
from quizzer.records.structs import KeptProtest

MOST_COMPARED = 50
"""With how many groups of a question an answer is compared by the referee: whoever floods it is only compared as
spelt."""


class ProtestGroup:
    """Protests against what was ruled on one answer, however it was spelt, the `first` of them and its `number`: that
    stays the same while more protests come.

    `canon` has the names that exist: a slip of one is not taken for another.
    """

    def __init__(self, first: KeptProtest, canon: Canon | None) -> None:
        self.first: KeptProtest = first
        self.number: int = first.number
        self.protests: list[KeptProtest] = []
        self._folded: set[str] = set()
        self._canon = canon
        try:
            kind = first.kind if first.kind != "list" else "text"
            self._key: AnswerKey | None = AnswerKey(first.given, kind=kind, question=first.text)
        except QuizzerError:
            self._key = None

    def add(self, protest: KeptProtest) -> None:
        """Takes in one more protest."""
        self.protests.append(protest)
        self._folded.add(fold(protest.given) or protest.given)

    def has_spelling(self, given: str) -> bool:
        """Whether somebody gave this, letter by letter as the referee folds it."""
        return (fold(given) or given) in self._folded

    def takes(self, given: str) -> bool:
        """Whether the referee takes this for what was given first."""
        return self._key is not None and self._key.grade(given, self._canon).correct

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
    questions: dict[tuple[object, str], list[ProtestGroup]] = {}
    groups: list[ProtestGroup] = []
    for protest in protests:
        known = questions.setdefault((protest.banks, protest.question), [])
        group = next((one for one in known if one.has_spelling(protest.given)), None)
        if group is None:
            group = next((one for one in known[:MOST_COMPARED] if one.takes(protest.given)), None)
        if group is None:
            group = ProtestGroup(protest, canon_of(protest))
            known.append(group)
            groups.append(group)
        group.add(protest)
    return groups
