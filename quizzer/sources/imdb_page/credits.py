"""Who is credited for what, wherever a page tells it: in its data, or in the elements that it shows.

People stand behind links to their own pages, their parts beside them. What somebody did is told by the label before:
"Directed by", "Writers", "Top cast".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from quizzer.facts.film import CastMember, Credit
from quizzer.sources.imdb_page.page_sections import clean_text
from quizzer.sources.imdb_page.page_values import without_marks

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_PEOPLE = {"directors": "director", "writers": "writer", "composers": "composer"}
_ROLES = {
    "cast": "cast|series cast|top cast|cast overview|actor|actress|actors|stars|star|castv2|principalcast",
    "director": "director|directors|directed by|series directed by|directorspagetitle",
    "writer": "writer|writers|written by|writing credits|series writing credits|screenplay",
    "composer": "composer|composers|music by|original music by|series original music by",
}
_ROLE_OF = {told: role for role, labels in _ROLES.items() for told in labels.split("|")}
_ROLE_OF["castpagetitle"] = "cast"
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 th dt b strong".split())
_TELLING = ",".join((*sorted(_HEADINGS), "[class*=label]", "tr", "a[href*='/name/nm']"))
_BILLED = re.compile(r"(?:rest of )?(?:series )?cast\b(?! (?:&|and) crew|ing)[\w ]*", re.IGNORECASE)
_BETWEEN = "\x1f"
_PERSON = re.compile(r"/name/(nm\d{5,})")
_PART = re.compile(r"\bchar(?:acter)?s?\b|/character|-characters-link", re.IGNORECASE)
_CREDITED_AS = re.compile(r"\(as ([^()]+)\)")
_REMARK = re.compile(r"\((?!(?:singing )?voice\b)[^()]*\)|…", re.IGNORECASE)


class CreditFound(NamedTuple):
    """Somebody's credit as the page tells it: for what, the name, the parts and the name in the credits."""

    role: str
    name: str
    characters: Sequence[str] = ()
    credited_as: str | None = None


def role_of(told: str) -> str:
    """What a label or a key of the page's data says that people did: "Directed by" is "director"; "" for others."""
    plain = told.casefold().strip().rstrip(":")
    return _ROLE_OF.get(plain) or ("cast" if _BILLED.match(plain) else "")


def facts_of_credits(found: Sequence[CreditFound]) -> dict[str, Any]:
    """The people of a film, nobody twice, by the names of a Film's fields; only those that somebody is credited for."""
    told = {"cast": _cast(found), **{name: _people(found, role) for name, role in _PEOPLE.items()}}
    return {name: people for name, people in told.items() if people}


def _cast(found: Iterable[CreditFound]) -> tuple[CastMember, ...]:
    """Who plays whom: with the most parts that a credit tells."""
    members: dict[str, CreditFound] = {}
    for one in found:
        if role_of(one.role) == "cast":
            known = members.setdefault(one.name, one)
            if len(one.characters) > len(known.characters):
                members[one.name] = one._replace(credited_as=one.credited_as or known.credited_as)
    return tuple(
        CastMember(actor=one.name, character=" / ".join(one.characters) or None, credited_as=one.credited_as)
        for one in members.values()
    )


def _people(found: Iterable[CreditFound], role: str) -> tuple[Credit, ...]:
    people: dict[str, Credit] = {}
    for one in found:
        if role_of(one.role) == role:
            people.setdefault(one.name, Credit(name=one.name, credited_as=one.credited_as))
    return tuple(people.values())


def shown_credits(tree: LexborHTMLParser) -> list[CreditFound]:
    """The credits that a page shows, in their order."""
    found: list[CreditFound] = []
    role = ""
    for node in tree.css(_TELLING):
        if node.tag == "a":
            before = (node.prev and node.prev.text()) or ""
            role = (role_of(before) if before.strip().endswith(":") else "") or role
            person = _PERSON.search(node.attributes.get("href") or "") if role else None
            if person and (name := _words(node)):
                found.append(_credit(node, role, name, person[1]))
        elif node.tag != "tr":
            # Without words it heads nothing: full credits begin with such a row.
            role = role_of(words) if (words := _words(node)) else role
        elif role == "cast" and (row := _row_without_links(node)):
            found.append(row)
    return found


def _row_without_links(row: LexborNode) -> CreditFound | None:
    """A row of a table of the cast: the name in its first cell, the part in its last."""
    if row.css_first("a[href*='/name/nm']") is not None:
        return None
    cells = [text for cell in row.css("td") if re.search(r"\w", text := _words(cell))]
    if len(cells) < 2:
        return None
    return CreditFound("cast", cells[0], [without_remarks(part) for part in cells[-1].split(" / ")])


def _credit(link: LexborNode, role: str, name: str, person: str) -> CreditFound:
    row = _row_of(link, person) if role == "cast" else link.parent
    said = _words(row) if row is not None else ""
    credited = _CREDITED_AS.search(said)
    parts = _parts(row, link) if role == "cast" and row is not None else []
    return CreditFound(role, name, parts, credited and credited[1].strip())


def _row_of(link: LexborNode, person: str) -> LexborNode:
    """The largest element around a link that is about nobody else."""
    row, others = link, f"a[href*='/name/nm']:not([href*='{person}'])"
    while row.tag != "tr" and row.parent is not None and row.parent.css_first(others) is None:
        row = row.parent
    return row


def _parts(row: LexborNode, link: LexborNode) -> list[str]:
    """Whom somebody plays: what is marked as a part, or in a table the cell behind the name."""
    marked = [node for node in row.css("[class*='char'],[class*='Char'],[href*='/character']") if _is_part(node)]
    outer = [node for node in marked if not any(_is_within(node, other) for other in marked)]
    if not outer and row.tag == "tr":
        outer = [cell for cell in row.css("td") if not cell.css("a[href*='/name/']")][-1:]
    told = (part for node in outer for part in _words(node).split(" / "))
    parts = map(without_remarks, told)
    return list(dict.fromkeys(part for part in parts if re.search(r"\w", part)))


def without_remarks(part: str) -> str:
    """A part without "(uncredited)" and the like; "(voice)" stays."""
    return " ".join(_REMARK.sub(" ", part).split()).strip("/ ")


def _is_part(node: LexborNode) -> bool:
    told = " ".join(filter(None, (node.attributes.get("class"), node.attributes.get("href"))))
    return bool(_PART.search(told))


def _is_within(node: LexborNode, other: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id == other.mem_id:
            return True
        above = above.parent
    return False


def _words(node: LexborNode) -> str:
    """What an element says, in a line. Newer pages have a part twice, as "Ada Krug" and as "as Ada Krug"."""
    pieces = list(map(clean_text, node.text(separator=_BETWEEN).split(_BETWEEN)))
    kept = [piece for before, piece in zip(["", *pieces], pieces, strict=False) if not before or piece != f"as {before}"]
    return without_marks(" ".join(filter(None, kept)))
