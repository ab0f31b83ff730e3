"""The names that a compiled bank knows, looked up in its file."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any
from zlib import crc32

from rapidfuzz.distance import OSA

from quizzer.banks.compiled.file import NAMES_A_PAGE, CompiledFile
from quizzer.banks.compiled.filing import packed
from quizzer.grading.canon import Canon, Name, halves_of_neighbours, short_forms
from quizzer.grading.forms import same_words

_NAME_BITS = 24
_LENGTH_BITS = 8
_SHIFT = _NAME_BITS + _LENGTH_BITS
_PLACES = (1 << _NAME_BITS) - 1
_LONGEST = (1 << _LENGTH_BITS) - 1
_MOST_LOOKED_AT = 6  # as in a canon that is held in memory
_MOST_SHARING = 48
_MOST_NAMESAKES = 12
_RIVAL_KINDS = ("title", "person")
_SLOTS = 256
"""Titles of a film that a place tells apart."""


class CompiledCanon(Canon):
    """The best known names of a bank, the best known first, and the titles of all its films.

    The former can be listed, and are found by neighbourhood too; of the films beyond them a title is found exactly, at
    a place behind `len(canon)`. Characters are listed, for wrong choices, but speak against no answer: among all films
    there is somebody of every name.
    """

    def __init__(self, file: CompiledFile) -> None:
        self.kind = ""
        self._file = file

    def __len__(self) -> int:
        return self._file.about.names

    def __reduce__(self) -> tuple[Any, ...]:
        return CompiledCanon, (self._file,)

    def count(self, kind: str) -> int:
        """How many of the names are of `kind`; characters do not count."""
        return self._file.about.kinds.get(kind, 0) if kind in _RIVAL_KINDS else 0

    def name(self, place: int) -> Name:
        """The name at `place`, from 0: a listed one, or one that `places` told of."""
        if place < len(self):
            page, row = divmod(place, NAMES_A_PAGE)
            with self._file.reading():
                return self._file.names(page)[row]
        rank, slot = divmod(place - len(self), _SLOTS)
        film = self._file.ranked(rank, "t").film
        with self._file.reading():
            return Name(film.titles[slot], kind="title", of=film.label, year=film.year, fame=film.votes)

    def places(self, tight: str) -> tuple[int, ...]:
        """The places of the names whose `Form.tight` this is, of the best known ones and of all titles."""
        listed = [place for place in self._filed("!" + tight) if self._tight(place) == tight]
        known = {self.name(place).of for place in listed}
        return (*listed, *(place for place, label in self._titles(tight) if label not in known))

    def near(self, tight: str, limit: int) -> list[tuple[int, str]]:
        others: set[str] = set()
        for piece in halves_of_neighbours(tight):
            places = self._filed(piece, most=_MOST_LOOKED_AT, length=len(tight), within=limit)
            others.update(self._tight(place) for place in places)
        distances = ((OSA.distance(other, tight, score_cutoff=limit), other) for other in others)
        return sorted((distance, other) for distance, other in distances if 0 < distance <= limit)

    def sharing(self, short: str) -> list[int]:
        return self._filed("=" + short, most=_MOST_SHARING)

    def _titles(self, tight: str) -> Iterator[tuple[int, str]]:
        """The places of films' titles, and the films' labels."""
        for rank, _ in self._file.found("title", tight)[:_MOST_NAMESAKES]:
            film = self._file.ranked(rank, "t").film
            for slot, title in enumerate(film.titles[:_SLOTS]):
                if same_words(title).tight == tight:
                    yield len(self) + rank * _SLOTS + slot, film.label
                    break

    def _tight(self, place: int) -> str:
        return same_words(self.name(place).text).tight

    def _filed(self, piece: str, *, most: int | None = None, length: int = 0, within: int | None = None) -> list[int]:
        """The places filed under a piece of a name; those of `most` that are `within` of a `length`."""
        high = crc32(piece.encode("utf-8", "surrogatepass"))
        entries = self._file.neighbours(high >> (32 - self._file.about.neighbour_bits))
        start = bisect_left(entries, high << _SHIFT)
        some = entries[start:] if most is None else entries[start : start + most]
        same = takewhile(lambda entry: entry >> _SHIFT == high, some)
        return [
            entry & _PLACES
            for entry in same
            if within is None or abs((entry >> _NAME_BITS & _LONGEST) - length) <= within
        ]


def pages_of_neighbours(names: Iterable[Name], bits: int) -> Iterator[tuple[int, bytes]]:
    """The pages of `neighbours`, where each name is filed under itself, its halves and its short forms."""
    entries = array("Q")
    for place, name in enumerate(names):
        if name.kind not in _RIVAL_KINDS:
            continue
        form = same_words(name.text)
        tight = form.tight
        half = len(tight) // 2
        low = min(len(tight), _LONGEST) << _NAME_BITS | place
        pieces = {"!" + tight, tight[:half], "~" + tight[half + 1 :]}
        pieces.update("=" + short for short in short_forms(name.text, form, name.kind))
        entries.extend(crc32(piece.encode("utf-8", "surrogatepass")) << _SHIFT | low for piece in pieces)
    filed = sorted(entries)
    start = 0
    for page in range(1 << bits):
        end = bisect_left(filed, (page + 1) << (32 - bits) << _SHIFT, start)
        if end > start:
            yield page, packed(filed[start:end])
        start = end
