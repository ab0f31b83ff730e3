"""Read the facts on a film's page, as the browser shows it, by the page's labels. Never reads a review."""

import re
from collections.abc import Container, Sequence
from typing import Any

from quizzer.bounds import LONGEST_PAGE_LINE
from quizzer.facts.film import AlternateTitle, Award, BoxOffice, CastMember, Gap, Release
from quizzer.facts.iso_codes import country_code, language_code
from quizzer.sources.imdb_page.page_sections import Line, Sections, without_repetition
from quizzer.sources.imdb_page.page_values import (
    count,
    is_sentence,
    iso_date,
    length_of_time,
    people,
    rating,
    valid_year,
    without_brackets,
)
from quizzer.sources.soundtrack_credits import read_songs


def facts_of_text(sections: Sections, known: Container[str] = ()) -> dict[str, Any]:
    """Return the facts on the page by the names of a Film's fields, without empty ones and those already `known`."""
    gaps, title, year = _gaps(sections)
    heading = _heading(sections)
    blocks = _blocks_of_cast(sections)
    lengths = [line for line in sections.lines("runtime") if length_of_time(line.text)][:1]
    sections.use(lengths, "runtime")
    runtime = length_of_time(lengths[0].text) if lengths else None
    facts = {
        "title": title or heading.get("title"),
        "year": year or heading.get("year"),
        "original_title": heading.get("original_title"),
        "also_known_as": tuple(title for line in sections.values("also known as") for title in _titles_told(line)),
        "plot": _plot(sections),
        "cast": tuple(dict.fromkeys(map(_cast_member, blocks if "cast" not in known else ()))),
        "directors": people(sections.values("director")),
        "writers": people(sections.values("writer")),
        "soundtrack": _songs(sections),
        "trivia": _items(sections, "trivia"),
        "goofs": _items(sections, "goofs"),
        "quotes": _quotes(sections),
        "crazy_credits": _items(sections, "crazy credits"),
        "alternate_versions": _items(sections, "alternate versions"),
        "connections": _items(sections, "connections"),
        "awards": tuple(Award(award=text) for text in dict.fromkeys(_tallies(sections))),
        **_rating(sections),
        "runtime": runtime or heading.get("runtime"),
        "released": _released(sections),
        "box_office": _box_office(sections),
        "filmed_in": tuple(filter(None, map(without_brackets, sections.values("filming locations")))),
        "gaps": gaps,
    }
    return {name: value for name, value in facts.items() if value not in (None, ()) and name not in known}


_TITLE_ABROAD = re.compile(r"\"(?P<title>[^\"]+)\"(?: - (?P<countries>[^()]*))?(?P<remarks>.*)")


def _titles_told(line: str) -> list[AlternateTitle]:
    """Return the titles in a line: one alone, or as `"Angoscia" - Italy, France (working title)`."""
    found = _TITLE_ABROAD.fullmatch(line)
    if not found:
        return [AlternateTitle(title=line)]
    remarks = [one.removesuffix(" title") for one in re.findall(r"\(([^()]+)\)", found["remarks"])]
    language = next(filter(None, map(language_code, remarks)), None)
    kind = next((one for one in remarks if one != "imdb display" and language_code(one) is None), None)
    countries: list[str | None] = [country_code(name.strip()) for name in (found["countries"] or "").split(",")]
    return [AlternateTitle(title=found["title"], country=one, language=language, type=kind) for one in countries]


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


def find_gap(question: str) -> tuple[Gap | None, str, int | None] | None:
    """Return the gap that one of the page's questions asks for, with the title and the year in it. The gap is None for
    an unknown country or language: a bank could not name it."""
    question = question.removesuffix("Answer").strip()
    if len(question) > LONGEST_PAGE_LINE:
        return None
    for asks, shape in _GAP_SHAPES:
        if found := re.fullmatch(shape, question, re.IGNORECASE):
            parts = found.groupdict()
            country, language = parts.get("country"), parts.get("language")
            place, tongue = country and country_code(country), language and language_code(language)
            known = bool(place) == bool(country) and bool(tongue) == bool(language)
            gap = Gap(asks=asks, country=place, language=tongue, channel=parts.get("channel")) if known else None
            return gap, parts["title"], valid_year(parts["year"])
    return None


def _gaps(sections: Sections) -> tuple[tuple[Gap, ...], str | None, int | None]:
    """Return the open questions of the page, with the title and the year in them."""
    gaps: dict[Gap, None] = {}
    title = year = None
    for line in sections.lines("top gap"):
        if found := find_gap(line.text):
            gap, named, dated = found
            gaps.update({gap: None} if gap else {})
            title, year = title or named, year or dated
            sections.use([line], "top gap" if gap else "title and year")
    return tuple(gaps), title, year


_HEADING = re.compile(r"(?P<title>.+?) \((?:[^()\d]*)(?P<year>\d{4})\) - IMDb", re.IGNORECASE)
_ORIGINAL = re.compile(r"original title:\s*(?P<title>.+)", re.IGNORECASE)
_LONGEST_CERTIFICATE = 10


def _heading(sections: Sections) -> dict[str, Any]:
    """Return the title and the year above the rating: "Tide (1987) - IMDb", or the title and below it the year."""
    found: dict[str, Any] = {}
    top = [line for line in sections.lines("top") if len(line.text) <= LONGEST_PAGE_LINE]
    for place, line in enumerate(top):
        if heading := _HEADING.fullmatch(line.text):
            found = {"title": heading["title"], "year": valid_year(heading["year"])} | found
            sections.use([line], "title")
        elif original := _ORIGINAL.fullmatch(line.text):
            found["original_title"] = original["title"]
            sections.use([line], "original title")
        elif place and re.fullmatch(r"((?:18|19|20)\d\d)\1?", line.text):
            above = top[place - 1 - bool(_ORIGINAL.fullmatch(top[place - 1].text))]
            found = {"title": above.text, "year": valid_year(line.text[:4])} | found
            sections.use([above, line], "title and year")
        elif length := length_of_time(line.text):
            found["runtime"] = length
            sections.use([line], "runtime")
        elif found.get("year") and len(line.text) <= _LONGEST_CERTIFICATE:
            sections.skip([line], "a certificate")
    return found


_RATED = re.compile(r"(\d{1,2}(?:[.,]\d)?)\s*/\s*10(?: ([\d,]+) votes.*)?")


def _rating(sections: Sections) -> dict[str, Any]:
    """Return the first rating and its votes, from its line or the next line with a number."""
    found: dict[str, Any] = {}
    for line in sections.lines("rating"):
        if not found and (rated := _RATED.fullmatch(line.text)):
            found = {"rating": rating(rated[1]), "votes": count(rated[2])}
        elif found and not found["votes"] and count(line.text):
            found["votes"] = count(line.text)
        else:
            continue
        sections.use([line], "rating")
    return found


# "Won 1 Oscar. Another 57 wins & 138 nominations.", in any section of older pages.
_TALLY = re.compile(
    r"(?:Won|Nominated for) \d+ [^.|]{1,40}(?=\.)|(?<!\d)\d+ (?:wins?(?: & \d+ nominations?)?|nominations?)"
)


_BEFORE_THE_CAST = ("top", "rating", "plot", "director", "writer", "cast", "storyline")


def _tallies(sections: Sections) -> list[str]:
    """ "5 wins & 14 nominations", without the "total" after it."""
    if values := sections.values("awards"):
        return [re.sub(r"(?<!\s)\s++total$", "", value, flags=re.IGNORECASE) for value in values]
    lines = [line for name in _BEFORE_THE_CAST for line in sections.lines(name)]
    telling = [line for line in lines if _TALLY.search(line.text) and not is_sentence(line.text)][:1]
    sections.use(telling, "awards")
    return [told for line in telling for told in _TALLY.findall(line.text)]


_AT_LENGTH = 12  # words


def _plot(sections: Sections) -> str | None:
    """Return the first sentence under the rating or the storyline, else a repeated or long one at the page's top."""
    for name in ("plot in a line", "plot", "storyline"):
        told = [(line, plot) for line in sections.lines(name) if is_sentence(plot := _plot_of(line.text))]
        if told:
            plot = told[0][1]
            everywhere = (line for name in ("plot", "storyline", "top") for line in sections.lines(name))
            sections.use([line for line in everywhere if plot in line.text], "plot")
            sections.skip(sections.lines("storyline"), "the plot again")
            return plot
    top = [line for line in sections.lines("top") if len(line.text.split()) >= 4]
    texts = [line.text for line in top]
    for line in top:
        plot = _plot_of(line.text)
        repeated = len(plot) < len(line.text) or texts.count(line.text) > 1
        if repeated or (is_sentence(plot) and len(plot.split()) >= _AT_LENGTH):
            sections.use([other for other in top if plot in other.text], "plot")
            return plot
    return None


# "…waits at the sea.—Anonymous": the author.
_SIGNED = re.compile(r"(?<=[.!?…])\s*(?:[—–]\s*|Written by\s+)(?:[^.!?]|\b[A-Z]\.){1,60}$")


def _plot_of(text: str) -> str:
    """Return the longest version in a line: a short one may come before "Read all", the whole after it."""
    text = without_repetition(re.split(r"Full (?:summary|synopsis) »", text)[0])
    versions = re.split(r"(?:(?:\.\.\.|…)\s*+|(?<!\s)\s++)?Read all\s*+", text, flags=re.IGNORECASE)
    plot = max((without_repetition(version) for version in versions), key=len)
    return _SIGNED.sub("", plot)


def _blocks_of_cast(sections: Sections) -> list[list[Line]]:
    """Return the cast as blocks of lines: a name, then a character, then remarks in brackets."""
    lines = sections.lines("cast")
    bulleted = any(line.bullet for line in lines)
    # The picture's description repeats each name.
    doubled = {line.number for line, before in zip(lines[1:], lines, strict=False) if line.text == before.text}
    blocks: list[list[Line]] = []
    named = True  # whether the last has a character
    for place, line in enumerate(lines):
        if line.number in doubled:
            sections.skip([line], "repeated")
            continue
        remark = line.text.startswith("(")
        if bulleted:
            begins = not line.bullet
        elif doubled:
            begins = place + 1 < len(lines) and lines[place + 1].number in doubled
        else:
            begins = not remark and named
        if begins:
            blocks.append([line])
        elif blocks:
            blocks[-1].append(line)
        named = not begins and (named or not remark)
    members = [block for block in blocks if len(block) > 1]
    sections.use([line for block in members for line in block], "cast")
    return members


# Newer pages show a part twice, "Ada Krugas Ada Krug", and the number of episodes.
_EPISODES = re.compile(r"\d+ (?:episodes?|eps)(?![a-z])")


def _cast_member(block: Sequence[Line]) -> CastMember:
    name, *told = (line.text for line in block)
    credited = re.search(r"\(as ([^()]+)\)", " ".join(told))
    characters = (_said_once(without_brackets(text).strip("/… ")) for text in told)
    return CastMember(
        actor=name,
        character=" / ".join(one for one in characters if one and not _EPISODES.match(one)) or None,
        credited_as=credited and credited[1].strip(),
    )


def _said_once(part: str) -> str:
    for found in re.finditer("as ", part):
        if part[: found.start()].rstrip() == part[found.end() :]:
            return part[found.end() :]
    return part


def _songs(sections: Sections) -> tuple[Any, ...]:
    lines = sections.lines("soundtracks")
    reading = read_songs([line.text for line in lines])
    for place, line in enumerate(lines):
        if why := reading.skipped.get(place):
            sections.skip([line], f"soundtracks: {why}")
        elif place not in reading.not_understood:
            sections.use([line], "soundtracks")
    return tuple(reading.songs)


def _items(sections: Sections, name: str) -> tuple[str, ...]:
    """Return a section that is one item of one or several lines."""
    text = without_repetition(" ".join(line.text for line in sections.lines(name)))
    if name == "connections" and (told := _CONNECTED.match(text)):
        text = told[0]  # the rest is the next thing on the page
    sections.use(sections.lines(name), name)
    return (text,) if text else ()


_CONNECTED = re.compile(r".+?\((?:18|19|20)\d\d\b[^()]*\)")


def _quotes(sections: Sections) -> tuple[str, ...]:
    """Return a quote of several lines. A line without a speaker is not a quote."""
    lines = sections.lines("quotes")
    sections.use(lines, "quotes")
    said = [re.sub(r"^([^:\[\]]{1,60}):\s*", r"\1: ", line.text) for line in lines if line.text != "[...]"]
    first = next((line for line in said if not line.startswith("[")), "")
    return ("\n".join(said),) if ": " in first else ()


def _released(sections: Sections) -> tuple[Release, ...]:
    """Return the dates with their countries, without those of an unknown country."""
    releases = []
    for line in sections.lines("release date"):
        found = re.fullmatch(r"(?P<date>[^()]++)(?:\((?P<country>[^()]++)\))?", line.text)
        date = found and iso_date(found["date"])
        country = country_code(found["country"]) if found and found["country"] else None
        if found and date and bool(country) == bool(found["country"]):
            releases.append(Release(date=date, country=country))
            sections.use([line], "release date")
    return tuple(dict.fromkeys(releases))


# Sums for another place: "(Worldwide)" after a gross, "(UK)" after an opening weekend.
_ELSEWHERE = re.compile(r"\((?!usa\)|estimated\)|us & canada\))[a-z &]+\)", re.IGNORECASE)
_DAY = re.compile(r"(?:\(|, )([^(),]+ \d{4})\b")


def _box_office(sections: Sections) -> BoxOffice | None:
    facts: dict[str, Any] = {}
    for field in ("budget", "gross_us_canada", "opening_weekend_us_canada", "gross_worldwide"):
        label = field.replace("us_canada", "us & canada").replace("_", " ")
        lines = [line for line in sections.lines(label) if not _ELSEWHERE.search(line.text)]
        dated = [line for line in lines if iso_date(line.text)]
        amounts = [line for line in lines if re.search(r"\d", line.text) and line not in dated]
        if amounts:
            told = amounts[0].text
            facts[field] = without_brackets(told).split(", ")[0]
            if field == "budget" and "(estimated)" in told.casefold():
                facts["budget_estimated"] = True
            days = filter(None, map(iso_date, (*(line.text for line in dated), *_DAY.findall(told))))
            if field == "opening_weekend_us_canada" and (day := next(days, None)):
                facts["opening_weekend_date"] = day
            sections.use([*amounts[:1], *dated[:1]], label)
    return BoxOffice(**facts) if facts else None
