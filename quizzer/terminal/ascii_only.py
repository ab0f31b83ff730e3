"""Text for terminals and files that know ASCII alone: every other letter becomes one that is like it."""

import codecs
from functools import cache

from quizzer.terminal.layout import cells

SPELT_IN_ASCII = "quizzer.ascii"
"""The name by which an encoding is told, as its `errors`, to spell in ASCII what it does not have."""


def in_ascii(text: str) -> str:
    """The text spelt in ASCII: “é” is "e", “Ж” is "Zh", what has no spelling "?"."""
    return text if text.isascii() else "".join(map(_spelt, text))


def in_ascii_cells(text: str) -> str:
    """The text spelt in ASCII in as many cells as it takes now: “Ж” is "Z", as "Zh" has no room."""
    return "".join(_spelt(letter)[: cells(letter)].ljust(cells(letter)) for letter in text)


@cache
def _spelt(letter: str) -> str:
    if letter.isascii():
        return letter
    from anyascii import anyascii

    spelt = anyascii(letter)
    if spelt.startswith(":"):  # an emoji, told in words
        return "?"
    return spelt or ("?" if cells(letter) else "")


def _replace(trouble: UnicodeError) -> tuple[str, int]:
    if not isinstance(trouble, UnicodeEncodeError):
        raise trouble
    return in_ascii(trouble.object[trouble.start : trouble.end]), trouble.end


codecs.register_error(SPELT_IN_ASCII, _replace)
