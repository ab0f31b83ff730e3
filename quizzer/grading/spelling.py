"""Slips of the fingers and of the ear: what a misspelt word costs, and what no slip may do."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["FUNCTION_WORDS", "NO_SLIP", "edits_for", "is_common", "reverses", "slip", "sounds_like"]

NO_SLIP = 99.0
"""The cost of what is no slip at all."""

# fmt: off
FUNCTION_WORDS = frozenset((
    "the", "a", "an", "of", "to", "in", "on", "at", "for", "and", "is", "by", "from", "with", "as", "or", "it", "its", "be",
    "de", "la", "le", "les", "du", "des", "el", "los", "las", "il", "lo", "der", "die", "das", "und", "et", "y", "e", "da", "do",
))
"""Words that carry no answer by themselves."""

_REVERSALS = tuple(frozenset(pair) for pair in (
    ("north", "south"), ("east", "west"), ("northern", "southern"), ("eastern", "western"), ("before", "after"),
    ("mother", "father"), ("mothers", "fathers"), ("brother", "mother"), ("brother", "father"), ("pre", "post"),
    ("man", "woman"), ("men", "women"), ("man", "men"), ("woman", "women"), ("male", "female"), ("he", "she"), ("his", "her"),
    ("with", "without"), ("in", "out"), ("on", "off"), ("up", "down"), ("over", "under"), ("first", "last"), ("left", "right"),
    ("day", "night"), ("hot", "cold"), ("win", "lose"), ("war", "peace"), ("more", "less"), ("king", "queen"), ("boy", "girl"),
    ("mr", "mrs"), ("mr", "ms"), ("son", "sun"), ("black", "white"), ("maternal", "paternal"), ("inner", "outer"),
    ("upper", "lower"), ("sister", "mister"), ("uncle", "aunt"), ("to", "from"), ("yes", "no"), ("now", "not"),
))
_DENIALS = frozenset(("not", "no", "never", "without", "non", "anti", "isnt", "wasnt", "arent", "cannot", "cant"))
_REVERSING_STARTS = (
    "un", "non", "anti", "dis", "in", "im", "ir", "il", "pre", "post", "hyper", "hypo", "inter", "intra", "over", "under",
    "macro", "micro", "endo", "exo", "sub", "super", "ante", "ex", "a", "mono", "bi", "tri", "homo", "hetero",
)
# fmt: on
_SAME_SOUND = tuple(frozenset(pair) for pair in ("ck", "cs", "sz", "kq", "fv", "gj", "iy", "dt", "bp", "vw", "uw", "mn", "xs"))
_VOWELS = frozenset("aeiouy")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> frozenset[str]:
    """Pairs of letters whose keys touch on a QWERTY keyboard."""
    pairs = set()
    places = {key: (row, column + 0.5 * row) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    for one, (row, column) in places.items():
        for other, (other_row, other_column) in places.items():
            if one != other and abs(row - other_row) <= 1 and abs(column - other_column) <= 1:
                pairs.add(one + other)
    return frozenset(pairs)


_TOUCHING = _neighbours()


def is_common(word: str) -> bool:
    """Whether `word` is among the commonest of English, or an inflection of one of them."""
    global _common
    if _common is None:
        from quizzer.grading.common_words import COMMON_WORDS  # a big table: read when the first slip is judged

        _common = COMMON_WORDS
    return word in _common or (word.endswith("s") and not word.endswith("ss") and word[:-1] in _common)


_common: frozenset[str] | None = None


def reverses(expected: str, given: str) -> bool:
    """Whether one word means the contrary of the other, so that it is never a slip of it."""
    if expected in _DENIALS or given in _DENIALS:
        return True
    if any(expected in pair and given in pair for pair in _REVERSALS):
        return True
    longer, shorter = (expected, given) if len(expected) > len(given) else (given, expected)
    for start in _REVERSING_STARTS:
        if longer.startswith(start):
            rest = longer[len(start) :]
            if rest == shorter and len(rest) > 3 and is_common(rest):
                return True
            if len(start) > 1 and len(rest) > 2 and expected != given and expected.endswith(rest) and given.endswith(rest):
                other_start = shorter[: len(shorter) - len(rest)] if shorter != longer else ""
                if other_start in _REVERSING_STARTS:
                    return True
    return False


def slip(expected: str, given: str, edits: int = 0) -> float:
    """What it costs to take the word `given` for `expected`: about one for each letter, less for the usual slips.

    0 for the same word, NO_SLIP for what takes more than `edits` (0: as many as a word so long may have), touches a
    digit or reverses the meaning. The costs follow how often each kind of slip is made: a doubled letter, a swap, the
    next key, a vowel for a vowel, a letter left out, any other letter; the first letter of a word is seldom missed.
    """
    if expected == given:
        return 0.0
    if not (expected.isalpha() and given.isalpha()) or reverses(expected, given):
        return NO_SLIP
    return _cost(expected, given, edits or edits_for(len(expected)), True)


def edits_for(length: int) -> int:
    """Edits that are looked at in a word of `length` letters."""
    return 1 if length < 6 else 2 if length < 12 else 3


def _cost(expected: str, given: str, edits: int, at_start: bool) -> float:
    """The cheapest way from one word to the other in at most `edits` steps."""
    place = 0
    shorter = min(len(expected), len(given))
    while place < shorter and expected[place] == given[place]:
        place += 1
    before = expected[place - 1] if place else ""
    expected, given = expected[place:], given[place:]
    if not expected and not given:
        return 0.0
    if not edits or abs(len(expected) - len(given)) > edits:
        return NO_SLIP
    first = at_start and not place
    best = NO_SLIP
    if expected and given:
        cost = _substitution(expected[0], given[0], first)
        best = cost + _cost(expected[1:], given[1:], edits - 1, False)
        if expected[1:2] == given[0] and given[1:2] == expected[0]:
            best = min(best, 0.7 + _cost(expected[2:], given[2:], edits - 1, False))
    if expected:
        cost = (0.6 if before == expected[0] else 0.9) + (0.35 if first else 0.0)
        best = min(best, cost + _cost(expected[1:], given, edits - 1, False))
    if given:
        cost = _insertion(before, expected[:1], given[0]) + (0.5 if first else 0.0)
        best = min(best, cost + _cost(expected, given[1:], edits - 1, False))
    return best


def _substitution(was: str, became: str, first: bool) -> float:
    if was + became in _TOUCHING:
        return 0.8
    alike = 0.9 if was in _VOWELS and became in _VOWELS else 0.95 if {was, became} in _SAME_SOUND else 1.15
    return alike + (0.5 if first else 0.0)


def _insertion(before: str, after: str, letter: str) -> float:
    if letter in (before, after):
        return 0.5
    return 0.9 if before + letter in _TOUCHING or after + letter in _TOUCHING else 1.0


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    """The consonants of `word` as they sound, roughly; vowels count only at the beginning."""
    for written, spoken in _SPELLINGS:
        word = word.replace(written, spoken)
    first = word[:1]
    rest = "".join(letter for letter in word[1:] if letter not in "aeiouyh")
    heard = ("a" if first in _VOWELS else first) + rest
    return "".join(letter for place, letter in enumerate(heard) if not place or heard[place - 1] != letter)


# fmt: off
_SPELLINGS = (
    ("tch", "c"), ("sch", "s"), ("who", "ho"), ("sh", "s"), ("ch", "k"), ("ph", "f"), ("gh", "g"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"),
    ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("cz", "s"), ("c", "k"), ("z", "s"), ("dge", "j"), ("kn", "n"), ("wr", "r"), ("w", "v"),
    ("th", "t"), ("dt", "t"), ("d", "t"), ("b", "p"), ("j", "y"),
)
# fmt: on


def sounds_like(expected: str, given: str) -> bool:
    """Whether two words sound alike to an English ear."""
    return _sound(expected) == _sound(given)
