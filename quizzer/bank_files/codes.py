"""Errors of a film's facts: codes of countries and languages that do not exist, or are written otherwise."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import yaml

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.pointing import error, items_at, rewriting, value_at, warning
from quizzer.bank_files.values import shortened
from quizzer.facts.film import Film
from quizzer.facts.iso_codes import COUNTRIES, LANGUAGES, country_code, country_name, find_language, language_code

__all__ = ["code_faults"]


class _Trouble(NamedTuple):
    """What is wrong with a code, and what to write instead, "" if nobody can tell."""

    message: str
    instead: str = ""
    exists: bool = False


def code_faults(node: yaml.Node, film: Film, text: str) -> Iterator[Fault]:
    """What is wrong with the codes in a film's countries, titles, releases and gaps."""
    for known, place in zip(film.also_known_as, items_at(node, "also_known_as"), strict=False):
        yield from _judge(place, "country", known.country, text)
        yield from _judge(place, "language", known.language, text)
    for release, place in zip(film.released, items_at(node, "released"), strict=False):
        yield from _judge(place, "country", release.country, text)
    for gap, place in zip(film.gaps, items_at(node, "gaps"), strict=False):
        yield from _judge(place, "country", gap.country, text)
        yield from _judge(place, "language", gap.language, text)
    for code, place in zip(film.countries, items_at(node, "countries"), strict=False):
        yield from _judge(place, "country", code, text)


def _judge(place: yaml.Node, key: str, code: str | None, text: str) -> Iterator[Fault]:
    trouble = _JUDGES[key](code) if code else None
    if code and trouble:
        node = value_at(place, key) or place
        instead = trouble.instead
        fix = rewriting(node, text, instead, f"{shortened(code)!r} is now {instead!r}") if instead else None
        yield (warning if trouble.exists else error)(node, trouble.message, fix=fix)


@lru_cache(maxsize=1024)
def _country(code: str) -> _Trouble | None:
    if code in COUNTRIES:
        return None
    shown, upper = repr(shortened(code)), code.upper()
    if upper in COUNTRIES:
        return _Trouble(f"countries are written in capitals: {upper}, not {shown}", upper, exists=True)
    named = country_code(code)
    if named and len(code) > 3:
        return _Trouble(f"{shown} is a country's name: write its code, {named}", named)
    meant = named or _likely(code, COUNTRIES)
    if meant:
        return _Trouble(f"{shown} is no country's code: did you mean {meant} ({country_name(meant)})?", meant)
    return _Trouble(f"{shown} is no country's code: write one of ISO 3166-1, such as UA for Ukraine")


@lru_cache(maxsize=1024)
def _language(code: str) -> _Trouble | None:
    if code in LANGUAGES:
        return None
    shown, lower = repr(shortened(code)), code.lower()
    alone = lower.partition("-")[0]
    if alone in LANGUAGES and alone != lower:
        return _Trouble(
            f"{shown} is a variant that no question can name: write {alone} ({LANGUAGES[alone]}), "
            "and where it is spoken as the country",
            exists=True,
        )
    found = find_language(code)
    named = None if found else language_code(code)
    if named:
        return _Trouble(f"{shown} is a language's name: write its code, {named}", named)
    meant = None if found else _likely(code, LANGUAGES)
    if meant:
        return _Trouble(f"{shown} is no language's code: did you mean {meant} ({LANGUAGES[meant]})?", meant)
    if found is None:
        return _Trouble(f"{shown} is no language's code: write one of ISO 639, such as uk for Ukrainian")
    if found.code == code:
        return None
    reason = "languages are written in small letters" if found.code == lower else f"{found.name} has a shorter code"
    return _Trouble(f"{reason}: {found.code}, not {shown}", found.code, exists=True)


def _likely(name: str, table: dict[str, str]) -> str | None:
    """The code of the country or language whose name is nearly this one."""
    if len(name) < 4:
        return None
    names = {known.removeprefix("the ").casefold(): code for code, known in table.items()}
    near = difflib.get_close_matches(name[:60].casefold(), names, n=1, cutoff=0.8)
    return names[near[0]] if near else None


_JUDGES: dict[str, Callable[[str], _Trouble | None]] = {"country": _country, "language": _language}
