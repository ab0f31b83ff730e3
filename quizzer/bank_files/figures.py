"""Faults of a film's facts: ids, dates, sums and lengths that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from quizzer.bank_files.answers import real_date
from quizzer.bank_files.faults import Fault
from quizzer.bank_files.pointing import error, items_at, rewriting, value_at, warning
from quizzer.bank_files.values import shortened
from quizzer.facts.film import Film
from quizzer.facts.year_and_money import currency_of

__all__ = ["figure_faults"]

_IMDB = re.compile(r"tt\d{7,10}")
_ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_HAS_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|[/.-]\d\d$")
_SUMS = ("budget", "gross_us_canada", "opening_weekend_us_canada", "gross_worldwide")


def figure_faults(node: yaml.Node, film: Film, text: str) -> Iterator[Fault]:
    """What is wrong with the figures among a film's facts."""
    if film.imdb is not None and not _IMDB.fullmatch(film.imdb):
        yield _imdb(value_at(node, "imdb") or node, film.imdb, text)
    for release, place in zip(film.released, items_at(node, "released"), strict=False):
        yield from _date(value_at(place, "date") or place, release.date, text)
    yield from _box_office(node, film, text)
    if film.runtime is not None:
        from quizzer.grading.numbers import as_minutes  # few films' banks tell it

        if as_minutes(film.runtime) is None:
            place = value_at(node, "runtime") or node
            shown = repr(shortened(film.runtime))
            yield error(place, f"{shown} is no length of time: write one such as 1h 52m or 112 minutes")


def _imdb(node: yaml.Node, given: str, text: str) -> Fault:
    found = re.search(r"\btt\d{7,10}\b", given)
    meant = found[0] if found else f"tt{given}" if re.fullmatch(r"\d{7,10}", given) else ""
    shown = shortened(given)
    if not meant:
        return error(node, f"{shown!r} is no IMDb id of a film: it is tt and seven digits or more, such as tt0112682")
    fix = rewriting(node, text, meant, f"{shown!r} is now {meant!r}")
    return error(node, f"{shown!r} is no IMDb id of a film: write {meant}", fix=fix)


def _date(node: yaml.Node, date: str, text: str) -> Iterator[Fault]:
    shown = shortened(date)
    if not real_date(date) or not _HAS_YEAR.search(date):
        yield error(node, f"{shown!r} is no date: write one such as 1995-05-17, or 1995-05, or 1995")
    elif not _ISO_DATE.fullmatch(date):
        iso = _as_iso(date)
        fix = rewriting(node, text, iso, f"{shown!r} is now {iso!r}") if iso else None
        how = iso or "year-month-day"
        yield warning(node, f"{shown!r} gives no question while it is written so: write {how}", fix=fix)


def _as_iso(text: str) -> str:
    """A date as year-month-day, or the part of it that is told; "" if it may be read in two ways."""
    from quizzer.grading.dates import dates

    readings = dates(text)
    if len(readings) != 1 or not readings[0].year:
        return ""
    year, month, day = readings[0]
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def _box_office(node: yaml.Node, film: Film, text: str) -> Iterator[Fault]:
    place = value_at(node, "box_office")
    if film.box_office is None or place is None:
        return
    for name in _SUMS:
        amount = getattr(film.box_office, name)
        if amount is None:
            continue
        at = value_at(place, name) or place
        if not re.search(r"\d", amount):
            yield error(at, f"{shortened(amount)!r} is no sum of money: write one such as $18,000,000")
        elif not currency_of(amount):
            shown = repr(shortened(amount))
            yield warning(at, f"{shown} gives no question without its currency: write it as $18,000,000 or 18,000 EUR")
    when = film.box_office.opening_weekend_date
    if when is not None and not real_date(when):
        at = value_at(place, "opening_weekend_date") or place
        yield error(at, f"{shortened(when)!r} is no date: write one such as 1995-05-17")
