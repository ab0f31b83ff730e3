"""The common part of all kinds of names: the scene of a question, the result of one comparison, unimportant words."""

import re
from collections.abc import Callable
from functools import cached_property, lru_cache

import msgspec
from rapidfuzz.distance import OSA

from quizzer.grading.folding import fold
from quizzer.grading.forms import Form, writings
from quizzer.grading.spelling import NO_SLIP, begins_alike, eased, is_common, reverses, same_letters, slip, sounds_like
from quizzer.grading.wordlists import key_of_word, listed


class Match(msgspec.Struct, frozen=True, gc=False):
    """The distance of a given answer from one accepted name.

    `level` is 2 for right, 1 for "say more", 0 for wrong. `cost` is about the distance in letters. `why` is a code
    of `verdict.MESSAGES` and decides the reason. `note` is another such code, for a second sentence.
    """

    level: int
    cost: float
    why: str
    note: str = ""


NOTHING = Match(0, NO_SLIP, "other")


def is_nearer(match: Match, best: Match) -> bool:
    """Whether a match is nearer than another of its level. The whole name with more is nearer than a part of it."""
    if (match.why == "more") != (best.why == "more"):
        return match.why == "more"
    return match.cost < best.cost


CONTRARY = listed("contrary")
"""Words that change the meaning of a name if the player adds them or leaves them out."""


class Scene:
    """The data of a key beside its names: the words of its question, and how to compare.

    `vouched` means that the canon is so large that it has every name. Then a slip may make a common word.
    """

    def __init__(self, question: str, *, loose: bool = False, vouched: bool = False) -> None:
        self.question: str = question
        self.loose: bool = loose
        self.vouched: bool = vouched

    @cached_property
    def asked(self) -> frozenset[str]:
        """Return the words of the question, with and without plural endings."""
        words = Form(fold(self.question)).words if self.question else []
        return frozenset(words) | frozenset(stem(word) for word in words)

    @property
    def who(self) -> bool:
        """Whether the question asks for a person."""
        return not _WHO.isdisjoint(self.asked) or _PERSON_ASKED.search(self.question[:200]) is not None


_PERSON_ASKED = re.compile(
    r"(?i)\b(?:which|what|name the|name an?|name this) (?:\w+ ){0,3}?(?:actor|actress|director|composer|writer|author"
    r"|poet|singer|musician|painter|artist|president|minister|scientist|inventor|explorer|footballer|comedian"
    r"|playwright|philosopher|politician|novelist)\b(?! of\b|s\b|['\u2019])"
)
_WHO = frozenset(("who", "whom", "whose"))
Compare = Callable[[Form, Form, Scene], Match]


def stem(word: str) -> str:
    """Return `word` without its plural ending."""
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
            return word[:-2]
        return word[:-1]
    return word


_SIBILANT = ("s", "x", "z", "ch", "sh", "o")
_ENDINGS = (
    ("s", ""), ("es", ""), ("es", "e"), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def lemmas(word: str) -> frozenset[str]:
    """Return the words that `word` may be an English inflection of, itself too: "dance" for "dancing"."""
    found = {word, key_of_word("inflections").get(word, word)}
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            bare = word[: -len(ending)] + instead
            if ((ending, instead) == ("es", "") and not bare.endswith(_SIBILANT)) or (ending == "d" and len(word) < 5):
                continue
            found.add(bare)
            if len(bare) > 3 and bare[-1] == bare[-2] and ending in ("ed", "ing"):
                found.add(bare[:-1])
    return frozenset(found)


def inflected(one: str, other: str) -> bool:
    """Whether two words are forms of one: "thief" and "thieves", "dances" and "dancing", "stole" and "stolen"."""
    return one[0] == other[0] and not lemmas(one).isdisjoint(lemmas(other))


def nearest_writing(word: str, given: str, held: int) -> tuple[str, float]:
    """Return the spelling of `word` nearest to `given`, and its cost by slips or by sound.

    `held` letters of other words agree.
    """
    return min(((way, slip_or_sound(way, given, held)) for way in writings(word)), key=lambda way: way[1])


def slip_or_sound(expected: str, given: str, held: int) -> float:
    """Return the cost of `given` for `expected` by slips or by sound, when `held` other letters agree."""
    cost = slip(expected, given)
    return cost if cost <= 0.9 else min(cost, _by_ear(expected, given, held))


def _by_ear(expected: str, given: str, held: int) -> float:
    """Return the cost of `given` for `expected` by a similar sound, or by the same letters in another order."""
    if not (expected.isalpha() and given.isalpha()):
        return NO_SLIP
    if same_letters(expected, given):
        return 1.2
    length = len(expected)
    if not begins_alike(expected, given) or (not held and length < 7):
        return NO_SLIP
    said, heard = eased(expected), eased(given)
    if not held and said[-1] != heard[-1]:
        return NO_SLIP
    most = 1 + length // 3 if held else length // 4
    if length < 6 or (2 * held < 3 * length and is_common(given)):
        most = 1
    distance = OSA.distance(said, heard, score_cutoff=most)
    if distance > most or not sounds_like(said, heard) or reverses(expected, given):
        return NO_SLIP
    return 0.45 * max(distance, 1)


def lost_and_added(expected: list[str], given: list[str]) -> tuple[list[str], list[str]]:
    """Return the words only in `expected`, and those only in `given`; a repeated word counts each time."""
    added = list(given)
    lost = []
    for word in expected:
        if word in added:
            added.remove(word)
        else:
            lost.append(word)
    return lost, added
