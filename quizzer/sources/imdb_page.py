"""A film's page on IMDb as the browser copies it ("select all, copy"): the facts on it as a `Film`.

The page is read by its labels. A line that no label explains is passed over; a review is never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from quizzer.errors import SourceError
from quizzer.facts.codes import country_code, language_code
from quizzer.facts.film import (
    FIRST_YEAR,
    LAST_YEAR,
    AlternateTitle,
    BoxOffice,
    CastMember,
    Credit,
    Film,
    Gap,
    Release,
)
from quizzer.sources.page_sections import Line, Sections, split_sections, without_repetition
from quizzer.sources.soundtrack_credits import parse_songs

__all__ = ["parse_imdb_page"]


def parse_imdb_page(text: str, *, title: str | None = None, year: int | None = None, file: str = "") -> Film:
    """The film that a saved title page is about. `title` and `year` override what the page says.

    Raises SourceError if the text is no such page, or if neither the page nor the caller tells the title.
    """
    # A page does not know our marks: brackets of its own must not become clozes.
    sections = split_sections(text.replace("[[", "[").replace("]]", "]"))
    if len(sections.labels_seen) < 2:
        raise SourceError("this is not the saved text of an IMDb title page: its labels do not stand in it", file=file)
    gaps, found_title, found_year = _gaps(sections)
    heading = _heading(sections)
    title = title or found_title or heading[0]
    year = year if year is not None else found_year or heading[1]
    if not title:
        raise SourceError(
            "the page does not tell which film it is about (its Top Gap line would); say it with --title and --year",
            file=file,
        )
    rating, votes = _rating(sections.lines("rating"))
    return Film(
        title=title,
        year=year,
        also_known_as=tuple(AlternateTitle(title=name) for name in sections.values("also known as")),
        plot=_plot(sections),
        cast=_cast(sections.lines("cast")),
        directors=_people(sections.values("director")),
        writers=_people(sections.values("writer")),
        soundtrack=parse_songs([line.text for line in sections.lines("soundtracks")]),
        trivia=_items(sections, "trivia"),
        goofs=_items(sections, "goofs"),
        quotes=_quotes(sections),
        crazy_credits=_items(sections, "crazy credits"),
        alternate_versions=_items(sections, "alternate versions"),
        connections=_items(sections, "connections"),
        awards=_awards(sections.values("awards")),
        rating=rating,
        votes=votes,
        runtime=next(iter(sections.values("runtime")), None),
        released=_released(sections.values("release date")),
        box_office=_box_office(sections),
        gaps=gaps,
    )


_GAP_SHAPES = (
    (
        "release title",
        r"By what name was (?P<title>.+) \((?P<year>\d{4})\) officially released "
        r"in (?P<country>.+?)(?: in (?P<language>[^?]+))?\?",
    ),
    ("plot outline", r"What is the (?P<language>.+?) language plot outline for (?P<title>.+) \((?P<year>\d{4})\)\?"),
    (
        "release date",
        r"What is the (?:(?P<channel>.+?) )?release date of (?P<title>.+) \((?P<year>\d{4})\) in (?P<country>[^?]+)\?",
    ),
)
LONGEST_GAP = 400
"""Characters of a line that can be a question of the page's or its heading: patterns take long over longer ones."""

_HEADING = re.compile(r"(?P<title>.+?) \((?:[^()\d]*)(?P<year>\d{4})\) - IMDb", re.IGNORECASE)


def _gaps(sections: Sections) -> tuple[tuple[Gap, ...], str | None, int | None]:
    """The open questions that the page asks, with the title and the year that stand in them."""
    gaps: dict[Gap, None] = {}
    title = year = None
    questions = [line.text.removesuffix("Answer").strip() for line in sections.lines("top gap")]
    for question in (question for question in questions if len(question) <= LONGEST_GAP):
        for asks, shape in _GAP_SHAPES:
            if found := re.fullmatch(shape, question, re.IGNORECASE):
                parts = found.groupdict()
                title, year = title or parts["title"], year or _year(parts["year"])
                country, language = parts.get("country"), parts.get("language")
                gap = Gap(
                    asks=asks,
                    country=country and (country_code(country) or country),
                    language=language and (language_code(language) or language),
                    channel=parts.get("channel"),
                )
                gaps[gap] = None
    return tuple(gaps), title, year


def _heading(sections: Sections) -> tuple[str | None, int | None]:
    for line in sections.lines("top"):
        if len(line.text) <= LONGEST_GAP and (found := _HEADING.fullmatch(line.text)):
            return found["title"], _year(found["year"])
    return None, None


def _year(digits: str) -> int | None:
    """A year in which there can have been a film."""
    return int(digits) if FIRST_YEAR <= int(digits) <= LAST_YEAR else None


def _people(values: Iterable[str]) -> tuple[Credit, ...]:
    names = (_without_brackets(name) for value in values for name in re.split(r"\s*[·•|]\s*", value))
    return tuple(dict.fromkeys(Credit(name=name) for name in names if name))


def _rating(lines: Sequence[Line]) -> tuple[float | None, int | None]:
    rating = votes = None
    for line in lines:
        if rating is None and (found := re.fullmatch(r"(\d{1,2}(?:\.\d)?)\s*/\s*10", line.text)):
            rating = float(found[1])
        elif (
            rating is not None
            and votes is None
            and (found := re.fullmatch(r"([\d.,]+)([KM]?)", line.text, re.IGNORECASE))
        ):
            votes = _count(found[1], found[2].upper())
    return rating, votes


def _count(digits: str, unit: str) -> int | None:
    """73K is 73000, 1.2M is 1200000, 1,234 is 1234."""
    try:
        number = float(digits.replace(",", ""))
    except ValueError:
        return None
    return round(number * {"": 1, "K": 1_000, "M": 1_000_000}[unit])


def _plot(sections: Sections) -> str | None:
    """The first sentence under the rating or the storyline; without either, what the page's top says twice over."""
    for name in ("plot", "storyline"):
        told = [_plot_of(line.text) for line in sections.lines(name) if len(line.text.split()) >= 4]
        if told:
            return told[0]
    top = [line.text for line in sections.lines("top") if len(line.text.split()) >= 4]
    return next((_plot_of(text) for text in top if len(_plot_of(text)) < len(text) or top.count(text) > 1), None)


def _plot_of(text: str) -> str:
    """The longest of what a line tells: a short version may stand before "Read all", the whole behind it."""
    versions = re.split(r"(?:\.\.\.|…)?\s*Read all\s*", without_repetition(text), flags=re.IGNORECASE)
    return max((without_repetition(version) for version in versions), key=len)


def _awards(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.sub(r"\s+total$", "", value, flags=re.IGNORECASE) for value in values))


def _cast(lines: Sequence[Line]) -> tuple[CastMember, ...]:
    """Members as blocks of lines: the name, then a character, then remarks in brackets."""
    bulleted = any(line.bullet for line in lines)
    blocks: list[list[str]] = []
    for line in lines:
        remark = line.text.startswith("(")
        begins = not line.bullet if bulleted else not remark and (not blocks or _has_character(blocks[-1]))
        if begins:
            blocks.append([line.text])
        elif blocks:
            blocks[-1].append(line.text)
    return tuple(dict.fromkeys(_cast_member(block) for block in blocks if len(block) > 1))


def _has_character(block: Sequence[str]) -> bool:
    return any(not text.startswith("(") for text in block[1:])


def _cast_member(block: Sequence[str]) -> CastMember:
    text = " ".join(block[1:])
    credited = re.search(r"\(as ([^()]+)\)", text)
    return CastMember(
        actor=block[0],
        character=_without_brackets(text) or None,
        credited_as=credited and credited[1].strip(),
    )


def _items(sections: Sections, name: str) -> tuple[str, ...]:
    """A section of one item that may run over several lines."""
    text = " ".join(line.text for line in sections.lines(name))
    return (without_repetition(text),) if text else ()


def _quotes(sections: Sections) -> tuple[str, ...]:
    text = "\n".join(line.text for line in sections.lines("quotes"))
    return (text,) if text else ()


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def _iso_date(text: str) -> str | None:
    """As year-month-day, or the part of it that is told: "Dec 17, 1995", "17 December 1995", "May 1995", "1995"."""
    months = {month: number for number, month in enumerate(_MONTHS, 1)}
    shapes = (
        r"(?P<month>[A-Za-z]+)\.? (?P<day>\d{1,2}), (?P<year>\d{4})",
        r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]+)\.? (?P<year>\d{4})",
        r"(?P<month>[A-Za-z]+)\.? (?P<year>\d{4})",
        r"(?P<year>\d{4})",
    )
    for shape in shapes:
        if found := re.fullmatch(shape, text.strip()):
            parts = found.groupdict()
            month = months.get((parts.get("month") or "")[:3].casefold())
            if "month" in parts and month is None:
                return None
            numbers = [f"{month:02}" if month else "", f"{int(parts['day']):02}" if parts.get("day") else ""]
            return "-".join([parts["year"], *(number for number in numbers if number)])
    return None


def _released(values: Iterable[str]) -> tuple[Release, ...]:
    releases = []
    for value in values:
        found = re.fullmatch(r"(?P<date>[^()]+?)\s*(?:\((?P<country>[^()]+)\))?", value)
        date = found and _iso_date(found["date"])
        if found and date:
            country = found["country"]
            releases.append(Release(date=date, country=country and (country_code(country) or country)))
    return tuple(dict.fromkeys(releases))


def _box_office(sections: Sections) -> BoxOffice | None:
    facts: dict[str, Any] = {}
    for label, field in (
        ("budget", "budget"),
        ("gross us & canada", "gross_us_canada"),
        ("opening weekend us & canada", "opening_weekend_us_canada"),
        ("gross worldwide", "gross_worldwide"),
    ):
        values = sections.values(label)
        amount = next((value for value in values if re.search(r"\d", value) and not _iso_date(value)), None)
        if amount:
            facts[field] = _without_brackets(amount)
            if field == "budget" and "(estimated)" in amount.casefold():
                facts["budget_estimated"] = True
            if field == "opening_weekend_us_canada" and (date := next(filter(None, map(_iso_date, values)), None)):
                facts["opening_weekend_date"] = date
    return BoxOffice(**facts) if facts else None


def _without_brackets(text: str) -> str:
    return " ".join(re.sub(r"\([^()]*\)", " ", text).split())
