"""Word lists as they are written in this room: words in a text, parted by spaces."""

from __future__ import annotations

__all__ = ["words"]


def words(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())
