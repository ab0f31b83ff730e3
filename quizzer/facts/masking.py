"""Find names that give an answer away, and mask them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from quizzer.facts.wording import BLANK, OMISSION
from quizzer.grading import fold as fold_text
from quizzer.grading.wordlists import common_words, read_table

_WORDS = read_table("plain_words", beside=__file__)
# Words of any sentence: they do not give a title away.
_COMMON = frozenset(_WORDS["common"])
# Words that fit any film: they do not distinguish one.
_OF_ANY_FILM = frozenset(_WORDS["of_any_film"])
TELLING_WORDS = 6
"""So many ordinary words make it unlikely that a sentence is true of another film."""
# Question after question uses a film's titles and people.
fold = lru_cache(maxsize=4096)(fold_text)
_QUOTATION_MARKS = "“”„«»"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OMISSIONS = re.compile(rf"{re.escape(OMISSION)}(?:[\s-]+{re.escape(OMISSION)})+")


def gives_away(text: str, names: Iterable[str]) -> bool:
    """Whether a text has one of the names, in any case, and with any accents and punctuation."""
    return any(map(in_words(text).__contains__, sought(names)))


def in_words(text: str) -> str:
    """Return a text in which to look for `sought` names: folded, with a space at each end."""
    # Without quotation marks most texts are plain ASCII, which folds much quicker.
    for mark in _QUOTATION_MARKS if not text.isascii() else "":
        text = text.replace(mark, " ")
    return f" {fold_text(text)} "


def sought(names: Iterable[str]) -> list[str]:
    """Return the names that `gives_away` looks for: folded, without a leading article, with a space at each end."""
    return [f" {bare} " for name in names if (bare := _bare(name))]


def distinctive_words(titles: Iterable[str]) -> frozenset[str]:
    """Return the words that distinguish titles, folded and without a plural's ending. In a title of common words and
    single letters, each word counts."""
    return frozenset().union(*map(_distinctive_words, titles))


@lru_cache(maxsize=4096)
def _distinctive_words(title: str) -> frozenset[str]:
    words = _stems(title)
    telling = [word for word in words if word not in _COMMON and (len(word) > 1 or word.isdigit())]
    return frozenset(telling or words)


def shares_words(text: str, titles: Iterable[str]) -> bool:
    """Whether a text has a distinctive word of one of the titles."""
    words = frozenset(_stems(text))
    return not all(map(words.isdisjoint, map(_distinctive_words, titles)))


@lru_cache(maxsize=4096)
def mask_titles(
    sentence: str, titles: tuple[str, ...], series: tuple[str, ...] = (), names: tuple[str, ...] = ()
) -> str | None:
    """Return the sentence without the titles and their distinctive words; None if too little is left. `series` are
    titles of films before and after it, which are masked as a whole. `names` of people and characters are masked with
    their capitals; single words of them too, unless they are common."""
    words = distinctive_words(titles)
    masked = _without_several(titles, _without_names(names, sentence))
    for title in series:
        masked = re.sub(rf"(?<!\w){re.escape(title)}(?!\w)", OMISSION, masked)
    if not words.isdisjoint(_stems(masked)):
        masked = _WORD.sub(lambda found: OMISSION if not words.isdisjoint(_stems(found[0])) else found[0], masked)
    masked = _OMISSIONS.sub(OMISSION, masked)
    left = [word for word in _WORD.findall(masked) if fold(word) not in _COMMON]
    return masked if len(left) >= 5 and masked.count(OMISSION) <= len(left) / 2 else None


def _without_names(names: tuple[str, ...], sentence: str) -> str:
    """Return the sentence without whole names, and without single words of them that identify somebody."""
    words = {word for name in names for word in _WORD.findall(name) if len(word) > 2 and word[0].isupper()}
    present = [word for word in words if word in sentence and word.casefold() not in _COMMON]
    telling = {word for word in present if common_words().isdisjoint(_forms(word))}
    telling.update(name for name in names if " " in name and name[0].isupper() and name in sentence)
    if not telling:
        return sentence
    any_name = "|".join(map(re.escape, sorted(telling, key=len, reverse=True)))
    return re.sub(rf"(?<!\w)(?:{any_name})(?!\w)", OMISSION, sentence)


def is_distinctive(masked: str) -> bool:
    """Whether a sentence without titles names something, counts something, has an uncommon word, or is long. Otherwise
    it could be true of any film."""
    telling: set[str] = set()
    for found in _WORD.finditer(masked):
        word, before = found[0], masked[: found.start()].rstrip('“"‘( ')
        if len(word) < 2 or word.casefold() in _COMMON or word.casefold() in _OF_ANY_FILM:
            continue
        begins = not before or before.endswith((".", "!", "?", ":", OMISSION))
        if word[0].isdigit() or (word[0].isupper() and not begins) or common_words().isdisjoint(_forms(word)):
            return True
        telling.add(word.casefold())
    return len(telling) >= TELLING_WORDS


def _forms(word: str) -> set[str]:
    """Return a word, also without a possessive's or a plural's ending."""
    lower = word.casefold()
    return {lower, re.split(r"['’]", lower)[0], _stem(fold_text(lower))}


def _without_several(titles: tuple[str, ...], sentence: str) -> str:
    """Return the sentence without titles of several words, the longest first. `_stem` finds single words without their
    endings."""
    present = [title for title in titles if _may_contain(title, sentence)]
    several = sorted((title for title in present if len(_WORD.findall(title)) > 1), key=len, reverse=True)
    if not several:
        return sentence
    any_title = "|".join(map(re.escape, several))
    return re.sub(rf"(?<!\w)(?:{any_title})(?!\w)", OMISSION, sentence, flags=re.IGNORECASE)


def _may_contain(name: str, sentence: str) -> bool:
    """Whether a sentence may contain a name in any case: a quick look before making a pattern."""
    return not (name.isascii() and sentence.isascii()) or name.lower() in sentence.lower()


def mask(sentence: str, name: str) -> str:
    """Return the sentence with a blank for every mention of a name."""
    if not _may_contain(name, sentence):
        return sentence
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", BLANK, sentence, flags=re.IGNORECASE)


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    """Return a name folded, without its leading article."""
    folded = fold_text(name)
    first, _, rest = folded.partition(" ")
    return rest if first in ("the", "a", "an") and rest else folded


def _stems(text: str) -> list[str]:
    """Return the words of a text for comparison; of "d'Amélie" both the whole and its parts."""
    words = _WORD.findall(text)
    words += [part for word in words if not word.isalnum() for part in re.split(r"['’]", word)]
    return [_stem(fold(word)) for word in words]


def _stem(word: str) -> str:
    """Return a folded word without a possessive's or a plural's ending."""
    word = word.replace(" ", "")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
