"""Text as it is compared: without case, accents, punctuation or script."""

from __future__ import annotations

import unicodedata

__all__ = ["LONGEST", "fold"]

LONGEST = 1000
"""Characters of an answer that are read; what lies beyond is cut."""

_APOSTROPHES = "'`\u2018\u2019\u201b\u02bc\u02b9\u02bb\u00b4\u2032"
_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()} | {ord(mark): None for mark in _APOSTROPHES}
_ASCII |= {code: chr(code).lower() for code in range(65, 91)}
_JOINERS = str.maketrans({"&": " and ", "+": " and ", "\u00bd": " 1/2", "\u00bc": " 1/4", "\u00be": " 3/4"})


def fold(text: str) -> str:
    """`text` in lower-case ASCII words with single spaces between them; a text of symbols alone stays as it is.

    `&` and `+` are "and", apostrophes vanish, other punctuation separates words, other scripts are transliterated.
    >>> fold("L'Âge d'Or & WALL·E")
    'lage dor and wall e'
    """
    text = text[:LONGEST]
    if not text.isascii() or "&" in text or "+" in text:
        text = _plain(text)
    return " ".join(text.translate(_ASCII).split()) or " ".join(text.casefold().split())


def _plain(text: str) -> str:
    """`text` in ASCII: compatibility forms, accents and other scripts resolved; what has no letters is left alone."""
    text = unicodedata.normalize("NFKD", text.translate(_JOINERS))
    text = "".join(mark for mark in text if not unicodedata.combining(mark) and unicodedata.category(mark) != "Cf")
    if text.isascii():
        return text
    from anyascii import anyascii

    romanised = anyascii(text.encode("utf-8", "ignore").decode("utf-8"))
    return romanised if any(mark.isalnum() for mark in romanised) else text
