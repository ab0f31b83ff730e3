"""Warnings: people of a film that are written as one, or with what is not their name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.pointing import items_at, value_at, warning
from quizzer.bank_files.values import shortened
from quizzer.banks.checks.subject import Subject

__all__ = ["people_run_together"]

_CREDITS = ("directors", "writers", "composers")
_TWO = re.compile(r"(?P<one>\S+ .*\S)(?: and | & | / )(?!the )(?P<other>\S+ .*\S)", re.IGNORECASE)
_COMMA = re.compile(r"(?P<one>.+?), (?!(?:jr|sr|esq|phd|i+|iv)\b)(?P<other>.+)", re.IGNORECASE)
_REMARK = re.compile(r"(?P<name>.+?) \((?P<remark>[a-z][^()]*)\)")
_NOBODY = frozenset(("unknown", "n/a", "na", "none", "various", "tba", "tbd", "?", "-"))


def people_run_together(subject: Subject) -> Iterator[Fault]:
    """Two whole names where one is expected, a remark behind a name, and what says that the name is not known."""
    for node, film in subject.films:
        for key in _CREDITS:
            for credit, place in zip(getattr(film, key), items_at(node, key), strict=False):
                trouble = _trouble(credit.name)
                if trouble:
                    yield warning(value_at(place, "name") or place, trouble)


def _trouble(name: str) -> str:
    two, remark = _TWO.fullmatch(name) or _COMMA.fullmatch(name), _REMARK.fullmatch(name)
    if two:
        pair = f"[{shortened(two['one'])}, {shortened(two['other'])}]"
        return f"{shortened(name)!r} is one name here: write {pair}, unless they go by both together"
    if remark:
        return f"{shortened(name)!r} is asked for with its remark: write {shortened(remark['name'])!r}"
    if name.casefold() in _NOBODY:
        return f"{shortened(name)!r} is taken for a name: leave out what you don't know"
    return ""
