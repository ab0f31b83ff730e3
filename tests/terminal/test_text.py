"""Text on its way to a terminal: harmless, and wrapped by the cells it takes."""

from __future__ import annotations

import io
import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from quizzer.terminal.layout import cells, cut, in_ascii, in_ascii_cells, padded, shortened, wrap
from quizzer.terminal.safe import json_for, one_line, printable


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
        ("a\u0301\u0302\u0303\u0304\u0305\u0306\u0307b", "a\u0301\u0302\u0303\u0304b"),
    ],
)
def test_what_could_move_the_cursor_becomes_a_picture(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_of_all_format_controls_only_those_that_are_seen_pass() -> None:
    passed = {
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in ("Cf", "Zl", "Zp") and chr(code) in printable(f"a{chr(code)}b")
    }
    # Signs of Arabic, Syriac and Kaithi that stand around a number.
    assert passed == set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")


@pytest.mark.parametrize(
    ("text", "width", "head"),
    [("夜の船で", 5, "夜の"), ("e\u0301t\u0301e", 2, "e\u0301t\u0301"), ("ab", 9, "ab"), ("夜", 1, "夜"), ("a", 0, "")],
)
def test_text_is_cut_by_cells_and_never_before_a_mark(text: str, width: int, head: str) -> None:
    assert cut(text, width) == (head, text[len(head) :])


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])), st.integers(4, 40))
def test_what_is_shortened_fits(text: str, width: int) -> None:
    assert cells(text) == get_cwidth(text)
    assert cells(shortened(text, width)) <= width
    assert cells(padded(shortened(text, width), width)) == width


@given(st.text())
def test_spelt_in_ascii_it_takes_as_many_cells(text: str) -> None:
    text = one_line(text)
    assert in_ascii(text).isascii()
    assert in_ascii_cells(text).isascii()
    assert len(in_ascii_cells(text)) == cells(text)


@pytest.mark.parametrize(
    ("text", "spelt"), [("“Amélie”", '"Amelie"'), ("Ж – 夜…", "Zh - Ye..."), ("🎬", "?"), ("✓ Right!", "v Right!")]
)
def test_how_it_is_spelt(text: str, spelt: str) -> None:
    assert in_ascii(text) == spelt


@given(st.text())
@example("e" + "\u0300" * 6)
def test_json_for_a_terminal_says_the_same(text: str) -> None:
    shown = json_for(_Screen(), json.dumps({"text": text}, ensure_ascii=False, indent=2))
    assert json.loads(shown) == {"text": text}
    assert printable(shown) == shown
    assert json.loads(json_for(io.StringIO(), json.dumps(text, ensure_ascii=False))) == text
    assert not any(mark in json_for(io.StringIO(), text) for mark in "\x1b\x07\x9b\x7f")


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


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


@pytest.mark.parametrize("width", [1, 0, -3])
def test_a_width_of_nothing_is_wrapped_all_the_same(width: int) -> None:
    rows = wrap([("", "a b  夜 ")], width)
    assert "".join("".join(piece for _, piece in row) for row in rows).replace(" ", "") == "ab夜"


def test_rows_stand_as_far_in_as_their_line_begins() -> None:
    rows = wrap([("", "  one two three"), ("quiet", " four")], 10)
    assert ["".join(piece for _, piece in row) for row in rows] == ["  one two ", "  three ", "  four"]
