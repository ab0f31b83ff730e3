"""Errors of a film's sentences: marks of clozes, [[ ]], that do not fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import yaml

from quizzer.bank_files.faults import Fault
from quizzer.bank_files.pointing import error, items_at, within
from quizzer.facts.film import Film
from quizzer.facts.wording import CLOZE

__all__ = ["CLOZED", "mark_faults", "overmarked", "sentences_of"]

CLOZED = ("plot", "trivia", "goofs", "quotes", "crazy_credits", "alternate_versions")
"""The keys of a film whose sentences may have clozes."""

_MARK = re.compile(r"\[\[|\]\]")
MOST_MARKS = 50
"""Clozes that one sentence may have."""
MOST_TOLD = 10
"""Marks of one sentence that are looked at: whoever has more has not meant them as such."""
_AROUND = 12
"""Characters behind a mark that tell it from others."""


def mark_faults(node: yaml.Node, film: Film, text: str) -> Iterator[Fault]:
    """The marks that open or close nothing, or hold no answer."""
    for key in CLOZED:
        for sentence, place in zip(sentences_of(film, key), items_at(node, key), strict=False):
            if sentence.count("[[") > MOST_MARKS:
                yield error(place, f"more than {MOST_MARKS} [[ ]] in one sentence: mark what is worth asking")
            elif "[[" in sentence or "]]" in sentence:
                yield from _in_sentence(place, sentence, text)


def overmarked(film: Film) -> bool:
    """Whether a sentence of a film has so many marks that the questions of it would take too long to make."""
    return any(sentence.count("[[") > MOST_MARKS for key in CLOZED for sentence in sentences_of(film, key))


def sentences_of(film: Film, key: str) -> tuple[str, ...]:
    """What stands under a key of CLOZED: a sentence, or several."""
    value: tuple[str, ...] | str | None = getattr(film, key)
    return (value,) if isinstance(value, str) else value or ()


def _in_sentence(place: yaml.Node, sentence: str, text: str) -> Iterator[Fault]:
    rest = CLOZE.sub(lambda found: " " * len(found[0]) if _names(found) else found[0], sentence)
    closed: set[int] = set()
    marks = list(islice(_MARK.finditer(rest), MOST_TOLD))
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        if mark[0] == "]]" and mark.start() in closed:
            continue
        if mark[0] == "[[" and after and after[0] == "]]":
            part = sentence[mark.start() : after.end()]
            closed.add(after.start())
            yield within("error", place, text, part, _pair_trouble(part))
        else:
            part = sentence[mark.start() : mark.end() + _AROUND]
            yield within("error", place, text, part, _UNBALANCED[mark[0]], width=2)


def _names(found: re.Match[str]) -> bool:
    """Whether each name in a cloze can be seen."""
    return all(name.strip() for name in (found["answer"], *found["aliases"].split("|")[1:]))


def _pair_trouble(marked: str) -> str:
    inside = marked[2:-2]
    if not inside.strip(" |"):
        return "[[ ]] marks nothing: put the words between that a player is to fill in"
    if "[" in inside or "]" in inside:
        return "[ and ] cannot stand within [[ ]]: take them out"
    return "an answer in [[ ]] is empty: write it as [[answer|another right answer]]"


_UNBALANCED = {
    "[[": "[[ is not closed: put ]] behind the words that a player is to fill in",
    "]]": "]] closes nothing: put [[ before the words that a player is to fill in",
}
