"""National romanisations beside the plain transliteration that `fold` makes: "Misto zahublenykh ditei"."""

from __future__ import annotations

import unicodedata

from quizzer.grading.folding import fold


def _letters(pairs: str) -> dict[str, str]:
    """Pairs of a letter and its romanisation, all parted by spaces; "_" stands for nothing."""
    parts = pairs.split()
    return {letter: written.replace("_", "") for letter, written in zip(parts[::2], parts[1::2], strict=True)}


_CYRILLIC = _letters(
    """
    а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ _
    ы y ь _ э e ю yu я ya ё yo і i ї yi є ye ґ g ђ dj ћ c љ lj њ nj џ dz ј j ѓ gj ќ kj ў w ѕ dz
    """
)
# The Ukrainian national system of 2010: ye, yi, yu, ya only where a word begins.
_UKRAINIAN = _CYRILLIC | _letters("г h и y й i є ie ї i ю iu я ia ’ _ ' _ ʼ _")
_UKRAINIAN_FIRST = _letters("є ye ї yi й y ю yu я ya")
# Russian as in passports since 2013 (ICAO 9303), and as in British and American papers (BGN/PCGN, without its marks).
_RUSSIAN_PASSPORT = _CYRILLIC | _letters("й i ъ ie ю iu я ia ё e")
_RUSSIAN_PAPERS = _CYRILLIC
# The Bulgarian law of 2009.
_BULGARIAN = _CYRILLIC | _letters("щ sht ъ a х h ь y")
# Serbian and Macedonian in their own Latin letters, without the hooks.
_SERBIAN = _CYRILLIC | _letters("ж z ч c ш s х h ц c ј j ђ dj ћ c џ dz й j ѓ g ќ k")
# Belarusian, as its passports write it.
_BELARUSIAN = _CYRILLIC | _letters("г h ў u й i і i ы y")
# Greek by ELOT 743, without its rules for single words.
_GREEK = _letters(
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o"
)
_GREEK_PAIRS = _letters("ου ou αυ av ευ ev γγ ng γξ nx γχ nch μπ b ντ nt")
# Korean by the Revised Romanisation of 2000, syllable by syllable: "_" stands for no consonant.
_KOREAN_FIRST = "g kk n d tt r m b pp s ss _ j jj ch k t p h"
_KOREAN_VOWEL = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_KOREAN_LAST = "_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t"


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
        tables = [_RUSSIAN_PASSPORT, _RUSSIAN_PAPERS, _BULGARIAN]
        if any(mark in "ђћљњџјѓќѕ" for mark in low):
            tables = [_SERBIAN]
        elif "ў" in low:
            tables = [_BELARUSIAN]
        elif any(mark in "іїєґ" for mark in low):
            tables = [_UKRAINIAN]
        elif any(mark in "ыэё" for mark in low):
            tables = tables[:2]
        else:
            tables += [_UKRAINIAN, _SERBIAN]
        found = [_by_table(low, table) for table in tables]
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


def _by_table(low: str, table: dict[str, str]) -> str:
    """Letter by letter; in Ukrainian "зг" is "zgh", and some letters differ where a word begins."""
    if table is _UKRAINIAN:
        low = low.replace("зг", "zgh")
    written = []
    before = " "
    for mark in low:
        first = table is _UKRAINIAN and not before.isalpha() and before not in "'’ʼ"
        written.append(_UKRAINIAN_FIRST.get(mark, table.get(mark, mark)) if first else table.get(mark, mark))
        before = mark
    return "".join(written)


def _from_greek(low: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFD", low) if not unicodedata.combining(mark))
    for pair, written in _GREEK_PAIRS.items():
        bare = bare.replace(pair, written)
    return "".join(_GREEK.get(mark, mark) for mark in bare)


def _from_korean(mark: str) -> str:
    if not "\uac00" <= mark < "\ud7a4":
        return mark
    number = ord(mark) - 0xAC00
    places = ((_KOREAN_FIRST, number // 588), (_KOREAN_VOWEL, number % 588 // 28), (_KOREAN_LAST, number % 28))
    return "".join(letters.split()[place] for letters, place in places).replace("_", "")
