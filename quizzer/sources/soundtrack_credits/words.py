"""The words of soundtrack credits: which of them name a role, which only go with one, which are nobody's name."""

from __future__ import annotations

from quizzer.facts.film import SoundtrackRole as Role

__all__ = [
    "AGENTS",
    "ENSEMBLES",
    "GENERIC",
    "GIVEN_NAMES",
    "INSTRUMENTS",
    "LABELS",
    "LANGUAGES",
    "NOBODY",
    "NOUNS",
    "PARTICIPLES",
    "QUALIFIERS",
    "WRITING",
]


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

GIVEN_NAMES = frozenset(
    "adam alan albert alex alice allen amy andrew andy angus ann anna anne anthony arthur barbara barry ben "
    "benny bernie bert betty bill billy bob bobby brian bruce carl carol caroline carolyn charles charlie "
    "chris christine cindy clara cynthia dan daniel danny dave david dean debbie dennis diana diane dick don "
    "donald donna donny dorothy doug earl ed eddie edgar edward eleanor elizabeth ella ellen emily emma eric "
    "ernest eugene eva evelyn felice florence frank frankie fred freddie gary gene george gerald gerry "
    "gilbert gloria gordon graham grace greg harold harry helen henry herbert howard hugh ian ike ira irene "
    "irving jack jackie james jane janet janis jean jeff jerry jill jim jimmy jo joan joe joel john johnny "
    "jon joseph joshua joyce judy julia julie june karen kate kathy keith ken kenny kevin kristen larry laura "
    "lee leo leonard leslie lewis linda lisa lorenz louis louise lou lucy lynn mack marc margaret maria "
    "marian marie marilyn mark martha martin mary matt maurice max michael michelle mick mike mildred nancy "
    "nat nathan neil nicholas nick norman oliver oscar pat patricia patrick patty paul peggy pete peter phil "
    "philip phyllis ralph randy ray rebecca richard rick rita rob robert robin rod roger ron ronald ronnie "
    "rose roy russ russell ruth ryan sally sam sammy samuel sandra sandy sarah scott sean sharon sheila "
    "shirley sid simon stan stanley stella stephen steve steven stuart sue susan sylvia ted teddy terry "
    "thomas tim timothy tina todd tom tommy tony vera victor vincent virginia walter warren wayne wendy will "
    "william willie".split()
)
"""First names that may share the surname behind them: "George and Ira Gershwin"."""
