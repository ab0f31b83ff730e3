"""Read who is credited for what, from a page's data or from the elements that it shows.

A link leads to each person's own page, with the part beside it. A label before them names the work: "Directed by",
"Writers", "Top cast".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from quizzer.bounds import LONGEST_CREDIT
from quizzer.facts.film import CastMember, Credit
from quizzer.sources.imdb_page.page_sections import PAGE_WORDS, clean_text
from quizzer.sources.imdb_page.page_values import without_marks

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_FIELDS = {"cast": "cast", "director": "directors", "writer": "writers", "composer": "composers"}
_ROLE_OF = {told: role for role in _FIELDS for told in PAGE_WORDS[f"role {role}"]}
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 th dt b strong".split())
_TELLING = ",".join((*sorted(_HEADINGS), "[class*=label]", "tr:not(:has(a[href*='/name/nm']))", "a[href*='/name/nm']"))
_BILLED = re.compile(r"(?:rest of )?(?:series )?cast\b(?! (?:&|and) crew|ing)[\w ]*", re.IGNORECASE)
_LEVELS = 3  # a link, in an item, in a list
_BETWEEN, _LETTER = "\x1f", re.compile(r"\w")
_PERSON = re.compile(r"/name/(nm\d{5,})")
_MARKED = "[class*='char'],[class*='Char'],[href*='/character']"
_PART = re.compile(r"\bchar(?:acter)?s?\b|/character|-characters-link", re.IGNORECASE)
_CREDITED_AS = re.compile(r"\(as ([^()]+)\)")
_REMARK = re.compile(r"\((?!(?:singing )?voice\b)[^()]*\)|…", re.IGNORECASE)


class CreditFound(NamedTuple):
    """A credit as the page shows it: the work, the name, the parts, and the name in the film's credits."""

    role: str
    name: str
    characters: Sequence[str] = ()
    credited_as: str | None = None


@lru_cache(maxsize=1_000)
def role_of(told: str) -> str:
    """Return the role that a label or a key of the data means: "director" for "Directed by", "" for others."""
    plain = told.casefold().partition("(")[0].strip().rstrip(":")
    return _ROLE_OF.get(plain) or ("cast" if _BILLED.match(plain) else "")


def facts_of_credits(found: Iterable[CreditFound]) -> dict[str, Any]:
    """Return the people of a film by the names of a Film's fields, nobody twice, and no empty field. Of several credits
    in the cast, the one with the most parts counts."""
    told: dict[str, dict[str, CreditFound]] = {role: {} for role in _FIELDS}
    for one in found:
        if role := role_of(one.role):
            known = told[role].setdefault(one.name, one)
            if len(one.characters) > len(known.characters):
                told[role][one.name] = one._replace(credited_as=one.credited_as or known.credited_as)
    facts: dict[str, Any] = {
        field: tuple(Credit(name=one.name, credited_as=one.credited_as) for one in told[role].values())
        for role, field in _FIELDS.items()
        if told[role] and role != "cast"
    }
    if told["cast"]:
        facts["cast"] = tuple(
            CastMember(actor=one.name, character=" / ".join(one.characters) or None, credited_as=one.credited_as)
            for one in told["cast"].values()
        )
    return facts


def shown_credits(tree: LexborHTMLParser) -> list[CreditFound]:
    """Return the credits that a page shows, in their order."""
    found: list[CreditFound] = []
    role = ""
    for node in tree.css(_TELLING):
        if node.tag == "a":
            role = _label_before(node) or role
            person = _PERSON.search(node.attributes.get("href") or "") if role else None
            if person and (name := _words(node)):
                found.append(_credit(node, role, name, person[1]))
        elif node.tag != "tr":
            # Full credits begin with an empty row; it is not a heading.
            role = role_of(words) if (words := _words(node)) else role
        elif role == "cast":  # the name in the first cell, the part in the last
            cells = [words for cell in node.css("td") if _LETTER.search(words := _words(cell))]
            parts = [without_remarks(part) for part in cells[-1].split(" / ")] if len(cells) > 1 else []
            found += [CreditFound("cast", cells[0], parts)] if parts else []
    return found


def _label_before(link: LexborNode) -> str:
    """Return the role before a link, or before its list or cell: "Director: <a>…"."""
    inner: LexborNode | None = link
    for _ in range(_LEVELS):
        before = inner.prev if inner is not None else None
        told = before.text(deep=False) if before is not None else ""
        if told.rstrip().endswith(":") and (role := role_of(told)):
            return role
        inner = inner.parent if inner is not None else None
    return ""


def _credit(link: LexborNode, role: str, name: str, person: str) -> CreditFound:
    """Return the credit of the person in a link. A remark after the link may give the name in the credits."""
    others = f"a[href*='/name/nm']:not([href*='{person}'])"
    row = link if role == "cast" else link.parent or link
    if role == "cast":  # the largest element around a link that is about nobody else
        while row.tag != "tr" and row.parent is not None and row.parent.css_first(others) is None:
            row = row.parent
    elif row.css_first(others) is not None:
        row = link.next or link
    credited = _CREDITED_AS.search(_words(row))
    return CreditFound(role, name, _parts(row, link) if role == "cast" else (), credited and credited[1].strip())


def _parts(row: LexborNode, link: LexborNode) -> list[str]:
    """Return the parts of a person: the marked elements, or else the last cell of a table's row."""
    told = ((node, node.attributes) for node in row.css(_MARKED))
    marked = [node for node, its in told if _PART.search(f"{its.get('class')} {its.get('href')}")]
    inner = {one.mem_id for node in marked for one in node.css(_MARKED) if one.mem_id != node.mem_id}
    outer = [node for node in marked if node.mem_id not in inner]
    if not outer and row.tag == "tr":
        outer = [cell for cell in row.css("td") if not cell.css("a[href*='/name/']")][-1:]
    parts = (without_remarks(part) for node in outer for part in _words(node).split(" / "))
    return list(dict.fromkeys(filter(_LETTER.search, parts)))


def without_remarks(part: str) -> str:
    """Return a part without "(uncredited)" and the like; "(voice)" stays."""
    return " ".join((_REMARK.sub(" ", part) if "(" in part or "…" in part else part).split()).strip("/ ")


def _words(node: LexborNode) -> str:
    """Return the words of an element in one line. Newer pages show a part twice, as "Ada Krug" and as "as Ada Krug"."""
    text = node.text(separator=_BETWEEN)[:LONGEST_CREDIT]  # elements that were never closed hold all that follows
    if _BETWEEN not in text:
        return without_marks(clean_text(text))
    pieces = list(map(clean_text, text.split(_BETWEEN)))
    kept = [
        piece for before, piece in zip(["", *pieces], pieces, strict=False) if not before or piece != f"as {before}"
    ]
    return without_marks(" ".join(filter(None, kept)))
