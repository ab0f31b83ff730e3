"""Kinds `choice` and `boolean`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quizzer.grading.canon import Canon
from quizzer.grading.folding import fold
from quizzer.grading.forms import same_words
from quizzer.grading.names import NameJudge
from quizzer.grading.text import compare
from quizzer.grading.verdict import Outcome, Reason, Verdict

_PLACE = re.compile(
    r"(?:(?:option|choice|answer|letter|number|no|its|the) )*(?:([a-z])|(\d{1,2}))(?: ?(?:please|one))?"
)
# fmt: off
_YES = frozenset((
    "true", "yes", "y", "t", "right", "correct", "yeah", "yep", "yup", "aye", "ja", "oui", "si", "da", "tak",
    "indeed", "of course",
    "it is", "it was", "it does", "it did", "absolutely", "certainly", "definitely", "sure", "affirmative",
    "thats true", "thats right",
    "its true", "that is true", "vrai", "wahr", "verdadero", "vero", "1", "👍", "✓", "✔",
))
_NO = frozenset((
    "false", "no", "n", "f", "wrong", "incorrect", "nope", "nah", "nay", "nein", "non", "nicht", "niet", "nie",
    "not true", "untrue",
    "it isnt", "it is not", "it wasnt", "it was not", "it doesnt", "it didnt", "never", "negative", "thats false",
    "thats wrong",
    "its false", "that is false", "faux", "falsch", "falso", "not", "0", "👎", "✗", "✘", "not at all",
    "of course not", "certainly not",
    "definitely not", "absolutely not", "no way",
))
# fmt: on


class ChoiceJudge:
    """One of several: its text, its letter (from a) or its number (from 1), in the order of the key's choices.

    A text must be nearest to the right choice of all; `said` tells what to say to wrong ones. Choices without the
    answer among them are the wrong ones alone: then letters and numbers tell nothing.
    """

    def __init__(self, names: Sequence[str], choices: Sequence[str], question: str, said: Mapping[str, str]) -> None:
        self.names = names
        words = {same_words(choice).tight: sentence for choice, sentence in said.items()}
        self.said = [words.get(same_words(choice).tight, "") for choice in choices]
        accepted = {same_words(name).tight for name in names}
        self.places = {place for place, choice in enumerate(choices) if same_words(choice).tight in accepted}
        self.count = len(choices)
        pairs = zip(choices, self.said, strict=True)
        wrong = [pair for place, pair in enumerate(pairs) if place not in self.places]
        self.texts = {same_words(choice).tight for choice in choices} | accepted
        self.judge = NameJudge(names, compare, kind="choice", reject=wrong, question=question)

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        told = _PLACE.fullmatch(fold(given[:60]))
        if told and self.places and same_words(given).tight not in self.texts:
            place = ord(told[1]) - ord("a") if told[1] else int(told[2]) - 1
            if place in self.places:
                return Verdict(Outcome.CORRECT, 1.0, Reason.FORM, self.names[0], alias=self.names[0])
            if 0 <= place < self.count:
                said = self.said[place]
                return Verdict(Outcome.INCORRECT, 0.0, Reason.REJECTED if said else Reason.OTHER, said=said)
        return self.judge(given, None)


class BooleanJudge:
    """Yes or no, in the words people use for them; an answer that is neither is compared with the key's own names."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.folded = {fold(name): name for name in names if fold(name)}
        self.sides = [
            (name, _YES if fold(name) in _YES else _NO if fold(name) in _NO else frozenset()) for name in names
        ]

    def __call__(self, given: str, canon: Canon | None) -> Verdict:
        folded = fold(given)
        if folded in self.folded:
            name = self.folded[folded]
            return Verdict(Outcome.CORRECT, 1.0, Reason.EXACT, name, alias=name)
        for name, side in self.sides:
            if folded in side or (folded.split(" ")[0] in side and not _contradicts(folded, side)):
                return Verdict(Outcome.CORRECT, 1.0, Reason.FORM, name, alias=name)
        return Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER)


def _contradicts(folded: str, side: frozenset[str]) -> bool:
    """Whether a longer answer also says the contrary: "yes and no"."""
    other = _NO if side is _YES else _YES
    return any(word in other for word in folded.split(" ")[1:])
