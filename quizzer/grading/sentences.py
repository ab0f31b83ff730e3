"""What players say around an answer: "I think it's Jaws", "not Jaws", "Jaws or Heat", "Jaws (1975)"."""

import re

from quizzer.grading.forms import Form
from quizzer.grading.wordlists import listed, read_texts

OPENERS = listed("openers")
CLOSERS = listed("closers")
_SAID = {key: lines.replace("\n", "|") for key, lines in read_texts("sentences").items()}
_OPENING = re.compile("(?:(?:{asides}|{thinking}|{being}|{naming}) )+(?=\\S)".format_map(_SAID))
_CLOSING = re.compile("(?: (?:{closing}))+$".format_map(_SAID))
_DENIAL = re.compile(
    "(?:(?:{asides}|{thinking}|{it_is}|no|certainly) )*"
    "(?:(?:i|we) (?:do not|dont|didnt|would not|wouldnt) (?:think|believe|say)(?: that)?(?: (?:{it_is}))?|{denying})"
    "(?: the film| the movie| in| by)? ".format_map(_SAID)
)
_NOTHING_SAID = re.compile("(?:(?:sorry |oh |well |um |uh )*)(?:{unknowing})".format_map(_SAID))
_MOST_PARTS = 12  # an answer has no more
_ENDS = frozenset("0123456789)]")
_TELLING = OPENERS | CLOSERS | {"or", "and"}
_PARTING = frozenset(",/;|")
_SEPARATORS = re.compile(r",? (?:or|and/or) | ?[/;|] ?", re.IGNORECASE)
_CONJUNCTIONS = re.compile(r",? (?:and|&|\+) | ?, ?", re.IGNORECASE)
_AND = re.compile(r",? (?:and|&|\+) ", re.IGNORECASE)


def may_be_more(given: str, form: Form) -> bool:
    """Whether an answer may be a sentence, several answers, or an answer with its year: a cheap first look."""
    words = form.words
    if not _TELLING.isdisjoint(words) and (is_sentence(form) or "or" in words or "and" in words):
        return True
    return not form.bare and (given[-1:] in _ENDS or not _PARTING.isdisjoint(given))


def is_sentence(form: Form) -> bool:
    """Whether a form begins or ends as sentences do: only then is it worth taking apart."""
    words = form.words
    return words[0] in OPENERS or words[-1] in CLOSERS


def bare_answer(form: Form) -> str:
    """Return the answer in a sentence, folded; nothing if it is not in a sentence.

    >>> bare_answer(Form("i think its jaws")), bare_answer(Form("is it the movie jaws")), bare_answer(Form("jaws"))
    ('jaws', 'jaws', '')
    """
    opening = _OPENING.match(form.folded)
    bare = form.folded[opening.end() :] if opening else form.folded
    bare = _CLOSING.sub("", bare) or bare
    return bare if bare != form.folded else ""


def denied(folded: str) -> str:
    """What a folded text says it is not: "jaws" in "not jaws"."""
    denial = _DENIAL.match(folded)
    return folded[denial.end() :] if denial else ""


def says_nothing(folded: str) -> bool:
    """Whether a folded text declines to answer."""
    return len(folded) < 80 and _NOTHING_SAID.fullmatch(folded) is not None


def alternatives(given: str, form: Form, *, commas: bool) -> list[str]:
    """The answers that `given` (its form: `form`) offers side by side: "Jaws or Heat", "Jaws, Heat and Alien".

    Without `commas` a comma parts nothing: what follows it may be a detail ("Atlanta, Georgia").
    """
    words = form.words
    if "or" in words or "/" in given or ";" in given or "|" in given:
        separators = _SEPARATORS
    elif "and" in words or (commas and "," in given):
        separators = _CONJUNCTIONS if commas else _AND
    else:
        return []
    parts = [part for part in separators.split(" ".join(given.split())) if any(mark.isalnum() for mark in part)]
    return parts if 1 < len(parts) <= _MOST_PARTS else []
