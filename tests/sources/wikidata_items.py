"""Items in Wikidata's JSON, written by hand, for tests."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]


def item(name: str) -> Json:
    value = {"entity-type": "item", "numeric-id": int(name[1:]), "id": name}
    return {"snaktype": "value", "datavalue": {"value": value, "type": "wikibase-entityid"}}


def text(value: str, language: str = "") -> Json:
    told: Any = {"text": value, "language": language} if language else value
    return {"snaktype": "value", "datavalue": {"value": told}}


def day(time: str, precision: int = 11) -> Json:
    return {"snaktype": "value", "datavalue": {"value": {"time": time, "precision": precision}}}


def amount(number: str, unit: str) -> Json:
    value = {"amount": number, "unit": f"http://www.wikidata.org/entity/{unit}"}
    return {"snaktype": "value", "datavalue": {"value": value}}


SOMEBODY: Json = {"snaktype": "somevalue"}
NOBODY: Json = {"snaktype": "novalue"}


def said(snak: Json, rank: str = "normal", **qualifiers: Json) -> Json:
    """A statement."""
    return {"mainsnak": snak, "rank": rank, "qualifiers": {name: [one] for name, one in qualifiers.items()} or []}


def entity(name: str, labels: dict[str, str], **claims: list[Json]) -> Json:
    told = {language: {"language": language, "value": label} for language, label in labels.items()}
    return {"type": "item", "id": name, "labels": told or [], "claims": claims or []}


def dump(entities: list[Json]) -> str:
    """Entities as a dump has them: one a line."""
    return "[\n" + ",\n".join(map(json.dumps, entities)) + "\n]\n"


THIEF = entity(
    "Q900",
    {"en": "The Lighthouse Thief", "de": "Der Dieb vom Leuchtturm", "de-ch": "Der Dieb", "nl": "The Lighthouse Thief"},
    P31=[said(item("Q11424"))],
    P345=[said(text("tt0099999"))],
    P1476=[said(text("Le Voleur du phare", "fr"))],
    P57=[said(item("Q1"), P1810=text("H. Vos"))],
    P58=[said(item("Q1")), said(SOMEBODY)],
    P86=[said(item("Q4")), said(item("Q5"))],
    P161=[said(item("Q2"), P453=item("Q3")), said(item("Q4"), P4633=text("The Keeper")), said(SOMEBODY)],
    P577=[
        said(day("+1987-05-00T00:00:00Z", 10), P291=item("Q142")),
        said(day("+1988-02-03T00:00:00Z"), P291=item("Q183")),
        said(day("+1985-00-00T00:00:00Z", 9), "deprecated"),
    ],
    P840=[said(item("Q7"))],
    P915=[said(item("Q6"))],
    P144=[said(item("Q8"))],
    P166=[said(item("Q9"), P585=day("+1988-01-01T00:00:00Z"))],
    P2047=[said(amount("+96", "Q7727"))],
    P2130=[said(NOBODY)],
    P2142=[said(amount("+1250000", "Q4916"))],
)

NAMES = [
    entity("Q1", {"mul": "Henrik Vos"}),
    entity("Q2", {"en": "Ines Moreau"}),
    entity("Q3", {"en": "Agathe"}),
    entity("Q4", {"en": "Lena Sørby", "da": "Lena S."}),
    entity("Q5", {"fr": "Marc Duval"}),
    entity("Q6", {"en": "Ouessant"}),
    entity("Q7", {"en": "Brittany"}),
    entity("Q8", {"en": "The Keeper's Daughter"}),
    entity("Q9", {"en": "Golden Gull"}),
    entity("Q142", {"en": "France"}, P297=[said(text("FR"))]),
    entity("Q183", {"en": "Germany"}),
]
