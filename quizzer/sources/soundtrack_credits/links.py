"""Names that a page links: where one begins and ends is known then, and needs no guessing.

Between a link's marks, what might part names is written in letters of Unicode's private use area, which no page has.
"""

from __future__ import annotations

import html
import re

__all__ = ["is_linked", "linked_name", "mark_links", "unmarked"]

_EDGE = "\ue000"
_PARTS_AROUND_ONE = 3
_PARTING = " ,;/&+-–—"
_HIDDEN = {ord(letter): chr(0xE001 + place) for place, letter in enumerate(_PARTING)}
_SHOWN = {ord(hidden): chr(letter) for letter, hidden in _HIDDEN.items()} | {ord(_EDGE): ""}
_LINK = re.compile(r"<a\b[^<>]*/name/[^<>]*>([^<>]*)</a>", re.IGNORECASE)


def mark_links(text: str) -> str:
    """HTML with the links to people marked instead."""
    return _LINK.sub(lambda found: f"{_EDGE}{html.unescape(found[1]).translate(_HIDDEN)}{_EDGE}", text)


def is_linked(text: str) -> bool:
    """True if a name in this text was a link."""
    return _EDGE in text


def linked_name(text: str) -> str | None:
    """The name that is the only link in a text."""
    parts = text.split(_EDGE)
    return unmarked(_EDGE + parts[1]) if len(parts) == _PARTS_AROUND_ONE else None


def unmarked(text: str) -> str:
    """A text as the page shows it."""
    return text.translate(_SHOWN) if _EDGE in text else text
