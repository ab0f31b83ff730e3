"""Kind `title`: the words in their order; the number in a series must agree; what a title is called for short."""

import re
from itertools import groupby

from rapidfuzz.distance import OSA, Prefix
from rapidfuzz.process import extractOne

from quizzer.grading.folding import fold
from quizzer.grading.forms import Form
from quizzer.grading.matching import NOTHING, Match, Scene, inflected, nearest_writing, slip_or_sound
from quizzer.grading.numerals import ENGLISH, PART_WORDS
from quizzer.grading.spelling import FUNCTION_WORDS, NO_SLIP, begins_alike, edits_for, is_common, reverses
from quizzer.grading.wordlists import are_homophones, is_given_name

_edits = OSA.distance
_GENERIC = frozenset(("film", "movie", "picture"))
# What a slip may cost by the length of the word: in a title of one word, and where other words hold the title together.
_ALONE = (0.0, 0.0, 0.0, 0.5, 0.9, 1.0, 1.2, 1.2, 1.3, 1.3, 1.6, 1.6, 2.0, 2.0, 2.3)
_AMONG_OTHERS = (0.0, 0.0, 0.0, 0.9, 1.0, 1.2, 1.4, 1.8, 2.0, 2.0, 2.1, 2.1, 3.0)
_AMONG_OTHERS_SHORT = 1.3  # words of one or two letters
_JOINED = 1.4  # the most that slips may cost where words ran together besides
_SMALL_WORD = 0.4  # a word that carries nothing, misspelt, left out or added
_HEARD_AS_TWO = ("to", "too")
_LONG_PART_WORDS = [part for part in PART_WORDS if len(part) > 3]
_ENDS = _GENERIC.union(_HEARD_AS_TWO)
_FARTHEST = 4  # edits beyond which nothing is a slip
_HELD = 3  # letters of other words that hold a title together, so that its short words may have slips
_HELD_PLURAL, _HELD_FORM = 5, 7  # and so that another form of a word makes no other title, where no canon vouches
_INFLECTED = 0.3  # another form of the word: "12 Angry Man"
_ANOTHER_WORD = 0.9  # the most that a slip may cost which makes a common word of a common word,
_ANOTHER_HELD = 1.2  # and where twice as many other letters agree


def compare(expected: Form, given: Form, scene: Scene) -> Match:
    """Match `given` with the title `expected`."""
    words, theirs = expected.words, given.words
    more = len(theirs) - len(words)
    if theirs[-1] in _ENDS or (more > 0 and expected.article) or not (given.bare or theirs[0].isalpha()):
        theirs = _straightened(expected, given)
        more = len(theirs) - len(words)
    if not more:
        match = _word_by_word(words, expected.spelt, theirs, scene, given.spelt)
    else:
        match = _parted(expected, given, theirs, scene) if -2 < more < 2 else NOTHING
        if match is NOTHING:
            match = _more_or_less(expected, given, theirs, scene)
    return _in_another_order(expected, given) if match is NOTHING and "and" in words and "and" in theirs else match


def _straightened(expected: Form, given: Form) -> list[str]:
    """The words of an answer without a misspelt article and without "film", "the fourth rocky" as "rocky 4", and
    "part to" as people say it."""
    words, theirs, spelt = expected.words, given.words, given.spelt
    first = theirs[0]
    if len(theirs) > 2 and theirs[-1] in _HEARD_AS_TWO and theirs[-2] in PART_WORDS and words[-1].isdigit():
        theirs = [*theirs[:-2], "2"]
    elif (
        len(theirs) > 1
        and first.isdigit()
        and first != words[0]
        and not (spelt[0].isdigit() and spelt[0] not in ENGLISH.ordinals)
    ):
        theirs = [*theirs[1:], first]
    if len(theirs) == len(words) + 1 and not given.article and theirs[0] != words[0] and expected.article:
        if _edits(expected.article, theirs[0]) < 2:
            return theirs[1:]
    elif len(theirs) > 1 and theirs[-1] in _GENERIC and theirs[-1] != words[-1]:
        return theirs[:-1]
    return theirs


def _in_another_order(expected: Form, given: Form) -> Match:
    """Match a title with the words around "and" in another order: "Maude and Harold"."""
    same = sorted(_joined(expected.words)) == sorted(_joined(given.words))
    if same or (len(expected.words) > 3 and sorted(expected.words) == sorted(given.words)):  # a comma parts names too
        return Match(2, _SMALL_WORD, "words")
    return NOTHING


def _joined(words: list[str]) -> list[list[str]]:
    return [list(run) for parts, run in groupby(words, ("and", *_ARTICLES).__contains__) if not parts]


def _word_by_word(
    words: list[str], spelt: list[str], theirs: list[str], scene: Scene, theirs_spelt: list[str] | None = None
) -> Match:
    """The match of two titles with as many words; `spelt` and `theirs_spelt` have number words as they were written."""
    differing: list[tuple[int, int]] = []
    held = 0  # letters that agree in words that carry something
    for place, word in enumerate(words):
        other = theirs[place]
        if word != other:
            apart = _edits(word, other)
            if apart > 1 and word == spelt[place] and _is_far(word, other, apart):
                return NOTHING
            differing.append((place, apart))
        elif word not in FUNCTION_WORDS:
            held += len(spelt[place])
    if not differing:
        return Match(2, 0.0, "words")
    own, agree = 0, []
    if len(differing) > 1:  # one that differs takes one more with it
        agree = [_agreeing(words[place], spelt[place], theirs, apart) for place, apart in differing]
        held += sum(agree)
    cost = 0.0
    for place, _ in differing:
        word, other = words[place], theirs[place]
        if other.isdigit():
            if word.isdigit() and place and len(differing) == 1:
                return Match(0, 0.0, "another_part")
            other = theirs_spelt[place] if theirs_spelt and len(theirs_spelt) == len(theirs) else other
            if other.isdigit() and not are_homophones(word, other):
                return NOTHING
        if agree:
            own = agree.pop(0)
        cost += _word_cost(word, spelt[place], other, held - own, scene)
        if cost > 1.0 and cost > (1 + sum(map(len, words)) / 8) * (1.5 if scene.loose else 1.0):
            return NOTHING
    return Match(2, cost, "spelling" if cost else "words")


def _agreeing(word: str, spelt: str, theirs: list[str], apart: int) -> int:
    """Return the number of equal letters in a word that is `apart` from the given one; 0 for an unimportant word."""
    if word in FUNCTION_WORDS:
        return 0
    return len(spelt) if word in theirs else max(0, len(word) - 2 * apart)


def _is_far(word: str, other: str, apart: int) -> bool:
    """Whether a word surely is not the one that is `apart` from it: this finds most wrong titles."""
    length = len(word)
    if (
        (length > 5 and apart <= edits_for(length))
        or length < 3
        or word in FUNCTION_WORDS
        or not word.isalpha()
        or other.isdigit()
    ):
        return False
    return apart > 1 + length // 2 or not (begins_alike(word, other) or are_homophones(word, other))


def _word_cost(word: str, spelt: str, given: str, held: int, scene: Scene) -> float:
    """Return the cost of `given` for `word`, written `spelt`, in a title of which `held` other letters agree.

    A slip may make a common word where about as many other letters agree as the word has: "Diving Miss Daisy".
    """
    if are_homophones(word, given):
        return _SMALL_WORD
    if held and word in FUNCTION_WORDS:
        near = _edits(word, given) < 2 and (len(given) > 1 or given in word)
        if given not in ("no", "not") and (near or sorted(word) == sorted(given)):
            return _SMALL_WORD
        return 0.8 if given in FUNCTION_WORDS and not reverses(word, given) else NO_SLIP
    expected = word
    if word == spelt and len(word) > 2 and word.isalpha():
        cost = slip_or_sound(word, given, held)
    else:
        expected, cost = nearest_writing(word, given, held)
    common = is_common(given)
    if held >= _HELD and (common or cost > _ANOTHER_WORD) and inflected(spelt, given):
        longer = abs(len(spelt) - len(given))
        if scene.vouched or held >= (_HELD_PLURAL if longer < 3 else _HELD_FORM):
            return _INFLECTED
    if cost >= NO_SLIP:
        return NO_SLIP
    length = len(expected)
    if length < 3:
        budget = _AMONG_OTHERS_SHORT if held >= _HELD else 0.5
    else:
        budgets = _AMONG_OTHERS if held else _ALONE
        budget = budgets[length if length < len(budgets) else -1]
    if cost > (1.5 * budget if scene.loose else budget):
        return NO_SLIP
    if common and not scene.vouched:
        most = _ANOTHER_WORD if held < 2 * length else _ANOTHER_HELD
        if held < (length - 1 if is_common(expected) else length // 2) or (cost > most and is_common(expected)):
            return NO_SLIP
    return cost


def _parted(expected: Form, given: Form, said: list[str], scene: Scene) -> Match:
    """The match when a word fell apart or two ran together, "goodbye" and "lifes beautiful", with slips besides."""
    tight, theirs = expected.tight, given.tight
    if tight == theirs:
        return Match(2, 0.0, "form")
    if _edits(tight, theirs) > _FARTHEST:
        return NOTHING
    if not (tight.isalpha() and theirs.isalpha()) and _digits(tight) != _digits(theirs):
        return NOTHING
    words, spelt = expected.words, expected.spelt
    longer = words if len(words) > len(said) else said
    place = Prefix.similarity(words, said)
    best = NOTHING
    for at in (place - 1, place):  # the words that were written as one differ from the other's
        pair = longer[at : at + 2] if at >= 0 else []
        if len(pair) < 2 or not (pair[0] + pair[1]).isalpha():
            continue
        there = (words if longer is said else said)[at]
        contracted = pair[0] + _CONTRACTED.get(pair[1], pair[1])
        one = contracted if there == contracted else pair[0] + pair[1]
        if _edits(there, one) > 1:
            continue
        if longer is said and there != one and all(map(is_common, pair)):
            continue
        joined = [*longer[:at], one, *longer[at + 2 :]]
        if longer is words:
            match = _word_by_word(joined, joined, said, scene)
        else:
            match = _word_by_word(words, spelt, joined, scene)
        if match.level == 2 and match.cost < min(best.cost, _JOINED):
            best = match
    return Match(2, best.cost + 0.3, "spelling") if best.level else NOTHING


def _digits(tight: str) -> str:
    return "".join(filter(str.isdigit, tight))


def _more_or_less(expected: Form, given: Form, theirs: list[str], scene: Scene) -> Match:
    """The match when the number of the part is missing or added, small words are, or only the beginning is there."""
    words, spelt = expected.words, expected.spelt
    more = len(theirs) - len(words)
    if more == 1:
        for place in () if given.bare else range(1, len(theirs)):  # "episodde vii"
            part = theirs[place - 1]
            if theirs[place].isdigit() and extractOne(part, _LONG_PART_WORDS, scorer=OSA.distance, score_cutoff=1):
                return _word_by_word(words, spelt, theirs[: place - 1] + theirs[place:], scene)
        last = theirs[-1]
        if (last == "i" or last.isdigit()) and theirs[:-1] == words:
            return Match(2, 0.1, "form") if last in ("1", "i") else Match(0, 1.0, "another_part")
    if more == -1 and not expected.bare:
        match = _without_number(words, spelt, theirs, scene)
        if match.level:
            return match
    carrying, theirs_carrying = _carrying(words), _carrying(theirs)
    small = abs(more)
    if len(carrying) == len(theirs_carrying) > 1 and small <= max(2, len(carrying)):
        carrying_spelt = [one for word, one in zip(words, spelt, strict=True) if word not in FUNCTION_WORDS]
        match = _word_by_word(carrying, carrying_spelt, theirs_carrying, scene)
        if match.level == 2 and (match.cost <= _INFLECTED or len(carrying) > 2):
            return Match(2, match.cost + _SMALL_WORD * small, "words" if match.cost <= _INFLECTED else match.why)
    if more < 0:
        several = len(theirs_carrying) > 1
        places = [0] if several or 2 * sum(map(len, theirs)) >= sum(map(len, words)) else []
        for place in [*places, -more] if several else places:  # its beginning, or its end
            match = _word_by_word(words[place:][: len(theirs)], spelt[place:][: len(theirs)], theirs, scene)
            if match.level == 2:
                named = several and place and is_given_name(theirs[0])
                left = [*words[:place], *words[place:][len(theirs) :]]
                return (
                    Match(2, match.cost + 0.4, "enough")
                    if named or _holds_most(theirs_carrying, left, place)
                    else Match(1, match.cost + 1.0, "partial")
                )
        if len(theirs) > 2 and theirs[-1].isdigit() and words[: len(theirs)] == [*theirs[:-1], "and"]:
            return Match(1, 1.0, "which_part")  # "Indiana Jones 3", where the title begins "Indiana Jones and"
        if len(theirs) == 1 and len(carrying) > 1 and theirs[0] in words and _is_rare(theirs[0]):
            tells = scene.vouched or (
                (theirs[0] == carrying[0] or len(carrying) > 2) and not any(map(str.isdigit, words))
            )
            return Match(2, 1.0, "enough") if tells else Match(1, 1.0, "partial")
    return NOTHING


def _carrying(words: list[str]) -> list[str]:
    return words if FUNCTION_WORDS.isdisjoint(words) else [word for word in words if word not in FUNCTION_WORDS]


def _holds_most(said: list[str], left: list[str], at_end: int) -> bool:
    """Whether the given words of a title are enough without those `left` out: "Country for Old Men".

    The beginning of a title is more often a whole other title, so it needs one word more.
    """
    if any(word.isdigit() for word in left):
        return False
    return len(said) > 3 or (len(said) == 3 and at_end > 0 and 2 * sum(map(len, said)) >= 3 * sum(map(len, left)))


def _is_rare(word: str) -> bool:
    """Whether a word is so rare that it is enough for a title: "Shawshank"."""
    return len(word) > 5 and word.isalpha() and not is_common(word) and not is_given_name(word)


def _without_number(words: list[str], spelt: list[str], theirs: list[str], scene: Scene) -> Match:
    """The match when only a number is left out: the first part needs none, nor does one with a title of its own."""
    for place in range(len(words) - 1, 0, -1):
        if words[place].isdigit():
            rest = _word_by_word(words[:place] + words[place + 1 :], spelt[:place] + spelt[place + 1 :], theirs, scene)
            if rest.level < 2:
                return NOTHING
            if words[place] == "1" or place < len(words) - 1:
                return Match(2, rest.cost + 0.1, "form")
            return Match(1, rest.cost + 1.0, "which_part")
    return NOTHING


_CONTRACTED = {"is": "s", "has": "s", "not": "nt", "are": "re", "will": "ll"}
_SUBTITLE = re.compile(
    r"(?:(?<!\s)\s++)?:\s++|(?<!\s)\s++[-\u2013\u2014]++\s++|(?:,|(?<![\s,]))\s++or:?,?\s++(?=[A-Z(])"
    r"|(?:(?<!\s)\s++)?/\s*+"
)
_ARTICLES = ("the", "a", "an")
_AND_THE = re.compile(r"(?<!\s)\s++(?:and|&)\s++the\s++", re.IGNORECASE)


def short_forms(title: str) -> list[tuple[str, str]]:
    """Return the short forms of `title`, each with its kind.

    "before" a colon, dash or "or": right if no other film begins so. "after" it, or with the number of the part: right
    if no other film has this name. "part": a likely stem of a series ("The Lord of the Rings" before
    "The Two Towers"), right only if a canon has no other film of it. "stem": a stem for certain, or one word of
    two ("Mission" of "Mission: Impossible"), never enough. The part after "and the" is a short form if it has two
    important words.
    """
    parts = [part for part in _SUBTITLE.split(title) if part and not part.isspace()]
    if len(parts) < 2:
        joint = _AND_THE.search(title)
        after = title[joint.end() :] if joint else ""
        carrying = [word for word in fold(after).split() if word not in FUNCTION_WORDS]
        return [(after, "after")] if len(carrying) > 1 else []
    return [*_heads(parts), *_tails(parts)]


def _heads(parts: list[str]) -> list[tuple[str, str]]:
    head = parts[0]
    for place, part in enumerate(parts[1:], 1):
        if _is_number(part):
            return [(head, "stem"), (" ".join(parts[: place + 1]), "after")]
    words = Form(fold(head)).words
    if len(words) > 1 and words[-1].isdigit():
        return [(" ".join(words[:-1]), "stem"), (head, "after")]
    if len(parts) > 2:
        return [(head, "before" if len(words) > 1 else "stem"), (" ".join(parts[:-1]), "before")]
    if len(words) > 1 and parts[1].split()[0].casefold() in _ARTICLES:
        return [(head, "part")]
    return [(head, "before" if len(words) > 1 or len(parts[1].split()) > 1 else "stem")]


def _tails(parts: list[str]) -> list[tuple[str, str]]:
    found = []
    if not _is_number(parts[-1]):
        words = len(" ".join(parts[:-1]).split())
        found.append((parts[-1], "after" if len(parts[-1].split()) > 1 or words > 1 else "stem"))
    if len(parts) > 2:
        found.append((" ".join(parts[1:]), "after"))
    return found


def _is_number(part: str) -> bool:
    """Whether a part of a title only says which part it is: "Part II", "Vol. 1", "2049"."""
    words = Form(fold(part)).words
    return words[-1].isdigit() and all(word.isdigit() or word in PART_WORDS for word in words)
