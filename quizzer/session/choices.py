"""The choices that a question is shown with, and what a letter then means."""

from __future__ import annotations

from collections.abc import Sequence

from quizzer.grading import fold
from quizzer.question import Question
from quizzer.session.choosing import shuffled

__all__ = ["meant", "own_order"]


def own_order(question: Question, seed: int, number: int) -> tuple[str, ...]:
    """The choices in an order drawn by `seed` and the question's place, if its key has the wrong ones alone.

    Nothing for a key that has all its choices: they are shown, and their letters understood, in the order it has.
    """
    key = question.key
    if key is None or not key.choices:
        return ()
    right = {fold(name) for name in (key.answer, *key.accept)}
    if any(fold(choice) in right for choice in key.choices):
        return ()
    choices = (*key.choices, key.answer)
    return tuple(choices[place] for place in shuffled(len(choices), f"{seed} choices {number}"))


def meant(given: str, choices: Sequence[str]) -> str:
    """What `given` stands for: a letter or a number may name one of `choices`, in the order they were shown in."""
    if fold(given) in map(fold, choices):
        return given
    mark = given.strip(" .)(").lower()
    place = ord(mark) - ord("a") if len(mark) == 1 and mark.isalpha() else int(mark) - 1 if _is_number(mark) else -1
    return choices[place] if 0 <= place < len(choices) else given


def _is_number(mark: str) -> bool:
    return len(mark) <= 3 and mark.isascii() and mark.isdecimal()
