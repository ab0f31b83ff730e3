"""Questions from alternate titles: which film is it, and what is the film called elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from quizzer.facts.about import About
from quizzer.facts.codes import country_name, language_name
from quizzer.facts.film import AlternateTitle
from quizzer.facts.masking import shares_words
from quizzer.facts.wording import quoted, slug
from quizzer.grading import AnswerKey
from quizzer.question import Question

__all__ = ["called", "title_questions", "where"]

# Titles under which the film was never shown.
_NEVER_ASKED = ("working", "literal", "informal", "transliterat", "script", "fake", "bootleg")


def title_questions(about: About) -> Iterator[Question]:
    """The questions that a film's other titles give. A place for which the film has a gap is asked there."""
    film = about.film
    gaps = {(gap.country, gap.language) for gap in film.gaps if gap.asks == "release title"}
    places: dict[tuple[str | None, str | None], list[str]] = {}
    for known in film.also_known_as:
        if not _is_askable(known) or slug(known.title) == slug(film.title):
            continue
        yield from _which_film(about, known)
        if known.country or known.language:
            places.setdefault((known.country, known.language), []).append(known.title)
    for (country, language), titles in places.items():
        if (country, language) not in gaps:
            yield from called(about, titles, country, language, category="alternate_title")
    if film.original_title and slug(film.original_title) != slug(film.title):
        yield from _original_title(about, film.original_title)


def called(about: About, titles: list[str], country: str | None, language: str | None, *, category: str) -> list[Question]:
    """What the film is called in a country, in a language, or both; any of `titles` is right."""
    name = about.name
    if country:
        text = f"Under what title was {name} released {where(country, language)}?"
    else:
        text = f"What is {name} called {where(country, language)}?"
    return about.ask(
        "title-in",
        " ".join(filter(None, (country, language))),
        text,
        AnswerKey(
            titles[0],
            accept=titles[1:],
            prompt={about.film.title: "that is what the question calls it; which other title is meant?"},
            kind="title",
        ),
        category=category,
        difficulty=4,
        facts=[about.fact("title", title) for title in titles],
        explanation=f"{name} is {quoted(titles[0])} {where(country, language)}.",
    )


def where(country: str | None, language: str | None) -> str:
    """"in India in English", "in Brazil", "in Ukrainian"."""
    places = ([country_name(country)] if country else []) + ([language_name(language)] if language else [])
    return " ".join(f"in {place}" for place in places)


def _is_askable(known: AlternateTitle) -> bool:
    kind = (known.type or "").casefold()
    return not any(word in kind for word in _NEVER_ASKED)


def _which_film(about: About, known: AlternateTitle) -> list[Question]:
    if shares_words(known.title, [about.film.title]):
        return []
    title = quoted(known.title)
    if known.country:
        text = f"Which film was released {where(known.country, known.language)} as {title}?"
    elif known.language:
        text = f"Which film is called {title} {where(None, known.language)}?"
    else:
        text = f"Which film is also known as {title}?"
    return _ask_which_film(about, known.title, text)


def _original_title(about: About, original: str) -> Iterator[Question]:
    if not shares_words(original, [about.film.title]):
        yield from _ask_which_film(about, original, f"The original title of which film is {quoted(original)}?")
    yield from about.ask(
        "original-title",
        "",
        f"What is the original title of {about.name}?",
        AnswerKey(
            original,
            prompt={about.film.title: "that is what the question calls it; what was it called first?"},
            kind="title",
        ),
        category="alternate_title",
        difficulty=3,
        facts=[about.fact("title", original)],
        explanation=f"{about.name} was first called {quoted(original)}.",
    )


def _ask_which_film(about: About, title: str, text: str) -> list[Question]:
    others = [film for film in about.library.known_as(title) if film is not about.film]
    return about.ask(
        "film-of-title",
        title,
        text,
        about.title_key(without=title, also=others),
        category="alternate_title",
        difficulty=3,
        facts=[about.fact("title", title)],
        explanation=f"{quoted(title)} is {about.name}.",
    )
