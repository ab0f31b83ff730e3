"""The kinds of answer, each with its own idea of "the same", and the door through which a program adds its own.

Each kind's modules are imported when the first key of that kind is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quizzer.errors import QuizzerError

if TYPE_CHECKING:
    from quizzer.grading.canon import Canon
    from quizzer.grading.key import AnswerKey
    from quizzer.grading.matching import Compare
    from quizzer.grading.names import ShortForms
    from quizzer.grading.numbers import NumberJudge
    from quizzer.grading.verdict import Verdict

__all__ = ["KINDS", "Judge", "register_kind"]

Judge = Callable[[str, "Canon | None"], "Verdict"]
"""Rules on one given answer; made once for a key, when it is first asked."""


def register_kind(name: str, prepare: Callable[[AnswerKey], Judge]) -> None:
    """Adds a kind of answer, or puts another judge in the place of one.

    `prepare` is given the key when it is first asked, and gives back what rules on an answer and a canon; neither may
    raise, whatever the text. Raises QuizzerError for a name that is no lower-case word.
    """
    if not (name.isidentifier() and name.islower()):
        raise QuizzerError(f"a kind of answer is named by one lower-case word, not {name!r}")
    KINDS[name] = prepare


def _text(key: AnswerKey) -> Judge:
    from quizzer.grading.text import compare

    return _named(key, compare)


def _person(key: AnswerKey) -> Judge:
    from quizzer.grading.persons import compare_person

    return _named(key, compare_person)


def _character(key: AnswerKey) -> Judge:
    from quizzer.grading.persons import character_comparison

    return _named(key, character_comparison(key.names))


def _title(key: AnswerKey) -> Judge:
    from quizzer.grading.subtitles import short_forms
    from quizzer.grading.titles import compare

    return _named(key, compare, short_forms)


def _named(key: AnswerKey, compare: Compare, shorten: ShortForms | None = None) -> Judge:
    from quizzer.grading.names import NameJudge

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


def _number(key: AnswerKey) -> Judge:
    from quizzer.grading.numbers import NumberJudge

    return _numeric(key, NumberJudge)


def _year(key: AnswerKey) -> Judge:
    from quizzer.grading.numbers import YearJudge

    return _numeric(key, YearJudge)


def _money(key: AnswerKey) -> Judge:
    from quizzer.grading.numbers import MoneyJudge

    return _numeric(key, MoneyJudge)


def _duration(key: AnswerKey) -> Judge:
    from quizzer.grading.numbers import DurationJudge

    return _numeric(key, DurationJudge)


def _numeric(key: AnswerKey, judge: type[NumberJudge]) -> Judge:
    from quizzer.grading.quantities import parse_tolerance

    tolerance = None if key.tolerance is None else parse_tolerance(str(key.tolerance))
    return judge(key.names, tolerance, key.unit)


def _date(key: AnswerKey) -> Judge:
    from quizzer.grading.dates import DateJudge

    return DateJudge(key.names)


def _list(key: AnswerKey) -> Judge:
    from quizzer.grading.lists import ListJudge

    return ListJudge(
        key.items,
        key.need,
        question=key.question,
        strictness=key.strictness,
        reject=tuple(key.reject.items()),
        prompt=tuple(key.prompt.items()),
    )


def _choice(key: AnswerKey) -> Judge:
    from quizzer.grading.choices import ChoiceJudge

    return ChoiceJudge(key.names, key.choices, key.question, key.reject)


def _boolean(key: AnswerKey) -> Judge:
    from quizzer.grading.choices import BooleanJudge

    return BooleanJudge(key.names)


KINDS: dict[str, Callable[[AnswerKey], Judge]] = {
    "text": _text,
    "person": _person,
    "character": _character,
    "title": _title,
    "number": _number,
    "year": _year,
    "date": _date,
    "money": _money,
    "duration": _duration,
    "list": _list,
    "choice": _choice,
    "boolean": _boolean,
}
"""What makes a judge of a key, by kind."""
