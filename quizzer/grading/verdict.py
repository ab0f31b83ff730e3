"""The verdict of the referee on one given answer, with its reason."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

import msgspec

from quizzer.grading.wordlists import read_pairs

MESSAGES = {"exact": "", "form": "", **read_pairs("messages")}
"""Every sentence of the referee by its code; a translation maps the same codes to its own words."""


class Outcome(StrEnum):
    """The outcome of a verdict. PROMPT means too vague: the player may answer again."""

    CORRECT = "correct"
    PROMPT = "prompt"
    INCORRECT = "incorrect"


class Reason(StrEnum):
    """The rule that decided."""

    EXACT = "exact"  # one of the accepted names
    FORM = "form"  # a usual other form: surname, before the colon, a nickname
    SPELLING = "spelling"  # a slip of the fingers or of the ear
    WORDS = "words"  # added or missing words that change nothing
    TOLERANCE = "tolerance"  # near enough for a number
    PARTIAL = "partial"  # only part of the answer
    AMBIGUOUS = "ambiguous"  # could be the answer, could be another name
    SERIES = "series"  # the number or part in a series
    REJECTED = "rejected"  # on the key's reject list
    LISTED = "listed"  # on the key's prompt list
    RIVAL = "rival"  # another name that exists
    SEVERAL = "several"  # several answers at once
    NEGATED = "negated"  # the answer, denied
    UNIT = "unit"  # another unit or currency
    SORT = "sort"  # another kind of answer than the question asks for
    EMPTY = "empty"  # no answer
    OTHER = "other"  # something else


Parameters: TypeAlias = dict[str, str | int | float] | None
"""The parameters of a sentence by name; None for no parameters."""


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """One ruling.

    `score` is from 0.0 to 1.0 (partial credit for lists). `matched` is the accepted name that decided, as in the key.
    It is empty unless the outcome is CORRECT, or part of a list is right. quizzer makes the message from codes and a
    parameter, so that a program can translate it. `notes` are codes of `quizzer.grading.MESSAGES` ("slip" for the
    result of `slip_notes`). `about` is their parameter: the player's own words, or data of a name that is not the
    answer. `said` is the message of the key's author instead. `distance` is about the number of edits between the given
    answer and `alias`, the nearest accepted name; `rival` is the nearest other name. These three are for `explain`, and
    not for players while a question is open, because `alias` names the answer.
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
        """Whether the answer is right."""
        return self.outcome is Outcome.CORRECT

    @property
    def message(self) -> str:
        """A short sentence for the player, in English. It never reveals the answer of an open question."""
        return self.say(MESSAGES)

    def say(self, messages: Mapping[str, str]) -> str:
        """The message in the words of `messages`, a translation of `quizzer.grading.MESSAGES`."""
        if self.said:
            return self.said
        sentences = (messages.get(code, MESSAGES.get(code, code)) for code in self._codes())
        return ", ".join(sentence.replace("{about}", self.about) for sentence in sentences if sentence)

    @property
    def told(self) -> tuple[str, str, Parameters]:
        """The message, its codes separated by spaces, and the parameters. The code "author" means a message of the
        key's author; without a code, the reason alone is the message."""
        if self.said:
            return self.said, "author", None
        if not self.notes:
            return MESSAGES[self.reason], "", None
        codes = self._codes()
        message = ", ".join(sentence for code in codes if (sentence := MESSAGES[code]))
        is_about: Parameters = {"about": self.about} if "{about}" in message else None
        return message.replace("{about}", self.about), " ".join(codes), is_about

    def _codes(self) -> tuple[str, ...]:
        # If the message cannot repeat the name, it uses other words.
        codes = ("whole_name" if not self.about and "{about}" in MESSAGES[code] else code for code in self.notes)
        exact = (slip_notes(self.alias, self.about) if code == "slip" else (code,) for code in codes)
        return tuple(code for some in exact for code in some) or (self.reason.value,)

    def noting(self, code: str) -> "Verdict":
        """Return this verdict with the note `code` added; if it is the first, the reason comes before it."""
        return msgspec.structs.replace(self, notes=(*(self.notes or (self.reason.value,)), code))

    def explain(self) -> str:
        """Explain the verdict to the author of a key: the rule, the alias, the distance and the nearest rival."""
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
    """Return the code of `MESSAGES` for the difference in spelling; several slips get one code."""
    from rapidfuzz.distance import OSA  # only shown verdicts need words

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
