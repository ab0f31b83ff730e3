"""What is wanted of IMDb's dataset files, and what IMDb's codes mean here."""

from __future__ import annotations

from dataclasses import dataclass

from quizzer.facts.iso_codes import COUNTRIES

__all__ = ["COUNTRY_OF", "FILM_TYPES", "TITLE_TYPES", "DatasetWishes"]

FILM_TYPES = ("movie", "tvMovie", "short", "video")
"""The types of title that are films."""
TITLE_TYPES = (*FILM_TYPES, "tvSeries", "tvMiniSeries", "tvSpecial", "tvShort", "tvPilot", "tvEpisode", "videoGame")
"""The types of title that IMDb has."""

# States that are gone and states without a code have codes of IMDb's own. Others (XWW, XEU, XAS …) are no country.
_OTHER_CODES = {
    "BUMM": "MM", "CSHH": "CS", "DDDE": "DD", "SUHH": "SU", "XKV": "XK", "XPI": "PS", "XSI": "TH", "XWG": "DE",
    "XYU": "YU", "YUCS": "YU", "ZRCD": "CD",
}  # fmt: skip
COUNTRY_OF = {**{code: code for code in COUNTRIES}, **_OTHER_CODES}
"""The country (ISO 3166-1) that a region of IMDb's is."""


@dataclass(frozen=True)
class DatasetWishes:
    """Which titles become films. `years` are the first and the last, both included, None for no bound; `countries`
    (ISO 3166-1) are those whose release titles are kept, all if none is named. Adult titles never do.
    """

    min_votes: int = 0
    types: tuple[str, ...] = FILM_TYPES
    years: tuple[int | None, int | None] = (None, None)
    countries: tuple[str, ...] = ()
