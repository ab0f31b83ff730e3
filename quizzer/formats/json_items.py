"""JSON that others have written: whole, a line for each object, or broken off in the middle."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from quizzer.bounds import MOST_BROKEN
from quizzer.formats.imported import Imported

_BETWEEN = re.compile(r"[\s,;]*")
_Found = tuple[int, int, dict[str, Any]]  # where an object begins and ends, and the object


class JsonFile:
    """A file of JSON, and the objects of the questions in it. `is_one` knows such an object by its keys."""

    def __init__(self, text: str, imported: Imported, is_one: Callable[[dict[str, Any]], bool]) -> None:
        self._text = text
        self._imported = imported
        self._is_one = is_one
        self._salvaged: list[_Found] | None = None

    def objects(self, found_in: Callable[[Any], list[Any]]) -> list[Any]:
        """The questions' objects: those that `found_in` finds in the document. Of JSON lines, and of a document that is
        broken, all that are whole. What is wrong is told as a fault."""
        try:
            return found_in(json.loads(self._text))
        except json.JSONDecodeError as trouble:
            found = list(_objects(self._text))
            if not _are_all(found, self._text):
                message = f"broken or cut off: this is not JSON from here on ({trouble.msg})"
                self._imported.fault(message, trouble.lineno)
            self._salvaged = [one for one in found if self._is_one(one[2])]
            return [value for _, _, value in self._salvaged]
        except (ValueError, RecursionError):
            self._imported.fault("this JSON is nested too deep to be read, or has too long a number", 1)
            return []

    def line(self, place: int) -> int | None:
        """The line at which an object begins, by its place among them; None if it cannot be told."""
        return self._lines[place] if place < len(self._lines) else None

    @cached_property
    def _lines(self) -> list[int]:
        found = self._salvaged or list(_objects(self._text, max(self._text.find("["), 0)))
        begins = [begin for begin, _, _ in found]
        steps = (self._text.count("\n", start, end) for start, end in pairwise([0, *begins]))
        return [above + 1 for above in accumulate(steps)]


def text_of(value: Any) -> str:
    """A value as text: "" for what is neither text nor a number."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _objects(text: str, start: int = 0) -> Iterator[_Found]:
    """Each object that is whole; within one no other is looked for."""
    decoder = json.JSONDecoder()
    failures = 0
    begin = text.find("{", start)
    while begin >= 0 and failures < MOST_BROKEN:
        try:
            value, end = decoder.raw_decode(text, begin)
        except (ValueError, RecursionError):
            failures += 1
            end = begin + 1
        else:
            yield begin, end, value
        begin = text.find("{", end)


def _are_all(found: list[_Found], text: str) -> bool:
    """Whether a text is these objects one after the other, and nothing else."""
    ends = [0, *(end for _, end, _ in found)]
    begins = [*(begin for begin, _, _ in found), len(text)]
    return bool(found) and all(_BETWEEN.fullmatch(text, end, begin) for end, begin in zip(ends, begins, strict=True))
