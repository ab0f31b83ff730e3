"""Soundtrack credits as film pages print them: a song's title, then who did what for it.

Who Will Take Your Dreams Away
Music by Angelo Badalamenti
Lyrics by Marianne Faithfull
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quizzer.facts.film import Credit, Song

__all__ = ["parse_names", "parse_song", "parse_songs"]

LONGEST_ROW = 2_000
"""Characters of a line that are read: a credit is never longer, and a pattern would take long over more."""

_ROLES = {
    "written": "writer",
    "music": "music",
    "composed": "music",
    "lyrics": "lyrics",
    "lyric": "lyrics",
    "words": "lyrics",
    "arranged": "arranger",
    "arr.": "arranger",
    "produced": "producer",
    "performed": "performer",
    "sung": "performer",
    "played": "performer",
}
# What else people are credited with: it ends the credit before it, and is no role of a song's here.
_OTHERS = (
    "adapted conducted directed engineered mixed orchestrated programmed published recorded remixed sampled translated"
)
_KNOWN = rf"(?:{'|'.join(map(re.escape, _ROLES))})"
_ANY = rf"(?:{'|'.join([*map(re.escape, _ROLES), *_OTHERS.split()])})"
_QUALIFIER = r"(?:(?:additional|original|english|french|german|italian|spanish|special|new) )?"
_ROLE_PHRASE = re.compile(
    # Rows have single spaces only: to allow for more would let a hostile row be read in countless ways.
    rf"(?<!\w){_QUALIFIER}(?P<roles>{_ANY}(?:(?: ?, ?(?:and |& ?)?| ?& ?| and | ?/ ?){_ANY})*) by\b:? ?",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\b(?:courtesy of|under licen[cs]e (?:from|to)|by (?:special )?arrangement with|published by)\b|[©℗]",
    re.IGNORECASE,
)
_TRADITIONAL = re.compile(r"\btraditional\b[^,;]*[\s,;]*", re.IGNORECASE)
_INNER_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CREDITED_AS = re.compile(r"\(as ([^()]+(?:\([^()]*\))?[^()]*)\)", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(
    r"\s*[;,]\s*(?:and\s+|&\s*)?|\s+/\s+|\s+(?:and|feat\.|ft\.|featuring)\s+|\s+&\s+", re.IGNORECASE
)
_OPEN_END = re.compile(r"(?:,|&|\band|\bby)$", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:and|&)\s", re.IGNORECASE)
_HIS_BAND = re.compile(r"(?:his|her|their|the)\s", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?(?=\s|,|$)", re.IGNORECASE)
_FAMILY = re.compile(r"[^\s,]+ (?:&|and) [^\s,]+ [^\s,]+$", re.IGNORECASE)


def parse_songs(lines: Sequence[str]) -> tuple[Song, ...]:
    """The songs of a list: where a credit is followed by a line that is none, the next song begins."""
    groups: list[list[str]] = []
    credited = False
    for row in _joined(lines):
        is_credit = bool(_ROLE_PHRASE.search(row) or _RIGHTS.search(row) or _TRADITIONAL.match(row))
        if not groups or (credited and not is_credit):
            groups.append([])
            credited = False
        groups[-1].append(row)
        credited = credited or bool(_ROLE_PHRASE.search(row))
    return tuple(song for song in map(parse_song, groups) if song)


def parse_song(lines: Sequence[str]) -> Song | None:
    """The song that these lines are about: the title first, its credits behind or below it. None without a title."""
    rows = _joined(lines)
    if not rows:
        return None
    begins = _ROLE_PHRASE.search(rows[0])
    title = rows[0][: begins.start()] if begins and begins.start() else rows[0]
    rest = [rows[0][begins.start() :]] if begins and begins.start() else []
    if rest:
        title = _TRADITIONAL.sub("", title)
    title = _unquoted(title.strip(" ,;-–"))
    by_role: dict[str, dict[Credit, None]] = {}
    for row in [*rest, *rows[1:]]:
        for roles, names in _credits_of(row):
            for role in roles:
                by_role.setdefault(role, {}).update(dict.fromkeys(parse_names(names)))
    return Song(song=title, **{role: tuple(people) for role, people in by_role.items()}) if title else None


def parse_names(text: str) -> tuple[Credit, ...]:
    """The people and bands in "Tommy Chong (as Chong), Gaye Delorme & Dick Dale & His Del-Tones", in their order."""
    people = []
    for piece in _split_names(text):
        credited = _CREDITED_AS.search(piece)
        name = " ".join(_without_brackets(piece).split()).strip(" .,;:")
        name = f"{name}." if _SUFFIX.fullmatch(name.rpartition(" ")[2]) and piece.rstrip().endswith(".") else name
        if name:
            people.append(Credit(name=name, credited_as=credited and credited[1].strip()))
    return tuple(dict.fromkeys(people))


def _joined(lines: Iterable[str]) -> list[str]:
    """Lines without the blank ones; one that ends open (a comma, "by"), or whose next begins with "and", goes on."""
    rows: list[str] = []
    for line in lines:
        text = " ".join(line.split())[:LONGEST_ROW]
        if not text:
            continue
        if len(rows) > 1 and (_OPEN_END.search(rows[-1]) or (_ROLE_PHRASE.search(rows[-1]) and _GOES_ON.match(text))):
            rows[-1] = f"{rows[-1]} {text}"[:LONGEST_ROW]
        else:
            rows.append(text)
    return rows


def _credits_of(row: str) -> Iterator[tuple[list[str], str]]:
    """The roles and the names of each credit in a row: "Music by A Lyrics by B" holds two."""
    rights = _RIGHTS.search(row)
    row = row[: rights.start()] if rights else row
    phrases = list(_ROLE_PHRASE.finditer(row))
    for place, phrase in enumerate(phrases):
        ends = phrases[place + 1].start() if place + 1 < len(phrases) else len(row)
        words = re.findall(rf"(?<!\w){_KNOWN}", phrase["roles"], re.IGNORECASE)
        yield list(dict.fromkeys(_ROLES[word.lower()] for word in words)), row[phrase.end() : ends]


def _without_brackets(text: str) -> str:
    """A text without what stands in brackets, and in brackets within those."""
    while (shorter := _INNER_BRACKETS.sub(" ", text)) != text:
        text = shorter
    return text


def _split_names(text: str) -> Iterator[str]:
    """Cuts a list of names where one ends, never inside brackets and never inside the name of a band."""
    masked = text
    while (deeper := _INNER_BRACKETS.sub(lambda found: "\0" * len(found[0]), masked)) != masked:
        masked = deeper
    if _is_one_act(masked):
        yield text
        return
    begin = 0
    for separator in _BETWEEN_NAMES.finditer(masked):
        before, behind = masked[begin : separator.start()], masked[separator.end() :]
        if _belongs_together(before, separator[0], behind):
            continue
        yield text[begin : separator.start()]
        begin = separator.end()
    yield text[begin:]


def _is_one_act(names: str) -> bool:
    """True for single words in a row, "Earth, Wind & Fire", and for "Ike & Tina Turner"."""
    pieces = [piece.strip(" \0") for piece in _BETWEEN_NAMES.split(names)]
    several = len(pieces) > 2 and bool(re.search(r"\s(?:and|&)\s", names, re.IGNORECASE))
    return (several and all(len(piece.split()) == 1 for piece in pieces)) or bool(_FAMILY.match(names.strip(" \0")))


def _belongs_together(before: str, separator: str, behind: str) -> bool:
    if "," in separator:
        return bool(_SUFFIX.match(behind))
    if "&" in separator or "and" in separator.casefold():
        # "Simon & Garfunkel" is one act, "Kool and the Gang" too; two whole names are two people.
        next_name = _BETWEEN_NAMES.split(behind, maxsplit=1)[0].split()
        return bool(_HIS_BAND.match(behind)) or ("&" in separator and (len(before.split()) == 1 or len(next_name) == 1))
    return False


def _unquoted(title: str) -> str:
    """A title without the quotation marks around all of it."""
    pairs = {'"': '"', "“": "”", "«": "»"}
    if len(title) > 2 and pairs.get(title[0]) == title[-1] and title[0] not in title[1:-1]:
        return title[1:-1]
    return title
