"""Text on its way to a terminal: harmless, and wrapped by the cells it takes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from quizzer.terminal.rows import wrap
from quizzer.terminal.safe import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – ümlaut 夜の船 🎬", "plain – ümlaut 夜の船 🎬"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\x07b\x7fc", "a␇b␡c"),
        ("\x9b31m", "\ufffd31m"),
        ("abc\u202edef\u200bg", "abcdefg"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("a\rb", "a␍b"),
        ("zero\u200dwidth\u200cjoiners", "zerowidthjoiners"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u061c\u2066\u2067\u2069\u180e\u034f\ufe0f\u3164b", "ab"),
        ("tag\U000e0041s", "tags"),
    ],
)
def test_what_could_move_the_cursor_becomes_a_picture(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_no_control_character_passes(text: str) -> None:
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in printable(text))


@given(
    st.lists(st.text(st.characters(codec="utf-8", categories=["L", "P"]), min_size=1, max_size=12)),
    st.integers(20, 100),
)
def test_no_row_is_wider_than_asked_and_no_word_is_lost(words: list[str], width: int) -> None:
    rows = wrap([("", " ".join(words))], width)
    lines = ["".join(piece for _, piece in row) for row in rows]
    for line in lines:
        assert get_cwidth(line.rstrip()) <= width
    assert "".join("".join(lines).split()) == "".join(words)


def test_rows_stand_as_far_in_as_their_line_begins() -> None:
    rows = wrap([("", "  one two three"), ("quiet", " four")], 10)
    assert ["".join(piece for _, piece in row) for row in rows] == ["  one two ", "  three ", "  four"]
