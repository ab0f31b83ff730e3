"""Which rows of a list belong to one song."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.facts.film import SoundtrackRole
from quizzer.sources.soundtrack_credits.phrases import Kind, Segment
from quizzer.sources.soundtrack_credits.remarks import (
    dates_a_title,
    is_remark,
    is_rights_owner,
    label_without_by,
    may_be_a_title_too,
)
from quizzer.sources.soundtrack_credits.rows import Row

__all__ = ["AUTHORS", "credits_of", "group_rows"]

AUTHORS = frozenset({SoundtrackRole.WRITER, SoundtrackRole.MUSIC, SoundtrackRole.LYRICS})
"""The roles of those who made a song, of which a song's credits have one only once."""

_VERSION = re.compile(
    r"\b(?:version|mix|remix|edit|recording|rendition|track|reprise|instrumental|solo)$", re.IGNORECASE
)


def group_rows(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each song: a song begins where a row behind credits can only be a title."""
    groups: list[list[Row]] = []
    style = _Style(rows)
    song = _SongSoFar(style)
    for row, follows in zip(rows, [*rows[1:], None], strict=False):
        begins = not groups or song.ends_before(row, follows)
        if begins:
            groups.append([])
            song = _SongSoFar(style)
        groups[-1].append(row)
        song.add(row, is_title=begins)
    return groups


def credits_of(row: Row, *, is_title: bool = False) -> list[Segment]:
    """The credits in a row, those of roles that are not kept among them."""
    return [part for part in row.segments(is_title=is_title) if part.kind in (Kind.CREDIT, Kind.OTHER_CREDIT)]


class _Style:
    """How a list is written: whether empty lines part its songs, whether credits stand in the titles' rows, whether its
    labels lack their "by"."""

    def __init__(self, rows: Sequence[Row]) -> None:
        gaps = [row.after_gap for row in rows[1:]]
        self.gaps_tell = any(gaps) and not all(gaps)
        self.credits_behind_titles = bool(rows) and bool(credits_of(rows[0], is_title=True))
        self.without_by = not any(credits_of(row, is_title=place == 0) for place, row in enumerate(rows))


class _SongSoFar:
    """The rows of the song that is being read."""

    def __init__(self, style: _Style) -> None:
        self._style = style
        self._credited = False
        self._has_author = False

    def add(self, row: Row, *, is_title: bool) -> None:
        told = credits_of(row, is_title=is_title)
        unlabelled = self._style.without_by and not is_title and label_without_by(row.text) is not None
        self._credited = self._credited or bool(told) or unlabelled
        self._has_author = self._has_author or any(AUTHORS & set(part.roles) for part in told)

    def ends_before(self, row: Row, follows: Row | None) -> bool:
        if follows is not None and dates_a_title(follows.text) and _is_plain(row):
            return True
        may_end = self._credited or self._style.credits_behind_titles or (self._style.gaps_tell and row.after_gap)
        return may_end and self._may_be_title(row, author_again=self._has_author and _names_author(follows))

    def _may_be_title(self, row: Row, *, author_again: bool) -> bool:
        """`author_again` says that the next row names an author, though this song has one already."""
        segments = row.segments()
        if segments and segments[0].kind is not Kind.TEXT:
            return author_again and segments[0].kind is Kind.REMARK and may_be_a_title_too(row.text)
        if len(segments) > 1:
            titled = not _VERSION.search(segments[0].text) and not segments[0].text[0].islower()
            return titled and bool(credits_of(row, is_title=True))
        if is_remark(row.text):
            return author_again and may_be_a_title_too(row.text)
        return not (is_rights_owner(row.text) or (self._style.without_by and label_without_by(row.text)))


def _is_plain(row: Row) -> bool:
    return all(part.kind is Kind.TEXT for part in row.segments()) and not row.text.startswith("(")


def _names_author(row: Row | None) -> bool:
    return row is not None and any(AUTHORS & set(part.roles) for part in row.segments()[:1])
