"""Kinds `number`, `year`, `money` and `duration`."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from quizzer.grading.canon import Canon
from quizzer.grading.folding import fold
from quizzer.grading.key import AnswerKey
from quizzer.grading.matching import stem
from quizzer.grading.numerals import ENGLISH, number_at, roman
from quizzer.grading.quantities import (
    CURRENCIES,
    LIMITS,
    TONGUES,
    UNITS,
    Part,
    Quantity,
    Tolerance,
    numbers_and_words,
    other_scale,
    parse_tolerance,
    quantities,
)
from quizzer.grading.sentences import CLOSERS, OPENERS, says_nothing
from quizzer.grading.spelling import FUNCTION_WORDS, NO_SLIP, edits_for, is_common, slip
from quizzer.grading.verdict import Outcome, Reason, Verdict
from quizzer.grading.wordlists import read_table

_CLOCK = re.compile(r"^\D*?(\d{1,3}):([0-5]\d)(?::([0-5]\d))?\D*$")
_ISO = re.compile(r"\s*PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d+S)?\s*", re.IGNORECASE)
_OUT_OF = re.compile(r"(?:(?:/|\bout of)\s*(?:5|10|100)|(?::|\bto)\s*1)\s*$", re.IGNORECASE)
_RANGE = re.compile(r"(?<!\d)\d\d(\d\d)\s?[-/\u2013]\s?(\d\d)(?![\d/.-])")
_AROUND = {sort: frozenset(words) for sort, words in read_table("around_numbers").items()}
_NONE = re.compile(r"none|nil|nobody|nothing|no (?!idea\b|clue\b|answer\b)\w+")


def _correct(name: str, exactly: bool, distance: Decimal = Decimal(0)) -> Verdict:
    reason = Reason.EXACT if exactly else Reason.TOLERANCE
    return Verdict(Outcome.CORRECT, 1.0, reason, name, alias=name, distance=float(distance))


def _incorrect(reason: Reason = Reason.OTHER, *notes: str) -> Verdict:
    return Verdict(Outcome.INCORRECT, 0.0, reason, notes=notes)


class Expected(NamedTuple):
    """A number of the key: its name, its value, its unit, and whether the name itself sets a limit."""

    name: str
    value: Decimal
    unit: str = ""
    limited: bool = False


class NumberJudge:
    """A number: within its tolerance, in its unit if both have one, and of the things that the question counts."""

    wanted = "which_number"
    tells_near = False  # "one year off"

    def __init__(self, key: AnswerKey, names: Sequence[str] | None = None) -> None:
        names = key.names if names is None else names
        self.tolerance: Tolerance | None = None if key.tolerance is None else parse_tolerance(str(key.tolerance))
        self.asked: frozenset[str] = frozenset(fold(key.question).split())
        self.stems: frozenset[str] = frozenset(stem(word) for word in self.asked)
        self.expected: list[Expected] = []
        self.written: set[str] = {fold(name) for name in names}
        self.spelt: dict[str, str] = {}
        for name in names:
            if (found := self._expected(name, fold(key.unit or ""))) is not None:
                self.expected.append(found)
            elif fold(name):
                self.spelt[fold(name)] = name

    def _expected(self, name: str, unit: str) -> Expected | None:
        if not (found := quantities(name)):
            value = roman(fold(name))
            return Expected(name, Decimal(value)) if value else None
        sign = UNITS.get(unit) or unit if unit else self._unit(found[0])
        return Expected(name, found[0].value, sign, not LIMITS.isdisjoint(found[0].before))

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        folded = fold(given)
        if (name := self.spelt.get(folded)) is not None:
            return _correct(name, True)
        if not (found := self._numbers(given, folded)):
            nothing = next((one.name for one in self.expected if not one.value), "")
            if nothing and _NONE.match(folded):
                return _correct(nothing, True)
            if says_nothing(folded) or not folded:
                return _incorrect(Reason.EMPTY)
            if not any(mark.isalpha() for mark in folded) or quantities(given) or (self.spelt and not self.expected):
                return _incorrect()
            return Verdict(Outcome.PROMPT, 0.0, Reason.SORT, notes=(self.wanted,))
        if len(found) > 1 and any(number.value != found[0].value for number in found):
            several = any(self._fits(number, one.value) for number in found for one in self.expected)
            return _incorrect(Reason.SEVERAL if several else Reason.OTHER)
        return self._ruled(found[0])

    def _ruled(self, number: Quantity) -> Verdict:
        """Return the verdict on one number."""
        best = None
        for name, value, unit, limited in self.expected:
            if self._fits(number, value):
                if not limited and not LIMITS.isdisjoint(number.before[-3:]):
                    return _incorrect(Reason.NEGATED, "limit")
                theirs = self._unit(number)
                if (theirs != unit and ((unit and theirs) or theirs == "bc")) or not self._counts(number):
                    best = best or _incorrect(Reason.UNIT)
                    continue
                distance = abs(number.value - value)
                verdict = _correct(name, not distance, distance)
                if best is None or not best.correct or verdict.distance < best.distance:
                    best = verdict
            elif best is None and self.tells_near and abs(number.value - value) == 1 and value >= 1000:
                best = _incorrect(Reason.OTHER, "one_year_off")
        return best or _incorrect()

    def _numbers(self, given: str, folded: str) -> list[Quantity]:
        """Return the numbers in an answer: "8.4/10" is one, and "18m" is eighteen million if eighteen would be
        wrong."""
        found = quantities(given, slips=True)
        if len(found) == 2 and _OUT_OF.search(given[:200]):
            found = found[:1]
        if not found and (len(folded) > 1 or folded in self.written) and (value := roman(folded)):
            found = [Quantity(Decimal(value), (), Decimal(1))]
        if len(found) == 1 and not any(self._fits(found[0], one.value) for one in self.expected):
            found = other_scale(found[0], [one.value for one in self.expected])
        return found

    def _unit(self, number: Quantity) -> str:
        return next((UNITS[word] for word in _unit_words(number) if word in UNITS), "")

    def _counts(self, number: Quantity) -> bool:
        """Whether a number without the key's unit may be of the things that the question counts."""
        return True

    def _fits(self, number: Quantity, expected: Decimal) -> bool:
        slack = self.tolerance.slack(expected) if self.tolerance else Decimal(0)
        return abs(number.value - expected) <= slack


def _unit_words(number: Quantity) -> tuple[str, ...]:
    """Return the words of a number that may be its unit: "in" is not inch before another word ("seven in total")."""
    return tuple(word for word in number.words if word != "in" or word == number.words[-1])


class CountJudge(NumberJudge):
    """Kind `number`: "61 bananas" is not 61 eggs, if the question says which it counts."""

    def _numbers(self, given: str, folded: str) -> list[Quantity]:
        told = fold(given[:200]).split()
        if not (ENGLISH.ordinals - UNITS.keys()).isdisjoint(told) and any(map(self._is_foreign, told)):
            return []  # "the third man" has no number
        return super()._numbers(given, folded)

    def _counts(self, number: Quantity) -> bool:
        if self._is_in_a_name(number):
            return False
        word = next((word for word in _unit_words(number) if word not in number.before), "")
        has_unit = any(one.unit for one in self.expected)
        if (
            not (self.asked or has_unit)
            or word in self.asked
            or stem(word) in self.stems
            or word in _AROUND["anything"]
        ):
            return True
        if word in UNITS:
            is_age = UNITS[word] == "yr" and "old" in self.asked
            is_asked = any(other in self.asked for other, sign in UNITS.items() if sign == UNITS[word])
            return has_unit or is_age or is_asked
        if len(word) < 4 or word[-1] != "s" or word[-2:] == "ss":
            return True
        return any(
            len(other) > 3 and slip(other, word, edits_for(len(other))) < NO_SLIP
            for other in (*self.asked, *self.stems)
        )

    def _is_in_a_name(self, number: Quantity) -> bool:
        """Whether the words beside a number make a name of it: "12 Angry Men", "The Magnificent Seven"."""
        after = takewhile(lambda word: word not in FUNCTION_WORDS, number.words)
        noun = [word for word in after if word not in number.before]
        before = [word for word in number.before if len(word) > 1][-1:]
        is_name = len(noun) > 1 and self._is_foreign(noun[0]) and UNITS.keys().isdisjoint(noun)
        return is_name or any(map(self._is_foreign, before))

    def _is_foreign(self, word: str) -> bool:
        """Whether a word belongs neither to the question nor to a number, nor to talk around it."""
        if len(word) < 3 or not is_common(word) or word in self.asked or stem(word) in self.stems:
            return False
        talk = (_AROUND["anything"], _AROUND["talk"], OPENERS, CLOSERS)
        return not any(word in known for known in (*talk, UNITS, LIMITS, FUNCTION_WORDS, ENGLISH.values))


class MoneyJudge(NumberJudge):
    """An amount: rounded as people round, never in another currency.

    Without a tolerance, an amount is right if it is the expected one, rounded to at most a tenth of it: "18 million"
    for $17,600,000.
    """

    wanted = "which_amount"

    def _unit(self, number: Quantity) -> str:
        return next((CURRENCIES[word] for word in number.words if word in CURRENCIES), "")

    def _fits(self, number: Quantity, expected: Decimal) -> bool:
        if super()._fits(number, expected):
            return True
        if self.tolerance is not None or number.step * 10 > max(abs(number.value), abs(expected)):
            return False
        return abs(number.value - expected) * 2 <= number.step

    def _numbers(self, given: str, folded: str) -> list[Quantity]:
        return [
            number._replace(value=number.value / 100, words=())
            if not _AROUND["cents"].isdisjoint(number.words)
            else number
            for number in super()._numbers(given, folded)
        ]


class DurationJudge(NumberJudge):
    """A duration in minutes: "1h 52m", "112 minutes", "1:52", "112"."""

    wanted = "which_length"

    def __init__(self, key: AnswerKey) -> None:
        self.scale: Decimal = _SECONDS.get(UNITS.get(fold(key.unit or ""), ""), Decimal(60))
        self.bare: dict[Decimal, Decimal] = {}
        super().__init__(key)

    def _expected(self, name: str, unit: str) -> Expected | None:
        minutes = as_minutes(name, self.scale)
        told = quantities(name)
        if minutes and len(told) == 1:  # the number alone, in the unit of the key: "forty" for 40 days
            self.bare[told[0].value] = minutes
        return None if minutes is None else Expected(name, minutes)

    def _numbers(self, given: str, folded: str) -> list[Quantity]:
        told = quantities(given, slips=True)
        minutes = self.bare.get(told[0].value) if len(told) == 1 and not told[0].words else None
        minutes = minutes or as_minutes(given, self.scale, slips=True)
        if minutes is None:
            return []
        return [Quantity(minutes, (), Decimal(1), told[0].before if told else ())]


class YearJudge(NumberJudge):
    """A year, or a decade: exactly that one. "'95" and "95" are 1995 when the answer is; a whole date is right if its
    year is. After a decade for a year, or a year for a decade, the referee asks for more."""

    wanted: str = "which_year"
    tells_near = True

    def __init__(self, key: AnswerKey) -> None:
        super().__init__(key, [name for name in key.names if span(name) is None])
        self.spans: list[tuple[str, tuple[int, int]]] = [
            (name, found) for name in key.names if (found := span(name)) is not None
        ]
        if self.spans:
            self.wanted = "which_decade"

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        told = span(given[:200])
        if told is not None and fold(given) not in self.spelt:
            return self._of_span(*told)
        short = _SHORT_YEAR.fullmatch(given[:40].strip())
        if short and all(one.value >= 100 for one in self.expected):
            for name, value, _, _ in self.expected:
                if 1900 <= value < 2100 and value % 100 == int(short[1]):
                    return _correct(name, True)
            return _incorrect()
        return super().__call__(given, canon)

    def _of_span(self, start: int, length: int) -> Verdict:
        for name, (first, years) in self.spans:
            if years == length and (first == start or (min(first, start) < 100 and first % 100 == start % 100)):
                return _correct(name, True)
        for _, value, _, _ in self.expected:
            if start <= value < start + length or (start < 100 and start <= int(value) % 100 < start + length):
                return Verdict(Outcome.PROMPT, 0.0, Reason.PARTIAL, notes=(self.wanted,))
        return _incorrect()

    def _numbers(self, given: str, folded: str) -> list[Quantity]:
        found = super()._numbers(given, folded)
        for _, year, _, _ in self.expected if len(found) == 1 and not found[0].words else ():
            if 1900 <= year < 2100 and 10 <= found[0].value == year % 100:  # "ninety-four"
                return [found[0]._replace(value=year)]
        years = [number for number in found if 1000 <= number.value < 10_000]
        over = _RANGE.search(given[:200])
        if over and int(over[2]) > max(12, int(over[1])):
            return found
        return years if len({year.value for year in years}) == 1 else found

    def _ruled(self, number: Quantity) -> Verdict:
        for _, (first, years) in self.spans:
            if first <= number.value < first + years and not LIMITS.intersection(number.before[-3:]):
                return Verdict(Outcome.PROMPT, 0.0, Reason.PARTIAL, notes=(self.wanted,))
        return super()._ruled(number)


_LENGTHS = {"s": 1, "min": 60, "h": 3600, "d": 86_400, "w": 604_800, "mo": 2_628_000, "yr": 31_536_000}
_SECONDS = {unit: Decimal(length) for unit, length in _LENGTHS.items()}
_SHORTER = {"h": "min", "min": "s"}
_SHORT_SIGNS = {"m": "min", "s": "s"}


def as_minutes(text: str, scale: Decimal = Decimal(60), *, slips: bool = False) -> Decimal | None:
    """Return `text` as minutes, or None if it is not a duration; a bare number counts `scale` seconds.

    >>> as_minutes("1h 52m"), as_minutes("2:05:30"), as_minutes("an hour and a half")
    (Decimal('112'), Decimal('125.5'), Decimal('90.0'))
    """
    text = text[:200]
    if clock := _CLOCK.match(text):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return Decimal(60 * hours + minutes) + Decimal(seconds) / 60
    iso = _ISO.fullmatch(text)
    if iso and (iso[1] or iso[2]):
        return Decimal(60 * int(iso[1] or 0) + int(iso[2] or 0))
    total: Decimal | None = None  # seconds, so that no third of a minute is rounded
    number: Decimal | None = None
    unit = ""
    for part in numbers_and_words(text, slips=slips):
        if isinstance(part, Part):
            if number is not None:
                return None
            number = part.value
            if unit and number < 1:  # "an hour and a half"
                total, number = (total or Decimal(0)) + number * _SECONDS[unit], None
        else:
            sign = _SHORT_SIGNS.get(part) or UNITS.get(part, "")
            if sign in _SECONDS and (number is not None or total is None):
                total = (total or Decimal(0)) + (Decimal(1) if number is None else number) * _SECONDS[sign]
                number, unit = None, sign
            elif sign and number is not None:
                return None
    if number is None:
        return total and total / 60
    if total is None:
        return number * scale / 60
    return (total + number * _SECONDS[_SHORTER[unit]]) / 60 if unit in _SHORTER else None


_SHORT_YEAR = re.compile(r"(?:in |from |year )*['\u2019]?(\d\d)[.!?]?", re.IGNORECASE)
_DECADE = re.compile(r"(\d{1,3}0)(?:s|er|ern|ies|th|е|х|kh|e)")
_HUNDREDS = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}


def span(text: str) -> tuple[int, int] | None:
    """Return the first year and the length of a decade or a century; the year is below 100 without a century.

    >>> span("the 1980s"), span("les années 80"), span("19th century"), span("1980")
    ((1980, 10), (80, 10), (1800, 100), None)
    """
    told = [word for word in fold(text[:80]).split() if word not in _AROUND["decade"]]
    rest = [word for word in told if word not in _AROUND["decades"]]
    marked = len(rest) < len(told)
    if len(rest) == 2 and not _AROUND["centuries"].isdisjoint(rest):
        number = quantities(" ".join(rest))
        nth = int(number[0].value) if number else roman(rest[0]) or roman(rest[1])
        return ((nth - 1) * 100, 100) if 0 < nth < 30 else None
    if not rest or len(rest) > 4:
        return None
    if len(rest) == 1:
        if figures := _DECADE.fullmatch(rest[0]):
            return int(figures[1]), 10
        if marked and rest[0].isdigit() and rest[0][-1] == "0" and len(rest[0]) in (2, 4):
            return int(rest[0]), 10
    century = _HUNDREDS.get(rest[0], 0) if len(rest) == 2 else 0
    word = rest[-1]
    tens = 0
    if len(rest) == 1 + bool(century):
        if word.endswith(("ies", "eis", "tys")):
            tens = int(ENGLISH.values.get(word[:-3] + "y", 0))
        elif word.endswith(("er", "ern")):
            tens = int(TONGUES["de"].values.get(word.removesuffix("n").removesuffix("er"), 0))
        elif word == "noughties":
            return 2000, 10
    if not tens and marked:
        for code in ("fr", "es", "it", "pt", "de"):
            value, end = number_at(rest, 0, TONGUES[code])
            if end == len(rest) and value % 10 == 0 and (value < 100 or value > 1000):
                return int(value), 10
    return (century + tens, 10) if tens >= 20 else None
