"""A bank's questions on their way to another program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from quizzer.banks.schema import QuestionEntry
from quizzer.facts.kinds import infer_kind
from quizzer.question import Question

__all__ = ["Exported", "entries_of", "lose_fields"]


@dataclass
class Exported:
    """What is written: `content`, with `written` questions. `lost` names what the format has no room for, and how
    often."""

    content: str | bytes
    written: int
    lost: Counter[str] = field(default_factory=Counter)


_NAMES = {
    "id": "ids",
    "accept": "other right answers",
    "reject": "answers that are wrong whatever they look like",
    "prompt": "answers that are asked back about",
    "kind": "kinds of answer",
    "category": "categories",
    "difficulty": "difficulties",
    "choices": "choices",
    "need": "how many of a list are needed",
    "tolerance": "tolerances",
    "unit": "units",
    "hints": "hints",
    "explain": "explanations",
    "film": "films that questions are about",
    "media": "pictures and sounds",
    "tags": "tags",
    "source": "sources",
    "spoiler": "spoiler marks",
}
_DEFAULTS = QuestionEntry(ask="", answer=())


def lose_fields(lost: Counter[str], entry: QuestionEntry, *, held: Collection[str]) -> None:
    """Counts what an entry has beyond its text, its answer and the fields that are `held`."""
    for name, told in _NAMES.items():
        if name not in held and getattr(entry, name) != getattr(_DEFAULTS, name):
            lost[told] += 1


def entries_of(questions: Iterable[Question]) -> tuple[list[QuestionEntry], Counter[str]]:
    """Questions, made from facts or written by hand, as entries of a bank; and what an entry cannot be."""
    entries, lost = [], Counter[str]()
    for question in questions:
        if question.key is None:
            lost["open gaps, whose answers nobody knows"] += 1
        else:
            entries.append(_entry(question))
    return entries, lost


def _entry(question: Question) -> QuestionEntry:
    key = question.key
    assert key is not None
    kind = None if infer_kind([names[0] for names in key.items], key.choices) == key.kind else key.kind
    return QuestionEntry(
        ask=question.text,
        answer=key.items,
        id=question.id,
        accept=key.accept,
        reject=key.reject,
        prompt=key.prompt,
        kind=kind,
        category=question.category,
        difficulty=question.difficulty,
        choices=key.choices,
        need=key.need,
        tolerance=None if key.tolerance is None else str(key.tolerance),
        unit=key.unit,
        hints=question.hints,
        explain=question.explanation,
        film=question.film,
        media=question.media,
        tags=tuple(tag for tag in question.tags if tag != "spoiler"),
        source=question.source,
        spoiler="spoiler" in question.tags,
    )
