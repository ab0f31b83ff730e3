"""What players may type instead of the right answer: for an author to see what the referee makes of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import OSA

from quizzer.grading import AnswerKey

LONGEST = 60
"""Letters of an answer of which slips are made: nobody types a sentence letter by letter."""
_ARTICLE = re.compile(r"\A(?:(?:the|an?|le|la|les|der|die|das|el|los|las|il|lo)\s+|l['’])(?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORDS = ("text", "person", "character", "title")


class NearMiss(NamedTuple):
    """What is typed, and what sort of near miss it is."""

    sort: str
    given: str


def near_misses(key: AnswerKey, others: Iterable[str] = ()) -> list[NearMiss]:
    """The usual near misses of an answer, none twice. `others` are other answers of its kind: the nearest is tried."""
    found = {key.answer: NearMiss("the answer", key.answer)}
    for sort, given in _candidates(key, tuple(others)):
        found.setdefault(given.strip(), NearMiss(sort, given.strip()))
    del found[key.answer]
    found.pop("", None)
    return list(found.values())


def _candidates(key: AnswerKey, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    answer = key.answer
    yield "lower case", answer.lower()
    if key.kind == "list":
        names = [item[0] for item in key.items]
        yield "in another order", ", ".join(reversed(names))
        yield "one missing", ", ".join(names[:-1])
        yield "one alone", names[0]
    elif key.kind == "choice":
        yield from (("another choice", choice) for choice in key.choices if choice.casefold() != answer.casefold())
    elif key.kind == "boolean":
        yield "the opposite", "no" if key.grade("yes").correct else "yes"
    elif key.kind in _WORDS:
        yield from _of_words(key)
    else:
        yield from _of_numbers(answer, key.kind)
    for name in key.accept[:2]:
        yield "also right", name.lower()
        yield "also right, a letter missing", _slip(name.lower())
    yield from (("not enough", name) for name in key.prompt)
    yield from (("wrong", name) for name in key.reject)
    own = {name.casefold() for name in key.names}
    if fitting := [other for other in others if other.casefold() not in own]:
        nearest = process.extractOne(answer, fitting, scorer=OSA.normalized_similarity)
        yield "another answer here", str(nearest[0])


def _of_words(key: AnswerKey) -> Iterator[tuple[str, str]]:
    answer = key.answer
    yield "plain letters", anyascii(answer)
    yield "without the article", _ARTICLE.sub("", answer) if _ARTICLE.match(answer) else ""
    if len(answer) <= LONGEST:
        yield "a letter missing", _slip(answer.lower())
        yield "two letters swapped", _slip(answer.lower(), swapped=True)
    words = _ARTICLE.sub("", answer).split()
    if len(words) > 1 and key.kind in ("person", "character"):
        yield "last name alone", words[-1]
        yield "first name alone", words[0]
    elif len(words) > 1:
        yield "first word alone", words[0]
    if ": " in answer:
        yield "before the colon", answer.split(": ")[0]
        yield "behind the colon", answer.split(": ")[-1]


def _of_numbers(answer: str, kind: str) -> Iterator[tuple[str, str]]:
    found = _NUMBER.search(answer)
    if kind == "date":
        if year := re.search(r"\d{4}", answer):
            yield "the year alone", year[0]
    elif found and kind != "duration":
        number = float(found[0].replace(",", ""))

        def put(value: float) -> str:
            told = f"{value:,.2f}" if "." in found[0] else f"{value:,.0f}"
            told = told if "," in found[0] else told.replace(",", "")
            return answer[: found.start()] + told + answer[found.end() :]

        if kind == "year":
            yield "a year later", str(int(number) + 1)
            yield "two digits", f"{int(number) % 100:02}"
        else:
            yield "the number alone", found[0]
            yield "one more", put(number + 1)
            yield "a twentieth more", put(number * 1.05)
            yield "a fifth more", put(number * 1.2)


def _slip(name: str, *, swapped: bool = False) -> str:
    """The name without a letter in the middle of its longest word, or with two letters `swapped` there."""
    longest = max(name.split() or [""], key=len)
    if len(longest) < 4:
        return ""
    at = name.index(longest) + len(longest) // 2
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :] if swapped else name[:at] + name[at + 1 :]
