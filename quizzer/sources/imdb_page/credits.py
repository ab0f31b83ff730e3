"""Who is credited for what, wherever a page tells it: in its data, or in the elements that it shows.

People stand behind links to their own pages, their parts beside them. What somebody did is told by the label before:
"Directed by", "Writers", "Top cast".
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
    """Somebody's credit as the page tells it: for what, the name, the parts and the name in the credits."""

    role: str
    name: str
    characters: Sequence[str] = ()
    credited_as: str | None = None


@lru_cache(maxsize=1_000)
def role_of(told: str) -> str:
    """What a label or a key of the page's data says that people did: "Directed by" is "director"; "" for others."""
    plain = told.casefold().partition("(")[0].strip().rstrip(":")
    return _ROLE_OF.get(plain) or ("cast" if _BILLED.match(plain) else "")


def facts_of_credits(found: Iterable[CreditFound]) -> dict[str, Any]:
    """The people of a film, nobody twice, by the names of a Film's fields; only those that somebody is credited for. Of
    somebody in the cast the most parts that a credit tells."""
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
    """The credits that a page shows, in their order."""
    found: list[CreditFound] = []
    role = ""
    for node in tree.css(_TELLING):
        if node.tag == "a":
            role = _label_before(node) or role
            person = _PERSON.search(node.attributes.get("href") or "") if role else None
            if person and (name := _words(node)):
                found.append(_credit(node, role, name, person[1]))
        elif node.tag != "tr":
            # Without words it heads nothing: full credits begin with such a row.
            role = role_of(words) if (words := _words(node)) else role
        elif role == "cast" and (row := _row_without_links(node)):
            found.append(row)
    return found


def _label_before(link: LexborNode) -> str:
    """The role that is told before a link, or before the list or the cell that it stands in: "Director: <a>…"."""
    inner: LexborNode | None = link
    for _ in range(_LEVELS):
        before = inner.prev if inner is not None else None
        told = before.text(deep=False) if before is not None else ""
        if told.rstrip().endswith(":") and (role := role_of(told)):
            return role
        inner = inner.parent if inner is not None else None
    return ""


def _row_without_links(row: LexborNode) -> CreditFound | None:
    """A row of a table of the cast: the name in its first cell, the part in its last."""
    cells = [words for cell in row.css("td") if _LETTER.search(words := _words(cell))]
    return CreditFound("cast", cells[0], list(map(without_remarks, cells[-1].split(" / ")))) if len(cells) > 1 else None


def _credit(link: LexborNode, role: str, name: str, person: str) -> CreditFound:
    """The credit of whom a link names. Behind a name in a row of names stands how that one was credited."""
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
    """Whom somebody plays: what is marked as a part, or in a table the cell behind the name."""
    told = ((node, node.attributes) for node in row.css(_MARKED))
    marked = [node for node, its in told if _PART.search(f"{its.get('class')} {its.get('href')}")]
    inner = {one.mem_id for node in marked for one in node.css(_MARKED) if one.mem_id != node.mem_id}
    outer = [node for node in marked if node.mem_id not in inner]
    if not outer and row.tag == "tr":
        outer = [cell for cell in row.css("td") if not cell.css("a[href*='/name/']")][-1:]
    parts = (without_remarks(part) for node in outer for part in _words(node).split(" / "))
    return list(dict.fromkeys(filter(_LETTER.search, parts)))


def without_remarks(part: str) -> str:
    """A part without "(uncredited)" and the like; "(voice)" stays."""
    return " ".join((_REMARK.sub(" ", part) if "(" in part or "…" in part else part).split()).strip("/ ")


def _words(node: LexborNode) -> str:
    """What an element says, in a line. Newer pages have a part twice, as "Ada Krug" and as "as Ada Krug"."""
    text = node.text(separator=_BETWEEN)[:LONGEST_CREDIT]  # elements that were never closed hold all that follows
    if _BETWEEN not in text:
        return without_marks(clean_text(text))
    pieces = list(map(clean_text, text.split(_BETWEEN)))
    kept = [
        piece for before, piece in zip(["", *pieces], pieces, strict=False) if not before or piece != f"as {before}"
    ]
    return without_marks(" ".join(filter(None, kept)))
