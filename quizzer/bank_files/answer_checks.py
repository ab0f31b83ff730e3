"""Errors of a hand-written question: an answer that cannot be asked for, or never given."""

import contextlib
import datetime
import difflib
import re
from collections.abc import Iterator, Sequence

import yaml

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.file_format import QuestionEntry, kind_of
from quizzer.bank_files.nodes import error, items_at, rewriting, value_at
from quizzer.errors import shortened
from quizzer.facts.film import LAST_YEAR
from quizzer.grading import KINDS, fold
from quizzer.question import infer_kind


def question_errors(node: yaml.Node, entry: QuestionEntry, text: str) -> Iterator[Fault]:
    """What keeps a question from being asked. `text` is that of its file."""
    kind = kind_of(entry)
    if kind not in KINDS:
        written = value_at(node, "kind")  # a kind that is the bank's default is told where it stands
        yield from unknown_kind(written, text) if isinstance(written, yaml.ScalarNode) else ()
        return
    yield from _empty(node, entry)
    yield from _count(node, entry, kind)
    yield from _tolerance(node, entry)
    yield from _choices(node, entry, kind)
    if trouble := unreadable(entry.answer[0][0], kind):
        # A kind that nobody wrote is told by the answer's shape, so it can be read.
        first = items_at(node, "answer")[0]
        place = first.value[0] if isinstance(first, yaml.SequenceNode) and first.value else first
        yield error(place, f"{shortened(entry.answer[0][0])!r} {trouble}")


def unreadable(answer: str, kind: str) -> str:
    """What is wrong with an answer that has the shape of a kind and cannot be read as one, or ""."""
    return f"is {_UNREADABLE[kind]}" if kind in _UNREADABLE and not _reads_as(answer, kind) else ""


def unknown_kind(node: yaml.ScalarNode, text: str) -> Iterator[Fault]:
    """The fault of a kind of answer that there is not."""
    kind: str = node.value
    if kind in KINDS:
        return
    likely = difflib.get_close_matches(kind.lower()[:60], KINDS, n=1, cutoff=0.65)
    if likely:
        fix = rewriting(node, text, likely[0], f"the kind {shortened(kind)!r} is now {likely[0]!r}")
        yield error(node, f"unknown kind of answer {shortened(kind)!r}: did you mean {likely[0]!r}?", fix=fix)
    else:
        yield error(node, f"unknown kind of answer {shortened(kind)!r}: it is one of {', '.join(KINDS)}")


def _empty(node: yaml.Node, entry: QuestionEntry) -> Iterator[Fault]:
    """What looks empty is refused when the file is read; here it may hold what nobody can see or type."""
    for item, names in zip(items_at(node, "answer"), entry.answer, strict=False):
        if not fold(names[0]):
            yield error(item, "the answer holds only characters that cannot be seen: write it anew")


def _count(node: yaml.Node, entry: QuestionEntry, kind: str) -> Iterator[Fault]:
    answers = len(entry.answer)
    if kind != "list":
        if answers > 1:
            place = value_at(node, "kind") or value_at(node, "answer") or node
            yield error(
                place, f"{answers} answers need 'kind: list', not {kind!r}; other names of one answer go under 'accept'"
            )
        elif entry.need is not None and entry.need > 1:
            yield error(value_at(node, "need") or node, "only a list has several names to need: add 'kind: list'")
        return
    if entry.need is not None and entry.need > answers:
        need = value_at(node, "need") or node
        yield error(need, f"{entry.need} names are needed, but the answer has {answers}: lower 'need', or add names")
    met: dict[str, str] = {}
    for item, names in zip(items_at(node, "answer"), entry.answer, strict=False):
        folded = fold(names[0])
        if folded and folded in met:
            yield error(item, f"{shortened(names[0])!r} stands in this list twice, and nobody can name it twice")
        met[folded] = names[0]


def _tolerance(node: yaml.Node, entry: QuestionEntry) -> Iterator[Fault]:
    if entry.tolerance is not None:
        from quizzer.grading.quantities import parse_tolerance  # few questions have one

        if parse_tolerance(entry.tolerance) is None:
            place = value_at(node, "tolerance") or node
            yield error(place, f'a tolerance is a number or a share like "10%", not {shortened(entry.tolerance)!r}')


def _choices(node: yaml.Node, entry: QuestionEntry, kind: str) -> Iterator[Fault]:
    if not entry.choices:
        if kind == "choice":
            yield error(value_at(node, "kind") or node, "'kind: choice' needs 'choices:', the answer among them")
        return
    accepted = [*(name for item in entry.answer for name in item), *entry.accept]
    if set(accepted).isdisjoint(entry.choices) and not _same(accepted, entry.choices):
        missing = shortened(accepted[0])
        yield error(value_at(node, "choices") or node, f"the answer {missing!r} is not among the choices: add it")


def _same(names: Sequence[str], choices: Sequence[str]) -> bool:
    from quizzer.grading.forms import same_words  # few choices are written otherwise than the answer

    return not {same_words(name).tight for name in names}.isdisjoint(same_words(choice).tight for choice in choices)


_UNREADABLE = {
    "number": "not a number: write one, in figures or in words",
    "year": f"not a year: write one such as 1995, at most {LAST_YEAR}",
    "money": "not a sum of money: write one such as $18,000,000 or 18 million dollars",
    "date": "not a date: write one such as 1995-05-17",
    "duration": "not a length of time: write one such as 1h 52m or 112 minutes",
    "boolean": "neither yes nor no: write yes, no, true or false",
}


def _reads_as(answer: str, kind: str) -> bool:
    """Whether the referee can read an answer as its kind. What reads a kind loads with the first answer of it."""
    if kind == "boolean":
        from quizzer.grading.choices import side

        return infer_kind([answer], ()) == "boolean" or side(answer) in ("yes", "no")
    if kind == "date":
        return real_date(answer)
    if kind == "duration":
        from quizzer.grading.numbers import as_minutes

        return as_minutes(answer) is not None
    if kind == "year":
        return _is_year(answer)
    from quizzer.grading.quantities import quantities

    return bool(quantities(answer))


def _is_year(answer: str) -> bool:
    from quizzer.grading.numbers import span

    if span(answer) is not None:
        return True
    figures = re.findall(r"(?<![\w.,'’-])\d{1,4}(?![\w,.'’-]*\d)(?!\w)", answer)
    told = [int(one) for one in figures]
    if not any(mark.isdigit() for mark in answer):
        from quizzer.grading.quantities import quantities

        told = [int(one.value) for one in quantities(answer)]
    return len(told) == 1 and 1 <= told[0] <= LAST_YEAR


def real_date(text: str) -> bool:
    """Whether a text is a date as far as it tells, in one reading at least: there is no 30th of February."""
    from quizzer.grading.dates import dates

    for year, month, day in dates(text):
        with contextlib.suppress(ValueError):
            datetime.date(year or 2000, month or 1, day or 1)  # 2000 has a 29th of February
            return True
    return False
