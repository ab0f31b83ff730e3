"""Rows of a screen: styled text wrapped, cut, framed and padded by the cells it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from quizzer.terminal.glyphs import Glyphs
from quizzer.terminal.widths import cells, cut
from quizzer.terminal.words import Line

__all__ = ["Row", "bar", "beside", "centred", "fit", "framed", "indented", "wrap", "wrap_all"]

Row: TypeAlias = list[tuple[str, str]]
"""Pieces of one row of the screen, each with the name of its style."""


def wrap(line: Line, width: int) -> list[Row]:
    """The line cut at spaces into rows of at most `width` cells, each standing as far in as the line begins.

    A word that is wider than a row is cut between letters, never between a letter and its marks.
    """
    width = max(1, width)  # a window may be narrower than a frame
    rows: list[Row] = [[]]
    text = "".join(piece for _, piece in line)
    indent = " " * min(len(text) - len(text.lstrip(" ")), width // 2)
    room = width
    for style, piece in line:
        for word in _words(piece):
            if cells(word.rstrip(" ")) > room and room < width - len(indent):
                rows.append([("", indent)] if indent else [])
                room = width - len(indent)
                word = word.lstrip(" ")  # noqa: PLW2901
            while cells(word.rstrip(" ")) > room:
                head, word = cut(word, max(1, room))  # noqa: PLW2901
                rows[-1].append((style, head))
                rows.append([("", indent)] if indent else [])
                room = width - len(indent)
            rows[-1].append((style, word))
            room -= cells(word)
    return rows


def wrap_all(lines: Iterable[Line], width: int) -> list[Row]:
    """Several lines, wrapped one below the other."""
    return [row for line in lines for row in wrap(line, width)]


def fit(row: Line, width: int, glyphs: Glyphs) -> Row:
    """The row made exactly `width` cells wide: filled up with spaces, or cut with a mark that says so."""
    fitted: Row = []
    room = width
    row = _without_trail(row)
    total = sum(cells(piece) for _, piece in row)
    if total > width:
        room -= cells(glyphs.more)
    for style, piece in row:
        part = piece if cells(piece) <= room else cut(piece, room)[0]
        fitted.append((style, part))
        room -= cells(part)
        if part != piece:
            break
    if total > width and room >= 0:
        fitted.append(("class:quiet", glyphs.more[: room + 1]))
        room = width - sum(cells(piece) for _, piece in fitted)
    if room > 0:
        fitted.append(("", " " * room))
    return fitted


def framed(rows: Sequence[Line], width: int, glyphs: Glyphs, *, left: str = "", right: str = "") -> list[Row]:
    """A card `width` cells wide around rows, with words in its upper edge."""
    corner, across, down = glyphs.corners, glyphs.across, glyphs.down
    head, tail = (f" {text} " if text else "" for text in (left, right))
    if cells(head) + cells(tail) > width - 4:
        tail = ""
    head = "".join(piece for _, piece in fit([("", head)], min(cells(head), width - 4), glyphs))
    between = width - 4 - cells(head) - cells(tail)
    top: Row = [
        ("class:frame", corner[0] + across),
        ("class:head", head),
        ("class:frame", across * between),
        ("class:head", tail),
        ("class:frame", across + corner[1]),
    ]
    inside: list[Row] = [
        [("class:frame", f"{down} "), *fit(row, width - 4, glyphs), ("class:frame", f" {down}")] for row in rows
    ]
    return [top, *inside, [("class:frame", corner[2] + across * (width - 2) + corner[3])]]


def bar(share: float, width: int, glyphs: Glyphs) -> tuple[str, str]:
    """A bar of `width` cells as its full and its empty part; where the glyphs can, it grows by eighths of a cell."""
    steps = len(glyphs.parts)
    filled = round(max(0.0, min(1.0, share)) * width * steps)
    whole, part = divmod(filled, steps)
    full = glyphs.parts[-1] * whole + (glyphs.parts[part - 1] if part else "")
    return full, glyphs.empty * (width - whole - bool(part))


def beside(left: Line, right: Line, width: int, glyphs: Glyphs) -> Row:
    """Two lines in one row: at its left and at its right end. The left one is cut if they do not fit."""
    room = sum(cells(piece) for _, piece in right)
    if room >= width:
        return fit(right, width, glyphs)
    return [*fit(left, width - room, glyphs), *right]


def centred(row: Line, width: int) -> Row:
    """The row in the middle of `width` cells."""
    room = max(0, width - sum(cells(piece) for _, piece in row))
    return [("", " " * (room // 2)), *row]


def indented(rows: Iterable[Line], by: int) -> list[Row]:
    """The rows, each `by` cells further in."""
    return [[("", " " * by), *row] for row in rows]


def _without_trail(row: Line) -> Line:
    """The row without the space that a wrapped one ends with."""
    if not row or not row[-1][1].endswith(" "):
        return row
    return [*row[:-1], (row[-1][0], row[-1][1].rstrip(" "))]


def _words(text: str) -> list[str]:
    """Words with the spaces behind them."""
    words = [part + " " for part in text.split(" ")]
    words[-1] = words[-1][:-1]
    return [word for word in words if word]
