"""How many cells a text takes on a terminal. Importing this is cheap: the tables load when a letter needs them."""

from __future__ import annotations

from functools import cache

__all__ = ["cells", "cut", "padded", "shortened"]


def cells(text: str) -> int:
    """How many cells a text takes: two for a wide letter, none for a combining mark."""
    return len(text) if text.isascii() or max(text) < _FIRST_ODD else sum(map(_width, text))


def cut(text: str, width: int) -> tuple[str, str]:
    """The beginning of the text that takes at most `width` cells, and the rest, never between a letter and its marks.

    The beginning has one letter at least where `width` leaves room for nothing else to be done.
    """
    taken, place = 0, 0
    for place, letter in enumerate(text):
        taken += cells(letter)
        if taken > width and (place > 0 or width <= 0):
            return text[:place], text[place:]
    return text, ""


def shortened(text: str, width: int, mark: str = "...") -> str:
    """The text if it takes at most `width` cells, or else its beginning and a mark that says so."""
    if cells(text) <= width:
        return text
    room = max(0, width - cells(mark))
    head, _ = cut(text, room)
    return (head if cells(head) <= room else "") + mark


def padded(text: str, width: int) -> str:
    """The text filled up with spaces to `width` cells."""
    return text + " " * (width - cells(text))


_FIRST_ODD = "\u0300"
"""All letters below take one cell; here the combining marks begin."""


@cache
def _width(letter: str) -> int:
    from wcwidth import wcwidth

    return max(0, wcwidth(letter))
