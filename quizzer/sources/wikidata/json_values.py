"""The values of a JSON list, each given as soon as it is read, however the text is laid out in lines."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import IO, Any

__all__ = ["NotJson", "json_values"]

_CHUNK = 65_536
_SPACE = " \t\r\n"
_decoder = json.JSONDecoder()


class NotJson(ValueError):  # noqa: N818 — it never leaves this room
    """The text is no JSON; `line` (from 1) says where, the message why."""

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
        """The next character that is no space; "" at the end."""
        while True:
            while self._at < len(self._buffer):
                if (character := self._buffer[self._at]) not in _SPACE:
                    return character
                self.take()
            if not self._grow():
                return ""

    def take(self) -> None:
        self._advance(self._at + 1)

    def value(self) -> Any:
        self.peek()
        while True:
            try:
                value, end = _decoder.raw_decode(self._buffer, self._at)
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
