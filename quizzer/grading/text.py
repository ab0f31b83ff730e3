"""Kind `text`: the important words must be there; other words change nothing."""

import re

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_set_ratio

from quizzer.grading.forms import Form, writings
from quizzer.grading.matching import CONTRARY, NOTHING, Match, Scene, inflected, lost_and_added, stem
from quizzer.grading.spelling import (
    FUNCTION_WORDS,
    NO_SLIP,
    edits_for,
    homophones,
    is_common,
    reverses,
    slip,
    sounds_like,
)
from quizzer.grading.wordlists import are_homophones, is_given_name, listed, same_given_name, words

SIFTED = 45.0
"""What `token_set_ratio` says at least of two texts that may match."""

_GENERIC = listed("generic")
# Words that distinguish things: the best film is not the best actor.
_SORT_OF = {word: frozenset(one.split("/")) for one in listed("sorts") for word in one.split("/")}
_WORKS = words("film movie picture actor actress song novel book show series")
_COLOURS = words("red blue green yellow black white orange pink purple brown grey gray")
_YEAR = re.compile(r"1[0-9]\d\d|20\d\d")
_DATE_WORDS = listed("date_words")
_OWNED = FUNCTION_WORDS | words("his her their")
_WRITTEN_SHORT = 0.3  # what plurals, short forms of given names and initials cost, and no slip does
_LIGHT = FUNCTION_WORDS | _GENERIC
_ENDINGS = listed("endings")
_BY_EAR = 0.5  # what a word costs that sounds the same
_MAKING_ANOTHER = ("r", "er", "y", "ist", "ish", "less")  # "silencer" is not a slip of silence
_BUDGETS = (0.0, 0.0, 0.0, 0.9, 1.05, 1.3, 1.8, 2.1, 2.2)


def compare(expected: Form, given: Form, scene: Scene) -> Match:
    """How near `given` comes to `expected`."""
    if token_set_ratio(expected.key, given.key, score_cutoff=SIFTED) < SIFTED and (
        expected.key == expected.folded or token_set_ratio(expected.folded, given.folded) < SIFTED
    ):
        return NOTHING
    lost, added = lost_and_added(expected.words, given.words)
    if added == ["1"] and given.spelt[-1] == "one":  # "the red one"
        added = []
    cost = 0.0
    if lost and added and len(lost) + len(added) > 2:
        lost, added = _run_together(lost, added)
    if lost and added:
        if len(expected.words) != len(given.words) and (parted := _parted(expected, given, added)) is not None:
            return parted
        kept = sum(len(word) for word in expected.words) - sum(len(word) for word in lost)
        lost, added, cost = _after_slips(lost, added, kept, scene)
    if not lost and not added:
        if not cost and _turned_round(expected.words, given.words):
            return NOTHING
        return Match(2, cost, "spelling" if cost > _WRITTEN_SHORT else "words")
    if lost and added:
        lost, added, akin = _akin(lost, added)
        if akin:
            match = _more_or_less(expected, given, lost, added, cost + akin, scene)
            return Match(1, match.cost, "partial") if match.level else NOTHING
    if len(lost) == len(expected.words):
        return NOTHING
    match = _more_or_less(expected, given, lost, added, cost, scene)
    return Match(match.level, match.cost, match.why, "spelling") if cost > _WRITTEN_SHORT else match


def _turned_round(expected: list[str], given: list[str]) -> bool:
    """Whether the same words in another order say something else: "4-7" for 7-4, "dog bites man" for man bites dog."""
    ours = [word for word in expected if word not in _LIGHT]
    theirs = [word for word in given if word not in _LIGHT]
    if ours == theirs or sorted(ours) != sorted(theirs):
        return False
    if [word for word in ours if word[0].isdigit()] != [word for word in theirs if word[0].isdigit()]:
        return True
    if "to" in expected and "to" in given:  # "from Paris to London"
        return True
    return len(ours) > 2 and "and" not in given and ours[0] == theirs[-1] and ours[-1] == theirs[0]


def _run_together(lost: list[str], added: list[str]) -> tuple[list[str], list[str]]:
    """What is lost and added still when two words that were written as one have found it, and the other way round:
    "di caprio" and "dicaprio"."""
    for one, two in ((lost, added), (added, lost)):
        for place in range(len(two) - 1):
            joined = two[place] + two[place + 1]
            if joined in one and joined.isalpha():
                one.remove(joined)
                del two[place : place + 2]
                return lost, added
    return lost, added


def _akin(lost: list[str], added: list[str]) -> tuple[list[str], list[str], int]:
    """What is lost and added when words of one root have found each other ("magnetism", "magnetised"),
    and how many did."""
    still, added = [], list(added)
    for word in lost:
        roots = _roots(word)
        found = next(
            (other for other in added if not roots.isdisjoint(_roots(other)) and not reverses(word, other)), ""
        )
        if found:
            added.remove(found)
        else:
            still.append(word)
    return still, added, len(lost) - len(still)


def _roots(word: str) -> frozenset[str]:
    """`word` and what may be left of it without its ending, at least four letters."""
    without = {word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) > 3}
    return frozenset((word, *without))


def _after_slips(lost: list[str], added: list[str], kept: int, scene: Scene) -> tuple[list[str], list[str], float]:
    """What is lost and added still when misspelt words have found each other, and what that cost."""
    still: list[str] = []
    added = list(added)
    total = 0.0
    for word in lost:
        costs = [(_word_cost(word, other, kept, scene), place) for place, other in enumerate(added)]
        cost, place = min(costs, default=(NO_SLIP, 0))
        if cost < NO_SLIP:
            del added[place]
            total += cost
        else:
            still.append(word)
    return still, added, total


def _word_cost(expected: str, given: str, kept: int, scene: Scene) -> float:
    """The cost of `given` for `expected` where `kept` other letters of the answer are there."""
    ways = writings(expected)
    if len(ways) == 1 or not given.isalpha() or len(given) < 3:
        return _slip_cost(expected, given, kept, scene)
    return min(_slip_cost(way, given, kept, scene) for way in ways)


def _slip_cost(expected: str, given: str, kept: int, scene: Scene) -> float:
    length = len(expected)
    if length == 1 or len(given) == 1:
        return 0.2 if kept and expected[0] == given[0] and expected.isalpha() and given.isalpha() else NO_SLIP
    if kept and same_given_name(expected, given):
        return 0.1
    distance = OSA.distance(expected, given)
    if distance > 2 + length // 3:
        return NO_SLIP
    if inflected(expected, given):
        return 0.1
    if are_homophones(expected, given):
        return _BY_EAR
    if not kept and any(given == expected + ending for ending in _MAKING_ANOTHER) and is_common(expected):
        return NO_SLIP
    held = kept > 3 and length > 3
    cost = slip(expected, given, edits_for(length) + held)
    budget = _BUDGETS[length] + (0.6 if held else 0.0) if length < len(_BUDGETS) else length / 4
    if scene.loose:
        budget *= 1.5
    common = is_common(given)
    if cost <= 0.9 and cost <= budget and not common:
        return cost
    alike = length > 3 and (expected + given).isalpha() and sounds_like(expected, given)
    alike = alike and not reverses(expected, given)
    if common and cost > 0.6 and not _may_be_common(expected, given, cost, alike, kept):
        return NO_SLIP
    if alike and cost > 0.9:
        cost = min(cost, 0.45 * distance)
    return NO_SLIP if cost > budget else cost


def _may_be_common(expected: str, given: str, cost: float, alike: bool, kept: int) -> bool:
    """Whether a slip may make another common word: of a rare one, or where as much of the answer is there besides."""
    length = len(expected)
    if not is_common(expected):
        return kept > 3 or cost <= 1.2 or (alike and length > 5)
    if kept >= 2 * length or (kept > 2 and alike and homophones(expected, given)):
        return True
    return kept >= length - 1 and cost <= 1.0


def _parted(expected: Form, given: Form, added: list[str]) -> Match | None:
    """The match when only spaces and a letter or two make the difference: "Mao Tse-dong" for "Mao Tsedung"."""
    length = len(expected.tight)
    budget = min(3.0, _BUDGETS[length] if length < 9 else length / 4)
    distance = OSA.distance(expected.tight, given.tight)
    if distance > budget or [mark for mark in expected.tight if mark.isdigit()] != [
        mark for mark in given.tight if mark.isdigit()
    ]:
        return None
    if any(word in CONTRARY or (len(word) > 2 and word not in FUNCTION_WORDS and is_common(word)) for word in added):
        return None
    return Match(2, float(distance), "spelling")


def _more_or_less(expected: Form, given: Form, lost: list[str], added: list[str], cost: float, scene: Scene) -> Match:
    """The match when words are left out or added; both at once are another answer."""
    carrying = [word for word in expected.words if _carries(word, scene)]
    carrying = carrying or [word for word in expected.words if word not in FUNCTION_WORDS] or expected.words
    lost_weight = [word for word in lost if word in carrying]
    sorts = [_SORT_OF[word] for word in lost if word in _SORT_OF]
    if sorts and any(word in _SORT_OF and _SORT_OF[word] not in sorts for word in added):
        return NOTHING
    added_weight = [word for word in added if (len(word) > 1 or word.isdigit()) and _carries(word, scene)]
    kept = len(carrying) - len(lost_weight)
    if kept <= 0 or (lost_weight and added_weight):
        return NOTHING
    if len(expected.words) == 1 and not lost and _qualifies(expected.words[0], given.words, scene):
        return NOTHING
    untold = [word for word in lost if _SORT_OF.get(word, frozenset()).isdisjoint(added)]
    cost += 0.3 * (2 * len(untold) + len(added) - len(lost))  # "movie" for film costs nothing
    names_another = "new" in added and not given.article and f"new {expected.key}" in given.key  # "New Guinea"
    if names_another or not CONTRARY.isdisjoint(added) or not CONTRARY.isdisjoint(lost):
        return Match(1, cost + 2, "partial")
    if not lost_weight and any(_tells_apart(word, expected, lost, scene) for word in untold):
        return Match(1, cost, "partial")
    if lost_weight:
        if all(len(word) == 1 and word.isalpha() for word in carrying if word not in lost):
            return NOTHING  # a letter of an abbreviation
        why = _enough(expected, lost, lost_weight, kept, scene)
        return Match(2, cost, why) if why else Match(1, cost, "partial")
    if added_weight:
        return _with_more(expected, given, added_weight, kept, cost, scene)
    return Match(2, cost, "words")


def _carries(word: str, scene: Scene) -> bool:
    return word not in _LIGHT and word not in scene.asked and stem(word) not in scene.asked


def _tells_apart(word: str, expected: Form, lost: list[str], scene: Scene) -> bool:
    """Whether a word of the question distinguishes the answer from others, so that it is required:
    "district" in "district judge", but not "ocean" in "Indian Ocean"."""
    words = expected.words
    rest = words[words.index(word) + 1 :]
    if word in _WORKS and word not in scene.asked:
        return not rest and all(is_common(other) or other.isdigit() for other in words)  # "best" for the best film
    if word == "st":
        return any(map(is_given_name, rest))  # "Louis" for St. Louis
    if word in _LIGHT or not rest or rest[0] == "of" or is_given_name(word):
        return False
    return all(is_common(other) for other in words if other not in lost and _carries(other, scene))


def _enough(expected: Form, lost: list[str], lost_weight: list[str], kept: int, scene: Scene) -> str:
    """Return why the given words are enough without `lost_weight`; empty if they are not."""
    if any(word[0].isdigit() for word in lost_weight):
        return ""
    words = expected.words
    if scene.who and words[-1] in lost:
        return ""
    if scene.who and len(words) in (2, 3) and len(lost) == len(words) - 1:
        return "surname"
    ends_kept = len(lost_weight) == 1 and len(words) > 2 and words[0] not in lost and words[-1] not in lost
    initials = all(len(word) == 1 for word in lost_weight)
    return "enough" if ends_kept or initials or kept >= 2 * len(lost_weight) or (scene.who and len(words) < 4) else ""


def _with_more(expected: Form, given: Form, added: list[str], kept: int, cost: float, scene: Scene) -> Match:
    """Match an answer with all important words, and `added` ones: a detail, or a second answer."""
    dated = [word for word in added if not _YEAR.fullmatch(word)]
    if not dated and not any(map(str.isdigit, expected.words)):  # "Martin Luther in 1517"
        return Match(2, cost, "words")
    if any(word[0].isdigit() for word in added):
        year = expected.words[0] if len(expected.words) == 1 else ""
        is_date = len(added) <= 2 and all(word.isdigit() or word in _DATE_WORDS for word in added)
        if is_date and len(year) == 4 and year.isdigit():
            return Match(2, cost, "words")
        return Match(1, cost, "partial") if len(added) <= kept else NOTHING
    untold = [
        word for word in expected.words if word not in given.words and not _is_asked_with_slip(word, added, scene)
    ]
    if len(added) >= kept and not _OWNED.issuperset(untold):
        return NOTHING  # a slip and as much again: "Fury Road" is not roads
    ends, begins = expected.words[-1] == given.words[-1], expected.words[0] == given.words[0]
    if len(added) < kept or (ends and len(added) <= kept):
        return Match(2, cost, "words")
    # "great white shark", "Paris, the capital of France"
    return Match(1, cost, "more") if len(added) <= kept + (ends or begins) else NOTHING


def _qualifies(word: str, given: list[str], scene: Scene) -> bool:
    """Whether a colour or a number only says which thing is meant: "red river", "three kings"."""
    if word in _COLOURS:
        nothing = FUNCTION_WORDS
    elif word.isdigit():
        nothing = _LIGHT
    else:
        return False
    after = next(iter(given[given.index(word) + 1 :]), "") if word in given else ""
    return is_common(after) and not (after in nothing or after in scene.asked or after in ("color", "colored"))


def _is_asked_with_slip(word: str, added: list[str], scene: Scene) -> bool:
    """Whether a word of the question is there with one letter wrong: "Overlook motel" for the Overlook Hotel."""
    return word in scene.asked and any(OSA.distance(word, other, score_cutoff=1) < 2 for other in added)
