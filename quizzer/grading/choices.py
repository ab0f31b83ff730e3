"""Kinds `choice` and `boolean`."""

import re
from string import ascii_lowercase

from rapidfuzz import process
from rapidfuzz.distance import OSA

from quizzer.grading.canon import Canon
from quizzer.grading.folding import fold
from quizzer.grading.forms import same_words
from quizzer.grading.key import AnswerKey
from quizzer.grading.names import NameJudge
from quizzer.grading.numerals import roman
from quizzer.grading.quantities import quantities
from quizzer.grading.sentences import denied, says_nothing
from quizzer.grading.spelling import is_common
from quizzer.grading.verdict import Outcome, Reason, Verdict
from quizzer.grading.wordlists import listed, read_table, words

_AROUND = listed("around_a_choice")
_MARKED = re.compile(r"\W*([a-z]|\d)(\W+)(?=\w)", re.IGNORECASE)
_LAST = words("last dernier derniere letzte letzter letztes ultimo ultima final bottom")
_TRUTH = {word: sort for sort, listed in read_table("truth").items() if sort != "not" for word in listed}
_NOT = frozenset(read_table("truth")["not"])
_ALONE = frozenset(("y", "n", "t", "f", "1", "0", "ne", "net", "da", "si", "exact"))
_IT_IS = re.compile(r"(?:yes )?(?:it|that|he|she|they|this)s? ?(?:is|was|does|did|do|has|had|are|were|can|will)?")
_BEFORE_SO = frozenset(("think", "believe", "guess", "suppose", "hope", "say", "thats", "is"))
_VERBS = frozenset(("es", "e", "era", "fue", "eh", "est"))
_NOT_SURE = re.compile(r"\b(?:im |i am )?not (?:so |really |quite )?(?:sure|certain)\b(?: but)?")


class ChoiceJudge:
    """One of several: its text, its letter (from a) or its number (from 1), in the order of the key's choices.

    A text must be nearest to the right choice. `said` has the messages for wrong ones. The referee asks again after a
    text that names no choice. If the answer is not among the choices, they are only the wrong ones: then letters and
    numbers mean nothing.
    """

    def __init__(self, key: AnswerKey) -> None:
        self.names: tuple[str, ...] = key.names
        messages = {same_words(choice).tight: sentence for choice, sentence in key.reject.items()}
        choices = [same_words(choice).tight for choice in key.choices]
        self.said: list[str] = [messages.get(choice, "") for choice in choices]
        accepted = {same_words(name).tight for name in key.names}
        self.places: set[int] = {place for place, choice in enumerate(choices) if choice in accepted}
        self.count: int = len(choices)
        self.texts: set[str] = accepted.union(choices)
        self.known: set[str] = {*ascii_lowercase[: self.count], *fold(" ".join(key.choices)).split()}
        pairs = zip(key.choices, self.said, strict=True)
        wrong = dict(pair for place, pair in enumerate(pairs) if place not in self.places)
        self.judge: NameJudge = NameJudge(AnswerKey([key.names], kind="choice", reject=wrong, question=key.question))

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        marked = _MARKED.match(given)
        if marked and (marked[1] not in "aA" or not marked[2].isspace()):
            rest = self.judge(given[marked.end() :], None)
            at = int(marked[1]) - 1 if marked[1].isdigit() else ord(marked[1].lower()) - ord("a")
            if rest.correct and 0 <= at < self.count and self.places:
                # a right text with another choice's letter is not an answer
                return rest if at in self.places else Verdict(Outcome.INCORRECT, 0.0, Reason.SEVERAL)
        if same_words(given).tight in self.texts or not self.places:
            return self.judge(given, None)
        if (place := self._place(given[:60])) is None:
            verdict = self.judge(given, None)
            folded = fold(given)
            if verdict.reason is not Reason.OTHER or denied(folded) or not self.known.isdisjoint(folded.split()):
                return verdict
            return Verdict(Outcome.PROMPT, 0.0, Reason.SORT, notes=("which_choice",))
        if place in self.places:
            return Verdict(Outcome.CORRECT, 1.0, Reason.FORM, self.names[0], alias=self.names[0])
        said = self.said[place] if 0 <= place < self.count else ""
        return Verdict(Outcome.INCORRECT, 0.0, Reason.REJECTED if said else Reason.OTHER, said=said)

    def _place(self, given: str) -> int | None:
        """Return the place that an answer names by its letter, its number or as the last; None for no place."""
        folded = fold(given)
        bare = [word for word in folded.split() if word not in _AROUND] or folded.split()[-1:]
        if denied(folded) or len(bare) > 2:
            return None
        if len(bare) == 1 and bare[0] in _LAST:
            return self.count - 1
        if len(bare) == 1 and len(bare[0]) == 1 and bare[0].isalpha():
            return ord(bare[0]) - ord("a")
        if len(bare) == 1 and roman(bare[0]):
            return roman(bare[0]) - 1
        numbers = quantities(" ".join(bare), slips=True)
        if len(numbers) == 1 and not numbers[0].words and numbers[0].value == int(numbers[0].value):
            return int(numbers[0].value) - 1
        return None


class BooleanJudge:
    """Yes or no, in the words of people. The referee compares any other answer with the accepted names."""

    def __init__(self, key: AnswerKey) -> None:
        self.folded: dict[str, str] = {fold(name): name for name in key.names if fold(name)}
        self.sides: list[tuple[str, str]] = [(name, side(name)) for name in key.names]

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        folded = fold(given)
        if folded in self.folded:
            name = self.folded[folded]
            return Verdict(Outcome.CORRECT, 1.0, Reason.EXACT, name, alias=name)
        meaning = side(given)
        for name, own in self.sides:
            if meaning and meaning == own:
                return Verdict(Outcome.CORRECT, 1.0, Reason.FORM, name, alias=name)
        if says_nothing(folded) or not folded:
            return Verdict(Outcome.INCORRECT, 0.0, Reason.EMPTY)
        if not meaning and any(own for _, own in self.sides):
            return Verdict(Outcome.PROMPT, 0.0, Reason.SORT, notes=("yes_or_no",))
        return Verdict(Outcome.INCORRECT, 0.0, Reason.SEVERAL if meaning == "both" else Reason.OTHER)


def side(text: str) -> str:
    """Return the meaning of `text`: "yes", "no", "both", or "".

    >>> side("not false"), side("I don't think so"), side("yes and no"), side("a film")
    ('yes', 'no', 'both', '')
    """
    folded = _NOT_SURE.sub(" ", fold(text[:200])).replace("no doubt", "certainly")
    said = [_mended(word) for word in folded.split()]
    if not said:
        return ""
    if _IT_IS.fullmatch(" ".join(said)) and len(said) > 1:
        return "yes"
    signs = set()
    denied_now = False
    for place, word in enumerate(said):
        after = said[place + 1] if place + 1 < len(said) else ""
        sort = "yes" if word[0] in "👍✅" else "no" if word[0] in "👎❌" else _TRUTH.get(word, "")
        if (word == "so" and (not place or said[place - 1] not in _BEFORE_SO)) or (place and word in _ALONE):
            sort = ""
        if word in _NOT and (sort != "no" or after in _VERBS or _TRUTH.get(after) in ("true", "false")):
            denied_now = not denied_now
        elif sort in ("yes", "no"):
            signs.add(sort)
        elif sort:
            signs.add("no" if (sort == "false") is not denied_now else "yes")
            denied_now = False
    if denied_now:
        signs.add("no")
        signs.discard("yes")  # "absolutely not"
    return signs.pop() if len(signs) == 1 else "both" if signs else ""


def _mended(word: str) -> str:
    """Return `word`, or the word for yes or no that it misspells."""
    if len(word) < 3 or word in _TRUTH or word in _NOT or word[0].isdigit() or is_common(word):
        return word
    known = [name for name in _TRUTH if len(name) > 2]
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=5)
    meanings = {("yes" if _TRUTH[name] in ("yes", "true") else "no") for name, _, _ in near}
    return near[0][0] if len(meanings) == 1 else word
