"""Kind `date`: any order that is not ambiguous; the month and the year alone want the day too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from quizzer.grading.canon import Canon
from quizzer.grading.folding import fold
from quizzer.grading.numerals import in_figures
from quizzer.grading.spelling import NO_SLIP, slip
from quizzer.grading.verdict import Outcome, Reason, Verdict

# fmt: off
_MONTHS = (
    ("january", "jan", "janvier", "januar", "enero", "gennaio"),
    ("february", "feb", "fevrier", "februar", "febrero", "febbraio"),
    ("march", "mar", "mars", "marz", "marzo"), ("april", "apr", "avril", "abril", "aprile"),
    ("may", "mai", "mayo", "maggio"),
    ("june", "jun", "juin", "juni", "junio", "giugno"), ("july", "jul", "juillet", "juli", "julio", "luglio"),
    ("august", "aug", "aout", "agosto"), ("september", "sep", "sept", "septembre", "septiembre", "settembre"),
    ("october", "oct", "octobre", "oktober", "octubre", "ottobre"), ("november", "nov", "novembre", "noviembre"),
    ("december", "dec", "decembre", "dezember", "diciembre", "dicembre"),
)
# fmt: on
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_ISO = re.compile(r"^\D*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D.*)?$", re.DOTALL)
_NUMERIC = re.compile(r"^\D*(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d\d)\D*$")


class Date(NamedTuple):
    """A day as far as it is told: a part that is not is 0."""

    year: int
    month: int
    day: int


class DateJudge:
    """A date. Two readings of figures (3/4/1995) that are not the same day: the player is asked which."""

    def __init__(self, names: Iterable[str]) -> None:
        self.expected = [(name, read[0]) for name in names if (read := dates(name))]
        self.folded = {fold(name): name for name in names if fold(name)}

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        name = self.folded.get(fold(given))
        if name is not None:
            return Verdict(Outcome.CORRECT, 1.0, Reason.EXACT, name, alias=name)
        readings = dates(given)
        best = Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER)
        for name, expected in self.expected:
            verdict = _against(name, expected, readings)
            if verdict.correct:
                return verdict
            if verdict.outcome is Outcome.PROMPT:
                best = verdict
        return best


def _against(name: str, expected: Date, readings: list[Date]) -> Verdict:
    """The verdict on every reading of a given date against one accepted date."""
    fitting = [date for date in readings if _agrees(expected, date)]
    if not fitting:
        return Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER)
    if len(fitting) < len(readings):
        return Verdict(Outcome.PROMPT, 0.0, Reason.AMBIGUOUS, notes=("which_order",), alias=name)
    date = fitting[0]
    told_less = any(ours and not theirs for ours, theirs in zip(expected, date, strict=True))
    if not told_less:
        return Verdict(Outcome.CORRECT, 1.0, Reason.EXACT, name, alias=name)
    if date.month and expected.day and not date.day:
        return Verdict(Outcome.PROMPT, 0.0, Reason.PARTIAL, notes=("which_day",), alias=name)
    return Verdict(Outcome.PROMPT, 0.0, Reason.PARTIAL, notes=("whole_date",), alias=name)


def _agrees(expected: Date, given: Date) -> bool:
    return all(not ours or not theirs or ours == theirs for ours, theirs in zip(expected, given, strict=True))


def dates(text: str) -> list[Date]:
    """The readings of `text` as a date: none, one, or two where day and month may be either.

    >>> dates("May 16th, 1995") == dates("16.5.1995") == [Date(1995, 5, 16)]
    True
    >>> dates("3/4/1995") == [Date(1995, 4, 3), Date(1995, 3, 4)]
    True
    """
    text = text[:100]
    iso = _ISO.match(text)
    if iso:
        return _whole([Date(int(iso[1]), int(iso[2]), int(iso[3]))])
    numeric = _NUMERIC.match(text)
    if numeric:
        first, second, year = int(numeric[1]), int(numeric[2]), _full_year(numeric[3])
        return _whole([Date(year, second, first), Date(year, first, second)])
    return _in_words(text)


def _in_words(text: str) -> list[Date]:
    year = month = day = 0
    for word in in_figures(fold(text).split() or [""]):
        if word.isdigit():
            number = int(word[:9])
            if len(word) == 4 and not year:
                year = number
            elif 1 <= number <= 31 and not day:
                day = number
            else:
                return []
        elif (named := _month(word)) and not month:
            month = named
    return _valid([Date(year, month, day)]) if year or month else []


def _month(word: str) -> int:
    """The number of the month that `word` names, misspelt or not, or 0."""
    if word in _MONTH_OF:
        return _MONTH_OF[word]
    if len(word) < 4:
        return 0
    near = [(slip(names[0], word), number) for number, names in enumerate(_MONTHS, 1) if len(names[0]) > 4]
    cost, number = min(near)
    return number if cost < min(NO_SLIP, 1.5) else 0


def _full_year(written: str) -> int:
    year = int(written)
    return year if year > 99 else 1900 + year if year > 29 else 2000 + year


def _whole(readings: list[Date]) -> list[Date]:
    """Those of which year, month and day are told."""
    return [date for date in _valid(readings) if all(date)]


def _valid(readings: list[Date]) -> list[Date]:
    found = [date for date in readings if date.month <= 12 and date.day <= 31]
    return list(dict.fromkeys(found))
