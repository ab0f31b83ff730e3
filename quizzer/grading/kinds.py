"""The kinds of answer, each with its own idea of "the same", and the door through which a program adds its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quizzer.errors import QuizzerError
from quizzer.grading.canon import Canon
from quizzer.grading.choices import BooleanJudge, ChoiceJudge
from quizzer.grading.dates import DateJudge
from quizzer.grading.lists import ListJudge
from quizzer.grading.matching import Compare
from quizzer.grading.names import NameJudge, ShortForms
from quizzer.grading.numbers import DurationJudge, MoneyJudge, NumberJudge, YearJudge
from quizzer.grading.persons import compare_character, compare_person
from quizzer.grading.quantities import parse_tolerance
from quizzer.grading.text import compare as compare_text
from quizzer.grading.titles import compare as compare_titles
from quizzer.grading.titles import short_forms
from quizzer.grading.verdict import Verdict

if TYPE_CHECKING:
    from quizzer.grading.key import AnswerKey

__all__ = ["KINDS", "Judge", "register_kind"]

Judge = Callable[[str, "Canon | None"], Verdict]
"""Rules on one given answer; made once for a key, when it is first asked."""


def _named(compare: Compare, shorten: ShortForms | None = None) -> Callable[[AnswerKey], Judge]:
    def prepare(key: AnswerKey) -> Judge:
        return NameJudge(
            key.names,
            compare,
            kind=key.kind,
            short_forms=shorten,
            reject=tuple(key.reject.items()),
            prompt=tuple(key.prompt.items()),
            question=key.question,
            year=key.year,
            strictness=key.strictness,
        )

    return prepare


def _list(key: AnswerKey) -> Judge:
    return ListJudge(
        key.items,
        key.need,
        question=key.question,
        strictness=key.strictness,
        reject=tuple(key.reject.items()),
        prompt=tuple(key.prompt.items()),
    )


def _numeric(judge: type[NumberJudge]) -> Callable[[AnswerKey], Judge]:
    def prepare(key: AnswerKey) -> Judge:
        tolerance = None if key.tolerance is None else parse_tolerance(str(key.tolerance))
        return judge(key.names, tolerance, key.unit)

    return prepare


KINDS: dict[str, Callable[[AnswerKey], Judge]] = {
    "text": _named(compare_text),
    "person": _named(compare_person),
    "character": _named(compare_character),
    "title": _named(compare_titles, short_forms),
    "number": _numeric(NumberJudge),
    "year": _numeric(YearJudge),
    "date": lambda key: DateJudge(key.names),
    "money": _numeric(MoneyJudge),
    "duration": _numeric(DurationJudge),
    "list": _list,
    "choice": lambda key: ChoiceJudge(key.names, key.choices, key.question),
    "boolean": lambda key: BooleanJudge(key.names),
}
"""What makes a judge of a key, by kind."""


def register_kind(name: str, prepare: Callable[[AnswerKey], Judge]) -> None:
    """Adds a kind of answer, or puts another judge in the place of one.

    `prepare` is given the key when it is first asked, and gives back what rules on an answer and a canon; neither may
    raise, whatever the text. Raises QuizzerError for a name that is no lower-case word.
    """
    if not (name.isidentifier() and name.islower()):
        raise QuizzerError(f"a kind of answer is named by one lower-case word, not {name!r}")
    KINDS[name] = prepare
