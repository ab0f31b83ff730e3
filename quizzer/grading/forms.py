"""A name prepared for comparison: its words, its numbers, and its other spellings."""

import re
import unicodedata
from functools import cache
from itertools import islice, product

from quizzer.bounds import LONGEST_ANSWER
from quizzer.grading.folding import fold
from quizzer.grading.numerals import NUMBER_WORDS, ROMANS, foreign_figures, in_figures
from quizzer.grading.wordlists import key_of_word, listed, read_lines

_ENGLISH = frozenset(("the", "a", "an"))
_FOREIGN = listed("foreign_articles")
SUFFIXES = frozenset(("jr", "sr", "2", "3", "4", "ii", "iii", "iv", "phd", "md", "esq", "obe", "cbe"))
"""Words after a surname."""
_ENGLISH_TOO = frozenset(
    ("die", "i", "o", "as", "a", "los", "las")
)  # articles elsewhere, but also other words of titles
_ELIDED = r"(?i)^(?:l|d|un|dell|all|nell|gl)['\u2019](?=\w{3})"
_INVERTED = r"(?i)^(.*\w)\s*,\s*(the|an?|le|la|les|el|los|las|il|lo|gli|der|die|das|os?|as?)$"
_OWNER = r"\w+(?:['\u2019]s|(?<=s)['\u2019])(?=\s+\w)"
_DROPPED_G = re.compile(r"(?i)(?<=[a-z]in)['\u2019](?![a-z])")
_BRACKETS = r"\s*[(\[][^)\]]*[)\]]\s*"
_INSIDE = r"[(\[]([^)\]]*)[)\]]"
_ALSO = r"(?i)(?:also )?(?:accept|or|also|aka|a\.k\.a\.)(?: also)?[: ]\s*"
_AMOUNT = r"(?i)^([$\u20ac\u00a3]\s?\d+(?:\.\d+)?)\s?(m|bn|k)$"
_SCALES = {"m": "million", "bn": "billion", "k": "thousand"}
_MOST_STYLED = 12  # the most words of such a name
_MOST_READINGS = 16
_STYLED = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "tv", "8": "b"}
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa", "Ø": "Oe", "Å": "Aa"}
)
_NUMERALS = NUMBER_WORDS | frozenset(numeral for numeral in ROMANS if numeral != "x") | {"x"}

_SAME = dict(key_of_word("spellings"))
_SYNONYMS = [line.split(", ") for line in read_lines("synonyms")]
for _word in listed("in_our"):
    for _ending in ("", "s", "ed", "ing", "ful", "able", "er", "ers", "hood", "less"):
        _SAME[_word + _ending] = _word[:-2] + "r" + _ending
for _word in listed("in_ise"):
    for _ending in ("e", "es", "ed", "er", "ers", "ing", "ation", "ations"):
        _SAME[f"{_word}is{_ending}"] = f"{_word}iz{_ending}"
_WRITTEN_OTHERWISE = frozenset(_SAME) | _NUMERALS


@cache
def _writings() -> dict[str, tuple[str, ...]]:
    """The spellings that `Form` replaces by each word or number: "dr" by "doctor", "twelve" and "twelfth" by "12"."""
    written: dict[str, list[str]] = {}
    for word, one in _SAME.items():
        written.setdefault(one, []).append(word)
    for word in NUMBER_WORDS:
        written.setdefault(in_figures([word])[0], []).append(word)
    return {one: tuple(sorted(words)) for one, words in written.items()}


def writings(word: str) -> tuple[str, ...]:
    """Return `word` of a form, and the words that a form replaces by it."""
    return (word, *_writings().get(word, ()))


class Form:
    """One name, prepared for comparison.

    `folded` is its folded text without a leading English article, which is in `article`. `words` are its words in one
    spelling, with numbers in digits. `spelt` are the words as written, or `words` if a number had several words. `key`
    is the words joined, and `tight` the same without spaces. `bare` marks a text of letters alone, which needs no more.
    """

    __slots__ = ("article", "bare", "folded", "key", "spelt", "tight", "words")

    def __init__(self, folded: str, initial: bool = False) -> None:
        words = folded.split(" ")
        if words[0] in _ENGLISH and len(words) > 1 and not initial:
            self.article: str = words.pop(0)
            folded = " ".join(words)
        else:
            self.article = ""
        self.folded: str = folded
        self.key: str = folded
        self.words: list[str] = words
        self.spelt: list[str] = words
        self.bare: bool = False
        self.tight: str = (tight := "".join(words))
        if tight.isalpha() and _WRITTEN_OTHERWISE.isdisjoint(words):
            return
        if not _SAME.keys().isdisjoint(words):
            words = [_SAME.get(word, word) for word in words]
        self.words = words = in_figures(words)
        if len(words) != len(self.spelt):
            self.spelt = words
        self.key = " ".join(words)
        self.tight = "".join(words)


def same_words(text: str) -> Form:
    """Return the form of a player's text. It moves an inverted article ("Godfather, The") and adds a dropped g
    ("Singin'"). An initial ("A. Hitchcock") is not an article.
    """
    letters = text.replace(" ", "")
    if letters.isalpha() and letters.isascii() and len(text) <= LONGEST_ANSWER:  # as most answers are
        form = Form(" ".join(text.lower().split()))
        form.bare = form.key is form.folded
        return form
    if "," in text and (inverted := re.match(_INVERTED, text[:200])):
        text = f"{inverted[2]} {inverted[1]}"
    if "'" in text or "\u2019" in text:
        text = _DROPPED_G.sub("g", text)
    start = unicodedata.normalize("NFKC", text.lstrip()[:3])
    return Form(fold(text), start[1:2] == "." and start[0] in "Aa")


def owner_in(name: str) -> str:
    """Return the folded possessive of a name: "manzos" in "Manzo's daughter"; empty if there is none."""
    found = re.search(_OWNER, name)
    return fold(found[0]) if found else ""


def surname(words: list[str]) -> str:
    """Return the surname in a folded name: its last word that is neither "Jr" nor a numeral."""
    for word in reversed(words):
        if word not in SUFFIXES:
            return word
    return words[-1]


def variants(name: str, form: Form) -> list[str]:
    """Return other spellings of exactly this name (its form: `form`): without a foreign article or brackets."""
    found: list[str] = []
    if "(" in name or "[" in name:
        found.extend(_in_brackets(name))
        bare = re.sub(_BRACKETS, " ", name).strip(" ,;")
        if any(mark.isalnum() for mark in bare):
            found.append(bare)
    if "," in name and (inverted := re.match(_INVERTED, name)):
        found.append(inverted[1])
    if ("'" in name or "\u2019" in name) and re.match(_ELIDED, name):
        found.append(re.sub(_ELIDED, "", name))
    if not name.isascii():
        found.append(name.translate(_UMLAUTS))
    if amount := re.match(_AMOUNT, name):
        found.append(f"{amount[1]} {_SCALES[amount[2].lower()]}")
    words = form.spelt
    if figures := foreign_figures(words):
        found.append(figures)
    if len(words) > 1 and words[0] in _FOREIGN and _is_article(words):
        found += [" ".join(told[1:]) for told in (words, figures.split()) if told]
    return found if form.tight.isalpha() else found + unstyled(words)


def synonyms(form: Form) -> list[str]:
    """Return a name with other words for relatives, nobody, everybody …: "his mom" for "his mother"."""
    text = f" {form.folded} "
    return [
        text.replace(f" {word}", f" {other}").strip()
        for group in _SYNONYMS
        for word in group
        if f" {word} " in text or f" {word}s " in text
        for other in group
        if other != word
    ]


def _in_brackets(name: str) -> list[str]:
    """Return other names in brackets: "(or Bombay)", and initials as in "adenosine diphosphate (ADP)"."""
    found = []
    for inside in re.findall(_INSIDE, name):
        if told := re.match(_ALSO, inside):
            found.append(inside[told.end() :])
        elif inside.isupper() and 1 < len(inside) < 7 and inside[0] == name[:1].upper():
            found.append(inside)
    return [other for other in found if other and not other.isspace()]


def _is_article(words: list[str]) -> bool:
    """Whether the first of `words` is an article here: "die" is in "Die Welle", but not in "Die Hard"."""
    from quizzer.grading.spelling import is_common  # for the few names that begin so

    return words[0] not in _ENGLISH_TOO or not all(is_common(word) for word in words[1:])


def unstyled(words: list[str]) -> list[str]:
    """Return the readings of a name with digits for letters: "se7en" is "seten" or "seven"."""
    found: list[str] = []
    for place, word in enumerate(words if len(words) <= _MOST_STYLED else ()):
        if word[:1].isalpha() and word[-1:].isalpha() and not (word.isalpha() or _STYLED.keys().isdisjoint(word)):
            for letters in islice(product(*(_STYLED.get(mark, mark) for mark in word[:20])), _MOST_READINGS):
                found.append(" ".join([*words[:place], "".join(letters), *words[place + 1 :]]))
    return found[:_MOST_READINGS]
