"""The errors of quizzer, in words for the person who can mend the fault."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from quizzer.bounds import LONGEST_QUOTE


class QuizzerError(Exception):
    """The parent of every error that quizzer raises on purpose. `str(error)` is one or two lines for a person."""


class PlacedError(QuizzerError):
    """A fault in a file: `file`, `line` and `column` (both from 1) say where, if quizzer knows."""

    def __init__(self, message: str, *, file: str = "", line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        file = self.file.replace("\n", "␊")
        place = ":".join(str(part) for part in (file, self.line, self.column) if part not in ("", None))
        return f"{place}: {self.message}" if place else self.message


class BankError(PlacedError):
    """A bank that quizzer cannot read or ask."""


class SourceError(PlacedError):
    """A page or a data file that quizzer cannot read as the kind that the user named."""


@contextmanager
def boundary(
    what: str, *, file: str = "", line: int | None = None, error: type[PlacedError] = SourceError
) -> Iterator[None]:
    """Surround the reading of one foreign thing: a page, an entity, a file. Any other exception within becomes an
    `error` that names `what` and its place. Errors that quizzer raises on purpose pass."""
    try:
        yield
    except QuizzerError:
        raise
    except MemoryError as trouble:
        raise error(f"{what} needs more memory than there is", file=file, line=line) from trouble
    except Exception as trouble:
        raise error(
            f"{what} is damaged, or has a form that quizzer does not know ({type(trouble).__name__})",
            file=file,
            line=line,
        ) from trouble


def shortened(text: str, most: int = LONGEST_QUOTE) -> str:
    """Shorten a foreign text to `most` characters, so that a message can quote it."""
    return text if len(text) <= most else text[: most - 1] + "…"


def shown(value: object) -> str:
    """Return any value as Python writes it, with a text in quotation marks, shortened for a message."""
    try:
        return shortened(repr(value))
    except ValueError:  # Python does not write integers of more than 4,300 digits
        return "a number of thousands of digits"


_WORDINGS = {
    "Object contains unknown field `(.*)`": "unknown field '{1}'",
    "Object missing required field `(.*)`": "the field '{1}' is missing",
    "Invalid (?:enum )?value (.*)": "{0} must not be {1}",
    "Expected (.*?)(?:, got .*)?": "{0} must be {1}",
    "(?:Integer|Number).* out of range": "{0} is too large",
    "JSON is malformed: (.*)": "it is not valid JSON: {1}",
    "Input data was truncated": "it ends too early",
    "Invalid UTF-8.*|.*codec can't.*": "it is not text in UTF-8",
    ".*recursion.*": "it is nested too deeply",
}
_TYPES = {"str": "a text", "int": "a whole number", "float": "a number", "bool": "true or false"}
_TYPES |= {"array": "a list", "object": "an object"}


def reworded(error: Exception, *, choices: Mapping[str, Sequence[str]] = {}) -> str:
    """Return an error of msgspec in quizzer's words: "unknown field 'foo'", "'player' must be a text".

    `choices` has the values that a field may have.
    """
    text, _, place = str(error).partition(" - at `$")
    field = place.strip(".`")
    if text.startswith("Invalid") and (allowed := choices.get(field.partition("[")[0])):
        text = f"Expected one of {', '.join(allowed)}"
    for pattern, words in _WORDINGS.items():
        if found := re.fullmatch(pattern, text):
            named = [re.sub("`([^`]*)`", _typed, one) for one in found.groups()]
            return words.format(f"'{field}'" if field else "it", *named)
    return text


def _typed(types: re.Match[str]) -> str:
    return " or ".join(_TYPES.get(one, one) for one in types[1].split(" | "))


class IllegalAction(QuizzerError):  # noqa: N818 — a move, not a malfunction; the name is part of the contract
    """An action that the rules do not allow now. Nothing has changed. `code` is for programs, the text is for people.
    From the `parameters`, `quizzer.session.say` makes the text in other languages."""

    def __init__(self, code: str, message: str, **parameters: str | float) -> None:
        super().__init__(message)
        self.code: str = code
        self.parameters: dict[str, str | float] = parameters


class SnapshotError(QuizzerError):
    """A snapshot or log that is damaged, newer than this program, or over other questions."""


class RecordsError(QuizzerError):
    """A file of records that quizzer cannot open, read or write, or that a newer program wrote. A game needs no
    records."""


class RoomError(QuizzerError):
    """A room that does not exist, is closed, or that another version of quizzer began."""


class StoreError(QuizzerError):
    """A store of rooms that quizzer cannot reach, read or write now, or may not use."""


class LogLostError(StoreError):
    """A log that was rewritten or deleted, or whose end the store has lost. Read it again."""

    def __init__(self, room: str) -> None:
        super().__init__(f"the log of room {shortened(room)} has changed")


class WishError(QuizzerError):
    """A wish that no game can fulfil: an unknown category or film, or two players in a mode for one."""


class NothingDueError(QuizzerError):
    """A player has nothing more to study today, or has played the daily. The text says when there is more."""
