"""The words of players around a name. They may say which one ("Carpenter's The Thing", "Scarface with Al Pacino"), or
make it another ("ex-", "toy", "nearly", "not", "his wife", "the son of").
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import partial_ratio, ratio

from quizzer.bounds import LONGEST_TALK
from quizzer.grading.canon import Canon
from quizzer.grading.folding import fold
from quizzer.grading.forms import Form, same_words
from quizzer.grading.key import AboutFilm, AnswerKey
from quizzer.grading.matching import Scene
from quizzer.grading.sentences import bare_answer
from quizzer.grading.spelling import FUNCTION_WORDS, is_common
from quizzer.grading.titles import compare
from quizzer.grading.verdict import Outcome, Reason, Verdict
from quizzer.grading.wordlists import common_words, is_given_name, names_of_people, read_table, words

_KINDS_OF_FILM = "film|movie|picture|flick|version|one|remake|original|classic|adaptation|song|series|show"
_NAMING = r"(?:with|w|starring|featuring|feat|ft|by|(?:directed|made|sung|played|performed|written) by|from|of|in)"
_AFTER = re.compile(
    rf"(?:(?:the|that|its|a)(?: (?:\w+ )?(?:{_KINDS_OF_FILM})(?: thats| which is)?)? )?"
    rf"(?P<how>{_NAMING}) (?P<who>.+?)(?: in it)?"
    rf"|(?:the|that|a) (?P<whose>.+?)(?: (?:{_KINDS_OF_FILM}))+"
    r"|(?:and )?(?P<bare>.+)"
)
_FIRST = re.compile(rf"(?:(?:the|that) )?(?:original|old|first|classic)(?: (?:{_KINDS_OF_FILM}))?")
_FIRSTS = words("original old first classic")
_KINDS = words(_KINDS_OF_FILM.replace("|", " "))
_CALLED = words("called titled named")
_STUDIOS = words("pixar disney dreamworks ghibli marvel hbo netflix hitchcock universal paramount hammer aardman")
_TALKING = _KINDS | words("with w starring featuring feat ft by from of in")
_BRACKETS = (")", "]")
_INSIDE = 85.0  # the least `partial_ratio` of a name in a longer answer,
_ALIKE = 60.0  # and `ratio` of the name and the part of the answer that may be it
_ASKED = re.compile(
    r"(?i)\b(?:which|what|name the|name a) (?!(?:is|was|are|were|did|does|do|has|had|of|in|on|kind|sort)\b)"
    r"((?:\w+ of )?\w+)"
)
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_PAST_THE_PLACE = frozenset(("of", "in", "from"))
_LONGEST_NAME = 4  # words


class Talk:
    """What may be said around the answer of one key."""

    def __init__(self, key: AnswerKey, forms: Sequence[tuple[Form, int, str]], scene: Scene) -> None:
        self.kind: str = key.kind
        self.forms = forms
        self.scene = scene
        self.about: AboutFilm = key.about or AboutFilm()
        self.asks_for_film: bool = key.kind == "title" and (key.about is None or self.about.title in key.names)
        self.year: int | None = self.about.year if key.year is None and self.asks_for_film else key.year
        # The words of each name that the film is known by: its people's, its series'.
        self.people: list[list[str]] = [fold(name).split() for name in (*self.about.directors, *self.about.actors)]
        self._known: frozenset[str] | None = None

    def around(self, given: str, form: Form) -> Iterator[tuple[str, str]]:
        """Yield each part of an answer that may be the name, folded, with the meaning of the rest.

        The meaning is "agrees" if it is a fact of the film or in the question, "says" if quizzer does not know, "first"
        for the original, or "another_year" or "another_one". A year in brackets has no meaning if the year of the film
        is unknown.
        """
        said = [form.article, *form.words][not form.article :] if form.bare else fold(given).split()
        in_brackets = given[-1:] in _BRACKETS
        if self.kind == "text" and not in_brackets and _TALKING.isdisjoint(said):
            return
        inside = [
            named
            for named, _, _ in self.forms
            if len(named.words) < len(form.words) and partial_ratio(named.key, form.key, score_cutoff=_INSIDE)
        ]
        least = _ALIKE if form.key == form.folded else 0.0  # a number in words is like no figures
        for at in range(1, len(said)) if inside else ():
            first, last = " ".join(said[:at]), " ".join(said[at:])
            after = self._after(last, said[at:]) if _may_be(inside, first, at, least) else ""
            if not after and in_brackets and self.year is None and _YEAR.fullmatch(last):
                after = "says"
            if after:
                yield first, after
            left = len(said) - at
            if _may_be(inside, last, left, least) and (before := self._before(first, said[:at], left)):
                yield last, before

    def asks_back(self, form: Form, alias: str) -> Verdict | None:
        """The verdict on an answer that is the film itself where something in it is asked for, or only its series."""
        if wanted := self._wanted(form):
            return Verdict(Outcome.PROMPT, 0.0, Reason.SORT, "", ("film_itself",), wanted, alias=alias)
        if self.asks_for_film and self.about.series and self._is(self.about.series, form):
            return Verdict(Outcome.PROMPT, 0.0, Reason.SERIES, notes=("which_part",), alias=alias)
        return None

    def _wanted(self, form: Form) -> str:
        """What is asked for, where an answer is the film itself and that is not it: "which song"; otherwise empty."""
        if not self.about.title or self.asks_for_film or not self._is(self.about.title, form):
            return ""
        if self.kind in ("person", "character"):
            return "who"
        if (asked := _ASKED.search(self.scene.question)) is None:
            return "which one" if self.kind == "title" else "what"
        return f"which {'other ' if asked[1] in ('film', 'movie') else ''}{asked[1]}"

    def has_older(self, title: str, canon: Canon | None) -> bool:
        """Whether the canon has an older film of that title: the original is not the one asked for."""
        if canon is None or self.year is None:
            return False
        years = [canon.name(place).year for place in canon.places(same_words(title).tight)]
        return any(year is not None and year < self.year for year in years)

    def _is(self, name: str, form: Form) -> bool:
        """Whether an answer is `name`, also in a sentence."""
        named, bare = same_words(name), bare_answer(form)
        return any(compare(named, said, self.scene).level == 2 for said in (form, *([Form(bare)] if bare else ())))

    def _after(self, talk: str, words: list[str]) -> str:
        if self._is_first(talk, words):
            return "first"
        if len(talk) > LONGEST_TALK:
            return ""
        found = None if _TALKING.isdisjoint(words) else _AFTER.fullmatch(talk)
        if found is None or found["bare"]:
            if self.kind == "text":
                return ""
            who = words[1:] if words[0] == "and" and len(words) > 1 else words
            return self._known_of(who) or (self._unknown(who) if len(who) > 1 and is_given_name(who[0]) else "")
        who = (found["who"] or found["whose"]).split()
        told = self._known_of(who)
        if told or found["how"] in _PAST_THE_PLACE:
            return told
        band = who[0] == "the" and not self.asks_for_film and (found["how"] or "").endswith("by")  # "by the Beatles"
        return "says" if band else self._unknown(who)

    def _before(self, talk: str, words: list[str], left: int) -> str:
        if self.kind == "text" or len(talk) > LONGEST_TALK:
            return ""
        if self._is_first(talk, words):
            return "first"
        end = len(words)
        told_which = end > 1 and words[0] in ("the", "that")
        if end > 1 + told_which and words[-1] in _CALLED:
            end -= 1
        while end > 1 + told_which and words[end - 1] in _KINDS:
            end -= 1
        who = words[told_which:end]
        genitive = len(who[-1]) > 3 and who[-1][-1] == "s" and who[-1] not in common_words()
        owner = [*who[:-1], who[-1][:-1]] if genitive else []
        told = self._known_of(who) or (self._known_of(owner) if owner else "")
        if told or self.kind != "title":
            return told
        if owner and _may_be_a_person(owner):
            return self._unknown(owner)
        return self._unknown(who) if len(who) > 1 and (told_which or left > 1) else ""

    def _is_first(self, talk: str, words: list[str]) -> bool:
        return self.kind == "title" and not _FIRSTS.isdisjoint(words) and _FIRST.fullmatch(talk) is not None

    def _unknown(self, who: list[str]) -> str:
        """What the name of somebody says who is not known to belong to the film."""
        if self.kind != "title" or not _may_be_a_person(who):
            return ""
        return "another_one" if self.people and self.asks_for_film else "says"

    def _known_of(self, who: list[str]) -> str:
        """Return the meaning of words about the year, the people, the series or the studio, or of the question."""
        years = [word for word in who if word.isdigit() and _YEAR.fullmatch(word)]
        if years and len(who) == 1 and self.kind == "title":
            if self.year is None:
                return ""
            return "agrees" if who[0] == str(self.year) else "another_year"
        telling = [word for word in who if word not in FUNCTION_WORDS and word not in years]
        if not telling or (years and str(self.year) not in years):
            return ""
        if self.kind == "title" and all(word in _STUDIOS for word in telling):
            return "agrees"
        if self._known is None:
            told = {word for name in (self.about.title, self.about.series) for word in fold(name).split()}
            self._known = self.scene.asked | (told - FUNCTION_WORDS)
        known = self._known
        for person in self.people:
            if person[-1] in telling or _is_slip_of_one(telling[-1], person[-1:]):
                known = known.union(person)
        return "agrees" if all(word in known or _is_slip_of_one(word, known) for word in telling) else ""


def _may_be(names: Sequence[Form], said: str, words: int, least: float) -> bool:
    """Whether a part of an answer, of so many `words`, may be one of these names: as long, and alike enough."""
    return any(-2 < len(named.words) - words < 2 and ratio(named.key, said) >= least for named in names)


def _is_slip_of_one(word: str, known: Iterable[str]) -> bool:
    """Whether a word is a longer one that is known, with one letter wrong."""
    return len(word) > 3 and any(len(other) > 3 and OSA.distance(word, other, score_cutoff=1) < 2 for other in known)


def _may_be_a_person(who: list[str]) -> bool:
    """Whether words may be the name of a person: a given name before others, or words that mean nothing else."""
    if not who or len(who) > _LONGEST_NAME or not all(word.isalpha() for word in who):
        return False
    if FUNCTION_WORDS.intersection(who):
        return False
    if len(who) > 1 and is_given_name(who[0]):
        return True
    return all(len(word) > 2 and (not is_common(word) or word in names_of_people()) for word in who if word != "lady")


_OWNER = re.compile(r"(?<!\w)\w++(?:['\u2019]s|(?<=s)['\u2019])(?=\s+\w)")
_COMPOUND = re.compile(r"(?<!\w)(\w++)[-\u2010\u2011](\w+)")
_SHADES = words("dark light bright pale deep sky navy")  # "dark-blue" is blue
_PARTING = words("the a an and or with his her their my our who is was")  # no relation reaches across one of these
_NOTHING_OWNED = FUNCTION_WORDS | words("own one ones here there fault idea name obviously surely maybe right")
_CHANGING = {sort: frozenset(changing) for sort, changing in read_table("changing").items()}


class Beside:
    """The words beside a name in an answer: `given` as typed, `form` for comparison."""

    def __init__(self, given: str, form: Form) -> None:
        self.said: list[str] = form.words
        self.compounds: list[tuple[str, str]] = [(fold(first), fold(last)) for first, last in _COMPOUND.findall(given)]
        self.owners: frozenset[str] = frozenset(fold(owner) for owner in _OWNER.findall(given))

    def changes(self, expected: Form, scene: Scene) -> bool:
        """Whether the answer with the name `expected` means another: a relative, or something like it.

        Words in the name itself or in the question change nothing.
        """
        said, own = self.said, expected.words
        added = [place for place, word in enumerate(said) if word not in own and word not in scene.asked]
        named = [place for place, word in enumerate(said) if _is_of(word, own)]
        if not added or not named:
            return False
        if len(own) == 1 and any(own[0] in pair and pair[0] not in _SHADES for pair in self.compounds):
            return is_common(own[0])  # "brain-dead", "Guinea-Bissau"
        for place in added:
            word = said[place]
            if word in _CHANGING["other"]:
                return True
            if word in _CHANGING["whose"]:
                before = max((at for at in named if at < place), default=-1)
                if before >= 0 and _PARTING.isdisjoint(said[before + 1 : place]):
                    return True
                if said[place + 1 : place + 2] == ["of"] and place + 1 < named[-1]:
                    return True
        return any(self._owns(place, named, own, scene) for place in named)

    def _owns(self, place: int, named: list[int], own: list[str], scene: Scene) -> bool:
        """Whether something belongs to the name that ends at `place`: "Indiana's hat"."""
        word = self.said[place]
        if place + 1 == len(self.said) or place != named[-1]:
            return False
        if word not in self.owners and (word in own or word[-1] != "s" or word[:-1] not in own):
            return False
        thing = next((word for word in self.said[place + 1 :] if word not in _NOTHING_OWNED), "")
        return thing != "" and thing not in scene.asked


def _is_of(word: str, name: list[str]) -> bool:
    """Whether a word is one of a name's, or is one with a slip or in the genitive."""
    if word in FUNCTION_WORDS:
        return False
    return word in name or any(
        len(own) > 3 and own not in FUNCTION_WORDS and OSA.distance(own, word, score_cutoff=2) <= 1 + (len(own) > 6)
        for own in name
    )
