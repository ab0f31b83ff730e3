"""Find the words for roles in soundtrack credits, and chains of them: "Words and Music"."""

import re
from collections.abc import Sequence

from quizzer.facts.film import SoundtrackRole as Role
from quizzer.grading.wordlists import read_table

_TOKEN = re.compile(r"\w(?:[\w'’*.-]*\w)?|[^\w\s\0]|\0+")
_ABBREVIATED = frozenset({"arr", "comp", "prod", "perf", "orig", "trad", "add'l"})
JOINERS = frozenset({",", "&", "and", "/", "+", "|"})
_APART = frozenset(
    {",", ";", ".", "/", "-", "–", "—", ":", '"', "”", "»", "•", "·", "and", "&", "with", "featuring", "then", "|"}
)
_MOST_FILLERS = 7
_QUOTES = frozenset("\"'“”«»")


def tokens_of(text: str) -> list[tuple[int, int, str]]:
    """Return the words and marks of a text with their places. The full stop of an abbreviation is not a mark."""
    tokens: list[tuple[int, int, str]] = []
    for found in _TOKEN.finditer(text):
        if found[0] != "." or not tokens or tokens[-1][2].casefold() not in _ABBREVIATED:
            tokens.append((found.start(), found.end(), found[0]))
    return tokens


def _is_role(word: str) -> bool:
    return word in PARTICIPLES or word in NOUNS


def chain_before(words: Sequence[str], place: int, *, fillers: bool) -> "Chain | None":
    """Return the words of roles before a "by", with up to seven others between: "Sung in French by"."""
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
        while left >= 0 and (words[left] in JOINERS or words[left] == "by"):
            left -= 1
        if left < 0 or left == start - 1 or not (_is_role(words[left]) or words[left] in QUALIFIERS):
            break
        start = left
    if all(word in INSTRUMENTS for word in words[start:last]) and (played := _participle_before(words, start)):
        return Chain(words, played - 1, played)  # "Arranged for strings by"
    return Chain(words, start, last)


def _participle_before(words: Sequence[str], place: int) -> int:
    """Return the place after the "Sung" of "Sung in French by"; 0 if there is none near."""
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
        if not word[0].isalpha() or word in JOINERS or word == "by" or (word in NOUNS and word not in INSTRUMENTS):
            return 0
    return 0


class Chain:
    """The words of a role phrase, from `start` up to `end`: "Words and Music"."""

    def __init__(self, words: Sequence[str], start: int, end: int) -> None:
        self._words = words
        self.start = start
        self.end = end

    @property
    def apart(self) -> bool:
        """Whether it cannot belong to the word before it."""
        return not self.start or self._words[self.start - 1] in _APART or self._words[self.start - 1][0] == "\0"

    def shrunk(self, *, is_title: bool) -> "Chain":
        """Leave out the name or title before it: "Roxy Music, produced by" becomes "produced by"."""
        if self.apart and not (is_title and not self.start):
            return self
        start = self.start
        while start < self.end - 1 and (self._words[start] in (*ENSEMBLES, "band", *JOINERS)):
            start += 1  # "His Orchestra, vocals by"
        groups = self._groups(start)
        if len({group[-1] in PARTICIPLES for group in groups}) > 1:
            start = self.end - len(groups[-1])
            groups = groups[-1:]
        # "Dance Music Written by", "Swan Song Music by": only the last word is not the title's.
        if groups[0][-1] in PARTICIPLES or (is_title and start):
            start += len(groups[0]) - 1
        return Chain(self._words, start, self.end)

    def begins_oddly(self, tokens: Sequence[tuple[int, int, str]], hidden: str) -> bool:
        """Whether the words belong to a title: "The Sound of Music by", "Lost in music by"."""
        if not self.start:
            return True
        before = self._words[self.start - 1]
        first = tokens[self.start][2]
        if self.apart or (first[0].isupper() and self._words[self.start] in PARTICIPLES):
            return False  # "Come On Performed by": a title ends with a small word sooner than with a participle
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
        """Return the words between joiners."""
        groups: list[list[str]] = [[]]
        for word in self._words[start : self.end]:
            if word in JOINERS or word == "by":
                groups.append([])
            else:
                groups[-1].append(word)
        return [group for group in groups if group]


_NO_TITLE_ENDS_WITH = frozenset(
    "of the a an in on to and for with my your our his her from is are was at or de la le".split()
)


_WORDS = read_table("role_words", beside=__file__)


def _roles(kind: str) -> dict[str, Role | None]:
    """Return the role of each word of a kind; None for a role that songs do not have."""
    roles: dict[str, Role | None] = {role.value: role for role in Role} | {"other": None}
    return {word: role for name, role in roles.items() for word in _WORDS.get(f"{kind} {name}", ())}


WRITING, INSTRUMENTS, LANGUAGES, GENERIC, NOBODY, ENSEMBLES = (
    frozenset(_WORDS[kind]) for kind in ("writing", "instrument", "language", "generic", "nobody", "ensemble")
)
PARTICIPLES = _roles("done")
AGENTS = _roles("agent")
NOUNS = _roles("made") | dict.fromkeys(INSTRUMENTS, Role.PERFORMER) | AGENTS
LABELS = frozenset(_WORDS["label"]) | frozenset(AGENTS)
QUALIFIERS = LANGUAGES | frozenset(_WORDS["qualifier"])
