"""What every kind of name shares: the scene of a question, the outcome of one comparison, words that carry nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from quizzer.grading.folding import fold
from quizzer.grading.forms import Form
from quizzer.grading.spelling import NO_SLIP

__all__ = ["CONTRARY", "NOTHING", "Compare", "Match", "Scene", "lost_and_added", "stem"]


class Match(NamedTuple):
    """How near a given answer comes to one accepted name.

    `level` is 2 for right, 1 for "say more", 0 for wrong; `cost` is the distance in letters, roughly; `why` is a code of
    `messages.MESSAGES` and decides the reason; `note` is another such code, said after it.
    """

    level: int
    cost: float
    why: str
    note: str = ""


NOTHING = Match(0, NO_SLIP, "other")

CONTRARY = frozenset((
    "not", "no", "never", "without", "non", "anti", "except", "neither", "nor", "un", "fake", "former", "or",
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "pre", "post", "before", "after",
))  # fmt: skip
"""Words that change what a name means when they are added or left out."""


class Scene:
    """What a key says beside its names: the words of its question, and how loosely to compare."""

    __slots__ = ("asked", "loose", "who")

    def __init__(self, question: str, loose: bool = False) -> None:
        words = Form(fold(question)).words if question else []
        self.asked = frozenset(words) | frozenset(stem(word) for word in words)
        self.who = "who" in words or "whom" in words or "whose" in words
        self.loose = loose

    @classmethod
    def loosened(cls, scene: Scene) -> Scene:
        """The same scene, compared loosely."""
        loose = cls("", loose=True)
        loose.asked, loose.who = scene.asked, scene.who
        return loose


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
