"""What a game says, by codes and parameters, in the language of whoever reads it: each language is one data file.

A line of `words/LANGUAGE.txt` is a code, " = " and a sentence; its parameters stand in braces, as in Python's formats.
Where a number decides between forms, " | " parts them, and `plural` tells which form the parameter `count` takes, as
the header of a gettext file does. A parameter that has words of its own ("outcome.correct") is said in these.
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
"""The language of whoever reads what is said here and now; a program sets it once."""


class Words:
    """The words of one language; see `words_in`."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        from gettext import c2py  # plural forms as all the world writes them

        self.texts = texts
        self._form = c2py(texts["plural"])
        self._marks = str.maketrans(",.", texts["marks"])

    def __call__(self, code: str, /, **parameters: Any) -> str:
        """What the code says. Raises KeyError for a code, or a parameter of its sentence, that is not there."""
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
        """The texts whose codes begin so, in their order."""
        return [text for own, text in self.texts.items() if own.startswith(code)]


_NAMED = ("action", "category", "level", "mode", "month", "outcome", "rating", "role", "ruled")
"""The parameters that may have words of their own; a player may be called anything."""


class _Figure(NamedTuple):
    """A number, written with the marks of a language."""

    value: Any
    marks: Mapping[int, int]

    def __format__(self, how: str) -> str:
        return format(self.value, how).translate(self.marks)


@cache
def words_in(language: str) -> Words:
    """The words of one of the `LANGUAGES`. They are read when they are first needed."""
    # English ones of the referee stand with it; where it has nothing to say, that needs no translation.
    referee = {f"referee.{code}": text for code, text in MESSAGES.items() if language == "en" or not text}
    return Words({**referee, **read_pairs(language, beside=__file__)})


def phrase(code: str, /, **parameters: Any) -> str:
    """What the code says in the `LANGUAGE` of here and now; see `Words`."""
    return words_in(LANGUAGE.get())(code, **parameters)


def refusal(code: str, /, **parameters: str | float) -> IllegalAction:
    """The error with its text in English. Where a code has several sentences, the parameter `case` says which."""
    return IllegalAction(code, words_in("en")(_of_refusal(code, parameters), **parameters), **parameters)


def say(told: Any, language: str | None = None) -> str:
    """The sentence of an event, a Result, a Verdict or an IllegalAction in one of the `LANGUAGES`, or that of here and
    now; empty where it has none.

    In English it is the `message`, or the `text`, that comes with it. What the author of a question wrote stays in the
    language of the bank.
    """
    code, parameters = getattr(told, "code", ""), getattr(told, "parameters", None)
    message = str(told) if isinstance(told, IllegalAction) else getattr(told, "text", getattr(told, "message", ""))
    if isinstance(told, Verdict):
        message, code, parameters = told.told
    if hasattr(told, "outcome"):
        codes = [f"referee.{one}" for one in code.split() or [told.reason]] if message else []
    else:
        codes = [f"hint.{code}" if hasattr(told, "text") else _of_refusal(code, parameters or {})]
    words = words_in(language or LANGUAGE.get())
    if not all(one in words.texts for one in codes):
        return str(message)  # the author's own, or another program's
    return ", ".join(text for one in codes if (text := words(one, **parameters or {})))


def _of_refusal(code: str, parameters: Mapping[str, object]) -> str:
    return f"refused.{code}.{parameters['case']}" if "case" in parameters else f"refused.{code}"
