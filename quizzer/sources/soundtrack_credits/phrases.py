"""Read a row of credits: where each credit begins, its roles, and the rights and remarks."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from quizzer.facts.film import SoundtrackRole as Role
from quizzer.sources.soundtrack_credits import role_words
from quizzer.sources.soundtrack_credits.markup import WORDS, any_of, bracket_spans, masked


class Kind(Enum):
    """The kind of a part of a row."""

    TEXT = "text"
    CREDIT = "credit"
    OTHER_CREDIT = "other credit"
    RIGHTS = "rights"
    REMARK = "remark"


class Segment(NamedTuple):
    """A part of a row: a credit's `text` is its names."""

    kind: Kind
    text: str
    roles: tuple[Role, ...] = ()


class _Marker(NamedTuple):
    kind: Kind
    start: int
    end: int
    roles: tuple[Role, ...] = ()


_RIGHTS = re.compile(rf"\b{any_of('rights')}\b|[©℗]", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?<!\w)\([cp]\)(?=[\s\d])", re.IGNORECASE)
# The credits of a sampled recording follow; they are not this song's.
_SAMPLE = re.compile(
    rf"\b{any_of('has')}\b[^.;]*?\b{any_of('sampled')}\b"
    r"|\b(?:contains|samples|interpolates|based (?:up)?on)\s+(?=[\"'“«])"
    r"|\bsamples?\s+(?:from|of|taken)\b",
    re.IGNORECASE,
)
_TRADITIONAL = re.compile(r"(?:^|(?<=[\s,;(/-]))trad(?:itional|\.|)(?=$|[\s,;.)/:-])", re.IGNORECASE)
# The writer of words to a traditional tune has not written the tune.
_TRADITIONAL_TUNE = re.compile(r"\btrad(?:itional|\.)? (?:tune|melody|air|music)\s*,\s*", re.IGNORECASE)
_OF_TITLES = frozenset(WORDS["of_titles"])
_LEADING = re.compile(r"^[.:]?\s+")
_DANGLING = (" and", " with", " then", " featuring", " feat.", " -", " –", " —")
_DONE = {
    word.capitalize(): role
    for word, role in role_words.PARTICIPLES.items()
    if role and word.isalpha() and len(word) > len("arr")
}
# "Big Muff, Written Ann Bee": a title does not continue like this after a comma.
_WITHOUT_BY = re.compile(
    rf",\s+({'|'.join(_DONE)})\s+(?=[A-ZÀ-Þ][\w.'’-]*\s+(?:[A-ZÀ-Þ&]|and\b|\0)|[A-ZÀ-Þ][\w.'’-]*\s*(?:,|$))"
)
_QUOTED = re.compile('^(?:"[^"]+"|“[^”]+”|«[^»]+»)')
_BRACKETED_CREDIT = re.compile(
    r"(?:(?:english|original|new) )?(?:music|lyrics|words|written|composed|arranged|arr|traditional)\b.*\bby\b|arr\.\s",
    re.IGNORECASE,
)
_A_CREDIT = re.compile(r"\bby\b", re.IGNORECASE)
_FEATURING = re.compile(r"(?:and\s+)?(?:featuring|feat\.|feat|ft\.)\s+", re.IGNORECASE)
_BY = re.compile(r"by:?\s+", re.IGNORECASE)


@lru_cache(maxsize=256)  # several functions read the same row
def read_row(row: str, *, is_title: bool = False) -> tuple[Segment, ...]:
    """Return the parts of a row in their order. A song's first row has a title before the first credit."""
    row = _credits_out_of_brackets(_TRADITIONAL_TUNE.sub("Traditional, ", row))
    hidden = masked(row)
    if is_title:
        hidden = _QUOTED.sub(lambda found: "\0" * len(found[0]), hidden)
    markers = _without_overlap(_markers(row, hidden, is_title=is_title))
    first = markers[0].start if markers else len(row)
    segments = [Segment(Kind.TEXT, row[:first].strip())] if row[:first].strip() else []
    for place, marker in enumerate(markers):
        ends = markers[place + 1].start if place + 1 < len(markers) else len(row)
        names = _without_dangling(_LEADING.sub("", row[marker.end : ends]))
        segments.append(Segment(marker.kind, names, marker.roles))
    return tuple(segments)


def _without_dangling(names: str) -> str:
    """Return names without the word that joins them to the next credit: "Ann Bee and" before "performed by"."""
    while True:
        names = names.rstrip(" ,;/&+")
        joiner = next((end for end in _DANGLING if names[-len(end) :].casefold() == end), "")
        if not joiner:
            return names if names.casefold() not in map(str.strip, _DANGLING) else ""
        names = names[: -len(joiner)]


def reads_on(row: str) -> bool:
    """Whether a row has a capital first and the small words of titles: "By the Light of the Silvery Moon"."""
    words = row.split()
    return words[0][0].isupper() and any(word in _OF_TITLES for word in words[1:])


def label_at_start(row: str) -> tuple[tuple[Role, ...], str] | None:
    """Return the roles of a label at the beginning of a row, as in "Music Ann Bee", and the text after it."""
    hidden = masked(row)
    words = [(end, text.casefold()) for _, end, text in role_words.tokens_of(hidden)]
    last = 0
    for place, (_, word) in enumerate(words):
        if word in role_words.PARTICIPLES or word in role_words.LABELS:
            last = place + 1
        elif word not in role_words.QUALIFIERS and word not in role_words.JOINERS:
            break
    if not last:
        return None
    return role_words.Chain([word for _, word in words], 0, last).roles(), row[words[last - 1][0] :].strip()


def _credits_out_of_brackets(row: str) -> str:
    """ "Traditional (arranged by Ann Bee)" without its brackets. Brackets after a name in a credit stay."""
    for begin, end in bracket_spans(row):
        inside = row[begin + 1 : end - 1]
        if _BRACKETED_CREDIT.match(inside) and not _A_CREDIT.search(masked(row[:begin])):
            return f"{row[:begin].rstrip()}, {inside}{row[end:]}"
    return row


def _markers(row: str, hidden: str, *, is_title: bool) -> Iterator[_Marker]:
    if sample := _SAMPLE.search(hidden, 1 if is_title else 0):
        yield _Marker(Kind.RIGHTS, sample.start(), len(row))
        hidden = hidden[: sample.start()]
    for found in [*_RIGHTS.finditer(hidden), *_COPYRIGHT.finditer(row)]:
        # A song may be called "Courtesy of the Red, White and Blue".
        if not is_title or (found.start() and (found[0][0].isupper() or _is_apart(hidden[: found.start()]))):
            yield _Marker(Kind.RIGHTS, found.start(), found.end())
    if not is_title:
        if opening := _FEATURING.match(hidden):
            yield _Marker(Kind.CREDIT, 0, opening.end(), (Role.PERFORMER,))
        elif (opening := _BY.match(hidden)) and not _RIGHTS.match(hidden) and not reads_on(row):
            yield _Marker(Kind.CREDIT, 0, opening.end(), (Role.WRITER,))
    for found in _TRADITIONAL.finditer(hidden):
        after = hidden[found.end() :].lstrip()
        ends = not after or after[0] in ",;.):/-\0" or after.split()[0].casefold() in role_words.PARTICIPLES
        if not is_title or (found.start() and (_is_apart(hidden[: found.start()]) or ends)):
            yield _Marker(Kind.REMARK, found.start(), found.end())
    yield from _phrases(hidden, is_title=is_title)
    for found in _WITHOUT_BY.finditer(hidden) if is_title else ():
        yield _Marker(Kind.CREDIT, found.start(1), found.end(), (_DONE[found[1]],))


def _is_apart(before: str) -> bool:
    return not before.strip() or before.rstrip()[-1] in ',;./-–—:)\0"”»'


def _without_overlap(markers: Iterator[_Marker]) -> list[_Marker]:
    """Return the markers in their order, and of two at one place the longer one."""
    kept: list[_Marker] = []
    for marker in sorted(markers, key=lambda one: (one.start, -one.end)):
        if not kept or marker.start >= kept[-1].end:
            kept.append(marker)
        elif (
            kept[-1].kind is Kind.CREDIT
            and kept[-1].start == 0
            and marker.kind is not Kind.REMARK
            and marker.end > kept[-1].end
        ):
            kept[-1] = _Marker(marker.kind, kept[-1].start, marker.end, marker.roles)
    return kept


def _phrases(hidden: str, *, is_title: bool) -> Iterator[_Marker]:
    """Yield each "Written and produced by", "Music:" and "arr." of a row."""
    tokens = role_words.tokens_of(hidden)
    words = [text.casefold() for _, _, text in tokens]
    of_rights = {found.start() for found in _RIGHTS.finditer(hidden)}
    for place, (start, end, _) in enumerate(tokens):
        chain = None if start in of_rights else _chain_at(words, place, is_title=is_title)
        if chain is None:
            continue
        chain = chain.shrunk(is_title=is_title)
        if is_title and chain.begins_oddly(tokens, hidden):
            continue
        roles = chain.roles()
        colon = words[place + 1 : place + 2] == [":"]
        yield _Marker(
            Kind.CREDIT if roles else Kind.OTHER_CREDIT,
            tokens[chain.start][0],
            tokens[place + 1][1] if colon else end,
            roles,
        )


def _chain_at(words: Sequence[str], place: int, *, is_title: bool) -> role_words.Chain | None:
    """Return the words of roles that end with the word at this place: "by", a colon, or "arr."."""
    word = words[place]
    if word == "by":
        return role_words.chain_before(
            words, place, fillers=not is_title or "," in words[:place] or ";" in words[:place]
        )
    if word == ":" and place and (words[place - 1] in role_words.LABELS or words[place - 1] in role_words.PARTICIPLES):
        chain = role_words.chain_before(words, place, fillers=False)
        return chain if chain and chain.apart and (chain.start or not is_title) else None
    if word == "arr" and words[place + 1 : place + 2] not in (["by"], [":"]):
        return role_words.Chain(words, place, place + 1)
    return None
