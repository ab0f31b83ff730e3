"""Read the facts in the data of IMDb's pages: __NEXT_DATA__, and JSON-LD as schema.org describes it.

Neither is documented, and both have changed. quizzer ignores missing parts and unknown shapes.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from quizzer.facts.film import AlternateTitle, Award, BoxOffice, Gap, Release, Song
from quizzer.facts.iso_codes import country_code, money
from quizzer.sources.imdb_page.credits import CreditFound, facts_of_credits, role_of, without_remarks
from quizzer.sources.imdb_page.html_page import plain_text
from quizzer.sources.imdb_page.page_sections import clean_text
from quizzer.sources.imdb_page.page_text import find_gap
from quizzer.sources.imdb_page.page_values import (
    count,
    length_of_time,
    rating,
    runtime,
    valid_year,
    without_marks,
)
from quizzer.sources.soundtrack_credits import parse_song

_KINDS = frozenset("Movie TVSeries TVEpisode TVMovie TVMiniSeries TVSpecial VideoGame CreativeWork ShortFilm".split())
# The types other than films in __NEXT_DATA__ and at schema.org.
_TYPES = {
    **dict.fromkeys(("tvSeries", "tvMiniSeries", "TVSeries", "TVMiniSeries"), "series"),
    **dict.fromkeys(("tvEpisode", "TVEpisode"), "episode"),
    **dict.fromkeys(("short", "tvShort", "ShortFilm"), "short"),
}
_GROUPS = {"grouping": "text", "category": "id", "categoryText": "text"}
_ROLES = {"actor": "cast", "director": "director", "creator": "writer"}  # of schema.org


def facts_of_next_data(data: Any) -> dict[str, Any]:
    """Return the facts in __NEXT_DATA__ by the names of a Film's fields, without empty ones. Looks into all objects of
    the page's own film, at any depth."""
    properties = _dig(data, "props", "pageProps")
    own = _text(_dig(properties, "tconst")) or next(_ids_of_titles(data), None)
    parts, found = _walk(properties, own)
    facts: dict[str, Any] = {}
    for part in parts:  # the first part with a fact counts
        facts |= _only_said({name: read(part) for name, read in _NEXT.items() if name not in facts})
    return {name: facts[name] for name in _NEXT if name in facts} | facts_of_credits(found)


def facts_of_json_ld(data: Any) -> dict[str, Any]:
    """Return the facts of a film in a block of JSON-LD by the names of a Film's fields."""
    blocks = data if isinstance(data, list) else _dig(data, "@graph") or [data]
    for block in blocks if isinstance(blocks, list) else []:
        kind = _dig(block, "@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if isinstance(block, dict) and any(isinstance(one, str) and one in _KINDS for one in kinds):
            types = (_TYPES[one] for one in kinds if one in _TYPES)
            return _only_said(_json_ld(block) | {"type": next(types, None)})
    return {}


def _json_ld(block: dict[str, Any]) -> dict[str, Any]:
    name, shown = _text(block.get("name")), _text(block.get("alternateName"))
    date = _date_of(_text(block.get("datePublished")))
    named = ((role, one) for key, role in _ROLES.items() for one in (_listed(block.get(key)) or [block.get(key)]))
    told = ((role, _text(_dig(one, "name"))) for role, one in named if _dig(one, "@type") == "Person")  # not studios
    people = [CreditFound(role, person) for role, person in told if person]
    return {
        "title": shown or name,
        "original_title": name if shown and shown != name else None,
        "year": valid_year(date and date[:4]),
        "series": _text(_dig(block, "partOfSeries", "name")),
        "imdb": _film_id(_text(block.get("url"))),
        "plot": _text(block.get("description")),
        **facts_of_credits(people),
        "rating": rating(_dig(block, "aggregateRating", "ratingValue")),
        "votes": count(_dig(block, "aggregateRating", "ratingCount")),
        "runtime": length_of_time(re.sub(r"^PT|\d{1,2}S$", "", _text(block.get("duration")) or "")),
        "released": (Release(date=date),) if date else (),
    }


def _only_said(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, (), "")}


def _dig(value: Any, *path: str) -> Any:
    """Return the value at a path of keys; None if the path ends early."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text(value: Any) -> str | None:
    """Return a text in one line, without HTML; None for anything else."""
    if isinstance(value, dict):
        value = value.get("plainText") or value.get("plaidHtml") or value.get("text")
    return clean_text(without_marks(plain_text(html.unescape(value)))) or None if isinstance(value, str) else None


def _nodes(part: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """Yield the nodes of a list: GraphQL's {"edges": [{"node": …}]}, or a bare list."""
    found = part.get(name)
    edges = found.get("edges") if isinstance(found, dict) else found
    for edge in edges if isinstance(edges, list) else []:
        node = _dig(edge, "node") or edge
        if isinstance(node, dict):
            yield node


def _texts(name: str) -> Any:
    return lambda part: tuple(dict.fromkeys(text for node in _nodes(part, name) if (text := _text(node.get("text")))))


def _film_id(text: str | None) -> str | None:
    found = re.search(r"\btt\d{6,}\b", text or "")
    return found[0] if found else None


def _runtime(part: dict[str, Any]) -> str | None:
    seconds = count(_dig(part, "runtime", "seconds"))
    return runtime(seconds // 60) if seconds and seconds < 10_000_000 else None


def _date_of(text: str | None) -> str | None:
    """Return the date at the beginning of "1987-03-06T00:00", or its valid part."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text or "")
    return _date(*(int(part) if part else None for part in found.groups())) if found else None


def _date(year: Any, month: Any = None, day: Any = None) -> str | None:
    """Return year-month-day, or its valid part."""
    told = valid_year(year)
    if not told:
        return None
    if not isinstance(month, int) or month not in range(1, 13):
        return str(told)
    known = isinstance(day, int) and day in range(1, 32)
    return f"{told}-{month:02}-{day:02}" if known else f"{told}-{month:02}"


def _released(part: dict[str, Any]) -> tuple[Release, ...]:
    told = part.get("releaseDate")
    date = _date(_dig(told, "year"), _dig(told, "month"), _dig(told, "day"))
    country = _text(_dig(told, "country", "text"))
    code = country_code(country) if country else None
    return (Release(country=code, date=date),) if date and bool(code) == bool(country) else ()


def _ids_of_titles(data: Any) -> Iterator[str]:
    """Yield the ids of the titles in the data, the outermost first."""
    level = [data]
    while level:
        for one in level:
            if isinstance(one, dict) and "titleText" in one and (told := _film_id(_text(one.get("id")))):
                yield told
        level = [each for one in level for each in (one.values() if isinstance(one, dict) else _listed(one))]


def _walk(data: Any, own: str | None) -> tuple[list[dict[str, Any]], list[CreditFound]]:
    """Return the objects about one title in their order, and all their credits. A credit has the nearest role around
    it: the name of its group, or its key."""
    parts: list[dict[str, Any]] = []
    found: list[CreditFound] = []
    waiting: list[tuple[Any, str, int]] = [(data, "", 0)]
    while waiting:
        value, role, depth = waiting.pop()
        if isinstance(value, list):
            waiting.extend((one, role, depth) for one in reversed(value))
        if not isinstance(value, dict):
            continue
        told = value.get("id")
        if isinstance(told, str) and re.fullmatch(r"tt\d{6,}", told) and own and told != own:
            continue
        if told == own or depth == 1:
            parts.append(value)
        role = _role_told(value) or role
        if name := _text(_dig(value, "name", "nameText", "text")) or _text(value.get("rowTitle")):
            found.append(CreditFound(role, name, _characters(value), _credited_as(value)))
            continue
        inner = ((key, one) for key, one in reversed(value.items()) if isinstance(one, dict | list))
        waiting.extend((one, role_of(key) or role, depth + 1) for key, one in inner)
    return parts, found


def _role_told(value: dict[str, Any]) -> str:
    """Return the name of an object's group or category."""
    told = (_dig(value[key], name) for key, name in _GROUPS.items() if key in value)
    named = next((text for text in told if isinstance(text, str)), value.get("name") if "section" in value else None)
    return named if isinstance(named, str) else ""


def _inside(value: Any) -> Iterator[dict[str, Any]]:
    """Yield a credit, and the roles inside it, as on newer pages."""
    yield value
    yield from _nodes(value, "creditedRoles")


def _characters(credit: dict[str, Any]) -> list[str]:
    names: list[str] = []
    for one in _inside(credit):
        listed = one.get("characters")
        nodes = [*_nodes(one, "characters")] if isinstance(listed, dict) else _listed(listed)
        names += [without_remarks(_text(_dig(node, "name") or node) or "") for node in nodes]
    return list(dict.fromkeys(filter(None, names)))


def _credited_as(credit: dict[str, Any]) -> str | None:
    told = [one.get("attributes") for one in _inside(credit)]
    remarks = [_text(_dig(remark, "text") or remark) for each in told for remark in (_listed(each) or [each])]
    found = (re.search(r"(?:^|\()as ([^()]+)\)?", text) for text in remarks if text)
    return next((one[1].strip() for one in found if one), None)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _quotes(part: dict[str, Any]) -> tuple[str, ...]:
    quotes = ("\n".join(filter(None, map(_spoken, _listed(node.get("lines"))))) for node in _nodes(part, "quotes"))
    return tuple(dict.fromkeys(quote for quote in quotes if quote))


def _spoken(line: Any) -> str:
    """Return a line of a quote as the page prints it: "Agathe: I did not steal the light"."""
    characters = _listed(_dig(line, "characters"))
    names = [name for one in characters if (name := _text(_dig(one, "character")) or _text(_dig(one, "name")))]
    direction = _text(_dig(line, "stageDirection"))
    words = " ".join(filter(None, [direction and f"[{direction.strip('[]')}]", _text(_dig(line, "text"))]))
    return f"{', '.join(names)}: {words}" if names and words else words


def _connections(part: dict[str, Any]) -> tuple[str, ...]:
    told = []
    for node in _nodes(part, "connections"):
        how, what = _text(_dig(node, "category", "text")), _text(_dig(node, "associatedTitle", "titleText", "text"))
        year = valid_year(_dig(node, "associatedTitle", "releaseYear", "year"))
        if how and what:
            told.append(f"{how} {what} ({year})" if year else f"{how} {what}")
    return tuple(dict.fromkeys(told))


def _soundtrack(part: dict[str, Any]) -> tuple[Song, ...]:
    songs = []
    for node in _nodes(part, "soundtrack"):
        title = _text(node.get("text"))
        comments = [_dig(one, "plaidHtml") or _dig(one, "plainText") for one in _listed(node.get("comments"))]
        # As HTML: the links in it show where a name ends.
        lines = [clean_text(without_marks(text)) for text in comments if isinstance(text, str)]
        if title and (song := parse_song([title, *lines])):
            songs.append(song)
    return tuple(dict.fromkeys(songs))


def _awards(part: dict[str, Any]) -> tuple[Award, ...]:
    best = part.get("prestigiousAwardSummary")
    award, won, lost = _text(_dig(best, "award", "text")), count(_dig(best, "wins")), count(_dig(best, "nominations"))
    wins, other = (count(_dig(part, name, "total")) for name in ("wins", "nominationsExcludeWins"))
    other = other or count(_dig(part, "nominations", "total"))
    tally = " & ".join(filter(None, (_counted(wins, "win"), _counted(other, "nomination"))))
    prizes = (("Won", won), ("Nominated for", lost))
    told = next((f"{how} {_counted(number, award)}" for how, number in prizes if award and number), "")
    return tuple(Award(award=text) for text in (told, tally) if text)


def _counted(number: int | None, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""


def _box_office(part: dict[str, Any]) -> BoxOffice | None:
    sums = {
        "budget": _dig(part, "productionBudget", "budget"),
        "gross_us_canada": _dig(part, "lifetimeGross", "total"),
        "opening_weekend_us_canada": _dig(part, "openingWeekendGross", "gross", "total"),
        "gross_worldwide": _dig(part, "worldwideGross", "total"),
    }
    facts: dict[str, Any] = {name: told for name, value in sums.items() if (told := _sum(value))}
    if "budget" in facts:
        facts["budget_estimated"] = True  # the page always prints it so
    if "opening_weekend_us_canada" in facts and (
        date := _date_of(_text(_dig(part, "openingWeekendGross", "weekendEndDate")))
    ):
        facts["opening_weekend_date"] = date
    return BoxOffice(**facts) if facts else None


def _sum(value: Any) -> str | None:
    amount, currency = _dig(value, "amount"), _text(_dig(value, "currency"))
    known = isinstance(amount, int | float) and not isinstance(amount, bool) and 0 < amount < 10**15
    return money(amount, currency) if known and currency else None


def _gaps(part: dict[str, Any]) -> tuple[Gap, ...]:
    questions = (
        _text(node.get("questionText")) or _text(node.get("text")) for node in _nodes(part, "contributionQuestions")
    )
    found = (find_gap(question) for question in questions if question)
    return tuple(dict.fromkeys(gap[0] for gap in found if gap and gap[0]))


_NEXT = {
    "title": lambda part: _text(_dig(part, "titleText", "text")),
    "original_title": lambda part: _text(_dig(part, "originalTitleText", "text")),
    "year": lambda part: valid_year(_dig(part, "releaseYear", "year")),
    "type": lambda part: _TYPES.get(_text(_dig(part, "titleType", "id")) or ""),
    "series": lambda part: _text(_dig(part, "series", "series", "titleText", "text")),
    "imdb": lambda part: _film_id(_text(part.get("id"))),
    "also_known_as": lambda part: tuple(AlternateTitle(title=text) for text in _texts("akas")(part)),
    "plot": lambda part: _text(_dig(part, "plot", "plotText")),
    "soundtrack": _soundtrack,
    "trivia": _texts("trivia"),
    "goofs": _texts("goofs"),
    "quotes": _quotes,
    "crazy_credits": _texts("crazyCredits"),
    "alternate_versions": _texts("alternateVersions"),
    "connections": _connections,
    "awards": _awards,
    "rating": lambda part: rating(_dig(part, "ratingsSummary", "aggregateRating")),
    "votes": lambda part: count(_dig(part, "ratingsSummary", "voteCount")),
    "runtime": _runtime,
    "released": _released,
    "box_office": _box_office,
    "filmed_in": _texts("filmingLocations"),
    "gaps": _gaps,
}
