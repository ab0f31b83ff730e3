"""Slips of the fingers and of the ear: what a misspelt word costs, and what no slip may do."""

from functools import lru_cache

from rapidfuzz.distance import OSA, Prefix

from quizzer.grading.wordlists import common_words, listed, read_table, words

NO_SLIP = 99.0
"""The cost of what cannot be a slip."""

FUNCTION_WORDS = listed("function")
"""Words that carry no answer by themselves."""

_CONTRARIES: dict[str, frozenset[str]] = {}
for _pair in [frozenset(one.split("/")) for one in listed("reversals")]:
    for _word in _pair:
        _CONTRARIES[_word] = _CONTRARIES.get(_word, frozenset()) | _pair - {_word}
_DENIALS = frozenset(("not", "no", "never", "without", "non", "anti", "isnt", "wasnt", "arent", "cannot", "cant"))
_SPEAKING = _DENIALS | frozenset(_CONTRARIES)
_LONGEST_START = 6
_REVERSING_STARTS = listed("reversing_starts")
_ALIKE = ("ck", "cs", "sz", "kq", "fv", "gj", "iy", "dt", "bp", "vw", "uw", "mn", "xs")
_SAME_SOUND = frozenset(_ALIKE) | frozenset(pair[::-1] for pair in _ALIKE)
_SWAP = 0.7
_VOWELS = frozenset("aeiouy")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = {ear: [pair.split("/") for pair in pairs] for ear, pairs in read_table("sounds").items()}

_KEYS = {key: (row, column + 0.5 * row) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
# Pairs of letters whose keys touch on a QWERTY keyboard.
_TOUCHING = frozenset(
    one + other
    for one, (row, column) in _KEYS.items()
    for other, (other_row, other_column) in _KEYS.items()
    if one != other and abs(row - other_row) <= 1 and abs(column - other_column) <= 1
)
_SUBSTITUTIONS = {was + became: 0.9 for was in _VOWELS for became in _VOWELS}
_SUBSTITUTIONS |= dict.fromkeys(_SAME_SOUND, 0.95) | dict.fromkeys(_TOUCHING, 0.8)


def is_common(word: str) -> bool:
    """Whether `word` is among the commonest of English, or an inflection of one of them."""
    common = common_words()
    return word in common or (word[-1:] == "s" and word[-2:] != "ss" and word[:-1] in common)


def reverses(expected: str, given: str) -> bool:
    """Whether one word means the contrary of the other, so that it is never a slip of it."""
    if given in _DENIALS or (expected in _DENIALS and is_common(given)) or given in _CONTRARIES.get(expected, ()):
        return True
    if given[-3:] != expected[-3:] or not given.endswith(expected[_LONGEST_START:]):
        return False
    shared = 3
    while expected[-shared - 1 : -shared] == given[-shared - 1 : -shared] != "":
        shared += 1
    start, other = expected[:-shared], given[:-shared]
    if start and other:
        return start in _REVERSING_STARTS and other in _REVERSING_STARTS
    return (start or other) in _REVERSING_STARTS and shared > 3 and is_common(expected[-shared:])


def slip(expected: str, given: str, edits: int = 0) -> float:
    """Return the cost of the word `given` for `expected`: about one for each letter, less for the usual slips.

    0 for the same word. NO_SLIP for more than `edits` (0: the limit of a word of this length), or a slip that touches a
    digit or reverses the meaning. The costs follow the frequency of each kind of slip: a doubled letter, a swap, the
    next key, a vowel for a vowel, a letter left out, any other letter. People rarely miss the first letter of a word.
    """
    distance = OSA.distance(expected, given)
    if not (expected.isalpha() and given.isalpha()):
        return NO_SLIP if distance else 0.0
    if distance == 1:
        place = Prefix.similarity(expected, given)
        if (place < 2 or given in _SPEAKING) and reverses(expected, given):
            return NO_SLIP
        return _step(expected[place:], given[place:], expected[place - 1] if place else "", not place)
    edits = edits or edits_for(len(expected))
    return NO_SLIP if distance > edits or reverses(expected, given) else _cost(expected, given, edits, True)


def edits_for(length: int) -> int:
    """Edits that are looked at in a word of `length` letters."""
    return 1 if length < 6 else 2 if length < 12 else 3


def _cost(expected: str, given: str, edits: int, at_start: bool) -> float:
    """The cheapest way from one word to the other in at most `edits` steps."""
    place = Prefix.similarity(expected, given)
    before = expected[place - 1] if place else ""
    expected, given = expected[place:], given[place:]
    first = at_start and not place
    if edits < 2 or not expected or not given:
        return _step(expected, given, before, first) if edits or expected == given else NO_SLIP
    if abs(len(expected) - len(given)) > edits:
        return NO_SLIP
    left = edits - 1
    best = _substitution(expected[0], given[0], first) + _cost(expected[1:], given[1:], left, False)
    if expected[1:2] == given[0] and given[1:2] == expected[0]:
        best = min(best, _SWAP + _cost(expected[2:], given[2:], left, False))
    best = min(best, _omission(before, expected[0], first) + _cost(expected[1:], given, left, False))
    return min(best, _insertion(before, expected[0], given[0], first) + _cost(expected, given[1:], left, False))


def _step(expected: str, given: str, before: str, first: bool) -> float:
    """The cost of the one step between two texts that begin differently, or NO_SLIP when one is not enough."""
    longer = len(expected) - len(given)
    if expected == given:
        return 0.0
    if longer == 0:
        if expected[1:] == given[1:]:
            return _substitution(expected[0], given[0], first)
        swapped = expected[2:] == given[2:] and expected[0] == given[1] and expected[1] == given[0]
        return _SWAP if swapped else NO_SLIP
    if longer == 1 and expected[1:] == given:
        return _omission(before, expected[0], first)
    if longer == -1 and expected == given[1:]:
        return _insertion(before, expected[:1], given[0], first)
    if longer > 0 and not given:
        return _omission(before, expected[0], first) + 0.9 * (longer - 1)
    if longer < 0 and not expected:
        return _insertion(before, "", given[0], first) - longer - 1.0
    return NO_SLIP


def _substitution(was: str, became: str, first: bool) -> float:
    cost = _SUBSTITUTIONS.get(was + became, 1.15)
    return cost + 0.5 if first and cost > 0.8 else cost


def _omission(before: str, letter: str, first: bool) -> float:
    return 0.6 if letter == before else 1.25 if first else 0.9


def _insertion(before: str, after: str, letter: str, first: bool) -> float:
    cost = 0.5 if letter in (before, after) else 1.0
    if cost == 1.0 and (before + letter in _TOUCHING or after + letter in _TOUCHING):
        cost = 0.9
    return cost + (0.5 if first else 0.0)


@lru_cache(maxsize=4096)
def eased(word: str) -> str:
    """`word` with one letter for each sound that English and French write with several: "oo", "ouille", "ph"."""
    for written, said in _SOUNDS["eased"]:
        word = word.replace(written, said)
    return word


@lru_cache(maxsize=4096)
def spoken(word: str) -> str:
    """`word` as it sounds, roughly: the consonants, and the vowels as they are written."""
    for written, said in _SOUNDS["spoken"]:
        word = word.replace(written, said)
    return "".join(letter for place, letter in enumerate(word) if not place or word[place - 1] != letter)


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """The consonants of `word` as they sound, roughly; vowels count only at the beginning."""
    said = spoken(word)
    first = "a" if said[:1] in _VOWELS else said[:1]
    return first + "".join(letter for letter in said[1:] if letter not in "aeiouyh")


_SAME_START = words("ck kc cs sc kq qk sz zs fp pf gj jg rw wr kn nk gn ng hw wh xz zx")


def begins_alike(expected: str, given: str) -> bool:
    """Whether two words that sound alike begin with one sound: "wrath" and "rath", but not "bear" and "pear"."""
    return expected[0] == given[0] or expected[0] + given[0] in _SAME_START


def sounds_like(expected: str, given: str) -> bool:
    """Whether two words sound alike to an English ear."""
    return sound(expected) == sound(given)


def same_letters(expected: str, given: str) -> bool:
    """Whether `given` has the letters of `expected` in another order after the first: "physco"."""
    return expected[0] == given[0] and len(expected) == len(given) > 4 and sorted(expected) == sorted(given)


def homophones(expected: str, given: str) -> bool:
    """Whether two words sound alike and their first vowels do: "write" for "Wright", but not "dunn" for "Dean"."""
    return begins_alike(expected, given) and sounds_like(expected, given) and _vowel(expected) == _vowel(given)


def _vowel(word: str) -> str:
    return next((letter for letter in spoken(word)[1:].replace("y", "i") if letter in _VOWELS), "")
