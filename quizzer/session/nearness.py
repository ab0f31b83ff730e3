"""How near a wrong number came: the share of the points that it may bring where the rules give partial credit."""

from __future__ import annotations

from decimal import Decimal

from quizzer.grading.numbers import as_minutes
from quizzer.grading.quantities import quantities
from quizzer.question import Question

__all__ = ["nearness"]

_NUMBERS = ("number", "year", "money", "duration")
_YEARS = Decimal(10)  # so many years off, and nothing is left
_HALF = Decimal("0.5")  # of the right number: so far off, and nothing is left


def nearness(question: Question, given: str) -> float:
    """From 1.0 for the number itself down to 0.0, for one that is far off, or for no number: a straight line.

    The line ends ten years from a year, and half the right number from any other.
    """
    key = question.key
    if key is None or key.kind not in _NUMBERS:
        return 0.0
    expected, found = _number(key.answer, key.kind), _number(given, key.kind)
    if expected is None or found is None:
        return 0.0
    reach = _YEARS if key.kind == "year" else abs(expected) * _HALF
    return max(0.0, round(float(1 - abs(found - expected) / reach), 3)) if reach else 0.0


def _number(text: str, kind: str) -> Decimal | None:
    if kind == "duration":
        return as_minutes(text)
    numbers = {quantity.value for quantity in quantities(text[:200])}
    return numbers.pop() if len(numbers) == 1 else None
