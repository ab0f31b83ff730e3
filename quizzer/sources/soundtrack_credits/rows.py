"""The lines of a list of songs, made into rows: each a title, a credit, a remark, or several of these run together."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizzer.sources.soundtrack_credits.brackets import bracket_spans
from quizzer.sources.soundtrack_credits.links import mark_links
from quizzer.sources.soundtrack_credits.phrases import Kind, Segment, read_row, reads_on

__all__ = ["LONGEST_ROW", "Row", "make_rows"]

LONGEST_ROW = 4_000
"""Characters of a row that are read: a credit is never longer, and a pattern would take long over more."""


@dataclass
class Row:
    """A row and the lines it comes from (their places from 0). `after_gap` says that an empty line stands before it."""

    text: str
    lines: list[int]
    after_gap: bool = False

    def segments(self, *, is_title: bool = False) -> tuple[Segment, ...]:
        return read_row(self.text, is_title=is_title)


_NOISE = re.compile(
    r"(?:edit|see (?:more|all)(?: soundtracks?)?|add content|share(?: this)?|permalink|soundtracks?|soundtrack credits"
    r"|(?:\d+ of \d+ )?(?:people )?found this interesting|is this interesting\?|interesting\?|yes|no|helpful)\W*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*(?:see more\s*»?|(?<=\s)»)\s*$", re.IGNORECASE)
_BULLET = re.compile(r"[-–•·*]\s+|\d{1,3}[.)]\s+(?=[\"“«])")
_BREAK = re.compile(r"<\s*(?:br|/p|/li|/div|p|li)\b[^<>]*>|[\n\r\v\f\x85\u2028\u2029]+", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_VERBS = "Written|Composed|Arranged|Produced|Performed|Sung|Played|Music|Lyrics?|Words|Vocals|Co-written|Co-produced"
# Where a line end was lost a small letter and a capital one meet: "ManciniLyrics by", "RecordsUnder license".
_ROLES_JOINED = rf"(?:{_VERBS})(?:\s*(?:,|&|/|\band\b|\s)\s*[A-Za-z]+){{0,6}}?\s+[Bb]y\b|(?:{_VERBS}):\s"
_GLUED = re.compile(
    rf"(?<=[^\s(\[/\"“'-])(?<!Mc)(?<!Co)(?=(?:{_ROLES_JOINED}|Courtesy of\b|Under licen[cs]e\b"
    r"|By (?:special )?arrangement\b|Published by\b|Licensed (?:by|from)\b|Used by permission))"
)
_GLUED_BY = re.compile(r"\b([Bb]y)(?=[A-ZÀ-Þ][\w.'’])")
_LOOSE_BRACKET = re.compile(r",(?=\s*\((?:credited )?as\s)", re.IGNORECASE)
_PLURAL = re.compile(r"(?<=\w)\(s\)", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:,|&|/|\b(?:and|by|with|from|of|feat\.?|featuring))$", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:,|&|and\s|with\s|by\s|\(as\s|featuring\s|feat\.\s)", re.IGNORECASE)
_STANDS_ALONE = re.compile(r"by\s+(?:special\s+)?(?:arrangement|permission)|featuring\s.*\bby\b", re.IGNORECASE)


def make_rows(lines: Iterable[str]) -> list[Row]:
    """The rows of these lines: without marks of the page, cut where line ends were lost, joined where one goes on."""
    rows: list[Row] = []
    gap = False
    for place, line in enumerate(lines):
        pieces = [text for part in _parts(line) if (text := _clean(part))]
        gap = gap or not pieces
        for text in pieces:
            if _NOISE.fullmatch(text):
                continue
            if rows and _goes_on(rows, text):
                rows[-1].text = f"{rows[-1].text} {text}"[:LONGEST_ROW]
                rows[-1].lines.append(place)
            else:
                rows.append(Row(text, [place], gap))
            gap = False
    return rows


def _parts(line: str) -> list[str]:
    line = line[: 4 * LONGEST_ROW]
    if "<" in line:
        line = _TAG.sub("", mark_links(_BREAK.sub("\n", line)))
    if "&" in line and ";" in line:
        line = html.unescape(line)
    return [part for piece in _BREAK.split(line) for part in _GLUED.split(_GLUED_BY.sub(r"\1 ", piece))]


def _clean(text: str) -> str:
    text = " ".join(_INVISIBLE.sub("", text).split())[:LONGEST_ROW]
    text = _LOOSE_BRACKET.sub("", _PLURAL.sub("s", _TAIL.sub("", text)))
    bullet = _BULLET.match(text)
    return text[bullet.end() :] if bullet else text


def _goes_on(rows: Sequence[Row], text: str) -> bool:
    """True if a row belongs to the one before it: after a comma or "by", before "and", within a bracket."""
    last = rows[-1].text
    title_alone = len(rows) == 1 and not _has_credit(rows[0], is_title=True)
    if title_alone:
        return False
    if _OPEN_END.search(last) or any(end == len(last) and last[-1] not in ")]" for _, end in bracket_spans(last)):
        return True
    if not _GOES_ON.match(text) or _STANDS_ALONE.match(text) or reads_on(text):
        return False
    segments = rows[-1].segments()
    return bool(segments) and (segments[-1].kind in (Kind.CREDIT, Kind.OTHER_CREDIT) or _names_a_role(segments))


def _has_credit(row: Row, *, is_title: bool) -> bool:
    return any(segment.kind in (Kind.CREDIT, Kind.OTHER_CREDIT) for segment in row.segments(is_title=is_title))


def _names_a_role(segments: Sequence[Segment]) -> bool:
    """True for "Music and Lyrics", whose "by" stands in the next line."""
    return len(segments) == 1 and bool(read_row(f"{segments[0].text} by X")[0].roles)
