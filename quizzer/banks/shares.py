"""How many questions of a game each category may have before it stands back for the others."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from math import floor, sqrt

__all__ = ["shares"]


def shares(sizes: Mapping[str, int], count: int, chance: float) -> dict[str, int]:
    """`count` questions shared out to categories by the square root of how many questions each has.

    A large category gets several, but not all that it could fill. Of a small one a game has now and then a question,
    not always the same two in each. `chance`, from 0 up to 1, decides where a share is no whole number (systematic
    sampling: each category's share is rounded up or down, and together they are `count`).
    """
    sums = list(accumulate(sqrt(size) for size in sizes.values()))
    ends = [min(count, floor(count * (part / sums[-1]) + chance)) for part in sums]
    return {category: end - start for category, start, end in zip(sizes, [0, *ends], ends, strict=False)}
