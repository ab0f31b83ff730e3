"""The sentences of a game, by codes and parameters, in the reader's language. Each language is one data file.

A line of `words/LANGUAGE.txt` is a code, " = " and a sentence. Its parameters are in braces, as in Python's formats.
" | " separates the forms of a sentence. `plural` says which form the parameter `count` takes, as in gettext. If a
parameter has words of its own ("outcome.correct"), the sentence uses them.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from typing import Any, NamedTuple

from quizzer.errors import IllegalAction
from quizzer.grading import MESSAGES, Verdict
from quizzer.grading.wordlists import read_pairs

LANGUAGES = ("en", "de")
"""The languages that a game speaks, by their ISO 639 codes."""

LANGUAGE: ContextVar[str] = ContextVar("LANGUAGE", default="en")
"""The reader's language in this context; a program sets it once."""


class Words:
    """The words of one language; see `words_in`."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        from gettext import c2py  # plural forms in the usual notation

        self.texts = texts
        self._form = c2py(texts["plural"])
        self._marks = str.maketrans(",.", texts["marks"])

    def __call__(self, code: str, /, **parameters: Any) -> str:
        """Return the sentence of a code. Raises KeyError for an unknown code, or a missing parameter."""
        text = self.texts[code]
        if " | " in text:
            count = abs(parameters["count"])
            text = text.split(" | ")[self._form(int(count) if count % 1 == 0 else 2)]
        for name, value in parameters.items():
            if not isinstance(value, str):
                parameters[name] = _Figure(value, self._marks)
            elif name in _NAMED:
                parameters[name] = self.texts.get(f"{name}.{value}", value)
        return text.format_map(parameters)

    def listed(self, code: str) -> list[str]:
        """Return the texts whose codes begin with `code`, in their order."""
        return [text for own, text in self.texts.items() if own.startswith(code)]


_NAMED = ("action", "category", "level", "mode", "month", "outcome", "rating", "role", "ruled")
"""The parameters that may have words of their own; the name of a player never has."""


class _Figure(NamedTuple):
    """A number, written with the marks of a language."""

    value: Any
    marks: Mapping[int, int]

    def __format__(self, how: str) -> str:
        return format(self.value, how).translate(self.marks)


@cache
def words_in(language: str) -> Words:
    """Return the words of one of the `LANGUAGES`. quizzer reads them at their first use."""
    # The English ones of the referee are in its own table; an empty one needs no translation.
    referee = {f"referee.{code}": text for code, text in MESSAGES.items() if language == "en" or not text}
    return Words({**referee, **read_pairs(language, beside=__file__)})


def phrase(code: str, /, **parameters: Any) -> str:
    """Return the sentence of a code in the current `LANGUAGE`; see `Words`."""
    return words_in(LANGUAGE.get())(code, **parameters)


def refusal(code: str, /, **parameters: str | float) -> IllegalAction:
    """Return the error with its text in English. If a code has several sentences, the parameter `case` selects one."""
    return IllegalAction(code, words_in("en")(_of_refusal(code, parameters), **parameters), **parameters)


def say(event: Any, language: str | None = None) -> str:
    """Return the sentence of an event, a Result, a Verdict or an IllegalAction in one of the `LANGUAGES`, or the
    current one; empty if it has none.

    The English sentence is its `message` or `text`. The words of a bank's author stay in the language of the bank.
    """
    code, parameters = getattr(event, "code", ""), getattr(event, "parameters", None)
    message = str(event) if isinstance(event, IllegalAction) else getattr(event, "text", getattr(event, "message", ""))
    if isinstance(event, Verdict):
        message, code, parameters = event.told
    if hasattr(event, "outcome"):
        codes = [f"referee.{one}" for one in code.split() or [event.reason]] if message else []
    else:
        codes = [f"hint.{code}" if hasattr(event, "text") else _of_refusal(code, parameters or {})]
    words = words_in(language or LANGUAGE.get())
    if not all(one in words.texts for one in codes):
        return str(message)  # the author's own, or another program's
    return ", ".join(text for one in codes if (text := words(one, **parameters or {})))


def _of_refusal(code: str, parameters: Mapping[str, object]) -> str:
    return f"refused.{code}.{parameters['case']}" if "case" in parameters else f"refused.{code}"
