"""The title of a song, without what stands around and behind it."""

from __future__ import annotations

import re

from quizzer.sources.soundtrack_credits.patterns import any_of

__all__ = ["clean_title"]

_YEAR = r"(?:1[5-9]|20)\d\d"
_REMARK = re.compile(
    rf"\s*[(\[](?:(?:c(?:irca|\.)?\s*)?{_YEAR}(?:[-/]\d+)?|(?:{_YEAR}[,;]?\s*)?\(?uncredited\)?|traditional|trad\.?"
    r"|credit only|public domain)[)\]]\s*$",
    re.IGNORECASE,
)
# Another line that was run together with the title: "Just a Gigolo, (Schöner Gigolo)".
_NEXT_LINE = re.compile(r"^([^,].*[^,\s]),\s+[(\[][^()\[\]]*[)\]]$")
# Nobody's, run together with the title: "Pizzicato Polka, Public Domain".
_NOBODYS = re.compile(r"^(.+?),\s+(?:Public Domain|P\.D\.|PD|Trad(?:itional|\.)?|Anonymous)$")
# Where it is from, run together with the title too: 'Autumn, from "The Four Seasons"'.
_FROM_WHERE = re.compile(r"^(.+?),\s+(?:taken\s+)?from\s+\S.*$")
_OTHER_FILM = re.compile(
    rf"^(?P<title>.+?)\s+(?:[Ff]rom\s+[^()]+\({_YEAR}\)"
    r"|From (?:the|an?) (?:opera|operetta|ballet|musical|oratorio|motion picture|film|movie)\b.*)$"
)
_THEME = re.compile(
    r"(?:theme|themes|music|song|songs|suite|title|overture|selections?|excerpts?|score|ballet|prelude|march)$",
    re.IGNORECASE,
)
_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“", "‘": "’", "'": "'"}
# What may follow a quoted title without being a part of it.
_BEHIND = re.compile(r"$|[\s,;:–-]*(?:[(\[]|from\b|aus\b|by\b|aka\b|a\.k\.a\.)|[,;:–-]+\s|\s*[-–]\s", re.IGNORECASE)
_CLIPPED = re.compile(
    "'"
    + any_of(
        "til till round s tis twas cause em n bout deed o a taint way neath long nuff ol ole cross fore gainst spect",
        r"scuse cuz coz ere im e d twere twill leven lectric bama tain t \d\ds?",
    )
    + r"\b",
    re.IGNORECASE,
)


def clean_title(text: str) -> str:
    """The title in a song's first row, up to its first credit: without quotation marks around it, year and remarks."""
    title = _without_remarks(text.strip(" ,;:–-"))
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
