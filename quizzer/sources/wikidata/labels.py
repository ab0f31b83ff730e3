"""What items are called: from a second reading of the same files, or from a file of labels."""

import csv
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from quizzer.errors import SourceError, boundary
from quizzer.facts.iso_codes import COUNTRIES, country_code
from quizzer.sources.wikidata.dump import read_entities
from quizzer.sources.wikidata.entities import Entity

# A name that is the same in all languages is filed as "mul" ("multiple languages").
LANGUAGES = ("en", "mul", "en-gb", "en-us", "en-ca")

_CURRENCIES = {"Q4917": "USD", "Q4916": "EUR", "Q25224": "GBP", "Q8146": "JPY", "Q80524": "INR", "Q202040": "KRW"}
_ID = re.compile(r"(?:.*/)?(Q\d+)")


class Labels:
    """The English labels of items, and the codes of those that are countries and currencies."""

    def __init__(self) -> None:
        self._labels: dict[str, str] = {}
        self._aliases: dict[str, list[str]] = {}
        self._codes: dict[str, str] = dict(_CURRENCIES)
        self.missing: dict[str, None] = {}
        """The ids that were asked for and that nobody has named, in that order."""

    def add(self, entity: Entity) -> None:
        """Learns what an item is called."""
        if label := entity.label(*LANGUAGES):
            self._labels[entity.id] = label
        for name in ("country_code", "currency_code"):
            if codes := [code for one in entity.best(name) if (code := one.mainsnak.text)]:
                self._codes[entity.id] = codes[0]
        others = entity.aliases if isinstance(entity.aliases, dict) else {}
        self._aliases[entity.id] = [label.value for language in LANGUAGES for label in others.get(language, ())]

    def read(
        self, files: Iterable[str | os.PathLike[str]], wanted: frozenset[str], tell: Callable[[SourceError], None]
    ) -> None:
        """Learns the names of the `wanted` items from files of entities, and from tables: in two columns, parted by a
        tab or a comma, an id (or its address) and a label."""
        for file in files:
            if os.fspath(file).endswith((".tsv", ".csv", ".txt")):
                self._read_table(file, wanted, tell)
            else:
                for entity in read_entities(file, tell=tell, only=wanted):
                    try:
                        with boundary(f"the entity {entity.id}", file=os.fspath(file)):
                            self.add(entity)
                    except SourceError as trouble:
                        tell(trouble)

    def label(self, item: str) -> str | None:
        """What an item is called in English; None, and the item is among the `missing`, if nobody says."""
        if item not in self._labels:
            self.missing[item] = None
        return self._labels.get(item)

    def country(self, item: str) -> str | None:
        """The ISO 3166-1 code of a country; None for what is not one."""
        # "People's Republic of China" is known by one of its other names.
        names = (self.label(item) or "", *self._aliases.get(item, ()))
        code = self._codes.get(item) or next(filter(None, map(country_code, names)), None)
        return code if code in COUNTRIES else None

    def currency(self, item: str) -> str | None:
        """The ISO 4217 code of a currency."""
        return self._codes.get(item)

    def _read_table(
        self, path: str | os.PathLike[str], wanted: frozenset[str], tell: Callable[[SourceError], None]
    ) -> None:
        name = os.fspath(path)
        try:
            with Path(name).open(encoding="utf-8-sig", newline="") as file:
                table = csv.reader(file, delimiter="," if name.endswith(".csv") else "\t")
                for row in table:
                    found = _ID.fullmatch(row[0].strip()) if len(row) >= 2 else None
                    if found and found[1] in wanted and row[1].strip():
                        self._labels[found[1]] = " ".join(row[1].split())
                    elif row and not found and table.line_num > 1:
                        tell(SourceError("a row needs an id, such as Q42, and a label", file=name, line=table.line_num))
        except UnicodeDecodeError:
            tell(SourceError("this is not text in UTF-8; save it as UTF-8", file=name))
        except csv.Error as trouble:
            tell(SourceError(f"cannot be read as a table: {trouble}", file=name))
        except OSError as trouble:
            tell(SourceError(f"cannot be read: {trouble.strerror or trouble}", file=name))
