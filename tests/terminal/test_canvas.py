"""The input line in its one row: whatever is typed, the cursor stands on its letter."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from prompt_toolkit.document import Document

from quizzer.terminal.canvas import OneRow
from quizzer.terminal.layout import cells


@pytest.mark.parametrize("before", ["> ", "Players, separated by commas (Ada, Ben@Reds): "])
@pytest.mark.parametrize("text", ["", "Rocky", "la " * 100, "夜の海" * 40, "e\u0301" * 90])
@pytest.mark.parametrize("width", [30, 40, 80])
def test_the_cursor_is_seen_on_its_letter(before: str, text: str, width: int) -> None:
    for place in {0, len(text) // 2, len(text)}:
        given = SimpleNamespace(document=Document(text, place), width=width)
        shown = OneRow(lambda: before, "…").apply_transformation(given)
        row = "".join(piece for _, piece in shown.fragments)
        assert cells(row) <= width
        at = shown.source_to_display(place)
        assert (row + " ")[at] == (text + " ")[place]
        assert shown.display_to_source(at) == place
