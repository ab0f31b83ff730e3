"""Kinds `person` and `character`: the surname is enough, and the given name must not contradict."""

from collections.abc import Callable, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import partial_ratio

from quizzer.grading.forms import SUFFIXES, Form, owner_in, same_words, surname
from quizzer.grading.matching import NOTHING, Compare, Match, Scene, inflected
from quizzer.grading.spelling import NO_SLIP, edits_for, homophones, is_common, slip, sounds_like
from quizzer.grading.wordlists import is_given_name, listed, names_of_people, same_given_name

SIFTED = 50.0
"""The least `partial_ratio` of two names that may match."""

_HONORIFICS = listed("honorifics")
_BEFORE_GIVEN_NAMES = listed("before_given_names")
_PARTICLES = listed("particles")
_WHOSE = frozenset(("his", "her", "their"))
_TITLES = (listed("his_titles"), listed("her_titles"))
_HIS_OR_HERS = (_TITLES, _TITLES[::-1])
KIN = listed("kin")
"""Words for people of one surname together."""
_TOLD_APART = ("wrong_given_name", "wrong_number", "which_person", "changed")
_SLIPPED = 0.4  # the cost from which a name is misspelt: short forms and initials cost less
_GIVEN_NAME_SLIP = 1.4  # "Heath" is not a slip of "Heather"
_BUDGETS = (0.0, 0.0, 0.0, 0.9, 1.0, 1.3, 1.8, 2.1, 2.2)


def compare_person(expected: Form, given: Form, scene: Scene) -> Match:
    """Match `given` with the person `expected`."""
    if given.words[0] == "don" and len(expected.words) > 1 and "don" not in expected.words:
        return NOTHING  # Don Johnson, not Mr Johnson
    return _compare(expected, given, scene, _one_person)


def _compare_character(expected: Form, given: Form, scene: Scene) -> Match:
    """Match `given` with the character `expected`: the given name alone is enough."""
    return _compare(expected, given, scene, _one_character)


def character_comparison(names: Sequence[str]) -> Compare:
    """Return the comparison with the characters `names`. The possessive in "Manzo's daughter" does not name her."""
    owners = {same_words(name).tight: owner for name in names if (owner := owner_in(name))}
    if not owners:
        return _compare_character

    def compare(expected: Form, given: Form, scene: Scene) -> Match:
        match = _compare_character(expected, given, scene)
        owner = owners.get(expected.tight, "")
        if match.level < 2 or not owner:
            return match
        whose = (owner, owner.removesuffix("s"))
        told = [word for word in given.words if word not in _HONORIFICS]
        if told and all(min(_word_cost(one, word, scene) for one in whose) < NO_SLIP for word in told):
            return Match(1, match.cost + 1.0, "partial")
        return Match(2, match.cost, "form") if match.why == "surname" else match

    return compare


_One = Callable[[list[str], list[str], Scene], Match]


def _compare(expected: Form, given: Form, scene: Scene, one: _One) -> Match:
    if partial_ratio(expected.key, given.key, score_cutoff=SIFTED) < SIFTED:
        return NOTHING
    if "and" in expected.words:
        return _pair(expected.words, given.words, scene, one)
    if "and" in given.words and expected.words[-1] not in KIN:
        return NOTHING
    match = one(expected.words, given.words, scene)
    if match.level < 2 and not (_PARTICLES.isdisjoint(expected.words) and _PARTICLES.isdisjoint(given.words)):
        joined = one(with_particles(expected.words), with_particles(given.words), scene)  # "deniro"
        match = max(match, joined, key=lambda either: either.level)
    if match.level < 2 and match.why not in _TOLD_APART and len(expected.words) != len(given.words):
        if all(word in expected.words for word in given.words):
            return match  # "Malcolm" for Malcolm X
        tight, theirs = "".join(without_titles(expected.words)), "".join(without_titles(given.words))
        if OSA.distance(tight, theirs, score_cutoff=2) <= min(2.0, _budget(len(tight), scene)):
            return Match(2, 1.0, "spelling")
    return match


def with_particles(words: list[str]) -> list[str]:
    """`words` with particles written as one with what follows them."""
    result: list[str] = []
    before = ""
    for word in words:
        if word in _PARTICLES:
            before += word
        else:
            result.append(before + word)
            before = ""
    return [*result, before] if before else result


def _pair(expected: list[str], given: list[str], scene: Scene, one: _One) -> Match:
    """Two people at once: both in any order, or the name they share ("the Coen brothers")."""
    place = expected.index("and")
    first, second = expected[:place], expected[place + 1 :]
    if not first or not second:
        return one(expected, given, scene)
    shared = surname(second)
    if surname(first) == shared or len(first) == 1 < len(second):
        named = [word for word in given if word not in KIN]
        written = (named[0], named[0].removesuffix("s")) if len(named) == 1 else ()
        if any(_word_cost(shared, one_way, scene) < NO_SLIP for one_way in written):
            return Match(2, 0.1, "surname")
        if len(first) == 1 < len(second):
            first = [*first, shared]
    if "and" not in given:
        best = max((one(person, given, scene) for person in (first, second)), key=lambda match: match.level)
        return Match(1, best.cost + 1.0, "partial") if best.level else NOTHING
    place = given.index("and")
    one_given, other_given = given[:place], given[place + 1 :]
    if not one_given or not other_given:
        return NOTHING
    ways = []
    for left, right in ((one_given, other_given), (other_given, one_given)):
        a, b = _given_name_will_do(one(first, left, scene)), _given_name_will_do(one(second, right, scene))
        ways.append(Match(min(a.level, b.level), a.cost + b.cost, "form"))
    return max(ways, key=lambda match: (match.level, -match.cost))


def _given_name_will_do(match: Match) -> Match:
    """In a pair a given name alone is enough: "Joel and Ethan Coen"."""
    return Match(2, match.cost, "form") if match.why == "whose_given_name" else match


def _one_person(expected: list[str], given: list[str], scene: Scene) -> Match:
    said = given
    titles = [word for word in expected[:-1] if word in _HONORIFICS]
    if titles and all(word in titles for word in given):
        return Match(1, 1.0, "whose_title")  # "the inspector"
    if titles and any(one.issuperset(titles) and not other.isdisjoint(given[:-1]) for one, other in _HIS_OR_HERS):
        return Match(0, 1.0, "changed")  # "Countess Orlok"
    expected, given = without_titles(expected), without_titles(given)
    if len(expected) > 1 and expected[-1] in KIN:
        return _kin(expected[-2], [word for word in given if word not in KIN], scene)
    if (expected[-1].isdigit() or expected[-1] == "i") and (ruler := _ruler(expected, given, scene)) is not None:
        return ruler
    last = len(expected) - 1
    while last > 0 and expected[last] in SUFFIXES:
        last -= 1
    paired, cost, added = _paired(expected, given, last, scene)
    if not paired:
        return NOTHING
    if any(word in SUFFIXES for word in added) and any(word in SUFFIXES for word in expected[last + 1 :]):
        return Match(0, cost, "wrong_given_name")
    added = [word for word in added if word not in SUFFIXES and word not in _HONORIFICS and word not in KIN]
    added = [word for word in added if not any(_is_nearly(title, word) for title in titles)]
    if last in paired and 0 in paired and len(added) == 1 and not _may_be_a_name(added[0], scene):
        return Match(0, cost, "changed")
    why = "spelling" if cost >= _SLIPPED else "form"
    if last == 0:  # a name of one word
        if not added:
            return Match(2, cost, why)
        at_an_end = len(added) < 4 and paired.get(0) in (given[0], given[-1])
        at_an_end &= not cost and all(_may_be_a_name(word, scene) for word in added)
        return Match(2, cost + 0.1 * len(added), "words") if at_an_end else Match(1, cost + 1.0, "partial")
    has_surname = last in paired
    has_first = 0 in paired
    if has_surname and has_first:
        middle, said = ([word for word in words[1:-1] if len(word) == 1] for words in (expected, given))
        if len(middle) > 1 and said and said != middle[: len(said)]:
            return Match(0, cost + 1.0, "wrong_given_name")  # "George W. Bush" for George H. W. Bush
        # another name before the given one ("David John Kelly" for "Jack Kelly") is another person's
        leads = bool(added) and len(given[0]) > 1 and given[0] == added[0]
        if leads or len(added) > 1:
            more = holds(given, expected) and (len(added) == 1 or all(map(is_common, added)))
            return Match(1, cost + 1.0, "more") if more else Match(0, cost + 1.0, "wrong_given_name")
        return Match(2, cost + 0.1 * len(added), why)
    if has_surname:
        missing_given = [place for place in range(last) if place not in paired and not _is_particle(place, expected)]
        if not added:
            return Match(2, cost, "surname", "" if cost < _SLIPPED else "spelling")
        if not missing_given:
            return Match(2, cost, why)
        return Match(0, cost + 1.0, "wrong_given_name")
    if added:
        return NOTHING
    told = [place for place, word in paired.items() if min(len(word), len(expected[place])) > 1]
    if all(_is_particle(place, expected) for place in told):
        return NOTHING
    if 0 in paired and said[0] in _BEFORE_GIVEN_NAMES:  # "dame Judi"
        return Match(2, cost, why)
    return Match(1, cost + 1.0, "whose_given_name")


def _ruler(expected: list[str], given: list[str], scene: Scene) -> Match | None:
    """Match a name with the number that distinguishes it ("Henry VIII"); None for the suffix of a surname."""
    names, number = expected[:-1], "1" if expected[-1] == "i" else expected[-1]
    if not names or (len(names) > 1 and not all(map(is_given_name, names))):
        return None
    told = "1" if given[-1] == "i" else given[-1] if given[-1].isdigit() else ""
    theirs = given[:-1] if told else given
    if len(theirs) != len(names):
        return None
    cost = sum(_given_cost(name, their, scene, first=False) for name, their in zip(names, theirs, strict=True))
    if cost >= NO_SLIP:
        return NOTHING
    if not told:
        return Match(1, cost + 1.0, "which_person")
    return (
        Match(2, cost, "spelling" if cost >= _SLIPPED else "form") if told == number else Match(0, cost, "wrong_number")
    )


def _is_nearly(title: str, word: str) -> bool:
    """Whether a word is a title with a slip, or in the form of a dictionary: "Dark Vader"."""
    return OSA.distance(title, word, score_cutoff=2) <= 1 + (title[:3] == word[:3] and len(title) > 4)


def _is_particle(place: int, name: list[str]) -> bool:
    """Whether a word of a name is a particle: "al" is in "Mahershala al Hasan", but not in "Al Pacino"."""
    return name[place] in _PARTICLES and (place > 0 or not is_given_name(name[0]))


def _may_be_a_name(word: str, scene: Scene) -> bool:
    """Whether a word beside a whole name may be a name too: "Robin Wright Penn", but not "Robin Wright banana"."""
    if len(word) < 3 or not is_common(word):
        return not word.isdigit()
    return word in names_of_people() or is_given_name(word) or word in scene.asked


def _kin(shared: str, given: list[str], scene: Scene) -> Match:
    """Siblings under their surname ("the Coen brothers"): the surname, its plural, or two given names before it."""
    for last in (given[-1:], [word.removesuffix("s") for word in given[-1:]]):
        cost = _word_cost(shared, last[0], scene) if last else NO_SLIP
        if cost < NO_SLIP:
            return Match(2, cost, "surname") if len(given) == 1 or "and" in given else Match(1, cost + 1.0, "partial")
    return NOTHING


def _one_character(expected: list[str], given: list[str], scene: Scene) -> Match:
    match = _one_person(expected, given, scene)
    if match.level == 2 and expected[0] == "lady" and len(expected) == 2 and "lady" not in given:
        return Match(1, match.cost, "which_person")  # "Macbeth" is her husband
    if match.why == "whose_given_name":
        return Match(2, match.cost - 1.0, "form")
    return match


def without_titles(words: list[str]) -> list[str]:
    """`words` without honorifics and "his" before the name, as long as something stays; "the" goes too."""
    place = 0
    while place < len(words) - 1 and (words[place] in _HONORIFICS or words[place] in _WHOSE):
        place += 1
    return [word for word in words[place:] if word != "the"] or words


def _paired(expected: list[str], given: list[str], last: int, scene: Scene) -> tuple[dict[int, str], float, list[str]]:
    """Pair each word of `given` with a place of `expected`: return the pairs, their cost, and the other words."""
    added = list(given)
    paired: dict[int, str] = {}
    total = 0.0
    for place in (last, *range(last), *range(last + 1, len(expected))):
        if expected[place] in added:
            paired[place] = expected[place]
            added.remove(expected[place])
    for place in (last, *range(last)):
        if place in paired or not added:
            continue
        name, is_first = expected[place], not place
        costs = [
            _word_cost(name, word, scene) if place == last else _given_cost(name, word, scene, first=is_first)
            for word in added
        ]
        if (cost := min(costs)) < NO_SLIP:
            paired[place] = added.pop(costs.index(cost))
            total += cost
    if last not in paired and 0 in paired and len(added) == 1:  # the rest of the name holds the surname
        cost = _surname_cost(expected[last], added[0], sum(len(expected[place]) for place in paired), scene)
        if cost < NO_SLIP:
            return {**paired, last: added[0]}, total + cost, []
    if len(added) == 1 and 0 not in paired and len(added[0]) > 1:  # "jj abrams"
        initials = added[0]
        if len(initials) <= last and all(initials[at] == expected[at][0] for at in range(len(initials))):
            paired[0] = initials
            added = []
            total += 0.1
    if last not in paired and added and added[0] == expected[last][0]:  # "Angelo B."
        added = added[1:]
    return paired, total, [word for word in added if word not in _PARTICLES]


def _surname_cost(expected: str, given: str, held: int, scene: Scene) -> float:
    """The cost of a surname that may be another word, where `held` letters of the given names agree."""
    if min(len(expected), len(given), held) < 3:
        return NO_SLIP
    if homophones(expected, given):
        distance = OSA.distance(expected, given)
        return max(0.45 * distance, 0.9) if distance <= 2 + len(expected) // 2 else NO_SLIP
    if inflected(expected, given):  # "tom hank"
        return 0.9
    cost = slip(expected, given)
    made_common = is_common(given) and not is_common(expected)
    most = 1.5 if made_common and len(expected) > 4 else 1.0
    return cost if cost <= min(most, _budget(len(expected), scene) + 0.3) and held >= 4 else NO_SLIP


def holds(given: list[str], expected: list[str]) -> bool:
    """Whether `given` contains the words of `expected` side by side."""
    return any(given[place : place + len(expected)] == expected for place in range(len(given) - len(expected) + 1))


def _given_cost(expected: str, given: str, scene: Scene, *, first: bool) -> float:
    """The cost of a given name: its initial is cheap, and so is a short form of the first of them."""
    if len(expected) == 1 or len(given) == 1:
        return 0.1 if expected[0] == given[0] else NO_SLIP
    if first and same_given_name(expected, given):
        return 0.1
    cost = _word_cost(expected, given, scene)
    if cost >= NO_SLIP and first and is_common(given) and not is_given_name(given):  # "run perlman"
        cost = slip(expected, given)
        return cost if cost <= 1.0 else NO_SLIP
    if cost > _GIVEN_NAME_SLIP + (0.5 if len(expected) > 7 else 0.0) or (
        cost > 1.0 and is_common(expected) and is_common(given)
    ):
        return NO_SLIP
    return cost


def _word_cost(expected: str, given: str, scene: Scene) -> float:
    """The cost of a misspelt name: what sounds alike is cheap."""
    if expected == given:
        return 0.0
    if len(expected) < 2 or len(given) < 2:
        return NO_SLIP
    length = len(expected)
    cost = slip(expected, given, edits_for(length) + (length > 8))
    alike = length > 3 and sounds_like(expected, given)
    if alike:
        distance = OSA.distance(expected, given)
        cost = min(cost, 0.45 * distance)
        if distance > length // 2 or (distance > 1 and length < 6 and is_common(given)):
            return NO_SLIP
    if cost > _budget(length, scene):
        return NO_SLIP
    if given == expected + "s":
        return cost
    if is_common(given) and not alike and (is_common(expected) or cost > 0.9 or length < 5):
        return NO_SLIP
    return cost


def _budget(length: int, scene: Scene) -> float:
    budget = _BUDGETS[length] if length < 9 else length / 4 if length < 12 else length / 3.5
    return 1.5 * budget if scene.loose else budget
