"""A bank's questions on their way to another program."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from quizzer.bank_files.file_format import QuestionEntry, kind_of
from quizzer.formats.texts import as_statement
from quizzer.grading import AnswerKey
from quizzer.grading.wordlists import read_pairs
from quizzer.question import SPOILER, Question, infer_kind


@dataclass
class Exported:
    """What is written: `content`, with `written` questions. `lost` names what the format has no room for, and how
    often."""

    content: str | bytes
    written: int
    lost: Counter[str] = field(default_factory=Counter)


_NAMES = read_pairs("lost", beside=__file__)
_OTHER = {"true": "False", "false": "True", "yes": "No", "no": "Yes"}
_DEFAULTS = QuestionEntry(ask="", answer=())
_AS_THEY_ARE = ("id", "category", "difficulty", "hints", "film", "media", "source")


def lose_fields(lost: Counter[str], entry: QuestionEntry, *, held: Collection[str]) -> None:
    """Counts what an entry has beyond its text, its answer and the fields that are `held`."""
    for name, told in _NAMES.items():
        if name not in held and getattr(entry, name) != getattr(_DEFAULTS, name):
            lost[told] += 1


def as_one_answers(entries: Iterable[QuestionEntry], lost: Counter[str]) -> Iterator[QuestionEntry]:
    """Questions for programs that know no lists: of a list of which one name is enough the others become other right
    answers. One that wants more is left out, and counted."""
    for entry in entries:
        if kind_of(entry) != "list":
            yield entry
        elif len(entry.answer) > 1 and entry.need != 1:
            lost["questions that want a whole list"] += 1
        else:
            lost["lists of which one name is enough, which become one answer"] += 1
            (first, *aliases), *others = entry.answer
            names = [*aliases, *(name for item in others for name in item), *entry.accept]
            accept = tuple(dict.fromkeys(name for name in names if name != first))
            yield msgspec.structs.replace(entry, answer=((first,),), accept=accept, kind=None, need=None)


def as_choice(entry: QuestionEntry, lost: Counter[str]) -> QuestionEntry | None:
    """A question for programs that know nothing but choices: the right one is among them, under its own name. What is
    true or false has both words to choose from. None if it is neither."""
    right, accept = entry.answer[0][0], (*entry.answer[0][1:], *entry.accept)
    kind = kind_of(entry)
    if kind == "boolean" and right.lower() in _OTHER:
        other = _OTHER[right.lower()]
        other = other.lower() if right.islower() else other
        choices = (right, other) if right.lower() in ("true", "yes") else (other, right)
        return msgspec.structs.replace(entry, ask=as_statement(entry.ask), choices=choices)
    if not entry.choices or kind == "list":
        return None
    if right in entry.choices:
        return entry
    named = next((name for name in accept if name in entry.choices), None)
    if named is None:
        return msgspec.structs.replace(entry, choices=tuple(sorted((*entry.choices, right), key=str.casefold)))
    lost["answers that go by another name among their choices"] += 1
    return msgspec.structs.replace(
        entry, answer=((named,),), accept=tuple(name for name in (right, *accept) if name != named)
    )


def entries_of(questions: Iterable[Question]) -> tuple[list[QuestionEntry], Counter[str]]:
    """Questions, made from facts or written by hand, as entries of a bank; and what an entry cannot be."""
    entries, lost = [], Counter[str]()
    for question in questions:
        if question.key is None:
            lost["open gaps, whose answers nobody knows"] += 1
        else:
            entries.append(_entry(question, question.key))
    return entries, lost


def _entry(question: Question, key: AnswerKey) -> QuestionEntry:
    kind = None if infer_kind([names[0] for names in key.items], key.choices) == key.kind else key.kind
    return QuestionEntry(
        ask=question.text,
        answer=key.items,
        kind=kind,
        tolerance=None if key.tolerance is None else str(key.tolerance),
        explain=question.explanation,
        tags=tuple(tag for tag in question.tags if tag != SPOILER),
        spoiler=SPOILER in question.tags,
        **{name: getattr(key, name) for name in ("accept", "reject", "prompt", "choices", "need", "unit")},
        **{name: getattr(question, name) for name in _AS_THEY_ARE},
    )
