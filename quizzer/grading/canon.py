"""The other names that exist, so that a name is never taken for a slip of another."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from rapidfuzz.distance import OSA

from quizzer.grading.folding import fold
from quizzer.grading.forms import Form, surname

__all__ = ["Canon", "Name"]

_MOST_LOOKED_AT = 48  # neighbours of one text that are measured: what bounds the cost in a canon of any size
_LOW = 0xFFFF_FFFF


class Name(msgspec.Struct, frozen=True):
    """A name that exists.

    `kind` is a kind of answer; `of` tells whose name it is (the film or person it is another name of, or stands in);
    `year` is the film's own; `fame` is any number that grows with fame, votes say.
    """

    text: str
    kind: str = ""
    of: str = ""
    year: int | None = None
    fame: float | None = None


class Canon:
    """The names that exist, as strings or `Name`s; `kind` is the kind of those that tell none.

    Exact look-up, and the neighbourhood of a text: names that share their first or their second half with it. Either
    costs as much among a million names as among ten thousand. It may be pickled; it does not change.
    """

    def __init__(self, names: Iterable[str | Name] = (), kind: str = "") -> None:
        self.kind = kind
        self._names: list[str | Name] = list(names)
        self._build()

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[Name]:
        return (self.name(place) for place in range(len(self._names)))

    def __getstate__(self) -> dict[str, Any]:
        return {"kind": self.kind, "names": self._names}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.kind = state["kind"]
        self._names = state["names"]
        self._build()

    def name(self, place: int) -> Name:
        """The name at `place`, from 0, in the order they were given."""
        name = self._names[place]
        return Name(name, self.kind) if isinstance(name, str) else name

    def places(self, tight: str) -> tuple[int, ...]:
        """The places of the names whose `Form.tight` this is."""
        first = self._place.get(tight)
        if first is None:
            return ()
        return (first, *self._more.get(tight, ()))

    def near(self, tight: str, limit: int) -> list[tuple[int, str]]:
        """Distance and `tight` of other names at most `limit` edits from `tight`, the nearest first."""
        found: dict[str, int] = {}
        length = len(tight)
        shortest = self._starts[min(max(length - limit, 0), len(self._starts) - 1)]
        longest = self._starts[min(length + limit + 1, len(self._starts) - 1)]
        left = _MOST_LOOKED_AT
        for size in {_half(length - 1), _half(length), _half(length + 1)}:
            for piece in (tight[:size], "~" + tight[-size:]):
                high = (hash(piece) & _LOW) << 32
                at = bisect_left(self._halves, high | shortest)
                end = min(len(self._halves), at + left)
                while at < end:
                    entry = self._halves[at]
                    if entry >= high | longest:
                        break
                    other = self._tights[entry & _LOW]
                    at += 1
                    left -= 1
                    if other not in found and other != tight:
                        found[other] = OSA.distance(other, tight, score_cutoff=limit)
        return sorted((distance, other) for other, distance in found.items() if distance <= limit)

    def sharing(self, short: str) -> list[int]:
        """Places of names of which `short` is the short form: a surname, or a title's stem; at most a few dozen."""
        high = (hash("=" + short) & _LOW) << 32
        at = bisect_left(self._shorts, high)
        places: list[int] = []
        while at < len(self._shorts) and self._shorts[at] >> 32 == high >> 32 and len(places) < _MOST_LOOKED_AT:
            places.append(self._shorts[at] & _LOW)
            at += 1
        return places

    def _build(self) -> None:
        self._place: dict[str, int] = {}
        self._more: dict[str, list[int]] = {}
        shorts = array("Q")
        place_of = self._place
        for place, name in enumerate(self._names):
            text, kind = (name, self.kind) if isinstance(name, str) else (name.text, name.kind)
            form = Form(fold(text))
            tight = form.tight
            if tight in place_of:
                self._more.setdefault(tight, []).append(place)
            else:
                place_of[tight] = place
            short = _short(text, form, kind)
            if short:
                shorts.append((hash("=" + short) & _LOW) << 32 | place)
        self._shorts = array("Q", sorted(shorts))
        self._tights = sorted(place_of, key=len)
        self._starts = _starts(self._tights)
        halves = array("Q")
        for number, tight in enumerate(self._tights):
            size = _half(len(tight))
            halves.append((hash(tight[:size]) & _LOW) << 32 | number)
            halves.append((hash("~" + tight[-size:]) & _LOW) << 32 | number)
        self._halves = array("Q", sorted(halves))


def _half(length: int) -> int:
    """How many letters of a name so long make a half: few sizes, so that names of like length are cut alike."""
    half = (length - 1) // 2
    return half - half % 3 if half > 3 else max(half, 1)


def _short(text: str, form: Form, kind: str) -> str:
    """The form that several names may share: a person's surname, the stem of a series."""
    if kind in ("person", "character"):
        return surname(form.words) if len(form.words) > 1 else ""
    stem = ""
    if ": " in text or " - " in text:
        stem = text.split(": ", 1)[0] if ": " in text else text.split(" - ", 1)[0]
        words = Form(fold(stem)).words
    elif form.words[-1:] and form.words[-1].isdigit():
        words = form.words
    else:
        return ""
    if len(words) > 1 and words[-1].isdigit():
        words = words[:-1]
    return "".join(words)


def _starts(tights: list[str]) -> list[int]:
    """For each length, the number of the first of `tights` at least so long; `tights` are in the order of length."""
    longest = len(tights[-1]) if tights else 0
    starts = [0] * (longest + 2)
    number = 0
    for length in range(longest + 2):
        while number < len(tights) and len(tights[number]) < length:
            number += 1
        starts[length] = number
    return starts
