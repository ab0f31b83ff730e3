"""Cut the text of a title page at its labels, and record the fate of each line."""

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum
from itertools import zip_longest
from typing import NamedTuple

from quizzer.grading.wordlists import read_lines


class Fate(Enum):
    """The fate of a line."""

    USED = "used"
    SKIPPED = "skipped"
    NOT_UNDERSTOOD = "not understood"


class Line(NamedTuple):
    """A line of the page: its place (from 1), its text without the bullet, and whether it had one."""

    number: int
    text: str
    bullet: bool


class LineReport(NamedTuple):
    """A line with text, its fate, and its use or the reason."""

    number: int
    text: str
    fate: Fate
    why: str = ""


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BULLETS = "-–•·*‣◦▪"
_BULLET = re.compile(rf"[{_BULLETS}]\s+")


def clean_text(text: str) -> str:
    """Return a text in one line with single spaces and composed letters, without invisible characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = " ".join(_CONTROL.sub(" ", _INVISIBLE.sub("", text)).split())
    return unicodedata.normalize("NFC", text)


def page_lines(text: str) -> list[Line]:
    """Return the lines with text, with single spaces and composed letters."""
    lines = []
    for number, raw in enumerate(text.split("\n"), 1):
        clean = clean_text(raw)
        bullet = _BULLET.match(clean) if clean[:1] in _BULLETS else None
        clean = clean[bullet.end() :] if bullet else clean
        if clean:
            lines.append(Line(number, clean, bool(bullet)))
    return lines


class Sections:
    """The lines of a page by their sections, and the fate of each. Section names are lower-case."""

    def __init__(self, all_lines: list[Line]) -> None:
        self.all_lines = all_lines
        self.by_name: dict[str, list[Line]] = {}
        self.labels_seen: set[str] = set()
        self._noted: dict[int, tuple[Fate, str]] = {}

    def lines(self, name: str) -> list[Line]:
        return self.by_name.get(name, [])

    def values(self, name: str) -> list[str]:
        """Return the values of a section, none twice. Notes them as used."""
        self.use(self.lines(name), name)
        return list(dict.fromkeys(line.text for line in self.lines(name)))

    def use(self, lines: Iterable[Line], what: str) -> None:
        """Note the use of lines; nothing changes it later."""
        self._noted.update({line.number: (Fate.USED, what) for line in lines})

    def skip(self, lines: Iterable[Line], why: str) -> None:
        """Note why quizzer skips lines."""
        for line in lines:
            self._noted.setdefault(line.number, (Fate.SKIPPED, why))

    def report(self) -> list[LineReport]:
        """Return the fate of each line. A line without a note was not understood."""
        lost = (Fate.NOT_UNDERSTOOD, "")
        return [LineReport(line.number, line.text, *self._noted.get(line.number, lost)) for line in self.all_lines]


_LINK, _REVIEW, _NO_FACT = "a link of the page", "a reader's review", "not a fact that quizzer keeps"
_SHORT = "a count or a genre"
_AWARD = re.compile(r"\b(?:wins?|won|nominations?|nominated|nominee)\b", re.IGNORECASE)
_ADVERTISED = "Powered by Alexa"
# "Edit" is a link only without a space before it: a song may be called "Radio Edit".
_TAIL = re.compile(r"(?:(?<!\s)\s++)?(?:see more(?:\s*+»)?|read all|(?<=\S)(?<![A-Za-z])edit)\s*+$", re.IGNORECASE)

_TAILS = ("see more", "»", "read all", "edit")


def split_sections(text: str) -> Sections:
    """Cut a page at its labels, anywhere on it, with or without a space before the value."""
    sections = Sections(page_lines(text))
    cutter = _Cutter(sections, lower_case=text == text.lower())
    lines = _without_noise(sections)
    for line, after in zip_longest(lines, lines[1:]):
        cutter.take(line, after)
    _move_cast(sections)
    return sections


def without_repetition(text: str) -> str:
    """Return a text once if it only repeats itself."""
    for separator in ("", " "):
        unit = text + separator
        period = (unit + unit).find(unit, 1)
        if 0 < period < len(unit):
            return unit[:period].strip()
    return text.strip()


class _Cutter:
    """Takes line after line, and puts each into its section."""

    def __init__(self, sections: Sections, *, lower_case: bool) -> None:
        self._sections = sections
        self._lower_case = lower_case
        self._section = "top"
        self._in_review = self._in_cast = False
        self._before: Line | None = None

    def take(self, line: Line, after: Line | None) -> None:
        label, value = _label(line, lower_case=self._lower_case)
        after_name = self._before is not None and not self._before.bullet
        self._before = line
        if label and not value and self._in_cast and line.bullet and after_name:
            label = None  # a character may be called Director, or Star
        if why := self._no_matter(line, after, label, value):
            self._sections.skip([line], why)
        elif label is None:
            awards_or_cast = self._section in ("awards", "cast") and not line.bullet
            self._in_cast = self._in_cast or (awards_or_cast and not _AWARD.search(line.text))
            self._put(line)
        else:
            self._begin(label, line, value)

    def _no_matter(self, line: Line, after: Line | None, label: str | None, value: str) -> str:
        """Return why quizzer skips a line; "" if the line may matter."""
        if label and not value:
            if BEGINNINGS.isdisjoint(self._sections.labels_seen) and _is_link(label, line, after):
                return _LINK
            if label in NOT_IN_LINKS and line.bullet and after is not None and after.bullet:
                other = after.text.casefold()
                if label in REVIEWS or other in LABELS or other in BAR:
                    return _LINK
        if self._in_review and label not in AFTER_REVIEWS:
            return _REVIEW
        if self._section not in ("top", "plot"):
            return ""
        plain = line.text.casefold()
        if self._section == "top":
            return _LINK if plain in BAR else ""
        return _SHORT if COUNT.fullmatch(plain) or plain in GENRES else ""

    def _begin(self, label: str, line: Line, value: str) -> None:
        self._sections.labels_seen.add(label)
        self._in_review, self._in_cast = label in REVIEWS, False
        self._section = LABELS[label]
        if value:
            self._put(Line(line.number, value, line.bullet))
        elif self._section:
            self._sections.use([line], "label")
        else:
            self._sections.skip([line], _NO_FACT)

    def _put(self, line: Line) -> None:
        self._sections.by_name.setdefault(self._section, []).append(line)
        if not self._section:
            self._sections.skip([line], _NO_FACT)


def _is_link(label: str, line: Line, after: Line | None) -> bool:
    """Whether a label is in the bar of links above the page."""
    if label not in NOT_IN_LINKS:
        return False
    other = after.text.casefold() if after else ""
    return not line.bullet or label in REVIEWS or label == "faq" or other in LABELS or other in BAR


def _without_noise(sections: Sections) -> list[Line]:
    """Return the lines without "Edit" and "See more", alone or at the end."""
    lines = []
    for line in sections.all_lines:
        text = _TAIL.sub("", line.text) if line.text.casefold().endswith(_TAILS) else line.text
        if not text or text.casefold() in NOISE or text.endswith(_ADVERTISED):
            sections.skip([line], _LINK)
        else:
            lines.append(line if text is line.text else Line(line.number, text, line.bullet))
    return lines


def _label(line: Line, *, lower_case: bool) -> tuple[str | None, str]:
    """Return the label that a line is or begins with, and the value after it."""
    plain = line.text.casefold().rstrip(":")
    if plain in LABELS:
        return plain, ""
    if (counted := plain.rstrip("0123456789,.k+ ")) in COUNTED:
        return counted, ""
    for label in GLUED if plain.startswith(GLUED) else ():
        rest = line.text[len(label) :]
        # "TriviaTo achieve" has a label; "Trivial pursuits" and "Budget cuts" have none.
        if plain.startswith(label) and rest and (lower_case or not (rest[0].islower() or rest[0].isspace())):
            return label, rest.lstrip(": ")
    return None, ""


def _move_cast(sections: Sections) -> None:
    """Find the cast on pages that have no label for it: after awards, crew, plot or the top of the page."""
    for name in ("awards", "writer", "director", "plot", "top"):
        lines = sections.lines(name)
        first = next((place for place, line in enumerate(lines) if _begins_cast(lines, place)), None)
        if name == "top" and first is not None and not all(map(_looks_like_a_person, lines[first:])):
            continue  # a menu has headings and links too
        if first is not None and not sections.lines("cast"):
            sections.by_name["cast"] = lines[first:]
            sections.by_name[name] = lines[:first]
    sections.by_name["awards"] = [line for line in sections.lines("awards") if _AWARD.search(line.text)]


def _looks_like_a_person(line: Line) -> bool:
    """Whether a line is not a menu's heading, which is in capitals, or a single word."""
    return line.bullet or line.text.startswith("(") or (" " in line.text and not line.text.isupper())


def _begins_cast(lines: list[Line], place: int) -> bool:
    """Whether a name without a bullet comes before a character with a bullet, or with brackets after it."""
    here, after = lines[place], lines[place + 1 : place + 3]
    if here.bullet or not 0 < len(here.text.split()) <= 6 or _AWARD.search(here.text) or not after:
        return False
    return after[0].bullet or (len(after) == 2 and after[1].text.startswith("("))


PAGE_WORDS: dict[str, list[str]] = {}
for _kind, _, _labels in (line.partition(": ") for line in read_lines("page_labels", beside=__file__)):
    PAGE_WORDS.setdefault(_kind, []).extend(_labels.split(", "))

# The section of each label; "" holds no facts.
LABELS = dict.fromkeys(PAGE_WORDS["no facts"], "") | {label: label for label in PAGE_WORDS["sections"]}
for _kind in PAGE_WORDS:
    if _kind.startswith("section "):
        LABELS |= dict.fromkeys(PAGE_WORDS[_kind], _kind.removeprefix("section "))

# The table explains each kind.
REVIEWS, AFTER_REVIEWS, BEGINNINGS, COUNTED, NOISE, BAR, GENRES = (
    frozenset(PAGE_WORDS[kind])
    for kind in ("reviews", "after reviews", "beginnings", "counted", "noise", "bar", "genres")
)
NOISE |= {"sorry, there was a problem"}
NOT_IN_LINKS = REVIEWS.union(PAGE_WORDS["not in links"])
GLUED = tuple(PAGE_WORDS["glued"])

COUNT = re.compile(
    r"(?:play trailer\s*)?[\d.,:+]+[km]?\s*(?:videos?|photos?|user reviews|critic reviews|metascore)?", re.IGNORECASE
)
"""Numbers of things and lengths: popularity, "38 Photos", "Play trailer1:55"."""
