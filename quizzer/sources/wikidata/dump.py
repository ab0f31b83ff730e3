"""Files of Wikidata's JSON, read entity by entity: one entity, a list of them, what the site's API gives, or a dump."""

from __future__ import annotations

import codecs
import gzip
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import IO, Any

import msgspec

from quizzer.bounds import LARGEST_ENTITY, MOST_EMPTY_LINES
from quizzer.errors import SourceError, boundary, shortened
from quizzer.sources.unpacking import open_unpacked
from quizzer.sources.wikidata.entities import Entity

_ID_AT_THE_BEGINNING = re.compile(rb'\{"(?:type": ?"item", ?"id|id)": ?"(Q\d+)"')
_entity_decoder = msgspec.json.Decoder(Entity)


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
            for value, self.line in json_values(file, largest=LARGEST_ENTITY):
                yield from _items(value)

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


_CHUNK = 65_536
_SPACES = re.compile(r"[ \t\r\n]*+")
_json_decoder = json.JSONDecoder()


class NotJson(ValueError):  # noqa: N818 — it never leaves this room
    """The text is not JSON; `line` (from 1) says where, the message why."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def json_values(file: IO[bytes], *, largest: int) -> Iterator[tuple[Any, int]]:
    """Each value of the list in a file, with the line (from 1) on which it ends; of another value itself.

    Raises NotJson where the text is none, or has a value of more than `largest` characters.
    """
    text = _Text(file, largest)
    if text.peek() != "[":
        yield text.value(), text.line
        return
    text.take()
    while text.peek() != "]":
        yield text.value(), text.line
        if text.peek() == ",":
            text.take()
        elif text.peek() != "]":
            raise NotJson("cut off: the list is not closed" if not text.peek() else "a comma is missing", text.line)


class _Text:
    """What has been read of a file and not been taken yet. It grows by its own size, so that no value is tried more
    often than its length doubles."""

    def __init__(self, file: IO[bytes], largest: int) -> None:
        self._file = file
        self._largest = largest
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._buffer = ""
        self._at = 0
        self.line = 1

    def peek(self) -> str:
        """The next character that is not a space; "" at the end."""
        while True:
            spaces = _SPACES.match(self._buffer, self._at)
            self._advance(spaces.end() if spaces else self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._grow():
                return ""

    def take(self) -> None:
        self._advance(self._at + 1)

    def value(self) -> Any:
        self.peek()
        while True:
            try:
                value, end = _json_decoder.raw_decode(self._buffer, self._at)
                # A number at the very end may go on; nothing else can.
                self._advance(end)
                return value
            except (json.JSONDecodeError, RecursionError) as trouble:
                if isinstance(trouble, RecursionError):
                    raise NotJson("nested too deep", self.line) from None
                place = trouble.pos
                # What is wrong well before the end of what was read does not get right by reading on, unless it is a
                # text that has not ended yet.
                unfinished = trouble.msg.startswith("Unterminated") or place >= len(self._buffer) - 10
                if unfinished and len(self._buffer) - self._at > self._largest:
                    raise NotJson(f"a value of more than {self._largest:,} characters", self.line) from None
                if not unfinished:
                    raise NotJson(f"broken JSON: {trouble.msg}", self._line_at(place)) from None
                if not self._grow():
                    at = self._line_at(len(self._buffer))
                    raise NotJson("cut off in the middle", at) from None

    def _advance(self, end: int) -> None:
        self.line += self._buffer.count("\n", self._at, end)
        self._at = end

    def _line_at(self, place: int) -> int:
        return self.line + self._buffer.count("\n", self._at, place)

    def _grow(self) -> bool:
        left = self._buffer[self._at :]
        data = self._file.read(max(_CHUNK, len(left)))
        try:
            text = self._decode.decode(data, not data)
        except UnicodeDecodeError:
            raise NotJson("this is not text in UTF-8", self.line) from None
        self._buffer, self._at = left + text, 0
        return bool(data)
