"""The text of a title page, cut at its labels: which lines say what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from quizzer.sources.page_lines import Ledger, Line, LineReport, page_lines

__all__ = ["Sections", "split_sections", "without_repetition"]


@dataclass
class Sections:
    """The lines of a page by the section they stand in. Section names are lower-case."""

    all_lines: list[Line] = field(default_factory=list)
    by_name: dict[str, list[Line]] = field(default_factory=dict)
    labels_seen: set[str] = field(default_factory=set)
    ledger: Ledger = field(default_factory=Ledger)

    def lines(self, name: str) -> list[Line]:
        return self.by_name.get(name, [])

    def values(self, name: str) -> list[str]:
        """The values under a label, none twice; they count as used."""
        self.ledger.use(self.lines(name), name)
        return list(dict.fromkeys(line.text for line in self.lines(name)))

    def report(self) -> list[LineReport]:
        """What became of each line."""
        return self.ledger.report(self.all_lines)


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
    "filming locations": "filming locations",
    "filming location": "filming locations",
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
    "faq",
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
# Labels that may have a number glued to them, of how many there are: "Top cast15".
_COUNTED = {
    "videos",
    "photos",
    "cast",
    "top cast",
    "user reviews",
    "featured reviews",
    "more like this",
    "related news",
    "faq",
}
_NOISE = {"edit", "see more", "see more »", "see all", "read all", "add content", "answer", "submit", "rate"}
# The bar above the page.
_BAR = {
    "menu",
    "all",
    "search imdb",
    "imdbpro",
    "watchlist",
    "sign in",
    "en",
    "cast & crew",
    "all topics",
    "back",
    "share",
    "use app",
}
_GENRES = set(
    "action,adventure,animation,biography,comedy,crime,documentary,drama,family,fantasy,film-noir,game-show,history,horror,music,musical,"
    "mystery,news,reality-tv,romance,sci-fi,short,sport,talk-show,thriller,war,western".split(",")
)
# How often and how long: popularity, "38 Photos", "Play trailer1:55".
_COUNT = re.compile(
    r"(?:play trailer\s*)?[\d.,:+]+[km]?\s*(?:videos?|photos?|user reviews|critic reviews|metascore)?", re.IGNORECASE
)
_PAGE, _REVIEW, _NO_FACT, _SHORT = (
    "a link of the page",
    "a reader's review",
    "nothing is kept of it",
    "a count or a genre",
)
_AWARD = re.compile(r"\b(?:wins?|won|nominations?|nominated|nominee)\b", re.IGNORECASE)
# "Edit" is a link only where it is glued to what stands before it: a song may be called "Radio Edit".
_TAIL = re.compile(r"\s*(?:see more\s*»?|read all|(?<=\S)(?<![A-Za-z])edit)\s*$", re.IGNORECASE)


def split_sections(text: str) -> Sections:
    """Cuts a page at its labels, wherever they stand and whether or not their value is glued to them."""
    lower_case = text == text.lower()
    sections = Sections(page_lines(text))
    section, review, in_cast = "top", False, False
    lines = _without_noise(sections)
    for line, behind in zip_longest(lines, lines[1:]):
        label, value = _label(line, lower_case=lower_case)
        if label and not value and in_cast and line.bullet:
            label = None  # a character may be called Director, or Star
        if label and not value and not _BEGINNINGS & sections.labels_seen and _is_link(label, line, behind):
            sections.ledger.skip([line], _PAGE)
            continue
        if review and label not in _AFTER_REVIEWS:
            sections.ledger.skip([line], _REVIEW)
            continue
        if section == "top" and line.text.casefold() in _BAR:
            sections.ledger.skip([line], _PAGE)
            continue
        if section == "plot" and (_COUNT.fullmatch(line.text) or line.text.casefold() in _GENRES):
            sections.ledger.skip([line], _SHORT)
            continue
        if label is None:
            in_cast = in_cast or (section in ("awards", "cast") and not line.bullet and not _AWARD.search(line.text))
            _put(sections, section, line)
            continue
        sections.labels_seen.add(label)
        review, in_cast = label in _REVIEWS, False
        section = _LABELS[label]
        if value:
            _put(sections, section, Line(line.number, value, line.bullet))
        elif section:
            sections.ledger.use([line], "label")
        else:
            sections.ledger.skip([line], _NO_FACT)
    _move_cast(sections)
    return sections


def _is_link(label: str, line: Line, behind: Line | None) -> bool:
    """True for a label in the bar of links above the page."""
    if label not in _NOT_IN_LINKS:
        return False
    other = behind.text.casefold() if behind else ""
    return not line.bullet or label in _REVIEWS or label == "faq" or other in _LABELS or other in _BAR


def _put(sections: Sections, section: str, line: Line) -> None:
    sections.by_name.setdefault(section, []).append(line)
    if not section:
        sections.ledger.skip([line], _NO_FACT)


def without_repetition(text: str) -> str:
    """What a text says once, if it is nothing but the same said several times over."""
    for separator in ("", " "):
        unit = text + separator
        period = (unit + unit).find(unit, 1)
        if 0 < period < len(unit):
            return unit[:period].strip()
    return text.strip()


def _without_noise(sections: Sections) -> list[Line]:
    """The lines without "Edit" and "See more", alone and at the end of others."""
    lines = []
    for line in sections.all_lines:
        text = _TAIL.sub("", line.text)
        if not text or text.casefold() in _NOISE:
            sections.ledger.skip([line], _PAGE)
        else:
            lines.append(Line(line.number, text, line.bullet))
    return lines


def _label(line: Line, *, lower_case: bool) -> tuple[str | None, str]:
    """The label that a line is or begins with, and the value behind it."""
    plain = line.text.casefold().rstrip(":")
    if plain in _LABELS:
        return plain, ""
    if (counted := plain.rstrip("0123456789,.k+ ")) in _COUNTED:
        return counted, ""
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
