"""Questions from alternate titles: which film is it, and what is the film called elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from quizzer.facts.about import FilmContext
from quizzer.facts.film import AlternateTitle, Film
from quizzer.facts.iso_codes import country_name, language_name
from quizzer.facts.masking import fold, shares_words
from quizzer.facts.wording import quoted
from quizzer.grading import AnswerKey
from quizzer.question import Question

ORIGINAL = "original"
"""The type of an alternate title that is the original one in another writing: 七人の侍 for Shichinin no samurai."""

# Titles under which the film was never shown, was shown to few, or of which it is only a part.
_NEVER_ASKED = tuple(
    """
    working literal informal transliterat script fake bootleg festival pre-release promotional review copyright poster
    segment episode season part
    """.split()
)


def title_questions(about: FilmContext) -> Iterator[Question]:
    """The questions that a film's other titles give. A place for which the film has a gap is asked there."""
    film = about.film
    gaps = [gap for gap in film.gaps if gap.asks == "release title"]
    places: dict[tuple[str | None, str | None], None] = {}
    for index, known in enumerate(film.also_known_as):
        if (about.some_titles is not None and known not in about.some_titles) or not _is_another(about, known):
            continue
        yield from _which_film(about, known, index)
        if known.type != ORIGINAL and (known.country or known.language):
            places[_place(about, known)] = None
    for country, language in places:
        if not any(gap.country == country and language in (None, gap.language) for gap in gaps):
            titles = titles_in(film, country, language)
            yield from called(about, titles, country, language, category="alternate_title")
    if film.original_title and fold(film.original_title) != fold(film.title):
        written = [known for known in film.also_known_as if known.type == ORIGINAL]
        spelt = [known.title for known in written if _is_another(about, known)]
        yield from _original_title(about, film.original_title, spelt)


def titles_in(film: Film, country: str | None, language: str | None) -> list[str]:
    """The titles that may answer for a place: of its country, and of its language as far as that is told."""
    return [
        known.title
        for known in film.also_known_as
        if known.country == country
        and _is_askable(known)
        and (language == known.language or (country and None in (language, known.language)))
    ]


def called(
    about: FilmContext,
    titles: list[str],
    country: str | None,
    language: str | None,
    *,
    category: str,
    text: str = "",
) -> list[Question]:
    """What the film is called in a country, in a language, or both; any of `titles` is right. `text` words it."""
    name, place = about.name, where(country, language)
    wordings: Sequence[str] = (text,)
    if not text and country:
        wordings = (
            f"Under what title was {name} released {place}?",
            f"What was {name} called when it came out {place}?",
        )
    elif not text:
        wordings = (f"What is {name} called {place}?", f"By what title is {name} known {place}?")
    return about.ask(
        "released-in" if country else "called-in",
        " ".join(filter(None, (country, language))),
        wordings,
        AnswerKey(
            titles[0],
            accept=titles[1:],
            prompt={about.film.title: "that is what the question calls it; which other title is meant?"},
            kind="title",
        ),
        made_from=("also_known_as", [known.title for known in about.film.also_known_as].index(titles[0])),
        category=category,
        difficulty=4,
        facts=[about.fact("title", title) for title in titles],
        explanation=f"{name} is {' or '.join(map(quoted, titles))} {place}.",
    )


def where(country: str | None, language: str | None) -> str:
    """ "in India in English", "in Brazil", "in Ukrainian"."""
    places = (country and country_name(country), language and language_name(language))
    return " ".join(f"in {place}" for place in places if place)


def _place(about: FilmContext, known: AlternateTitle) -> tuple[str | None, str | None]:
    """Where a title was used. A country in which only one language is known needs no more: "in Germany"."""
    languages = {other.language for other in about.film.also_known_as if other.country == known.country}
    return known.country, known.language if not known.country or len(languages) > 1 else None


def _is_another(about: FilmContext, known: AlternateTitle) -> bool:
    """True for a title that can be asked about: it is not what the film is called anyway."""
    return _is_askable(known) and fold(known.title) != fold(about.film.title)


def _is_askable(known: AlternateTitle) -> bool:
    return not known.type or not _is_never_asked(known.type)


@lru_cache(maxsize=256)
def _is_never_asked(kind: str) -> bool:
    return any(word in kind.casefold() for word in _NEVER_ASKED)


def _which_film(about: FilmContext, known: AlternateTitle, index: int) -> list[Question]:
    if shares_words(known.title, [about.film.title]):
        return []
    title = quoted(known.title)
    if known.country:
        place = where(*_place(about, known))
        wordings = (f"Which film was released {place} as {title}?", f"Which film came out {place} as {title}?")
    elif known.language:
        place = where(None, known.language)
        wordings = (f"Which film is called {title} {place}?", f"Which film goes by {title} {place}?")
    else:
        wordings = (f"Which film is also known as {title}?", f"Which film goes by the name of {title} too?")
    return _ask_which_film(about, known.title, ("also_known_as", index), wordings)


def _original_title(about: FilmContext, original: str, spelt: list[str]) -> Iterator[Question]:
    if not shares_words(original, [about.film.title]):
        title = quoted(original)
        wordings = (f"The original title of which film is {title}?", f"Which film is {title} in the original?")
        yield from _ask_which_film(about, original, "original_title", wordings)
    yield from about.ask(
        "original-title",
        "",
        (f"What is the original title of {about.name}?", f"Under what title was {about.name} made?"),
        AnswerKey(
            original,
            accept=spelt,
            prompt={about.film.title: "that is what the question calls it; what was it called first?"},
            kind="title",
        ),
        made_from="original_title",
        category="alternate_title",
        difficulty=3,
        facts=[about.fact("title", original)],
        explanation=f"The original title of {about.name} is {quoted(original)}.",
    )


def _ask_which_film(
    about: FilmContext, title: str, made_from: str | tuple[str, int], wordings: Sequence[str]
) -> list[Question]:
    if about.library.is_common(title):
        return []
    own = (about.film.label, about.film.imdb)
    others = [film for film in about.library.known_as(title) if (film.label, film.imdb) != own]
    return about.ask(
        "film-of-title",
        title,
        wordings,
        about.title_key(without=title, also=others),
        made_from=made_from,
        category="alternate_title",
        difficulty=3,
        facts=[about.fact("title", title)],
        explanation=f"{quoted(title)} is {about.name}.",
    )
