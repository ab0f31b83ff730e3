"""Names of countries (ISO 3166-1) and languages (ISO 639) as a question writes them, and sums of money (ISO 4217).

Former states keep their codes. The tables are small: a library with every locale's data would be larger and slower to
load than the rest of quizzer. Rare languages come from a library that loads when needed.
"""

from functools import cache, lru_cache
from typing import NamedTuple

from quizzer.grading import fold
from quizzer.grading.wordlists import read_pairs, read_table


class Language(NamedTuple):
    """A language by its shortest code and its English name."""

    code: str
    name: str


def country_name(code: str) -> str:
    """Return the name as it follows "in": "the United States" for US. Returns an unknown code unchanged."""
    return COUNTRIES.get(code.upper(), code)


def language_name(code: str) -> str:
    """Return the English name of a language: "Ukrainian" for uk. Returns an unknown code unchanged."""
    found = find_language(code)
    return found.name if found else code


@lru_cache(maxsize=1024)
def find_language(code: str) -> Language | None:
    """Return the language with a code of ISO 639-1, 639-2 or 639-3, in any case; None if there is none.

    Groups that people name like one language have a name too; other groups ("Germanic languages") do not.
    """
    code = code.lower()
    if name := LANGUAGES.get(code) or _GROUPS.get(code):
        return Language(code, name)
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        return None
    import iso639

    for find in (iso639.Language.from_part3, iso639.Language.from_part2b):
        try:
            found = find(code)
        except iso639.LanguageNotFoundError:
            continue
        # "Several languages" and "no language" have codes too; others are retired.
        if found.scope != "S" and found.status != "R":
            return Language(found.part1 or found.part3, LANGUAGES.get(found.part1 or "", found.name))
    return None


def country_code(name: str) -> str | None:
    """Return the code of a country by its name, in any case, with or without "the"; None if there is none."""
    return _OTHER_COUNTRY_NAMES.get(_plain(name)) or _find(name, COUNTRIES)


def language_code(name: str) -> str | None:
    """Return the code of a language by its English name, in any case; None if there is none."""
    return _find(name, LANGUAGES) or _find(name, _GROUPS)


_SIGNS = dict(zip("USD EUR GBP JPY INR KRW RUB ILS TRY THB".split(), "$€£¥₹₩₽₪₺฿", strict=True))


def money(amount: float, currency: str) -> str:
    """Return "$18,000,000". A currency without a sign of its own comes before the sum: "DEM 1,000"."""
    sign = _SIGNS.get(currency) or f"{currency} "
    return f"{sign}{amount:,.0f}"


def _find(name: str, table: dict[str, str]) -> str | None:
    return next((code for code, known in table.items() if _plain(known) == _plain(name)), None)


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    return fold(name).removeprefix("the ")


_OTHER_COUNTRY_NAMES = read_pairs("other_country_names", beside=__file__)

COUNTRIES = read_pairs("countries", beside=__file__)

LANGUAGES = read_pairs("languages", beside=__file__)

# Collective codes of ISO 639-2, for titles and plots that name only a group of languages.
_GROUPS = read_pairs("language_groups", beside=__file__)


def country_of(place: str) -> str | None:
    """Return the code of the country of a city, a region or an island; None if unknown here."""
    return _countries_of_places().get(place.casefold())


@cache
def countries_speaking(language: str) -> frozenset[str]:
    """Return the codes of the countries with film titles in a language; none if it is not in the table."""
    return frozenset(read_table("spoken", beside=__file__).get(language, ()))


@cache
def speaks_several(country: str) -> bool:
    """Whether a country has film titles in several languages."""
    return sum(country in countries for countries in read_table("spoken", beside=__file__).values()) > 1


@cache
def _countries_of_places() -> dict[str, str]:
    listed = read_table("places", beside=__file__)
    return {place.replace("_", " ").casefold(): country for country, places in listed.items() for place in places}
