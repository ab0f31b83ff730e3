"""What the referee says of one given answer, and why."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

import msgspec

from quizzer.grading.wordlists import read_pairs

MESSAGES = {"exact": "", "form": "", **read_pairs("messages")}
"""Every sentence of the referee by its code; a translation maps the same codes to its own words."""


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


Parameters: TypeAlias = dict[str, str | int | float] | None
"""What a sentence speaks of, by the names that its text has for it; None for nothing."""


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
        """The message in the words of `messages`, a translation of `quizzer.grading.MESSAGES`."""
        if self.said:
            return self.said
        sentences = (messages.get(code, MESSAGES.get(code, code)) for code in self._codes())
        return ", ".join(sentence.replace("{about}", self.about) for sentence in sentences if sentence)

    @property
    def told(self) -> tuple[str, str, Parameters]:
        """The message, its codes with spaces between them, and the parameters. "author" stands for what the author of
        the key wants said; no code where the reason is all that there is to say."""
        if self.said:
            return self.said, "author", None
        if not self.notes:
            return MESSAGES[self.reason], "", None
        codes = self._codes()
        message = ", ".join(sentence for code in codes if (sentence := MESSAGES[code]))
        is_about: Parameters = {"about": self.about} if "{about}" in message else None
        return message.replace("{about}", self.about), " ".join(codes), is_about

    def _codes(self) -> tuple[str, ...]:
        # A name that can't be said again is asked for in other words.
        codes = ("whole_name" if not self.about and "{about}" in MESSAGES[code] else code for code in self.notes)
        exact = (slip_notes(self.alias, self.about) if code == "slip" else (code,) for code in codes)
        return tuple(code for some in exact for code in some) or (self.reason.value,)

    def noting(self, code: str) -> "Verdict":
        """This verdict with `code` as one more note; where it has none, its reason stands before it."""
        return msgspec.structs.replace(self, notes=(*(self.notes or (self.reason.value,)), code))

    def explain(self) -> str:
        """For the author of a key: the rule, the alias, the distance and the nearest rival. It names the answer."""
        from quizzer.grading.spelling import NO_SLIP

        words = read_pairs("reasons")
        parts = [f"{words[self.outcome.value]} ({self.score:.2f}): {words[self.reason.value]}"]
        if self.alias:
            parts.append(f"nearest accepted name: {self.alias}")
            parts += [f"edits: {self.distance:g}"] * (self.distance < NO_SLIP)
        if self.rival:
            parts.append(f"nearest rival: {self.rival}")
        if message := self.message:
            parts.append(f"says: {message}")
        return "; ".join(parts)


def slip_notes(expected: str, given: str) -> tuple[str, ...]:
    """The code of `MESSAGES` for the difference in spelling; several words with slips are told as one."""
    from rapidfuzz.distance import OSA  # only what is shown is put into words

    from quizzer.grading.folding import fold
    from quizzer.grading.forms import Form
    from quizzer.grading.matching import lost_and_added

    lost, added = lost_and_added(Form(fold(expected)).words, Form(fold(given)).words)
    if len(lost) > 1 and len(added) == 1:  # a surname alone: the name it is nearest to
        lost = [min(lost, key=lambda word: OSA.distance(word, added[0]))]
    if len(lost) != 1 or len(added) != 1:
        return ("spelling",)
    was, became = lost[0], added[0]
    distance = OSA.distance(was, became)
    if distance != 1:
        return ("two_letters",) if distance == 2 else ("spelling",)
    if len(became) < len(was):
        return ("one_missing",)
    if len(became) > len(was):
        return ("one_too_many",)
    return ("two_swapped",) if sorted(was) == sorted(became) else ("one_wrong",)
