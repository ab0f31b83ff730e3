"""Text that a terminal may be shown, whoever wrote it."""

from __future__ import annotations

import re

__all__ = ["printable"]

# Overrides of the writing direction, and characters that take no room: both make a text look like another.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def printable(text: str) -> str:
    """The text without what could move the cursor, change colours or hide letters. Lines and tabs stay as they are.

    A control character becomes its picture: ESC is shown as ␛.
    """
    return _CONTROL.sub(_picture, _INVISIBLE.sub("", text))


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"
