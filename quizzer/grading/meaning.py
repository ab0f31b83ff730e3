"""What makes another's of a name that it stands beside: "ex-", "toy", "nearly", "not", "his wife", "the son of"."""

import re

from rapidfuzz.distance import OSA

from quizzer.grading.folding import fold
from quizzer.grading.forms import Form
from quizzer.grading.matching import Scene
from quizzer.grading.spelling import FUNCTION_WORDS, is_common
from quizzer.grading.wordlists import read_table, words

_OWNER = re.compile(r"(?<!\w)\w++(?:['\u2019]s|(?<=s)['\u2019])(?=\s+\w)")
_COMPOUND = re.compile(r"(?<!\w)(\w++)[-\u2010\u2011](\w+)")
_SHADES = words("dark light bright pale deep sky navy")  # "dark-blue" is blue
_PARTING = words("the a an and or with his her their my our who is was")  # no relation is told across one of these
_NOTHING_OWNED = FUNCTION_WORDS | words("own one ones here there fault idea name obviously surely maybe right")
_CHANGING = {sort: frozenset(changing) for sort, changing in read_table("changing").items()}


class Beside:
    """What stands beside a name in an answer: `given` as it was typed, `form` as it is compared."""

    def __init__(self, given: str, form: Form) -> None:
        self.said: list[str] = form.words
        self.compounds: list[tuple[str, str]] = [(fold(first), fold(last)) for first, last in _COMPOUND.findall(given)]
        self.owners: frozenset[str] = frozenset(fold(owner) for owner in _OWNER.findall(given))

    def changes(self, expected: Form, scene: Scene) -> bool:
        """Whether the answer, in which the name `expected` stands, means another: somebody of his, something like it.

        What stands in the name itself or in the question changes nothing.
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
        """Whether something is told to be the name's that ends at `place`: "Indiana's hat"."""
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
