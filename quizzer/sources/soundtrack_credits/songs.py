"""Songs from the lines of a list."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quizzer.facts.film import Credit, Song, SoundtrackRole
from quizzer.sources.soundtrack_credits import song_rows
from quizzer.sources.soundtrack_credits.credited_names import looks_like_people, parse_names
from quizzer.sources.soundtrack_credits.markup import ANY_SPACES, SPACES, YEAR, any_of, unmarked
from quizzer.sources.soundtrack_credits.phrases import Kind, Segment, label_at_start


@dataclass
class SoundtrackReading:
    """The songs of a list, and what became of its lines: the places (from 0) of those that say nothing of the six roles
    and why (rights, remarks, other roles), and of those that nobody understood."""

    songs: list[Song] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)
    not_understood: list[int] = field(default_factory=list)


def parse_songs(lines: Iterable[str]) -> tuple[Song, ...]:
    """The songs of a list: where a credit is followed by a line that is none, the next song begins."""
    return tuple(read_songs(lines).songs)


def parse_song(lines: Iterable[str]) -> Song | None:
    """The song that these lines are about: the title first, its credits behind or below it. None without a title."""
    return _read_song(song_rows.make_rows(lines), SoundtrackReading())


def read_songs(lines: Iterable[str]) -> SoundtrackReading:
    """The songs of a list, with what became of each line."""
    reading = SoundtrackReading()
    for group in song_rows.group_rows(song_rows.make_rows(lines)):
        if song := _read_song(group, reading):
            reading.songs.append(song)
    return reading


def _read_song(rows: Sequence[song_rows.SongRow], reading: SoundtrackReading) -> Song | None:
    if not rows:
        return None
    title, segments = _title_and_credits(rows)
    if not title:
        return None
    people = _People(lower_case=all(row.text == row.text.lower() for row in rows))
    people.add(segments)
    for row in rows[1:]:
        label = None if song_rows.credits_of(row) else song_rows.label_without_by(row.text)
        if not people.add([label] if label else row.segments()):
            _tell(reading, row)
    return Song(song=title, **people.by_role())


def _title_and_credits(rows: Sequence[song_rows.SongRow]) -> tuple[str, list[Segment]]:
    """The title in a song's first row, and the credits behind it."""
    segments = rows[0].segments(is_title=True)
    if not segments or segments[0].kind is not Kind.TEXT:
        return unmarked(clean_title(rows[0].text)), []
    text, told = segments[0].text, list(segments[1:])
    others = [part for row in rows[1:] for part in row.segments()]
    if not any(song_rows.AUTHORS & set(part.roles) for part in (*told, *others)) and (by := _author_behind(text)):
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


def _tell(reading: SoundtrackReading, row: song_rows.SongRow) -> None:
    """Notes what became of a row that gave nobody."""
    kinds = {part.kind for part in row.segments()}
    if song_rows.is_rights_owner(row.text):
        kinds.add(Kind.RIGHTS)
    if song_rows.is_remark(row.text):
        kinds.add(Kind.REMARK)
    if why := next((why for kind, why in _WHY.items() if kind in kinds), None):
        reading.skipped.update(dict.fromkeys(row.lines, why))
    else:
        reading.not_understood += row.lines


_REMARK = re.compile(
    rf"{ANY_SPACES}[(\[](?:(?:c(?:irca|\.)?\s*+)?{YEAR}(?:[-/]\d++)?|(?:{YEAR}[,;]?\s*+)?\(?uncredited\)?|traditional|trad\.?"
    r"|credit only|public domain)[)\]]\s*+$",
    re.IGNORECASE,
)
# Another line that was run together with the title: "Just a Gigolo, (Schöner Gigolo)".
_NEXT_LINE = re.compile(r"^([^,].*[^,\s]),\s+[(\[][^()\[\]]*[)\]]$")
# Nobody's, run together with the title: "Pizzicato Polka, Public Domain".
_NOBODYS = re.compile(r"^(.+?),\s+(?:Public Domain|P\.D\.|PD|Trad(?:itional|\.)?|Anonymous)$")
# Where it is from, run together with the title too: 'Autumn, from "The Four Seasons"'.
_FROM_WHERE = re.compile(r"^(.+?),\s+(?:taken\s+)?from\s+\S.*$")
_OTHER_FILM = re.compile(
    rf"^(?P<title>.+?){SPACES}(?:[Ff]rom\s++[^()]++\({YEAR}\)"
    r"|From (?:the|an?) (?:opera|operetta|ballet|musical|oratorio|motion picture|film|movie)\b.*)$"
)
_THEME = re.compile(rf"{any_of('theme')}$", re.IGNORECASE)
_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“", "‘": "’", "'": "'"}
# What may follow a quoted title without being a part of it.
_BEHIND = re.compile(r"$|[\s,;:–-]*(?:[(\[]|from\b|aus\b|by\b|aka\b|a\.k\.a\.)|[,;:–-]+\s|\s*[-–]\s", re.IGNORECASE)
_CLIPPED = re.compile(rf"'{any_of('clipped')}\b", re.IGNORECASE)


def clean_title(text: str) -> str:
    """The title in a song's first row, up to its first credit: without quotation marks around it, year and remarks."""
    title = _without_remarks(text.replace("''", '"').strip(" ,;:–-"))
    quoted = _quoted(title)
    if quoted is not None:
        return quoted
    if (found := _OTHER_FILM.match(title)) and not _THEME.search(found["title"]):
        title = found["title"]
    return title


def _without_remarks(title: str) -> str:
    while (shorter := _REMARK.sub("", title).rstrip(" ,;:–-")) != title and shorter:
        title = shorter
    return _FROM_WHERE.sub(r"\1", _NEXT_LINE.sub(r"\1", _NOBODYS.sub(r"\1", title)))


def _quoted(title: str) -> str | None:
    """What stands in quotation marks at the beginning, if that is the whole title."""
    if len(title) < 3 or title[0] not in _PAIRS:
        return None
    closing = _PAIRS[title[0]]
    if title[0] == "'" and _CLIPPED.match(title):
        return None
    for place in range(len(title) - 1, 1, -1):
        if title[place] != closing or not _BEHIND.match(title, place + 1):
            continue
        inner = title[1:place]
        if title[0] == "'" and place + 1 < len(title) and title[place + 1].isalnum():
            continue
        if title[0] == closing and inner.count(closing) > (1 if closing == "'" else 0) and not _nested(inner, closing):
            continue
        return _without_remarks(inner.strip(" ,"))
    return None


def _nested(inner: str, mark: str) -> bool:
    """True if quotation marks within a title are apostrophes, or pairs that don't touch its ends."""
    return mark == "'" and all(inner[found.start() - 1 : found.start()].isalpha() for found in re.finditer("'", inner))
