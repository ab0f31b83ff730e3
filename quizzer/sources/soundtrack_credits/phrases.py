"""What a row of credits says: where each credit begins, in which roles, and where rights and remarks stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from quizzer.facts.film import SoundtrackRole as Role
from quizzer.sources.soundtrack_credits.brackets import bracket_spans, masked
from quizzer.sources.soundtrack_credits.words import INSTRUMENTS, LABELS, NOUNS, PARTICIPLES, QUALIFIERS, WRITING

__all__ = ["Kind", "Segment", "label_at_start", "read_row", "reads_on"]


class Kind(Enum):
    """What a part of a row is."""

    TEXT = "text"
    CREDIT = "credit"
    OTHER_CREDIT = "other credit"
    RIGHTS = "rights"
    REMARK = "remark"


@dataclass(frozen=True)
class Segment:
    """A part of a row: a credit's `text` is its names."""

    kind: Kind
    text: str
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True)
class _Marker:
    kind: Kind
    start: int
    end: int
    roles: tuple[Role, ...] = ()


_TOKEN = re.compile(r"\w(?:[\w'’*.-]*\w)?|[^\w\s\0]|\0+")
_ABBREVIATED = frozenset({"arr", "comp", "prod", "perf", "orig", "trad", "add'l"})
_JOINERS = frozenset({",", "&", "and", "/", "+", "|"})
_APART = frozenset({",", ";", ".", "/", "-", "–", "—", ":", '"', "”", "»", "•", "·", "and", "&", "with", "featuring", "then", "|"})
_MOST_FILLERS = 7
_QUOTES = frozenset("\"'“”«»")
_RIGHTS = re.compile(
    r"(?:\b(?:appears?|licen[cs]ed|used|by|through the|through)\s+)?\bcourtesy\s+(?:of|by)\b"
    r"|\bunder\s+(?:an?\s+)?(?:exclusive\s+|non-exclusive\s+)?licen[cs]e\b"
    r"|\b(?:exclusively\s+)?licen[cs]ed\s+(?:from|by|through|to|under|for)\b"
    r"|\bby\s+(?:special\s+|kind\s+)?(?:arrangement|permission|agreement)\b"
    r"|\bin\s+(?:arrangement|association)\s+with\b"
    r"|\b(?:co-)?(?:published|administered|distributed|released|controlled|provided|issued|owned|sub-published)\s+(?:\w+\s+)?by\b"
    r"|\bused\s+(?:by|with|under)\s+(?:\w+\s+)?(?:permission|licen[cs]e|arrangement|authori[sz]ation)\b"
    r"|\blicen[cs]e\s+arranged\s+(?:by|through)\b|\ball\s+rights\b|\brights\s+reserved\b|\bcopyright\b|[©℗]|\bon\s+behalf\s+of\b|\bspecial\s+thanks\b|\bthanks\s+to\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?<!\w)\([cp]\)(?=[\s\d])", re.IGNORECASE)
_SAMPLE = re.compile(
    r"\b(?:contain(?:s|ing)?|includ(?:es|ing)|features|embod(?:ies|ying)|incorporat(?:es|ing)|samples|interpolat(?:es|ing)"
    r"|us(?:es|ing)|based (?:up)?on)\b[^.;]*?\b(?:samples?|elements?|portions?|interpolations?|excerpts?|replayed|part|parts)\b"
    r"|\b(?:contains|samples|interpolates|based (?:up)?on)\s+(?=[\"'“«])"
    r"|\bsamples?\s+(?:from|of|taken)\b",
    re.IGNORECASE,
)
_TRADITIONAL = re.compile(r"(?:^|(?<=[\s,;(/-]))trad(?:itional|\.|)(?=$|[\s,;.)/:-])", re.IGNORECASE)
_OF_TITLES = frozenset("the a an of in on for to my your from at with is it me you".split())
_LEADING = re.compile(r"^[.:]?\s+")
_DANGLING = re.compile(r"(?:[\s,;/&+–—-]+(?:and|with|then|featuring)?)+$", re.IGNORECASE)
_DONE = {word.capitalize(): role for word, role in PARTICIPLES.items() if role and word.isalpha() and len(word) > len("arr")}
# "Big Muff, Written Ann Bee": behind a comma a title does not go on so.
_WITHOUT_BY = re.compile(rf",\s+({'|'.join(_DONE)})\s+(?=[A-ZÀ-Þ][\w.'’-]*\s+(?:[A-ZÀ-Þ&]|and\b|\0)|[A-ZÀ-Þ][\w.'’-]*\s*(?:,|$))")
_QUOTED = re.compile("^(?:\"[^\"]+\"|“[^”]+”|«[^»]+»)")
_BRACKETED_CREDIT = re.compile(
    r"(?:(?:english|original|new) )?(?:music|lyrics|words|written|composed|arranged|arr|traditional)\b.*\bby\b|arr\.\s", re.IGNORECASE
)
_A_CREDIT = re.compile(r"\bby\b", re.IGNORECASE)
_FEATURING = re.compile(r"(?:and\s+)?(?:featuring|feat\.|feat|ft\.)\s+", re.IGNORECASE)
_BY = re.compile(r"by:?\s+", re.IGNORECASE)


def read_row(row: str, *, is_title: bool = False) -> list[Segment]:
    """The parts of a row in their order. In a song's first row a title stands before the first credit."""
    row = _credits_out_of_brackets(row)
    hidden = masked(row)
    if is_title:
        hidden = _QUOTED.sub(lambda found: "\0" * len(found[0]), hidden)
    markers = _without_overlap(_markers(row, hidden, is_title=is_title))
    first = markers[0].start if markers else len(row)
    segments = [Segment(Kind.TEXT, row[:first].strip())] if row[:first].strip() else []
    for place, marker in enumerate(markers):
        ends = markers[place + 1].start if place + 1 < len(markers) else len(row)
        segments.append(Segment(marker.kind, _DANGLING.sub("", _LEADING.sub("", row[marker.end : ends])), marker.roles))
    return segments


def reads_on(row: str) -> bool:
    """True for a row that begins with a capital and has small words as titles have: "By the Light of the Silvery Moon"."""
    words = row.split()
    return words[0][0].isupper() and any(word in _OF_TITLES for word in words[1:])


def label_at_start(row: str) -> tuple[tuple[Role, ...], str] | None:
    """The roles of a label at the beginning of a row, as in "Music Ann Bee", and what stands behind it."""
    hidden = masked(row)
    words = [(end, text.casefold()) for _, end, text in _tokens(hidden)]
    last = 0
    for place, (_, word) in enumerate(words):
        if word in PARTICIPLES or word in LABELS:
            last = place + 1
        elif word not in QUALIFIERS and word not in _JOINERS:
            break
    if not last:
        return None
    return _Chain([word for _, word in words], 0, last).roles(), row[words[last - 1][0] :].strip()


def _credits_out_of_brackets(row: str) -> str:
    """ "Traditional (arranged by Ann Bee)" without its brackets. Those behind a name in a credit stay."""
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
        behind = hidden[found.end() :].lstrip()
        ends = not behind or behind[0] in ",;.):/-\0" or behind.split()[0].casefold() in PARTICIPLES
        if not is_title or (found.start() and (_is_apart(hidden[: found.start()]) or ends)):
            yield _Marker(Kind.REMARK, found.start(), found.end())
    yield from _phrases(hidden, is_title=is_title)
    for found in _WITHOUT_BY.finditer(hidden) if is_title else ():
        yield _Marker(Kind.CREDIT, found.start(1), found.end(), (_DONE[found[1]],))


def _is_apart(before: str) -> bool:
    return not before.strip() or before.rstrip()[-1] in ",;./-–—:)\0\"”»"


def _without_overlap(markers: Iterator[_Marker]) -> list[_Marker]:
    """In their order. Of two at one place the longer one says what it is."""
    kept: list[_Marker] = []
    for marker in sorted(markers, key=lambda one: (one.start, -one.end)):
        if not kept or marker.start >= kept[-1].end:
            kept.append(marker)
        elif kept[-1].kind is Kind.CREDIT and kept[-1].start == 0 and marker.kind is not Kind.REMARK and marker.end > kept[-1].end:
            kept[-1] = _Marker(marker.kind, kept[-1].start, marker.end, marker.roles)
    return kept


def _phrases(hidden: str, *, is_title: bool) -> Iterator[_Marker]:
    """Each "Written and produced by", "Music:" and "arr." of a row."""
    tokens = _tokens(hidden)
    words = [text.casefold() for _, _, text in tokens]
    kept_free = {found.start() for found in _RIGHTS.finditer(hidden)}
    for place, word in enumerate(words):
        chain = None
        ends = tokens[place][1]
        if word == "by" and tokens[place][0] not in kept_free:
            chain = _chain_before(words, place, fillers=not is_title or _comma_before(words, place))
            if place + 1 < len(words) and words[place + 1] == ":":
                ends = tokens[place + 1][1]
        elif word == ":" and place and (words[place - 1] in LABELS or words[place - 1] in PARTICIPLES):
            chain = _chain_before(words, place, fillers=False)
            if chain and not (chain.apart and (chain.start or not is_title)):
                chain = None
        elif word == "arr" and words[place + 1 : place + 2] not in (["by"], [":"]):
            chain = _Chain(words, place, place + 1)
        if chain and (chain := chain.shrunk(is_title=is_title)) and not (is_title and chain.begins_oddly(tokens, hidden)):
            roles = chain.roles()
            kind = Kind.CREDIT if roles else Kind.OTHER_CREDIT
            yield _Marker(kind, tokens[chain.start][0], ends, roles)


def _tokens(text: str) -> list[tuple[int, int, str]]:
    """The words and marks of a text with their places. The full stop of an abbreviation is no mark."""
    tokens: list[tuple[int, int, str]] = []
    for found in _TOKEN.finditer(text):
        if found[0] != "." or not tokens or tokens[-1][2].casefold() not in _ABBREVIATED:
            tokens.append((found.start(), found.end(), found[0]))
    return tokens


def _comma_before(words: Sequence[str], place: int) -> bool:
    return any(word in (",", ";") for word in words[:place])


def _is_role(word: str) -> bool:
    return word in PARTICIPLES or word in NOUNS


def _chain_before(words: Sequence[str], place: int, *, fillers: bool) -> _Chain | None:
    """The words of roles that stand before a "by", with up to seven others between: "Sung in French by"."""
    last = place
    while last and words[last - 1] in QUALIFIERS and not _is_role(words[last - 1]):
        last -= 1
    if last and not _is_role(words[last - 1]):
        last = _participle_before(words, place) if fillers else 0
    if not last or not _is_role(words[last - 1]):
        return None
    start = last - 1
    while start:
        left = start - 1
        if _is_role(words[left]) or words[left] in QUALIFIERS:
            start = left
            continue
        # "Written by, Produced by and Performed by" is one chain too.
        while left >= 0 and (words[left] in _JOINERS or words[left] == "by"):
            left -= 1
        if left < 0 or left == start - 1 or not (_is_role(words[left]) or words[left] in QUALIFIERS):
            break
        start = left
    if all(word in INSTRUMENTS for word in words[start:last]) and (played := _participle_before(words, start)):
        return _Chain(words, played - 1, played)  # "Arranged for strings by"
    return _Chain(words, start, last)


def _participle_before(words: Sequence[str], place: int) -> int:
    """Where "Sung in French by" has its "Sung": the place behind it, 0 if nowhere near."""
    fillers = 0
    for left in range(place - 1, -1, -1):
        word = words[left]
        if word in _QUOTES:
            continue
        fillers += 1
        if fillers > _MOST_FILLERS + 1:
            return 0
        if word in PARTICIPLES or (not left and word in LABELS):
            return left + 1
        if not word[0].isalpha() or word in _JOINERS or word == "by" or (word in NOUNS and word not in INSTRUMENTS):
            return 0
    return 0


class _Chain:
    """The words of a role phrase, from `start` up to `end`: "Words and Music", "Music composed, arranged"."""

    def __init__(self, words: Sequence[str], start: int, end: int) -> None:
        self._words = words
        self.start = start
        self.end = end

    @property
    def apart(self) -> bool:
        """True if what stands before can't belong to it."""
        return not self.start or self._words[self.start - 1] in _APART or self._words[self.start - 1][0] == "\0"

    def shrunk(self, *, is_title: bool) -> _Chain:
        """Without what belongs to the name or the title before it: "Roxy Music, produced by" is "produced by"."""
        if self.apart and not (is_title and not self.start):
            return self
        start = self.start
        groups = self._groups(start)
        if len({group[-1] in PARTICIPLES for group in groups}) > 1:
            start = self.end - len(groups[-1])
            groups = groups[-1:]
        # "Dance Music Written by", "Swan Song Music by": only the last word is no title's.
        if groups[0][-1] in PARTICIPLES or (is_title and start):
            start += len(groups[0]) - 1
        return _Chain(self._words, start, self.end)

    def begins_oddly(self, tokens: Sequence[tuple[int, int, str]], hidden: str) -> bool:
        """True where a title goes on: "The Sound of Music by", "Lost in music by"."""
        if not self.start:
            return True
        before = self._words[self.start - 1]
        first = tokens[self.start][2]
        if self.apart:
            return False
        return before in _NO_TITLE_ENDS_WITH or (first[0].islower() and hidden != hidden.lower())

    def roles(self) -> tuple[Role, ...]:
        found: list[Role | None] = []
        pending: list[Role | None] = []
        for group in self._groups(self.start):
            said = [word for word in group if _is_role(word)]
            last = said[-1] if said else ""
            if last in PARTICIPLES:
                nouns = [NOUNS[word] for word in said[:-1] if word in NOUNS]
                objects = [role for role in [*pending, *nouns] if role in (Role.MUSIC, Role.LYRICS)]
                if nouns and last in WRITING and objects:
                    found += objects
                elif nouns:
                    found.append(PARTICIPLES[last])
                else:
                    found += [*pending, PARTICIPLES[last]]
                pending = []
            elif last:
                pending.append(NOUNS[last])
        taken_away = set()
        qualifiers = self._words[self.start : self.end]
        if "originally" in qualifiers or "original" in qualifiers:
            taken_away.add(Role.PERFORMER)
        if "executive" in qualifiers or "associate" in qualifiers:
            taken_away.add(Role.PRODUCER)
        return tuple(dict.fromkeys(role for role in [*found, *pending] if role and role not in taken_away))

    def _groups(self, start: int) -> list[list[str]]:
        """The words between joiners."""
        groups: list[list[str]] = [[]]
        for word in self._words[start : self.end]:
            if word in _JOINERS or word == "by":
                groups.append([])
            else:
                groups[-1].append(word)
        return [group for group in groups if group]


_NO_TITLE_ENDS_WITH = frozenset("of the a an in on to and for with my your our his her from is are was at or de la le".split())
