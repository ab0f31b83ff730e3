"""A file's text changed byte for byte: line ends and byte order mark kept, whole or not at all, alone."""

import contextlib
import difflib
import os
import re
import stat
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from quizzer.bank_files.faults import Fix
from quizzer.bounds import LARGEST_BANK
from quizzer.errors import BankError, QuizzerError
from quizzer.files import read_bytes, write_text

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
    mark = written.startswith(BYTE_ORDER_MARK)
    # Where line ends that are written as Windows does stand in the text as it is read: each was one character longer.
    windows = [found.start() - mark - nth for nth, found in enumerate(re.finditer("\r\n", written))]
    newline = "\r\n" if windows else "\r" if "\r" in written and "\n" not in written else "\n"

    def place(index: int) -> int:
        return index + bisect_left(windows, index) + mark

    return edited(
        written, [Fix(place(one.start), place(one.end), one.text.replace("\n", newline), one.done) for one in edits]
    )


def written_as(file: str, text: str) -> str:
    """A file's text byte for byte, if it still reads as `text`. Raises QuizzerError if not, or if it is not UTF-8."""
    written = text_as_written(file)
    if normal(written) != text:
        raise QuizzerError(f"{file}: it was changed meanwhile; nothing in it was mended")
    return written


@contextlib.contextmanager
def alone_in(folders: Iterable[Path]) -> Iterator[None]:
    """Other programs that change files of these folders wait meanwhile. Where folders can't be locked (Windows, some
    network drives) nobody waits; `replace_text` still sees what was changed."""
    handles: list[int] = []
    try:
        with contextlib.suppress(ImportError, OSError, ValueError):
            import fcntl

            for folder in sorted(set(folders)):  # in one order, so that no two programs wait for each other
                handles.append(os.open(folder, os.O_RDONLY))
                fcntl.flock(handles[-1], fcntl.LOCK_EX)
        yield
    finally:
        for handle in handles:
            os.close(handle)


def folder_of(file: str) -> Path:
    """The folder in which a file really lies, links followed."""
    return Path(file).resolve().parent


def check_writable(path: str) -> None:
    """Raises QuizzerError for a file that its owner made read-only: it stays as it is, even where its folder would let
    it be replaced."""
    file = Path(path)
    if file.exists() and not file.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise QuizzerError(f"{path}: this file is read-only; nothing was written. Make it writable, or work on a copy")


def replace_text(path: str, before: str, after: str) -> None:
    """Puts a text in the place of another, both as they are byte for byte, whole or not at all.

    Raises QuizzerError, and then nothing was written, if another stands there now, or if it cannot be written.
    """
    check_writable(path)
    if text_as_written(path) != before:
        raise QuizzerError(f"{path}: it was changed meanwhile and nothing was written; try again")
    write_text(path, after, keep=False)  # what changes is a line or an entry, and it is shown


def diff(file: str, before: str, after: str) -> list[str]:
    """How two texts of a file differ, as a patch shows it: the lines that went and came, with one line around them."""
    old, new = (normal(text).split("\n") for text in (before, after))
    return list(difflib.unified_diff(old, new, file, file, n=1, lineterm=""))


def text_as_written(path: str) -> str:
    """A file's text byte for byte, empty if there is no such file. Raises QuizzerError for what is not UTF-8, BankError
    for what cannot be read."""
    try:
        return read_bytes(path, at_most=LARGEST_BANK, error=BankError).decode("utf-8") if Path(path).exists() else ""
    except UnicodeDecodeError:
        raise QuizzerError(f"{path}: only files in UTF-8 are mended; save it as UTF-8") from None
