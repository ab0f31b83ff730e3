"""Kinds `number`, `year`, `money` and `duration`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from quizzer.grading.canon import Canon
from quizzer.grading.folding import fold
from quizzer.grading.quantities import Quantity, Tolerance, letter_scaled, quantities, spelt_in_figures
from quizzer.grading.verdict import Outcome, Reason, Verdict
from quizzer.grading.wordlists import key_of_word

_UNITS = key_of_word("units")
_CURRENCIES = key_of_word("currencies")
_CLOCK = re.compile(r"^\D*?(\d{1,3}):([0-5]\d)(?::([0-5]\d))?\D*$")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_SHORT_YEAR = re.compile(r"^\W*['\u2019](\d\d)\W*$")
_TWO_FIGURES = re.compile(r"(?:in |from |year )*\d\d[.!?]?$", re.IGNORECASE)
_OUT_OF = re.compile(r"(?:/|\bout of)\s*(?:5|10|100)\s*$", re.IGNORECASE)


def _correct(name: str, exactly: bool, distance: Decimal = Decimal(0)) -> Verdict:
    reason = Reason.EXACT if exactly else Reason.TOLERANCE
    return Verdict(Outcome.CORRECT, 1.0, reason, name, alias=name, distance=float(distance))


def _incorrect(reason: Reason = Reason.OTHER, *notes: str) -> Verdict:
    return Verdict(Outcome.INCORRECT, 0.0, reason, notes=notes)


class NumberJudge:
    """A number: within its tolerance, in its unit when both name one."""

    def __init__(self, names: Sequence[str], tolerance: Tolerance | None, unit: str | None) -> None:
        self.tolerance = tolerance
        self.expected: list[tuple[str, Decimal, str]] = []
        for name in names:
            found = self._read(name)
            if found:
                self.expected.append(
                    (name, found[0].value, _UNITS.get(fold(unit)) or fold(unit) if unit else self._unit(found[0]))
                )
        self.spelt = {fold(name): name for name in names if fold(name) and not quantities(name)}

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        found = self._numbers(given)
        if not found:
            name = self.spelt.get(fold(given))
            return _incorrect() if name is None else _correct(name, True)
        if len(found) > 1 and any(number.value != found[0].value for number in found):
            several = any(self._fits(number, value) for number in found for _, value, _ in self.expected)
            return _incorrect(Reason.SEVERAL if several else Reason.OTHER)
        best = None
        for name, value, unit in self.expected:
            if self._fits(found[0], value):
                theirs = self._unit(found[0])
                if unit and theirs and theirs != unit:
                    best = best or _incorrect(Reason.UNIT)
                    continue
                distance = abs(found[0].value - value)
                verdict = _correct(name, not distance, distance)
                if best is None or not best.correct or verdict.distance < best.distance:
                    best = verdict
        return best or _incorrect()

    def _read(self, text: str) -> list[Quantity]:
        return quantities(text)

    def _numbers(self, given: str) -> list[Quantity]:
        """The numbers in an answer: "8.4/10" is one, and "18m" is eighteen million where eighteen would be wrong."""
        found = self._read(given)
        if len(found) == 2 and _OUT_OF.search(given[:200]):
            found = found[:1]
        if len(found) == 1 and not any(self._fits(found[0], value) for _, value, _ in self.expected):
            return [letter_scaled(found[0])]
        return found

    def _unit(self, number: Quantity) -> str:
        return next((_UNITS[word] for word in number.words if word in _UNITS), "")

    def _fits(self, number: Quantity, expected: Decimal) -> bool:
        slack = self.tolerance.slack(expected) if self.tolerance else Decimal(0)
        return abs(number.value - expected) <= slack


class YearJudge(NumberJudge):
    """A year: exactly that one. "'95" is 1995 when the answer is, "95" alone may be of any century; a whole date is
    right when its year is."""

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        short = _SHORT_YEAR.match(given[:40])
        if short:
            for name, value, _ in self.expected:
                if int(value) % 100 == int(short[1]) and 1900 <= value < 2000:
                    return _correct(name, True)
        years = {Decimal(year) for year in _YEAR.findall(given[:200])}
        if len(years) == 1 and "-" not in given.strip()[:1]:
            for name, value, _ in self.expected:
                if value in years:
                    return _correct(name, True)
            return _incorrect()
        if _TWO_FIGURES.match(given[:40].strip()) and all(value >= 100 for _, value, _ in self.expected):
            return Verdict(Outcome.PROMPT, 0.0, Reason.AMBIGUOUS, notes=("whole_year",))
        return super().__call__(given, canon)


class MoneyJudge(NumberJudge):
    """An amount: rounded as people round, never in another currency.

    Without a tolerance of the key an amount stands when it is the expected one rounded to the step it is written in,
    and that step is at most a tenth of it: "18 million" for $17,600,000.
    """

    def _read(self, text: str) -> list[Quantity]:
        return [letter_scaled(number) for number in quantities(text)]

    def _unit(self, number: Quantity) -> str:
        return next((_CURRENCIES[word] for word in number.words if word in _CURRENCIES), "")

    def _fits(self, number: Quantity, expected: Decimal) -> bool:
        if super()._fits(number, expected):
            return True
        if self.tolerance is not None or number.step * 10 > max(abs(number.value), abs(expected)):
            return False
        return abs(number.value - expected) * 2 <= number.step


class DurationJudge(NumberJudge):
    """A length of time in minutes: "1h 52m", "112 minutes", "1:52", "112"."""

    def __init__(self, names: Sequence[str], tolerance: Tolerance | None, unit: str | None) -> None:
        super().__init__((), tolerance, None)
        self.spelt = {fold(name): name for name in names if fold(name) and as_minutes(name) is None}
        self.scale = {"s": Decimal(1) / 60, "h": Decimal(60)}.get(_UNITS.get(fold(unit or ""), ""), Decimal(1))
        for name in names:
            minutes = as_minutes(name, self.scale)
            if minutes is not None:
                self.expected.append((name, minutes, ""))

    def _numbers(self, given: str) -> list[Quantity]:
        minutes = as_minutes(given, self.scale)
        return [] if minutes is None else [Quantity(minutes, (), Decimal(1))]


JUDGES = {"number": NumberJudge, "year": YearJudge, "money": MoneyJudge, "duration": DurationJudge}


def as_minutes(text: str, scale: Decimal = Decimal(1)) -> Decimal | None:
    """`text` as minutes, or None when it is not a length of time; a bare number counts `scale` minutes.

    >>> as_minutes("1h 52m"), as_minutes("2:05:30"), as_minutes("an hour and a half")
    (Decimal('112'), Decimal('125.5'), Decimal('90'))
    """
    text = text[:200]
    clock = _CLOCK.match(text)
    if clock:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return Decimal(60 * hours + minutes) + Decimal(seconds) / 60
    folded = fold(text)
    iso = re.fullmatch(r"pt(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:\d+s)?", folded)
    if iso and (iso[1] or iso[2]):
        return Decimal(60 * int(iso[1] or 0) + int(iso[2] or 0))
    half = Decimal(0)
    for words, share in (
        ("three quarters", 45),
        ("and a half", 30),
        ("half an hour", 30),
        ("and a quarter", 15),
        ("quarter of an hour", 15),
    ):
        if words in folded:
            half = Decimal(share)
            folded = folded.replace(
                words, " hour " if not share % 30 and words.startswith("and") and "hour" not in folded else " "
            )
            break
    folded = re.sub(r"\b(?:an|one|a) (?=hour)", "1 ", folded)
    total, seen = half, bool(half)
    parts = list(
        re.finditer(
            r"(\d+(?:\.\d+)?) ?(hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|s)?(?![a-z])",
            spelt_in_figures(folded),
        )
    )
    last = ""
    for part in parts:
        amount = Decimal(part[1][:12])
        unit = part[2] or ("m" if last == "h" else "")
        if unit.startswith("h"):
            total += 60 * amount
        elif unit.startswith("s"):
            total += amount / 60
        else:
            total += amount if unit else amount * scale
        if not unit and len(parts) > 1:
            return None
        last = unit[:1]
        seen = True
    return total if seen else None
