"""The questions that are never to be asked again: their ids, one a line, in a file that can be edited by hand."""

from __future__ import annotations

from pathlib import Path

from quizzer.errors import QuizzerError
from quizzer.terminal.settings import config_folder

__all__ = ["never_ask", "never_asked"]

_HEAD = "# Questions that quizzer never asks again, one id a line. Take a line out to have the question back.\n"


def never_asked() -> frozenset[str]:
    """Their ids. A file that can't be read holds none."""
    try:
        text = _file().read_text(encoding="utf-8", errors="replace")
    except OSError:
        return frozenset()
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def never_ask(question: str) -> None:
    """Keep a question's id. Raises QuizzerError if it cannot be written."""
    if question in never_asked():
        return
    file = _file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        is_new = not file.exists()
        with file.open("a", encoding="utf-8") as out:
            out.write((_HEAD if is_new else "") + question + "\n")
    except OSError as trouble:
        raise QuizzerError(f"{file}: cannot be written: {trouble.strerror or trouble}") from None


def _file() -> Path:
    return config_folder() / "never_again.txt"
