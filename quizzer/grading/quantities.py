"""Numbers as people write and say them: figures with marks, scales ("18 million", "$18m"), words, fractions, signs."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from quizzer.grading.folding import plain
from quizzer.grading.numerals import ENGLISH, SINGLE, number_at, tongues
from quizzer.grading.spelling import NO_SLIP, is_common, slip
from quizzer.grading.wordlists import key_of_word, read_table

TONGUES = tongues()
_SCALING = key_of_word("scales")
MULTIPLIERS = {word: int(told[1:]) for word, told in _SCALING.items() if told[0] == "x"}
SHARES = {word: int(told[1:]) for word, told in _SCALING.items() if told[0] == "/"}
_SPOKEN = [tongue for code, tongue in reversed(TONGUES.items()) if code != "ja"]  # a billion is the English one
SCALES = {
    word: int(value)
    for tongue in _SPOKEN
    for word, value in tongue.values.items()
    if (value >= 1000 or word == "hundred") and word not in tongue.ordinals
} | {word: int(told) for word, told in _SCALING.items() if told.isdigit()}
"""The words that multiply a number before them: "2.8 billion"."""
UNITS = key_of_word("units")
"""The sign of each word for a unit of measurement."""
CURRENCIES = key_of_word("currencies")
"""The code of each word for a currency."""

LIMITS = frozenset(read_table("around_numbers")["limit"])
"""Words before a number that say it is another: "before 1977", "less than $60,000"."""

_FIGURES = re.compile(
    r"(?:(?P<whole>(?<![\d/])\d{1,6})[\s-]+)?(?<![\d/.,])(?P<upper>\d)/(?P<lower>[23458])(?![\d/])"
    r"|(?P<figures>\d{1,3}(?:[ ,.'\u2019\u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"
    r"|(?<![\w.,])[.,]\d+)"
    r"(?P<ordinal>(?:st|nd|rd|th|e|er|ere|eme|te|ter|ten)(?![^\W\d_]))?"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s])",
    re.IGNORECASE,
)
_KANJI_WORDS = "zero zero ichi ni san yon go roku nana hachi kyu ju hyaku sen man"
_KANJI = dict(zip("〇零一二三四五六七八九十百千万", _KANJI_WORDS.split(), strict=True))
_KANJI_RUN = re.compile(f"[{''.join(_KANJI)}]+")
_HALF_AN_HOUR = re.compile(r"\b(пол|halb|mezz)(?=часа|stunde|ora)")
_ERA = re.compile(
    r"(?i)\s\(?(?:b\.? ?c\.?(?: ?e)?|v\.? ?chr|av(?:ant)?\.? ?j\.? ?-?c|a\.c|до н\. ?э|before christ)\b\.?\)?"
)
_FRACTION = re.compile("([0-9])\u2044([0-9])")
_HOMOPHONES = {"to": "two", "too": "two", "tow": "two", "for": "four", "fore": "four", "won": "one", "ate": "eight"}
_JOINS = frozenset(join for tongue in TONGUES.values() for join in tongue.joins)
_POINTS = frozenset(point for tongue in TONGUES.values() for point in tongue.points)
_OF = frozenset(("of", "de", "d", "di", "an", "a"))
_COUNTED = (UNITS, CURRENCIES, SCALES, MULTIPLIERS, SHARES)
_OTHER_WORDS = frozenset(("cent", "cents", "sei", "second", "man", "go", "san"))
_AN_ORDINAL = 0.3  # what an ordinal is less likely than another number
_ONE = SINGLE | {"a", "an"}
_BEFORE_A_SHARE = SINGLE | _JOINS | _OF
_PLURALS = ("s", "en", "i", "ов")
_MOST = 10
_MOST_MENDED = 12  # parts of an answer of which the misspelt are looked up
_SIGNS = "-\u2212\u2013"
_LETTERS = {"m": (10**6,), "b": (10**9,), "mil": (10**6, 1000)}


class Quantity(NamedTuple):
    """A number, the words around it that may be its unit, the step to which it is rounded, and the words before it."""

    value: Decimal
    words: tuple[str, ...]
    step: Decimal
    before: tuple[str, ...] = ()


def other_scale(number: Quantity, expected: Sequence[Decimal]) -> list[Quantity]:
    """Read a letter or word after `number` as a scale, if the result is nearer to an expected number. "m" is metres or
    million, "mil" million in English and thousand in Spanish."""
    readings = [number]
    for place, word in enumerate(number.words):
        if word in _LETTERS and (place == 0 or len(number.words) > 1):
            rest = number.words[:place] + number.words[place + 1 :]
            readings += [
                number._replace(value=number.value * scale, words=rest, step=number.step * scale)
                for scale in _LETTERS[word]
            ]
            break
    return [min(readings, key=lambda one: min((abs(one.value - other) for other in expected), default=0))]


class Tolerance(NamedTuple):
    """The tolerance of a number: `value` in the answer's own unit, or a share of the answer with `share`."""

    value: Decimal
    share: bool

    def slack(self, expected: Decimal) -> Decimal:
        """Return the largest difference from `expected` that is still right."""
        return abs(expected) * self.value if self.share else self.value


def parse_tolerance(text: str) -> Tolerance | None:
    """A tolerance as a key gives it, "0.5" or "10%"; None when it is not a number, or negative."""
    bare = text.strip()
    share = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    if not re.fullmatch(r"\d{1,30}(?:\.\d{1,30})?|\.\d{1,30}", bare):
        return None
    return Tolerance(Decimal(bare) / (100 if share else 1), share)


def quantities(text: str, *, slips: bool = False) -> list[Quantity]:
    """Every number in `text`, in figures or in the words of eight languages, in their order (at most ten).

    With `slips` a word that is none may be a misspelt number or unit.

    >>> [number.value for number in quantities("two point eight million, vierundzwanzig")]
    [Decimal('2800000.0'), Decimal('24')]
    """
    parts = numbers_and_words(text, slips=slips)
    found: list[Quantity] = []
    start = 0
    for place, part in enumerate(parts):
        if isinstance(part, Part):
            before = tuple(word for word in parts[start:place] if isinstance(word, str))
            after = []
            for word in parts[place + 1 :]:
                if not isinstance(word, str):
                    break
                after.append(word)
            if before and (len(before[-1]) < 5 or before[-1] in CURRENCIES):
                after.insert(0, before[-1])
            told = tuple(word for word in after if word[0].isalpha() or word in UNITS or word in CURRENCIES)
            found.append(Quantity(part.value, told, part.step, before))
            start = place + 1
            if len(found) == _MOST:
                break
    return found


class Part(NamedTuple):
    """A number among the words of an answer, and the step to which it is rounded."""

    value: Decimal
    step: Decimal


def numbers_and_words(text: str, *, slips: bool = False) -> list[Part | str]:
    """Return the parts of `text`: its numbers, scaled and joined, and its words and marks, folded."""
    text = _ERA.sub(" bc", text[:200])
    if not text.isascii():
        text = _FRACTION.sub(r" \1/\2", unicodedata.normalize("NFKC", text))
        text = _KANJI_RUN.sub(lambda run: f" {' '.join(_KANJI[mark] for mark in run[0])} ", text)
    parts = _in_pieces(text)
    if slips and len(parts) <= _MOST_MENDED:
        parts = [_mended(part) if isinstance(part, str) else part for part in parts]
    return _heard(parts, slips)


def _in_pieces(text: str) -> list[Part | str]:
    parts: list[Part | str] = []
    end = -1
    for match in _FIGURES.finditer(text):
        if match["word"]:
            word = plain(match["word"])
            half = _HALF_AN_HOUR.match(word)
            parts.extend((half[1], word[half.end() :]) if half else (word,))
        elif match["mark"]:
            mark = match["mark"]
            after = text[match.end() : match.end() + 1]
            if mark in _SIGNS and (after.isdigit() or after in ".,") and (not match.start() or end < match.start()):
                parts.append("-")
            elif mark not in "'\u2019\u02bc.!?-\u2010\u2011":
                parts.append(mark)
        else:
            number = _figures(match)
            if parts and parts[-1] == "-":
                parts[-1] = number._replace(value=-number.value)
            else:
                parts.append(number)
        end = match.end()
    return parts


def _figures(match: re.Match[str]) -> Part:
    if match["upper"]:
        return Part(Decimal(match["whole"] or 0) + int(match["upper"]) * (1 / Decimal(match["lower"])), Decimal("0.1"))
    whole, part = _parted(match["figures"])
    figures = f"{whole or 0}.{part}" if part else whole or "0"
    return Part(Decimal(figures), _step(figures))


def _parted(figures: str) -> tuple[str, str]:
    """The digits before and after the decimal mark.

    A mark before three digits separates thousands, unless only a zero or nothing is before it.
    """
    marks = [mark for mark in figures if not mark.isdigit()]
    if not marks:
        return figures, ""
    pieces = re.split(r"\D", figures)
    last = pieces[-1]
    is_decimal = len(last) != 3 or pieces[0] in ("", "0") or (len(marks) > 1 and marks[-1] != marks[0])
    if is_decimal and marks[-1] in ".,":
        return "".join(pieces[:-1]), last
    return "".join(pieces), ""


@cache
def _vocabulary() -> dict[str, str]:
    """Return the words that a misspelt word may mean, with their values. Words with two meanings do not count."""
    found: dict[str, str] = {}
    for code, tongue in TONGUES.items():
        found |= {word: str(value) for word, value in tongue.values.items() if len(word) > 2 and code != "ja"}
    found |= {word: str(value) for word, value in (*SCALES.items(), *MULTIPLIERS.items()) if len(word) > 3}
    found |= {word: f"/{share}" for word, share in SHARES.items() if len(word) > 3}
    found |= {word: sign for table in (UNITS, CURRENCIES) for word, sign in table.items() if len(word) > 3}
    return found


@cache
def _known() -> frozenset[str]:
    return frozenset((*_vocabulary(), *UNITS, *CURRENCIES, *SCALES, *SHARES, *_JOINS, *_POINTS, *LIMITS))


@lru_cache(maxsize=1024)
def _mended(word: str) -> str:
    """`word`, or the number or unit that it is misspelt for."""
    if len(word) < 4 or len(word) > 30 or word in _known() or is_common(word):
        return word
    if any(tongue.atoms(word) for tongue in TONGUES.values()):
        return word
    meanings = _vocabulary()
    near = process.extract(word, list(meanings), scorer=OSA.distance, score_cutoff=1 + (len(word) > 7), limit=6)
    if not near:
        return _mended_compound(word)
    cost_of = {name: slip(name, word, 2) + _AN_ORDINAL * (name in ENGLISH.ordinals) for name, _, _ in near}
    costs = sorted((cost, name) for name, cost in cost_of.items())
    best = [name for cost, name in costs if cost < min(NO_SLIP, costs[0][0] + 0.1)]
    return best[0] if len({meanings[name] for name in best}) == 1 else word


def _mended_compound(word: str) -> str:
    """A German or Italian number with one misspelt part."""
    for tongue in TONGUES.values() if len(word) > 7 else ():
        if not tongue.compounds:
            continue
        for end in range(len(word), 3, -1):
            for start in range(max(0, end - 9), end - 2):
                before, after = word[:start], word[end:]
                if (before and tongue.parted(before) is None) or (after and tongue.parted(after) is None):
                    continue
                names = [name for name in tongue.values if len(name) > 3]
                piece = word[start:end]
                near = process.extractOne(piece, names, scorer=OSA.distance, score_cutoff=1 + (len(piece) > 6))
                if near is not None and (before or after):
                    return before + near[0] + after
    return word


def _heard(parts: list[Part | str], slips: bool) -> list[Part | str]:
    """The same with number words as numbers, and scales, dozens, halves and quarters joined to their numbers."""
    result: list[Part | str] = []
    said = [part if isinstance(part, str) else "" for part in parts]
    place = 0
    while place < len(parts):
        part = parts[place]
        last = result[-1] if result else ""
        end = place + 1
        if isinstance(part, Part):
            _append(result, part)
        elif part in SHARES and (place == 0 or isinstance(last, Part) or last in _BEFORE_A_SHARE):
            _share(result, Decimal(1) / SHARES[part])
        elif part in _LETTERS and isinstance(last, Part):
            result.append(part)
        elif (part in SCALES or part in MULTIPLIERS) and _scale(result, part):
            pass
        else:
            value, end = _longest(said, place) if part[0].isalpha() else (Decimal(0), place)
            if slips and end == place and part in _HOMOPHONES:
                value, end = _homophone(said, place, last)
            if end == place:
                result.append(part)
                end += 1
            elif isinstance(last, Part) and slips and said[place] in _HOMOPHONES and said[place] not in SINGLE:
                result[-1] = Part(last.value + value, Decimal(1))
            else:
                if last in _ONE and part in SCALES:  # "a hundred and one"
                    result.pop()
                if end < len(said) and said[end] in _POINTS:
                    value, end = _with_decimals(value, parts, end)
                _append(result, Part(value, _step(str(value))))
        place = end
    return result


def _append(result: list[Part | str], number: Part) -> None:
    if len(result) == 1 and result[0] in ("minus", "negative", "moins", "meno"):
        number = number._replace(value=-number.value)
        result.pop()
    result.append(number)


def _homophone(said: Sequence[str], place: int, last: Part | str) -> tuple[Decimal, int]:
    """Return the number that "to" or "for" may mean: alone, before a unit ("to hours"), after "twenty"."""
    after = said[place + 1] if place + 1 < len(said) else ""
    is_ones = isinstance(last, Part) and last.value in range(20, 100, 10) and not after and said[place - 1] != ""
    if len(said) == 1 or is_ones or (not last and (after in UNITS or after in SCALES)):
        return Decimal(ENGLISH.values[_HOMOPHONES[said[place]]]), place + 1
    return Decimal(0), place


def _step(figures: str) -> Decimal:
    """The step to which a number in these figures is rounded."""
    whole, _, part = figures.partition(".")
    noughts = len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0
    return Decimal(1).scaleb(-len(part) if part else noughts)


def _longest(said: Sequence[str], place: int) -> tuple[Decimal, int]:
    """The number that begins at `place`, read in the language that reads most of it."""
    best, end = Decimal(0), place
    for code, tongue in TONGUES.items():
        value, after = number_at(said, place, tongue)
        if after > end and (code != "ja" or (place == 0 and after == len(said))):
            best, end = Decimal(value), after
    if end == place + 1 and best >= 1000 and said[place].endswith(_PLURALS):
        return Decimal(0), place  # "millions"
    after_it = said[end] if end < len(said) else ""
    within = place > 0 and said[place] in ("once", "elf") and after_it not in _OF  # but for "el once de mayo"
    if end == place + 1 and len(said) > 1 and (said[place] in SINGLE or said[place] in _OTHER_WORDS or within):
        joined = after_it in _JOINS and not SHARES.keys().isdisjoint(said[end + 1 : end + 3])
        if said[place] in _OTHER_WORDS or not (joined or any(after_it in table for table in _COUNTED)):
            return Decimal(0), place
    return best, end


def _with_decimals(value: Decimal, parts: list[Part | str], point: int) -> tuple[Decimal, int]:
    """ "two point eight": the number with what is said after its point, and where it ends."""
    digits, end = "", point + 1
    for part in parts[end : end + 9]:
        figure = part.value if isinstance(part, Part) else _longest([part], 0)[0] if part[0].isalpha() else Decimal(0)
        if figure != int(figure) or not 0 <= figure < 100 or (not figure and part not in ENGLISH.values):
            break
        digits += str(int(figure))
        end += 1
    return (Decimal(f"{value}.{digits}"), end) if digits and value == int(value) else (value, point)


def _scale(result: list[Part | str], word: str) -> bool:
    """Whether a scale or a dozen multiplies the number before it: "2.8 billion", "half a million", "a dozen"."""
    scale = Decimal(SCALES.get(word) or MULTIPLIERS[word])
    last = result[-1] if result else ""
    half = result[-2] if len(result) > 1 and last in _OF else last
    if isinstance(half, Part):
        del result[-1 - (half is not last) :]
        before, added = result[-1] if result else "", half.value * scale  # a remainder has 28 figures at most
        if isinstance(before, Part) and added < before.value < 10**28 and before.value % (1000 * scale) == 0:
            result[-1] = Part(before.value + added, half.step * scale)  # "1 million 200 thousand"
        else:
            result.append(Part(added, half.step * scale))
    elif (last in _ONE and not any(word in one.values for one in TONGUES.values())) or (
        word in MULTIPLIERS and not result
    ):
        del result[-1:]
        result.append(Part(scale, scale))
    else:
        return False
    return True


def _share(result: list[Part | str], share: Decimal) -> None:
    """Join a half or a quarter to the number before it: "one and a half", "three quarters", "half an hour"."""
    step = Decimal("0.01")
    while result and isinstance(result[-1], str) and (result[-1] in _OF or result[-1] in SINGLE):
        result.pop()
    last = result[-1] if result else ""
    if isinstance(last, Part) and last.value == 1 and result[-2:-1] and result[-2] in _JOINS:  # "and one quarter"
        result.pop()
        last = result[-1]
    if last in _JOINS:
        result.pop()
        last = result[-1] if result else ""
        if isinstance(last, Part):
            scale = next((Decimal(scale) for scale in (10**9, 10**6, 1000) if last.step >= scale), Decimal(1))
            result[-1] = Part(last.value + share * scale, scale / 10)
            return
    elif isinstance(last, Part) and (last.value == 1 or (share != Decimal("0.5") and last.value < 4)):
        result[-1] = Part(last.value * share, step)
        return
    result.append(Part(share, step))
