"""Files changed by several people at once: each change begins from what stands there, and none is lost."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from quizzer.errors import BankError, QuizzerError
from quizzer.files import write_text

__all__ = ["alone_at", "check_writable", "replace_text", "text_as_written"]


@contextlib.contextmanager
def alone_at(file: str) -> Iterator[None]:
    """Other programs that change files of this folder wait meanwhile. Where folders can't be locked (Windows, some
    network drives) nobody waits; `replace_text` still sees what was changed."""
    handle: int | None = None
    try:
        with contextlib.suppress(ImportError, OSError, ValueError):
            import fcntl

            handle = os.open(Path(file).resolve().parent, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        if handle is not None:
            os.close(handle)


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
    kept = write_text(path, after)
    if kept is not None:
        kept.unlink(missing_ok=True)  # what changes is a line or an entry, and it is shown


def text_as_written(path: str) -> str:
    """A file's text byte for byte, empty if there is no such file. Raises BankError for what is no text."""
    file = Path(path)
    try:
        return file.read_bytes().decode("utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError):
        raise BankError("this cannot be read as text in UTF-8", file=path) from None
