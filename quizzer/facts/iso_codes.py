"""Names of countries (ISO 3166-1) and languages (ISO 639), as a question says them, and sums of money (ISO 4217).

States that are gone keep the code they had. Two small tables: a library with every locale's data would cost more than
the rest of quizzer, in megabytes and at start-up. The thousands of languages that few films speak come from a library
that is loaded when one of them is met.
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
    """The name that fits behind "in": "the United States" for US. An unknown code comes back as it is."""
    return COUNTRIES.get(code.upper(), code)


def language_name(code: str) -> str:
    """The English name of a language: "Ukrainian" for uk. An unknown code comes back as it is."""
    found = find_language(code)
    return found.name if found else code


@lru_cache(maxsize=1024)
def find_language(code: str) -> Language | None:
    """The language that a code of ISO 639-1, 639-2 or 639-3 stands for, in capitals or not; None if there is none.

    Groups of languages that are spoken of as one have a name too; what else is a group ("Germanic languages") has none.
    """
    code = code.lower()
    if name := LANGUAGES.get(code) or _SPOKEN_OF_AS_ONE.get(code):
        return Language(code, name)
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        return None
    import iso639

    for find in (iso639.Language.from_part3, iso639.Language.from_part2b):
        try:
            found = find(code)
        except iso639.LanguageNotFoundError:
            continue
        # "Several languages" and "no language" have codes too; others were given up.
        if found.scope != "S" and found.status != "R":
            return Language(found.part1 or found.part3, LANGUAGES.get(found.part1 or "", found.name))
    return None


def country_code(name: str) -> str | None:
    """The code of a country by its name, whatever its case and with or without "the"; None if there is none."""
    return _OTHER_COUNTRY_NAMES.get(_plain(name)) or _find(name, COUNTRIES)


def language_code(name: str) -> str | None:
    """The code of a language by its English name, whatever its case; None if there is none."""
    return _find(name, LANGUAGES) or _find(name, _SPOKEN_OF_AS_ONE)


_SIGNS = dict(zip("USD EUR GBP JPY INR KRW RUB ILS TRY THB".split(), "$€£¥₹₩₽₪₺฿", strict=True))


def money(amount: float, currency: str) -> str:
    """ "$18,000,000"; a currency without a sign of its own stands before the sum: "DEM 1,000"."""
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

# Collective codes of ISO 639-2, where titles and plots name a group and not which of its languages.
_SPOKEN_OF_AS_ONE = read_pairs("language_groups", beside=__file__)


def country_of(place: str) -> str | None:
    """The code of the country that a city, a region or an island is in; None if that is not known here."""
    return _countries_of_places().get(place.casefold())


@cache
def countries_speaking(language: str) -> frozenset[str]:
    """The codes of the countries in which films are titled in a language; none for one that is not listed here."""
    return frozenset(read_table("spoken", beside=__file__).get(language, ()))


@cache
def speaks_several(country: str) -> bool:
    """Whether films are titled in several languages in a country."""
    return sum(country in countries for countries in read_table("spoken", beside=__file__).values()) > 1


@cache
def _countries_of_places() -> dict[str, str]:
    listed = read_table("places", beside=__file__)
    return {place.replace("_", " ").casefold(): country for country, places in listed.items() for place in places}
