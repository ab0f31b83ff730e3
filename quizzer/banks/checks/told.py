"""Warnings: answers that a player has read before the question is answered, and hints in pieces."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.nodes import items_at, place_of, within
from quizzer.banks.checks.subject import NAMES, Asked, Subject
from quizzer.errors import shortened
from quizzer.grading import fold

_SHORTEST = 3  # letters that a name must have to be looked for: "It" stands in any text
_MOST_HINTS = 20  # hints of one question that are looked at: no game gives more
LONGEST_COMMON = 5
"""A single word of so many letters is a name only where it is written as one: "Her" is, "her" is not."""


def answers_told(subject: Subject) -> Iterator[Fault]:
    """Answers that stand in their own question or hint, or in the explanation of an earlier question."""
    for one in subject.asked:
        # Where a player chooses, the answer must be there to be seen.
        if one.kind not in ("boolean", "choice") and not one.entry.choices:
            yield from _in_question(one)
        if one.kind != "boolean":
            yield from _in_hints(one)
    yield from _in_explanations(subject.asked)


def _in_question(one: Asked) -> Iterator[Fault]:
    answers = len(one.answers)
    for number, (name, folded, place) in enumerate(one.names):
        if not _stands(name, folded, one.entry.ask, one.words):
            continue
        if number >= answers:
            message = f"{shortened(name)!r} is accepted and stands in the question: whoever reads it has the answer"
            yield within("warning", place, one.text, name, message)
            continue
        offer = "" if one.kind == "list" else ", or offer 'choices:'"
        message = f"the answer {shortened(name)!r} stands in its own question: ask otherwise{offer}"
        yield within("warning", one.at("ask"), one.text, name, message)
        return


def _in_hints(one: Asked) -> Iterator[Fault]:
    for hint, place in zip(one.entry.hints[:_MOST_HINTS], items_at(one.node, "hints"), strict=False):
        words = f" {fold(hint)} "
        told = next((name for name, folded, _ in one.names if _stands(name, folded, hint, words)), None)
        if told is not None:
            message = f"this hint tells the answer, {shortened(told)!r}: hint at it, and leave it to be found"
            yield within("warning", place, one.text, told, message)


def hints_cut(subject: Subject) -> Iterator[Fault]:
    """Hints that begin small behind one that does not: in brackets a comma ends a hint that has no quotation marks."""
    for one in subject.asked:
        places = items_at(one.node, "hints")
        for before, hint, place in zip(one.entry.hints, one.entry.hints[1:], places[1:], strict=False):
            if before[:1].isupper() and hint[:1].islower():
                message = (
                    f"the comma before {shortened(hint)!r} ends a hint: if both are one, put it in quotation marks"
                )
                yield within("warning", place, one.text, hint, message)


def _stands(name: str, folded: str, text: str, words: str) -> bool:
    """Whether a name stands in a text; `words` are those of the text, folded."""
    if len(folded) < _SHORTEST and not folded.isdecimal():
        return False
    return f" {folded} " in words and _is_meant(name, folded, text)


def _is_meant(name: str, folded: str, text: str) -> bool:
    """Whether a name that stands in a text is no common word there: a short one must be written with its capital."""
    if not name[:1].isupper() or len(folded) > LONGEST_COMMON or not folded.isalpha():
        return True
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


class _Names:
    """The names that answer questions, looked up word by word in a text however many there are."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self.places: dict[str, list[int]] = {}
        self.written: dict[str, str] = {}
        self._lengths: dict[str, set[int]] = {}
        for place, one in enumerate(asked):
            for name, folded, _ in one.names[: len(one.answers)] if one.kind in NAMES else ():
                if len(folded) >= _SHORTEST:
                    words = folded.split()
                    self.places.setdefault(folded, []).append(place)
                    self.written.setdefault(folded, name)
                    self._lengths.setdefault(words[0], set()).add(len(words))

    def standing_in(self, text: str) -> dict[str, None]:
        """The names in a text, folded, in their order."""
        words = fold(text).split()
        found: dict[str, None] = {}
        for start, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                name = " ".join(words[start : start + length])
                if name in self.places and _is_meant(self.written[name], name, text):
                    found[name] = None
        return found


def _in_explanations(asked: Sequence[Asked]) -> Iterator[Fault]:
    names = _Names(asked)
    for place, one in enumerate(asked):
        for name in names.standing_in(one.entry.explain) if one.entry.explain else ():
            places = names.places[name]
            later = places[bisect_right(places, place) :]
            if not later or name == one.answer:
                continue
            explain, written = one.at("explain"), names.written[name]
            where = place_of(asked[later[0]].node, explain) + (f" and of {len(later) - 1} more" if later[1:] else "")
            message = f"this tells {shortened(written)!r}, the answer of the question in {where}"
            yield within("warning", explain, one.text, written, f"{message}: say less, or ask it later")
