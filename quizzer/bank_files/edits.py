"""Edits of a file's text at places that its nodes know: applied together, line ends and byte order mark kept."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

from quizzer.bank_files.faults import Fix
from quizzer.bank_files.reading import LARGEST_FILE
from quizzer.errors import BankError, QuizzerError
from quizzer.files import read_text, write_text

__all__ = ["edited", "normal", "rewrite_file", "rewritten", "written_as"]

BYTE_ORDER_MARK = "\ufeff"


def edited(text: str, edits: Sequence[Fix]) -> str:
    """The text with edits, which are in its order, none within another."""
    parts, end = [], 0
    for edit in edits:
        parts += [text[end : edit.start], edit.text]
        end = edit.end
    return "".join([*parts, text[end:]])


def normal(written: str) -> str:
    """A file's text as it is read: without a byte order mark, line ends as \\n."""
    return written.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def rewritten(written: str, edits: Sequence[Fix]) -> str:
    """A file's text, byte for byte, with edits of what is read from it: its line ends and its mark stay as they are."""
    windows = _windows_ends(written)
    mark = written.startswith(BYTE_ORDER_MARK)
    newline = "\r\n" if windows else "\r" if "\r" in written and "\n" not in written else "\n"

    def place(index: int) -> int:
        return index + bisect_left(windows, index) + mark

    return edited(
        written, [Fix(place(one.start), place(one.end), one.text.replace("\n", newline), one.done) for one in edits]
    )


def rewrite_file(file: str, text: str, edits: Sequence[Fix]) -> Path | None:
    """Writes a file with edits of its text, which is `text` as it was read; returns what `write_text` does.

    Raises QuizzerError if the file has changed since, is not in UTF-8, or cannot be written: it is as it was then.
    """
    return write_text(file, rewritten(written_as(file, text), edits))


def written_as(file: str, text: str) -> str:
    """A file's text byte for byte, if it still reads as `text`. Raises QuizzerError if not, or if it is not UTF-8."""
    if read_text(file, at_most=LARGEST_FILE, error=BankError) != text:
        raise QuizzerError(f"{file}: it was changed meanwhile; nothing in it was mended")
    try:
        return Path(file).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise QuizzerError(f"{file}: only files in UTF-8 are mended; save it as UTF-8") from None


def _windows_ends(written: str) -> list[int]:
    """Where in the text as it is read those of its line ends stand that are written as Windows does."""
    found: list[int] = []
    shift = int(written.startswith(BYTE_ORDER_MARK))
    end = written.find("\r\n")
    while end >= 0:
        found.append(end - shift)
        shift += 1
        end = written.find("\r\n", end + 2)
    return found
