"""Text for comparison: without case, accents, punctuation or script."""

import re
import unicodedata

from quizzer.bounds import LONGEST_ANSWER

_APOSTROPHES = "'`\u2018\u2019\u201b\u02bc\u02b9\u02bb\u02bf\u00b4\u2032"
_POINT = "\x01"
# A comma is a decimal comma if a unit follows: "1,5 km".
_FIGURE_MARK = re.compile(
    r"(?<=\d)(?:,(?=\d{3}(?!\d))|\.(?=\d)|,(?=\d{1,2} ?(?:[kcm]?m|miles?|kg|g|[lh]|hours?|min|sec|°|%)(?![A-Za-z])))"
)
_SCRIPTS_READ = 16  # 256-character blocks transliterated in one text: each is a table to read from disk, once

# Bytes translate several times faster than text: letters to lower case, the rest to spaces.
_LOWER = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256))
_LOWER_WITH_POINTS = _LOWER[:1] + b"." + _LOWER[2:]  # with _POINT for a decimal point
_VANISHING = b"'`"

_FRACTION = re.compile(
    "([0-9])\u2044([0-9])"
)  # the compatible form of "\u00bd", which is a word of its own, as in "8 1/2"
# Latin letters that Unicode does not take apart.
_WHOLE_LETTERS = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
    "ð": "d", "Ð": "d",
    "þ": "th", "Þ": "th", "ł": "l", "Ł": "l", "ı": "i", "ħ": "h", "Ħ": "h", "ŋ": "ng", "Ŋ": "ng", "ĸ": "k",
    "ŧ": "t", "Ŧ": "t",
    "ə": "a", "Ə": "a", "ſ": "s", "ʼ": "",
}  # fmt: skip


class _Plain(dict[int, "str | None"]):
    """The replacement of each character outside ASCII, before transliteration; quizzer fills it as needed."""

    def __missing__(self, code: int) -> str | None:
        mark = chr(code)
        plain: str | None = mark
        if code < 128:
            pass
        elif mark in _APOSTROPHES or unicodedata.category(mark) == "Cf":
            plain = None
        elif mark in _WHOLE_LETTERS:
            plain = _WHOLE_LETTERS[mark]
        elif not mark.isalnum() and not unicodedata.category(mark).startswith("M"):
            plain = " "
        elif code < 0x0250 or 0x1E00 <= code < 0x1F00:
            plain = "".join(
                letter for letter in unicodedata.normalize("NFKD", mark) if not unicodedata.combining(letter)
            )
            plain = "".join(_WHOLE_LETTERS.get(letter, letter) for letter in plain)
        elif 0x0300 <= code < 0x0370:
            plain = None
        self[code] = plain
        return plain


_PLAIN = _Plain()


def fold(text: str) -> str:
    """Return `text` in lower-case ASCII words, separated by single spaces; a text of symbols alone stays the same.

    `&` and `+` are "and", apostrophes vanish, other punctuation separates words, other scripts are transliterated,
    a number keeps its decimal point and loses its commas. Only the first 1,000 characters count.

    >>> fold("L'Âge d'Or & WALL·E, 18,000.50")
    'lage dor and wall e 18000.50'
    """
    if len(text) > LONGEST_ANSWER:
        text = text[:LONGEST_ANSWER]
    if text.isascii() and text.replace(" ", "").isalnum():  # as most answers are
        return " ".join(text.lower().split())
    if "&" in text and ";" in text:
        from html import unescape  # for the few texts that come from a page

        text = unescape(text)
    plain = text if text.isascii() else _plain(text)
    table = _LOWER
    if "," in plain or "." in plain:
        table = _LOWER_WITH_POINTS
        plain = plain.replace(_POINT, " ")
        plain = _FIGURE_MARK.sub(_plain_mark, plain)
    if "&" in plain or "+" in plain:
        plain = plain.replace("&", " and ").replace("+", " and ")
    words = plain.encode("ascii").translate(table, _VANISHING).decode("ascii").split()
    return " ".join(words or _symbols(text))


def _plain_mark(mark: re.Match[str]) -> str:
    text = mark.string
    is_thousands = mark[0] == "," and text[mark.end() : mark.end() + 3].isdigit()
    return "" if is_thousands else _POINT


def _symbols(text: str) -> list[str]:
    """Return the visible marks of a text without letters and digits, to compare it."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(mark for mark in text if unicodedata.category(mark) not in ("Cf", "Cc") or mark.isspace()).split()


def _plain(text: str) -> str:
    """Return the letters and digits of `text` in ASCII."""
    text = unicodedata.normalize("NFKC", text)[:LONGEST_ANSWER]
    text = _FRACTION.sub(r" \1/\2", text).translate(_PLAIN)
    if text.isascii():
        return text
    from anyascii import anyascii  # its import costs as much as the rest of this package

    text = text.casefold()
    blocks = list(dict.fromkeys(ord(mark) >> 8 for mark in text))[:_SCRIPTS_READ]
    return anyascii("".join(mark for mark in text if ord(mark) >> 8 in blocks))[: 2 * LONGEST_ANSWER]


def plain(word: str) -> str:
    """Return a word in lower case without accents, in its own script."""
    word = word.casefold()
    if word.isascii():
        return word
    return "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))
