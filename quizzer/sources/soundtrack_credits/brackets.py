"""Brackets in a line, and brackets within those."""

from __future__ import annotations

__all__ = ["bracket_spans", "masked", "without_brackets"]

_PAIRS = {"(": ")", "[": "]"}


def bracket_spans(text: str) -> list[tuple[int, int]]:
    """Where each outermost bracket begins and ends. One that is never closed ends with the text."""
    spans = []
    closing: list[str] = []
    begin = 0
    for place, letter in enumerate(text):
        if letter in _PAIRS:
            if not closing:
                begin = place
            closing.append(_PAIRS[letter])
        elif closing and letter == closing[-1]:
            closing.pop()
            if not closing:
                spans.append((begin, place + 1))
    if closing:
        spans.append((begin, len(text)))
    return spans


def masked(text: str) -> str:
    """A text of the same length, with what stands in brackets, and these, replaced by NUL."""
    for begin, end in bracket_spans(text):
        text = text[:begin] + "\0" * (end - begin) + text[end:]
    return text


def without_brackets(text: str) -> str:
    """A text without its brackets and what stands in them."""
    return " ".join(masked(text).replace("\0", " ").split())
