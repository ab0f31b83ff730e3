"""Exports carry no code: what a sheet would run and what Anki would play are words, and come back as they were."""

from __future__ import annotations

import csv
import io

import pytest

from quizzer.formats import export_questions, read_format
from quizzer.formats.texts import sheet_cell, text_of_cell
from quizzer.grading import AnswerKey
from quizzer.question import Question

FORMULAS = [
    "=1+1",
    "+cmd",
    "-2+3",
    "@SUM(A1)",
    "=HYPERLINK(1)",
    "'=1",
    "''=1",
    "＝1+1",
    "- a list",
    "\t=1",
    "\r=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_like_a_formula_and_each_reads_back_as_it_was(text: str) -> None:
    cell = sheet_cell(text)
    assert cell.startswith("'")
    assert text_of_cell(cell) == text


@pytest.mark.parametrize("text", ["", "a", "-5", "+3", "-1,234.5", "-7%", "'tis", "a=b", "1-2", "’=1"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert sheet_cell(text) == text
    assert text_of_cell(text) == text


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "'=1"])
def test_a_table_carries_no_formula(suffix: str, text: str) -> None:
    question = Question(id="a", text=f"{text} is what?", key=AnswerKey(text, accept=[f"={text}"], kind="text"))
    table = export_questions("csv", [question], title="", suffix=suffix).content
    assert isinstance(table, str)
    rows = list(csv.reader(io.StringIO(table), delimiter="\t" if suffix == ".tsv" else ","))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    (entry,) = read_format("csv", table).entries
    assert (entry.ask, entry.answer[0][0], entry.accept) == (question.text, text, (f"={text}",))


@pytest.mark.parametrize(
    "text",
    ["[sound:a.mp3]", "[latex]x[/latex]", "[$]x[/$]", "[$$]x[/$$]", "{{c1::x}}", "[anki:tts]x[/anki:tts]", "[SOUND:a]"],
)
def test_anki_plays_draws_and_hides_nothing(text: str) -> None:
    question = Question(id="a", text=f"What is {text} here?", key=AnswerKey(f"a {text}", kind="text"))
    notes = export_questions("anki", [question], title="", suffix=".txt").content
    assert isinstance(notes, str)
    assert not [
        code for code in ("[sound:", "[latex]", "[/latex]", "[$", "[/$", "{{c1", "[anki:") if code in notes.lower()
    ]
    (entry,) = read_format("anki", notes).entries
    assert (entry.ask, entry.answer[0][0]) == (question.text, f"a {text}")
