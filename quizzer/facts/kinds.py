"""The kind of an answer by its shape, for a question that does not name one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

__all__ = ["infer_kind"]

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_AMOUNT = r"\d[\d,]*(?:\.\d+)?(?:\s*(?:thousand|million|billion|[kmb]|bn))?"
_SHAPES = (
    ("year", r"(?:1[5-9]|20)\d\d"),
    ("number", r"[-+]?\d[\d,]*(?:\.\d+)?"),
    (
        "money",
        rf"(?:[$€£¥₹]|US\$|(?:usd|eur|gbp)\s)\s*{_AMOUNT}|{_AMOUNT}\s*(?:dollars|euros|pounds|francs|usd|eur|gbp|€)",
    ),
    ("date", rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}"),
    (
        "duration",
        r"(?:\d+\s*(?:h|hours?|hrs?)\.?\s*)?\d+\s*(?:m|min|mins|minutes?|s|sec|seconds?)\.?|\d+\s*(?:h|hours?|hrs?)",
    ),
    ("boolean", r"yes|no|true|false"),
)


def infer_kind(answers: Sequence[str], choices: Sequence[str]) -> str:
    """number, year, date, money, duration, choice, boolean or list, if the answer looks like one; else text."""
    if choices:
        return "choice"
    if len(answers) != 1:
        return "list"
    answer = answers[0].strip()
    return next((kind for kind, shape in _compiled() if shape.fullmatch(answer)), "text")


@cache
def _compiled() -> list[tuple[str, re.Pattern[str]]]:
    """The shapes, made ready when the first is asked for."""
    return [(kind, re.compile(shape, re.IGNORECASE)) for kind, shape in _SHAPES]
