"""National romanisations beside the plain transliteration of `fold`: "Misto zahublenykh ditei"."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from quizzer.grading.folding import fold
from quizzer.grading.wordlists import read_table

_WHOLE = ("cyrillic", "greek", "greek_pairs", "ukrainian_first", "hepburn")
"""Tables that are complete; the others have only the differences from "cyrillic"."""


def romanisations(text: str) -> list[str]:
    """Return `text` folded once for each national romanisation of its script, and with digits for Chinese numerals;
    nothing for a text in Latin letters.

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
        found = [_from_cyrillic(low, system) for system in (*systems, "german", "french", "scholarly")]
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
    if not _KANJI_NUMERALS.isdisjoint(low):
        found.append(_KANJI_NUMBER.sub(lambda number: _from_kanji(number[0]), low))
    return list(dict.fromkeys(fold(romanised) for romanised in found))


def _written(system: str) -> list[str]:
    return ["" if one == "_" else one for one in read_table("romanisations")[system]]


@cache
def _letters(system: str) -> dict[str, str]:
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


_KANJI_DIGITS = "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"  # 0 to 9
_KANJI_SCALES = {"\u5341": 10, "\u767e": 100, "\u5343": 1000}
_KANJI_NUMERALS = frozenset(_KANJI_DIGITS) | frozenset(_KANJI_SCALES)
_KANJI_NUMBER = re.compile(f"[{''.join(sorted(_KANJI_NUMERALS))}]+")


def _from_kanji(numeral: str) -> str:
    """A number below ten thousand in figures: thirteen is ten and three, or one and three side by side."""
    if _KANJI_SCALES.keys().isdisjoint(numeral):
        return "".join(str(_KANJI_DIGITS.index(mark)) for mark in numeral)
    total = digit = 0
    for mark in numeral:
        if mark in _KANJI_SCALES:
            total += max(digit, 1) * _KANJI_SCALES[mark]
            digit = 0
        else:
            digit = _KANJI_DIGITS.index(mark)
    return str(total + digit)


_MORA = re.compile(
    r"(?:(?:kk?y?|gy?|s?s?ch|s?sh|ss?y?|zy?|j?jy?|tts|ts|tt?y?|[ct]?ch|dd?y?|ny?|hy?|f|bb?y?|pp?y?|my?|y|ry?|w)?[aiueo]"
    r"|h(?![aiueo])|n|m(?=[bp]))+"
)
_AT_AN_END = frozenset("aiueonh")  # what a Japanese word ends with in Latin letters
_LONG_VOWELS = "\u014d\u016b\u0101\u0113"
_HEPBURN = [(re.compile(written), spelt) for written, spelt in _letters("hepburn").items()]
_SURELY_JAPANESE = 10  # letters of a name that is written as Japanese is


def is_japanese(names: Iterable[str]) -> bool:
    """Whether one of the names of a thing is in Japanese: by its script, its long vowels, or all of its syllables."""
    for name in names:
        if not name.isascii():
            if any("\u3040" <= mark < "\u3100" or mark.lower() in _LONG_VOWELS for mark in name):
                return True
        elif len(name) >= _SURELY_JAPANESE:
            folded = fold(name)
            if folded[-1:] in _AT_AN_END and hepburn(folded):
                return True
    return False


def hepburn(folded: str) -> str:
    """A folded Japanese name as Hepburn writes it, without long vowels; empty if its syllables are not Japanese.

    >>> hepburn("sitinin no samurai"), hepburn("toukyou monogatari"), hepburn("heat")
    ('shichinin no samurai', 'tokyo monogatari', '')
    """
    if not all(_MORA.fullmatch(word) for word in folded.split()[:20]):
        return ""
    for written, spelt in _HEPBURN:
        folded = written.sub(spelt, folded)
    return folded
