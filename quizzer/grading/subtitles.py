"""What a title is called for short: what stands before or after its colon, and the stem of a series."""

from __future__ import annotations

import re

from quizzer.grading.folding import fold
from quizzer.grading.forms import Form
from quizzer.grading.numerals import PART_WORDS
from quizzer.grading.spelling import FUNCTION_WORDS

__all__ = ["short_forms"]

_SUBTITLE = re.compile(r"\s*:\s+|\s+[-\u2013\u2014]+\s+|,?\s+or:?,?\s+(?=[A-Z(])|\s*/\s*")
_ARTICLES = ("the", "a", "an")
_AND_THE = re.compile(r"\s+(?:and|&)\s+the\s+", re.IGNORECASE)


def short_forms(title: str) -> list[tuple[str, str]]:
    """Short forms of `title`, each with what it is.

    "before" a colon, dash or "or": right when no other film begins so. "after" it, or with the number of the part:
    right when no other film is called so. "part": what looks like the stem of a series ("The Lord of the Rings" before
    "The Two Towers"), right only where a canon knows no other film of it. "stem": a stem for certain, or one word of
    two ("Mission" of "Mission: Impossible"), never enough. What stands after "and the" is a short form when it has two
    words that carry something.
    """
    parts = [part for part in _SUBTITLE.split(title) if part and not part.isspace()]
    if len(parts) < 2:
        joint = _AND_THE.search(title)
        after = title[joint.end() :] if joint else ""
        carrying = [word for word in fold(after).split() if word not in FUNCTION_WORDS]
        return [(after, "after")] if len(carrying) > 1 else []
    return [*_heads(parts), *_tails(parts)]


def _heads(parts: list[str]) -> list[tuple[str, str]]:
    """What `parts` of a title begin with."""
    head = parts[0]
    for place, part in enumerate(parts[1:], 1):
        if _is_number(part):
            return [(head, "stem"), (" ".join(parts[: place + 1]), "after")]
    words = Form(fold(head)).words
    if len(words) > 1 and words[-1].isdigit():
        return [(" ".join(words[:-1]), "stem"), (head, "after")]
    if len(parts) > 2:
        return [(head, "before" if len(words) > 1 else "stem"), (" ".join(parts[:-1]), "before")]
    if len(words) > 1 and parts[1].split()[0].casefold() in _ARTICLES:
        return [(head, "part")]
    return [(head, "before" if len(words) > 1 or len(parts[1].split()) > 1 else "stem")]


def _tails(parts: list[str]) -> list[tuple[str, str]]:
    """What `parts` of a title end with."""
    found = []
    if not _is_number(parts[-1]):
        words = len(" ".join(parts[:-1]).split())
        found.append((parts[-1], "after" if len(parts[-1].split()) > 1 or words > 1 else "stem"))
    if len(parts) > 2:
        found.append((" ".join(parts[1:]), "after"))
    return found


def _is_number(part: str) -> bool:
    """Whether a part of a title only says which part it is: "Part II", "Vol. 1", "2049"."""
    words = Form(fold(part)).words
    return words[-1].isdigit() and all(word.isdigit() or word in PART_WORDS for word in words)
