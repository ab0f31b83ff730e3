"""Read a saved IMDb page of a film, as copied text ("select all, copy") or as HTML, and make a `Film`.

HTML also carries data. quizzer reads them first, then takes the other facts from the text.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizzer.errors import SourceError, boundary
from quizzer.facts.film import Film, Source
from quizzer.sources.imdb_page.credits import facts_of_credits
from quizzer.sources.imdb_page.html_page import HtmlPage, decode_page, is_html, read_html
from quizzer.sources.imdb_page.page_data import facts_of_json_ld, facts_of_next_data
from quizzer.sources.imdb_page.page_sections import Fate, LineReport, split_sections
from quizzer.sources.imdb_page.page_text import facts_of_text
from quizzer.sources.imdb_page.page_values import count, rating, title_told, without_marks

__all__ = ["Fate", "PageReading", "decode_page", "read_imdb_page"]


_ONLY_WHICH_FILM = frozenset("title year imdb type series sources rating votes runtime original_title".split())


LEAST_UNDERSTOOD = 0.5
"""The share of a page's lines that must be used if quizzer finds only the film's name."""


@dataclass
class PageReading:
    """A page as quizzer read it. `lines` have the fate of each line; of HTML, as a screen shows them. `notes` name
    broken data. `from_data` are the facts from the page's data."""

    film: Film
    lines: list[LineReport] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    from_data: dict[str, list[str]] = field(default_factory=dict)


def read_imdb_page(text: str, *, title: str | None = None, year: int | None = None, file: str = "") -> PageReading:
    """Read a saved title page: its film, the fate of each line, and notes for the reader.

    `title` and `year` override those of the page. Raises SourceError if the text is not such a page, or if neither the
    page nor the caller gives the title.
    """
    with boundary("this page", file=file):
        page = read_html(text, file=file) if is_html(text) else None
        sections = split_sections(without_marks("\n".join(page.lines) if page else text))
        notes: list[str] = []
        data = _facts_of_data(page, notes) if page else {}
        if page:
            data |= {name: facts for name, facts in _facts_of_elements(page).items() if facts}
        if len(sections.labels_seen) < 2 and not data:
            what = f"this is not {'' if page else 'the saved text of '}an IMDb title page"
            raise SourceError(f"{what}; save the film's own page", file=file)
        # Elements show more reliably than text who is who.
        facts = _merged([*data.values(), facts_of_text(sections, known=data.get("credits", ()))])
        facts = facts | {name: value for name, value in (("title", title), ("year", year)) if value is not None}
        if not facts.get("title"):
            raise SourceError("this page does not name its film; name it with --title and --year", file=file)
        report = sections.report()
        lines = [line for line in report if line.fate is not Fate.SKIPPED]
        used = sum(line.fate is Fate.USED for line in lines)
        if not facts.keys() - _ONLY_WHICH_FILM and used <= len(lines) * LEAST_UNDERSTOOD:
            share = f"quizzer understood {used} of {len(lines)} lines of this page, and found nothing to ask about"
            raise SourceError(f"{share}; save the film's own page as HTML", file=file)
        film = Film(**facts)
        from_data = {
            source: sorted(name for name in found if found[name] == getattr(film, name, None))
            for source, found in data.items()
        }
        return PageReading(film, report, notes, from_data)


def _facts_of_data(page: HtmlPage, notes: list[str]) -> dict[str, dict[str, Any]]:
    """Return the facts in the page's data by the name of the block, the fullest first."""
    found: dict[str, dict[str, Any]] = {}
    blocks = [("__NEXT_DATA__", page.next_data, facts_of_next_data)] if page.next_data is not None else []
    blocks += [("JSON-LD", block, facts_of_json_ld) for block in page.json_ld]
    for name, text, read in blocks:
        try:
            values = json.loads(text or "")
            with boundary("this block"):
                facts = read(values)
        except RecursionError:
            notes.append(f"the page's data ({name}) nest too deeply, so quizzer skipped them")
            continue
        except (ValueError, SourceError):
            notes.append(f"the page's data ({name}) are broken, so quizzer skipped them")
            continue
        if facts:
            found.setdefault(name, facts)
    if page.address and (film := re.search(r"/title/(tt\d{6,})", page.address)):
        found["address"] = {"imdb": film[1], "sources": (Source(page=f"https://www.imdb.com/title/{film[1]}/"),)}
    return found


def _facts_of_elements(page: HtmlPage) -> dict[str, dict[str, Any]]:
    """Return the facts in a page's elements: its headings, its credits, its rating."""
    headings = next(filter(None, map(title_told, page.headings)), {})
    shown = zip(("rating", "votes"), (rating, count), page.rated, strict=False)
    rated = {name: value for name, read, text in shown if (value := read(text)) is not None}
    return {"credits": facts_of_credits(page.credits), "headings": headings, "rating": rated}


def _merged(sources: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Take each fact from the first source that has it. A cast with characters comes before one without."""
    facts: dict[str, Any] = {}
    for source in sources:
        for name, value in source.items():
            bare = name == "cast" and not any(member.character for member in facts.get("cast", ()))
            if name not in facts or (bare and any(member.character for member in value)):
                facts[name] = value
    if facts.get("original_title") == facts.get("title"):
        facts.pop("original_title", None)
    titles = {facts.get("title"), facts.get("original_title")}
    if known := tuple(other for other in facts.pop("also_known_as", ()) if other.title not in titles):
        facts["also_known_as"] = known
    return facts
