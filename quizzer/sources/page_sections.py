"""The text of a title page, cut at its labels: which lines say what."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

__all__ = ["Line", "Sections", "split_sections", "without_repetition"]


@dataclass(frozen=True)
class Line:
    """A line of the page: its text without the bullet, and whether it had one."""

    text: str
    bullet: bool


@dataclass
class Sections:
    """The lines of a page by the section they stand in. Section names are lower-case."""

    by_name: dict[str, list[Line]] = field(default_factory=dict)
    labels_seen: set[str] = field(default_factory=set)

    def lines(self, name: str) -> list[Line]:
        return self.by_name.get(name, [])

    def values(self, name: str) -> list[str]:
        """The values under a label, none twice."""
        return list(dict.fromkeys(line.text for line in self.lines(name)))


# Labels as the page prints them, and the section that begins there; "" is a section that holds no facts.
_LABELS = {
    "imdb rating": "rating",
    "your rating": "plot",
    "popularity": "plot",
    "awards": "awards",
    "director": "director",
    "directors": "director",
    "writer": "writer",
    "writers": "writer",
    "star": "",
    "stars": "",
    "cast": "cast",
    "top cast": "cast",
    "see production info at imdbpro": "",
    "see all cast & crew": "",
    "all cast & crew": "",
    "videos": "",
    "photos": "",
    "more like this": "",
    "storyline": "storyline",
    "taglines": "",
    "genres": "",
    "genre": "",
    "certificate": "",
    "motion picture rating": "",
    "parents guide": "",
    "did you know": "did you know",
    "trivia": "trivia",
    "goofs": "goofs",
    "quotes": "quotes",
    "crazy credits": "crazy credits",
    "alternate versions": "alternate versions",
    "connections": "connections",
    "soundtracks": "soundtracks",
    "top picks": "",
    "featured review": "",
    "featured reviews": "",
    "user reviews": "",
    "faq": "",
    "details": "details",
    "release date": "release date",
    "country of origin": "",
    "countries of origin": "",
    "official site": "",
    "official sites": "",
    "language": "",
    "languages": "",
    "also known as": "also known as",
    "filming locations": "",
    "production company": "",
    "production companies": "",
    "see more company credits at imdbpro": "",
    "box office": "box office",
    "budget": "budget",
    "gross us & canada": "gross us & canada",
    "opening weekend us & canada": "opening weekend us & canada",
    "gross worldwide": "gross worldwide",
    "see detailed box office info on imdbpro": "",
    "technical specs": "",
    "tech specs": "",
    "runtime": "runtime",
    "color": "",
    "sound mix": "",
    "aspect ratio": "",
    "related news": "",
    "contribute to this page": "",
    "suggest an edit or add missing content": "",
    "top gap": "top gap",
    "more from this title": "",
    "more to explore": "",
    "recently viewed": "",
}
# Where one of these begins, all that follows is a reader's opinion until a section of facts begins.
_REVIEWS = {"featured review", "featured reviews", "user reviews"}
_AFTER_REVIEWS = {"details", "box office", "technical specs", "tech specs", "did you know", "top gap"} | {
    "contribute to this page",
    "faq",
}
# A bar of links names these before the page begins; it is no section then.
_NOT_IN_LINKS = _REVIEWS | {
    "trivia",
    "goofs",
    "quotes",
    "connections",
    "soundtracks",
    "crazy credits",
    "alternate versions",
}
_BEGINNINGS = {"imdb rating", "your rating", "storyline", "did you know", "awards", "cast", "top cast", "details"}
# Labels that are often printed without a space before their value.
_GLUED = (
    "alternate versions",
    "crazy credits",
    "connections",
    "soundtracks",
    "trivia",
    "quotes",
    "goofs",
    "runtime",
    "release date",
    "also known as",
    "opening weekend us & canada",
    "gross us & canada",
    "gross worldwide",
    "budget",
    "awards",
)
_NOISE = {"edit", "see more", "see more »", "see all", "read all", "add content", "answer", "submit", "rate"}
_AWARD = re.compile(r"\b(?:wins?|won|nominations?|nominated|nominee)\b", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# "Edit" is a link only where it is glued to what stands before it: a song may be called "Radio Edit".
_TAIL = re.compile(r"\s*(?:see more\s*»?|read all|(?<=\S)(?<![A-Za-z])edit)\s*$", re.IGNORECASE)


def split_sections(text: str) -> Sections:
    """Cuts a page at its labels, wherever they stand and whether or not their value is glued to them."""
    lower_case = text == text.lower()
    sections = Sections()
    section, review, in_cast = "top", False, False
    for line in _lines(text):
        label, value = _label(line, lower_case=lower_case)
        if label and not value and in_cast and line.bullet:
            label = None  # a character may be called Director, or Star
        if label in _NOT_IN_LINKS and not line.bullet and not value and not _BEGINNINGS & sections.labels_seen:
            continue
        if review and label not in _AFTER_REVIEWS:
            continue
        if label is None:
            in_cast = in_cast or (section in ("awards", "cast") and not line.bullet and not _AWARD.search(line.text))
            sections.by_name.setdefault(section, []).append(line)
            continue
        sections.labels_seen.add(label)
        review, in_cast = label in _REVIEWS, False
        section = _LABELS[label]
        if value:
            sections.by_name.setdefault(section, []).append(Line(value, line.bullet))
    _move_cast(sections)
    return sections


def without_repetition(text: str) -> str:
    """What a text says once, if it is nothing but the same said several times over."""
    for separator in ("", " "):
        unit = text + separator
        period = (unit + unit).find(unit, 1)
        if 0 < period < len(unit):
            return unit[:period].strip()
    return text.strip()


def _lines(text: str) -> list[Line]:
    lines = []
    for raw in text.split("\n"):
        clean = " ".join(_CONTROL.sub(" ", _INVISIBLE.sub("", raw)).split())
        bullet = re.match(r"[-•·*]\s+", clean)
        clean = clean[bullet.end() :] if bullet else clean
        clean = _TAIL.sub("", clean)
        if clean and clean.casefold() not in _NOISE:
            lines.append(Line(unicodedata.normalize("NFC", clean), bool(bullet)))
    return lines


def _label(line: Line, *, lower_case: bool) -> tuple[str | None, str]:
    """The label that a line is or begins with, and the value behind it."""
    plain = line.text.casefold().rstrip(":")
    if plain in _LABELS:
        return plain, ""
    for label in _GLUED:
        rest = line.text[len(label) :]
        # "TriviaTo achieve" is a label and its text; "Trivial pursuits" and "Budget cuts" are no labels.
        if plain.startswith(label) and rest and (lower_case or not (rest[0].islower() or rest[0].isspace())):
            return label, rest.lstrip(": ")
    return None, ""


def _move_cast(sections: Sections) -> None:
    """The cast has no label of its own on some pages: it stands behind awards, crew, plot or the top of the page."""
    for name in ("awards", "writer", "director", "plot", "top"):
        lines = sections.lines(name)
        first = next((place for place, line in enumerate(lines) if _begins_cast(lines, place)), None)
        if first is not None and not sections.lines("cast"):
            sections.by_name["cast"] = lines[first:]
            sections.by_name[name] = lines[:first]
    sections.by_name["awards"] = [line for line in sections.lines("awards") if _AWARD.search(line.text)]


def _begins_cast(lines: list[Line], place: int) -> bool:
    """A name without a bullet; behind it a character, with a bullet or with brackets behind itself."""
    here, behind = lines[place], lines[place + 1 : place + 3]
    if here.bullet or not 0 < len(here.text.split()) <= 6 or _AWARD.search(here.text) or not behind:
        return False
    return behind[0].bullet or (len(behind) == 2 and behind[1].text.startswith("("))
