"""Numbers in any dress: 2, two, second, 2nd, II, Part II, "vierundzwanzig", "quatre-vingt-dix-sept"."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from quizzer.grading.wordlists import listed, read_lines

_ROMAN_DIGITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMANS: dict[str, int] = {
    tens + ones: 10 * place + value
    for place, tens in enumerate(("", "x", "xx", "xxx"))
    for value, ones in enumerate(_ROMAN_DIGITS)
    if tens + ones
}
"""Roman numerals up to 39; the single letters among them are numerals only where `in_figures` says so."""

PART_WORDS = frozenset(("part", "pt", "chapter", "episode", "volume", "vol", "number", "no"))

_ROMAN = re.compile(r"(?=.)(m{0,3})(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ORDINAL_FIGURES = re.compile(r"(\d+)(?:st|nd|rd|th|e|er|ere|eme|ieme|te|ter|ten|o)")
_AND_A_HALF = re.compile(r"(?<!\d)(\d+) (?:e|y|et|und) (?:mezz[oa]|medi[oa]|demie?|mei[oa]|halb)\b")
_THOUSANDS = re.compile(r"(\d+(?:\.\d+)?)k")
_LONGEST_COMPOUND = 60
SINGLE = frozenset(("un", "une", "una", "uno", "um", "uma", "ein", "eine", "einen", "einer"))
"""Words that are an article as well as the number one."""

Value = int | float


class Tongue:
    """The words for numbers of one language, as `words/numbers.txt` has them."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.values: dict[str, Value] = {}
        self.ordinals: set[str] = set()
        self.joins: frozenset[str] = frozenset()
        self.points: frozenset[str] = frozenset()
        self.endings: tuple[str, ...] = ()
        self.compounds: bool = code in ("de", "it", "ja")
        self.starts: set[str] = set()

    def atoms(self, word: str) -> tuple[Value | None, ...]:
        """Return the values in a number word (None: "and"), or nothing for another word."""
        if (value := self.values.get(word)) is not None:
            return (value,)
        return self._compound(word) if self.compounds or self.endings else ()

    @lru_cache(maxsize=2048)  # noqa: B019 - the tongues live as long as the program
    def _compound(self, word: str) -> tuple[Value | None, ...]:
        if not 3 < len(word) <= _LONGEST_COMPOUND or word[:2] not in self.starts:
            return ()
        found = self.parted(word) if self.compounds else None
        if found is None:
            for ending in self.endings:
                bare = word.removesuffix(ending)
                if bare is not word and len(bare) > 2:
                    value = self.values.get(bare)
                    found = found or ((value,) if value is not None else self.parted(bare) if self.compounds else None)
        return found or ()

    @lru_cache(maxsize=4096)  # noqa: B019
    def parted(self, word: str) -> tuple[Value | None, ...] | None:
        if not word:
            return ()
        for length in range(min(len(word), 14), 0, -1):
            piece = word[:length]
            value = self.values.get(piece)
            is_part = value is not None or piece in self.joins
            if is_part and (rest := self.parted(word[length:])) is not None:
                return (value, *rest)
        return None


def _read(lines: Sequence[str]) -> dict[str, Tongue]:
    """The languages of these lines by their codes."""
    read: dict[str, Tongue] = {}
    for line in lines:
        head, _, listed = line.partition(": ")
        code, role = head.split()
        tongue = read.get(code) or read.setdefault(code, Tongue(code))
        words = [one.split("/") for one in listed.split()]
        if role == "and":
            tongue.joins = frozenset(word[0] for word in words)
        elif role == "point":
            tongue.points = frozenset(word[0] for word in words)
        elif role == "end":
            tongue.endings = tuple(word[0] for word in words)
        else:
            start, _, step = role.removeprefix("th").partition("+")
            value: Value = float(start) if "." in start else int(start)
            for one in words:
                tongue.values |= dict.fromkeys(one, value)
                if role[0] == "t":
                    tongue.ordinals.update(one)
                value += int(step or 0)
    for tongue in read.values():
        tongue.starts = {word[:2] for word in tongue.values}
    return read


_LINES = read_lines("numbers")
ENGLISH = _read([line for line in _LINES if line.startswith("en ")])["en"]


@cache
def tongues() -> dict[str, Tongue]:
    """The languages by their codes, English first; those beside it are read when first needed."""
    return {"en": ENGLISH, **_read([line for line in _LINES if not line.startswith("en ")])}


NUMBER_WORDS = frozenset(ENGLISH.values)
_ENGLISH_SCALES = {word: int(value) for word, value in ENGLISH.values.items() if value >= 100}
_MAY_BE_FIGURES = ROMANS.keys() | _ENGLISH_SCALES.keys()
_AFTER_A_NUMERAL = frozenset(("the", "a", "an"))
_BEFORE_A_PRONOUN = listed("before_a_pronoun")
_BEFORE_A_SCALE = [[scale] for scale in _ENGLISH_SCALES]


def roman(text: str) -> int:
    """The value of a Roman numeral of any length, or 0 when `text` is none.

    >>> roman("MCMLXXVII"), roman("film")
    (1977, 0)
    """
    if not _ROMAN.fullmatch(text):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in text.lower()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def in_figures(words: list[str]) -> list[str]:
    """`words` with every number as figures, and without the word "part" (chapter, volume …) in front of one.

    A single letter is a numeral only after such a word. V is one also at the end of a name and before an article, as in
    "Star Trek V: The Final Frontier", but never at its beginning. I is one at the end if it is not a pronoun ("World
    War I").

    >>> in_figures("nineteen eighty four".split()), in_figures("the godfather part ii".split())
    (['1984'], ['the', 'godfather', '2'])
    """
    if not NUMBER_WORDS.isdisjoint(words):
        words = spelt_out(words, ENGLISH)
    if words[-1:] == ["half"] and words[0].isdigit() and (words[1:-1] == ["and"] or words[1:-1] == ["and", "a"]):
        words = [words[0], "1", "2"]  # "eight and a half"
    result: list[str] = []
    for place, word in enumerate(words):
        if word.isalpha() and word not in _MAY_BE_FIGURES:
            result.append(word)
            continue
        figure = word
        if word in ROMANS and (place or (len(words) == 1 and len(word) > 1)):
            after_part = bool(result) and result[-1] in PART_WORDS
            last = place == len(words) - 1
            if (
                len(word) > 1
                or after_part
                or (word == "v" and (last or words[place + 1] in _AFTER_A_NUMERAL))
                or (word == "i" and last and words[place - 1] not in _BEFORE_A_PRONOUN)
            ):
                figure = str(ROMANS[word])
        elif word[:1].isdigit() and not word.isdigit():
            figure = _plain_figures(word)
            if figure.endswith(".5") and words[place + 1 : place + 2] not in _BEFORE_A_SCALE:
                result.extend((figure[:-2], "1"))
                figure = "2"
        elif word in _ENGLISH_SCALES and result and result[-1].replace(".", "", 1).isdigit():
            figure = _scaled(result.pop(), _ENGLISH_SCALES[word])
        elif word == "000" and result and len(result[-1]) < 4 and result[-1].isdigit():  # "20 000"
            figure = result.pop() + word
        if len(result) > 1 and result[-1] in PART_WORDS and figure[:1].isdigit():
            result.pop()
        result.append(figure)
    return result


def _plain_figures(word: str) -> str:
    """A word that begins with a figure as figures alone, if it is a number: "2nd", "5eme", "20k", "2.50"."""
    if ordinal := _ORDINAL_FIGURES.fullmatch(word):
        return ordinal[1]
    if thousands := _THOUSANDS.fullmatch(word):
        return _scaled(thousands[1], 1000)
    if word.endswith(".000"):  # "20.000"
        return word.replace(".", "")
    return word.rstrip("0").rstrip(".") if "." in word else word


def _scaled(figures: str, scale: int) -> str:
    """ "18" and a million as "18000000"; the digits are moved, so that any number of them stays exact."""
    whole, _, part = figures.partition(".")
    noughts = len(str(scale)) - 1
    moved = (whole + part[:noughts].ljust(noughts, "0")).lstrip("0") or "0"
    return f"{moved}.{part[noughts:]}" if part[noughts:] else moved


def foreign_figures(words: Sequence[str]) -> str:
    """A name's words with those as figures that are numbers in another language; empty when none is.

    >>> foreign_figures("les quatre cents coups".split()), foreign_figures("heat".split())
    ('les 400 coups', '')
    """
    text = " ".join(words)
    in_one = (word for word in words if len(word) > 7 and any(tongues()[code].atoms(word) for code in ("de", "it")))
    if len(words) < 2 or not (_foreign().intersection(words) or any(in_one) or _AND_A_HALF.search(text)):
        return ""  # `in_one`: "ventimila", which no list has
    found = list(words)
    for code in ("fr", "de", "es", "it", "pt"):
        found = spelt_out(found, tongues()[code], alone=False)
    figures = _AND_A_HALF.sub(r"\1 1 2", " ".join(found))
    return figures if figures != text else ""


@cache
def _foreign() -> frozenset[str]:
    """The foreign words for numbers, without articles."""
    codes = ("de", "fr", "es", "it", "pt")
    return frozenset(word for code in codes for word in tongues()[code].values) - NUMBER_WORDS - SINGLE


def spelt_out(words: Sequence[str], tongue: Tongue, *, alone: bool = True) -> list[str]:
    """Runs of number words as one figure each: "one hundred and one" is 101, "nineteen eighty-four" 1984.

    Unless `alone`, a lone article ("un", "eine") stays as it is, and hundred or thousand may begin a number.
    """
    result: list[str] = []
    place = 0
    while place < len(words):
        value, after = number_at(words, place, tongue, bare=not alone)
        if after == place or (not alone and after == place + 1 and words[place] in SINGLE):
            result.append(words[place])
            place += 1
        else:
            result.append(str(value))
            place = after
    return result


def number_at(words: Sequence[str], place: int, tongue: Tongue, *, bare: bool = True) -> tuple[Value, int]:
    """The number that begins at `place`, and where it ends (`place` itself when there is none).

    `bare`: whether a hundred or a thousand may begin it without a number before.
    """
    if not tongue.atoms(words[place]):
        return 0, place
    state = _Sum(tongue.code)
    end = at = place
    joined = False
    while at < len(words):
        word = words[at]
        if word in tongue.joins and at > place and not joined:
            joined = True
            at += 1
            continue
        if tongue.code == "en" and word in ("oh", "o") and 10 <= state.last < 100:  # "nineteen oh five"
            state.group *= 100
            at += 1
            continue
        atoms = tongue.atoms(word)
        first = atoms[0] if atoms else None
        if first is None or (at == place and not bare and first >= 100 and len(atoms) == 1):
            break
        if not state.add(atoms, joined):
            break
        joined = False
        at += 1
        end = at
        if word in tongue.ordinals:
            break
    return (state.before if end < at else state.value), end


_NO_HALVES = ("fr", "ja")


class _Sum:
    """A number that is being heard: what is full so far, the group below the last scale, and the last part of that."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.total: Value = 0
        self.group: Value = 0
        self.last: Value = -1
        self.before: Value = 0

    @property
    def value(self) -> Value:
        """The number so far."""
        return self.total + self.group

    def add(self, atoms: Sequence[Value | None], joined: bool) -> bool:
        """Whether the parts of one word continue the number. If they do not, it does not change."""
        kept = self.total, self.group, self.last
        self.before = self.value
        for atom in atoms:
            if atom is None:
                joined = True
            elif self._add(atom, joined):
                joined = False
            else:
                self.total, self.group, self.last = kept
                return False
        self.before = self.value
        return True

    def _add(self, value: Value, joined: bool) -> bool:
        last, hundreds = self.last, self.group % 100 == 0
        started = last >= 0
        if value >= 1000:
            return self._scale(value, joined)
        if value % 100 == 0 and value:
            if value == 100 and 0 < self.group < 100 and not joined:
                self.group *= 100
            elif self.group or (joined and self.code not in ("pt", "es")):
                return False
            else:
                self.group = value
        elif (hundreds and not (started and not self.value) and (value or not started)) or 0 < value < 1:
            self.group += value
        elif self.code == "de" and joined and 0 < last < 10 and value >= 20:
            self.group += value
            value = 1
        elif self.code == "fr" and (
            (last in (60, 80) and value < 20) or (last == 10 and 6 < value < 10) or (last == 4 and value == 20)
        ):
            self.group += 76 if value == 20 else value
            value = 80 if value == 20 else value
        elif self.code == "ja" and ((value == 10 and 0 < last < 10) or (last == 10 and value < 10)):
            self.group += 9 * last if value == 10 else value
        elif last >= 20 and last < 100 and 0 < value < 10:
            if joined and self.code in ("en", "de"):
                return False
            self.group += value
        elif self.code == "en" and 0 < last == self.group < 10 and value >= 20 and not (joined or self.total):
            self.group = self.group * 100 + value  # "two fifty"
        elif joined and last == 10 and 5 < value < 10 and self.code == "es":  # "diez y seis"
            self.group += value
        elif 10 <= last < 100 and 10 <= value < 100 and self.group < 100 and not joined and self.code not in _NO_HALVES:
            self.group = self.group * 100 + value  # a year spoken in two halves
        else:
            return False
        self.last = value
        return True

    def _scale(self, value: Value, joined: bool) -> bool:
        if joined and not (self.group == 0 and self.total == 0):
            return False
        if self.total and value > self.total:
            self.total, self.group = (self.total + self.group) * value, 0
        elif self.total and not self.group:
            return False
        else:
            self.total += (self.group or 1) * value
            self.group = 0
        self.last = 1000
        return True
