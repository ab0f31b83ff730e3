"""Read songs from the lines of a list: make rows, group them by song, and read its title and credits."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quizzer.bounds import LONGEST_CREDIT
from quizzer.facts.film import Credit, Song, SoundtrackRole
from quizzer.sources.soundtrack_credits.credited_names import looks_like_people, parse_names
from quizzer.sources.soundtrack_credits.markup import (
    ANY_SPACES,
    SPACES,
    WORDS,
    YEAR,
    any_of,
    bracket_spans,
    mark_links,
    unmarked,
)
from quizzer.sources.soundtrack_credits.phrases import Kind, Segment, label_at_start, read_row, reads_on
from quizzer.sources.soundtrack_credits.role_words import INSTRUMENTS


@dataclass
class SongRow:
    """A row and the places of its lines (from 0). `after_gap` means that there is an empty line before it."""

    text: str
    lines: list[int]
    after_gap: bool = False

    def segments(self, *, is_title: bool = False) -> tuple[Segment, ...]:
        return read_row(self.text, is_title=is_title)


@dataclass
class SoundtrackReading:
    """The songs of a list, and the places (from 0) of its other lines. `skipped` lines have nothing of the six roles,
    with the reason: rights, remarks, other roles."""

    songs: list[Song] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)
    not_understood: list[int] = field(default_factory=list)


def parse_song(lines: Iterable[str]) -> Song | None:
    """Return the song of these lines: the title first, its credits after or below it. None without a title."""
    return _read_song(_make_rows(lines), SoundtrackReading())


def read_songs(lines: Iterable[str]) -> SoundtrackReading:
    """Read the songs of a list, with the fate of each line. After a credit, a line that is not one begins a song."""
    reading = SoundtrackReading()
    for group in _group_rows(_make_rows(lines)):
        if song := _read_song(group, reading):
            reading.songs.append(song)
    return reading


def _read_song(rows: Sequence[SongRow], reading: SoundtrackReading) -> Song | None:
    if not rows:
        return None
    title, segments = _title_and_credits(rows)
    if not title:
        return None
    lower_case = all(row.text == row.text.lower() for row in rows)
    people = _people(segments, lower_case=lower_case)
    for row in rows[1:]:
        label = None if _credits_of(row) else _label_without_by(row.text)
        told = _people([label] if label else row.segments(), lower_case=lower_case)
        people += told
        if not told:
            _tell(reading, row)
    return Song(
        song=title, **{role: tuple(dict.fromkeys(one for of, one in people if of == role)) for role, _ in people}
    )


def _title_and_credits(rows: Sequence[SongRow]) -> tuple[str, list[Segment]]:
    """Return the title in a song's first row, and the credits after it."""
    segments = rows[0].segments(is_title=True)
    if not segments or segments[0].kind is not Kind.TEXT:
        return unmarked(clean_title(rows[0].text)), []
    text, told = segments[0].text, list(segments[1:])
    others = [part for row in rows[1:] for part in row.segments()]
    if not any(_AUTHORS & set(part.roles) for part in (*told, *others)) and (by := _author_after(text)):
        text, author = by
        told.insert(0, author)
    return unmarked(clean_title(text)), told


# "Wack Wack, (Young / Walker / Holt)"
_IN_BRACKETS = re.compile(r"(?P<title>.+?),\s+\((?P<people>[^()\"“”/]+(?:\s/\s[^()\"“”/]+)+)\)")
_BY = re.compile(r"(?<=\s)by\s+", re.IGNORECASE)
_MOST_TRIED = 5


def _author_after(text: str) -> tuple[str, Segment] | None:
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


def _people(segments: Iterable[Segment], *, lower_case: bool) -> list[tuple[str, Credit]]:
    """Return the people of these credits with their roles. A role without names has those of the next one."""
    waiting: tuple[SoundtrackRole, ...] = ()
    found: list[tuple[str, Credit]] = []
    for part in segments:
        if part.kind is not Kind.CREDIT:
            waiting = ()
            continue
        roles = (*waiting, *part.roles)
        people = parse_names(part.text, people=SoundtrackRole.PERFORMER not in roles, lower_case=lower_case)
        waiting = () if people or part.text.strip(" ,;&/") else roles
        found += [(role.value, one) for role in roles for one in people]
    return found


_WHY = {
    Kind.OTHER_CREDIT: "a role that quizzer does not keep",
    Kind.CREDIT: "a credit that names nobody",
    Kind.RIGHTS: "rights",
    Kind.REMARK: "a remark",
}


def _tell(reading: SoundtrackReading, row: SongRow) -> None:
    """Note the fate of a row without people."""
    kinds = {part.kind for part in row.segments()}
    if _OWNER.fullmatch(row.text):
        kinds.add(Kind.RIGHTS)
    if _REMARK.fullmatch(row.text):
        kinds.add(Kind.REMARK)
    if why := next((why for kind, why in _WHY.items() if kind in kinds), None):
        reading.skipped.update(dict.fromkeys(row.lines, why))
    else:
        reading.not_understood += row.lines


_NOISE = re.compile(rf"{any_of('noise')}\W*", re.IGNORECASE)
_TAIL = re.compile(rf"{ANY_SPACES}(?:see more(?:\s*+»)?|(?<=\s)»)\s*+$", re.IGNORECASE)
_BULLET = re.compile(r"[-–•·*]\s+|\d{1,3}[.)]\s+(?=[\"“«])")
_BREAK = re.compile(r"<\s*(?:br|/p|/li|/div|p|li)\b[^<>]*>|[\n\r\v\f\x85\u2028\u2029]+", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_VERBS = "Written|Composed|Arranged|Produced|Performed|Sung|Played|Music|Lyrics?|Words|Vocals|Co-written|Co-produced"
# Without its line end, a small letter and a capital meet: "ManciniLyrics by", "RecordsUnder license".
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


def _make_rows(lines: Iterable[str]) -> list[SongRow]:
    """Return the rows of these lines: without marks of the page, cut at lost line ends, joined to unfinished ones."""
    rows: list[SongRow] = []
    gap = False
    for place, line in enumerate(lines):
        pieces = [text for part in _parts(line) if (text := _clean(part))]
        gap = gap or not pieces
        for text in pieces:
            if _NOISE.fullmatch(text):
                continue
            if rows and _goes_on(rows, text):
                rows[-1].text = f"{rows[-1].text} {text}"[:LONGEST_CREDIT]
                rows[-1].lines.append(place)
            else:
                rows.append(SongRow(text, [place], gap))
            gap = False
    return rows


def _parts(line: str) -> list[str]:
    line = line[: 4 * LONGEST_CREDIT]
    if "<" in line:
        line = _TAG.sub("", mark_links(_BREAK.sub("\n", line)))
    if "&" in line and ";" in line:
        line = html.unescape(line)
    return [part for piece in _BREAK.split(line) for part in _GLUED.split(_GLUED_BY.sub(r"\1 ", piece))]


def _clean(text: str) -> str:
    text = " ".join(_INVISIBLE.sub("", text).split())[:LONGEST_CREDIT]
    text = _LOOSE_BRACKET.sub("", _PLURAL.sub("s", _TAIL.sub("", text)))
    bullet = _BULLET.match(text)
    return text[bullet.end() :] if bullet else text


def _goes_on(rows: Sequence[SongRow], text: str) -> bool:
    """Whether a row belongs to the one before it: after a comma or "by", before "and", within a bracket."""
    last = rows[-1].text
    title_alone = len(rows) == 1 and not _credits_of(rows[0], is_title=True)
    if title_alone:
        return False
    if _OPEN_END.search(last) or any(end == len(last) and last[-1] not in ")]" for _, end in bracket_spans(last)):
        return True
    if not _GOES_ON.match(text) or _STANDS_ALONE.match(text) or reads_on(text):
        return False
    segments = rows[-1].segments()
    return bool(segments) and (segments[-1].kind in (Kind.CREDIT, Kind.OTHER_CREDIT) or _names_a_role(segments))


def _names_a_role(segments: Sequence[Segment]) -> bool:
    """Whether it is like "Music and Lyrics" with its "by" in the next line."""
    return len(segments) == 1 and bool(read_row(f"{segments[0].text} by X")[0].roles)


_AUTHORS = frozenset({SoundtrackRole.WRITER, SoundtrackRole.MUSIC, SoundtrackRole.LYRICS})
"""The roles of a song's authors; a song's credits have each only once."""

_VERSION = re.compile(
    r"\b(?:version|mix|remix|edit|recording|rendition|track|reprise|instrumental|solo)$", re.IGNORECASE
)


def _group_rows(rows: Sequence[SongRow]) -> list[list[SongRow]]:
    """Return the rows of each song. After credits, a row that can only be a title begins a song."""
    groups: list[list[SongRow]] = []
    reader = _Reader(rows)
    for row, follows in zip(rows, [*rows[1:], None], strict=False):
        begins = not groups or reader.ends_before(row, follows)
        if begins:
            groups.append([])
        groups[-1].append(row)
        reader.add(row, is_title=begins)
    return groups


def _credits_of(row: SongRow, *, is_title: bool = False) -> list[Segment]:
    """Return the credits in a row, with those of roles that quizzer does not keep."""
    return [part for part in row.segments(is_title=is_title) if part.kind in (Kind.CREDIT, Kind.OTHER_CREDIT)]


class _Reader:
    """The form of a list: do empty lines separate songs, do credits follow titles, do labels lack "by"? It also knows
    whether the current song has a credit and an author."""

    def __init__(self, rows: Sequence[SongRow]) -> None:
        gaps = [row.after_gap for row in rows[1:]]
        self._gaps_separate = any(gaps) and not all(gaps)
        self._credits_after_titles = bool(rows) and bool(_credits_of(rows[0], is_title=True))
        self._without_by = not any(_credits_of(row, is_title=place == 0) for place, row in enumerate(rows))
        self._credited = self._has_author = False

    def add(self, row: SongRow, *, is_title: bool) -> None:
        told = _credits_of(row, is_title=is_title)
        unlabelled = self._without_by and not is_title and _label_without_by(row.text) is not None
        self._credited = (self._credited and not is_title) or bool(told) or unlabelled
        made = any(_AUTHORS & set(part.roles) for part in told)
        self._has_author = (self._has_author and not is_title) or made

    def ends_before(self, row: SongRow, follows: SongRow | None) -> bool:
        plain = all(part.kind is Kind.TEXT for part in row.segments()) and not row.text.startswith("(")
        if follows is not None and plain and _DATED.fullmatch(follows.text):
            return True  # only a title has a date alone after it
        may_end = self._credited or self._credits_after_titles or (self._gaps_separate and row.after_gap)
        names_author = follows is not None and any(_AUTHORS & set(part.roles) for part in follows.segments()[:1])
        return may_end and self._may_be_title(row, author_again=self._has_author and names_author)

    def _may_be_title(self, row: SongRow, *, author_again: bool) -> bool:
        """`author_again` means that the next row names another author. Then a remark can be a title too: "From This
        Moment On", "Traditional Dance", "Written in the Wind"."""
        segments = row.segments()
        titled = author_again and row.text[:1].isupper() and not _ONLY_A_REMARK.match(row.text)
        if segments and segments[0].kind is not Kind.TEXT:
            return titled and segments[0].kind is Kind.REMARK
        if len(segments) > 1:
            no_title = _VERSION.search(segments[0].text) or segments[0].text[0].islower()
            return not no_title and bool(_credits_of(row, is_title=True))
        if _OF_A_BAND.match(row.text):
            return False
        if _REMARK.fullmatch(row.text):
            return titled
        return not (_OWNER.fullmatch(row.text) or (self._without_by and _label_without_by(row.text)))


# "Played during the opening credits", 'from the opera "Carmen"', "(1939) (uncredited)".
_REMARK = re.compile(
    "|".join(
        [
            r"\(.*\)|\[.*\]",
            rf"{any_of('part')}?\s*(?:from|based (?:up)?on)\b.*",
            rf"(?:also\s+)?{any_of('done')}\b\s*(?:$|{any_of('where')}\b).*",
            rf"{any_of('remark')}\b.*",
            rf"{any_of('society')}\b.*|.*\({any_of('society')}\)\W*",
            rf"[a-z]+ version|uncredited|credit only|{YEAR}|www\..*|https?:.*|by arrangement.*|℗.*|©.*",
        ]
    ),
    re.IGNORECASE,
)
# The second line of "by arrangement with / Sony Music Licensing" and the like.
_OWNER = re.compile(
    rf".*\b{any_of('company')}\b[.)\s]*(?:\([^()]*\))?\W*|(?:a )?(?:division|unit|subsidiary|service|label) of\b.*",
    re.IGNORECASE,
)
_ONLY_A_REMARK = re.compile(rf"{any_of('only_a_remark')}\b|.*\({any_of('society')}\)", re.IGNORECASE)
# Musicians and instruments, in a list that belongs to the song above it.
_OF_A_BAND = re.compile(
    r"(?:the )?(?:band|musicians|orchestra|choir|chorus|line-?up|personnel)(?: \([^()]*\))?:\s"
    rf"|\((?:{'|'.join(sorted(INSTRUMENTS))})\b[^()]*\),",
    re.IGNORECASE,
)
_DATED = re.compile(rf"(?:\((?:uncredited|(?:c\.?\s*)?{YEAR})\)\s*)+", re.IGNORECASE)
_SMALL_WORDS = frozenset(WORDS["of_remarks"])


def _label_without_by(text: str) -> Segment | None:
    """Return the credit in "Music Angelo Badalamenti" and "Music - Angelo Badalamenti", which lack a "by"."""
    found = label_at_start(text)
    if not found:
        return None
    roles, names = found
    names = re.sub(r"^[-–—:]\s+", "", names)
    first = names.split()[0] if names else ""
    if not first or first.casefold() in _SMALL_WORDS or (first[0].islower() and text != text.lower()):
        return None
    return Segment(Kind.CREDIT, names, roles) if roles else Segment(Kind.OTHER_CREDIT, names)


_TITLE_REMARK = re.compile(
    rf"{ANY_SPACES}[(\[](?:(?:c(?:irca|\.)?\s*+)?{YEAR}(?:[-/]\d++)?|(?:{YEAR}[,;]?\s*+)?\(?uncredited\)?|traditional|trad\.?"
    r"|credit only|public domain)[)\]]\s*+$",
    re.IGNORECASE,
)
# Another line joined to the title: "Just a Gigolo, (Schöner Gigolo)".
_NEXT_LINE = re.compile(r"^([^,].*[^,\s]),\s+[(\[][^()\[\]]*[)\]]$")
# Without an author, joined to the title: "Pizzicato Polka, Public Domain".
_NOBODYS = re.compile(r"^(.+?),\s+(?:Public Domain|P\.D\.|PD|Trad(?:itional|\.)?|Anonymous)$")
# The source, joined to the title: 'Autumn, from "The Four Seasons"'.
_FROM_WHERE = re.compile(r"^(.+?),\s+(?:taken\s+)?from\s+\S.*$")
_OTHER_FILM = re.compile(
    rf"^(?P<title>.+?){SPACES}(?:[Ff]rom\s++[^()]++\({YEAR}\)"
    r"|From (?:the|an?) (?:opera|operetta|ballet|musical|oratorio|motion picture|film|movie)\b.*)$"
)
_THEME = re.compile(rf"{any_of('theme')}$", re.IGNORECASE)
_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“", "‘": "’", "'": "'"}
# Text that may follow a quoted title and is not a part of it.
_AFTER = re.compile(r"$|[\s,;:–-]*(?:[(\[]|from\b|aus\b|by\b|aka\b|a\.k\.a\.)|[,;:–-]+\s|\s*[-–]\s", re.IGNORECASE)
_CLIPPED = re.compile(rf"'{any_of('clipped')}\b", re.IGNORECASE)


def clean_title(text: str) -> str:
    """Return the title from a song's first row before its credits, without quotation marks, year and remarks."""
    title = _without_remarks(text.replace("''", '"').strip(" ,;:–-"))
    quoted = _quoted(title)
    if quoted is not None:
        return quoted
    if (found := _OTHER_FILM.match(title)) and not _THEME.search(found["title"]):
        title = found["title"]
    return title


def _without_remarks(title: str) -> str:
    while (shorter := _TITLE_REMARK.sub("", title).rstrip(" ,;:–-")) != title and shorter:
        title = shorter
    return _FROM_WHERE.sub(r"\1", _NEXT_LINE.sub(r"\1", _NOBODYS.sub(r"\1", title)))


def _quoted(title: str) -> str | None:
    """Return the text in quotation marks at the beginning if it is the whole title."""
    if len(title) < 3 or title[0] not in _PAIRS:
        return None
    closing = _PAIRS[title[0]]
    if title[0] == "'" and _CLIPPED.match(title):
        return None
    for place in range(len(title) - 1, 1, -1):
        if title[place] != closing or not _AFTER.match(title, place + 1):
            continue
        inner = title[1:place]
        if title[0] == "'" and place + 1 < len(title) and title[place + 1].isalnum():
            continue
        if title[0] == closing and inner.count(closing) > (1 if closing == "'" else 0) and not _nested(inner, closing):
            continue
        return _without_remarks(inner.strip(" ,"))
    return None


def _nested(inner: str, mark: str) -> bool:
    """Whether quotation marks within a title are apostrophes, or pairs away from its ends."""
    return mark == "'" and all(inner[found.start() - 1 : found.start()].isalpha() for found in re.finditer("'", inner))
