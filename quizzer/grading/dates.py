"""Kind `date`: in any order that is not ambiguous. If the day is missing, the referee asks for it."""

import re
from typing import NamedTuple

from quizzer.grading.canon import Canon
from quizzer.grading.folding import fold, plain
from quizzer.grading.key import AnswerKey
from quizzer.grading.numerals import roman
from quizzer.grading.quantities import LIMITS, Part, numbers_and_words
from quizzer.grading.sentences import says_nothing
from quizzer.grading.spelling import NO_SLIP, is_common, slip
from quizzer.grading.verdict import Outcome, Reason, Verdict
from quizzer.grading.wordlists import key_of_word, read_pairs

_MONTH_OF = {name: int(number) for name, number in key_of_word("months").items()}
_ISO = re.compile(r"^\D*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:\D.*)?$", re.DOTALL)
_NO_DATE = (LIMITS - {"mais", "non", "plus", "over", "fast"}) | {"bc"}
_WORD = re.compile(r"[^\W\d_]+")
_NUMERIC = re.compile(r"^\D*(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d\d)\D*$")

_DAY_AND_MONTH = re.compile(r"^\s*(\d{1,2})\s?[-/.]\s?(\d{1,2})\.?\s*$")
_CALLED = read_pairs("feasts")


class Date(NamedTuple):
    """A date; a missing part is 0."""

    year: int
    month: int
    day: int


class DateJudge:
    """A date. If digits (3/4/1995) may mean two days, the referee asks which."""

    def __init__(self, key: AnswerKey) -> None:
        self.expected: list[tuple[str, Date]] = [(name, read[0]) for name in key.names if (read := dates(name))]
        self.folded: dict[str, str] = {fold(name): name for name in key.names if fold(name)}

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        if (name := self.folded.get(fold(given))) is not None:
            return Verdict(Outcome.CORRECT, 1.0, Reason.EXACT, name, alias=name)
        readings = _readings(given)
        if not readings and not any(mark.isdigit() for mark in given):
            if says_nothing(fold(given)):
                return Verdict(Outcome.INCORRECT, 0.0, Reason.EMPTY)
            return Verdict(Outcome.PROMPT, 0.0, Reason.SORT, notes=("which_date",))
        best = Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER)
        for name, expected in self.expected:
            verdict = _against(name, expected, readings)
            if verdict.correct:
                words = [part for part in numbers_and_words(given[:100]) if isinstance(part, str)]
                is_another = not _NO_DATE.isdisjoint(words)  # "before 16 May 1995"
                return Verdict(Outcome.INCORRECT, 0.0, Reason.NEGATED, notes=("limit",)) if is_another else verdict
            if verdict.outcome is Outcome.PROMPT:
                best = verdict
        return best


def _against(name: str, expected: Date, readings: list[Date]) -> Verdict:
    """Return the verdict on every reading of a given date against one accepted date."""
    fitting = [date for date in readings if _agrees(expected, date)]
    if not fitting:
        return Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER)
    if len(fitting) < len(readings):
        return Verdict(Outcome.PROMPT, 0.0, Reason.AMBIGUOUS, notes=("which_order",), alias=name)
    date = fitting[0]
    if not any(ours and not theirs for ours, theirs in zip(expected, date, strict=True)):
        return Verdict(Outcome.CORRECT, 1.0, Reason.EXACT, name, alias=name)
    wanted = "which_day" if date.month and expected.day and not date.day else "whole_date"
    return Verdict(Outcome.PROMPT, 0.0, Reason.PARTIAL, notes=(wanted,), alias=name)


def _agrees(expected: Date, given: Date) -> bool:
    if 0 < given.year < 100 and 1900 <= expected.year < 2100:  # "'29"
        given = given._replace(year=expected.year - expected.year % 100 + given.year)
    return all(not ours or not theirs or ours == theirs for ours, theirs in zip(expected, given, strict=True))


def dates(text: str) -> list[Date]:
    """Return the readings of `text` as a date: none, one, or two if day and month may be either.

    >>> dates("May 16th, 1995") == dates("16.5.1995") == [Date(1995, 5, 16)]
    True
    >>> dates("3/4/1995") == [Date(1995, 4, 3), Date(1995, 3, 4)]
    True
    """
    return [date._replace(year=_full_year(date.year)) for date in _readings(text)]


def _readings(text: str) -> list[Date]:
    """Return the readings of `text` as a date; a year of two digits stays as it is."""
    text = text[:100]
    if iso := _ISO.match(text):
        return _whole([Date(int(iso[1]), int(iso[2]), int(iso[3]))])
    if numeric := _NUMERIC.match(text):
        first, second, year = int(numeric[1]), int(numeric[2]), int(numeric[3]) or 2000
        return _whole([Date(year, second, first), Date(year, first, second)])
    said = fold(text)
    for name, day in _CALLED.items():  # "Christmas 1991"
        if said.startswith(name):
            return _in_words(day + said[len(name) :])
    if short := _DAY_AND_MONTH.match(text):  # "9/11"
        first, second = int(short[1]), int(short[2])
        return [date for date in _valid([Date(0, second, first), Date(0, first, second)]) if date.month and date.day]
    return _in_words(text)


def _in_words(text: str) -> list[Date]:
    month, text = _month_in(text)
    year = day = 0
    for part in numbers_and_words(text, slips=True):
        if isinstance(part, Part):
            number = abs(int(part.value))  # "23-Oct-1956"
            if 1 <= number <= 31 and not day:
                day = number
            elif (number > 999 or (day and number < 100)) and number < 10_000 and not year:
                year = number
            else:
                return []
    return _valid([Date(year, month, day)]) if year or month else []


def _month_in(text: str) -> tuple[int, str]:
    """Return the month in `text`, also misspelt or as a Roman numeral, or 0; and the text without it."""
    said = [(found, plain(found[0])) for found in _WORD.finditer(text)]
    sure = [(_MONTH_OF[word], found) for found, word in said if word in _MONTH_OF]
    sure = [one for one in sure if one[1][0].casefold() != "sept"] or sure[-1:]  # French for seven, too
    if len(said) == 1 and said[0][0][0].isupper() and 0 < (month := roman(said[0][0][0])) <= 12:
        sure = sure or [(month, said[0][0])]
    near = [] if sure else [(_near_month(word), found) for found, word in said]
    for month, found in sure or near:
        if month:
            return month, f"{text[: found.start()]}, {text[found.end() :]}"
    return 0, text


def _near_month(word: str) -> int:
    """Return the number of the month that `word` misspells, or 0."""
    if len(word) < 3 or is_common(word):
        return 0
    near = sorted((slip(name, word, 2 if len(name) > 4 else 1), number) for name, number in _MONTH_OF.items())
    cost, number = near[0]
    others = [other for other in near[1:] if other[0] == cost and other[1] != number]
    return 0 if cost >= min(NO_SLIP, 1.5 if len(word) > 3 else 1.0) or others else number


def _full_year(year: int) -> int:
    return year if year > 99 or not year else 1900 + year if year > 29 else 2000 + year


def _whole(readings: list[Date]) -> list[Date]:
    return [date for date in _valid(readings) if all(date)]


def _valid(readings: list[Date]) -> list[Date]:
    return list(dict.fromkeys(date for date in readings if date.month <= 12 and date.day <= 31))
