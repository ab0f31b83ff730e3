"""Patterns made from lists of words."""

from __future__ import annotations

__all__ = ["any_of"]


def any_of(*words: str) -> str:
    """A pattern for any of these words, parted by spaces; "_" stands for a space within one."""
    return "(?:" + "|".join(" ".join(words).split()).replace("_", r"\s+") + ")"
