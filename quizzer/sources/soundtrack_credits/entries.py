"""Songs from the lines of a list: which row is a title, which credits are its."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quizzer.facts.film import Credit, Song, SoundtrackRole
from quizzer.sources.soundtrack_credits.links import unmarked
from quizzer.sources.soundtrack_credits.names import looks_like_people, parse_names
from quizzer.sources.soundtrack_credits.phrases import Kind, Segment, label_at_start
from quizzer.sources.soundtrack_credits.remarks import dates_a_title, is_remark, is_rights_owner, label_without_by, may_be_a_title_too
from quizzer.sources.soundtrack_credits.rows import Row, make_rows
from quizzer.sources.soundtrack_credits.titles import clean_title

__all__ = ["SoundtrackReading", "parse_song", "parse_songs", "parse_soundtrack", "read_songs"]

_ByRole = dict[SoundtrackRole, dict[Credit, None]]


@dataclass
class SoundtrackReading:
    """The songs of a list, and what became of its lines: the places (from 0) of those that say nothing of the six roles
    (rights, remarks, other roles), and of those that nobody understood."""

    songs: list[Song] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)
    not_understood: dict[int, str] = field(default_factory=dict)


def parse_soundtrack(text: str) -> tuple[Song, ...]:
    """The songs of a list as a text."""
    return parse_songs(text.splitlines())


def parse_songs(lines: Iterable[str]) -> tuple[Song, ...]:
    """The songs of a list: where a credit is followed by a line that is none, the next song begins."""
    return tuple(read_songs(lines).songs)


def parse_song(lines: Iterable[str]) -> Song | None:
    """The song that these lines are about: the title first, its credits behind or below it. None without a title."""
    return _read_song(make_rows(lines), SoundtrackReading())


def read_songs(lines: Iterable[str]) -> SoundtrackReading:
    """The songs of a list, with what became of each line."""
    reading = SoundtrackReading()
    for group in _groups(make_rows(lines)):
        if song := _read_song(group, reading):
            reading.songs.append(song)
    return reading


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each song."""
    groups: list[list[Row]] = []
    gaps_tell = _gaps_part_songs(rows)
    titled = bool(rows) and bool(_credits(rows[0], is_title=True))
    labels = not any(_credits(row, is_title=place == 0) for place, row in enumerate(rows))
    roles: set[SoundtrackRole] = set()
    credited = False
    for place, row in enumerate(rows):
        follows = rows[place + 1] if place + 1 < len(rows) else None
        dated = follows is not None and dates_a_title(follows.text) and _is_plain(row)
        begins = not groups or dated or (
            (credited or titled or (gaps_tell and row.after_gap))
            and _may_be_title(row, labels=labels, author_again=_names_author(follows) and bool(_AUTHORS & roles))
        )
        if begins:
            groups.append([])
            credited, roles = False, set()
        groups[-1].append(row)
        credits = _credits(row, is_title=begins)
        credited = credited or bool(credits) or (labels and not begins and label_without_by(row.text) is not None)
        roles.update(role for part in credits for role in part.roles)
    return groups


def _is_plain(row: Row) -> bool:
    return all(part.kind is Kind.TEXT for part in row.segments()) and not row.text.startswith("(")


def _names_author(row: Row | None) -> bool:
    return row is not None and any(_AUTHORS & set(part.roles) for part in row.segments()[:1])


def _gaps_part_songs(rows: Sequence[Row]) -> bool:
    """True if empty lines stand between some rows and not between others."""
    gaps = [row.after_gap for row in rows[1:]]
    return any(gaps) and not all(gaps)


def _credits(row: Row, *, is_title: bool) -> list[Segment]:
    return [part for part in row.segments(is_title=is_title) if part.kind in (Kind.CREDIT, Kind.OTHER_CREDIT)]


def _may_be_title(row: Row, *, labels: bool, author_again: bool) -> bool:
    """True for a row behind a song's credits that can only be the next song's title. `author_again` says that the next row
    names an author, though this song has one already."""
    segments = row.segments()
    if segments and segments[0].kind is not Kind.TEXT:
        return author_again and segments[0].kind is Kind.REMARK and may_be_a_title_too(row.text)
    if len(segments) > 1:
        titled = not _VERSION.search(segments[0].text) and not segments[0].text[0].islower()
        return titled and bool(_credits(row, is_title=True))
    if is_remark(row.text):
        return author_again and may_be_a_title_too(row.text)
    return not (is_rights_owner(row.text) or (labels and label_without_by(row.text)))


def _read_song(rows: Sequence[Row], reading: SoundtrackReading) -> Song | None:
    if not rows:
        return None
    first, *others = rows
    title, credits = _title_and_credits(first, others)
    if not title:
        return None
    lower_case = all(row.text == row.text.lower() for row in rows)
    by_role: _ByRole = {}
    _credit(by_role, credits, lower_case=lower_case)
    for row in others:
        segments = row.segments()
        if not _credits(row, is_title=False) and (label := label_without_by(row.text)):
            segments = [label]
        used = _credit(by_role, segments, lower_case=lower_case)
        _tell(reading, row, segments, used=used)
    return Song(song=title, **{role.value: tuple(people) for role, people in by_role.items() if people})


def _title_and_credits(first: Row, others: Sequence[Row]) -> tuple[str, list[Segment]]:
    segments = first.segments(is_title=True)
    if not segments or segments[0].kind is not Kind.TEXT:
        return unmarked(clean_title(first.text)), []
    text, credits = segments[0].text, segments[1:]
    parts = [*credits, *(part for row in others for part in row.segments())]
    has_author = any(_AUTHORS & set(part.roles) for part in parts)
    if not has_author and (by := _author_behind(text)):
        text, author = by
        credits = [author, *credits]
    return unmarked(clean_title(text)), credits


def _author_behind(text: str) -> tuple[str, Segment] | None:
    """ "Stella by Starlight by Ned Washington and Victor Young" as its title and its authors."""
    for found in reversed(list(_BY.finditer(text))):
        title, people = text[: found.start()], text[found.end() :].strip(" ,;.")
        if (label := label_at_start(title)) and not label[1]:
            continue
        if title.strip()[-1:] in ('"', "”", "»", ",", ";") or looks_like_people(people):
            return title, Segment(Kind.CREDIT, people, (SoundtrackRole.WRITER,))
    return None


def _credit(by_role: _ByRole, segments: Iterable[Segment], *, lower_case: bool) -> bool:
    """Adds the people of these credits to their roles. Roles without a name share those of the next credit."""
    waiting: list[SoundtrackRole] = []
    used = False
    for part in segments:
        if part.kind is not Kind.CREDIT:
            waiting = []
            continue
        roles = [*waiting, *part.roles]
        people = parse_names(part.text, people=SoundtrackRole.PERFORMER not in roles, lower_case=lower_case)
        waiting = [] if people or part.text.strip(" ,;&/") else roles
        for role in roles:
            by_role.setdefault(role, {}).update(dict.fromkeys(people))
        used = used or bool(people)
    return used


def _tell(reading: SoundtrackReading, row: Row, segments: Sequence[Segment], *, used: bool) -> None:
    """Notes what became of a row that gave nothing."""
    if used:
        return
    kinds = {part.kind for part in segments}
    why = next((why for kind, why in _WHY.items() if kind in kinds), None)
    if why is None and is_rights_owner(row.text):
        why = _WHY[Kind.RIGHTS]
    if why is None and is_remark(row.text):
        why = _WHY[Kind.REMARK]
    if why:
        reading.skipped.update(dict.fromkeys(row.lines, why))
    else:
        reading.not_understood.update(dict.fromkeys(row.lines, "no credit that is known"))


_AUTHORS = frozenset({SoundtrackRole.WRITER, SoundtrackRole.MUSIC, SoundtrackRole.LYRICS})
_BY = re.compile(r"\s+by\s+", re.IGNORECASE)
_VERSION = re.compile(r"\b(?:version|mix|remix|edit|recording|rendition|track|reprise|instrumental|solo)$", re.IGNORECASE)
_WHY = {
    Kind.OTHER_CREDIT: "a role that is not kept",
    Kind.CREDIT: "a credit that names nobody",
    Kind.RIGHTS: "rights",
    Kind.REMARK: "a remark",
}
