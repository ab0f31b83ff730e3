"""What the referee says of one given answer, and why."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from quizzer.grading.messages import MESSAGES, REASONS_IN_WORDS, slip_notes


class Outcome(StrEnum):
    """How a verdict ends. PROMPT is "be more specific": the player may answer again."""

    CORRECT = "correct"
    PROMPT = "prompt"
    INCORRECT = "incorrect"


class Reason(StrEnum):
    """The rule that decided."""

    EXACT = "exact"  # one of the key's own names
    FORM = "form"  # a usual other form: surname, before the colon, a nickname
    SPELLING = "spelling"  # a slip of the fingers or of the ear
    WORDS = "words"  # words more or less that change nothing
    TOLERANCE = "tolerance"  # near enough for a number
    PARTIAL = "partial"  # part of what carries the answer
    AMBIGUOUS = "ambiguous"  # could be the answer, could be another name
    SERIES = "series"  # the number or part in a series
    REJECTED = "rejected"  # on the key's reject list
    LISTED = "listed"  # on the key's prompt list
    RIVAL = "rival"  # another name that exists
    SEVERAL = "several"  # several answers at once
    NEGATED = "negated"  # the answer, denied
    UNIT = "unit"  # another unit or currency
    SORT = "sort"  # another sort of answer than is asked for
    EMPTY = "empty"  # nothing that could be an answer
    OTHER = "other"  # something else


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """One ruling.

    `score` runs from 0.0 to 1.0 (partial credit for lists). `matched` is the accepted name that decided, as the key
    gives it; it is empty unless the outcome is CORRECT, or part of a list is. The message is made of codes and a
    parameter, so that it can be translated: `notes` are codes of `quizzer.grading.MESSAGES` (with "slip" for what
    `slip_notes` tells), `about` is what they speak of: the player's own words, or what is known of a name that is not
    the answer. `said` is what the key's author wants said instead. `distance` counts edits, roughly, between what was
    given and `alias`, the nearest accepted name; `rival` is the nearest other name. Those last three are for `explain`:
    `alias` names the answer whatever the outcome, so they are not for players while a question is open.
    """

    outcome: Outcome
    score: float
    reason: Reason
    matched: str = ""
    notes: tuple[str, ...] = ()
    about: str = ""
    said: str = ""
    alias: str = ""
    distance: float = 0.0
    rival: str = ""

    @property
    def correct(self) -> bool:
        """Whether the answer stands."""
        return self.outcome is Outcome.CORRECT

    @property
    def message(self) -> str:
        """A short sentence for the player, in English; it never gives an open answer away."""
        return self.say(MESSAGES)

    def say(self, messages: Mapping[str, str]) -> str:
        """The message in the words of `messages`, a translation of `quizzer.grading.messages.MESSAGES`."""
        if self.said:
            return self.said
        sentences: list[str] = []
        for code in self.notes or (self.reason.value,):
            # A name that can't be said again is asked for in other words.
            sayable = "whole_name" if not self.about and "{about}" in MESSAGES.get(code, "") else code
            for exact_code in slip_notes(self.alias, self.about) if code == "slip" else (sayable,):
                sentences.append(messages.get(exact_code, MESSAGES.get(exact_code, exact_code)))
        return ", ".join(sentence.replace("{about}", self.about) for sentence in sentences if sentence)

    def noting(self, code: str) -> Verdict:
        """This verdict with `code` as one more note; where it has none, its reason stands before it."""
        return msgspec.structs.replace(self, notes=(*(self.notes or (self.reason.value,)), code))

    def explain(self) -> str:
        """For the author of a key: the rule, the alias, the distance and the nearest rival. It names the answer."""
        parts = [f"{self.outcome.value} ({self.score:.2f}): {REASONS_IN_WORDS[self.reason.value]}"]
        if self.alias:
            parts.append(f"nearest accepted name: {self.alias}")
            parts.append(f"edits: {self.distance:g}")
        if self.rival:
            parts.append(f"nearest rival: {self.rival}")
        message = self.message
        if message:
            parts.append(f"says: {message}")
        return "; ".join(parts)
