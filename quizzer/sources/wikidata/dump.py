"""Files of Wikidata's JSON, read entity by entity: one entity, a list of them, what the site's API gives, or a dump."""

import gzip
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import IO, Any

import msgspec

from quizzer.bounds import LARGEST_ENTITY, LARGEST_JSON, MOST_EMPTY_LINES
from quizzer.errors import SourceError, boundary, shortened
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
        values = file.lines(only) if file.is_dump() else file.values()
        for value in values:
            entity = file.entity(value)
            if entity is not None and entity.id.startswith("Q") and (only is None or entity.id in only):
                yield entity
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
                _entity_decoder.decode(next(_content(file), b""))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                return False
        return True

    def lines(self, only: frozenset[str] | None) -> Iterator[Any]:
        with open_unpacked(self.name) as file:
            for line in _content(file, self._count):
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

    def values(self) -> Iterator[Any]:
        with open_unpacked(self.name) as file:
            data = file.read(LARGEST_JSON + 1)
        if len(data) > LARGEST_JSON:
            raise SourceError(
                f"too large: with more than one entity a line at most {LARGEST_JSON / MEGABYTE:g} MB are read"
            )
        try:
            yield from _items(json.loads(data.decode("utf-8-sig")))
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

    def entity(self, value: Any) -> Entity | None:
        """The entity that a value is; None for a page that the API did not find, and for what is not an entity."""
        if isinstance(value, Entity):
            return value
        if not (isinstance(value, dict) and "missing" in value):
            try:
                with boundary("this entity"):
                    return msgspec.convert(value, Entity)
            except SourceError as trouble:
                self.fault(f"this is not an entity of Wikidata: {shortened(str(trouble.__cause__), 200)}")
        return None

    def fault(self, message: str) -> None:
        self._tell(SourceError(message, file=self.name, line=self.line or None))

    def _count(self) -> None:
        self.line += 1


def _content(file: IO[bytes], count: Callable[[], None] = lambda: None) -> Iterator[bytes]:
    """The lines that are more than a bracket, without the comma behind them; each line of the file is counted."""
    empty = 0
    while line := file.readline(LARGEST_ENTITY):
        count()
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
