"""What goes out to another program and comes back is what it was, but for what was told to be lost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_once import shipped

from quizzer.bank_files.file_format import QuestionEntry, kind_of
from quizzer.bank_files.hand_written import make_question
from quizzer.banks.shipped import shipped_banks
from quizzer.formats import FORMATS, Exported, Imported, export_questions, in_one_bank, read_format
from quizzer.formats.exported import entries_of

# What is said when a field does not come back as it was.
SAID = {
    "id": "ids",
    "accept": "right answers",
    "reject": "wrong",
    "prompt": "asked back about",
    "kind": "kinds of answer",
    "category": "categories",
    "difficulty": "difficulties",
    "choices": "choices",
    "need": "needed",
    "tolerance": "tolerances",
    "unit": "units",
    "hints": "hints",
    "explain": "explanations",
    "film": "films",
    "media": "pictures",
    "tags": "tags",
    "source": "sources",
    "spoiler": "spoiler",
    "answer": "answers that go by another name",
}


def is_told(field: str, lost: Iterable[str]) -> bool:
    """Whether it is said that a field does not come back. Choices take the kind along."""
    words = {SAID[field]}
    if field == "kind":
        words.add("choices")
    if field in ("answer", "accept", "kind", "need"):
        words |= {"lists of which one name is enough", "yes and no", "answers that go by another name"}
    return any(word in what for what in lost for word in words)


def there_and_back(name: str, entries: Iterable[QuestionEntry]) -> tuple[Exported, Imported]:
    questions = [make_question(entry, bank_title="T", films={}) for entry in entries]
    exported = export_questions(name, questions, title="")
    assert isinstance(exported.content, str)
    return exported, in_one_bank([read_format(name, exported.content)])


def left_out(exported: Exported) -> int:
    return sum(count for what, count in exported.lost.items() if what.startswith("questions"))


def changes(before: QuestionEntry, after: QuestionEntry) -> dict[str, tuple[object, object]]:
    fields = {field: (getattr(before, field), getattr(after, field)) for field in before.__struct_fields__}
    fields["kind"] = kind_of(before), kind_of(after)
    if {choice.lower() for choice in before.choices} in ({"yes", "no"}, {"true", "false"}):
        del fields["kind"], fields["choices"]  # whether two choices are called so, or yes and no are two choices
    for field in {"accept", "choices"} & fields.keys():  # in any order
        fields[field] = set(getattr(before, field)), set(getattr(after, field))
    if set(before.accept) != set(after.accept):
        key = make_question(after, bank_title="T", films={}).key
        # What the referee takes for another spelling of the answer need not come back.
        needless = {name for name in before.accept if key is not None and key.grade(name).correct}
        fields["accept"] = set(before.accept) - needless, set(after.accept) - needless
    return {field: values for field, values in fields.items() if values[0] != values[1]}


@pytest.mark.parametrize("path", shipped_banks(), ids=lambda path: path.stem)
@pytest.mark.parametrize("name", FORMATS)
def test_shipped_banks_survive(name: str, path: Path) -> None:
    bank = shipped(path.stem)
    entries, _ = entries_of(bank.questions)
    exported, back = there_and_back(name, entries)
    assert back.faults == []
    assert len(back.entries) == exported.written
    assert exported.written + left_out(exported) == len(entries)
    by_ask = {entry.ask: entry for entry in entries}
    for after in back.entries:
        before = by_ask.get(after.ask) or by_ask[after.ask.rpartition(" (")[0]]  # with choices in the question
        for field, (was, now) in changes(before, after).items():
            assert field == "ask" or is_told(field, exported.lost), (field, was, now)
    if name in ("csv", "anki"):
        assert not any(changes(before, after) for before, after in zip(entries, back.entries, strict=True))


def test_the_formats_that_hold_everything_lose_nothing_of_the_shipped_banks() -> None:
    bank = shipped()
    for name in ("csv", "anki"):
        exported = export_questions(name, bank.questions, title="")
        assert set(exported.lost) == {"open gaps, whose answers nobody knows"}


TEXTS = st.text(max_size=20) | st.text("-:#'\"\\[]{}()|=~%*@<>&;,/?!$ ab1“”é😀", max_size=12)
NAMES = st.sampled_from(["Ada", "The Who", "yes", "True", "no", "1995", "20", "-5", "3.5", "$5", "A or B", "5% off"])
ANY = TEXTS | NAMES
WITH_WORDS = st.dictionaries(ANY, st.just("") | TEXTS, max_size=2)


@st.composite
def questions(draw: st.DrawFn) -> list[QuestionEntry]:
    """Questions as a bank may hold them: tidied by what tidies imported ones."""
    made = Imported()
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from([None, None, "text", "person", "year", "number", "list"]))
        items = draw(st.lists(st.lists(ANY, min_size=1, max_size=2), min_size=1, max_size=3)) if kind == "list" else []
        fields = {"need": 1} if kind == "list" and draw(st.booleans()) else {}
        made.add(
            f"{draw(ANY)} {number}{draw(st.sampled_from(['?', '.', '']))}",
            draw(st.lists(ANY, min_size=1, max_size=3)),
            items=items,
            choices=draw(st.lists(ANY, max_size=3)) if kind is None else [],
            reject=draw(WITH_WORDS),
            prompt=draw(WITH_WORDS),
            hints=draw(st.lists(TEXTS, max_size=2)),
            explain=draw(TEXTS | st.just("He said so, twice, in Paris.")),
            category=draw(st.just("film") | TEXTS),
            kind=kind,
            difficulty=draw(st.integers(1, 5)),
            id=f"q{number}",
            tags=draw(st.lists(TEXTS, max_size=2)),
            media=draw(st.sampled_from(["", "https://example.org/a.png"])),
            source=draw(TEXTS),
            film=draw(TEXTS),
            tolerance=draw(st.sampled_from([None, None, "2", "10%"])),
            **fields,
        )
    return made.entries


@settings(max_examples=60)
@given(entries=questions())
def test_what_is_lost_is_told(entries: list[QuestionEntry]) -> None:
    entries = in_one_bank([Imported(entries=entries)]).entries
    for name in FORMATS:
        loses_what_it_tells(name, entries)


def loses_what_it_tells(name: str, entries: list[QuestionEntry]) -> None:
    exported, back = there_and_back(name, entries)
    assert not back.faults or not exported.written
    assert len(back.entries) == exported.written
    left = list(entries)
    for after in back.entries:
        before = next(entry for entry in left if comes_back_as(after, entry))
        left.remove(before)
        for field, (was, now) in changes(before, after).items():
            assert field == "ask" or is_told(field, exported.lost), (field, was, now, exported)
    assert len(left) == left_out(exported)


def comes_back_as(after: QuestionEntry, before: QuestionEntry) -> bool:
    """Whether a question is that other one, by what identifies it in any format."""
    asks = (before.ask, f"True or false: {before.ask}", f"{before.ask} ({', '.join(before.choices)})")
    return " ".join(after.ask.split()) in [" ".join(ask.split()) for ask in asks]
