"""How a compiled bank finds films by title: numbers for texts, which a database and Python make alike.

A title's key is its letters and figures in lower case, without accents and a leading English article. It is made from
steps that DuckDB and Python have in common, so that millions of titles need no visit to Python.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from hashlib import md5
from typing import NamedTuple

RANK_BITS = 28
"""Bits of a film's rank in an entry: as many films as there can be."""
YEAR_BITS = 8
FIRST_YEAR = 1850
"""What is taken off a year in an entry, where 0 is an unknown one."""
_RANK_AND_YEAR = RANK_BITS + YEAR_BITS
_YEARS = (1 << YEAR_BITS) - 1
_LOW = (1 << _RANK_AND_YEAR) - 1
_ENTRIES_A_PAGE = 256

_ARTICLE = re.compile(r"^(?:the|an|a) +")


def key_of(title: str) -> str:
    """What titles are found by: "Tom & Jerry: The Movie" is "tomandjerrythemovie". Never empty for a title that is not.

    Of a title of letters alone that no rule of the referee rewrites, this is `same_words(title).tight`.
    """
    low = title.lower() if title.isascii() else "".join(map(_plain, title))
    plain = _ARTICLE.sub("", low.replace("&", "and").replace("+", "and"))
    return "".join(mark for mark in plain if unicodedata.category(mark)[0] in "LN") or low


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """A character without case and accents."""
    parts = unicodedata.normalize("NFD", letter.lower()[:1])
    return unicodedata.normalize("NFC", "".join(part for part in parts if unicodedata.category(part)[0] != "M"))


@lru_cache(maxsize=65_536)
def mark(kind: str, text: str) -> int:
    """64 bits that stand for a text of a kind ("title", "song", "film")."""
    digest = md5(f"{kind} {text}".encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
    return int.from_bytes(digest[8:], "little")


class Found(NamedTuple):
    """A film that was found: its rank, and its year if that is known."""

    rank: int
    year: int | None


def page_bits(entries: int) -> int:
    """How many bits of a mark tell its page, for an index of so many entries."""
    return min(64 - _RANK_AND_YEAR, max(0, (entries // _ENTRIES_A_PAGE).bit_length()))


def split_mark(marked: int, bits: int) -> tuple[int, int]:
    """The page of a mark, and the smallest entry that it can have there."""
    rest = marked & ((1 << (64 - bits)) - 1)
    return marked >> (64 - bits), (rest >> (_RANK_AND_YEAR - bits)) << _RANK_AND_YEAR


def entries_under(entries: array[int], low: int) -> array[int]:
    """Those entries of a page that belong to one mark; `low` is the smallest that it can have there."""
    return entries[bisect_left(entries, low) : bisect_left(entries, low + _LOW + 1)]


def films_in(entries: Iterable[int]) -> list[Found]:
    """The films whose entries these are, the best known first."""
    return [Found((one & _LOW) >> YEAR_BITS, (one & _YEARS) + FIRST_YEAR if one & _YEARS else None) for one in entries]


def packed(numbers: Iterable[int], size: str = "Q") -> bytes:
    """Numbers as bytes, the least significant first; `size` is Q for 64 bits, I for 32."""
    block = array(size, numbers)
    if sys.byteorder == "big":
        block.byteswap()
    return block.tobytes()


def entries_of(block: bytes, size: str = "Q") -> array[int]:
    """The numbers that `packed` packed."""
    numbers = array(size)
    numbers.frombytes(block)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
