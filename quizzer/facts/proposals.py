"""Propose blanks for a film's sentences by rules; the author keeps or drops them."""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from quizzer.bounds import LONGEST_SENTENCE
from quizzer.facts.film import Film
from quizzer.facts.iso_codes import COUNTRIES
from quizzer.facts.masking import shares_words
from quizzer.facts.wording import BLANK, CLOZE
from quizzer.grading.wordlists import read_table

FEWEST_WORDS, MOST_WORDS = 8, 40
"""The length of a sentence, in words, that says enough and is quick to read."""

_WORDS = read_table("plain_words", beside=__file__)
# Words at the beginning of a sentence that refer to another.
_POINTS_BACK = frozenset(_WORDS["points_back"])
_POINTS_AT_NOTHING = re.compile(
    r"It (?:took|takes|is (?:said|rumou?red|believed))\b"
    r"|This (?:\w+ )?(?:film|movie|picture|series|episode) (?!is\b|was the\b)"
)
_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|his|hers|their|them|himself|herself|themselves)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=\s)[A-Z][\w'’-]+|(?<=[“\"(])[A-Z][\w'’-]+")
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’)\]]*+\s++(?=[\"“‘(\[]*+[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"\b(?:mr|mrs|ms|dr|st|jr|sr|prof|no|vs|vol|ft|lt|col|gen|capt|sgt|mt|approx|etc|u\.s|[a-z])\.$", re.IGNORECASE
)


class Proposal(NamedTuple):
    """A sentence with a blank, its answer, other right answers, the kind of answer, and its worth. A higher worth is
    better."""

    text: str
    answer: str
    accept: tuple[str, ...]
    kind: str
    sentence: str
    score: float


# The people and the characters in a film's facts, the kind of answer, and their worth as a question.
_Known: TypeAlias = tuple[tuple[tuple[str, ...], str, int], ...]


def propose_clozes(film: Film) -> list[Proposal]:
    """Return the best blank of each sentence of the film's trivia and goofs that has none yet, the best first.

    Proposes people and characters, known to the film's facts or not, quoted titles, places, sums, counts and years.
    Never proposes pronouns, bare adjectives, the first word of a sentence or parts of a quotation. Never proposes a
    word that the title or the rest of the sentence gives away.
    """
    people = dict.fromkeys((*(one.name for one in film.credits), *(one.actor for one in film.cast)))
    parts = dict.fromkeys(part.strip() for one in film.cast for part in (one.character or "").split(" / "))
    known: _Known = (
        (tuple(people), "person", 5),
        (tuple(part for part in parts if part[:1].isupper()), "character", 4),
    )
    proposals = []
    for text in dict.fromkeys((*film.trivia, *film.goofs)):
        if not CLOZE.search(text):
            for sentence in filter(stands_alone, split_sentences(text)):
                best = max(_proposals(sentence, film, known), key=lambda one: one.score, default=None)
                proposals += [best] if best else []
    return sorted(proposals, key=lambda one: -one.score)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text. A full stop after an initial or an abbreviation does not end one."""
    sentences, begun = [], 0
    for found in _SENTENCE_END.finditer(text):
        before = text[begun : found.end()].rstrip()
        if not _ABBREVIATION.search(before.rstrip('"”’)]')):
            sentences.append(before)
            begun = found.end()
    return [" ".join(one.split()) for one in (*sentences, text[begun:]) if one.strip()]


def stands_alone(sentence: str) -> bool:
    """Whether a sentence has a good length and names its subject itself."""
    words = sentence.split() if len(sentence) <= LONGEST_SENTENCE else []
    fewest = FEWEST_WORDS - 2 if _MONEY.search(sentence) else FEWEST_WORDS  # a sum says much
    if not fewest <= len(words) <= MOST_WORDS or not sentence.rstrip('"”’)]').endswith((".", "!", "…")):
        return False
    if words[0].strip('“"‘(,').casefold() in _POINTS_BACK and not _POINTS_AT_NOTHING.match(sentence):
        return False
    pronoun = _PRONOUN.search(sentence)
    # "He" is clear after a name, or at least a noun with an article.
    before = sentence[: pronoun.start()] if pronoun else ""
    return not pronoun or bool(_NAME.search(f" {before}") or re.search(r"\b(?:the|a|an)\s+\w+", before, re.IGNORECASE))


def _proposals(sentence: str, film: Film, known: _Known) -> Iterator[Proposal]:
    words = len(sentence.split())
    for span in _spans(sentence, known):
        if any(shares_words(name, film.titles) for name in (span.text, *span.accept)):
            continue
        if span.text == str(film.year) or _is_within_quotation(sentence, span):
            continue
        text = f"{sentence[: span.start]}{BLANK}{sentence[span.end :]}"
        names = {span.text, *span.accept, *(name.split()[-1] for name in (span.text,) if span.kind == "person")}
        mentions = 0
        for name in sorted(names, key=len, reverse=True):
            text, found = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", BLANK, text, flags=re.IGNORECASE)
            mentions += found
        if shares_words(text, [span.text]):
            continue  # the rest gives it away
        # Ten to twenty-five words are quick to read, and each further blank makes it slower.
        worth = span.worth + (0.5 if 10 <= words <= 25 else 0.0) - mentions
        yield Proposal(text, span.text, span.accept, span.kind, sentence, worth)


class _Span(NamedTuple):
    """A part of a sentence from `start` to `end`, with its other right answers, kind of answer, and worth (1 to 5)."""

    start: int
    end: int
    text: str
    kind: str
    worth: float
    accept: tuple[str, ...] = ()


def _spans(sentence: str, known: _Known) -> list[_Span]:
    """Return the spans of a sentence in its order, without overlaps; the worthier win. Never the first word, because
    its capital means nothing."""
    found: list[_Span] = []
    for span in sorted(_candidates(sentence, known), key=lambda one: (-one.worth, one.start)):
        begins = not sentence[: span.start].strip('“"‘( ')
        if not begins and not any(span.start < other.end and other.start < span.end for other in found):
            found.append(span)
    return sorted(found)


def _candidates(sentence: str, known: _Known) -> Iterator[_Span]:
    for names, kind, worth in known:
        yield from _names(sentence, names, kind, worth)
    yield from _unknown_people(sentence)
    yield from _titles(sentence)
    yield from _places(sentence)
    for pattern, kind, value in _AMOUNTS:
        for found in pattern.finditer(sentence):
            if kind != "money" or not _WEIGHT.search(sentence):
                in_words = kind == "number" and not found[0][0].isdigit()
                yield _Span(found.start(), found.end(), found[0], "text" if in_words else kind, value)


def _names(sentence: str, names: tuple[str, ...], kind: str, worth: float) -> Iterator[_Span]:
    """Yield whole names, and surnames that only one person has."""
    surnames = [name.split()[-1] for name in names]
    for name, surname in zip(names, surnames, strict=True):
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)
        if found:
            yield _Span(found.start(), found.end(), name, kind, worth)
        elif kind == "person" and len(surname) >= 3 and surnames.count(surname) == 1:
            # After another name it may be somebody else's surname.
            found = re.search(rf"(?<![A-ZÀ-Þ.]\S )(?<=[a-zß-ÿ,] ){re.escape(surname)}(?!\w)", sentence)
            if found and surname[0].isupper() and not sentence[: found.start()].split()[-1][0].isupper():
                yield _Span(found.start(), found.end(), surname, kind, worth - 0.5, (name,))


_CAPITAL = r"[A-ZÀ-Þ](?:[\w’-]*[^\W\d_]|\.)"
_PERSON = re.compile(
    rf"(?<![\w“\"‘'’&.-])(?<!the )(?<!The ){_CAPITAL}(?: (?:{_CAPITAL}|d[eiu]|de la|van|von|der|al|bin)){{0,3}}"
    rf" {_CAPITAL}"
    rf"(?=['’]s\b|[\s,.;:!?)—–]|$)(?! (?:{_CAPITAL}|&))"
)


def _unknown_people(sentence: str) -> Iterator[_Span]:
    """Yield two or more capitalized words, which are probably people unknown to the film's facts. Skips places after
    "in", and institutions."""
    for found in _PERSON.finditer(sentence):
        words, before = found[0].split(), sentence[: found.start()].split()
        last = before[-1].casefold() if before else ""
        if _NO_PLACES.isdisjoint(words) and _INSTITUTIONS.isdisjoint(words) and last not in _BEFORE_PLACES:
            yield _Span(found.start(), found.end(), found[0], "person", 3.2)


_QUOTED = re.compile(
    r"[“\"](?P<title>[A-Z0-9À-Þ][^“”\"]{1,60})[”\"]|(?<!\w)['‘](?P<single>[A-Z0-9À-Þ][^'‘’]{1,60})['’](?!\w)"
)
_QUOTATION = re.compile(r"[“\"][^“”\"]*+[”\"]|(?<!\w)['‘](?=[A-ZÀ-Þ])[^'‘’]*+['’](?!\w)")


def _is_within_quotation(sentence: str, span: _Span) -> bool:
    """Whether a span is only a part of a quotation."""
    return any(
        found.start() < span.start and span.end <= found.end() and found[0][1:-1].rstrip(",.;") != span.text
        for found in _QUOTATION.finditer(sentence)
    )


_SMALL_WORDS = "of|the|and|in|an?|to|for|on|with|from|at|de|la|le|des|du|der|die|das"
_TITLE_WORD = r"[A-Z0-9À-Þ][\w'’:.&-]*"
_DATED = re.compile(
    rf"(?<![\w'’:.&-])(?P<title>{_TITLE_WORD}(?: (?:{_TITLE_WORD}|{_SMALL_WORDS}))*) \((?:18|19|20)\d\d\)"
)


def _titles(sentence: str) -> Iterator[_Span]:
    """Yield quoted titles, and titles before a year in brackets."""
    for found in _QUOTED.finditer(sentence):
        title, start = (found["title"] or found["single"]).rstrip(",.;"), found.start() + 1
        if len(title.split()) <= 7 and not title.endswith(("!", "?")):
            yield _Span(start, start + len(title), title, "title", 4)
    for found in _DATED.finditer(sentence):
        yield _Span(found.start("title"), found.end("title"), found["title"], "title", 4.5)


_MONEY = re.compile(
    r"(?:US\$|[$€£¥₹])\s?\d(?:[\d,.]*\d)?(?:\s(?:thousand|million|billion))?"
    r"|(?<!\d)(?<!\d[,.])\d(?:[\d,.]*\d)?(?:\s(?:thousand|million|billion))?\s(?:dollars|euros|pounds|francs|marks|lire|yen|rupees|roubles)"
)


_WEIGHT = re.compile(r"\b(?:gain|los[et]|weigh|shed|put on)\w*\b[^.]*\bpounds\b")
_YEAR = re.compile(r"(?:(?<=\b[Ii]n )|(?<=\bsince )|(?<=\buntil )|(?<=\bof ))(?:18[89]|19\d|20[0-4])\d(?![\w,-])")


_SMALL = _WORDS["number"]
_UNITS = _WORDS["counted"]
_NUMBER = re.compile(
    rf"(?<![\w$€£.,-])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:{'|'.join(_SMALL)})(?:-(?:{'|'.join(_SMALL[:8])}))?)"
    rf"(?:\s(?:hundred|thousand|million))?(?=\s(?:(?:different|whole|full|other|extra|full-time|square|visual|effects)\s)?"
    rf"(?:{'|'.join(_UNITS)})\b)",
    re.IGNORECASE,
)


# Counts in digits: "more than 500,000 times".
_MANY = re.compile(r"(?<![\w$€£.,-])(?:\d{1,3}(?:,\d{3})+|[1-9]\d{1,2})(?= [a-z-]+[^\W\ds]s\b)")


_AMOUNTS = ((_MONEY, "money", 3), (_NUMBER, "number", 2.5), (_MANY, "number", 2.5), (_YEAR, "year", 2))


_WORD = r"[A-ZÀ-Þ][\w'’-]+"
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|to|from|around)\s(?:the\s)?"
    rf"(?P<place>{_WORD}(?: (?:(?:of|de|la|el|del|the|upon|sur) )?{_WORD}){{0,2}})"
)
_NO_PLACES = frozenset(_WORDS["no_place"])
_INSTITUTIONS = frozenset(_WORDS["institution"])
_BEFORE_PLACES = frozenset("in at near outside around to from of".split())
_COUNTRIES = frozenset(name.removeprefix("the ") for name in COUNTRIES.values())
# Words that may follow a place. After a describing place ("in Paris hospitals") comes a noun.
_MAY_FOLLOW = re.compile(
    r"\s*(?:[,.;:!?()”\"—–-]|$|(?:and|or|but|before|after|when|while|where|which|who|that|as|because|by|during|for|from|in|"
    r"is|was|were|are|had|has|to|on|with|at|until|since|under|over|between|instead|rather|so|only|alone)\b)"
)


def _places(sentence: str) -> Iterator[_Span]:
    for found in _PLACE.finditer(sentence):
        place = found["place"]
        words = place.split()
        if _NO_PLACES.isdisjoint(words) and _MAY_FOLLOW.match(sentence, found.end()):
            worth = 3.5 if place in _COUNTRIES else 3
            yield _Span(found.start("place"), found.end("place"), place, "text", worth)
