"""Which films of a compiled bank a game asks about: drawn by category and difficulty, without listing any."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache

from quizzer.banks.compiled.file import FILMS_A_PAGE, CompiledFile

__all__ = ["RUNGS", "FilmChooser"]

RUNGS = tuple(int(10 ** (6.5 - step / 4)) for step in range(23))
"""Votes, the most first, for which a bank tells how many films have at least so many: four rungs to a power of ten."""

# What a category's questions are worth before film and answer are looked at, against the middle: see `library`.
_WORTH = {"director": -0.6, "plot": -0.6, "writer": 0.6, "alternate_title": 0.3, "goofs": 0.6, "box_office": 1.2}
_WORTH |= {"connections": 0.6, "top_gap": 1.2}


class FilmChooser:
    """Draws ranks of films. `chance` gives numbers from 0 to below 1; nothing else decides."""

    def __init__(self, file: CompiledFile) -> None:
        self._file = file

    def draw(self, category: str, difficulty: int, chance: Callable[[], float]) -> int | None:
        """The rank of a film that may be asked in a category, such that its questions are about as hard as wished;
        where there is none, of one whose are nearly so. None if the bank has none at all."""
        for first, last in self._ranges(difficulty - _WORTH.get(category, 0.0)):
            found = self._pick(category, first, last, chance())
            if found is not None:
                return found
        return None

    def all(self, category: str) -> Iterator[int]:
        """The ranks of all films that may be asked in a category, the best known first."""
        for page, films in enumerate(self._films(category)):
            bits = self._file.asked_bits(category, page) if films else 0
            while bits:
                lowest = bits & -bits
                yield page * FILMS_A_PAGE + lowest.bit_length() - 1
                bits ^= lowest

    def count(self, categories: Collection[str]) -> int:
        """How many films can be asked in one of these categories, at most."""
        return sum(sum(self._films(category)) for category in categories)

    def _ranges(self, hard: float) -> Iterator[tuple[int, int]]:
        """Where in the ranking films of a hardness stand, as ranks from first to before last: each range is wider."""
        ladder = self._file.about.ladder
        middle = (hard - 0.5) * 4  # rungs below 3 million votes
        for width in (2, 5, len(ladder)):
            above, below = round(middle - width), round(middle + width)
            first = ladder[min(above, len(ladder) - 1)] if above > 0 else 0
            last = ladder[max(below, 0)] if below < len(ladder) else self._file.about.films
            if last > first:
                yield first, last
        yield 0, self._file.about.films

    def _pick(self, category: str, first: int, last: int, chance: float) -> int | None:
        """One of the films in a range that may be asked in a category, each as likely; None if there are none."""
        parts: list[tuple[int, int, int]] = []  # a page, its bits within the range, how many they are
        counts = self._films(category)
        for page in range(first // FILMS_A_PAGE, -(-last // FILMS_A_PAGE)):
            start = page * FILMS_A_PAGE
            if first <= start and start + FILMS_A_PAGE <= last:
                parts.append((page, -1, counts[page]))
            elif counts[page]:
                low, high = max(first - start, 0), min(last - start, FILMS_A_PAGE)
                bits = self._file.asked_bits(category, page) & ((1 << high) - (1 << low))
                parts.append((page, bits, bits.bit_count()))
        wanted = int(chance * sum(count for _, _, count in parts))
        for page, bits, count in parts:
            if wanted < count:
                whole = bits if bits >= 0 else self._file.asked_bits(category, page)
                return page * FILMS_A_PAGE + _nth_bit(whole, wanted)
            wanted -= count
        return None

    @lru_cache(maxsize=64)  # noqa: B019 — a bank lives as long as the program
    def _films(self, category: str) -> list[int]:
        return self._file.asked(category)


def _nth_bit(bits: int, wanted: int) -> int:
    """The place of a set bit, from 0, counted from the lowest."""
    place, size = 0, FILMS_A_PAGE
    while size > 1:
        size //= 2
        low = bits & ((1 << size) - 1)
        below = low.bit_count()
        if wanted < below:
            bits = low
        else:
            wanted -= below
            bits >>= size
            place += size
    return place
