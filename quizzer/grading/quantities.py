"""Numbers as people write them: figures with marks, scales ("18 million", "$18m"), words, fractions, signs."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from quizzer.grading.folding import fold
from quizzer.grading.numerals import CARDINALS, in_figures

_SCALES: dict[str, int] = {
    "hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000, "k": 1000, "grand": 1000,
    "million": 10**6, "millions": 10**6, "mil": 10**6, "mill": 10**6, "mio": 10**6, "mn": 10**6,
    "milion": 10**6, "millon": 10**6, "billion": 10**9, "bilion": 10**9, "billions": 10**9, "bn": 10**9,
    "bil": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
_FIGURES = re.compile(
    r"(?P<sign>(?<![\w\d])[-+\u2212])?\s?(?P<before>[^\W\d_]{1,4}|[$\u20ac\u00a3\u00a5\u20b9])?\s?"
    r"(?P<figures>\d{1,3}(?:[ ,.'\u2019\u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?|[.,]\d+)"
    r"(?:\s?(?P<upper>\d)/(?P<lower>\d\d?)(?!\d))?"
    r"(?P<after>(?:\s?[%$\u20ac\u00a3\u00a5\u20b9\u00b0]|[\s-]*[^\W\d_]+\.?)*)"
)
_WORD = re.compile(r"[^\W\d_]+|[%$\u20ac\u00a3\u00a5\u20b9\u00b0]")
_WORDS_OF_NUMBERS = "|".join(sorted(CARDINALS, key=len, reverse=True))
_SPELT = re.compile(
    rf"(?i)\b(?:{_WORDS_OF_NUMBERS})(?:(?:[\s-]+|\s+and\s+)(?:{_WORDS_OF_NUMBERS}|hundred|thousand|million|billion))*\b"
)
_NEGATIVE = r"(?i)\b(?:minus|negative)\s+(?=\w)"
_ONE = r"(?i)\ban?\s+(?=(?:hundred|thousand|million|billion)\b)"
_POINT = r"(?i)(\d)\s+point\s+(\d)"
_AND_A_HALF = r"(?i)(\d)\s+and\s+a\s+half\b"


class Quantity(NamedTuple):
    """A number, the words around it that may be its unit (before and after), and the step to which it is rounded."""

    value: Decimal
    words: tuple[str, ...]
    step: Decimal


_LETTERS = {"m": 10**6, "b": 10**9}


def letter_scaled(number: Quantity) -> Quantity:
    """`number` with "m" read as million and "b" as billion, where it may also be a unit: "18m"."""
    for place, word in enumerate(number.words):
        if word in _LETTERS and (place == 0 or len(number.words) > 1):
            words = number.words[:place] + number.words[place + 1 :]
            return Quantity(number.value * _LETTERS[word], words, number.step * _LETTERS[word])
    return number


class Tolerance(NamedTuple):
    """How far off a number may be: `value` in the answer's own unit, or a share of the answer when `share` is set."""

    value: Decimal
    share: bool

    def slack(self, expected: Decimal) -> Decimal:
        """The greatest difference from `expected` that stands."""
        return abs(expected) * self.value if self.share else self.value


def parse_tolerance(text: str) -> Tolerance | None:
    """A tolerance as a key gives it, "0.5" or "10%"; None when it is not a number, or negative."""
    bare = text.strip()
    share = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    if not re.fullmatch(r"\d{1,30}(?:\.\d{1,30})?|\.\d{1,30}", bare):
        return None
    return Tolerance(Decimal(bare) / (100 if share else 1), share)


def quantities(text: str) -> list[Quantity]:
    """Every number in `text`, in figures or in words, in the order in which they stand (at most ten)."""
    text = spelt_in_figures(text[:200])
    found = []
    for match in _FIGURES.finditer(text):
        found.append(_quantity(match))
        if len(found) == 10:
            break
    return found


def _quantity(match: re.Match[str]) -> Quantity:
    whole, part = _parted(match["figures"])
    value = Decimal(f"{whole or '0'}.{part or '0'}")
    step = (
        Decimal(1).scaleb(-len(part))
        if part
        else Decimal(1).scaleb(len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0)
    )
    if match["upper"] and int(match["lower"]):
        value += Decimal(match["upper"]) / Decimal(match["lower"])
        step = Decimal("0.1")
    words: list[str] = []
    for word in _WORD.findall((match["after"] or "").casefold()):
        if word in _SCALES and not words:
            value *= _SCALES[word]
            step *= _SCALES[word]
        else:
            words.append(word)
    if match["before"]:
        words.insert(0, match["before"].casefold())
    sign = -1 if match["sign"] in ("-", "\u2212") else 1
    return Quantity(sign * value, tuple(words), step)


def _parted(figures: str) -> tuple[str, str]:
    """The digits before and after the decimal mark.

    A mark before three digits parts thousands, unless a lone zero or nothing stands before it.
    """
    marks = [mark for mark in figures if not mark.isdigit()]
    if not marks:
        return figures, ""
    pieces = re.split(r"\D", figures)
    last = pieces[-1]
    is_decimal = len(last) != 3 or pieces[0] in ("", "0") or (len(marks) > 1 and marks[-1] != marks[0])
    if is_decimal and marks[-1] in ".,":
        return "".join(pieces[:-1]), last
    return "".join(pieces), ""


def spelt_in_figures(text: str) -> str:
    """`text` with number words as figures ("eighteen million" is "18 million"), halves and signs too."""

    def written(match: re.Match[str]) -> str:
        words = fold(match[0]).split()
        return " ".join(in_figures(words)) if not CARDINALS.isdisjoint(words) else match[0]

    text = _SPELT.sub(written, re.sub(_NEGATIVE, "-", text))
    text = re.sub(_POINT, r"\1.\2", re.sub(_ONE, "1 ", text))
    return re.sub(_AND_A_HALF, r"\1 1/2", text)
