"""Every answer of a game in one table: number, mark, what was asked, what was said, the answer, time, points."""

from collections.abc import Sequence
from typing import TypeAlias

from quizzer.session import phrase
from quizzer.terminal.charts import points_in_words
from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.layout import Row, cells, indented, padded, shortened, wrap
from quizzer.terminal.pages import NARROW
from quizzer.terminal.played import PlayedQuestion, Said, sign_of
from quizzer.terminal.safe import one_line

Answered: TypeAlias = tuple[PlayedQuestion, Said]
"""A question that is closed, and what one player made of it."""

_Columns: TypeAlias = tuple[int, int, int]
"""Cells for what was asked, said and right."""

_INDENT = 8
"""Cells that stand before what was asked: for the cursor, the number and the mark."""
_FIGURES = 15
"""Cells behind the answer: for the time and the points."""


def answered(questions: Sequence[PlayedQuestion]) -> list[Answered]:
    """What everybody made of each question that is closed; what nobody answered has one row all the same, and what came
    back has none of its own."""
    closed = [question for question in questions if question.revealed and not question.asked.again]
    return [(question, said) for question in closed for said in (*question.said,) or (Said(""),)]


def answer_rows(
    answers: Sequence[Answered], chosen: int, width: int, glyphs: Glyphs, *, alone: bool
) -> tuple[list[Row], tuple[int, int]]:
    """The table, and which of its rows are the chosen answer's: below it stands in full what had to be cut.

    On a narrow screen an answer takes two rows.
    """
    columns = _columns(width)
    rows: list[Row] = [_head(columns)] if columns and answers else []
    place = (0, 0)
    for at, answer in enumerate(answers):
        here, first = at == chosen, len(rows)
        number = "" if at and answers[at - 1][0] is answer[0] else str(answer[0].asked.number)
        rows += _rows(answer, columns, width, glyphs, number=number, here=here, alone=alone)
        if here:
            place = (first, len(rows))
    return rows, place


def _columns(width: int) -> _Columns | None:
    """None where they can't stand side by side."""
    if width < NARROW:
        return None
    room = width - _INDENT - _FIGURES - 4
    asked, said = room * 9 // 20, room * 5 // 20
    return asked, said, room - asked - said


def _head(columns: _Columns) -> Row:
    named = zip(("asked", "given", "answer"), columns, strict=True)
    words = "  ".join(padded(phrase(f"head.{name}"), room) for name, room in named)
    return [("class:head", f"{'':{_INDENT}}{words}{phrase('head.time'):>8}{phrase('head.points'):>7}")]


def _rows(
    answer: Answered, columns: _Columns | None, width: int, glyphs: Glyphs, *, number: str, here: bool, alone: bool
) -> list[Row]:
    """The rows of one answer; without a `number` it is another answer to the question above."""
    question, said = answer
    style, sign = sign_of(said, glyphs)[0], getattr(glyphs, said.how)
    text = one_line(question.text)
    given = one_line(said.given) or (said.silence if said.player or alone else phrase("nobody"))
    given = given if alone or not said.player else f"{one_line(said.player)}: {given}"
    revealed = question.revealed
    right = one_line(revealed.answer or phrase("nobody.knows")) if revealed is not None else ""
    time = phrase("seconds", seconds=said.seconds) if said.given or said.passed else ""
    points = points_in_words(said.points, sign="+") if said.points else ""
    line: Row = [("class:key", f"{glyphs.chosen if here else ' '} "), ("", f"{number:>3} "), (style, sign), ("", " ")]
    if columns is None:
        shown = shortened(text, width - _INDENT, glyphs.more) if number else ""
        below = (part for part in (given, right, time, points) if part)
        rows = [[*line, ("", shown)], [("class:quiet", " " * _INDENT + f" {glyphs.dot} ".join(below))]]
        rows[1:] = wrap(rows[1], width) if here else [[("class:quiet", shortened(rows[1][0][1], width, glyphs.more))]]
    else:
        first, second, third = columns
        shown = shortened(text, first, glyphs.more) if number else ""
        line += [("", padded(shown, first + 2)), (style, padded(shortened(given, second, glyphs.more), second + 2))]
        line += [("class:answer", padded(shortened(right, third, glyphs.more), third))]
        rows = [[*line, ("class:quiet", f"{time:>8}"), ("class:score", f"{points:>7}")]]
        if here and (cells(given) > second or cells(right) > third):
            rows += indented(
                wrap([("class:quiet", f"{given} {glyphs.dot} "), ("class:answer", right)], width - _INDENT), _INDENT
            )
    if here and shown != text:
        rows[1:1] = indented(wrap([("", text)], width - _INDENT), _INDENT)
    return rows
