"""Text laid out in the cells of a terminal: measured, wrapped, cut, framed, padded.

It also has the signs that screens are drawn with, and spells text for terminals that know ASCII alone.
Importing this is cheap.
"""

import codecs
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from quizzer.terminal.safe import FIRST_ODD, one_line


class Glyphs(NamedTuple):
    """The signs of one kind of terminal.

    `bar` and `track` are what bars are drawn with: the fillings of a cell from little to full, then an empty cell.
    `days` are the shades of a day in a calendar: none first, then from little to much.
    """

    corners: str
    across: str
    down: str
    bar: str
    track: str
    days: str
    point: str
    right: str
    slip: str
    wrong: str
    skipped: str
    hinted: str
    vague: str
    chosen: str
    more: str
    dot: str
    heart: str
    flame: str
    arrows: str

    @property
    def are_ascii(self) -> bool:
        """Whether they are for a terminal that has nothing else."""
        return self.right.isascii()


def shows_squares(environment: Mapping[str, str]) -> bool:
    """Whether coloured squares can be shown: not on a terminal of letters alone, nor where colours are not wanted."""
    return not environment.get("NO_COLOR") and environment.get("TERM") not in ("linux", "dumb", "vt100", "vt220")


UNICODE = Glyphs(
    "╭╮╰╯", "─", "│", "▏▎▍▌▋▊▉█░", "━─", "·░▒▓█", "•", "✓", "~", "✗", "–", "○", "…", "▸", "…", "·", "♥", "▲", "↑↓"
)
ASCII = Glyphs(
    "++++", "-", "|", "#.", "=-", ".-+*#", "*", "+", "~", "x", "-", "o", "?", ">", "~", "-", "*", "^", "Up/Down"
)


def glyphs_for(environment: Mapping[str, str]) -> Glyphs:
    """The signs that can be shown where these are the environment variables.

    A locale that says "C" means a terminal, or a tmux, that knows ASCII alone; where nothing is said, all is well.
    """
    locale = environment.get("LC_ALL") or environment.get("LANG") or ""
    if locale.partition("@")[0] in ("C", "POSIX"):
        return ASCII
    charset = locale.partition(".")[2].lower().replace("-", "")
    if charset and not charset.startswith("utf8"):
        return ASCII
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    return UNICODE if encoding.startswith("utf") else ASCII


def cells(text: str) -> int:
    """How many cells a text takes: two for a wide letter, none for a combining mark."""
    return len(text) if text.isascii() or max(text) < FIRST_ODD else sum(map(_width, text))


def cut(text: str, width: int) -> tuple[str, str]:
    """The beginning of the text that takes at most `width` cells, and the rest, never between a letter and its marks.

    The beginning has one letter at least where `width` leaves room for nothing else to be done.
    """
    taken, place = 0, 0
    for place, letter in enumerate(text):
        taken += cells(letter)
        if taken > width and (place > 0 or width <= 0):
            return text[:place], text[place:]
    return text, ""


def shortened(text: str, width: int, mark: str = "...") -> str:
    """The text if it takes at most `width` cells, or else its beginning and a mark that says so."""
    if cells(text) <= width:
        return text
    room = max(0, width - cells(mark))
    head, _ = cut(text, room)
    return (head if cells(head) <= room else "") + mark


def padded(text: str, width: int) -> str:
    """The text filled up with spaces to `width` cells."""
    return text + " " * (width - cells(text))


@cache
def _width(letter: str) -> int:
    from wcwidth import wcwidth

    return max(0, wcwidth(letter))


Line: TypeAlias = Sequence[tuple[str, str]]
"""Pieces of a line, each with the name of its style ("" for none)."""

Row: TypeAlias = list[tuple[str, str]]
"""Pieces of one row of the screen, each with the name of its style."""


WHOLE = "class:whole"
"""The style of a line that is never wrapped: a command that is to be copied."""


def wrap(line: Line, width: int) -> list[Row]:
    """The line cut at spaces into rows of at most `width` cells, each standing as far in as the line begins.

    A word that is wider than a row is cut between letters, never between a letter and its marks.
    """
    if line and line[0][0] == WHOLE:
        return [[*line]]
    width = max(1, width)  # a window may be narrower than a frame
    rows: list[Row] = [[]]
    text = "".join(piece for _, piece in line)
    indent = " " * min(len(text) - len(text.lstrip(" ")), width // 2)
    room = width
    for style, piece in line:
        for word in re.findall("[^ ]+ ?| ", piece):
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
    if row and row[-1][1].endswith(" "):  # the space that a wrapped one ends with
        row = [*row[:-1], (row[-1][0], row[-1][1].rstrip(" "))]
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


def framed(
    rows: Sequence[Line], width: int, glyphs: Glyphs, *, left: str = "", right: str = "", style: str = "class:frame"
) -> list[Row]:
    """A card `width` cells wide around rows, with words in its upper edge; the right ones go below where they must."""
    corner, down = glyphs.corners, glyphs.down
    fits = cells(left) + cells(right) + 8 <= width or not right
    top = _edge(left, right if fits else "", corner[:2], width, glyphs, style)
    bottom = _edge("", "" if fits else right, corner[2:], width, glyphs, style)
    inside: list[Row] = [[(style, f"{down} "), *fit(row, width - 4, glyphs), (style, f" {down}")] for row in rows]
    return [top, *inside, bottom]


def _edge(left: str, right: str, corners: str, width: int, glyphs: Glyphs, style: str) -> Row:
    """An edge of a card, with words in it."""
    across, room = glyphs.across, max(0, width - 6)
    head, tail = (f" {shortened(text, room, glyphs.more)} " if text else "" for text in (left, right))
    between = across * (width - 4 - cells(head) - cells(tail))
    words = [(style, corners[0] + across), ("class:head", head), (style, between)]
    return [*words, ("class:head", tail), (style, across + corners[1])]


def beside(left: Line, right: Line, width: int, glyphs: Glyphs) -> Row:
    """Two lines in one row: at its left and at its right end. The left one is cut if they do not fit."""
    room = sum(cells(piece) for _, piece in right)
    if room >= width:
        return fit(right, width, glyphs)
    return [*fit(left, width - room, glyphs), *right]


def bar(share: float, width: int, signs: str) -> tuple[str, str]:
    """The filled and the empty part of a bar of `width` cells, filled to `share` (0 to 1).

    `signs` are the fillings of one cell from little to full, then an empty cell: with more than one filling the bar
    grows by parts of a cell. It is full or empty only where the share is 1 or 0.
    """
    fillings, empty = signs[:-1], signs[-1]
    steps = max(0, width) * len(fillings)
    filled = round(max(0.0, min(1.0, share)) * steps)
    if 0 < share < 1:
        filled = max(1, min(filled, steps - 1))
    whole, part = divmod(filled, len(fillings))
    full = fillings[-1] * whole + (fillings[part - 1] if part else "")
    return full, empty * (width - len(full))


def centred(row: Line, width: int) -> Row:
    """Return the row centred in `width` cells."""
    room = max(0, width - sum(cells(piece) for _, piece in row))
    return [("", " " * (room // 2)), *row]


def indented(rows: Iterable[Line], by: int) -> list[Row]:
    """The rows, each `by` cells further in."""
    return [[("", " " * by), *row] for row in rows]


_BEFORE = 0.6
"""The share of a cut line that is for the text before the place."""
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Excerpt(NamedTuple):
    """The line as it is shown, and the marks for the line below it."""

    line: str
    marks: str


def split_lines(text: str) -> list[str]:
    """The lines of a text as a reader of YAML counts them."""
    return _LINE_END.split(text)


def excerpt(line: str, column: int, width: int, *, room: int, more: str = "…") -> Excerpt:
    """Return the part of a line to show, so that `width` characters from `column` on (from 1) are seen and marked.

    It takes at most `room` cells; `more` marks the places where the line was cut.
    """
    room = max(0, room)  # a window may be narrower than what stands before the line
    start = min(max(column - 1, 0), len(line))
    left_out = max(0, start - 4 * room)  # of a line that is longer than any screen only what is near is looked at
    shown = [one_line(character) for character in line[left_out : start + 4 * room]]
    start -= left_out
    first, last = 0, len(shown)
    if cells("".join(shown)) > room:
        first, last = _window(shown, start, max(1, room - 2 * len(more)))
    before = more if first + left_out else ""
    behind = more if left_out + last < len(line) else ""
    indent = cells(before + "".join(shown[first:start]))
    marked = cells("".join(shown[start : min(last, start + max(1, width))]))
    return Excerpt(before + "".join(shown[first:last]) + behind, " " * indent + "^" * max(1, marked))


def _window(shown: list[str], start: int, room: int) -> tuple[int, int]:
    """The first and the last character of what fits into `room` cells around `start`."""
    first, left = start, int(room * _BEFORE)
    while first and cells(shown[first - 1]) <= left:
        first -= 1
        left -= cells(shown[first])
    last, left = start, room - cells("".join(shown[first:start]))
    while last < len(shown) and cells(shown[last]) <= left:
        left -= cells(shown[last])
        last += 1
    return first, last


SPELT_IN_ASCII = "quizzer.ascii"
"""The name of the error handler that spells letters in ASCII if an encoding lacks them."""


def in_ascii(text: str) -> str:
    """The text spelt in ASCII: “é” is "e", “Ж” is "Zh", what has no spelling "?"."""
    return text if text.isascii() else "".join(map(_spelt, text))


def in_ascii_cells(text: str) -> str:
    """The text spelt in ASCII in as many cells as it takes now: “Ж” is "Z", as "Zh" is too long."""
    return "".join(_spelt(letter)[: cells(letter)].ljust(cells(letter)) for letter in text)


@cache
def _spelt(letter: str) -> str:
    if letter.isascii():
        return letter
    from anyascii import anyascii

    spelt = anyascii(letter)
    if spelt.startswith(":"):  # an emoji, told in words
        return "?"
    return spelt or ("?" if cells(letter) else "")


def _replace(trouble: UnicodeError) -> tuple[str, int]:
    if not isinstance(trouble, UnicodeEncodeError):
        raise trouble
    return in_ascii(trouble.object[trouble.start : trouble.end]), trouble.end


codecs.register_error(SPELT_IN_ASCII, _replace)
