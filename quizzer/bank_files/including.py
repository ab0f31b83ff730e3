"""Where an `include:` leads: to a file in the folder of the including one or below, and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from quizzer.bank_files.values import shortened
from quizzer.errors import QuizzerError

__all__ = ["Included", "find_included", "identity"]

_ONLY = "only what lies in it or below is included"


class Included(NamedTuple):
    """A file that is there: its `path` as messages name it, what tells it from every other, and its size in bytes."""

    path: str
    identity: tuple[int, int]
    size: int


def find_included(name: str, file: str) -> Included:
    """The file that `name` means in a bank at `file`.

    Raises QuizzerError, in words for its author, if there is none or if it lies elsewhere: names that lead out of the
    folder are refused, and so are links that do.
    """
    shown = repr(shortened(name))
    if not file:
        raise QuizzerError("a bank that is no file cannot include others")
    if name.startswith("/") or any(sign in name for sign in "\\:") or not name.isprintable():
        raise QuizzerError(f"{shown} is not a path below this file's folder, such as parts/songs.yaml")
    if ".." in name.split("/"):
        raise QuizzerError(f"{shown} leads out of this file's folder; {_ONLY}")
    try:
        # A link to a bank stands for the bank, so what it includes lies where the bank does.
        folder = Path(file).resolve().parent
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise QuizzerError(f"{shown} is a link out of this file's folder; {_ONLY}")
        if path.is_dir():
            raise QuizzerError(f"{shown} is a folder: name the files in it")
        if not path.is_file():
            missing = "is no ordinary file" if path.exists() else "is not there"
            raise QuizzerError(f"{shown} {missing}; it is looked for in {folder}")
        base = str(folder) if Path(file).is_symlink() else os.path.dirname(file)  # noqa: PTH120 — "b.yaml" has none
        return Included(os.path.join(base, *name.split("/")), identity(path), path.stat().st_size)  # noqa: PTH118
    except (OSError, RuntimeError, ValueError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        raise QuizzerError(f"{shown} cannot be included: {reason}") from None


def identity(path: str | os.PathLike[str]) -> tuple[int, int]:
    """What tells a file from every other, by whatever name. Raises OSError."""
    found = Path(path).stat()
    return found.st_dev, found.st_ino
