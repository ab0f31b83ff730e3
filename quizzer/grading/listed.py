"""The reject and the prompt list of a key."""

from __future__ import annotations

from quizzer.grading.forms import Form, same_words, variants
from quizzer.grading.rulings import quoted
from quizzer.grading.verdict import Outcome, Reason, Verdict

__all__ = ["Listed"]


class Listed:
    """A name of the reject or the prompt list."""

    __slots__ = ("form", "outcome", "said", "tights")

    def __init__(self, name: str, said: str, outcome: Outcome) -> None:
        self.form = same_words(name)
        self.tights = frozenset((self.form.tight, *(same_words(other).tight for other in variants(name, self.form))))
        self.said = said
        self.outcome = outcome

    def holds(self, form: Form) -> bool:
        """Whether `form` is this name, written in any way."""
        return form.tight in self.tights

    def verdict(self, given: str) -> Verdict:
        """The verdict on an answer that is this name, in the author's words where there are any."""
        reason = Reason.REJECTED if self.outcome is Outcome.INCORRECT else Reason.LISTED
        return Verdict(self.outcome, 0.0, reason, about=quoted(given), said=self.said)
