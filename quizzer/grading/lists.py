"""Kind `list`: several names in any order, each once, with partial credit."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from quizzer.bounds import MOST_JUDGED
from quizzer.grading.canon import Canon
from quizzer.grading.folding import fold
from quizzer.grading.forms import Form, same_words, surname, unstyled
from quizzer.grading.key import AnswerKey
from quizzer.grading.names import NameJudge
from quizzer.grading.persons import KIN, compare_person, with_particles, without_titles
from quizzer.grading.romanise import romanisations
from quizzer.grading.spelling import NO_SLIP, edits_for, slip, sound
from quizzer.grading.text import compare
from quizzer.grading.verdict import Outcome, Reason, Verdict

_MARKS = re.compile(r" ?(?:[,;/|\n\u2022]|\u3001|\bthen\b|(?<=\w)\+(?=\w))+ ?")
_AND = re.compile(r" (?:and|&|\+|und|et|y|e|or|with|plus) ", re.IGNORECASE)
_ENUMERATED = re.compile(r"(?:^|(?<=[\s,;]))\(?(?:\d{1,2}|[a-h])[.)](?=\s|\w)", re.MULTILINE)
_NUMBERED = re.compile(_ENUMERATED.pattern + r"|(?:^|(?<=[\s,;]))\d{1,2}(?=\s)", re.MULTILINE)
_HEADING = re.compile(r"([^,;:\n]{1,60}):\s")
_MOST_NAMES = 8
_MOST_WORDS = 40
_MOST_SLIPPED = 6
"""The most words without a mark in which the referee looks for names with slips."""
_LONGEST_NAME = 200
_BEFORE_KIN = frozenset(("the", "les", "die", "los", "las", "i", "gli", "le", "os", "as"))
_GIVEN_NAMES = 3  # given names in a list that name people without a surname
_ROOT = 4  # letters with which words of one root begin alike


class ListJudge:
    """Names in any order. `need` of them (all by default) make the answer right; the score is their share.

    A repeated name counts once. A wrong name costs only itself, unless the player gives more names than wanted: then
    the answer is not right.
    """

    def __init__(self, key: AnswerKey) -> None:
        items = key.items
        self.items: tuple[tuple[str, ...], ...] = items
        self.need: int = key.need or len(items)
        self.judges: list[NameJudge] = []
        for aliases in items:
            one = AnswerKey(
                [aliases], question=key.question, strictness=key.strictness, reject=key.reject, prompt=key.prompt
            )
            judge = NameJudge(one, compare_person if _like_a_person(aliases) else compare, alone=False)
            judge.complete()
            self.judges.append(judge)
        self.most_words: int = max(judge.most_words for judge in self.judges)
        self.exact: dict[str, int] = {tight: place for place, judge in enumerate(self.judges) for tight in judge.exact}
        names = [name for aliases in items for name in aliases]
        self.words: frozenset[str] = frozenset(word for name in names for word in fold(name).split())
        self.marked: list[re.Pattern[str]] = [
            re.compile(re.escape(name), re.IGNORECASE) for name in names if _MARKS.search(name)
        ]
        self.has_figures: bool = any(mark.isdigit() for word in self.words for mark in word)
        people = [place for place, aliases in enumerate(items) if _like_a_person(aliases)]
        surnames = {place: surname(fold(items[place][0]).split()) for place in people}
        shared = Counter(surnames.values())
        for place, name in surnames.items():
            if shared[name] == 1:
                self.exact.setdefault(name, place)
        # Surnames that several have, and the given names of those who are persons.
        self.families: dict[int, str] = {place: name for place, name in surnames.items() if shared[name] > 1}
        given = {place: {fold(name).split()[0] for name in items[place]} for place in surnames}
        often = Counter(name for names in given.values() for name in names)
        self.given: dict[int, set[str]] = {
            place: {name for name in names if often[name] == 1} for place, names in given.items()
        }
        self.sift: _Sift | None = _Sift(self.judges) if key.strictness != "lenient" else None

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        judge = _Judging(self, canon)
        found: set[int] = set()
        given_names: list[str] = []
        strangers = 0
        for part in self._parts(given):
            places = self._family(part) or self._named(part, judge, found)
            folded = fold(part[:_LONGEST_NAME])
            # "Jean-Pierre" after "Jeunet," names nobody else.
            if not places and not self.words.issuperset(folded.split()):
                strangers += 1
            elif not places:
                given_names += [folded, *folded.split()]
            found.update(places)
        # Given names alone name people whose surname is there; so do three given names.
        named = {place for place, names in self.given.items() if not names.isdisjoint(given_names)} - found
        told = {self.families.get(place) for place in found} - {None}
        found |= {place for place in named if self.families.get(place) in told}
        of_one_family = len(named) > 1 and len({self.families.get(place, place) for place in named}) == 1
        if of_one_family or len(named | found) >= _GIVEN_NAMES:
            found |= named
        return self._verdict(found, strangers)

    def _family(self, part: str) -> list[int]:
        """Return all people with a common surname, if the answer names them together: "the Epstein brothers"."""
        words = fold(part[:_LONGEST_NAME]).split() if self.families else []
        shared = [word for word in words if word not in KIN and word not in _BEFORE_KIN]
        if len(shared) != 1:
            return []
        ways = [shared[0]] if not KIN.isdisjoint(words) else [shared[0][:-1]] if shared[0].endswith("s") else []
        names = {name for name in self.families.values() if any(slip(name, way) < NO_SLIP for way in ways)}
        return [place for place, name in self.families.items() if name in names]

    def _verdict(self, found: set[int], strangers: int) -> Verdict:
        matched = ", ".join(self.items[place][0] for place in sorted(found))
        score = min(1.0, len(found) / self.need)
        about = f"{len(found)}/{self.need}"
        if strangers and len(found) + strangers > self.need:
            reason = Reason.SEVERAL if found else Reason.OTHER
            note = "too_many" if len(found) >= self.need else "some"
            return Verdict(Outcome.INCORRECT, 0.0, reason, notes=(note,), about=about)
        if len(found) >= self.need:
            return Verdict(Outcome.CORRECT, 1.0, Reason.EXACT, matched, alias=matched)
        if self.need == len(self.items) == 2 and found and not strangers:
            return Verdict(Outcome.PROMPT, score, Reason.PARTIAL, matched, ("one_of_two",), matched, alias=matched)
        reason = Reason.PARTIAL if found else Reason.OTHER
        return Verdict(Outcome.INCORRECT, score, reason, "" if strangers else matched, ("some",), about)

    def _parts(self, given: str) -> list[str]:
        """Return the names in `given`, separated by marks, and by "and" if the whole is not a name of the answer."""
        parts: list[str] = []
        for name in self.marked:
            given = name.sub(lambda found: "\n" + _MARKS.sub(" ", found[0]) + "\n", given)
        given = (_ENUMERATED if self.has_figures else _NUMBERED).sub("\n", given)
        heading = _HEADING.match(given)
        if heading and self.words.isdisjoint(fold(heading[1]).split()):  # "the three stooges: moe, larry, curly"
            given = given[heading.end() :]
        for part in _MARKS.split("\n".join(" ".join(line.split()) for line in given.splitlines())):
            bare = part.removeprefix("and ").removeprefix("& ")
            whole = same_words(bare).tight in self.exact
            parts.extend([bare] if whole else _AND.split(bare))
        return [part for part in parts if any(mark.isalnum() for mark in part)][: _MOST_NAMES + 2 * len(self.items)]

    def _named(self, part: str, judge: "_Judging", found: set[int]) -> list[int]:
        """Return the items that `part` names: one, if possible a new one, or several side by side without a mark.
        `found` has the earlier ones."""
        if (place := self.exact.get(judge.form(part).tight)) is not None:
            return [place]
        if len(part) > _LONGEST_NAME or (self.sift and not self.sift.may_be(part, judge.form(part))):
            return []
        words = part.split()
        several = self._side_by_side(words[:_MOST_WORDS], judge)
        if len(several) > 1:
            return several
        if len(words) <= self.most_words:
            right = [(place in found, distance, place) for place, distance in judge(part)]
            if right:
                return [min(right)[2]]
        return several or self._side_by_side(words[:_MOST_SLIPPED], judge, slips=True)

    def _side_by_side(self, words: list[str], judge: "_Judging", *, slips: bool = False) -> list[int]:
        """Return items named one after the other: "chico harpo groucho", with slips if wished."""
        places: list[int] = []
        at = 0
        while at < len(words):
            ends = range(min(len(words), at + self.most_words), at, -1)
            for end in reversed(ends) if slips else ends:
                name = " ".join(words[at:end])
                place = self.exact.get(judge.form(name).tight)
                if place is None and slips:
                    place = next((place for place, _ in judge(name) if place not in places), None)
                if place is not None:
                    places.append(place)
                    at = end
                    break
            else:
                return []
        return places


class _Judging:
    """Judges one answer: each name in it once, and at most MOST_JUDGED of them."""

    def __init__(self, whole: ListJudge, canon: Canon | None) -> None:
        self._whole = whole
        self._canon = canon
        self._left = MOST_JUDGED
        self._known: dict[str, list[tuple[int, float]]] = {}
        self.form: Callable[[str], Form] = cache(same_words)  # the form of a part of the answer, made once

    def __call__(self, name: str) -> list[tuple[int, float]]:
        """Return the places of the items that `name` names, in order, with its distance from each."""
        if name not in self._known:
            judges, sift = self._whole.judges, self._whole.sift
            right = []
            for place in sift.may_be(name, self.form(name)) if sift else range(len(judges)):
                if self._left <= 0:
                    break
                self._left -= 1
                verdict = judges[place](name, self._canon)
                if verdict.correct:
                    right.append((place, verdict.distance))
            self._known[name] = right
        return self._known[name]


class _Sift:
    """Finds the items that a name may be: a cheap look that may return too many items, but never too few.

    For a person, the answer must have the surname, or the whole name within two letters; for another item, any word.
    """

    def __init__(self, judges: Sequence[NameJudge]) -> None:
        words: dict[str, set[int]] = {}
        self._sounds: dict[str, set[int]] = {}
        self._roots: dict[str, set[int]] = {}
        wholes = []
        for place, judge in enumerate(judges):
            is_person = judge.compare is compare_person
            for form, _, _ in judge.forms:
                wholes.append((form.tight, place, 2 if is_person else 3))
                for told in (form.words, form.spelt):
                    for word in _telling(told) if is_person else (*told, *_together(told)):
                        words.setdefault(word, set()).add(place)
                        self._sounds.setdefault(sound(word), set()).add(place)
                        if not is_person:
                            self._roots.setdefault(word[:_ROOT], set()).add(place)
        self._words, self._of_words = list(words), list(words.values())
        self._wholes = [whole for whole, _, _ in wholes]
        self._of_wholes = [(place, most) for _, place, most in wholes]
        self._of: Callable[[str], set[int]] = lru_cache(_MOST_KEPT)(self._look_up)

    def may_be(self, name: str, form: Form) -> list[int]:
        """Return the places of the items that `name`, of this form, may name, in order."""
        forms = [form]
        if not (name.isascii() and form.tight.isalpha()):
            forms += map(Form, (*romanisations(name), *unstyled(form.words)))
        said = {one.tight for one in forms}
        for one in forms:
            said.add("".join(without_titles(one.words)))
            for words in (one.words, one.spelt) if one.spelt is not one.words else (one.words,):
                said.update(words)
                said.update(_together(words))
        places: set[int] = set()
        return sorted(places.union(*map(self._of, said)))

    def _look_up(self, word: str) -> set[int]:
        """Return the places of the items with a word like this one, or with this name without spaces."""
        near = self._sounds.get(sound(word), set()) | self._roots.get(word[:_ROOT], set())
        for other, distance, at in process.extract(word, self._words, **_FARTHEST, score_cutoff=4):
            if distance <= edits_for(len(other)) + (len(other) > 8):
                near |= self._of_words[at]
        for _, distance, at in process.extract(word, self._wholes, **_FARTHEST, score_cutoff=3):
            place, most = self._of_wholes[at]
            if distance <= most:
                near.add(place)
        return near


_MOST_KEPT = 5_000  # words whose items quizzer keeps
_FARTHEST: dict[str, Any] = {"scorer": OSA.distance, "limit": None}


def _telling(words: list[str]) -> list[str]:
    """Return the words of a person's name of which the answer needs at least one."""
    several = "and" in words or not KIN.isdisjoint(words)
    return words if several else [surname(words), surname(with_particles(words))]


def _together(words: list[str]) -> list[str]:
    """Return two and three words in a row as one: "di caprio" as "dicaprio"."""
    return ["".join(words[at : at + count]) for count in (2, 3) for at in range(len(words) - count + 1)]


def _like_a_person(aliases: Sequence[str]) -> bool:
    """Whether a name looks like a person's: two or three words, each with a capital, no article."""
    words = aliases[0].split()
    capitals = all(word[:1].isupper() and not any(mark.isdigit() for mark in word) for word in words)
    return len(words) in (2, 3) and capitals and words[0] not in ("The", "A", "An")
