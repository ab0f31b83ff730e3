"""A real prompt with line editing, in colours where the terminal has them. Importing this loads prompt_toolkit."""

from __future__ import annotations

from collections.abc import Sequence

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.output import create_output
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth

from quizzer.terminal.words import Line

__all__ = ["PromptScreen", "wrap"]

WIDEST = 100
"""Columns beyond which lines of prose are hard to read."""

_STYLE = Style.from_dict(
    {
        "head": "ansicyan",
        "question": "bold",
        "answer": "bold",
        "right": "ansigreen bold",
        "wrong": "ansired bold",
        "prompt": "ansiyellow bold",
        "quiet": "",
        "score": "bold",
        "title": "ansicyan bold",
    }
)


class PromptScreen:
    """A prompt in a terminal. `hide_answers` takes a typed line off the screen: somebody else answers next."""

    def __init__(self, *, hide_answers: bool = False) -> None:
        self._output = create_output()
        self._session: PromptSession[str] = PromptSession(
            output=self._output, style=_STYLE, erase_when_done=hide_answers
        )

    def show(self, lines: Sequence[Line]) -> None:
        width = min(self._output.get_size().columns, WIDEST)
        for line in lines:
            for row in wrap(line, width):
                text = FormattedText([(f"class:{style}" if style else "", piece) for style, piece in row])
                print_formatted_text(text, output=self._output, style=_STYLE)

    def ask(self, prompt: str) -> str:
        return self._session.prompt(FormattedText([("class:head", prompt)]))


def wrap(line: Line, width: int) -> list[Line]:
    """The line cut at spaces into rows of at most `width` cells, each standing as far in as the line begins."""
    rows: list[list[tuple[str, str]]] = [[]]
    text = "".join(piece for _, piece in line)
    indent = " " * min(len(text) - len(text.lstrip(" ")), width // 2)
    room = width
    for style, piece in line:
        for word in _words(piece):
            if get_cwidth(word.rstrip(" ")) > room and room < width - len(indent):
                rows.append([("", indent)])
                room = width - len(indent)
                word = word.lstrip(" ")  # noqa: PLW2901
            rows[-1].append((style, word))
            room -= get_cwidth(word)
    return list(rows)


def _words(text: str) -> list[str]:
    """Words with the spaces behind them."""
    words: list[str] = []
    for part in text.split(" "):
        words.append(part + " ")
    words[-1] = words[-1][:-1]
    return [word for word in words if word]
