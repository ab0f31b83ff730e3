"""National romanisations beside the plain transliteration that `fold` makes: "Misto zahublenykh ditei"."""

from __future__ import annotations

import unicodedata
from functools import cache

from quizzer.grading.folding import fold
from quizzer.grading.wordlists import read_table

_WHOLE = ("cyrillic", "greek", "greek_pairs", "ukrainian_first")
"""Tables that are read as they stand; the others tell what differs from "cyrillic"."""


def romanisations(text: str) -> list[str]:
    """`text` folded once for each national romanisation that its script has; nothing for a text in Latin letters.

    >>> "misto zahublenykh ditei" in romanisations("Місто загублених дітей")
    True
    """
    if text.isascii():
        return []
    low = unicodedata.normalize("NFC", text[:200].casefold())
    found: list[str] = []
    if any("\u0400" <= mark < "\u0530" for mark in low):
        systems = ["russian", "cyrillic", "bulgarian"]
        if any(mark in "ђћљњџјѓќѕ" for mark in low):
            systems = ["serbian"]
        elif "ў" in low:
            systems = ["belarusian"]
        elif any(mark in "іїєґ" for mark in low):
            systems = ["ukrainian"]
        elif any(mark in "ыэё" for mark in low):
            systems = systems[:2]
        else:
            systems += ["ukrainian", "serbian"]
        found = [_from_cyrillic(low, system) for system in systems]
    elif any("\u0370" <= mark < "\u0400" for mark in low):
        found = [_from_greek(low)]
    elif any("\uac00" <= mark < "\ud7a4" for mark in low):
        found = ["".join(_from_korean(mark) for mark in low)]
    elif any("\u3040" <= mark < "\u3100" for mark in low):
        plain = fold(text)
        found = [
            plain.replace("ou", "o").replace("oo", "o").replace("uu", "u"),
            plain.replace("oo", "oh").replace("ou", "oh"),
        ]
    return list(dict.fromkeys(fold(romanised) for romanised in found))


@cache
def _written(system: str) -> list[str]:
    return ["" if one == "_" else one for one in read_table("romanisations")[system]]


@cache
def _letters(system: str) -> dict[str, str]:
    """What a system writes for each letter."""
    pairs = _written(system)
    own = dict(zip(pairs[::2], pairs[1::2], strict=True))
    return own if system in _WHOLE else _letters("cyrillic") | own


def _from_cyrillic(low: str, system: str) -> str:
    """Letter by letter; in Ukrainian "зг" is "zgh", and some letters differ where a word begins."""
    letters, first_letters = _letters(system), {}
    if system == "ukrainian":
        low = low.replace("зг", "zgh")
        first_letters = _letters("ukrainian_first")
    written = []
    before = " "
    for mark in low:
        first = not before.isalpha() and before not in "'’ʼ"
        written.append((first_letters if first and mark in first_letters else letters).get(mark, mark))
        before = mark
    return "".join(written)


def _from_greek(low: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFD", low) if not unicodedata.combining(mark))
    for pair, written in _letters("greek_pairs").items():
        bare = bare.replace(pair, written)
    return "".join(_letters("greek").get(mark, mark) for mark in bare)


def _from_korean(mark: str) -> str:
    if not "\uac00" <= mark < "\ud7a4":
        return mark
    number = ord(mark) - 0xAC00
    places = (("korean_first", number // 588), ("korean_vowel", number % 588 // 28), ("korean_last", number % 28))
    return "".join(_written(system)[place] for system, place in places)
