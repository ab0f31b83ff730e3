"""The labels of a film's page, and the small lines around its facts. All in small letters."""

from __future__ import annotations

import re

__all__ = [
    "AFTER_REVIEWS",
    "BAR",
    "BEGINNINGS",
    "COUNT",
    "COUNTED",
    "GENRES",
    "GLUED",
    "LABELS",
    "NOISE",
    "NOT_IN_LINKS",
    "REVIEWS",
]


def _listed(text: str) -> list[str]:
    return [label.strip() for label in text.replace("\n", ",").split(",") if label.strip()]


_NO_FACTS = _listed(
    """
    star, stars, see production info at imdbpro, see all cast & crew, all cast & crew, videos, photos, more like this
    taglines, genres, genre, certificate, motion picture rating, parents guide, top picks, featured review
    featured reviews, user reviews, faq, country of origin, countries of origin, official site, official sites, language
    languages, production company, production companies, see more company credits at imdbpro
    see detailed box office info on imdbpro, technical specs, tech specs, color, sound mix, aspect ratio, related news
    contribute to this page, suggest an edit or add missing content, more from this title, more to explore
    recently viewed
    """
)
_ITSELF = _listed(
    """
    awards, storyline, did you know, trivia, goofs, quotes, crazy credits, alternate versions, connections, soundtracks
    details, release date, also known as, box office, budget, gross us & canada, opening weekend us & canada
    gross worldwide, runtime, top gap
    """
)
_OTHERS = {
    "rating": "imdb rating",
    "plot": "your rating, popularity",
    "director": "director, directors",
    "writer": "writer, writers",
    "cast": "cast, top cast",
    "filming locations": "filming locations, filming location",
}

LABELS: dict[str, str] = (
    dict.fromkeys(_NO_FACTS, "")
    | {label: label for label in _ITSELF}
    | {label: section for section, labels in _OTHERS.items() for label in _listed(labels)}
)
"""Labels as the page prints them, and the section that begins there; "" is a section that holds no facts."""

REVIEWS = frozenset(_listed("featured review, featured reviews, user reviews"))
"""Where one of these begins, all that follows is a reader's opinion until a section of facts begins."""

AFTER_REVIEWS = frozenset(
    _listed("details, box office, technical specs, tech specs, did you know, top gap, contribute to this page, faq")
)

NOT_IN_LINKS = REVIEWS | frozenset(
    _listed("trivia, goofs, quotes, connections, soundtracks, crazy credits, alternate versions, faq")
)
"""A bar of links names these before the page begins; they are no section then."""

BEGINNINGS = frozenset(_listed("imdb rating, your rating, storyline, did you know, awards, cast, top cast, details"))
"""Where one of these has been seen the page has begun."""

GLUED = _listed(
    """
    alternate versions, crazy credits, connections, soundtracks, trivia, quotes, goofs, runtime, release date
    also known as, opening weekend us & canada, gross us & canada, gross worldwide, budget, awards
    """
)
"""Labels that are often printed without a space before their value."""

COUNTED = frozenset(
    _listed("videos, photos, cast, top cast, user reviews, featured reviews, more like this, related news, faq")
)
"""Labels that may have a number glued to them, of how many there are: "Top cast15"."""

NOISE = frozenset(_listed("edit, see more, see more », see all, read all, add content, answer, submit, rate"))

BAR = frozenset(
    _listed("menu, all, search imdb, imdbpro, watchlist, sign in, en, cast & crew, all topics, back, share, use app")
)
"""The bar above the page."""

GENRES = frozenset(
    "action adventure animation biography comedy crime documentary drama family fantasy film-noir game-show history "
    "horror music musical mystery news reality-tv romance sci-fi short sport talk-show thriller war western".split()
)

COUNT = re.compile(
    r"(?:play trailer\s*)?[\d.,:+]+[km]?\s*(?:videos?|photos?|user reviews|critic reviews|metascore)?", re.IGNORECASE
)
"""How often and how long: popularity, "38 Photos", "Play trailer1:55"."""
