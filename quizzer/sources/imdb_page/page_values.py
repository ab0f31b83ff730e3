"""Read values as IMDb's pages write them: dates, lengths, sums, names, awards."""

import re
from collections.abc import Iterable
from typing import Any

from quizzer.bounds import LONGEST_PAGE_LINE
from quizzer.facts.film import FIRST_YEAR, LAST_YEAR, Credit

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_BRACKETS = re.compile(r"\(([^()]{1,60})\)")
_KIND_AND_YEAR = re.compile(r"(?P<kind>[A-Za-z -]*)(?P<year>(?:18|19|20)\d\d)(?:\s?[-–—]\s?(?:\d{4})?)?\s?")


def title_told(heading: str) -> dict[str, Any]:
    """Return title, year, type and series from a page's heading: "Tide (1987) - IMDb", "Tide (TV Series 1987– )". Older
    pages quote a series: "“Tide” (1987)", and "“Tide” Ebb (TV Episode 1988)" for its episode."""
    heading = heading[:LONGEST_PAGE_LINE]
    dated = ((one, _KIND_AND_YEAR.fullmatch(one[1])) for one in _BRACKETS.finditer(heading))
    brackets, found = next(((one, year) for one, year in dated if year), (None, None))
    if not brackets or not found:
        return {}
    kind, title = found["kind"].casefold(), heading[: brackets.start()].strip()
    told: dict[str, Any] = {"title": title, "year": valid_year(found["year"])}
    if title[:1] in ('"', "“"):
        series, _, rest = title[1:].replace("”", '"').partition('"')
        title = rest.strip()
        told |= {"title": title, "type": "episode", "series": series} if title else {"title": series, "type": "series"}
    elif "series" in kind:
        told["type"] = "series"
    elif "short" in kind:
        told["type"] = "short"
    return told if told["title"] else {}


def is_sentence(text: str) -> bool:
    """Whether a text looks like a sentence: four or more words, nearly all of letters, and an end."""
    words = text.split()
    lettered = sum(word.strip(".,;:!?…'’\"“”()-").replace("-", "").replace("'", "").isalpha() for word in words)
    return len(words) >= 4 and text[0] not in "/-|" and lettered >= 0.7 * len(words) and text[-1] in '.!?…"”’)'


def valid_year(year: str | int | None) -> int | None:
    """Return a year in which a film can have appeared, or None."""
    try:
        number = int(year) if year is not None else 0
    except (TypeError, ValueError, OverflowError):
        return None
    return number if FIRST_YEAR <= number <= LAST_YEAR else None


_DATES = (
    re.compile(r"(?:(?<![A-Za-z])(?P<month>[A-Za-z]++)\.? (?:(?P<day>\d{1,2}), )?)?(?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]+)\.? (?P<year>\d{4})"),
)


def iso_date(text: str) -> str | None:
    """Return a date ("Dec 17, 1995", "17 May 1995", "May 1995") as year-month-day or its known part, or None."""
    found = next(filter(None, (shape.fullmatch(text.strip()) for shape in _DATES)), None)
    if not found or not valid_year(found["year"]):
        return None
    if not found["month"]:
        return found["year"]
    month, day = found["month"][:3].casefold(), int(found["day"] or 1)
    if month not in _MONTHS or day not in range(1, 32):
        return None
    return f"{found['year']}-{_MONTHS.index(month) + 1:02}" + (f"-{day:02}" if found["day"] else "")


def runtime(minutes: int) -> str | None:
    """Return "1 hour 23 minutes", as a page's technical specs write it; None for 0."""
    hours, rest = divmod(minutes, 60)
    parts = [
        f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in ((hours, "hour"), (rest, "minute")) if number
    ]
    return " ".join(parts) or None


_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,2})\s*+h(?:ours?|r)?)?\s*+(?:(?P<minutes>\d{1,3})\s*+m(?:in(?:ute)?s?)?)?\s*+"
    r"(?:\([^()]*+\))?",
    re.IGNORECASE,
)


def length_of_time(text: str) -> str | None:
    """Return "1h 23m", "83 min" and "1 hour 23 minutes (83 min)" as "1 hour 23 minutes"; None for anything else."""
    found = _LENGTH.fullmatch(text)
    return runtime(60 * int(found["hours"] or 0) + int(found["minutes"] or 0)) if found else None


# "Marc CaroJean-Pierre Jeunet": a list without its marks. "McDonald" and "DeVito" are single names.
_GLUED = re.compile(
    r"(?<=[^\W\dA-Z_]{3})(?<!\bMac)(?<!\bFitz)(?<!\bSaint)(?=[A-ZÀ-Þ][\w.'’-]*\s+\S)|(?<=\))(?=[A-ZÀ-Þ])"
)


_NAME = re.compile(r"(?=.*[^\W\d_])[^|&#»:;]{1,60}")
_LONGEST_NAME = 6  # words


def people(values: Iterable[str]) -> tuple[Credit, ...]:
    """Return the names in these values, separated by dots or bars, without brackets and other texts."""
    parts = (
        name
        for value in values
        for part in re.split(r"(?:(?<!\s)\s++)?[·•|]\s*+", value)
        for name in _GLUED.split(part)
    )
    names = map(without_brackets, parts)
    told = (name for name in names if _NAME.fullmatch(name) and len(name.split()) <= _LONGEST_NAME)
    return tuple(dict.fromkeys(Credit(name=name) for name in told))


_COUNT = re.compile(r"([\d.,]{1,15})([KM]?)", re.IGNORECASE)


def count(told: Any) -> int | None:
    """Return a number above 0, also as a page writes it: 73K is 73000, 1.2M is 1200000, 1,234 is 1234; else None."""
    found = _COUNT.fullmatch("" if isinstance(told, bool) else str(told).strip())
    try:
        number = float(found[1].replace(",", "")) if found else 0.0
    except ValueError:
        return None
    return round(number * {"": 1, "K": 1_000, "M": 1_000_000}[found[2].upper()]) or None if found else None


def rating(told: Any) -> float | None:
    """Return a rating from 1 to 10, also as a page writes it; else None."""
    try:
        number = float(str(told).replace(",", "."))
    except ValueError:
        return None
    return number if 0 < number <= 10 else None


def without_brackets(text: str) -> str:
    """Return a text without its brackets and their contents."""
    return " ".join((re.sub(r"\([^()]*\)", " ", text) if "(" in text else text).split())


def without_marks(text: str) -> str:
    """Return a text without double brackets: a bank would read them as blanks."""
    marked = "[[" in text or "]]" in text
    return re.sub(r"\[{2,}+", "[", re.sub(r"\]{2,}+", "]", text)) if marked else text
