"""The lines of a list of songs, made into rows, and the rows of each song."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizzer.bounds import LONGEST_CREDIT
from quizzer.facts.film import SoundtrackRole
from quizzer.sources.soundtrack_credits.markup import ANY_SPACES, WORDS, YEAR, any_of, bracket_spans, mark_links
from quizzer.sources.soundtrack_credits.phrases import Kind, Segment, label_at_start, read_row, reads_on
from quizzer.sources.soundtrack_credits.role_words import INSTRUMENTS


@dataclass
class SongRow:
    """A row and the lines it comes from (their places from 0). `after_gap` says that an empty line stands before it."""

    text: str
    lines: list[int]
    after_gap: bool = False

    def segments(self, *, is_title: bool = False) -> tuple[Segment, ...]:
        return read_row(self.text, is_title=is_title)


_NOISE = re.compile(rf"{any_of('noise')}\W*", re.IGNORECASE)
_TAIL = re.compile(rf"{ANY_SPACES}(?:see more(?:\s*+»)?|(?<=\s)»)\s*+$", re.IGNORECASE)
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


def make_rows(lines: Iterable[str]) -> list[SongRow]:
    """The rows of these lines: without marks of the page, cut where line ends were lost, joined where one goes on."""
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
    """True if a row belongs to the one before it: after a comma or "by", before "and", within a bracket."""
    last = rows[-1].text
    title_alone = len(rows) == 1 and not credits_of(rows[0], is_title=True)
    if title_alone:
        return False
    if _OPEN_END.search(last) or any(end == len(last) and last[-1] not in ")]" for _, end in bracket_spans(last)):
        return True
    if not _GOES_ON.match(text) or _STANDS_ALONE.match(text) or reads_on(text):
        return False
    segments = rows[-1].segments()
    return bool(segments) and (segments[-1].kind in (Kind.CREDIT, Kind.OTHER_CREDIT) or _names_a_role(segments))


def _names_a_role(segments: Sequence[Segment]) -> bool:
    """True for "Music and Lyrics", whose "by" stands in the next line."""
    return len(segments) == 1 and bool(read_row(f"{segments[0].text} by X")[0].roles)


AUTHORS = frozenset({SoundtrackRole.WRITER, SoundtrackRole.MUSIC, SoundtrackRole.LYRICS})
"""The roles of those who made a song, of which a song's credits have one only once."""

_VERSION = re.compile(
    r"\b(?:version|mix|remix|edit|recording|rendition|track|reprise|instrumental|solo)$", re.IGNORECASE
)


def group_rows(rows: Sequence[SongRow]) -> list[list[SongRow]]:
    """The rows of each song: a song begins where a row behind credits can only be a title."""
    groups: list[list[SongRow]] = []
    reader = _Reader(rows)
    for row, follows in zip(rows, [*rows[1:], None], strict=False):
        begins = not groups or reader.ends_before(row, follows)
        if begins:
            groups.append([])
        groups[-1].append(row)
        reader.add(row, is_title=begins)
    return groups


def credits_of(row: SongRow, *, is_title: bool = False) -> list[Segment]:
    """The credits in a row, those of roles that are not kept among them."""
    return [part for part in row.segments(is_title=is_title) if part.kind in (Kind.CREDIT, Kind.OTHER_CREDIT)]


class _Reader:
    """How a list is written: whether empty lines part its songs, whether credits stand in the titles' rows, whether its
    labels lack their "by". And of the song that is being read whether it has a credit, and an author."""

    def __init__(self, rows: Sequence[SongRow]) -> None:
        gaps = [row.after_gap for row in rows[1:]]
        self._gaps_tell = any(gaps) and not all(gaps)
        self._credits_behind_titles = bool(rows) and bool(credits_of(rows[0], is_title=True))
        self._without_by = not any(credits_of(row, is_title=place == 0) for place, row in enumerate(rows))
        self._credited = self._has_author = False

    def add(self, row: SongRow, *, is_title: bool) -> None:
        told = credits_of(row, is_title=is_title)
        unlabelled = self._without_by and not is_title and label_without_by(row.text) is not None
        self._credited = (self._credited and not is_title) or bool(told) or unlabelled
        made = any(AUTHORS & set(part.roles) for part in told)
        self._has_author = (self._has_author and not is_title) or made

    def ends_before(self, row: SongRow, follows: SongRow | None) -> bool:
        plain = all(part.kind is Kind.TEXT for part in row.segments()) and not row.text.startswith("(")
        if follows is not None and plain and _DATED.fullmatch(follows.text):
            return True  # a date and no more only ever follows a title
        may_end = self._credited or self._credits_behind_titles or (self._gaps_tell and row.after_gap)
        names_author = follows is not None and any(AUTHORS & set(part.roles) for part in follows.segments()[:1])
        return may_end and self._may_be_title(row, author_again=self._has_author and names_author)

    def _may_be_title(self, row: SongRow, *, author_again: bool) -> bool:
        """`author_again` says that the next row names an author, though this song has one already. Then a remark can be
        a title too: "From This Moment On", "Traditional Dance", "Written in the Wind"."""
        segments = row.segments()
        titled = author_again and row.text[:1].isupper() and not _ONLY_A_REMARK.match(row.text)
        if segments and segments[0].kind is not Kind.TEXT:
            return titled and segments[0].kind is Kind.REMARK
        if len(segments) > 1:
            no_title = _VERSION.search(segments[0].text) or segments[0].text[0].islower()
            return not no_title and bool(credits_of(row, is_title=True))
        if _OF_A_BAND.match(row.text):
            return False
        if is_remark(row.text):
            return titled
        return not (is_rights_owner(row.text) or (self._without_by and label_without_by(row.text)))


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
_OWNER = re.compile(
    rf".*\b{any_of('company')}\b[.)\s]*(?:\([^()]*\))?\W*|(?:a )?(?:division|unit|subsidiary|service|label) of\b.*",
    re.IGNORECASE,
)
_ONLY_A_REMARK = re.compile(rf"{any_of('only_a_remark')}\b|.*\({any_of('society')}\)", re.IGNORECASE)
# Who plays what, in a list that belongs to the song above it.
_OF_A_BAND = re.compile(
    r"(?:the )?(?:band|musicians|orchestra|choir|chorus|line-?up|personnel)(?: \([^()]*\))?:\s"
    rf"|\((?:{'|'.join(sorted(INSTRUMENTS))})\b[^()]*\),",
    re.IGNORECASE,
)
_DATED = re.compile(rf"(?:\((?:uncredited|(?:c\.?\s*)?{YEAR})\)\s*)+", re.IGNORECASE)
_SMALL_WORDS = frozenset(WORDS["of_remarks"])


def is_remark(text: str) -> bool:
    """True for "Played during the opening credits", 'from the opera "Carmen"', "(1939) (uncredited)"."""
    return bool(_REMARK.fullmatch(text))


def is_rights_owner(text: str) -> bool:
    """True for the second line of "by arrangement with / Sony Music Licensing" and the like."""
    return bool(_OWNER.fullmatch(text))


def label_without_by(text: str) -> Segment | None:
    """The credit in "Music Angelo Badalamenti" and "Music - Angelo Badalamenti", where the "by" was lost."""
    found = label_at_start(text)
    if not found:
        return None
    roles, names = found
    names = re.sub(r"^[-–—:]\s+", "", names)
    first = names.split()[0] if names else ""
    if not first or first.casefold() in _SMALL_WORDS or (first[0].islower() and text != text.lower()):
        return None
    return Segment(Kind.CREDIT, names, roles) if roles else Segment(Kind.OTHER_CREDIT, names)
