"""Soundtrack credits as film pages print them: a song's title, then who did what for it.

Who Will Take Your Dreams Away
Music by Angelo Badalamenti
Lyrics by Marianne Faithfull
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quizzer.facts.film import Credit, Song

__all__ = ["parse_names", "parse_song"]

_ROLES = {
    "written": "writer",
    "music": "music",
    "composed": "music",
    "lyrics": "lyrics",
    "lyric": "lyrics",
    "words": "lyrics",
    "arranged": "arranger",
    "produced": "producer",
    "performed": "performer",
    "sung": "performer",
    "played": "performer",
}
_ROLE_WORD = rf"(?:{'|'.join(_ROLES)})"
_ROLE_PHRASE = re.compile(
    rf"(?P<roles>\b{_ROLE_WORD}\b(?:(?:\s*,\s*(?:and\s+|&\s*)?|\s*&\s*|\s+and\s+|\s*/\s*){_ROLE_WORD}\b)*)\s+by\b\s*",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\b(?:courtesy of|under licen[cs]e from|by (?:special )?arrangement with|published by)\b|[©℗]", re.IGNORECASE
)
_TRADITIONAL = re.compile(r"\btraditional\b[\s,;]*", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CREDITED_AS = re.compile(r"\(as ([^()]+)\)", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*[;,/]\s*(?:and\s+|&\s*)?|\s+(?:and|feat\.|ft\.|featuring)\s+|\s+&\s+", re.IGNORECASE)
_HIS_BAND = re.compile(r"(?:his|her|their|the)\b", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)


def parse_song(lines: Sequence[str]) -> Song | None:
    """The song that these lines are about: the title first, its credits behind or below it. None without a title."""
    rows = _joined(lines)
    if not rows:
        return None
    begins = _ROLE_PHRASE.search(rows[0])
    title = rows[0][: begins.start()] if begins and begins.start() else rows[0]
    rest = [rows[0][begins.start() :]] if begins and begins.start() else []
    title = _unquoted(_TRADITIONAL.sub("", title).strip(" ,;-–"))
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
        name = " ".join(_BRACKETS.sub(" ", piece).split()).strip(" .,;")
        name = f"{name}." if _SUFFIX.fullmatch(name.rpartition(" ")[2]) and piece.rstrip().endswith(".") else name
        if name:
            people.append(Credit(name=name, credited_as=credited and credited[1].strip()))
    return tuple(dict.fromkeys(people))


def _joined(lines: Iterable[str]) -> list[str]:
    """Lines without the blank ones; a line that ends open (a comma, "by") goes on with the next."""
    rows: list[str] = []
    for line in lines:
        text = " ".join(line.split())
        if not text:
            continue
        if len(rows) > 1 and re.search(r"(?:,|&|\band|\bby)$", rows[-1], re.IGNORECASE):
            rows[-1] = f"{rows[-1]} {text}"
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
        words = re.findall(_ROLE_WORD, phrase["roles"], re.IGNORECASE)
        yield list(dict.fromkeys(_ROLES[word.lower()] for word in words)), row[phrase.end() : ends]


def _split_names(text: str) -> Iterator[str]:
    """Cuts a list of names where one ends, never inside brackets and never inside the name of a band."""
    hidden: list[str] = []

    def hide(found: re.Match[str]) -> str:
        hidden.append(found[0])
        return f"\0{len(hidden) - 1}\0"

    def show(piece: str) -> str:
        return re.sub(r"\0(\d+)\0", lambda found: hidden[int(found[1])], piece)

    masked = _BRACKETS.sub(hide, text)
    begin = 0
    for separator in _BETWEEN_NAMES.finditer(masked):
        before, behind = masked[begin : separator.start()], masked[separator.end() :]
        if _belongs_together(before, separator[0], behind):
            continue
        yield show(before)
        begin = separator.end()
    yield show(masked[begin:])


def _belongs_together(before: str, separator: str, behind: str) -> bool:
    if "," in separator:
        return bool(_SUFFIX.match(behind))
    if "&" in separator or "and" in separator.casefold():
        # "Simon & Garfunkel" is one act, "Kool & the Gang" too; two whole names are two people.
        next_name = _BETWEEN_NAMES.split(behind, maxsplit=1)[0].split()
        return bool(_HIS_BAND.match(behind)) or ("&" in separator and (len(before.split()) == 1 or len(next_name) == 1))
    return False


def _unquoted(title: str) -> str:
    """A title without the quotation marks around all of it."""
    pairs = {'"': '"', "“": "”", "«": "»"}
    if len(title) > 2 and pairs.get(title[0]) == title[-1] and title[0] not in title[1:-1]:
        return title[1:-1]
    return title
