"""Wikidata's entities in JSON: their shape, and the best value of a statement.

The shape is Wikibase's JSON, in which `[]` is an empty map.
https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from quizzer.bounds import LARGEST_AMOUNT
from quizzer.grading.wordlists import read_table

_LONGEST_NUMBER, _PLACES = 40, 6  # characters of an amount, and its decimal places


class Label(msgspec.Struct):
    """The name of an entity in a language."""

    value: str


class DataValue(msgspec.Struct):
    value: Any = None


class Amount(NamedTuple):
    """A number and the id of its unit; "" for none."""

    number: Decimal
    unit: str


_TIME = re.compile(r"\+([0-9]{4})-([0-9]{2})-([0-9]{2})T")


def is_usual_time(text: object) -> bool:
    """True for the time of a date of four digits in the common era, as Wikidata writes it."""
    return isinstance(text, str) and _TIME.match(text) is not None


class Snak(msgspec.Struct):
    """A property and its value. Every reading is None for an unknown value ("somevalue") and for none ("novalue")."""

    snaktype: str = "value"
    datavalue: DataValue | None = None

    @property
    def value(self) -> Any:
        return self.datavalue.value if self.snaktype == "value" and self.datavalue is not None else None

    @property
    def _parts(self) -> dict[str, Any]:
        """The parts of a value; none for a plain one."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def entity(self) -> str | None:
        """The id of an entity. Old dumps give its number alone."""
        parts = self._parts
        if isinstance(parts.get("id"), str):
            return str(parts["id"])
        number = parts.get("numeric-id")
        return f"Q{number}" if isinstance(number, int) and parts.get("entity-type") in (None, "item") else None

    @property
    def text(self) -> str | None:
        """A string, or the text of a text in one language."""
        value = self._parts.get("text") or self.value
        return " ".join(value.split()) or None if isinstance(value, str) else None

    @property
    def language(self) -> str:
        """The code of the language of a text, "" for none."""
        return str(self._parts.get("language", ""))

    @property
    def date(self) -> str | None:
        """A date of the common era as year-month-day, or its known part; None if not even the year is known."""
        found = _TIME.match(str(self._parts.get("time", "")))
        length = {11: 10, 10: 7, 9: 4}.get(self._parts.get("precision", 0))
        return "-".join(found.groups())[:length] if found and length else None

    @property
    def amount(self) -> Amount | None:
        written = str(self._parts.get("amount"))
        try:
            number = Decimal(written[:_LONGEST_NUMBER])
        except InvalidOperation:
            return None
        # "1e999999" would be a number of a million digits.
        if len(written) > _LONGEST_NUMBER or not number.is_finite() or number.copy_abs() > LARGEST_AMOUNT:
            return None
        unit = str(self._parts.get("unit", "")).rpartition("/")[2]
        is_exact = not number or number.adjusted() >= -_PLACES
        return Amount(number, unit if unit.startswith("Q") else "") if is_exact else None


VOCABULARY = read_table("vocabulary", beside=__file__)
"""The properties that quizzer reads and its names for them, and the classes of films."""


def _struct(kind: str, value: type) -> Any:
    """Return a class with the properties of a kind, by quizzer's names."""
    names = dict(one.split("=") for one in VOCABULARY[kind])
    return msgspec.defstruct(kind, [(name, list[value], []) for name in names], rename=names)  # type: ignore[valid-type]


if TYPE_CHECKING:
    Qualifiers = msgspec.Struct
    Claims = msgspec.Struct
else:
    Qualifiers = _struct("qualifier", Snak)


class Statement(msgspec.Struct):
    """A snak with its rank and the snaks that qualify it."""

    mainsnak: Snak
    rank: str = "normal"
    qualifiers: Qualifiers | list[Any] = []

    def qualifier(self, *properties: str) -> Iterator[Snak]:
        """Yield the snaks that qualify the statement by one of `properties`, in that order."""
        for name in properties:
            yield from getattr(self.qualifiers, name, ())


if not TYPE_CHECKING:
    Claims = _struct("statement", Statement)


class Article(msgspec.Struct):
    """An article about an entity. Only the API gives its address, on request."""

    title: str = ""
    url: str = ""


class Entity(msgspec.Struct):
    """An item of Wikidata, with the parts that films need."""

    id: str
    labels: dict[str, Label] | list[Any] = []
    aliases: dict[str, list[Label]] | list[Any] = []
    claims: Claims | list[Any] = []
    sitelinks: dict[str, Article] | list[Any] = []

    def label(self, *languages: str) -> str | None:
        """Return the name of the item in the first of these languages that has one."""
        labels = self.all_labels
        return next((labels[language] for language in languages if labels.get(language)), None)

    @property
    def all_labels(self) -> dict[str, str]:
        """The names of the item by the code of the language."""
        if not isinstance(self.labels, dict):
            return {}
        return {language: " ".join(label.value.split()) for language, label in self.labels.items()}

    def statements(self, name: str) -> list[Statement]:
        """Return the statements of a property without the deprecated ones, which are known to be false."""
        return [one for one in getattr(self.claims, name, ()) if one.rank != "deprecated"]

    def best(self, name: str) -> list[Statement]:
        """Return the preferred statements of a property, or the normal ones if none is preferred."""
        found = self.statements(name)
        return [one for one in found if one.rank == "preferred"] or found

    def entities(self, name: str) -> list[str]:
        """Return the ids that the statements of a property name."""
        return [one for statement in self.statements(name) if (one := statement.mainsnak.entity)]
