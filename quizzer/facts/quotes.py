"""Questions from what is said in a film, first and last, and from what its posters say."""

from collections.abc import Iterator

from quizzer.facts.about import FilmContext
from quizzer.facts.masking import fold, shares_words
from quizzer.facts.trivia import sentence_fact
from quizzer.facts.wording import quoted, slug, spoken, without_marks
from quizzer.grading import AnswerKey
from quizzer.question import Question

FEWEST_WORDS, MOST_WORDS = 3, 30
"""How long words are by which a film can be known, and which are still a line."""


def quote_questions(about: FilmContext) -> Iterator[Question]:
    """Which film a line is from, and who speaks its first and last. Who says a quote, and its missing words, are asked
    with the other sentences."""
    film = about.film
    for index, quote in enumerate(film.quotes):
        yield from _which_film(about, "quotes", quote, "film-of-quote", ("quotes", index))
    for key, line, which, who in (
        ("first_line", film.first_line, "film-of-first-line", "who-says-first-line"),
        ("last_line", film.last_line, "film-of-last-line", "who-says-last-line"),
    ):
        if line:
            yield from _which_film(about, key, line, which, key)
            yield from _who_speaks(about, key, line, who)
    for index, tagline in enumerate(film.taglines):
        yield from _which_film(about, "taglines", tagline, "film-of-tagline", ("taglines", index))


def _which_film(about: FilmContext, key: str, line: str, ways: str, made_from: str | tuple[str, int]) -> list[Question]:
    """Not asked of what names the film, of hardly a word, of more than a line, and of what several people say."""
    told = (None, without_marks(line)) if key == "taglines" else spoken(line)
    if told is None or not FEWEST_WORDS <= len(told[1].split()) <= MOST_WORDS:
        return []
    words = told[1]
    if shares_words(words, about.titles):
        return []
    link = f"{key} {fold(words)}"  # films that have the same line
    return about.ask(
        f"film-of-{key.replace('_', '-')}",
        " ".join(words.split()[:8]),
        about.title_key(also=[one for one in about.library.linked(link) if one.label != about.film.label]),
        ways=ways,
        made_from=made_from,
        facts=[sentence_fact(about, line)],
        told={"words": quoted(words)},
        spoiler=key == "last_line",
    )


def _who_speaks(about: FilmContext, key: str, line: str, ways: str) -> list[Question]:
    told = spoken(line)
    if told is None:
        return []
    who, words = told
    return about.ask(
        f"who-says-{key.replace('_', '-')}",
        "",
        AnswerKey(who, kind="character"),
        ways=ways,
        made_from=key,
        facts=[sentence_fact(about, line)],
        hidden=[word for word in slug(who).split("-") if word not in ("the", "a", "an")],
        told={"words": quoted(words)},
        spoiler=key == "last_line",
    )
