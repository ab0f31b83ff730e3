"""The words that name roles in soundtrack credits, and chains of them: "Words and Music"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.facts.film import SoundtrackRole as Role

_TOKEN = re.compile(r"\w(?:[\w'’*.-]*\w)?|[^\w\s\0]|\0+")
_ABBREVIATED = frozenset({"arr", "comp", "prod", "perf", "orig", "trad", "add'l"})
JOINERS = frozenset({",", "&", "and", "/", "+", "|"})
_APART = frozenset(
    {",", ";", ".", "/", "-", "–", "—", ":", '"', "”", "»", "•", "·", "and", "&", "with", "featuring", "then", "|"}
)
_MOST_FILLERS = 7
_QUOTES = frozenset("\"'“”«»")


def tokens_of(text: str) -> list[tuple[int, int, str]]:
    """The words and marks of a text with their places. The full stop of an abbreviation is no mark."""
    tokens: list[tuple[int, int, str]] = []
    for found in _TOKEN.finditer(text):
        if found[0] != "." or not tokens or tokens[-1][2].casefold() not in _ABBREVIATED:
            tokens.append((found.start(), found.end(), found[0]))
    return tokens


def _is_role(word: str) -> bool:
    return word in PARTICIPLES or word in NOUNS


def chain_before(words: Sequence[str], place: int, *, fillers: bool) -> Chain | None:
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
        while left >= 0 and (words[left] in JOINERS or words[left] == "by"):
            left -= 1
        if left < 0 or left == start - 1 or not (_is_role(words[left]) or words[left] in QUALIFIERS):
            break
        start = left
    if all(word in INSTRUMENTS for word in words[start:last]) and (played := _participle_before(words, start)):
        return Chain(words, played - 1, played)  # "Arranged for strings by"
    return Chain(words, start, last)


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
        """True if what stands before can't belong to it."""
        return not self.start or self._words[self.start - 1] in _APART or self._words[self.start - 1][0] == "\0"

    def shrunk(self, *, is_title: bool) -> Chain:
        """Without what belongs to the name or the title before it: "Roxy Music, produced by" is "produced by"."""
        if self.apart and not (is_title and not self.start):
            return self
        start = self.start
        while start < self.end - 1 and (self._words[start] in (*ENSEMBLES, "band", *JOINERS)):
            start += 1  # "His Orchestra, vocals by"
        groups = self._groups(start)
        if len({group[-1] in PARTICIPLES for group in groups}) > 1:
            start = self.end - len(groups[-1])
            groups = groups[-1:]
        # "Dance Music Written by", "Swan Song Music by": only the last word is no title's.
        if groups[0][-1] in PARTICIPLES or (is_title and start):
            start += len(groups[0]) - 1
        return Chain(self._words, start, self.end)

    def begins_oddly(self, tokens: Sequence[tuple[int, int, str]], hidden: str) -> bool:
        """True where a title goes on: "The Sound of Music by", "Lost in music by"."""
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
        """The words between joiners."""
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


def _table(*rows: tuple[Role | None, str]) -> dict[str, Role | None]:
    return {word: role for role, words in rows for word in words.split()}


PARTICIPLES = _table(
    (Role.WRITER, "written co-written cowritten written-by penned authored"),
    (Role.MUSIC, "composed co-composed scored comp"),
    (Role.ARRANGER, "arranged co-arranged rearranged re-arranged arr"),
    (Role.PRODUCER, "produced co-produced coproduced re-produced reproduced prod"),
    (
        Role.PERFORMER,
        "performed co-performed sung sang played vocalized vocalised whistled hummed reprised accompanied "
        "backed perf rapped chanted strummed yodeled yodelled recited",
    ),
    (
        None,
        "conducted directed engineered mixed remixed re-mixed mastered remastered recorded re-recorded "
        "programmed orchestrated sequenced sampled translated adapted supervised choreographed danced edited "
        "transcribed dubbed lip-synched lip-synced mimed staged created inspired suggested presented "
        "introduced interpolated compiled coordinated commissioned popularized popularised heard covered",
    ),
)
"""What was done, with its role; None for what has no role of a song's here, and ends the credit before it."""

WRITING = frozenset("written co-written cowritten composed co-composed penned authored".split())
"""Done to music or lyrics, these say who made them: "Lyrics written by"."""

INSTRUMENTS = frozenset(
    "piano guitar guitars bass drums violin viola cello organ saxophone sax trumpet trombone flute harmonica "
    "accordion banjo mandolin harp keyboard keyboards percussion strings fiddle clarinet oboe bagpipes "
    "ukulele sitar zither horn horns synthesizer synthesizers tambourine whistle harpsichord celesta theremin".split()
)

AGENTS = _table(
    (Role.WRITER, "writer writers songwriter songwriters author authors co-writer co-writers"),
    (Role.MUSIC, "composer composers"),
    (Role.LYRICS, "lyricist lyricists librettist librettists"),
    (Role.ARRANGER, "arranger arrangers"),
    (Role.PRODUCER, "producer producers co-producer co-producers"),
    (Role.PERFORMER, "performer performers singer singers vocalist vocalists artist artists musician musicians"),
    (
        None,
        "conductor conductors engineer engineers mixer remixer orchestrator publisher publishers supervisor "
        "editor choreographer translator programmer director",
    ),
)
"""Who did it, as a label: "Composer: …"."""

NOUNS = (
    _table(
        (Role.WRITER, "song songs"),
        (Role.MUSIC, "music score melody tune theme composition"),
        (Role.LYRICS, "lyrics lyric words text libretto poem verses verse"),
        (Role.ARRANGER, "arrangement arrangements"),
        (Role.PRODUCER, "production productions"),
        (
            Role.PERFORMER,
            "performance performances vocals vocal voice voices rap raps rapping solo solos accompaniment "
            "singing whistling humming chant chants orchestra choir chorus band ensemble",
        ),
        (
            None,
            "orchestration orchestrations remix remixes mix mixing mastering engineering programming "
            "translation adaptation version versions choreography dubbing dub label recording recordings "
            "dance dancing direction supervision editing sequencing album sample samples video story book "
            "concept",
        ),
    )
    | dict.fromkeys(INSTRUMENTS, Role.PERFORMER)
    | AGENTS
)
"""What was made or who made it, with the role of whoever stands behind "by"."""

LABELS = frozenset(
    "music lyrics lyric words text libretto vocals vocal voice arrangement arrangements production "
    "performance choir orchestra".split()
) | frozenset(AGENTS)
"""Nouns that may name a role with a colon, or with nothing, in place of "by"."""

LANGUAGES = frozenset(
    "english french german italian spanish latin portuguese russian hebrew yiddish hindi japanese chinese "
    "mandarin korean swedish danish norwegian finnish dutch polish czech greek turkish arabic hungarian irish "
    "gaelic welsh scottish american".split()
)

QUALIFIERS = LANGUAGES | frozenset(
    "additional original originally new special lead background backing back-up backup musical vocal choral "
    "orchestral string traditional trad acoustic electric executive co also then later live all both "
    "uncredited featured featuring associate partial partially medley track instrumental in-part opening "
    "closing playback main title end".split()
)
"""Words that go with a role and change nothing, or, as "originally" and "executive" do, take it away."""

GENERIC = frozenset(
    "the a an and of by his her their its with chorus choir cast ensemble orchestra band bands others other "
    "company group crowd children kids boys girls men women man woman boy girl guests everyone everybody all "
    "people singer singers musician musicians students partygoers dancers soldiers sailors unknown "
    "unidentified various traditional trad trad. anonymous public domain pd p.d. n/a male female studio "
    "background offscreen off-screen off-camera vocal vocals backup backing instrumental quartet trio choral "
    "themselves himself herself members member audience passengers customers patrons players extras residents "
    "townspeople villagers prisoners nuns monks friends friend family several some many two three four five "
    "another same uncredited artist artists et al al. etc etc. more small large big local street marching "
    "brass military jazz dance night club nightclub house mariachi gospel accompaniment piano guitar strings "
    "own folk song songs music tune tbd none".split()
)
"""Whoever is named by such words alone is nobody: "and chorus", "the studio orchestra"."""

NOBODY = frozenset(
    "the a and & of cast chorus choir orchestra ensemble company traditional trad unknown unidentified "
    "anonymous various artists public domain others n/a none tbd everyone everybody studio uncredited "
    "instrumental pd p.d singers singer entire full".split()
)
"""Whoever is named by such words alone, in whatever letters, is nobody."""

ENSEMBLES = frozenset(
    "orchestra philharmonic symphony choir chorus chorale sisters brothers singers quartet quintet sextet "
    "trio ensemble sinfonia philharmonia orchester orchestre consort boychoir voices".split()
)
"""How the name of a group of its own ends: "Bing Crosby and The Andrews Sisters" are two acts."""
