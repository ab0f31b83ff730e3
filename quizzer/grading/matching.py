"""What every kind of name shares: the scene of a question, the outcome of one comparison, words that carry nothing."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from quizzer.grading.folding import fold
from quizzer.grading.forms import Form
from quizzer.grading.spelling import NO_SLIP
from quizzer.grading.wordlists import words


class Match(msgspec.Struct, frozen=True, gc=False):
    """How near a given answer comes to one accepted name.

    `level` is 2 for right, 1 for "say more", 0 for wrong; `cost` is the distance in letters, roughly; `why` is a code
    of `messages.MESSAGES` and decides the reason; `note` is another such code, said after it.
    """

    level: int
    cost: float
    why: str
    note: str = ""


NOTHING = Match(0, NO_SLIP, "other")

CONTRARY = words(
    """
    not no never without non anti except neither nor un fake former or north south east west northern southern
    eastern western pre post before after
    """
)  # fmt: skip
"""Words that change what a name means when they are added or left out."""


class Scene:
    """What a key says beside its names: the words of its question, and how to compare.

    `vouched` is for a canon so large that a name which is not in it is no name: then a slip may make a common word.
    """

    __slots__ = ("_words", "loose", "question", "vouched")

    def __init__(self, question: str, *, loose: bool = False, vouched: bool = False) -> None:
        self.question = question
        self.loose = loose
        self.vouched = vouched
        self._words: frozenset[str] | None = None

    @property
    def asked(self) -> frozenset[str]:
        """The words of the question, and what they are without the ending of their plural."""
        if self._words is None:
            words = Form(fold(self.question)).words if self.question else []
            self._words = frozenset(words) | frozenset(stem(word) for word in words)
        return self._words

    @property
    def who(self) -> bool:
        """Whether the question asks for a person."""
        return not _WHO.isdisjoint(self.asked)

    def but(self, *, loose: bool = False, vouched: bool = False) -> Scene:
        """A scene of this question that is compared loosely, or with a canon in which every name that exists stands."""
        return Scene(self.question, loose=loose, vouched=vouched)


_WHO = frozenset(("who", "whom", "whose"))
Compare = Callable[[Form, Form, Scene], Match]


def stem(word: str) -> str:
    """`word` without the ending of its plural."""
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
            return word[:-2]
        return word[:-1]
    return word


def lost_and_added(expected: list[str], given: list[str]) -> tuple[list[str], list[str]]:
    """The words of `expected` that are not in `given`, and the other way round; a word counts as often as it stands."""
    added = list(given)
    lost = []
    for word in expected:
        if word in added:
            added.remove(word)
        else:
            lost.append(word)
    return lost, added
