"""A line of a file and the marks below it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.terminal.layout import cells, excerpt, split_lines


@pytest.mark.parametrize(
    ("line", "column", "width", "shown"),
    [
        ("    anwser: you", 5, 6, ("    anwser: you", "    ^^^^^^")),
        ("answer: 七人 here", 9, 2, ("answer: 七人 here", "        ^^^^")),
        ("a\tb: c", 3, 1, ("a b: c", "  ^")),
        ("cafe\u0301 au lait", 7, 2, ("cafe\u0301 au lait", "     ^^")),
        ("an \x1b[31mred\u202e one", 14, 3, ("an ␛[31mred one", "            ^^^")),
        ("short", 40, 3, ("short", "     ^")),
        ("", 1, 1, ("", "^")),
    ],
)
def test_the_marks_stand_below_what_is_meant(line: str, column: int, width: int, shown: tuple[str, str]) -> None:
    assert excerpt(line, column, width, room=60) == shown


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "a" * 100 + "HERE" + "b" * 100
    shown = excerpt(line, 101, 4, room=20)
    assert shown.line == "…" + "a" * 10 + "HERE" + "bbbb" + "…"
    assert shown.marks == " " * 11 + "^^^^"
    assert excerpt(line, 101, 4, room=20, more="~").line.startswith("~a")
    assert excerpt(line, 1, 4, room=20).line == "a" * 18 + "…"


def test_a_huge_line_is_not_looked_at_whole() -> None:
    assert excerpt("x" * 5_000_000, 4_000_000, 3, room=40).marks.endswith("^^^")


@given(st.text(max_size=80), st.integers(1, 90), st.integers(0, 20), st.integers(8, 100))
def test_it_always_fits(line: str, column: int, width: int, room: int) -> None:
    shown = excerpt(line, column, width, room=room)
    assert cells(shown.line) <= room
    assert len(shown.marks) <= room + 2
    assert "\n" not in shown.line


@pytest.mark.parametrize("room", range(-3, 3))
@pytest.mark.parametrize("column", [1, 2, 5, 9])
def test_where_there_is_no_room_hardly_anything_is_shown(column: int, room: int) -> None:
    shown = excerpt("nobody", column, 1, room=room)
    assert len(shown.line) <= max(0, room) + 2
    assert "^" in shown.marks


def test_lines_are_those_that_yaml_counts() -> None:
    assert split_lines("a\r\nb\u2028c\rd\n") == ["a", "b", "c", "d", ""]
