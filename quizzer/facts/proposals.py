"""Clozes that a film's sentences offer: what to ask for, proposed by rules, to be kept or dropped by an author."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quizzer.facts.film import Film
from quizzer.facts.masking import shares_words
from quizzer.facts.spans import Known, find_spans
from quizzer.facts.wording import BLANK, CLOZE

__all__ = ["Proposal", "propose_clozes", "split_sentences", "stands_alone"]

FEWEST_WORDS, MOST_WORDS = 8, 40
"""How long a sentence must be to say enough, and may be to be read at once."""

# Words that begin a sentence and point back at another.
_POINTS_BACK = frozenset(
    """
    this that these those he she it they his her hers its their theirs him them both neither either such another also
    however but and or so then thus therefore hence afterwards later earlier instead there here still yet nor meanwhile
    similarly likewise conversely additionally moreover furthermore nevertheless nonetheless otherwise the-former
    """.split()
)
_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|his|hers|their|them|himself|herself|themselves)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=\s)[A-Z][\w'’-]+|(?<=[“\"(])[A-Z][\w'’-]+")
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’)\]]*\s+(?=[\"“‘(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"\b(?:mr|mrs|ms|dr|st|jr|sr|prof|no|vs|vol|ft|lt|col|gen|capt|sgt|mt|approx|etc|u\.s|[a-z])\.$", re.IGNORECASE
)


class Proposal(NamedTuple):
    """A sentence with a blank, what fills it, other names of that, the kind of answer, and how well worth asking it is
    (above 0, the higher the better)."""

    text: str
    answer: str
    accept: tuple[str, ...]
    kind: str
    sentence: str
    score: float


def propose_clozes(film: Film) -> list[Proposal]:
    """The best cloze of each sentence of the film's trivia and goofs that has none yet, the best first.

    Asked for are people and characters that the film's facts know, titles, places, sums of money and numbers of
    something; never a pronoun, a bare adjective or the first word of a sentence, and nothing that the title tells.
    """
    known = Known.of(film)
    proposals = []
    for text in dict.fromkeys((*film.trivia, *film.goofs)):
        if not CLOZE.search(text):
            for sentence in filter(stands_alone, split_sentences(text)):
                best = max(_proposals(sentence, film, known), key=lambda one: one.score, default=None)
                proposals += [best] if best else []
    return sorted(proposals, key=lambda one: -one.score)


def split_sentences(text: str) -> list[str]:
    """The sentences of a text. A full stop behind an initial or an abbreviation ends none."""
    sentences, begun = [], 0
    for found in _SENTENCE_END.finditer(text):
        before = text[begun : found.end()].rstrip()
        if not _ABBREVIATION.search(before.rstrip('"”’)]')):
            sentences.append(before)
            begun = found.end()
    return [" ".join(one.split()) for one in (*sentences, text[begun:]) if one.strip()]


def stands_alone(sentence: str) -> bool:
    """True if a sentence is of a fit length and says by itself whom and what it is about."""
    words = sentence.split()
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or not sentence.rstrip('"”’)]').endswith((".", "!", "…")):
        return False
    if words[0].strip('“"‘(,').casefold() in _POINTS_BACK:
        return False
    pronoun = _PRONOUN.search(sentence)
    # "He" is somebody where a name, or at least a noun with an article, stands before.
    before = sentence[: pronoun.start()] if pronoun else ""
    return not pronoun or bool(_NAME.search(f" {before}") or re.search(r"\b(?:the|a|an)\s+\w+", before, re.IGNORECASE))


def _proposals(sentence: str, film: Film, known: Known) -> Iterator[Proposal]:
    for span in find_spans(sentence, known):
        if shares_words(span.text, film.titles) or any(shares_words(name, film.titles) for name in span.accept):
            continue
        text = f"{sentence[: span.start]}{BLANK}{sentence[span.end :]}"
        names = {span.text, *span.accept, *(name.split()[-1] for name in (span.text,) if span.kind == "person")}
        mentions = _mentions(text, names)
        yield Proposal(
            text=_blanked(text, names),
            answer=span.text,
            accept=span.accept,
            kind=span.kind,
            sentence=sentence,
            score=span.worth + _length_bonus(sentence) - mentions,
        )


def _mentions(text: str, names: Iterable[str]) -> int:
    """How often the answer stands in what is left: each time it must be blanked too, and the sentence gets harder to
    read."""
    return sum(len(_as_word(name).findall(text)) for name in names)


def _blanked(text: str, names: Iterable[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = _as_word(name).sub(BLANK, text)
    return text


def _as_word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


def _length_bonus(sentence: str) -> float:
    """A sentence of ten to twenty-five words is read at a glance and still tells a story."""
    return 0.5 if 10 <= len(sentence.split()) <= 25 else 0.0
