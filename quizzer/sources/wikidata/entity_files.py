"""Read files of Wikidata's JSON entity by entity: one entity, a list, an answer of the API, or a dump. A second reading
of the same files, or a file of labels, gives the names of the items."""

import csv
import gzip
import json
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any

import msgspec

from quizzer.bounds import LARGEST_ENTITY, LARGEST_JSON, MOST_EMPTY_LINES
from quizzer.errors import SourceError, boundary
from quizzer.facts.iso_codes import COUNTRIES, country_code
from quizzer.files import MEGABYTE, open_unpacked
from quizzer.sources.wikidata.entities import Entity

_NOT_AN_ENTITY = "this is not an entity of Wikidata; quizzer skips it"
_ID_AT_THE_BEGINNING = re.compile(rb'\{"(?:type": ?"item", ?"id|id)": ?"(Q\d+)"')
_entity_decoder = msgspec.json.Decoder(Entity)


def read_entities(
    path: str | os.PathLike[str], *, tell: Callable[[SourceError], None], only: frozenset[str] | None = None
) -> Iterator[Entity]:
    """Yield the items in a file, in its order; `only` those with these ids. Unpacks a .gz or .bz2 file on the way.

    Calls `tell` with each fault and its line. Skips a bad line of a dump. Stops where a dump is damaged. Yields nothing
    from a list that is cut off. Never raises for the contents of a file, or for a missing file.
    """
    file = _File(os.fspath(path), tell)
    try:
        entities = file.lines(only) if file.is_dump() else file.values()
        yield from (one for one in entities if one.id.startswith("Q") and (only is None or one.id in only))
    except SourceError as trouble:
        file.fault(trouble.message)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        file.fault("the packed file is cut off or damaged; get it again")
    except OSError as trouble:
        file.fault(f"quizzer cannot read this file: {trouble.strerror or trouble}")
    except ValueError as trouble:  # a NUL in the name
        file.fault(str(trouble))


class _File:
    """A file, and the number (from 1) of the last line read."""

    def __init__(self, name: str, tell: Callable[[SourceError], None]) -> None:
        self.name = name
        self.line = 0
        self._tell = tell

    def is_dump(self) -> bool:
        """Whether the first line with more than a bracket is an entity. In other JSON, line ends mean nothing."""
        with open_unpacked(self.name) as file:
            try:
                _entity_decoder.decode(next(self._content(file), b""))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                return False
            finally:
                self.line = 0
        return True

    def lines(self, only: frozenset[str] | None) -> Iterator[Entity]:
        with open_unpacked(self.name) as file:
            for line in self._content(file):
                found = _ID_AT_THE_BEGINNING.match(line)
                if only is not None and found and found[1].decode() not in only:
                    continue
                try:
                    yield _entity_decoder.decode(line)
                except msgspec.ValidationError:
                    self.fault(_NOT_AN_ENTITY)
                except (msgspec.DecodeError, UnicodeDecodeError):
                    self.fault("this line is broken or cut off; quizzer skips it")
                except RecursionError:
                    self.fault("this JSON is nested too deeply")

    def values(self) -> Iterator[Entity]:
        with open_unpacked(self.name) as file:
            data = file.read(LARGEST_JSON + 1)
        if len(data) > LARGEST_JSON:
            most = f"quizzer reads at most {LARGEST_JSON / MEGABYTE:g} MB"
            raise SourceError(f"too large: unless each line is one entity, {most}")
        try:
            yield from filter(None, map(self._entity, _items(json.loads(data.decode("utf-8-sig")))))
        except UnicodeDecodeError as trouble:
            self.line = data.count(b"\n", 0, trouble.start) + 1
            self.fault("this is not text in UTF-8; save it as UTF-8")
        except json.JSONDecodeError as trouble:
            self.line = trouble.lineno
            cut = trouble.msg.startswith("Unterminated") or not trouble.doc[trouble.pos :].strip()
            self.fault("this file is cut off; get it again" if cut else f"broken JSON: {trouble.msg}")
        except RecursionError:
            self.line = 1
            self.fault("this JSON is nested too deeply")

    def _entity(self, value: Any) -> Entity | None:
        """Return a value as an entity; None for a page that the API did not find, and for anything else."""
        if not (isinstance(value, dict) and "missing" in value):
            try:
                with boundary("this entity"):
                    return msgspec.convert(value, Entity)
            except SourceError:
                self.fault(_NOT_AN_ENTITY)
        return None

    def fault(self, message: str) -> None:
        self._tell(SourceError(message, file=self.name, line=self.line or None))

    def _content(self, file: IO[bytes]) -> Iterator[bytes]:
        """Yield the lines with more than a bracket, without their commas. Counts every line."""
        empty = 0
        while line := file.readline(LARGEST_ENTITY):
            self.line += 1
            bare = line.removeprefix(b"\xef\xbb\xbf").strip().rstrip(b",")
            empty = 0 if bare else empty + 1
            if empty > MOST_EMPTY_LINES:
                raise SourceError(f"more than {MOST_EMPTY_LINES:,} empty lines: this is not a dump of Wikidata")
            if bare not in (b"", b"[", b"]"):
                yield bare


def _items(value: Any) -> Iterator[Any]:
    """Yield the entities in a JSON value: an entity, a list, or the API's {"entities": {id: entity}}."""
    if isinstance(value, dict) and isinstance(value.get("entities"), dict):
        yield from value["entities"].values()
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_items, value))
    else:
        yield value


# A name that is the same in all languages is filed as "mul" ("multiple languages").
ENGLISH = ("en", "mul", "en-gb", "en-us", "en-ca")

_CURRENCIES = {"Q4917": "USD", "Q4916": "EUR", "Q25224": "GBP", "Q8146": "JPY", "Q80524": "INR", "Q202040": "KRW"}
_ID_OR_ADDRESS = re.compile(r"(?:.*/)?(Q\d+)")


class Labels:
    """The English labels of items, and the codes of those that are countries and currencies."""

    def __init__(self) -> None:
        self._labels: dict[str, str] = {}
        self._aliases: dict[str, list[str]] = {}
        self._codes: dict[str, str] = dict(_CURRENCIES)
        self.missing: dict[str, None] = {}
        """The wanted ids without a name, in the order of the requests."""

    def add(self, entity: Entity) -> None:
        """Learn the names and codes of an item."""
        if label := entity.label(*ENGLISH):
            self._labels[entity.id] = label
        for name in ("country_code", "currency_code"):
            if codes := [code for one in entity.best(name) if (code := one.mainsnak.text)]:
                self._codes[entity.id] = codes[0]
        others = entity.aliases if isinstance(entity.aliases, dict) else {}
        self._aliases[entity.id] = [label.value for language in ENGLISH for label in others.get(language, ())]

    def read(
        self, files: Iterable[str | os.PathLike[str]], wanted: frozenset[str], tell: Callable[[SourceError], None]
    ) -> None:
        """Learn the names of the `wanted` items from files of entities and from tables. A table has two columns,
        separated by a tab or a comma: an id (or its address) and a label."""
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
        """Return the English name of an item. Without a name, return None and add the item to `missing`."""
        if item not in self._labels:
            self.missing[item] = None
        return self._labels.get(item)

    def country(self, item: str) -> str | None:
        """Return the ISO 3166-1 code of a country; None for anything else."""
        # quizzer knows "People's Republic of China" by another of its names.
        names = (self.label(item) or "", *self._aliases.get(item, ()))
        code = self._codes.get(item) or next(filter(None, map(country_code, names)), None)
        return code if code in COUNTRIES else None

    def currency(self, item: str) -> str | None:
        """Return the ISO 4217 code of a currency."""
        return self._codes.get(item)

    def _read_table(
        self, path: str | os.PathLike[str], wanted: frozenset[str], tell: Callable[[SourceError], None]
    ) -> None:
        name = os.fspath(path)
        try:
            with Path(name).open(encoding="utf-8-sig", newline="") as file:
                table = csv.reader(file, delimiter="," if name.endswith(".csv") else "\t")
                for row in table:
                    found = _ID_OR_ADDRESS.fullmatch(row[0].strip()) if len(row) >= 2 else None
                    if found and found[1] in wanted and row[1].strip():
                        self._labels[found[1]] = " ".join(row[1].split())
                    elif row and not found and table.line_num > 1:
                        tell(SourceError("a row needs an id, such as Q42, and a label", file=name, line=table.line_num))
        except UnicodeDecodeError:
            tell(SourceError("this is not text in UTF-8; save it as UTF-8", file=name))
        except csv.Error:
            tell(SourceError("this is not a table of ids and labels", file=name))
        except OSError as trouble:
            tell(SourceError(f"quizzer cannot read this file: {trouble.strerror or trouble}", file=name))
