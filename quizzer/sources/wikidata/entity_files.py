"""Files of Wikidata's JSON, read entity by entity: one entity, a list of them, what the site's API gives, or a dump.
And what items are called: from a second reading of the same files, or from a file of labels."""

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
from quizzer.errors import SourceError, boundary, shortened
from quizzer.facts.iso_codes import COUNTRIES, country_code
from quizzer.files import MEGABYTE
from quizzer.sources.unpacking import open_unpacked
from quizzer.sources.wikidata.entities import Entity

_ID_AT_THE_BEGINNING = re.compile(rb'\{"(?:type": ?"item", ?"id|id)": ?"(Q\d+)"')
_entity_decoder = msgspec.json.Decoder(Entity)


def read_entities(
    path: str | os.PathLike[str], *, tell: Callable[[SourceError], None], only: frozenset[str] | None = None
) -> Iterator[Entity]:
    """The items in a file, in its order; `only` those with these ids. A name in .gz or .bz2 is unpacked on the way.

    `tell` is told of each fault, with its line: a line of a dump that is no entity is passed over; where a dump cannot
    be read on, what came before it has been given. A list that is cut off gives nothing. Raises nothing for what the
    file holds, nor if there is none.
    """
    file = _File(os.fspath(path), tell)
    try:
        entities = file.lines(only) if file.is_dump() else file.values()
        yield from (one for one in entities if one.id.startswith("Q") and (only is None or one.id in only))
    except SourceError as trouble:
        file.fault(trouble.message)
    except (EOFError, zlib.error, gzip.BadGzipFile) as trouble:
        file.fault(f"cut off or damaged: {trouble}")
    except OSError as trouble:
        file.fault(f"cannot be read: {trouble.strerror or trouble}")
    except ValueError as trouble:  # a NUL in the name
        file.fault(str(trouble))


class _File:
    """A file, and the line (from 1) that was read last."""

    def __init__(self, name: str, tell: Callable[[SourceError], None]) -> None:
        self.name = name
        self.line = 0
        self._tell = tell

    def is_dump(self) -> bool:
        """True if the first line that is more than a bracket is an entity. In any other JSON line ends mean nothing."""
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
                except msgspec.ValidationError as trouble:
                    self.fault(f"this is not an entity of Wikidata: {shortened(str(trouble), 200)}")
                except (msgspec.DecodeError, UnicodeDecodeError) as trouble:
                    self.fault(f"broken or cut off: {trouble}")
                except RecursionError:
                    self.fault("nested too deep")

    def values(self) -> Iterator[Entity]:
        with open_unpacked(self.name) as file:
            data = file.read(LARGEST_JSON + 1)
        if len(data) > LARGEST_JSON:
            raise SourceError(
                f"too large: with more than one entity a line at most {LARGEST_JSON / MEGABYTE:g} MB are read"
            )
        try:
            yield from filter(None, map(self._entity, _items(json.loads(data.decode("utf-8-sig")))))
        except UnicodeDecodeError as trouble:
            self.line = data.count(b"\n", 0, trouble.start) + 1
            self.fault("this is not text in UTF-8")
        except json.JSONDecodeError as trouble:
            self.line = trouble.lineno
            cut = trouble.msg.startswith("Unterminated") or not trouble.doc[trouble.pos :].strip()
            self.fault("cut off in the middle" if cut else f"broken JSON: {trouble.msg}")
        except RecursionError:
            self.line = 1
            self.fault("nested too deep")

    def _entity(self, value: Any) -> Entity | None:
        """The entity that a value is; None for a page that the API did not find, and for what is not an entity."""
        if not (isinstance(value, dict) and "missing" in value):
            try:
                with boundary("this entity"):
                    return msgspec.convert(value, Entity)
            except SourceError as trouble:
                self.fault(f"this is not an entity of Wikidata: {shortened(str(trouble.__cause__), 200)}")
        return None

    def fault(self, message: str) -> None:
        self._tell(SourceError(message, file=self.name, line=self.line or None))

    def _content(self, file: IO[bytes]) -> Iterator[bytes]:
        """The lines that are more than a bracket, without the comma behind them; each line of the file is counted."""
        empty = 0
        while line := file.readline(LARGEST_ENTITY):
            self.line += 1
            bare = line.removeprefix(b"\xef\xbb\xbf").strip().rstrip(b",")
            empty = 0 if bare else empty + 1
            if empty > MOST_EMPTY_LINES:
                raise SourceError(f"more than {MOST_EMPTY_LINES:,} empty lines: this is no dump")
            if bare not in (b"", b"[", b"]"):
                yield bare


def _items(value: Any) -> Iterator[Any]:
    """The entities in a JSON value: an entity, a list, or the API's {"entities": {id: entity}}."""
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
        """The ids that were asked for and that nobody has named, in that order."""

    def add(self, entity: Entity) -> None:
        """Learns what an item is called."""
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
                    found = _ID_OR_ADDRESS.fullmatch(row[0].strip()) if len(row) >= 2 else None
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
