"""Find brackets and links in a line of credits, and make patterns from lists of words."""

import html
import re

from quizzer.grading.wordlists import read_table

_PAIRS = {"(": ")", "[": "]"}


def bracket_spans(text: str) -> list[tuple[int, int]]:
    """Return the beginning and end of each outermost bracket. An open one ends with the text."""
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
    """Return a text of the same length with NUL in place of brackets and their contents."""
    for begin, end in bracket_spans(text):
        text = text[:begin] + "\0" * (end - begin) + text[end:]
    return text


def without_brackets(text: str) -> str:
    """Return a text without brackets and their contents."""
    return " ".join(masked(text).replace("\0", " ").split())


_EDGE = "\ue000"
_PARTS_AROUND_ONE = 3
_PARTING = " ,;/&+-–—"
_HIDDEN = {ord(letter): chr(0xE001 + place) for place, letter in enumerate(_PARTING)}
_SHOWN = {ord(hidden): chr(letter) for letter, hidden in _HIDDEN.items()} | {ord(_EDGE): ""}
_LINK = re.compile(r"<a\b[^<>]*/name/[^<>]*>([^<>]*)</a>", re.IGNORECASE)


def mark_links(text: str) -> str:
    """Return HTML with marks in place of the links to people."""
    return _LINK.sub(lambda found: f"{_EDGE}{html.unescape(found[1]).translate(_HIDDEN)}{_EDGE}", text)


def is_linked(text: str) -> bool:
    """Whether a name in this text was a link."""
    return _EDGE in text


def linked_name(text: str) -> str | None:
    """Return the name in the only link of a text, or None."""
    parts = text.split(_EDGE)
    return unmarked(_EDGE + parts[1]) if len(parts) == _PARTS_AROUND_ONE else None


def unmarked(text: str) -> str:
    """Return a text as the page shows it."""
    return text.translate(_SHOWN) if _EDGE in text else text


YEAR = r"(?:1[5-9]|20)\d\d"
"""A pattern for a year since 1500."""


SPACES = r"(?<!\s)\s++"
"""A pattern for a whole run of spaces: a search for it takes time in proportion to the text."""
ANY_SPACES = rf"(?:{SPACES})?"
"""A pattern for such a run or none."""


WORDS = read_table("phrases", beside=__file__)
"""The turns of credits by their kinds."""


def any_of(kind: str) -> str:
    """Return a pattern for any of the words of a kind."""
    return "(?:" + "|".join(WORDS[kind]).replace("_", r"\s++") + ")"
