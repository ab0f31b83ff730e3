"""Make questions from alternate titles: which film is it, and what is the film called elsewhere?"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import nsmallest
from operator import attrgetter
from zlib import crc32

from quizzer.bounds import MOST_FACTS
from quizzer.facts.about import FilmContext
from quizzer.facts.film import AlternateTitle, Film, Gap
from quizzer.facts.iso_codes import country_name, language_name, speaks_several
from quizzer.facts.masking import distinctive_words, fold, gives_away, shares_words
from quizzer.facts.wording import quoted
from quizzer.grading import AnswerKey
from quizzer.grading.wordlists import read_table
from quizzer.question import Question

ORIGINAL = "original"
"""The type of an original title in another script: 七人の侍 for Shichinin no samurai."""

# Titles that few or no people saw, or of a larger work.
_NEVER_ASKED = tuple(read_table("plain_words", beside=__file__)["never_asked"])
_ENGLISH = frozenset(("US", "GB", "IE", "AU", "NZ", "CA"))
_OTHERS = 3
"""The number of wrong titles in a choice."""
ALIKE = 75
"""From this likeness, out of 100, players recognize a word in another: labyrinth, laberinto."""


def title_questions(about: FilmContext) -> Iterator[Question]:
    """Yield the questions from a film's other titles. If the film has an open question for a place, that one asks
    instead."""
    film = about.film
    places: dict[tuple[str | None, str | None], None] = {}
    for index, known in enumerate(film.also_known_as):
        if film.original_title and known.title == film.original_title:
            continue  # another question asks for it
        if (about.some_titles is not None and known not in about.some_titles) or not _is_another(about, known):
            continue
        minor = not says_something_else(about, known)
        yield from _which_film(about, known, ("also_known_as", index), minor=minor)
        # A second English title is not the film's title in English.
        if known.type != ORIGINAL and (known.country or known.language not in (None, "en")):
            places[_place(about, known)] = None
    as_gaps = [*film.gaps, *gaps_of_titles(about)]
    for country, language in places:
        if not _is_asked_in(as_gaps, country, language):
            titles = titles_in(film, country, language)
            yield from called(about, titles, country, language, category="alternate_title")
    if film.original_title and fold(film.original_title) != fold(film.title):
        written = [known for known in film.also_known_as if known.type == ORIGINAL]
        spelt = [known.title for known in written if _is_another(about, known)]
        yield from _original_title(about, film.original_title, spelt)


def gaps_of_titles(about: FilmContext) -> list[Gap]:
    """Return the places abroad where the film's title means something else, each as the open question that it answers.
    With `some_titles`, only those of these titles."""
    telling = [
        known
        for known in about.film.also_known_as
        if known.country and known.type != ORIGINAL and _is_another(about, known) and says_something_else(about, known)
    ]
    asked = [known for known in telling if about.some_titles is None or known in about.some_titles]
    places = dict.fromkeys(_place(about, known) for known in asked)
    return [
        Gap(asks="release title", country=country, language=language)
        for country, language in places
        if not _is_asked_in(about.film.gaps, country, language)
    ]


def _is_asked_in(gaps: Sequence[Gap], country: str | None, language: str | None) -> bool:
    titles = (gap for gap in gaps if gap.asks == "release title")
    return any(gap.country == country and language in (None, gap.language) for gap in titles)


def titles_in(film: Film, country: str | None, language: str | None) -> list[str]:
    """Return the right titles for a place: those of its country, and of its language if known."""
    return [
        known.title
        for known in film.also_known_as
        if known.country == country
        and _is_askable(known.type)
        and (language == known.language or (country and None in (language, known.language)))
    ]


def called(
    about: FilmContext, titles: list[str], country: str | None, language: str | None, *, category: str
) -> list[Question]:
    """Ask for the film's title in a country, in a language, or both; any of `titles` is right."""
    here = [known for known in about.film.also_known_as if known.title in titles]
    said = [known for known in here if says_something_else(about, known)]
    # The film's own title with one more word is not worth showing.
    said = [known for known in said if not gives_away(known.meaning or "", [about.film.title])]
    # The meaning is right too.
    accept = [*titles[1:], *(one.meaning for one in said if one.meaning and one.meaning not in titles)]
    prompt = {about.film.title: "that is what the question calls it; which other title is meant?"}
    key = AnswerKey(titles[0], accept=accept, prompt=prompt, kind="title")
    ways = "official-title" if category == "top_gap" else "title-in-country" if country else "title-in-language"
    # Hardly anybody knows a title abroad by heart, but players can recognize it among four.
    shown = next((one for one in said if one.meaning and category == "top_gap"), None)
    others = _titles_of_others(about, country) if shown is not None and country else []
    if shown is not None and len(others) == _OTHERS:
        # If a meaning gives the film away, the choice has only titles.
        put = attrgetter("title") if shares_words(shown.meaning or "", [about.film.title]) else _with_meaning
        key = AnswerKey(put(shown), accept=[*titles, *accept], kind="choice", choices=[*map(put, others)])
        ways = "official-title-of-four"
    return about.ask(
        "released-in" if country else "called-in",
        " ".join(filter(None, (country, language))),
        key,
        ways=ways,
        made_from=("also_known_as", [known.title for known in about.film.also_known_as].index(titles[0])),
        facts=[about.fact("title", title) for title in titles],
        explanation="" if any(known.meaning and known.meaning in key.answer for known in said) else _meaning(said),
        told={"place": where(country, language)},
        # Hardly anybody knows it by heart in a foreign language.
        minor=category != "top_gap" or (key.kind != "choice" and any(one.meaning for one in here)),
    )


def says_something_else(about: FilmContext, known: AlternateTitle) -> bool:
    """Whether a title is worth asking: it has a meaning in the bank, or is English. It is in Latin letters, and does
    not look like the film's own."""
    is_readable = is_latin(known.title) and not reads_itself(known.title, about.film.title)
    return is_readable and (bool(known.meaning) or is_english(known))


def is_english(known: AlternateTitle) -> bool:
    """Whether a title is in English by its language, or without one by its country."""
    return known.language == "en" or (known.language is None and known.country in _ENGLISH)


def reads_itself(title: str, own: str) -> bool:
    """Whether a title gives the film's own away: two of their distinctive words are nearly the same."""
    from rapidfuzz.fuzz import ratio

    words, others = (distinctive_words([text]) for text in (title, own))
    return any(len(word) > 2 and ratio(word, other) >= ALIKE for word in words for other in others)


def _titles_of_others(about: FilmContext, country: str) -> list[AlternateTitle]:
    """Return titles with other meanings from other films in the country, which the film's id picks."""
    own = set(map(fold, about.titles))
    found = {
        fold(known.title): known
        for film in about.library.linked(f"titled {fold(country)}")[:MOST_FACTS]
        for known in film.also_known_as
        if known.country == country and known.meaning and is_latin(known.title) and fold(known.title) not in own
    }
    return [found[one] for one in nsmallest(_OTHERS, found, key=lambda one: crc32(f"{about.id} {one}".encode()))]


def _with_meaning(known: AlternateTitle) -> str:
    says_itself = not known.meaning or fold(known.meaning) == fold(known.title)
    return known.title if says_itself else f"{known.title} ({quoted(known.meaning or '')})"


def _meaning(said: Sequence[AlternateTitle]) -> str:
    return " ".join(
        f"{quoted(one.title)} says {quoted(one.meaning)}."
        for one in said
        if one.meaning and fold(one.meaning) != fold(one.title)
    )


def where(country: str | None, language: str | None) -> str:
    """ "in India in English", "in Brazil", "in Ukrainian"."""
    places = (country and country_name(country), language and language_name(language))
    return " ".join(f"in {place}" for place in places if place)


def _place(about: FilmContext, known: AlternateTitle) -> tuple[str | None, str | None]:
    """Return the place of a title. A country with one language needs no more: "in Germany"."""
    languages = {other.language for other in about.film.also_known_as if other.country == known.country}
    several = not known.country or len(languages) > 1 or (known.language is not None and speaks_several(known.country))
    return known.country, known.language if several else None


def _is_another(about: FilmContext, known: AlternateTitle) -> bool:
    """Whether quizzer can ask about a title, because it differs from the film's usual one."""
    return _is_askable(known.type) and fold(known.title) != fold(about.film.title)


@lru_cache(maxsize=256)
def _is_askable(kind: str | None) -> bool:
    return not any(word in (kind or "").casefold() for word in _NEVER_ASKED)


def _original_title(about: FilmContext, original: str, spelt: list[str]) -> Iterator[Question]:
    titled = (known for known in about.film.also_known_as if fold(known.title) == fold(original))
    known = next(titled, AlternateTitle(title=original))
    # An English title abroad means something else than the film's own; an original one may be English anyway.
    minor = not (known.meaning and says_something_else(about, known))
    titled_so = AlternateTitle(title=original, meaning=known.meaning)
    yield from _which_film(about, titled_so, "original_title", minor=minor)
    yield from about.ask(
        "original-title",
        "",
        AnswerKey(
            original,
            accept=spelt,
            prompt={about.film.title: "that is what the question calls it; what was it called first?"},
            kind="title",
        ),
        made_from="original_title",
        facts=[about.fact("title", original)],
        explanation=_meaning([known]),
        minor=minor,
    )


def _which_film(
    about: FilmContext, known: AlternateTitle, made_from: str | tuple[str, int], *, minor: bool
) -> list[Question]:
    title = known.title
    if shares_words(title, [about.film.title]) or about.library.is_common(title):
        return []
    place = where(*_place(about, known)) if known.country else where(None, known.language)
    abroad = "-in-language" if known.language not in (None, "en") else ""
    ways = f"film-of-title{'-in-country' if known.country else abroad}"
    own = (about.film.label, about.film.imdb)
    others = [film for film in about.library.known_as(title) if (film.label, film.imdb) != own]
    told = {"title": quoted(title), "place": place}
    if known.meaning and fold(known.meaning) != fold(title) and not shares_words(known.meaning, [about.film.title]):
        told["title"] += f" ({quoted(known.meaning)})"
    return about.ask(
        "film-of-title",
        title,
        about.title_key(without=title, also=others),
        ways="film-of-original-title" if made_from == "original_title" else ways,
        made_from=made_from,
        facts=[about.fact("title", title)],
        told=told,
        minor=minor,
    )


_PLAIN = str.maketrans("", "", "“”„«»‘’–—…¿¡ßøØæÆœŒđĐłŁıþÞðÐ")


def is_latin(text: str) -> bool:
    """Whether a title is in Latin letters."""
    letters = (one for one in unicodedata.normalize("NFKD", text.translate(_PLAIN)) if one.isalpha())
    return all(one.isascii() for one in letters)
