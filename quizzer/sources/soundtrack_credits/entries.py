"""Songs from the lines of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quizzer.facts.film import Credit, Song, SoundtrackRole
from quizzer.sources.soundtrack_credits.groups import AUTHORS, credits_of, group_rows
from quizzer.sources.soundtrack_credits.links import unmarked
from quizzer.sources.soundtrack_credits.names import looks_like_people, parse_names
from quizzer.sources.soundtrack_credits.phrases import Kind, Segment, label_at_start
from quizzer.sources.soundtrack_credits.remarks import is_remark, is_rights_owner, label_without_by
from quizzer.sources.soundtrack_credits.rows import Row, make_rows
from quizzer.sources.soundtrack_credits.titles import clean_title

__all__ = ["SoundtrackReading", "parse_song", "parse_songs", "parse_soundtrack", "read_songs"]


@dataclass
class SoundtrackReading:
    """The songs of a list, and what became of its lines: the places (from 0) of those that say nothing of the six roles
    and why (rights, remarks, other roles), and of those that nobody understood."""

    songs: list[Song] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)
    not_understood: list[int] = field(default_factory=list)


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
    for group in group_rows(make_rows(lines)):
        if song := _read_song(group, reading):
            reading.songs.append(song)
    return reading


def _read_song(rows: Sequence[Row], reading: SoundtrackReading) -> Song | None:
    if not rows:
        return None
    title, segments = _title_and_credits(rows)
    if not title:
        return None
    people = _People(lower_case=all(row.text == row.text.lower() for row in rows))
    people.add(segments)
    for row in rows[1:]:
        label = None if credits_of(row) else label_without_by(row.text)
        if not people.add([label] if label else row.segments()):
            _tell(reading, row)
    return Song(song=title, **people.by_role())


def _title_and_credits(rows: Sequence[Row]) -> tuple[str, list[Segment]]:
    """The title in a song's first row, and the credits behind it."""
    segments = rows[0].segments(is_title=True)
    if not segments or segments[0].kind is not Kind.TEXT:
        return unmarked(clean_title(rows[0].text)), []
    text, told = segments[0].text, list(segments[1:])
    others = [part for row in rows[1:] for part in row.segments()]
    if not any(AUTHORS & set(part.roles) for part in (*told, *others)) and (by := _author_behind(text)):
        text, author = by
        told.insert(0, author)
    return unmarked(clean_title(text)), told


# "Wack Wack, (Young / Walker / Holt)"
_IN_BRACKETS = re.compile(r"(?P<title>.+?),\s+\((?P<people>[^()\"“”/]+(?:\s/\s[^()\"“”/]+)+)\)")
_BY = re.compile(r"(?<=\s)by\s+", re.IGNORECASE)
_MOST_TRIED = 5


def _author_behind(text: str) -> tuple[str, Segment] | None:
    """ "Stella by Starlight by Ned Washington and Victor Young" as its title and its authors."""
    if listed := _IN_BRACKETS.fullmatch(text):
        return listed["title"], Segment(Kind.CREDIT, listed["people"], (SoundtrackRole.WRITER,))
    for found in list(_BY.finditer(text))[: -_MOST_TRIED - 1 : -1]:
        title, people = text[: found.start()], text[found.end() :].strip(" ,;.")
        if (label := label_at_start(title)) and not label[1]:
            continue
        if title.strip()[-1:] in ('"', "”", "»", ",", ";") or looks_like_people(people):
            return title, Segment(Kind.CREDIT, people, (SoundtrackRole.WRITER,))
    return None


class _People:
    """Who has which role."""

    def __init__(self, *, lower_case: bool) -> None:
        self._lower_case = lower_case
        self._by_role: dict[SoundtrackRole, dict[Credit, None]] = {}

    def add(self, segments: Iterable[Segment]) -> bool:
        """Adds the people of these credits, and is True if there are any. A role without names has the next one's."""
        waiting: tuple[SoundtrackRole, ...] = ()
        used = False
        for part in segments:
            if part.kind is not Kind.CREDIT:
                waiting = ()
                continue
            roles = (*waiting, *part.roles)
            performs = SoundtrackRole.PERFORMER in roles
            people = parse_names(part.text, people=not performs, lower_case=self._lower_case)
            waiting = () if people or part.text.strip(" ,;&/") else roles
            for role in roles:
                self._by_role.setdefault(role, {}).update(dict.fromkeys(people))
            used = used or bool(people)
        return used

    def by_role(self) -> dict[str, tuple[Credit, ...]]:
        return {role.value: tuple(people) for role, people in self._by_role.items() if people}


_WHY = {
    Kind.OTHER_CREDIT: "a role that is not kept",
    Kind.CREDIT: "a credit that names nobody",
    Kind.RIGHTS: "rights",
    Kind.REMARK: "a remark",
}


def _tell(reading: SoundtrackReading, row: Row) -> None:
    """Notes what became of a row that gave nobody."""
    kinds = {part.kind for part in row.segments()}
    if is_rights_owner(row.text):
        kinds.add(Kind.RIGHTS)
    if is_remark(row.text):
        kinds.add(Kind.REMARK)
    if why := next((why for kind, why in _WHY.items() if kind in kinds), None):
        reading.skipped.update(dict.fromkeys(row.lines, why))
    else:
        reading.not_understood += row.lines
