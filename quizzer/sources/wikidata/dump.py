"""Files of Wikidata's JSON, read entity by entity: one entity, a list of them, what the site's API gives, or a dump."""

from __future__ import annotations

import bz2
import gzip
import os
import re
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

import msgspec

from quizzer.errors import SourceError
from quizzer.sources.wikidata.entities import Entity
from quizzer.sources.wikidata.json_values import NotJson, json_values

__all__ = ["LARGEST_ENTITY", "read_entities"]

LARGEST_ENTITY = 50_000_000
"""Bytes that one entity may have; the largest of Wikidata have a tenth of that."""

_ID_AT_THE_BEGINNING = re.compile(rb'\{"(?:type": ?"item", ?"id|id)": ?"(Q\d+)"')
_decoder = msgspec.json.Decoder(Entity)


def read_entities(
    path: str | os.PathLike[str], *, tell: Callable[[SourceError], None], only: frozenset[str] | None = None
) -> Iterator[Entity]:
    """The items in a file, in its order; `only` those with these ids. A name in .gz or .bz2 is unpacked on the way.

    `tell` is told of each fault, with its line: a line of a dump that is no entity is passed over; where a file cannot
    be read on, what came before it has been given. Raises nothing for what the file holds, nor if there is none.
    """
    file = _File(os.fspath(path), tell)
    try:
        values = file.lines(only) if file.is_dump() else file.values()
        for value in values:
            entity = file.entity(value)
            if entity is not None and entity.id.startswith("Q") and (only is None or entity.id in only):
                yield entity
    except NotJson as trouble:
        file.line = trouble.line
        file.fault(str(trouble))
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
        with self._open() as file:
            try:
                _decoder.decode(next(_content(file), b""))
            except (msgspec.DecodeError, UnicodeDecodeError):
                return False
        return True

    def lines(self, only: frozenset[str] | None) -> Iterator[Any]:
        with self._open() as file:
            for line in _content(file, self._count):
                found = _ID_AT_THE_BEGINNING.match(line)
                if only is not None and found and found[1].decode() not in only:
                    continue
                try:
                    yield _decoder.decode(line)
                except msgspec.ValidationError as trouble:
                    self.fault(f"this is no entity of Wikidata: {trouble}")
                except (msgspec.DecodeError, UnicodeDecodeError) as trouble:
                    self.fault(f"broken or cut off: {trouble}")

    def values(self) -> Iterator[Any]:
        with self._open() as file:
            for value, self.line in json_values(file, largest=LARGEST_ENTITY):
                yield from _items(value)

    def entity(self, value: Any) -> Entity | None:
        """The entity that a value is; None for a page that the API did not find, and for what is no entity."""
        if isinstance(value, Entity):
            return value
        if not (isinstance(value, dict) and "missing" in value):
            try:
                return msgspec.convert(value, Entity)
            except msgspec.ValidationError as trouble:
                self.fault(f"this is no entity of Wikidata: {trouble}")
        return None

    def fault(self, message: str) -> None:
        self._tell(SourceError(message, file=self.name, line=self.line or None))

    def _count(self) -> None:
        self.line += 1

    def _open(self) -> IO[bytes]:
        if self.name.endswith(".gz"):
            return cast("IO[bytes]", gzip.open(self.name, "rb"))
        return bz2.open(self.name, "rb") if self.name.endswith(".bz2") else Path(self.name).open("rb")


def _content(file: IO[bytes], count: Callable[[], None] = lambda: None) -> Iterator[bytes]:
    """The lines that are more than a bracket, without the comma behind them; each line of the file is counted."""
    while line := file.readline(LARGEST_ENTITY):
        count()
        bare = line.removeprefix(b"\xef\xbb\xbf").strip().rstrip(b",")
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
