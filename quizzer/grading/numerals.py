"""Numbers in any dress: 2, two, second, 2nd, II, Part II."""

from __future__ import annotations

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}

_ROMAN_DIGITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMANS: dict[str, int] = {
    tens + ones: 10 * place + value
    for place, tens in enumerate(("", "x", "xx", "xxx"))
    for value, ones in enumerate(_ROMAN_DIGITS)
    if tens + ones
}
"""Roman numerals up to 39; the single letters among them are numerals only where `in_figures` says so."""

PART_WORDS = frozenset(("part", "pt", "chapter", "episode", "volume", "vol", "number", "no"))

_UNITS: dict[str, int] = {word: value for value, word in enumerate(_ONES.split())}
_UNITS |= {word: value for value, word in enumerate(_TENS.split(), 2) for value in (10 * value,)}
_UNITS |= {word: value for value, word in enumerate(_ORDINALS.split(), 1)}
_UNITS |= {word[:-1] + "ieth": value for word, value in _UNITS.items() if word in _TENS.split()}
_UNITS |= {"fourty": 40, "ninteen": 19, "twelveth": 12, "twelf": 12, "fivth": 5, "eigth": 8, "nineth": 9}
NUMBER_WORDS = frozenset(_UNITS) | frozenset(_SCALES) | frozenset(scale + "th" for scale in _SCALES) | {"nought"}
_LAST_WORDS = frozenset(_ORDINALS.split()) | frozenset(word for word in _UNITS if word.endswith("ieth"))
CARDINALS = frozenset(_UNITS) - _LAST_WORDS
"""Number words up to ninety, without ordinals."""
_AFTER_A_NUMERAL = frozenset(("the", "a", "an"))


_BEFORE_A_SCALE = [[scale] for scale in _SCALES]


def in_figures(words: list[str]) -> list[str]:
    """`words` with every number as figures, and without the word "part" (chapter, volume …) in front of one.

    A single letter is a numeral only after such a word; V also at the end of a name and before an article, as in
    "Star Trek V: The Final Frontier", but never at its beginning.

    >>> in_figures("nineteen eighty four".split()), in_figures("the godfather part ii".split())
    (['1984'], ['the', 'godfather', '2'])
    """
    if not NUMBER_WORDS.isdisjoint(words):
        words = _spelt_out(words)
    if words[-1:] == ["half"] and words[-3:-1] == ["and", "a"] and words[0].isdigit():  # "eight and a half"
        words = [*words[:-3], "1", "2"]
    result: list[str] = []
    for place, word in enumerate(words):
        figure = word
        if word in ROMANS and (place or (len(words) == 1 and len(word) > 1)):
            after_part = bool(result) and result[-1] in PART_WORDS
            last = place == len(words) - 1
            if len(word) > 1 or after_part or (word == "v" and (last or words[place + 1] in _AFTER_A_NUMERAL)):
                figure = str(ROMANS[word])
        elif word[:1].isdigit() and word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdigit():
            figure = word[:-2]
        elif "." in word and word[:1].isdigit():
            figure = word.rstrip("0").rstrip(".")
            if figure.endswith(".5") and words[place + 1 : place + 2] not in _BEFORE_A_SCALE:
                result.extend((figure[:-2], "1"))
                figure = "2"
        elif word in _SCALES and result and result[-1].replace(".", "", 1).isdigit():
            figure = _scaled(result.pop(), _SCALES[word])
        if len(result) > 1 and result[-1] in PART_WORDS and figure[:1].isdigit():
            result.pop()
        result.append(figure)
    return result


def _scaled(figures: str, scale: int) -> str:
    """ "18" and a million as "18000000"; the digits are moved, so that any number of them stays exact."""
    whole, _, part = figures.partition(".")
    noughts = len(str(scale)) - 1
    moved = (whole + part[:noughts].ljust(noughts, "0")).lstrip("0") or "0"
    return f"{moved}.{part[noughts:]}" if part[noughts:] else moved


def _spelt_out(words: list[str]) -> list[str]:
    """Runs of number words as one figure each: "one hundred and one" is 101, "nineteen eighty-four" 1984."""
    result: list[str] = []
    place = 0
    while place < len(words):
        value, after = _number_at(words, place)
        if after > place:
            result.append(str(value))
            place = after
        else:
            result.append(words[place])
            place += 1
    return result


def _number_at(words: list[str], place: int) -> tuple[int, int]:
    """The number that begins at `place`, and where it ends (`place` itself when there is none)."""
    total = group = 0
    last = 0  # the last unit that was read: a smaller one may follow it
    start = place
    while place < len(words):
        word = words[place]
        scale = _SCALES.get(word.removesuffix("th"))
        if word in _UNITS:
            unit = _UNITS[word]
            if last and unit >= 10 and 10 <= last < 100:  # a year spoken in two halves
                group = group * 100 + unit
            elif last and not (last >= 20 and unit < 10 and last % 10 == 0):
                break
            else:
                group += unit
            last = unit
            place += 1
            if word in _LAST_WORDS:
                break
        elif scale and (group or total or place > start):
            if scale == 100:
                group = max(group, 1) * 100
            else:
                total += max(group, 1) * scale
                group = 0
            last = 0
            place += 1
        elif word == "and" and place > start and not last and place + 1 < len(words) and words[place + 1] in _UNITS:
            place += 1
        else:
            break
    return total + group, place
