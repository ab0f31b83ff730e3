"""Whatever a file holds: nothing is raised, and what is imported is a bank without an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from formats.told import FILES, FIXTURES
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.bank_files.hand_written import read_hand_written
from quizzer.bank_files.reader import read_bank_text
from quizzer.bank_files.yaml_writer import write_bank
from quizzer.banks.checks.inspection import check_bank
from quizzer.formats import FORMATS, in_one_bank, read_format

# Answers that look like something and are not, and marks of every format.
TEXTS = st.text(max_size=20) | st.sampled_from(
    "1995-02-31 yes [[x {a} a|b \u200d <b>x</b> [html] 12:61 $5 1,,2 ~ =a~b x#y \x00 \ud800 {{c1::a}} “ (s) ``".split(
        " "
    )
)
VALUES = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers(-5, 3000) | st.floats(),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(TEXTS, values, max_size=2),
    max_leaves=4,
)
KEYS = "type question correct_answer incorrect_answers category difficulty answer leadin parts answers set packet _id"
OBJECTS = st.dictionaries(st.sampled_from(KEYS.split()), VALUES, max_size=6)
JSON = st.lists(OBJECTS, max_size=3).map(lambda found: json.dumps({"results": found, "tossups": found}))
MARKED_LINES = """
- a
- yes
q?:
A. x
B) y
ANSWER: A
$CATEGORY: a
// [id:x] [tag:kind:year]
q {=a
~b}
{#1:x}
#html:true
#separator:tab
#guid column:1
#columns:a\tb
a\tb\tc
q`a`b
CONFIG:
question,answer,kind,need,difficulty,tolerance,choices,id
x,y,list,2,9,abc,a|b,1
x,b,year,,,,,1
""".strip().split("\n")
LINES = st.lists(TEXTS | st.sampled_from(MARKED_LINES), max_size=10).map("\n".join)


def errors_after_import(name: str, text: str, *, free_text: bool = False) -> list[str]:
    imported = in_one_bank([read_format(name, text, file="a.b"), read_format(name, text)], free_text=free_text)
    if not imported.entries:
        return []
    reading = read_bank_text(write_bank(title=imported.title or "T", questions=imported.entries))
    assert reading.bank is not None
    assert list(reading.bank.questions) == imported.entries
    _, faults = read_hand_written(reading)
    return [fault.message for fault in [*reading.faults, *faults] if fault.severity == "error"]


@settings(max_examples=60)
@given(text=JSON | LINES | VALUES.map(json.dumps), free_text=st.booleans())
def test_anything(text: str, free_text: bool) -> None:
    for name in FORMATS:
        assert errors_after_import(name, text, free_text=free_text) == []


@settings(max_examples=60)
@given(data=st.data())
def test_good_files_with_a_piece_changed(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(FORMATS)))
    text = (FIXTURES / data.draw(st.sampled_from(FILES[name]))).read_text(encoding="utf-8")
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(len(text), begin + 60)))
    assert errors_after_import(name, text[:begin] + data.draw(TEXTS) + text[end:]) == []


@pytest.mark.parametrize(("name", "file"), [(name, file) for name, files in FILES.items() for file in files])
def test_what_is_imported_has_no_error(name: str, file: str, tmp_path: Path) -> None:
    text = (FIXTURES / file).read_text(encoding="utf-8")
    bank = tmp_path / "bank.yaml"
    for free_text in (False, True):
        imported = in_one_bank([read_format(name, text)], free_text=free_text)
        bank.write_text(write_bank(title="T", questions=imported.entries), encoding="utf-8")
        assert [fault for fault in check_bank(bank) if fault.severity == "error"] == []
