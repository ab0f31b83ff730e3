"""An answer key: what is right, what is wrong whatever it looks like, and how strictly to rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from rapidfuzz.distance import OSA

from quizzer.errors import QuizzerError
from quizzer.grading.canon import Canon
from quizzer.grading.folding import fold
from quizzer.grading.quantities import parse_number
from quizzer.grading.verdict import Outcome, Reason, Verdict

__all__ = ["KINDS", "STRICTNESS", "AnswerKey"]

KINDS = (
    "text",
    "person",
    "character",
    "title",
    "number",
    "year",
    "date",
    "money",
    "duration",
    "list",
    "choice",
    "boolean",
)
STRICTNESS = {"strict": 0, "standard": 1, "lenient": 2}
_NUMERIC = ("number", "year", "money", "duration")
_ARTICLES = ("the ", "a ", "an ", "la ", "le ", "les ", "el ", "il ", "der ", "die ", "das ")
_YES = frozenset(("true", "yes", "y", "t", "right", "correct"))
_NO = frozenset(("false", "no", "n", "f", "wrong", "incorrect"))


class AnswerKey:
    """What decides whether a given answer is right.

    `answer` is the expected answer as it is shown; `accept` are other names of it. `reject` and `prompt` are names, or
    names with what to say. For kind `list` the answer is a sequence of names, each a name or a tuple of aliases.
    `tolerance` is a number in the answer's own unit, or a share like "10%". Raises QuizzerError for an empty answer,
    or a kind or a strictness that nobody knows.
    """

    def __init__(
        self,
        answer: str | Sequence[str | tuple[str, ...]],
        *,
        accept: Sequence[str] = (),
        reject: Sequence[str] | Mapping[str, str] = (),
        prompt: Sequence[str] | Mapping[str, str] = (),
        kind: str = "text",
        question: str = "",
        year: int | None = None,
        tolerance: float | str | None = None,
        unit: str | None = None,
        need: int | None = None,
        choices: Sequence[str] = (),
        strictness: str = "standard",
    ) -> None:
        if kind not in KINDS:
            raise QuizzerError(f"unknown kind of answer {kind!r}: it is one of {', '.join(KINDS)}")
        if strictness not in STRICTNESS:
            raise QuizzerError(f"unknown strictness {strictness!r}: it is one of {', '.join(STRICTNESS)}")
        items = (answer,) if isinstance(answer, str) else tuple(answer)
        self.items = tuple((item,) if isinstance(item, str) else tuple(item) for item in items)
        if not self.items or not all(aliases and aliases[0].strip() for aliases in self.items):
            raise QuizzerError("the answer is empty")
        self.answer = ", ".join(aliases[0] for aliases in self.items)
        self.accept = tuple(accept)
        self.reject = _with_words(reject)
        self.prompt = _with_words(prompt)
        self.kind = kind
        self.question = question
        self.year = year
        self.tolerance = tolerance
        self.unit = unit
        self.need = need
        self.choices = tuple(choices)
        self.strictness = strictness

    def grade(self, given: str, canon: Canon | None = None) -> Verdict:
        """The verdict on `given`. It never raises, whatever the text."""
        folded = fold(given)
        if not folded:
            return Verdict(Outcome.INCORRECT, 0.0, Reason.EMPTY)
        if self.kind == "list":
            return self._grade_list(given)
        names = (*self.items[0], *self.accept)
        for name in names:
            if _bare(fold(name)) == _bare(folded):
                return Verdict(Outcome.CORRECT, 1.0, Reason.EXACT, name, alias=name)
        for listed, outcome, reason in (
            (self.reject, Outcome.INCORRECT, Reason.REJECTED),
            (self.prompt, Outcome.PROMPT, Reason.LISTED),
        ):
            for name, words in listed.items():
                if _bare(fold(name)) == _bare(folded):
                    return Verdict(outcome, 0.0, reason, said=words, about=given)
        if self.kind in _NUMERIC:
            return self._grade_number(given)
        if self.kind == "choice":
            return self._grade_choice(folded)
        if self.kind == "boolean":
            if any(fold(name) in side and folded in side for name in names for side in (_YES, _NO)):
                return Verdict(Outcome.CORRECT, 1.0, Reason.FORM, self.answer)
            return Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER)
        return self._grade_name(folded, names, canon)

    def _grade_name(self, folded: str, names: Sequence[str], canon: Canon | None) -> Verdict:
        if canon is not None:
            rivals = canon.exactly(folded)
            if rivals:
                return Verdict(Outcome.INCORRECT, 0.0, Reason.RIVAL, rival=rivals[0].text)
        given = _bare(folded)
        for name in names:
            expected = _bare(fold(name))
            if self.kind in ("person", "character") and given == expected.rsplit(" ", 1)[-1]:
                return Verdict(Outcome.CORRECT, 1.0, Reason.FORM, name, ("surname",), alias=name)
            digits = [mark for mark in expected if mark.isdigit()] == [mark for mark in given if mark.isdigit()]
            budget = min(3, len(expected) // 5) if digits and self.strictness != "strict" else 0
            distance = OSA.distance(expected, given, score_cutoff=budget)
            if distance <= budget:
                return Verdict(Outcome.CORRECT, 1.0, Reason.SPELLING, name, alias=name, distance=distance)
        return Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER)

    def _grade_number(self, given: str) -> Verdict:
        value = parse_number(given)
        if value is not None:
            for name in (*self.items[0], *self.accept):
                expected = parse_number(name)
                if expected is not None and abs(value - expected) <= self._slack(expected):
                    reason = Reason.EXACT if value == expected else Reason.TOLERANCE
                    return Verdict(Outcome.CORRECT, 1.0, reason, name, alias=name)
        return Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER)

    def _slack(self, expected: Decimal) -> Decimal:
        if self.tolerance is None or self.kind == "year":
            return Decimal(0)
        text = str(self.tolerance).strip()
        if text.endswith("%"):
            return abs(expected) * Decimal(text[:-1].strip()) / 100
        return Decimal(text)

    def _grade_choice(self, folded: str) -> Verdict:
        for place, choice in enumerate(self.choices):
            if folded in (chr(ord("a") + place), str(place + 1)) and fold(choice) == fold(self.answer):
                return Verdict(Outcome.CORRECT, 1.0, Reason.FORM, self.answer, alias=self.answer)
        return Verdict(Outcome.INCORRECT, 0.0, Reason.OTHER)

    def _grade_list(self, given: str) -> Verdict:
        parts = {_bare(fold(part)) for part in given.replace(" and ", ",").replace(";", ",").split(",")}
        found = [aliases[0] for aliases in self.items if any(_bare(fold(alias)) in parts for alias in aliases)]
        need = self.need or len(self.items)
        score = min(1.0, len(found) / need)
        if len(found) >= need:
            return Verdict(Outcome.CORRECT, 1.0, Reason.EXACT, ", ".join(found), alias=self.answer)
        reason = Reason.PARTIAL if found else Reason.OTHER
        return Verdict(Outcome.INCORRECT, score, reason, notes=("some",), about=f"{len(found)}/{need}")


def _bare(folded: str) -> str:
    """`folded` without its leading article."""
    for article in _ARTICLES:
        if folded.startswith(article):
            return folded[len(article) :]
    return folded


def _with_words(names: Sequence[str] | Mapping[str, str]) -> dict[str, str]:
    return dict(names) if isinstance(names, Mapping) else dict.fromkeys(names, "")
