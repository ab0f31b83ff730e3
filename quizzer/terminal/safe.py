"""Makes any text safe to show on a terminal."""

import re
from typing import TextIO

FIRST_ODD = "\u0300"
"""No printable letter below does harm, or takes other than one cell; here the combining marks begin."""

# Overrides of the writing direction, and characters that take no room: both make a text look like another.
_INVISIBLE = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
    # Persian and the scripts of India spell with the non-joiner: it stays between two of their letters.
    "|\u200c(?![\u0600-\u07ff\u0900-\u0dff])|(?<![\u0600-\u07ff\u0900-\u0dff])\u200c"
)
# Marks piled upon one letter run into the rows above and below; no language needs more than four.
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILE = f"({_MARK}{{4}}){_MARK}+"
_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "␡"}
_CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
_ODD = f"{_INVISIBLE}|{_CONTROL}|(?<={_MARK}{{4}}){_MARK}"
# What many texts hold does no harm: those need no look at the rest, whose patterns take a while to compile.
_TYPOGRAPHY = dict.fromkeys(map(ord, "‘’“”–—…"))


def printable(text: str) -> str:
    """The text without what could move the cursor, change colours or hide letters. Lines and tabs stay as they are.

    A control character becomes its picture: ESC is shown as ␛.
    """
    if text.isprintable() and (text.isascii() or max(text.translate(_TYPOGRAPHY), default="") < FIRST_ODD):
        return text
    seen = re.sub(_PILE, r"\1", re.sub(_INVISIBLE, "", text))
    return re.sub(_CONTROL, lambda found: _PICTURES.get(found[0], "\ufffd"), seen)


def one_line(text: str) -> str:
    """The text as `printable` gives it, in one line: line ends and tabs become spaces."""
    return printable(text).replace("\n", " ").replace("\t", " ")


def json_for(out: TextIO, text: str) -> str:
    """JSON for a file, without control characters; on a terminal with everything escaped that could do harm there."""
    return re.sub(_ODD if out.isatty() else _CONTROL, _escaped, text)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place] << 8 | units[place + 1]:04x}" for place in range(0, len(units), 2))
